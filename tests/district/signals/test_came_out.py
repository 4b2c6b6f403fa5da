"""R067: which agreed days were signalled four weeks before, and which signals were of targets that were met."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.agreements.models import Offer, Signature, Target, TargetEnd
from headway.district.foundation.api import NotFound, clock
from headway.district.proficiency.models import Determination, Standing
from headway.district.signals.api import signals_came_out
from headway.district.signals.models import Response, Signal, SignalEnd
from headway.mastery.pacing.signals import Outcome
from tests.district.signals.test_monitor import crowd, speaks

pytestmark = pytest.mark.django_db
DAY = dt.date
AGREED, BY, TODAY = DAY(2026, 8, 20), DAY(2026, 11, 2), "2026-11-20 09:00"
EARLY, LATE = DAY(2026, 9, 21), DAY(2026, 10, 20)


@pytest.fixture(autouse=True)
def november(world, clock):
    clock.set(TODAY)


def at(on):
    return clock.start_of_day(on) + dt.timedelta(hours=9)


def agree(target, by=BY, on=AGREED, number=1, sides=("adult", "learner")):
    offer = Offer.objects.create(
        target=target, number=number, side="adult", from_on=on, by_on=by, stage=1, policy_version="x",
        wants=["learner", "adult"], offered_at=at(on),
    )  # fmt: skip
    for side in sides:
        Signature.objects.create(offer=offer, side=side, signed_at=at(on))
    return target


def target(world, learner, by=BY, on=AGREED, **more):
    row = Target.objects.create(
        learner=learner, aim="competencies", domain_code="MA", recorded_at=at(on),
        competency_ids=[world.competency("MA.FR.1").pk],
    )  # fmt: skip
    return agree(row, by, on, **more)


def meet(world, learner, on, entered=None):
    Standing.objects.create(
        learner=learner, competency=world.competency("MA.FR.1"), determined_level=3,
        determined_at=at(on), proficient_since=at(on),
    )  # fmt: skip
    Determination.objects.create(
        learner=learner, competency=world.competency("MA.FR.1"), level=3, decided_at=at(on),
        recorded_at=at(entered or on),
    )  # fmt: skip


def signal(row, on, **more):
    return Signal.objects.create(
        learner=row.learner, kind="off_target", domain_code="MA", target=row, subject=str(row.uuid),
        since_on=on, policy_version="x", recorded_at=at(on), **more,
    )  # fmt: skip


def read(world, who="lena", years_ago=0):
    return signals_came_out(world.viewer(who), years_ago)


def whole(world, who="lena"):
    return read(world, who).whole


def test_what_was_signalled_in_time_late_or_not_and_what_was_met_all_the_same(world):
    learners = crowd(world, 60)
    for number, learner in enumerate(learners):
        row = target(world, learner)
        kind = number // 12
        if kind in (0, 3):
            signal(row, EARLY)
        elif kind == 1:
            signal(row, LATE)
        if kind >= 3:
            meet(world, learner, BY)
    found = read(world)
    assert (found.from_on, found.until_on) == (DAY(2026, 8, 17), DAY(2026, 11, 19))
    assert (found.whole.days, found.whole.parts) == (60, (12, 12, 12, 12, 12))
    assert found.whole.weeks == pytest.approx((42 + 13) / 2 / 7)
    rows = {(one.kind, one.group): (one.days, one.parts) for one in found.rows}
    assert rows["school", "Alder"] == (60, (12, 12, 12, 12, 12))


def test_hindsight_makes_no_signal_and_no_target_met(world):
    for number, learner in enumerate(crowd(world, 48)):
        row = target(world, learner)
        # Raised after the day: everybody knew by then. And what was decided after it was not met by it.
        signal(row, BY + dt.timedelta(days=1))
        if number < 24:
            meet(world, learner, BY + dt.timedelta(days=1))
        elif number < 36:
            signal(row, EARLY, open=False)
    found = read(world)
    assert found.whole.days == 48
    assert found.whole.parts[Outcome.SILENT] == 36
    assert found.whole.weeks == 6.0
    assert found.beside.known_later is None


def test_what_was_entered_later_counts_as_met_and_is_said(world):
    for number, learner in enumerate(crowd(world, 72)):
        row = target(world, learner)
        if number < 36:
            meet(world, learner, BY, entered=BY + dt.timedelta(days=7 if number < 15 else 0))
        if number % 3 == 0:
            signal(row, EARLY)
        elif number >= 36 and number % 3 == 1:
            signal(row, LATE)
    found = read(world)
    assert found.whole.parts == (12, 12, 12, 12, 24)
    assert found.beside.known_later == 15


def test_support_that_began_is_said_beside_signals_of_targets_that_were_met(world):
    for number, learner in enumerate(crowd(world, 72)):
        row = target(world, learner)
        told = signal(row, EARLY) if number < 36 else None
        if number < 24 or number >= 60:
            meet(world, learner, BY)
        if number < 10:
            Response.objects.create(
                signal=told, kind="engage", owner=world.webb, begins_on=LATE, follow_up_on=TODAY[:10],
                recorded_at=at(LATE),
            )  # fmt: skip
        if number >= 48 and number < 60:
            signal(row, LATE)
    found = read(world)
    assert found.whole.parts == (12, 12, 12, 24, 12)
    assert found.beside.supported == 10


def test_a_day_that_was_changed_before_it_came_is_counted_apart(world):
    learners = crowd(world, 36)
    for number, learner in enumerate(learners):
        row = target(world, learner)
        if number < 12:
            agree(row, DAY(2027, 2, 1), DAY(2026, 10, 1), 2)
        elif number < 24:
            TargetEnd.objects.create(target=row, ending="set_aside", ended_at=at(DAY(2026, 10, 1)))
        else:
            # An offer that nobody answered moves nothing, and neither does a day agreed after the first had come.
            agree(row, DAY(2027, 2, 1), DAY(2026, 10, 1), 2, sides=("adult",))
            agree(row, DAY(2027, 3, 1), DAY(2026, 11, 5), 3)
    found = read(world)
    assert found.changed == 24
    assert found.whole.days == 12


def test_a_signal_of_the_plan_before_is_counted_apart(world):
    for learner in crowd(world, 30)[:15]:
        row = target(world, learner, by=DAY(2026, 9, 30))
        signal(row, DAY(2026, 9, 1))
        agree(row, BY, DAY(2026, 10, 1), 2)
    found = read(world)
    assert (found.stood, found.whole.days) == (15, 15)
    SignalEnd.objects.bulk_create(
        SignalEnd(signal=one, ending="response", ended_at=at(DAY(2026, 9, 25)))
        for one in Signal.objects.all()
    )
    found = read(world)
    assert (found.stood, found.whole.days) == (0, 30)


def test_what_was_ended_as_met_by_the_day_stays_met(world):
    for learner in crowd(world, 12):
        row = target(world, learner)
        signal(row, EARLY)
        TargetEnd.objects.create(target=row, ending="met", ended_at=at(BY))
    found = read(world)
    assert found.whole.parts[0] != 12
    assert found.whole.days == 12


def test_days_to_come_and_other_years_are_not_in_it(world):
    for learner in crowd(world, 12):
        target(world, learner, by=DAY(2026, 11, 20))
        target(world, learner, by=DAY(2027, 1, 20))
        target(world, learner, by=DAY(2026, 8, 10), on=DAY(2026, 5, 10))
    found = read(world)
    assert not found.came
    assert (found.changed, found.stood) == (0, 0)
    assert read(world, years_ago=1).from_on is None


def test_few_are_not_told_and_nothing_hidden_follows_from_what_is_shown(world):
    learners = crowd(world, 60)
    for number, learner in enumerate(learners):
        row = target(world, learner)
        if number < 30:
            signal(row, EARLY)
        if number >= 45:
            meet(world, learner, BY)
    found = {(one.kind, one.group): one for one in read(world).rows}
    # Thirty of each language; without the others nobody of one language could be told by subtraction.
    for row in (*found.values(), whole(world)):
        hidden = [one for one in row.parts if one is None]
        assert len(hidden) != 1, row
    few = [one for one in learners if one.pk != learners[0].pk][:5]
    for learner in few:
        speaks(learner, "fr")
    found = {one.group: one for one in read(world).rows if one.kind == "home_language"}
    hidden = [group for group, one in found.items() if one.days is None]
    assert len(hidden) >= 2


def test_a_leader_of_a_school_reads_her_own_and_nobody_else_reads_any(world):
    for learner in crowd(world, 12):
        target(world, learner)
    assert whole(world, "lee").days == 12
    assert whole(world, "leo").days is None
    for who in ("ana", "rosa", "ortiz", "webb", "cora", "tessa", "reggie"):
        with pytest.raises(NotFound):
            read(world, who)


def test_it_costs_as_many_queries_for_many_as_for_few(world, django_assert_max_num_queries):
    viewer = world.viewer("lena")
    read(world)
    for learner in crowd(world, 30):
        row = target(world, learner)
        signal(row, EARLY)
        meet(world, learner, BY)
    read(world)
    with django_assert_max_num_queries(11):
        signals_came_out(viewer)
