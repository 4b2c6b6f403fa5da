"""What a district that used Slate-CBL could set, and the roundings that all of its numbers go through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Refused

# Slate's own steps; 0 is “M”: the learner was to show something and nothing came.
LOWEST_STEP, HIGHEST_STEP = 0, 13
MISSED = 0
ANY_LEVEL = "default"


class Growth(StrEnum):
    PERFORMANCE_LEVEL_MINUS_BASELINE = "performance_level_minus_baseline"
    MOST_RECENT_MINUS_FIRST = "most_recent_minus_first"


@dataclass(frozen=True)
class SlateRules:
    """Slate's settings with its defaults.

    minimum_average: in tenths; from 0 down it is an offset to the level of the enrolment, above 0 a fixed mark, None
    is no gate. minimum_rating: the same for every single rating, in whole steps. highest_level: no level follows it.
    """

    growth: Growth = Growth.PERFORMANCE_LEVEL_MINUS_BASELINE
    minimum_average: int | None = -5
    minimum_rating: int | None = None
    highest_level: int = 12


def required_at(requirements: Mapping[str, int], level: int) -> int:
    """How many results a skill asks for at a level: {"9": 2, "default": 1} → 2 at 9, 1 elsewhere; 0 without both."""
    asked = requirements.get(str(level), requirements.get(ANY_LEVEL, 0))
    if isinstance(asked, bool) or not isinstance(asked, int) or asked < 0:
        raise Refused(
            "slate_requirement",
            f"A skill asks for {asked!r} results at level {level}; use a whole number from 0 on.",
            level=level,
        )
    return asked


def gate(setting: int | None, level: int, unit: int) -> int | None:
    """The mark of a gate, in 1/unit of a step: an offset from 0 down, else the mark itself."""
    if setting is None:
        return None
    return setting + level * unit if setting <= 0 else setting


def rounded(number: int, of: int) -> int:
    """number / of to the nearest whole number, a half away from zero, exactly. Example: −25 / 10 → −3."""
    size = (2 * abs(number) + of) // (2 * of)
    return size if number >= 0 else -size


def rounded_many(number: NDArray[np.int64], of: NDArray[np.int64]) -> NDArray[np.int64]:
    size = (2 * np.abs(number) + of) // (2 * of)
    return np.where(number >= 0, size, -size)
