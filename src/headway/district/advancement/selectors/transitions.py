"""Changes of school: who goes, who comes, and with which foundations; for both schools before the first day (R109).

The receiving school's counsellors and leaders see a learner's foundations because the change is planned, and as long
as it is. Each look at one learner is in the trail; what they see is this list and nothing else of her record.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from headway.district.advancement.models import Feeder, Transition
from headway.district.advancement.selectors.foundations import DomainFoundations, foundations_of
from headway.district.advancement.selectors.stages import stages_of
from headway.district.advancement.types import Stage
from headway.district.foundation.api import NotFound, clock
from headway.district.people.api import Viewer, organisation_scope
from headway.district.people.types import Role

__all__ = [
    "RECEIVING",
    "SENDING",
    "FeederInfo",
    "SchoolCount",
    "TransitionInfo",
    "feeder_of",
    "transition_counts",
    "transition_page",
    "transitions_in",
    "transitions_out",
]

SENDING = (Role.COUNSELLOR, Role.LEADER, Role.REGISTRAR)
RECEIVING = (Role.COUNSELLOR, Role.LEADER)
_ROWS = ("learner__person", "from_school", "to_school", "owner")
# After she has come, she stays on the receiving school's list for the first weeks.
JUST_ARRIVED = dt.timedelta(days=120)


@dataclass(frozen=True, slots=True)
class TransitionInfo:
    """A learner's change of school. foundations: by domain; empty where nobody said up to which level.

    is_over: it has happened; she is the receiving school's by now.
    """

    uuid: UUID
    learner_id: int
    learner_uuid: UUID
    learner_name: str
    from_school: str
    to_school: str
    to_school_uuid: UUID
    starts_on: dt.date
    owner: str
    owner_uuid: UUID | None
    in_bridge: bool
    through_level: int | None
    foundations: tuple[DomainFoundations, ...]
    stages: dict[str, Stage]
    is_over: bool

    @property
    def met(self) -> int:
        return sum(len(one.met) for one in self.foundations)

    @property
    def open(self) -> int:
        return sum(len(one.open) for one in self.foundations)


@dataclass(frozen=True, slots=True)
class FeederInfo:
    """Where most learners of a school go next, and up to which level its foundations reach."""

    to_school_id: int
    to_school_uuid: UUID
    through_level: int


@dataclass(frozen=True, slots=True)
class SchoolCount:
    """How many come from one school, and how many of them have open foundations in a domain. Not suppressed yet."""

    from_school: str
    to_school: str
    domain_code: str
    without_open: int
    with_open: int


def feeder_of(school: Any) -> FeederInfo | None:
    row = Feeder.objects.filter(from_school=school).select_related("to_school").first()
    return FeederInfo(row.to_school_id, row.to_school.uuid, row.through_level) if row else None


def _out(viewer: Viewer, roles: Iterable[str]) -> QuerySet[Transition]:
    return Transition.objects.filter(
        ended_at__isnull=True,
        from_school__in=organisation_scope(viewer, *roles),
        learner__school=F("from_school"),
    )


def _in(viewer: Viewer, roles: Iterable[str]) -> QuerySet[Transition]:
    """Who is still where she was when it was planned, or has come. Who went elsewhere, or never came, is not shown."""
    since = clock.now() - JUST_ARRIVED
    on_the_way = Q(learner__school=F("from_school")) | Q(learner__school=F("to_school"))
    on_the_way |= Q(from_school__isnull=True)
    here = Q(on_the_way, ended_at__isnull=True, starts_on__gte=clock.today() - JUST_ARRIVED)
    here |= Q(ended_at__gte=since, learner__school=F("to_school"))
    still = Q(learner__left_on__isnull=True) | Q(learner__left_on__gte=clock.today())
    return Transition.objects.filter(here, still, to_school__in=organisation_scope(viewer, *roles))


def transitions_out(viewer: Viewer, *roles: str) -> tuple[TransitionInfo, ...]:
    """Who is going to leave the schools of this duty, by name."""
    return _infos(_out(viewer, _only(SENDING, roles)))


def transitions_in(viewer: Viewer, *roles: str) -> tuple[TransitionInfo, ...]:
    """Who comes to the schools of this duty, before the first day and for some weeks after it, by name."""
    return _infos(_in(viewer, _only(RECEIVING, roles)))


def _only(allowed: tuple[str, ...], roles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in allowed if one in roles) if roles else allowed


def transition_page(viewer: Viewer, transition_uuid: UUID, *roles: str) -> TransitionInfo:
    """One change of school, for the school she leaves and the one she comes to. NotFound for everybody else."""
    rows = Transition.objects.filter(uuid=transition_uuid)
    out, coming = _out(viewer, _only(SENDING, roles)), _in(viewer, _only(RECEIVING, roles))
    found = _infos(rows.filter(Q(pk__in=out.values("pk")) | Q(pk__in=coming.values("pk"))))
    if not found:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return found[0]


def _infos(rows: QuerySet[Transition]) -> tuple[TransitionInfo, ...]:
    order = ("learner__person__family_name", "learner__person__given_name", "pk")
    listed = list(rows.select_related(*_ROWS).order_by(*order))
    unsaid = {one.from_school_id for one in listed if one.through_level is None}
    usual = dict(Feeder.objects.filter(from_school__in=unsaid).values_list("from_school_id", "through_level"))
    through = {
        one.learner_id: one.through_level
        if one.through_level is not None
        else usual.get(one.from_school_id or 0)
        for one in listed
    }
    foundations = foundations_of(through)
    stages = stages_of(sorted(through)) if through else {}
    return tuple(
        TransitionInfo(
            uuid=one.uuid,
            learner_id=one.learner_id,
            learner_uuid=one.learner.uuid,
            learner_name=one.learner.person.name,
            from_school=one.from_school.name if one.from_school else "",
            to_school=one.to_school.name,
            to_school_uuid=one.to_school.uuid,
            starts_on=one.starts_on,
            owner=one.owner.name if one.owner else "",
            owner_uuid=one.owner.uuid if one.owner else None,
            in_bridge=one.in_bridge,
            through_level=through[one.learner_id],
            foundations=foundations.get(one.learner_id, ()),
            stages=stages.get(one.learner_id, {}),
            is_over=one.ended_at is not None,
        )
        for one in listed
    )


def transition_counts(infos: Iterable[TransitionInfo]) -> tuple[SchoolCount, ...]:
    """By the school they leave and domain: how many have nothing open, and how many have. To be suppressed by who shows it."""
    counts: dict[tuple[str, str, str], Counter[bool]] = {}
    for info in infos:
        for one in info.foundations:
            key = (info.from_school, info.to_school, one.domain_code)
            counts.setdefault(key, Counter())[bool(one.open)] += 1
    return tuple(SchoolCount(*key, of[False], of[True]) for key, of in counts.items())
