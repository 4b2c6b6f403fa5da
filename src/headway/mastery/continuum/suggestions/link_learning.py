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
from headway.mastery.continuum.suggestions.ranker import Ranker

__all__ = ["BEGINNING", "learning_links", "parted_by_heading"]

Whole = NDArray[np.int64]

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
    -8.0,
)


def parted_by_heading(crossing: Crossing, origins: Whole, parts: int, seed: int = 0) -> Iterator[Whole]:
    """The origins in parts, by lot; those under one heading stay together, for they share their links."""
    heading = crossing.left.places.heading[origins]
    group = np.where(heading == NOWHERE, heading.max(initial=0) + 1 + np.arange(len(origins)), heading)
    lots = np.random.default_rng(seed).permutation(np.unique(group))
    found = (origins[np.isin(group, lots[part::parts])] for part in range(parts))
    return (part for part in found if len(part))


def learning_links(crossing: Crossing, joined: Joined) -> Examples:
    """Examples from accepted links, the origins under each heading looked at as if none of them were linked yet."""
    width = len(FROM_WORDS_AND_PLACES) + len(FROM_LINKS)
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
                signs = np.zeros((len(kept), width))
                for column, sign in enumerate(block.signs):
                    signs[:, column] = sign[row, targets[kept]]
                found.append(Examples(signs, answers[kept], times))
    return Examples.together(found)
