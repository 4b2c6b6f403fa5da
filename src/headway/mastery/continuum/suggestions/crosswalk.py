"""Which items of another framework an item may be linked to: suggestions for a person to accept or refuse."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from headway.mastery.continuum.items import Item, Link
from headway.mastery.continuum.suggestions.crossing import Crossing, LinkBlock, Pair
from headway.mastery.continuum.suggestions.joined import Joined
from headway.mastery.continuum.suggestions.learning import learned_from
from headway.mastery.continuum.suggestions.link_grounds import LinkGrounds
from headway.mastery.continuum.suggestions.link_learning import BEGINNING, learning_links
from headway.mastery.continuum.suggestions.link_signs import FROM_LINKS, FROM_WORDS_AND_PLACES
from headway.mastery.continuum.suggestions.ranker import Ranker, best_first
from headway.mastery.continuum.suggestions.shapes import Suggestion

__all__ = ["link_ranker_for", "link_strengths", "suggest_crosswalk"]

Real = NDArray[np.float64]

# From so many accepted links of so many origins on, they move the weights.
ENOUGH_LINKS, ENOUGH_ORIGINS = 20, 10


def suggest_crosswalk(
    left: Sequence[Item],
    right: Sequence[Item],
    accepted: Sequence[Link] = (),
    refused: Collection[Pair] = (),
    top: int = 10,
    *,
    origins: Iterable[str] | None = None,
    ranker: Ranker | None = None,
) -> dict[str, tuple[Suggestion, ...]]:
    """What each item of `left` may be linked to in `right`, the first to look at first, with a proposed relation.

    left, right: the items of two frameworks with their headings, whose words help. accepted: links that people have
    accepted; they are not suggested again, and suggestions learn from them. refused: (origin, target) that people
    refused, as pairs or links. origins: keys of `left`; by default every ratable item.

    What nothing speaks for is not suggested, so that there may be fewer than `top`. The order of the items changes
    nothing. Raises Refused when two items of one framework have one key.
    """
    crossing = Crossing(left, right, accepted)
    wanted = crossing.numbers([item.key for item in left if item.is_ratable] if origins is None else origins)
    ranker = link_ranker_for(crossing, crossing.joined) if ranker is None else ranker
    away = crossing.joined_of(refused).of_origin
    found: dict[str, tuple[Suggestion, ...]] = {}
    for block in crossing.blocks(wanted, crossing.joined):
        strength = link_strengths(block, ranker)
        grounds = LinkGrounds(crossing, block, ranker)
        for row, origin in enumerate(block.origins.tolist()):
            allowed = block.allowed[row].copy()
            allowed[away[origin]] = False
            key = crossing.left_items[origin].key
            found[key] = _best(crossing, grounds, row, strength[row], allowed, top)
    return found


def link_ranker_for(crossing: Crossing, joined: Joined) -> Ranker:
    """The weights to begin with; once there are enough accepted links, moved by these."""
    names = FROM_WORDS_AND_PLACES + FROM_LINKS
    if len(joined) < ENOUGH_LINKS or len(joined.origins) < ENOUGH_ORIGINS:
        return BEGINNING.only(names)
    return learned_from(learning_links(crossing, joined), names, names, prior=BEGINNING)


def link_strengths(block: LinkBlock, ranker: Ranker) -> Real:
    """(origins, targets) by the ranker."""
    total = np.full(block.allowed.shape, ranker.intercept)
    for weight, sign in zip(ranker.weights.tolist(), block.signs, strict=False):
        if weight:
            total += weight * sign
    return total


def _best(
    crossing: Crossing,
    grounds: LinkGrounds,
    row: int,
    strength: Real,
    allowed: NDArray[np.bool_],
    top: int,
) -> tuple[Suggestion, ...]:
    chosen: list[Suggestion] = []
    for number in best_first(strength, allowed):
        if len(chosen) >= top:
            break
        reasons = grounds.of(row, number)
        if not reasons:
            continue
        relation, why = grounds.relation(row, number)
        chosen.append(
            Suggestion(
                origin=crossing.left_items[int(grounds.block.origins[row])].key,
                target=crossing.right_items[number].key,
                order=len(chosen) + 1,
                is_likely=bool(strength[number] >= 0),
                reasons=(*reasons, *why),
                relation=relation,
                strength=float(strength[number]),
            )
        )
    return tuple(chosen)
