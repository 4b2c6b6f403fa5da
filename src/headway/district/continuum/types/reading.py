"""What is published, for reading: show its words with the filter `words` (foundation.translated)."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from headway.district.continuum.types.lineage import Lineage
from headway.district.continuum.types.vocabulary import Translations
from headway.mastery.continuum import Continuum

__all__ = [
    "CompetencyInfo",
    "ContinuumMap",
    "DescriptorInfo",
    "DomainInfo",
    "PrerequisiteInfo",
    "StrandInfo",
    "VersionInfo",
]


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """A version of a framework, without its competencies."""

    id: int
    uuid: uuid.UUID
    framework_id: int
    framework_identifier: str
    title: str
    number: int
    status: str
    effective_on: dt.date | None
    published_at: dt.datetime | None
    translations: Translations = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DomainInfo:
    id: int
    uuid: uuid.UUID
    code: str
    name: str
    kind: str
    description: str
    sequence: int
    translations: Translations


@dataclass(frozen=True, slots=True)
class StrandInfo:
    id: int
    uuid: uuid.UUID
    domain_id: int
    code: str
    name: str
    sequence: int
    translations: Translations


@dataclass(frozen=True, slots=True)
class CompetencyInfo:
    """One competency. `position` is its node in the map's graph; `level` a place on the continuum or None."""

    id: int
    uuid: uuid.UUID
    position: int
    identifier: str
    code: str
    title: str
    statement: str
    kind: str
    level: int | None
    depth: int | None
    importance: str
    weight: int
    domain_id: int | None
    strand_id: int | None
    sequence: int
    translations: Translations


@dataclass(frozen=True, slots=True)
class PrerequisiteInfo:
    """`before_id` is needed for `after_id`; it holds back only where `is_gate` (an essential prerequisite)."""

    before_id: int
    after_id: int
    is_gate: bool


@dataclass(frozen=True, slots=True)
class DescriptorInfo:
    """What work at one performance level of one competency looks like."""

    level: int
    text: str
    translations: Translations


@dataclass(frozen=True, eq=False)
class ContinuumMap:
    """A published continuum as one immutable object, held in memory, so that pages ask no database for it.

    competencies: what can be rated, in map order; their place is the node number in `graph`.
    current_ids: every competency id of this framework's versions → the id in this version, where the competency
    lives on; so evidence recorded under an earlier version keeps counting. lineage: the same with its history, where
    competencies were merged, and whose words changed.
    """

    version: VersionInfo
    domains: tuple[DomainInfo, ...]
    strands: tuple[StrandInfo, ...]
    competencies: tuple[CompetencyInfo, ...]
    prerequisites: tuple[PrerequisiteInfo, ...]
    graph: Continuum
    current_ids: Mapping[int, int]
    lineage: Lineage = field(default_factory=Lineage)

    @cached_property
    def by_id(self) -> Mapping[int, CompetencyInfo]:
        return {competency.id: competency for competency in self.competencies}

    @cached_property
    def by_uuid(self) -> Mapping[uuid.UUID, CompetencyInfo]:
        return {competency.uuid: competency for competency in self.competencies}

    @cached_property
    def by_code(self) -> Mapping[str, CompetencyInfo]:
        return {competency.code: competency for competency in self.competencies if competency.code}

    @cached_property
    def domain_by_id(self) -> Mapping[int, DomainInfo]:
        return {domain.id: domain for domain in self.domains}

    @cached_property
    def strand_by_id(self) -> Mapping[int, StrandInfo]:
        return {strand.id: strand for strand in self.strands}

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """The levels that occur, lowest first: the columns of the map."""
        return tuple(sorted({one.level for one in self.competencies if one.level is not None}))

    @cached_property
    def _families(self) -> Mapping[int, tuple[int, ...]]:
        families: dict[int, list[int]] = {}
        for earlier, current in self.current_ids.items():
            families.setdefault(current, []).append(earlier)
        return {current: tuple(sorted(ids)) for current, ids in families.items()}

    def family(self, competency_id: int) -> tuple[int, ...]:
        """The ids of this competency in all versions; evidence may hang on any of them."""
        return self._families.get(competency_id, (competency_id,))

    def living(self, competency: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """A column of competency ids of any version: each as its id in this version, and whether it has one."""
        known, current = self._living
        if len(known) == 0:
            return competency, np.zeros(len(competency), dtype=bool)
        place = np.minimum(np.searchsorted(known, competency), len(known) - 1)
        return current[place], known[place] == competency

    @cached_property
    def _living(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        known = sorted(self.current_ids)
        return np.array(known, dtype=np.int64), np.array(
            [self.current_ids[one] for one in known], dtype=np.int64
        )

    def in_domain(self, domain_id: int) -> tuple[CompetencyInfo, ...]:
        return tuple(one for one in self.competencies if one.domain_id == domain_id)

    def in_strand(self, strand_id: int) -> tuple[CompetencyInfo, ...]:
        return tuple(one for one in self.competencies if one.strand_id == strand_id)

    def strands_of(self, domain_id: int) -> tuple[StrandInfo, ...]:
        return tuple(strand for strand in self.strands if strand.domain_id == domain_id)

    def prerequisites_of(self, competency_id: int) -> tuple[CompetencyInfo, ...]:
        """What directly prepares for this competency, essential or not."""
        before = self.graph.prerequisites(self.by_id[competency_id].position)
        return tuple(self.competencies[node] for node in before)

    def gates_of(self, position: int) -> tuple[int, ...]:
        """The nodes that hold this node back: its essential direct prerequisites."""
        return self._gates[position]

    @cached_property
    def _gates(self) -> tuple[tuple[int, ...], ...]:
        gates: list[list[int]] = [[] for _node in range(self.graph.n)]
        essential = self.graph.essential
        arrows = zip(self.graph.before[essential].tolist(), self.graph.after[essential].tolist(), strict=True)
        for before, after in arrows:
            gates[after].append(before)
        return tuple(tuple(sorted(one)) for one in gates)

    def opens(self, competency_id: int) -> tuple[CompetencyInfo, ...]:
        """What this competency directly prepares for."""
        after = self.graph.prepares_for(self.by_id[competency_id].position)
        return tuple(self.competencies[node] for node in after)
