"""The same filter for every learner and competency of a district at once. `reference.py` says what it means.

Beliefs are rows of one matrix; a step takes all pairs to their next piece: one multiplication with the drift of each
length of time, one with the likelihood of what was seen. Costs ratings × nodes² in BLAS, in float32; the reference
counts in float64, and the answers agree within `TOLERANCE`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Ratings
from headway.mastery.facts.tables import Ints
from headway.mastery.proficiency.reference import check_level
from headway.mastery.proficiency.sureness.answer import MOST_FURTHER, SurenessColumns
from headway.mastery.proficiency.sureness.grid import (
    DAYS_BETWEEN_STEPS,
    MOST_RATERS_OF_A_PIECE,
    NODES,
    WEEKS,
    Grid,
)
from headway.mastery.proficiency.sureness.pieces import Pieces, pieces_of
from headway.mastery.proficiency.sureness.settings import RANGE, SURE, Settings
from headway.mastery.proficiency.sureness.severity import FINENESS, Severities
from headway.mastery.scales import Scale

# How far a chance may differ from the reference, which counts in float64.
TOLERANCE = 1e-4
# Beliefs of so many pairs stay in the processor's cache.
PAIRS_AT_ONCE = 4096
NOT_ENOUGH = -1

Singles = NDArray[np.float32]


def how_sure_many(
    ratings: Ratings,
    scale: Scale,
    settings: Settings | None = None,
    *,
    day: int = 1,
    settles: bool = True,
    severities: Severities | None = None,
    difficulties: Mapping[int, float] | None = None,
) -> SurenessColumns:
    """`how_sure` for all pairs in the table, each at the moment of its latest piece; rows as in `propose_many`.

    settles: False leaves out what would settle it, for those who only count. Memory: about 200 bytes a rating.
    """
    wrong = ratings.level > scale.size
    if wrong.any():
        row = int(np.argmax(wrong))
        check_level(int(ratings.rating_id[row]), int(ratings.level[row]), scale)
    pieces = pieces_of(ratings)
    grid = Grid.of(settings or Settings(), scale)
    seen, table = _what_was_seen(pieces, grid, severities, difficulties or {})
    return _Batch(pieces, grid, seen, table, _steps(pieces, day), settles).run()


def chances_of_bodies(
    pieces: Pieces, scale: Scale, settings: Settings, *, day: int = 1, severities: Severities | None = None
) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """pairs × nodes: how probable each body's ratings are, had learning begun at a node; and what was scaled away.

    From the last piece back to the first, so that any prior can be tried on the answer.
    """
    grid = Grid.of(settings, scale)
    seen, table = _what_was_seen(pieces, grid, severities, {})
    backward = grid.drifts.transpose(0, 2, 1).astype(np.float32)
    steps, counts = _steps(pieces, day), pieces.counts
    order = np.argsort(-counts, kind="stable")
    counts, ends = counts[order], pieces.begins[1:][order]
    chances, scaled = np.ones((len(order), NODES), dtype=np.float32), np.zeros(len(order))
    for back in range(int(counts[0]) if len(order) else 0):
        # The piece that comes `back` places before the last.
        working = int(np.searchsorted(-counts, -back))
        piece = ends[:working] - 1 - back
        at_work = chances[:working]
        if back:
            _move(at_work, steps[piece + 1], backward)
        at_work *= table[seen[piece]]
        largest = at_work.max(axis=1, keepdims=True)
        at_work /= largest
        scaled[:working] += np.log(largest[:, 0].astype(np.float64))
    return chances, scaled


def _steps(pieces: Pieces, day: int) -> NDArray[np.int8]:
    """For each piece the length of time since the one before, as a place in WEEKS."""
    at = pieces.ordered.observed_at[pieces.rows[:, 0]]
    since = np.zeros(len(at))
    since[1:] = (at[1:] - at[:-1]) / day
    since = np.maximum(since, 0.0)  # the first of a pair, which nobody reads
    return np.searchsorted(np.array(DAYS_BETWEEN_STEPS), since, side="right").astype(np.int8)


def _what_was_seen(
    pieces: Pieces, grid: Grid, severities: Severities | None, difficulties: Mapping[int, float]
) -> tuple[Ints, Singles]:
    """For each piece a row of the table of likelihoods; and the table: one row for all that was seen alike."""
    rows, ordered, size = pieces.rows, pieces.ordered, grid.scale.size
    latest = rows[:, 0]
    tenths = np.zeros(len(ordered), dtype=np.int64)
    if severities is not None:
        tenths = severities.tenths_of(ordered.rater, ordered.observed_at)
    lowest = int(tenths.min(initial=0))
    span = int(tenths.max(initial=0)) - lowest + 1
    # Nearly all pieces have one rating: level and severity count through them.
    seen = (ordered.level[latest] - 1) * span + (tenths[latest] - lowest)
    table = [
        grid.likelihood([level], [(lowest + tenth) * FINENESS])
        for level in range(1, size + 1)
        for tenth in range(span)
    ]
    special = rows[:, 1] >= 0
    harder = None
    if difficulties:
        harder = _looked_up(ordered.evidence[latest], difficulties)
        special |= harder != 0
    several = np.flatnonzero(special)
    if len(several):
        told = np.zeros((len(several), 2 * MOST_RATERS_OF_A_PIECE + 1))
        there = rows[several] >= 0
        told[:, :MOST_RATERS_OF_A_PIECE] = np.where(there, ordered.level[rows[several]], 0)
        told[:, MOST_RATERS_OF_A_PIECE:-1] = np.where(there, tenths[rows[several]], 0)
        if harder is not None:
            told[:, -1] = harder[several]
        combinations, place = np.unique(told, axis=0, return_inverse=True)
        seen[several] = len(table) + place.reshape(-1)
        table += [_likelihood_of(combined, grid) for combined in combinations.tolist()]
    return seen, np.stack(table).astype(np.float32)


def _likelihood_of(combined: list[float], grid: Grid) -> NDArray[np.float64]:
    rated = [number for number in range(MOST_RATERS_OF_A_PIECE) if combined[number]]
    return grid.likelihood(
        [int(combined[number]) for number in rated],
        [combined[MOST_RATERS_OF_A_PIECE + number] * FINENESS for number in rated],
        combined[-1],
    )


def _looked_up(ids: Ints, values: Mapping[int, float]) -> NDArray[np.float64]:
    known, place = np.unique(ids, return_inverse=True)
    return np.array([values.get(int(one), 0.0) for one in known])[place]


@dataclass
class _Batch:
    """All pairs, those with the most pieces first, so that those at work in a step are the first of their part."""

    pieces: Pieces
    grid: Grid
    seen: Ints
    table: Singles
    steps: NDArray[np.int8]
    settles: bool
    _imagined: dict[tuple[int, bool], Singles] = field(default_factory=dict)

    def run(self) -> SurenessColumns:
        self.drifts = self.grid.drifts.astype(np.float32)
        self.read_out = self.grid.read_out.astype(np.float32)
        groups, counts = self.pieces.groups, self.pieces.counts
        pairs, size = len(groups), self.grid.scale.size
        self.chances = np.empty((pairs, size), dtype=np.float32)
        self.at_mark = np.zeros(pairs, dtype=np.int8)
        self.below = np.zeros(pairs, dtype=np.int8)
        order = np.argsort(-counts, kind="stable")
        for first in range(0, pairs, PAIRS_AT_ONCE):
            self.part(order[first : first + PAIRS_AT_ONCE])
        chance = self.chances[:, self.grid.scale.proficient - 1 :].sum(axis=1)
        low, high = _shortest_ranges(self.chances)
        return SurenessColumns(
            learner=groups.learner,
            competency=groups.competency,
            chances=self.chances,
            chance_proficient=chance,
            low=low,
            high=high,
            sure=_sure(chance) & (counts > 0),
            at_mark=self.at_mark,
            below=self.below,
            pieces=counts.astype(np.int32),
        )

    def part(self, pairs: Ints) -> None:
        """Filter these pairs, whose counts of pieces never rise, and read out what their beliefs say."""
        begins, counts = self.pieces.begins[pairs], self.pieces.counts[pairs]
        belief = np.tile(self.grid.prior.astype(np.float32), (len(pairs), 1))
        working = len(pairs)
        for number in range(int(counts[0])):
            working = int(np.searchsorted(-counts[:working], -number))
            piece = begins[:working] + number
            at_work = belief[:working]
            if number:
                _move(at_work, self.steps[piece], self.drifts)
            at_work *= self.table[self.seen[piece]]
            at_work /= at_work.sum(axis=1, keepdims=True)
        self.answer(pairs, belief, counts > 0)

    def answer(self, pairs: Ints, belief: Singles, shown: NDArray[np.bool_]) -> None:
        raters = self.pieces.raters[pairs]
        for count in np.unique(raters).tolist():
            rows = np.flatnonzero(raters == count)
            self.chances[pairs[rows]] = belief[rows] @ self.read_out[count - 1]
            if self.settles:
                self.what_would_settle(pairs[rows], belief[rows], count, shown[rows])

    def what_would_settle(self, pairs: Ints, belief: Singles, raters: int, shown: NDArray[np.bool_]) -> None:
        mark = self.grid.scale.proficient
        reads = self.read_out[raters - 1][:, mark - 1 :].sum(axis=1)
        open_ = np.flatnonzero(~(_sure(belief @ reads) & shown))
        for reaching, result in ((True, self.at_mark), (False, self.below)):
            told = belief[open_] @ self.imagined(raters, reaching)
            chance = told[:, :MOST_FURTHER] / told[:, MOST_FURTHER:]
            settled = chance >= SURE if reaching else chance <= 1 - SURE
            result[pairs[open_]] = np.where(settled.any(axis=1), 1 + np.argmax(settled, axis=1), NOT_ENOUGH)

    def imagined(self, raters: int, reaching: bool) -> Singles:
        """nodes × 2·6: what a belief has to be multiplied with for the chance after 1 … 6 such pieces, and its whole.

        The same piece again and again is one matrix to the power of how often, so no belief has to be followed.
        """
        if (raters, reaching) not in self._imagined:
            mark = self.grid.scale.proficient
            seen = self.grid.reaches_mark if reaching else 1 - self.grid.reaches_mark
            ahead = self.grid.drifts[self.grid.next_piece] * seen[None, :]
            proficient = self.grid.read_out[raters - 1][:, mark - 1 :].sum(axis=1)
            both = np.stack([proficient, np.ones_like(proficient)], axis=1)
            after = []
            for _count in range(MOST_FURTHER):
                both = ahead @ both
                both /= both.max()  # only the quotient counts
                after.append(both)
            self._imagined[raters, reaching] = np.concatenate(
                [np.stack([each[:, place] for each in after], axis=1) for place in (0, 1)], axis=1
            ).astype(np.float32)
        return self._imagined[raters, reaching]


def _move(belief: Singles, steps: NDArray[np.int8], drifts: Singles) -> None:
    """Time passes for each row as long as its step says."""
    order = np.argsort(steps, kind="stable")
    edges = np.searchsorted(steps[order], np.arange(len(WEEKS) + 1))
    for step, (first, last) in enumerate(pairwise(edges.tolist())):
        if last > first:
            rows = order[first:last]
            belief[rows] = belief[rows] @ drifts[step]


def _sure(chance: Singles) -> NDArray[np.bool_]:
    return (chance >= SURE) | (chance <= 1 - SURE)


def _shortest_ranges(chances: Singles) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """For each row the shortest run of levels that holds at least .8; of equally short ones the most probable."""
    pairs, size = chances.shape
    low, high = np.ones(pairs, dtype=np.int8), np.full(pairs, size, dtype=np.int8)
    found = np.zeros(pairs, dtype=bool)
    for length in range(1, size):
        sums = np.stack(
            [chances[:, begin : begin + length].sum(axis=1) for begin in range(size - length + 1)], axis=1
        )
        best = np.argmax(sums, axis=1)
        now = ~found & (sums[np.arange(pairs), best] >= RANGE)
        low[now], high[now] = best[now] + 1, best[now] + length
        found |= now
    return low, high
