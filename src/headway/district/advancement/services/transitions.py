"""Planning a change of school: who goes where, who sees to it, who is invited to the bridge."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.advancement.columns import levels_offered
from headway.district.advancement.models import Feeder, Transition
from headway.district.advancement.selectors.foundations import foundations_of
from headway.district.advancement.selectors.transitions import SENDING, transition_page
from headway.district.continuum.api import current_map
from headway.district.foundation.api import Conflict, NotFound, audit, clock, refused
from headway.district.people.api import (
    Viewer,
    counselling_at,
    learners_at,
    lock_learners,
    organisation_scope,
)
from headway.district.people.types import OrganisationKind, Role
from headway.district.placement.api import PlanTaskReason, forget_arrival, hand_over, open_plan_tasks

__all__ = ["PlannedTransitions", "call_off_transition", "change_transition", "plan_transitions"]


@dataclass(frozen=True, slots=True)
class PlannedTransitions:
    """planned: new changes of school; changed: learners for whom one was planned already; tasks: plan tasks that stand."""

    planned: int
    changed: int
    tasks: int


@transaction.atomic
def plan_transitions(
    *,
    viewer: Viewer,
    learner_uuids: Collection[uuid.UUID],
    from_school: Any,
    to_school: Any,
    starts_on: dt.date,
    through_level: int,
    owner_uuid: uuid.UUID | None = None,
) -> PlannedTransitions:
    """These learners of a school go to another one. Whose foundations are open gets a plan task with an owner.

    The receiving school sees them from now on. It becomes the usual way of the school (Feeder). Raises NotFound for
    a school that isn't hers, Refused for bad dates, levels, schools, owners and learners of other schools.
    """
    _check_schools(viewer, from_school, to_school)
    if starts_on <= clock.today():
        raise refused(
            "starts_on",
            _("The first day at the new school lies in the past."),
            _("Choose the day on which they begin there."),
        )
    levels = levels_offered(current_map())
    if through_level not in levels:
        raise refused(
            "through_level",
            _("This is no level of the continuum."),
            _("Choose a level from 0 to %(most)s.") % {"most": levels[-1]},
        )
    learners = list(
        learners_at(from_school, clock.today()).filter(uuid__in=set(learner_uuids), school=from_school)
    )
    if not learners or len(learners) < len(set(learner_uuids)):
        raise refused(
            "learners",
            _("Choose learners who are at this school now."),
            _("Open the page again; somebody may have changed schools meanwhile."),
        )
    owner_id = _owner(owner_uuid, from_school, to_school) or viewer.person_id
    Feeder.objects.update_or_create(
        from_school=from_school, defaults={"to_school": to_school, "through_level": through_level}
    )
    lock_learners({one.pk for one in learners})
    foundations = foundations_of({one.pk: through_level for one in learners})
    rows, is_new = _planned_rows(
        learners,
        from_school=from_school,
        to_school=to_school,
        starts_on=starts_on,
        through_level=through_level,
        owner_id=owner_id,
        planned_by_id=viewer.person_id,
        planned_at=clock.now(),
    )
    audit.record_many(
        by=viewer.actor,
        act="advancement.transition_planned",
        subject_kind="transition",
        rows=[(rows[one.pk].uuid, one.uuid, {"to_school": str(to_school.uuid)}) for one in learners],
    )
    open_ = {
        one: [each.id for domain in foundations.get(one.pk, ()) for each in domain.open] for one in learners
    }
    way = {"from": from_school.pk, "to": to_school.pk}
    tasks = open_plan_tasks(
        learners={
            one: {"through_level": through_level, "open": ids, "on_the_way": way}
            for one, ids in open_.items()
            if ids
        },
        reason=PlanTaskReason.TRANSITION,
        by=viewer.actor,
        owner_id=owner_id,
    )
    return PlannedTransitions(len(is_new), len(learners) - len(is_new), len(tasks))


def _planned_rows(learners: Collection[Any], **values: Any) -> tuple[dict[int, Transition], set[int]]:
    """The rows by learner, changed or new; and for whom it is new. Three queries however many learners."""
    there = {
        row.learner_id: row
        for row in Transition.objects.filter(learner__in=[one.pk for one in learners], ended_at=None)
    }
    for row in there.values():
        for name, value in values.items():
            setattr(row, name, value)
    Transition.objects.bulk_update(
        there.values(), [name.removesuffix("_id") for name in values], batch_size=500
    )
    new = [Transition(learner=one, **values) for one in learners if one.pk not in there]
    Transition.objects.bulk_create(new, batch_size=500)
    return there | {row.learner_id: row for row in new}, {row.learner_id for row in new}


def _check_schools(viewer: Viewer, from_school: Any, to_school: Any) -> None:
    if not organisation_scope(viewer, *SENDING).filter(pk=from_school.pk).exists():
        raise NotFound(_("There is no such page, or it is not open to you."))
    if to_school.pk == from_school.pk or to_school.kind != OrganisationKind.SCHOOL:
        raise refused(
            "to_school", _("A change of school leads to another school."), _("Choose where they go.")
        )


def _owner(owner_uuid: uuid.UUID | None, *schools: Any) -> int | None:
    if owner_uuid is None:
        return None
    for person in counselling_at(schools, Role.COUNSELLOR, Role.LEADER):
        if person.uuid == owner_uuid:
            return person.pk
    raise refused(
        "owner",
        _("This person is no counsellor or leader of one of the two schools."),
        _("Choose one of those whom the page offers."),
    )


@transaction.atomic
def change_transition(
    *,
    viewer: Viewer,
    transition_uuid: uuid.UUID,
    in_bridge: bool | None = None,
    owner_uuid: uuid.UUID | None = None,
) -> None:
    """Invite a learner to the bridge, or not; name who sees to the change. Both schools may. NotFound for others."""
    transition_page(viewer, transition_uuid)
    row = _open_row(transition_uuid)
    if in_bridge is not None:
        row.in_bridge = in_bridge
    if owner_uuid is not None:
        row.owner_id = _owner(owner_uuid, row.from_school, row.to_school)
        # The plan for what is open goes to the same hands.
        hand_over(
            learner_ids=(row.learner_id,),
            reason=PlanTaskReason.TRANSITION,
            by=viewer.actor,
            owner_id=row.owner_id or viewer.person_id,
        )
    row.save(update_fields=["in_bridge", "owner"])
    audit.record(
        by=viewer.actor,
        act="advancement.transition_changed",
        **_subject(row, row.learner),
        in_bridge=row.in_bridge,
    )


@transaction.atomic
def call_off_transition(*, viewer: Viewer, transition_uuid: uuid.UUID) -> None:
    """She stays. The receiving school no longer sees her; a plan that was opened stays with its owner."""
    transition_page(viewer, transition_uuid, *SENDING)
    row = _open_row(transition_uuid)
    if not organisation_scope(viewer, *SENDING).filter(pk=row.from_school_id or 0).exists():
        raise NotFound(_("There is no such page, or it is not open to you."))
    lock_learners({row.learner_id})
    if not Transition.objects.filter(pk=row.pk, ended_at=None).update(ended_at=clock.now()):
        return  # somebody called it off, or the year changed, in this moment
    forget_arrival(row.learner_id)
    audit.record(by=viewer.actor, act="advancement.transition_called_off", **_subject(row, row.learner))


def _open_row(transition_uuid: uuid.UUID) -> Transition:
    rows = Transition.objects.select_related("learner", "from_school", "to_school")
    row = rows.filter(uuid=transition_uuid, ended_at__isnull=True).first()
    if row is None:
        raise Conflict(_("This change of school is over."), remedy=_("Open the list again."))
    return row


def _subject(row: Transition, learner: Any) -> dict[str, Any]:
    return {
        "subject_kind": "transition",
        "subject_uuid": row.uuid,
        "learner_uuid": learner.uuid,
        "to_school": str(row.to_school.uuid),
    }
