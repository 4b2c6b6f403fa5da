"""Progress and growth over time per academic domain, from decisions, the calendar and absences, with every part told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, DomainInfo, current_map
from headway.district.foundation.api import clock
from headway.district.pacing.columns import (
    Expectation,
    academic_domains,
    academic_ids,
    competencies_of,
    expectation_on,
)
from headway.district.pacing.own_time import OwnTime
from headway.district.pacing.types import DomainGrowth, DomainPace, PaceItem, Window
from headway.district.pacing.words import said
from headway.district.people.api import Viewer, absences_between, part_of_year
from headway.district.policy.api import DistrictScale, scale_for
from headway.district.proficiency.api import determinations_of
from headway.mastery.facts import Determinations
from headway.mastery.pacing import Gained, date_of, day_number
from headway.mastery.pacing import growth_of as growth_in_domain
from headway.mastery.pacing import pace_of as pace_in_domain

__all__ = ["pace_and_growth_of", "pace_of", "pace_of_many"]

Answer = TypeVar("Answer")


def pace_of(
    viewer: Viewer,
    learner: Any,
    on: dt.date | None = None,
    window: Window | None = None,
    time: OwnTime | None = None,
    decisions: Determinations | None = None,
) -> tuple[DomainPace, ...]:
    """What is this learner's pace in each academic domain, in a window up to a date (the school year, today)?

    For a past date what was known on that date counts. Empty where there is no such time: no school year holds the
    date, or she was not here. Raises NotFound for strangers.

    time: her own time as it stands today, decisions: `decisions_in_columns` of that date, where they are at hand already.
    Whoever gives decisions has decided access.
    """
    return pace_of_many(viewer, (learner,), on, window, time, decisions)[learner.pk]


def pace_of_many(
    viewer: Viewer,
    learners: Collection[Any],
    on: dt.date | None = None,
    window: Window | None = None,
    time: OwnTime | None = None,
    decisions: Determinations | None = None,
) -> dict[int, tuple[DomainPace, ...]]:
    """`pace_of` several learners (as `visible_learners` gives them), by row id; as many queries as for one. Raises NotFound
    where one of them is not the viewer's to see."""
    return _asked(viewer, learners, on, window, Question.pace, time, decisions)


def pace_and_growth_of(
    viewer: Viewer,
    learner: Any,
    on: dt.date | None = None,
    window: Window | None = None,
    time: OwnTime | None = None,
    decisions: Determinations | None = None,
) -> tuple[tuple[DomainPace, DomainGrowth], ...]:
    """`pace_of`, and how far this learner came from her own start in each academic domain, in the same window.

    What was taken as known on arrival is her start and no growth. Anywhere on the continuum, without a ceiling. Raises as
    `pace_of`, with as many queries.
    """

    def both(question: Question, domain: DomainInfo, here: LearnerWindow) -> tuple[DomainPace, DomainGrowth]:
        return question.pace(domain, here), question.growth(domain, here)

    return _asked(viewer, (learner,), on, window, both, time, decisions)[learner.pk]


def _asked(
    viewer: Viewer,
    learners: Collection[Any],
    on: dt.date | None,
    window: Window | None,
    measure: Callable[[Question, DomainInfo, LearnerWindow], Answer],
    time: OwnTime | None = None,
    decisions: Determinations | None = None,
) -> dict[int, tuple[Answer, ...]]:
    on = on or clock.today()
    as_of = clock.end_of_day(on) if on < clock.today() else None
    if decisions is None:
        decisions = determinations_of(viewer, learners, as_of)
    question = Question.of(learners, on, as_of, window or Window.year(), time if as_of is None else None)
    if question is None:
        return {learner.pk: () for learner in learners}
    windows = {learner.pk: question.window_of(learner) for learner in learners}
    begins = [one[0] for one in windows.values() if one]
    away = absences_between(list(windows), min(begins), on) if begins else {}
    domains = academic_domains(question.continuum)
    found: dict[int, tuple[Answer, ...]] = {}
    for learner in learners:
        times = windows[learner.pk]
        if times is None:
            found[learner.pk] = ()
            continue
        own = decisions.take(decisions.learner == learner.pk)
        here = LearnerWindow(learner, own, *times, away.get(learner.pk, ()))
        found[learner.pk] = tuple(measure(question, domain, here) for domain in domains)
    return found


@dataclass(frozen=True, slots=True)
class LearnerWindow:
    """One learner, what was decided about her work, and the time that is looked at."""

    learner: Any
    decisions: Determinations
    from_on: dt.date
    on: dt.date
    away: Collection[dt.date]


@dataclass(frozen=True, slots=True)
class Question:
    """A measure up to one date, with what is the same for every learner."""

    continuum: ContinuumMap
    scale: DistrictScale
    expectation: Expectation
    time: OwnTime
    window: Window
    on: dt.date

    @classmethod
    def of(
        cls,
        learners: Collection[Any],
        on: dt.date,
        as_of: dt.datetime | None,
        window: Window,
        time: OwnTime | None = None,
    ) -> Question | None:
        """None where there is no continuum, or no school has a calendar."""
        continuum = current_map()
        if continuum is None:
            return None
        expectation = expectation_on(on)
        time = time or OwnTime.of(learners, expectation.days_per_year, as_of=as_of)
        return cls(continuum, scale_for(), expectation, time, window, on) if time.schools else None

    def window_of(self, learner: Any) -> tuple[dt.date, dt.date] | None:
        """A learner who came during the time is counted from her first day, one who left up to her last."""
        year = self.time.year(learner.pk, self.on)
        if self.window.kind == "since" and self.time.has_time(learner.pk):
            begins, ends = self.window.from_on or self.on, self.on
        elif self.window.kind == "weeks" and self.time.has_time(learner.pk):
            begins, ends = self.on - dt.timedelta(weeks=self.window.weeks, days=-1), self.on
        elif year is None:
            return None
        else:
            part = part_of_year(learner.school, self.on) if self.window.kind == "term" else None
            begins, ends = part[0] if part else year.starts_on, min(self.on, year.ends_on)
        begins = max(begins, learner.entered_on or begins)
        ends = min(ends, learner.left_on or ends)
        return (begins, ends) if begins <= ends else None

    def pace(self, domain: DomainInfo, here: LearnerWindow) -> DomainPace:
        decisions = self._in_domain(domain, here)
        learner_id = here.learner.pk
        calendar = self.time.calendar(learner_id, here.from_on, here.on)
        absent = sum(bool(calendar.instructional[day_number(day) - calendar.first_on]) for day in here.away
                     if here.from_on <= day <= here.on)  # fmt: skip
        pace = pace_in_domain(
            decisions,
            competencies_of(self.continuum, set(decisions.competency.tolist())),
            self.scale.scale,
            calendar,
            domain=domain.id,
            from_on=day_number(here.from_on),
            on=day_number(here.on),
            days_per_year=self.expectation.days_per_year,
            absent_days=absent,
            partly=self.expectation.partly,
            shares=[
                replace(one, domain=domain.id if one.domain else None)
                for one in self.time.shares.get(learner_id, ())
                if one.domain in (None, domain.code)
            ],
        )
        return DomainPace(
            learner_id=learner_id,
            domain=domain,
            from_on=here.from_on,
            on=here.on,
            units=pace.units,
            days=pace.days,
            days_per_year=pace.days_per_year,
            units_per_year=pace.units_per_year,
            absent_days=pace.absent_days,
            expected=self.expectation.expected(domain.code),
            expectation_version=self.expectation.version,
            own_days=pace.own_days,
            partly=self._items(pace.progress.partly),
            partly_stamp=self.expectation.partly.stamp,
            gained=self._items(pace.progress.gained),
            in_progress=self._named(pace.progress.in_progress),
            taken_back=self._named(pace.progress.taken_back),
            sentences=said(pace.reasons),
        )

    def growth(self, domain: DomainInfo, here: LearnerWindow) -> DomainGrowth:
        decisions = self._in_domain(domain, here)
        ids = academic_ids(self.continuum, domain.id)
        growth = growth_in_domain(
            decisions,
            competencies_of(self.continuum, ids),
            {one: self.continuum.by_id[one].level for one in ids},
            self.scale.scale,
            domain=domain.id,
            from_on=day_number(here.from_on),
            on=day_number(here.on),
            partly=self.expectation.partly,
        )
        return DomainGrowth(
            here.learner.pk,
            domain,
            here.from_on,
            here.on,
            growth.units,
            growth.levels_worth,
            growth.per_level,
            growth.without_level,
            said(growth.reasons),
        )

    def _in_domain(self, domain: DomainInfo, here: LearnerWindow) -> Determinations:
        academic = np.array(academic_ids(self.continuum, domain.id), dtype=np.int64)
        return here.decisions.take(np.isin(here.decisions.competency, academic))

    def _items(self, gains: Collection[Gained]) -> tuple[PaceItem, ...]:
        return tuple(
            PaceItem(self.continuum.by_id[gain.competency], date_of(gain.on), gain.weight) for gain in gains
        )

    def _named(self, ids: Collection[int]) -> tuple[CompetencyInfo, ...]:
        return tuple(self.continuum.by_id[one] for one in ids)
