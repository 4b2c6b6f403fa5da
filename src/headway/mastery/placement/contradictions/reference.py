"""The same answer as the columns give, learner by learner: what the fast form is held against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from headway.mastery.placement.contradictions.facts import Claim, Facts
from headway.mastery.placement.contradictions.verdicts import Finding, Tolerance, judged

__all__ = ["judge_claims_one_by_one"]

Course = list[tuple[int, bool]]


def judge_claims_one_by_one(
    facts: Facts,
    claims: Iterable[Claim],
    place_of: Mapping[int, int] | None = None,
    tolerance: Tolerance | None = None,
) -> list[Finding]:
    """See `columnar.judge_claims`."""
    courses: dict[int, dict[int, Course]] = defaultdict(lambda: defaultdict(list))
    ordered = facts.ordered()
    rows = zip(
        ordered.learner.tolist(),
        ordered.competency.tolist(),
        ordered.is_proficient.tolist(),
        ordered.on.tolist(),
        strict=True,
    )
    for learner, competency, is_proficient, on in rows:
        courses[competency][learner].append((on, is_proficient))
    return [_judge(claim, courses, place_of, tolerance or Tolerance()) for claim in claims]


def _judge(
    claim: Claim,
    courses: Mapping[int, Mapping[int, Course]],
    place_of: Mapping[int, int] | None,
    by: Tolerance,
) -> Finding:
    earlier, later = courses.get(claim.earlier, {}), courses.get(claim.later, {})
    with_both, against = 0, set()
    for learner, course in later.items():
        since = _held_since(course)
        if since is None or learner not in earlier:
            continue
        with_both += 1
        if not _was_proficient(earlier[learner], since):
            against.add(learner)
    return judged(
        claim,
        with_both,
        len(against),
        known=len(earlier),
        known_not_yet=sum(not course[-1][1] for course in earlier.values()),
        places=None if place_of is None else len({place_of[one] for one in against if one in place_of}),
        tolerance=by,
    )


def _held_since(course: Course) -> int | None:
    """The day since which the learner has been proficient without a break; None where she is not today."""
    since = None
    for on, is_proficient in course:
        since = (on if since is None else since) if is_proficient else None
    return since


def _was_proficient(course: Course, day: int) -> bool:
    """What was known by that day; where nothing was, what was found first afterwards."""
    before = [is_proficient for on, is_proficient in course if on <= day]
    return before[-1] if before else course[0][1]
