"""The default rule of a district, one learner and one competency at a time.

Question: what level does this body of evidence show, and is it enough to say so?

Most recent consistent: order the ratings by observed_at, then rating_id; several ratings of one piece of work
count once, with the latest; look at the last `window` pieces; propose the highest level that at least
`agreement` of them reach. Below `minimum_pieces` there is no level yet.

Example (window 3, agreement 2): pieces 2, 4, 3 → two of three reach 3 → level 3. Then a piece at 4 → 4, 3, 4 →
two of three reach 4 → level 4. Early work drops out of the window and never drags on what is shown now.

Limits: a rule, not an estimate. It does not know how hard a task was or how severe a rater is, and with two or
three pieces no rule is right much more than four times in five; hence `tentative`, and a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable

from headway.mastery.facts import NO_EVIDENCE_NAMED, Rating, Ratings, Refused
from headway.mastery.proficiency.explanation import (
    far_apart,
    just_enough,
    missing_beside_level,
    reasons_for_level,
    reasons_without_level,
)
from headway.mastery.proficiency.proposal import Confidence, Proposal, SetAside, Status
from headway.mastery.proficiency.rule import Rule
from headway.mastery.scales import Scale


def propose(ratings: Iterable[Rating] | Ratings, rule: Rule, scale: Scale) -> Proposal:
    """The proposal for the ratings of one learner in one competency, in any order.

    Refused: ratings of more than one learner or competency; a level that the scale doesn't have.
    """
    body = _one_body(ratings, scale)
    pieces, set_aside = _pieces_of_evidence(body)
    window = pieces[-rule.window :]
    set_aside += [(rating, SetAside.OLDER) for rating in pieces[: -rule.window]]
    counted = tuple(rating.rating_id for rating in window)
    aside = tuple(
        (rating.rating_id, why) for rating, why in sorted(set_aside, key=lambda pair: _age(pair[0]))
    )

    if len(pieces) < rule.minimum_pieces:
        status = Status.NOT_ENOUGH_EVIDENCE if pieces else Status.NO_EVIDENCE
        reasons, missing = reasons_without_level(len(pieces), rule)
        return Proposal(status, None, None, counted, aside, missing, reasons)

    levels = [rating.level for rating in window]
    level = _consistent_level(levels, rule, scale)
    tentative = far_apart(levels[-1], level) or just_enough(len(pieces), rule)
    return Proposal(
        status=Status.LEVEL,
        level=level,
        confidence=Confidence.TENTATIVE if tentative else Confidence.CONFIRMED,
        counted=counted,
        set_aside=aside,
        missing=missing_beside_level(len(pieces), rule),
        reasons=reasons_for_level(levels, len(pieces), level, rule, scale),
    )


def _consistent_level(levels: list[int], rule: Rule, scale: Scale) -> int:
    """The highest level that at least `agreement` of the pieces reach. There is one: all of them reach 1."""
    return max(
        level
        for level in range(1, scale.size + 1)
        if sum(shown >= level for shown in levels) >= rule.agreement
    )


def _one_body(ratings: Iterable[Rating] | Ratings, scale: Scale) -> list[Rating]:
    body = sorted(ratings.rows() if isinstance(ratings, Ratings) else ratings, key=_age)
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


def _pieces_of_evidence(body: list[Rating]) -> tuple[list[Rating], list[tuple[Rating, SetAside]]]:
    """The latest standing rating of each piece of work, oldest first, and what was set aside."""
    latest: dict[object, Rating] = {}
    set_aside: list[tuple[Rating, SetAside]] = []
    for rating in body:
        if not rating.stands:
            set_aside.append((rating, SetAside.WITHDRAWN))
            continue
        named = rating.evidence != NO_EVIDENCE_NAMED
        piece = rating.evidence if named else ("unnamed", rating.rating_id)
        if piece in latest:
            set_aside.append((latest[piece], SetAside.SAME_PIECE))
        latest[piece] = rating
    return sorted(latest.values(), key=_age), set_aside


def _age(rating: Rating) -> tuple[int, int]:
    return rating.observed_at, rating.rating_id
