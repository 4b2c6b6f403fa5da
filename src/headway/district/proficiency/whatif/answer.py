"""The answer: counts with small groups left out, and examples for those who may see the learners' records."""

from __future__ import annotations

from dataclasses import dataclass

from headway.district.proficiency.suppressed_tables import CountRow, CountTable
from headway.district.proficiency.whatif.examples import Example
from headway.mastery.proficiency.whatif import Move

# What happens to proposals: the parts of every row.
PARTS = ("forward", "back", "stays")


@dataclass(frozen=True, slots=True)
class MoveCount:
    """How many proposals make this move. None: fewer than ten learners stand behind it, or it is hidden with such."""

    move: Move
    proposals: int | None


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Proposals by what would happen to them (PARTS), group by group.

    kind: `school`, `domain`, or a kind of characteristic. names: of the groups, in the order of the rows (codes for
    domains); "" for those of whom it was not told.
    """

    kind: str
    names: tuple[str, ...]
    counts: CountTable


@dataclass(frozen=True, slots=True)
class OtherwiseCount:
    """Decisions that stand, where the evidence would newly be read otherwise. None: fewer than ten learners.

    more: the other rule would propose more than was decided; less: less.
    """

    more: int | None
    less: int | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What the other rule would change today, for learners with evidence; None where too few to show.

    touched: learners with at least one proposal that would change. together: all proposals by PARTS. changes_nothing:
    every proposal stays.
    """

    learners: int | None
    touched: int | None
    together: CountRow
    moves: tuple[MoveCount, ...]
    schools: GroupTable
    domains: GroupTable
    groups: tuple[GroupTable, ...]
    otherwise: OtherwiseCount
    examples: tuple[Example, ...]
    smallest_shown: int
    rule_version: str
    changes_nothing: bool
