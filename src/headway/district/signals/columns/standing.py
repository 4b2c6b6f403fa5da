"""Learners who are here, their own days of school, and in which domains they work: rows for the rules of signals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from types import SimpleNamespace

import numpy as np
from numpy.typing import NDArray

from headway.district.advancement.api import stages_of
from headway.district.continuum.api import ContinuumMap, DomainKind
from headway.district.evidence.api import first_observed, local_days
from headway.district.foundation.api import clock
from headway.district.people.api import LearnerHere, absences_between, learners_here, years_of_schools
from headway.district.placement.api import levels_of
from headway.district.proficiency.api import ProficientColumns, ShownColumns, shown_columns
from headway.district.signals.columns.pace_door import own_shares
from headway.district.signals.columns.school_days import SchoolDays, school_days
from headway.mastery.pacing import Calendar, date_of, day_number
from headway.mastery.pacing.signals import OwnTime

__all__ = ["Active", "Here", "active_domains", "people_here", "time_since"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
NEVER = -(2**60)


@dataclass(frozen=True, eq=False)
class Here:
    """Learners whose school is in session, a row each. ids: row ids, ascending. begins: since when this year counts."""

    on: int
    people: tuple[LearnerHere, ...]
    ids: Ints
    begins: Ints
    time: OwnTime
    days: SchoolDays
    away: Mapping[int, tuple[dt.date, ...]]

    def rows_of(self, learner: Ints) -> tuple[Ints, NDArray[np.bool_]]:
        """Per learner id her row, and whether she is here."""
        if not len(self.ids):
            return np.zeros(len(learner), dtype=np.int64), np.zeros(len(learner), dtype=bool)
        place = np.minimum(np.searchsorted(self.ids, learner), len(self.ids) - 1)
        return place, self.ids[place] == learner


def people_here(
    on: dt.date, learner_ids: Collection[int] | None = None, days: SchoolDays | None = None
) -> Here:
    """Everybody (or those among these ids) whose school year holds the date. Four queries; one less with the days of
    school of all their schools."""
    everybody = learners_here(on, learner_ids)
    days = days or school_days({(one.school_id, one.school_path) for one in everybody.values()}, on)
    people = tuple(one for one in everybody.values() if days.is_in_session(one.school_id))
    ids = np.array([one.id for one in people], dtype=np.int64)
    schools = list(dict.fromkeys(one.school_id for one in people))
    calendars = [
        Calendar.from_dates(days.days[one], first=days.years[one].starts_on, last=days.years[one].ends_on)
        for one in schools
    ]
    number = {school: place for place, school in enumerate(schools)}
    calendar = np.array([number[one.school_id] for one in people], dtype=np.int64)
    starts = {one: day_number(days.years[one].starts_on) for one in schools}
    begins = np.array(
        [
            max(starts[one.school_id], day_number(one.entered_on) if one.entered_on else NEVER)
            for one in people
        ],
        dtype=np.int64,
    )
    first = min((year.starts_on for year in days.years.values()), default=on)
    away = absences_between(ids.tolist(), first, on) if len(ids) else {}
    row_of = {one.id: place for place, one in enumerate(people)}
    shares = [one for one in own_shares(ids.tolist()) if one.learner_id in row_of] if len(ids) else []
    time = OwnTime(
        calendars,
        calendar,
        np.array([row_of[one.learner_id] for one in shares], dtype=np.int64),
        np.array([day_number(one.from_on) for one in shares], dtype=np.int64),
        np.array([day_number(one.to_on) if one.to_on else 2**40 for one in shares], dtype=np.int64),
        np.array([one.share for one in shares], dtype=np.float64),
        np.array([row_of[who] for who, dates in away.items() for _day in dates], dtype=np.int64),
        np.array([day_number(day) for dates in away.values() for day in dates], dtype=np.int64),
    )
    return Here(day_number(on), people, ids, begins, time, days, away)


def time_since(here: Here, since: Ints) -> OwnTime:
    """Own time that reaches back to the earliest of these days, over earlier years of the school where each is now. One
    query where one of them lies before this year, else none."""
    earliest = int(since.min(initial=here.on))
    if all(one.first_on <= earliest for one in here.time.calendars):
        return here.time
    schools = {one.school_id: SimpleNamespace(pk=one.school_id, path=one.school_path) for one in here.people}
    years = years_of_schools([one if pk else None for pk, one in schools.items()])
    first = date_of(earliest)
    calendars = []
    for school in schools:  # in the order of `here.time.calendars`
        known = [one for one in years[school] if first <= one.ends_on and one.starts_on <= date_of(here.on)]
        days = [day for one in known for day in one.school_days()]
        calendars.append(Calendar.from_dates(days, first=known[0].starts_on, last=known[-1].ends_on))
    return replace(here.time, calendars=calendars)


@dataclass(frozen=True, eq=False)
class Active:
    """Domains in which learners work this year: placed there, or with evidence. A row each.

    row: of the learner in `Here`. domain: place in `codes`. since: from which day on it has been active. shown: the day
    of the last evidence or decision there this year, or `since`. open_units: on the level on which she works, or on the
    next one that has any. waits: since when something of it waits for a decision; NEVER where nothing does. waiting: what
    waits there, by competency.
    """

    codes: tuple[str, ...]
    row: Ints
    domain: Ints
    since: Ints
    shown: Ints
    open_units: Floats
    waits: Ints
    last_observed: Ints
    waiting: Waiting


@dataclass(frozen=True, eq=False)
class Waiting:
    """One row per learner and competency with a decision that waits. row, domain: as in `Active`. day: of what was shown
    or decided last."""

    row: Ints
    competency: Ints
    domain: Ints
    day: Ints


def active_domains(
    here: Here,
    continuum: ContinuumMap,
    on: dt.date,
    proficient: ProficientColumns,
    learner_ids: Collection[int] | None = None,
) -> Active:
    """Six queries, about everybody or these ids.

    `last_observed` is per learner row: the day of the last evidence, about whatever; NEVER for none.
    """
    domains = [one for one in continuum.domains if one.kind == DomainKind.ACADEMIC]
    codes = tuple(one.code for one in domains)
    width, count = len(domains), len(here.people)
    place = _Places(continuum, {one.id: number for number, one in enumerate(domains)})
    shown = shown_columns(learner_ids, continuum)
    last_observed, last, waits, waiting = _last_shown(here, shown, place, width)
    since = np.full(count * width, 2**60, dtype=np.int64)
    stage = np.full(count * width, -1, dtype=np.int64)
    row_of = {one.id: number for number, one in enumerate(here.people)}
    domain_of = {code: number for number, code in enumerate(codes)}
    for learner, placed in levels_of(learner_ids).items():
        if learner in row_of:
            for (code, strand), one in placed.items():
                if not strand and code in domain_of:
                    cell = row_of[learner] * width + domain_of[code]
                    since[cell] = day_number(one.decided_on)
    for learner, levels in stages_of(learner_ids).items():
        if learner in row_of:
            for code, now in levels.items():
                if code in domain_of:
                    stage[row_of[learner] * width + domain_of[code]] = now.level
    first = min((year.starts_on for year in here.days.years.values()), default=on)
    who, what, at = first_observed(learner_ids, clock.start_of_day(first), clock.end_of_day(on))
    living, lives = continuum.living(what)
    row, there = here.rows_of(who)
    keep = lives & there
    domain = place.domain(living[keep])
    academic = domain >= 0
    cells = (row[keep] * width + np.maximum(domain, 0))[academic]
    np.minimum.at(since, cells, local_days(at[keep][academic]))
    active = np.flatnonzero(since < 2**60)
    row, domain = active // width if width else active, active % width if width else active
    begun = np.maximum(since[active], here.begins[row])
    return Active(
        codes=codes,
        row=row,
        domain=domain,
        since=begun,
        shown=np.maximum(last[active], begun),
        open_units=_open_units(here, proficient, place, width, stage)[active],
        waits=waits[active],
        last_observed=last_observed,
        waiting=waiting,
    )


class _Places:
    """Where each competency of the continuum lies: its domain's place (-1 for none), its weight, its level."""

    def __init__(self, continuum: ContinuumMap, domains: Mapping[int, int]) -> None:
        rows = [
            one
            for one in continuum.competencies
            if one.domain_id in domains and one.kind == DomainKind.ACADEMIC
        ]
        rows.sort(key=lambda one: one.id)
        self.ids = np.array([one.id for one in rows], dtype=np.int64)
        self.domains = np.array(
            [domains[one.domain_id] for one in rows if one.domain_id is not None], dtype=np.int64
        )
        self.weights = np.array([one.weight for one in rows], dtype=np.float64)
        self.levels = np.array([one.level if one.level is not None else 0 for one in rows], dtype=np.int64)

    def rows(self, competency: Ints) -> Ints:
        """Its row here, -1 where it is not academic."""
        if not len(self.ids):
            return np.full(len(competency), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.ids, competency), len(self.ids) - 1)
        return np.where(self.ids[at] == competency, at, -1)

    def domain(self, competency: Ints) -> Ints:
        at = self.rows(competency)
        return np.where(at >= 0, self.domains[at] if len(self.ids) else -1, -1)


def _last_shown(
    here: Here, shown: ShownColumns, place: _Places, width: int
) -> tuple[Ints, Ints, Ints, Waiting]:
    """Per learner the day of the last evidence, whatever it was about; per learner and domain of the last evidence or
    decision; since when a decision has waited there (the earliest of them); and what waits."""
    row, there = here.rows_of(shown.learner)
    row, day, waiting = row[there], shown.day[there], shown.waits[there]
    anything = np.full(len(here.people), NEVER, dtype=np.int64)
    np.maximum.at(anything, row, shown.observed[there])
    domain = place.domain(shown.competency[there])
    cells = row * width + np.maximum(domain, 0)
    last = np.full(len(here.people) * width, NEVER, dtype=np.int64)
    waits = np.full(len(here.people) * width, 2**60, dtype=np.int64)
    np.maximum.at(last, cells[domain >= 0], day[domain >= 0])
    wanted = (domain >= 0) & waiting
    np.minimum.at(waits, cells[wanted], day[wanted])
    listed = Waiting(row[wanted], shown.competency[there][wanted], domain[wanted], day[wanted])
    return anything, last, np.where(waits < 2**60, waits, NEVER), listed


def _open_units(here: Here, known: ProficientColumns, place: _Places, width: int, stage: Ints) -> Floats:
    """Per learner and domain what is open on her level, or on the next level of the line that has anything open."""
    if not len(place.ids):
        return np.zeros(len(here.people) * width)
    lowest = int(place.levels.min())
    levels = int(place.levels.max()) - lowest + 1
    cells = len(here.people) * width
    whole = np.bincount(
        place.domains * levels + place.levels - lowest, weights=place.weights, minlength=width * levels
    )
    row, there = here.rows_of(known.learner)
    at = place.rows(known.competency)
    keep = there & (at >= 0)
    cell = (row[keep] * width + place.domains[at[keep]]) * levels + place.levels[at[keep]] - lowest
    gained = np.bincount(cell, weights=place.weights[at[keep]], minlength=cells * levels)
    still_open = (np.tile(whole, len(here.people)) - gained).reshape(cells, levels)
    from_level = np.maximum(np.where(stage >= 0, stage - lowest, 0), 0)
    reachable = np.arange(levels)[None, :] >= from_level[:, None]
    has_open = (still_open > 1e-9) & reachable
    chosen = np.argmax(has_open, axis=1)
    return np.where(has_open.any(axis=1), still_open[np.arange(cells), chosen], 0.0)
