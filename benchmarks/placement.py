"""How rightly the check reads learners whose truth is known, beside other ways of asking; and how long a step takes.

    python -m benchmarks placement                       small: 24 learners per cell
    HEADWAY_PLACEMENT_LEARNERS=400 python -m benchmarks placement
    python -m benchmarks.placement --full [--only NAME]  400 learners per cell, cells kept as they are done
    python -m benchmarks.placement --table               the table of the cells that are kept

HEADWAY_PLACEMENT_PROCESSES (default 1): learners are dealt out over so many processes. The seed of the table is used
for nothing else; settings were chosen on others.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

# one core is what is promised, and what processes side by side need
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import numpy as np  # noqa: E402

from benchmarks.figures import Figure  # noqa: E402
from benchmarks.placement_learners import (  # noqa: E402
    VARIABLE,
    World,
    coherence_2011,
    coherence_map,
    learners,
    strand,
)
from benchmarks.placement_methods import Measured, check, irt, settings_of  # noqa: E402
from headway.mastery.placement import Answer, CheckSettings, Structure, answered, begin, next_question  # noqa: E402
from headway.mastery.placement.locator import part  # noqa: E402

SEED, FULL, SMALL, CHUNK = 2011, 400, 24, 25
# the table is made with fewer imagined learners than a check has, because it asks 100,000 questions
PARTICLES = 400
KEPT = Path(__file__).resolve().parent.parent / "var" / "bench" / "placement.json"
GRAPHS: dict[str, tuple[Callable[[], Structure], tuple[int, ...]]] = {
    "coherence-2011": (coherence_2011, (10, 20, 25, 40)),
    "strand-80": (lambda: strand(80), (10, 20, 25)),
    "strand-160": (lambda: strand(160), (10, 20, 25)),
    "strand-80-narrow": (lambda: strand(80, reach=8), (10, 20, 25)),
    "strand-160-narrow": (lambda: strand(160, reach=8), (10, 20, 25)),
    "coherence-map": (coherence_map, (10, 20, 25)),
}
# Half-split and random ask with the same model as the check to which no strands are told: beside that one they stand.
METHODS = {
    "the check": ("ours", {}),
    "the check, strands not told": ("ours", {"strand_spread": 0.0}),
    "half-split": ("half", {"strand_spread": 0.0}),
    "random": ("random", {"strand_spread": 0.0}),
    "IRT": ("irt", {}),
}
# what matters most first, so that a run that is stopped leaves what was promised
WIDE = ("coherence-2011", "strand-80", "strand-160")
NARROW = ("strand-80-narrow", "strand-160-narrow")
ORDER = [
    *(("the check", graph) for graph in (*WIDE, *NARROW)),
    *(("IRT", graph) for graph in GRAPHS),
    *((method, "strand-80") for method in ("half-split", "random")),
    ("the check, strands not told", "coherence-2011"),
    *((method, graph) for graph in reversed(WIDE) for method in ("half-split", "random")),
    *((method, graph) for method in METHODS for graph in GRAPHS),
]
GOALS = {
    ("coherence-2011", 25): (0.95, 0.65),
    ("strand-80", 20): (0.985, 0.78),
    ("strand-160", 20): (0.985, 0.78),
    ("strand-80-narrow", 20): (0.985, 0.78),
    ("strand-160-narrow", 20): (0.985, 0.78),
}


def main(arguments: list[str]) -> None:
    if not os.environ.get(VARIABLE):
        print(f"… {VARIABLE} is not set; placement is left out", file=sys.stderr)
        return
    if arguments and arguments[0] in ("--full", "--table"):
        only = arguments[arguments.index("--only") + 1] if "--only" in arguments else ""
        if arguments[0] == "--full":
            fill(only)
        print(table(json.loads(KEPT.read_text())))
        return
    count = int(os.environ.get("HEADWAY_PLACEMENT_LEARNERS", SMALL))
    for (graph, questions), (accuracy, precision) in GOALS.items():
        figures = cell(graph, "the check", count, (questions,))[str(questions)]
        for name, goal in (("accuracy", accuracy), ("precision", precision)):
            mean, error = figures[name]
            note = f"standard error {error:.3f}, {count} learners; recall {figures['recall'][0]:.2f}"
            _give(Figure(f"placement.{graph}.{name}", round(mean, 4), "", goal, at_most=False, note=note))
    step()


def fill(only: str) -> None:
    """Every cell that is not kept yet."""
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    for method, graph in ORDER:
        structure, at = GRAPHS[graph]
        name = f"{graph} | {method}"
        if name in kept or only not in name or ("not told" in method and not structure().strands):
            continue
        started = time.process_time()
        figures = cell(graph, method, FULL, at)
        kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
        kept[name] = figures
        KEPT.write_text(json.dumps(kept, indent=1) + "\n")
        print(f"… {name}: {time.process_time() - started:.0f} s {figures}", file=sys.stderr, flush=True)


def cell(
    graph: str, method: str, count: int, at: tuple[int, ...]
) -> dict[str, dict[str, tuple[float, float]]]:
    """Per number of questions: mean and standard error of each figure."""
    chunks = [(graph, method, count, at, begin) for begin in range(0, count, CHUNK)]
    if METHODS[method][0] == "irt":
        measured = [irt(learners(GRAPHS[graph][0](), count, SEED), SEED, at)]
    elif (processes := int(os.environ.get("HEADWAY_PLACEMENT_PROCESSES", "1"))) > 1:
        with ProcessPoolExecutor(processes) as pool:
            measured = list(pool.map(_chunk, chunks))
    else:
        measured = [_chunk(one) for one in chunks]
    return {str(q): Measured.joined([m[q] for m in measured]).figures() for q in at}


def _chunk(asked: tuple[str, str, int, tuple[int, ...], int]) -> dict[int, Measured]:
    graph, method, count, at, first = asked
    structure = GRAPHS[graph][0]()
    every = learners(structure, count, SEED)
    some = slice(first, min(first + CHUNK, count))
    world = World(structure, every.ability[some], every.known[some])
    choice, changes = METHODS[method]
    return check(world, SEED + first, choice, at, settings_of(particles=PARTICLES, **changes))


def step() -> None:
    """One answer and the next question, for 200 competencies, with the settings of a check."""
    whole = coherence_2011()
    structure = part(whole, whole.competencies[:200])
    settings = replace(CheckSettings(), most=60, stop_at=0.0, settled=0.0)
    taken = []
    for learner in range(8):
        rng, state = np.random.default_rng(learner), begin(structure, settings, learner)
        for _ in range(25):
            question = next_question(state)
            if question is None:
                break
            started = time.process_time()
            right = rng.random() < question.chance_right
            state = answered(state, question.competency, Answer.RIGHT if right else Answer.NOT_YET)
            next_question(state)
            taken.append((time.process_time() - started) * 1000)
    note = "an answer taken in and the next question chosen, processor time, 200 competencies, 1,000 imagined learners"
    _give(Figure("placement.step.median", round(float(np.median(taken)), 1), "ms", 50, note=note))
    _give(Figure("placement.step.p99", round(float(np.quantile(taken, 0.99)), 1), "ms", 250))


def table(kept: dict[str, dict[str, dict[str, tuple[float, float]]]]) -> str:
    lines = []
    for graph in GRAPHS:
        rows = {name.split(" | ")[1]: cells for name, cells in kept.items() if name.split(" | ")[0] == graph}
        if not rows:
            continue
        lines += [
            f"\n### {graph}\n",
            "| asked by | questions | accuracy | fringe precision | fringe recall | named |",
        ]
        lines.append("| --- | --- | --- | --- | --- | --- |")
        for method in METHODS:
            for asked, cells in rows.get(method, {}).items():
                shown = [
                    f"{m:.3f} ± {e:.3f}" for m, e in (cells[k] for k in ("accuracy", "precision", "recall"))
                ]
                lines.append(f"| {method} | {asked} | {' | '.join(shown)} | {cells['named'][0]:.1f} |")
    return "\n".join(lines)


def _give(figure: Figure) -> None:
    from benchmarks.worker import give

    give(figure)


if __name__ == "__main__":
    # asked by `python -m benchmarks` with the engine and names, or by a person with an option
    main(sys.argv[1:])
