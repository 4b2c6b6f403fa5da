"""What the record says, read from the record itself: halts, absences, leaves, waits, and plans with their line."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.foundation.api import Actor
from headway.district.pacing.api import record_time_share
from headway.district.people import services as people
from headway.district.signals.api import nightly, raise_signals, signal_policy
from headway.district.signals.columns.found import find_signals
from headway.district.signals.models import Signal

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


def test_who_is_away_for_the_policys_days_is_not_seen_and_who_is_there_is(world):
    # Eight days of school up to Wednesday 7 October: since Monday 28 September.
    absent(world.ana, dt.date(2026, 9, 28), dt.date(2026, 10, 7))
    absent(world.ben, dt.date(2026, 9, 29), dt.date(2026, 10, 7))
    found = told("not_seen")
    assert (world.ana.pk, "not_seen", "") in found
    assert (world.ben.pk, "not_seen", "") not in found
    one = found[world.ana.pk, "not_seen", ""]
    assert (one.since_on, one.evidence) == (dt.date(2026, 9, 25), {"days": 8.0})
    # Chloe was never away: where a school keeps attendance, a day without an absence is a day seen.
    assert (world.chloe.pk, "not_seen", "") not in found


def test_where_no_attendance_is_kept_only_evidence_and_check_ins_tell(world):
    found = told("not_seen")
    assert {key[0] for key in found} >= {world.ana.pk, world.ben.pk, world.emil.pk}
    from headway.district.agreements.models import CheckIn
    from headway.district.foundation.api import clock

    CheckIn.objects.create(learner=world.ana, week_on=dt.date(2026, 10, 5), recorded_at=clock.now())
    assert (world.ana.pk, "not_seen", "") not in told("not_seen")


def test_on_a_long_leave_no_day_is_hers(world):
    record_time_share(
        world.viewer("cora"),
        world.ana.uuid,
        kind="leave",
        share=0,
        from_on=dt.date(2026, 9, 7),
        to_on=dt.date(2026, 12, 18),
    )
    found = told("not_seen")
    one = found.get((world.ana.pk, "not_seen", ""))
    # Before the leave there were days of school without anything; in it there are none.
    assert one is None or one.evidence["days"] == 15.0
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
    absent(world.ben, dt.date(2026, 10, 7), dt.date(2026, 10, 7))  # the school keeps attendance
    clock.set("2026-11-03 09:00")
    assert told("stalled") == {}
    clock.set("2026-11-04 09:00")
    (one,) = told("stalled").values()
    assert (one.learner_id, one.subject, one.evidence["days"]) == (world.ana.pk, "MA", 20.0)
    assert one.evidence["open"] > 0


def test_the_night_tells_what_it_did_and_does_nothing_twice(world):
    placed(world, "ana")
    first = {step.code: step.counts for step in nightly(by=BY)}
    again = {step.code: step.counts for step in nightly(by=BY)}
    assert set(first) == {"forecasts", "signals", "escalation", "reminders"}
    count = Signal.objects.count()
    assert first["signals"]["not_seen"] == count
    assert again["signals"] == {"still": count, "no_longer": 0, "addressed_anew": 0}
    assert again["forecasts"]["learned"] == 0


def test_the_questions_do_not_grow_with_learners(world, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    raise_signals(by=BY)
    with CaptureQueriesContext(connection) as few:
        told()
    for number in range(15):
        person = people.create_person(given_name=f"L{number}", family_name="Q", by=BY)
        people.admit_learner(
            person=person,
            school=world.alder,
            entered_on=dt.date(2026, 8, 17),
            local_identifier=f"q{number}",
            by=BY,
        )
    with CaptureQueriesContext(connection) as many:
        assert len(told()) > 15
    assert len(many) <= len(few) + 1
