"""The arrows of a line as a graph that may have circles: what the gap finder walks.

`Continuum` refuses circles, codes that are not there and arrows that stand twice. Here these are what is looked for,
so everything is kept and the rest still works: circles are drawn together into one node where an order is needed.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from headway.mastery.continuum.graph import Continuum
from headway.mastery.continuum.items import Arrow, Item, Line
from headway.mastery.continuum.reach import longest_path, redundant

__all__ = ["Network", "Pair", "Unread", "components", "shortest_way"]

Pair = tuple[int, int]
Neighbours = Sequence[Sequence[int]]

# What publishers put before a code; a code with and without it is the same code.
_PREFIX = re.compile(r"^(ccss|ela-literacy|math|content|corestandards|ngss|teks)[.:_-]", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s.\-_–—:/|()\[\]]+")


@dataclass(frozen=True, slots=True)
class Unread:
    """An end of an arrow that no item is named like. match: key of the one item that is meant, or empty."""

    arrow: Arrow
    written: str
    match: str


class Network:
    """Numbers for items, arrows as pairs of numbers, neighbours both ways, and circles drawn together."""

    def __init__(self, line: Line) -> None:
        self.items: tuple[Item, ...] = line.items
        self.number = {item.key: place for place, item in enumerate(line.items)}
        self.unread: list[Unread] = []
        self.on_itself: list[int] = []
        self.gates: dict[Pair, bool] = {}
        self.gated_by_missing: dict[int, list[str]] = defaultdict(list)
        self._codes = _names(line.items, str)
        self._plain_codes = _names(line.items, plain_code)
        for arrow in line.arrows:
            self._read(arrow)
        self.pairs: tuple[Pair, ...] = tuple(self.gates)
        self.after = _neighbours(len(self.items), self.pairs)
        self.before = _neighbours(len(self.items), [(after, before) for before, after in self.pairs])

    def _read(self, arrow: Arrow) -> None:
        before, after = self._end(arrow, arrow.before), self._end(arrow, arrow.after)
        if before is None or after is None:
            if before is None and after is not None and arrow.is_gate:
                self.gated_by_missing[after].append(arrow.before)
            return
        if before == after:
            if before not in self.on_itself:
                self.on_itself.append(before)
            return
        self.gates[before, after] = self.gates.get((before, after), False) or arrow.is_gate

    def _end(self, arrow: Arrow, written: str) -> int | None:
        """The item meant by an end of an arrow: by key, by code, or by the one code that only looks different."""
        exact = self.number.get(written, self._codes.get(written))
        if exact is not None and exact != AMBIGUOUS:
            return exact
        meant = self._plain_codes.get(plain_code(written)) if exact is None else None
        if meant == AMBIGUOUS:
            meant = None
        self.unread.append(Unread(arrow, written, "" if meant is None else self.items[meant].key))
        return meant

    def name(self, node: int) -> str:
        return self.items[node].name

    def key(self, node: int) -> str:
        return self.items[node].key

    def keys(self, nodes: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.items[node].key for node in nodes)

    @cached_property
    def linked(self) -> frozenset[int]:
        return frozenset(node for pair in self.pairs for node in pair)

    @cached_property
    def component(self) -> tuple[int, ...]:
        """Per node the number of its circle; nodes that wait for nobody in return have one of their own."""
        return components(self.after)

    @cached_property
    def circles(self) -> tuple[tuple[int, ...], ...]:
        """Groups of two and more items that all wait for one another, as the line is read."""
        members: defaultdict[int, list[int]] = defaultdict(list)
        for node in sorted(self.linked):
            members[self.component[node]].append(node)
        return tuple(tuple(group) for group in members.values() if len(group) > 1)

    @cached_property
    def condensed(self) -> tuple[Continuum, dict[int, int]]:
        """The arrows between circles as a continuum, and where each component stands in it."""
        place: dict[int, int] = {}
        for node in sorted(self.linked):
            place.setdefault(self.component[node], len(place))
        arrows = dict.fromkeys(
            (place[self.component[before]], place[self.component[after]])
            for before, after in self.pairs
            if self.component[before] != self.component[after]
        )
        return Continuum(
            len(place),
            np.array([before for before, _ in arrows], dtype=np.int64),
            np.array([after for _, after in arrows], dtype=np.int64),
        ), place

    @cached_property
    def redundant(self) -> tuple[Pair, ...]:
        """Arrows that a longer way replaces, through an item outside of both ends' circles."""
        continuum, place = self.condensed
        rows = zip(continuum.before.tolist(), continuum.after.tolist(), redundant(continuum), strict=True)
        replaced = {(before, after) for before, after, yes in rows if yes}
        return tuple(
            (before, after)
            for before, after in self.pairs
            if (place[self.component[before]], place[self.component[after]]) in replaced
        )

    @cached_property
    def longest(self) -> int:
        """Arrows on a longest path, a circle taken as one step."""
        return max(len(longest_path(self.condensed[0])) - 1, 0)


AMBIGUOUS = -1


def plain_code(code: str) -> str:
    """A code without what people write differently: capitals, separators, the publisher's prefix."""
    bare = code.strip().casefold()
    while (shorter := _PREFIX.sub("", bare)) != bare:
        bare = shorter
    return _SEPARATORS.sub("", bare)


def _names(items: Sequence[Item], written: Callable[[str], str]) -> dict[str, int]:
    """Code or key, as `written` writes it → the item that bears it; AMBIGUOUS where several do."""
    found: dict[str, int] = {}
    for place, item in enumerate(items):
        for name in {written(item.code), written(item.key)} - {""}:
            found[name] = AMBIGUOUS if found.get(name, place) != place else place
    return found


def _neighbours(n: int, pairs: Iterable[Pair]) -> tuple[tuple[int, ...], ...]:
    lists: list[list[int]] = [[] for _ in range(n)]
    for one, other in pairs:
        lists[one].append(other)
    return tuple(tuple(sorted(neighbours)) for neighbours in lists)


def components(after: Neighbours) -> tuple[int, ...]:
    """Strongly connected components (Tarjan 1972), without recursion: a line may be thousands of steps long."""
    n = len(after)
    found, low, component = [-1] * n, [0] * n, [-1] * n
    waiting: list[int] = []
    clock = count = 0
    for root in range(n):
        if found[root] != -1:
            continue
        found[root] = low[root] = clock
        clock += 1
        waiting.append(root)
        walk = [(root, iter(after[root]))]
        while walk:
            node, onward = walk[-1]
            for other in onward:
                if found[other] == -1:
                    found[other] = low[other] = clock
                    clock += 1
                    waiting.append(other)
                    walk.append((other, iter(after[other])))
                    break
                if component[other] == -1:
                    low[node] = min(low[node], found[other])
            else:
                walk.pop()
                if walk:
                    parent = walk[-1][0]
                    low[parent] = min(low[parent], low[node])
                if low[node] == found[node]:
                    while True:
                        member = waiting.pop()
                        component[member] = count
                        if member == node:
                            break
                    count += 1
    return tuple(component)


def shortest_way(
    start: int,
    goal: int,
    after: Neighbours,
    may_use: Callable[[int, int], bool] = lambda before, after: True,
) -> list[int]:
    """The nodes of a shortest way of at least one arrow from start to goal, both named; empty when there is none."""
    came_from: dict[int, int] = {}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for other in after[node]:
            if other in came_from or not may_use(node, other):
                continue
            came_from[other] = node
            if other == goal:
                way = [goal]
                while len(way) == 1 or way[-1] != start:
                    way.append(came_from[way[-1]])
                return way[::-1]
            waiting.append(other)
    return []
