"""Real files on their way in: the whole Grand Bend bundle, and CCSS mathematics with its Coherence Map."""

from __future__ import annotations

import os
import time
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.worker import begin, give


def main() -> None:
    _engine, names = begin()
    shared = os.environ.get("HEADWAY_SHARED")
    if not shared:
        for name in names:
            give(Figure(f"{name}.seconds", 0, "s", note="not measured: HEADWAY_SHARED is not set"))
        return
    data = Path(shared) / "data"
    bundle = data / "oneroster/grand-bend/oneroster-1p2-grand-bend.zip"
    mathematics = data / "frameworks/case/ccss-math.cfpackage.json.gz"
    coherence = data / "prereqs/atc-coherence-map/ccss-math-coherence.cfpackage.json"
    if "import-grand-bend" in names:
        run("import-grand-bend.seconds", 60, ("oneroster", bundle))
    if "import-ccss-coherence" in names:
        run("import-ccss-coherence.seconds", 5, ("case", mathematics), ("case", coherence))


def run(name: str, goal: float, *files: tuple[str, Path]) -> None:
    """Plan and apply each file; beside it, what reading alone takes; then again, which must change nothing."""
    from headway.district.foundation.api import Actor
    from headway.district.interop import api as interop
    from headway.mastery.formats import case, oneroster

    by = Actor.system("benchmark")
    readers = {"oneroster": oneroster.read_bundle, "case": lambda raw: case.read_package(raw)}
    reading = taken = 0.0
    for format, path in files:
        raw = path.read_bytes()
        started = time.perf_counter()
        readers[format](raw)
        reading += time.perf_counter() - started
        started = time.perf_counter()
        run, _plan = interop.plan(format=format, raw=raw, file_name=path.name, by=by)
        interop.apply(run_uuid=run.uuid, by=by)
        taken += time.perf_counter() - started
    again = [
        interop.plan(format=format, raw=path.read_bytes(), file_name=path.name, by=by)[1].changes_nothing
        for format, path in files
    ]
    give(
        Figure(
            name,
            round(taken, 2),
            "s",
            goal,
            against="reading the file alone",
            ratio=taken / reading,
            note="a second import changes nothing"
            if all(again)
            else "A SECOND IMPORT WOULD CHANGE SOMETHING",
        )
    )


if __name__ == "__main__":
    main()
