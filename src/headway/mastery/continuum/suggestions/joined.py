"""The links between two frameworks that people have accepted already."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["Joined"]

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]


class Joined:
    """Links from origins 0..n-1 to targets 0..m-1, each once, sorted by target."""

    def __init__(self, n: int, m: int, pairs: Iterable[tuple[int, int]]) -> None:
        self.n, self.m = n, m
        links = sorted({(target, origin) for origin, target in pairs})
        self.target: Whole = np.array([target for target, _ in links], dtype=np.int64)
        self.origin: Whole = np.array([origin for _, origin in links], dtype=np.int64)

    def __len__(self) -> int:
        return len(self.target)

    def without(self, origins: Iterable[int]) -> Joined:
        keep = ~np.isin(self.origin, np.fromiter(origins, dtype=np.int64))
        return Joined(
            self.n, self.m, zip(self.origin[keep].tolist(), self.target[keep].tolist(), strict=True)
        )

    @cached_property
    def origins(self) -> Whole:
        """Those that are linked, ascending."""
        return np.unique(self.origin)

    @cached_property
    def targets(self) -> Whole:
        """Those that are linked, ascending."""
        return np.unique(self.target)

    @cached_property
    def first_link(self) -> Whole:
        """Where the links of each of `targets` begin."""
        return np.searchsorted(self.target, self.targets)

    @cached_property
    def of_origin(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in range(self.n)]
        for origin, target in zip(self.origin.tolist(), self.target.tolist(), strict=True):
            found[origin].append(target)
        return found

    @cached_property
    def of_target(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in range(self.m)]
        for origin, target in zip(self.origin.tolist(), self.target.tolist(), strict=True):
            found[target].append(origin)
        return found
