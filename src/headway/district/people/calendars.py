"""School years of several schools over many years, and where a learner went to school when.

Nothing here decides access. `lookup.school_years` answers for one date; this answers for a stretch of time.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import F, Value

from headway.district.foundation.api import in_parts, remembered_in_request
from headway.district.people.lookup import DAY_OFF, EXTRA_DAY, SchoolYear, single_days
from headway.district.people.models import (
    HomeGroupMembership,
    Learner,
    Organisation,
    SectionEnrolment,
    Term,
)
from headway.district.people.types import TermKind

__all__ = [
    "SchoolStretch",
    "learners_with_schools",
    "organisations_called",
    "part_of_year",
    "school_stretches",
    "years_of_schools",
]


@dataclass(frozen=True, slots=True)
class SchoolStretch:
    """A learner at one school from one day to another, both included; None where it is open."""

    school_id: int | None
    from_on: dt.date | None
    to_on: dt.date | None


def years_of_schools(
    schools: Iterable[Organisation | None],
) -> dict[int | None, tuple[SchoolYear, ...]]:
    """Every school year that each school (by id) has, in order. One query, whatever their number.

    A school's own terms go before its district's, and those before terms of no organisation; of two that overlap at one
    place the one that began first counts.
    """
    years = (
        Term.objects.filter(kind=TermKind.SCHOOL_YEAR, is_active=True)
        .order_by()
        .values_list(Value(1), "organisation_id", "starts_on", "ends_on")
    )
    terms: dict[int | None, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    off: dict[int, set[dt.date]] = defaultdict(set)
    extra: dict[int, set[dt.date]] = defaultdict(set)
    for what, organisation_id, first, last in years.union(*single_days(), all=True):
        if what == DAY_OFF:
            off[organisation_id].add(first)
        elif what == EXTRA_DAY:
            extra[organisation_id].add(first)
        else:
            terms[organisation_id].append((first, last))
    found: dict[int | None, tuple[SchoolYear, ...]] = {}
    for school in schools:
        school_id = school.pk if school else None
        if school_id in found:
            continue
        line = [int(part) for part in reversed((school.path if school else "").split("/")) if part]
        days_off = frozenset(day for one in line for day in off[one])
        extra_days = frozenset(day for one in line for day in extra[one])
        kept: list[tuple[dt.date, dt.date]] = []
        for place in (*line, None):
            for first, last in sorted(terms.get(place, ())):
                if all(last < begins or ends < first for begins, ends in kept):
                    kept.append((first, last))
        found[school_id] = tuple(SchoolYear(*term, days_off, extra_days) for term in sorted(kept))
    return found


def organisations_called(ids: Collection[int | None]) -> dict[int | None, Organisation]:
    """The organisations with these ids, whoever asks: earlier schools of learners."""
    return {row.pk: row for row in Organisation.objects.filter(pk__in=[one for one in ids if one])}


def learners_with_schools(ids: Collection[int] | None = None) -> list[Learner]:
    """These learners (or everybody) with their schools, for nightly work. Access is decided by whoever asks."""
    rows = Learner.objects.select_related("school").order_by("pk")
    if ids is None:
        return list(rows)
    return [row for part in in_parts(ids) for row in rows.filter(pk__in=part)]


def part_of_year(school: Organisation | None, on: dt.date) -> tuple[dt.date, dt.date] | None:
    """The shortest part of a school year (semester, term, reporting period) that holds the date at this school."""
    line = [int(part) for part in reversed((school.path if school else "").split("/")) if part]
    places = {place: number for number, place in enumerate((*line, None))}
    here = [row for row in _parts_with(on) if row.organisation_id in places]
    if not here:
        return None
    best = min(
        here,
        key=lambda row: (places[row.organisation_id], row.ends_on - row.starts_on, row.starts_on, row.pk),
    )
    return best.starts_on, best.ends_on


@remembered_in_request
def _parts_with(on: dt.date) -> tuple[Term, ...]:
    """Every part of a year, of any organisation, that holds the date: a page asks for many learners, one by one."""
    rows = Term.objects.filter(is_active=True, starts_on__lte=on, ends_on__gte=on)
    return tuple(rows.exclude(kind=TermKind.SCHOOL_YEAR))


def school_stretches(schools: dict[int, int | None]) -> dict[int, tuple[SchoolStretch, ...]]:
    """Where these learners went to school, in order; the last stretch is open. schools: learner → her school now.

    Told by home groups, and by sections for whoever has been in no home group elsewhere. Who is in sections of two
    schools at a time (enrolled at both) stays at her own. Learners who were at one school only are left out. One
    query, or three where somebody moved.
    """
    dated = [
        (model.objects.filter(learner_id__in=set(schools), from_on__isnull=False).order_by(), place)
        for model, place in (
            (HomeGroupMembership, "home_group__school_id"),
            (SectionEnrolment, "section__school_id"),
        )
    ]
    ended = [
        rows.filter(to_on__isnull=False)
        .exclude(**{place: F("learner__school_id")})
        .values_list(Value(number), "learner_id")
        for number, (rows, place) in enumerate(dated)
    ]
    moved = set(ended[0].union(ended[1]))
    found: dict[int, tuple[SchoolStretch, ...]] = {}
    for number, (rows, place) in enumerate(dated):
        ids = {learner_id for one, learner_id in moved if one == number} - set(found)
        periods: dict[int, list[tuple[dt.date, dt.date, int]]] = defaultdict(list)
        if ids:
            there = rows.filter(learner_id__in=ids)
            for learner_id, from_on, to_on, school_id in there.values_list(
                "learner_id", "from_on", "to_on", place
            ):
                periods[learner_id].append((from_on, to_on or dt.date.max, school_id))
        for learner_id, listed in periods.items():
            stretches = _in_order(listed, schools[learner_id])
            if len(stretches) > 1:
                found[learner_id] = stretches
    return found


def _in_order(
    periods: list[tuple[dt.date, dt.date, int]], school_id: int | None
) -> tuple[SchoolStretch, ...]:
    """One stretch after the other without gaps: each lasts until the next school's first day."""
    own = [(from_on, to_on) for from_on, to_on, place in periods if place == school_id]
    counted = sorted(
        (from_on, place)
        for from_on, to_on, place in periods
        if place == school_id
        or (to_on < dt.date.max and not any(begins <= to_on and from_on <= ends for begins, ends in own))
    )
    if counted and counted[-1][1] != school_id:
        # The last school is not hers any more, and nothing tells the first day at her own: the day after she left.
        ends = max(to_on for from_on, to_on, place in periods if (from_on, place) == counted[-1])
        counted.append((ends + dt.timedelta(days=1), school_id or 0))
    changes = [
        (from_on, place)
        for number, (from_on, place) in enumerate(counted)
        if number == 0 or place != counted[number - 1][1]
    ]
    return tuple(
        SchoolStretch(
            place or None,
            None if number == 0 else from_on,
            changes[number + 1][0] - dt.timedelta(days=1) if number + 1 < len(changes) else None,
        )
        for number, (from_on, place) in enumerate(changes)
    )
