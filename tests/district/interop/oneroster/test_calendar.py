"""What sessions of a file would make of the calendar is said before they are taken."""

import datetime as dt

from headway.district.foundation.api import Actor
from headway.district.people import api as people
from headway.district.people.models import Organisation, Term
from tests.district.interop.oneroster.bringing import ROWS_11, bring, preview, said, small
from tests.mathematics.formats.oneroster.small_bundles import HEAD_11, csv_text, manifest, zip_of

BY = Actor.system("test.roster")
YEAR = ROWS_11["academicSessions"][0]  # 2026-08-20 to 2027-06-10


def names(problems, kind):
    return [one.identifier for one in said(problems, kind)]


def test_a_school_year_that_overlaps_another_one_of_the_file_is_said_with_both_names(db, clock):
    _run, plan = preview(
        small(academicSessions=[YEAR, "y27b,,,Second,schoolYear,2026-10-01,2027-06-30,,2027"])
    )
    (problem,) = said(plan.problems, "years_overlap")
    assert (problem.severity, problem.row) == ("warning", "academicSessions.csv row 3")
    assert "2026-27" in problem.sentence.text
    assert "Second" in problem.sentence.text
    assert plan.counts["academicSession"] == {"add": 2}


def test_a_school_year_that_overlaps_one_that_stands_here_is_said(db, clock):
    bring(small())
    new = "y28,,,Summer start,schoolYear,2027-06-01,2028-06-09,,2028"
    _run, plan = preview(small(academicSessions=[YEAR, new]))
    assert "2026-27" in said(plan.problems, "years_overlap")[0].sentence.text
    by_hand = Organisation.objects.get(kind="district")
    people.create_term(
        name="By hand",
        starts_on=dt.date(2028, 8, 1),
        ends_on=dt.date(2029, 6, 1),
        organisation=by_hand,
        by=BY,
    )
    later = "y29,,,Later,schoolYear,2028-08-20,2029-06-10,,2029"
    _run, plan = preview(small(academicSessions=[YEAR, later]))
    (problem,) = said(plan.problems, "years_overlap")
    assert "By hand" in problem.sentence.text


def test_a_year_that_moves_or_leaves_does_not_overlap_itself(db, clock):
    bring(small())
    moved = "y27,,,2026-27,schoolYear,2026-08-24,2027-06-17,,2027"
    _run, plan = preview(small(academicSessions=[moved]))
    assert not said(plan.problems, "years_overlap")
    other = "y27x,,,2026-27 anew,schoolYear,2026-08-24,2027-06-17,,2027"
    _run, plan = preview(small(academicSessions=[other]))
    assert not said(plan.problems, "years_overlap"), "the whole list leaves the earlier one out"
    texts = {"academicSessions": csv_text(HEAD_11["academicSessions"], [_changed(other)])}
    _run, plan = preview(zip_of({"manifest": manifest("1.1", academicSessions="delta"), **texts}))
    assert names(plan.problems, "years_overlap") == ["y27x"], "changes leave it where it is"


def test_years_one_after_the_other_and_the_parts_of_a_year_are_as_they_should_be(db, clock):
    rows = [
        YEAR,
        "y28,,,2027-28,schoolYear,2027-06-11,2028-06-10,,2028",
        "t1,,,Fall,term,2026-08-20,2026-12-18,y27,2027",
        "s1,,,First half,semester,2026-08-20,2027-01-15,y27,2027",
    ]
    _run, plan = preview(small(academicSessions=rows))
    assert not said(plan.problems, "years_overlap")
    assert not said(plan.problems, "no_school_day")


def test_a_session_without_a_school_day_is_said_by_name(db, clock):
    bring(small())
    district = Organisation.objects.get(kind="district")
    winter = [(dt.date(2026, 12, 21) + dt.timedelta(days=n), "Winter break") for n in range(12)]
    people.set_days_off(organisation=district, days=winter, by=BY)
    rows = [
        YEAR,
        "w1,,,A weekend,term,2026-12-05,2026-12-06,y27,2027",
        "w2,,,Winter,term,2026-12-21,2027-01-01,y27,2027",
        "w3,,,Winter and a day,term,2026-12-21,2027-01-04,y27,2027",
    ]
    raw = small(academicSessions=rows)
    _run, plan = preview(raw)
    assert names(plan.problems, "no_school_day") == ["w1", "w2"]
    assert "A weekend" in said(plan.problems, "no_school_day")[0].sentence.text
    people.set_extra_days(organisation=district, days=[(dt.date(2026, 12, 5), "Made up")], by=BY)
    _run, plan = preview(raw)
    assert names(plan.problems, "no_school_day") == ["w2"]


def test_a_session_that_ends_before_it_begins_is_said_once(db, clock):
    plan, _report = bring(small(academicSessions=[YEAR, "t9,,,Back,term,2027-06-10,2026-08-20,y27,2027"]))
    about = [one for one in plan.problems if one.row.startswith("academicSessions")]
    assert [one.kind for one in about] == ["term_reversed"]
    assert Term.objects.count() == 1


def _changed(row):
    name, _status, _dated, rest = row.split(",", 3)
    return f"{name},active,2026-10-01T08:00:00.000Z,{rest}"
