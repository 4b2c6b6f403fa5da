"""Every body of evidence of a table at once, piece by piece, as predicates read it in columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import NEVER, NO_EVIDENCE_NAMED, Circumstances, Form, Groups, Ratings
from headway.mastery.proficiency.body import A_DAY

if TYPE_CHECKING:
    from headway.mastery.proficiency.requirements.filters import Filter

# As a power of two: beyond it more memory would be taken than sorting saves time.
MOST_PLACES = 25

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Units:
    """What a predicate counts: for each one the body (or piece) it belongs to and the level it reaches."""

    owner: Ints
    level: Ints

    def highest_with(self, at_least: int, owners: int, levels: int) -> Ints:
        """For each owner the highest level that at least so many units reach; 0 where there is none."""
        width = levels + 1
        shown = np.bincount(self.owner * width + self.level, minlength=owners * width).reshape(owners, width)
        reaching = np.cumsum(shown[:, ::-1], axis=1)[:, ::-1]
        return (reaching[:, 1:] >= at_least).sum(axis=1)

    def once_each(self, value: Ints) -> Units:
        """One unit for each different value of an owner, with the highest level at which it occurs."""
        if len(value) == 0:
            return self
        value = _dense(value)
        levels = int(self.level.max()) + 1
        keys = np.sort((self.owner * (int(value.max()) + 1) + value) * levels + self.level)
        last = np.append(keys[1:] // levels != keys[:-1] // levels, True)
        keys = keys[last]
        return Units(keys // levels // (int(value.max()) + 1), keys % levels)


@dataclass(frozen=True, eq=False)
class Looks:
    """What each known person saw in each piece when she last looked: one row per piece and person."""

    piece: Ints
    rater: Ints
    level: Ints


class PieceColumns:
    """Pieces in the order of their bodies, oldest first within one. All columns have one row per piece.

    row: of the ordered ratings, the latest standing rating of the piece. body: the number of its body. level: what
    its latest rating says. bodies: how many there are. levels: size of the scale.
    """

    def __init__(
        self, ordered: Ratings, groups: Groups, levels: int, today: int | None = None, a_day: int = A_DAY
    ) -> None:
        self.ordered = ordered
        self.groups = groups
        self.levels = levels
        self.bodies = len(groups)
        self.today = today
        self.a_day = a_day
        self._row_body = groups.of_rows()
        self._named: tuple[Ints, Mask] | None = None
        self.row = np.flatnonzero(self._latest_standing())
        self.body = self._row_body[self.row]
        self.level = ordered.level[self.row]
        self.count = np.bincount(self.body, minlength=self.bodies).astype(np.int64)
        self.end = np.cumsum(self.count)
        self._chosen: dict[Filter, Mask] = {}

    def __len__(self) -> int:
        return len(self.row)

    def _latest_standing(self) -> Mask:
        """Rows that are the latest standing rating of their piece of work."""
        ordered, body = self.ordered, self._row_body
        counts = ordered.withdrawn_at == NEVER
        named = np.flatnonzero(counts & (ordered.evidence != NO_EVIDENCE_NAMED))
        named = named[_perhaps_repeated(ordered.evidence[named], body[named])]
        # A stable sort by piece keeps the order in time within a piece, so its last row is its latest rating.
        by_piece = named[np.lexsort((ordered.evidence[named], body[named]))]
        same_as_next = np.zeros(len(by_piece), dtype=bool)
        same_as_next[:-1] = (body[by_piece][1:] == body[by_piece][:-1]) & (
            ordered.evidence[by_piece][1:] == ordered.evidence[by_piece][:-1]
        )
        counts[by_piece[same_as_next]] = False
        self._named = by_piece, same_as_next
        return counts

    @cached_property
    def around(self) -> Circumstances:
        """The circumstances of the pieces, as their latest rating tells them."""
        assert self.ordered.circumstances is not None  # propose_many has refused it before
        return self.ordered.circumstances.take(self.row)

    @cached_property
    def observed_at(self) -> Ints:
        return self.ordered.observed_at[self.row]

    @cached_property
    def rater(self) -> Ints:
        return self.ordered.rater[self.row]

    def window(self, size: int) -> NDArray[np.int8]:
        """bodies × size: the levels of the last pieces, the most recent in the last column; 0 where there is none."""
        back = np.arange(size, 0, -1)
        place = self.end[:, None] - back[None, :]
        there = back[None, :] <= self.count[:, None]
        if len(self) == 0:
            return np.zeros(place.shape, dtype=np.int8)
        return np.where(there, self.level.astype(np.int8)[np.maximum(place, 0)], np.int8(0))

    @cached_property
    def looks(self) -> Looks:
        """Each person's last look at each piece."""
        ordered = self.ordered
        standing = np.flatnonzero((ordered.withdrawn_at == NEVER) & (ordered.rater >= 0))
        piece = self._piece_of_row[standing]
        order = np.lexsort((standing, ordered.rater[standing], piece))
        standing, piece = standing[order], piece[order]
        rater = ordered.rater[standing]
        last = np.ones(len(standing), dtype=bool)
        last[:-1] = (piece[1:] != piece[:-1]) | (rater[1:] != rater[:-1])
        return Looks(piece[last], rater[last], ordered.level[standing[last]])

    @cached_property
    def _piece_of_row(self) -> Ints:
        """For each standing row of the ratings the piece it belongs to; -1 for rows that don't stand."""
        piece = np.full(len(self.ordered), -1, dtype=np.int64)
        piece[self.row] = np.arange(len(self))
        assert self._named is not None
        by_piece, same_as_next = self._named
        # Of the pieces with several rows, every row belongs to the piece that ends its run.
        ends = np.flatnonzero(~same_as_next)
        of_run = np.searchsorted(ends, np.arange(len(by_piece)))
        piece[by_piece] = piece[by_piece[ends[of_run]]] if len(by_piece) else piece[by_piece]
        return piece

    def chosen(self, only: Filter) -> Mask:
        """The pieces that pass a filter. The same filter is asked once."""
        if only not in self._chosen:
            self._chosen[only] = self._choose(only)
        return self._chosen[only]

    def _choose(self, only: Filter) -> Mask:
        passing = np.ones(len(self), dtype=bool)
        if only.forms or only.without_forms:
            passing &= _has_form(self.around.form, only)
        if only.depth is not None:
            passing &= self.around.depth >= only.depth
        if only.marks:
            passing &= self.around.marks & int(only.marks) == int(only.marks)
        if only.without:
            passing &= self.around.marks & int(only.without) == 0
        if only.within_days is not None:
            passing &= self.observed_at >= self._newest() - only.within_days * self.a_day
        if only.raters > 1:
            passing &= np.bincount(self.looks.piece, minlength=len(self)) >= only.raters
        return passing if only.last is None else self._last(passing, only.last)

    def _newest(self) -> Ints | int:
        """From which instant recency is counted, piece by piece."""
        if self.today is not None:
            return self.today
        return self.observed_at[self.end[self.body] - 1]

    def _last(self, passing: Mask, most: int) -> Mask:
        """The most recent of those that pass, in every body."""
        place = np.flatnonzero(passing)
        body = self.body[place]
        behind = np.cumsum(np.bincount(body, minlength=self.bodies))[body]  # places end here
        kept = behind - np.arange(len(place)) <= most
        chosen = np.zeros(len(self), dtype=bool)
        chosen[place[kept]] = True
        return chosen


def _perhaps_repeated(evidence: Ints, body: Ints) -> Mask:
    """Rows whose piece may have another row. Most pieces are rated once, and need no sorting to find that out."""
    places = 1 << min(max(len(evidence) * 4, 1).bit_length(), MOST_PLACES)
    mixed = evidence.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + body.astype(np.uint64) * np.uint64(
        0xC2B2AE3D27D4EB4F
    )
    place = (mixed >> np.uint64(64 - places.bit_length() + 1)).astype(np.int64)
    return np.bincount(place, minlength=places)[place] > 1


def _has_form(form: Ints, only: Filter) -> Mask:
    # By position, with one place more for what was not told (-1 reads the last place).
    allowed = np.zeros(max(Form) + 2, dtype=bool)
    allowed[[int(one) for one in only.forms_left]] = True
    allowed[-1] = not only.forms
    return allowed[form]


def _dense(value: Ints) -> Ints:
    """The same differences in small numbers, so that keys made of several columns stay within 64 bits."""
    lowest = int(value.min())
    if int(value.max()) - lowest < 1 << 24:
        return value - lowest
    return np.unique(value, return_inverse=True)[1].reshape(-1)
