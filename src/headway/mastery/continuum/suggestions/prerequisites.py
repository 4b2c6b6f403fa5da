"""Which items a competency may need first: suggestions for a person to accept or refuse."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from headway.mastery.continuum.items import Arrow, Item
from headway.mastery.continuum.suggestions.board import Block, Board, Pair
from headway.mastery.continuum.suggestions.coefficients import WITH_ARROWS, WITHOUT_ARROWS
from headway.mastery.continuum.suggestions.grounds import Grounds
from headway.mastery.continuum.suggestions.known import Known
from headway.mastery.continuum.suggestions.learning import learned_from, learning_examples
from headway.mastery.continuum.suggestions.ranker import Ranker, best_first
from headway.mastery.continuum.suggestions.shapes import Suggestion

__all__ = ["ranker_for", "strengths", "suggest_prerequisites"]

Real = NDArray[np.float64]

# From so many arrows to so many targets on, a framework's own arrows move the weights.
ENOUGH_ARROWS, ENOUGH_TARGETS = 100, 40
# How strongly the shipped weights hold against a framework's own arrows.
HOLD = 150.0


def suggest_prerequisites(
    items: Sequence[Item],
    arrows: Sequence[Arrow],
    targets: Iterable[str] | None = None,
    top: int = 10,
    refused: Collection[Pair] = frozenset(),
    *,
    implied: bool = False,
    ranker: Ranker | None = None,
) -> dict[str, tuple[Suggestion, ...]]:
    """What each target may need first, the first to look at first.

    items: those of the framework, with their headings (not ratable), whose words help. arrows: what is drawn already.
    targets: keys; by default every ratable item. refused: (before, after) that people refused, as pairs or arrows.
    implied: also what the target needs already by way of others.

    Candidates are ratable, at the same or an earlier level or at none, and never close a circle with known arrows.
    What nothing speaks for is not suggested, so that there may be fewer than `top`. The order of the items changes
    nothing. Raises Refused when two items have one key.
    """
    board = Board(items, arrows)
    wanted = board.numbers([item.key for item in items if item.is_ratable] if targets is None else targets)
    ranker = ranker_for(board, board.known) if ranker is None else ranker
    away = _by_target(board.known_of(refused))
    found: dict[str, tuple[Suggestion, ...]] = {}
    for block in board.blocks(wanted, board.known, implied=implied):
        strength = strengths(block, ranker)
        grounds = Grounds(board, block, ranker)
        for row, target in enumerate(block.targets.tolist()):
            allowed = block.allowed[row].copy()
            allowed[away.get(target, [])] = False
            found[board.items[target].key] = _best(board, grounds, row, strength[row], allowed, top)
    return found


def ranker_for(board: Board, known: Known) -> Ranker:
    """The shipped weights; once a framework has enough arrows of its own, moved by these."""
    if not len(known):
        return WITHOUT_ARROWS
    if len(known) < ENOUGH_ARROWS or int(known.has_prerequisites.sum()) < ENOUGH_TARGETS:
        return WITH_ARROWS
    return learned_from(learning_examples(board, known), WITH_ARROWS.names, prior=WITH_ARROWS, ridge=HOLD)


def strengths(block: Block, ranker: Ranker) -> Real:
    """(targets, items) by the ranker."""
    total = np.full(block.allowed.shape, ranker.intercept)
    for weight, sign in zip(ranker.weights.tolist(), block.signs, strict=False):
        if weight:
            total += weight * sign
    return total


def _best(
    board: Board, grounds: Grounds, row: int, strength: Real, allowed: NDArray[np.bool_], top: int
) -> tuple[Suggestion, ...]:
    chosen: list[Suggestion] = []
    for number in best_first(strength, allowed):
        if len(chosen) >= top:
            break
        reasons = grounds.of(row, number)
        if not reasons:
            continue
        chosen.append(
            Suggestion(
                origin=board.items[int(grounds.block.targets[row])].key,
                target=board.items[number].key,
                order=len(chosen) + 1,
                is_likely=bool(strength[number] >= 0),
                reasons=reasons,
                strength=float(strength[number]),
            )
        )
    return tuple(chosen)


def _by_target(pairs: Known) -> dict[int, list[int]]:
    return {target: needs for target, needs in enumerate(pairs.needs) if needs}
