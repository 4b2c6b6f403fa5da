"""How often the right suggestion comes first: prerequisites on the Coherence Map, links from NGSS to CCSS.

The tables with every method go to the screen; the figures are what was promised: ratios to the best plain search in the
same run. Beside them frameworks of which nothing was learned, and the harsher trials.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.frameworks import arithmetic, coherence_2011, coherence_map, ngss_to_ccss, renamed_ccss
from benchmarks.worker import give
from headway.mastery.continuum.suggestions.evaluation import (
    CUTS,
    Figures,
    try_crosswalk,
    try_prerequisites,
)
from headway.mastery.continuum.suggestions.learning import SHARES

Table = Mapping[str, Figures]


def main() -> None:
    _engine, *names = sys.argv[1:]
    folder = os.environ.get("HEADWAY_SHARED")
    if not folder:
        for name in names:
            give(Figure(name, 0, "", note="not measured: HEADWAY_SHARED is not set"))
        return
    if "suggest-prerequisites" in names:
        prerequisites(Path(folder))
    if "suggest-crosswalk" in names:
        crosswalk(Path(folder))


def prerequisites(shared: Path) -> None:
    started = time.perf_counter()
    table = try_prerequisites(*coherence_map(shared), shares=SHARES)
    show("Prerequisites, Coherence Map (480 standards, 757 arrows), five parts by target", table)
    note = f"five-fold by target; the whole trial took {time.perf_counter() - started:.0f} s"
    learned, bm25 = table["learned"], table["BM25"]
    give(promise("suggest-prerequisites.mrr", learned.mrr, 0.501, bm25.mrr, note))
    give(promise("suggest-prerequisites.recall-10", learned.recall(10), 0.628, bm25.recall(10)))
    give(ratio("suggest-prerequisites.mrr-ratio", learned.mrr, bm25.mrr, 1.3))
    give(ratio("suggest-prerequisites.recall-10-ratio", learned.recall(10), bm25.recall(10), 1.3))
    without = table["learned, words and places"]
    give(promise("suggest-prerequisites.no-arrows.mrr", without.mrr, None, bm25.mrr, "no arrow drawn yet"))
    for name, title, framework in (
        (
            "arithmetic",
            "Prerequisites, SkillMaster arithmetic (195 skills, 354 arrows, no levels)",
            arithmetic,
        ),
        ("graph-2011", "Prerequisites, graph of 2011 (276 standards, 452 arrows)", coherence_2011),
    ):
        table = try_prerequisites(*framework(shared), shipped=True)
        show(title, table)
        shipped, bm25 = table["as shipped"], table["BM25"]
        give(promise(f"suggest-prerequisites.{name}.mrr", shipped.mrr, None, bm25.mrr, "weights as shipped"))


def crosswalk(shared: Path) -> None:
    left, right, links = ngss_to_ccss(shared)
    table = try_crosswalk(left, right, links)
    show(f"Links, NGSS to CCSS ({len(links)} links), five parts by origin", table)
    learned, best = table["learned"], better(table, 5)
    give(promise("suggest-crosswalk.mrr", learned.mrr, None, max(table[one].mrr for one in PLAIN)))
    for cut in (1, 5, 10):
        give(promise(f"suggest-crosswalk.recall-{cut}", learned.recall(cut), None, better(table, cut)))
    give(ratio("suggest-crosswalk.recall-5-ratio", learned.recall(5), best, 1.5))
    beginning = table["beginning"].recall(5)
    give(ratio("suggest-crosswalk.no-links.recall-5-ratio", beginning, best, 1.5, "no link accepted yet"))
    harsher = try_crosswalk(left, right, links, by_heading=True)
    show("The same, all origins under one heading hidden together", harsher)
    give(
        ratio(
            "suggest-crosswalk.by-heading.recall-5-ratio",
            harsher["learned"].recall(5),
            better(harsher, 5),
            1.5,
            "all origins under one heading hidden together",
        )
    )
    table = try_crosswalk(*renamed_ccss(shared), folds=2)
    show(
        "Links, CCSS as Texas lists it to CCSS: other codes, statements run together with their headings",
        table,
    )
    give(
        promise(
            "suggest-crosswalk.renamed.recall-1",
            table["beginning"].recall(1),
            None,
            better(table, 1),
            "no link accepted",
        )
    )


PLAIN = ("TF-IDF, words", "TF-IDF, characters", "BM25")


def better(table: Table, cut: int) -> float:
    """What the best plain search reaches."""
    return max(table[name].recall(cut) for name in PLAIN)


def promise(name: str, figure: float, goal: float | None, plain: float, note: str = "") -> Figure:
    against = "BM25" if name.startswith("suggest-prerequisites") else "the best plain search"
    return Figure(
        name, round(figure, 3), "", goal, at_most=False, against=against, ratio=figure / plain, note=note
    )


def ratio(name: str, figure: float, plain: float, goal: float, note: str = "") -> Figure:
    return Figure(name, round(figure / plain, 2), "×", goal, at_most=False, against=f"{plain:.3f}", note=note)


def show(title: str, table: Table) -> None:
    """The whole table, for the screen."""
    lines = [
        f"\n{title}; {len(next(iter(table.values())).reciprocal)} tried",
        "| method | MRR | " + " | ".join(f"recall@{cut}" for cut in CUTS) + " |",
        "| --- |" + " --- |" * (1 + len(CUTS)),
    ]
    lines += [
        f"| {name} | {one.mrr:.3f} | " + " | ".join(f"{one.recall(cut):.3f}" for cut in CUTS) + " |"
        for name, one in table.items()
    ]
    print("\n".join(lines), file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
