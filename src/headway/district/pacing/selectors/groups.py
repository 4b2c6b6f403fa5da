"""Pace and growth of groups, schools, cohorts and the district: one definition, with sums over the learners in it.

For whole schools at once, in columns; a test holds it to `pace_of`, learner by learner. A group is as large as the learners
in it who had days in the time that is looked at. Fewer of them than may be shown are left out, with a second group where
one alone could be worked out from the others; counts by pace are held back as one table with its totals.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from headway.district.continuum.api import DomainInfo
from headway.district.foundation.api import NotFound, clock, remembered_in_request
from headway.district.pacing.columns import academic_domains, academic_ids, competencies_of, expectation_on
from headway.district.pacing.own_time import OwnTime
from headway.district.pacing.policies import LEADING, check_reports, learners_measured
from headway.district.pacing.selectors.levels import working_levels
from headway.district.pacing.selectors.paces import Question
from headway.district.pacing.types import GroupPaceInfo, Window
from headway.district.pacing.words import said
from headway.district.people.api import Viewer, organisation_scope, visible_learners
from headway.district.proficiency.api import SMALLEST_SHOWN, decisions_in_columns, suppress, suppress_table
from headway.mastery.facts import Determinations
from headway.mastery.pacing import Part, Windows, day_number, gained_rows, group_pace, together

__all__ = ["GroupTable", "LevelRow", "cohort_of", "pace_by", "pace_of_group", "trend_by"]

SPANS, WEEKS_OF_A_SPAN = 4, 6
JULY = 7


@dataclass(frozen=True, slots=True)
class LevelRow:
    """Level beside pace: how many learners work at this level of the continuum, by their pace; None: not shown."""

    level: int | None
    counts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class GroupTable:
    """One domain: groups in the order of their names, what is shown of them together, and levels beside paces.

    bands: how the counts are split: "no_days", "below", "at" where the district expects a rate; "no_days", "paced" where
    it expects none.
    """

    domain: DomainInfo
    groups: tuple[GroupPaceInfo, ...]
    shown_together: GroupPaceInfo | None
    levels: tuple[LevelRow, ...]
    bands: tuple[str, ...]


def pace_of_group(
    viewer: Viewer,
    learners: Collection[Any],
    name: str = "",
    on: dt.date | None = None,
    window: Window | None = None,
    smallest: int = 1,
) -> tuple[GroupPaceInfo, ...]:
    """The pace of these learners together, in each academic domain: a section, a home group, any group of one's own.

    The definition with which schools, cohorts and trends reconcile (`pace_by`, `trend_by`): units and own days summed over
    the learners, so that a group of one is that learner's `pace_of` (R068). smallest: where fewer are to be hidden; who
    teaches them may see one by one anyway. Raises NotFound when one of them is not the viewer's to see as staff.
    """
    ids = {learner.pk for learner in learners}
    if learners_measured(viewer).filter(pk__in=ids).count() < len(ids):
        raise NotFound(_("There is no such page, or it is not open to you."))
    found = _measured(learners, on or clock.today(), window or Window.year())
    if found is None:
        return ()
    rows = np.arange(len(found.learners))
    return tuple(
        _info(name, found, column, rows, hidden=found.with_days(column, rows) < smallest)
        for column in range(len(found.domains))
    )


def pace_by(
    viewer: Viewer,
    by: str = "school",
    on: dt.date | None = None,
    window: Window | None = None,
) -> tuple[GroupTable, ...]:
    """For leaders: pace by school or by cohort, domain by domain, with small groups left out.

    by: "school" or "cohort" (the school year in which learners came to the district). Raises NotFound for others.
    """
    on = on or clock.today()
    learners = _of_leader(viewer, on)
    known = _known_now(learners) if on >= clock.today() else None
    found = _measured(learners, on, window or Window.year(), known=known)
    if found is None:
        return ()
    groups = _groups(found.learners, by)
    return tuple(_table(found, column, groups) for column in range(len(found.domains)))


def trend_by(
    viewer: Viewer, domain_id: int, by: str = "school", on: dt.date | None = None
) -> tuple[tuple[tuple[dt.date, dt.date], ...], tuple[tuple[str, tuple[float | None, ...]], ...]]:
    """For leaders: how did pace in a domain move over the last four spans of six weeks, group by group?

    (spans as first and last day, (name of the group, its pace in each span)), in learning units a year; None: not shown,
    or no days. by: as in `pace_by`, and raises as it does.
    """
    on = on or clock.today()
    learners = _of_leader(viewer, on)
    known = _known_now(learners)
    ends = [on - dt.timedelta(weeks=WEEKS_OF_A_SPAN * back) for back in reversed(range(SPANS))]
    spans = tuple((end - dt.timedelta(weeks=WEEKS_OF_A_SPAN, days=-1), end) for end in ends)
    paces: dict[str, list[float | None]] = {}
    for first, last in spans:
        found = _measured(learners, last, Window.since(first), known=known)
        if found is None:
            return spans, ()
        column = next((n for n, one in enumerate(found.domains) if one.id == domain_id), None)
        if column is None:
            return spans, ()
        for name, pace in _paces(found, column, _groups(found.learners, by)).items():
            paces.setdefault(name, []).append(pace)
    return spans, tuple((name, tuple(listed)) for name, listed in sorted(paces.items()))


def cohort_of(learner: Any) -> str:
    """The school year in which she came to the district; years begin in July."""
    if learner.entered_on is None:
        return "–"
    first = learner.entered_on.year - (learner.entered_on.month < JULY)
    return f"{first}–{first + 1}"


@remembered_in_request
def _of_leader(viewer: Viewer, on: dt.date) -> tuple[Any, ...]:
    check_reports(viewer)
    here = Q(left_on__isnull=True) | Q(left_on__gte=on)
    schools = organisation_scope(viewer, *LEADING).values("pk")
    return tuple(visible_learners(viewer).filter(here, school__in=schools).order_by("pk"))


@dataclass(frozen=True, eq=False)
class _Known:
    """What is known now of these learners, whatever span is looked at: their own time, and what was decided."""

    time: OwnTime
    decisions: Determinations

    def time_with(self, days_per_year: int) -> OwnTime:
        """A year's days are the policy's of the span, and repeated weeks follow from them."""
        if days_per_year == self.time.days_per_year:
            return self.time
        return replace(self.time, days_per_year=days_per_year, schools=dict(self.time.schools), known={})


@remembered_in_request
def _known_now(learners: tuple[Any, ...]) -> _Known:
    days_per_year = expectation_on(clock.today()).days_per_year
    return _Known(OwnTime.of(learners, days_per_year), decisions_in_columns([one.pk for one in learners]))


def _groups(learners: Sequence[Any], by: str) -> dict[str, NDArray[np.int64]]:
    named: Callable[[Any], str] = (
        cohort_of if by == "cohort" else lambda one: one.school.name if one.school else "–"
    )
    rows: dict[str, list[int]] = {}
    for row, learner in enumerate(learners):
        rows.setdefault(named(learner), []).append(row)
    return {name: np.array(rows[name], dtype=np.int64) for name in sorted(rows)}


@dataclass(frozen=True, eq=False)
class _Measured:
    """units, days: learners × domains, days weighted with shares. level: of the continuum, −1 where nothing is decided.

    decisions: those about academic competencies, as they were known at as_of (None: today).
    """

    question: Question
    learners: list[Any]
    domains: tuple[DomainInfo, ...]
    units: NDArray[np.float64]
    days: NDArray[np.float64]
    decisions: Determinations
    as_of: dt.datetime | None

    @cached_property
    def level(self) -> NDArray[np.int64]:
        ids = [one.pk for one in self.learners]
        return working_levels(ids, self.domains, self.question.continuum, self.decisions, self.as_of)

    def with_days(self, column: int, rows: NDArray[np.int64]) -> int:
        """How many of these learners had days there: the size of the group whose pace it is."""
        return int((self.days[rows, column] > 0).sum())


def _measured(
    learners: Collection[Any], on: dt.date, window: Window, *, known: _Known | None = None
) -> _Measured | None:
    """known: what is known now, so also what was recorded after that day about the time before; for comparing spans of time."""
    listed = list(learners)
    if not listed:
        return None
    as_of = clock.end_of_day(on) if on < clock.today() and known is None else None
    time = known.time_with(expectation_on(on).days_per_year) if known else None
    question = Question.of(listed, on, as_of, window, time)
    if question is None:
        return None
    decisions = known.decisions if known else decisions_in_columns([one.pk for one in listed], as_of)
    domains = academic_domains(question.continuum)
    times = [question.window_of(one) for one in listed]
    here = {row: time for row, time in enumerate(times) if time is not None}
    units = np.zeros((len(listed), len(domains)))
    days = np.zeros((len(listed), len(domains)))
    counted: dict[Any, float] = {}
    for row, (first, last) in here.items():
        learner = listed[row]
        shared = learner.pk in question.time.shares or learner.pk in question.time.stretches
        for column, domain in enumerate(domains):
            key = (learner.pk, column, first, last) if shared else (learner.school_id, first, last)
            if key not in counted:
                counted[key] = question.time.own_days(learner.pk, first, last, domain.code)
            days[row, column] = counted[key]
    academic = np.array(academic_ids(question.continuum), dtype=np.int64)
    decisions = decisions.take(np.isin(decisions.competency, academic))
    windows = Windows(
        np.array([listed[row].pk for row in here], dtype=np.int64),
        np.array([day_number(first) for first, _last in here.values()], dtype=np.int64),
        np.array([day_number(last) for _first, last in here.values()], dtype=np.int64),
        np.zeros(len(here), dtype=np.int64),
    )
    gains = gained_rows(
        decisions,
        competencies_of(question.continuum, academic.tolist()),
        question.scale.scale,
        windows,
        [one.id for one in domains],
        partly=question.expectation.partly,
    )
    if here:
        rows = np.array(list(here), dtype=np.int64)[gains.window]
        np.add.at(units, (rows, gains.column), gains.units)
    return _Measured(question, listed, domains, units, days, decisions, as_of)


def _parts(found: _Measured, column: int, rows: NDArray[np.int64]) -> list[Part]:
    return [
        Part(
            float(found.units[row, column]),
            float(found.days[row, column]),
            int(found.level[row, column]) if found.level[row, column] >= 0 else None,
        )
        for row in rows.tolist()
    ]


def _info(
    name: str, found: _Measured, column: int, rows: NDArray[np.int64], *, hidden: bool
) -> GroupPaceInfo:
    domain = found.domains[column]
    expected = found.question.expectation.expected(domain.code)
    edges = (expected,) if expected else ()
    measured = group_pace(_parts(found, column, rows), found.question.expectation.days_per_year, edges)
    if hidden:
        return GroupPaceInfo(name, None, domain, None, (None,) * len(measured.counts), expected)
    return GroupPaceInfo(
        name,
        measured.learners,
        domain,
        measured,
        measured.counts,
        expected,
        said(measured.reasons),
    )


def _paces(found: _Measured, column: int, groups: Mapping[str, NDArray[np.int64]]) -> dict[str, float | None]:
    """The pace of each group that may be shown, as in its table, and nothing beside it."""
    sizes = suppress([found.with_days(column, rows) for rows in groups.values()])
    days_per_year = found.question.expectation.days_per_year
    told: dict[str, float | None] = {}
    for (name, rows), size in zip(groups.items(), sizes, strict=True):
        parts = zip(found.units[rows, column].tolist(), found.days[rows, column].tolist(), strict=True)
        whole = group_pace([Part(*one) for one in parts], days_per_year)
        told[name] = whole.units_per_year if size is not None else None
    return told


def _table(found: _Measured, column: int, groups: Mapping[str, NDArray[np.int64]]) -> GroupTable:
    sizes = suppress([found.with_days(column, rows) for rows in groups.values()])
    infos = [
        _info(name, found, column, rows, hidden=size is None)
        for (name, rows), size in zip(groups.items(), sizes, strict=True)
    ]
    shown = [one.measured for one in infos if one.measured is not None]
    counts = iter(_held_back([one.counts for one in shown]))
    infos = [replace(one, counts=next(counts)) if one.measured is not None else one for one in infos]
    everybody = None
    if len(shown) > 1:
        whole = together(shown)
        everybody = GroupPaceInfo(
            "",
            whole.learners,
            infos[0].domain,
            whole,
            next(counts),
            infos[0].expected,
            said(whole.reasons),
        )
    edges = bool(infos and infos[0].expected)
    rows_shown = [rows for rows, size in zip(groups.values(), sizes, strict=True) if size is not None]
    return GroupTable(
        found.domains[column],
        tuple(infos),
        everybody,
        _level_rows(found, column, np.sort(np.concatenate(rows_shown)) if rows_shown else None),
        ("no_days", "below", "at") if edges else ("no_days", "paced"),
    )


def _held_back(counts: Sequence[tuple[int, ...]]) -> list[tuple[int | None, ...]]:
    """The counts by pace of rows that make up a whole, and of the whole, as far as they may be shown side by side."""
    if not counts:
        return []
    paced = [one[1:] for one in counts]
    table = suppress_table(
        paced, paced, [sum(one) for one in paced], [sum(band) for band in zip(*paced, strict=True)]
    )
    without = [one[0] for one in counts]
    whole = sum(without)
    first = (*suppress(without), whole if whole >= SMALLEST_SHOWN else None)
    return [(one, *row.parts) for one, row in zip(first, (*table.rows, table.together), strict=True)]


def _level_rows(found: _Measured, column: int, rows: NDArray[np.int64] | None) -> tuple[LevelRow, ...]:
    """Levels of the learners in the groups that are shown, each with its counts by pace: the totals are the groups'."""
    if rows is None:
        return ()
    expected = found.question.expectation.expected(found.domains[column].code)
    edges = (expected,) if expected else ()
    measured = group_pace(_parts(found, column, rows), found.question.expectation.days_per_year, edges)
    counts = _held_back([counted for _level, counted in measured.by_level])
    return tuple(
        LevelRow(level, shown) for (level, _counted), shown in zip(measured.by_level, counts, strict=False)
    )
