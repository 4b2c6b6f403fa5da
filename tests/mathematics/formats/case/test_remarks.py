"""Each thing that can be odd in a package is said once, in place, and leaves the rest readable."""

import json
import re
from typing import Any

import pytest

from headway.mastery.formats.case import messages, outside_links, read_package, tree, write_package
from tests.mathematics.formats.case.small_packages import end, item, link, read, said, sound_package, uuid


def test_a_sound_package_has_no_remarks() -> None:
    package = read(sound_package())
    assert package.problems == ()
    assert package.left_out == frozenset()
    assert (len(package.items), len(package.associations), len(package.groupings)) == (4, 6, 1)


@pytest.mark.parametrize("field", ["identifier", "fullStatement"])
def test_an_item_without_what_matters_is_left_out_and_the_others_are_read(field: str) -> None:
    content = sound_package()
    del content["CFItems"][3][field]
    package = read(content)
    (problem,) = said(package, "missing_member")
    assert (problem.severity, problem.row, problem.field) == ("error", "CFItems[3]", field)
    assert [one.code for one in package.items] == ["M.2", "M.3", "M.4"]
    assert "CFItems[3]" in package.left_out


def test_a_blank_statement_counts_as_missing() -> None:
    content = sound_package()
    content["CFItems"][3]["fullStatement"] = "  "
    assert said(read(content), "missing_member")[0].severity == "error"


def test_a_link_to_an_item_that_was_left_out_says_so() -> None:
    content = sound_package()
    del content["CFItems"][3]["fullStatement"]
    problems = said(read(content), "association_nowhere")
    assert [one.row for one in problems] == ["CFAssociations[3]", "CFAssociations[5]"]
    assert "CFItems[3]" in problems[0].sentence.text


@pytest.mark.parametrize(
    ("kind", "field"), [("CFItems", "uri"), ("CFItems", "lastChangeDateTime"), ("CFRubrics", "uri")]
)
def test_a_missing_formality_is_a_warning_and_the_object_is_taken(kind: str, field: str) -> None:
    content = sound_package()
    del content[kind][0][field]
    package = read(content)
    (problem,) = said(package, "missing_member")
    assert (problem.severity, problem.row, problem.field) == ("warning", f"{kind}[0]", field)
    assert package.left_out == frozenset()


def test_a_framework_without_title_and_creator_is_read() -> None:
    content = sound_package()
    del content["CFDocument"]["title"], content["CFDocument"]["creator"]
    problems = said(read(content), "missing_member")
    assert {(one.severity, one.field) for one in problems} == {("warning", "title"), ("warning", "creator")}


def test_an_identifier_used_twice_takes_the_first() -> None:
    content = sound_package()
    content["CFItems"].append(item(3, fullStatement="Another"))
    package = read(content)
    (problem,) = said(package, "identifier_twice")
    assert (problem.severity, problem.row, problem.identifier) == ("error", "CFItems[4]", uuid(3))
    assert "CFItems[1]" in problem.sentence.text
    assert [one.statement for one in package.items].count("Another") == 0


def test_the_same_uuid_in_capitals_is_the_same_identifier() -> None:
    content = sound_package()
    content["CFItems"].append(item(0xAB))
    content["CFItems"].append(item(0xAB, identifier=uuid(0xAB).upper()))
    assert said(read(content), "identifier_twice")[0].row == "CFItems[5]"


def test_an_item_may_not_use_the_identifier_of_the_framework() -> None:
    content = sound_package()
    content["CFItems"].append(item(1))
    assert said(read(content), "identifier_twice")[0].severity == "error"


def test_an_identifier_shared_between_kinds_is_a_warning() -> None:
    content = sound_package()
    content["CFAssociations"][5]["identifier"] = uuid(5)
    package = read(content)
    assert said(package, "identifier_twice")[0].severity == "warning"
    assert len(package.associations) == 6


def test_a_local_identifier_is_taken_with_a_warning() -> None:
    content = sound_package()
    content["CFItems"].append(item(6, identifier="math-6"))
    package = read(content)
    (problem,) = said(package, "not_a_uuid")
    assert (problem.severity, problem.identifier) == ("warning", "math-6")
    assert package.items[-1].identifier == "math-6"


def test_an_entry_that_is_no_object_is_left_out() -> None:
    content = sound_package()
    content["CFItems"].insert(0, "a stray text")
    package = read(content)
    assert [(one.row, one.severity) for one in said(package, "not_an_object")] == [("CFItems[0]", "error")]
    assert [one.position for one in package.items] == [1, 2, 3, 4]


def test_two_unreadable_items_leave_two_readable() -> None:
    content = sound_package()
    content["CFItems"][2]["fullStatement"] = None
    content["CFItems"][3] = 7
    package = read(content)
    assert {one.row for one in package.errors} >= {"CFItems[2]", "CFItems[3]"}
    assert [one.code for one in package.items] == ["M.2", "M.3"]


# -- links -----------------------------------------------------------------------------------------------------------


def test_an_unknown_association_type_is_kept_and_named() -> None:
    content = sound_package()
    content["CFAssociations"][5]["associationType"] = "hasPart"
    package = read(content)
    (problem,) = said(package, "unknown_association_type")
    assert (problem.severity, problem.row) == ("warning", "CFAssociations[5]")
    assert "hasPart" in problem.sentence.text
    assert package.associations[5].type == "hasPart"


@pytest.mark.parametrize("type_", ["ext:prepares-for", "isTranslationOf", "hasSkillLevel"])
def test_types_of_the_standard_and_its_extensions_need_no_remark(type_: str) -> None:
    content = sound_package()
    content["CFAssociations"][5]["associationType"] = type_
    assert read(content).problems == ()


@pytest.mark.parametrize("spelling", ["Is Related To", "is_related_to", "ISRELATEDTO"])
def test_another_spelling_of_a_type_is_understood(spelling: str) -> None:
    content = sound_package()
    content["CFAssociations"][5]["associationType"] = spelling
    package = read(content)
    assert package.associations[5].type == "isRelatedTo"
    assert [one.severity for one in package.problems] == ["note"]


@pytest.mark.parametrize(
    ("added", "ends"),
    [(link(110, 77, "isChildOf", 2), ["77"]), (link(110, 5, "isChildOf", 78), ["78"])],
)
def test_a_parent_link_to_a_missing_item_of_this_package_is_left_out(
    added: dict[str, Any], ends: list[str]
) -> None:
    content = sound_package()
    content["CFAssociations"].append(added)
    package = read(content)
    (problem,) = said(package, "association_nowhere")
    assert (problem.severity, problem.row) == ("error", "CFAssociations[6]")
    assert all(uuid(int(one)) in problem.sentence.text for one in ends)
    assert len(package.associations) == 6


def test_a_link_between_two_missing_items_of_this_package_is_left_out() -> None:
    content = sound_package()
    content["CFAssociations"].append(link(110, 77, "precedes", 78))
    (problem,) = said(read(content), "association_nowhere")
    assert uuid(77) in problem.sentence.text
    assert uuid(78) in problem.sentence.text


def test_a_link_to_another_package_is_kept_and_listed() -> None:
    content = sound_package()
    far = end(900, uri="https://elsewhere.example.org/" + uuid(900))
    content["CFAssociations"].append(link(110, 3, "exactMatchOf", 900, destinationNodeURI=far))
    content["CFItems"].append(item(6))
    content["CFAssociations"].append(link(111, 6, "isChildOf", 900, destinationNodeURI=far))
    content["CFAssociations"].append(link(112, 4, "isRelatedTo", 901))
    package = read(content)
    assert {one.severity for one in package.problems} == {"note"}
    listed = outside_links(package)
    assert [one.association.identifier for one in listed] == [uuid(110), uuid(111), uuid(112)]
    assert [one.identifier for one in listed[0].outside] == [uuid(900)]


def test_a_link_is_followed_by_address_when_its_identifier_is_unknown() -> None:
    content = sound_package()
    content["CFAssociations"][4]["destinationNodeURI"]["identifier"] = "M.4"
    association = read(content).associations[4]
    assert association.destination_inside
    assert association.destination.identifier == uuid(4)


def test_a_link_with_one_end_is_left_out() -> None:
    content = sound_package()
    content["CFAssociations"][5]["destinationNodeURI"] = None
    package = read(content)
    assert said(package, "missing_member")[0].field == "destinationNodeURI"
    assert len(package.associations) == 5


def test_a_second_parent_is_kept_with_a_warning() -> None:
    content = sound_package()
    content["CFAssociations"].append(link(110, 3, "isChildOf", 5))
    package = read(content)
    (problem,) = said(package, "second_parent")
    assert (problem.severity, problem.row) == ("warning", "CFAssociations[6]")
    assert problem.sentence.text.startswith("M.3 has a second parent here: M.5, after M.2.")
    shape = tree(package)
    assert shape.parents[uuid(3)] == (uuid(2), uuid(5))
    assert [one for _, one in shape.walk()].count(uuid(3)) == 1


def test_a_parent_link_written_twice_is_one_parent() -> None:
    content = sound_package()
    content["CFAssociations"].append(link(110, 3, "isChildOf", 2))
    package = read(content)
    assert [one.severity for one in said(package, "same_link_twice")] == ["warning"]
    assert said(package, "second_parent") == []
    assert tree(package).parents[uuid(3)] == (uuid(2),)


def test_a_circle_of_parents_is_named_and_opened() -> None:
    content = sound_package()
    content["CFAssociations"][0]["destinationNodeURI"] = end(3)
    package = read(content)
    (problem,) = said(package, "child_cycle")
    assert problem.severity == "error"
    assert "M.2 → M.3 → M.2" in problem.sentence.text
    assert problem.row in package.left_out
    walked = [one for _, one in tree(package).walk()]
    assert sorted(walked) == sorted(one.identifier for one in package.items)


def test_an_item_that_is_its_own_parent_is_a_circle() -> None:
    content = sound_package()
    content["CFAssociations"][3]["destinationNodeURI"] = end(5)
    package = read(content)
    assert "M.5 → M.5" in said(package, "child_cycle")[0].sentence.text
    assert tree(package).unplaced == (uuid(5),)


def test_a_circle_of_what_comes_first_is_named_by_codes_and_kept() -> None:
    content = sound_package()
    content["CFAssociations"] += [link(110, 4, "precedes", 5), link(111, 5, "precedes", 3)]
    package = read(content)
    (problem,) = said(package, "precedes_cycle")
    assert problem.severity == "warning"
    assert "M.3 → M.4 → M.5 → M.3" in problem.sentence.text
    assert len(package.associations) == 8


def test_two_separate_circles_are_both_named() -> None:
    content = sound_package()
    content["CFAssociations"] += [
        link(110, 4, "precedes", 3),
        link(111, 5, "precedes", 2),
        link(112, 2, "precedes", 5),
    ]
    loops = [one.sentence.text for one in said(read(content), "precedes_cycle")]
    assert any("M.3 → M.4 → M.3" in one for one in loops)
    assert any("M.5 → M.2 → M.5" in one for one in loops)


def test_a_diamond_is_no_circle() -> None:
    content = sound_package()
    content["CFAssociations"] += [link(110, 3, "precedes", 5), link(111, 4, "precedes", 5)]
    assert read(content).problems == ()


def test_a_very_long_chain_with_a_circle_is_told_briefly() -> None:
    content = sound_package()
    content["CFItems"] += [item(number) for number in range(1000, 6000)]
    content["CFAssociations"] += [
        link(10_000 + number, number, "precedes", number + 1 if number < 5999 else 1000)
        for number in range(1000, 6000)
    ]
    (problem,) = said(read(content), "precedes_cycle")
    assert "… (4992) …" in problem.sentence.text
    assert problem.sentence.text.count("→") <= 10


# -- members ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["last spring", "2026-13-01T00:00:00Z", 20260901, "20260901", ""])
def test_a_date_that_cannot_be_read_is_a_warning(value: object) -> None:
    content = sound_package()
    content["CFItems"][1]["lastChangeDateTime"] = value
    package = read(content)
    (problem,) = said(package, "bad_date")
    assert (problem.severity, problem.row, problem.field) == ("warning", "CFItems[1]", "lastChangeDateTime")
    assert package.items[1].last_changed is None


def test_a_status_date_is_read_as_a_day() -> None:
    content = sound_package()
    content["CFItems"][0]["statusStartDate"] = "2026-08-15"
    content["CFItems"][1]["statusStartDate"] = "2026-08-15T00:00:00+02:00"
    package = read(content)
    assert [str(one.status_start) for one in package.items[:2]] == ["2026-08-15"] * 2
    assert [one.row for one in said(package, "case_1_0_shape")] == ["CFItems[1]"]


@pytest.mark.parametrize("value", ["first", 1.5, True, [1], "", 2**40])
def test_a_sequence_number_that_is_no_number_is_a_warning(value: object) -> None:
    content = sound_package()
    content["CFAssociations"][1]["sequenceNumber"] = value
    package = read(content)
    (problem,) = said(package, "bad_sequence_number")
    assert (problem.severity, problem.row) == ("warning", "CFAssociations[1]")
    assert package.associations[1].sequence is None


def test_sequence_numbers_order_children_and_the_file_orders_the_rest() -> None:
    content = sound_package()
    shape = tree(read(content))
    assert shape.children[uuid(1)] == (uuid(5), uuid(2))
    assert shape.children[uuid(2)] == (uuid(4), uuid(3))
    del content["CFAssociations"][2]["sequenceNumber"]
    assert tree(read(content)).children[uuid(2)] == (uuid(3), uuid(4))


def test_education_levels_in_one_text_are_read_as_a_list() -> None:
    content = sound_package()
    content["CFItems"][0]["educationLevel"] = "09, 10"
    content["CFItems"][1]["educationLevel"] = ["11"]
    package = read(content)
    (problem,) = said(package, "education_level_not_list")
    assert (problem.severity, problem.row) == ("warning", "CFItems[0]")
    assert [one.education_levels for one in package.items[:2]] == [("09", "10"), ("11",)]


def test_a_1_0_shape_is_said_once_however_often_it_occurs() -> None:
    content = sound_package()
    for one in content["CFItems"]:
        one["educationalLevel"] = "07"
    package = read(content)
    (problem,) = said(package, "case_1_0_shape")
    assert dict(problem.sentence.params)["count"] == 4
    assert package.items[3].education_levels == ("07",)


def test_a_draft_package_with_sourced_ids_is_read() -> None:
    content = sound_package()
    for one in (content["CFDocument"], *content["CFItems"]):
        one["sourcedId"] = one.pop("identifier")
    package = read(content)
    assert {one.kind for one in package.problems} == {"case_1_0_shape"}
    assert len(package.items) == 4


def test_a_member_of_the_wrong_type_is_passed_over() -> None:
    content = sound_package()
    content["CFItems"][0]["humanCodingScheme"] = {"code": "M.2"}
    content["CFItems"][1]["conceptKeywords"] = ["ratio", {"no": "text"}]
    package = read(content)
    assert [(one.row, one.field) for one in said(package, "wrong_type")] == [
        ("CFItems[0]", "humanCodingScheme"),
        ("CFItems[1]", "conceptKeywords"),
    ]
    assert package.items[0].code == ""
    assert package.items[1].keywords == ("ratio",)


def test_members_of_others_are_kept_and_named_once() -> None:
    content = sound_package()
    for one in content["CFItems"]:
        one["x-colour"] = "green"
    (problem,) = read(content).problems
    assert (problem.severity, problem.kind, problem.field) == ("note", "unknown_member", "x-colour")


def test_a_criterion_about_an_unknown_item_is_kept_with_a_warning() -> None:
    content = sound_package()
    content["CFRubrics"][0]["CFRubricCriteria"][0]["CFItemURI"] = end(99)
    package = read(content)
    (problem,) = said(package, "criterion_unknown_item")
    assert (problem.severity, problem.row) == ("warning", "CFRubrics[0].CFRubricCriteria[0]")
    assert not package.rubrics[0].criteria[0].item_inside


def test_rubric_levels_are_in_the_order_of_their_positions() -> None:
    levels = read(sound_package()).rubrics[0].criteria[0].levels
    assert [one.quality for one in levels] == ["step 1", "step 2"]


def test_a_rubric_level_without_identifier_leaves_the_others() -> None:
    content = sound_package()
    del content["CFRubrics"][0]["CFRubricCriteria"][0]["CFRubricCriterionLevels"][0]["identifier"]
    package = read(content)
    row = "CFRubrics[0].CFRubricCriteria[0].CFRubricCriterionLevels[0]"
    assert [one.row for one in package.errors] == [row]
    assert len(package.rubrics[0].criteria[0].levels) == 1


@pytest.mark.parametrize("character", ["\x00", "\ud83d"])
def test_text_that_cannot_be_stored_leaves_its_object_out(character: str) -> None:
    content = sound_package()
    content["CFItems"][3]["notes"] = f"odd{character}"
    package = read_package(json.dumps(content).encode())
    assert [one.row for one in said(package, "unkeepable_text")] == ["CFItems[3]"]
    assert len(package.items) == 3
    assert json.loads(write_package(package)) == content


def test_an_unknown_version_is_said_and_read_by_its_shapes() -> None:
    content = sound_package()
    content["CFDocument"]["caseVersion"] = "2.0"
    assert said(read(content), "unknown_case_version")[0].severity == "warning"


def test_problems_can_be_said_in_another_language() -> None:
    content = sound_package()
    content["CFAssociations"].append(link(110, 3, "isChildOf", 5))
    (problem,) = read(content).problems
    assert problem.sentence.key in messages()
    spanish = {problem.sentence.key: "{child} también está debajo de {parent}."}
    assert problem.sentence.in_words(spanish.get) == "M.3 también está debajo de M.5."
    assert problem.remedy.in_words(spanish.get) == problem.remedy.text


def test_no_sentence_uses_words_that_label_people_or_blame() -> None:
    banned = re.compile(
        r"\b(fail|score|points|average|rank|percent|behind|at-risk|gifted|retain|invalid)", re.I
    )
    assert [text for text in messages().values() if banned.search(text)] == []
