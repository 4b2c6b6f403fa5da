"""One learner's results in one competency as Slate holds them, and the row that its rules make of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from headway.mastery.facts import Refused
from headway.mastery.proficiency.slate.rules import HIGHEST_STEP, LOWEST_STEP, rounded


@dataclass(frozen=True)
class SlateSkill:
    """requirements: level as text, or "default" → how many results are asked for. Only active skills count."""

    skill: int
    requirements: Mapping[str, int]
    active: bool = True


@dataclass(frozen=True)
class SlateResult:
    """One skill shown (or not) in one demonstration.

    level: the level that the demonstration was set for. step: 0..13, 0 for missed, None only for an override
    without one. when: any instant that can be compared.
    """

    skill: int
    level: int
    step: int | None
    override: bool
    when: int
    demonstration: int
    result: int

    def __post_init__(self) -> None:
        if self.step is None and not self.override:
            raise Refused(
                "slate_step",
                f"Result {self.result} has neither a step nor an override; give it a step from 0 to 13.",
                result=self.result,
            )
        if self.step is not None and not LOWEST_STEP <= self.step <= HIGHEST_STEP:
            raise Refused(
                "slate_step",
                f"Result {self.result} has step {self.step}; Slate's steps are 0 to 13.",
                result=self.result,
            )


@dataclass(frozen=True)
class SlateRow:
    """What Slate shows for one learner, competency and level.

    baseline, average: in tenths of a step, None for none. baseline is the stored one only. complete of required
    results, missed of them; progress in hundredths. growth: exact; `growth_tenths` is what is shown.
    effective: results that the numbers rest on, oldest first.
    """

    baseline: int | None
    average: int | None
    complete: int
    required: int
    missed: int
    progress: int
    is_complete: bool
    growth: Fraction | None
    effective: tuple[int, ...]

    @property
    def growth_tenths(self) -> int | None:
        if self.growth is None:
            return None
        return rounded(10 * self.growth.numerator, self.growth.denominator)

    @property
    def missed_share(self) -> int:
        """Missed of required, in hundredths."""
        return rounded(100 * self.missed, self.required) if self.required else 0


@dataclass(frozen=True)
class NextEnrolment:
    """The enrolment that Slate opens by itself when a level is complete. baseline in tenths, None for none."""

    level: int
    baseline: int | None
