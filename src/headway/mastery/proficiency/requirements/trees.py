"""Requirements joined: all of these, or any of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from headway.mastery.facts import Refused
from headway.mastery.proficiency.body import Body
from headway.mastery.proficiency.checking import list_of
from headway.mastery.proficiency.piece_columns import Ints, PieceColumns
from headway.mastery.proficiency.requirements.distinct import Contexts, Forms, Occasions, Raters
from headway.mastery.proficiency.requirements.judged import EssentialCriteria, SecondScorer
from headway.mastery.proficiency.requirements.pieces import Consistent, Cumulative, Pieces, Transfer
from headway.mastery.proficiency.requirements.predicates import Predicate

PREDICATES: Mapping[str, type[Predicate]] = {
    kind.NAME: kind
    for kind in (
        Pieces,
        Contexts,
        Occasions,
        Raters,
        Forms,
        Transfer,
        Cumulative,
        SecondScorer,
        EssentialCriteria,
        Consistent,
    )
}
ALL, ANY = "all", "any"
NAMES = (ALL, ANY, *PREDICATES)
# Deeper trees can't be read out loud.
DEEPEST = 5


@dataclass(frozen=True)
class All:
    """Every part must hold."""

    parts: tuple[Tree, ...]

    NAME = ALL

    def holds(self, body: Body, level: int) -> bool:
        return all(part.holds(body, level) for part in self.parts)

    def reached(self, columns: PieceColumns) -> Ints:
        return np.minimum.reduce([reached(part, columns) for part in self.parts])

    def to_dict(self) -> dict[str, object]:
        return {self.NAME: [part.to_dict() for part in self.parts]}

    def leaves(self) -> Iterator[Predicate]:
        for part in self.parts:
            yield from part.leaves()


@dataclass(frozen=True)
class Any(All):
    """One part that holds is enough."""

    NAME = ANY

    def holds(self, body: Body, level: int) -> bool:
        return any(part.holds(body, level) for part in self.parts)

    def reached(self, columns: PieceColumns) -> Ints:
        return np.maximum.reduce([reached(part, columns) for part in self.parts])


Tree = All | Any | Predicate


def reached(tree: Tree, columns: PieceColumns) -> Ints:
    """For every body the highest level for which the tree holds; 0 where it holds for none."""
    if isinstance(tree, All):
        return tree.reached(columns)
    return tree.units(columns).highest_with(tree.at_least, columns.bodies, columns.levels)


def parts_of(tree: Tree) -> tuple[Tree, ...]:
    """What is asked for together, part by part."""
    return tree.parts if isinstance(tree, All) and not isinstance(tree, Any) else (tree,)


def tree_from(value: object, depth: int = 1) -> Tree:
    """A tree from stored settings. Refused: what is not known, can never be met, or says nothing."""
    if not isinstance(value, Mapping) or len(value) != 1:
        raise Refused(
            "tree_shape",
            f"A requirement is one of {', '.join(NAMES)}, with its settings; this one is {value!r}. "
            "Join several with all or any.",
        )
    ((name, settings),) = value.items()
    if name not in NAMES:
        raise Refused(
            "tree_name",
            f"“{name}” is not a requirement; use one of {', '.join(NAMES)}.",
            name=name,
        )
    if name in PREDICATES:
        return PREDICATES[name].from_settings(settings)
    if depth >= DEEPEST:
        raise Refused(
            "tree_deep", f"This requirement is nested more than {DEEPEST} times; write it more plainly."
        )
    parts = tuple(tree_from(part, depth + 1) for part in list_of(name, settings))
    if not parts:
        raise Refused(
            "tree_empty",
            f"“{name}” of nothing can't be met or missed; put at least one requirement into it.",
            name=name,
        )
    return Any(parts) if name == ANY else All(parts)
