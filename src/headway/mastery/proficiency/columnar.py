"""The same rules for every learner and competency of a district at once. `reference.py` says what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Ratings, Refused
from headway.mastery.proficiency.body import A_DAY
from headway.mastery.proficiency.piece_columns import Ints, PieceColumns
from headway.mastery.proficiency.proposal import Confidence, Status
from headway.mastery.proficiency.reference import check_circumstances, check_level
from headway.mastery.proficiency.requirements import reached
from headway.mastery.proficiency.rule import Rule
from headway.mastery.proficiency.showing import FAR_APART
from headway.mastery.scales import Scale

# What the small numbers in the columns mean, by position.
STATUSES = (Status.NO_EVIDENCE, Status.NOT_ENOUGH_EVIDENCE, Status.LEVEL)
CONFIDENCES = (Confidence.TENTATIVE, Confidence.CONFIRMED)
NONE = -1


@dataclass(frozen=True, eq=False)
class ProposalColumns:
    """One row per learner and competency that has any rating, in that order.

    level: -1 for none. status: position in STATUSES. confidence: position in CONFIDENCES, -1 for none.
    pieces: pieces of evidence that stand. counted[counted_offsets[i]:counted_offsets[i + 1]]: rating ids, oldest
    first, that row i rests on. summary: the level before requirements were asked, -1 for none; where it is higher
    than level, requirements held it.
    """

    learner: NDArray[np.int64]
    competency: NDArray[np.int64]
    level: NDArray[np.int8]
    status: NDArray[np.int8]
    confidence: NDArray[np.int8]
    pieces: NDArray[np.int32]
    counted: NDArray[np.int64]
    counted_offsets: NDArray[np.int64]
    summary: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.learner)


def propose_many(
    ratings: Ratings, rule: Rule, scale: Scale, *, on: int | None = None, a_day: int = A_DAY
) -> ProposalColumns:
    """Proposals for all pairs in the table. Time grows as sorting the ratings does; no Python loop over rows."""
    _check_levels(ratings, scale)
    check_circumstances(ratings, rule)
    ordered, groups = ratings.grouped()
    columns = PieceColumns(ordered, groups, scale.size, on, a_day)
    enough = columns.count >= rule.minimum_pieces
    summary = np.where(enough, rule.summary.level_of_each(columns, scale), NONE)
    level = _allowed(summary, columns, rule)
    there = level > 0
    tentative = (np.abs(_most_recent(columns) - level) >= FAR_APART) | (columns.count == rule.minimum_pieces)
    looked_at = rule.summary.looked_at(columns)
    rows = columns.row if looked_at is None else columns.row[looked_at]
    body = columns.body if looked_at is None else columns.body[looked_at]
    return ProposalColumns(
        learner=groups.learner,
        competency=groups.competency,
        level=level.astype(np.int8),
        status=np.where(there, 2, columns.count > 0).astype(np.int8),
        confidence=np.where(there, np.where(tentative, 0, 1), NONE).astype(np.int8),
        pieces=columns.count.astype(np.int32),
        counted=ordered.rating_id[rows],
        counted_offsets=np.concatenate(([0], np.cumsum(np.bincount(body, minlength=len(groups))))).astype(
            np.int64
        ),
        summary=summary.astype(np.int8),
    )


def propose_by(
    ratings: Ratings,
    rules: Sequence[Rule],
    which: Ints,
    scale: Scale,
    *,
    on: int | None = None,
    a_day: int = A_DAY,
) -> ProposalColumns:
    """Proposals where different rules hold: rules[which[row]] for each row of the ratings.

    All ratings of one learner in one competency must be under the same rule; refused where they are not.
    """
    which = np.asarray(which, dtype=np.int64)
    if len(which) != len(ratings):
        raise Refused(
            "rules_length",
            f"There are {len(ratings)} ratings and {len(which)} rules for them; name one rule for each rating.",
        )
    if len(which) and not 0 <= which.min() <= which.max() < len(rules):
        raise Refused("rules_unknown", f"Name one of the {len(rules)} rules for each rating, counted from 0.")
    used = np.unique(which)
    if len(used) == 0:
        return propose_many(ratings, rules[0] if rules else Rule(), scale, on=on, a_day=a_day)
    if len(used) == 1:
        return propose_many(ratings, rules[int(used[0])], scale, on=on, a_day=a_day)
    parts = [
        propose_many(ratings.take(which == one), rules[int(one)], scale, on=on, a_day=a_day) for one in used
    ]
    return _joined(parts)


def _allowed(summary: Ints, columns: PieceColumns, rule: Rule) -> Ints:
    """The highest level up to the summary's for which every requirement holds; -1 where there is none.

    What holds for a level holds for those before it, so a requirement simply caps the level: below `from_level` it
    asks for nothing, and from there on for as far as its tree reaches.
    """
    level = summary
    for requirement in rule.requires:
        cap = np.maximum(reached(requirement.that, columns), requirement.from_level - 1)
        level = np.minimum(level, cap)
    return np.where(level > 0, level, NONE)


def _most_recent(columns: PieceColumns) -> Ints:
    if len(columns) == 0:
        return np.zeros(columns.bodies, dtype=np.int64)
    return columns.level[np.maximum(columns.end - 1, 0)]


def _check_levels(ratings: Ratings, scale: Scale) -> None:
    wrong = ratings.level > scale.size
    if wrong.any():
        row = int(np.argmax(wrong))
        check_level(int(ratings.rating_id[row]), int(ratings.level[row]), scale)


def _joined(parts: list[ProposalColumns]) -> ProposalColumns:
    """Several tables of proposals as one, by learner and competency."""
    columns = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts])
        for field in fields(ProposalColumns)
        if field.name != "counted_offsets"
    }
    sizes = np.concatenate([np.diff(part.counted_offsets) for part in parts])
    begins = np.cumsum(sizes) - sizes
    order = np.lexsort((columns["competency"], columns["learner"]))
    learner, competency = columns["learner"][order], columns["competency"][order]
    twice = (learner[1:] == learner[:-1]) & (competency[1:] == competency[:-1])
    if twice.any():
        row = int(np.argmax(twice))
        raise Refused(
            "one_rule",
            f"Ratings of learner {learner[row]} in competency {competency[row]} are under two rules; "
            "name one rule for all of them.",
            learner=int(learner[row]),
            competency=int(competency[row]),
        )
    counted = columns.pop("counted")
    sizes, begins = sizes[order], begins[order]
    offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    place = np.repeat(begins - offsets[:-1], sizes) + np.arange(len(counted))
    return ProposalColumns(
        **{name: column[order] for name, column in columns.items()},
        counted=counted[place],
        counted_offsets=offsets,
    )
