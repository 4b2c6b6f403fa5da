"""Ways that look at some of the levels: the most frequent, the middle of the recent, the highest few."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from headway.mastery.proficiency.numeric.bodies import (
    Floats,
    Ints,
    body_of_rows,
    last_of_each,
    last_rows,
    sorted_in_each,
    sums,
)
from headway.mastery.proficiency.numeric.rounding import half_up, half_up_one
from headway.mastery.proficiency.numeric.sums import sum_of
from headway.mastery.proficiency.numeric.way import NumericWay, Setting, Settings

HIGHEST_PLACES = 4
LONGEST_LOOK = 100


def mode(levels: Sequence[float], settings: Settings, mark: float) -> float:
    """Which level is shown most often, and when several are, which of them most recently?

    Example: 1, 2, 3, 3, 4 → 3; 2, 3, 3, 2 → 2, the more recent of the two. Source: Educate (CBK12) help pages.
    Limit: two levels far apart can be equally frequent, and then one piece decides.
    """
    count: dict[float, int] = {}
    newest: dict[float, int] = {}
    for place, level in enumerate(levels):
        count[level] = count.get(level, 0) + 1
        newest[level] = place
    return max(count, key=lambda level: (count[level], newest[level]))


def mode_many(levels: Floats, offsets: Ints, settings: Settings, mark: float) -> Floats:
    body = body_of_rows(offsets)
    # A stable order by level within each body: the last row of a run is the most recent piece at that level.
    order = np.lexsort((levels, body))
    ends = np.ones(len(order), dtype=bool)
    ends[:-1] = (body[order][1:] != body[order][:-1]) | (levels[order][1:] != levels[order][:-1])
    end = np.flatnonzero(ends)
    count = np.diff(np.concatenate(([-1], end)))
    newest = order[end]
    best_last = np.lexsort((newest, count, body[newest]))
    best = best_last[np.append(np.flatnonzero(np.diff(body[newest][best_last])), len(best_last) - 1)]
    return levels[newest[best]]


def median_of_recent(levels: Sequence[float], settings: Settings, mark: float) -> float:
    """What lies in the middle of the last `recent` levels (of all when it is left out)?

    Example: 4, 3, 3, 2, 2, 2, 1 → 2. Of an even number of levels: half-way between the two in the middle, so that
    the level reached is the lower of them. Source: TeacherEase help pages. Limit: a half-way value is no level.
    """
    recent = settings["recent"]
    ordered = sorted(levels[-int(recent) :] if recent is not None else levels)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def median_of_recent_many(levels: Floats, offsets: Ints, settings: Settings, mark: float) -> Floats:
    recent, begins = last_of_each(levels, offsets, _whole_or_none(settings, "recent"))
    ordered, size = sorted_in_each(recent, begins), np.diff(begins)
    return (ordered[begins[:-1] + (size - 1) // 2] + ordered[begins[:-1] + size // 2]) / 2


def average_of_highest(levels: Sequence[float], settings: Settings, mark: float) -> float:
    """What is the mean of the n highest levels (of all when there are fewer)? To 4 places.

    Example (n 3): 4, 3, 3, 4 → (4 + 4 + 3) / 3 = 3.6667. Source: Educate (CBK12) help pages. Limit: can only go up.
    """
    most = _whole_or_none(settings, "n")
    ordered = sorted(levels)[-(most or 1) :]
    return half_up_one(sum_of(ordered) / len(ordered), HIGHEST_PLACES)


def average_of_highest_many(levels: Floats, offsets: Ints, settings: Settings, mark: float) -> Floats:
    best, begins = last_of_each(sorted_in_each(levels, offsets), offsets, _whole_or_none(settings, "n"))
    return half_up(sums(best, begins) / np.diff(begins), HIGHEST_PLACES)


def highest(levels: Sequence[float], settings: Settings, mark: float) -> float:
    """What is the best level? Example: 3, 1 → 3. Limit: once reached, never lost."""
    return max(levels)


def highest_many(levels: Floats, offsets: Ints, settings: Settings, mark: float) -> Floats:
    return np.maximum.reduceat(levels, offsets[:-1])


def most_recent(levels: Sequence[float], settings: Settings, mark: float) -> float:
    """What is the most recent level? Example: 1, 3 → 3. Limit: one piece decides alone."""
    return levels[-1]


def most_recent_many(levels: Floats, offsets: Ints, settings: Settings, mark: float) -> Floats:
    return levels[last_rows(offsets)]


def _whole_or_none(settings: Settings, name: str) -> int | None:
    value = settings[name]
    assert value is None or isinstance(value, int)
    return value


EDUCATE = "Educate (CBK12), help pages"
EDUCATE_ORDERS_BY = "when it was entered"
WAYS = (
    NumericWay("educate.mode", mode, mode_many, orders_by=EDUCATE_ORDERS_BY, source=EDUCATE),
    NumericWay(
        "educate.average_of_highest",
        average_of_highest,
        average_of_highest_many,
        (Setting("n", 3, 1, LONGEST_LOOK),),
        orders_by=EDUCATE_ORDERS_BY,
        source=EDUCATE,
    ),
    NumericWay(
        "teacherease.median_of_recent",
        median_of_recent,
        median_of_recent_many,
        (Setting("recent", None, 1, LONGEST_LOOK),),
        orders_by="the date of the assessment",
        source="TeacherEase, help page 360002472192",
    ),
)
