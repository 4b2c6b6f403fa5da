"""Level and pace of a group: two readings beside one another for each learner, and her plan. Nobody is put in an order.

Names stand in the order of the alphabet. A filter looks at plans; none looks at a level alone, so that somebody who
works on an early level and moves well is never among those whose plan needs an adult.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.agreements import api as agreements
from headway.district.agreements.types import Side
from headway.district.continuum.api import ContinuumMap, DomainInfo
from headway.district.foundation.api import clock
from headway.district.pacing.api import DomainPace, own_time_of, pace_of_many, required, working_levels
from headway.district.people.api import Viewer
from headway.district.placement.api import levels_of
from headway.district.portals.presenting.agreements.words import side_words
from headway.district.portals.presenting.pace_views.lines import Frame, YearLine, year_line
from headway.district.portals.presenting.paces import number_words
from headway.district.portals.presenting.voices import listed
from headway.district.proficiency.api import decisions_in_columns, proficient_columns
from headway.mastery.facts import Determinations
from headway.mastery.pacing import AgreedWay, LevelAndPace, Reading, Standing, date_of, early_until

__all__ = ["FILTERS", "GroupYear", "PersonPace", "plans_in_words", "plans_of_many", "read_group"]

ADJUSTING, NO_AGREEMENT, EARLY_AND_WELL = "adjusting", "none", "early"
FILTERS = (ADJUSTING, NO_AGREEMENT, EARLY_AND_WELL)
# Plans that reach further than this after the year end beyond the edge of a small picture.
ROOM_AFTER = dt.timedelta(days=120)


@dataclass(frozen=True, slots=True)
class PersonPace:
    """One learner. level, pace, plan: the three readings in words; line: None without an agreement.

    is_early, moves_well: of `LevelAndPace`.
    """

    learner: Any
    name: str
    level: str
    pace: str
    plan: str
    line: YearLine | None
    words: str
    next_step: str
    standings: tuple[Standing, ...]
    has_agreement: bool
    is_active: bool
    is_early: bool
    moves_well: bool

    def is_in(self, wanted: str) -> bool:
        if wanted == ADJUSTING:
            return Standing.NEEDS_ADJUSTING in self.standings
        if wanted == NO_AGREEMENT:
            return self.is_active and not self.has_agreement
        if wanted == EARLY_AND_WELL:
            return self.is_early and self.moves_well
        return True


@dataclass(frozen=True, slots=True)
class GroupYear:
    """counts: how many are in each filter, by its name."""

    people: tuple[PersonPace, ...]
    counts: Mapping[str, int]
    levels: int
    early_until: int | None

    def shown(self, wanted: str) -> tuple[PersonPace, ...]:
        return tuple(one for one in self.people if one.is_in(wanted))


def read_group(
    viewer: Viewer, learners: Sequence[Any], domain: DomainInfo, continuum: ContinuumMap
) -> GroupYear:
    """For learners whom the viewer may see as staff. As many queries for forty as for one."""
    if not learners:
        return GroupYear((), dict.fromkeys(FILTERS, 0), 0, None)
    today = clock.today()
    # Read once, for everything below.
    ids = [one.pk for one in learners]
    proficient = proficient_columns(sorted(ids), continuum)
    columns = agreements.agreements_in_force(ids, proficient=proficient)
    time, decisions = own_time_of(learners), decisions_in_columns(ids)
    rows: dict[int, list[int]] = defaultdict(list)
    for row, learner_id in enumerate(columns.learner.tolist()):
        if columns.domain[row] == domain.code:
            rows[learner_id].append(row)
    readings = _Readings.of(columns, time, continuum, today, decisions)
    notes = _notes(columns, continuum)
    paces = {
        key: next((one for one in found if one.domain.id == domain.id), None)
        for key, found in pace_of_many(viewer, learners, time=time, decisions=decisions).items()
    }
    placed = levels_of(ids)
    missing = agreements.domains_without_agreement(
        learners, in_force=columns, proficient=proficient, time=time, placed=placed
    )
    works_at = working_levels(ids, (domain,), continuum, decisions, placed=placed)[:, 0].tolist()
    level_of = {key: level for key, level in zip(ids, works_at, strict=True) if level >= 0}
    asked = required(continuum, domain_code=domain.code)
    levels = {one.level for one in asked if one.level is not None}
    until = early_until(levels)
    frame = _frame(learners, time, columns, [row for found in rows.values() for row in found], today)
    people = []
    for one in sorted(learners, key=lambda each: (each.person.name.casefold(), each.pk)):
        plans = [readings.plan(row, notes.get(one.pk, ())) for row in rows.get(one.pk, ())]
        active = any(each.domain_code == domain.code for each in missing.get(one.pk, ()))
        level = level_of.get(one.pk)
        waits = columns.around.waits_for.get((one.pk, domain.code), ())
        people.append(_person(one, plans, paces.get(one.pk), level, until, active, frame, today, waits))
    counts = {name: sum(one.is_in(name) for one in people) for name in FILTERS}
    return GroupYear(tuple(people), counts, len(levels), until)


def plans_of_many(
    learners: Sequence[Any], continuum: ContinuumMap
) -> tuple[dict[int, list[_Plan]], dict[int, tuple[agreements.NotNegotiated, ...]]]:
    """By learner her agreements in force, each with its reading of today, and her domains without one."""
    ids = [one.pk for one in learners]
    proficient = proficient_columns(sorted(ids), continuum)
    columns = agreements.agreements_in_force(ids, proficient=proficient)
    time = own_time_of(learners)
    readings = _Readings.of(columns, time, continuum, clock.today())
    notes = _notes(columns, continuum)
    found: dict[int, list[_Plan]] = defaultdict(list)
    for row, one in enumerate(columns.learner.tolist()):
        found[one].append(readings.plan(row, notes.get(one, ())))
    missing = agreements.domains_without_agreement(
        learners, in_force=columns, proficient=proficient, time=time
    )
    return found, missing


def _notes(
    columns: agreements.AgreementColumns, continuum: ContinuumMap
) -> Mapping[int, Sequence[agreements.NotedInfo]]:
    """What adults noted instead of a reading; nothing is asked where nobody did."""
    noted = {learner for learner, has in zip(columns.learner.tolist(), columns.has_note, strict=True) if has}
    return agreements.notes_of(noted, continuum) if noted else {}


def plans_in_words(learners: Sequence[Any], continuum: ContinuumMap) -> list[str]:
    """How the plans of these learners stand, in a sentence or two: for the first page of who works with them."""
    plans, missing = plans_of_many(learners, continuum)
    adjusting = {
        learner
        for learner, of in plans.items()
        if any(one.reading and one.reading.standing == Standing.NEEDS_ADJUSTING for one in of)
    }
    sentences = []
    if adjusting:
        sentences.append(
            ngettext(
                "%(num)s learner has a plan to adjust together.",
                "%(num)s learners have a plan to adjust together.",
                len(adjusting),
            )
            % {"num": len(adjusting)}
        )
    elif plans:
        sentences.append(_("Every plan is on its line."))
    if missing:
        sentences.append(
            ngettext(
                "Not yet agreed: a domain of %(num)s learner.",
                "Not yet agreed: a domain of %(num)s learners.",
                len(missing),
            )
            % {"num": len(missing)}
        )
    return sentences


@dataclass(frozen=True, slots=True)
class _Plan:
    way: AgreedWay
    gains: tuple[tuple[dt.date, float], ...]
    total: float
    done_count: int
    count: int
    reading: Reading | None
    still_open: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class _Readings:
    """Agreements in force with their readings, and what the small picture of each needs besides."""

    columns: agreements.AgreementColumns
    read: agreements.PlanReadings
    time: Any
    continuum: ContinuumMap
    today: dt.date
    met: Mapping[int, Sequence[tuple[dt.date, int]]]
    still_open: Mapping[int, Sequence[int]]

    @classmethod
    def of(
        cls,
        columns: agreements.AgreementColumns,
        time: Any,
        continuum: ContinuumMap,
        today: dt.date,
        decisions: Determinations | None = None,
    ) -> _Readings:
        met: dict[int, list[tuple[dt.date, int]]] = defaultdict(list)
        for row, competency, day in zip(
            columns.met_row.tolist(), columns.met_competency.tolist(), columns.met_day.tolist(), strict=True
        ):
            if day >= columns.counts_from[row]:
                met[row].append((date_of(day), competency))
        still_open: dict[int, list[int]] = defaultdict(list)
        for row, competency in zip(columns.open_row.tolist(), columns.open_competency.tolist(), strict=True):
            still_open[row].append(competency)
        read = agreements.read_plans(columns, time, continuum, today, decisions)
        return cls(columns, read, time, continuum, today, met, still_open)

    def plan(self, row: int, notes: Sequence[agreements.NotedInfo] = ()) -> _Plan:
        """The same reading as on the learner's own page, with the note of an adult beside it."""
        columns, met, still_open = self.columns, self.met.get(row, ()), self.still_open.get(row, ())
        from_on, by_on = date_of(int(columns.from_on[row])), date_of(int(columns.by_on[row]))
        line = self.time.as_signed(
            int(columns.learner[row]),
            from_on,
            by_on,
            columns.domain[row] or None,
            date_of(int(columns.agreed_on[row])),
        )
        way = AgreedWay.of(from_on, by_on, self.read.shapes[row], float(columns.buffer_days[row]), line)
        gains = sorted((on, float(self.continuum.by_id[one].weight)) for on, one in met if on <= self.today)
        return _Plan(
            way,
            tuple(gains),
            float(self.read.total[row]),
            len(gains),
            len(met) + len(still_open),
            agreements.with_note(self.read.reading(row), notes, int(columns.target[row])),
            tuple(still_open),
        )


def _frame(learners: Any, time: Any, columns: Any, rows: Collection[int], today: dt.date) -> Frame:
    """One time for all small pictures, so that places can be compared with the calendar."""
    years = [time.year(one.pk, today) for one in learners if time.has_time(one.pk)]
    begins = min((one.starts_on for one in years if one), default=today)
    ends = max((one.ends_on for one in years if one), default=today)
    last = max((date_of(int(columns.by_on[row])) for row in rows), default=ends)
    first = min((date_of(int(columns.from_on[row])) for row in rows), default=begins)
    return Frame(max(min(begins, first), begins - ROOM_AFTER), max(ends, today, min(last, ends + ROOM_AFTER)))


def _person(
    learner: Any,
    plans: Sequence[_Plan],
    pace: DomainPace | None,
    level: int | None,
    until: int | None,
    active: bool,
    frame: Frame,
    today: dt.date,
    waits: Collection[str],
) -> PersonPace:
    standings = tuple(one.reading.standing for one in plans if one.reading is not None)
    # The picture is of the plan that an adult may help with first, else of the one that is due first.
    first = min(
        plans,
        key=lambda one: (
            one.reading is None or one.reading.standing != Standing.NEEDS_ADJUSTING,
            one.way.by_on,
        ),
        default=None,
    )
    line = year_line(frame, today, first.gains, first.total, way=first.way, small=True) if first else None
    plan_words = _plan_words(plans, active, waits)
    both = (
        LevelAndPace(level, pace.units, pace.units_per_year, pace.expected)
        if pace
        else LevelAndPace(level, 0.0, None, None)
    )
    return PersonPace(
        learner=learner,
        name=learner.person.name,
        level=_("Works at level %(level)s") % {"level": level}
        if level is not None
        else _("Nothing decided here yet"),
        pace=_pace_words(pace),
        plan=plan_words,
        line=line,
        words=_line_words(first, plan_words, today) if first else "",
        next_step=_next_words(standings, plans, active, waits),
        standings=standings,
        has_agreement=bool(plans),
        is_active=active or bool(plans),
        is_early=both.is_early(until),
        moves_well=both.moves_well(standings),
    )


def _pace_words(pace: DomainPace | None) -> str:
    if pace is None or pace.units_per_year is None:
        return _("The time is just beginning")
    if not pace.units:
        return _("On the way to a first one this year")
    said = _("Learning units a year: %(units)s") % {"units": number_words(pace.units_per_year)}
    if pace.expected is None:
        return said
    return _("%(pace)s; %(expected)s are expected") % {
        "pace": said,
        "expected": number_words(pace.expected),
    }


def _plan_words(plans: Sequence[_Plan], active: bool, waits: Collection[str] = ()) -> str:
    """waits: the sides whose signature an offer waits for."""
    if not plans and waits:
        return _("An offer waits for: %(who)s") % {"who": listed([side_words(one) for one in waits])}
    if not plans:
        return _("No agreement yet") if active else _("No work here this year")
    parts = []
    for one in plans:
        words = {
            Standing.ON_TARGET: _("On target"),
            Standing.AHEAD_OF_PLAN: _("Ahead of plan"),
            Standing.NEEDS_ADJUSTING: _("The plan needs adjusting"),
        }[one.reading.standing] if one.reading else _("All of it is proficient")  # fmt: skip
        parts.append(
            _("%(standing)s, agreed day %(day)s")
            % {"standing": words, "day": date_format(one.way.by_on, "SHORT_DATE_FORMAT")}
        )
    return "; ".join(parts)


def _line_words(first: _Plan, plan_words: str, today: dt.date) -> str:
    """What the small picture shows, in a sentence."""
    done = ngettext(
        "%(done)s of %(total)s competency is proficient.",
        "%(done)s of %(total)s competencies are proficient.",
        first.count,
    ) % {"done": first.done_count, "total": first.count}
    return f"{plan_words}. {done}"


def _next_words(
    standings: Collection[Standing], plans: Collection[_Plan], active: bool, waits: Collection[str] = ()
) -> str:
    """Never a state without its next step (LR20)."""
    if Standing.NEEDS_ADJUSTING in standings:
        return _("Talk about it: more support, more time or another way.")
    if any(one.reading is None for one in plans):
        return _("Confirm it, and agree on what comes next.")
    if Standing.AHEAD_OF_PLAN in standings:
        return _("There is room: go deeper, or agree on what comes after.")
    if not plans and Side.ADULT in waits:
        return _("Read the offer. Sign it, or answer it with another one.")
    if not plans and waits:
        return _("Talk about the offer together.")
    if not plans and active:
        return _("Plan a first target together.")
    return ""
