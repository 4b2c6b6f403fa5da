"""Prerequisites from `precedes` links: those of a package itself, and those that other packages say about its items."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from headway.district.continuum.api import AssociationContent, PrerequisiteContent
from headway.mastery.formats.case import identity
from headway.mastery.formats.problems import shown

__all__ = ["PRECEDES", "Arrows", "arrows_between"]

PRECEDES = "precedes"
LONGEST_NAME_IN_A_LOOP = 30
MOST_NAMED_IN_A_LOOP = 8


@dataclass(frozen=True, slots=True)
class Arrows:
    """kept: prerequisites without a circle. closing: the arrows that would close one, with the circle in words."""

    kept: tuple[PrerequisiteContent, ...]
    closing: tuple[tuple[PrerequisiteContent, str], ...]


def arrows_between(
    links: Iterable[AssociationContent],
    names: Mapping[str, str],
    *,
    beside: Sequence[PrerequisiteContent] = (),
) -> Arrows:
    """The `precedes` links whose two ends are among `names` (identifier → what to call it), one arrow per pair.

    beside: arrows that are there already and stay; a link that would close a circle with them is the closing one.
    """
    known = {identity(identifier): identifier for identifier in names}
    there = {(one.before, one.after) for one in beside}
    found: dict[tuple[str, str], PrerequisiteContent] = {}
    for link in links:
        before = known.get(identity(link.origin_identifier))
        after = known.get(identity(link.destination_identifier))
        if link.kind != PRECEDES or before is None or after is None or before == after:
            continue
        if (before, after) not in there:
            found.setdefault((before, after), PrerequisiteContent(before, after, identifier=link.identifier))
    new = list(found.values())
    closing = _closing(beside, new, names)
    return Arrows(
        kept=tuple(one for one in new if (one.before, one.after) not in closing),
        closing=tuple(
            (one, closing[one.before, one.after]) for one in new if (one.before, one.after) in closing
        ),
    )


def _closing(
    beside: Iterable[PrerequisiteContent], new: Iterable[PrerequisiteContent], names: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    """The new arrows that would close a circle, taken one after the other, each with its circle in words."""
    pairs = [(one.before, one.after) for one in new]
    standing = [(one.before, one.after) for one in beside]
    in_circles = _between_circles([*standing, *pairs])
    if not in_circles:
        return {}
    after: defaultdict[str, list[str]] = defaultdict(list)
    for start, end in standing:
        after[start].append(end)
    closing = {}
    for start, end in pairs:
        if start in in_circles and end in in_circles and (way := _way(end, start, after)):
            closing[start, end] = _in_words(way, names)
        else:
            after[start].append(end)
    return closing


def _between_circles(pairs: Iterable[tuple[str, str]]) -> set[str]:
    """The nodes that are in a circle or between two: what is left when ends are taken away again and again."""
    onward: defaultdict[str, list[str]] = defaultdict(list)
    back: defaultdict[str, list[str]] = defaultdict(list)
    for start, end in pairs:
        onward[start].append(end)
        back[end].append(start)
    left = {*onward, *back}
    for ahead, behind in ((onward, back), (back, onward)):
        waits = {node: sum(1 for one in behind[node] if one in left) for node in left}
        free = [node for node, count in waits.items() if not count]
        while free:
            node = free.pop()
            left.discard(node)
            for one in ahead[node]:
                if one in left:
                    waits[one] -= 1
                    if not waits[one]:
                        free.append(one)
    return left


def _way(start: str, goal: str, onward: Mapping[str, list[str]]) -> list[str]:
    """The nodes on a shortest way from start to goal, both included; empty when there is none."""
    came_from = {start: start}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        if node == goal:
            way = [node]
            while way[-1] != start:
                way.append(came_from[way[-1]])
            return way[::-1]
        for one in onward.get(node, ()):
            if one not in came_from:
                came_from[one] = node
                waiting.append(one)
    return []


def _in_words(way: list[str], names: Mapping[str, str]) -> str:
    named = [shown(names.get(node, node), LONGEST_NAME_IN_A_LOOP) for node in way]
    if len(named) > MOST_NAMED_IN_A_LOOP:
        half = MOST_NAMED_IN_A_LOOP // 2
        named = [*named[:half], f"… ({len(named) - 2 * half}) …", *named[-half:]]
    return " → ".join([*named, named[0]])
