"""Who may rate a learner today: the adults to whom she can turn when she is ready to show something."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from headway.district.people.at_work import teaching
from headway.district.people.models import HomeGroupAdviser, Learner, RoleAssignment
from headway.district.people.supporters import SupportKind
from headway.district.people.types import Role
from headway.district.people.viewers import current

__all__ = ["Rater", "StaffMember", "raters_of", "staff_of"]


@dataclass(frozen=True, slots=True)
class Rater:
    """An adult who may rate the learner, and why. `section_id` and `domain_code` where she teaches her."""

    person_id: int
    person_uuid: uuid.UUID
    name: str
    kind: SupportKind
    section_id: int | None = None
    section_title: str = ""
    domain_code: str = ""


def raters_of(learner_id: int) -> tuple[Rater, ...]:
    """Who teaches or advises this learner today, and so may rate her (`policies.can_rate`)? Two queries.

    One entry for each person and section; primary teachers first, then by name. Access is the caller's to check.
    """
    taught_by = (
        teaching(section__enrolments__learner_id=learner_id)
        .select_related("person", "section__course")
        .order_by("-is_primary", "person__given_name", "person__family_name", "section__title", "pk")
        .distinct()
    )
    advising = (
        HomeGroupAdviser.objects.filter(
            current(),
            current("home_group__memberships__"),
            person__is_active=True,
            home_group__memberships__learner_id=learner_id,
        )
        .select_related("person")
        .order_by("person__given_name", "person__family_name", "pk")
        .distinct()
    )
    found = [
        Rater(
            row.person_id,
            row.person.uuid,
            row.person.name,
            SupportKind.TEACHES,
            row.section_id,
            row.section.title,
            row.section.course.domain_code if row.section.course else "",
        )
        for row in taught_by
    ]
    found += [Rater(row.person_id, row.person.uuid, row.person.name, SupportKind.ADVISES) for row in advising]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class StaffMember:
    """An adult of the school who may see the learner's record by her work. kind: how, or the name of a duty."""

    person_id: int
    person_uuid: uuid.UUID
    name: str
    kind: str


def staff_of(learner: Learner) -> tuple[StaffMember, ...]:
    """Who could see to something for this learner: her teachers and advisers, then counsellors and leaders of her
    school. One entry a person. Access is the caller's to check."""
    found = {
        one.person_id: StaffMember(one.person_id, one.person_uuid, one.name, str(one.kind))
        for one in raters_of(learner.pk)
    }
    path = learner.school.path if learner.school else ""
    duties = (
        RoleAssignment.objects.filter(
            current(), is_active=True, person__is_active=True, role__in=(Role.COUNSELLOR, Role.LEADER)
        )
        .exclude(organisation__path="")
        .select_related("person", "organisation")
        .order_by("role", "person__given_name", "person__family_name", "pk")
    )
    for duty in duties:
        if path and path.startswith(duty.organisation.path) and duty.person_id != learner.person_id:
            member = StaffMember(duty.person_id, duty.person.uuid, duty.person.name, str(duty.role))
            found.setdefault(duty.person_id, member)
    return tuple(found.values())
