"""Signals held against agreed days that came: from the day on which they were raised, and under the plan of that day."""

from __future__ import annotations

import numpy as np
import pytest

from headway.mastery.pacing.signals import NO_SIGNAL, Outcome, came_out

AGREED, BY = 1000, 1100


def judged(met, *signals, agreed=AGREED, by=BY):
    """One agreed day, with signals as (raised, ended)."""
    found = came_out(
        agreed=np.array([agreed]),
        by=np.array([by]),
        met=np.array([met]),
        row=np.zeros(len(signals), dtype=np.int64),
        raised=np.array([one for one, _end in signals], dtype=np.int64),
        ended=np.array([end for _one, end in signals], dtype=np.int64),
    )
    return Outcome(found.outcome[0]), int(found.lead[0]), bool(found.stood[0]), bool(found.short[0])


@pytest.mark.parametrize(
    ("raised", "outcome", "lead"),
    [
        (BY - 28, Outcome.EARLY, 28),
        (BY - 27, Outcome.LATE, 27),
        (BY - 1, Outcome.LATE, 1),
        # On the day itself the date was there already, and after it everybody knows.
        (BY, Outcome.SILENT, NO_SIGNAL),
        (BY + 5, Outcome.SILENT, NO_SIGNAL),
    ],
)
def test_four_weeks_are_twenty_eight_days_before_the_day(raised, outcome, lead):
    assert judged(False, (raised, NO_SIGNAL))[:2] == (outcome, lead)


def test_the_first_signal_says_how_early_also_where_it_was_ended():
    assert judged(False, (BY - 20, NO_SIGNAL), (BY - 60, BY - 40))[:2] == (Outcome.EARLY, 60)


def test_a_target_that_was_met_had_a_signal_or_had_none():
    assert judged(True, (BY - 10, NO_SIGNAL))[0] == Outcome.MET_SIGNALLED
    assert judged(True)[:2] == (Outcome.MET_QUIET, NO_SIGNAL)
    assert judged(False)[0] == Outcome.SILENT


def test_a_signal_of_the_plan_before_is_not_one_of_this_plan():
    # The night of the day of agreement was over when they agreed.
    for raised in (AGREED - 30, AGREED):
        assert judged(False, (raised, NO_SIGNAL)) == (Outcome.SILENT, NO_SIGNAL, True, False)
    assert judged(False, (AGREED - 30, AGREED - 1)) == (Outcome.SILENT, NO_SIGNAL, False, False)
    # Ended since, and told anew under this plan: that one counts.
    assert judged(False, (AGREED - 30, AGREED + 2), (AGREED + 20, NO_SIGNAL)) == (
        Outcome.EARLY, 80, False, False,
    )  # fmt: skip


def test_a_plan_of_four_weeks_can_have_no_signal_four_weeks_before():
    assert judged(False, agreed=BY - 28)[3]
    assert not judged(False, agreed=BY - 29)[3]
    assert judged(False, (BY - 28, NO_SIGNAL), agreed=BY - 29)[0] == Outcome.EARLY


def test_no_agreed_day_gives_no_row():
    none = np.zeros(0, dtype=np.int64)
    found = came_out(agreed=none, by=none, met=none.astype(bool), row=none, raised=none, ended=none)
    assert len(found.outcome) == len(found.lead) == 0
