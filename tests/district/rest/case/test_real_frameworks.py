"""Published frameworks come in, and the provider hands out what came: in the strict shapes of both versions."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.db import transaction

from headway.mastery.formats.case import is_official, official_identifier
from tests.district.rest.case.asking import (
    V1P0,
    faults_1_0,
    faults_1_1,
    faults_of_package,
    share,
    told,
)
from tests.mathematics.formats.case.test_real_packages import COHERENCE, every_package, in_order, parsed
from tests.shared_material import shared

pytestmark = pytest.mark.django_db

# The Coherence Map has no items of its own: it is never published, it belongs to the standards it is about.
FRAMEWORKS = [path for path in every_package() if path != COHERENCE and "atc-coherence-map" not in path]
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def without_extensions(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_extensions(one) for name, one in value.items() if name != "extensions"}
    return [without_extensions(one) for one in value] if isinstance(value, list) else value


def everywhere(value: Any, name: str) -> list[Any]:
    """Every value of a member of this name, however deep."""
    if isinstance(value, dict):
        own = [value[name]] if name in value else []
        return own + [each for one in value.values() for each in everywhere(one, name)]
    return [each for one in value for each in everywhere(one, name)] if isinstance(value, list) else []


@pytest.mark.parametrize("path", FRAMEWORKS)
def test_a_published_framework_is_handed_out_whole_and_valid_in_both_versions(path):
    content = parsed(shared(path).read_bytes())
    identifier = share(shared(path).read_bytes())

    package = told(f"CFPackages/{official_identifier(identifier)}")
    assert faults_of_package(package) == []
    assert faults_1_1("CFPackage", package) == []
    assert [one["fullStatement"] for one in package["CFItems"]] == [
        one["fullStatement"] for one in content["CFItems"]
    ]
    assert len(package["CFAssociations"]) == len(content["CFAssociations"])
    assert "extensions" not in json.dumps(package)
    assert all(MOMENT.fullmatch(one) for one in everywhere(package, "lastChangeDateTime"))
    if not faults_1_1("CFPackage", content):
        assert in_order(package) == in_order(without_extensions(content))

    earlier = told(f"CFPackages/{official_identifier(identifier)}", base=V1P0)
    assert faults_1_0("CFPackage", earlier) == []
    assert [one["identifier"] for one in earlier["CFItems"]] == [
        one["identifier"] for one in package["CFItems"]
    ]


@pytest.mark.parametrize("path", FRAMEWORKS)
def test_links_inside_a_framework_lead_to_objects_inside_it(path):
    content = parsed(shared(path).read_bytes())
    package = told(f"CFPackages/{official_identifier(share(shared(path).read_bytes()))}")

    def dangling(given: dict[str, Any]) -> int:
        inside = {one["identifier"].lower() for one in (given["CFDocument"], *given["CFItems"])}
        ends = [
            one[end]["identifier"].lower()
            for one in given["CFAssociations"]
            for end in ("originNodeURI", "destinationNodeURI")
        ]
        return sum(one not in inside for one in ends)

    assert dangling(package) == dangling(content)
    assert all(is_official(one["identifier"]) for one in package["CFItems"])


@pytest.mark.parametrize("path", FRAMEWORKS)
def test_what_was_handed_out_comes_into_an_empty_district_and_is_handed_out_the_same(path):
    with transaction.atomic():
        identifier = official_identifier(share(shared(path).read_bytes()))
        handed_out = told(f"CFPackages/{identifier}")
        transaction.set_rollback(True)
    share(handed_out)
    assert in_order(told(f"CFPackages/{identifier}")) == in_order(handed_out)
