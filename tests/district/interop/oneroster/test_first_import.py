"""The first bundle of a source: what becomes of organisations, sessions, people, classes and enrolments."""

import datetime as dt

from headway.district.people import api as people
from headway.district.people.models import (
    Account,
    Course,
    Guardianship,
    HomeGroup,
    HomeGroupMembership,
    Learner,
    LearnerCharacteristic,
    Organisation,
    Person,
    RoleAssignment,
    Section,
    SectionEnrolment,
    SectionStaff,
    SourceRecord,
    Term,
)
from headway.district.people.types import Role
from tests.district.interop.oneroster.bringing import (
    ROWS_11,
    TODAY,
    USER_ROWS_12,
    bring,
    changed,
    ours,
    preview,
    said,
    small,
    small_12,
)
from tests.mathematics.formats.oneroster import small_bundles as bundles


def test_a_small_district_arrives_whole(db, clock):
    plan, _report = bring(small())
    assert {kind: dict(counter) for kind, counter in plan.counts.items()} == {
        "org": {"add": 2}, "academicSession": {"add": 1}, "course": {"add": 1}, "class": {"add": 1},
        "user": {"add": 3}, "learner": {"add": 1}, "role": {"add": 1}, "agent": {"add": 1},
        "enrollment": {"add": 1}, "enrollment.staff": {"add": 1}, "demographics": {"add": 1},
    }  # fmt: skip
    maya = ours(Learner, "learner", "l1")
    assert (maya.person.given_name, maya.school.name, maya.local_identifier) == ("Maya", "Elm School", "1001")
    assert maya.birth_on == dt.date(2015, 3, 2)
    assert maya.school.parent.name == "River District"
    section = Section.objects.get()
    assert (section.title, section.course.title, section.code) == ("Ecology A", "Ecology", "ECO-A")
    assert [term.school_year for term in section.terms.all()] == [2027]
    assert Term.objects.get().organisation.name == "River District"
    assert SectionEnrolment.objects.get().from_on == dt.date(2026, 8, 20)
    assert SectionStaff.objects.get().is_primary
    assert Course.objects.get().subject == "Science"
    assert Course.objects.get().level is None, "a year of school is not a level of the continuum"


def test_who_may_see_whom_follows_from_the_file(db, clock):
    bring(small())
    maya = ours(Learner, "learner", "l1")
    teacher = people.viewer_for_person(ours(Person, "user", "t1").pk)
    mother = people.viewer_for_person(ours(Person, "user", "p1").pk)
    assert people.reasons_to_see(teacher, maya) == ("teaches",)
    assert people.reasons_to_see(mother, maya) == ("guardian",)


def test_an_import_opens_no_accounts_and_says_so(db, clock):
    plan, _report = bring(small())
    assert not Account.objects.exists()
    assert dict(said(plan.problems, "not_accounts")[0].sentence.params)["count"] == 3
    assert SourceRecord.objects.get(kind="user", sourced_id="t1").extra["kept"]["username"] == "okoye"


def test_a_preview_writes_nothing(db, clock):
    preview(small())
    assert not Organisation.objects.exists()
    assert not Person.objects.exists()
    assert not SourceRecord.objects.exists()


def test_the_same_file_again_changes_nothing(db, clock):
    first, _report = bring(small())
    again, _report = bring(small())
    assert again.changes_nothing
    assert again.total("leave") == first.total("add")
    assert Person.objects.count() == 3


def test_version_1_2_says_roles_and_preferred_names(db, clock):
    plan, _report = bring(small_12())
    assert plan.counts["role"] == {"add": 1}
    assert ours(Person, "user", "l1").preferred_name == "Mai"
    duty = RoleAssignment.objects.get()
    assert (duty.role, duty.from_on, duty.to_on) == ("teacher", dt.date(2026, 8, 20), dt.date(2027, 6, 10))
    assert ours(Learner, "learner", "l1").left_on is None
    again, _report = bring(small_12())
    assert again.changes_nothing


def test_the_same_district_in_the_other_version_changes_only_what_it_says_more(db, clock):
    bring(small())
    plan, _report = bring(small_12())
    assert {(line.kind, line.action, line.identifier) for line in plan.lines} == {
        ("user", "change", "l1"),
        ("role", "change", "t1|teacher|s1"),
    }
    back, _report = bring(small_12())
    assert back.changes_nothing


def test_demographics_become_birth_date_and_characteristics_and_no_place_of_birth(db, clock):
    bring(small())
    told = {(each.kind, each.value, each.from_on) for each in LearnerCharacteristic.objects.all()}
    began = dt.date(2026, 8, 20)
    assert told == {("gender", "female", began), ("race_ethnicity", "hispanic_or_latino", began)}
    record = SourceRecord.objects.get(kind="demographics")
    assert record.extra == {}
    assert record.target_id == Learner.objects.get().pk


def test_a_homeroom_is_a_home_group_with_members_and_an_adviser(db, clock):
    plan, _report = bring(small(classes=_homeroom()))
    assert plan.counts["homeGroup"] == {"add": 1}
    group = HomeGroup.objects.get()
    assert (group.name, group.school.name) == ("Ecology A", "Elm School")
    assert not Section.objects.exists()
    member = HomeGroupMembership.objects.get()
    assert member.from_on == dt.date(2026, 8, 20)
    adviser = people.viewer_for_person(ours(Person, "user", "t1").pk)
    assert people.reasons_to_see(adviser, member.learner) == ("advises",)
    again, _report = bring(small(classes=_homeroom()))
    assert again.changes_nothing


def _homeroom():
    return ['k1,,,Ecology A,06,c1,ECO-A,homeroom,R 2,s1,y27,Science,SCI,"1,3"']


def test_a_belonging_without_a_first_day_keeps_the_one_it_was_given(db, clock):
    rows = ["e2,,,k1,s1,l1,student,false,,"]
    bring(small(classes=_homeroom(), academicSessions=None, enrollments=rows))
    assert HomeGroupMembership.objects.get().from_on == TODAY
    clock.advance(days=30)
    again, _report = bring(small(classes=_homeroom(), academicSessions=None, enrollments=rows))
    assert again.changes_nothing


def test_a_department_counts_for_the_school_around_it(db, clock):
    orgs = [*ROWS_11["orgs"], "dep,,,Science,department,,s1"]
    classes = ["k1,,,Ecology A,06,c1,ECO-A,scheduled,R 2,dep,y27,,,"]
    plan, _report = bring(small(orgs=orgs, classes=classes))
    assert plan.counts["department"] == {"add": 1}
    assert Organisation.objects.count() == 2
    assert Section.objects.get().school.name == "Elm School"
    again, _report = bring(small(orgs=orgs, classes=classes))
    assert again.changes_nothing


def test_leaders_and_counsellors_come_from_the_file_and_administrators_never(db, clock):
    users = [*USER_ROWS_12, "a1,,,true,boss,,Jo,Boss,,,,,,,,,,,,,,d1,"]
    roles = [
        "r1,,,t1,primary,counselor,,,s1,",
        "r2,,,l1,primary,student,,,s1,",
        "r3,,,p1,primary,parent,,,s1,",
        "r4,,,a1,primary,districtAdministrator,,,d1,",
        "r5,,,a1,secondary,systemAdministrator,,,d1,",
        "r6,,,a1,secondary,aide,,,s1,",
    ]
    plan, _report = bring(small_12(users=users, roles=roles))
    duties = set(RoleAssignment.objects.values_list("role", "organisation__name"))
    assert duties == {(Role.COUNSELLOR, "Elm School"), (Role.LEADER, "River District")}
    assert said(plan.problems, "administrators")
    assert said(plan.problems, "role_left_out")


def test_a_relative_is_linked_and_sees_nothing_until_a_person_opens_it(db, clock):
    users = changed("users", 2, role="relative")
    plan, _report = bring(small(users=users))
    link = Guardianship.objects.get()
    assert (link.relation, link.may_see) == ("relative", False)
    assert said(plan.problems, "relatives")


def test_a_student_who_is_entered_as_teacher_does_not_see_the_class(db, clock):
    rows = [*ROWS_11["enrollments"], "e3,,,k1,s1,p1,teacher,false,,"]
    plan, _report = bring(small(enrollments=rows))
    (problem,) = said(plan.problems, "not_staff")
    assert (problem.row, problem.field) == ("enrollments.csv row 4", "role")
    assert plan.counts["enrollment"] == {"add": 1, "cannot_read": 1}
    assert SectionStaff.objects.count() == 1


def test_a_teacher_who_is_enrolled_as_student_is_named_with_the_remedy(db, clock):
    rows = [*ROWS_11["enrollments"], "e3,,,k1,s1,t1,student,false,,"]
    plan, _report = bring(small(enrollments=rows))
    (problem,) = said(plan.problems, "not_a_student")
    assert "t1" in problem.sentence.text
    assert problem.remedy.text
    assert Learner.objects.count() == 1


def test_a_session_that_ends_before_it_begins_is_left_out_and_takes_no_class_along(db, clock):
    plan, _report = bring(small(academicSessions=["y27,,,2026-27,schoolYear,2027-06-10,2026-08-20,,2027"]))
    assert said(plan.problems, "term_reversed")
    assert plan.counts["academicSession"] == {"cannot_read": 1}
    assert Section.objects.get().terms.count() == 0
    assert said(plan.problems, "term_unknown")


def test_a_text_longer_than_a_database_keeps_is_left_out_by_name(db, clock):
    plan, _report = bring(small(users=changed("users", 0, givenName="A" * 300)))
    (problem,) = said(plan.problems, "too_long")
    assert (problem.identifier, problem.field) == ("t1", "givenName")  # as her file calls it
    assert plan.counts["user"] == {"add": 2, "cannot_read": 1}
    assert said(plan.problems, "user_unknown"), "her enrolment waits for her"


def test_marks_stay_in_the_sending_system(db, clock):
    files = bundles.files_11()
    files["categories"] = bundles.csv_text("sourcedId,status,dateLastModified,title", ["cat,,,Quizzes"])
    raw = bundles.zip_of({"manifest": bundles.manifest("1.1", **dict.fromkeys(files, "bulk")), **files})
    plan, report = bring(raw)
    assert report.facts["left_out"] == {"categories": 1}
    assert said(plan.problems, "gradebook_left_out")
