"""What a capture may be about: the learners of my sections, recent ones first, and the competencies to choose from."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, DomainKind, misconceptions_of
from headway.district.evidence.api import EvidenceForm, LastCapture, last_captures
from headway.district.foundation.api import translated
from headway.district.people.api import (
    Purpose,
    Viewer,
    find_learners,
    rosters_of,
    sections_taught,
    visible_learners,
)
from headway.district.proficiency import api as proficiency

__all__ = ["FORMS", "Offered", "offered_to", "ready_facts", "search"]

RECENT = 6
LAST_USED = 4
WORKING_ON = 5
FOUND = 12
LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)
TUTORED = 60
# As one hears and sees them with a phone in hand; the others follow.
FORMS = (EvidenceForm.OBSERVATION, EvidenceForm.CONFERENCE, EvidenceForm.DISCUSSION, EvidenceForm.PERFORMANCE,
         EvidenceForm.PRODUCT, EvidenceForm.WRITING, EvidenceForm.PROJECT, EvidenceForm.QUIZ)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offered:
    """learners: in the order of names. recent: row ids, latest first. last: latest competencies. group: row id → words."""

    learners: dict[int, Any]
    recent: tuple[int, ...]
    last: tuple[CompetencyInfo, ...]
    group: dict[int, str]
    section: dict[int, int]

    @property
    def first(self) -> list[Any]:
        """Who stands on top: those captured last, then others in the order of names."""
        order = dict.fromkeys((*self.recent, *self.learners))
        return [self.learners[one] for one in order][:RECENT]

    @property
    def others(self) -> list[Any]:
        on_top = {one.pk for one in self.first}
        return [one for one in self.learners.values() if one.pk not in on_top]


def offered_to(viewer: Viewer, continuum: ContinuumMap) -> Offered:
    """Whom and what the viewer may capture. As many queries for one learner as for a hundred."""
    rosters = rosters_of(viewer)
    learners = rosters.learners or {one.pk: one for one in find_learners(viewer)[:TUTORED]}
    may_rate = set(
        visible_learners(viewer, Purpose.RATE)
        .filter(pk__in=list(learners))
        .order_by()
        .values_list("pk", flat=True)
    )
    learners = {key: one for key, one in learners.items() if key in may_rate}
    titles = {one.pk: one.title for one in sections_taught(viewer)}
    group: dict[int, str] = {}
    section: dict[int, int] = {}
    for section_id, members in rosters.sections.items():
        for learner_id in members:
            # In two of my sections: then it isn't known in which of them it was.
            section[learner_id] = section_id if learner_id not in section else 0
            group.setdefault(learner_id, titles.get(section_id, ""))
    before = last_captures(viewer, list(learners))
    recent = tuple(dict.fromkeys(one.learner_id for one in before))[:RECENT]
    return Offered(
        learners=learners,
        recent=tuple(one for one in recent if one in learners),
        last=_last_used(before, continuum),
        group=group if len(rosters.sections) > 1 else {},
        section={key: value for key, value in section.items() if value},
    )


def section_of_learner(viewer: Viewer, learner_id: int) -> int | None:
    """The one section of the viewer's in which the learner is today; None where there is none, or several."""
    found = [one for one, members in rosters_of(viewer).sections.items() if learner_id in members]
    return found[0] if len(found) == 1 else None


def search(continuum: ContinuumMap, words: str) -> tuple[CompetencyInfo, ...]:
    """The competencies whose code, title or statement holds every one of these words; habits stand elsewhere."""
    wanted = words.casefold().split()
    found = [one for one in _academic(continuum) if wanted and all(word in _said(one) for word in wanted)]
    return tuple(found[:FOUND])


def ready_facts(viewer: Viewer, continuum: ContinuumMap) -> dict[str, Any]:
    """What a phone keeps so that captures can be made without a network: names, codes, and nothing about where anybody
    is; `working` says only which competencies a learner has recent work on."""
    offered = offered_to(viewer, continuum)
    competencies = _academic(continuum)
    usual: dict[int, list[list[str]]] = {}
    for one in misconceptions_of([competency.id for competency in competencies]):
        usual.setdefault(one.competency_id, []).append([str(one.uuid), translated(one, "text")])
    working = _working_on(viewer, list(offered.learners.values()), continuum)
    first = [one.pk for one in offered.first]
    order = first + [key for key in offered.learners if key not in set(first)]
    return {
        "learners": [
            {
                "uuid": str(offered.learners[key].uuid),
                "name": offered.learners[key].person.name,
                "group": offered.group.get(key, ""),
                "working": [str(one) for one in working.get(key, ())],
            }
            for key in order
        ],
        "first": len(first),
        "last": [str(one.uuid) for one in offered.last],
        "competencies": [
            {
                "uuid": str(one.uuid),
                "code": one.code or "",
                "title": translated(one, "title"),
                "usual": usual.get(one.id, []),
            }
            for one in competencies
        ],
    }


def _working_on(
    viewer: Viewer, learners: Sequence[Any], continuum: ContinuumMap
) -> dict[int, list[uuid.UUID]]:
    """Learner → what there is recent work on and isn't proficient yet, latest first."""
    academic = {one.id: one.uuid for one in _academic(continuum)}
    taught = _taught(viewer, continuum)
    found = {}
    for learner_id, standings in proficiency.standings_of_many(viewer, learners).items():
        begun = [
            one
            for one in standings.values()
            if one.pieces and one.last_observed_at and not one.is_proficient and one.competency_id in academic
        ]
        begun.sort(key=lambda one: one.last_observed_at or LONG_AGO, reverse=True)
        # What I teach comes first; what others teach is not far.
        begun.sort(key=lambda one: one.competency_id not in taught)
        found[learner_id] = [academic[one.competency_id] for one in begun[:WORKING_ON]]
    return found


def _taught(viewer: Viewer, continuum: ContinuumMap) -> set[int]:
    """The competencies of the domains that the viewer's sections are about."""
    codes = {one.course.domain_code for one in sections_taught(viewer) if one.course}
    domains = {one.id for one in continuum.domains if one.code and one.code in codes}
    return {one.id for one in continuum.competencies if one.domain_id in domains}


def _last_used(before: Iterable[LastCapture], continuum: ContinuumMap) -> tuple[CompetencyInfo, ...]:
    current = dict.fromkeys(continuum.current_ids.get(one.competency_id, one.competency_id) for one in before)
    return tuple(continuum.by_id[one] for one in current if one in continuum.by_id)[:LAST_USED]


def _academic(continuum: ContinuumMap) -> list[CompetencyInfo]:
    habits = {one.id for one in continuum.domains if one.kind == DomainKind.HABITS}
    return [one for one in continuum.competencies if one.domain_id not in habits]


def _said(one: CompetencyInfo) -> str:
    return f"{one.code} {translated(one, 'title')} {translated(one, 'statement')}".casefold()
