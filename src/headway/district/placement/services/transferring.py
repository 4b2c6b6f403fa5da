"""Courses from another school: entered, provisional; signed by a leader; confirmed by evidence here (R024)."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Conflict, NotAllowed, NotFound, audit, clock, forget, refused
from headway.district.people.api import Viewer, lock_learners
from headway.district.people.types import Role
from headway.district.placement.models import TransferAct, TransferCourse, TransferWords
from headway.district.placement.policies import (
    NO_SUCH_PAGE,
    check_here,
    check_place,
    check_sign_transfer,
    is_on_duty,
    leveling_policy,
    map_or_refuse,
    staff_learner,
)
from headway.district.placement.selectors.taking import of_place
from headway.district.placement.services.checking import check_level, check_words
from headway.district.placement.types import TransferStanding
from headway.district.proficiency.api import take_as_met

__all__ = ["bring_course", "decline_course", "sign_course"]


@transaction.atomic
def bring_course(
    *,
    viewer: Viewer,
    learner_uuid: uuid.UUID,
    title: str,
    domain_code: str = "",
    level: int | None = None,
    grade: str = "",
    school_year: str = "",
    school: str = "",
    note: str = "",
    competencies: Collection[uuid.UUID] | None = None,
    request_key: str = "",
) -> uuid.UUID:
    """Enter a course as the other school told it. What it stands for is provisional until a leader signs.

    competencies: which ones it stands for; with a domain and a level and nothing named, all of that level. grade: as it
    was told; it becomes no level. The same form sent twice enters one course. Raises NotFound, NotAllowed, Refused naming the field.
    """
    learner = staff_learner(viewer, learner_uuid)
    check_here(learner)
    if not is_on_duty(viewer, learner, Role.COUNSELLOR, Role.REGISTRAR, Role.LEADER):
        raise NotAllowed(
            _("Courses from another school are entered by a counsellor, registrar or leader."),
            remedy=_("Give one of them the transcript."),
        )
    title = check_words("title", title, 255)
    if not title:
        raise refused("title", _("The course has no name."), _("Write it as the transcript says it."))
    continuum = map_or_refuse()
    if domain_code:
        check_place(continuum, leveling_policy()[0], domain_code, "")
    if level is not None:
        if not domain_code:
            raise refused("domain_code", _("A level belongs to a domain."), _("Choose the domain too."))
        level = check_level(continuum, domain_code, level)
    if competencies is None:
        ids = (
            [one.id for one in of_place(continuum, domain_code) if one.level == level] if domain_code else []
        )
    else:
        unknown = [one for one in competencies if one not in continuum.by_uuid]
        if unknown:
            raise refused(
                "competencies", _("One of the competencies is unknown."), _("Choose from the list.")
            )
        ids = [continuum.by_uuid[one].id for one in competencies]
    name = _name_of_form(viewer, learner, request_key)
    lock_learners({learner.pk})
    if name is not None and (earlier := TransferCourse.objects.filter(uuid=name).first()):
        return earlier.uuid
    row = TransferCourse.objects.create(
        **({"uuid": name} if name else {}),
        learner=learner,
        title=title,
        grade=check_words("grade", grade, 64),
        school_year=check_words("school_year", school_year, 16),
        domain_code=domain_code,
        level=level,
        competency_ids=sorted(set(ids)),
        recorded_by_id=viewer.person_id,
        recorded_at=clock.now(),
    )
    if school.strip() or note.strip():
        TransferWords.objects.create(
            course=row, school=check_words("school", school, 255), note=check_words("note", note, 2000)
        )
    audit.record(
        by=viewer.actor,
        act="placement.course_brought",
        subject_kind="transfer_course",
        subject_uuid=row.uuid,
        learner_uuid=learner.uuid,
        domain=domain_code,
        competencies=len(row.competency_ids),
    )
    return row.uuid


def _name_of_form(viewer: Viewer, learner: Any, request_key: str) -> uuid.UUID | None:
    """A course is named by the form with which it came: who sends the form twice names the same course."""
    if not request_key:
        return None
    return uuid.uuid5(learner.uuid, f"{viewer.actor.key}\n{request_key}")


@transaction.atomic
def sign_course(*, viewer: Viewer, course_uuid: uuid.UUID) -> tuple[int, ...]:
    """A leader of the school signs: what the course stands for is taken as met, with the source "transfer".

    Nothing that is shown or decided here is overwritten. Returns what was taken. Twice is the same.
    """
    row = _course(course_uuid)
    learner = staff_learner(viewer, row.learner.uuid)
    check_sign_transfer(viewer, learner)
    lock_learners({learner.pk})
    standing = _standing(row)
    if standing == TransferStanding.SIGNED:
        return ()
    if standing == TransferStanding.DECLINED:
        raise Conflict(_("This course was not taken over."), remedy=_("Enter it anew if that has changed."))
    continuum = map_or_refuse()
    living = {continuum.current_ids[one] for one in row.competency_ids if one in continuum.current_ids}
    taken = take_as_met(learner, living, "transfer", viewer.actor)
    TransferAct.objects.create(
        course=row, standing=TransferStanding.SIGNED, by_id=viewer.person_id, recorded_at=clock.now()
    )
    audit.record(
        by=viewer.actor,
        act="placement.course_signed",
        subject_kind="transfer_course",
        subject_uuid=row.uuid,
        learner_uuid=learner.uuid,
        taken=len(taken),
    )
    forget()
    return taken


@transaction.atomic
def decline_course(*, viewer: Viewer, course_uuid: uuid.UUID) -> None:
    """A leader does not take the course over; it stays in the list and says so."""
    row = _course(course_uuid)
    learner = staff_learner(viewer, row.learner.uuid)
    check_sign_transfer(viewer, learner)
    lock_learners({learner.pk})
    if _standing(row) == TransferStanding.SIGNED:
        raise Conflict(
            _("This course was signed already."),
            remedy=_("Where work here shows otherwise, a teacher decides on the competency."),
        )
    if _standing(row) == TransferStanding.DECLINED:
        return
    TransferAct.objects.create(
        course=row, standing=TransferStanding.DECLINED, by_id=viewer.person_id, recorded_at=clock.now()
    )
    audit.record(
        by=viewer.actor,
        act="placement.course_declined",
        subject_kind="transfer_course",
        subject_uuid=row.uuid,
        learner_uuid=learner.uuid,
    )


def _course(course_uuid: uuid.UUID) -> TransferCourse:
    row = TransferCourse.objects.select_related("learner").filter(uuid=course_uuid).first()
    if row is None:
        raise NotFound(NO_SUCH_PAGE)
    return row


def _standing(row: TransferCourse) -> str:
    act = row.acts.order_by("-recorded_at", "-pk").first()
    return act.standing if act else TransferStanding.PROVISIONAL.value
