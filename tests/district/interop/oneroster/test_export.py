"""The way out: a strict bundle that any reader takes, the same roster again, and decisions without a number."""

import datetime as dt

import pytest

from headway.district.continuum.models import Competency
from headway.district.foundation.api import NotFound, audit
from headway.district.interop.api import export_oneroster
from headway.district.people import api as people
from headway.district.people.models import (
    Guardianship,
    HomeGroupMembership,
    Person,
    RoleAssignment,
    SectionEnrolment,
    SourceRecord,
)
from headway.district.proficiency.models import Standing
from headway.mastery.formats.oneroster import read_bundle
from tests.district.interop.oneroster.bringing import (
    BY,
    GRAND_BEND,
    ROLE_ROWS_12,
    ROWS_11,
    USER_ROWS_12,
    actions,
    bring,
    fields,
    preview,
    small,
    small_12,
)
from tests.shared_material import shared

HOMEROOM = 'k2,,,Otters,06,c1,HR,homeroom,R 3,s1,y27,,,"0"'


def out(version="1.2", **options):
    return export_oneroster(version=version, by=BY, **options)


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_what_goes_out_is_read_without_a_word(world, version):
    bundle = read_bundle(out(version))
    assert bundle.problems == ()
    assert bundle.version == version
    names = {person.given_name for person in bundle.users}
    assert {"Ana", "Ben", "Elena", "Rosa", "Lena"} <= names
    assert "Gus" not in names, "who has left stays at home"
    assert "Nina" not in names, "who has no part in the roster is not in it"


def test_a_family_link_that_may_not_see_does_not_leave_the_house(world):
    bundle = read_bundle(out())
    ana = next(person for person in bundle.users if person.given_name == "Ana")
    guardians = {person.given_name for person in bundle.users if person.sourced_id in ana.guardians}
    assert guardians == {"Rosa"}
    assert "Raul" not in {person.given_name for person in bundle.users}


def test_home_groups_go_out_as_homerooms_with_their_members(world):
    bundle = read_bundle(out())
    homerooms = {row.sourced_id: row.title for row in bundle.table("classes") if row.class_type == "homeroom"}
    assert set(homerooms.values()) == {"Cedar", "Maple"}
    members = [row for row in bundle.table("enrollments") if homerooms.get(row.class_sourced_id) == "Cedar"]
    assert sorted(row.role for row in members) == ["student"] * 4 + ["teacher"]


def test_one_school_goes_out_alone_with_its_district_as_a_place(world):
    bundle = read_bundle(out(organisation_id=world.birch.pk))
    assert bundle.problems == ()
    assert {row.name for row in bundle.table("orgs")} == {"Three Rivers", "Birch"}
    learners = [person.given_name for person in bundle.users if person.holds("student")]
    assert learners == ["Emil"]
    assert "Elena" not in {person.given_name for person in bundle.users}


def test_an_unknown_organisation_cannot_go_out(world):
    with pytest.raises(NotFound):
        out(organisation_id=10**9)


def test_demographics_stay_at_home_unless_they_are_asked_for(db, clock):
    bring(small())
    assert "demographics" not in read_bundle(out()).tables
    row = read_bundle(out(with_demographics=True, source="sis")).table("demographics").by_id["l1"]
    assert (row.birth_date, row.sex, row.hispanic_or_latino_ethnicity) == (
        dt.date(2015, 3, 2),
        "female",
        True,
    )


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_what_came_in_goes_out_and_comes_in_again_as_the_same(db, clock, version):
    extra = {
        "orgs": [*ROWS_11["orgs"], "dep,,,Science,department,SC,s1"],
        "classes": [*ROWS_11["classes"], HOMEROOM],
        "enrollments": [
            *ROWS_11["enrollments"],
            "h1,,,k2,s1,l1,student,false,,",
            "h2,,,k2,s1,t1,teacher,true,,",
        ],
    }
    bring(small(**extra) if version == "1.1" else small_12(**extra))
    again = out(source="sis", with_demographics=True)
    assert read_bundle(again).problems == ()
    _run, plan = preview(again)
    assert plan.facts["source"] == "sis"
    assert actions(plan) == {}


def test_metadata_profiles_and_former_roles_go_out_as_they_came(db, clock):
    roles = [*ROLE_ROWS_12, "r9,,,t1,secondary,aide,2026-08-20,,s1,"]
    bring(small_12(users=USER_ROWS_12, roles=roles))
    held = read_bundle(out(source="sis")).table("roles").by_id
    assert (held["r9"].role, held["r9"].begin_date) == ("aide", dt.date(2026, 8, 20))
    assert held["r1"].end_date == dt.date(2027, 6, 10)
    _run, plan = preview(out(source="sis"))
    assert plan.changes_nothing


def test_a_duty_that_ended_here_does_not_go_out_again(db, clock):
    bring(small_12(enrollments=ROWS_11["enrollments"][1:]))
    people.end_duty(duty=RoleAssignment.objects.get(), by=BY)
    roles = read_bundle(out(source="sis")).table("roles")
    assert {row.role for row in roles} == {"student", "parent"}


def test_a_roster_made_here_that_comes_back_is_itself(world):
    before = Person.objects.count(), SectionEnrolment.objects.count(), HomeGroupMembership.objects.count()
    plan, _report = bring(out(), source="copy")
    assert before == (
        Person.objects.count(),
        SectionEnrolment.objects.count(),
        HomeGroupMembership.objects.count(),
    )
    assert plan.counts["user"].keys() == {"change"}
    assert fields(plan, "user", str(world.ana.uuid)) == ("sourcedId",)
    _run, again = preview(out(source="copy"), source="copy")
    assert actions(again) == {}


def test_a_whole_district_goes_out_and_comes_in_again_as_the_same(db, clock):
    bring(shared("data/oneroster/grand-bend/oneroster-1p2-grand-bend.zip").read_bytes())
    raw = out(source="GBISD", with_demographics=True)
    bundle = read_bundle(raw)
    assert bundle.problems == ()
    assert len(bundle.table("enrollments")) == 13972
    _run, plan = preview(raw)
    assert plan.facts["source"] == "GBISD"
    assert actions(plan) == {}
    assert plan.counts == {kind: {"leave": number} for kind, number in GRAND_BEND.items()}


def test_decisions_go_out_with_their_competency_and_the_name_of_the_level(world, clock):
    competency = world.competency("MA.FR.2")
    Competency.objects.filter(pk=competency.pk).update(identifier="6b1d6c1c-5f0e-4a59-9b53-0a5b3a6c9d01")
    for code, level in (("MA.FR.2", 3), ("LI.RE.1", 2)):
        Standing.objects.create(
            learner=world.ana, competency=world.competency(code), determined_level=level,
            determined_at=clock.instant, proposed_level=level, pieces=3,
        )  # fmt: skip
    Standing.objects.create(
        learner=world.ben, competency=competency, proposed_level=4, proposed_status="proposed", pieces=3
    )
    bundle = read_bundle(out())
    assert bundle.problems == ()
    results = bundle.table("results").by_id
    objectives = {
        row.learning_objective_id: (row.source, results[row.result_sourced_id])
        for row in bundle.table("resultLearningObjectiveIds")
    }
    source, fractions = objectives["6b1d6c1c-5f0e-4a59-9b53-0a5b3a6c9d01"]
    assert source == "case"
    assert (fractions.text_score, fractions.score, fractions.score_status) == (
        "Proficient",
        None,
        "fully graded",
    )
    assert fractions.score_date == dt.date(2026, 10, 7)
    assert fractions.student_sourced_id == str(world.ana.uuid)
    classes = bundle.table("classes").by_id
    assert classes[fractions.class_sourced_id].title == "Mathematics, Alder", "the class of the domain"
    other_source, reading = objectives["world-LI.RE.1"]
    assert (other_source, classes[reading.class_sourced_id].title) == ("unknown", "Cedar")
    assert len(results) == 2, "a proposal is not a decision"
    items = bundle.table("lineItems").by_id
    assert items[fractions.line_item_sourced_id].title == "Equal fractions"
    assert all(row.result_value_max is None for row in bundle.table("lineItems"))


def test_decisions_of_one_school_only_go_out_with_it(world, clock):
    Standing.objects.create(
        learner=world.ana, competency=world.competency("MA.FR.2"), determined_level=3,
        determined_at=clock.instant, pieces=3,
    )  # fmt: skip
    assert "results" not in read_bundle(out(organisation_id=world.birch.pk)).tables
    assert "results" not in read_bundle(out("1.1")).tables
    assert len(read_bundle(out(organisation_id=world.alder.pk)).table("results")) == 1


def test_two_exports_of_the_same_roster_are_the_same_bytes(world):
    assert out() == out()


def test_an_export_is_one_act_in_the_trail_without_names(world):
    out(organisation_id=world.birch.pk)
    entry = audit.trail(act="interop.roster_exported").get()
    assert entry.facts["counts"]["users"] > 0
    assert "Emil" not in str(entry.facts)


def test_identifiers_that_the_standard_does_not_allow_are_replaced_by_ones_that_it_does(db, clock):
    bring(small())
    SourceRecord.objects.filter(kind="course").update(sourced_id="course 1 (new)")
    bundle = read_bundle(out(source="sis"))
    assert bundle.problems == ()
    assert bundle.table("classes").rows[0].course_sourced_id == bundle.table("courses").rows[0].sourced_id


def test_everything_about_a_person_who_is_closed_stays_at_home(db, clock):
    bring(small())
    Person.objects.filter(given_name="Inés").update(is_active=False)
    bundle = read_bundle(out(source="sis"))
    assert bundle.problems == ()
    assert {person.sourced_id for person in bundle.users} == {"t1", "l1"}
    assert Guardianship.objects.get().is_active
