"""The one way from the record to what the rules propose. Every page, export and answer of the API goes it.

Which rule: the district's book in effect, asked for each learner's school and each competency. Of whom: learners whom
the caller may read. No access is decided here.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.district.continuum.api import CompetencyInfo
from headway.district.evidence.api import ratings_of
from headway.district.people.api import schools_of_learners
from headway.district.proficiency.columns import Decisions, Standings, decisions_of, standings_from
from headway.district.proficiency.ground import Ground
from headway.mastery.facts import Ratings
from headway.mastery.proficiency import Proposal, ProposalColumns, Rule, propose, propose_by

__all__ = ["RecordRead", "proposal_of", "proposals_of", "read_ratings", "read_record", "rule_of"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class RecordRead:
    """Ratings and decisions as they were read, and the standings that follow from them."""

    standings: Standings
    ratings: Ratings
    decisions: Decisions


def read_record(
    learner_ids: Collection[int],
    competency_ids: Collection[int] | None,
    on: Ground,
    as_of: dt.datetime | None = None,
) -> RecordRead:
    """Where these learners are (on these competencies, of any version), as known at a moment."""
    ratings = read_ratings(learner_ids, competency_ids, on, as_of)
    decisions = decisions_of(learner_ids, competency_ids, as_of, on.continuum, on.version)
    standings = standings_from(ratings, decisions, proposals_of(ratings, on), on.scale.scale)
    return RecordRead(standings, ratings, decisions)


def read_ratings(
    learner_ids: Collection[int],
    competency_ids: Collection[int] | None,
    on: Ground,
    as_of: dt.datetime | None = None,
) -> Ratings:
    """Bodies of evidence; how the pieces came about is read only where a rule asks for it."""
    if on.book.asks_for_circumstances:
        return ratings_of(learner_ids, competency_ids, as_of, on.continuum, circumstances=True)
    return ratings_of(learner_ids, competency_ids, as_of, on.continuum)


def proposals_of(ratings: Ratings, on: Ground) -> ProposalColumns:
    """What the rules propose for every pair, each by the rule of its competency and the learner's school."""
    rules, which = _rules_of(ratings, on)
    return propose_by(ratings, rules, which, on.scale.scale, on=on.moment)


def proposal_of(ratings: Ratings, rule: Rule, on: Ground) -> Proposal:
    """What a rule proposes for one learner and one competency, with its reasons."""
    return propose(ratings, rule, on.scale.scale, on=on.moment)


def rule_of(learner_id: int, competency: CompetencyInfo, on: Ground) -> Rule:
    """The rule that holds for this learner and competency. No query where no exception names a school."""
    school = schools_of_learners((learner_id,)).get(learner_id) if on.asks_for_school else None
    return on.rule_for(competency, school)


def _rules_of(ratings: Ratings, on: Ground) -> tuple[Sequence[Rule], Ints]:
    """The rules that hold, and which of them for each row."""
    if not on.book.exceptions or len(ratings) == 0:
        return (on.book.rule,), np.zeros(len(ratings), dtype=np.int64)
    competencies, at_competency = np.unique(ratings.competency, return_inverse=True)
    schools, at_school = _schools_of(ratings, on)
    rules = on.book.rules
    number = {rule: place for place, rule in enumerate(rules)}
    by_id = on.continuum.by_id
    chosen = np.array(
        [
            [number[on.rule_for(by_id[one], school)] if one in by_id else 0 for one in competencies.tolist()]
            for school in schools
        ],
        dtype=np.int64,
    )
    return rules, chosen[at_school, at_competency]


def _schools_of(ratings: Ratings, on: Ground) -> tuple[list[uuid.UUID | None], Ints]:
    """The learners' schools, and which of them for each row; one school that nothing names where none matters."""
    if not on.asks_for_school:
        return [None], np.zeros(len(ratings), dtype=np.int64)
    learners, at_learner = np.unique(ratings.learner, return_inverse=True)
    school_of = schools_of_learners(learners.tolist())
    schools: list[uuid.UUID | None] = list(dict.fromkeys((None, *school_of.values())))
    place = {school: number for number, school in enumerate(schools)}
    of_learner = np.array([place[school_of.get(one)] for one in learners.tolist()], dtype=np.int64)
    return schools, of_learner[at_learner]
