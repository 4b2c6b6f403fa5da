"""Otus's five ways. Source: Otus help pages, definitions of mastery settings.

Numbers are kept to 6 places, which is only to drop what binary fractions add; Otus shows two. Limits: Otus orders
by due, then submitted, then graded date; here it is when the work was done. Which of several equally frequent
levels its mode takes is not published; here it is the most recent one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from headway.mastery.proficiency.numeric import counted
from headway.mastery.proficiency.numeric.bodies import Floats, Ints, sums
from headway.mastery.proficiency.numeric.canvas import running_many, running_one
from headway.mastery.proficiency.numeric.rounding import half_up, half_up_one
from headway.mastery.proficiency.numeric.sums import sum_of
from headway.mastery.proficiency.numeric.way import NumericWay, Setting, Settings

PLACES = 6
OTUS = "Otus help pages, definitions of mastery settings"
OTUS_ORDERS_BY = "the due date, or else when it was submitted, or else when it was graded"


def mean(levels: Sequence[float], settings: Settings, mark: float) -> float:
    """What is the mean of all levels? Example: 1, 2, 3, 4 → 2.5. Limit: early work weighs as much as today's."""
    return half_up_one(sum_of(levels) / len(levels), PLACES)


def mean_many(levels: Floats, offsets: Ints, settings: Settings, mark: float) -> Floats:
    return half_up(sums(levels, offsets) / np.diff(offsets), PLACES)


def decaying_average(levels: Sequence[float], settings: Settings, mark: float) -> float:
    """Where does a running value stand that every level moves by 65 of 100 towards itself?

    Example: 2, 3, 4 → 2 · .1225 + 3 · .2275 + 4 · .65 = 3.5275, the shares that Otus prints as 12, 23 and 65 of
    100; 1, 2, 3, 4 → 3.484625.
    """
    return half_up_one(running_one(levels, settings), PLACES)


def decaying_average_many(levels: Floats, offsets: Ints, settings: Settings, mark: float) -> Floats:
    return half_up(running_many(levels, offsets, settings), PLACES)


WAYS = (
    NumericWay("otus.mean", mean, mean_many, is_plain_mean=True, orders_by=OTUS_ORDERS_BY, source=OTUS),
    NumericWay("otus.mode", counted.mode, counted.mode_many, orders_by=OTUS_ORDERS_BY, source=OTUS),
    NumericWay(
        "otus.most_recent",
        counted.most_recent,
        counted.most_recent_many,
        orders_by=OTUS_ORDERS_BY,
        source=OTUS,
    ),
    NumericWay("otus.highest", counted.highest, counted.highest_many, orders_by=OTUS_ORDERS_BY, source=OTUS),
    NumericWay(
        "otus.decaying_average",
        decaying_average,
        decaying_average_many,
        (Setting("weight", 65, 50, 99),),
        orders_by=OTUS_ORDERS_BY,
        source=OTUS,
    ),
)
