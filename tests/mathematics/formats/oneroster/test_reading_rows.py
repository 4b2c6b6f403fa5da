from datetime import date

import pytest

from headway.mastery.formats.oneroster import Limits, read_bundle
from tests.mathematics.formats.oneroster.small_bundles import (
    HEAD_11,
    ROWS_11,
    csv_text,
    files_11,
    kinds,
    manifest,
    only,
    small,
    zip_of,
)

MOMENT = "2026-09-01T07:30:00.000Z"


def users_text(**swaps):
    text = csv_text(HEAD_11["users"], ROWS_11["users"])
    for old, new in swaps.items():
        text = text.replace(old, new)
    return text


def test_a_clean_bundle_has_nothing_to_say():
    bundle = read_bundle(small())
    assert bundle.problems == ()
    assert bundle.needs == {}
    maya = bundle.table("users").by_id["l1"]
    assert (maya.line, maya.given_name, maya.user_ids, maya.grades) == (
        3,
        "Maya",
        (("LDAP", "maya"), ("LTI", "7")),
        ("06",),
    )
    assert bundle.table("classes").rows[0].periods == ("1", "3")
    assert bundle.table("demographics").rows[0].birth_date == date(2015, 3, 2)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_every_line_end_and_a_missing_last_one_are_read(end):
    text = csv_text(HEAD_11["users"], ROWS_11["users"], end)
    for written in (text, text.removesuffix(end), "\ufeff" + text, text + end + ",,,,,,,,,,,,,,,,," + end):
        bundle = read_bundle(small(users=written))
        assert bundle.problems == ()
        assert [p.line for p in bundle.users] == [2, 3, 4]


def test_a_column_in_the_wrong_case_or_known_misspelling_is_read_with_a_warning():
    bundle = read_bundle(small(users=users_text(givenName="GivenName", dateLastModified="dataLastModified")))
    assert len(bundle.users) == 3
    assert {p.field for p in bundle.problems if p.kind == "column_name"} == {"givenName", "dateLastModified"}


def test_a_missing_required_column_refuses_the_file_and_only_it():
    bundle = read_bundle(small(users=users_text(givenName="firstName")))
    problem = next(p for p in bundle.problems if p.severity == "error")
    assert (problem.kind, problem.field, problem.row) == ("column_missing", "givenName", "users.csv")
    assert "users" not in bundle.tables
    assert len(bundle.table("enrollments")) == 2
    assert bundle.needs["users"] == {"t1", "l1"}


def test_a_near_miss_of_a_required_column_is_suggested():
    bundle = read_bundle(small(users=users_text(familyName="familiName")))
    assert "familiName" in only(bundle, "column_missing_near").sentence.text


def test_a_column_that_is_there_twice_is_not_guessed_at():
    bundle = read_bundle(small(users=users_text(middleName="familyName")))
    assert only(bundle, "column_twice").field == "familyName"
    assert "users" not in bundle.tables


def test_columns_in_another_order_are_read_by_name():
    head = "name,type,sourcedId,status,dateLastModified,identifier,parentSourcedId"
    bundle = read_bundle(small(orgs=csv_text(head, ["River,district,d1,,,,", "Elm,school,s1,,,,d1"])))
    assert bundle.table("orgs").by_id["s1"].name == "Elm"
    assert kinds(bundle) == ["column_order"]


def test_columns_of_ones_own_are_kept_and_only_unknown_ones_are_noted():
    head = HEAD_11["orgs"] + ",metadata.colour,mascot,ext_Password"
    bundle = read_bundle(
        small(orgs=csv_text(head, ["d1,,,River,district,,,blue,owl,hunter2", "s1,,,Elm,school,,d1,,,"]))
    )
    assert bundle.table("orgs").by_id["d1"].extra == {"metadata.colour": "blue", "mascot": "owl"}
    assert bundle.table("orgs").by_id["s1"].extra == {}
    assert [(p.kind, p.field) for p in bundle.problems] == [
        ("column_unknown", "mascot"),
        ("password_column", "ext_Password"),
    ]


def test_a_file_without_header_or_with_semicolons_is_refused_with_the_reason():
    bundle = read_bundle(small(orgs="d1,,,River District,district,,\r\n"))
    assert "header_missing" in kinds(bundle, "error")
    bundle = read_bundle(small(orgs=csv_text(HEAD_11["orgs"], ROWS_11["orgs"]).replace(",", ";")))
    assert "“;”" in only(bundle, "not_commas").sentence.text


@pytest.mark.parametrize("text", ["", "\r\n\r\n", "\ufeff"])
def test_an_empty_file_is_said_to_be_empty(text):
    bundle = read_bundle(small(demographics=text))
    assert kinds(bundle, "error") == ["file_empty"]


def test_a_file_with_only_a_header_never_means_that_everyone_left():
    bundle = read_bundle(small(demographics=[]))
    assert kinds(bundle) == ["no_rows"]
    assert not bundle.table("demographics").says_who_left


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("x1,,,true,s1,student,x,,X,Y,,,,,,,", "cells_few"),
        ("x1,,,true,s1,student,x,,X,Y,,,,,,,,,more", "cells_many"),
        ('x1,,,true,s1,student,x,,"X,Y,,,,,,,,', "quotes"),
        ('x1,,,true,s1,student,x,,"X"tra,Y,,,,,,,,', "quotes"),
        ("x1,,,true,s1,student,x,,,Y,,,,,,,,", "value_required"),
        ("x1,,,true,s1,pupil,x,,X,Y,,,,,,,,", "word_unknown"),
        ("x1,,,true,s9,student,x,,X,Y,,,,,,,,", "reference_to_nobody"),
    ],
)
def test_one_bad_row_is_named_and_never_loses_the_others(row, kind):
    rows = [ROWS_11["users"][0], row, *ROWS_11["users"][1:]]
    bundle = read_bundle(small(users=rows))
    problem = only(bundle, kind)
    assert (problem.severity, problem.row) == ("error", "users.csv row 3")
    assert [p.sourced_id for p in bundle.users] == ["t1", "l1", "p1"]
    assert bundle.table("users").unread == {"x1"}
    assert bundle.table("users").says_who_left


def test_a_row_that_cannot_be_attributed_means_that_nobody_is_taken_to_have_left():
    bundle = read_bundle(small(users=[",,,true,s1,student,x,,X,Y,,,,,,,,", *ROWS_11["users"]]))
    assert only(bundle, "identifier_blank").row == "users.csv row 2"
    assert not bundle.table("users").says_who_left


def test_blank_cells_beyond_the_last_column_are_cut_off():
    bundle = read_bundle(small(orgs=[row + ",,," for row in ROWS_11["orgs"]]))
    assert kinds(bundle) == ["cells_blank_at_end"]
    assert len(bundle.table("orgs")) == 2


def test_quotation_marks_commas_and_line_breaks_inside_cells_are_kept():
    rows = ['d1,,,"River ""West"", District\nof Elm",district,,', 's1,,,5" Elm,school,,d1']
    bundle = read_bundle(small(orgs=csv_text(HEAD_11["orgs"], rows, "\r\n")))
    assert bundle.table("orgs").by_id["d1"].name == 'River "West", District\nof Elm'
    assert bundle.table("orgs").by_id["s1"].name == '5" Elm'
    assert kinds(bundle) == ["line_break"]


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rest_of_the_file():
    rows = ['d1,,,"River,district,,', "s1,,,Elm,school,,", 's2,,,"Oak,school,,', "s3,,,Ash,school,,"]
    bundle = read_bundle(small(orgs=rows))
    assert [row.sourced_id for row in bundle.table("orgs")] == ["s1", "s3"]
    assert [p.row for p in bundle.problems if p.kind == "quotes"] == ["orgs.csv row 2", "orgs.csv row 4"]
    assert bundle.table("orgs").unread == {"d1", "s2"}


def test_a_file_with_more_columns_than_any_roster_is_refused():
    bundle = read_bundle(small(orgs=csv_text(HEAD_11["orgs"] + ",x" * 600, ROWS_11["orgs"])))
    assert "columns_many" in kinds(bundle, "error")


def test_a_row_that_is_not_utf8_is_left_out_with_a_guess_at_its_encoding():
    raw = users_text().encode("cp1252")
    bundle = read_bundle(small(users=raw))
    problem = only(bundle, "not_utf8")
    assert (problem.row, problem.severity) == ("users.csv row 4", "error")
    assert "Inés" in problem.sentence.text
    assert bundle.table("users").unread == {"p1"}
    assert read_bundle(small(users=raw), encoding="cp1252").table("users").by_id["p1"].given_name == "Inés"


def test_utf16_is_recognised():
    bundle = read_bundle(small(users=users_text().encode("utf-16")))
    assert "utf16" in kinds(bundle, "error")


def test_control_characters_are_taken_out():
    bundle = read_bundle(small(users=users_text(Maya="Ma\x00ya")))
    assert bundle.table("users").by_id["l1"].given_name == "Maya"
    assert kinds(bundle) == ["control_characters"]


@pytest.mark.parametrize(
    ("written", "kind"),
    [("1/05/2023", "date_ambiguous"), ("15/06/2023", "date_unreadable"), ("2023-02-30", "date_unreadable"),
     ("45047", "date_unreadable"), ("May 1", "date_unreadable")],
)  # fmt: skip
def test_a_date_that_is_not_iso_is_taken_as_blank_with_a_remedy(written, kind):
    bundle = read_bundle(small(demographics=[ROWS_11["demographics"][0].replace("2015-03-02", written)]))
    problem = only(bundle, kind)
    assert (problem.severity, problem.field, problem.identifier) == ("warning", "birthDate", "l1")
    assert "YYYY-MM-DD" in problem.remedy.text
    assert bundle.table("demographics").rows[0].birth_date is None
    assert bundle.table("demographics").rows[0].sex == "female"


def test_a_required_date_in_another_order_leaves_the_row_out():
    rows = [ROWS_11["academicSessions"][0].replace("2026-08-20", "20/08/2026")]
    bundle = read_bundle(small(academicSessions=rows))
    assert only(bundle, "date_unreadable").severity == "error"
    assert bundle.needs["academicSessions"] == {"y27"}
    assert len(bundle.table("classes")) == 1


@pytest.mark.parametrize(("dates", "day"), [("dmy", date(2023, 5, 1)), ("mdy", date(2023, 1, 5))])
def test_a_district_may_say_how_its_dates_are_meant(dates, day):
    raw = small(demographics=[ROWS_11["demographics"][0].replace("2015-03-02", "1/05/2023")])
    bundle = read_bundle(raw, dates=dates)
    assert bundle.table("demographics").rows[0].birth_date == day
    assert kinds(bundle) == ["date_by_choice"]


def test_iso_dates_stay_iso_whatever_was_chosen():
    assert read_bundle(small(), dates="mdy").table("demographics").rows[0].birth_date == date(2015, 3, 2)


@pytest.mark.parametrize(
    ("written", "value", "said"),
    [("true", True, []), ("TRUE", True, ["yes_no_written_otherwise"]), ("0", False, ["yes_no_written_otherwise"]),
     ("maybe", None, ["yes_no_unknown"]), ("", None, [])],
)  # fmt: skip
def test_yes_and_no(written, value, said):
    bundle = read_bundle(small(enrollments=[f"e1,,,k1,s1,t1,teacher,{written},,"]))
    assert bundle.table("enrollments").rows[0].primary is value
    assert kinds(bundle) == said


@pytest.mark.parametrize(
    ("written", "value"),
    [("ext:coach", "ext:coach"), ("Teacher", "teacher"), ("coach", None), ("ext:", None)],
)
def test_permitted_values(written, value):
    bundle = read_bundle(small(enrollments=[f"e1,,,k1,s1,t1,{written},,,"]))
    assert [row.role for row in bundle.table("enrollments")] == ([value] if value else [])
    if value is None:
        assert "teacher" in only(bundle, "word_unknown").remedy.text


def test_identifiers_with_odd_characters_are_taken_and_too_long_ones_are_not():
    rows = ["d1,,,River,district,,", "s 1:x,,,Elm,school,,d1", "x" * 256 + ",,,Oak,school,,"]
    bundle = read_bundle(small(orgs=rows))
    assert [row.sourced_id for row in bundle.table("orgs")] == ["d1", "s 1:x"]
    assert only(bundle, "guid_characters").severity == "warning"
    assert only(bundle, "guid_long").severity == "error"


def test_the_same_record_twice_is_taken_once():
    bundle = read_bundle(small(orgs=[*ROWS_11["orgs"], ROWS_11["orgs"][1]]))
    problem = only(bundle, "identifier_twice_same")
    assert problem.severity == "warning"
    assert "Rows 3 and 4" in problem.sentence.text


def test_two_records_with_one_identifier_name_both_lines():
    bundle = read_bundle(small(orgs=[*ROWS_11["orgs"], "s1,,,Oak School,school,,d1"]))
    problem = only(bundle, "identifier_twice")
    assert problem.severity == "error"
    assert "Rows 3 and 4" in problem.sentence.text
    assert bundle.table("orgs").by_id["s1"].name == "Elm School"


def test_passwords_are_never_read():
    bundle = read_bundle(small(users=users_text().replace("p1,06,\r\n", "p1,06,hunter2\r\n")))
    assert only(bundle, "password_ignored").severity == "note"
    assert "hunter2" not in repr(bundle)


def test_status_in_a_whole_list_is_said_and_tobedeleted_is_honoured():
    rows = [
        f"d1,active,{MOMENT},River,district,,",
        f"s1,active,{MOMENT},Elm,school,,d1",
        f"s2,tobedeleted,{MOMENT},Oak,school,,d1",
    ]
    bundle = read_bundle(small(orgs=rows))
    assert kinds(bundle) == ["bulk_filled", "bulk_leaving"]
    assert bundle.modes["orgs"] == "bulk"
    assert [row.status for row in bundle.table("orgs")] == [None, None, "tobedeleted"]


def test_a_delta_row_without_status_or_date_is_left_out():
    rows = [
        f"s2,,{MOMENT},Oak,school,,",
        "s3,active,,Ash,school,,",
        f"s4,active,{MOMENT},Fir,school,,",
        f"s5,gone,{MOMENT},Yew,school,,",
    ]
    bundle = read_bundle(
        zip_of({"manifest": manifest(orgs="delta"), "orgs": csv_text(HEAD_11["orgs"], rows)})
    )
    assert [row.sourced_id for row in bundle.table("orgs")] == ["s4"]
    assert kinds(bundle, "error") == ["delta_status_blank", "delta_date_blank", "delta_status_unknown"]
    assert bundle.table("orgs").unread == {"s2", "s3", "s5"}
    assert not bundle.table("orgs").says_who_left


def test_a_delta_without_the_status_column_is_refused():
    head = HEAD_11["orgs"].replace("status,", "")
    bundle = read_bundle(
        zip_of({"manifest": manifest(orgs="delta"), "orgs": csv_text(head, [f"s1,{MOMENT},Elm,school,,"])})
    )
    assert only(bundle, "column_missing").field == "status"


def test_a_delta_may_delete_with_little_more_than_the_identifier():
    rows = [f"e2,tobedeleted,{MOMENT},,,,,,,"]
    bundle = read_bundle(
        zip_of(
            {"manifest": manifest(enrollments="delta"), "enrollments": csv_text(HEAD_11["enrollments"], rows)}
        )
    )
    assert bundle.problems == ()
    assert bundle.table("enrollments").rows[0].status == "tobedeleted"


def test_a_delta_refers_to_what_is_stored_already():
    rows = [f"e9,active,{MOMENT},k7,s1,l9,student,,,"]
    bundle = read_bundle(
        zip_of(
            {"manifest": manifest(enrollments="delta"), "enrollments": csv_text(HEAD_11["enrollments"], rows)}
        )
    )
    assert bundle.problems == ()
    assert bundle.needs == {"classes": {"k7"}, "orgs": {"s1"}, "users": {"l9"}}


def test_of_two_changes_to_one_record_the_later_counts():
    rows = [f"s1,active,{MOMENT},New Elm,school,,", "s1,active,2026-08-01T00:00:00Z,Elm,school,,"]
    bundle = read_bundle(
        zip_of({"manifest": manifest(orgs="delta"), "orgs": csv_text(HEAD_11["orgs"], rows)})
    )
    assert [row.name for row in bundle.table("orgs")] == ["New Elm"]
    assert kinds(bundle) == ["identifier_twice_changes"]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("e9,,,k9,s1,l1,student,,,", "classSourcedId"),
        ("e9,,,k1,s1,l9,student,,,", "userSourcedId"),
        ("e9,,,k1,s9,l1,student,,,", "schoolSourcedId"),
    ],
)
def test_an_enrolment_of_nobody_or_in_no_class_is_left_out(row, field):
    bundle = read_bundle(small(enrollments=[*ROWS_11["enrollments"], row]))
    problem = only(bundle, "reference_to_nobody")
    assert (problem.row, problem.identifier, problem.field) == ("enrollments.csv row 4", "e9", field)
    assert len(bundle.table("enrollments")) == 2


def test_an_optional_reference_to_nobody_is_taken_out_of_its_row():
    bundle = read_bundle(small(orgs=["d1,,,River,district,,state", ROWS_11["orgs"][1]]))
    assert bundle.table("orgs").by_id["d1"].parent_sourced_id is None
    assert kinds(bundle) == ["reference_cleared"]


def test_rows_that_wait_for_a_row_that_was_left_out_are_kept_and_needed():
    bundle = read_bundle(small(classes=[ROWS_11["classes"][0].replace("Ecology A", "")]))
    assert bundle.needs == {"classes": {"k1"}}
    assert len(bundle.table("enrollments")) == 2
    assert kinds(bundle) == ["value_required", "waits_for_row"]


def test_a_whole_list_that_leaves_a_file_out_is_not_complete():
    bundle = read_bundle(small(courses=None))
    assert bundle.needs == {"courses": {"c1"}}
    assert kinds(bundle) == ["not_complete"]


def test_demographics_of_nobody_are_left_out():
    bundle = read_bundle(small(demographics=[*ROWS_11["demographics"], "l9,,,2015-03-02,male,,,,,,,,,,,"]))
    assert [row.sourced_id for row in bundle.table("demographics")] == ["l1"]


def test_circles_of_parents_are_opened():
    bundle = read_bundle(
        small(orgs=["d1,,,River,district,,s1", "s1,,,Elm,school,,d1", "s2,,,Oak,school,,s1"])
    )
    parents = [row.parent_sourced_id for row in bundle.table("orgs")]
    assert parents == [None, None, "s1"]
    assert kinds(bundle) == ["parent_circle", "parent_circle"]


def test_the_same_surprise_on_many_rows_is_said_a_few_times_and_then_counted():
    rows = [f"x{i},,,k9,s1,l1,student,,," for i in range(40)]
    bundle = read_bundle(
        small(enrollments=[*ROWS_11["enrollments"], *rows]), limits=Limits(problems_per_kind=10)
    )
    assert kinds(bundle).count("reference_to_nobody") == 10
    assert dict(only(bundle, "reference_to_nobody.more").sentence.params)["count"] == 30


def test_more_rows_than_allowed_are_not_read_and_nobody_is_taken_to_have_left():
    bundle = read_bundle(small(), limits=Limits(rows_per_file=2))
    assert "rows_many" in kinds(bundle, "error")
    assert not bundle.table("users").says_who_left


def test_every_sentence_names_its_place_and_can_be_filled_in():
    files = files_11(
        users=users_text(Maya="", true="TRUE"), enrollments=["e9,,,k9,s1,l1,student,,,"], demographics=[]
    )
    bundle = read_bundle(zip_of({"manifest": manifest(), **files}))
    assert len(bundle.problems) > 5
    for problem in bundle.problems:
        assert "{" not in problem.sentence.text
        assert problem.row
        assert problem.sentence.key.startswith("oneroster.")
