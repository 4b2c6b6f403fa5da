"""The way to a target in time: which share of the work is expected at which share of the time, and where a plan stands.

    linear       expected share of the work = share of the time
    j_curve      share of the time ^ curvature: little at first, more as things come together
    milestones   nothing is expected until a milestone's time, then its share of the work
    own          straight lines between the points that learner and adult drew

The default curvature puts 15 % of the work at about 30 % of the time.

A reading compares in instructional days, not in shares: how many days before or after now would the plan have expected
what is done? Within the buffer, both ends included, a plan is on target. It says something about the plan, never
about the learner. People may overrule it with a note; the reading stays beside it.

Source: schools that practise negotiated pacing describe progress toward a target as a curve that starts flat; buffers
and overrides are practice of pacing plans.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.mastery.facts import Reason, Refused

__all__ = [
    "DEFAULT_CURVATURE",
    "LINEAR",
    "Mode",
    "Reading",
    "Shape",
    "ShapeKind",
    "Standing",
    "expected_share",
    "inverse",
    "noted",
    "reading",
    "readings_many",
    "standing",
]

DEFAULT_CURVATURE = 1.6
# Shares are read to this: what floating point adds is not a day.
CLOSE = 1e-9
MOST_POINTS = 40


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


class ShapeKind(StrEnum):
    LINEAR = "linear"
    J_CURVE = "j_curve"
    MILESTONES = "milestones"
    OWN = "own"


class Standing(StrEnum):
    """Of the plan, never of the child."""

    ON_TARGET = "on_target"
    AHEAD_OF_PLAN = "ahead_of_plan"
    NEEDS_ADJUSTING = "needs_adjusting"


class Mode(StrEnum):
    """What a reading counts: learning units, competencies, or what an adult noted."""

    UNITS = "units"
    COMPETENCIES = "competencies"
    MANUAL = "manual"


@dataclass(frozen=True)
class Shape:
    """points: (share of time, share of work), rising, for milestones and own curves. curvature: for a J-curve, from 1."""

    kind: ShapeKind = ShapeKind.LINEAR
    curvature: float = DEFAULT_CURVATURE
    points: tuple[tuple[float, float], ...] = ()

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "kind", ShapeKind(self.kind))
        except ValueError as unknown:
            known = ", ".join(ShapeKind)
            raise _refused(
                "kind", f"There is no shape called {self.kind}; choose one of: {known}."
            ) from unknown
        if not _is_number(self.curvature) or not 1 <= self.curvature <= 5:
            raise _refused("curvature", f"The curvature is {self.curvature}; give a number from 1 to 5.")
        if self.kind in (ShapeKind.MILESTONES, ShapeKind.OWN):
            object.__setattr__(self, "points", _points(self.points))

    @classmethod
    def linear(cls) -> Shape:
        return cls()

    @classmethod
    def j_curve(cls, curvature: float = DEFAULT_CURVATURE) -> Shape:
        return cls(ShapeKind.J_CURVE, curvature)

    @classmethod
    def milestones(cls, points: Sequence[tuple[float, float]]) -> Shape:
        return cls(ShapeKind.MILESTONES, points=tuple(points))

    @classmethod
    def own(cls, points: Sequence[tuple[float, float]]) -> Shape:
        return cls(ShapeKind.OWN, points=tuple(points))

    @classmethod
    def from_dict(cls, parameters: Mapping[str, Any] | None) -> Shape:
        """From JSON; nothing is linear. Raises Refused whose `params["field"]` names the setting."""
        if parameters is not None and not isinstance(parameters, Mapping):
            raise _refused("shape", "A shape is written as its kind with its settings.")
        given = dict(parameters or {})
        for name in given:
            if name not in {"kind", "curvature", "points"}:
                raise _refused(str(name), f"A shape has no setting called {name}; remove it.")
        points = given.get("points", ())
        try:
            points = tuple((float(time), float(work)) for time, work in points)
        except (TypeError, ValueError) as unreadable:
            raise _refused(
                "points", "Write each point as two numbers: share of time, share of work."
            ) from unreadable
        return cls(given.get("kind", ShapeKind.LINEAR), given.get("curvature", DEFAULT_CURVATURE), points)

    def to_dict(self) -> dict[str, Any]:
        found: dict[str, Any] = {"kind": str(self.kind)}
        if self.kind == ShapeKind.J_CURVE:
            found["curvature"] = self.curvature
        if self.points:
            found["points"] = [list(point) for point in self.points]
        return found

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What the shape expects, in words."""
        if self.kind == ShapeKind.J_CURVE:
            half = round(100 * expected_share(self, 0.5))
            return (Reason.of("shape_j_curve", curvature=float(self.curvature), half=half),)
        if self.kind == ShapeKind.LINEAR:
            return (Reason.of("shape_linear"),)
        return (Reason.of(f"shape_{self.kind}", count=len(self.points)),)


LINEAR = Shape()


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
        reasons = [Reason.of(f"standing_{self.standing}")]
        if self.mode == Mode.MANUAL:
            reasons.append(Reason.of("standing_noted"))
        days = round(abs(self.days))
        if days:
            code = "standing_days_ahead" if self.days > 0 else "standing_days_to_adjust"
            reasons.append(Reason.of(code, count=days))
        reasons.append(Reason.of("standing_buffer", count=round(self.buffer_days)))
        return tuple(reasons)


def expected_share(shape: Shape, share_of_time: float) -> float:
    """The share of the work that is expected at a share of the time; before the beginning 0, after the end 1."""
    time = min(max(share_of_time, 0.0), 1.0)
    if time >= 1 - CLOSE:
        return 1.0
    if shape.kind == ShapeKind.LINEAR:
        return time
    if shape.kind == ShapeKind.J_CURVE:
        return float(time**shape.curvature)
    if shape.kind == ShapeKind.MILESTONES:
        return max((work for at, work in shape.points if at <= time + CLOSE), default=0.0)
    corners = ((0.0, 0.0), *shape.points)
    for (t0, w0), (t1, w1) in pairwise(corners):
        if time <= t1:
            return w0 + (w1 - w0) * (time - t0) / (t1 - t0)
    return 1.0


def inverse(shape: Shape, share_of_work: float, *, latest: bool = False) -> float:
    """The share of the time at which the plan first expects this much; latest: up to which it expects no more."""
    work = min(max(share_of_work, 0.0), 1.0)
    if shape.kind == ShapeKind.LINEAR:
        return work
    if shape.kind == ShapeKind.J_CURVE:
        return float(work ** (1 / shape.curvature))
    if shape.kind == ShapeKind.MILESTONES:
        if latest:  # until the first milestone that expects more
            return min((at for at, expected in shape.points if expected > work + CLOSE), default=1.0)
        if work <= CLOSE:
            return 0.0
        return min((at for at, expected in shape.points if expected >= work - CLOSE), default=1.0)
    corners = ((0.0, 0.0), *shape.points)
    found = 0.0
    for (t0, w0), (t1, w1) in pairwise(corners):
        if w1 > w0 and w0 - CLOSE <= work <= w1 + CLOSE:
            at = t0 + (t1 - t0) * min(max((work - w0) / (w1 - w0), 0.0), 1.0)
            if not latest:
                return at
            found = max(found, at)
        elif w1 == w0 and abs(work - w0) <= CLOSE:
            if not latest:
                return t0
            found = max(found, t1)
    return found


def reading(
    done: float,
    total: float,
    days_passed: float,
    days_total: float,
    shape: Shape = LINEAR,
    buffer_days: float = 0,
    mode: Mode = Mode.UNITS,
) -> Reading:
    """Where a plan stands. done of total units (or competencies); days in the learner's own instructional days.

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


def readings_many(
    done: ArrayLike,
    total: ArrayLike,
    days_passed: ArrayLike,
    days_total: ArrayLike,
    buffer_days: ArrayLike,
    shapes: Sequence[Shape],
    shape: ArrayLike,
) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """`reading` for many plans: days ahead (above zero) per plan, and −1 needs adjusting, 0 on target, 1 ahead.

    shape: per plan its place in `shapes`. Plans without work or days are the caller's to leave out (refused).
    """
    d, t, p, n, b = (
        np.asarray(values, dtype=np.float64) for values in (done, total, days_passed, days_total, buffer_days)
    )
    which = np.asarray(shape, dtype=np.int64)
    wrong = (t <= 0) | (n <= 0) | (d < 0) | (p < 0) | (b < 0)
    if wrong.any():
        row = int(np.argmax(wrong))
        slack = float(np.broadcast_to(b, d.shape)[row])
        _check(float(d[row]), float(t[row]), float(p[row]), float(n[row]), slack)
    now, work = p / n, np.minimum(d / t, 1.0)
    days = np.zeros(len(d))
    for place, one in enumerate(shapes):
        here = np.flatnonzero(which == place)
        if one.kind in (ShapeKind.LINEAR, ShapeKind.J_CURVE):
            bend = 1.0 if one.kind == ShapeKind.LINEAR else one.curvature
            at = work[here] ** (1 / bend)
            off = (at - now[here]) * n[here]
            # As in the reference: what lies on the line to the last digit is on it, also where the curve is nearly flat.
            expected = np.where(now[here] >= 1 - CLOSE, 1.0, np.clip(now[here], 0.0, 1.0) ** bend)
            days[here] = np.where(np.abs(work[here] - expected) <= CLOSE, 0.0, off)
        else:
            for row in here.tolist():
                days[row] = reading(d[row], t[row], p[row], n[row], one).days
    days = np.round(days, 6)
    return days, (np.where(days < -b, -1, 0) + np.where(days > b, 1, 0)).astype(np.int8)


def _points(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    listed = [(float(time), float(work)) for time, work in points]
    if not listed:
        raise _refused(
            "points", "Name at least one point: by which share of the time which share of the work."
        )
    if len(listed) > MOST_POINTS:
        raise _refused("points", f"These are {len(listed)} points; {MOST_POINTS} are enough.")
    if any(not (math.isfinite(t) and math.isfinite(w) and 0 < t <= 1 and 0 <= w <= 1) for t, w in listed):
        raise _refused("points", "Shares of time lie above 0 and up to 1, shares of work from 0 to 1.")
    for (t0, w0), (t1, w1) in pairwise(listed):
        if t1 <= t0 or w1 < w0:
            raise _refused("points", "Put the times in order; later ones never expect less work.")
    if listed[-1][0] < 1:
        listed.append((1.0, 1.0))
    elif listed[-1][1] < 1:
        raise _refused(
            "points", "At the end of the time all of the work is done; let the last point be 1, 1."
        )
    return tuple(listed)


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
