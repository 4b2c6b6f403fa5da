"""Counter-examples of many arrows at once, from columns of facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.placement.contradictions.facts import Claim, Facts
from headway.mastery.placement.contradictions.verdicts import Finding, Tolerance, judged

__all__ = ["judge_claims"]

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def judge_claims(
    facts: Facts,
    claims: Iterable[Claim],
    place_of: Mapping[int, int] | None = None,
    tolerance: Tolerance | None = None,
) -> list[Finding]:
    """Each arrow with its counter-examples and a verdict, in the order of the claims.

    A counter-example is a learner who is proficient in the later competency today and was, by the evidence, not yet
    so in the earlier one when that began; where nothing was known by then, what was found first afterwards counts.
    place_of: learner → school, to tell in how many schools counter-examples are. Learners without evidence for the
    earlier competency say nothing, neither for the arrow nor against it.

    Limits: where teachers look at the later competency only once the earlier one is met, contradictions cannot show.
    """
    by = tolerance or Tolerance()
    courses = _courses(facts.ordered())
    return [_judge(claim, courses, place_of, by) for claim in claims]


@dataclass(frozen=True, eq=False)
class _Courses:
    """One row per pair of competency and learner, ordered so; first and last: its rows in the facts (last included)."""

    facts: Facts
    learner: Ints
    first: Ints
    last: Ints
    held_since: Ints
    is_held: Bools
    of: dict[int, slice]

    def about(self, competency: int) -> slice:
        return self.of.get(competency, slice(0, 0))


def _courses(facts: Facts) -> _Courses:
    count = len(facts)
    begins = np.ones(count, dtype=bool)
    begins[1:] = (facts.learner[1:] != facts.learner[:-1]) | (facts.competency[1:] != facts.competency[:-1])
    first = np.flatnonzero(begins)
    last = np.append(first[1:], count)[: len(first)] - 1
    row = np.arange(count)
    if len(first):
        last_not_yet = np.maximum.reduceat(np.where(facts.is_proficient, -1, row), first)
        run_begins = np.maximum(last_not_yet + 1, first)
        is_held = facts.is_proficient[last]
        held_since = facts.on[np.minimum(run_begins, last)]
    else:
        is_held, held_since = np.zeros(0, dtype=bool), np.zeros(0, dtype=np.int64)
    competency = facts.competency[first]
    numbers, at = np.unique(competency, return_index=True)
    ends = np.append(at[1:], len(first))
    of = {
        number: slice(begin, end)
        for number, begin, end in zip(numbers.tolist(), at.tolist(), ends[: len(at)].tolist(), strict=True)
    }
    return _Courses(facts, facts.learner[first], first, last, held_since, is_held, of)


def _judge(claim: Claim, courses: _Courses, place_of: Mapping[int, int] | None, by: Tolerance) -> Finding:
    earlier, later = courses.about(claim.earlier), courses.about(claim.later)
    holds = courses.is_held[later]
    learners, since = courses.learner[later][holds], courses.held_since[later][holds]
    _both, in_later, in_earlier = np.intersect1d(
        learners, courses.learner[earlier], assume_unique=True, return_indices=True
    )
    pairs = in_earlier + earlier.start
    was_proficient = _known_by(courses, pairs, since[in_later])
    against = courses.learner[pairs][~was_proficient]
    return judged(
        claim,
        with_both=len(pairs),
        counter_examples=len(against),
        known=earlier.stop - earlier.start,
        known_not_yet=int((~courses.is_held[earlier]).sum()),
        places=None
        if place_of is None
        else len({place_of[one] for one in against.tolist() if one in place_of}),
        tolerance=by,
    )


def _known_by(courses: _Courses, pairs: Ints, days: Ints) -> Bools:
    """For each pair, whether it was found proficient by its day; where nothing was, what was found first."""
    if len(pairs) == 0:
        return np.zeros(0, dtype=bool)
    facts, first, last = courses.facts, courses.first[pairs], courses.last[pairs]
    lengths = last - first + 1
    begins = np.cumsum(lengths) - lengths
    rows = np.arange(int(lengths.sum())) + np.repeat(first - begins, lengths)
    by_then = np.where(facts.on[rows] <= np.repeat(days, lengths), rows, -1)
    latest = np.maximum.reduceat(by_then, begins)
    return facts.is_proficient[np.where(latest < 0, first, latest)]
