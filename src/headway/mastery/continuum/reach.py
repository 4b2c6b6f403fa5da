"""What leads to what, however far: closure, reduction, longest path. Bit sets, one bit per node."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from headway.mastery.continuum.graph import Continuum, Nodes

Bits = NDArray[np.uint8]


def closure(continuum: Continuum) -> NDArray[np.bool_]:
    """n × n: row `after`, column `before`: whether `before` leads to `after`, directly or through others."""
    return _unpack(_ancestor_bits(continuum), continuum.n)


def ancestors(continuum: Continuum, node: int) -> Nodes:
    """Everything that leads to the node, prerequisites first."""
    return _walk(continuum, continuum.check(node), continuum.prerequisites)


def descendants(continuum: Continuum, node: int) -> Nodes:
    """Everything that the node leads to, prerequisites first."""
    return _walk(continuum, continuum.check(node), continuum.prepares_for)


def redundant(continuum: Continuum) -> NDArray[np.bool_]:
    """Per arrow: whether a longer way says the same, so that the arrow adds nothing to the order."""
    bits = _ancestor_bits(continuum)
    through = np.zeros_like(bits)
    for node in range(continuum.n):
        needs = continuum.prerequisites(node)
        if needs:
            through[node] = np.bitwise_or.reduce(bits[list(needs)], axis=0)
    before = continuum.before
    return (through[continuum.after, before >> 3] >> (before & 7) & 1).astype(bool)


def reduction(continuum: Continuum) -> Continuum:
    """The same order with the fewest arrows, for drawing.

    Ask the frontier of the whole continuum, not of this: a learner may be proficient in the middle of a path and
    not yet at its beginning, and then an arrow that adds nothing to the order still holds something back.
    """
    keep = ~redundant(continuum)
    return Continuum(
        n=continuum.n,
        before=continuum.before[keep],
        after=continuum.after[keep],
        essential=continuum.essential[keep],
        weight=continuum.weight,
        level=continuum.level,
        kind=continuum.kind,
        names=continuum.names,
    )


def longest_path(continuum: Continuum) -> Nodes:
    """The nodes of a longest path, in order; it has one arrow fewer than nodes. Smaller numbers win ties."""
    if continuum.n == 0:
        return np.empty(0, dtype=np.int64)
    length = [0] * continuum.n
    came_from = [-1] * continuum.n
    for node in continuum.order().tolist():
        for before in continuum.prerequisites(node):
            if length[before] + 1 > length[node]:
                length[node], came_from[node] = length[before] + 1, before
    node = int(np.argmax(length))
    path = []
    while node != -1:
        path.append(node)
        node = came_from[node]
    return np.array(path[::-1], dtype=np.int64)


def level_jumps(continuum: Continuum) -> dict[int, int]:
    """How many arrows climb by how many levels. Negative: the arrow runs against the levels; look at it."""
    level = continuum.level
    climbs, counts = np.unique(level[continuum.after] - level[continuum.before], return_counts=True)
    return dict(zip(climbs.tolist(), counts.tolist(), strict=True))


def _ancestor_bits(continuum: Continuum) -> Bits:
    """Row by node, bit by ancestor, least significant bit first. n = 6,000 takes 4.5 MB."""
    bits = np.zeros((continuum.n, (continuum.n + 7) // 8), dtype=np.uint8)
    for node in continuum.order().tolist():
        for before in continuum.prerequisites(node):
            bits[node] |= bits[before]
            bits[node, before >> 3] |= 1 << (before & 7)
    return bits


def _unpack(bits: Bits, n: int) -> NDArray[np.bool_]:
    return np.unpackbits(bits, axis=1, count=n, bitorder="little").astype(bool)


def _walk(continuum: Continuum, start: int, neighbours: Callable[[int], tuple[int, ...]]) -> Nodes:
    seen, todo = {start}, [start]
    while todo:
        for node in neighbours(todo.pop()):
            if node not in seen:
                seen.add(node)
                todo.append(node)
    seen.discard(start)
    order = continuum.order()
    return order[np.isin(order, list(seen))]
