"""The gap finder on real frameworks: CCSS mathematics with its Coherence Map, and all fourteen packages joined."""

from __future__ import annotations

import os
import time
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.worker import begin, give

PROMISED = {"gaps-mathematics": 2, "gaps-all": 20}


def main() -> None:
    _engine, names = begin()
    shared = os.environ.get("HEADWAY_SHARED")
    for name in names:
        if shared:
            run(name, PROMISED[name], Path(shared) / "data")
        else:
            give(Figure(f"{name}.seconds", 0, "s", note="not measured: HEADWAY_SHARED is not set"))


def run(name: str, goal: float, data: Path) -> None:
    """Look for every kind of gap; beside it, reading the same packages into a line."""
    from headway.mastery.continuum.gaps import find
    from headway.mastery.continuum.packages import line_of_packages
    from headway.mastery.formats.case import read_package

    packages = data / "frameworks" / "case"
    paths = (
        [packages / "ccss-math.cfpackage.json.gz"]
        if name == "gaps-mathematics"
        else sorted(packages.iterdir())
    )
    coherence = data / "prereqs/atc-coherence-map/ccss-math-coherence.cfpackage.json"
    started = time.perf_counter()
    line = line_of_packages(read_package(path.read_bytes()) for path in (*paths, coherence))
    reading = time.perf_counter() - started
    started = time.perf_counter()
    report = find(line)
    taken = time.perf_counter() - started
    facts = report.facts
    give(
        Figure(
            f"{name}.seconds",
            round(taken, 2),
            "s",
            goal,
            against="reading the packages",
            ratio=taken / reading,
            note=(
                f"{facts.items:,} items, {facts.arrows:,} arrows, {facts.links:,} links, longest path "
                f"{facts.longest_path}; {len(report.findings):,} findings of {len(report.counts)} kinds"
            ),
        )
    )


if __name__ == "__main__":
    main()
