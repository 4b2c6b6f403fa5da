"""A figure, how it is printed, and how it is kept."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

__all__ = ["Figure", "load_of_machine", "table", "write"]


@dataclass(frozen=True)
class Figure:
    """One measured number.

    goal: what was promised, in the figure's unit; `at_most` says whether less is better. None where nothing was
    promised. against, ratio: what bare work it was measured beside in the same run, and how many times that it took
    (or, for rates, which share of the bare rate it reached).
    """

    name: str
    figure: float
    unit: str
    goal: float | None = None
    at_most: bool = True
    against: str = ""
    ratio: float | None = None
    note: str = ""
    load: float = 0.0

    @property
    def holds(self) -> bool | None:
        if self.goal is None:
            return None
        return self.figure <= self.goal if self.at_most else self.figure >= self.goal


def load_of_machine() -> float:
    """The load over the last minute, per core: above 1 others were working too."""
    return round(os.getloadavg()[0] / (os.cpu_count() or 1), 2)


def table(figures: list[Figure]) -> str:
    """The figures as a table in Markdown."""
    rows = [("name", "figure", "unit", "goal", "kept", "measured against", "ratio", "load")]
    for one in figures:
        goal = "" if one.goal is None else f"{'≤' if one.at_most else '≥'} {one.goal:g}"
        kept = {True: "yes", False: "NO", None: ""}[one.holds]
        ratio = "" if one.ratio is None else f"{one.ratio:.2f}"
        figure = f"{one.figure:,.0f}" if abs(one.figure) >= 1000 else f"{one.figure:.4g}"
        rows.append((one.name, figure, one.unit, goal, kept, one.against, ratio, f"{one.load:g}"))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    notes = [f"- {one.name}: {one.note}" for one in figures if one.note]
    return "\n".join([*lines, *(["", *notes] if notes else [])])


def write(figures: list[Figure], path: Path) -> None:
    """Keep the figures; those of other names stay from the run before."""
    kept = {}
    if path.exists():
        kept = {row["name"]: row for row in json.loads(path.read_text())["figures"]}
    kept |= {one.name: asdict(one) | {"holds": one.holds} for one in figures}
    path.write_text(
        json.dumps({"figures": [kept[name] for name in sorted(kept)]}, indent=1, ensure_ascii=False) + "\n"
    )
