"""Verbs of people: what each refuses, and what the trail keeps of it."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.foundation.api import Actor, NotAllowed, NotFound, Refused, audit
from headway.district.foundation.clock import today
from headway.district.people import api as people
from headway.district.people.api import Purpose
from headway.district.people.models import Learner, RoleAssignment, SectionEnrolment

BY = Actor.system("test")


def test_a_short_password_is_refused_in_words(world):
    person = people.create_person(given_name="Noa", family_name="Lim", by=BY)
    with pytest.raises(Refused) as refusal:
        people.open_account(person=person, username="noa", password="short", by=BY)
    assert "12" in refusal.value.remedy
    person.refresh_from_db()
    assert person.account_id is None


def test_a_user_name_belongs_to_one_person_whatever_its_capitals(world):
    person = people.create_person(given_name="Other", family_name="Ortiz", by=BY)
    with pytest.raises(Refused):
        people.open_account(person=person, username="ORTIZ", by=BY)


def test_the_trail_keeps_which_fields_changed_and_never_a_name(world):
    people.correct_person(person=world.ana.person, family_name="Reyes Soto", by=BY)
    entry = audit.trail(act="people.person_corrected").get()
    assert entry.facts == {"fields": ["family_name"]}
    assert "Reyes" not in str(entry.facts) + entry.reason + entry.actor_key


def test_a_period_that_ends_before_it_starts_is_refused(world):
    with pytest.raises(Refused) as refusal:
        people.enrol(
            section=world.mathematics,
            learner=world.emil,
            from_on=dt.date(2026, 9, 2),
            to_on=dt.date(2026, 9, 1),
            by=BY,
        )
    assert refusal.value.problems[0].field == "to_on"


def test_nothing_is_written_when_the_act_is_refused(world):
    before = audit.trail().count()
    with pytest.raises(Refused):
        people.create_organisation(kind="school", name="  ", parent=world.district, by=BY)
    assert audit.trail().count() == before


def test_a_teacher_sees_a_learner_from_the_day_she_joins_and_not_after_she_left(world, clock):
    finch = world.viewer("finch")
    assert not people.can_see(finch, world.ana)
    people.enrol(section=world.birch_mathematics, learner=world.ana, from_on=dt.date(2026, 10, 8), by=BY)
    assert not people.can_see(finch, world.ana)
    clock.advance(days=1)
    assert people.can_see(finch, world.ana)
    people.leave_section(
        section=world.birch_mathematics, learner=world.ana, to_on=dt.date(2026, 10, 9), by=BY
    )
    clock.advance(days=1)
    assert people.can_see(finch, world.ana)
    clock.advance(days=1)
    assert not people.can_see(finch, world.ana)


def test_enrolling_again_changes_the_period_and_adds_no_second_row(world):
    people.enrol(section=world.mathematics, learner=world.ana, to_on=dt.date(2027, 1, 8), by=BY)
    row = SectionEnrolment.objects.get(section=world.mathematics, learner=world.ana)
    assert row.to_on == dt.date(2027, 1, 8)


def test_a_duty_that_ended_opens_nothing(world):
    duty = RoleAssignment.objects.get(person=world.cora)
    people.end_duty(duty=duty, by=BY)
    assert world.viewer("cora").portals == ()
    assert not people.can_see(world.viewer("cora"), world.ana)


def test_a_guardian_who_may_not_see_has_no_portal_and_no_child(world):
    raul = world.viewer("raul")
    assert raul.portals == ()
    with pytest.raises(NotFound):
        people.visible_learner(raul, world.ana.uuid)
    people.set_guardian(guardian=world.raul, learner=world.ana, may_see=True, by=BY)
    assert people.visible_learner(world.viewer("raul"), world.ana.uuid) == world.ana


def test_nobody_is_her_own_guardian(world):
    with pytest.raises(Refused):
        people.set_guardian(guardian=world.ana.person, learner=world.ana, by=BY)


def test_nothing_is_recorded_for_a_learner_who_left(world):
    adviser = world.viewer("webb")
    assert people.can_rate(adviser, world.dev)
    people.record_departure(learner=world.dev, left_on=dt.date(2026, 10, 1), by=BY)
    with pytest.raises(NotAllowed, match="left the district"):
        people.check_rate(adviser, Learner.objects.get(pk=world.dev.pk))
    assert people.can_see(adviser, world.dev), "her record stays visible"


def test_a_counsellor_sees_but_does_not_rate(world):
    with pytest.raises(NotAllowed):
        people.check_rate(world.viewer("cora"), world.ana)


def test_an_administrator_sees_the_roster_and_not_the_record(world):
    adam = world.viewer("adam")
    assert people.can_see(adam, world.ana, Purpose.ROSTER)
    assert not people.can_see(adam, world.ana)


def test_a_closed_account_is_nobody(world):
    account = world.ortiz.account
    people.close_account(account=account, by=BY)
    assert people.viewer_for_account(account.pk) is None


# -- looks --


def looks() -> int:
    return audit.trail(act="people.record_viewed").count()


def test_two_looks_within_an_hour_are_one_row_in_the_trail(world, clock):
    cora = world.viewer("cora")
    assert people.record_view(viewer=cora, learner=world.ana, page="counselor:learner", reasons=("duty",))
    clock.advance(minutes=59)
    assert not people.record_view(viewer=cora, learner=world.ana, page="counselor:learner")
    assert looks() == 1
    clock.advance(minutes=2)
    assert people.record_view(viewer=cora, learner=world.ana, page="counselor:learner")
    assert looks() == 2


def test_each_viewer_and_each_learner_has_a_row_of_their_own(world):
    for who in ("cora", "ortiz"):
        for learner in (world.ana, world.ben):
            people.record_view(viewer=world.viewer(who), learner=learner, page="x")
    assert looks() == 4
    assert audit.trail(learner_uuid=world.ana.uuid, act="people.record_viewed").count() == 2


def test_looking_at_ones_own_record_is_nobodys_business(world):
    assert not people.record_view(viewer=world.viewer("ana"), learner=world.ana, page="student:home")
    assert looks() == 0


def lists_seen() -> list[tuple[str, dict]]:
    acts = ("people.section_viewed", "people.list_viewed")
    return [(entry.act, entry.facts) for entry in audit.trail(act="people.") if entry.act in acts]


def test_a_look_at_a_section_is_one_row_in_an_hour_for_each_viewer_and_section(world, clock):
    ortiz, webb = world.viewer("ortiz"), world.viewer("webb")
    look = {"page": "teacher:section", "learners": 4}
    assert people.record_list_view(viewer=ortiz, section=world.mathematics, **look)
    assert not people.record_list_view(viewer=ortiz, section=world.mathematics, **look)
    assert people.record_list_view(viewer=ortiz, section=world.birch_mathematics, **look)
    assert people.record_list_view(viewer=webb, section=world.mathematics, **look)
    assert lists_seen() == [("people.section_viewed", {"page": "teacher:section", "learners": 4})] * 3
    clock.advance(minutes=61)
    assert people.record_list_view(viewer=ortiz, section=world.mathematics, **look)


def test_lists_of_no_section_are_told_apart_by_their_page(world):
    cora = world.viewer("cora")
    assert people.record_list_view(viewer=cora, learners=3, page="counselor:home")
    assert not people.record_list_view(viewer=cora, learners=5, page="counselor:home")
    assert people.record_list_view(viewer=cora, learners=3, page="family:home")
    assert not people.record_list_view(viewer=cora, learners=0, page="teacher:home"), "nobody stands there"


# -- moving on to another school ----------------------------------------------------------------------------


def sees(world, adult, learner) -> bool:
    return people.visible_learners(world.viewer(adult)).filter(pk=learner.pk).exists()


def comes_to(world, school, learner):
    return people.admit_learner(person=learner.person, school=school, by=world.viewer("reggie").actor)


def test_who_moves_to_another_school_is_no_longer_seen_by_the_adults_of_the_one_before(world):
    assert sees(world, "ortiz", world.ana)
    assert sees(world, "webb", world.ana)
    comes_to(world, world.birch, world.ana)
    assert not sees(world, "ortiz", world.ana)
    assert not sees(world, "webb", world.ana)
    assert sees(world, "rosa", world.ana)


def test_who_leaves_and_comes_back_elsewhere_belonged_to_the_old_groups_until_the_last_day(world, clock):
    last = today()
    people.record_departure(learner=world.ana, left_on=last, by=world.viewer("reggie").actor)
    clock.advance(days=20)
    comes_to(world, world.birch, world.ana)
    assert not sees(world, "webb", world.ana)
    assert {one.to_on for one in world.ana.home_groups.all()} == {last}
    assert {one.to_on for one in world.ana.enrolments.all()} == {last}


def test_who_comes_back_to_the_same_school_finds_everything_as_it_was(world, clock):
    people.record_departure(learner=world.ana, left_on=today(), by=world.viewer("reggie").actor)
    clock.advance(days=2)
    comes_to(world, world.alder, world.ana)
    assert sees(world, "ortiz", world.ana)
    assert sees(world, "webb", world.ana)
