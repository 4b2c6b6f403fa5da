"""From counts to a verdict on an arrow: when do counter-examples say more than slips of judgement would?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from headway.mastery.placement.contradictions.facts import Claim

__all__ = ["Finding", "Tolerance", "Verdict", "chance_of_as_many", "judged", "wilson"]


class Verdict(StrEnum):
    """What the evidence says about an arrow."""

    CONTRADICTED = "contradicted"  # more counter-examples than slips of judgement bring
    FITS = "fits"  # fewer than slips of judgement would allow
    OPEN = "open"  # the evidence allows both
    TOO_FEW = "too_few"  # too few learners to say anything


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What is expected of an arrow that is true, and how sure a verdict is.

    slip: how often something held is found not yet; guess: how often something not held is found proficient; with
    both, learners who took the claimed way look as if they had not (`rate`). The defaults are the response model of
    the check. z: half the width of the interval in standard errors; 2.576 is 99 of 100, so that a map with hundreds
    of true arrows brings a handful of false alarms at most. fewest: learners (and counter-examples) below which
    nothing is said: a small group protects itself badly and proves little.
    """

    slip: float = 0.10
    guess: float = 0.05
    z: float = 2.5758
    fewest: int = 10

    def __post_init__(self) -> None:
        for name in ("slip", "guess"):
            if not 0.0 <= getattr(self, name) < 0.5:
                raise ValueError(
                    f"{name} is {getattr(self, name)}. Give a chance from 0 up to, not including, .5."
                )
        if self.z <= 0:
            raise ValueError(f"z is {self.z}. Give a positive number of standard errors, such as 1.96.")
        if self.fewest < 1:
            raise ValueError(f"fewest is {self.fewest}. Give at least 1 learner.")

    @property
    def rate(self) -> float:
        """Share of learners who look like counter-examples although the arrow is true: at most this."""
        return self.slip + self.guess - self.slip * self.guess


@dataclass(frozen=True, slots=True)
class Finding:
    """The evidence on one arrow.

    with_both: learners proficient in the later one about whom there is evidence for the earlier one;
    counter_examples: of these, those not yet proficient in the earlier one when they became so in the later one;
    places: schools (or other groups) in which these counter-examples are, None where not told;
    expected_by_slips: how many slips of judgement alone would bring, at most; expected_if_unrelated: how many there
    would be if the two had nothing to do with each other; low, high: interval of the share of counter-examples;
    by_slips_alone: chance of as many or more through slips alone.
    """

    claim: Claim
    verdict: Verdict
    with_both: int
    counter_examples: int
    places: int | None
    expected_by_slips: float
    expected_if_unrelated: float
    low: float
    high: float
    by_slips_alone: float


def judged(
    claim: Claim,
    with_both: int,
    counter_examples: int,
    known: int,
    known_not_yet: int,
    places: int | None,
    tolerance: Tolerance,
) -> Finding:
    """known: learners with any evidence for the earlier one; known_not_yet: of these, those not yet there today.

    CONTRADICTED where even the low end of the interval lies above what slips allow; FITS where the high end lies
    below; TOO_FEW below the fewest learners, and where a contradiction would rest on fewer counter-examples.
    """
    low, high = wilson(counter_examples, with_both, tolerance.z)
    if with_both < tolerance.fewest:
        verdict = Verdict.TOO_FEW
    elif low > tolerance.rate:
        verdict = Verdict.CONTRADICTED if counter_examples >= tolerance.fewest else Verdict.TOO_FEW
    else:
        verdict = Verdict.FITS if high < tolerance.rate else Verdict.OPEN
    return Finding(
        claim=claim,
        verdict=verdict,
        with_both=with_both,
        counter_examples=counter_examples,
        places=places,
        expected_by_slips=with_both * tolerance.rate,
        expected_if_unrelated=with_both * known_not_yet / known if known else 0.0,
        low=low,
        high=high,
        by_slips_alone=chance_of_as_many(counter_examples, with_both, tolerance.rate),
    )


def wilson(events: int, of: int, z: float) -> tuple[float, float]:
    """Wilson's interval of a share; (0, 1) where there is nothing. Source: Wilson (1927)."""
    if of == 0:
        return 0.0, 1.0
    share = events / of
    middle = share + z * z / (2 * of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    low, high = (middle - half) / (1 + z * z / of), (middle + half) / (1 + z * z / of)
    # At the ends of the scale the interval ends there, too, but for rounding.
    return (0.0 if events == 0 else max(low, 0.0)), (1.0 if events == of else min(high, 1.0))


def chance_of_as_many(events: int, of: int, rate: float) -> float:
    """P(at least so many events) of a binomial, exactly."""
    if events <= 0:
        return 1.0
    if rate <= 0.0:
        return 0.0
    logs = [
        math.lgamma(of + 1)
        - math.lgamma(count + 1)
        - math.lgamma(of - count + 1)
        + count * math.log(rate)
        + (of - count) * math.log1p(-rate)
        for count in range(events, of + 1)
    ]
    return min(1.0, math.fsum(math.exp(one) for one in logs))
