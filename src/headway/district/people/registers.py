"""What the register says about one learner and one section: places, times, families, keys. Never what was learned."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from headway.district.foundation.api import clock
from headway.district.people.models import (
    Guardianship,
    HomeGroupMembership,
    Learner,
    Person,
    Section,
    SectionEnrolment,
    SectionStaff,
    SourceRecord,
)
from headway.district.people.viewers import current

__all__ = [
    "EnrolmentEntry",
    "GuardianEntry",
    "RegisterEntry",
    "SectionEntry",
    "SourceEntry",
    "register_entry",
    "section_register",
]


@dataclass(frozen=True, slots=True)
class EnrolmentEntry:
    """A learner in a section, for a time. `is_now`: today lies within it; `is_past`: it is over."""

    section: Section
    from_on: dt.date | None
    to_on: dt.date | None
    is_now: bool
    is_past: bool
    teachers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuardianEntry:
    """Somebody who looks after the learner, and whether she may see the record and sign in."""

    person: Person
    relation: str
    may_see: bool
    has_account: bool


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """How a sending system calls this learner; `is_active` is false where its last roster left her out."""

    source: str
    kind: str
    identifier: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    learner: Learner
    username: str
    has_account: bool
    home_groups: tuple[tuple[str, dt.date, dt.date | None], ...]
    enrolments: tuple[EnrolmentEntry, ...]
    guardians: tuple[GuardianEntry, ...]
    sources: tuple[SourceEntry, ...]

    @property
    def has_left(self) -> bool:
        left_on = self.learner.left_on
        return left_on is not None and left_on < clock.today()


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """Who is on a section's roster: `enrolled` as (learner, from, to, is_now), by name."""

    section: Section
    teachers: tuple[str, ...]
    terms: tuple[str, ...]
    enrolled: tuple[tuple[Learner, dt.date | None, dt.date | None, bool], ...]


def register_entry(learner: Learner) -> RegisterEntry:
    """Six queries. Access is the caller's: she got the learner from `learner_on_duty`."""
    account = Person.objects.select_related("account").get(pk=learner.person_id).account
    memberships = HomeGroupMembership.objects.filter(learner=learner).order_by("-from_on")
    guardians = (
        Guardianship.objects.filter(learner=learner, is_active=True)
        .select_related("guardian", "guardian__account")
        .order_by("guardian__family_name", "guardian__given_name", "pk")
    )
    sources = SourceRecord.objects.filter(target_uuid__in=(learner.uuid, learner.person.uuid))
    return RegisterEntry(
        learner=learner,
        username=account.username if account else "",
        has_account=bool(account and account.is_active),
        home_groups=tuple(memberships.values_list("home_group__name", "from_on", "to_on")),
        enrolments=_enrolments(learner),
        guardians=tuple(
            GuardianEntry(
                row.guardian,
                row.relation,
                row.may_see,
                bool(row.guardian.account and row.guardian.account.is_active),
            )
            for row in guardians
        ),
        sources=tuple(
            SourceEntry(name or code, kind, identifier, is_active)
            for name, code, kind, identifier, is_active in sources.order_by(
                "source__code", "kind"
            ).values_list("source__name", "source__code", "kind", "sourced_id", "is_active")
        ),
    )


def _enrolments(learner: Learner) -> tuple[EnrolmentEntry, ...]:
    """What is now first, then what is to come, then what was, the latest first."""
    today = clock.today()
    rows = list(
        SectionEnrolment.objects.filter(learner=learner).select_related(
            "section", "section__school", "section__course"
        )
    )
    teachers = _teachers({row.section_id for row in rows})
    found = []
    for row in rows:
        is_past = not row.is_active or (row.to_on is not None and row.to_on < today)
        is_now = not is_past and (row.from_on is None or row.from_on <= today)
        found.append(
            EnrolmentEntry(
                row.section, row.from_on, row.to_on, is_now, is_past, teachers.get(row.section_id, ())
            )
        )
    found.sort(key=lambda one: (one.section.title, one.section.pk))
    found.sort(key=lambda one: one.to_on or one.from_on or dt.date.min, reverse=True)
    found.sort(key=lambda one: (one.is_past, not one.is_now))
    return tuple(found)


def _teachers(section_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    rows = (
        SectionStaff.objects.filter(current(), section_id__in=section_ids, is_active=True)
        .select_related("person")
        .order_by("-is_primary", "person__family_name", "pk")
    )
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        found[row.section_id].append(row.person.name)
    return {section_id: tuple(dict.fromkeys(names)) for section_id, names in found.items()}


def section_register(section: Section) -> SectionEntry:
    """Three queries. Access is the caller's: she got the section from `section_on_duty`."""
    today = clock.today()
    rows = (
        SectionEnrolment.objects.filter(section=section)
        .select_related("learner", "learner__person")
        .order_by("learner__person__family_name", "learner__person__given_name", "learner_id", "pk")
    )
    return SectionEntry(
        section=section,
        teachers=_teachers((section.pk,)).get(section.pk, ()),
        terms=tuple(section.terms.order_by("starts_on").values_list("name", flat=True)),
        enrolled=tuple(
            (
                row.learner,
                row.from_on,
                row.to_on,
                row.is_active
                and (row.from_on is None or row.from_on <= today)
                and (row.to_on is None or row.to_on >= today),
            )
            for row in rows
        ),
    )
