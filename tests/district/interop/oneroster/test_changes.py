"""Later bundles of a source: changes, departures, returns, and what a file never touches."""

import datetime as dt
import uuid

import pytest

from headway.district.foundation.api import Refused, audit
from headway.district.people import api as people
from headway.district.people.models import (
    Guardianship,
    Learner,
    LearnerCharacteristic,
    Organisation,
    Person,
    RoleAssignment,
    Section,
    SectionEnrolment,
)
from headway.mastery.formats.problems import FormatProblem
from tests.district.interop.oneroster.bringing import (
    BY,
    ROLE_ROWS_12,
    ROWS_11,
    TODAY,
    actions,
    bring,
    changed,
    delta,
    delta_12,
    fields,
    ours,
    preview,
    said,
    small,
    small_12,
)

ZOE = "l2,,,true,s1,student,zoe,,Zoe,Lund,,1002,,,,,06,"


# -- changes --


def test_a_renamed_person_is_a_change_that_names_its_fields(db, clock):
    bring(small())
    before = ours(Learner, "learner", "l1").uuid
    plan, _report = bring(small(users=changed("users", 1, familyName="Ruiz Vega")))
    assert actions(plan) == {("user", "l1"): "change"}
    assert fields(plan, "user", "l1") == ("family_name",)
    maya = ours(Learner, "learner", "l1")
    assert (maya.person.family_name, maya.uuid) == ("Ruiz Vega", before)


def test_what_is_kept_and_not_used_is_a_change_by_its_column(db, clock):
    bring(small())
    plan, _report = bring(small(users=changed("users", 0, phone="555 0100")))
    assert fields(plan, "user", "t1") == ("phone",)


def test_a_change_of_school_moves_the_learner_and_keeps_her_record(db, clock):
    orgs = [*ROWS_11["orgs"], "s2,,,Oak School,school,,d1"]
    bring(small(orgs=orgs))
    plan, _report = bring(small(orgs=orgs, users=changed("users", 1, orgSourcedIds="s2")))
    assert fields(plan, "learner", "l1") == ("school",)
    assert ours(Learner, "learner", "l1").school.name == "Oak School"


def test_a_role_that_changes_ends_one_duty_and_begins_another(db, clock):
    bring(small())
    plan, _report = bring(
        small(users=changed("users", 0, role="administrator"), enrollments=ROWS_11["enrollments"][1:])
    )
    assert actions(plan)["role", "t1|teacher|s1"] == "deactivate"
    assert actions(plan)["role", "t1|leader|s1"] == "add"
    assert RoleAssignment.objects.get(is_active=True).role == "leader"


def test_what_the_file_never_says_stays_as_somebody_entered_it(db, clock):
    bring(small())
    mother = ours(Person, "user", "p1")
    Person.objects.filter(pk=mother.pk).update(language="es", preferred_name="Nena")
    Guardianship.objects.update(may_see=False)
    Learner.objects.update(entered_on=dt.date(2024, 8, 20))
    users = changed("users", 2, givenName="Inés María", role="guardian")
    users[1] = changed("users", 1, identifier="1099")[1]
    plan, _report = bring(small(users=users))
    assert {"user", "agent"} <= {line.kind for line in plan.lines}
    mother.refresh_from_db()
    assert (mother.given_name, mother.language, mother.preferred_name) == ("Inés María", "es", "Nena")
    link = Guardianship.objects.get()
    assert (link.relation, link.may_see) == ("guardian", False)
    assert Learner.objects.get().entered_on == dt.date(2024, 8, 20)


def test_what_the_source_told_once_and_is_blank_now_is_blank_here(db, clock):
    bring(small())
    plan, _report = bring(small(users=changed("users", 0, email="")))
    assert fields(plan, "user", "t1") == ("email",)
    assert ours(Person, "user", "t1").email == ""


def test_who_was_closed_by_hand_stays_closed_when_the_source_changes_her_name(db, clock):
    bring(small())
    Person.objects.filter(pk=ours(Person, "user", "t1").pk).update(is_active=False)
    users = changed("users", 0, givenName="Adaeze")
    bring(small(users=users))
    assert ours(Person, "user", "t1").is_active is False
    again, _report = bring(small(users=users))
    assert again.changes_nothing


def test_demographics_that_change_end_what_was_and_begin_what_is(db, clock):
    bring(small())
    rows = ["l1,,,2015-03-12,other,false,false,false,false,true,false,false,,,,"]
    plan, _report = bring(small(demographics=rows))
    assert fields(plan, "demographics", "l1") == ("birth_on", "gender", "race_ethnicity")
    assert Learner.objects.get().birth_on == dt.date(2015, 3, 12)
    standing = LearnerCharacteristic.objects.filter(to_on__isnull=True)
    assert {(each.kind, each.value, each.from_on) for each in standing} == {
        ("gender", "other", TODAY),
        ("race_ethnicity", "white", TODAY),
    }
    assert LearnerCharacteristic.objects.filter(to_on=TODAY).count() == 2
    again, _report = bring(small(demographics=rows))
    assert again.changes_nothing


def test_a_bundle_without_demographics_takes_nothing_back(db, clock):
    bring(small())
    plan, _report = bring(small(demographics=None))
    assert plan.changes_nothing
    assert Learner.objects.get().birth_on


# -- whole lists: who is missing has left, and may come back --


def test_who_is_missing_from_a_whole_list_is_inactive_and_keeps_everything(db, clock):
    bring(small(users=[*ROWS_11["users"], ZOE]))
    plan, _report = bring(small(users=ROWS_11["users"]))
    assert actions(plan) == {("user", "l2"): "deactivate", ("learner", "l2"): "deactivate"}
    zoe = ours(Learner, "learner", "l2")
    assert (zoe.person.is_active, zoe.left_on, zoe.person.given_name) == (False, TODAY, "Zoe")
    again, _report = bring(small(users=ROWS_11["users"]))
    assert again.changes_nothing


def test_who_comes_back_is_the_same_learner(db, clock):
    with_zoe = [*ROWS_11["users"], ZOE]
    bring(small(users=with_zoe))
    before = ours(Learner, "learner", "l2").uuid
    bring(small())
    plan, _report = bring(small(users=with_zoe))
    assert actions(plan) == {("user", "l2"): "reactivate", ("learner", "l2"): "reactivate"}
    zoe = ours(Learner, "learner", "l2")
    assert (zoe.uuid, zoe.left_on, zoe.person.is_active) == (before, None, True)
    again, _report = bring(small(users=with_zoe))
    assert again.changes_nothing


def test_an_enrolment_that_is_missing_closes_the_teachers_view(db, clock):
    bring(small())
    teacher = ours(Person, "user", "t1")
    plan, _report = bring(small(enrollments=ROWS_11["enrollments"][:1]))
    assert actions(plan) == {("enrollment", "e2"): "deactivate"}
    viewer = people.viewer_for_person(teacher.pk)
    assert people.reasons_to_see(viewer, ours(Learner, "learner", "l1")) == ()


def test_a_file_that_is_absent_says_nothing_about_its_records(db, clock):
    bring(small())
    plan, _report = bring(small(enrollments=None, classes=None, courses=None))
    assert plan.changes_nothing
    assert Section.objects.get().is_active


def test_a_row_that_cannot_be_read_never_looks_like_a_departure(db, clock):
    bring(small(users=[*ROWS_11["users"], ZOE]))
    broken = "l2,,,true,s1,student,zoe,,,,,1002,,,,,06,"
    plan, _report = bring(small(users=[*ROWS_11["users"], broken]))
    assert plan.counts["user"] == {"leave": 3, "cannot_read": 1}
    assert plan.total("deactivate") == 0
    assert ours(Person, "user", "l2").is_active


def test_a_guardian_who_is_no_longer_linked_no_longer_sees(db, clock):
    bring(small())
    users = changed("users", 1, agentSourcedIds="")
    users[2] = changed("users", 2, agentSourcedIds="")[2]
    plan, _report = bring(small(users=users))
    assert actions(plan)["agent", "p1|l1"] == "deactivate"
    mother = people.viewer_for_person(ours(Person, "user", "p1").pk)
    assert people.reasons_to_see(mother, ours(Learner, "learner", "l1")) == ()


def test_a_whole_list_that_leaves_out_many_is_questioned(db, clock):
    many = [f"m{n},,,true,s1,student,m{n},,Mo{n},Berg,,{n},,,,,06," for n in range(30)]
    bring(small(users=[*ROWS_11["users"], *many]))
    _run, plan = preview(small())
    (problem,) = said(plan.problems, "many_leave")
    assert dict(problem.sentence.params) == {"file": "users.csv", "count": 30, "all": 33}


def test_a_whole_list_with_status_filled_in_is_read_as_a_whole_list(db, clock):
    bring(small(users=[*ROWS_11["users"], ZOE]))
    users = [each.replace(",,,true", ",active,2026-09-01T00:00:00.000Z,true") for each in ROWS_11["users"]]
    leaving = ZOE.replace(",,,true", ",tobedeleted,2026-09-01T00:00:00.000Z,true")
    plan, _report = bring(small(users=[*users, leaving]))
    assert actions(plan) == {("user", "l2"): "deactivate", ("learner", "l2"): "deactivate"}
    assert said(plan.problems, "bulk_filled")


# -- changes only --


def test_changes_say_nothing_about_whom_they_do_not_name(db, clock):
    bring(small())
    plan, _report = bring(delta(users=[changed("users", 0, givenName="Adaeze")[0]]))
    assert actions(plan) == {("user", "t1"): "change"}
    assert Person.objects.filter(is_active=True).count() == 3
    assert Guardianship.objects.get().is_active


def test_changes_refer_to_what_earlier_bundles_brought(db, clock):
    bring(small())
    plan, _report = bring(delta(users=[ZOE], enrollments=["e9,,,k1,s1,l2,student,false,2026-10-05,"]))
    assert plan.counts["enrollment"] == {"add": 1}
    assert SectionEnrolment.objects.get(learner=ours(Learner, "learner", "l2")).section.title == "Ecology A"


def test_changes_that_refer_to_nobody_are_left_out_with_row_field_and_remedy(db, clock):
    bring(small())
    plan, _report = bring(
        delta(enrollments=["e9,,,k1,s1,l7,student,false,,", "e8,,,k7,s1,l1,student,false,,"])
    )
    assert plan.counts["enrollment"] == {"cannot_read": 2}
    (problem,) = said(plan.problems, "user_unknown")
    assert (problem.row, problem.field) == ("enrollments.csv row 2", "userSourcedId")
    assert "l7" in problem.sentence.text
    assert problem.remedy.text
    assert said(plan.problems, "class_unknown")[0].row == "enrollments.csv row 3"


def test_changes_may_take_somebody_out_and_bring_her_back(db, clock):
    bring(small())
    leaving = ROWS_11["users"][1].replace("l1,,", "l1,tobedeleted,")
    plan, _report = bring(delta(users=[leaving]))
    assert actions(plan) == {
        ("user", "l1"): "deactivate",
        ("learner", "l1"): "deactivate",
        ("agent", "p1|l1"): "deactivate",
    }
    assert ours(Learner, "learner", "l1").left_on == TODAY
    plan, _report = bring(delta(users=[ROWS_11["users"][1]]))
    assert set(actions(plan).values()) == {"reactivate"}
    assert ours(Learner, "learner", "l1").left_on is None
    assert Guardianship.objects.get().is_active


def test_changes_may_end_an_enrolment(db, clock):
    bring(small())
    bring(delta(enrollments=["e2,tobedeleted,,k1,s1,l1,student,false,,"]))
    assert SectionEnrolment.objects.get().is_active is False


def test_roles_that_change_alone_are_read_with_what_was_said_before(db, clock):
    bring(small_12())
    plan, _report = bring(
        delta_12(
            roles=[
                ROLE_ROWS_12[0].replace("r1,,", "r1,tobedeleted,"),
                "r9,,,t1,primary,principal,,,s1,",
            ]
        )
    )
    assert actions(plan) == {("role", "t1|teacher|s1"): "deactivate", ("role", "t1|leader|s1"): "add"}
    again, _report = bring(delta_12(roles=["r9,,,t1,primary,principal,,,s1,"]))
    assert again.changes_nothing
    later, _report = bring(delta_12(roles=["r9,tobedeleted,,t1,primary,principal,,,s1,"]))
    assert actions(later) == {("role", "t1|leader|s1"): "deactivate"}


def test_users_that_change_alone_keep_their_roles_and_families(db, clock):
    bring(small_12())
    plan, _report = bring(delta_12(users=["l1,,,true,maya,,Maia,Ruiz,,1001,,,,p1,06,,,,Mai,,,s1,she/her"]))
    assert fields(plan, "user", "l1") == ("given_name", "userIds")
    assert set(actions(plan)) == {("user", "l1")}
    assert Guardianship.objects.get().is_active


def test_a_student_who_is_none_any_more_keeps_her_record_closed(db, clock):
    bring(small_12())
    plan, _report = bring(delta_12(roles=[ROLE_ROWS_12[1].replace("r2,,", "r2,tobedeleted,")]))
    assert actions(plan) == {("learner", "l1"): "deactivate", ("agent", "p1|l1"): "deactivate"}
    assert ours(Learner, "learner", "l1").left_on == TODAY
    assert ours(Person, "user", "l1").is_active


def test_demographics_can_be_taken_back(db, clock):
    bring(small())
    plan, _report = bring(delta(demographics=["l1,tobedeleted,,,,,,,,,,,,,,"]))
    assert actions(plan) == {("demographics", "l1"): "deactivate"}
    assert not LearnerCharacteristic.objects.filter(to_on__isnull=True).exists()
    back, _report = bring(small())
    assert actions(back) == {("demographics", "l1"): "reactivate"}


# -- sources and people who were here before --


def test_two_sources_with_the_same_identifiers_do_not_meet(db, clock):
    bring(small(), source="north")
    plan, _report = bring(small(), source="south")
    assert plan.total("add") > 0
    assert Person.objects.count() == 6
    quiet, _report = bring(
        small(users=ROWS_11["users"][:1], enrollments=None, demographics=None), source="south"
    )
    assert quiet.total("deactivate") > 0
    assert ours(Person, "user", "l1", source="north").is_active


def test_the_source_is_what_the_manifest_says_unless_a_person_says_otherwise(db, clock):
    _run, plan = preview(small())
    assert plan.facts["source"] == "sis"
    _run, plan = preview(small(), source="synergy")
    assert plan.facts["source"] == "synergy"


def test_somebody_with_the_same_name_and_birth_date_is_named_and_never_merged(world):
    ana = world.ana
    born = ana.birth_on.isoformat()
    users = list(ROWS_11["users"])
    users[1] = "l1,,,true,s1,student,ana,,Ana,Reyes,,L-ana,,,,p1,06,"
    plan, _report = bring(small(users=users, demographics=[f"l1,,,{born},female,,,,,,,,,,,"]))
    (problem,) = said(plan.problems, "looks_twice")
    assert problem.identifier == "l1"
    assert "Ana" not in problem.sentence.text
    assert Person.objects.filter(given_name="Ana", family_name="Reyes").count() == 2


def test_by_identifier_a_learner_entered_by_hand_is_the_same_learner(world):
    users = list(ROWS_11["users"])
    users[1] = "l1,,,true,s1,student,ana,,Ana María,Reyes,,L-ana,,,,p1,06,"
    before = world.ana.uuid
    plan, _report = bring(small(users=users), match="identifier")
    assert fields(plan, "user", "l1")[0] == "sourcedId"
    ana = ours(Learner, "learner", "l1")
    assert (ana.uuid, ana.person.given_name) == (before, "Ana María")
    again, _report = bring(small(users=users), match="identifier")
    assert again.changes_nothing


def test_a_new_name_for_the_same_learner_does_not_close_her_record(db, clock):
    bring(small())
    users = [each.replace("l1,,,", "l1-new,,,").replace(",l1,", ",l1-new,") for each in ROWS_11["users"]]
    rows = [each.replace("l1,", "l1-new,") for each in ROWS_11["enrollments"]]
    before = ours(Learner, "learner", "l1").uuid
    bring(small(users=users, enrollments=rows, demographics=None), match="identifier")
    maya = ours(Learner, "learner", "l1-new")
    assert (maya.uuid, maya.left_on, maya.person.is_active) == (before, None, True)


def test_the_districts_place_can_be_chosen(world):
    plan, _report = bring(small())
    assert said(plan.problems, "beside_district")
    assert Organisation.objects.filter(parent__isnull=True).count() == 2
    plan, _report = bring(small(), source="other", under=str(world.district.uuid))
    assert fields(plan, "org", "d1") == ("sourcedId", "name", "code")
    assert ours(Organisation, "org", "d1", source="other").pk == world.district.pk
    assert ours(Organisation, "org", "s1", source="other").parent_id == world.district.pk
    again, _report = bring(small(), source="other")
    assert again.changes_nothing, "the place it was given stays"


def test_a_school_alone_can_be_put_under_a_district(world):
    orgs = ["s1,,,Elm School,school,0042,"]
    bring(small(orgs=orgs), under=str(world.district.uuid))
    assert ours(Organisation, "org", "s1").parent_id == world.district.pk
    again, _report = bring(small(orgs=["s1,,,Elm Academy,school,0042,"]))
    assert fields(again, "org", "s1") == ("name",)
    assert ours(Organisation, "org", "s1").parent_id == world.district.pk
    third, _report = bring(small(orgs=["s1,,,Elm Academy,school,0042,"]))
    assert third.changes_nothing
    assert world.district.__class__.objects.get(pk=world.district.pk).is_active


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"dates": "american"}, "dates"),
        ({"under": "the district"}, "under"),
        ({"colour": "blue"}, "colour"),
        ({"source": "x" * 65}, "source"),
    ],
)
def test_an_option_that_there_is_not_is_refused_by_name(db, clock, options, field):
    with pytest.raises(Refused) as refusal:
        preview(small(), **options)
    assert refusal.value.problems[0].field == field


def test_an_organisation_that_is_not_here_cannot_hold_the_roster(db, clock):
    with pytest.raises(Refused):
        preview(small(), under=str(uuid.uuid4()))


def test_what_is_no_bundle_is_refused_with_what_to_do(db, clock):
    with pytest.raises(Refused) as refusal:
        preview(b"sourcedId,status\n1,active\n")
    assert refusal.value.remedy
    assert isinstance(refusal.value.__cause__, FormatProblem)


def test_the_trail_says_who_brought_it_and_no_names(db, clock):
    bring(small())
    entry = audit.trail(act="interop.import_applied").get()
    assert entry.actor_key == BY.key
    assert entry.facts["counts"]["user"] == {"add": 3}
    assert not any("Ruiz" in str(each.facts) for each in audit.trail())
