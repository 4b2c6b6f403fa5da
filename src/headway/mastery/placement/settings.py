"""What the check assumes about answers, when it stops, and how hard it works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import IntEnum, StrEnum
from typing import Any, Self

from headway.mastery.facts import Refused


class Answer(IntEnum):
    """What became of one question."""

    RIGHT = 1
    NOT_YET = 2
    # the learner says that she hasn't met this: kinder than guessing, and it tells more
    UNFAMILIAR = 3


class StopReason(StrEnum):
    SURE_ENOUGH = "sure_enough"
    NOTHING_LEFT_TO_ASK = "nothing_left_to_ask"
    LONG_ENOUGH = "long_enough"


class Reading(StrEnum):
    """What the check says about one competency."""

    KNOWN = "known"
    UNSURE = "unsure"
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class Band:
    """The levels of the continuum between which a learner's work now lies, and the likeliest; lowest ≤ likely ≤ highest."""

    lowest: float
    likely: float
    highest: float

    def __post_init__(self) -> None:
        if not self.lowest <= self.likely <= self.highest:
            raise Refused(
                "band",
                "A band runs from its lowest over its likeliest to its highest level; put them in order.",
            )


@dataclass(frozen=True)
class CheckSettings:
    """slip: chance of another answer though known; guess: chance of the right answer though not known.
    items: (competency, slip, guess) where a district knows better for one competency.
    unfamiliar_known, unfamiliar_unknown: among answers that are not right, the share that says "haven't met this" where
    the competency is known, and where it is not.

    steepness: how sharply knowing depends on ability, per third of a decade of levels (one unit = 3 levels).
    ability_spread, strand_spread: standard deviations of ability and of strands around it, in the same unit.

    particles: imagined learners that stand for what is still possible; sweeps: how often each is reconsidered
    after an answer. candidates: questions weighed against each other at once. fringe_weight: how much the choice
    cares for what comes next, beside what is known.

    known_from, not_yet_to: chances from which a competency is read as known, and down to which as not yet.
    ready_from: chance from which a competency is reported as ready to be learned.
    stop_at: the check is sure enough when it expects to misread at most this share of the competencies.
    fewest, most: questions; settled: nothing left to ask when no question is expected to tell more than this.
    """

    slip: float = 0.10
    guess: float = 0.05
    items: tuple[tuple[str, float, float], ...] = ()
    unfamiliar_known: float = 0.10
    unfamiliar_unknown: float = 0.50
    steepness: float = 4.0
    ability_spread: float = 1.0
    strand_spread: float = 0.4
    particles: int = 1000
    sweeps: int = 1
    candidates: int = 60
    fringe_weight: float = 1.0
    known_from: float = 0.8
    not_yet_to: float = 0.2
    ready_from: float = 0.5
    stop_at: float = 0.015
    fewest: int = 8
    most: int = 25
    settled: float = 1e-4

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", tuple((str(c), float(s), float(g)) for c, s, g in self.items))
        for name, slip, guess in (("all competencies", self.slip, self.guess), *self.items):
            if not (0 < slip < 1 and 0 < guess < 1 and slip + guess < 1):
                raise Refused(
                    "slip_guess",
                    f"Slip {slip} and guess {guess} for {name} would make a right answer speak against knowing; "
                    "choose both above 0 with a sum below 1.",
                )
        for name in ("unfamiliar_known", "unfamiliar_unknown"):
            if not 0 <= getattr(self, name) < 1:
                raise Refused(name, f"{name} is a share; choose it from 0 up to, but not including, 1.")
        for name in ("steepness", "ability_spread"):
            if not 0.1 <= getattr(self, name) <= 20:
                raise Refused(name, f"{name} is {getattr(self, name)}; choose it from 0.1 to 20.")
        if not 0 <= self.strand_spread <= 3:
            raise Refused("strand_spread", f"strand_spread is {self.strand_spread}; choose it from 0 to 3.")
        for name, least, largest in (
            ("particles", 50, 20_000),
            ("sweeps", 1, 50),
            ("candidates", 1, 5000),
            ("fewest", 0, 500),
            ("most", 1, 500),
        ):
            if not least <= getattr(self, name) <= largest:
                raise Refused(name, f"{name} is {getattr(self, name)}; choose it from {least} to {largest}.")
        if self.fewest > self.most:
            raise Refused(
                "fewest", f"The fewest questions ({self.fewest}) are more than the most ({self.most})."
            )
        if not 0 <= self.not_yet_to < self.known_from <= 1:
            raise Refused("thresholds", "not_yet_to has to lie below known_from, both from 0 to 1.")
        if not 0 < self.ready_from <= 1:
            raise Refused("ready_from", f"ready_from is {self.ready_from}; choose it above 0, up to 1.")

    def likelihoods(self, competency: str) -> dict[Answer, tuple[float, float]]:
        """Per answer: its chance where the competency is not known, and where it is known."""
        slip, guess = next(((s, g) for c, s, g in self.items if c == competency), (self.slip, self.guess))
        return {
            Answer.RIGHT: (guess, 1 - slip),
            Answer.NOT_YET: ((1 - guess) * (1 - self.unfamiliar_unknown), slip * (1 - self.unfamiliar_known)),
            Answer.UNFAMILIAR: ((1 - guess) * self.unfamiliar_unknown, slip * self.unfamiliar_known),
        }

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"items": [list(item) for item in self.items]}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Names that are not known are refused by a sentence; those that are missing take their default."""
        known = {field.name for field in fields(cls)}
        for name in stored:
            if name not in known:
                raise Refused(
                    "setting",
                    f"{name} is not a setting of the check; remove it. Settings: {', '.join(sorted(known))}.",
                )
        values = dict(stored)
        if "items" in values:
            values["items"] = tuple(tuple(item) for item in values["items"])
        return cls(**values)
