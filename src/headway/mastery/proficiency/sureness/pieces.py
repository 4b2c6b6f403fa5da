"""Ratings of many bodies as pieces of work in time: which ratings of a piece are read, and when it counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import NEVER, NO_EVIDENCE_NAMED, Ratings
from headway.mastery.facts.groups import Groups, group_pairs
from headway.mastery.facts.tables import Ints, Mask
from headway.mastery.proficiency.sureness.grid import MOST_RATERS, MOST_RATERS_OF_A_PIECE


@dataclass(frozen=True, eq=False)
class Pieces:
    """Pieces by pair and time. groups: the pairs with any rating (offsets count ratings). rows: pieces × 3, places in
    `ordered` of the ratings that are read, -1 for none, the latest first. begins: per pair its first piece, one entry
    more. raters: per pair, at most 4."""

    ordered: Ratings
    groups: Groups
    rows: Ints
    begins: Ints
    raters: NDArray[np.int8]

    @property
    def counts(self) -> Ints:
        return np.diff(self.begins)


def pieces_of(ratings: Ratings) -> Pieces:
    """Costs a sort, unless the ratings come in order already."""
    ordered = ratings if _in_order(ratings) else ratings.in_order()
    groups = group_pairs(ordered.learner, ordered.competency)
    pair = groups.of_rows()
    last, several = _latest_of_pieces(ordered, pair)
    rows = np.full((len(last), MOST_RATERS_OF_A_PIECE), -1, dtype=np.int64)
    rows[:, 0] = last
    read = np.zeros(len(ordered), dtype=bool)
    read[last] = True
    if len(several):
        _fill_in_other_raters(ordered, pair, several, rows, last)
        read[rows[rows >= 0]] = True
    counts = np.bincount(pair[last], minlength=len(groups))
    begins = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    return Pieces(ordered, groups, rows, begins, _raters(ordered, pair, np.flatnonzero(read), len(groups)))


def _in_order(ratings: Ratings) -> bool:
    """By learner, competency, observed_at, rating_id: told row by row, the first key that differs decides."""
    keys = (ratings.learner, ratings.competency, ratings.observed_at, ratings.rating_id)
    undecided: Mask = np.ones(max(len(ratings) - 1, 0), dtype=bool)
    for key in keys:
        before, after = key[:-1], key[1:]
        if (undecided & (before > after)).any():
            return False
        undecided &= before == after
    return True


def _latest_of_pieces(ordered: Ratings, pair: Ints) -> tuple[Ints, Ints]:
    """Rows that are the latest standing rating of their piece; and all rows of pieces with several ratings."""
    counts = ordered.withdrawn_at == NEVER
    named = np.flatnonzero(counts & (ordered.evidence != NO_EVIDENCE_NAMED))
    by_piece = named[np.lexsort((ordered.evidence[named], pair[named]))]
    same_as_next = np.zeros(len(by_piece) + 1, dtype=bool)
    same_as_next[1:-1] = (pair[by_piece][1:] == pair[by_piece][:-1]) & (
        ordered.evidence[by_piece][1:] == ordered.evidence[by_piece][:-1]
    )
    counts[by_piece[same_as_next[1:]]] = False
    return np.flatnonzero(counts), by_piece[same_as_next[1:] | same_as_next[:-1]]


def _fill_in_other_raters(ordered: Ratings, pair: Ints, several: Ints, rows: Ints, last: Ints) -> None:
    """Beside the latest rating of a piece those of up to two other raters, each with her latest."""
    piece_key = (pair[several], ordered.evidence[several])
    # Within a piece and a rater the latest row; then within a piece by time, the latest first.
    by_rater = np.lexsort((several, ordered.rater[several], piece_key[1], piece_key[0]))
    row = several[by_rater]
    is_last = np.ones(len(row), dtype=bool)
    is_last[:-1] = (
        (pair[row][1:] != pair[row][:-1])
        | (ordered.evidence[row][1:] != ordered.evidence[row][:-1])
        | (ordered.rater[row][1:] != ordered.rater[row][:-1])
    )
    row = row[is_last]
    row = row[np.lexsort((-row, ordered.evidence[row], pair[row]))]
    begins = np.ones(len(row), dtype=bool)
    begins[1:] = (pair[row][1:] != pair[row][:-1]) | (ordered.evidence[row][1:] != ordered.evidence[row][:-1])
    first = np.flatnonzero(begins)
    which = np.cumsum(begins) - 1
    place = np.arange(len(row)) - first[which]
    near = place < MOST_RATERS_OF_A_PIECE
    rows[np.searchsorted(last, row[first][which[near]]), place[near]] = row[near]


def _raters(ordered: Ratings, pair: Ints, read: Ints, pairs: int) -> NDArray[np.int8]:
    """Different raters per pair among the ratings that are read."""
    of_pair, rater = pair[read], ordered.rater[read]
    result = np.ones(pairs, dtype=np.int64)
    changes = (of_pair[1:] == of_pair[:-1]) & (rater[1:] != rater[:-1])
    several = np.zeros(pairs, dtype=bool)
    several[of_pair[1:][changes]] = True
    rows = np.flatnonzero(several[of_pair])
    if len(rows):
        of_pair, rater = of_pair[rows], rater[rows]
        order = np.lexsort((rater, of_pair))
        of_pair, rater = of_pair[order], rater[order]
        new = np.ones(len(rows), dtype=bool)
        new[1:] = (of_pair[1:] != of_pair[:-1]) | (rater[1:] != rater[:-1])
        result[several] = np.bincount(of_pair[new], minlength=pairs)[several]
    return np.minimum(result, MOST_RATERS).astype(np.int8)
