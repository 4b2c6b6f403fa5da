"""What a merged competency carries over: only what a person decided of everything that went into it.

A merged competency asks for all that its parts asked for. So a decision on one part is no decision on the whole: it
is carried over where every part has a standing decision, and all of them say the same level. Everywhere else nothing
is decided yet, a teacher is asked to confirm, and the decisions on the parts stay in the history.
(docs/decisions/0015-versions-and-what-is-carried-over.md)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from headway.district.continuum.api import Lineage, Merge

__all__ = ["Columns", "carried_through"]

Ints = NDArray[np.int64]
Columns = dict[str, Ints]
NONE = -1


def carried_through(
    columns: Columns, lineage: Lineage, standing: Callable[[Columns], Columns]
) -> tuple[Columns, Ints, Ints]:
    """Decisions by line, with what was merged joined; and the learners and competencies to be confirmed.

    columns: among them learner, competency (named by its line), level, decided_on, id. standing: orders such columns
    and leaves out what was taken back. Joined rows are those from the moment when every part was decided; each has the
    lowest level that the parts had then, so a run at or above the mark begins when the last part reached it.
    """
    waiting: defaultdict[int, list[int]] = defaultdict(list)
    for merge in lineage.merges:
        inside = np.isin(columns["competency"], np.array(merge.parts, dtype=np.int64))
        parts = standing(_taken(columns, inside))
        there = set(zip(parts["learner"].tolist(), parts["competency"].tolist(), strict=True))
        still = {one for part in merge.parts for one in waiting.pop(part, ()) if (one, part) not in there}
        joined = _joined(parts, merge)
        agreed = set(joined["learner"].tolist())
        still |= {learner for learner, _part in there if learner not in agreed}
        waiting[merge.into] = sorted(still - agreed)
        rest = _taken(columns, ~inside)
        columns = {name: np.concatenate([rest[name], joined[name]]) for name in columns}
    return columns, *_to_confirm(columns, waiting)


def _joined(parts: Columns, merge: Merge) -> Columns:
    """The rows of learners of whom every part was decided and all parts agree, as rows of what they were merged into."""
    order = np.lexsort((parts["id"], parts["decided_on"], parts["learner"]))
    parts = _taken(parts, order)
    learner, row = parts["learner"], np.arange(len(parts["learner"]))
    if len(row) == 0:
        return parts
    begins = np.ones(len(row), dtype=bool)
    begins[1:] = learner[1:] != learner[:-1]
    first = np.maximum.accumulate(np.where(begins, row, 0))
    last = np.append(np.flatnonzero(begins)[1:], len(row)) - 1
    levels = np.empty((len(merge.parts), len(row)), dtype=np.int64)
    complete = np.ones(len(row), dtype=bool)
    for place, part in enumerate(merge.parts):
        latest = np.maximum.accumulate(np.where(parts["competency"] == part, row, -1))
        complete &= latest >= first
        levels[place] = parts["level"][latest]
    lowest, highest = levels.min(axis=0), levels.max(axis=0)
    agrees = np.zeros(len(row), dtype=bool)
    agrees[last] = complete[last] & (lowest[last] == highest[last])
    spans = np.diff(np.append(-1, last))
    keep = complete & np.repeat(agrees[last], spans)
    joined = parts | {
        "level": lowest,
        "competency": np.full(len(row), merge.into, dtype=np.int64),
        # The proposal that a teacher answered was about a part; of the whole nobody has been asked yet.
        "answered": np.full(len(row), NONE, dtype=np.int64),
    }
    return _taken(joined, keep)


def _to_confirm(columns: Columns, waiting: dict[int, list[int]]) -> tuple[Ints, Ints]:
    """Who waits, unless a person has decided on the whole since."""
    decided = set(zip(columns["learner"].tolist(), columns["competency"].tolist(), strict=True))
    pairs = sorted(
        (learner, line) for line, learners in waiting.items() for learner in learners
        if (learner, line) not in decided
    )  # fmt: skip
    learner, competency = zip(*pairs, strict=True) if pairs else ((), ())
    return np.array(learner, dtype=np.int64), np.array(competency, dtype=np.int64)


def _taken(columns: Columns, rows: NDArray) -> Columns:
    return {name: column[rows] for name, column in columns.items()}
