"""Whole bundles of real exporters, and a real sample district, read in place."""

import pytest

from headway.district.people.models import (
    Learner,
    Organisation,
    Person,
    RoleAssignment,
    Section,
    SectionEnrolment,
    SectionStaff,
)
from tests.district.interop.oneroster.bringing import GRAND_BEND, bring, preview, said
from tests.mathematics.formats.oneroster.small_bundles import zip_of
from tests.shared_material import shared


def grand_bend(version):
    return shared(f"data/oneroster/grand-bend/oneroster-1p{version[-1]}-grand-bend.zip").read_bytes()


def test_a_whole_district_arrives_and_a_second_time_nothing_changes(db, clock):
    raw = grand_bend("1.2")
    plan, report = bring(raw)
    assert plan.counts == {kind: {"add": number} for kind, number in GRAND_BEND.items()}
    assert plan.facts["source"] == "GBISD"
    assert (Person.objects.count(), Learner.objects.count()) == (2899, 960)
    assert (Section.objects.count(), SectionEnrolment.objects.count()) == (532, 13440)
    assert Learner.objects.exclude(birth_on=None).count() == 960
    assert Organisation.objects.get(kind="district").children.count() == 3
    assert report.facts["left_out"] == {"categories": 1, "lineItems": 1596, "results": 40320}
    roster = report.facts["roster"]
    assert {name: number for name, number in roster.items() if number} == {
        "learners": 960,
        "people": 2899,
        "sections": 532,
        "enrolments": 13440,
    }
    _run, again = preview(raw)
    assert again.counts == {kind: {"leave": number} for kind, number in GRAND_BEND.items()}


def test_the_district_in_its_newer_version_adds_only_the_dates_of_duties(db, clock):
    first, _report = bring(grand_bend("1.1"))
    assert first.counts == {kind: {"add": number} for kind, number in GRAND_BEND.items()}
    plan, _report = bring(grand_bend("1.2"))
    changes = {(line.kind, line.action, line.fields) for line in plan.lines}
    assert changes == {("role", "change", ("from_on", "to_on"))}
    assert RoleAssignment.objects.filter(is_active=True).count() == 67
    _run, again = preview(grand_bend("1.2"))
    assert again.changes_nothing


def test_the_japanese_sample_brings_its_students_and_not_those_who_are_entered_as_teachers(db, clock):
    plan, report = bring(shared("data/oneroster/lepo-roster-hub/lepo_en.zip").read_bytes())
    assert plan.counts["user"] == {"add": 20}
    assert plan.counts["class"] == {"add": 5}
    left_out = said(plan.problems, "not_staff")
    assert len(left_out) == plan.counts["enrollment"]["cannot_read"] > 0
    assert (
        report.facts["roster"]["without_teacher"]
        == 5 - SectionStaff.objects.values("section").distinct().count()
    )
    assert said(report.problems, "without_guardian")


@pytest.mark.parametrize("name", ["Test_full_data_set.zip", "v1p2_full_dataset.zip"])
def test_an_export_with_defects_gives_what_can_be_used_and_names_the_rest(db, clock, name):
    raw = shared(f"data/oneroster/moodle-catalyst/{name}").read_bytes()
    plan, _report = bring(raw, dates="dmy")
    assert Person.objects.count() == 6
    assert said(plan.problems, "department_as_school")
    assert Section.objects.get().course is None
    assert said(plan.problems, "course_unknown")
    assert said(plan.problems, "not_a_student"), "a teacher is enrolled as a student"
    assert not Person.objects.filter(given_name__contains="Password").exists()
    _run, again = preview(raw, dates="dmy")
    assert again.changes_nothing


def test_hand_made_files_come_in_as_far_as_they_go(db, clock):
    folder = shared("data/oneroster/tao-oat-basecsv")
    raw = zip_of({path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))})
    plan, report = bring(raw)
    assert plan.facts["source"] == "School District"
    assert {learner.school.name for learner in Learner.objects.all()} == {"School 1", "School 2"}
    assert any(each.row.startswith("academicSessions.csv") for each in plan.problems)
    assert all(each.remedy.text for each in report.problems if each.severity == "error")
    _run, again = preview(raw)
    assert again.changes_nothing
