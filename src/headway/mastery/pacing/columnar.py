"""Pace for many learners and domains at once. `reference.py` says what it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Competencies, Determinations, Kind, Refused
from headway.mastery.facts.tables import Ints, Table, refuse_repeated
from headway.mastery.pacing.calendar import Calendar
from headway.mastery.pacing.measures.partly import NOTHING_PARTLY, Partly
from headway.mastery.pacing.measures.shares import Share, own_days_many
from headway.mastery.scales import Scale


@dataclass(frozen=True, eq=False)
class Windows(Table):
    """For each learner the days from from_on to on, both included, and the absence in them, in days.

    Learners who joined during the year have windows of their own, so nobody's time is counted before they came.
    """

    learner: Ints
    from_on: Ints
    on: Ints
    absent_days: Ints

    TABLE: ClassVar[str] = "windows"
    COLUMNS: ClassVar[tuple[str, ...]] = ("learner", "from_on", "on", "absent_days")

    def _check(self) -> None:
        refuse_repeated("windows", "learner", self.learner, "give each learner one window at a time.")

    @classmethod
    def same_for(cls, learners: Sequence[int], from_on: int, on: int) -> Windows:
        """One window for all of these learners, without any absence in it."""
        learner = np.asarray(learners, dtype=np.int64)
        return cls(learner, np.full_like(learner, from_on), np.full_like(learner, on), np.zeros_like(learner))


@dataclass(frozen=True, eq=False)
class PaceColumns:
    """Rows are the learners of the windows, in that order; columns are the domains.

    units, own_days, units_per_year: learners × domains; units_per_year is NaN (none) for a learner without own
    instructional days. in_progress, taken_back: learners × domains, numbers of competencies. days, absent_days: per
    learner.
    """

    learner: Ints
    domain: Ints
    days: Ints
    absent_days: Ints
    days_per_year: int
    units: NDArray[np.float64]
    own_days: NDArray[np.float64]
    units_per_year: NDArray[np.float64]
    in_progress: NDArray[np.int64]
    taken_back: NDArray[np.int64]


def pace_many(
    determinations: Determinations,
    competencies: Competencies,
    scale: Scale,
    calendar: Calendar,
    windows: Windows,
    *,
    domains: Sequence[int],
    days_per_year: int,
    partly: Partly = NOTHING_PARTLY,
    shares: Mapping[int, Sequence[Share]] | None = None,
    taken: Ints | None = None,
) -> PaceColumns:
    """`reference.pace_of` for every learner with a window in every domain named. Learners without a window are left out.

    shares: by learner, for those who are here for a part of the time; those for one domain name it by its number.
    taken: numbers of determinations that came with placement or transfer. Refused: a year without days, a level that the
    scale does not have, windows beyond the calendar, more absence than days.
    """
    if isinstance(days_per_year, bool) or days_per_year < 1:
        raise Refused("days", f"The instructional days in a year are {days_per_year}; give 1 or more.")
    scale.are_proficient(determinations.level)  # refuses what is not a level
    days = calendar.days_in_windows(windows.from_on, windows.on)
    _check_absence(windows, days)
    domain = np.asarray(domains, dtype=np.int64)
    shape = (len(windows), len(domain))

    own = own_days_many(
        calendar, windows.learner, windows.from_on, windows.on, dict(shares or {}), domain.tolist()
    )

    counted, window, column, weight = _counted(determinations, competencies, windows, domain)
    history = _Histories(counted, scale, windows.from_on[window], windows.on[window], taken)
    cell = (window * len(domain) + column)[history.first]

    def total(values: NDArray[np.float64]) -> NDArray[np.float64]:
        sums = np.bincount(cell, weights=values, minlength=shape[0] * shape[1])
        return np.asarray(sums.reshape(shape), dtype=np.float64)

    units = np.zeros(shape)
    for level, share in partly.steps(scale):
        units += total(share * weight[history.first] * history.gained_at(level))
    with np.errstate(divide="ignore", invalid="ignore"):
        per_year = units * days_per_year / own
    return PaceColumns(
        learner=windows.learner,
        domain=domain,
        days=days,
        absent_days=windows.absent_days,
        days_per_year=days_per_year,
        units=units,
        own_days=own,
        units_per_year=np.where(own > 0, per_year, np.nan),
        in_progress=total(history.in_progress.astype(np.float64)).astype(np.int64),
        taken_back=total(history.taken_back.astype(np.float64)).astype(np.int64),
    )


@dataclass(frozen=True, eq=False)
class GainedRows:
    """One row per step gained in a window: the window's row, the domain's column, the competency's number, the day
    (since 1970-01-01) and the learning units that it counts."""

    window: Ints
    column: Ints
    competency: Ints
    on: Ints
    units: NDArray[np.float64]


def gained_rows(
    determinations: Determinations,
    competencies: Competencies,
    scale: Scale,
    windows: Windows,
    domains: Sequence[int] | Ints,
    *,
    taken: Ints | None = None,
    partly: Partly = NOTHING_PARTLY,
) -> GainedRows:
    """What are the units of `pace_many` made of, step by step: for growth, for forecasts, for lists?

    domains: their numbers, in the order of the columns. taken: numbers of determinations that came with placement or
    transfer. A competency that partly counts has a row for each step.
    """
    domain = np.asarray(domains, dtype=np.int64)
    counted, window, column, weight = _counted(determinations, competencies, windows, domain)
    history = _Histories(counted, scale, windows.from_on[window], windows.on[window], taken)
    found = []
    for level, share in partly.steps(scale):
        kept = history.gained_at(level)
        at = history.first[kept]
        days = counted.decided_on[history.began_at(level)[kept]]
        found.append((window[at], column[at], counted.competency[at], days, share * weight[at]))
    return GainedRows(*(np.concatenate(columns) for columns in zip(*found, strict=True)))


class _Histories:
    """What became of each learner's competency, one entry per group of ordered, standing determinations."""

    def __init__(
        self, rows: Determinations, scale: Scale, from_on: Ints, on: Ints, taken: Ints | None = None
    ) -> None:
        begins = np.ones(len(rows), dtype=bool)
        begins[1:] = (rows.learner[1:] != rows.learner[:-1]) | (rows.competency[1:] != rows.competency[:-1])
        self.rows = rows
        self.first = np.flatnonzero(begins)
        empty = len(self.first) == 0
        self.last = np.append(self.first[1:], len(rows)) - 1 if not empty else self.first
        self.in_window = (from_on <= rows.decided_on) & (rows.decided_on <= on)
        nobody = np.zeros(len(rows), dtype=bool)
        self.came_with = nobody if taken is None else np.isin(rows.determination_id, taken)
        if empty:
            self.in_progress = self.taken_back = np.zeros(0, dtype=bool)
            return
        reached = scale.are_proficient(rows.level)
        proficient = reached[self.last]
        ever_in_window = np.logical_or.reduceat(reached & self.in_window, self.first)
        self.taken_back = ~proficient & ever_in_window
        self.in_progress = ~proficient & ~ever_in_window & self.in_window[self.last]

    def began_at(self, level: int) -> Ints:
        """The row that began the present run at or above the level; meaningless where there is none now."""
        if len(self.first) == 0:
            return self.first
        # The present run begins after the last determination below the level, or with the first of all.
        below = np.where(self.rows.level >= level, -1, np.arange(len(self.rows)))
        run = np.maximum(np.maximum.reduceat(below, self.first) + 1, self.first)
        return np.minimum(run, self.last)

    def gained_at(self, level: int) -> NDArray[np.bool_]:
        """Whether the present run at or above the level began in the window, and not with what was known on arrival."""
        began = self.began_at(level)
        return (self.rows.level[self.last] >= level) & self.in_window[began] & ~self.came_with[began]


def _counted(
    determinations: Determinations, competencies: Competencies, windows: Windows, domain: Ints
) -> tuple[Determinations, Ints, Ints, NDArray[np.float64]]:
    """The ordered, standing, academic determinations in the windows' learners and the domains.

    With them, per row: the learner's row among the windows, the domain's column, the competency's weight.
    """
    ordered, _ = determinations.standing().grouped()
    row = competencies.rows_of(ordered.competency)
    window, has_window = _find(windows.learner, ordered.learner)
    column, has_domain = _find(domain, competencies.domain[row])
    keep = has_window & has_domain & (competencies.kind[row] == Kind.ACADEMIC)
    return ordered.take(keep), window[keep], column[keep], competencies.weight[row[keep]]


def _find(among: Ints, wanted: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Per wanted value its place in `among`, and whether it is there (the place is meaningless if not)."""
    if len(among) == 0:
        return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=bool)
    order = np.argsort(among, kind="stable")
    place = np.minimum(np.searchsorted(among[order], wanted), len(among) - 1)
    return order[place], among[order][place] == wanted


def _check_absence(windows: Windows, days: Ints) -> None:
    wrong = (windows.absent_days < 0) | (windows.absent_days > days)
    if wrong.any():
        row = int(np.argmax(wrong))
        raise Refused(
            "absence",
            f"Window {row + 1} has {windows.absent_days[row]} days of absence in {days[row]} instructional days; "
            "count absence on instructional days only.",
            row=row + 1,
        )
