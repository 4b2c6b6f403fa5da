"""A learner's own year: for each domain what was agreed, what is done, what is likely and what is next, in words and places.

The words say everything that the picture shows; whoever can't see the picture misses nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.agreements import api as agreements
from headway.district.continuum.api import CompetencyInfo, ContinuumMap, current_map
from headway.district.foundation.api import clock, translated
from headway.district.pacing.api import DomainGrowth, DomainPace, pace_and_growth_of
from headway.district.people.api import Viewer
from headway.district.portals.presenting.agreements.leaving import as_it_stood, last_day
from headway.district.portals.presenting.agreements.way_words import steps_in_days
from headway.district.portals.presenting.agreements.words import target_shown
from headway.district.portals.presenting.pace_views.lines import Frame, YearLine, year_line
from headway.district.portals.presenting.pace_views.year_types import Dated, DomainYear, PlanYear, Year
from headway.district.portals.presenting.pace_views.year_words import (
    head_words,
    likely_words,
    room_words,
    so_far_words,
    steps_words,
    titles_words,
    waiting_words,
)
from headway.district.portals.presenting.paces import pace_words
from headway.district.portals.presenting.voices import Voice
from headway.district.proficiency.api import Frontier, decisions_in_columns, frontier_from, standings_of
from headway.mastery.facts import Determinations

__all__ = ["Dated", "DomainYear", "PlanYear", "Year", "read_year"]

LINKED = 3
OPEN_END = 1.4
# A likely span that ends later than this after the year and the agreed day is said in words alone.
FURTHEST = dt.timedelta(days=200)


def read_year(
    viewer: Viewer,
    learner: Any,
    voice: Voice,
    side: str | None,
    *,
    for_adults: bool,
    on: dt.date | None = None,
) -> Year:
    """on: a past day, as it was known then; a forecast is made for today alone."""
    continuum, today = current_map(), on or clock.today()
    if continuum is None:
        return Year(today, None, None, (), ())
    as_of = clock.end_of_day(on) if on else None
    # Read once, for everything below: her standings (which are hers to see or nobody's), her time and her decisions.
    standings = standings_of(viewer, learner, as_of)
    days = agreements.school_days_of(learner)
    decisions = decisions_in_columns((learner.pk,), as_of)
    grown = {
        pace.domain.code: (pace, growth)
        for pace, growth in pace_and_growth_of(viewer, learner, on, time=days.time, decisions=decisions)
    }
    told = [pace for pace, _growth in grown.values()]
    targets = agreements.targets_seen(viewer, learner, as_of, standings)
    agreed = [one for one in targets if one.in_force is not None]
    likely = [one for one in agreed if one.open_ids] if on is None else []
    needs = dict(
        zip(
            [one.id for one in likely],
            agreements.needs_of(
                viewer,
                learner,
                [(one.open_ids, offer.from_on, offer.by_on) for one in likely if (offer := one.in_force)],
                days,
                told,
                decisions,
            )
            if likely
            else (),
            strict=True,
        )
    )
    left = agreements.adults_who_left(learner, agreed) if on is None else {}
    missing = agreements.domains_without_target(learner, targets, standings, days.time) if on is None else ()
    year = days.time.year(learner.pk, today) if days.time.has_time(learner.pk) else None
    here = _Here(
        viewer,
        learner,
        voice,
        side,
        for_adults,
        continuum,
        today,
        days,
        frontier_from(standings, continuum),
        needs,
        year.starts_on if year else today,
        year.ends_on if year else today,
        agreements.notes_of((learner.pk,), continuum).get(learner.pk, ())
        if any(one.has_note for one in likely)
        else (),
        decisions,
        left,
    )
    unagreed = {one.domain_code: one.target_uuid for one in missing}
    domains = [
        (one.code, translated(one, "name")) for one in agreements.academic_domains(continuum)
    ] + [("", _("The diploma"))]  # fmt: skip
    found, quiet = [], []
    for code, name in domains:
        plans = [one for one in agreed if one.domain_code == code]
        pace, growth = grown.get(code, (None, None))
        if not plans and code not in unagreed and not (pace and (pace.gained or pace.in_progress)):
            if code:
                quiet.append(name)
            continue
        found.append(here.domain(code, name, pace, growth, plans, unagreed))
    return Year(
        today, year.starts_on if year else None, year.ends_on if year else None, tuple(found), tuple(quiet)
    )


@dataclass(frozen=True, slots=True)
class _Here:
    viewer: Viewer
    learner: Any
    voice: Voice
    side: str | None
    for_adults: bool
    continuum: ContinuumMap
    today: dt.date
    days: agreements.SchoolDays
    frontier: Frontier
    needs: Mapping[int, agreements.Need]
    begins: dt.date
    ends: dt.date
    notes: tuple[agreements.NotedInfo, ...] = ()
    decisions: Determinations | None = None
    left: Mapping[int, agreements.AdultLeft] = field(default_factory=dict)

    def domain(
        self,
        code: str,
        name: str,
        pace: DomainPace | None,
        growth: DomainGrowth | None,
        plans: Sequence[agreements.TargetInfo],
        unagreed: Mapping[str, Any],
    ) -> DomainYear:
        gained = [(one.proficient_on, one.competency, one.units) for one in (pace.gained if pace else ())]
        shown = tuple(self._plan(one, gained) for one in plans)
        line, sentences, rows = (None, (), ()) if shown else self._without(gained)
        in_plans = {one for plan in plans for one in plan.competency_ids}
        return DomainYear(
            code,
            name,
            pace_words(pace, growth) if pace else None,
            shown,
            line,
            sentences,
            rows,
            () if shown else self._further(code, in_plans),
            () if shown else self._back(code),
            code in unagreed,
            unagreed.get(code),
        )

    # -- one agreement -------------------------------------------------------------------------------------------------

    def _plan(
        self, target: agreements.TargetInfo, gained: Collection[tuple[dt.date, CompetencyInfo, float]]
    ) -> PlanYear:
        offer = target.in_force
        assert offer is not None  # only agreements in force come here
        read = agreements.reading_of(
            target, offer, self.days, self.continuum, self.today, decisions=self.decisions
        )
        reading = agreements.with_note(read, self.notes, target.id)
        need = self.needs.get(target.id)
        shown = target_shown(
            target,
            self.continuum,
            self.voice,
            person_id=self.viewer.person_id,
            side=self.side,
            reading=reading,
            need=need,
            for_adults=self.for_adults,
            note=next((one for one in self.notes if one.target_id == target.id), None),
            left=self.left.get(target.id),
        )
        if last_day(self.learner):
            shown = as_it_stood(shown)
        met = sorted(
            (
                (on, self.continuum.by_id[one])
                for one, on in target.met_within(offer, self.today)
                if one in self.continuum.by_id
            ),
            key=lambda row: (row[0], row[1].position),
        )
        before = target.met_before(offer)
        held = [self.continuum.by_id[one] for one in target.competency_ids
                if one in self.continuum.by_id and one not in before]  # fmt: skip
        way = self.days.way_of(offer, target.domain_code)
        own = {one.id for _on, one in met}
        others = sorted(
            ((on, one) for on, one, _units in gained if one.id not in own), key=lambda row: row[0]
        )
        changes = self._changes(target)
        span = (need.low_on, need.high_on) if need and need.low_on and need.high_on else None
        frame = self._frame(offer, span)
        drawn = span if span and frame.holds(span[1]) else None
        total = float(sum(one.weight for one in held))
        line = year_line(
            frame,
            self.today,
            [(on, float(one.weight)) for on, one in met],
            total,
            way=way,
            others=[on for on, _one in others],
            changes=[one.on for one in changes],
            span=drawn,
        )
        sentences = (
            head_words(shown, offer),
            *steps_words(offer.shape),
            *so_far_words(reading, held, met),
            *(waiting_words(way, self.voice) if reading else ()),
            *((room_words(offer),) if offer.buffer_days else ()),
            *likely_words(shown),
            *(one.words for one in changes),
            *self._earlier([row for row in others if row[1].id in before]),
            *self._beside([row for row in others if row[1].id not in before]),
        )
        return PlanYear(
            shown,
            line,
            sentences,
            changes,
            self._rows(offer, met, others, before, changes, span),
            self._further(target.domain_code, set(), target.open_ids),
            self._back(target.domain_code),
        )

    def _frame(self, offer: agreements.OfferInfo, span: tuple[dt.date, dt.date] | None) -> Frame:
        first, last = min(self.begins, offer.from_on), max(self.ends, offer.by_on, self.today)
        if span and span[1] <= last + FURTHEST:
            last = max(last, span[1])
        return Frame(first, last)

    def _changes(self, target: agreements.TargetInfo) -> tuple[Dated, ...]:
        """When the plan was agreed anew, and what moved."""
        whole = [one for one in target.offers if one.agreed_at is not None and clock.local_date(one.agreed_at) <= self.today]  # fmt: skip
        found = []
        for earlier, one in pairwise(whole):
            assert one.agreed_at is not None  # chosen above
            day = clock.local_date(one.agreed_at)
            said = _("Agreed anew on %(day)s.") % {"day": date_format(day)}
            if one.by_on != earlier.by_on:
                said = _("Agreed anew on %(day)s: the day moved from %(before)s to %(after)s.") % {
                    "day": date_format(day),
                    "before": date_format(earlier.by_on),
                    "after": date_format(one.by_on),
                }
            if one.from_on != earlier.from_on:
                said += " " + _(
                    "The line begins anew on %(day)s, from %(done)s of %(total)s proficient; the earlier line ran from "
                    "%(first)s to %(last)s."
                ) % {
                    "day": date_format(one.from_on),
                    "done": len(target.met_before(one)),
                    "total": len(target.competency_ids),
                    "first": date_format(earlier.from_on),
                    "last": date_format(earlier.by_on),
                }
            found.append(Dated(day, said, one.reason))
        return tuple(found)

    def _rows(
        self, offer: Any, met: Any, others: Any, before: Collection[int], changes: Any, span: Any
    ) -> tuple[Dated, ...]:
        rows = [
            Dated(offer.from_on, _("The plan begins")),
            *(Dated(on, _("Proficient: %(title)s") % {"title": translated(one, "title")}) for on, one in met),
            *(
                Dated(
                    on,
                    (
                        _("Proficient before this line began: %(title)s")
                        if one.id in before
                        else _("Proficient beside this plan: %(title)s")
                    )
                    % {"title": translated(one, "title")},
                )
                for on, one in others
            ),
            *(Dated(on, said) for on, said in steps_in_days(offer.shape)),
            *changes,
            Dated(self.today, _("The day of this page")),
            Dated(offer.by_on, _("The agreed day")),
        ]
        if span:
            rows += [Dated(span[0], _("The likely span begins")), Dated(span[1], _("The likely span ends"))]
        return tuple(sorted(rows, key=lambda one: one.on))

    @staticmethod
    def _earlier(gained: Collection[tuple[dt.date, CompetencyInfo]]) -> tuple[str, ...]:
        if not gained:
            return ()
        return (_("Proficient before this line began: %(titles)s.") % {"titles": titles_words(gained)},)

    @staticmethod
    def _beside(others: Collection[tuple[dt.date, CompetencyInfo]]) -> tuple[str, ...]:
        if not others:
            return ()
        return (
            ngettext(
                "Beside this plan %(count)s competency became proficient this year: %(titles)s.",
                "Beside this plan %(count)s competencies became proficient this year: %(titles)s.",
                len(others),
            )
            % {"count": len(others), "titles": titles_words(others)},
        )

    # -- nothing agreed ------------------------------------------------------------------------------------------------

    def _without(
        self, gained: Sequence[tuple[dt.date, CompetencyInfo, float]]
    ) -> tuple[YearLine, tuple[str, ...], tuple[Dated, ...]]:
        listed_ = sorted(gained, key=lambda one: one[0])
        # Room above: without an agreement there is no end that could be reached.
        total = sum(units for _on, _one, units in listed_) * OPEN_END
        line = year_line(
            Frame(self.begins, max(self.ends, self.today)),
            self.today,
            [(on, units) for on, _one, units in listed_],
            total,
        )
        if listed_:
            said = ngettext(
                "%(count)s competency became proficient this year: %(titles)s.",
                "%(count)s competencies became proficient this year: %(titles)s.",
                len(listed_),
            ) % {"count": len(listed_), "titles": titles_words([(on, one) for on, one, _units in listed_])}
        else:
            said = _("The work of this year is on its way to a first proficient competency.")
        rows = [
            *(Dated(on, _("Proficient: %(title)s") % {"title": translated(one, "title")}) for on, one, _u in listed_),
            Dated(self.today, _("The day of this page")),
        ]  # fmt: skip
        return line, (said,), tuple(sorted(rows, key=lambda one: one.on))

    # -- both directions -----------------------------------------------------------------------------------------------

    def _further(
        self, code: str, seen: Collection[int], first: Sequence[int] = ()
    ) -> tuple[CompetencyInfo, ...]:
        """What is open in the plan, then what lies further along in the domain and has nothing in its way."""
        ready = {one.competency.id for one in (*self.frontier.working_on, *self.frontier.ready)}
        known = self.continuum.by_id
        own = [known[one] for one in first if one in known]
        own.sort(key=lambda one: (one.id not in ready, one.position))
        beyond = [
            one.competency
            for one in (*self.frontier.working_on, *self.frontier.ready)
            if self._code(one.competency) == code and one.competency.id not in {each.id for each in own}
        ]
        beyond.sort(key=lambda one: one.position)
        return (*own[:LINKED], *beyond[: 1 if own else LINKED])

    def _back(self, code: str) -> tuple[CompetencyInfo, ...]:
        """What was shown last: to use it again, or go deeper."""
        return tuple(
            one.competency
            for one in self.frontier.proficient
            if not code or self._code(one.competency) == code
        )[:LINKED]

    def _code(self, competency: CompetencyInfo) -> str:
        domain = self.continuum.domain_by_id.get(competency.domain_id) if competency.domain_id else None
        return domain.code if domain else ""
