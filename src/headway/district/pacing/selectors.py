"""Progress over time per academic domain, from decisions, the calendar and absences, with every part told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils import formats
from django.utils.translation import get_language

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, DomainInfo, DomainKind, current_map
from headway.district.foundation.api import clock
from headway.district.pacing.columns import calendar_of, competencies_of
from headway.district.pacing.types import DomainPace, PaceItem
from headway.district.people.api import SchoolYear, Viewer, absences_between, school_years
from headway.district.policy.api import DistrictScale, PolicyKind, RuleInEffect, rule_in_effect, scale_for
from headway.district.proficiency.api import determinations_of
from headway.mastery.facts import LANGUAGES, Determinations
from headway.mastery.pacing import Calendar, Pace, date_of, day_number, sentence
from headway.mastery.pacing import pace_of as pace_in_domain

__all__ = ["pace_of", "pace_of_many"]


def pace_of(viewer: Viewer, learner: Any, on: dt.date | None = None) -> tuple[DomainPace, ...]:
    """What is this learner's pace in each academic domain, in the school year up to a date (today by default)?

    For a past date what was known on that date counts. Empty where no school year holds the date. Raises NotFound
    for strangers.
    """
    return pace_of_many(viewer, (learner,), on)[learner.pk]


def pace_of_many(
    viewer: Viewer, learners: Collection[Any], on: dt.date | None = None
) -> dict[int, tuple[DomainPace, ...]]:
    """`pace_of` several learners (as `visible_learners` gives them), by id; as many queries as for one."""
    on = on or clock.today()
    as_of = clock.end_of_day(on) if on < clock.today() else None
    ids = [learner.pk for learner in learners]
    decisions = determinations_of(viewer, learners, as_of)
    continuum = current_map()
    years = school_years([learner.school for learner in learners], on)
    if continuum is None or not years:
        return dict.fromkeys(ids, ())
    away = absences_between(ids, min(year.starts_on for year in years.values()), on)
    question = _Question(continuum, scale_for(), rule_in_effect(PolicyKind.PACE_EXPECTATION, on), on)
    return {
        learner.pk: question.answer(
            learner,
            decisions.take(decisions.learner == learner.pk),
            years.get(learner.school_id),
            away.get(learner.pk, ()),
        )
        for learner in learners
    }


@dataclass(frozen=True, slots=True)
class _Question:
    """Pace up to one date, with what is the same for every learner."""

    continuum: ContinuumMap
    scale: DistrictScale
    policy: RuleInEffect
    on: dt.date

    def answer(
        self,
        learner: Any,
        decisions: Determinations,
        year: SchoolYear | None,
        away: Collection[dt.date],
    ) -> tuple[DomainPace, ...]:
        """A learner who came during the year is counted from her first day, one who left up to her last."""
        if year is None:
            return ()
        from_on = max(year.starts_on, learner.entered_on or year.starts_on)
        on = min(self.on, learner.left_on or self.on)
        if from_on > on:
            return ()
        calendar, school_days = calendar_of(year, from_on, on)
        absent_days = len(school_days.intersection(away))
        domains = (one for one in self.continuum.domains if one.kind == DomainKind.ACADEMIC)
        return tuple(
            self._domain(learner.pk, domain, decisions, calendar, from_on, on, absent_days)
            for domain in domains
        )

    def _domain(
        self,
        learner_id: int,
        domain: DomainInfo,
        decisions: Determinations,
        calendar: Calendar,
        from_on: dt.date,
        on: dt.date,
        absent_days: int,
    ) -> DomainPace:
        academic = [one.id for one in self.continuum.in_domain(domain.id) if one.kind == DomainKind.ACADEMIC]
        here = decisions.take(np.isin(decisions.competency, np.array(academic, dtype=np.int64)))
        pace = pace_in_domain(
            here,
            competencies_of(self.continuum, set(here.competency.tolist())),
            self.scale.scale,
            calendar,
            domain=domain.id,
            from_on=day_number(from_on),
            on=day_number(on),
            days_per_year=self.policy.parameters["days_per_year"],
            absent_days=absent_days,
        )
        return DomainPace(
            learner_id=learner_id,
            domain=domain,
            from_on=from_on,
            on=on,
            units=pace.units,
            days=pace.days,
            days_per_year=pace.days_per_year,
            units_per_year=pace.units_per_year,
            absent_days=pace.absent_days,
            expected=self.policy.parameters.get("units_per_year", {}).get(domain.code),
            expectation_version=self.policy.version,
            gained=tuple(
                PaceItem(self.continuum.by_id[gain.competency], date_of(gain.on), gain.weight)
                for gain in pace.progress.gained
            ),
            in_progress=self._named(pace.progress.in_progress),
            taken_back=self._named(pace.progress.taken_back),
            sentences=_sentences(pace),
        )

    def _named(self, ids: Collection[int]) -> tuple[CompetencyInfo, ...]:
        return tuple(self.continuum.by_id[one] for one in ids)


def _sentences(pace: Pace) -> tuple[str, ...]:
    """The window with its dates as people here write them, then the parts, the formula, and what it does not say."""
    language = (get_language() or "en").split("-")[0]
    language = language if language in LANGUAGES else "en"
    return tuple(sentence(one, language, show_date=formats.date_format) for one in pace.reasons)
