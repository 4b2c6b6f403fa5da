"""When a plan needs an adult: each rule's edges, and that one row and many rows say the same."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.pacing import signals
from headway.mastery.pacing.signals import (
    Plan,
    Plans,
    SchoolRecord,
    SeenBy,
    SignalPolicy,
    Wait,
    Waits,
    Work,
    Works,
)
from headway.mastery.pacing.signals.words import SENTENCES, next_step, reading, sentence
from headway.mastery.pacing.trajectories import Shape, Standing, standing

POLICY = SignalPolicy()
OFF = Plan(done=2.0, total=10.0, due=4.0, days_left=30.0, chance=0.2)


def changed(plan: Plan, **changes) -> Plan:
    return Plan(**{one.name: changes.get(one.name, getattr(plan, one.name)) for one in fields(Plan)})


def test_a_plan_needs_both_its_reading_and_the_forecast_to_be_a_signal():
    assert signals.off_target(OFF, POLICY) == {
        "done": 2.0,
        "total": 10.0,
        "due": 4.0,
        "days_left": 30.0,
        "chance": 0.2,
    }
    assert signals.off_target(changed(OFF, chance=POLICY.chance_below), POLICY) is None
    assert signals.off_target(changed(OFF, due=2.0), POLICY) is None


def test_low_on_the_line_at_a_high_pace_is_no_signal():
    # Little is done of much, but the plan's line asks for less by now and the pace reaches the date (R066).
    assert signals.off_target(Plan(1.5, 20.0, 1.2, 60.0, 0.9), POLICY) is None
    # Nor is it where the forecast is dim as long as the plan's own line is kept: that line was agreed.
    assert signals.off_target(Plan(1.5, 20.0, 1.2, 60.0, 0.1), POLICY) is None


def test_a_gentle_beginning_is_read_by_its_own_line():
    """R074: 15 % done at 30 % of the time. A straight line asks for 30 %, the agreed J-curve for less."""
    at = (np.array([10.0]), np.array([30.0]), np.array([100.0]), np.array([0.0]))
    straight = float(signals.due_units(*at, [Shape.linear()])[0])
    j_curve = float(signals.due_units(*at, [Shape.j_curve()])[0])
    assert straight == pytest.approx(3.0)
    assert signals.off_target(Plan(1.5, 10.0, straight, 70.0, 0.2), POLICY) is not None
    assert signals.off_target(Plan(1.5, 10.0, j_curve, 70.0, 0.2), POLICY) is None


def test_without_a_forecast_a_plan_is_no_signal_until_its_date_has_passed():
    assert signals.off_target(changed(OFF, chance=None), POLICY) is None
    passed = signals.off_target(changed(OFF, chance=None, days_left=-1.0, due=10.0), POLICY)
    assert passed is not None
    assert passed["past"] == 1.0
    assert signals.off_target(Plan(10.0, 10.0, 10.0, -5.0, None), POLICY) is None


def test_the_last_days_can_be_left_to_a_new_date():
    assert signals.off_target(changed(OFF, days_left=9.0), SignalPolicy(lead_days=10)) is None
    assert signals.off_target(changed(OFF, days_left=10.0), SignalPolicy(lead_days=10)) is not None


@pytest.mark.parametrize(("quiet", "told"), [(19.0, False), (20.0, True)])
def test_work_stalls_on_the_day_that_the_policy_names(quiet, told):
    assert (signals.stalled(Work(quiet, 3.0), POLICY) is not None) == told


def test_nothing_open_is_no_stall():
    assert signals.stalled(Work(60.0, 0.0), POLICY) is None


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        (signals.not_seen, POLICY.not_seen_days),
        (signals.not_negotiated, POLICY.negotiate_days),
        (signals.waiting, POLICY.waiting_days),
    ],
)
def test_waits_count_from_the_day_that_the_policy_names(rule, days):
    assert rule(Wait(days - 0.5), POLICY) is None
    assert rule(Wait(float(days)), POLICY) == {"days": float(days)}


def test_who_a_learner_is_and_where_she_stands_is_not_read():
    """LR22, and advanced learners who stall are in it: what the rules may read, all of it."""
    read = {(kind.__name__, one.name) for kind in (Plan, Work, Wait) for one in fields(kind)}
    assert read == {
        ("Plan", "done"),
        ("Plan", "total"),
        ("Plan", "due"),
        ("Plan", "days_left"),
        ("Plan", "chance"),
        ("Work", "quiet_days"),
        ("Work", "open_units"),
        ("Wait", "days"),
    }
    for one, many in ((Plan, Plans), (Work, Works), (Wait, Waits)):
        assert {f.name for f in fields(one)} == {f.name for f in fields(many)}


shapes = st.sampled_from(
    [
        Shape.linear(),
        Shape.j_curve(),
        Shape.j_curve(3.0),
        Shape.milestones([(0.25, 0.1), (0.6, 0.5), (1.0, 1.0)]),
        Shape.own([(0.3, 0.05), (0.5, 0.5), (0.8, 0.5), (1.0, 1.0)]),
    ]
)


@given(st.integers(0, 100), st.integers(0, 120), st.integers(1, 100), st.integers(0, 20), shapes)
def test_units_that_are_due_read_a_plan_as_its_own_line_does(done, passed, in_all, buffer, shape):
    """The same word as `trajectories.standing`, which counts in days."""
    due = float(
        signals.due_units(
            np.array([100.0]),
            np.array([float(passed)]),
            np.array([float(in_all)]),
            np.array([float(buffer)]),
            [shape],
        )[0]
    )
    read = standing(done, 100, passed, in_all, shape, buffer) == Standing.NEEDS_ADJUSTING
    close = abs(due - done) < 1e-3  # both round, one of them days
    assert close or read == signals.needs_adjusting(Plan(float(done), 100.0, due, 10.0, 0.1))


amounts = st.floats(0, 40).map(lambda x: round(x, 2))
plans = st.builds(
    Plan, amounts, amounts, amounts, st.integers(-20, 90).map(float), st.none() | st.floats(0, 1)
)


@given(st.lists(plans, max_size=30), st.integers(0, 20), st.floats(0.05, 0.9))
def test_many_plans_are_read_as_one(rows, lead, below):
    policy = SignalPolicy(lead_days=lead, chance_below=below)
    columns = Plans(
        *(
            np.array([getattr(one, f.name) for one in rows], dtype=np.float64)
            if f.name != "chance"
            else np.array([np.nan if one.chance is None else one.chance for one in rows])
            for f in fields(Plan)
        )
    )
    many = signals.off_target_rows(columns, policy)
    assert many.tolist() == [signals.off_target(one, policy) is not None for one in rows]
    assert [columns.row(number) for number in range(len(rows))] == rows


@given(st.lists(st.tuples(amounts, amounts), max_size=30))
def test_much_work_is_read_as_one(rows):
    columns = Works(np.array([one[0] for one in rows]), np.array([one[1] for one in rows]))
    assert signals.stalled_rows(columns, POLICY).tolist() == [
        signals.stalled(Work(*one), POLICY) is not None for one in rows
    ]


@given(st.lists(amounts, max_size=30))
def test_many_waits_are_read_as_one(rows):
    columns = Waits(np.array(rows))
    for one, many in (
        (signals.not_seen, signals.not_seen_rows),
        (signals.not_negotiated, signals.not_negotiated_rows),
        (signals.waiting, signals.waiting_rows),
    ):
        assert many(columns, POLICY).tolist() == [one(Wait(days), POLICY) is not None for days in rows]


@pytest.mark.parametrize(
    ("unnoted", "learners", "seen", "by"),
    [
        (7.0, 100, 0, SeenBy.ATTENDANCE),
        (8.0, 100, 0, SeenBy.NOTHING),
        (8.0, 100, 49, SeenBy.NOTHING),
        (8.0, 100, 50, SeenBy.WORK),
        (180.0, 1, 1, SeenBy.WORK),
        (180.0, 0, 0, SeenBy.NOTHING),
    ],
)
def test_a_record_that_saw_hardly_anybody_says_nothing_of_the_others(unnoted, learners, seen, by):
    assert signals.seen_by(SchoolRecord(unnoted, learners, seen), POLICY) == by
    longer = SignalPolicy(not_seen_days=9)
    if unnoted == 8.0:
        assert signals.seen_by(SchoolRecord(unnoted, learners, seen), longer) == SeenBy.ATTENDANCE


def test_every_signal_is_a_sentence_with_a_next_step_in_both_languages():
    assert set(SENTENCES["en"]) == set(SENTENCES["es"])
    evidence = {
        "off_target": signals.off_target(OFF, POLICY),
        "stalled": signals.stalled(Work(25.0, 3.5), POLICY),
        "not_seen": {"days": 9.0},
        "not_negotiated": {"days": 12.0},
        "waiting": {"days": 6.0},
    }
    for language in ("en", "es"):
        told = [sentence(reading(kind, dict(facts), "May 3"), language) for kind, facts in evidence.items()]
        assert all("{" not in one for one in told)
        assert len({next_step(kind, language) for kind in evidence}) == 5
    in_work = sentence(reading("not_seen", {"days": 9.0, "in_work": 1.0}), "en")
    assert "attendance for" not in in_work
    assert "9 days of school. Attendance is not being noted at this school." in in_work
    assert sentence(reading("stalled", dict(evidence["stalled"])), "en") == (
        "For 25 days of school nothing new was shown in this domain, though there was time. "
        "Learning units open: 3.5."
    )
    plan = dict(evidence["off_target"])
    for chance, told in (
        (0.0, "hardly any of ten plans like this one is reached by its day, May 3."),
        (0.049, "hardly any of ten plans"),
        (0.06, "about one of ten plans like this one is reached by its day, May 3."),
        (0.2, "about 2 of ten plans like this one are reached by their day, May 3."),
        (0.96, "nearly all of ten plans"),
    ):
        assert told in sentence(reading("off_target", plan | {"chance": chance}, "May 3"), "en")
