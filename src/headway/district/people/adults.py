"""Which adults there are for every learner who is here, for whole schools at once: whom the system turns to at night."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from headway.district.foundation.api import IDS_AT_ONCE
from headway.district.people.at_work import advising, teaching
from headway.district.people.models import Guardianship, Learner, RoleAssignment
from headway.district.people.types import Role
from headway.district.people.viewers import current

__all__ = ["LearnerHere", "adults_of_many", "learners_by_school", "learners_here"]


@dataclass(frozen=True, slots=True)
class LearnerHere:
    """A learner who is enrolled on a date, and the adults there are for her, as row ids in people.

    teachers: (person, domain code). counsellors, leaders: of her school first, then of what stands above it. family:
    her guardians, who act for no school in her matters. Nobody is in a list twice.
    """

    id: int
    uuid: UUID
    person_id: int
    school_id: int | None
    school_path: str
    school_uuid: UUID | None
    entered_on: dt.date | None
    advisers: tuple[int, ...] = ()
    teachers: tuple[tuple[int, str], ...] = ()
    counsellors: tuple[int, ...] = ()
    leaders: tuple[int, ...] = ()
    family: frozenset[int] = field(default=frozenset())

    def may(self, person_id: int) -> bool:
        """Whether this person could see to her by work: not she herself, nor her family."""
        return person_id != self.person_id and person_id not in self.family


def learners_here(
    on: dt.date, ids: Collection[int] | None = None, *, with_those_who_left: bool = False
) -> dict[int, LearnerHere]:
    """Everybody who is enrolled on that date (or those among these ids), without their adults. One query."""
    rows = Learner.objects.filter(Q(entered_on__isnull=True) | Q(entered_on__lte=on))
    if not with_those_who_left:
        rows = rows.filter(Q(left_on__isnull=True) | Q(left_on__gte=on))
    if ids is not None:
        rows = rows.filter(pk__in=list(ids)) if len(ids) < IDS_AT_ONCE else rows
    wanted = None if ids is None else set(ids)
    return {
        row[0]: LearnerHere(row[0], row[1], row[2], row[3], row[4] or "", row[5], row[6])
        for row in rows.order_by("pk").values_list(
            "pk", "uuid", "person_id", "school_id", "school__path", "school__uuid", "entered_on"
        )
        if wanted is None or row[0] in wanted
    }


def learners_by_school() -> dict[int | None, tuple[str, list[int]]]:
    """School (row id, None for learners without one) → its name and its learners (row ids), also those who left.

    For work that goes through the district in parts. One query.
    """
    found: dict[int | None, tuple[str, list[int]]] = {}
    for pk, school, name in Learner.objects.order_by("pk").values_list("pk", "school_id", "school__name"):
        found.setdefault(school, (name or "", []))[1].append(pk)
    return found


def adults_of_many(
    on: dt.date, ids: Collection[int] | None = None, *, with_those_who_left: bool = False
) -> dict[int, LearnerHere]:
    """`learners_here` with advisers, teachers, counsellors, leaders and family as of today. Five queries.

    Advisers and teachers in the order in which they came to it; a primary teacher first.
    """
    here = learners_here(on, ids, with_those_who_left=with_those_who_left)
    few = list(here) if len(here) <= IDS_AT_ONCE else None
    advisers = _advisers(few)
    teachers = _teachers(few)
    family = _family(few)
    duties = list(
        RoleAssignment.objects.filter(
            current(), is_active=True, person__is_active=True, role__in=(Role.COUNSELLOR, Role.LEADER)
        )
        .exclude(organisation__path="")
        .order_by("pk")
        .values_list("role", "person_id", "organisation__path")
    )
    of_path: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {}
    found = {}
    for learner in here.values():
        path = learner.school_path
        if path not in of_path:
            of_path[path] = (_nearest(duties, Role.COUNSELLOR, path), _nearest(duties, Role.LEADER, path))
        counsellors, leaders = of_path[path]
        found[learner.id] = LearnerHere(
            learner.id,
            learner.uuid,
            learner.person_id,
            learner.school_id,
            path,
            learner.school_uuid,
            learner.entered_on,
            tuple(advisers.get(learner.id, ())),
            tuple(teachers.get(learner.id, ())),
            counsellors,
            leaders,
            frozenset(family.get(learner.id, ())),
        )
    return found


def _nearest(duties: list[tuple[str, int, str]], role: str, path: str) -> tuple[int, ...]:
    """People with this duty above a school, the nearest place first."""
    reaching = [
        (-len(place), person) for each, person, place in duties if each == role and path.startswith(place)
    ]
    return (
        tuple(dict.fromkeys(person for _near, person in sorted(reaching, key=lambda one: one[0])))
        if path
        else ()
    )


def _advisers(ids: list[int] | None) -> dict[int, dict[int, None]]:
    whose = {} if ids is None else {"home_group__memberships__learner_id__in": ids}
    rows = advising(**whose)
    found: dict[int, dict[int, None]] = defaultdict(dict)
    for learner, person in rows.order_by("pk").values_list(
        "home_group__memberships__learner_id", "person_id"
    ):
        found[learner][person] = None
    return found


def _teachers(ids: list[int] | None) -> dict[int, dict[tuple[int, str], None]]:
    whose = {} if ids is None else {"section__enrolments__learner_id__in": ids}
    rows = teaching(**whose)
    found: dict[int, dict[tuple[int, str], None]] = defaultdict(dict)
    for learner, person, domain in rows.order_by("-is_primary", "pk").values_list(
        "section__enrolments__learner_id", "person_id", "section__course__domain_code"
    ):
        found[learner][person, domain or ""] = None
    return found


def _family(ids: list[int] | None) -> dict[int, set[int]]:
    rows = Guardianship.objects.filter(is_active=True)
    if ids is not None:
        rows = rows.filter(learner_id__in=ids)
    found: dict[int, set[int]] = defaultdict(set)
    for learner, guardian in rows.values_list("learner_id", "guardian_id"):
        found[learner].add(guardian)
    return found
