"""Pace: progress divided by time, one learner and one domain at a time.

Question: how much learning became proficient, in how much school time?

pace = units gained ÷ the learner's own instructional days × instructional days in a year.

units gained: the weights of the academic competencies that became proficient in the window and still are. A
competency became proficient with the determination that began the present, unbroken run of standing
determinations at or above the mark. So each counts once, a level that was taken back counts nothing until it is
reached again, and neighbouring windows add up to what the learner holds. A level on the way to the mark counts
nothing yet, unless the district set a share of the weight for it (`measures.partly`): each such step counts by the same
rule, from the day on which the present run at or above it began. What was taken as known on arrival is where the learner
began and counts nothing. Habits of success are never counted.

Instructional days come from the calendar, weighted with the learner's share of time where she is here for a part of it
(`measures.shares`). Absence is told beside the pace and never taken out of the days: the learner and the adults plan
with the time that there was. Without instructional days there is no pace (None).

Example: 6 units in 90 instructional days, 180 in a year → 12 units a year.

Limits: weights are a convention of the continuum's authors; short windows swing widely; a pace says nothing about
the level that a learner works at, and is read beside it, with the target that was agreed.

Source: pace as progress divided by an amount of time, the definition in the founding articles on competency-based
education.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from headway.mastery.facts import Competencies, Determination, Determinations, Kind, Reason, Refused
from headway.mastery.pacing.calendar import Calendar, date_of
from headway.mastery.pacing.measures.partly import NOTHING_PARTLY, Partly
from headway.mastery.pacing.measures.shares import Share, own_days
from headway.mastery.scales import Scale


@dataclass(frozen=True)
class Gained:
    """A competency that became proficient (or partly so) on a day, and the learning units that this counts."""

    competency: int
    on: int
    weight: float


@dataclass(frozen=True)
class Progress:
    """What happened in a window: gained, on the way to the mark, and taken back. Competencies by number.

    partly: steps on the way that the district counts. taken: known on arrival, which is no progress.
    """

    gained: tuple[Gained, ...] = ()
    in_progress: tuple[int, ...] = ()
    taken_back: tuple[int, ...] = ()
    partly: tuple[Gained, ...] = ()
    taken: tuple[Gained, ...] = ()

    @property
    def units(self) -> float:
        """Learning units gained, what partly counts among them."""
        return math.fsum(gain.weight for gain in (*self.gained, *self.partly))


@dataclass(frozen=True)
class Pace:
    """units ÷ own_days × days_per_year, with its parts. units_per_year is None without instructional days.

    own_days: `days` weighted with the learner's share of time; the same number where she is here full time.
    """

    units: float
    days: int
    days_per_year: int
    units_per_year: float | None
    absent_days: int
    reasons: tuple[Reason, ...]
    progress: Progress = Progress()
    own_days: float = 0.0


def pace(
    units_gained: float,
    instructional_days: int,
    days_per_year: int,
    absent_days: int = 0,
    own_days: float | None = None,
) -> Pace:
    """Pace from its parts, with the reasons that belong beside it. own_days: left out for a learner here full time.

    units_gained: learning units; absent_days: told beside the pace, never taken out.

    Refused: units below zero; days below zero or not whole; a year without days; more absence than days; more own
    days than days.
    """
    _check_parts(units_gained, instructional_days, days_per_year, absent_days, own_days)
    own = float(instructional_days if own_days is None else own_days)
    reasons = []
    per_year = None
    if own < instructional_days:
        reasons.append(Reason.of("time_share", own_days=own, count=instructional_days))
    if own == 0:
        reasons.append(Reason.of("no_own_days" if instructional_days else "no_days_yet"))
    else:
        per_year = units_gained * days_per_year / own
        days = {"count": instructional_days} if own == instructional_days else {"own_days": own}
        reasons.append(
            Reason.of(
                "formula" if own == instructional_days else "formula_own_days",
                units=float(units_gained),
                days_per_year=days_per_year,
                units_per_year=per_year,
                **days,
            )
        )
    if absent_days:
        reasons.append(Reason.of("absence_apart", count=absent_days))
    reasons.append(Reason.of("use_well"))
    return Pace(
        float(units_gained),
        instructional_days,
        days_per_year,
        per_year,
        absent_days,
        tuple(reasons),
        own_days=own,
    )


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
    partly: Partly = NOTHING_PARTLY,
    shares: Sequence[Share] = (),
    taken: Collection[int] = (),
) -> Pace:
    """One learner's pace in one domain from `from_on` to `on`, both included (days since 1970-01-01).

    shares: of this learner; those for one domain name it by the number given here. partly, taken: as in `progress_of`.
    """
    progress = progress_of(
        determinations, competencies, scale, domain=domain, from_on=from_on, on=on, partly=partly, taken=taken
    )
    days = calendar.days_between(from_on, on)
    own = own_days(calendar, from_on, on, shares, domain)
    plain = pace(progress.units, days, days_per_year, absent_days, own)
    window = Reason.of("window", from_on=date_of(from_on).isoformat(), on=date_of(on).isoformat())
    return Pace(
        plain.units,
        plain.days,
        plain.days_per_year,
        plain.units_per_year,
        plain.absent_days,
        (window, *_what_was_counted(progress), *plain.reasons),
        progress,
        plain.own_days,
    )


def progress_of(
    determinations: Iterable[Determination] | Determinations,
    competencies: Competencies,
    scale: Scale,
    *,
    domain: int,
    from_on: int,
    on: int,
    partly: Partly = NOTHING_PARTLY,
    taken: Collection[int] = (),
) -> Progress:
    """What one learner gained in one domain in a window. What was decided later can take a level back.

    partly: what counts on the way to the mark. taken: the numbers of determinations that came with placement or
    transfer: a run that begins with one of them is where the learner began, and no progress.
    """
    gained: list[Gained] = []
    on_the_way: list[Gained] = []
    known: list[Gained] = []
    in_progress, taken_back = [], []
    came_with = frozenset(taken)
    for competency, history in _histories(determinations, competencies, domain).items():
        weight = _weight(competencies, competency)
        for level, share in partly.steps(scale):
            began = _run_began(history, level)
            if began is None or not from_on <= began.decided_on <= on:
                continue
            step = Gained(competency, began.decided_on, share * weight)
            if began.determination_id in came_with:
                known.append(step)
            else:
                (gained if level == scale.proficient else on_the_way).append(step)
        reached = [scale.is_proficient(decision.level) for decision in history]
        days = [decision.decided_on for decision in history]
        if not reached[-1]:
            if any(at and from_on <= day <= on for at, day in zip(reached, days, strict=True)):
                taken_back.append(competency)
            elif from_on <= days[-1] <= on:
                in_progress.append(competency)
    return Progress(tuple(gained), tuple(in_progress), tuple(taken_back), tuple(on_the_way), tuple(known))


def _run_began(history: Sequence[Determination], level: int) -> Determination | None:
    """The determination that began the present, unbroken run at or above a level; None where there is none now."""
    began = None
    for decision in history:
        began = None if decision.level < level else began or decision
    return began


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
        units = math.fsum(gain.weight for gain in progress.gained)
        reasons.append(Reason.of("gained", count=len(progress.gained), units=units))
    elif not progress.partly:
        reasons.append(Reason.of("nothing_gained_yet"))
    if progress.partly:
        units = math.fsum(gain.weight for gain in progress.partly)
        reasons.append(Reason.of("partly_gained", count=len(progress.partly), units=units))
    if progress.taken:
        reasons.append(Reason.of("known_on_arrival", count=len({gain.competency for gain in progress.taken})))
    if progress.in_progress:
        reasons.append(Reason.of("in_progress", count=len(progress.in_progress)))
    if progress.taken_back:
        reasons.append(Reason.of("taken_back", count=len(progress.taken_back)))
    return reasons


def _check_parts(
    units: float, days: int, days_per_year: int, absent_days: int, own_days: float | None
) -> None:
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
    if own_days is not None and not (math.isfinite(own_days) and 0 <= own_days <= days):
        raise Refused(
            "own_days",
            f"The learner's own days are {own_days:g} of {days} instructional days; give a number from 0 to {days}.",
            field="own_days",
        )
