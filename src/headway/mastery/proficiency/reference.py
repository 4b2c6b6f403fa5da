"""A district's rule, one learner and one competency at a time.

Question: what level does this body of evidence show, and is it enough to say so?

1. The ratings in the order of observed_at, then rating_id; several ratings of one piece of work count once, with the
   latest that stands. 2. Below `minimum_pieces` there is no level yet. 3. The summary says a level (by default the
   highest that 2 of the last 3 pieces reach). 4. Down from there, the first level is proposed for which every
   requirement holds that is asked from that level or an earlier one on, in the pieces that reach the level.

Limits: a rule, not an estimate. It does not know how hard a task was or how severe a rater is, and with two or
three pieces no rule is right much more than four times in five; hence `tentative`, and a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable

from headway.mastery.facts import Rating, Ratings, Refused
from headway.mastery.proficiency.body import A_DAY, Body, age, body_of
from headway.mastery.proficiency.explanation import explained
from headway.mastery.proficiency.proposal import Confidence, Proposal, SetAside, Status
from headway.mastery.proficiency.rule import Rule
from headway.mastery.proficiency.showing import Shown, shown_by
from headway.mastery.scales import Scale

__all__ = ["check_level", "one_body", "propose"]


def propose(
    ratings: Iterable[Rating] | Ratings,
    rule: Rule,
    scale: Scale,
    *,
    on: int | None = None,
    a_day: int = A_DAY,
) -> Proposal:
    """The proposal for the ratings of one learner in one competency, in any order.

    on: the instant from which recency is counted, in the unit of observed_at; None counts from the newest piece.
    a_day: how much of that unit a day is (microseconds). Refused: ratings of more than one learner or competency; a
    level that the scale doesn't have; ratings without circumstances for a rule that asks for them.
    """
    body, set_aside = body_of(one_body(ratings, rule, scale), on, a_day)
    shown = shown_by(body, rule, scale)
    looked_at = rule.summary.looks_at(body.levels)
    left_out = set(range(len(body.pieces))) - set(looked_at)
    set_aside += [(body.pieces[place].latest, rule.summary.LEFT_OUT) for place in left_out]
    reasons, missing, unmet = explained(body, shown, rule, scale)
    return Proposal(
        status=_status(body, shown),
        level=shown.level,
        confidence=_confidence(shown),
        counted=tuple(body.pieces[place].latest.rating_id for place in looked_at),
        set_aside=_in_order(set_aside),
        missing=missing,
        reasons=reasons,
        unmet=unmet,
    )


def _status(body: Body, shown: Shown) -> Status:
    if shown.level is not None:
        return Status.LEVEL
    return Status.NOT_ENOUGH_EVIDENCE if body.pieces else Status.NO_EVIDENCE


def _confidence(shown: Shown) -> Confidence | None:
    if shown.level is None:
        return None
    return Confidence.TENTATIVE if shown.is_tentative else Confidence.CONFIRMED


def _in_order(set_aside: list[tuple[Rating, SetAside]]) -> tuple[tuple[int, SetAside], ...]:
    return tuple((rating.rating_id, why) for rating, why in sorted(set_aside, key=lambda pair: age(pair[0])))


def one_body(ratings: Iterable[Rating] | Ratings, rule: Rule, scale: Scale) -> list[Rating]:
    """The ratings of one learner in one competency, in order; refused where the rule can't read them."""
    if isinstance(ratings, Ratings):
        check_circumstances(ratings, rule)
        ratings = ratings.rows()
    body = sorted(ratings, key=age)
    if len({(rating.learner, rating.competency) for rating in body}) > 1:
        raise Refused(
            "one_body",
            "These ratings belong to more than one learner or competency; "
            "propose for one learner and one competency at a time.",
        )
    for rating in body:
        check_level(rating.rating_id, rating.level, scale)
    return body


def check_level(rating_id: int, level: int, scale: Scale) -> None:
    if not 1 <= level <= scale.size:
        raise Refused(
            "rating_level",
            f"Rating {rating_id} has level {level}, and the scale has levels 1 to {scale.size}; "
            "map the rating to this scale first.",
            rating=rating_id,
            level=level,
        )


def check_circumstances(ratings: Ratings, rule: Rule) -> None:
    """Without them every requirement would look unmet, and that would be a wrong answer, not a missing one."""
    if rule.asks_for_circumstances and ratings.circumstances is None and len(ratings):
        raise Refused(
            "circumstances_missing",
            "The rule asks how the evidence came about, and these ratings come without their circumstances; "
            "bring the circumstances with them.",
        )
