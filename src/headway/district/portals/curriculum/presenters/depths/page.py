"""Depth and alignment as a page: tasks that ask for less than their competency, and competencies no task reaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, Importance
from headway.district.evidence.api import TaskDepth
from headway.district.foundation.api import translated
from headway.district.portals.curriculum.presenters.depths.choosing import (
    KINDS,
    UNREACHED,
    WITHOUT_TASK,
    Asked,
    findings_of,
    strand_options,
    strand_value,
)
from headway.district.portals.curriculum.presenters.depths.words import (
    compared_words,
    elsewhere_words,
    evidence_words,
    kind_words,
    opening,
    stretch_words,
)
from headway.district.portals.curriculum.presenters.map import importance_words
from headway.mastery.continuum.depths import Alignment

__all__ = ["Card", "DepthPage", "Stretch", "Target", "depth_page"]

# What a stretch shows before somebody chooses it; the file holds everything.
SHOWN_AT_ONCE = 25
TASKS_AT_ONCE = 100
# A list of so few is open from the start.
SHORT_ENOUGH = 12


@dataclass(frozen=True)
class Target:
    """A competency in a list: where it stands, its depth in words, and what else reaches that depth."""

    code: str
    title: str
    href: str
    place: str
    is_essential: bool
    importance: str
    depth: str
    elsewhere: str


@dataclass(frozen=True)
class Card:
    """A task: what it asks for, the competencies concerned, and how much evidence rests on it there, in words."""

    code: str
    title: str
    owner: str
    asks: str
    targets: tuple[Target, ...]
    evidence: str
    href: str = ""


@dataclass(frozen=True)
class Stretch:
    """The competencies of one strand: essential ones first. more: the address where all of them are shown."""

    name: str
    sentence: str
    targets: tuple[Target, ...]
    more: str
    is_open: bool


@dataclass(frozen=True)
class DepthPage:
    sentence: str
    compared: str
    below: tuple[Card, ...]
    below_left_out: int
    unreached: tuple[Stretch, ...]
    without_task: tuple[Stretch, ...]
    silent: tuple[Card, ...]
    silent_left_out: int
    counts: Mapping[str, int]
    kinds: tuple[tuple[str, str], ...]
    domains: tuple[tuple[str, str], ...]
    strands: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    without_depth: int
    asked: Asked
    smallest: int


def depth_page(
    continuum: ContinuumMap,
    tasks: Sequence[TaskDepth],
    found: Alignment,
    evidence: Mapping[int, int | None],
    asked: Asked,
    smallest: int,
) -> DepthPage:
    """evidence: task id → pieces that rest on it where it asks for less, None where too few learners are concerned."""
    shown = findings_of(continuum, tasks, found, asked)
    return DepthPage(
        sentence=opening(shown.counts, asked, has_tasks=bool(tasks)),
        compared=compared_words(tasks, found),
        below=tuple(
            Card(
                code=task.code,
                title=translated(task, "title"),
                owner=task.owner,
                asks=_("asks for depth %(depth)s") % {"depth": task.depth},
                targets=tuple(_target(continuum, one, found) for one in deeper),
                evidence=evidence_words(evidence, task.id, smallest),
                href=_task_page(task),
            )
            for task, deeper in shown.below[:TASKS_AT_ONCE]
        ),
        below_left_out=max(0, len(shown.below) - TASKS_AT_ONCE),
        unreached=_stretches(continuum, shown.unreached, found, asked, UNREACHED),
        without_task=_stretches(continuum, shown.without_task, found, asked, WITHOUT_TASK),
        silent=tuple(
            Card(
                code=task.code,
                title=translated(task, "title"),
                owner=task.owner,
                asks=_("depth not set"),
                targets=tuple(_target(continuum, one) for one in competencies),
                evidence="",
                href=_task_page(task),
            )
            for task, competencies in shown.silent[:TASKS_AT_ONCE]
        ),
        silent_left_out=max(0, len(shown.silent) - TASKS_AT_ONCE),
        counts=shown.counts,
        kinds=tuple((kind, kind_words(kind)) for kind in KINDS),
        domains=tuple((one.code, translated(one, "name")) for one in continuum.domains),
        strands=strand_options(continuum, asked),
        without_depth=sum(one.depth is None for one in continuum.competencies),
        asked=asked,
        smallest=smallest,
    )


def _task_page(task: TaskDepth) -> str:
    return reverse("curriculum:task", args=[task.uuid]) if task.uuid else ""


def _stretches(
    continuum: ContinuumMap,
    competencies: Sequence[CompetencyInfo],
    found: Alignment,
    asked: Asked,
    kind: str,
) -> tuple[Stretch, ...]:
    """Strand by strand in the order of the map; the strands in which something essential is missing come first."""
    stretches = []
    for (domain_id, strand_id), group in groupby(
        competencies, key=lambda one: (one.domain_id, one.strand_id)
    ):
        here = sorted(group, key=lambda one: one.importance != Importance.ESSENTIAL)
        essential = sum(one.importance == Importance.ESSENTIAL for one in here)
        strand = strand_value(continuum, strand_id)
        is_chosen = bool(asked.strand) or (bool(asked.domain) and not strand)
        domain = continuum.domain_by_id.get(domain_id or 0)
        more = asked.query(kind=kind, domain=domain.code if domain else "", strand=strand)
        at_most = len(here) if is_chosen else SHOWN_AT_ONCE
        stretches.append(
            (
                essential == 0,
                Stretch(
                    name=place_name(continuum, domain_id, strand_id),
                    sentence=stretch_words(len(here), essential),
                    targets=tuple(_target(continuum, one, found) for one in here[:at_most]),
                    more=f"?{more}" if len(here) > at_most else "",
                    is_open=bool(asked.strand) or len(competencies) <= SHORT_ENOUGH,
                ),
            )
        )
    return tuple(stretch for _is_less_pressing, stretch in sorted(stretches, key=lambda pair: pair[0]))


def place_name(continuum: ContinuumMap, domain_id: int | None, strand_id: int | None) -> str:
    domain = continuum.domain_by_id.get(domain_id or 0)
    strand = continuum.strand_by_id.get(strand_id or 0)
    names = [translated(one, "name") for one in (domain, strand) if one is not None]
    return " · ".join(names) or _("Without a domain")


def _target(continuum: ContinuumMap, one: CompetencyInfo, found: Alignment | None = None) -> Target:
    return Target(
        code=one.code,
        title=translated(one, "title"),
        href=reverse("curriculum:competency", args=[one.uuid]),
        place=_("Level %(level)s") % {"level": one.level} if one.level is not None else _("any level"),
        is_essential=one.importance == Importance.ESSENTIAL,
        importance=importance_words(one.importance).lower(),
        depth=_("depth %(depth)s") % {"depth": one.depth} if one.depth else _("depth not set"),
        elsewhere=elsewhere_words(found.reaching.get(one.id)) if found else "",
    )
