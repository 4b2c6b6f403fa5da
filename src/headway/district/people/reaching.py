"""Who can be told something: an active person with an active account, and where her mail goes."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from headway.district.foundation.api import in_parts
from headway.district.people.models import (
    HomeGroupAdviser,
    Person,
    RoleAssignment,
    SectionStaff,
    TutorAssignment,
)
from headway.district.people.viewers import current

__all__ = ["Reachable", "people_to_reach"]


@dataclass(frozen=True, slots=True)
class Reachable:
    """Somebody who can sign in. email: empty where none is known. works: she has a duty, a section, a group, or tutors."""

    person_id: int
    uuid: uuid.UUID
    username: str
    email: str
    language: str
    works: bool


def people_to_reach(person_ids: Collection[int]) -> dict[int, Reachable]:
    """The people among these who can sign in, by id: one query for each ten thousand. Others cannot be told anything."""
    found = {}
    for part in in_parts(person_ids):
        for pk, outside, username, email, account_email, language, works in _rows(Q(pk__in=part)):
            found[pk] = Reachable(pk, outside, username, email or account_email, language, bool(works))
    return found


def _rows(which: Q) -> Iterable[tuple[Any, ...]]:
    mine = {"person_id": OuterRef("pk")}
    works = (
        Exists(RoleAssignment.objects.filter(current(), is_active=True, **mine))
        | Exists(SectionStaff.objects.filter(current(), is_active=True, **mine))
        | Exists(HomeGroupAdviser.objects.filter(current(), **mine))
        | Exists(TutorAssignment.objects.filter(current(), tutor_id=OuterRef("pk")))
    )
    return (
        Person.objects.filter(which, is_active=True, account__is_active=True)
        .annotate(works=works)
        .values_list("pk", "uuid", "account__username", "email", "account__email", "language", "works")
    )
