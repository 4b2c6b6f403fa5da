"""Real answers, replayed: after half of a learner's questions the other half is predicted, beside a fitted 2PL.

python -m benchmarks.real_responses [data set …]     HEADWAY_SHARED names the folder with the answers

For each repeat learners are split; both models are fitted on two thirds (with the same nodes, the same weak priors and
the same stopping rule; the 2PL also without priors, as plain marginal maximum likelihood, and with priors under which
items are much alike, which our model may choose, too). For each held-out learner
half of the questions that she answered are shown to both models, and both predict the same other half. The shown half is
drawn at random, or asked adaptively by the structure-aware model, or adaptively by the 2PL (each question the one
with the largest expected gain so far). AUC is over all held-out predictions together.

Whether competencies tell more than one ability is decided on the training learners alone (`fit_by_replay`).

Standard errors: of a mean over repeats, sd/√repeats; of the difference, with the correction of Nadeau & Bengio (2003)
for training sets that overlap.
"""

from __future__ import annotations

import os

# Small matrices: threads of their own cost more than they bring. Set before numpy is loaded.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import csv
import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import Figure
from benchmarks.worker import give
from headway.mastery.placement.itemfit import (
    Answers,
    FitSettings,
    ItemFit,
    Needs,
    ask_adaptively,
    chances_of_right,
    fit_by_replay,
    fit_two_parameter,
)

REPEATS = int(os.environ.get("HEADWAY_BENCH_REPEATS", "10"))
# The models were chosen on splits 0 to 9; these are used for nothing else.
FIRST = int(os.environ.get("HEADWAY_BENCH_FIRST_SPLIT", "100"))
TRAINED_ON = 2 / 3
FEWEST_ANSWERS, FEWEST_OF_A_LEARNER = 40, 6
BY = FitSettings(nodes=15, tolerance=1e-5, most_rounds=150)
PLAIN = FitSettings(nodes=15, tolerance=1e-5, most_rounds=150, has_priors=False)
ALIKE = FitSettings(nodes=15, tolerance=1e-5, most_rounds=150, closeness=10.0)
WAYS = ("at random", "adaptive, by structure", "adaptive, by 2PL")

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class DataSet:
    name: str
    answers: Answers
    needs: Needs
    what: str


def main(wanted: list[str]) -> None:
    wanted = [one for one in wanted if one.startswith(("ecpe", "fraction", "assistments"))]
    figures = []
    print(f"{REPEATS} repeats, fitted on {TRAINED_ON:.0%} of the learners\n")
    print(
        "| answers | half shown | structure-aware | 2PL | 2PL without priors | 2PL, items alike | difference | AUC over |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for load in (ecpe, fraction_subtraction, fraction_short, assistments_one_skill, assistments_skills):
        if wanted and not any(load.__name__.startswith(one) for one in wanted):
            continue
        data = load()
        rows = [replayed(data, seed) for seed in range(FIRST, FIRST + REPEATS)]
        for way in WAYS:
            auc = np.array([[row[way][model] for model in range(4)] for row in rows])
            predictions = int(np.mean([row[way][4] for row in rows]))
            # Beside the better of the ways to fit the 2PL, over all splits.
            better = auc[:, 0] - auc[:, 1 + int(auc[:, 1:].mean(axis=0).argmax())]
            error = float(better.std(ddof=1) * np.sqrt(1 / REPEATS + (1 - TRAINED_ON) / TRAINED_ON))
            cells = [
                f"{auc[:, at].mean():.4f} ± {auc[:, at].std(ddof=1) / np.sqrt(REPEATS):.4f}"
                for at in range(4)
            ]
            print(
                f"| {data.name} | {way} | {' | '.join(cells)} | {better.mean():+.4f} ± {error:.4f} | {predictions:,} |",
                flush=True,
            )
            figures.append(
                Figure(
                    name=f"real-responses-{load.__name__.replace('_', '-')}-{way.replace(', ', '-').replace(' ', '-')}",
                    figure=round(float(auc[:, 0].mean()), 4),
                    unit="AUC",
                    goal=round(float(auc[:, 1:].mean(axis=0).max()), 4),
                    at_most=False,
                    against="2PL on the same split",
                    note=f"{data.what}; difference {better.mean():+.4f} ± {error:.4f} over {REPEATS} splits",
                )
            )
        print(
            f"|   | {data.what}; arrows learned in the last split: {rows[-1]['arrows'] or 'none'} | | | | | | |"
        )
    for figure in figures:
        give(figure)


def replayed(data: DataSet, seed: int) -> dict:
    """AUC of the four models for each way of choosing the half that is shown, and over how many predictions."""
    rng = np.random.default_rng([17, seed])
    order = rng.permutation(data.answers.learners)
    cut = round(len(order) * TRAINED_ON)
    trained, held_out = data.answers.of(order[:cut]), data.answers.of(order[cut:])
    there = (trained.table >= 0).any(axis=0)
    trained, held_out = Answers(trained.table[:, there]), Answers(held_out.table[:, there])
    ours = fit_by_replay(trained, Needs(data.needs.table[there], data.needs.arrows), BY, seed)
    models = (
        ours,
        fit_two_parameter(trained, BY),
        fit_two_parameter(trained, PLAIN),
        fit_two_parameter(trained, ALIKE),
    )
    half = (held_out.table >= 0).sum(axis=1) // 2
    result: dict = {
        "arrows": " ".join(f"{needed + 1}→{later + 1}" for needed, later in sorted(ours.needs.arrows))
    }
    shown_by: dict[str, Callable[[], Bools]] = {
        WAYS[0]: lambda: at_random(held_out, half, rng),
        WAYS[1]: lambda: ask_adaptively(ours, held_out, half),
        WAYS[2]: lambda: ask_adaptively(models[1], held_out, half),
    }
    for way, choose in shown_by.items():
        shown = choose()
        result[way] = (
            *(judged(model, held_out, shown) for model in models),
            int((~shown & _asked(held_out)).sum()),
        )
    return result


def judged(model: ItemFit, answers: Answers, shown: Bools) -> float:
    chances = chances_of_right(model, Answers(np.where(shown, answers.table, -1).astype(np.int8)))
    rest = _asked(answers) & ~shown
    return auc(chances[rest], answers.table[rest] == 1)


def at_random(answers: Answers, half: NDArray[np.int64], rng: np.random.Generator) -> Bools:
    order = np.where(_asked(answers), rng.random(answers.table.shape), 2.0).argsort(axis=1).argsort(axis=1)
    return order < half[:, None]


def auc(chance: Floats, right: Bools) -> float:
    """P(a right answer was given the higher chance than one that is not), ties counted half."""
    _values, at, counts = np.unique(chance, return_inverse=True, return_counts=True)
    rank = (np.cumsum(counts) - (counts - 1) / 2)[at]
    yes = int(right.sum())
    return float((rank[right].sum() - yes * (yes + 1) / 2) / (yes * (len(right) - yes)))


def _asked(answers: Answers) -> Bools:
    return answers.table >= 0


def ecpe() -> DataSet:
    return _with_needs("ECPE", "CDM__data.ecpe__data.csv", "CDM__data.ecpe__q.matrix.csv")


def fraction_subtraction() -> DataSet:
    return _with_needs(
        "fraction subtraction, 20 items",
        "CDM__fraction.subtraction.data.csv",
        "CDM__fraction.subtraction.qmatrix.csv",
    )


def fraction_short() -> DataSet:
    return _with_needs(
        "fraction subtraction, 15 items", "CDM__data.fraction1__data.csv", "CDM__data.fraction1__q.matrix.csv"
    )


def assistments_one_skill() -> DataSet:
    rows = _rows("assistments-irt/df_irt.csv")
    answers, items = _long((row["student_id"], row["item_id"], int(row["is_correct"])) for row in rows)
    needs = Needs(np.ones((len(items), 1), dtype=bool))
    return _described("ASSISTments, one skill", answers, needs)


def assistments_skills() -> DataSet:
    """First answers of each learner to each problem (a problem of two skills stands in two rows, and counts once)."""
    skills: dict[str, set[str]] = defaultdict(set)
    first: dict[tuple[str, str], int] = {}
    rows = _rows("assistments-2009/assist2009_folds123.csv.gz")
    for row in sorted(rows, key=lambda row: (row["student"], int(row["order"]))):
        first.setdefault((row["student"], row["problem"]), int(row["correct"]))
        skills[row["problem"]].add(row["skill"])
    often = Counter(problem for _learner, problem in first)
    first = {pair: right for pair, right in first.items() if often[pair[1]] >= FEWEST_ANSWERS}
    many = Counter(learner for learner, _problem in first)
    answers, items = _long(
        (learner, problem, right)
        for (learner, problem), right in first.items()
        if many[learner] >= FEWEST_OF_A_LEARNER
    )
    names = sorted({skill for item in items for skill in skills[item]})
    table = np.array([[name in skills[item] for name in names] for item in items], dtype=bool)
    return _described("ASSISTments, skills", answers, Needs(table))


def _with_needs(name: str, answers: str, needs: str) -> DataSet:
    rows = _rows(f"r-packages/{answers}")
    table = np.array([[int(row[one]) for one in row if one != "id"] for row in rows], dtype=np.int8)
    needed = [[row[one] == "1" for one in row if one != "rowname"] for row in _rows(f"r-packages/{needs}")]
    return _described(name, Answers(table), Needs(np.array(needed, dtype=bool)))


def _described(name: str, answers: Answers, needs: Needs) -> DataSet:
    count = f"{answers.learners:,} learners, {answers.items} items, {needs.competencies} competencies"
    return DataSet(name, answers, needs, count)


def _long(rows) -> tuple[Answers, list[str]]:
    held = list(rows)
    learners = {one: at for at, one in enumerate(sorted({row[0] for row in held}))}
    items = {one: at for at, one in enumerate(sorted({row[1] for row in held}))}
    table = np.full((len(learners), len(items)), -1, dtype=np.int8)
    for learner, item, right in held:
        table[learners[learner], items[item]] = right
    return Answers(table), list(items)


def _rows(path: str) -> list[dict[str, str]]:
    found = Path(os.environ["HEADWAY_SHARED"]) / "data" / "responses" / path
    text = gzip.decompress(found.read_bytes()).decode() if path.endswith(".gz") else found.read_text()
    return list(csv.DictReader(text.splitlines()))


if __name__ == "__main__":
    main(sys.argv[1:])
