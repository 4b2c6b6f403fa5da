"""Who works with learners today by teaching or advising them: the rows from which every list of adults is read."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from headway.district.people.models import HomeGroupAdviser, SectionStaff
from headway.district.people.viewers import current

__all__ = ["advising", "teaching"]

# One filter for everything about a membership or an enrolment: a second one would ask about any other one of the group.


def advising(**whose: Any) -> QuerySet[HomeGroupAdviser]:
    """Advisers of home groups that are active today, once for each membership. whose: about it, as a filter says it."""
    return HomeGroupAdviser.objects.filter(
        current(),
        current("home_group__memberships__"),
        home_group__is_active=True,
        person__is_active=True,
        **whose,
    )


def teaching(**whose: Any) -> QuerySet[SectionStaff]:
    """Teachers of sections that are active today, once for each enrolment. whose: about it, as a filter says it."""
    return SectionStaff.objects.filter(
        current(),
        current("section__enrolments__"),
        is_active=True,
        person__is_active=True,
        section__is_active=True,
        section__enrolments__is_active=True,
        **whose,
    )
