"""What a level asks for, requirement by requirement: what counts for it, what doesn't, and whether it holds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from headway.mastery.facts import Rating, Ratings, Reason
from headway.mastery.proficiency.body import A_DAY, Body, body_of
from headway.mastery.proficiency.reference import one_body
from headway.mastery.proficiency.requirements import Tree
from headway.mastery.proficiency.requirements.trees import parts_of
from headway.mastery.proficiency.rule import Rule
from headway.mastery.scales import Scale


@dataclass(frozen=True)
class Line:
    """One requirement. asks: what it asks for. counted: rating ids of the pieces that count for it, oldest first;
    others: of pieces that show the level and don't count for it."""

    asks: Reason
    holds: bool
    counted: tuple[int, ...]
    others: tuple[int, ...]


def checklist(
    ratings: Iterable[Rating] | Ratings,
    rule: Rule,
    scale: Scale,
    level: int,
    *,
    on: int | None = None,
    a_day: int = A_DAY,
) -> tuple[Line, ...]:
    """The requirements for a level, whether the evidence shows it yet or not; empty where the rule has none.

    Arguments and refusals as in `propose`; `level` must be one of the scale.
    """
    scale.check(level)
    body, _set_aside = body_of(one_body(ratings, rule, scale), on, a_day)
    asked = [
        part
        for requirement in rule.requires
        if requirement.from_level <= level
        for part in parts_of(requirement.that)
    ]
    return tuple(_line(part, body, level) for part in dict.fromkeys(asked))


def _line(tree: Tree, body: Body, level: int) -> Line:
    counted = {
        piece.latest.rating_id for predicate in tree.leaves() for piece in predicate.counting(body, level)
    }
    reaching = [piece.latest.rating_id for piece in body.pieces if piece.level >= level]
    stored = json.dumps(tree.to_dict(), sort_keys=True, separators=(",", ":"))
    return Line(
        asks=Reason.of("asks_for", asked=level, requirement=stored),
        holds=tree.holds(body, level),
        counted=tuple(one for one in reaching if one in counted),
        others=tuple(one for one in reaching if one not in counted),
    )
