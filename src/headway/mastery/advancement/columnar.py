"""Readiness of a whole district at once. `readiness.py` says what it means."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Cases", "ReadyColumns", "readiness_many"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
NONE = -1


@dataclass(frozen=True, eq=False)
class Cases:
    """Many learners, each with what she could move on from, and what her record holds of it.

    may_stay_open, wants_cumulative, cumulative_days (NONE: of any age): per case.
    case, since: one row for each competency asked for; since is a day, NONE for one that is open.
    cumulative_*: one row for each rating on a cumulative assessment, in any order. cumulative_known: the day from which
    its case is ready by it, where that is another than its own, such as the day on which it was recorded.
    """

    may_stay_open: Ints
    wants_cumulative: Flags
    cumulative_days: Ints
    case: Ints
    since: Ints
    cumulative_case: Ints
    cumulative_competency: Ints
    cumulative_on: Ints
    cumulative_order: Ints
    cumulative_is_proficient: Flags
    cumulative_known: Ints | None = None


@dataclass(frozen=True, eq=False)
class ReadyColumns:
    """Per case: the day since which it is ready (NONE: not yet), how many are asked for, and how many are open."""

    since: Ints
    asked: Ints
    open: Ints


def readiness_many(cases: Cases, today: int) -> ReadyColumns:
    """`readiness` for every case."""
    count = len(cases.may_stay_open)
    asked = np.bincount(cases.case, minlength=count)
    is_open = cases.since == NONE
    still_open = np.bincount(cases.case[is_open], minlength=count)
    met = asked - still_open
    ready = (asked > 0) & (met > 0) & (still_open <= cases.may_stay_open)
    since = _day_met(cases, ~is_open, met, np.maximum(asked - cases.may_stay_open, 1), ready)
    assessed, is_shown = _cumulative(cases, today, count)
    ready &= ~cases.wants_cumulative | is_shown
    since = np.where(cases.wants_cumulative, np.maximum(since, assessed), since)
    return ReadyColumns(
        since=np.where(ready, since, NONE), asked=asked.astype(np.int64), open=still_open.astype(np.int64)
    )


def _day_met(cases: Cases, is_met: Flags, met: Ints, needed: Ints, ready: Flags) -> Ints:
    """The day on which the `needed`-th competency of each case became proficient."""
    order = np.lexsort((cases.since[is_met], cases.case[is_met]))
    days = cases.since[is_met][order]
    first = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(met)[:-1])) if len(met) else met
    found = np.full(len(met), NONE, dtype=np.int64)
    found[ready] = days[(first + needed - 1)[ready]]
    return found


def _cumulative(cases: Cases, today: int, count: int) -> tuple[Ints, Flags]:
    """The latest day of each case's standing cumulative ratings, and whether each of them is proficient."""
    case, competency = cases.cumulative_case, cases.cumulative_competency
    order = np.lexsort((cases.cumulative_order, cases.cumulative_on, competency, case))
    case, competency = case[order], competency[order]
    on, is_proficient = cases.cumulative_on[order], cases.cumulative_is_proficient[order]
    last = np.ones(len(case), dtype=bool)
    last[:-1] = (case[1:] != case[:-1]) | (competency[1:] != competency[:-1])
    days = cases.cumulative_days[case]
    counts = last & ((days == NONE) | (on >= today - days))
    latest = np.full(count, NONE, dtype=np.int64)
    known = on if cases.cumulative_known is None else cases.cumulative_known[order]
    np.maximum.at(latest, case[counts], known[counts])
    there = np.bincount(case[counts], minlength=count) > 0
    not_yet = np.bincount(case[counts & ~is_proficient], minlength=count) > 0
    return latest, there & ~not_yet
