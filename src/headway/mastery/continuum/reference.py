"""The continuum with sets and definitions, slow and obviously right. Tests hold the bit sets and counts to it."""

from __future__ import annotations

from collections.abc import Iterable, Set

Arrow = tuple[int, int]


def leads_to(arrows: Iterable[Arrow], before: int) -> set[int]:
    """Everything that can be reached by following arrows."""
    arrows = list(arrows)
    reached: set[int] = set()
    grown = {after for start, after in arrows if start == before}
    while grown - reached:
        reached |= grown
        grown = {after for start, after in arrows if start in reached}
    return reached


def has_circle(n: int, arrows: Iterable[Arrow]) -> bool:
    arrows = list(arrows)
    return any(node in leads_to(arrows, node) for node in range(n))


def reduction(arrows: Iterable[Arrow]) -> set[Arrow]:
    """An arrow is needed when its end can't be reached without it."""
    arrows = set(arrows)
    return {
        (before, after)
        for before, after in arrows
        if after not in leads_to(arrows - {(before, after)}, before)
    }


def longest_path(n: int, arrows: Iterable[Arrow]) -> int:
    """The number of arrows on a longest path: how often one can step on from some node at once."""
    arrows = list(arrows)
    standing, steps = set(range(n)), 0
    while standing := {after for before, after in arrows if before in standing}:
        steps += 1
    return steps


def frontier(n: int, essential: Iterable[Arrow], proficient: Set[int]) -> set[int]:
    essential = list(essential)
    return {
        node
        for node in range(n)
        if node not in proficient
        and all(before in proficient for before, after in essential if after == node)
    }


def opens(n: int, essential: Iterable[Arrow], proficient: Set[int], node: int) -> set[int]:
    essential = list(essential)
    return frontier(n, essential, proficient | {node}) - frontier(n, essential, proficient)


def states(n: int, arrows: Iterable[Arrow]) -> set[frozenset[int]]:
    """Every set of nodes that holds the prerequisites of its members. For small n only: there may be 2**n."""
    start: frozenset[int] = frozenset()
    found, todo = {start}, [start]
    arrows = list(arrows)
    while todo:
        state = todo.pop()
        for node in frontier(n, arrows, state):
            larger = state | {node}
            if larger not in found:
                found.add(larger)
                todo.append(larger)
    return found
