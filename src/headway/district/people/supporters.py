"""Who can help a learner, and whose children a guardian may see: names for pages that never leave a question alone."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import BooleanField, CharField, Exists, F, OuterRef, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import NotFound, remembered_in_request
from headway.district.people.at_work import teaching
from headway.district.people.models import (
    Guardianship,
    HomeGroupAdviser,
    Learner,
    TutorAssignment,
)
from headway.district.people.policies import visible_learners
from headway.district.people.viewers import Viewer, current

__all__ = [
    "SupportKind",
    "Supporter",
    "child_of",
    "children_of",
    "guarded_by",
    "guardians_of",
    "guards_learner",
    "supporters_of",
    "supporters_of_many",
]


class SupportKind(StrEnum):
    """How an adult is there for a learner."""

    TEACHES = "teaches"
    ADVISES = "advises"
    TUTORS = "tutors"


@dataclass(frozen=True, slots=True)
class Supporter:
    """An adult to turn to. `domain_code`: what she teaches, where the section's course says so."""

    name: str
    kind: SupportKind
    domain_code: str = ""
    section_title: str = ""


def supporters_of(viewer: Viewer, learner: Learner) -> tuple[Supporter, ...]:
    """Who teaches, advises and tutors this learner today? One query; empty for those who may not see her.

    Primary teachers come first, then by name; one entry for a person, a kind and a domain.
    """
    return supporters_of_many(viewer, (learner,)).get(learner.pk, ())


def supporters_of_many(viewer: Viewer, learners: Collection[Learner]) -> dict[int, tuple[Supporter, ...]]:
    """`supporters_of` several learners, by learner id: one query for all; who may not be seen is absent."""
    seen = visible_learners(viewer).filter(pk__in=[one.pk for one in learners]).order_by().values("pk")
    teaches = teaching(section__enrolments__learner_id__in=seen)
    advises = HomeGroupAdviser.objects.filter(
        current(),
        current("home_group__memberships__"),
        person__is_active=True,
        home_group__memberships__learner_id__in=seen,
    )
    tutors = TutorAssignment.objects.filter(current(), tutor__is_active=True, learner_id__in=seen)
    none, no = Value("", output_field=CharField()), Value(False, output_field=BooleanField())
    rows = _rows(
        teaches,
        SupportKind.TEACHES,
        "section__enrolments__learner_id",
        "person",
        F("section__course__domain_code"),
        F("section__title"),
        F("is_primary"),
    ).union(
        _rows(advises, SupportKind.ADVISES, "home_group__memberships__learner_id", "person", none, none, no),
        _rows(tutors, SupportKind.TUTORS, "learner_id", "tutor", none, none, no),
    )
    order = list(SupportKind)
    found: dict[int, dict[tuple[str, str, str], Supporter]] = {}
    for kind, learner_id, preferred, given, family, domain, section, _primary in sorted(
        rows, key=lambda row: (order.index(SupportKind(row[0])), not row[7], row[4], row[3], row[6])
    ):
        name = f"{preferred or given} {family}".strip()
        found.setdefault(learner_id, {}).setdefault(
            (name, kind, domain or ""), Supporter(name, SupportKind(kind), domain or "", section or "")
        )
    return {learner_id: tuple(supporters.values()) for learner_id, supporters in found.items()}


def _rows(rows: QuerySet, kind: SupportKind, learner: str, person: str, domain, section, primary) -> QuerySet:
    return rows.order_by().values_list(
        Value(kind.value, output_field=CharField()),
        learner,
        f"{person}__preferred_name",
        f"{person}__given_name",
        f"{person}__family_name",
        domain,
        section,
        primary,
    )


def children_of(viewer: Viewer) -> QuerySet[Learner]:
    """The learners whose guardian the viewer is and whose record she may see, by name.

    Narrower than `visible_learners`: a teacher's class is not her family.
    """
    guarded = Guardianship.objects.filter(guardian_id=viewer.person_id, is_active=True, may_see=True)
    return (
        Learner.objects.filter(pk__in=guarded.values("learner_id"))
        .select_related("person", "school")
        .order_by("person__given_name", "person__family_name", "pk")
    )


def child_of(viewer: Viewer, learner_uuid: uuid.UUID) -> Learner:
    """The viewer's child with this identifier; NotFound for every other learner."""
    learner = children_of(viewer).filter(uuid=learner_uuid).first()
    if learner is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return learner


@remembered_in_request
def guarded_by(person_id: int) -> frozenset[int]:
    """The learners (row ids) whose guardian this person is, also where she may not see the record. One query.

    For what nobody decides about her own child; what she may see is `children_of`.
    """
    rows = Guardianship.objects.filter(guardian_id=person_id, is_active=True)
    return frozenset(rows.values_list("learner_id", flat=True))


def guards_learner(person_id: int) -> Exists:
    """`guarded_by` as a condition on learners, for whoever reads a learner anyway."""
    rows = Guardianship.objects.filter(guardian_id=person_id, is_active=True)
    return Exists(rows.filter(learner_id=OuterRef("pk")))


def guardians_of(learner_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """The guardians (row ids of people) of each of these learners; who has none is absent. One query."""
    found: dict[int, set[int]] = {}
    rows = Guardianship.objects.filter(learner_id__in=learner_ids, is_active=True)
    for learner_id, person_id in rows.values_list("learner_id", "guardian_id"):
        found.setdefault(learner_id, set()).add(person_id)
    return {learner_id: frozenset(people) for learner_id, people in found.items()}
