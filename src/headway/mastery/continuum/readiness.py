"""What is next: the competencies that a learner is ready for.

Question: given what is proficient, which competencies are not, and wait for nothing?
ready = not proficient, and every essential prerequisite proficient. In knowledge space theory (Doignon and
Falmagne) this is the outer fringe of the learner's state.

Limits: ready means that nothing on the continuum stands in the way. Interest, purpose and a teacher's knowledge of
the learner decide what comes next among the ready.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from headway.mastery.continuum.graph import Continuum, Mask, Nodes
from headway.mastery.continuum.reach import ancestors
from headway.mastery.facts import Refused

# Cells (arrows × learners) that are worked on at once: bounds memory at about 64 MB whatever the district's size.
CELLS_AT_ONCE = 32_000_000


def frontier(continuum: Continuum, proficient: Iterable[int] | Mask) -> Nodes:
    """The nodes that one learner is ready for, by number."""
    return np.flatnonzero(frontier_many(continuum, continuum.mask(proficient)[None, :])[0])


def frontier_many(continuum: Continuum, proficient: Mask) -> Mask:
    """learners × n, yes or no, to learners × n: ready or not. No loop over learners."""
    return (unmet_counts(continuum, proficient) == 0) & ~proficient


def unmet_counts(continuum: Continuum, proficient: Mask) -> NDArray[np.int16]:
    """learners × n: how many essential prerequisites of each node are not proficient yet."""
    if proficient.ndim != 2 or proficient.shape[1] != continuum.n or proficient.dtype != np.bool_:
        raise Refused(
            "matrix",
            f"Give a matrix of yes or no with one row per learner and {continuum.n} columns; "
            f"this one has the shape {proficient.shape} of {proficient.dtype}.",
        )
    essential = continuum.essential
    before, after = continuum.before[essential], continuum.after[essential]
    counts = np.zeros(proficient.shape, dtype=np.int16)
    if len(before) == 0:
        return counts
    by_after = np.argsort(after, kind="stable")
    before, after = before[by_after], after[by_after]
    first = np.flatnonzero(np.append(True, after[1:] != after[:-1]))
    step = max(1, CELLS_AT_ONCE // len(before))
    for begin in range(0, len(proficient), step):
        rows = slice(begin, begin + step)
        unmet = (~proficient[rows]).T[before].view(np.uint8)
        counts[rows, after[first]] = np.add.reduceat(unmet, first, axis=0, dtype=np.int16).T
    return counts


def opens(continuum: Continuum, proficient: Iterable[int] | Mask, node: int) -> Nodes:
    """What becomes ready when `node` becomes proficient, that is not ready now. Not the node itself."""
    mask = continuum.mask(proficient)
    node = continuum.check(node)
    if mask[node]:
        return np.empty(0, dtype=np.int64)
    with_node = mask.copy()
    with_node[node] = True
    return np.flatnonzero(_ready(continuum, with_node) & ~_ready(continuum, mask))


def unmet(continuum: Continuum, proficient: Iterable[int] | Mask, node: int) -> Nodes:
    """The essential direct prerequisites of `node` that are not proficient yet, by number."""
    mask = continuum.mask(proficient)
    waits = continuum.essential & (continuum.after == continuum.check(node))
    needed = continuum.before[waits]
    return np.sort(needed[~mask[needed]])


def way_to(continuum: Continuum, proficient: Iterable[int] | Mask, node: int) -> Nodes:
    """Everything on the way to `node` that is not proficient yet, prerequisites first; not the node itself."""
    mask = continuum.mask(proficient)
    before = ancestors(continuum, node)
    return before[~mask[before]]


def _ready(continuum: Continuum, mask: Mask) -> Mask:
    return frontier_many(continuum, mask[None, :])[0]
