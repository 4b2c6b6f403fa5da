"""How often the right suggestions come first: the same trial for every method, on arrows and links people drew.

Targets (or origins) are parted by lot. Each part is hidden in turn: none of its arrows is known, none is learned from.
All methods order the same candidates; what would close a circle with the arrows that are left is no candidate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.mastery.continuum.items import Arrow, Item, Link
from headway.mastery.continuum.suggestions import link_signs, signs
from headway.mastery.continuum.suggestions.board import Board
from headway.mastery.continuum.suggestions.crossing import Crossing
from headway.mastery.continuum.suggestions.joined import Joined
from headway.mastery.continuum.suggestions.learning import learned_from, learning_examples, parted
from headway.mastery.continuum.suggestions.link_learning import (
    BEGINNING,
    learning_links,
    parted_by_heading,
)
from headway.mastery.continuum.suggestions.prerequisites import ranker_for
from headway.mastery.continuum.suggestions.ranker import Ranker, ordered

__all__ = ["CUTS", "Figures", "try_crosswalk", "try_prerequisites"]

Matrix = NDArray[np.floating[Any]]
Real = NDArray[np.float64]
Mask = NDArray[np.bool_]
Whole = NDArray[np.int64]
# How alike the first items are to the second, as another method sees it: (first, second).
Other = Callable[[Sequence[Item], Sequence[Item]], Matrix]

CUTS = (1, 3, 5, 10)

# What can be seen without reading: places only.
STRUCTURE = tuple(
    name
    for name in signs.FROM_WORDS_AND_PLACES
    if name.startswith(("level", "strand"))
    or name in ("heading", "codes", "part_of", "has_part", "just_before", "two_before", "before", "after")
)
LINK_STRUCTURE = (
    "same_code",
    "codes",
    "level_begins",
    "levels_meet",
    "levels_apart",
    "levels_for_all",
    "both_ratable",
)
BM25 = ("bm25", "bm25_place", "bm25_plain")


@dataclass
class Figures:
    """Over the targets tried: mean reciprocal place of the first right one (0 where it is no candidate), and the mean
    share of the right ones among the first k."""

    reciprocal: list[float] = field(default_factory=list)
    found: dict[int, list[float]] = field(default_factory=lambda: {cut: [] for cut in CUTS})

    @property
    def mrr(self) -> float:
        return float(np.mean(self.reciprocal)) if self.reciprocal else 0.0

    def recall(self, cut: int) -> float:
        return float(np.mean(self.found[cut])) if self.found[cut] else 0.0

    def add(self, strength: Real, allowed: Mask, right: Sequence[int]) -> None:
        hit = np.isin(ordered(strength, np.flatnonzero(allowed)), right)
        places = np.flatnonzero(hit)
        self.reciprocal.append(1 / (int(places[0]) + 1) if len(places) else 0.0)
        for cut in CUTS:
            self.found[cut].append(float(hit[:cut].sum()) / len(right))


def try_prerequisites(
    items: Sequence[Item],
    arrows: Sequence[Arrow],
    *,
    folds: int = 5,
    seed: int = 0,
    shares: Sequence[float] = (1.0,),
    shipped: bool = False,
    others: Mapping[str, Other] | None = None,
) -> dict[str, Figures]:
    """Every method on the arrows of one framework, by target.

    shares: see `learned`. shipped: also the ranker as `suggest_prerequisites` chooses it, from the shipped weights and
    the arrows that are left; on the Coherence Map, where they were learned, that would tell nothing.
    """
    board = Board(items, arrows)
    found: dict[str, Figures] = {}
    drawn = board.known
    everyone = np.flatnonzero(drawn.has_prerequisites)
    others_here = {name: other(board.items, board.items) for name, other in (others or {}).items()}
    lots = np.random.default_rng(seed).random((len(board), len(board)))
    for hidden in parted(everyone, folds, seed):
        known = drawn.without(hidden.tolist())
        examples = learning_examples(board, known, np.setdiff1d(everyone, hidden), shares)
        rankers = {
            "structure": learned_from(examples, STRUCTURE),
            "structure and BM25": learned_from(examples, STRUCTURE + BM25),
            "learned, words and places": learned_from(examples, signs.FROM_WORDS_AND_PLACES),
            "learned": learned_from(examples, signs.FROM_WORDS_AND_PLACES + signs.FROM_ARROWS),
        }
        if shipped:
            rankers["as shipped"] = ranker_for(board, known)
        for block in board.blocks(hidden, known):
            said: dict[str, Matrix] = {
                "random": lots[block.targets],
                "TF-IDF, words": block.alike.words,
                "TF-IDF, characters": block.alike.characters,
                "BM25": block.alike.bm25,
                **{name: matrix[block.targets] for name, matrix in others_here.items()},
            }
            names = signs.FROM_WORDS_AND_PLACES + signs.FROM_ARROWS
            for row, target in enumerate(block.targets.tolist()):
                for name, strength in _all(said, rankers, block.signs, names, row):
                    found.setdefault(name, Figures()).add(strength, block.allowed[row], drawn.needs[target])
    return found


def try_crosswalk(
    left: Sequence[Item],
    right: Sequence[Item],
    links: Sequence[Link],
    *,
    folds: int = 5,
    seed: int = 0,
    by_heading: bool = False,
    others: Mapping[str, Other] | None = None,
) -> dict[str, Figures]:
    """Every method on the links between two frameworks, by origin.

    by_heading: the harsher trial: all origins under one heading are hidden together. "beginning" is what is suggested
    as long as no link is accepted.
    """
    crossing = Crossing(left, right, links)
    found: dict[str, Figures] = {}
    joined, nothing = crossing.joined, Joined(len(crossing.left_items), len(crossing.right_items), ())
    others_here = {
        name: other(crossing.left_items, crossing.right_items) for name, other in (others or {}).items()
    }
    lots = np.random.default_rng(seed).random((len(crossing.left_items), len(crossing.right_items)))
    parts: Iterator[Whole] = (
        parted_by_heading(crossing, joined.origins, folds, seed)
        if by_heading
        else parted(joined.origins, folds, seed)
    )
    names = link_signs.FROM_WORDS_AND_PLACES + link_signs.FROM_LINKS
    for hidden in parts:
        known = joined.without(hidden.tolist())
        examples = learning_links(crossing, known)
        rankers = {
            "structure": learned_from(examples, LINK_STRUCTURE, names),
            "structure and BM25": learned_from(examples, LINK_STRUCTURE + BM25, names),
            "learned, words and places": learned_from(examples, link_signs.FROM_WORDS_AND_PLACES, names),
            "learned": learned_from(examples, names, names, prior=BEGINNING),
        }
        cold = crossing.blocks(hidden, nothing)
        for block, bare in zip(crossing.blocks(hidden, known), cold, strict=True):
            said: dict[str, Matrix] = {
                "random": lots[block.origins],
                "TF-IDF, words": block.alike.words,
                "TF-IDF, characters": block.alike.characters,
                "BM25": block.alike.bm25,
                **{name: matrix[block.origins] for name, matrix in others_here.items()},
            }
            for row, origin in enumerate(block.origins.tolist()):
                strengths = dict(_all(said, rankers, block.signs, names, row))
                strengths |= dict(_all({}, {"beginning": BEGINNING.only(names)}, bare.signs, names, row))
                for name, strength in strengths.items():
                    found.setdefault(name, Figures()).add(
                        strength, block.allowed[row], joined.of_origin[origin]
                    )
    return found


def _all(
    said: Mapping[str, Matrix],
    rankers: Mapping[str, Ranker],
    shown: Sequence[Matrix],
    names: Sequence[str],
    row: int,
) -> Iterator[tuple[str, Real]]:
    """What every method makes of the candidates of one target."""
    for name, matrix in said.items():
        yield name, matrix[row].astype(np.float64)
    table = np.stack([sign[row] for sign in shown], axis=1).astype(np.float64)
    for name, ranker in rankers.items():
        yield name, ranker.only(names[: table.shape[1]]).strengths(table)
