"""Putting the likeness of many candidates into shares and places, so that short and long texts compare alike."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["by_place", "nearest", "of_best", "shares"]

Matrix = NDArray[np.floating[Any]]
Mask = NDArray[np.bool_]

FIRST = 24  # so many candidates of a list are told by their place in it


def of_best(values: Matrix, allowed: Mask) -> Matrix:
    """As a share of the best candidate's."""
    best = np.where(allowed, values, 0).max(axis=1, initial=0, keepdims=True)
    result: Matrix = values / np.maximum(best, 1e-9)
    return result


def by_place(values: Matrix, allowed: Mask) -> Matrix:
    """1/2 for the first of the allowed ones, 1/3 for the second, and so on; 0 beyond the first few."""
    shown = np.where(allowed, values, -1)
    count = min(FIRST, shown.shape[1])
    top = np.argpartition(-shown, count - 1, axis=1)[:, :count]
    found = np.take_along_axis(shown, top, axis=1)
    order = np.argsort(-found, axis=1, kind="stable")
    result = np.zeros_like(shown)
    place = np.broadcast_to(1 / (2 + np.arange(count, dtype=np.float32)), top.shape)
    np.put_along_axis(result, np.take_along_axis(top, order, axis=1), place.astype(result.dtype), axis=1)
    return np.where(shown > 0, result, 0)


def nearest(near: Matrix, count: int) -> NDArray[np.float64]:
    """Only the `count` nearest of each row, together one."""
    if near.shape[1] > count:
        least = np.partition(near, -count, axis=1)[:, -count][:, None]
        near = np.where(near >= least, near, 0)
    return shares(near.astype(np.float64))


def shares(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Every row together one; a row of nothing stays so."""
    shares: NDArray[np.float64] = rows / np.maximum(rows.sum(axis=1, keepdims=True), 1e-12)
    return shares
