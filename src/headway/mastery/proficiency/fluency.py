"""Fluency beside understanding: how surely and how readily a learner does what she understands (R047).

Question: what do timed tries say about the fluency of one competency, where the district asks for fluency at all?
Two things are looked at and never combined: how many of the tries were right, and how many right ones a minute came
to. A target names both. Two occasions in a row on different days settle it, as one good or bad day doesn't.

    right a minute = right × 60 / seconds
    surely         = right × 10 >= target.right_of_ten × tries

Curriculum-based measurement reports exactly these two (correct per minute, accuracy; S. L. Deno, "Curriculum-based
measurement", Exceptional Children 52, 1985); which rate is wanted differs by competency, so a district says it.

Fluency is told beside a level. It never changes one, and a competency without a target has no fluency.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from headway.mastery.facts import Refused

__all__ = ["Fluency", "FluencyState", "FluencyTarget", "TimedTry", "fluency_of", "targets_from"]

IN_A_ROW = 2
MOST_A_MINUTE = 300


class FluencyState(StrEnum):
    """FLUENT: sure and ready, twice in a row. READY_ONCE: the last occasion was both. SURE: right, not yet so readily.
    GROWING: not yet surely right."""

    FLUENT = "fluent"
    READY_ONCE = "ready_once"
    SURE = "sure"
    GROWING = "growing"


@dataclass(frozen=True, slots=True)
class FluencyTarget:
    """right_a_minute: at least so many right ones a minute. right_of_ten: of every ten tries at least so many right."""

    right_a_minute: int
    right_of_ten: int = 9

    def __post_init__(self) -> None:
        for name, value, most in (
            ("right_a_minute", self.right_a_minute, MOST_A_MINUTE),
            ("right_of_ten", self.right_of_ten, 10),
        ):
            if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
                raise Refused(
                    "fluency_target", f"Give {name} as a whole number from 1 to {most}.", name=name, most=most
                )


@dataclass(frozen=True, slots=True)
class TimedTry:
    """One occasion: `right` of `tries` in `seconds`. day: any number that grows by one a day."""

    right: int
    tries: int
    seconds: float
    day: int

    def __post_init__(self) -> None:
        if self.tries < 1 or not 0 <= self.right <= self.tries:
            raise Refused("fluency_tries", "Give at least one try, and no more right ones than tries.")
        if not 0 < self.seconds <= 3600:
            raise Refused("fluency_seconds", "Give the time in seconds, more than 0 and at most an hour.")

    @property
    def right_a_minute(self) -> Fraction:
        return Fraction(self.right * 60) / Fraction(self.seconds)


@dataclass(frozen=True, slots=True)
class Fluency:
    """What the tries say, and the occasion that says it."""

    state: FluencyState
    latest: TimedTry
    target: FluencyTarget


def fluency_of(tries: Sequence[TimedTry], target: FluencyTarget) -> Fluency | None:
    """What do these occasions say? None where there are none: not seen is not the same as not fluent.

    Of one day the latest given counts. Example: 19 of 20 right in 120 seconds for a target of 20 a minute and nine of
    ten is SURE (9.5 a minute): she understands, and fluency is developing.
    """
    if not tries:
        return None
    by_day = {one.day: one for one in sorted(tries, key=lambda one: one.day)}
    days = [by_day[day] for day in sorted(by_day)]
    latest = days[-1]
    lately = days[-IN_A_ROW:]
    if all(_is_ready(one, target) for one in lately):
        state = FluencyState.FLUENT if len(lately) == IN_A_ROW else FluencyState.READY_ONCE
    elif _is_ready(latest, target):
        state = FluencyState.READY_ONCE
    elif _is_sure(latest, target):
        state = FluencyState.SURE
    else:
        state = FluencyState.GROWING
    return Fluency(state, latest, target)


def targets_from(parameters: Mapping[str, Any]) -> dict[str, FluencyTarget]:
    """{"targets": {competency identifier: {"right_a_minute": 20, "right_of_ten": 9}}} to targets by identifier.

    Raises Refused naming the competency and the number.
    """
    told = parameters.get("targets", {})
    if not isinstance(told, Mapping):
        raise Refused("fluency_targets", "Give the targets by the identifier of their competency.")
    targets = {}
    for identifier, one in told.items():
        if not isinstance(one, Mapping) or set(one) - {"right_a_minute", "right_of_ten"} or not one:
            raise Refused(
                "fluency_one",
                f"The target of {identifier} says right_a_minute, and right_of_ten if it isn't nine.",
                identifier=identifier,
            )
        targets[str(identifier)] = FluencyTarget(one.get("right_a_minute", 0), one.get("right_of_ten", 9))
    return targets


def _is_sure(one: TimedTry, target: FluencyTarget) -> bool:
    return one.right * 10 >= target.right_of_ten * one.tries


def _is_ready(one: TimedTry, target: FluencyTarget) -> bool:
    return _is_sure(one, target) and one.right_a_minute >= target.right_a_minute
