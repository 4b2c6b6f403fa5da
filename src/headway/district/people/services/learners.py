"""Learners, their families, and what is known around their learning."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Actor, Refused, audit, clock
from headway.district.people.models import (
    Absence,
    Guardianship,
    HomeGroupMembership,
    Learner,
    LearnerCharacteristic,
    Organisation,
    Person,
    SectionEnrolment,
)
from headway.district.people.services.acts import in_order, one_act
from headway.district.people.types import (
    AbsenceKind,
    GuardianRelation,
)

__all__ = ["admit_learner", "record_absence", "record_departure", "set_characteristic", "set_guardian"]


@one_act
def admit_learner(
    *,
    person: Person,
    school: Organisation | None,
    by: Actor,
    local_identifier: str = "",
    birth_on: dt.date | None = None,
    entered_on: dt.date | None = None,
) -> Learner:
    """A person becomes a learner of a school (or comes back to the district).

    Who comes to another school belongs to no group and no section of the one before any more: its adults see the
    record as long as they taught it, and not longer. Who comes back to the same school finds everything as it was.
    """
    before = Learner.objects.select_for_update().filter(person=person).first()
    if before is not None:
        _end_belonging(before, school)
    learner, is_new = Learner.objects.update_or_create(
        person=person,
        defaults={
            "school": school,
            "left_on": None,
            **({"local_identifier": local_identifier} if local_identifier else {}),
            **({"birth_on": birth_on} if birth_on else {}),
        },
        create_defaults={
            "school": school,
            "local_identifier": local_identifier,
            "birth_on": birth_on,
            "entered_on": entered_on or clock.today(),
        },
    )
    audit.record(
        by=by,
        act="people.learner_admitted",
        subject_kind="learner",
        subject_uuid=learner.uuid,
        learner_uuid=learner.uuid,
        is_new=is_new,
    )
    return learner


def _end_belonging(before: Learner, school: Organisation | None) -> None:
    """Ends, with the last day there, what ties a learner to schools that she does not come to."""
    if school is not None and before.school_id == school.pk:
        return
    last_on = before.left_on or clock.today() - dt.timedelta(days=1)
    ties = (
        (HomeGroupMembership.objects.filter(learner=before), "home_group__school"),
        (SectionEnrolment.objects.filter(learner=before), "section__school"),
    )
    for rows, of_school in ties:
        # Who left altogether has left every school; who moves may go on elsewhere, as in dual enrolment.
        there = Q() if before.left_on else Q(**{of_school: before.school_id})
        if school is not None:
            there &= ~Q(**{of_school: school.pk})
        open_ = rows.filter(there).filter(Q(to_on__isnull=True) | Q(to_on__gt=last_on))
        open_.filter(from_on__gt=last_on).update(from_on=last_on)
        open_.update(to_on=last_on)


@one_act
def record_departure(*, learner: Learner, left_on: dt.date, by: Actor) -> Learner:
    """The learner's last day. Her record stays; nothing new is recorded after that day."""
    in_order(learner.entered_on, left_on, field="left_on")
    learner.left_on = left_on
    learner.save(update_fields=["left_on"])
    audit.record(
        by=by,
        act="people.learner_left",
        subject_kind="learner",
        subject_uuid=learner.uuid,
        learner_uuid=learner.uuid,
    )
    return learner


@one_act
def set_guardian(
    *,
    guardian: Person,
    learner: Learner,
    by: Actor,
    relation: GuardianRelation | str = GuardianRelation.GUARDIAN,
    may_see: bool = True,
    is_active: bool = True,
) -> Guardianship:
    """Who looks after this learner, and whether she may see the record. The same pair again changes the row."""
    if guardian.pk == learner.person_id:
        raise Refused(_("Nobody can be their own guardian."), remedy=_("Choose the guardian's name."))
    row, _new = Guardianship.objects.update_or_create(
        guardian=guardian,
        learner=learner,
        defaults={"relation": GuardianRelation(relation), "may_see": may_see, "is_active": is_active},
    )
    audit.record(
        by=by,
        act="people.guardian_set",
        subject_kind="person",
        subject_uuid=guardian.uuid,
        learner_uuid=learner.uuid,
        may_see=may_see,
        is_active=is_active,
    )
    return row


@one_act
def set_characteristic(
    *,
    learner: Learner,
    kind: str,
    value: str,
    from_on: dt.date,
    by: Actor,
    to_on: dt.date | None = None,
) -> LearnerCharacteristic:
    """What equity work looks at in groups; never an input to a level or a page about one learner (LR22)."""
    in_order(from_on, to_on)
    row, _new = LearnerCharacteristic.objects.update_or_create(
        learner=learner, kind=kind, value=value, from_on=from_on, defaults={"to_on": to_on}
    )
    audit.record(by=by, act="people.characteristic_set", learner_uuid=learner.uuid, kind=kind)
    return row


@one_act
def record_absence(
    *, learner: Learner, on: dt.date, by: Actor, kind: AbsenceKind | str = AbsenceKind.EXCUSED
) -> Absence:
    """A day on which a learner was away: instructional time for pace, never a level."""
    row, _new = Absence.objects.update_or_create(learner=learner, on=on, defaults={"kind": AbsenceKind(kind)})
    audit.record(by=by, act="people.absence_recorded", learner_uuid=learner.uuid)
    return row
