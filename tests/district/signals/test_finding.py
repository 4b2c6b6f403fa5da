"""What the record says, read from the record itself: halts, absences, leaves, waits, and plans with their line."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.district.agreements.models import CheckIn
from headway.district.foundation.api import Actor
from headway.district.foundation.api import clock as now
from headway.district.pacing.api import record_time_share
from headway.district.people import services as people
from headway.district.people.models import Absence, Learner
from headway.district.signals.api import nightly, raise_signals, signal_policy
from headway.district.signals.columns.found import find_signals
from headway.district.signals.models import Signal
from tests.district.pacing.conftest import settle

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


def told(kind=None, on=None):
    from headway.district.foundation.api import clock

    found = find_signals(on or clock.today(), signal_policy()[0])
    return {(one.learner_id, one.kind, one.subject): one for one in found if kind in (None, one.kind)}


def placed(world, learner):
    """Active in mathematics since today: somebody decided where she begins."""
    from headway.district.foundation.api import clock
    from headway.district.placement.models import Placement

    Placement.objects.create(
        learner=getattr(world, learner),
        domain_code="MA",
        level=4,
        basis="judgement",
        decided_on=clock.today(),
        recorded_at=clock.now(),
    )


def absent(learner, first, last):
    day = first
    while day <= last:
        if day.weekday() < 5:
            people.record_absence(learner=learner, on=day, by=BY)
        day += dt.timedelta(days=1)


def test_who_is_away_for_the_policys_days_is_not_seen_and_who_is_there_is(world, clock):
    # Eight days of school up to Wednesday 7 October, read in the night after it: since Monday 28 September.
    clock.set("2026-10-08 02:00")
    absent(world.ana, dt.date(2026, 9, 28), dt.date(2026, 10, 7))
    absent(world.ben, dt.date(2026, 9, 29), dt.date(2026, 10, 7))
    found = told("not_seen")
    assert (world.ana.pk, "not_seen", "") in found
    assert (world.ben.pk, "not_seen", "") not in found
    one = found[world.ana.pk, "not_seen", ""]
    assert (one.since_on, one.evidence) == (dt.date(2026, 9, 25), {"days": 8.0})
    # Chloe was never away: where a school keeps attendance, a day without an absence is a day seen.
    assert (world.chloe.pk, "not_seen", "") not in found


def days_unseen(world, *learners):
    found = told("not_seen")
    return [
        one.evidence["days"] if (one := found.get((getattr(world, name).pk, "not_seen", ""))) else None
        for name in learners
    ]


def test_before_school_begins_nobody_counts_as_there_and_nobody_as_away(world, clock):
    absent(world.ana, dt.date(2026, 9, 14), dt.date(2026, 10, 2))
    for night, days in (("2026-10-03 02:00", 15), ("2026-10-05 02:00", 15)):
        clock.set(night)
        raise_signals(by=BY)
        assert days_unseen(world, "ana", "chloe") == [days, None]
        assert Signal.objects.get(learner=world.ana, kind="not_seen").still
    absent(world.ana, dt.date(2026, 10, 5), dt.date(2026, 10, 8))
    clock.set("2026-10-09 02:00")
    raise_signals(by=BY)
    assert days_unseen(world, "ana", "chloe") == [19, None]
    assert Signal.objects.get(learner=world.ana, kind="not_seen").still


def test_a_day_whose_attendance_is_not_there_yet_is_no_day_seen(world, clock):
    absent(world.ana, dt.date(2026, 9, 21), dt.date(2026, 10, 1))
    absent(world.ben, dt.date(2026, 9, 22), dt.date(2026, 9, 30))
    clock.set("2026-10-03 02:00")  # of Friday nothing was imported
    assert days_unseen(world, "ana", "ben", "chloe") == [9, None, None]
    absent(world.dev, dt.date(2026, 10, 2), dt.date(2026, 10, 2))
    assert days_unseen(world, "ana", "ben", "chloe") == [None, None, None]


def test_a_decision_about_old_work_is_not_the_learner_being_seen(world, clock):
    absent(world.ben, dt.date(2026, 9, 14), dt.date(2026, 10, 7))
    settle(world, "MA.FR.1", 2, "ben")
    clock.set("2026-10-08 02:00")
    assert days_unseen(world, "ben") == [18]


def test_evidence_is_of_the_day_on_which_it_was_shown_here(world, show, settings, clock):
    settings.TIME_ZONE = "America/Chicago"
    clock.set("2026-09-16 02:00")  # nine in the evening of the 15th
    show("MA.FR.1", 2, days_ago=0)
    absent(world.ben, dt.date(2026, 11, 3), dt.date(2026, 11, 3))  # the school keeps attendance
    clock.set("2026-11-04 15:00")
    assert told("stalled")[world.ana.pk, "stalled", "MA"].since_on == dt.date(2026, 9, 15)


def test_on_a_long_leave_no_day_is_hers(world):
    # No attendance is kept, and of half of the learners there is other work.
    for one in (world.chloe, world.dev):
        CheckIn.objects.create(learner=one, week_on=dt.date(2026, 10, 5), recorded_at=now.now())
    record_time_share(
        world.viewer("cora"),
        world.ana.uuid,
        kind="leave",
        share=0,
        from_on=dt.date(2026, 9, 7),
        to_on=dt.date(2026, 12, 18),
    )
    found = told("not_seen")
    # Before the leave there were days of school without anything; in it there are none.
    assert found[world.ana.pk, "not_seen", ""].evidence["days"] == 15.0
    assert found[world.ben.pk, "not_seen", ""].evidence["days"] > 30


def test_who_left_and_who_has_no_school_year_is_not_read(world, clock):
    assert world.gus.pk not in {key[0] for key in told()}
    clock.set("2027-07-10 09:00")
    assert told() == {}


def test_a_domain_without_an_agreement_is_told_from_the_policys_day_on(world, clock):
    placed(world, "ana")
    assert told("not_negotiated") == {}
    clock.set("2026-10-20 09:00")
    assert told("not_negotiated") == {}
    clock.set("2026-10-21 09:00")
    found = told("not_negotiated")
    assert [(key[0], key[2], one.evidence["days"]) for key, one in found.items()] == [
        (world.ana.pk, "MA", 10.0)
    ]


def test_work_that_stands_still_is_told_for_the_domain(world, clock):
    placed(world, "ana")
    absent(world.ben, dt.date(2026, 10, 7), dt.date(2026, 11, 3))  # the school keeps attendance
    clock.set("2026-11-03 09:00")
    assert told("stalled") == {}
    clock.set("2026-11-04 09:00")
    (one,) = told("stalled").values()
    assert (one.learner_id, one.subject, one.evidence["days"]) == (world.ana.pk, "MA", 20.0)
    assert one.evidence["open"] > 0


def test_the_night_tells_what_it_did_and_does_nothing_twice(world):
    placed(world, "ana")
    absent(world.ana, dt.date(2026, 9, 21), dt.date(2026, 10, 6))
    first = {step.code: step.counts for step in nightly(by=BY)}
    again = {step.code: step.counts for step in nightly(by=BY)}
    assert set(first) == {"forecasts", "signals", "escalation", "reminders", "back_tests", "tidying"}
    count = Signal.objects.count()
    assert first["signals"]["not_seen"] == count
    assert again["signals"] == {"still": count, "no_longer": 0, "addressed_anew": 0}
    assert again["forecasts"]["learned"] == 0


def test_the_questions_do_not_grow_with_learners(world, django_assert_max_num_queries):
    absent(world.ana, dt.date(2026, 9, 21), dt.date(2026, 10, 6))
    raise_signals(by=BY)
    with CaptureQueriesContext(connection) as few:
        assert told()
    for number in range(15):
        person = people.create_person(given_name=f"L{number}", family_name="Q", by=BY)
        people.admit_learner(
            person=person,
            school=world.alder,
            entered_on=dt.date(2026, 8, 17),
            local_identifier=f"q{number}",
            by=BY,
        )
    days = [dt.date(2026, 9, 21) + dt.timedelta(days=one) for one in range(16)]
    newcomers = Learner.objects.filter(local_identifier__startswith="q")
    Absence.objects.bulk_create(Absence(learner=one, on=day) for one in newcomers for day in days)
    with CaptureQueriesContext(connection) as many:
        assert len(told()) == 16
    assert len(many) <= len(few) + 1


def test_what_is_proficient_and_what_is_agreed_is_read_once_for_all_rules(world, plan):
    plan.agreed()
    told()
    with CaptureQueriesContext(connection) as asked:
        told()
    proficient = [one["sql"] for one in asked if "proficient_since, determined_at" in one["sql"]]
    agreed = [one["sql"] for one in asked if 'FROM "agreements_signature"' in one["sql"]]
    # Who is ready to move on is advancement's to say, which reads what is proficient for itself.
    assert (len(proficient), len(agreed)) == (2, 1)
