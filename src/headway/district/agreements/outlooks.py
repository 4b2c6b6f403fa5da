"""What a date asks for, and where a plan stands: the one place where agreements read pace, calendars and forecasts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from django.utils import formats
from django.utils.translation import get_language
from numpy.typing import NDArray

from headway.district.agreements.readings import columns_of, read_plans
from headway.district.agreements.target_types import Need, OfferInfo, TargetInfo
from headway.district.continuum.api import CompetencyInfo, ContinuumMap, current_map
from headway.district.foundation.api import clock
from headway.district.pacing.api import (
    DomainPace,
    OutlookInfo,
    OwnTime,
    Remaining,
    StoredOutlook,
    graduation_dates,
    needed_in,
    outlooks_of,
    own_time_of,
    pace_of,
    partly_decisions,
    remaining_of_many,
    remaining_of_open,
    stored_outlooks,
)
from headway.district.people.api import Viewer
from headway.district.proficiency.api import decisions_in_columns
from headway.mastery.facts import LANGUAGES, Determinations, Reason
from headway.mastery.pacing import AgreedWay, Shape, SignedDays, sentence, share_of_time
from headway.mastery.pacing.trajectories import Reading

__all__ = ["SchoolDays", "graduation_on", "needs_of", "plans_of", "reading_of", "said", "school_days_of"]

# Its sentence names a number of days that no night keeps.
SHORT = "forecast_short_history"
# The next day of school is looked for this far: longer than any summer, and than a year abroad.
LONGEST_BREAK = dt.timedelta(days=800)


@dataclass(frozen=True, eq=False)
class SchoolDays:
    """The own days of school of one learner: each stretch by the calendar of the school of that time, less her share."""

    learner_id: int
    time: OwnTime

    def share_of(self, from_on: dt.date, by_on: dt.date, domain_code: str = "") -> Callable[[dt.date], float]:
        """Which share of her own time of a plan is over at the end of a day, 0 to 1; above 1 after its end."""
        return share_of_time(from_on, by_on, self._taught(from_on, by_on, domain_code))

    def way_of(self, offer: OfferInfo, domain_code: str = "") -> AgreedWay:
        """An offer as a way through her own time, for drawing what `reading_of` reads."""
        return AgreedWay.of(
            offer.from_on,
            offer.by_on,
            Shape.from_dict(offer.shape),
            float(offer.buffer_days),
            self._signed(offer, domain_code),
        )

    def first_after(self, on: dt.date) -> dt.date | None:
        """Her next day of school; None where no calendar knows one."""
        if not self.time.has_time(self.learner_id):
            return None
        first = on + dt.timedelta(days=1)
        taught = self.time.by_day(self.learner_id, first, on + LONGEST_BREAK)
        days = np.flatnonzero(taught > 0)
        return first + dt.timedelta(days=int(days[0])) if len(days) else None

    def _signed(self, offer: OfferInfo, domain_code: str) -> SignedDays:
        """`_taught` as the line of this offer counts it: what was signed stands for the days before a change of share."""
        if offer.by_on <= offer.from_on or not self.time.has_time(self.learner_id):
            return SignedDays(np.zeros(0))
        signed_on = clock.local_date(offer.agreed_at or offer.offered_at)
        return self.time.as_signed(
            self.learner_id, offer.from_on, offer.by_on, domain_code or None, signed_on
        )

    def _taught(self, from_on: dt.date, by_on: dt.date, domain_code: str) -> NDArray[np.float64]:
        """How much of each day after the first up to the last is her own; empty where no calendar says."""
        first = from_on + dt.timedelta(days=1)
        if by_on < first or not self.time.has_time(self.learner_id):
            return np.zeros(0)
        return self.time.by_day(self.learner_id, first, by_on, domain_code or None)


def school_days_of(learner: Any) -> SchoolDays:
    """The own days of school of a learner, for whoever may see her already. One query beside the policy's."""
    return SchoolDays(learner.pk, own_time_of([learner]))


def graduation_on(learner: Any) -> dt.date | None:
    """When she plans to graduate; None where nobody said so."""
    found = graduation_dates((learner.pk,)).get(learner.pk)
    return found[0] if found else None


def needs_of(
    viewer: Viewer,
    learner: Any,
    asked: Sequence[tuple[Collection[int], dt.date, dt.date]],
    days: SchoolDays | None = None,
    told: Sequence[DomainPace] | None = None,
    decisions: Determinations | None = None,
) -> list[Need]:
    """For each (competencies still open, first day, last day): what the date asks for, and the forecast.

    days, told (her paces of this school year), decisions (`decisions_in_columns` of her): at hand already. Access is the
    caller's to decide.
    """
    continuum = current_map()
    if not asked or continuum is None:
        return [Need(0.0, 0, 0.0, None) for _one in asked]
    days = days or school_days_of(learner)
    told = pace_of(viewer, learner, time=days.time) if told is None else told
    paces = {one.domain.code: one for one in told}
    wanted = _remaining(learner.pk, [ids for ids, _from_on, _by_on in asked], continuum, decisions)
    outlooks = outlooks_of(
        viewer,
        learner,
        [(one, by_on) for one, (_ids, _from_on, by_on) in zip(wanted, asked, strict=True)],
        time=days.time,
        decisions=decisions,
    )
    first = _come_first(learner.pk, [ids for ids, _from_on, _by_on in asked], continuum, decisions)
    return [
        replace(_need(learner, one, from_on, by_on, days, paces, outlook), first=before)
        for one, (_ids, from_on, by_on), outlook, before in zip(wanted, asked, outlooks, first, strict=True)
    ]


def plans_of(
    learner: Any,
    targets: Collection[TargetInfo],
    continuum: ContinuumMap,
    days: SchoolDays | None = None,
    viewer: Viewer | None = None,
) -> dict[int, tuple[Reading | None, Need | None]]:
    """By target (row id), for agreements in force: where the plan stands, and what it asks with the night's forecast.

    Two queries beside the policy's, however many there are, or one with her days at hand; one more where something builds
    on what is no part of its plan. For whoever may see her already. viewer: what no night has told of yet, as it was
    agreed today, is worked out now for this reader (`needs_of`), with its queries.
    """
    agreed = [(one, one.in_force) for one in targets if one.in_force is not None]
    if not agreed:
        return {}
    days = days or school_days_of(learner)
    subjects = {one.id: f"target:{one.uuid}" for one, _offer in agreed}
    stored = stored_outlooks(learner.pk, list(subjects.values()))
    untold = [(one, offer) for one, offer in agreed if one.open_ids and subjects[one.id] not in stored]
    works_out = viewer is not None and bool(untold)
    decisions = decisions_in_columns((learner.pk,)) if works_out else partly_decisions((learner.pk,))
    lasting = _remaining(learner.pk, [one.open_ids for one, _offer in agreed], continuum, decisions)
    first = _come_first(learner.pk, [one.open_ids for one, _offer in agreed], continuum, decisions)
    now: dict[int, Need] = {}
    if viewer is not None and works_out:
        asked = [(one.open_ids, offer.from_on, offer.by_on) for one, offer in untold]
        # Beside the agreement the pace of the year isn't told, so it needn't be read.
        worked_out = needs_of(viewer, learner, asked, days, (), decisions)
        now = {one.id: need for (one, _offer), need in zip(untold, worked_out, strict=True)}
    found: dict[int, tuple[Reading | None, Need | None]] = {}
    for (one, offer), remaining, before in zip(agreed, lasting, first, strict=True):
        need = now.get(one.id)
        if one.open_ids and need is None:
            need = _with_night(
                replace(_need(learner, remaining, offer.from_on, offer.by_on, days, {}, None), first=before),
                stored.get(subjects[one.id]),
                offer.by_on,
            )
        found[one.id] = (reading_of(one, offer, days, continuum, decisions=decisions), need)
    return found


def _with_night(need: Need, night: StoredOutlook | None, by_on: dt.date) -> Need:
    """The need with what the latest night said of this target; on the day of the agreement nothing yet."""
    if night is None:
        return need
    told = said([Reason.of(night.refused)]) if night.refused and night.refused != SHORT else ()
    return replace(
        need,
        low_on=night.low_on,
        high_on=night.high_on,
        chance=night.chance if night.by_on == by_on else None,
        refused=night.refused,
        why_refused=" ".join(told),
        version=night.version,
    )


def _need(
    learner: Any,
    remaining: Remaining,
    from_on: dt.date,
    by_on: dt.date,
    days: SchoolDays,
    paces: Mapping[str, DomainPace],
    outlook: OutlookInfo | None,
) -> Need:
    pace = paces.get(remaining.domain_code)
    needed = needed_in(
        learner.pk,
        remaining,
        by_on,
        days.time,
        from_on=from_on,
        pace=pace.units_per_year if pace else None,
        expected=pace.expected if pace else None,
    )
    need = Need(
        units=remaining.units,
        competencies=len(remaining.open),
        days=needed.days.days,
        per_week=needed.per_week,
        sentences=needed.sentences,
    )
    if outlook is None:
        return need
    return replace(
        need,
        low_on=outlook.low_on,
        high_on=outlook.high_on,
        chance=outlook.chance,
        refused=outlook.refused,
        why_refused=" ".join(outlook.sentences) if outlook.refused else "",
        version=outlook.version,
        sentences=(*need.sentences, *(() if outlook.refused else outlook.sentences)),
    )


def said(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """Reasons of the mathematics in the reader's language."""
    language = (get_language() or "en").split("-")[0]
    language = language if language in LANGUAGES else "en"
    return tuple(sentence(one, language, show_date=formats.date_format) for one in reasons)


def _remaining(
    learner_id: int,
    asked: Sequence[Collection[int]],
    continuum: ContinuumMap,
    decisions: Determinations | None = None,
) -> list[Remaining]:
    """What is left of each of these sets of competencies that are not proficient yet, as pacing counts it."""
    wanted = {
        str(number): [continuum.by_id[one] for one in ids if one in continuum.by_id]
        for number, ids in enumerate(asked)
    }
    found = remaining_of_open({learner_id: wanted}, continuum, decisions)
    return [found[learner_id, name] for name in wanted]


def _come_first(
    learner_id: int,
    asked: Sequence[Collection[int]],
    continuum: ContinuumMap,
    decisions: Determinations | None = None,
) -> list[tuple[CompetencyInfo, ...]]:
    """For each of these sets of open competencies: what holds one of them back, is no part of it and not proficient yet.

    No query where nothing outside holds anything back, or with the decisions at hand.
    """
    gates = {}
    for number, ids in enumerate(asked):
        nodes = {
            node
            for one in ids
            if one in continuum.by_id
            for node in continuum.gates_of(continuum.by_id[one].position)
        }
        outside = [continuum.competencies[node] for node in sorted(nodes)]
        gates[str(number)] = [one for one in outside if one.id not in set(ids)]
    if not any(gates.values()):
        return [() for _one in asked]
    found = remaining_of_many({learner_id: gates}, continuum, decisions)
    return [tuple(item.competency for item in found[learner_id, name].open) for name in gates]


def reading_of(
    target: TargetInfo,
    offer: OfferInfo,
    days: SchoolDays,
    continuum: ContinuumMap,
    on: dt.date | None = None,
    decisions: Determinations | None = None,
) -> Reading | None:
    """Where this agreement stands on a day: of the plan, never of the learner; see `read_plans`.

    None where there is nothing to read, and where all of it is proficient: it waits to be confirmed.
    """
    return read_plans(columns_of(target, offer), days.time, continuum, on, decisions).reading(0)
