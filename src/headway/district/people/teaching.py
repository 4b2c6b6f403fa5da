"""Whom a teacher works with: her sections, her home groups, and finding one learner among them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import NotFound, clock
from headway.district.people.models import (
    HomeGroup,
    HomeGroupAdviser,
    HomeGroupMembership,
    Learner,
    Section,
    SectionEnrolment,
    SectionStaff,
)
from headway.district.people.policies import visible_learners, visible_sections
from headway.district.people.viewers import Viewer, current

__all__ = [
    "Rosters",
    "find_learners",
    "home_groups_advised",
    "learners_of_home_group",
    "rosters_of",
    "sections_taught",
    "visible_section",
]


_IN_SECTION, _IN_HOME_GROUP = 0, 1


@dataclass(frozen=True, slots=True)
class Rosters:
    """Who is where today, by row id: section → learners, home group → learners, learner → the learner herself.

    section_uuids, home_group_uuids: the same places for addresses, by title and by name.
    """

    sections: dict[int, tuple[int, ...]]
    home_groups: dict[int, tuple[int, ...]]
    learners: dict[int, Learner]
    section_uuids: tuple[uuid.UUID, ...] = ()
    home_group_uuids: tuple[uuid.UUID, ...] = ()


def sections_taught(viewer: Viewer) -> QuerySet[Section]:
    """The sections whose staff the viewer is on today, by title. A duty at the school alone doesn't count."""
    mine = SectionStaff.objects.filter(current(), person_id=viewer.person_id, is_active=True)
    return (
        Section.objects.filter(pk__in=mine.values("section_id"), is_active=True)
        .select_related("course", "school")
        .order_by("title", "pk")
    )


def home_groups_advised(viewer: Viewer) -> QuerySet[HomeGroup]:
    """The home groups that the viewer advises today, by name."""
    mine = HomeGroupAdviser.objects.filter(current(), person_id=viewer.person_id)
    return (
        HomeGroup.objects.filter(pk__in=mine.values("home_group_id"), is_active=True)
        .select_related("school")
        .order_by("name", "pk")
    )


def visible_section(viewer: Viewer, section_uuid: uuid.UUID) -> Section:
    """The section with this identifier, if the viewer works with its roster; NotFound otherwise."""
    section = visible_sections(viewer).filter(uuid=section_uuid).first()
    if section is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return section


def learners_of_home_group(viewer: Viewer, home_group: HomeGroup) -> QuerySet[Learner]:
    """The learners who are in the home group today and whose record the viewer may see, by name."""
    members = HomeGroupMembership.objects.filter(current(), home_group=home_group).values("learner_id")
    return _by_name(_here(visible_learners(viewer).filter(pk__in=members)))


def rosters_of(viewer: Viewer) -> Rosters:
    """Who is in the viewer's sections and home groups today? Two queries, however many there are."""
    staffed = SectionStaff.objects.filter(current(), person_id=viewer.person_id, is_active=True)
    advised = HomeGroupAdviser.objects.filter(current(), person_id=viewer.person_id)
    enrolled = SectionEnrolment.objects.filter(
        current(),
        section_id__in=staffed.values("section_id"),
        section__is_active=True,
        is_active=True,
    ).values_list(Value(_IN_SECTION), "section_id", "learner_id", "section__title", "section__uuid")
    belonging = HomeGroupMembership.objects.filter(
        current(), home_group_id__in=advised.values("home_group_id"), home_group__is_active=True
    ).values_list(
        Value(_IN_HOME_GROUP), "home_group_id", "learner_id", "home_group__name", "home_group__uuid"
    )
    # One query for both; a union leaves out what stands twice.
    found = list(enrolled.order_by().union(belonging.order_by()))
    pairs = [(place, learner) for kind, place, learner, *_named in found if kind == _IN_SECTION]
    members = [(place, learner) for kind, place, learner, *_named in found if kind == _IN_HOME_GROUP]
    ids = {learner_id for _place, learner_id in (*pairs, *members)}
    learners = {one.pk: one for one in _by_name(_here(visible_learners(viewer).filter(pk__in=ids)))}
    named = sorted({(name, place, outside, kind) for kind, place, _learner, name, outside in found})
    return Rosters(
        _grouped(pairs, learners),
        _grouped(members, learners),
        learners,
        tuple(outside for _name, _place, outside, kind in named if kind == _IN_SECTION),
        tuple(outside for _name, _place, outside, kind in named if kind == _IN_HOME_GROUP),
    )


def find_learners(viewer: Viewer, words: str = "") -> QuerySet[Learner]:
    """The learners whom the viewer may see and whose name (or local identifier) holds every one of these words."""
    found = _here(visible_learners(viewer))
    for word in words.split():
        found = found.filter(
            Q(person__given_name__icontains=word)
            | Q(person__family_name__icontains=word)
            | Q(person__preferred_name__icontains=word)
            | Q(local_identifier__iexact=word)
        )
    return _by_name(found)


def _here(learners: QuerySet[Learner]) -> QuerySet[Learner]:
    return learners.filter(Q(left_on__isnull=True) | Q(left_on__gte=clock.today()))


def _by_name(learners: QuerySet[Learner]) -> QuerySet[Learner]:
    return learners.order_by("person__family_name", "person__given_name", "pk")


def _grouped(pairs: list[tuple[int, int]], learners: dict[int, Learner]) -> dict[int, tuple[int, ...]]:
    """Place → learners in the order of names."""
    places: dict[int, set[int]] = defaultdict(set)
    for place_id, learner_id in pairs:
        places[place_id].add(learner_id)
    order = {learner_id: number for number, learner_id in enumerate(learners)}
    return {
        place_id: tuple(sorted((one for one in ids if one in order), key=order.__getitem__))
        for place_id, ids in places.items()
    }
