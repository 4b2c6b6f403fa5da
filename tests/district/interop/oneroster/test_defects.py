"""Files as exporters really write them: what is taken, what is left out, and what is said about it."""

import pytest

from headway.district.foundation.api import Refused
from headway.district.people.models import Person, SectionEnrolment
from tests.district.interop.oneroster.bringing import (
    ROWS_11,
    bring,
    changed,
    ours,
    preview,
    said,
    small,
)
from tests.mathematics.formats.oneroster.small_bundles import (
    HEAD_11,
    csv_text,
    files_11,
    manifest,
    zip_of,
)


def test_a_zip_without_a_manifest_is_refused_and_nothing_is_kept(db, clock):
    with pytest.raises(Refused) as refusal:
        preview(zip_of(files_11()))
    assert refusal.value.problems[0].remedy


def test_byte_order_marks_and_line_ends_of_any_kind_change_nothing(db, clock):
    bring(small())
    texts = {name: "\ufeff" + text.replace("\r\n", "\n") for name, text in files_11().items()}
    raw = zip_of({"manifest": "\ufeff" + manifest("1.1", **dict.fromkeys(texts, "bulk")), **texts})
    plan, _report = bring(raw)
    assert plan.changes_nothing


def test_headers_in_other_letters_are_understood(db, clock):
    users = csv_text(HEAD_11["users"].replace("givenName", "GivenName"), ROWS_11["users"])
    plan, _report = bring(small(users=users))
    assert plan.counts["user"] == {"add": 3}
    assert said(plan.problems, "column_name")


def test_dates_with_slashes_are_read_as_a_person_says_they_are_meant(db, clock):
    rows = changed("enrollments", 1, beginDate="1/09/2026")
    plan, _report = bring(small(enrollments=rows), source="a")
    unsure = ours(SectionEnrolment, "enrollment", "e2", source="a")
    assert unsure.from_on is None, "an unclear date is not guessed"
    assert any(each.field == "beginDate" for each in plan.problems)
    bring(small(enrollments=rows), source="b", dates="dmy")
    assert str(ours(SectionEnrolment, "enrollment", "e2", source="b").from_on) == "2026-09-01"
    bring(small(enrollments=rows), source="c", dates="mdy")
    assert str(ours(SectionEnrolment, "enrollment", "e2", source="c").from_on) == "2026-01-09"


def test_old_encodings_are_read_when_a_person_says_so(db, clock):
    texts = {name: text.encode("cp1252") for name, text in files_11().items()}
    raw = zip_of({"manifest": manifest("1.1", **dict.fromkeys(texts, "bulk")), **texts})
    bring(raw, encoding="cp1252")
    assert ours(Person, "user", "p1").given_name == "Inés"


def test_an_enrolment_of_nobody_is_left_out_and_the_others_are_taken(db, clock):
    rows = [*ROWS_11["enrollments"], "e3,,,k1,s1,nobody,student,false,,"]
    plan, _report = bring(small(enrollments=rows))
    assert plan.counts["enrollment"] == {"add": 1, "cannot_read": 1}
    (line,) = [line for line in plan.lines if line.action == "cannot_read"]
    assert (line.identifier, line.row, line.fields) == ("e3", "enrollments.csv row 4", ("userSourcedId",))


def test_an_identifier_twice_is_one_record_or_none_and_is_said(db, clock):
    plan, _report = bring(small(users=[*ROWS_11["users"], ROWS_11["users"][0]]))
    assert Person.objects.count() == 3
    assert any("twice" in each.kind for each in plan.problems)


def test_the_order_of_columns_and_rows_makes_no_difference(db, clock):
    bring(small())
    orgs = csv_text(
        "sourcedId,status,dateLastModified,type,name,parentSourcedId,identifier",
        ["s1,,,school,Elm School,d1,0042", "d1,,,district,River District,,"],
    )
    plan, _report = bring(small(orgs=orgs, enrollments=list(reversed(ROWS_11["enrollments"]))))
    assert plan.changes_nothing


def test_a_plan_is_the_same_however_often_it_is_made(db, clock):
    _run, first = preview(small(users=[*ROWS_11["users"], "x1,,,true,s1,aide,x,,X,Y,,,,,,,,"]))
    _run, second = preview(small(users=[*ROWS_11["users"], "x1,,,true,s1,aide,x,,X,Y,,,,,,,,"]))
    assert first.digest == second.digest
