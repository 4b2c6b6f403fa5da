"""The signs that speak for or against "this is needed for that", for a block of targets at a time.

Each sign is a matrix, targets × candidates. The words and the places speak in every framework; what people have
already drawn speaks where they have drawn something. A target's own arrows are never looked at: what is suggested for
it rests on the others, so that a ranker may be tried on arrows it has not seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.mastery.continuum.likeness import NOWHERE, Alike, Comparison, Places
from headway.mastery.continuum.suggestions.known import Known
from headway.mastery.continuum.suggestions.scaling import by_place, nearest, of_best, shares

__all__ = [
    "FROM_ARROWS",
    "FROM_WORDS_AND_PLACES",
    "Drawn",
    "affinities",
    "affinity",
    "arrow_signs",
    "plain_signs",
]

Matrix = NDArray[np.floating[Any]]
Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]

LEVELS = 5  # 0, 1, 2, 3, 4 and more levels earlier
FEW, MORE = 5, 15  # targets that are most alike

FROM_WORDS_AND_PLACES = (
    "bm25", "bm25_place", "bm25_plain", "bm25_around", "bm25_around_place", "words", "characters",
    "characters_place", "around", "around_elsewhere", "headings", "covered", "covers", "rare", "length",
    "level_0", "level_1", "level_2", "level_3", "level_4", "strand", "heading", "codes",
    "strand_level_0", "strand_level_1", "strand_level_2", "words_level_0", "words_level_1", "words_level_2",
    "words_strand", "part_of", "has_part", "just_before", "two_before", "before", "after",
    "strand_before", "strand_after",
)  # fmt: skip
FROM_ARROWS = (
    "needed_often", "needs_many", "opens_far", "alike_need", "few_alike_need", "more_alike_need",
    "alike_need_alike", "most_alike_need", "strands_joined", "strands_joined_levels", "neighbours_need",
    "headings_joined", "opens_same", "leads_same_way",
)  # fmt: skip


def plain_signs(
    alike: Alike, places: Places, targets: Whole, allowed: Mask, mass: Matrix
) -> Iterator[Matrix]:
    """Those of words and places, in the order of FROM_WORDS_AND_PLACES. allowed: which candidates come into question."""
    here = Here.of(places, targets)
    yield of_best(alike.bm25, allowed)
    yield by_place(alike.bm25, allowed)
    yield np.log1p(alike.bm25) / 5
    yield of_best(alike.bm25_around, allowed)
    yield by_place(alike.bm25_around, allowed)
    yield alike.words
    yield alike.characters
    yield by_place(alike.characters, allowed)
    yield alike.around
    yield alike.around * ~here.same_strand
    yield alike.headings
    yield alike.covered
    yield alike.covers
    yield np.minimum(alike.rare, 6) / 3
    yield np.broadcast_to(np.log1p(mass)[None, :] / 5, alike.words.shape)
    yield from here.levels
    yield here.same_strand.astype(np.float32)
    yield here.same_heading.astype(np.float32)
    yield _shared_letters(places, targets)
    yield from (here.same_strand * here.levels[level] for level in range(3))
    yield from (alike.words * here.levels[level] for level in range(3))
    yield alike.words * here.same_strand
    part, whole = _parts(places, targets, len(mass))
    yield part
    yield whole
    yield (here.same_heading & (here.steps == 1)).astype(np.float32)
    yield (here.same_heading & (here.steps == 2)).astype(np.float32)
    yield (here.same_heading & (here.steps > 2)).astype(np.float32)
    yield (here.same_heading & (here.steps < 0)).astype(np.float32)
    apart = here.same_strand & ~here.same_heading & (here.levels[0] == 1)
    yield (apart & (here.steps > 0)).astype(np.float32)
    yield (apart & (here.steps < 0)).astype(np.float32)


@dataclass(frozen=True, eq=False)
class Here:
    """Where candidates stand, seen from the targets."""

    same_strand: Mask
    same_heading: Mask
    levels: tuple[Matrix, ...]
    steps: Whole

    @classmethod
    def of(cls, places: Places, targets: Whole) -> Here:
        strand, heading = places.strand, places.heading
        return cls(
            same_strand=(strand[targets][:, None] == strand[None, :]) & (strand[None, :] != NOWHERE),
            same_heading=(heading[targets][:, None] == heading[None, :]) & (heading[None, :] != NOWHERE),
            levels=_levels(places.level[targets], places.level),
            steps=places.order[targets][:, None] - places.order[None, :],
        )


def _levels(of: Whole, to: Whole) -> tuple[Matrix, ...]:
    """How many levels earlier, one matrix per number; where a level is not known, a third of none, one and two."""
    climb = np.clip(of[:, None] - to[None, :], 0, LEVELS - 1)
    unknown = (of[:, None] == NOWHERE) | (to[None, :] == NOWHERE)
    return tuple(
        np.where(unknown, np.float32(1 / 3 if level < 3 else 0), climb == level).astype(np.float32)
        for level in range(LEVELS)
    )


def affinity(alike: Alike, places: Places, targets: Whole) -> Matrix:
    """How near two items are to one another on the whole, 0 to 1: wording first, then place."""
    here = Here.of(places, targets)
    climb = np.abs(places.level[targets][:, None] - places.level[None, :]).astype(np.float32)
    unknown = (places.level[targets][:, None] == NOWHERE) | (places.level[None, :] == NOWHERE)
    near = np.where(unknown, np.float32(0.4), np.exp(-climb))
    mixed = 0.35 * alike.around + 0.25 * alike.characters + 0.15 * here.same_strand + 0.15 * here.same_heading
    result: Matrix = (mixed + 0.1 * near).astype(np.float32)
    return result


def affinities(comparison: Comparison, places: Places, chosen: Whole) -> Matrix:
    """Affinity of the chosen items to all of their framework, compared with itself; shape (chosen, all)."""
    near = np.zeros((len(chosen), len(places.level)), dtype=np.float32)
    for alike in comparison.blocks(chosen):
        near[alike.rows] = affinity(alike, places, chosen[alike.rows])
    return near


@dataclass(frozen=True, eq=False)
class Drawn:
    """What is drawn from the known arrows for all blocks alike. `near`: rows of affinity of the needed items, by
    their place in `known.needed`, to all items."""

    known: Known
    places: Places
    near: Matrix
    candidates: Mask

    @cached_property
    def reached(self) -> Matrix:
        """Per needed item, how its nearness spreads over the candidates."""
        squared = self.near**2
        spread: Matrix = squared / np.maximum(self.near_sums, 1e-9)[None, :]
        return spread

    @cached_property
    def near_sums(self) -> Matrix:
        sums: Matrix = (self.near**2).sum(axis=0)
        return sums

    @cached_property
    def opens_far(self) -> Matrix:
        n = self.known.n
        far = np.zeros(n, dtype=np.float32)
        for first in range(0, n, 512):
            far += self.known.leads_to(np.arange(first, min(first + 512, n))).sum(axis=0)
        return np.log1p(far) / 5

    @cached_property
    def strand_pairs(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """How much more often than usual arrows run between two strands: by strands and levels, and by strands."""
        known, places = self.known, self.places
        strands = int(places.strand.max(initial=NOWHERE)) + 2  # the last is "none"
        drawn = np.zeros((strands, strands, LEVELS + 1))
        np.add.at(
            drawn,
            (
                places.strand[known.after],
                places.strand[known.before],
                _bucket(places.level[known.after], places.level[known.before]),
            ),
            1,
        )
        possible = self._possible(strands)
        usual = max(drawn.sum() / max(possible.sum(), 1.0), 1e-9)
        fine = np.log((drawn + 2 * usual) / (possible + 2) / usual) / 3
        coarse = np.log((drawn.sum(2) + 5 * usual) / (possible.sum(2) + 5) / usual) / 3
        return fine, coarse

    def _possible(self, strands: int) -> NDArray[np.float64]:
        """How many arrows there could be to the targets that have any, by strands and levels."""
        places = self.places
        groups, group = np.unique(np.column_stack([places.strand, places.level]), axis=0, return_inverse=True)
        group = group.reshape(-1)
        targets = np.bincount(group[self.known.has_prerequisites], minlength=len(groups))
        sources = np.bincount(group[self.candidates], minlength=len(groups))
        one, other = np.divmod(np.arange(len(groups) ** 2), len(groups))
        level, earlier = groups[one, 1], groups[other, 1]
        fits = (earlier <= level) | (level == NOWHERE)
        possible = np.zeros((strands, strands, LEVELS + 1))
        places_in = (groups[one, 0], groups[other, 0], _bucket(level, earlier))
        np.add.at(possible, places_in, fits * targets[one] * sources[other])
        return possible


def arrow_signs(drawn: Drawn, near: Matrix, targets: Whole) -> Iterator[Matrix]:
    """Those of known arrows, in the order of FROM_ARROWS. near: affinity of the targets to all items."""
    known, places, n = drawn.known, drawn.places, drawn.known.n
    shape = (len(targets), n)
    near = near.copy()
    near[np.arange(len(targets)), targets] = 0  # never its own arrows
    yield np.broadcast_to(np.log1p(np.bincount(known.before, minlength=n))[None, :], shape)
    yield np.broadcast_to(np.log1p(np.bincount(known.after, minlength=n))[None, :], shape)
    yield np.broadcast_to(drawn.opens_far[None, :], shape)
    have = near * known.has_prerequisites
    yield _spread(drawn, _per_needed(shares(have.astype(np.float64) ** 8)[:, known.after], known))
    yield _spread(drawn, _per_needed(nearest(have, FEW)[:, known.after], known))
    yield _spread(drawn, _per_needed(nearest(have, MORE)[:, known.after], known))
    to_alike = _per_needed(shares(have.astype(np.float64) ** 2)[:, known.after], known) @ drawn.reached
    yield to_alike / np.maximum(to_alike.max(axis=1, initial=0, keepdims=True), 1e-12)
    yield _spread(drawn, np.maximum.reduceat(near[:, known.after], known.first_arrow, axis=1))
    fine, coarse = drawn.strand_pairs
    bucket = _bucket(places.level[targets][:, None], places.level[None, :])
    yield fine[places.strand[targets][:, None], places.strand[None, :], bucket].astype(np.float32)
    yield coarse[places.strand[targets][:, None], places.strand[None, :]].astype(np.float32)
    yield from _by_heading(drawn, targets)
    yield from _by_what_follows(drawn, targets)


def _by_heading(drawn: Drawn, targets: Whole) -> Iterator[Matrix]:
    """What those under the target's heading need, and how often arrows run between the two headings."""
    known, heading = drawn.known, drawn.places.heading
    headings = int(heading.max(initial=NOWHERE)) + 2
    by_item = np.zeros((headings, known.n), dtype=np.float32)
    np.add.at(by_item, (heading[known.after], known.before), 1)
    by_heading = np.zeros((headings, headings), dtype=np.float32)
    np.add.at(by_heading, (heading[known.after], heading[known.before]), 1)
    by_item[NOWHERE] = by_heading[NOWHERE] = by_heading[:, NOWHERE] = 0
    own = np.zeros((len(targets), known.n), dtype=np.float32)
    for row, target in enumerate(targets.tolist()):
        own[row, known.needs[target]] = heading[target] != NOWHERE
    yield np.log1p(by_item[heading[targets]] - own)
    other = heading[targets][:, None] != heading[None, :]
    yield np.log1p(by_heading[heading[targets]][:, heading]) * other


def _by_what_follows(drawn: Drawn, targets: Whole) -> Iterator[Matrix]:
    """Whether the candidate is known to lead to something that the target opens, directly or further on."""
    known = drawn.known
    same = np.zeros((len(targets), known.n), dtype=np.float32)
    far = np.zeros_like(same)
    for row, target in enumerate(targets.tolist()):
        opened = known.opens[target]
        for after in opened:
            same[row, known.needs[after]] += 1
        if opened:
            far[row] = known.leads_to(np.array(opened)).sum(axis=0)
    yield np.log1p(same)
    yield np.log1p(far)


def _bucket(of: Whole, to: Whole) -> Whole:
    climb = np.clip(of - to, 0, LEVELS - 1)
    return np.where((of == NOWHERE) | (to == NOWHERE), LEVELS, climb)


def _per_needed(by_arrow: NDArray[np.float64], known: Known) -> Matrix:
    """Sums over the arrows of each needed item. by_arrow: (targets, arrows)."""
    return np.add.reduceat(by_arrow, known.first_arrow, axis=1).astype(np.float32)


def _spread(drawn: Drawn, of_needed: Matrix) -> Matrix:
    """From the needed items to all: the others have none."""
    full = np.zeros((len(of_needed), drawn.known.n), dtype=np.float32)
    full[:, drawn.known.needed] = of_needed
    return full


def _shared_letters(places: Places, targets: Whole) -> Matrix:
    """Share of a code's words (MD, NBT, HSA) that both codes have, rare ones counting more."""
    names = sorted({part for parts in places.letters for part in parts})
    number = {name: place for place, name in enumerate(names)}
    n = len(places.letters)
    there = np.zeros((n, len(names)), dtype=np.float32)
    for row, parts in enumerate(places.letters):
        there[row, [number[part] for part in parts]] = 1
    weight = np.log((1 + n) / (1 + there.sum(axis=0)))
    both = (there[targets] * weight) @ there.T
    mass = there @ weight
    result: Matrix = both / np.maximum(mass[targets][:, None] + mass[None, :] - both, 1e-6)
    return result


def _parts(places: Places, targets: Whole, n: int) -> tuple[Matrix, Matrix]:
    """Whether the target is a part of the candidate, and the candidate a part of the target."""
    part, whole = np.zeros((len(targets), n), dtype=np.float32), np.zeros((len(targets), n), dtype=np.float32)
    row = {target: place for place, target in enumerate(targets.tolist())}
    for item, above in enumerate(places.above):
        for around in above:
            if item in row:
                part[row[item], around] = 1
            if around in row:
                whole[row[around], item] = 1
    return part, whole
