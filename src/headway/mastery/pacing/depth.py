"""A high pace on shallow evidence: a suggestion to deepen, never a doubt about the learner.

Pace can be high because the work asks for recall and routine only. For each competency gained, the deepest piece of
evidence counts, on Webb's depth of knowledge: 1 recall, 2 skill or concept, 3 strategic thinking, 4 extended thinking.
Where the pace reaches the rate that was agreed or expected, and more than a set share of the competencies rest on
depth 1 or 2 alone, the reading is "deepen". High pace on deep evidence is not; neither is a lower pace on shallow one.

Source: N. L. Webb's four levels of depth of knowledge; the founding articles doubt a pace that rests on recall (R072).
The shares are a convention of the policy.

Limits: depth is what the author of a task said; competencies whose evidence names no depth are left out and counted. Fewer
than three competencies with a depth (or what a policy says) tell nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from headway.mastery.facts import Reason, Refused

__all__ = ["FEWEST", "SHALLOW", "DepthReading", "depth_reading"]

SHALLOW = 2
FEWEST = 3


@dataclass(frozen=True)
class DepthReading:
    """shallow of `known` competencies gained rest on depth 1 or 2 alone; unknown: their evidence names no depth.

    deepen: going deeper is suggested. reasons: why, and how many say nothing.
    """

    deepen: bool
    shallow: int
    known: int
    unknown: int
    reasons: tuple[Reason, ...]


def depth_reading(
    deepest: Iterable[int | None],
    units_per_year: float | None,
    rate: float | None,
    shallow_share: float = 0.5,
    fewest: int = FEWEST,
) -> DepthReading:
    """Does a pace that reaches its rate rest on shallow evidence, so that going deeper is what comes next?

    deepest: the greatest depth (1 to 4) of each gained competency's evidence, None where none is named. rate: what the
    pace is held against, both in learning units a year; without one there is nothing to suggest. shallow_share: above
    which share, 0 to 1, it is suggested. fewest: so many competencies with a depth say something. Refused: a depth
    outside 1..4, a share outside 0..1, fewer than one.
    """
    listed = list(deepest)
    for depth in listed:
        if depth is not None and (isinstance(depth, bool) or not 1 <= depth <= 4):
            raise Refused("depth", f"A depth is {depth}; depths of knowledge are counted from 1 to 4.")
    if not 0 <= shallow_share <= 1:
        raise Refused(
            "shallow_share", "The share of shallow evidence lies from 0 to 1.", field="shallow_share"
        )
    if isinstance(fewest, bool) or fewest < 1:
        raise Refused("fewest", "At least one competency is looked at.", field="fewest")
    known = [depth for depth in listed if depth is not None]
    shallow = sum(depth <= SHALLOW for depth in known)
    high = units_per_year is not None and rate is not None and units_per_year >= rate
    deepen = high and len(known) >= fewest and shallow > shallow_share * len(known)
    reasons: list[Reason] = []
    if deepen:
        reasons = [Reason.of("deepen", count=shallow, known=len(known)), Reason.of("deepen_next")]
    if len(listed) > len(known):
        reasons.append(Reason.of("depth_unknown", count=len(listed) - len(known)))
    return DepthReading(deepen, shallow, len(known), len(listed) - len(known), tuple(reasons))
