"""Collecting columns piece by piece, and closing them as tables."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.mastery.facts import NEVER, Ratings
from headway.mastery.simulation.district import NOTHING, Absences, Decisions, Evidence

# A rating on its way into the table. `again`: 1 for the second rating of a piece by another teacher.
RATED = ("evidence", "learner", "competency", "level", "rater", "observed_at", "recorded_at", "again")


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


def told_tables(
    evidence: Lists, ratings: Lists, decisions: Lists, absences: Lists, today: int
) -> tuple[Evidence, Ratings, Decisions, Absences]:
    """Collected columns as tables, numbered in the order in which they were recorded; later ones left out."""
    pieces = evidence.columns()
    order = np.lexsort((pieces["evidence"], pieces["recorded_on"]))
    order = order[pieces["recorded_on"][order] <= today]
    number = np.full(len(pieces["evidence"]), NOTHING, dtype=np.int64)
    number[pieces["evidence"][order]] = np.arange(len(order))
    pieces = {name: column[order] for name, column in pieces.items()} | {"evidence": np.arange(len(order))}

    rated = ratings.columns()
    rated["evidence"] = number[rated["evidence"]]
    order = np.lexsort((rated["again"], rated["evidence"]))
    order = order[rated["evidence"][order] >= 0]
    rated = {name: column[order] for name, column in rated.items()}
    del rated["again"]
    rated["rating_id"] = np.arange(len(order))
    rated["withdrawn_at"] = np.full(len(order), NEVER, dtype=np.int64)

    decided = decisions.columns()
    order = np.lexsort((decided["competency"], decided["learner"], decided["decided_on"]))
    decided = {name: column[order] for name, column in decided.items()}
    decided["decision"] = np.arange(len(order))
    away = absences.columns()
    order = np.lexsort((away["learner"], away["day"]))
    away = {name: column[order] for name, column in away.items()}
    return (
        Evidence(**pieces),
        Ratings.from_columns(rated),
        Decisions(**decided),
        Absences(**away),
    )
