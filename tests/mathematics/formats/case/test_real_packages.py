"""Every published package at hand goes in and comes out the same, and is understood."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from headway.mastery.formats.case import (
    assemble,
    canonical_digest,
    diff,
    envelope,
    objects,
    outside_links,
    read_package,
    to_version,
    tree,
    write_package,
)
from headway.mastery.formats.problems import count_by_kind
from tests.official_schemas import Schema
from tests.shared_material import VARIABLE, shared

FOLDERS = {
    "data/frameworks/case": "*.cfpackage.json*",
    "data/frameworks/opensalt-native": "*.json",
    "data/prereqs/atc-coherence-map": "*.cfpackage.json",
}
OPENSALT = "data/frameworks/opensalt-native/opensalt-framework-20c5134f-423d-4097-a971-3dd5152bf507.json"
COHERENCE = "data/prereqs/atc-coherence-map/ccss-math-coherence.cfpackage.json"
XQ = "data/frameworks/case/xq-competencies.cfpackage.json"
TEKS = "data/frameworks/case/teks-edfi.cfpackage.json.gz"
SCHEMA = "data/specs/case/case-v1p1-cfpackage.official.schema.json"
SCHEMA_1_0 = "data/specs/case/case-v1p0-swagger.json"


def every_package() -> list[str]:
    """Paths below the shared folder; the folders themselves when they cannot be listed, so that tests say why."""
    root = Path(os.environ.get(VARIABLE) or "/nowhere")
    paths = []
    for folder, pattern in FOLDERS.items():
        found = sorted(str(path.relative_to(root)) for path in (root / folder).glob(pattern))
        paths += found or [folder]
    return paths


def parsed(raw: bytes) -> object:
    return json.loads(gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw)


def in_order(content: object) -> str:
    return json.dumps(content, sort_keys=True)


@pytest.fixture(scope="module")
def validator() -> Schema:
    return Schema(jsonschema.Draft201909Validator, json.loads(shared(SCHEMA).read_bytes()))


@pytest.fixture(scope="module")
def validator_1_0() -> Schema:
    swagger = json.loads(shared(SCHEMA_1_0).read_bytes())
    return Schema(
        jsonschema.Draft4Validator,
        {"$ref": "#/definitions/CFPackage.Type", "definitions": swagger["definitions"]},
    )


@pytest.mark.parametrize("path", every_package())
def test_a_package_is_written_as_it_was_read(path: str) -> None:
    raw = shared(path).read_bytes()
    assert in_order(json.loads(write_package(read_package(raw)))) == in_order(parsed(raw))


@pytest.mark.parametrize("path", every_package())
def test_a_package_survives_being_stored_object_by_object(path: str) -> None:
    raw = shared(path).read_bytes()
    package = read_package(raw)
    rows = json.loads(json.dumps([one.payload for one in objects(package)], sort_keys=True))
    stored = [
        type(one)(one.kind, one.identifier, one.uri, row, one.position)
        for one, row in zip(objects(package), rows, strict=True)
    ]
    around = json.loads(json.dumps(envelope(package), sort_keys=True))
    assert in_order(json.loads(assemble(reversed(stored), around))) == in_order(parsed(raw))


@pytest.mark.parametrize("path", every_package())
def test_every_object_of_a_published_package_is_understood(path: str) -> None:
    raw = shared(path).read_bytes()
    package, content = read_package(raw), parsed(raw)
    assert package.errors == ()
    assert [one.identifier for one in package.items] == [one["identifier"] for one in content["CFItems"]]
    assert len(package.associations) == len(content["CFAssociations"])
    assert package.case_version == content["CFDocument"].get("caseVersion", "1.0")


@pytest.mark.parametrize("path", every_package())
def test_the_tree_holds_every_item_once(path: str) -> None:
    package = read_package(shared(path).read_bytes())
    walked = [identifier for _, identifier in tree(package).walk()]
    assert sorted(walked) == sorted(one.identifier for one in package.items)


@pytest.mark.parametrize("path", every_package())
def test_what_is_written_as_1_1_follows_the_official_schema(path: str, validator: Schema) -> None:
    package = read_package(shared(path).read_bytes())
    converted = to_version(package, "1.1")
    if package.case_version == "1.1":
        assert in_order(json.loads(write_package(converted))) == in_order(json.loads(write_package(package)))
    assert not list(validator.iter_errors(json.loads(write_package(converted))))
    assert [one.statement for one in converted.items] == [one.statement for one in package.items]


@pytest.mark.parametrize("path", every_package())
def test_what_is_written_as_1_0_follows_the_schema_of_1_0(path: str, validator_1_0: Schema) -> None:
    converted = to_version(read_package(shared(path).read_bytes()), "1.0")
    content = json.loads(write_package(converted))
    # The identifiers are the source's own; two test exports use ones that are UUIDs of no known version.
    assert [one for one in validator_1_0.iter_errors(content) if one.validator != "pattern"] == []
    assert read_package(write_package(converted)).case_version == "1.0"


@pytest.mark.parametrize("path", every_package())
def test_reading_the_same_package_again_changes_nothing(path: str) -> None:
    raw = shared(path).read_bytes()
    difference = diff(objects(read_package(raw)), objects(read_package(raw)))
    assert (difference.added, difference.changed, difference.missing) == ((), (), ())
    assert len(difference.unchanged) == len(list(objects(read_package(raw))))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda package: package["CFDocument"].pop("title"),
        lambda package: package["CFItems"][-1].pop("fullStatement"),
        lambda package: package["CFItems"][0].update(fullStatement=7),
        lambda package: package["CFItems"][0].update(identifier=["7"]),
        lambda package: package["CFItems"][0].update(unheardOf="x"),
        lambda package: package["CFAssociations"][-1].update(associationType="isNear"),
        lambda package: package["CFAssociations"][0].pop("originNodeURI"),
    ],
)
def test_what_breaks_the_official_schema_is_found(spoil: Callable[[Any], Any], validator: Schema) -> None:
    package = json.loads(write_package(to_version(read_package(shared(XQ).read_bytes()), "1.1")))
    assert validator.iter_errors(package) == []
    spoil(package)
    assert validator.iter_errors(package)


def test_a_1_0_export_is_read_in_the_shapes_of_today(validator: Schema) -> None:
    raw = shared(OPENSALT).read_bytes()
    assert len(list(validator.iter_errors(parsed(raw)))) == 61
    package = read_package(raw)
    assert package.case_version == "1.0"
    assert {one.education_levels for one in package.items} == {("06",), ("07",)}
    assert sorted(one.sequence for one in package.associations if one.sequence is not None) == [1, 2]
    assert package.document.last_changed is not None
    assert package.document.last_changed.isoformat() == "2017-05-25T18:05:33+00:00"
    fields = {one.field for one in package.problems if one.kind == "case_1_0_shape"}
    assert fields == {
        "CFPackageURI",
        "CFDocumentURI",
        "CFItemAssociationURI",
        "educationalLevel",
        "sequenceNumber",
        "lastChangeDateTime",
    }


def test_children_keep_their_written_order_in_a_1_0_export() -> None:
    package = read_package(shared(OPENSALT).read_bytes())
    codes = {one.identifier: one.code for one in package.items}
    top = [codes[one] for one in tree(package).children[package.document.identifier]]
    assert top == [
        codes["edfce0e7-dbbf-40d5-af1a-baccabef85e9"],
        codes["ddcf67a6-abf2-4df1-8d95-8752d65f0ec2"],
    ]


def test_a_package_of_links_only_keeps_them_all_as_links_outside() -> None:
    package = read_package(shared(COHERENCE).read_bytes())
    assert package.items == ()
    assert len(outside_links(package)) == len(package.associations) == 899
    assert count_by_kind(package.problems) == {"link_outside": 2}
    counts = {
        dict(one.sentence.params)["value"]: dict(one.sentence.params)["count"] for one in package.problems
    }
    assert counts == {"precedes": 757, "isRelatedTo": 142}


def test_links_of_one_package_find_the_items_of_another() -> None:
    mathematics = read_package(shared("data/frameworks/case/ccss-math.cfpackage.json.gz").read_bytes())
    theirs = {link.identifier for one in mathematics.associations for link in (one.origin, one.destination)}
    ends = {
        end.identifier
        for one in outside_links(read_package(shared(COHERENCE).read_bytes()))
        for end in one.outside
    }
    assert len(ends & theirs) > 300


def test_rubrics_come_with_criteria_and_levels_in_order() -> None:
    package = read_package(shared(XQ).read_bytes())
    assert len(package.rubrics) == 37
    first = package.rubrics[0].criteria[0]
    assert [level.quality for level in first.levels][:3] == ["Emerging", "Developing", "Proficient"]
    assert all(one.item_inside for rubric in package.rubrics for one in rubric.criteria)


def test_editing_one_statement_shows_as_one_change() -> None:
    raw = shared(TEKS).read_bytes()
    content = parsed(raw)
    content["CFItems"][41]["fullStatement"] += " And explain how."
    gone = content["CFItems"].pop(100)
    difference = diff(objects(read_package(raw)), objects(read_package(json.dumps(content).encode())))
    assert [one.members for one in difference.changed] == [("fullStatement",)]
    assert [one.identifier for one in difference.missing] == [gone["identifier"]]
    assert difference.added == ()


def test_digests_tell_all_objects_of_a_large_package_apart() -> None:
    stored = list(objects(read_package(shared(TEKS).read_bytes())))
    assert len({canonical_digest(one.payload) for one in stored}) == len(stored) == 1 + 2 * 5668
