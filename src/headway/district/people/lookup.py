"""What the apps above ask about people without a viewer: existence, places and school days, never a record.

Nothing here decides access. Reads about learners that a person will see start from `policies.visible_learners`.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection
from django.db.models import Q, QuerySet, Value

from headway.district.foundation.api import clock, in_parts
from headway.district.people.models import (
    Absence,
    ExtraSchoolDay,
    Learner,
    LearnerCharacteristic,
    NonInstructionalDay,
    Organisation,
    Person,
    Section,
    Term,
)
from headway.district.people.policies import visible_learners
from headway.district.people.types import OrganisationKind, TermKind
from headway.district.people.viewers import Viewer, current

__all__ = [
    "LearnerGate",
    "PlaceCalendar",
    "SchoolYear",
    "absences_between",
    "calendar_at",
    "characteristics_of",
    "days_of_school",
    "district_organisation",
    "learner_by_uuid",
    "learner_gates",
    "learners_of_section",
    "lineage",
    "lock_learners",
    "names_by_key",
    "organisation_names",
    "people_exist",
    "person_names",
    "school_years",
    "schools_of_learners",
    "sections_exist",
]

# What a row of the calendar is, beside a year.
DAY_OFF, EXTRA_DAY = 0, 2


@dataclass(frozen=True, slots=True)
class LearnerGate:
    """What decides whether something can be recorded for a learner at all."""

    id: int
    uuid: uuid.UUID
    left_on: dt.date | None
    # Nothing can be told of the days before; None where it isn't known.
    birth_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """The school year that holds a date, for one school: first and last day, the weekdays without instruction, and the
    days on which something is made up."""

    starts_on: dt.date
    ends_on: dt.date
    days_off: frozenset[dt.date]
    extra_days: frozenset[dt.date] = frozenset()

    def school_days(self) -> Iterator[dt.date]:
        """Monday to Friday without the days off, and every extra day."""
        on = self.starts_on
        while on <= self.ends_on:
            if on in self.extra_days or (on.weekday() < 5 and on not in self.days_off):
                yield on
            on += dt.timedelta(days=1)


def district_organisation() -> Organisation | None:
    """The district this installation serves: the topmost organisation of that kind, else the topmost of all."""
    organisations = Organisation.objects.order_by("path")
    return organisations.filter(kind=OrganisationKind.DISTRICT).first() or organisations.first()


@dataclass(frozen=True, slots=True)
class PlaceCalendar:
    """What stands in the calendar of one organisation: its own school years as (row id, name, first day, last day), and the
    days off and extra days that hold there, its own and those of the organisations above it."""

    school_years: tuple[tuple[int, str, dt.date, dt.date], ...] = ()
    days_off: frozenset[dt.date] = frozenset()
    extra_days: frozenset[dt.date] = frozenset()

    def has_school(self, first: dt.date, last: dt.date) -> bool:
        """Is there a day of school between two days, both included?"""
        return any(SchoolYear(first, last, self.days_off, self.extra_days).school_days())


def calendar_at(organisation_id: int) -> PlaceCalendar:
    """The calendar of one organisation as it stands; for an import that asks what its sessions would make of it."""
    line = lineage(organisation_id)
    years = Term.objects.filter(
        organisation_id=organisation_id, kind=TermKind.SCHOOL_YEAR, is_active=True
    ).order_by("starts_on", "pk")
    return PlaceCalendar(
        tuple(years.values_list("pk", "name", "starts_on", "ends_on")),
        *(
            frozenset(days.objects.filter(organisation_id__in=line).values_list("on", flat=True))
            for days in (NonInstructionalDay, ExtraSchoolDay)
        ),
    )


def lineage(organisation_id: int) -> tuple[int, ...]:
    """The organisation and its ancestors, nearest first; empty when it does not exist."""
    path = Organisation.objects.filter(pk=organisation_id).values_list("path", flat=True).first() or ""
    return tuple(int(part) for part in reversed(path.split("/")) if part)


def organisation_names(ids: Collection[int]) -> dict[int, tuple[uuid.UUID, str]]:
    rows = Organisation.objects.filter(pk__in=ids).order_by("path").values_list("pk", "uuid", "name")
    return {pk: (outside, name) for pk, outside, name in rows}


def learner_gates(ids: Collection[int]) -> dict[int, LearnerGate]:
    """The learners that exist among these ids, in one query for each ten thousand."""
    return {
        row[0]: LearnerGate(*row)
        for part in in_parts(ids)
        for row in Learner.objects.filter(pk__in=part).values_list("pk", "uuid", "left_on", "birth_on")
    }


def learner_by_uuid(learner_uuid: uuid.UUID) -> Learner | None:
    """The learner with this identifier. Access is the caller's to decide."""
    return Learner.objects.filter(uuid=learner_uuid).first()


def schools_of_learners(ids: Collection[int]) -> dict[int, uuid.UUID | None]:
    """The school (its uuid) of each of these learners, in one query for each ten thousand."""
    return {
        pk: school
        for part in in_parts(ids)
        for pk, school in Learner.objects.filter(pk__in=part).values_list("pk", "school__uuid")
    }


def characteristics_of(ids: Collection[int]) -> dict[str, dict[int, str]]:
    """What equity work looks at, by kind: {kind: {learner: value}}, as of today. For counts of groups only (LR22).

    Several values of one kind are told together, so that every learner is in one group of a kind.
    """
    today = clock.today()
    found: dict[str, dict[int, set[str]]] = {}
    for part in in_parts(ids):
        rows = LearnerCharacteristic.objects.filter(
            Q(to_on__isnull=True) | Q(to_on__gte=today), learner_id__in=part, from_on__lte=today
        )
        for learner, kind, value in rows.values_list("learner_id", "kind", "value"):
            found.setdefault(kind, {}).setdefault(learner, set()).add(value)
    return {
        kind: {learner: " + ".join(sorted(values)) for learner, values in of.items()}
        for kind, of in sorted(found.items())
    }


def lock_learners(ids: Collection[int]) -> None:
    """Wait until nobody else writes what follows from these learners' record; held until the transaction ends.

    PostgreSQL only: on SQLite a writing transaction is alone anyway. Locked in one order, so nobody waits in a circle.
    """
    if not connection.features.has_select_for_update:
        return
    for part in in_parts(ids):
        list(
            Learner.objects.select_for_update(no_key=True)
            .filter(pk__in=part)
            .order_by("pk")
            .values_list("pk", flat=True)
        )


def people_exist(ids: Collection[int]) -> set[int]:
    return {
        pk for part in in_parts(ids) for pk in Person.objects.filter(pk__in=part).values_list("pk", flat=True)
    }


def sections_exist(ids: Collection[int]) -> set[int]:
    return {
        pk
        for part in in_parts(ids)
        for pk in Section.objects.filter(pk__in=part).values_list("pk", flat=True)
    }


def person_names(ids: Collection[int]) -> dict[int, str]:
    """Names to show beside an act: who rated, who decided."""
    people = Person.objects.filter(pk__in=set(ids)).only("given_name", "family_name", "preferred_name")
    return {person.pk: person.name for person in people}


def names_by_key(keys: Collection[str]) -> dict[str, str]:
    """Names of people by the key that the audit trail keeps; keys of erased people are missing."""
    uuids = [uuid.UUID(key) for key in set(keys) if len(key) == 36]
    people = Person.objects.filter(uuid__in=uuids).only("uuid", "given_name", "family_name", "preferred_name")
    return {str(person.uuid): person.name for person in people}


def learners_of_section(viewer: Viewer, section: Section) -> QuerySet[Learner]:
    """The learners who are in the section today and whose record the viewer may see, by name."""
    here = current("enrolments__") & Q(enrolments__section=section, enrolments__is_active=True)
    return (
        visible_learners(viewer)
        .filter(here)
        .filter(Q(left_on__isnull=True) | Q(left_on__gte=clock.today()))
        .order_by("person__family_name", "person__given_name", "pk")
        .distinct()
    )


class WithPath(Protocol):
    """A school as a calendar needs it: its row id and the path of what stands above it."""

    pk: Any
    path: Any


def school_years(schools: Iterable[WithPath | None], on: dt.date) -> dict[int | None, SchoolYear]:
    """For each school (by id) the school year that holds the date; schools without one are left out. One query.

    A school's own terms go before its district's, and those before terms of no organisation at all.
    """
    terms, off, extra = _calendar(on)
    found: dict[int | None, SchoolYear] = {}
    for school in schools:
        school_id = school.pk if school else None
        if school_id in found:
            continue
        path = school.path if school else ""
        line = [int(part) for part in reversed(path.split("/")) if part]
        for place in (*line, None):
            if place in terms:
                days_off = frozenset(day for one in line for day in off[one])
                extra_days = frozenset(day for one in line for day in extra[one])
                found[school_id] = SchoolYear(*terms[place], days_off, extra_days)
                break
    return found


def days_of_school() -> tuple[dt.date, ...]:
    """All days of school that the record knows, in order: of any school year, but the district's days off. One query."""
    years = (
        Term.objects.filter(kind=TermKind.SCHOOL_YEAR, is_active=True)
        .order_by()
        .values_list(Value(1), "starts_on", "ends_on")
    )
    days_off = (
        NonInstructionalDay.objects.exclude(organisation__kind=OrganisationKind.SCHOOL)
        .order_by()
        .values_list(Value(0), "on", "on")
    )
    extra_days = (
        ExtraSchoolDay.objects.exclude(organisation__kind=OrganisationKind.SCHOOL)
        .order_by()
        .values_list(Value(EXTRA_DAY), "on", "on")
    )
    rows = list(years.union(days_off, extra_days))
    off = frozenset(first for what, first, _last in rows if what == DAY_OFF)
    extra = frozenset(first for what, first, _last in rows if what == EXTRA_DAY)
    found: set[dt.date] = set()
    for what, first, last in rows:
        if what not in (DAY_OFF, EXTRA_DAY):
            found.update(SchoolYear(first, last, off, extra).school_days())
    return tuple(sorted(found))


def _calendar(
    on: dt.date,
) -> tuple[dict[int | None, tuple[dt.date, dt.date]], dict[int, set[dt.date]], dict[int, set[dt.date]]]:
    """School years that hold the date, all days off and all extra days, per organisation: one query brings all."""
    years = (
        Term.objects.filter(kind=TermKind.SCHOOL_YEAR, is_active=True, starts_on__lte=on, ends_on__gte=on)
        .order_by()
        .values_list(Value(1), "organisation_id", "starts_on", "ends_on")
    )
    terms: dict[int | None, tuple[dt.date, dt.date]] = {}
    off: dict[int, set[dt.date]] = defaultdict(set)
    extra: dict[int, set[dt.date]] = defaultdict(set)
    for what, organisation_id, first, last in years.union(*single_days(), all=True):
        if what == DAY_OFF:
            off[organisation_id].add(first)
        elif what == EXTRA_DAY:
            extra[organisation_id].add(first)
        elif organisation_id not in terms or first < terms[organisation_id][0]:
            terms[organisation_id] = (first, last)
    return terms, off, extra


def single_days(*more: Value) -> tuple[QuerySet[Any, Any], QuerySet[Any, Any]]:
    """All days off and all extra days, as parts of one query with the years: (what, organisation, day, day, *more)."""
    return (
        NonInstructionalDay.objects.order_by().values_list(
            Value(DAY_OFF), "organisation_id", "on", "on", *more
        ),
        ExtraSchoolDay.objects.order_by().values_list(Value(EXTRA_DAY), "organisation_id", "on", "on", *more),
    )


def absences_between(
    learner_ids: Collection[int], from_on: dt.date, on: dt.date
) -> dict[int, tuple[dt.date, ...]]:
    """The days on which these learners were away, per learner."""
    away: dict[int, list[dt.date]] = defaultdict(list)
    for part in in_parts(learner_ids):
        rows = Absence.objects.filter(learner_id__in=part, on__range=(from_on, on)).values_list(
            "learner_id", "on"
        )
        for learner_id, day in rows:
            away[learner_id].append(day)
    return {learner_id: tuple(sorted(days)) for learner_id, days in away.items()}
