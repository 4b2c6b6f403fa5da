"""School years of several schools over many years, and where a learner went to school when.

Nothing here decides access. `lookup.school_years` answers for one date; this answers for a stretch of time.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Value, prefetch_related_objects

from headway.district.foundation.api import in_parts, remembered_in_request
from headway.district.people.lookup import DAY_OFF, EXTRA_DAY, SchoolYear, WithPath, single_days
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
    "part_of_year",
    "school_time",
    "years_of_schools",
]

# What a row of the calendar is, beside single days.
SCHOOL_YEAR = 1
# What a row is that says where a learner was, beside the rows of the calendar; those of home groups go first.
OF_HOME_GROUP, OF_SECTION = 3, 4
OF_A_LEARNER = (OF_HOME_GROUP, OF_SECTION)
# A row of another app that is read along.
BESIDE = 5


@dataclass(frozen=True, slots=True)
class SchoolStretch:
    """A learner at one school from one day to another, both included; None where it is open."""

    school_id: int | None
    from_on: dt.date | None
    to_on: dt.date | None


def years_of_schools(
    schools: Iterable[WithPath | None],
) -> dict[int | None, tuple[SchoolYear, ...]]:
    """Every school year that each school (by id) has, in order. One query, whatever their number.

    A school's own terms go before its district's, and those before terms of no organisation; of two that overlap at one
    place the one that began first counts.
    """
    return _years_in(_calendar_with(), schools)


# (what it is, whose, first day, last day, school, its place in the tree); of a school year or a single day the last two
# say nothing.
_Row = tuple[int, int | None, dt.date, dt.date | None, int, str]


def _calendar_with(*more: QuerySet[Any, Any]) -> list[_Row]:
    """Every school year and every single day of the calendar, with more rows. One query."""
    nowhere = Value(0), Value("")
    years = (
        Term.objects.filter(kind=TermKind.SCHOOL_YEAR, is_active=True)
        .order_by()
        .values_list(Value(SCHOOL_YEAR), "organisation_id", "starts_on", "ends_on", *nowhere)
    )
    return list(years.union(*single_days(*nowhere), *more, all=True))


def _years_in(
    rows: Iterable[_Row], schools: Iterable[WithPath | None]
) -> dict[int | None, tuple[SchoolYear, ...]]:
    terms: dict[int | None, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    off: dict[int | None, set[dt.date]] = defaultdict(set)
    extra: dict[int | None, set[dt.date]] = defaultdict(set)
    for what, place_id, first, last, *_school in rows:
        if what == DAY_OFF:
            off[place_id].add(first)
        elif what == EXTRA_DAY:
            extra[place_id].add(first)
        elif what == SCHOOL_YEAR and last is not None:
            terms[place_id].append((first, last))
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


def learners_with_schools(ids: Collection[int] | None = None) -> list[Learner]:
    """These learners (or everybody) with their schools, for nightly work. Access is decided by whoever asks."""
    rows = Learner.objects.order_by("pk")
    # A school once, not once for each of its learners.
    parts = [rows] if ids is None else [rows.filter(pk__in=part) for part in in_parts(ids)]
    found = [row for part in parts for row in part]
    prefetch_related_objects(found, "school")
    return found


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


@dataclass(slots=True)
class _School:
    pk: int
    path: str


@dataclass(frozen=True, slots=True)
class SchoolTimes:
    """stretches: learner → where she went to school. years: school → its school years, in order. beside: the rows of
    another app that were read along: (whose, first day, last day, a number, words)."""

    stretches: Mapping[int, tuple[SchoolStretch, ...]]
    years: Mapping[int | None, tuple[SchoolYear, ...]]
    beside: tuple[tuple[int, dt.date, dt.date | None, int, str], ...] = ()


def school_time(
    learners: Mapping[int, Organisation | None],
    beside: tuple[QuerySet[Any, Any], Sequence[Any]] | None = None,
) -> SchoolTimes:
    """Where these learners went to school, and every school year of each of those schools. learners: id → her school now.

    Stretches stand in order, the last one is open. They are told by home groups, and by sections for whoever has been in
    no home group elsewhere. Who is in sections of two schools at a time (enrolled at both) stays at her own. Learners who
    were at one school only are left out. One query, however many changed schools.

    beside: what another app knows of these learners' time, read in the same query: its rows, and of each the learner, two
    days, a number and words (fields or expressions).
    """
    rows = _calendar_with(
        _of_moved(OF_HOME_GROUP, HomeGroupMembership.objects.all(), "home_group", learners),
        _of_moved(OF_SECTION, SectionEnrolment.objects.all(), "section", learners),
        *((beside[0].order_by().values_list(Value(BESIDE), *beside[1]),) if beside else ()),
    )
    found: dict[int, tuple[SchoolStretch, ...]] = {}
    for kind in OF_A_LEARNER:
        periods: dict[int, list[tuple[dt.date, dt.date, int]]] = defaultdict(list)
        for what, learner_id, from_on, to_on, school_id, _path in rows:
            if what == kind and learner_id is not None and learner_id not in found:
                periods[learner_id].append((from_on, to_on or dt.date.max, school_id))
        for learner_id, listed in periods.items():
            school = learners[learner_id]
            stretches = _in_order(listed, school.pk if school else None)
            if len(stretches) > 1:
                found[learner_id] = stretches
    elsewhere = {row[4]: _School(row[4], row[5]) for row in rows if row[0] in OF_A_LEARNER}
    return SchoolTimes(
        found,
        _years_in(rows, (*learners.values(), *elsewhere.values())),
        tuple(
            (whose, first, last, number, words)
            for what, whose, first, last, number, words in rows
            if what == BESIDE and whose is not None
        ),
    )


def _of_moved(
    what: int, rows: QuerySet[Any, Any], place: str, learner_ids: Collection[int]
) -> QuerySet[Any, Any]:
    """Where each learner was who has ever left a place of another school than her own.

    The ids are asked for once, and who left is looked up by learner: with the ids within the inner question PostgreSQL
    goes through all of them for every row.
    """
    school = f"{place}__school"
    dated = rows.filter(from_on__isnull=False)
    ended = dated.filter(learner_id=OuterRef("learner_id"), to_on__isnull=False).exclude(
        **{f"{school}_id": F("learner__school_id")}
    )
    return (
        dated.filter(Exists(ended.order_by()), learner_id__in=set(learner_ids))
        .order_by()
        .values_list(Value(what), "learner_id", "from_on", "to_on", f"{school}_id", f"{school}__path")
    )


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
