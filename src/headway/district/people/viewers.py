"""Who is looking: one person's duties and relations, loaded once per request in one query."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from headway.district.foundation.api import Actor, clock, in_parts
from headway.district.people.models import (
    Guardianship,
    HomeGroupAdviser,
    Person,
    SectionStaff,
    TutorAssignment,
)
from headway.district.people.types import OrganisationKind, Role

__all__ = ["Duty", "Viewer", "current", "viewer_for_account", "viewer_for_person", "viewers_for_people"]


@dataclass(frozen=True, slots=True)
class Duty:
    """A role at an organisation; `path` is that organisation's place in the tree, `kind` what it is."""

    role: str
    organisation_id: int
    path: str
    kind: str = OrganisationKind.DISTRICT


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person who looks and acts. Access is decided from it in `people.policies`, and nowhere else."""

    actor: Actor
    person_id: int
    person_uuid: uuid.UUID
    name: str
    language: str
    learner_id: int | None = None
    learner_uuid: uuid.UUID | None = None
    is_guardian: bool = False
    teaches: bool = False
    advises: bool = False
    tutors: bool = False
    duties: tuple[Duty, ...] = field(default=())
    must_change_password: bool = False

    def has(self, *roles: str) -> bool:
        """Does she have one of these duties anywhere?"""
        return any(duty.role in roles for duty in self.duties)

    def paths(self, *roles: str) -> tuple[str, ...]:
        """The places in the tree of organisations to which these duties reach, with everything below."""
        return tuple(duty.path for duty in self.duties if duty.role in roles)

    @property
    def administers_district(self) -> bool:
        """Imports, exports and the trail are the whole district's: a duty at one school does not reach them."""
        return any(
            duty.role == Role.ADMINISTRATOR and duty.kind != OrganisationKind.SCHOOL for duty in self.duties
        )

    @property
    def portals(self) -> tuple[str, ...]:
        """The portals open to her, the one she most likely wants first."""
        found = []
        if self.learner_id:
            found.append("student")
        if self.teaches or self.advises or self.tutors or self.has(Role.TEACHER, Role.ADVISER, Role.TUTOR):
            found.append("teacher")
        roles = {duty.role for duty in self.duties}
        if not self.administers_district:
            roles.discard(Role.ADMINISTRATOR)
        for role, portal in (
            (Role.CURRICULUM_LEAD, "curriculum"),
            (Role.COUNSELLOR, "counselor"),
            (Role.REGISTRAR, "registrar"),
            (Role.LEADER, "leader"),
            (Role.ADMINISTRATOR, "admin"),
        ):
            if role in roles:
                found.append(portal)
        # Whoever works with learners, or for their learning, reads drafts of the continuum and says what she notices.
        if {"teacher", "curriculum", "counselor", "leader"} & set(found):
            found.append("review")
        if self.is_guardian:
            found.append("family")
        return tuple(found)


def current(prefix: str = "") -> Q:
    """Rows with `from_on`/`to_on` that are in force today. Who may see is judged as of now, whatever the page's date."""
    return _in_force(clock.today(), prefix)


def _in_force(today: dt.date, prefix: str = "") -> Q:
    return (Q(**{f"{prefix}from_on__isnull": True}) | Q(**{f"{prefix}from_on__lte": today})) & (
        Q(**{f"{prefix}to_on__isnull": True}) | Q(**{f"{prefix}to_on__gte": today})
    )


def viewer_for_account(account_id: int) -> Viewer | None:
    """The viewer behind an account; None when the account belongs to nobody active."""
    return _viewer(Q(account_id=account_id, account__is_active=True))


def viewer_for_person(person_id: int) -> Viewer | None:
    return _viewer(Q(pk=person_id))


def viewers_for_people(person_ids: Collection[int]) -> dict[int, Viewer]:
    """`viewer_for_person` for many, by person; who is not active is absent. One query for each ten thousand."""
    found: dict[int, list[Any]] = defaultdict(list)
    for part in in_parts(person_ids):
        for row in _everybody(clock.today()).filter(pk__in=part):
            found[row.pk].append(row)
    return {person_id: _viewer_of(rows) for person_id, rows in found.items()}


def _viewer(which: Q) -> Viewer | None:
    rows = list(_everybody(clock.today()).filter(which))
    return _viewer_of(rows) if rows else None


def _viewer_of(rows: Sequence[Any]) -> Viewer:
    """One person from her rows: one for each duty that she has."""
    person = rows[0]
    learner = getattr(person, "learner", None)
    duties = (
        Duty(row.held_role, row.held_at, row.held_path, row.held_kind)
        for row in rows
        if row.pk == person.pk and row.held_role is not None
    )
    return Viewer(
        actor=Actor.person(person_id=person.pk, uuid=person.uuid),
        person_id=person.pk,
        person_uuid=person.uuid,
        name=person.name,
        language=person.language,
        learner_id=learner.pk if learner else None,
        learner_uuid=learner.uuid if learner else None,
        is_guardian=person.is_guardian,
        teaches=person.teaches,
        advises=person.advises,
        tutors=person.tutors,
        duties=tuple(duties),
        must_change_password=bool(person.account and person.account.must_change_password),
    )


@lru_cache(maxsize=2)
def _everybody(today: dt.date) -> QuerySet[Any]:
    """The question about everybody as of this day, of which one person's part is asked. Making it ready costs as much
    as asking it, and every page asks; it is never asked as it stands, so it holds no answer.
    """
    mine = {"person_id": OuterRef("pk")}
    return (
        Person.objects.filter(is_active=True)
        .select_related("learner", "account")
        .annotate(
            is_guardian=Exists(
                Guardianship.objects.filter(guardian_id=OuterRef("pk"), is_active=True, may_see=True)
            ),
            teaches=Exists(SectionStaff.objects.filter(_in_force(today), is_active=True, **mine)),
            advises=Exists(HomeGroupAdviser.objects.filter(_in_force(today), **mine)),
            tutors=Exists(TutorAssignment.objects.filter(_in_force(today), tutor_id=OuterRef("pk"))),
            held=FilteredRelation(
                "duties", condition=_in_force(today, "duties__") & Q(duties__is_active=True)
            ),
        )
        .annotate(
            held_role=F("held__role"),
            held_at=F("held__organisation_id"),
            held_path=F("held__organisation__path"),
            held_kind=F("held__organisation__kind"),
        )
        .order_by("pk", "held__pk")
    )
