"""Pace: progress divided by time, one learner and one domain at a time.

Question: how much learning became proficient, in how much school time?

pace = units gained ÷ instructional days × instructional days in a year.

units gained: the weights of the academic competencies that became proficient in the window and still are. A
competency became proficient with the determination that began the present, unbroken run of standing
determinations at or above the mark. So each counts once, a level that was taken back counts nothing until it is
reached again, and neighbouring windows add up to what the learner holds. A level on the way to the mark counts
nothing yet; habits of success are never counted.

Instructional days come from the calendar. Absence is told beside the pace and never taken out of the days: the
learner and the adults plan with the time that there was. Without instructional days there is no pace (None).

Example: 6 units in 90 instructional days, 180 in a year → 12 units a year.

Limits: weights are a convention of the continuum's authors; short windows swing widely; a pace says nothing about
the level that a learner works at, and is read beside it, with the target that was agreed.

Source: pace as progress divided by an amount of time, the definition in the founding articles on competency-based
education.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from headway.mastery.facts import Competencies, Determination, Determinations, Kind, Reason, Refused
from headway.mastery.pacing.calendar import Calendar, date_of
from headway.mastery.scales import Scale


@dataclass(frozen=True)
class Gained:
    """A competency that became proficient on a day, and its weight in learning units."""

    competency: int
    on: int
    weight: float


@dataclass(frozen=True)
class Progress:
    """What happened in a window: gained, on the way to the mark, and taken back. Competencies by number."""

    gained: tuple[Gained, ...] = ()
    in_progress: tuple[int, ...] = ()
    taken_back: tuple[int, ...] = ()

    @property
    def units(self) -> float:
        return math.fsum(gain.weight for gain in self.gained)


@dataclass(frozen=True)
class Pace:
    """units ÷ days × days_per_year, with its parts. units_per_year is None without instructional days."""

    units: float
    days: int
    days_per_year: int
    units_per_year: float | None
    absent_days: int
    reasons: tuple[Reason, ...]
    progress: Progress = Progress()


def pace(units_gained: float, instructional_days: int, days_per_year: int, absent_days: int = 0) -> Pace:
    """Pace from its parts, with the reasons that belong beside it.

    Refused: units below zero; days below zero or not whole; a year without days; more absence than days.
    """
    _check_parts(units_gained, instructional_days, days_per_year, absent_days)
    reasons = []
    per_year = None
    if instructional_days == 0:
        reasons.append(Reason.of("no_days_yet"))
    else:
        per_year = units_gained * days_per_year / instructional_days
        reasons.append(
            Reason.of(
                "formula",
                units=float(units_gained),
                count=instructional_days,
                days_per_year=days_per_year,
                units_per_year=per_year,
            )
        )
    if absent_days:
        reasons.append(Reason.of("absence_apart", count=absent_days))
    reasons.append(Reason.of("use_well"))
    return Pace(float(units_gained), instructional_days, days_per_year, per_year, absent_days, tuple(reasons))


def pace_of(
    determinations: Iterable[Determination] | Determinations,
    competencies: Competencies,
    scale: Scale,
    calendar: Calendar,
    *,
    domain: int,
    from_on: int,
    on: int,
    days_per_year: int,
    absent_days: int = 0,
) -> Pace:
    """One learner's pace in one domain from `from_on` to `on`, both included (days since 1970-01-01)."""
    progress = progress_of(determinations, competencies, scale, domain=domain, from_on=from_on, on=on)
    plain = pace(progress.units, calendar.days_between(from_on, on), days_per_year, absent_days)
    window = Reason.of("window", from_on=date_of(from_on).isoformat(), on=date_of(on).isoformat())
    return Pace(
        plain.units,
        plain.days,
        plain.days_per_year,
        plain.units_per_year,
        plain.absent_days,
        (window, *_what_was_counted(progress), *plain.reasons),
        progress,
    )


def progress_of(
    determinations: Iterable[Determination] | Determinations,
    competencies: Competencies,
    scale: Scale,
    *,
    domain: int,
    from_on: int,
    on: int,
) -> Progress:
    """What one learner gained in one domain in a window. What was decided later can take a level back."""
    gained, in_progress, taken_back = [], [], []
    for competency, history in _histories(determinations, competencies, domain).items():
        reached = [scale.is_proficient(decision.level) for decision in history]
        days = [decision.decided_on for decision in history]
        if reached[-1]:
            began = len(reached) - 1
            while began > 0 and reached[began - 1]:
                began -= 1
            if from_on <= days[began] <= on:
                gained.append(Gained(competency, days[began], _weight(competencies, competency)))
        elif any(at and from_on <= day <= on for at, day in zip(reached, days, strict=True)):
            taken_back.append(competency)
        elif from_on <= days[-1] <= on:
            in_progress.append(competency)
    return Progress(tuple(gained), tuple(in_progress), tuple(taken_back))


def _histories(
    determinations: Iterable[Determination] | Determinations, competencies: Competencies, domain: int
) -> dict[int, list[Determination]]:
    """The standing determinations of each academic competency of the domain, oldest first."""
    decisions = determinations.rows() if isinstance(determinations, Determinations) else list(determinations)
    if len({decision.learner for decision in decisions}) > 1:
        raise Refused(
            "one_learner", "These determinations belong to several learners; ask for one at a time."
        )
    histories: dict[int, list[Determination]] = {}
    for decision in sorted(decisions, key=lambda each: (each.decided_on, each.determination_id)):
        row = _row(competencies, decision.competency)
        counted = competencies.kind[row] == Kind.ACADEMIC and competencies.domain[row] == domain
        if decision.stands and counted:
            histories.setdefault(decision.competency, []).append(decision)
    return dict(sorted(histories.items()))


def _row(competencies: Competencies, competency: int) -> int:
    for row, listed in enumerate(competencies.competency.tolist()):
        if listed == competency:
            return row
    raise Refused(
        "unknown_competency",
        f"Competency {competency} is not in the list of competencies; "
        "add it with its kind, domain and weight.",
        competency=competency,
    )


def _weight(competencies: Competencies, competency: int) -> float:
    return float(competencies.weight[_row(competencies, competency)])


def _what_was_counted(progress: Progress) -> list[Reason]:
    reasons = []
    if progress.gained:
        reasons.append(Reason.of("gained", count=len(progress.gained), units=progress.units))
    else:
        reasons.append(Reason.of("nothing_gained_yet"))
    if progress.in_progress:
        reasons.append(Reason.of("in_progress", count=len(progress.in_progress)))
    if progress.taken_back:
        reasons.append(Reason.of("taken_back", count=len(progress.taken_back)))
    return reasons


def _check_parts(units: float, days: int, days_per_year: int, absent_days: int) -> None:
    if not (math.isfinite(units) and units >= 0):
        raise Refused("units", f"The units gained are {units}; give a number that is zero or more.")
    for name, value, least in (
        ("instructional days", days, 0),
        ("instructional days in a year", days_per_year, 1),
        ("absent days", absent_days, 0),
    ):
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise Refused("days", f"The {name} are {value}; give a whole number from {least} on.", field=name)
    if absent_days > days:
        raise Refused(
            "absence",
            f"There are {absent_days} days of absence in {days} instructional days; "
            "count absence on instructional days only.",
        )
