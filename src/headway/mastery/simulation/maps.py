"""What a generator needs to know of a continuum: its graph, its domains and strands, and tasks."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from headway.mastery.continuum import Continuum
from headway.mastery.facts import Kind
from headway.mastery.simulation.draws import Draws

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class CompetencyMap:
    """Competencies 0..n-1 of `graph` (its `level` is the place on the continuum), by domain and strand.

    domain, strand: numbers from 0; a strand lies in one domain. tasks: for each task the competencies that it
    lets a learner show.
    """

    graph: Continuum
    domain: Ints
    strand: Ints
    tasks: tuple[tuple[int, ...], ...] = ()
    domain_of_strand: Ints = field(init=False)
    gates: tuple[tuple[int, ...], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("domain", "strand"):
            object.__setattr__(self, name, np.asarray(getattr(self, name), dtype=np.int64))
        domains = np.zeros(int(self.strand.max()) + 1, dtype=np.int64)
        domains[self.strand] = self.domain
        object.__setattr__(self, "domain_of_strand", domains)
        gates: list[list[int]] = [[] for _ in range(self.graph.n)]
        graph = self.graph
        for before, after, holds in zip(graph.before, graph.after, graph.essential, strict=True):
            if holds:
                gates[int(after)].append(int(before))
        object.__setattr__(self, "gates", tuple(map(tuple, gates)))

    @property
    def n(self) -> int:
        return self.graph.n

    @property
    def domains(self) -> int:
        return int(self.domain.max()) + 1

    @property
    def strands(self) -> int:
        return len(self.domain_of_strand)

    @property
    def is_habits(self) -> NDArray[np.bool_]:
        """For each domain: is it about habits of success?"""
        habits = np.zeros(self.domains, dtype=bool)
        habits[self.domain] = self.graph.kind == int(Kind.HABITS)
        return habits

    def open(self, proficient: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """competencies × learners: are all gates of each competency proficient?"""
        result = np.ones_like(proficient)
        for node, gates in enumerate(self.gates):
            for gate in gates:
                result[node] &= proficient[gate]
        return result

    def gated(self, alone: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """competencies × learners: proficient when able to on its own and in everything that gates it."""
        result = alone.copy()
        for node in self.graph.order().tolist():
            for gate in self.gates[node]:
                result[node] &= result[gate]
        return result


def invented_map(
    seed: int = 1, *, domains: int = 5, strands_each: int = 4, levels: int = 13, per_level: int = 1
) -> CompetencyMap:
    """A continuum for tests and benchmarks: every strand climbs, one in four also leans on a neighbour strand.

    The last domain is about habits of success. competencies = domains × strands_each × levels × per_level.
    """
    draws = Draws(seed, "map")
    domain: list[int] = []
    strand: list[int] = []
    level: list[int] = []
    arrows: list[tuple[int, int]] = []
    for number in range(domains * strands_each):
        for step in range(levels * per_level):
            node = len(level)
            domain.append(number // strands_each)
            strand.append(number)
            level.append(step // per_level)
            if step:
                arrows.append((node - 1, node))
            if number % strands_each and step and draws.yes(0.25, 1)[0]:
                arrows.append((node - levels * per_level - 1, node))
    last = domains - 1
    before, after = np.array(arrows, dtype=np.int64).T
    graph = Continuum(
        n=len(level),
        before=before,
        after=after,
        level=np.array(level),
        kind=np.where(np.array(domain) == last, int(Kind.HABITS), int(Kind.ACADEMIC)),
    )
    partner = draws.below(len(level), len(level))
    tasks = tuple(
        (node, int(other)) if level[node] == level[other] and node != other else (node,)
        for node, other in enumerate(partner)
        if node % 2 == 0
    )
    return CompetencyMap(graph, np.array(domain), np.array(strand), tasks)
