"""Level and pace stay two readings: what is early looks at the level alone, and who moves well at everything but it."""

from __future__ import annotations

import pytest

from headway.mastery.pacing import LevelAndPace, PaceReading, Standing, early_until, pace_reading


def test_a_low_level_with_a_high_pace_reads_as_its_pace():
    low, high = LevelAndPace(2, 8, 24, 20), LevelAndPace(9, 8, 24, 20)
    assert low.reading == high.reading == PaceReading.AT_RATE
    assert low.moves_well(())
    assert high.moves_well(())
    assert pace_reading(None, 20) == PaceReading.NO_TIME_YET
    assert pace_reading(5, None) == PaceReading.NO_RATE_NAMED
    assert pace_reading(20, 20) == PaceReading.AT_RATE
    assert pace_reading(19.9, 20) == PaceReading.BELOW_RATE


@pytest.mark.parametrize(
    ("levels", "until"),
    [
        ((), None),
        ((4,), None),
        ((4, 4), None),
        ((5, 4), 4),
        ((3, 4, 5), 4),
        ((2, 5, 9, 12), 5),
        ((1, 2, 3, 4, 5), 3),
    ],
)
def test_early_is_the_lower_half_of_the_levels_that_a_domain_has(levels, until):
    assert early_until(levels) == until


def test_a_level_that_is_not_known_or_stands_alone_is_not_early():
    assert LevelAndPace(4, 0, None, None).is_early(4)
    assert not LevelAndPace(5, 0, None, None).is_early(4)
    assert not LevelAndPace(None, 0, None, None).is_early(4)
    assert not LevelAndPace(4, 0, None, None).is_early(None)


def test_below_its_rate_a_learner_moves_well_where_every_plan_holds_and_something_is_gained():
    below, nothing_yet = LevelAndPace(2, 3, 10, 20), LevelAndPace(2, 0, 0, 20)
    assert below.moves_well([Standing.ON_TARGET, Standing.AHEAD_OF_PLAN])
    assert not below.moves_well([Standing.ON_TARGET, Standing.NEEDS_ADJUSTING])
    assert not below.moves_well(()), "without a plan nothing holds"
    assert not nothing_yet.moves_well([Standing.ON_TARGET]), "before a first gain a plan says nothing yet"
    assert LevelAndPace(2, 8, 24, 20).moves_well([Standing.NEEDS_ADJUSTING]), (
        "the rate is what is looked at first"
    )
