"""The shape of a way through the time: which share of the work is expected at which share of the time.

    linear       expected share of the work = share of the time
    j_curve      share of the time ^ curvature: little at first, more as things come together
    milestones   nothing is expected until a milestone's time, then its share of the work
    own          straight lines between the points that learner and adult drew

The default curvature puts 15 % of the work at about 30 % of the time.

Source: schools that practise negotiated pacing describe progress toward a target as a curve that begins flat, and warn of
straight lines that misread it (R074). The formula and its default are a convention of this module.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any

from headway.mastery.facts import Reason, Refused

__all__ = ["CLOSE", "DEFAULT_CURVATURE", "LINEAR", "Shape", "ShapeKind", "Step", "expected_share", "inverse"]

DEFAULT_CURVATURE = 1.6
# Shares are read to this: what floating point adds is not a day.
CLOSE = 1e-9
MOST_POINTS = 40


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


class ShapeKind(StrEnum):
    """How the work of a plan lies in its time; the table above says what each expects."""

    LINEAR = "linear"
    J_CURVE = "j_curve"
    MILESTONES = "milestones"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Step:
    """What a plan names for a day: which share of the work is done by then. count: as so many competencies, where it was
    named so."""

    on: date
    share: float
    count: int | None = None

    def to_dict(self) -> dict[str, Any]:
        found: dict[str, Any] = {"on": self.on.isoformat(), "share": round(self.share, 6)}
        return found | ({} if self.count is None else {"count": self.count})


@dataclass(frozen=True)
class Shape:
    """points: (share of time, share of work), rising, for milestones and own curves. curvature: for a J-curve, from 1.

    steps: the days that points stand for, where people named days. Days were agreed on, shares of the time were not: where
    the calendar changed since, `placed` finds the points anew.
    """

    kind: ShapeKind = ShapeKind.LINEAR
    curvature: float = DEFAULT_CURVATURE
    points: tuple[tuple[float, float], ...] = ()
    steps: tuple[Step, ...] = ()

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
            if name not in {"kind", "curvature", "points", "steps"}:
                raise _refused(str(name), f"A shape has no setting called {name}; remove it.")
        points = given.get("points", ())
        try:
            points = tuple((float(time), float(work)) for time, work in points)
        except (TypeError, ValueError) as unreadable:
            raise _refused(
                "points", "Write each point as two numbers: share of time, share of work."
            ) from unreadable
        return cls(
            given.get("kind", ShapeKind.LINEAR),
            given.get("curvature", DEFAULT_CURVATURE),
            points,
            _steps(given.get("steps", ())),
        )

    def to_dict(self) -> dict[str, Any]:
        found: dict[str, Any] = {"kind": str(self.kind)}
        if self.kind == ShapeKind.J_CURVE:
            found["curvature"] = self.curvature
        if self.points:
            found["points"] = [list(point) for point in self.points]
        if self.steps:
            found["steps"] = [one.to_dict() for one in self.steps]
        return found

    @classmethod
    def of_steps(cls, kind: ShapeKind | str, steps: Sequence[Step], time: Callable[[date], float]) -> Shape:
        """Milestones, or a curve of one's own, from days. time: which share of the plan's time is over at the end of a day.

        Refused: days outside the plan's time, or out of order, or two without time between them; shares that don't rise.
        """
        listed = tuple(steps)
        for before, after in pairwise(listed):
            if after.on <= before.on or after.share <= before.share:
                raise _refused("steps", "Put the days in order; each asks for more than the one before.")
        return cls(ShapeKind(kind), points=tuple((time(one.on), one.share) for one in listed), steps=listed)

    def placed(self, time: Callable[[date], float]) -> Shape:
        """The same days in a calendar that may have changed. Days without time between them become the later one."""
        if not self.steps:
            return self
        points: dict[float, float] = {}
        for one in self.steps:
            at = min(time(one.on), 1.0)
            if at > 0:
                points[at] = one.share
        if points.get(1.0, 1.0) < 1:
            points[1.0] = 1.0
        return replace(self, points=tuple(points.items()) or ((1.0, 1.0),))

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


def expected_share(shape: Shape, share_of_time: float) -> float:
    """Which share of the work, 0 to 1, is expected at a share of the time? Before the beginning 0, after the end 1."""
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
    """The share of the time, 0 to 1, at which the plan first expects this share of the work; latest: up to which it expects
    no more than that."""
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


def _steps(given: Any) -> tuple[Step, ...]:
    try:
        return tuple(
            Step(
                one["on"] if isinstance(one["on"], date) else date.fromisoformat(one["on"]),
                float(one["share"]),
                None if one.get("count") is None else int(one["count"]),
            )
            for one in given
        )
    except (TypeError, ValueError, KeyError, AttributeError) as unreadable:
        raise _refused("steps", "Write each step as a day and a share of the work.") from unreadable


def _refused(name: str, sentence: str) -> Refused:
    return Refused("trajectory", sentence, field=name)
