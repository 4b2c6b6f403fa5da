"""Published frameworks come in whole and go out the same."""

import gzip
import json

import jsonschema
import pytest

from headway.district.continuum.api import content_of, latest_version, map_of, prerequisites_of_version
from headway.district.continuum.models import Competency
from headway.district.foundation.api import NotFound
from headway.district.interop import api
from headway.mastery.formats.case import read_package
from tests.district.interop.case.bringing import bring, planned
from tests.mathematics.formats.case.test_real_packages import (
    COHERENCE,
    SCHEMA,
    XQ,
    every_package,
    in_order,
    parsed,
)
from tests.shared_material import shared

pytestmark = pytest.mark.django_db

MATH = "data/frameworks/case/ccss-math.cfpackage.json.gz"


@pytest.mark.parametrize("path", every_package())
def test_a_published_package_comes_in_whole_goes_out_the_same_and_leaves_nothing_to_do(path):
    raw = shared(path).read_bytes()
    content = parsed(raw)
    _run, report = bring(raw)

    identifier = content["CFDocument"]["identifier"]
    out = json.loads(api.export_case(identifier))
    assert in_order(out) == in_order(content)
    assert Competency.objects.count() == len(content.get("CFItems") or [])
    assert report.counts.get("competency", {}).get("add", 0) == len(content.get("CFItems") or [])
    assert not report.facts["quality"]["orphans"]["count"]
    assert planned(raw)[1].changes_nothing


@pytest.mark.parametrize("order", [(MATH, COHERENCE), (COHERENCE, MATH)])
def test_the_coherence_map_attaches_to_the_mathematics_standards_in_either_order(order):
    for path in order:
        bring(shared(path).read_bytes())

    identifier = parsed(shared(MATH).read_bytes())["CFDocument"]["identifier"]
    version = latest_version(identifier)
    assert len(prerequisites_of_version(version.id)) == 757
    standards = map_of(version)
    assert len(standards.prerequisites) == 757
    assert len(standards.graph.order()) == len(standards.competencies)


def test_rubrics_of_a_published_framework_describe_the_levels_of_its_component_skills():
    bring(shared(XQ).read_bytes())

    content = content_of(latest_version(parsed(shared(XQ).read_bytes())["CFDocument"]["identifier"]).id)
    described = [one for one in content.competencies if one.descriptors]
    assert len(described) == 115
    assert {len(one.descriptors) for one in described} == {4}
    assert sum(len(rubric.criteria) for rubric in content.rubrics) == 115
    assert len(content.domains) == 5


def test_a_framework_made_here_goes_out_as_a_valid_package_and_means_the_same(world):
    identifier = world.version.framework.identifier
    raw = api.export_case(identifier)

    schema = json.loads(shared(SCHEMA).read_bytes())
    jsonschema.Draft201909Validator(schema).validate(json.loads(raw))
    package = read_package(raw)
    assert not package.errors
    assert not package.warnings
    assert sum(one.item_type == "Competency" for one in package.items) == len(world.competencies)
    before = {(one.before, one.after) for one in prerequisites_of_version(world.version.pk)}
    assert sum(one.type == "precedes" for one in package.associations) == len(before)
    assert sum(len(one.criteria[0].levels) for one in package.rubrics) == 4 * len(world.competencies)


def test_an_exported_framework_has_the_same_identifiers_every_time(world):
    identifier = world.version.framework.identifier
    assert api.export_case(identifier) == api.export_case(identifier)


def test_a_framework_made_here_can_come_into_another_district(world):
    raw = api.export_case(world.version.framework.identifier)
    package = json.loads(raw)
    package["CFDocument"]["identifier"] = "00000000-0000-4000-8000-00000000aaaa"
    for one in package["CFAssociations"]:
        if one["destinationNodeURI"]["identifier"] == world.version.framework.identifier:
            one["destinationNodeURI"]["identifier"] = package["CFDocument"]["identifier"]

    bring(package)

    content = content_of(latest_version(package["CFDocument"]["identifier"]).id)
    ratable = {one.code: one for one in content.competencies if one.is_ratable}
    assert set(ratable) == set(world.competencies)
    fractions = ratable["MA.FR.2"]
    assert (fractions.level, fractions.statement) == (4, world.competency("MA.FR.2").statement)
    assert [one.text for one in fractions.descriptors] == [
        one.text for one in world.competency("MA.FR.2").descriptors.all()
    ]
    assert len(content.prerequisites) == len(prerequisites_of_version(world.version.pk)) == 9
    assert {one.name for one in content.domains} == {"Mathematics", "Literacy", "Habits of success"}


def test_a_compressed_package_is_opened():
    raw = gzip.compress(shared(XQ).read_bytes())
    assert bring(raw)[1].counts["competency"] == {"add": 170}


def test_a_framework_that_is_not_here_cannot_be_given():
    with pytest.raises(NotFound):
        api.export_case("nothing")
