"""When something could be finished: a range as dates and a chance, from the forecast in force."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from headway.district.continuum.api import current_map
from headway.district.foundation.api import clock
from headway.district.pacing.models import ForecastFit
from headway.district.pacing.own_time import OwnTime
from headway.district.pacing.selectors.histories import ForecastHistories, histories_for_forecast
from headway.district.pacing.types import OutlookInfo, Remaining
from headway.district.pacing.words import said
from headway.district.people.api import Viewer, check_see
from headway.mastery.facts import Determinations, Reason, Refused
from headway.mastery.pacing.forecast import FEWEST_DAYS, Fitted, Histories, Refusal, fit

__all__ = ["Asked", "answers", "fit_in_force", "outlooks_of"]

# Without an agreed date an answer is of use within about two school years.
USUAL_HORIZON = 360
# A range is of use as long as it is no wider than the time to the agreed day, or than a school year, whichever is more.
SHORTEST_HORIZON = 180.0
# How far ahead a range is looked up in the calendar.
FURTHEST_YEARS = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the forecast: so many units left in a domain (0: everything together), by a date."""

    learner_id: int
    domain_id: int
    domain_code: str
    remaining: float
    by_on: dt.date | None


def fit_in_force(on: dt.date | None = None) -> Fitted:
    """The forecast learned last up to a day; the stated default where nothing was learned, or by another version."""
    on = on or clock.today()
    row = ForecastFit.objects.filter(learned_until__lte=on).order_by("learned_until", "pk").last()
    if row is not None:
        try:
            return Fitted.from_dict(row.settings)
        except (Refused, KeyError, TypeError):
            pass
    empty = np.zeros(0, dtype=np.int64)
    return fit(Histories(empty, empty, empty, empty, empty, empty, np.zeros(0)))


def outlooks_of(
    viewer: Viewer,
    learner: Any,
    asked: Sequence[tuple[Remaining, dt.date | None]],
    on: dt.date | None = None,
    time: OwnTime | None = None,
    decisions: Determinations | None = None,
) -> list[OutlookInfo]:
    """When what remains for each of a learner's targets could be finished, as range and chance, worked out now: an answer
    for each question, in order. As many queries for many as for one. Raises NotFound for strangers.

    asked: what remains (`remaining_of`), and the agreed date or None. The chance is for adults; learners and families are
    shown the range, and the sentences. time, decisions (`decisions_in_columns` of that day): at hand already. Whoever
    gives decisions has decided access.
    """
    if decisions is None:
        check_see(viewer, learner)
    on = on or clock.today()
    continuum = current_map()
    codes = {one.code: one.id for one in continuum.domains} if continuum else {}
    questions = [
        Asked(learner.pk, codes.get(one.domain_code, 0), one.domain_code, one.units, by_on)
        for one, by_on in asked
    ]
    agreed = [(learner.pk, one.domain_id) for one in questions if one.by_on]
    found = histories_for_forecast([learner], on, decisions, time, agreed)
    return answers(found, questions, fit_in_force(on))


def answers(found: ForecastHistories, asked: Sequence[Asked], fitted: Fitted) -> list[OutlookInfo]:
    """One answer for each question, in order. Who has no history in the domain yet is told so."""
    rows = found.rows
    place = [rows.get((one.learner_id, one.domain_id)) for one in asked]
    first = found.on + dt.timedelta(days=1)
    by = [
        found.time.own_days(one.learner_id, first, one.by_on, one.domain_code or None)
        if one.by_on and found.time.has_time(one.learner_id)
        else float(USUAL_HORIZON)
        for one in asked
    ]
    there = [number for number, row in enumerate(place) if row is not None]
    told: dict[int, int] = {number: at for at, number in enumerate(there)}
    outlooks = fitted.outlooks(
        found.histories,
        [asked[number].remaining for number in there],
        # A near date must not hide a range that says within which half year a target may be reached.
        [max(by[number], SHORTEST_HORIZON) for number in there],
        within=[by[number] for number in there],
        learner=[place[number] or 0 for number in there],
    )
    version = fitted.version
    return [
        _answer(one, found, fitted, version, outlooks, told.get(number)) for number, one in enumerate(asked)
    ]


def _answer(
    one: Asked, found: ForecastHistories, fitted: Fitted, version: str, outlooks: Any, at: int | None
) -> OutlookInfo:
    refused = Refusal(int(outlooks.refused[at])) if at is not None else Refusal.SHORT_HISTORY
    if one.remaining <= 0:
        refused = Refusal.ALREADY_MET
    low = high = chance = None
    if refused is Refusal.NONE:
        low, high = float(outlooks.low[at]), float(outlooks.high[at])
    if at is not None and math.isfinite(outlooks.chance[at]):
        chance = float(outlooks.chance[at])
    if refused is Refusal.ALREADY_MET:
        low, high, chance = 0.0, 0.0, 1.0
    low_on = _date_after(found.time, one, found.on, low) if low else None
    high_on = _date_after(found.time, one, found.on, high) if high else None
    if refused is Refusal.NONE and (low_on is None or high_on is None):
        refused, low, high, low_on, high_on = Refusal.TOO_WIDE, None, None, None, None
    return OutlookInfo(
        one.learner_id,
        one.remaining,
        one.by_on,
        low,
        high,
        low_on,
        high_on,
        chance if one.by_on or refused is Refusal.ALREADY_MET else None,
        "" if refused is Refusal.NONE else refused.code,
        version,
        fitted.by_default,
        found.on,
        said(_reasons(refused, low, high, fitted)),
    )


def _reasons(refused: Refusal, low: float | None, high: float | None, fitted: Fitted) -> list[Reason]:
    if refused is Refusal.NONE and low is not None and high is not None:
        reasons = [Reason.of("forecast_range", low=max(math.floor(low), 1), high=max(math.ceil(high), 1))]
        if fitted.by_default:
            reasons.append(Reason.of("forecast_by_default"))
        return [*reasons, Reason.of("forecast_use_well")]
    if refused is Refusal.SHORT_HISTORY:
        return [Reason.of(refused.code, days=FEWEST_DAYS)]
    return [Reason.of(refused.code)]


def _date_after(time: OwnTime, one: Asked, on: dt.date, days: float) -> dt.date | None:
    """The date on which so many further own days are over, rounded up; None where no calendar reaches that far."""
    if not time.has_time(one.learner_id):
        return None
    first = on + dt.timedelta(days=1)
    for years in (1, 2, 4, FURTHEST_YEARS):
        until = on + dt.timedelta(days=366 * years)
        own = np.cumsum(time.by_day(one.learner_id, first, until, one.domain_code or None))
        at = int(np.searchsorted(own, max(math.ceil(days), 1) - 1e-9))
        if at < len(own):
            return first + dt.timedelta(days=at)
    return None
