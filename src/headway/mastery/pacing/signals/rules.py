"""When the record says that a plan needs an adult: one rule for each kind of signal, for one row and for many.

What is read is in the fields of the five readings below: units, days and a chance. Nothing about who a learner is, and
nothing about her level: a plan at the beginning of the line and one far along it are read alike. So a learner far
along who stalls is signalled, and one near the beginning whose plan goes well is not.

The form for one row says what it means and gives the evidence; the form for many rows (`…_rows`) only says which.

Source: the founding articles ask schools to respond where a pace is slower than a time-bound target needs (R067), for an
agreed day in every active domain (R063), and that nobody's pace goes unwatched (R142). The thresholds are a district's
policy; how their signals come out is measured (`benchmarks/signals.py`) and told to leaders from their own record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.pacing.signals.policy import SignalPolicy
from headway.mastery.pacing.trajectories import Shape, expected_share

__all__ = [
    "Plan",
    "Plans",
    "Wait",
    "Waits",
    "Work",
    "Works",
    "due_units",
    "needs_adjusting",
    "not_negotiated",
    "not_negotiated_rows",
    "not_seen",
    "not_seen_rows",
    "off_target",
    "off_target_rows",
    "stalled",
    "stalled_rows",
    "waiting",
    "waiting_rows",
]

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Evidence = Mapping[str, float]

# Units are sums of weights: what differs by less is the same.
SAME = 1e-9
NEARLY = 1e-6  # of a plan's time: less than a minute of any


@dataclass(frozen=True, slots=True)
class Plan:
    """One agreed target. done, total: its learning units, proficient and in all. due: units that its line asks for by
    today, the plan's buffer taken off. days_left: the learner's days of school until the agreed date, below 0 when it
    is past. chance: to be done by that date, None where the forecast refuses to say.
    """

    done: float
    total: float
    due: float
    days_left: float
    chance: float | None


@dataclass(frozen=True, eq=False)
class Plans:
    """`Plan` in columns; chance is NaN for none."""

    done: Floats
    total: Floats
    due: Floats
    days_left: Floats
    chance: Floats

    def row(self, number: int) -> Plan:
        chance = float(self.chance[number])
        return Plan(
            float(self.done[number]),
            float(self.total[number]),
            float(self.due[number]),
            float(self.days_left[number]),
            None if np.isnan(chance) else chance,
        )


@dataclass(frozen=True, slots=True)
class Work:
    """One learner's work in one active domain. quiet_days: days of school at which she was there since something last
    became proficient or was shown. open_units: what is open to her."""

    quiet_days: float
    open_units: float


@dataclass(frozen=True, eq=False)
class Works:
    """`Work` in columns."""

    quiet_days: Floats
    open_units: Floats

    def row(self, number: int) -> Work:
        return Work(float(self.quiet_days[number]), float(self.open_units[number]))


@dataclass(frozen=True, slots=True)
class Wait:
    """days: of school, since when what the signal is about holds."""

    days: float


@dataclass(frozen=True, eq=False)
class Waits:
    """`Wait` in columns."""

    days: Floats

    def row(self, number: int) -> Wait:
        return Wait(float(self.days[number]))


def needs_adjusting(plan: Plan) -> bool:
    """Is less done than the plan's own line asks for by today, its buffer taken off? Never where all of it is done."""
    return plan.done < plan.total - SAME and plan.done < plan.due - SAME


def due_units(
    total: Floats, passed: Floats, in_all: Floats, buffer_days: Floats, shapes: Sequence[Shape]
) -> Floats:
    """How many learning units did each plan's own line ask for `buffer_days` ago? What is less needs adjusting.

    A row per plan, its shape among them. total: units of the plan. passed, in_all: the learner's own days of school since the plan began, and to its agreed date. The same as reading
    the plan in days (`trajectories.reading`), because no line ever asks for less than before.
    """
    now = np.maximum(passed - buffer_days, 0.0) / np.maximum(in_all, SAME)
    share = np.ones(len(total))
    for row in np.flatnonzero(now <= 1).tolist():
        shape = shapes[row]
        if shape.kind == "milestones":  # the day of a milestone still belongs to it
            share[row] = expected_share(shape, max(float(now[row]) - NEARLY, 0.0))
            continue
        share[row] = now[row] if shape.kind == "linear" else expected_share(shape, float(now[row]))
    return np.asarray(total * share, dtype=np.float64)


def off_target(plan: Plan, policy: SignalPolicy) -> Evidence | None:
    """Signal where the reading says that the plan needs adjusting and the forecast doubts the date, too.

    Either alone is no signal: a plan that begins gently is read by its own line; and a pace that makes up for a late
    beginning gives a chance. Where the forecast can't say yet there is none. A date that is past is certain.
    """
    if not needs_adjusting(plan):
        return None
    if plan.days_left >= 0:
        if plan.days_left < policy.lead_days:
            return None
        if plan.chance is None or plan.chance >= policy.chance_below:
            return None
    found = {"done": plan.done, "total": plan.total, "due": plan.due, "days_left": max(plan.days_left, 0.0)}
    if plan.days_left < 0:
        return found | {"past": 1.0}
    return found | {"chance": float(plan.chance or 0.0)}


def off_target_rows(plans: Plans, policy: SignalPolicy) -> Mask:
    """Which rows `off_target` signals, as a mask."""
    adjusting = (plans.done < plans.total - SAME) & (plans.done < plans.due - SAME)
    past = plans.days_left < 0
    with np.errstate(invalid="ignore"):
        doubted = plans.chance < policy.chance_below
    return adjusting & (past | (doubted & (plans.days_left >= policy.lead_days)))


def stalled(work: Work, policy: SignalPolicy) -> Evidence | None:
    """Signal where nothing became proficient and nothing was shown for the policy's days, although work is open."""
    if work.open_units <= SAME or work.quiet_days < policy.stalled_days:
        return None
    return {"days": work.quiet_days, "open": work.open_units}


def stalled_rows(works: Works, policy: SignalPolicy) -> Mask:
    """Which rows `stalled` signals, as a mask."""
    return (works.open_units > SAME) & (works.quiet_days >= policy.stalled_days)


def not_seen(wait: Wait, policy: SignalPolicy) -> Evidence | None:
    """Signal where there was no evidence, check-in or attendance for the policy's days."""
    return {"days": wait.days} if wait.days >= policy.not_seen_days else None


def not_seen_rows(waits: Waits, policy: SignalPolicy) -> Mask:
    """Which rows `not_seen` signals, as a mask."""
    return waits.days >= policy.not_seen_days


def not_negotiated(wait: Wait, policy: SignalPolicy) -> Evidence | None:
    """Signal where an active domain has had no agreed target for the policy's days."""
    return {"days": wait.days} if wait.days >= policy.negotiate_days else None


def not_negotiated_rows(waits: Waits, policy: SignalPolicy) -> Mask:
    """Which rows `not_negotiated` signals, as a mask."""
    return waits.days >= policy.negotiate_days


def waiting(wait: Wait, policy: SignalPolicy) -> Evidence | None:
    """Signal where a learner has been ready for the policy's days and nobody signed."""
    return {"days": wait.days} if wait.days >= policy.waiting_days else None


def waiting_rows(waits: Waits, policy: SignalPolicy) -> Mask:
    """Which rows `waiting` signals, as a mask."""
    return waits.days >= policy.waiting_days
