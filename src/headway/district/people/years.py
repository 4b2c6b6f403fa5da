"""What one school year leaves to the next: which sections are over, who stays together, and until which day.

Nothing here knows a level: a learner's home group goes on as a whole, whatever each of them learns in which domain.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from headway.district.people.models import (
    HomeGroup,
    HomeGroupAdviser,
    HomeGroupMembership,
    Learner,
    Organisation,
    Person,
    RoleAssignment,
    Section,
    SectionEnrolment,
    SectionStaff,
    Term,
)
from headway.district.people.types import OrganisationKind, TermKind
from headway.district.people.viewers import current

__all__ = [
    "EndingYear",
    "counselling_at",
    "ending_year",
    "learners_at",
    "school_year_of",
    "schools_everywhere",
]

# A home group whose last day lies this near the end of the year ended with the year, and goes on after it.
WITH_THE_YEAR = dt.timedelta(days=45)
FROM_SUMMER = 7


@dataclass(frozen=True, eq=False)
class EndingYear:
    """One school year of an organisation and everything below it, as it ends. Ids throughout.

    last_day: when the year ends; first_day: when the next one begins, None where some school has no such terms.
    without_terms: names of schools without a school year to go on to. sections: the last day of each that is over,
    by id. next_sections: how many stand ready for the next year. unplaced: sections without any term, left as they
    are. periods: home-group periods (members, advisers) that end with the year and go on after it.
    """

    organisation: Any
    from_year: int
    to_year: int
    last_day: dt.date | None
    first_day: dt.date | None
    schools: tuple[Any, ...]
    without_terms: tuple[str, ...]
    sections: dict[int, dt.date]
    next_sections: int
    unplaced: int
    learners: int
    home_groups: int
    members: int
    periods: tuple[int, ...]
    adviser_periods: tuple[int, ...]

    @property
    def key(self) -> str:
        """What a person looked at before she said yes: changes as soon as the plan does."""
        parts = (self.organisation.pk, self.from_year, self.to_year, self.last_day, self.first_day)
        return ".".join(str(one) for one in (*parts, len(self.sections), self.learners, self.home_groups))


def school_year_of(term: Term) -> int:
    """The year in which the school year of this term ends."""
    if term.school_year:
        return term.school_year
    if term.parent and term.parent.school_year:
        return term.parent.school_year
    return term.ends_on.year + (term.ends_on.month > FROM_SUMMER and term.kind != TermKind.SCHOOL_YEAR)


def _terms_near(organisation: Organisation) -> list[Term]:
    above = [int(part) for part in organisation.path.split("/") if part]
    here = Q(organisation__path__startswith=organisation.path) | Q(organisation__in=above)
    return list(
        Term.objects.filter(here | Q(organisation__isnull=True), is_active=True).select_related(
            "parent", "organisation"
        )
    )


def _school_years(terms: list[Term], school: Organisation, year: int) -> list[Term]:
    """The terms of kind school year that hold for a school: its own, or those of a place above it."""
    line = {int(part) for part in school.path.split("/") if part}
    found = [
        one
        for one in terms
        if one.kind == TermKind.SCHOOL_YEAR
        and school_year_of(one) == year
        and (one.organisation_id is None or one.organisation_id in line)
    ]
    own = [one for one in found if one.organisation_id == school.pk]
    return own or found


def learners_at(organisation: Organisation, on: dt.date) -> QuerySet[Learner]:
    """The learners of the schools at and below an organisation who are there on a day or later."""
    return Learner.objects.filter(school__path__startswith=organisation.path).filter(
        Q(left_on__isnull=True) | Q(left_on__gte=on)
    )


def schools_everywhere() -> QuerySet[Organisation]:
    """Every school that is open, by name: where a learner may go next."""
    return Organisation.objects.filter(kind=OrganisationKind.SCHOOL, is_active=True).order_by("name", "pk")


def counselling_at(schools: Collection[Organisation], *roles: str) -> list[Person]:
    """Who has one of these duties at one of these schools today, by name; a duty above reaches down."""
    places = {int(part) for one in schools for part in one.path.split("/") if part}
    duties = RoleAssignment.objects.filter(
        current(), organisation__in=places, role__in=roles, is_active=True, person__is_active=True
    )
    return list(
        Person.objects.filter(pk__in=duties.values("person_id")).order_by("family_name", "given_name", "pk")
    )


def ending_year(organisation: Organisation, to_year: int) -> EndingYear:
    """The year before `to_year` of an organisation, with what its end would change. About ten queries."""
    terms = _terms_near(organisation)
    schools = tuple(
        Organisation.objects.filter(
            path__startswith=organisation.path, kind=OrganisationKind.SCHOOL, is_active=True
        ).order_by("name", "pk")
    )
    ending = {term.pk: term for one in schools for term in _school_years(terms, one, to_year - 1)}
    coming = {one.pk: _school_years(terms, one, to_year) for one in schools}
    last_day = max((one.ends_on for one in ending.values()), default=None)
    starts = [min(term.starts_on for term in found) for found in coming.values() if found]
    without = tuple(one.name for one in schools if not coming[one.pk])
    first_day = min(starts) if starts and not without else None
    sections, coming_sections, unplaced = _sections(organisation, to_year - 1)
    groups = HomeGroup.objects.filter(school__path__startswith=organisation.path, is_active=True)
    members, periods, adviser_periods = _belonging(groups, last_day)
    return EndingYear(
        organisation=organisation,
        from_year=to_year - 1,
        to_year=to_year,
        last_day=last_day,
        first_day=first_day,
        schools=schools,
        without_terms=without,
        sections=sections,
        next_sections=coming_sections,
        unplaced=unplaced,
        learners=learners_at(organisation, last_day or dt.date.min).count(),
        home_groups=groups.count(),
        members=members,
        periods=periods,
        adviser_periods=adviser_periods,
    )


def _sections(organisation: Organisation, year: int) -> tuple[dict[int, dt.date], int, int]:
    """Sections that are over with this year or were before, how many are for a later one, and how many have no term."""
    active = Section.objects.filter(school__path__startswith=organisation.path, is_active=True)
    links = Section.terms.through.objects.filter(section__in=active).values_list("section_id", "term_id")
    terms = Term.objects.select_related("parent").in_bulk({term for _section, term in links})
    of: dict[int, list[Term]] = defaultdict(list)
    for section, term in links:
        of[section].append(terms[term])
    over = {
        section: max(one.ends_on for one in found)
        for section, found in of.items()
        if max(school_year_of(one) for one in found) <= year
    }
    return over, len(of) - len(over), active.count() - len(of)


def _belonging(
    groups: QuerySet[HomeGroup], last_day: dt.date | None
) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """How many are in these groups when the year ends, and the periods that end with it and nobody has continued."""
    if last_day is None:
        return 0, (), ()
    there = Q(to_on__isnull=True) | Q(to_on__gte=last_day - WITH_THE_YEAR)
    rows = HomeGroupMembership.objects.filter(there, home_group__in=groups, from_on__lte=last_day)
    rows = rows.filter(Q(learner__left_on__isnull=True) | Q(learner__left_on__gt=last_day))
    members = rows.values("learner_id").distinct().count()
    advisers = HomeGroupAdviser.objects.filter(there, home_group__in=groups, from_on__lte=last_day)
    return members, _ending(rows, "learner_id"), _ending(advisers, "person_id")


def _ending(rows: QuerySet[Any], who: str) -> tuple[int, ...]:
    """Of these periods those with a last day, whose person has no later or open period in the same group."""
    listed = list(rows.values_list("pk", "home_group_id", who, "to_on"))
    model = rows.model
    pairs = model.objects.filter(home_group__in={group for _pk, group, *_rest in listed}).values_list(
        "home_group_id", who, "from_on", "to_on"
    )
    latest: dict[tuple[int, int], dt.date] = {}
    for group, person, _from_on, to_on in pairs:
        ends = to_on or dt.date.max
        latest[group, person] = max(latest.get((group, person), dt.date.min), ends)
    return tuple(
        pk for pk, group, person, to_on in listed if to_on is not None and latest[group, person] == to_on
    )


def enrolments_over(sections: dict[int, dt.date], last_day: dt.date) -> QuerySet[SectionEnrolment]:
    """Enrolments of sections with this last day that would go on beyond it."""
    ids = [pk for pk, day in sections.items() if day == last_day]
    return SectionEnrolment.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gt=last_day), section_id__in=ids, is_active=True
    )


def staff_over(sections: dict[int, dt.date], last_day: dt.date) -> QuerySet[SectionStaff]:
    """The same for who teaches them."""
    ids = [pk for pk, day in sections.items() if day == last_day]
    return SectionStaff.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gt=last_day), section_id__in=ids, is_active=True
    )
