"""The way through the time that an offer names: its days in order, within the target's time, each asking for more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from headway.district.agreements.policies.targets import Problems, shape_of
from headway.district.foundation.api import clock
from headway.mastery.pacing.trajectories import Shape, ShapeKind, Step

__all__ = ["MOST_STEPS", "carried_way", "same_way", "way_of"]

MOST_STEPS = 12
TENTHS = 10
CLOSE = 1e-6


def way_of(
    given: Mapping[str, Any] | None,
    *,
    from_on: dt.date,
    by_on: dt.date,
    time: Callable[[dt.date], float],
    weights: Sequence[float],
) -> Shape:
    """The shape that an offer keeps. steps: [{"on": day, "share": 0 to 1}] for milestones, [{"on": day, "count": how many
    of the open competencies are met by then}] for a way of one's own; each day stands for a point.

    time: which share of the plan's own school time is over at the end of a day. weights: learning units of what is open,
    in the order of the continuum, which is the order that counts are read in. Raises Refused at the field `steps` with
    every problem and the step that has it; or at `shape`.
    """
    if not given or not given.get("steps"):
        if given and given.get("kind") == ShapeKind.OWN and not given.get("points"):
            problems = Problems()
            problems.add(
                "steps",
                _("A way of your own has no step yet."),
                _("Give at least one day, and how many competencies are met by then."),
            )
            problems.refuse()
        return shape_of(given)
    kind = str(given.get("kind", ""))
    if kind not in (ShapeKind.MILESTONES, ShapeKind.OWN):
        return shape_of({"kind": kind})
    problems, steps = Problems(), []
    rows = list(given["steps"])
    if len(rows) > MOST_STEPS:
        problems.add(
            "steps",
            _("These are more than %(most)s steps.") % {"most": MOST_STEPS},
            _("Name the days that matter most."),
        )
    for number, row in enumerate(rows, start=1):
        on, share = _day(row.get("on"), number, problems), _share(row, number, weights, problems)
        if on is not None and share is not None:
            steps.append((number, Step(on, share, row.get("count"))))
    problems.refuse()
    for number, step in steps:
        if not from_on < step.on <= by_on:
            problems.add(
                "steps",
                _("Step %(number)s (%(day)s) lies outside the target's time.")
                % {"number": number, "day": formats.date_format(step.on)},
                _("Choose a day after %(first)s and up to %(last)s, or another day for the target.")
                % {"first": formats.date_format(from_on), "last": formats.date_format(by_on)},
            )
    for (_before, before), (number, after) in pairwise(steps):
        _check_pair(number, before, after, time, problems)
    if steps and steps[0][1].on > from_on and time(steps[0][1].on) <= 0:
        problems.add(
            "steps",
            _("There is no day of school before step 1."),
            _("Choose a later day for it."),
        )
    if steps and steps[-1][1].on == by_on and steps[-1][1].share < 1 - CLOSE:
        problems.add(
            "steps",
            _("The last step lies on the target's day and asks for a part only."),
            _("Leave it out: on that day everything is asked for."),
        )
    problems.refuse()
    return Shape.of_steps(kind, [step for _number, step in steps], time)


def same_way(one: Mapping[str, Any] | Shape, other: Mapping[str, Any] | Shape) -> bool:
    """Do both name the same way? Where days were named, the days count, not the points that they stood for."""
    return _named(one) == _named(other)


def carried_way(agreed: Any, from_on: dt.date, still_open: int) -> Mapping[str, Any]:
    """The way of an offer for a line that begins on a later day: the days still to come, for the work that is left.

    agreed: an offer. still_open: how many competencies are left. What is proficient by then is no part of a step any more;
    a way whose days have all passed goes on evenly.
    """
    shape: Mapping[str, Any] = agreed.shape
    if not shape.get("steps") or from_on <= agreed.from_on:
        return shape
    whole = max(agreed.outlook.get("competencies", still_open), still_open)
    gained, steps, last = whole - still_open, [], 0.0
    for one in shape["steps"]:
        count = one.get("count")
        left = count - gained if count is not None else (one["share"] * whole - gained) / max(still_open, 1)
        left = min(left, still_open) if count is not None else min(round(left, 2), 1.0)
        if dt.date.fromisoformat(one["on"]) > from_on and left > last:
            steps.append({"on": one["on"], "share" if count is None else "count": left})
            last = left
    return {"kind": shape["kind"], "steps": steps} if steps else {"kind": ShapeKind.LINEAR.value}


def _named(given: Mapping[str, Any] | Shape) -> dict[str, Any]:
    found = given.to_dict() if isinstance(given, Shape) else dict(given)
    if not found.get("steps"):
        return shape_of(found).to_dict()
    steps = [
        (str(one.get("on")), one.get("count") or round(one.get("share") or 0, 6)) for one in found["steps"]
    ]
    return {"kind": str(found.get("kind", "")), "steps": steps}


def _check_pair(
    number: int, before: Step, after: Step, time: Callable[[dt.date], float], problems: Problems
) -> None:
    if after.on <= before.on:
        problems.add(
            "steps",
            _("Step %(number)s (%(day)s) does not come after step %(before)s (%(day_before)s).")
            % {
                "number": number,
                "before": number - 1,
                "day": formats.date_format(after.on),
                "day_before": formats.date_format(before.on),
            },
            _("Put the days in order, the earliest first."),
        )
    elif after.share <= before.share + CLOSE:
        problems.add(
            "steps",
            _("Step %(number)s asks for no more than step %(before)s.")
            % {"number": number, "before": number - 1},
            _("Let each step ask for more than the one before, or leave it out."),
        )
    elif time(after.on) <= time(before.on):
        problems.add(
            "steps",
            _("There is no day of school between step %(before)s and step %(number)s.")
            % {"number": number, "before": number - 1},
            _("Choose a later day for the second of them, or make them one step."),
        )


def _day(value: Any, number: int, problems: Problems) -> dt.date | None:
    if isinstance(value, dt.date):
        return value
    try:
        return clock.read_date(str(value or "").strip())
    except ValueError:
        problems.add(
            "steps",
            _("Step %(number)s has no day that can be read.") % {"number": number},
            _("Write it as year-month-day, for example 2026-03-01, or leave the whole row empty."),
        )
        return None


def _share(row: Mapping[str, Any], number: int, weights: Sequence[float], problems: Problems) -> float | None:
    count = row.get("count")
    if count is not None or "share" not in row:
        usable = isinstance(count, int) and not isinstance(count, bool) and 1 <= count <= len(weights)
        if not usable:
            problems.add(
                "steps",
                _("Step %(number)s does not say how many are met by then.") % {"number": number},
                _("Write a whole number from 1 to %(most)s: so many competencies are open.")
                % {"most": len(weights)},
            )
            return None
        return sum(weights[:count]) / sum(weights)
    share = row["share"]
    usable = isinstance(share, int | float) and not isinstance(share, bool) and 0 < share <= 1
    if not usable:
        problems.add(
            "steps",
            _("Step %(number)s does not say how much is done by then.") % {"number": number},
            _("Write it as parts of ten, from 1 to %(most)s.") % {"most": TENTHS},
        )
        return None
    return float(share)
