"""Circles among the prerequisites of a table: which rows make them. The words of packages would not help here."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any

from headway.district.interop.spreadsheet.wording import problem
from headway.mastery.formats.problems import Problem
from headway.mastery.formats.spreadsheet import SheetFramework

__all__ = ["CIRCLES", "by_rows"]

# What the import of packages says → what is said of a table.
CIRCLES = {"circle_opened": "rows_in_circle", "circle_kept_as_draft": "rows_in_circle_as_draft"}
MOST_ROWS_NAMED = 8


def by_rows(
    problems: Iterable[Problem], framework: SheetFramework, content: Mapping[str, Any], field: str
) -> tuple[Problem, ...]:
    """The problems, those on circles said by the rows of the table. `content` is the package made from it."""
    links = {
        one["identifier"]: (
            one["originNodeURI"]["identifier"],
            one["destinationNodeURI"]["identifier"],
        )
        for one in content["CFAssociations"]
        if one["associationType"] == "precedes"
    }
    keys = {
        item["identifier"]: one.key for item, one in zip(content["CFItems"], framework.entries, strict=True)
    }
    row_of = {(one.before, one.after): one.row for one in framework.arrows}
    return tuple(
        _by_rows(one, links, keys, row_of, field) if one.kind in CIRCLES and one.identifier in links else one
        for one in problems
    )


def _by_rows(
    one: Problem,
    links: Mapping[str, tuple[str, str]],
    keys: Mapping[str, str],
    row_of: Mapping[tuple[str, str], int],
    field: str,
) -> Problem:
    before, after = (keys.get(end, "") for end in links[one.identifier])
    steps = [*_way(after, before, row_of), (before, after)]
    rows = sorted({row_of[step] for step in steps if step in row_of})
    named = ", ".join(map(str, rows[:MOST_ROWS_NAMED])) + (" …" if len(rows) > MOST_ROWS_NAMED else "")
    at = row_of.get((before, after))
    return problem(
        CIRCLES[one.kind],
        row=f"row {at}" if at else "",
        field=field,
        rows=named,
        loop=dict(one.sentence.params).get("loop", ""),
    )


def _way(start: str, end: str, arrows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The arrows of a shortest way; [] where there is none."""
    onward: dict[str, list[str]] = {}
    for before, after in arrows:
        onward.setdefault(before, []).append(after)
    came: dict[str, str] = {start: ""}
    waiting = deque([start])
    while waiting and end not in came:
        here = waiting.popleft()
        for there in onward.get(here, ()):
            if there not in came:
                came[there] = here
                waiting.append(there)
    way, here = [], end
    while came.get(here):
        way.append((came[here], here))
        here = came[here]
    return way
