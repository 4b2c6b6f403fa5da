"""Were the signals true, and in time? Signals as they were raised, held against agreed days that came.

Pure: columns in, columns out. Nothing is worked out anew: a signal counts from the day on which it was raised, so what is
known today can't make an earlier night wiser. Groups are looked at by whoever counts the outcomes, never here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts.tables import Ints

__all__ = ["LEAD_DAYS", "NO_SIGNAL", "CameOut", "Outcome", "came_out"]

Mask = NDArray[np.bool_]

# R067: four weeks or more before the day, by the calendar.
LEAD_DAYS = 28
NO_SIGNAL = -1


class Outcome(IntEnum):
    """Of one agreed day. The first three were not met by their day."""

    EARLY = 0
    LATE = 1
    SILENT = 2
    MET_SIGNALLED = 3
    MET_QUIET = 4


@dataclass(frozen=True, eq=False)
class CameOut:
    """A row per agreed day. outcome: an `Outcome`.

    lead: days from the first signal of this plan to the agreed day, NO_SIGNAL where there was none.
    stood: no signal was raised under this plan, and one that was raised for the plan before was still open when it was
    agreed. It says nothing of this day, and kept a new one from being raised: such a row is told apart from the others.
    short: agreed so late that no signal could come four weeks before the day.
    """

    outcome: Ints
    lead: Ints
    stood: Mask
    short: Mask


def came_out(
    *, agreed: Ints, by: Ints, met: Mask, row: Ints, raised: Ints, ended: Ints, lead_days: int = LEAD_DAYS
) -> CameOut:
    """How each agreed day came out. agreed, by, met: a row per agreed day.

    row, raised, ended: a row per signal of the target: which agreed day, the day on which it was raised, and the day of
    its end (NO_SIGNAL for an open one). Days since 1970-01-01. A signal of this plan is one that was raised after it was
    agreed (nights are over before anybody agrees on anything) and before its day.
    """
    within = (raised > agreed[row]) & (raised < by[row])
    before = (raised <= agreed[row]) & ((ended == NO_SIGNAL) | (ended >= agreed[row]))
    far = np.iinfo(np.int64).max
    first = np.full(len(by), far, dtype=np.int64)
    np.minimum.at(first, row[within], raised[within])
    told = first < far
    lead = np.full(len(by), NO_SIGNAL, dtype=np.int64)
    lead[told] = (by - first)[told]
    stood = np.zeros(len(by), dtype=bool)
    stood[row[before]] = True
    missed = np.select([lead >= lead_days, told], [Outcome.EARLY, Outcome.LATE], Outcome.SILENT)
    outcome = np.where(met, np.where(told, Outcome.MET_SIGNALLED, Outcome.MET_QUIET), missed)
    return CameOut(outcome.astype(np.int64), lead, stood & ~told, by - agreed <= lead_days)
