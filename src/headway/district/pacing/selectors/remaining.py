"""What is still open of a target, and the rate that a date asks for."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Mapping
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, DomainKind, current_map
from headway.district.continuum.types import Importance
from headway.district.foundation.api import NotFound, clock
from headway.district.pacing.columns import Expectation, expectation_on
from headway.district.pacing.own_time import OwnTime
from headway.district.pacing.selectors.paces import pace_of
from headway.district.pacing.selectors.time import days_left_in, own_time_of
from headway.district.pacing.types import NeededInfo, Remaining, RemainingItem
from headway.district.pacing.words import said
from headway.district.people.api import Viewer, check_see
from headway.district.policy.api import scale_for
from headway.district.proficiency.api import decisions_in_columns
from headway.mastery.facts import Determinations
from headway.mastery.pacing import needed_rate

__all__ = [
    "needed_in",
    "needed_rate_of",
    "partly_decisions",
    "partly_gained",
    "remaining_of",
    "remaining_of_many",
    "remaining_of_open",
    "required",
]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# By continuum, as long as it is in memory: (domain, level) and what it asks for.
_REQUIRED: WeakKeyDictionary[ContinuumMap, dict[tuple[str, int | None], tuple[CompetencyInfo, ...]]] = (
    WeakKeyDictionary()
)


def required(
    continuum: ContinuumMap,
    *,
    competency_ids: Collection[int] = (),
    domain_code: str = "",
    level: int | None = None,
) -> tuple[CompetencyInfo, ...]:
    """The competencies that a target is made of: those named; or a level of a domain; or, with neither, the diploma.

    Reaching a level is reaching everything up to its end: what is open below it is still to be learned. Of each level of
    a domain its essential competencies count (all of them where none is marked so). The diploma, until a district has
    rules for it, is the same for the whole continuum. Habits of success are never among them. Worked out once for a
    level of a continuum.
    """
    if competency_ids:
        living = {continuum.current_ids.get(one, one) for one in competency_ids}
        return tuple(one for one in continuum.competencies if one.id in living)
    known = _REQUIRED.setdefault(continuum, {})
    if (domain_code, level) not in known:
        known[domain_code, level] = _required(continuum, domain_code, level)
    return known[domain_code, level]


def _required(continuum: ContinuumMap, domain_code: str, level: int | None) -> tuple[CompetencyInfo, ...]:
    code = {domain.id: domain.code for domain in continuum.domains}
    listed = [
        one
        for one in continuum.competencies
        if one.kind == DomainKind.ACADEMIC
        and (not domain_code or code.get(one.domain_id or 0) == domain_code)
        and (level is None or (one.level is not None and one.level <= level))
    ]
    essential = {one.id for one in listed if one.importance == Importance.ESSENTIAL}
    marked = {(one.domain_id, one.level) for one in listed if one.id in essential}
    return tuple(one for one in listed if one.id in essential or (one.domain_id, one.level) not in marked)


def remaining_of(
    viewer: Viewer,
    learner: Any,
    *,
    competency_ids: Collection[int] = (),
    domain_code: str = "",
    level: int | None = None,
) -> Remaining:
    """What is still open for this learner of the competencies named, of a level, or (with neither) of the diploma?

    Raises NotFound for strangers, and as long as no continuum is in force.
    """
    check_see(viewer, learner)
    continuum = current_map()
    if continuum is None:
        raise NotFound(_("No continuum has been published yet."))
    wanted = required(continuum, competency_ids=competency_ids, domain_code=domain_code, level=level)
    return remaining_of_many({learner.pk: {"": wanted}}, continuum)[learner.pk, ""]


def remaining_of_many(
    wanted: Mapping[int, Mapping[str, Collection[CompetencyInfo]]],
    continuum: ContinuumMap,
    decisions: Determinations | None = None,
    expectation: Expectation | None = None,
) -> dict[tuple[int, str], Remaining]:
    """For learner → name of a target → its competencies: what is open. One query, or none with decisions at hand.

    Access is decided by whoever gives the ids. Steps that the policy counts as partly gained are taken off.
    """
    decisions = decisions_in_columns(list(wanted)) if decisions is None else decisions
    partly = (expectation or expectation_on(clock.today())).partly
    steps = partly.steps(scale_for().scale)
    ordered, groups = decisions.standing().grouped()
    last = groups.offsets[1:] - 1
    gained = {
        (int(ordered.learner[row]), int(ordered.competency[row])): math.fsum(
            share for level, share in steps if int(ordered.level[row]) >= level
        )
        for row in last.tolist()
    }
    code = {domain.id: domain.code for domain in continuum.domains}
    found = {}
    for learner_id, targets in wanted.items():
        for name, competencies in targets.items():
            items = []
            for one in competencies:
                done = gained.get((learner_id, one.id), 0.0)
                if done < 1 - 1e-9:
                    items.append(RemainingItem(one, round(one.weight * (1 - done), 6)))
            codes = {code.get(one.domain_id or 0, "") for one in competencies}
            found[learner_id, name] = Remaining(
                learner_id,
                codes.pop() if len(codes) == 1 else "",
                tuple(items),
                round(math.fsum(item.units for item in items), 6),
                round(math.fsum(one.weight for one in competencies), 6),
            )
    return found


def remaining_of_open(
    wanted: Mapping[int, Mapping[str, Collection[CompetencyInfo]]],
    continuum: ContinuumMap,
    decisions: Determinations | None = None,
    expectation: Expectation | None = None,
) -> dict[tuple[int, str], Remaining]:
    """`remaining_of_many` of competencies that are known not to be proficient yet.

    No query unless the district counts something as partly gained and the decisions are not at hand.
    """
    expectation = expectation or expectation_on(clock.today())
    if not expectation.partly.stamp:
        decisions = Determinations.from_rows(())
    return remaining_of_many(wanted, continuum, decisions, expectation)


def partly_decisions(learner_ids: Collection[int]) -> Determinations | None:
    """What partly gained work is read from; None, without a query, where nothing is counted before it is proficient."""
    return decisions_in_columns(list(learner_ids)) if expectation_on(clock.today()).partly.stamp else None


def partly_gained(
    learner: Ints,
    competency: Ints,
    until: Ints,
    decisions: Determinations | None = None,
    expectation: Expectation | None = None,
) -> Floats:
    """For each row: which share of the competency's weight counts as gained at the end of a day (days since 1970-01-01).

    0 to 1, by what was decided up to that day and stands today. All zeros, without a query, where nothing is counted before
    it is proficient; else one query, or none with the decisions of these learners at hand.
    """
    expectation = expectation or expectation_on(clock.today())
    found = np.zeros(len(learner))
    if not expectation.partly.stamp or not len(learner):
        return found
    if decisions is None:
        decisions = decisions_in_columns(sorted(set(learner.tolist())))
    steps = expectation.partly.steps(scale_for().scale)
    levels = np.array([level for level, _share in steps])
    shares = np.cumsum([0.0, *(share for _level, share in steps)])
    ordered, groups = decisions.standing().grouped()
    begins = groups.offsets[:-1]
    place = {
        pair: number
        for number, pair in enumerate(
            zip(ordered.learner[begins].tolist(), ordered.competency[begins].tolist(), strict=True)
        )
    }
    for row, pair in enumerate(zip(learner.tolist(), competency.tolist(), strict=True)):
        number = place.get(pair)
        if number is None:
            continue
        low, high = int(groups.offsets[number]), int(groups.offsets[number + 1])
        last = low + int(np.searchsorted(ordered.decided_on[low:high], until[row], side="right")) - 1
        if last >= low:
            found[row] = shares[int(np.searchsorted(levels, ordered.level[last], side="right"))]
    return found


def needed_in(
    learner_id: int,
    remaining: Remaining,
    by_on: dt.date,
    time: OwnTime,
    *,
    from_on: dt.date | None = None,
    support_minutes_per_week: int = 0,
    pace: float | None = None,
    expected: float | None = None,
) -> NeededInfo:
    """The rate that finishing by a date asks for, planned backwards, from what is at hand. No query.

    from_on: when the work on it begins, if later than tomorrow. pace, expected: units a year so far and as the district
    expects, to be told beside it.
    """
    today = clock.today()
    after = max(today, from_on - dt.timedelta(days=1)) if from_on else today
    days = days_left_in(time, learner_id, by_on, after, remaining.domain_code or None)
    found = needed_rate(
        remaining.units,
        days.days,
        time.days_per_year,
        is_past=by_on < today,
        support_minutes_per_week=support_minutes_per_week,
        pace_so_far=pace,
        expected=expected,
    )
    sentences = said(found.reasons)
    return NeededInfo(
        by_on,
        remaining.units,
        days,
        found.per_week,
        found.per_year,
        found.support_hours,
        pace,
        expected,
        found.refused,
        (*sentences, days.sentence) if days.sentence else sentences,
    )


def needed_rate_of(
    viewer: Viewer,
    learner: Any,
    remaining: Remaining,
    by_on: dt.date,
    *,
    from_on: dt.date | None = None,
    support_minutes_per_week: int = 0,
    time: OwnTime | None = None,
    pace: float | None = None,
) -> NeededInfo:
    """Which rate does finishing by a date ask for, beside the pace so far and what the district expects?

    `needed_in`, for whoever may see the learner; raises NotFound for strangers where her pace is not given. time, pace:
    where they are at hand already.
    """
    time = time or own_time_of([learner])
    code = remaining.domain_code or None
    if pace is None and code:
        own = {one.domain.code: one.units_per_year for one in pace_of(viewer, learner, time=time)}
        pace = own.get(code)
    return needed_in(
        learner.pk,
        remaining,
        by_on,
        time,
        from_on=from_on,
        support_minutes_per_week=support_minutes_per_week,
        pace=pace,
        expected=expectation_on(clock.today()).expected(code) if code else None,
    )
