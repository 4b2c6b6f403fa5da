"""Where a plan stands on its way: what is done, held against what its shape expects by now.

A reading compares in instructional days, not in shares: how many days before or after now would the plan have expected
what is done? Within the buffer, both ends included, a plan is on target. It says something about the plan, never
about the learner. People may overrule it with a note; the reading stays beside it.

Source: schools that practise negotiated pacing describe progress toward a target as a curve that starts flat; buffers
and overrides are practice of pacing plans.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from headway.mastery.facts import Reason, Refused
from headway.mastery.pacing.shapes import (
    CLOSE,
    DEFAULT_CURVATURE,
    LINEAR,
    Shape,
    ShapeKind,
    Step,
    expected_share,
    inverse,
)

__all__ = [
    "DEFAULT_CURVATURE",
    "LINEAR",
    "Mode",
    "Reading",
    "Shape",
    "ShapeKind",
    "Standing",
    "Step",
    "expected_share",
    "inverse",
    "noted",
    "reading",
    "standing",
]


class Standing(StrEnum):
    """Where a plan stands: within its buffer, before it, or after it. Of the plan, never of the child."""

    ON_TARGET = "on_target"
    AHEAD_OF_PLAN = "ahead_of_plan"
    NEEDS_ADJUSTING = "needs_adjusting"


class Mode(StrEnum):
    """What a reading counts: learning units, competencies, or what an adult noted."""

    UNITS = "units"
    COMPETENCIES = "competencies"
    MANUAL = "manual"


@dataclass(frozen=True)
class Reading:
    """standing, and by how many of the learner's own instructional days the plan lies ahead (above zero) or not.

    expected: share of the work that the plan expected by now; done: the share that is done. mode and note: where an adult
    noted something else, `read` is what was read.
    """

    standing: Standing
    days: float
    expected: float
    done: float
    buffer_days: float
    mode: Mode = Mode.UNITS
    note: str = ""
    read: Standing | None = None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The word, whether an adult noted it, by how many days, and the buffer."""
        reasons = [Reason.of(f"standing_{self.standing}")]
        if self.mode == Mode.MANUAL:
            reasons.append(Reason.of("standing_noted"))
        days = round(abs(self.days))
        if days:
            code = "standing_days_ahead" if self.days > 0 else "standing_days_to_adjust"
            reasons.append(Reason.of(code, count=days))
        reasons.append(Reason.of("standing_buffer", count=round(self.buffer_days)))
        return tuple(reasons)


def reading(
    done: float,
    total: float,
    days_passed: float,
    days_total: float,
    shape: Shape = LINEAR,
    buffer_days: float = 0,
    mode: Mode = Mode.UNITS,
) -> Reading:
    """Where does a plan stand? done of total learning units (or competencies, by `mode`).

    days_passed, days_total, buffer_days: the learner's own instructional days since the plan began, in all of it, and
    either way that still counts as on target.

    Refused: numbers below zero, a plan without work or without days, and mode MANUAL (see `noted`).
    """
    _check(done, total, days_passed, days_total, buffer_days)
    if mode == Mode.MANUAL:
        raise _refused("mode", "What an adult sees differently is noted with words; use a note.")
    now, work = days_passed / days_total, min(done / total, 1.0)
    expected = expected_share(shape, now)
    if abs(work - expected) <= CLOSE:
        days = 0.0
    elif work > expected:
        days = (inverse(shape, work) - now) * days_total
    else:
        days = (inverse(shape, work, latest=True) - now) * days_total
    days = round(days, 6)
    if days < -buffer_days:
        found = Standing.NEEDS_ADJUSTING
    elif days > buffer_days:
        found = Standing.AHEAD_OF_PLAN
    else:
        found = Standing.ON_TARGET
    return Reading(found, days, expected, work, buffer_days, Mode(mode))


def standing(
    done: float,
    total: float,
    days_passed: float,
    days_total: float,
    shape: Shape = LINEAR,
    buffer_days: float = 0,
) -> Standing:
    """`reading`, its word alone."""
    return reading(done, total, days_passed, days_total, shape, buffer_days).standing


def noted(read: Reading, standing: Standing | str, note: str) -> Reading:
    """What an adult notes instead, with why. The reading is kept beside it. Refused without words."""
    if not note.strip():
        raise _refused("note", "Say in a few words what you see that the reading does not.")
    return replace(read, standing=Standing(standing), mode=Mode.MANUAL, note=note.strip(), read=read.standing)


def _check(done: float, total: float, days_passed: float, days_total: float, buffer_days: float) -> None:
    for name, value in (
        ("work that is done", done),
        ("days that passed", days_passed),
        ("buffer", buffer_days),
    ):
        if not (math.isfinite(value) and value >= 0):
            raise _refused("plan", f"The {name} is {value:g}; give a number that is zero or more.")
    if not (math.isfinite(total) and total > 0):
        raise _refused("total", "This plan has no work in it; name what is to be reached.")
    if not (math.isfinite(days_total) and days_total > 0):
        raise _refused("days_total", "There is no school day in this plan's time; choose a later date.")


def _refused(name: str, sentence: str) -> Refused:
    return Refused("trajectory", sentence, field=name)
