"""How far the check could come on single strands: beside it, the same check to which everything hidden is told.

    python -m benchmarks.placement_bound [graph …]      strand-80 and strand-160 without one

400 fresh learners for each graph, 20 questions, 1,000 imagined learners as in a check of a district. Every 25 learners
have difficulties of their own drawing, so that the standard errors (over the 16 drawings) hold for other drawings, too.
"Everything told" knows the hidden draws of difficulty, the sharpness and the spread of ability: what it misreads, no
posterior could read rightly from its questions; only a choice that looks further ahead than one answer could.
"""

from __future__ import annotations

import os
import sys

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import numpy as np  # noqa: E402

from benchmarks.placement import GRAPHS  # noqa: E402
from benchmarks.placement_learners import DEVIATION, SHARP, World, difficulties, learners  # noqa: E402
from benchmarks.placement_methods import Measured, check, settings_of  # noqa: E402
from headway.mastery.placement import Structure  # noqa: E402
from headway.mastery.placement.network import UNIT  # noqa: E402
from headway.mastery.placement.structure import MIDDLE_LEVEL  # noqa: E402

# used for nothing else
SEEDS = range(2031, 2047)
EACH, QUESTIONS = 25, 20
TOLD = {"steepness": SHARP, "ability_spread": float(np.hypot(1.0, DEVIATION))}


def main(wanted: list[str]) -> None:
    print(
        "| graph | asked by | accuracy | fringe precision | fringe recall |\n| --- | --- | --- | --- | --- |"
    )
    for graph in wanted or ["strand-80", "strand-160"]:
        structure = GRAPHS[graph][0]()
        for name, changes in (("the check", {}), ("everything told", TOLD)):
            drawings = []
            for seed in SEEDS:
                world = learners(structure, EACH, seed)
                if changes:
                    world = World(told(structure, seed), world.ability, world.known)
                settings = settings_of(**changes)
                drawings.append(check(world, seed, "ours", (QUESTIONS,), settings)[QUESTIONS])
            print(f"| {graph} | {name} | {' | '.join(_cells(drawings))} |", flush=True)


def told(structure: Structure, seed: int) -> Structure:
    """The same arrows, and as level of each competency what its difficulty truly is."""
    levels = MIDDLE_LEVEL + UNIT * difficulties(structure, seed)
    return Structure(structure.competencies, structure.arrows, tuple(levels.tolist()), structure.strands)


def _cells(drawings: list[Measured]) -> list[str]:
    cells = []
    for name in ("accuracy", "precision", "recall"):
        means = [float(np.nanmean(getattr(one, name))) for one in drawings]
        over = np.nanmean(np.concatenate([getattr(one, name) for one in drawings]))
        cells.append(f"{over:.3f} ± {np.std(means, ddof=1) / np.sqrt(len(means)):.3f}")
    return cells


if __name__ == "__main__":
    main(sys.argv[1:])
