"""When school and families spoke, and with whom it is time to speak again."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Q

from headway.district.agreements.contact_types import (
    ContactDue,
    ContactInfo,
    ContactsOfSchools,
    SchoolContacts,
)
from headway.district.agreements.models import FamilyContact
from headway.district.agreements.policies.stages import NO_SUCH_PAGE, agreement_policy, is_adult_of
from headway.district.foundation.api import NotFound, clock, in_parts
from headway.district.people.api import Viewer, check_see, guarded_by, learners_of_staff, school_years

__all__ = ["contacts_by_school", "contacts_due", "contacts_of", "dues_of", "in_order", "last_contacts"]


def dues_of(learners: Collection[Any], on: dt.date | None = None) -> dict[int, ContactDue]:
    """When school and family of each of these learners speak next. Access is the caller's to decide. Two queries more
    than the policy's.

    Every so many weeks (the policy's) from the day they last spoke; in a new school year, and for who came later, from
    its first day. A family that was only tried stays due. Learners of a school without a school year now are absent:
    nothing is due in the summer.
    """
    on = on or clock.today()
    every = dt.timedelta(weeks=agreement_policy(on)[0].contact_weeks)
    years = school_years([one.school for one in learners], on)
    here = [one for one in learners if one.school_id in years and (one.left_on is None or one.left_on >= on)]
    spoken, tried = _last([one.pk for one in here], on)
    found = {}
    for one in here:
        last = spoken.get(one.pk)
        since = max(filter(None, (last, years[one.school_id].starts_on, one.entered_on)))
        attempts = [day for day in tried.get(one.pk, ()) if last is None or day > last]
        found[one.pk] = ContactDue(
            one.pk, since + every, last, len(attempts), max(attempts) if attempts else None
        )
    return found


def contacts_due(
    viewer: Viewer, learners: Collection[Any], on: dt.date | None = None
) -> dict[int, ContactDue]:
    """By learner (row id): when do school and her family speak next? For those of these learners who are the viewer's by
    her work; others are absent, and everybody in the summer. `dues_of` says how it is counted.
    """
    seen = learners_of_staff(viewer).filter(pk__in=[one.pk for one in learners])
    mine = set(seen.values_list("pk", flat=True)) - guarded_by(viewer.person_id)
    return dues_of([one for one in learners if one.pk in mine], on)


def contacts_by_school(viewer: Viewer, on: dt.date | None = None) -> ContactsOfSchools:
    """Where it is time to speak with families, for whoever is responsible for schools: by school in numbers, and the same
    learners by name, as `in_order`.

    No number is hidden, however small: all are of learners whom this viewer may read by name, and the lines that stand
    beside the numbers could be counted. As many queries for a district as for a school. Learners of the viewer's own
    family are not among them.
    """
    on = on or clock.today()
    learners = {
        one.pk: one
        for one in learners_of_staff(viewer).select_related("person", "school").order_by("pk")
        if one.left_on is None or one.left_on >= on
    }
    dues = dues_of(learners.values(), on)
    schools: dict[tuple[str, Any], list[ContactDue]] = defaultdict(list)
    for one in dues.values():
        school = learners[one.learner_id].school
        schools[school.name if school else "", school.uuid if school else None].append(one)
    rows = []
    for (name, uuid), of in sorted(schools.items(), key=lambda pair: pair[0][0]):
        overdue = sum(one.is_overdue(on) for one in of)
        rows.append(
            SchoolContacts(
                name,
                uuid,
                learners=len(of),
                overdue=overdue,
                in_time=len(of) - overdue,
                tried=sum(one.is_overdue(on) and bool(one.attempts) for one in of),
                last_on=max((one.last_on for one in of if one.last_on), default=None),
            )
        )
    late = in_order([one for one in dues.values() if one.is_overdue(on)])
    return ContactsOfSchools(tuple(rows), tuple((learners[one.learner_id], one) for one in late))


def in_order(dues: Collection[ContactDue]) -> tuple[ContactDue, ...]:
    """Families never reached first, then those who wait longest."""
    return tuple(sorted(dues, key=lambda one: (not one.never_reached, one.due_on, one.learner_id)))


def contacts_of(viewer: Viewer, learner: Any) -> tuple[ContactInfo, ...]:
    """When school and family spoke about this learner, newest first. Raises NotFound for strangers.

    Her adults at school read everything, attempts, notes and what was taken back among it; she herself, her family and
    those on duty at her school the contacts that stand, with the words for both sides. A tutor reads none.
    """
    check_see(viewer, learner)
    rows = FamilyContact.objects.filter(learner_id=learner.pk, withdraws__isnull=True).select_related(
        "recorded_by", "guardian", "words", "withdrawal"
    )
    rows = rows.order_by("-held_on", "-id")
    if is_adult_of(viewer, learner):
        return tuple(_info(row, staff=True) for row in rows)
    hers = viewer.learner_id == learner.pk or learner.pk in guarded_by(viewer.person_id)
    if not hers and not learners_of_staff(viewer).filter(pk=learner.pk).exists():
        raise NotFound(NO_SUCH_PAGE)
    standing = rows.filter(withdrawal__isnull=True, reached=True)
    return tuple(_info(row, staff=False) for row in standing)


def last_contacts(learner_ids: Collection[int], on: dt.date) -> dict[int, dt.date]:
    """The day on which somebody last spoke with the family of each of these learners, up to a day; who was never spoken
    with is absent. For the nightly run."""
    return _last(learner_ids, on)[0]


def _last(learner_ids: Collection[int], on: dt.date) -> tuple[dict[int, dt.date], dict[int, list[dt.date]]]:
    """Per learner the last day on which somebody was spoken with, and the days of attempts."""
    spoken: dict[int, dt.date] = {}
    tried: dict[int, list[dt.date]] = defaultdict(list)
    for part in in_parts(learner_ids):
        rows = FamilyContact.objects.filter(
            Q(withdrawal__isnull=True), learner_id__in=part, withdraws__isnull=True, held_on__lte=on
        )
        for learner_id, day, reached in rows.order_by("held_on").values_list(
            "learner_id", "held_on", "reached"
        ):
            if reached:
                spoken[learner_id] = day
            else:
                tried[learner_id].append(day)
    return spoken, tried


def _info(row: FamilyContact, *, staff: bool) -> ContactInfo:
    words, withdrawal = getattr(row, "words", None), getattr(row, "withdrawal", None)
    return ContactInfo(
        uuid=row.uuid,
        learner_id=row.learner_id,
        kind=row.kind,
        reached=row.reached,
        learner_was_there=row.learner_was_there,
        held_on=row.held_on,
        by_name=row.recorded_by.name if row.recorded_by else "",
        by_id=row.recorded_by_id,
        guardian_name=row.guardian.name if row.guardian else "",
        shared=words.shared if words else "",
        note=words.note if words and staff else "",
        withdrawn_at=withdrawal.recorded_at if withdrawal else None,
    )
