"""The arrows that people have drawn already, as far as suggestions lean on them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["Known"]

Whole = NDArray[np.int64]
Bits = NDArray[np.uint8]
Mask = NDArray[np.bool_]


class Known:
    """Arrows between items 0..n-1, `before` needed for `after`; each once, sorted by `before`.

    Circles are taken as they are: finding them is the gap finder's work, and suggestions must not wait for it.
    """

    def __init__(self, n: int, pairs: Iterable[tuple[int, int]]) -> None:
        self.n = n
        arrows = sorted({(before, after) for before, after in pairs if before != after})
        self.before: Whole = np.array([before for before, _ in arrows], dtype=np.int64)
        self.after: Whole = np.array([after for _, after in arrows], dtype=np.int64)

    def __len__(self) -> int:
        return len(self.before)

    def without(self, targets: Iterable[int]) -> Known:
        """The arrows that do not end in one of these."""
        keep = ~np.isin(self.after, np.fromiter(targets, dtype=np.int64))
        return Known(self.n, zip(self.before[keep].tolist(), self.after[keep].tolist(), strict=True))

    @cached_property
    def needed(self) -> Whole:
        """The items that anything needs, ascending."""
        return np.unique(self.before)

    @cached_property
    def first_arrow(self) -> Whole:
        """Where the arrows of each of `needed` begin."""
        return np.searchsorted(self.before, self.needed)

    @cached_property
    def has_prerequisites(self) -> Mask:
        return np.bincount(self.after, minlength=self.n) > 0

    @cached_property
    def opens(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in range(self.n)]
        for before, after in zip(self.before.tolist(), self.after.tolist(), strict=True):
            found[before].append(after)
        return found

    @cached_property
    def needs(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in range(self.n)]
        for before, after in zip(self.before.tolist(), self.after.tolist(), strict=True):
            found[after].append(before)
        return found

    @cached_property
    def _ancestors(self) -> Bits:
        """Row by item, a bit per item that leads to it. n = 6,000 takes 4.5 MB."""
        bits = np.zeros((self.n, (self.n + 7) // 8), dtype=np.uint8)
        order = self._prerequisites_first()
        changed = bool(len(self))
        while (
            changed
        ):  # once for the order, once to see that nothing is left; more only where there are circles
            changed = False
            for node in order:
                row = bits[node].copy()
                for before in self.needs[node]:
                    row |= bits[before]
                    row[before >> 3] |= 1 << (before & 7)
                if not np.array_equal(row, bits[node]):
                    bits[node], changed = row, True
        return bits

    def _prerequisites_first(self) -> list[int]:
        waiting = [len(needs) for needs in self.needs]
        order = [node for node in range(self.n) if waiting[node] == 0]
        for node in order:  # grows while it is walked
            for after in self.opens[node]:
                waiting[after] -= 1
                if waiting[after] == 0:
                    order.append(after)
        return order + [node for node in range(self.n) if waiting[node] > 0]

    def leads_to(self, nodes: Whole) -> Mask:
        """(nodes, n): whether each item leads to the node, however far."""
        return np.unpackbits(self._ancestors[nodes], axis=1, count=self.n, bitorder="little").astype(bool)

    def leads(self, before: int, after: int) -> bool:
        """Whether the one leads to the other, however far."""
        return bool(self._ancestors[after, before >> 3] >> (before & 7) & 1)

    @cached_property
    def _all(self) -> Mask:
        return self.leads_to(np.arange(self.n))

    def follows_from(self, nodes: Whole) -> Mask:
        """(nodes, n): whether each item follows from the node, however far."""
        return self._all[:, nodes].T
