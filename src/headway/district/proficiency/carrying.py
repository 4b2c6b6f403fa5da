"""What a merged competency carries over: never more than people decided of everything that went into it.

A merged competency asks for all that its parts asked for. So a decision on one part is no decision on the whole:

- every part was decided, all at the same level: that level is carried over;
- every part was decided and reached the mark, at different levels: the lowest is carried over, because each part showed
  at least that, and a teacher is asked to confirm;
- otherwise nothing is carried over, and a teacher is asked to confirm. The decisions on the parts stay in the history.

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
Pair = tuple[int, int]
NONE = -1


def carried_through(
    columns: Columns, lineage: Lineage, mark: int, standing: Callable[[Columns], Columns]
) -> tuple[Columns, Ints, Ints]:
    """Decisions by line, with what was merged joined; and the learners and competencies to be confirmed.

    columns: among them learner, competency (named by its line), under (as it was decided on), level, decided_on, id.
    mark: the proficient level. standing: orders such columns and leaves out what was taken back. Joined rows are those
    from the moment when every part was decided; each has the lowest level that the parts had then, so a run at or above
    the mark begins when the last part reached it.
    """
    waiting: defaultdict[int, set[int]] = defaultdict(set)
    for merge in lineage.merges:
        inside = np.isin(columns["competency"], np.array(merge.parts, dtype=np.int64))
        said = _said_of_the_line(_taken(columns, inside), lineage)
        parts = standing(_taken(columns, inside))
        joined, agreed = _joined(parts, merge, mark)
        for part in merge.parts:
            waiting[merge.into] |= {one for one in waiting.pop(part, ()) if (one, part) not in said}
        waiting[merge.into] |= set(parts["learner"].tolist()) - agreed
        rest = _taken(columns, ~inside)
        columns = {name: np.concatenate([rest[name], joined[name]]) for name in columns}
    said = _said_of_the_line(columns, lineage)
    pairs = sorted(
        (one, line) for line, learners in waiting.items() for one in learners if (one, line) not in said
    )  # fmt: skip
    learner, competency = zip(*pairs, strict=True) if pairs else ((), ())
    return columns, np.array(learner, dtype=np.int64), np.array(competency, dtype=np.int64)


def _joined(parts: Columns, merge: Merge, mark: int) -> tuple[Columns, set[int]]:
    """The rows that are carried over, as rows of what the parts were merged into; and the learners of whom all parts
    say the same."""
    order = np.lexsort((parts["id"], parts["decided_on"], parts["learner"]))
    parts = _taken(parts, order)
    learner, row = parts["learner"], np.arange(len(parts["learner"]))
    if len(row) == 0:
        return parts, set()
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
    agrees = complete[last] & (lowest[last] == highest[last])
    goes_on = agrees | (complete[last] & (lowest[last] >= mark))
    keep = complete & np.repeat(goes_on, np.diff(np.append(-1, last)))
    joined = parts | {
        "level": lowest,
        "competency": np.full(len(row), merge.into, dtype=np.int64),
        # The proposal that a teacher answered was about a part; of the whole nobody has been asked yet.
        "answered": np.full(len(row), NONE, dtype=np.int64),
        "rested": np.full(len(row), NONE, dtype=np.int64),
    }
    return _taken(joined, keep), set(learner[last[agrees]].tolist())


def _said_of_the_line(columns: Columns, lineage: Lineage) -> set[Pair]:
    """Learners and lines on which a person decided as such (or took it back), not on one of their parts."""
    own = lineage.lines_of(columns["under"]) == columns["competency"]
    return set(zip(columns["learner"][own].tolist(), columns["competency"][own].tolist(), strict=True))


def _taken(columns: Columns, rows: NDArray) -> Columns:
    return {name: column[rows] for name, column in columns.items()}
