"""Who stands under whom: by a column, a numbering, steps to the right, or the codes themselves; else by headings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from headway.mastery.formats.problems import Problem
from headway.mastery.formats.spreadsheet.cells import listed, spoken_alike
from headway.mastery.formats.spreadsheet.items import Entry
from headway.mastery.formats.spreadsheet.layout import Layout
from headway.mastery.formats.spreadsheet.rows import Candidate, Heading, Rows
from headway.mastery.formats.spreadsheet.wording import problem

__all__ = ["Placing"]

SEPARATORS = ".-/:"
LONGEST_NAME = 30
MOST_NAMED = 8


class Placing:
    """`place`, then `parents` (key → keys above), `headings` (as entries) and `order`."""

    def __init__(self, layout: Layout, rows: Rows, problems: list[Problem]) -> None:
        self.layout = layout
        self.rows = rows
        self.problems = problems
        self.parents: dict[str, list[str]] = {}
        self.used: dict[str, Heading] = {}

    def place(self, taken: Mapping[str, Candidate], elsewhere: Mapping[str, list[str]]) -> None:
        """`elsewhere`: further places of items that stand in several."""
        above = {
            "parent": self._by_parent,
            "position": self._by_position,
            "codes": self._by_codes,
            "indentation": self._by_steps,
            "outline": self._by_steps,
        }.get(self.layout.hierarchy, lambda _taken: {})(taken)
        for key, one in taken.items():
            found = above.get(key, "")
            if found:
                self.parents[key] = [found]
            elif one.heading is not None:
                self._use(one.heading)
                self.parents[key] = [one.heading.key]
            else:
                self.parents[key] = []
            for more in elsewhere.get(key, ()):
                self._use(self.rows.headings[more])
                if more not in self.parents[key]:
                    self.parents[key].append(more)
        self._without_circles(taken)

    def headings(self) -> dict[str, Entry]:
        """The headings that anything stands under, as entries."""
        return {
            key: Entry(
                row=one.row,
                key=key,
                statement=one.path[-1],
                code=one.code,
                kind=one.kind,
                is_heading=True,
            )
            for key, one in self.used.items()
        }

    def order(self, entries: Iterable[str]) -> list[str]:
        """Every key once, each after the first one above it; otherwise as in the sheet."""
        known = dict.fromkeys(entries)
        below: defaultdict[str, list[str]] = defaultdict(list)
        for key in sorted(known, key=self._row_of):
            parents = [one for one in self.parents.get(key, ()) if one in known]
            below[parents[0] if parents else ""].append(key)
        found: dict[str, None] = {}
        waiting = list(reversed(below[""]))
        while waiting:
            key = waiting.pop()
            found.setdefault(key)
            waiting += reversed(below.get(key, []))
        return list(found)

    def _row_of(self, key: str) -> tuple[int, int, int]:
        if key in self.used:
            return self.used[key].row, 0, len(self.used[key].path)
        return self._rows.get(key, 0), 1, 0

    def _use(self, heading: Heading) -> None:
        """A heading, and those around it."""
        for length in range(1, len(heading.path) + 1):
            key = Heading(heading.path[:length], "", "", 0).key
            around = self.rows.headings.get(key)
            if around is None:  # a heading that only stood beside deeper ones
                around = Heading(heading.path[:length], "", "", heading.row)
            if key not in self.used:
                self.used[key] = around
                outer = Heading(heading.path[: length - 1], "", "", 0).key if length > 1 else ""
                self.parents[key] = [outer] if outer else []

    # -- ways to find the item above -----------------------------------------------------------------------------

    def _by_parent(self, taken: Mapping[str, Candidate]) -> dict[str, str]:
        known: dict[str, str] = {}
        for key, one in taken.items():
            for name in (
                one.code,
                self.rows.text(one.row, "identifier"),
                self.rows.text(one.row, "alternative_code"),
            ):
                if name:
                    known.setdefault(spoken_alike(name), key)
        headings = {spoken_alike(one.code): one for one in self.rows.headings.values() if one.code}
        found = {}
        field = self.layout.named("parent")
        for key, one in taken.items():
            for named in listed(self.rows.text(one.row, "parent"))[:1]:
                parent = known.get(spoken_alike(named))
                place = self.rows.place(one.row)
                if parent == key:
                    self.problems.append(
                        problem("own_parent", row=place, identifier=one.code, field=field, value=named)
                    )
                elif parent is not None:
                    found[key] = parent
                elif (heading := headings.get(spoken_alike(named))) is not None:
                    self._use(heading)
                    found[key] = heading.key
                else:
                    self.problems.append(
                        problem("unknown_parent", row=place, identifier=one.code, field=field, value=named)
                    )
        return found

    def _by_position(self, taken: Mapping[str, Candidate]) -> dict[str, str]:
        positions = {key: self.rows.text(one.row, "position").strip(". ") for key, one in taken.items()}
        return self._by_prefix(positions)

    def _by_codes(self, taken: Mapping[str, Candidate]) -> dict[str, str]:
        return self._by_prefix({key: one.code for key, one in taken.items()})

    def _by_prefix(self, names: Mapping[str, str]) -> dict[str, str]:
        """The longest other name that this one begins with, up to a separator."""
        known = {name: key for key, name in reversed(list(names.items())) if name}
        found = {}
        for key, name in names.items():
            for at in range(len(name) - 1, 0, -1):
                if name[at] in SEPARATORS and (parent := known.get(name[:at])) and parent != key:
                    found[key] = parent
                    break
        return found

    def _by_steps(self, taken: Mapping[str, Candidate]) -> dict[str, str]:
        found: dict[str, str] = {}
        stack: list[tuple[int, str]] = []
        steps = sorted({one.step for one in taken.values()})
        unit = min((high - low for low, high in pairwise(steps)), default=1)
        jumps: list[int] = []
        heading = None
        for key, one in taken.items():
            if one.heading != heading:
                stack, heading = [], one.heading
            while stack and stack[-1][0] >= one.step:
                stack.pop()
            if stack:
                found[key] = stack[-1][1]
                if one.step - stack[-1][0] > unit and not self._was_seen(one.step, stack):
                    jumps.append(one.row.number)
            stack.append((one.step, key))
        if jumps and self.layout.hierarchy == "outline":
            self.problems.append(
                problem("jump_in_indent", row=self.rows.place(jumps[0]), count=len(jumps), at=jumps[0])
            )
        return found

    @staticmethod
    def _was_seen(step: int, stack: list[tuple[int, str]]) -> bool:
        return any(one == step for one, _key in stack)

    # -- circles -------------------------------------------------------------------------------------------------

    def _without_circles(self, taken: Mapping[str, Candidate]) -> None:
        self._rows = {key: one.row.number for key, one in taken.items()}
        done: set[str] = set()
        for start in taken:
            way: list[str] = []
            node = start
            while node and node not in done and node not in way:
                way.append(node)
                node = next(iter(self.parents.get(node, ())), "")
            if node in way:
                loop = [*way[way.index(node) :], node]
                names = " → ".join(self._name(key, taken) for key in loop[:MOST_NAMED])
                last = way[-1]
                self.problems.append(
                    problem(
                        "parent_cycle",
                        row=self.rows.place(self._rows.get(last, 0)),
                        identifier=taken[last].code if last in taken else "",
                        field=self.layout.named("parent"),
                        loop=names,
                        value=self._name(last, taken),
                    )
                )
                self.parents[last] = []
            done.update(way)

    @staticmethod
    def _name(key: str, taken: Mapping[str, Candidate]) -> str:
        one = taken.get(key)
        return (one.code or one.statement[:LONGEST_NAME]) if one else key.rsplit(" › ", 1)[-1]
