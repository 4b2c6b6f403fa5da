"""The rate that a date asks for, planned backwards: what remains ÷ the instructional days that are left.

needed per year = units that remain ÷ the learner's own instructional days left × instructional days in a year.
needed per week = the same for five instructional days.

The days left are those after today up to the date, both schools' holidays out, weighted with the learner's share of
time. Change the date and the rate follows. Without days left there is no rate, but a reason with the way on.

Source: schools that know the rate they expect plan backwards from the date (R062); the arithmetic is nothing more.

Limits: it says what the plan would take, not what will happen; the forecast's range stands beside it. Support hours are
what the plan promises, never a measured need.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from headway.mastery.facts import Reason, Refused

__all__ = ["DAYS_A_WEEK", "Needed", "needed_rate"]

DAYS_A_WEEK = 5


@dataclass(frozen=True)
class Needed:
    """remaining learning units in `days` of the learner's own instructional time. per_week and per_year are None without days.

    refused: "" or the code of the sentence that says why there is no rate. support_hours: until the date, as the plan
    promises them. ratio: needed ÷ the pace so far, None where there is none. reasons: formula, parts, the misuse note.
    """

    remaining: float
    days: float
    days_per_year: int
    per_week: float | None
    per_year: float | None
    support_hours: float
    ratio: float | None
    refused: str
    reasons: tuple[Reason, ...]


def needed_rate(
    remaining: float,
    days_left: float,
    days_per_year: int,
    *,
    is_past: bool = False,
    support_minutes_per_week: int = 0,
    pace_so_far: float | None = None,
    expected: float | None = None,
) -> Needed:
    """Which rate does what remains ask for, until the date?

    remaining: learning units. days_left: own instructional days after today up to the date. is_past: the date lies before
    today. pace_so_far, expected: units a year until now and as the district expects, to be told beside it. Refused: units or days below zero, a year without days.
    """
    for name, value in (("units that remain", remaining), ("days left", days_left)):
        if not (math.isfinite(value) and value >= 0):
            raise Refused("needed", f"The {name} are {value:g}; give a number that is zero or more.")
    if isinstance(days_per_year, bool) or days_per_year < 1:
        raise Refused("days", f"The instructional days in a year are {days_per_year}; give 1 or more.")
    if support_minutes_per_week < 0:
        raise Refused("support", "The minutes of support a week are below zero; give zero or more.")

    def without(code: str) -> Needed:
        return Needed(remaining, days_left, days_per_year, None, None, 0.0, None, code, (Reason.of(code),))

    if remaining == 0:
        return Needed(
            0.0, days_left, days_per_year, 0.0, 0.0, 0.0, None, "", (Reason.of("needed_nothing_remains"),)
        )
    if is_past:
        return without("needed_date_past")
    if days_left == 0:
        return without("needed_no_days_left")
    per_day = remaining / days_left
    per_week, per_year = per_day * DAYS_A_WEEK, per_day * days_per_year
    hours = support_minutes_per_week / 60 * days_left / DAYS_A_WEEK
    # With less than a school week left, a week's rate would be more than what remains.
    told = {"per_week": per_week} if days_left >= DAYS_A_WEEK else {}
    reasons = [
        Reason.of(
            "needed_formula" if told else "needed_within_a_week",
            units=float(remaining),
            days=float(days_left),
            **told,
        ),
        Reason.of("needed_per_year", per_year=per_year, days_per_year=days_per_year),
    ]
    if support_minutes_per_week:
        reasons.append(Reason.of("needed_support", hours=hours, minutes=support_minutes_per_week))
    if pace_so_far is not None:
        reasons.append(Reason.of("needed_beside_pace", per_year=per_year, pace=float(pace_so_far)))
    if expected is not None:
        reasons.append(Reason.of("needed_beside_expected", expected=float(expected)))
    reasons.append(Reason.of("needed_use_well"))
    ratio = per_year / pace_so_far if pace_so_far else None
    return Needed(remaining, days_left, days_per_year, per_week, per_year, hours, ratio, "", tuple(reasons))
