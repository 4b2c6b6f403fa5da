"""The learners, sections and calendars that a duty reaches: where counsellors and registrars begin.

Narrower than `visible_learners`: a registrar who is also a mother keeps the register of her schools, not her family's.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import NotFound, clock
from headway.district.people.models import (
    Course,
    ExtraSchoolDay,
    HomeGroup,
    HomeGroupMembership,
    Learner,
    NonInstructionalDay,
    Organisation,
    Section,
    Term,
)
from headway.district.people.policies import Purpose, organisation_scope, visible_learners
from headway.district.people.types import OrganisationKind
from headway.district.people.viewers import Viewer, current

__all__ = [
    "courses_near",
    "days_off_on_duty",
    "extra_days_on_duty",
    "home_group_names",
    "home_groups_on_duty",
    "learner_on_duty",
    "learners_on_duty",
    "schools_on_duty",
    "section_on_duty",
    "sections_on_duty",
    "terms_on_duty",
]

_NO_SUCH_PAGE = _("There is no such page, or it is not open to you.")


def learners_on_duty(
    viewer: Viewer,
    role: str,
    *,
    words: str = "",
    home_group: HomeGroup | None = None,
    with_those_who_left: bool = False,
) -> QuerySet[Learner]:
    """The learners of the schools that this duty reaches, by name.

    words: each must stand in a name or at the beginning of the local identifier. home_group: who is in it today.
    """
    found = visible_learners(viewer, Purpose.ROSTER).filter(school__in=organisation_scope(viewer, role))
    if not with_those_who_left:
        found = found.filter(Q(left_on__isnull=True) | Q(left_on__gte=clock.today()))
    if home_group is not None:
        members = HomeGroupMembership.objects.filter(current(), home_group=home_group)
        found = found.filter(pk__in=members.values("learner_id"))
    for word in words.split():
        found = found.filter(
            Q(person__given_name__icontains=word)
            | Q(person__family_name__icontains=word)
            | Q(person__preferred_name__icontains=word)
            | Q(local_identifier__istartswith=word)
        )
    return found.order_by("person__family_name", "person__given_name", "pk")


def learner_on_duty(viewer: Viewer, role: str, learner_uuid: uuid.UUID) -> Learner:
    """The one learner with this identifier, if the duty reaches her school; NotFound otherwise."""
    learner = learners_on_duty(viewer, role, with_those_who_left=True).filter(uuid=learner_uuid).first()
    if learner is None:
        raise NotFound(_NO_SUCH_PAGE)
    return learner


def schools_on_duty(viewer: Viewer, role: str) -> QuerySet[Organisation]:
    """The schools that this duty reaches, by name."""
    return (
        organisation_scope(viewer, role)
        .filter(kind=OrganisationKind.SCHOOL, is_active=True)
        .order_by("name", "pk")
    )


def home_groups_on_duty(viewer: Viewer, role: str) -> QuerySet[HomeGroup]:
    """The home groups of these schools, by name."""
    return (
        HomeGroup.objects.filter(school__in=organisation_scope(viewer, role), is_active=True)
        .select_related("school")
        .order_by("name", "pk")
    )


def home_group_names(learners: Collection[Learner]) -> dict[int, tuple[str, ...]]:
    """In which home groups are these learners today, by learner id? One query."""
    rows = HomeGroupMembership.objects.filter(
        current(), learner__in=[one.pk for one in learners], home_group__is_active=True
    )
    found: dict[int, list[str]] = defaultdict(list)
    for learner_id, name in rows.order_by("home_group__name").values_list("learner_id", "home_group__name"):
        if name not in found[learner_id]:
            found[learner_id].append(name)
    return {learner_id: tuple(names) for learner_id, names in found.items()}


def sections_on_duty(viewer: Viewer, role: str, *, words: str = "") -> QuerySet[Section]:
    """The sections of these schools, by title; `learners` counts who is enrolled today."""
    found = (
        Section.objects.filter(school__in=organisation_scope(viewer, role), is_active=True)
        .select_related("school", "course")
        .annotate(
            learners=Count(
                "enrolments__learner",
                filter=Q(enrolments__is_active=True) & current("enrolments__"),
                distinct=True,
            )
        )
    )
    for word in words.split():
        found = found.filter(Q(title__icontains=word) | Q(code__icontains=word))
    return found.order_by("title", "school__name", "pk")


def section_on_duty(viewer: Viewer, role: str, section_uuid: uuid.UUID) -> Section:
    """The one section with this identifier, if the duty reaches its school; NotFound otherwise."""
    section = sections_on_duty(viewer, role).filter(uuid=section_uuid).first()
    if section is None:
        raise NotFound(_NO_SUCH_PAGE)
    return section


def _line_of_duty(viewer: Viewer, role: str) -> Q:
    """The organisations that the duty reaches and those above them: a school lives by its district's calendar."""
    above = {int(part) for path in viewer.paths(role) for part in path.split("/") if part}
    return Q(organisation__in=organisation_scope(viewer, role)) | Q(organisation__in=above)


def terms_on_duty(viewer: Viewer, role: str) -> QuerySet[Term]:
    """School years and their parts that hold for these schools, the newest first."""
    return (
        Term.objects.filter(_line_of_duty(viewer, role) | Q(organisation__isnull=True), is_active=True)
        .select_related("organisation", "parent")
        .order_by("-starts_on", "-ends_on", "name", "pk")
    )


def extra_days_on_duty(viewer: Viewer, role: str) -> QuerySet[ExtraSchoolDay]:
    """The days with instruction that would have none, in the order of the calendar."""
    return (
        ExtraSchoolDay.objects.filter(_line_of_duty(viewer, role))
        .select_related("organisation")
        .order_by("on", "pk")
    )


def days_off_on_duty(viewer: Viewer, role: str) -> QuerySet[NonInstructionalDay]:
    """The days without instruction that hold for these schools, in the order of the calendar."""
    return (
        NonInstructionalDay.objects.filter(_line_of_duty(viewer, role))
        .select_related("organisation")
        .order_by("on", "pk")
    )


def courses_near(places: Collection[Organisation]) -> QuerySet[Course]:
    """The courses that are taught at these organisations, above them and below them, by title."""
    line = {int(part) for one in places for part in one.path.split("/") if part}
    near = Q(organisation_id__in=line)
    for one in places:
        near |= Q(organisation__path__startswith=one.path)
    return Course.objects.filter(near, is_active=True).order_by("title", "pk")
