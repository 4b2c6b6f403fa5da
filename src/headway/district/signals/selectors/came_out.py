"""How signals came out against agreed days that came: for leaders, in counts that tell of no single learner (R067)."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
from django.db.models import Min

from headway.district.agreements.api import DayThatCame, days_that_came
from headway.district.foundation.api import NotFound, clock, in_parts
from headway.district.people.api import (
    Viewer,
    characteristics_of,
    learners_of_staff,
    years_of_schools,
)
from headway.district.people.types import Role
from headway.district.proficiency.api import SMALLEST_SHOWN, suppress, suppress_table
from headway.district.signals.models import Response, Signal
from headway.district.signals.policies import NO_SUCH_PAGE
from headway.district.signals.types import (
    SignalKind,
    SignalsCameOut,
    SignalsCameOutBeside,
    SignalsCameOutRow,
)
from headway.mastery.pacing import day_number
from headway.mastery.pacing.signals import NO_SIGNAL, Outcome, came_out

__all__ = ["signals_came_out"]


def signals_came_out(viewer: Viewer, years_ago: int = 0) -> SignalsCameOut:
    """Agreed days that came in a school year, and whether a signal came before: everybody, schools, groups.

    years_ago: 0 for the school year of today (in summer the one that ended), 1 for the one before. A year goes up to the
    day before the next begins, so that every day lies in one. Schools and groups are those of today. Raises NotFound for
    everybody who leads nothing; learners and families see nothing of it.

    About ten queries for each ten thousand learners.
    """
    schools, spans = _schools(viewer, years_ago)
    if not spans:
        return SignalsCameOut(None, None)
    first, last = min(one[0] for one in spans.values()), max(one[1] for one in spans.values())
    came = [
        one
        for one in days_that_came(list(spans), first, last)
        if spans[one.learner_id][0] <= one.by_on <= spans[one.learner_id][1]
    ]
    read = _Read.of([one for one in came if not one.is_changed])
    changed = [one.learner_id for one in came if one.is_changed]
    stood = [one.learner_id for one, apart in zip(read.days, read.stood, strict=True) if apart]
    judged = read.judged()
    learners = {one.learner_id for one in judged.days}
    kinds: list[tuple[str, Mapping[int, str]]] = [("school", schools), *characteristics_of(learners).items()]
    whole = _rows("", dict.fromkeys(learners, ""), judged)[1]
    return SignalsCameOut(
        first,
        min(last, clock.today() - dt.timedelta(days=1)),
        came=bool(came),
        whole=whole,
        rows=tuple(row for kind, of in kinds for row in _rows(kind, of, judged)[0]),
        beside=_beside(judged, whole.parts),
        changed=_told(changed),
        stood=_told(stood),
    )


def _schools(viewer: Viewer, years_ago: int) -> tuple[dict[int, str], dict[int, tuple[dt.date, dt.date]]]:
    """The learners of those schools that she leads: the school's name, and first and last day of its year."""
    if not viewer.has(Role.LEADER):
        raise NotFound(NO_SUCH_PAGE)
    leading = replace(
        viewer,
        teaches=False,
        advises=False,
        tutors=False,
        duties=tuple(one for one in viewer.duties if one.role == Role.LEADER),
    )
    rows = learners_of_staff(leading).order_by().select_related(None).select_related("school")
    learners = list(rows.only("pk", "school__name", "school__path"))
    years = years_of_schools({one.school for one in learners})
    today = clock.today()
    spans: dict[int, tuple[dt.date, dt.date]] = {}
    for one in learners:
        starts = [year.starts_on for year in years.get(one.school_id, ())]
        begun = [place for place, start in enumerate(starts) if start <= today]
        if len(begun) > years_ago:
            place = begun[-1 - years_ago]
            ends = starts[place + 1] if place + 1 < len(starts) else today + dt.timedelta(days=1)
            spans[one.pk] = starts[place], ends - dt.timedelta(days=1)
    return {one.pk: one.school.name if one.school else "" for one in learners}, spans


@dataclass(frozen=True, slots=True)
class _Read:
    """Agreed days with their outcome, side by side. lead: days, NO_SIGNAL for none. supported: support had begun."""

    days: list[DayThatCame]
    outcome: list[int]
    lead: list[int]
    stood: list[bool]
    short: list[bool]
    supported: list[bool]

    @classmethod
    def of(cls, days: list[DayThatCame]) -> _Read:
        rows: dict[int, list[int]] = defaultdict(list)
        for number, one in enumerate(days):
            rows[one.target_id].append(number)
        signals = [
            (
                number,
                day_number(clock.local_date(raised)),
                day_number(clock.local_date(end)) if end else NO_SIGNAL,
            )
            for target, raised, end in _signals(rows)
            for number in rows[target]
        ]
        row, raised, ended = np.array(signals, dtype=np.int64).reshape(-1, 3).T
        found = came_out(
            agreed=np.array([day_number(one.agreed_on) for one in days], dtype=np.int64),
            by=np.array([day_number(one.by_on) for one in days], dtype=np.int64),
            met=np.array([one.met_on is not None for one in days], dtype=bool),
            row=row,
            raised=raised,
            ended=ended,
        )
        begun = _first_support(rows)
        supported = [
            any(one.agreed_on < on < one.by_on for on in begun.get(one.target_id, ())) for one in days
        ]
        return cls(
            days,
            found.outcome.tolist(),
            found.lead.tolist(),
            found.stood.tolist(),
            found.short.tolist(),
            supported,
        )

    def judged(self) -> _Read:
        """Without those on which a signal of the plan before stood."""
        kept = [number for number, apart in enumerate(self.stood) if not apart]
        return _Read(*([column[number] for number in kept] for column in self._columns()))

    def _columns(self) -> tuple[list, ...]:
        return self.days, self.outcome, self.lead, self.stood, self.short, self.supported


def _signals(targets: Iterable[int]) -> list[tuple[int, dt.datetime, dt.datetime | None]]:
    """(target, raised, ended) of every signal that said of a target's plan that it needs adjusting."""
    return [
        row
        for part in in_parts(targets)
        for row in Signal.objects.filter(kind=SignalKind.OFF_TARGET, target_id__in=part)
        .order_by("pk")
        .values_list("target_id", "recorded_at", "end__ended_at")
    ]


def _first_support(targets: Iterable[int]) -> dict[int, list[dt.date]]:
    """Per target the first day of support that answers each signal about its plan."""
    found: dict[int, list[dt.date]] = defaultdict(list)
    for part in in_parts(targets):
        rows = Response.objects.filter(signal__kind=SignalKind.OFF_TARGET, signal__target_id__in=part)
        for target, _signal, on in (
            rows.order_by().values("signal__target_id", "signal_id").annotate(first=Min("begins_on"))
        ).values_list("signal__target_id", "signal_id", "first"):
            found[target].append(on)
    return found


def _rows(kind: str, of: Mapping[int, str], read: _Read) -> tuple[list[SignalsCameOutRow], SignalsCameOutRow]:
    """The groups of a kind, by name, and everybody together. Who is in no group of the kind is counted and not told of:
    with the others they are the whole that readers know."""
    places: dict[str | None, list[int]] = defaultdict(list)
    for number, one in enumerate(read.days):
        places[of.get(one.learner_id)].append(number)
    groups = sorted(places.items(), key=lambda one: (one[0] is None, one[0] or ""))
    counts = [Counter(read.outcome[number] for number in members) for _group, members in groups]
    behind = [_behind(read, members) for _group, members in groups]
    table = suppress_table(
        [tuple(one[outcome] for outcome in Outcome) for one in counts],
        behind,
        [len({read.days[number].learner_id for number in members}) for _group, members in groups],
        _behind(read, range(len(read.days))),
    )
    found = [
        SignalsCameOutRow(kind, group, row.whole, row.parts, _weeks(read, members, row.whole, row.parts))
        for (group, members), row in zip(groups, table.rows, strict=True)
        if group is not None
    ]
    all_of = range(len(read.days))
    together = table.together
    weeks = _weeks(read, all_of, together.whole, together.parts)
    return found, SignalsCameOutRow("", "", together.whole, together.parts, weeks)


def _behind(read: _Read, members: Collection[int]) -> list[int]:
    """How many learners stand behind each outcome."""
    return [
        len({read.days[number].learner_id for number in members if read.outcome[number] == outcome})
        for outcome in Outcome
    ]


def _weeks(
    read: _Read, members: Collection[int], whole: int | None, parts: tuple[int | None, ...]
) -> float | None:
    """Weeks from the first signal to the day that was not met, in the middle; of few learners nothing."""
    told = [one for one in members if read.outcome[one] in (Outcome.EARLY, Outcome.LATE)]
    if whole is None or len({read.days[one].learner_id for one in told}) < SMALLEST_SHOWN:
        return None
    return float(median(read.lead[one] for one in told)) / 7


def _beside(read: _Read, shown: tuple[int | None, ...]) -> SignalsCameOutBeside:
    """What has to be known to read the counts of everybody together, where these are shown."""
    missed = [n for n, outcome in enumerate(read.outcome) if outcome <= Outcome.SILENT]
    met = [n for n, outcome in enumerate(read.outcome) if outcome > Outcome.SILENT]
    alarms = [n for n in met if read.outcome[n] == Outcome.MET_SIGNALLED]
    after_day = [one.is_known_later for one in read.days]
    return SignalsCameOutBeside(
        supported=None if shown[Outcome.MET_SIGNALLED] is None else _part(read, alarms, read.supported),
        short=None if None in shown[: Outcome.MET_SIGNALLED] else _part(read, missed, read.short),
        known_later=None if None in shown[Outcome.MET_SIGNALLED :] else _part(read, met, after_day),
    )


def _part(read: _Read, of: list[int], marked: list[bool]) -> int | None:
    """How many of these are marked: None where those, or the others, are few and not none."""
    yes = [read.days[n].learner_id for n in of if marked[n]]
    no = [read.days[n].learner_id for n in of if not marked[n]]
    if len(set(yes)) < SMALLEST_SHOWN or len(set(no)) < SMALLEST_SHOWN:
        return None
    return suppress((len(yes), len(no)))[0]


def _told(learners: list[int]) -> int | None:
    return len(learners) if not learners or len(set(learners)) >= SMALLEST_SHOWN else None
