"""The model of a check: a Bayesian net over the prerequisites, and its tables.

Ability is one number; each strand may deviate a little from it. A competency can only be known where all that it
needs is known (the AND gate); then it is known with the chance

    1 / (1 + exp(-steepness × (ability + deviation of its strand - its difficulty)))

independently of the others. What is known is therefore always closed under prerequisites: an order ideal, a
knowledge state in the sense of Doignon and Falmagne. Ability and deviations live on a grid, so that the same model
can be added up exactly on small structures (`reference.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from headway.mastery.placement.settings import Band, CheckSettings
from headway.mastery.placement.structure import MIDDLE_LEVEL, Structure

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

# One unit of ability in levels of the continuum.
UNIT = 3.0
STEP = 0.25
# The grid of ability, in steps: from -3.5 to 3.5, four levels and a half beyond both ends of the continuum.
REACH = 14
# The grid of a strand's deviation, in steps: from -1.25 to 1.25.
STRAY = 5


@dataclass(frozen=True, eq=False)
class Fan:
    """Some rows, each with other rows that belong to it, rank by rank: the first other of each, the second, …

    Adding up rank by rank is several times faster than stretch by stretch, because each rank is one plain operation.
    """

    ranks: tuple[tuple[Places, Places], ...]

    @classmethod
    def of(cls, rows: Sequence[int], names: Sequence[int], others: Sequence[Sequence[int]]) -> Fan:
        """names: what to call each of the rows. others: per node, what belongs to it."""
        ranks = []
        for rank in range(max((len(others[row]) for row in rows), default=0)):
            here = [
                (name, others[row][rank])
                for row, name in zip(rows, names, strict=True)
                if len(others[row]) > rank
            ]
            ranks.append((np.array([a for a, _ in here]), np.array([b for _, b in here])))
        return cls(tuple(ranks))


@dataclass(frozen=True, eq=False)
class Colour:
    """Competencies that can be reconsidered at once: none needs another, and none shares what needs them.

    `opens` names its rows by their places in `rows`.
    """

    rows: Places
    opens: Fan


@dataclass(frozen=True, eq=False)
class Network:
    """A structure with its tables. columns of the tables: ability + deviation, from -(REACH+STRAY) steps up."""

    structure: Structure
    difficulty: Floats
    strand: Places
    strands: int
    strays: bool
    # n × columns: log of the chance of not knowing where all that is needed is known
    log_without: Floats
    abilities: Floats
    prior_of_deviation: Floats
    steepness: float
    colours: tuple[Colour, ...]
    # per depth from the second on: rows, and what they need
    depths: tuple[Fan, ...]
    all_needs: Fan
    # what each competency opens, as stretches of one row
    opened: Places
    opened_from: Places
    number_opened: Places
    # the competencies of each strand
    members: tuple[Places, ...]

    @property
    def n(self) -> int:
        return len(self.difficulty)

    def opened_by(self, nodes: Places) -> tuple[Places, Places]:
        """What the nodes open: for each pair of node and opened, the place in `nodes`, and the opened."""
        number = self.number_opened[nodes]
        cell = np.repeat(np.arange(len(nodes)), number)
        inside = np.arange(len(cell)) - np.repeat(np.cumsum(number) - number, number)
        return cell, self.opened[self.opened_from[nodes][cell] + inside]

    def prior_of_ability(self, band: Band | None, settings: CheckSettings) -> Floats:
        """Log weights over the grid of ability."""
        middle, spread = 0.0, settings.ability_spread
        if band is not None:
            middle = (band.likely - MIDDLE_LEVEL) / UNIT
            # the band is read as two standard deviations to both sides, never tighter than one level
            spread = max((band.highest - band.lowest) / (4 * UNIT), 1 / UNIT)
        grid = np.arange(-REACH, REACH + 1) * STEP
        log = -0.5 * ((grid - np.clip(middle, grid[0], grid[-1])) / spread) ** 2
        return (log - np.log(np.exp(log).sum())).astype(np.float32)


@lru_cache(maxsize=64)
def network(structure: Structure, steepness: float, strand_spread: float) -> Network:
    graph = structure.reduced
    n = graph.n
    needs = [list(graph.prerequisites(i)) for i in range(n)]
    opens = [list(graph.prepares_for(i)) for i in range(n)]
    names = sorted(set(structure.strands)) or [""]
    strays = strand_spread > 0 and len(names) > 1
    strand = np.array([names.index(s) for s in structure.strands] if strays else [0] * n, dtype=np.int64)
    difficulty = (np.array(structure.positions) - MIDDLE_LEVEL) / UNIT
    abilities = np.arange(-REACH - STRAY, REACH + STRAY + 1) * STEP
    pull = steepness * (abilities[None, :] - difficulty[:, None])
    deviation = np.arange(-STRAY, STRAY + 1) * STEP
    log = -0.5 * (deviation / (strand_spread or 1.0)) ** 2
    colours = []
    for rows in _colours(needs, opens):
        colours.append(Colour(np.array(rows), Fan.of(rows, range(len(rows)), opens)))
    by_depth: dict[int, list[int]] = {}
    for node, depth in enumerate(structure.depth):
        by_depth.setdefault(depth, []).append(node)
    return Network(
        structure=structure,
        difficulty=difficulty.astype(np.float32),
        strand=strand,
        strands=len(names) if strays else 1,
        strays=strays,
        log_without=(-np.logaddexp(0, pull)).astype(np.float32),
        abilities=abilities.astype(np.float32),
        prior_of_deviation=(log - np.log(np.exp(log).sum())).astype(np.float32),
        steepness=float(steepness),
        colours=tuple(colours),
        depths=tuple(Fan.of(rows, rows, needs) for depth, rows in sorted(by_depth.items()) if depth > 0),
        all_needs=Fan.of(range(n), range(n), needs),
        opened=np.array([other for some in opens for other in some], dtype=np.int64),
        opened_from=np.cumsum([0, *(len(some) for some in opens[:-1])]),
        number_opened=np.array([len(some) for some in opens], dtype=np.int64),
        members=tuple(np.flatnonzero(strand == g) for g in range(len(names) if strays else 1)),
    )


def network_of(structure: Structure, settings: CheckSettings) -> Network:
    return network(structure, settings.steepness, settings.strand_spread)


def _colours(needs: list[list[int]], opens: list[list[int]]) -> list[list[int]]:
    """Greedy colouring of the moral graph: neighbours are what it needs, what it opens, and what that needs too."""
    n = len(needs)
    near = [
        {*needs[i], *opens[i], *(other for after in opens[i] for other in needs[after])} - {i}
        for i in range(n)
    ]
    colour = [-1] * n
    for node in sorted(range(n), key=lambda i: -len(near[i])):
        taken = {colour[other] for other in near[node]}
        colour[node] = next(c for c in range(n + 1) if c not in taken)
    return [[i for i in range(n) if colour[i] == c] for c in range(max(colour) + 1)]
