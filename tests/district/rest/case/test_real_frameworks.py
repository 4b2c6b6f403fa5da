"""Published frameworks come in, and the provider hands out what came: in the strict shapes of both versions."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

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
from tests.mathematics.formats.case.test_real_packages import every_package, in_order, parsed
from tests.shared_material import shared

pytestmark = pytest.mark.django_db

# The Coherence Map has no items of its own: it is never published, it belongs to the standards it is about.
FRAMEWORKS = [path for path in every_package() if "coherence-map" not in path]
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+")
ENDS = ("originNodeURI", "destinationNodeURI")


def plainly(value: Any) -> Any:
    """Without extensions, and addresses without the %XX of signs that no address may hold."""
    if isinstance(value, dict):
        return {
            name: unquote(one) if name == "uri" else plainly(one)
            for name, one in value.items()
            if name != "extensions"
        }
    return [plainly(one) for one in value] if isinstance(value, list) else value


def everywhere(value: Any, name: str) -> list[Any]:
    """Every value of a member of this name, however deep."""
    if isinstance(value, dict):
        own = [value[name]] if name in value else []
        return own + [each for one in value.values() for each in everywhere(one, name)]
    return [each for one in value for each in everywhere(one, name)] if isinstance(value, list) else []


def ends_outside(package: dict[str, Any]) -> int:
    inside = {one["identifier"].lower() for one in (package["CFDocument"], *package["CFItems"])}
    return sum(
        one[end]["identifier"].lower() not in inside for one in package["CFAssociations"] for end in ENDS
    )


@pytest.mark.parametrize("path", FRAMEWORKS)
def test_a_published_framework_is_handed_out_whole_and_valid_and_comes_in_again_the_same(path):
    content = parsed(shared(path).read_bytes())
    with transaction.atomic():
        identifier = official_identifier(share(shared(path).read_bytes()))
        package = told(f"CFPackages/{identifier}")
        earlier = told(f"CFPackages/{identifier}", base=V1P0)
        transaction.set_rollback(True)

    assert faults_of_package(package) == []
    assert faults_1_1("CFPackage", package) == []
    assert faults_1_0("CFPackage", earlier) == []
    assert everywhere(package, "extensions") == []
    assert all(MOMENT.fullmatch(one) for one in everywhere(package, "lastChangeDateTime"))
    assert all(ADDRESS.fullmatch(one) for one in everywhere(package, "uri"))
    for name, member in (("CFItems", "fullStatement"), ("CFAssociations", "associationType")):
        assert [one[member] for one in package[name]] == [one[member] for one in content[name]]
    assert all(is_official(one["identifier"]) for one in package["CFItems"])
    assert ends_outside(package) == ends_outside(content)
    if not faults_1_1("CFPackage", content):
        assert in_order(plainly(package)) == in_order(plainly(content))

    # Into an empty district, and out of it: the same.
    share(package)
    assert in_order(told(f"CFPackages/{identifier}")) == in_order(package)
