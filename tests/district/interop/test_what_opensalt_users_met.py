"""What users of OpenSALT reported about frameworks that come in and go out, each tried here by its number.

OpenSALT is the CASE editor that publishers use most. Each test is named after what its users met.
"""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from django.test import Client

from headway.district.continuum.api import (
    VersionStatus,
    content_of,
    latest_version,
    publish,
    share_framework,
)
from headway.district.continuum.models import Association, Competency, Framework, RubricCriterion
from headway.district.interop.api import export_case
from headway.mastery.formats.case import official_identifier
from tests.district.interop.case.bringing import BY, bring, planned
from tests.district.interop.frameworks.bringing import newest, table
from tests.district.rest.case.asking import faults_of_package, share, told
from tests.district.rest.case.full_package import DOCUMENT, ONE_OF_EACH, full_package
from tests.mathematics.formats.case.small_packages import BASE, link, sound_package, uuid
from tests.mathematics.formats.case.test_real_packages import OPENSALT, in_order
from tests.shared_material import shared

pytestmark = pytest.mark.django_db


def test_678_association_groups_are_not_lost_on_import():
    package = full_package()
    share(package)
    grouped = Association.objects.get(identifier=uuid(107))
    assert grouped.grouping_identifier == uuid(200)
    out = told(f"CFPackages/{DOCUMENT}")
    assert (
        out["CFDefinitions"]["CFAssociationGroupings"] == package["CFDefinitions"]["CFAssociationGroupings"]
    )
    link_out = next(one for one in out["CFAssociations"] if one["identifier"] == uuid(107))
    assert link_out["CFAssociationGroupingURI"]["identifier"] == uuid(200)
    assert told(f"CFAssociationGroupings/{uuid(200)}")["title"] == "A crosswalk"


def test_702_concepts_subjects_licences_and_rubrics_are_loaded():
    package = full_package()
    share(package)
    out = told(f"CFPackages/{DOCUMENT}")
    assert out["CFDefinitions"] == package["CFDefinitions"]
    assert out["CFRubrics"] == package["CFRubrics"]
    for collection in ("CFConcepts", "CFSubjects", "CFLicenses", "CFRubrics", "CFItemTypes"):
        assert told(f"{collection}/{ONE_OF_EACH[collection]}")
    # The rubric is of use here, not only kept: its criterion is about the competency.
    assert RubricCriterion.objects.get(identifier=uuid(301)).competency.identifier == uuid(3)


def test_568_the_addresses_of_what_is_made_here_answer_and_imported_ones_stay_findable(world):
    client = Client()
    own = told(f"CFPackages/{world.version.framework.identifier}")
    for one in (own["CFDocument"], *own["CFItems"], *own["CFAssociations"], *own["CFRubrics"]):
        assert client.get(one["uri"].removeprefix("http://testserver")).status_code == 200
    share(full_package())
    item = told(f"CFItems/{uuid(3)}")
    assert item["uri"] == BASE + uuid(3), "the address that its publisher gave it"
    assert told(f"CFItems/{item['identifier']}") == item, "and it answers here under its identifier"
    assert client.get(item["CFDocumentURI"]["uri"].removeprefix("http://testserver")).status_code == 200


def test_470_a_second_import_doubles_nothing():
    package = full_package()
    bring(package)
    again = copy.deepcopy(package)
    assert planned(again)[1].changes_nothing
    bring(again)
    assert Competency.objects.filter(identifier=uuid(3)).count() == 1
    again["CFItems"][1]["fullStatement"] = "Said better"
    share(again)
    assert Framework.objects.count() == 1
    assert len(told(f"CFPackages/{DOCUMENT}")["CFItems"]) == len(package["CFItems"])


def test_470_an_item_that_is_linked_twice_to_its_parent_stands_there_once():
    package = sound_package()
    package["CFAssociations"].append(link(120, 3, "isChildOf", 2, sequenceNumber=2))
    share(package)
    content = content_of(latest_version(uuid(1)).id)
    assert [one.identifier for one in content.competencies].count(uuid(3)) == 1
    out = told(f"CFPackages/{uuid(1)}")
    assert [one["identifier"] for one in out["CFItems"]].count(uuid(3)) == 1
    assert len(out["CFAssociations"]) == 7, "what the publisher said is handed on"


def test_108_related_to_leads_to_the_same_addresses_after_import_and_export():
    package = sound_package()
    outside = {"title": "Elsewhere", "identifier": "CCSS.1", "uri": "http://corestandards.org/Math/1"}
    package["CFAssociations"][5]["destinationNodeURI"] = outside
    share(package)
    related = told(f"CFAssociations/{uuid(107)}")
    assert related["associationType"] == "isRelatedTo"
    assert related["destinationNodeURI"] == outside
    assert related["originNodeURI"]["uri"] == BASE + uuid(5)
    for end in ("originNodeURI", "destinationNodeURI"):
        assert json.loads(export_case(uuid(1)))["CFAssociations"][5][end] == package["CFAssociations"][5][end]


def test_108_related_to_between_items_made_here_leads_to_items_that_answer(world):
    one, other = world.competency("MA.FR.1"), world.competency("MA.FR.2")
    Association.objects.create(
        version=world.version,
        identifier=uuid(500),
        kind="isRelatedTo",
        origin_identifier=one.identifier,
        destination_identifier=other.identifier,
    )
    related = told(f"CFAssociations/{uuid(500)}")
    for end in ("originNodeURI", "destinationNodeURI"):
        answer = Client().get(related[end]["uri"].removeprefix("http://testserver"))
        assert answer.json()["identifier"] == related[end]["identifier"]


@pytest.mark.parametrize("name", ["sample_case.csv", "spreadsheet_import_sample.xlsx", "ccsso_ela_item.csv"])
def test_409_a_framework_that_came_as_a_spreadsheet_goes_out_as_a_full_package(name):
    raw = shared(f"data/frameworks/opensalt-native/{name}").read_bytes()
    _run, report = table(raw)
    version = newest(report.facts["identifier"])
    if version.status == VersionStatus.DRAFT:
        publish(version.id, by=BY)
    share_framework(report.facts["identifier"], is_shared=True, by=BY)
    out = told(f"CFPackages/{official_identifier(report.facts['identifier'])}")
    assert faults_of_package(out) == []
    assert len(out["CFItems"]) == report.counts["competency"]["add"]
    children = {
        one["originNodeURI"]["identifier"]
        for one in out["CFAssociations"]
        if one["associationType"] == "isChildOf"
    }
    assert children == {one["identifier"] for one in out["CFItems"]}, "every row has its place in the tree"


def test_409_a_full_package_keeps_what_a_spreadsheet_has_no_column_for():
    package = full_package()
    share(package)
    out = told(f"CFPackages/{DOCUMENT}")
    given = {name: value for name, value in package["CFItems"][1].items() if name != "extensions"}
    assert out["CFItems"][1] == given
    assert out["CFRubrics"] == package["CFRubrics"]
    assert out["CFDefinitions"] == package["CFDefinitions"]
    assert [one["associationType"] for one in out["CFAssociations"]].count("precedes") == 1


def test_a_native_export_of_opensalt_goes_in_and_out_and_in_again_as_it_was():
    raw = shared(OPENSALT).read_bytes()
    bring(raw)
    identifier = json.loads(raw)["CFDocument"]["identifier"]
    lossless = json.loads(export_case(identifier))
    assert in_order(lossless) == in_order(json.loads(raw))
    assert planned(lossless)[1].changes_nothing


@pytest.mark.parametrize("base", ["/ims/case/v1p0", "/ims/case/v1p1"])
def test_import_then_serve_then_import_into_an_empty_district_means_the_same(base):
    def meaning() -> dict[str, Any]:
        content = content_of(latest_version(DOCUMENT).id, with_case_objects=False)
        return {
            "items": content.competencies,
            "prerequisites": content.prerequisites,
            "associations": content.associations,
            "rubrics": content.rubrics,
            "domains": content.domains,
        }

    share(full_package())
    handed_out, before = told(f"CFPackages/{DOCUMENT}", base=base), meaning()
    Framework.objects.all().delete()
    share(handed_out)
    assert meaning() == before
