"""Keeping modules: made, changed and retired by whoever teaches or leads the curriculum where they belong."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.advancement.columns import academic_domains
from headway.district.advancement.models import Module, ModuleCompetency
from headway.district.advancement.selectors.modules import editable_places
from headway.district.continuum.api import current_map
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, audit, refused
from headway.district.people.api import Viewer, courses_near

__all__ = ["retire_module", "save_module"]


@transaction.atomic
def save_module(
    *,
    viewer: Viewer,
    place_uuid: uuid.UUID,
    title: str,
    domain_code: str,
    competency_uuids: Sequence[uuid.UUID],
    level: int | None = None,
    extending_uuids: Sequence[uuid.UUID] = (),
    description: str = "",
    course: Any | None = None,
    course_uuid: uuid.UUID | None = None,
    sets_course: bool = False,
    next_uuid: uuid.UUID | None = None,
    module_uuid: uuid.UUID | None = None,
    expected_revision: int | None = None,
) -> Module:
    """A module with its competencies in their order. extending_uuids: those of them without which it is met as well.

    sets_course: the course is the one of course_uuid, or none; otherwise it stays as it is.
    Raises NotFound for a module or a place that isn't hers, Conflict where somebody changed it meanwhile, Refused
    without a title, without a competency, or where the modules would lead in a circle.
    """
    place = next((one for one in editable_places(viewer) if one.uuid == place_uuid), None)
    row = _row(viewer, module_uuid, expected_revision) if module_uuid else Module(organisation=place)
    if place is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    if not title.strip():
        raise refused("title", _("A module needs a title."), _("Say in a few words what it is about."))
    continuum = current_map()
    if continuum is None:
        raise refused("domain_code", _("There is no published continuum yet."))
    if domain_code not in academic_domains(continuum):
        raise refused("domain_code", _("A module belongs to a domain of the continuum."), _("Choose one."))
    parts = [continuum.by_uuid.get(one) for one in dict.fromkeys(competency_uuids)]
    if not parts or None in parts:
        raise refused(
            "competencies",
            _("A module holds at least one competency of the continuum."),
            _("Choose what is learned in it."),
        )
    if all(one.uuid in set(extending_uuids) for one in parts if one):
        raise refused(
            "extending",
            _("At least one competency has to be essential, or the module would never be met."),
            _("Leave one of them without a mark."),
        )
    row.organisation = place
    row.title, row.description, row.level = title.strip(), description.strip(), level
    row.domain_code = domain_code
    if course is not None:  # a form that doesn't ask for it leaves it as it is
        row.course = course
    elif sets_course:
        row.course = _course(place, course_uuid)
    row.next_module = _next(viewer, row, next_uuid)
    is_new = row.pk is None
    row.revision = 1 if is_new else row.revision + 1
    row.save()
    row.parts.all().delete()
    ModuleCompetency.objects.bulk_create(
        ModuleCompetency(
            module=row,
            competency_id=one.id,
            is_essential=one.uuid not in set(extending_uuids),
            position=place_of,
        )
        for place_of, one in enumerate(parts)
        if one
    )
    audit.record(
        by=viewer.actor,
        act="advancement.module_added" if is_new else "advancement.module_changed",
        subject_kind="module",
        subject_uuid=row.uuid,
        competencies=len(parts),
    )
    return row


def _course(place: Any, course_uuid: uuid.UUID | None) -> Any | None:
    if course_uuid is None:
        return None
    found = courses_near((place,)).filter(uuid=course_uuid).first()
    if found is None:
        raise refused("course", _("This course is not taught there."), _("Choose one of the list, or none."))
    return found


def _row(viewer: Viewer, module_uuid: uuid.UUID, expected_revision: int | None) -> Module:
    rows = Module.objects.select_for_update(of=("self",)).select_related("organisation")
    row = rows.filter(uuid=module_uuid, is_active=True).first()
    if row is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    if row.organisation_id not in {one.pk for one in editable_places(viewer)}:
        raise NotAllowed(
            _("This module belongs to the district, or to another school."),
            remedy=_("Make one for your school, or ask the curriculum lead."),
        )
    if expected_revision is not None and row.revision != expected_revision:
        raise Conflict(
            _("Somebody changed this module while you were writing."),
            remedy=_("Open it again, and add what is yours."),
        )
    return row


def _next(viewer: Viewer, row: Module, next_uuid: uuid.UUID | None) -> Module | None:
    """What comes next; the line of modules may not lead back to this one."""
    if next_uuid is None:
        return None
    found = Module.objects.filter(uuid=next_uuid, is_active=True).first()
    seen: set[int] = set()
    step = found
    while step is not None and step.pk not in seen:
        if step.pk == row.pk:
            raise refused(
                "next", _("The modules would lead in a circle."), _("Choose another one as the next.")
            )
        seen.add(step.pk)
        step = step.next_module
    return found


@transaction.atomic
def retire_module(*, viewer: Viewer, module_uuid: uuid.UUID) -> None:
    """It is offered no longer. What learners met stays in their record, for the competencies hold it."""
    row = _row(viewer, module_uuid, None)
    row.is_active = False
    row.save(update_fields=["is_active"])
    audit.record(
        by=viewer.actor, act="advancement.module_retired", subject_kind="module", subject_uuid=row.uuid
    )
