"""What the mathematics proposes about one learner and one competency, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from headway.mastery.facts import Reason


class Status(StrEnum):
    LEVEL = "level"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"
    NO_EVIDENCE = "no_evidence"


class Confidence(StrEnum):
    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"


class SetAside(StrEnum):
    """Why a rating was not counted."""

    WITHDRAWN = "withdrawn"
    SAME_PIECE = "same_piece"
    OLDER = "older"
    NOT_AMONG_BEST = "not_among_best"


@dataclass(frozen=True)
class Proposal:
    """A proposal; a person decides.

    level, confidence: None unless the status is `level`. counted: rating ids, oldest first. set_aside: rating
    ids with why, oldest first. missing: what evidence would make a level possible, or firmer. reasons: why,
    and what would change it, in reading order. unmet: requirements that held the level down, the lowest level first.
    """

    status: Status
    level: int | None
    confidence: Confidence | None
    counted: tuple[int, ...]
    set_aside: tuple[tuple[int, SetAside], ...]
    missing: tuple[Reason, ...]
    reasons: tuple[Reason, ...]
    unmet: tuple[Reason, ...] = ()
