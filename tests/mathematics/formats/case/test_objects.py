"""Packages as rows: what is stored comes back, what changed is found, what did not change is left alone."""

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.mastery.formats.case import (
    assemble,
    canonical_digest,
    crosswalks,
    diff,
    envelope,
    objects,
    read_content,
    to_version,
    write_package,
)
from headway.mastery.formats.case.vocabulary import MEMBERS
from headway.mastery.formats.problems import FormatProblem
from tests.mathematics.formats.case.small_packages import end, item, link, read, sound_package, uuid
from tests.shared_material import shared

SCHEMA = "data/specs/case/case-v1p1-cfpackage.official.schema.json"

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)
identifiers = st.integers(1, 12).map(uuid) | text
members = st.sampled_from(
    ["uri", "fullStatement", "educationLevel", "lastChangeDateTime", "sequenceNumber", "extensions", "x"]
)
loose_objects = st.dictionaries(members, json_values, max_size=4).flatmap(
    lambda payload: identifiers.map(lambda identifier: {**payload, "identifier": identifier})
)
odd_items = st.builds(
    lambda number, odd: item(number) | odd,
    st.integers(1, 12),
    st.dictionaries(st.sampled_from(sorted(MEMBERS["CFItem"])), json_values, max_size=3),
)


def odd_parts(kind: str, inside: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Rubrics and their parts, some members of which hold anything at all."""
    listed = next((name for name, shape in MEMBERS[kind].items() if shape == "objects"), "description")
    return st.builds(
        lambda number, odd, parts: {"identifier": uuid(number)} | odd | {listed: parts},
        st.integers(40, 60),
        st.dictionaries(st.sampled_from(sorted(MEMBERS[kind])), json_values, max_size=3),
        st.lists(inside | json_values, max_size=2) | json_values,
    )


odd_rubrics = odd_parts(
    "CFRubric", odd_parts("CFRubricCriterion", odd_parts("CFRubricCriterionLevel", json_values))
)
entries = st.lists(loose_objects | json_values | odd_items | odd_rubrics, max_size=4)
links = st.lists(
    json_values
    | st.builds(
        link,
        st.integers(20, 40),
        st.integers(1, 12),
        st.sampled_from(["isChildOf", "precedes", "isRelatedTo", "nonsense"]),
        st.integers(1, 12),
        sequenceNumber=json_values,
    ),
    max_size=6,
)


# Any member that CASE does not know; Hypothesis also tries the words that it finds in our source.
unknown_members = st.dictionaries(
    text.filter(lambda name: not name.startswith("CF")), json_values, max_size=2
)


@st.composite
def packages(draw: st.DrawFn) -> dict[str, Any]:
    content: dict[str, Any] = draw(unknown_members)
    content["CFDocument"] = draw(loose_objects) | {"identifier": draw(st.integers(1, 3).map(uuid))}
    for name, listed in (("CFItems", entries), ("CFAssociations", links), ("CFRubrics", entries)):
        if draw(st.booleans()):
            content[name] = draw(st.none() | listed)
    if draw(st.booleans()):
        content["CFDefinitions"] = draw(unknown_members) | {"CFConcepts": draw(st.none() | entries)}
    return content


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(packages(), st.randoms(use_true_random=False))
def test_any_package_survives_being_taken_apart_and_put_together(
    content: dict[str, Any], chance: Any
) -> None:
    package = read(content)
    stored = list(objects(package))
    chance.shuffle(stored)
    assert json.loads(assemble(stored, envelope(package))) == content
    assert json.loads(write_package(package)) == content


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(packages())
def test_any_package_is_read_with_an_error_for_each_row_left_out(content: dict[str, Any]) -> None:
    package = read(content)
    assert {one.row for one in package.errors} == package.left_out
    taken = list(objects(package, taken_only=True))
    assert len({(one.kind, one.identifier.lower()) for one in taken}) == len(taken)
    assert len([one for one in taken if one.kind == "CFItem"]) == len(package.items)
    assert len([one for one in taken if one.kind == "CFAssociation"]) == len(package.associations)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(packages(), st.sampled_from(["1.0", "1.1"]))
def test_any_package_can_be_said_in_either_version_without_new_errors(
    content: dict[str, Any], version: Any
) -> None:
    package = read(content)
    converted = to_version(package, version)
    assert converted.errors == ()
    assert [one.identifier for one in converted.items] == [one.identifier for one in package.items]
    again = to_version(converted, version)
    assert json.loads(write_package(again)) == json.loads(write_package(converted))


@pytest.fixture(scope="module")
def official() -> jsonschema.Draft201909Validator:
    return jsonschema.Draft201909Validator(json.loads(shared(SCHEMA).read_bytes()))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(packages())
def test_any_package_said_in_1_1_follows_the_official_schema(
    official: jsonschema.Draft201909Validator, content: dict[str, Any]
) -> None:
    converted = json.loads(write_package(to_version(read(content), "1.1")))
    assert list(official.iter_errors(converted)) == []


@settings(max_examples=100, deadline=None)
@given(json_values)
def test_the_digest_looks_at_content_and_not_at_spelling(value: Any) -> None:
    shuffled = json.loads(json.dumps({"b": value, "a": 1}))
    assert canonical_digest({"a": 1.0, "b": value}) == canonical_digest(shuffled)
    assert canonical_digest({"a": 1, "b": value}) != canonical_digest({"a": 2, "b": value})


def test_a_number_and_its_text_have_different_digests() -> None:
    assert canonical_digest({"a": 1}) != canonical_digest({"a": "1"})
    assert canonical_digest({"a": True}) != canonical_digest({"a": 1})


def test_a_new_version_is_told_apart_object_by_object() -> None:
    old = sound_package()
    new = sound_package()
    new["CFItems"][1]["fullStatement"] = "Better said"
    new["CFItems"][1]["notes"] = "New"
    new["CFItems"].reverse()
    new["CFItems"].append(item(6))
    del new["CFAssociations"][4]
    difference = diff(objects(read(old)), objects(read(new)))
    assert [one.identifier for one in difference.added] == [uuid(6)]
    assert [(one.new.identifier, sorted(one.members)) for one in difference.changed] == [
        (uuid(3), ["fullStatement", "notes"])
    ]
    assert [one.identifier for one in difference.missing] == [uuid(106)]
    assert len(difference.unchanged) == len(list(objects(read(old)))) - 2


def test_a_stored_digest_is_enough_to_see_that_nothing_changed() -> None:
    package = read(sound_package())
    stored = [replace(one, digest=canonical_digest(one.payload), payload=None) for one in objects(package)]
    difference = diff(stored, objects(package))
    assert len(difference.unchanged) == len(stored)


def test_a_uuid_in_capitals_is_the_same_object_changed() -> None:
    new = sound_package()
    new["CFItems"][3]["identifier"] = new["CFItems"][3]["identifier"].upper()
    difference = diff(objects(read(sound_package())), objects(read(new)))
    assert (difference.added, difference.missing) == ((), ())


def test_objects_without_a_framework_are_refused() -> None:
    package = read(sound_package())
    with pytest.raises(FormatProblem):
        assemble([one for one in objects(package) if one.kind != "CFDocument"], envelope(package))


def test_an_added_object_gets_its_list() -> None:
    bare = read({"CFDocument": sound_package()["CFDocument"]})
    more = [one for one in objects(read(sound_package())) if one.kind == "CFItemType"]
    content = json.loads(assemble([*objects(bare), *more], envelope(bare)))
    assert content["CFDefinitions"] == {"CFItemTypes": sound_package()["CFDefinitions"]["CFItemTypes"]}


def test_links_are_gathered_by_crosswalk() -> None:
    content = sound_package()
    elsewhere = end(900, title="A crosswalk defined elsewhere")
    content["CFAssociations"].append(link(110, 4, "isRelatedTo", 5, CFAssociationGroupingURI=elsewhere))
    first, second = crosswalks(read(content))
    assert (first.title, [one.identifier for one in first.associations]) == ("A crosswalk", [uuid(107)])
    assert first.grouping is not None
    assert (second.title, second.grouping) == ("A crosswalk defined elsewhere", None)


def test_what_only_1_1_can_say_is_left_out_of_1_0_and_said() -> None:
    content = sound_package()
    content["CFItems"][0]["subject"] = ["Mathematics"]
    content["CFItems"][0]["extensions"] = {"x": 1}
    content["CFAssociations"][4]["associationType"] = "ext:prepares"
    content["CFAssociations"][5]["originNodeURI"]["targetType"] = "CASE"
    converted = to_version(read(content), "1.0")
    written = json.loads(write_package(converted))
    assert written["CFItems"][0].keys() == sound_package()["CFItems"][0].keys()
    assert len(written["CFAssociations"]) == 5
    assert "targetType" not in written["CFAssociations"][4]["originNodeURI"]
    assert "caseVersion" not in written["CFDocument"]
    assert {one.field for one in converted.problems if one.kind == "not_in_case_1_0"} == {
        "CFItem.subject",
        "CFItem.extensions",
        "associationType ext:prepares",
    }


def test_what_case_does_not_know_moves_under_extensions_in_1_1(
    official: jsonschema.Draft201909Validator,
) -> None:
    content = sound_package()
    content["madeBy"] = "a tool"
    content["CFItems"][0] |= {"x-colour": "green", "extensions": {"y": 2}}
    level = content["CFRubrics"][0]["CFRubricCriteria"][0]["CFRubricCriterionLevels"][0]
    level["x-icon"] = "star"
    content["CFItems"][1]["lastChangeDateTime"] = "soon"
    del content["CFItems"][2]["uri"]
    written = json.loads(write_package(to_version(read(content), "1.1")))
    assert written["extensions"] == {"madeBy": "a tool"}
    assert written["CFItems"][0]["extensions"] == {"x-colour": "green", "y": 2}
    assert written["CFItems"][1]["lastChangeDateTime"].startswith("2026-09-01T08:00:00")
    assert written["CFItems"][2]["uri"] == "urn:uuid:" + uuid(4)
    official.validate(written)


def test_json_from_another_system_is_read_like_a_file() -> None:
    assert read_content(sound_package()) == read(sound_package())
