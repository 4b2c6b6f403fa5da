"""Learning which signs count for a crosswalk, from the links that people have accepted."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from headway.mastery.continuum.likeness import NOWHERE
from headway.mastery.continuum.suggestions.crossing import Crossing
from headway.mastery.continuum.suggestions.joined import Joined
from headway.mastery.continuum.suggestions.learning import Examples, some
from headway.mastery.continuum.suggestions.link_signs import FROM_LINKS, FROM_WORDS_AND_PLACES
from headway.mastery.continuum.suggestions.ranker import Ranker, fitted

__all__ = ["BEGINNING", "RIDGE", "learned_links", "parted_by_heading"]

Whole = NDArray[np.int64]

RIDGE = 50.0
PARTS = 5
MOST_ORIGINS = 400

# Where a crosswalk begins. Set by judgement, not learned, since no crosswalk of a free licence is there to learn from:
# the same words first, then the same levels, then what was linked nearby. Accepted links soon outweigh these.
BEGINNING = Ranker.of(
    {
        "bm25": 1.0,
        "bm25_place": 0.5,
        "characters": 4.0,
        "words": 2.0,
        "around": 1.5,
        "headings": 0.5,
        "covered": 0.5,
        "covers": 0.5,
        "same_wording": 4.0,
        "same_code": 2.5,
        "codes": 0.5,
        "level_begins": 1.0,
        "levels_meet": 1.0,
        "levels_apart": -1.0,
        "both_ratable": 0.7,
        "often": 0.2,
        "often_here": 2.0,
        "neighbours": 0.8,
        "alike_linked": 1.0,
        "most_alike_linked": 2.0,
        "few_alike_linked": 2.0,
        "alike_to_alike": 1.0,
        "alike_to_alike_here": 0.7,
        "headings_joined": 0.2,
        "strands_joined": 0.05,
    },
    -9.0,
)


def parted_by_heading(crossing: Crossing, origins: Whole, parts: int, seed: int = 0) -> Iterator[Whole]:
    """The origins in parts, by lot; those under one heading stay together, for they share their links."""
    heading = crossing.left.places.heading[origins]
    group = np.where(heading == NOWHERE, heading.max(initial=0) + 1 + np.arange(len(origins)), heading)
    lots = np.random.default_rng(seed).permutation(np.unique(group))
    found = (origins[np.isin(group, lots[part::parts])] for part in range(parts))
    return (part for part in found if len(part))


def learned_links(
    crossing: Crossing,
    joined: Joined,
    *,
    prior: Ranker | None = BEGINNING,
    ridge: float = RIDGE,
    links: bool = True,
) -> Ranker:
    """The ranker learned from accepted links, the origins under each heading looked at as if none were linked yet.

    links: whether the signs of accepted links are learned at all.
    """
    names = FROM_WORDS_AND_PLACES + (FROM_LINKS if links else ())
    origins = joined.origins
    if len(origins) > MOST_ORIGINS:
        origins = origins[np.linspace(0, len(origins) - 1, MOST_ORIGINS).astype(np.int64)]
    found = []
    for part in parted_by_heading(crossing, origins, PARTS):
        for block in crossing.blocks(part, joined.without(part.tolist())):
            for row, origin in enumerate(block.origins.tolist()):
                targets = np.flatnonzero(block.allowed[row])
                answers = np.isin(targets, joined.of_origin[origin])
                kept, times = some(answers)
                signs = np.zeros((len(kept), len(names)))
                for column, sign in enumerate(block.signs[: len(names)]):
                    signs[:, column] = sign[row, targets[kept]]
                found.append(Examples(signs, answers[kept], times))
    together = Examples.together(found) if found else None
    if together is None or not together.answers.any():
        return prior.only(names) if prior is not None else Ranker(names, np.zeros(len(names)), 0.0)
    return fitted(together.signs, together.answers, names, ridge=ridge, prior=prior, times=together.times)
