"""Who may see whom, and why: one rule, answered in two forms, "may I?" and "which ones?".

A reason to see a learner's record is one of: it is my own; I am a guardian; I teach a section she is in; I advise her
home group; I tutor her; or my duty at an organisation reaches her school. Administrators keep the roster running
and so see who is on it, but not what she has learned. Judged as of now, whatever date a page shows.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import NotAllowed, NotFound, clock
from headway.district.people.models import (
    Guardianship,
    HomeGroupAdviser,
    HomeGroupMembership,
    Learner,
    Organisation,
    Section,
    SectionEnrolment,
    SectionStaff,
    TutorAssignment,
)
from headway.district.people.types import Role
from headway.district.people.viewers import Viewer, current

__all__ = [
    "Purpose",
    "by_work",
    "can_bring_work",
    "can_rate",
    "can_see",
    "check_bring_work",
    "check_rate",
    "check_see",
    "classmates_of",
    "is_classmate",
    "learner_scope",
    "learners_of_staff",
    "organisation_scope",
    "reasons_to_see",
    "section_scope",
    "visible_learner",
    "visible_learners",
    "visible_sections",
]

_STAFF_RECORD_ROLES = (Role.COUNSELLOR, Role.REGISTRAR, Role.LEADER)


class Purpose(StrEnum):
    """What the look is for: the learning record, only the roster, recording a rating, or bringing work."""

    RECORD = "record"
    ROSTER = "roster"
    RATE = "rate"
    WORK = "work"


def _below(paths: tuple[str, ...], prefix: str) -> Q:
    """Rows whose organisation lies at or below one of these places in the tree."""
    condition = Q(pk__in=())
    for path in paths:
        condition |= Q(**{f"{prefix}path__startswith": path})
    return condition


def _own(viewer: Viewer) -> Q:
    return Q(pk=viewer.learner_id) if viewer.learner_id else Q(pk__in=())


def _guarded(viewer: Viewer) -> Q:
    if not viewer.is_guardian:
        return Q(pk__in=())
    return Q(
        pk__in=Guardianship.objects.filter(guardian_id=viewer.person_id, is_active=True, may_see=True).values(
            "learner_id"
        )
    )


def _taught(viewer: Viewer) -> Q:
    if not viewer.teaches:
        return Q(pk__in=())
    sections = SectionStaff.objects.filter(
        current(), person_id=viewer.person_id, is_active=True, section__is_active=True
    ).values("section_id")
    return Q(
        pk__in=SectionEnrolment.objects.filter(current(), section_id__in=sections, is_active=True).values(
            "learner_id"
        )
    )


def _advised(viewer: Viewer) -> Q:
    if not viewer.advises:
        return Q(pk__in=())
    groups = HomeGroupAdviser.objects.filter(current(), person_id=viewer.person_id).values("home_group_id")
    return Q(
        pk__in=HomeGroupMembership.objects.filter(current(), home_group_id__in=groups).values("learner_id")
    )


def _tutored(viewer: Viewer) -> Q:
    if not viewer.tutors:
        return Q(pk__in=())
    return Q(pk__in=TutorAssignment.objects.filter(current(), tutor_id=viewer.person_id).values("learner_id"))


def learner_scope(viewer: Viewer, purpose: Purpose = Purpose.RECORD) -> Q:
    """The learners whom this viewer may see for this purpose, as a condition on `Learner`."""
    if purpose in (Purpose.RATE, Purpose.WORK):
        here = Q(left_on__isnull=True) | Q(left_on__gte=clock.today())
        mine = _taught(viewer) | _advised(viewer)
        return (mine | _own(viewer) if purpose is Purpose.WORK else mine) & here
    scope = _own(viewer) | _guarded(viewer) | _taught(viewer) | _advised(viewer) | _tutored(viewer)
    roles: tuple[Role, ...] = _STAFF_RECORD_ROLES
    if purpose is Purpose.ROSTER:
        roles = (*roles, Role.ADMINISTRATOR)
    return scope | _below(viewer.paths(*roles), "school__")


def visible_learners(viewer: Viewer, purpose: Purpose = Purpose.RECORD) -> QuerySet[Learner]:
    """Which learners may I see? The starting point of every read about learners."""
    return Learner.objects.filter(learner_scope(viewer, purpose)).select_related("person", "school")


def by_work(viewer: Viewer) -> Viewer:
    """The same person by her work at schools alone: not as a learner, not as a guardian, not as a tutor."""
    return replace(viewer, learner_id=None, learner_uuid=None, is_guardian=False, tutors=False)


def learners_of_staff(viewer: Viewer) -> QuerySet[Learner]:
    """The learners of whom the viewer sees what is for staff only, such as outside tests and checks.

    She teaches or advises them, or her duty reaches their school. Her own record and her own child's are left out even
    then: another colleague looks at those.
    """
    return visible_learners(by_work(viewer)).exclude(_own(viewer) | _guarded(viewer))


def can_see(viewer: Viewer, learner: Learner, purpose: Purpose = Purpose.RECORD) -> bool:
    """May I see this learner?"""
    return Learner.objects.filter(learner_scope(viewer, purpose), pk=learner.pk).exists()


def check_see(viewer: Viewer, learner: Learner, purpose: Purpose = Purpose.RECORD) -> None:
    """Raises NotFound for a stranger: she may not even know that the learner exists."""
    if not can_see(viewer, learner, purpose):
        raise NotFound(_("There is no such page, or it is not open to you."))


def visible_learner(viewer: Viewer, learner_uuid: uuid.UUID, purpose: Purpose = Purpose.RECORD) -> Learner:
    """The one learner with this identifier, if I may see her; NotFound otherwise."""
    learner = visible_learners(viewer, purpose).filter(uuid=learner_uuid).first()
    if learner is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return learner


def can_rate(viewer: Viewer, learner: Learner) -> bool:
    """May I record a rating for this learner? Her teachers and advisers may, for any competency (R187)."""
    return can_see(viewer, learner, Purpose.RATE)


def check_rate(viewer: Viewer, learner: Learner) -> None:
    """Raises NotFound for strangers; NotAllowed with a sentence for those who may see but not rate."""
    if can_rate(viewer, learner):
        return
    check_see(viewer, learner)
    if learner.left_on and learner.left_on < clock.today():
        raise NotAllowed(
            _("This learner left the district, so nothing new can be recorded."),
            remedy=_("If the learner has come back, ask the registrar to reopen the enrolment."),
        )
    raise NotAllowed(
        _("Ratings are recorded by the learner's teachers and advisers."),
        remedy=_("If you teach this learner, ask the registrar to add you to the section."),
    )


def can_bring_work(viewer: Viewer, learner: Learner) -> bool:
    """May I add work to this learner's record? She herself may, and whoever may rate her (R026, R173)."""
    return can_see(viewer, learner, Purpose.WORK)


def check_bring_work(viewer: Viewer, learner: Learner) -> None:
    """Raises NotFound for strangers; NotAllowed with a sentence for those who may see but not add work."""
    if can_bring_work(viewer, learner):
        return
    check_see(viewer, learner)
    if learner.left_on and learner.left_on < clock.today():
        check_rate(viewer, learner)
    raise NotAllowed(
        _("Work is added by the learner, and by the learner's teachers and advisers."),
        remedy=_("Ask the learner to add it, or one of the learner's teachers."),
    )


def is_classmate(viewer: Viewer, learner: Learner) -> bool:
    """Do I, a learner, share a section with this other learner today? It opens nothing of her record."""
    if not viewer.learner_id or viewer.learner_id == learner.pk:
        return False
    mine = SectionEnrolment.objects.filter(
        current(), learner_id=viewer.learner_id, is_active=True, section__is_active=True
    )
    return SectionEnrolment.objects.filter(
        current(), learner_id=learner.pk, is_active=True, section_id__in=mine.values("section_id")
    ).exists()


def classmates_of(viewer: Viewer) -> QuerySet[Learner]:
    """The learners who share a section with me, a learner, today; for their names and nothing of their records."""
    if not viewer.learner_id:
        return Learner.objects.none()
    mine = SectionEnrolment.objects.filter(
        current(), learner_id=viewer.learner_id, is_active=True, section__is_active=True
    )
    others = SectionEnrolment.objects.filter(
        current(), is_active=True, section_id__in=mine.values("section_id")
    )
    return (
        Learner.objects.filter(pk__in=others.values("learner_id"))
        .filter(Q(left_on__isnull=True) | Q(left_on__gte=clock.today()))
        .exclude(pk=viewer.learner_id)
        .select_related("person")
        .order_by("person__family_name", "person__given_name", "pk")
    )


def reasons_to_see(viewer: Viewer, learner: Learner) -> tuple[str, ...]:
    """Why may I see this learner? Codes for the audit trail and for the page that explains access."""
    found = []
    for code, condition in (
        ("own", _own(viewer)),
        ("guardian", _guarded(viewer)),
        ("teaches", _taught(viewer)),
        ("advises", _advised(viewer)),
        ("tutors", _tutored(viewer)),
        ("duty", _below(viewer.paths(*_STAFF_RECORD_ROLES), "school__")),
    ):
        if Learner.objects.filter(condition, pk=learner.pk).exists():
            found.append(code)
    return tuple(found)


def section_scope(viewer: Viewer) -> Q:
    """The sections whose roster this viewer works with: those she teaches, or below her duty."""
    taught = SectionStaff.objects.filter(current(), person_id=viewer.person_id, is_active=True).values(
        "section_id"
    )
    roles = (*_STAFF_RECORD_ROLES, Role.ADMINISTRATOR)
    return Q(pk__in=taught) | _below(viewer.paths(*roles), "school__")


def visible_sections(viewer: Viewer) -> QuerySet[Section]:
    return Section.objects.filter(section_scope(viewer), is_active=True).select_related("course", "school")


def organisation_scope(viewer: Viewer, *roles: str) -> QuerySet[Organisation]:
    """The organisations to which these duties of the viewer reach."""
    return Organisation.objects.filter(_below(viewer.paths(*roles), "")).order_by("path")
