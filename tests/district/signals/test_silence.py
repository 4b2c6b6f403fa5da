"""A record that is silent says nothing about who was not seen: no signal of learners, one line to the school's leaders."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.agreements.models import CheckIn, FamilyContact
from headway.district.foundation.api import Actor
from headway.district.foundation.api import clock as now
from headway.district.people import services as people
from headway.district.signals.api import raise_signals, silent_schools
from headway.district.signals.models import Signal
from tests.district.signals.test_finding import absent, told

pytestmark = pytest.mark.django_db
BY = Actor.system("test")
DAY = dt.date


def unseen(world):
    """Who of Alder is told as not seen, and the days."""
    named = {getattr(world, who).pk: who for who in ("ana", "ben", "chloe", "dev")}
    return {named[key[0]]: one.evidence for key, one in told("not_seen").items() if key[0] in named}


def silent(world, who="lee"):
    return [(one.school, one.noted_on) for one in silent_schools(world.viewer(who))]


def check_in(world, who, on):
    with now.at(dt.datetime.combine(on, dt.time(15), tzinfo=dt.UTC)):
        CheckIn.objects.create(learner=getattr(world, who), week_on=on, recorded_at=now.now())


def contact(world, who, on, reached=True):
    FamilyContact.objects.create(
        learner=getattr(world, who), kind="call", held_on=on, reached=reached, recorded_at=now.now()
    )


def test_where_nothing_was_ever_noted_no_learner_is_told_and_the_leader_is_once(world):
    raise_signals(by=BY)
    assert not Signal.objects.filter(kind="not_seen").exists()
    assert silent(world) == [("Alder", None)]
    assert {name for name, _on in silent(world, "lena")} == {"Alder", "Birch"}


def test_in_the_first_days_of_a_year_nothing_is_missing_yet(world, clock):
    clock.set("2026-08-26 09:00")  # seven days of school are over
    assert silent(world) == []
    clock.set("2026-08-27 09:00")
    assert silent(world) == [("Alder", None)]


def test_where_attendance_stopped_its_silence_is_the_schools(world, clock):
    absent(world.ben, DAY(2026, 9, 25), DAY(2026, 9, 25))
    clock.set("2026-10-07 09:00")  # seven days of school after it are over
    assert (unseen(world), silent(world)) == ({}, [])
    clock.set("2026-10-08 09:00")
    raise_signals(by=BY)
    assert unseen(world) == {}
    assert silent(world) == [("Alder", DAY(2026, 9, 25))]


def test_who_was_noted_away_while_it_was_noted_stays_told_with_the_days_that_are_known(world, clock):
    absent(world.ana, DAY(2026, 9, 14), DAY(2026, 9, 25))
    clock.set("2026-09-26 02:00")
    raise_signals(by=BY)
    clock.set("2026-10-20 02:00")
    raise_signals(by=BY)
    assert unseen(world) == {"ana": {"days": 10.0}}
    assert [one.still for one in Signal.objects.filter(kind="not_seen")] == [True]
    assert silent(world) == [("Alder", DAY(2026, 9, 25))]


def test_attendance_that_is_noted_again_tells_again(world, clock):
    absent(world.ana, DAY(2026, 9, 14), DAY(2026, 10, 7))
    clock.set("2026-10-20 02:00")
    assert silent(world) == [("Alder", DAY(2026, 10, 7))]
    absent(world.ana, DAY(2026, 10, 8), DAY(2026, 10, 19))
    assert unseen(world) == {"ana": {"days": 26.0}}
    assert silent(world) == []


@pytest.mark.parametrize("work", [check_in, contact])
def test_where_no_attendance_is_kept_other_work_tells_if_it_reached_half_of_the_learners(world, work):
    work(world, "ana", DAY(2026, 10, 1))
    assert (unseen(world), silent(world)) == ({}, [("Alder", None)])
    work(world, "ben", DAY(2026, 10, 2))
    # All days of school since 17 August but today, none of them with a word of these two.
    assert unseen(world) == {who: {"days": 36.0, "in_work": 1.0} for who in ("chloe", "dev")}
    assert silent(world) == []


def test_a_call_that_nobody_answered_is_no_contact(world):
    for who in ("ana", "ben", "chloe", "dev"):
        contact(world, who, DAY(2026, 10, 1), reached=False)
    assert silent(world) == [("Alder", None)]


def test_where_attendance_is_noted_a_contact_with_the_family_is_not_the_learner_being_seen(world):
    absent(world.ana, DAY(2026, 9, 14), DAY(2026, 10, 6))
    contact(world, "ana", DAY(2026, 10, 1))
    assert unseen(world) == {"ana": {"days": 17.0}}


def test_work_of_before_the_policys_days_no_longer_speaks(world):
    for who in ("ana", "ben", "chloe"):
        check_in(world, who, DAY(2026, 9, 24))
    assert unseen(world) == {}
    assert silent(world) == [("Alder", None)]


def test_only_who_may_see_signals_of_a_school_is_told(world):
    assert silent(world, "leo") == [("Birch", None)]
    for who in ("ana", "rosa", "tessa", "reggie", "adam"):
        assert silent(world, who) == []


def test_one_school_keeping_attendance_says_nothing_of_another(world):
    people.record_absence(learner=world.emil, on=DAY(2026, 10, 6), by=BY)
    assert silent(world, "lena") == [("Alder", None)]
