"""The roster follows a sign-off in the same transaction: the next section is joined, the former one left (R053)."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.advancement.models import Advancement, OpenedSeat
from headway.district.advancement.types import Grain, Passage
from headway.district.foundation.api import Actor, Conflict, NotFound, audit, clock, refused
from headway.district.people.api import (
    Viewer,
    enrol,
    leave_section,
    lock_learners,
    sections_attended,
    sections_of_level,
)

__all__ = ["choose_seat", "give_back_seat", "move_seat", "section_chosen"]


def section_chosen(learner: Any, passage: Passage, section_uuid: uuid.UUID | None) -> Any | None:
    """The section that was chosen among those of her school for what comes next. Raises Refused for any other."""
    if section_uuid is None or passage.grain != Grain.LEVEL:
        return None
    assert passage.to_level is not None
    offered = sections_of_level(learner.school_id, passage.domain_code, passage.to_level)
    section = next((one for one in offered if one.uuid == section_uuid), None)
    if section is None:
        raise refused(
            "section",
            _("This section is not one of the school's for what comes next."),
            _("Choose one of the sections that the page offers."),
        )
    return section


def move_seat(row: Advancement, learner: Any, passage: Passage, section: Any | None, by: Actor) -> None:
    """She joins the section that was chosen, or the only one there is, and leaves that of the level before.

    With several and none chosen a person chooses afterwards; with none the roster stays as it is.
    """
    if passage.grain != Grain.LEVEL or learner.school_id is None or passage.to_level is None:
        return
    if section is None:
        offered = list(sections_of_level(learner.school_id, passage.domain_code, passage.to_level))
        if len(offered) != 1:
            return
        section = offered[0]
    _take(row, learner, passage, section, by)


def _take(row: Advancement, learner: Any, passage: Passage, section: Any, by: Actor) -> None:
    here = list(sections_attended(learner.pk, passage.domain_code))
    former = [
        one for one in here if one.course and one.course.level == passage.from_level and one.pk != section.pk
    ]
    left = former[0] if len(former) == 1 else None
    joined = None
    if section.pk not in {one.pk for one in here}:
        enrol(section=section, learner=learner, from_on=clock.today(), by=by)
        joined = section
    if left is not None:
        leave_section(section=left, learner=learner, by=by)
    if joined is not None or left is not None:
        OpenedSeat.objects.create(advancement=row, section=joined, left_section=left)


@transaction.atomic
def choose_seat(*, viewer: Viewer, advancement_uuid: uuid.UUID, section_uuid: uuid.UUID) -> None:
    """Whoever signed chooses the section afterwards, where there are several. Chosen once is chosen: Conflict."""
    row = (
        Advancement.objects.select_related("learner", "module")
        .filter(uuid=advancement_uuid, withdrawal__isnull=True)
        .first()
    )
    if row is None or viewer.person_id not in (row.signed_by_id, row.verified_by_id):
        raise NotFound(_("There is no such page, or it is not open to you."))
    lock_learners({row.learner_id})
    if OpenedSeat.objects.filter(advancement=row).exists():
        raise Conflict(
            _("A section was chosen already."), remedy=_("The registrar changes sections from here on.")
        )
    passage = Passage(row.grain, row.domain_code, row.from_level, row.to_level)
    section = section_chosen(row.learner, passage, section_uuid)
    _take(row, row.learner, passage, section, viewer.actor)
    audit.record(
        by=viewer.actor,
        act="advancement.seat_chosen",
        subject_kind="advancement",
        subject_uuid=row.uuid,
        learner_uuid=row.learner.uuid,
        section=str(section_uuid),
    )


def give_back_seat(row: Advancement, by: Actor) -> None:
    """She is again where she was, as far as the sections are still there and she is still in the new one."""
    seat = OpenedSeat.objects.filter(advancement=row).select_related("section", "left_section").first()
    if seat is None:
        return
    here = {one.pk for one in sections_attended(row.learner_id)}
    if seat.section is not None and seat.section.pk in here:
        leave_section(section=seat.section, learner=row.learner, by=by)
    if seat.left_section is not None and seat.left_section.is_active and seat.left_section.pk not in here:
        enrol(section=seat.left_section, learner=row.learner, from_on=clock.today(), by=by)
