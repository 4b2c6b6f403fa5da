"""Who taught whom, ever; and which sections of a school are for a level of a domain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import F, Q, QuerySet

from headway.district.foundation.api import clock
from headway.district.people.models import Course, Section, SectionEnrolment, SectionStaff
from headway.district.people.viewers import current

__all__ = ["courses_attended", "domains_taught", "has_taught", "sections_attended", "sections_of_level"]


def has_taught(person_id: int, learner_id: int, domain_code: str) -> bool:
    """Was this person ever on the staff of a section of the domain while the learner was in it?

    Also in earlier years, and where either has left since. A section whose course names no domain counts for every
    domain: nobody can tell that nothing of it was taught there.
    """
    domain = Q(section__course__domain_code=domain_code) | Q(section__course__isnull=True)
    domain |= Q(section__course__domain_code="")
    staffed = SectionStaff.objects.filter(domain, person_id=person_id).values_list(
        "section_id", "from_on", "to_on"
    )
    periods = list(staffed)
    enrolled = SectionEnrolment.objects.filter(
        learner_id=learner_id, section_id__in=[section for section, *_days in periods]
    ).values_list("section_id", "from_on", "to_on")
    return any(
        section == attended and _overlap(began, ended, joined, left)
        for attended, joined, left in enrolled
        for section, began, ended in periods
    )


def domains_taught(person_id: int, learner_ids: Collection[int]) -> dict[int, set[str]]:
    """`has_taught` for many learners at once: in which domains this person ever taught each; "" is every domain.

    Two queries at most, however many learners.
    """
    staffed = SectionStaff.objects.filter(person_id=person_id).values_list(
        "section_id", "section__course__domain_code", "from_on", "to_on"
    )
    periods: dict[int, list[tuple[str, dt.date | None, dt.date | None]]] = {}
    for section, domain, began, ended in staffed:
        periods.setdefault(section, []).append((domain or "", began, ended))
    found: dict[int, set[str]] = {}
    if not periods:
        return found
    enrolled = SectionEnrolment.objects.filter(learner_id__in=learner_ids, section_id__in=periods)
    for learner, section, joined, left in enrolled.values_list(
        "learner_id", "section_id", "from_on", "to_on"
    ):
        for domain, began, ended in periods[section]:
            if _overlap(began, ended, joined, left):
                found.setdefault(learner, set()).add(domain)
    return found


def _overlap(
    began: dt.date | None, ended: dt.date | None, joined: dt.date | None, left: dt.date | None
) -> bool:
    first, last = (
        max(began or dt.date.min, joined or dt.date.min),
        min(ended or dt.date.max, left or dt.date.max),
    )
    return first <= last


def sections_of_level(school_id: int | None, domain_code: str, level: int) -> QuerySet[Section]:
    """The sections that a school has now for a level of a domain, by title: their course says so.

    school_id None: of every school that is open.
    """
    today = clock.today()
    here = Q(school__is_active=True) if school_id is None else Q(school_id=school_id)
    now = Q(terms__isnull=True) | Q(terms__starts_on__lte=today, terms__ends_on__gte=today)
    return (
        Section.objects.filter(
            now,
            here,
            is_active=True,
            course__is_active=True,
            course__domain_code=domain_code,
            course__level=level,
        )
        .select_related("course", "school")
        .order_by("title", "pk")
        .distinct()
    )


def courses_attended(learner_id: int) -> QuerySet[Course]:
    """The courses of the sections in which a learner is now."""
    attended = sections_attended(learner_id).order_by()
    return Course.objects.filter(pk__in=attended.values("course_id")).order_by("title", "pk")


def sections_attended(learner_id: int, domain_code: str = "") -> QuerySet[Section]:
    """The sections in which a learner is today, by title; `joined_on`: since when. Of one domain where it is named."""
    here = current("enrolments__") & Q(enrolments__learner_id=learner_id, enrolments__is_active=True)
    found = Section.objects.filter(here, is_active=True).annotate(joined_on=F("enrolments__from_on"))
    if domain_code:
        found = found.filter(course__domain_code=domain_code)
    return found.select_related("course", "school").order_by("title", "pk")
