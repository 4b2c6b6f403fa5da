"""Canvas's six ways to make one number of a learner's results for one outcome.

Source: Canvas LMS, `rollup_score.rb` and its published specification examples; the helper about scores. Everything
is rounded to 2 places, half up. Results without a score are left out. Limits: Canvas pools the questions of one
quiz before it begins and orders by the time of submission or assessment; here one rating is one result, in the
order in which the work was done.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from headway.mastery.proficiency.numeric.bodies import (
    Floats,
    Ints,
    by_position,
    keep,
    last_rows,
    sums,
)
from headway.mastery.proficiency.numeric.rounding import half_up, half_up_one
from headway.mastery.proficiency.numeric.sums import sum_of
from headway.mastery.proficiency.numeric.way import NumericWay, Setting, Settings

PLACES = 2
CANVAS = "Canvas LMS, rollup_score.rb and result_analytics_spec.rb"
CANVAS_ORDERS_BY = "when the result was submitted, or else assessed"


def highest(levels: Sequence[float], settings: Settings, mark: float) -> float:
    """What is the best result? Example: 3, 1 → 3.0. Limit: once reached, never lost; rewards luck."""
    return half_up_one(max(levels), PLACES)


def highest_many(levels: Floats, offsets: Ints, settings: Settings, mark: float) -> Floats:
    return half_up(np.maximum.reduceat(levels, offsets[:-1]), PLACES)


def latest(levels: Sequence[float], settings: Settings, mark: float) -> float:
    """What is the most recent result? Example: 1, 3 → 3.0. Limit: one piece decides alone."""
    return half_up_one(levels[-1], PLACES)


def latest_many(levels: Floats, offsets: Ints, settings: Settings, mark: float) -> Floats:
    return half_up(levels[last_rows(offsets)], PLACES)


def average(levels: Sequence[float], settings: Settings, mark: float) -> float:
    """What is the mean of all results? Example: 1, 2, 3, 4, 5 → 3.0. Limit: early work weighs as much as today's."""
    return half_up_one(sum_of(levels) / len(levels), PLACES)


def average_many(levels: Floats, offsets: Ints, settings: Settings, mark: float) -> Floats:
    return half_up(sums(levels, offsets) / np.diff(offsets), PLACES)


def n_mastery(levels: Sequence[float], settings: Settings, mark: float) -> float | None:
    """What is the mean of the results at the mark or above, once there are n of them?

    Example (n 3, mark 3): 4, 5, 1, 3, 2, 3 → (4 + 5 + 3 + 3) / 4 = 3.75; 3, 1, 2 → none. Limit: whatever is below
    the mark is not seen at all.
    """
    reached = [level for level in levels if level >= mark]
    if len(reached) < _whole(settings, "n"):
        return None
    return half_up_one(sum_of(reached) / len(reached), PLACES)


def n_mastery_many(levels: Floats, offsets: Ints, settings: Settings, mark: float) -> Floats:
    reached, begins = keep(levels, offsets, levels >= mark)
    count = np.diff(begins)
    number = np.full(len(count), np.nan)
    enough = np.flatnonzero(count >= _whole(settings, "n"))
    number[enough] = half_up(sums(reached, begins)[enough] / count[enough], PLACES)
    return number


def decaying_average(levels: Sequence[float], settings: Settings, mark: float) -> float:
    """How much is the latest result with a share of w, and the mean of all older ones with the rest?

    latest · w + mean(older) · (1 − w); one result is itself. Example (weight 65): 2, 3, 4 → 4 · .65 + 2.5 · .35 =
    3.475 → 3.48. This is Canvas's older "decaying average", shown there as "weighted average". Limit: among the
    older ones nothing decays.
    """
    *older, newest = levels
    if not older:
        return half_up_one(newest, PLACES)
    share, rest = _shares(settings)
    return half_up_one(newest * share + sum_of(older) / len(older) * rest, PLACES)


def decaying_average_many(levels: Floats, offsets: Ints, settings: Settings, mark: float) -> Floats:
    share, rest = _shares(settings)
    newest = levels[last_rows(offsets)]
    is_older = np.ones(len(levels), dtype=bool)
    is_older[last_rows(offsets)] = False
    older, begins = keep(levels, offsets, is_older)
    count = np.diff(begins)
    mean = sums(older, begins) / np.maximum(count, 1)
    return half_up(np.where(count == 0, newest, newest * share + mean * rest), PLACES)


def standard_decaying_average(levels: Sequence[float], settings: Settings, mark: float) -> float:
    """Where does a running value stand that every result moves by a share of w towards itself?

    d = first; then d = d · (1 − w) + s · w; rounded at the end. Example (weight 65): 2, 3, 4 → 2.65 → 3.5275 → 3.53.
    Limit: the first result keeps a share that only later work can shrink.
    """
    return half_up_one(running_one(levels, settings), PLACES)


def standard_decaying_average_many(levels: Floats, offsets: Ints, settings: Settings, mark: float) -> Floats:
    return half_up(running_many(levels, offsets, settings), PLACES)


def running_one(levels: Sequence[float], settings: Settings) -> float:
    share, rest = _shares(settings)
    value = levels[0]
    for level in levels[1:]:
        value = value * rest + level * share
    return value


def running_many(levels: Floats, offsets: Ints, settings: Settings) -> Floats:
    share, rest = _shares(settings)
    value = levels[offsets[:-1]].copy()
    for position, (bodies, rows) in enumerate(by_position(offsets)):
        if position:
            value[bodies] = value[bodies] * rest + levels[rows] * share
    return value


def _shares(settings: Settings) -> tuple[float, float]:
    weight = _whole(settings, "weight")
    return 0.01 * weight, 0.01 * (100 - weight)


def _whole(settings: Settings, name: str) -> int:
    value = settings[name]
    assert isinstance(value, int)
    return value


WAYS = (
    NumericWay("canvas.highest", highest, highest_many, orders_by=CANVAS_ORDERS_BY, source=CANVAS),
    NumericWay("canvas.latest", latest, latest_many, orders_by=CANVAS_ORDERS_BY, source=CANVAS),
    NumericWay(
        "canvas.average",
        average,
        average_many,
        is_plain_mean=True,
        orders_by=CANVAS_ORDERS_BY,
        source=CANVAS,
    ),
    NumericWay(
        "canvas.n_mastery",
        n_mastery,
        n_mastery_many,
        (Setting("n", 5, 1, 10),),
        orders_by=CANVAS_ORDERS_BY,
        source=CANVAS,
    ),
    NumericWay(
        "canvas.decaying_average",
        decaying_average,
        decaying_average_many,
        (Setting("weight", 65, 1, 99),),
        orders_by=CANVAS_ORDERS_BY,
        source=CANVAS,
    ),
    NumericWay(
        "canvas.standard_decaying_average",
        standard_decaying_average,
        standard_decaying_average_many,
        (Setting("weight", 65, 50, 99),),
        orders_by=CANVAS_ORDERS_BY,
        source=CANVAS,
    ),
)
