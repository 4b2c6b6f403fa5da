"""Imagined learners for the check, and the graphs that they learn on. The check is told none of what is drawn here.

What is assumed, all of it:

- A learner has one ability, normal with mean 0 and standard deviation 1, in units of three levels; the continuum's
  levels 0 to 12 lie from -2 to 2. Each strand deviates from it by a normal draw with standard deviation .6.
- A competency's difficulty is its level (within it, its depth; where a graph has no levels, its depth), from -2 to 2,
  plus a normal draw with standard deviation .3, the same for all learners of a run.
- A competency is known where all its prerequisites are known and a draw with chance 1 / (1 + exp(-SHARP × (ability +
  deviation - difficulty))) says so; otherwise never.
- A question about a known competency is answered rightly but for a slip (.10); about another, only by a guess (.05).
  Each competency is asked at most once. Nobody says "haven't met this".
- The check knows the graph, slip and guess. It has difficulties without the draws, another sharpness, and no
  deviations, or (where the table says so) that strands may deviate, by another standard deviation.
"""

from __future__ import annotations

import csv
import json
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from headway.mastery.continuum import Continuum
from headway.mastery.placement import Structure

SHARP = 8.0
DEVIATION, HIDDEN, SLIP, GUESS = 0.6, 0.3, 0.10, 0.05
VARIABLE = "HEADWAY_SHARED"


@dataclass(frozen=True)
class World:
    """A graph with learners. known: learners × n; ability: learners."""

    structure: Structure
    ability: NDArray[np.float64]
    known: NDArray[np.bool_]

    def ready(self) -> NDArray[np.bool_]:
        ready = ~self.known
        for needed, wants in self.structure.arrows:
            ready[:, wants] &= self.known[:, needed]
        return ready


def learners(structure: Structure, count: int, seed: int, *, sharp: float = SHARP, of: int = 0) -> World:
    """`of`: another group of learners on the same difficulties."""
    rng = np.random.default_rng([seed, 1 + of])
    difficulty = difficulties(structure, seed)
    names = sorted(set(structure.strands)) or [""]
    strand = np.array([names.index(s) for s in structure.strands] or [0] * len(structure))
    ability = rng.normal(0, 1, count)
    deviation = rng.normal(0, DEVIATION, (count, len(names)))
    pull = sharp * (ability[:, None] + deviation[:, strand] - difficulty)
    known = rng.random(pull.shape) < 1 / (1 + np.exp(-pull))
    for node in structure.continuum.order().tolist():
        for before in structure.continuum.prerequisites(node):
            known[:, node] &= known[:, before]
    return World(structure, ability, known)


def difficulties(structure: Structure, seed: int) -> NDArray[np.float64]:
    """What is hidden from the check: each competency's level in units of ability, plus its draw."""
    hidden = np.random.default_rng([seed, 0]).normal(0, HIDDEN, len(structure))
    return (np.array(structure.positions) - 6) / 3 + hidden


def replies(world: World, seed: int) -> NDArray[np.bool_]:
    """learners × n: whether she would answer rightly, the same whoever asks and whenever."""
    luck = np.random.default_rng([seed, 10_000]).random(world.known.shape)
    return np.where(world.known, luck >= SLIP, luck < GUESS)


def coherence_2011() -> Structure:
    """The published coherence graph of 2011: 276 competencies, 452 arrows. Strands are the domains in the codes."""
    links = json.loads((_shared() / "science/anchors/atc_edges.json").read_text())
    graph = Continuum.from_codes((e["begin"], e["end"]) for e in links if e["edgedesc"] == "Arrow")
    parts = [name.split(".") for name in graph.names]
    return Structure.from_continuum(
        graph, levels=[int(part[0]) for part in parts], strands=[part[1] for part in parts]
    )


def coherence_map() -> Structure:
    """The Coherence Map: 480 standards, 757 arrows. High school stands at levels 9 to 12 by depth."""
    folder = _shared() / "data/prereqs/atc-coherence-map"
    with (folder / "standards.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / "edges_prerequisite.csv").open(newline="") as file:
        arrows = [(row["from_code"], row["to_code"]) for row in csv.DictReader(file)]
    graph = Continuum.from_codes(arrows, [row["code"] for row in rows])
    plain = Structure.from_continuum(graph)
    high = [i for i, row in enumerate(rows) if row["grade"] not in "K12345678"]
    deep = sorted({plain.depth[i] for i in high})
    levels = [
        9 + 3 * deep.index(plain.depth[i]) // max(len(deep) - 1, 1)
        if i in set(high)
        else _number(row["grade"])
        for i, row in enumerate(rows)
    ]
    return Structure.from_continuum(graph, levels=levels, strands=[row["domain"] for row in rows])


def strand(n: int, seed: int = 1, *, reach: int = 30) -> Structure:
    """One invented strand: each competency needs one to three of the `reach` before it. No levels: only the order."""
    rng = np.random.default_rng([seed, n])
    arrows = []
    for i in range(1, n):
        near = np.arange(max(0, i - reach), i)
        arrows += [
            (int(j), i) for j in rng.choice(near, min(len(near), int(rng.integers(1, 4))), replace=False)
        ]
    return Structure(tuple(f"c{i:03}" for i in range(n)), tuple(arrows))


def _number(grade: str) -> int:
    return 0 if grade == "K" else int(grade)


def _shared() -> Path:
    root = os.environ.get(VARIABLE)
    if not root:
        raise SystemExit(f"Set {VARIABLE} to the folder with the published graphs.")
    return Path(root)
