"""Agreed days that came: of each the plan that stood on that day, and whether the target was met by it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from headway.district.agreements.models import Offer, Signature
from headway.district.agreements.reach import members_of
from headway.district.agreements.types import TargetEnding
from headway.district.continuum.api import current_map
from headway.district.foundation.api import clock, in_parts
from headway.district.proficiency.api import entered_later, proficient_columns
from headway.mastery.pacing import date_of

__all__ = ["DayThatCame", "days_that_came"]


@dataclass(frozen=True, slots=True)
class DayThatCame:
    """One agreed day. agreed_on: when the last signature that it needed was given.

    is_changed: before it came another day was agreed, or the target was set aside or replaced; it says nothing of met or not.
    met_on: since when everything is proficient, or the day on which it was ended as met; None where it was not by that day.
    is_known_later: it was met by the day, and something of that was entered only after it.
    """

    target_id: int
    learner_id: int
    agreed_on: dt.date
    by_on: dt.date
    is_changed: bool = False
    met_on: dt.date | None = None
    is_known_later: bool = False


class _Row(NamedTuple):
    target: int
    learner: int
    aim: str
    domain: str
    level: int | None
    competency_ids: Any
    ending: str | None
    ended_at: dt.datetime | None
    offer: int
    wants: Any
    by_on: dt.date
    side: str
    signed_at: dt.datetime


_OF_A_ROW = (
    "offer__target_id", "offer__target__learner_id", "offer__target__aim", "offer__target__domain_code",
    "offer__target__level", "offer__target__competency_ids", "offer__target__end__ending",
    "offer__target__end__ended_at", "offer_id", "offer__wants", "offer__by_on", "side", "signed_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Plan:
    row: _Row
    agreed_on: dt.date


def days_that_came(
    learner_ids: Collection[int], from_on: dt.date, until_on: dt.date
) -> tuple[DayThatCame, ...]:
    """Every agreed day from one day to another, both included; days to come are left out.

    A target whose day was moved after it had come is listed with each of these days. Met is what is known today of that
    day: a decision that was entered later with its earlier date counts, and says so. What is proficient is decided by a
    person; so a decision of the day after is not "by the day". Some queries for each ten thousand learners. Access is
    decided by whoever gives the ids.
    """
    until_on = min(until_on, clock.today() - dt.timedelta(days=1))
    rows = _signatures(learner_ids, from_on, until_on)
    plans = [one for of in _by_target(rows) for one in _agreed(of)]
    stood = [
        (plan, changed)
        for plan, changed in _with_what_came(plans)
        if plan.agreed_on < plan.row.by_on and from_on <= plan.row.by_on <= until_on
    ]
    met = _met([plan.row for plan, changed in stood if not changed], from_on)
    return tuple(
        DayThatCame(
            plan.row.target,
            plan.row.learner,
            plan.agreed_on,
            plan.row.by_on,
            changed,
            *((None, False) if changed else _outcome(plan.row, *met[plan.row.target])),
        )
        for plan, changed in stood
    )


def _signatures(learner_ids: Collection[int], from_on: dt.date, until_on: dt.date) -> list[_Row]:
    """All of them, of targets with an offer for a day in between."""
    found = []
    for part in in_parts(learner_ids):
        offers = Offer.objects.filter(by_on__gte=from_on, by_on__lte=until_on, target__learner_id__in=part)
        rows = Signature.objects.filter(offer__target__in=offers.order_by().values("target_id"))
        rows = rows.order_by("offer__target_id", "offer__number", "signed_at", "pk")
        found += [_Row._make(row) for row in rows.values_list(*_OF_A_ROW)]
    return found


def _by_target(rows: list[_Row]) -> Iterator[list[_Row]]:
    found: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.target].append(row)
    yield from found.values()


def _agreed(rows: list[_Row]) -> list[_Plan]:
    """The offers of one target that carry every signature they ask for, in their order."""
    sides: dict[int, dict[str, dt.datetime]] = defaultdict(dict)
    first: dict[int, _Row] = {}
    for row in rows:
        sides[row.offer].setdefault(row.side, row.signed_at)
        first.setdefault(row.offer, row)
    return [
        _Plan(row, clock.local_date(max(sides[offer][side] for side in row.wants)))
        for offer, row in first.items()
        if row.wants and set(row.wants) <= set(sides[offer])
    ]


def _with_what_came(plans: list[_Plan]) -> Iterator[tuple[_Plan, bool]]:
    """Each plan, with whether it was changed before its day came."""
    for number, plan in enumerate(plans):
        row = plan.row
        later = [one for one in plans[number + 1 :] if one.row.target == row.target]
        ended_on = clock.local_date(row.ended_at) if row.ended_at else None
        was_ended = ended_on is not None and ended_on <= row.by_on and row.ending != TargetEnding.MET
        yield plan, was_ended or any(one.agreed_on <= row.by_on for one in later)


# By target: since when everything is proficient (None: not everything is), and when the last of it was entered, where
# that was later than the decision says.
_Met = tuple[dt.date | None, dt.date | None]


def _met(rows: list[_Row], from_on: dt.date) -> dict[int, _Met]:
    continuum = current_map()
    if continuum is None or not rows:
        return {row.target: (None, None) for row in rows}
    learners = sorted({row.learner for row in rows})
    columns = proficient_columns(learners, continuum)
    since = {
        (learner, competency): date_of(day)
        for learner, competency, day in zip(
            columns.learner.tolist(), columns.competency.tolist(), columns.day.tolist(), strict=True
        )
    }
    entered = entered_later(learners, continuum, from_on)
    found: dict[int, _Met] = {}
    for row in rows:
        members = members_of(continuum, row.aim, row.domain, row.level, row.competency_ids)
        days = [since.get((row.learner, one)) for one in members]
        known = [
            entered[row.learner, one, on]
            for one, on in zip(members, days, strict=True)
            if on is not None and (row.learner, one, on) in entered
        ]
        reached = [one for one in days if one is not None]
        whole = bool(members) and len(reached) == len(members)
        found[row.target] = (max(reached) if whole else None, max(known, default=None))
    return found


def _outcome(row: _Row, met_on: dt.date | None, entered_on: dt.date | None) -> tuple[dt.date | None, bool]:
    ended_on = clock.local_date(row.ended_at) if row.ended_at else None
    if row.ending == TargetEnding.MET and ended_on is not None and ended_on <= row.by_on:
        # A person said so by the day; what was decided differently since takes nothing of that back.
        return min(met_on or ended_on, ended_on), False
    if met_on is None or met_on > row.by_on:
        return None, False
    return met_on, entered_on is not None and entered_on > row.by_on
