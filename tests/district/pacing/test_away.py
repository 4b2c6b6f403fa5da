"""A learner who left and came back: the time between is not her own here, on no line and in no pace."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.foundation.api import NotFound, Refused
from headway.district.pacing.api import own_time_of, record_return, record_time_share, time_shares_of
from headway.district.pacing.models import TimeShare
from tests.district.pacing.conftest import FIRST_DAY

DAY = dt.date


def away(world, last_on, back_on):
    return record_return(world.viewer("reggie"), world.ana.uuid, last_on=last_on, back_on=back_on)


def by_hand(world, kind, part):
    return record_time_share(world.viewer("reggie"), world.ana.uuid, kind=kind, share=part, from_on=FIRST_DAY)


def test_an_agreed_line_stands_still_while_a_learner_is_away_and_asks_the_same_in_the_end(world):
    """Ten days of school from Monday, August 24; away in all of the second week."""
    signed, by_on, last_on = DAY(2026, 8, 23), DAY(2026, 9, 4), DAY(2026, 8, 28)
    before = own_time_of([world.ana]).as_signed(world.ana.pk, signed, by_on, "MA", signed)
    assert away(world, last_on, DAY(2026, 9, 3)) == 1
    after = own_time_of([world.ana]).as_signed(world.ana.pk, signed, by_on, "MA", signed)
    assert after.days[:5].tolist() == before.days[:5].tolist()
    assert after.days[5:10].sum() == 0, "Saturday to Wednesday"
    assert after.days.sum() == pytest.approx(before.days.sum())


def test_a_return_the_day_after_the_last_one_leaves_no_time_away(world):
    assert away(world, DAY(2026, 9, 18), DAY(2026, 9, 19)) == 0
    assert time_shares_of(world.viewer("reggie"), world.ana) == ()


def test_a_part_time_plan_stays_one_on_both_sides_of_the_time_away(world):
    by_hand(world, "part_time", "0.5")
    away(world, DAY(2026, 9, 18), DAY(2026, 9, 28))
    time = own_time_of([world.ana])
    assert time.own_days(world.ana.pk, DAY(2026, 9, 14), DAY(2026, 9, 18)) == 2.5
    assert time.own_days(world.ana.pk, DAY(2026, 9, 21), DAY(2026, 9, 25)) == 0
    assert time.own_days(world.ana.pk, DAY(2026, 9, 28), DAY(2026, 10, 2)) == 2.5


def test_nobody_records_a_time_away_by_hand_and_strangers_record_no_return(world):
    with pytest.raises(Refused) as refused:
        by_hand(world, "away", "0")
    assert refused.value.problems[0].field == "kind"
    with pytest.raises(NotFound):
        record_return(
            world.viewer("ortiz"), world.ana.uuid, last_on=DAY(2026, 9, 18), back_on=DAY(2026, 9, 28)
        )
    assert not TimeShare.objects.exists()
