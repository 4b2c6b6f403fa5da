"""The same rule for every learner and competency of a district at once. `reference.py` says what it means."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import NEVER, NO_EVIDENCE_NAMED, Ratings
from headway.mastery.proficiency.explanation import FAR_APART
from headway.mastery.proficiency.proposal import Confidence, Status
from headway.mastery.proficiency.reference import check_level
from headway.mastery.proficiency.rule import Rule
from headway.mastery.scales import Scale

# What the small numbers in the columns mean, by position.
STATUSES = (Status.NO_EVIDENCE, Status.NOT_ENOUGH_EVIDENCE, Status.LEVEL)
CONFIDENCES = (Confidence.TENTATIVE, Confidence.CONFIRMED)
NONE = -1


@dataclass(frozen=True, eq=False)
class ProposalColumns:
    """One row per learner and competency that has any rating, in that order.

    level: -1 for none. status: position in STATUSES. confidence: position in CONFIDENCES, -1 for none.
    pieces: pieces of evidence that stand. counted[counted_offsets[i]:counted_offsets[i + 1]]: rating ids, oldest
    first, that row i rests on.
    """

    learner: NDArray[np.int64]
    competency: NDArray[np.int64]
    level: NDArray[np.int8]
    status: NDArray[np.int8]
    confidence: NDArray[np.int8]
    pieces: NDArray[np.int32]
    counted: NDArray[np.int64]
    counted_offsets: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.learner)


def propose_many(ratings: Ratings, rule: Rule, scale: Scale) -> ProposalColumns:
    """Proposals for all pairs in the table. Time grows as sorting the ratings does; no Python loop over rows."""
    _check_levels(ratings, scale)
    ordered, groups = ratings.grouped()
    pair = groups.of_rows()
    counts = _counts_as_piece(ordered, pair)
    piece = np.flatnonzero(counts)
    pieces = np.bincount(pair[piece], minlength=len(groups)).astype(np.int64)
    end = np.cumsum(pieces)

    in_window = np.minimum(pieces, rule.window)
    window = _window_levels(ordered.level[piece], pieces, end, rule.window)
    enough = pieces >= rule.minimum_pieces
    level = np.where(enough, _consistent_level(window, rule), NONE).astype(np.int8)
    tentative = (np.abs(window[:, -1] - level) >= FAR_APART) | (pieces == rule.minimum_pieces)
    return ProposalColumns(
        learner=groups.learner,
        competency=groups.competency,
        level=level,
        status=np.where(enough, 2, pieces > 0).astype(np.int8),
        confidence=np.where(enough, np.where(tentative, 0, 1), NONE).astype(np.int8),
        pieces=pieces.astype(np.int32),
        counted=ordered.rating_id[piece[_last_of_each(end, in_window)]],
        counted_offsets=np.concatenate(([0], np.cumsum(in_window))).astype(np.int64),
    )


def _check_levels(ratings: Ratings, scale: Scale) -> None:
    wrong = ratings.level > scale.size
    if wrong.any():
        row = int(np.argmax(wrong))
        check_level(int(ratings.rating_id[row]), int(ratings.level[row]), scale)


def _counts_as_piece(ordered: Ratings, pair: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Rows that are the latest standing rating of their piece of work."""
    counts = ordered.withdrawn_at == NEVER
    named = np.flatnonzero(counts & (ordered.evidence != NO_EVIDENCE_NAMED))
    # A stable sort by piece keeps the order in time within a piece, so its last row is its latest rating.
    by_piece = named[np.lexsort((ordered.evidence[named], pair[named]))]
    same_as_next = np.zeros(len(by_piece), dtype=bool)
    same_as_next[:-1] = (pair[by_piece][1:] == pair[by_piece][:-1]) & (
        ordered.evidence[by_piece][1:] == ordered.evidence[by_piece][:-1]
    )
    counts[by_piece[same_as_next]] = False
    return counts


def _window_levels(
    levels: NDArray[np.int64], pieces: NDArray[np.int64], end: NDArray[np.int64], window: int
) -> NDArray[np.int8]:
    """pairs × window: the levels of the last pieces, the most recent in the last column; 0 where there is none."""
    back = np.arange(window, 0, -1)
    place = end[:, None] - back[None, :]
    there = back[None, :] <= pieces[:, None]
    if len(levels) == 0:
        return np.zeros(place.shape, dtype=np.int8)
    return np.where(there, levels.astype(np.int8)[np.maximum(place, 0)], np.int8(0))


def _consistent_level(window: NDArray[np.int8], rule: Rule) -> NDArray[np.int8]:
    """The highest level that `agreement` pieces reach is the agreement-th highest level shown."""
    return np.sort(window, axis=1)[:, rule.window - rule.agreement]


def _last_of_each(end: NDArray[np.int64], size: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places end-size .. end-1 of every group, one after another."""
    begin_in_result = np.cumsum(size) - size
    within = np.arange(int(size.sum()), dtype=np.int64) - np.repeat(begin_in_result, size)
    return np.repeat(end - size, size) + within
