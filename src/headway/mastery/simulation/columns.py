"""Collecting columns piece by piece."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


class Lists:
    """Named int64 columns that grow by parts of one length; a single number fills a whole part."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._parts: dict[str, list[NDArray[np.int64]]] = {name: [] for name in names}

    def add(self, **part: ArrayLike) -> None:
        length = max(np.size(values) for values in part.values() if np.ndim(values))
        for name, values in part.items():
            # int32 while collecting: two million rows of eight columns stay small.
            self._parts[name].append(np.broadcast_to(np.asarray(values, dtype=np.int32), length))

    def columns(self) -> dict[str, NDArray[np.int64]]:
        """Named columns; those that nothing was added to are left out, unless all are empty."""
        filled = {name: parts for name, parts in self._parts.items() if parts}
        if not filled:
            return {name: np.empty(0, dtype=np.int64) for name in self._parts}
        return {name: np.concatenate(parts).astype(np.int64) for name, parts in filled.items()}
