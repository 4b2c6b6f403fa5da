"""Rosters as a whole: added, changed, adopted, marked inactive; and the same rows out again."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from headway.district.foundation.api import Actor, Refused, audit
from headway.district.people import api as people
from headway.district.people.models import (
    Absence,
    Account,
    Guardianship,
    Learner,
    Organisation,
    Person,
    RoleAssignment,
    Section,
)
from headway.district.people.types import (
    AbsenceRow,
    CharacteristicRow,
    CourseRow,
    DutyRow,
    EnrolmentRow,
    GuardianRow,
    HomeGroupAdviserRow,
    HomeGroupMemberRow,
    HomeGroupRow,
    LearnerRow,
    OrganisationRow,
    PersonRow,
    SectionRow,
    StaffRow,
    TermRow,
    TutorRow,
)

BY = Actor.system("test.roster")
START, END = dt.date(2026, 8, 17), dt.date(2027, 6, 4)

# On purpose not in the order in which they must be written.
ROSTER = (
    EnrolmentRow("e1", section="s1", learner="p1", from_on=START),
    StaffRow("e2", section="s1", person="p2", is_primary=True),
    SectionRow("s1", school="school", title="Reading", course="c1", terms=("year",)),
    CourseRow("c1", organisation="district", title="Reading", domain_code="LI"),
    LearnerRow("p1", school="school", local_identifier="77", entered_on=START),
    PersonRow("p1", "Io", "Berg", username="io", password="several small steps"),
    PersonRow("p2", "Jo", "Falk", username="jo"),
    PersonRow("p3", "Kai", "Berg", language="es"),
    DutyRow("p2", "teacher", "school"),
    GuardianRow("p3", "p1", relation="parent"),
    OrganisationRow("school", "school", "Elm", parent="district"),
    OrganisationRow("district", "district", "Lakeside"),
    TermRow("half", "Autumn", START, dt.date(2026, 12, 18), kind="semester", parent="year"),
    TermRow("year", "2026-2027", START, END, organisation="district", school_year=2027),
    HomeGroupRow("g1", "school", "Otters"),
    HomeGroupMemberRow("g1", "p1", START),
    HomeGroupAdviserRow("g1", "p2", START),
    TutorRow("p2", "p1", START),
    CharacteristicRow("p1", "home_language", "Norwegian", START),
    AbsenceRow("p1", dt.date(2026, 9, 3)),
)


def write(rows=ROSTER, **options):
    return people.write_roster(rows, by=BY, source_code="lakeside", **options)


def test_a_roster_arrives_whole_whatever_the_order_of_its_rows(db, clock):
    outcome = write()
    learner = Learner.objects.get(pk=outcome.id_of("learner", "p1"))
    teacher = people.viewer_for_person(outcome.id_of("user", "p2"))
    assert learner.school.path.startswith(Organisation.objects.get(name="Lakeside").path)
    assert people.reasons_to_see(teacher, learner) == ("teaches", "advises", "tutors")
    assert Section.objects.get().terms.get().parts.get().name == "Autumn"
    assert Person.objects.get(given_name="Io").account.check_password("several small steps")
    assert not Account.objects.get(username="jo").has_usable_password()
    assert outcome.added == {
        "org": 2, "academicSession": 2, "user": 3, "learner": 1, "role": 1, "agent": 1, "course": 1, "class": 1,
        "enrollment": 1, "enrollment.staff": 1, "homeGroup": 1, "homeGroup.member": 1, "homeGroup.adviser": 1,
        "tutor": 1, "demographics": 1, "absence": 1,
    }  # fmt: skip


def test_a_roster_is_one_act_in_the_trail(db, clock):
    write(file_sha256="ab" * 32)
    entry = audit.trail(act="people.roster_written").get()
    assert entry.facts["file_sha256"] == "ab" * 32
    assert entry.facts["added"]["user"] == 3
    assert "Berg" not in str(entry.facts)


def test_the_same_roster_again_adds_nothing(db, clock):
    write()
    rows = (
        Person.objects.count(),
        Guardianship.objects.count(),
        RoleAssignment.objects.count(),
        Absence.objects.count(),
    )
    outcome = write()
    assert not any(outcome.added.values())
    assert rows == (
        Person.objects.count(),
        Guardianship.objects.count(),
        RoleAssignment.objects.count(),
        Absence.objects.count(),
    )


def test_a_changed_row_changes_ours_and_keeps_its_identity(db, clock):
    before = write().id_of("user", "p1")
    learner = Learner.objects.get()
    outcome = write([PersonRow("p1", "Io", "Berg Lund")])
    assert outcome.changed == {"user": 1}
    assert Person.objects.get(pk=before).family_name == "Berg Lund"
    assert Learner.objects.get().uuid == learner.uuid
    assert Person.objects.get(pk=before).account.username == "io", (
        "a row without a user name closes no account"
    )


def test_digests_stay_beside_the_record_for_the_next_import(db, clock):
    write(digests={("user", "p1"): "d1"}, extras={("user", "p1"): {"metadata.x": "1"}})
    write([PersonRow("p2", "Jo", "Falk")])
    record = people.source_records("lakeside", "user")["user", "p1"]
    assert (record.digest, record.extra, record.is_active) == ("d1", {"metadata.x": "1"}, True)
    assert record.target_uuid == Person.objects.get(given_name="Io").uuid


def test_two_sources_may_use_the_same_identifier_for_different_people(db, clock):
    write()
    people.write_roster([PersonRow("p1", "Somebody", "Else")], by=BY, source_code="other")
    assert Person.objects.count() == 4


def test_what_somebody_entered_by_hand_is_adopted(world):
    outcome = people.write_roster(
        [
            OrganisationRow("o", "school", "Alder"),
            PersonRow("x", "Rosa", "Reyes"),
            PersonRow("y", "Ana", "Reyes"),
            LearnerRow("y", school="o"),
            GuardianRow("x", "y"),
        ],
        by=BY,
        source_code="s",
    )
    again = people.write_roster([GuardianRow("x", "y", may_see=False)], by=BY, source_code="s")
    assert again.changed == {"agent": 1}
    assert Guardianship.objects.get(learner_id=outcome.id_of("learner", "y")).may_see is False


def test_a_reference_to_nobody_is_refused_and_nothing_is_written(db, clock):
    with pytest.raises(Refused) as refusal:
        write([*ROSTER, GuardianRow("nobody", "p1")])
    assert refusal.value.problems[0].row == "nobody|p1"
    assert refusal.value.problems[0].field == "guardian"
    assert refusal.value.problems[0].remedy
    assert not Person.objects.exists()
    assert not audit.trail().exists()


def test_a_user_name_of_somebody_else_is_refused(world):
    with pytest.raises(Refused) as refusal:
        people.write_roster([PersonRow("z", "Not", "Ortiz", username="ortiz")], by=BY, source_code="s")
    assert refusal.value.problems[0].field == "username"


def test_organisations_that_are_each_others_parents_are_refused(db, clock):
    with pytest.raises(Refused):
        write(
            [OrganisationRow("a", "school", "A", parent="b"), OrganisationRow("b", "school", "B", parent="a")]
        )


def test_a_record_that_is_gone_is_kept_inactive_and_comes_back(db, clock):
    write()
    on = dt.date(2026, 10, 1)
    counts = people.mark_inactive([("user", "p1"), ("user", "p9")], by=BY, source_code="lakeside", on=on)
    assert counts == {"user": 1}
    person, learner = Person.objects.get(given_name="Io"), Learner.objects.get()
    assert (person.is_active, learner.left_on) == (False, on)
    write()
    person.refresh_from_db()
    learner.refresh_from_db()
    assert (person.is_active, learner.left_on) == (True, None)


def test_a_duty_that_ended_and_was_given_again_by_hand_comes_back_as_one_duty(db, clock):
    outcome = write()
    people.mark_inactive(
        [("role", "p2|teacher|school")], by=BY, source_code="lakeside", on=dt.date(2026, 10, 1)
    )
    person = Person.objects.get(pk=outcome.id_of("user", "p2"))
    school = Organisation.objects.get(name="Elm")
    people.assign_duty(person=person, role="teacher", organisation=school, by=BY)
    write()
    assert RoleAssignment.objects.filter(person=person, is_active=True).count() == 1


def test_a_characteristic_ends_when_its_row_says_so(db, clock):
    write()
    ended = CharacteristicRow("p1", "home_language", "Norwegian", START, dt.date(2026, 10, 1))
    write([ended, CharacteristicRow("p1", "home_language", "English", dt.date(2026, 10, 1))])
    rows = people.read_roster("lakeside", with_characteristics=True)
    told = {(row.value, row.to_on) for row in rows if isinstance(row, CharacteristicRow)}
    assert told == {("Norwegian", dt.date(2026, 10, 1)), ("English", None)}


def test_records_stand_as_the_source_would_tell_of_them(db, clock):
    outcome = write()
    records = people.source_records("lakeside")
    targets = {key: record.target_id for key, record in records.items()}
    standing = people.standing_rows(records, targets)
    for row in ROSTER:
        key = (row.RECORD_KIND, getattr(row, "sourced_id", ""))
        if key in records:
            expected = (
                dataclasses.replace(row, password="", username="") if isinstance(row, PersonRow) else row
            )
            assert standing[key] == expected
    assert len(standing) == len(records) == sum(outcome.added.values()) - 2


def test_queries_do_not_grow_with_the_rows(db, clock, django_assert_max_num_queries):
    write()
    many = [PersonRow(f"q{n}", f"Q{n}", "Many", username=f"q{n}") for n in range(300)]
    learners = [LearnerRow(f"q{n}", school="school") for n in range(300)]
    seats = [EnrolmentRow(f"qe{n}", section="s1", learner=f"q{n}") for n in range(300)]
    with django_assert_max_num_queries(30):
        write([*many, *learners, *seats])


def test_a_roster_read_out_and_written_again_says_the_same(db, clock):
    write()
    rows = list(people.read_roster("lakeside", with_characteristics=True))
    sent = {row for row in ROSTER if not isinstance(row, AbsenceRow)}
    without_password = {
        dataclasses.replace(row, password="") if isinstance(row, PersonRow) else row for row in sent
    }
    assert set(rows) == without_password


def test_characteristics_leave_the_house_only_when_asked_for(db, clock):
    write()
    assert not [row for row in people.read_roster("lakeside") if isinstance(row, CharacteristicRow)]
