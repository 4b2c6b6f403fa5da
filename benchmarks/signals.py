"""Signals against the truth: who will miss a target, who was signalled four weeks before, and how often for nothing.

On both generators of `mastery.simulation`. In week 12 of the last school year an adult agrees with every learner on one
target, as adults do from needed rates: so many learning units of one domain by a date 60 to 110 days of school away, at
the learner's own rate so far, drawn a little to the district's usual one, give or take a quarter. From then on each week is read as
the nightly run reads it: the plan's line with its buffer, and the chance by the forecast that the district learned from
its own histories before that week. The truth: whether the units were gained by the date, as teachers decided.

Thresholds were chosen on seeds of their own (`--tune`), never on those that are reported.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import Figure
from benchmarks.worker import give
from headway.mastery.pacing import Calendar as SchoolCalendar
from headway.mastery.pacing.forecast import Fitted, Histories, fit, school_day_of
from headway.mastery.pacing.signals import Plans, SignalPolicy, due_units, off_target_rows
from headway.mastery.pacing.trajectories import LINEAR
from headway.mastery.simulation import Calendar, SimulatedDistrict, bursts, curves, invented_map
from headway.mastery.simulation.district import GENDERS, HOME_LANGUAGES, ORIGINS

LEARNERS, TODAY = 1200, 20_598
REPORTED, TUNED_ON = (3101, 3102, 3103, 3104, 3105, 3106, 3107, 3108), (7101, 7102)
AGREED_IN_WEEK, BUFFER, LEAD = 12, 5, 20
NEAREST, FARTHEST, GIVE_OR_TAKE = 60, 110, 0.25
# Two completions of the district's usual pace stand beside a learner's own.
USUAL = 2.0
RECALL, PRECISION, GAP = 0.80, 0.60, 5.0
SMALLEST_GROUP = 400
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Judged:
    """A row per learner's target: whether it was missed; the days before its date on which it was first signalled, -1
    for never; and groups, for the report alone."""

    missed: Mask
    lead: Ints
    groups: dict[str, Ints]

    @classmethod
    def together(cls, parts: Iterable[Judged]) -> Judged:
        listed = list(parts)
        return cls(
            np.concatenate([one.missed for one in listed]),
            np.concatenate([one.lead for one in listed]),
            {name: np.concatenate([one.groups[name] for one in listed]) for name in listed[0].groups},
        )


def main() -> None:
    if "--tune" in sys.argv:
        tune()
        return
    for name, generator in (("bursts", bursts), ("curves", curves)):
        judged = Judged.together(
            judge(
                *streams(generator(invented_map(7), Calendar.around(TODAY), learners=LEARNERS, seed=seed)),
                seed,
            )
            for seed in REPORTED
        )
        report(name, judged)


def streams(district: SimulatedDistrict) -> tuple[SimulatedDistrict, SchoolCalendar, Ints, Ints, Ints]:
    """First decisions of proficient, without those on entering: (learner, domain, day)."""
    days = district.calendar.instructional_days()
    instructional = np.zeros(int(days[-1] - days[0]) + 1, dtype=bool)
    instructional[days - days[0]] = True
    calendar = SchoolCalendar(int(days[0]), instructional)
    rows = district.decisions
    proficient = (rows.level >= district.scale.proficient) & (rows.placement == 0)
    key = rows.learner[proficient] * district.map.n + rows.competency[proficient]
    order = np.lexsort((rows.decided_on[proficient], key))
    _keys, first = np.unique(key[order], return_index=True)
    kept = np.flatnonzero(proficient)[order][first]
    academic = ~district.map.is_habits[district.map.domain[rows.competency[kept]]]
    kept = kept[academic]
    day = school_day_of(calendar, rows.decided_on[kept])
    return district, calendar, rows.learner[kept], district.map.domain[rows.competency[kept]], day


def judge(
    district: SimulatedDistrict, calendar: SchoolCalendar, who: Ints, domain: Ints, day: Ints, seed: int
) -> Judged:
    made = agreed(district, calendar, who, domain, day, seed)
    return read_weeks(made, SignalPolicy())


@dataclass(frozen=True, eq=False)
class Agreed:
    """One target per learner. All days are days of school since the record began."""

    histories: Histories
    fitted: Fitted
    row: Ints
    wanted: Floats
    begins: int
    by: Ints
    first: Ints
    weeks: tuple[int, ...]
    event_row: Ints
    event_day: Ints
    groups: dict[str, Ints]


def agreed(
    district: SimulatedDistrict, calendar: SchoolCalendar, who: Ints, domain: Ints, day: Ints, seed: int
) -> Agreed:
    draw = np.random.default_rng(seed)
    year = district.calendar.years[-1]
    begins = int(school_day_of(calendar, [year.first_day + 7 * AGREED_IN_WEEK])[0])
    last = int(school_day_of(calendar, [calendar.last_on])[0])
    people = district.learners
    domains = district.map.domains
    stream = np.arange(len(people.learner) * domains)
    entered = np.maximum(school_day_of(calendar, people.entered_on - 1) + 1, 1)
    school = np.repeat(people.school, domains)
    event = who * domains + domain
    whole = Histories(
        learner=stream,
        school=school,
        first_day=np.repeat(np.minimum(entered, last), domains),
        last_day=np.full(len(stream), last),
        event_learner=event[day >= np.repeat(entered, domains)[event]],
        event_day=day[day >= np.repeat(entered, domains)[event]],
        event_units=np.ones(int((day >= np.repeat(entered, domains)[event]).sum())),
    )
    known = whole.until(begins)
    here = (people.entered_on < year.first_day) & (people.left_on > calendar.last_on)
    academic = np.flatnonzero(~district.map.is_habits)
    chosen = people.learner[here] * domains + draw.choice(academic, int(here.sum()))
    row = known.rows_of(chosen)
    # The adult looks at this year and the one before, not further: what a rate looked like in first grade says little.
    span = np.minimum(known.days[row], 200)
    lately = known.event_day > begins - 200
    counts = np.bincount(known.event_row[lately], minlength=len(known))[row]
    usual = counts.sum() / span.sum()
    rate = (counts + USUAL) / (span + USUAL / usual)
    ahead = draw.integers(NEAREST, FARTHEST + 1, len(chosen))
    ahead = np.minimum(ahead, last - begins)
    wanted = np.maximum(np.round(rate * ahead * np.exp(draw.normal(0, GIVE_OR_TAKE, len(chosen)))), 2.0)
    groups = {
        "home language": people.home_language[here],
        "origin": people.origin[here],
        "gender": people.gender[here],
        "low income": people.low_income[here],
        "disability": people.disability[here],
    }
    return Agreed(
        histories=whole,
        fitted=fit(known),
        row=chosen,
        wanted=wanted,
        begins=begins,
        by=begins + ahead,
        first=np.minimum(entered, last)[chosen // domains],
        weeks=tuple(range(begins + 5, begins + FARTHEST, 5)),
        event_row=whole.event_learner,
        event_day=whole.event_day,
        groups=groups,
    )


def readings(made: Agreed) -> list[tuple[int, Plans, Mask]]:
    """Every week: the plans as the nightly run reads them, and which of them still run."""
    found = []
    by_stream = {int(stream): place for place, stream in enumerate(made.row)}
    mine = np.isin(made.event_row, made.row) & (made.event_day > made.begins)
    place = np.array([by_stream[int(one)] for one in made.event_row[mine]], dtype=np.int64)
    for today in made.weeks:
        done = np.bincount(place[made.event_day[mine] <= today], minlength=len(made.row)).astype(np.float64)
        runs = today <= made.by
        left = (made.by - today).astype(np.float64)
        histories = made.histories.until(today)
        outlooks = made.fitted.outlooks(
            histories,
            np.maximum(made.wanted - done, 0.0),
            np.maximum(left, 1.0),
            learner=made.row,
            within=np.maximum(left, 0.0),
        )
        passed = np.full(len(made.row), float(today - made.begins))
        due = due_units(
            made.wanted,
            passed,
            (made.by - made.begins).astype(np.float64),
            np.full(len(made.row), float(BUFFER)),
            [LINEAR] * len(made.row),
        )
        found.append((today, Plans(done, made.wanted, due, left, outlooks.chance), runs))
    return found


def read_weeks(
    made: Agreed, policy: SignalPolicy, weeks: list[tuple[int, Plans, Mask]] | None = None
) -> Judged:
    lead = np.full(len(made.row), -1, dtype=np.int64)
    for today, plans, runs in weeks or readings(made):
        new = off_target_rows(plans, policy) & runs & (lead < 0)
        lead[new] = made.by[new] - today
    by_stream = {int(stream): place for place, stream in enumerate(made.row)}
    wanted = np.isin(made.event_row, made.row) & (made.event_day > made.begins)
    place = np.array([by_stream[int(one)] for one in made.event_row[wanted]], dtype=np.int64)
    in_time = made.event_day[wanted] <= made.by[place]
    gained = np.bincount(place[in_time], minlength=len(made.row))
    return Judged(gained < made.wanted, lead, made.groups)


def rates(judged: Judged) -> tuple[float, float, float]:
    """(share of those who miss that were signalled four weeks before, precision of these signals, share that misses)."""
    early = judged.lead >= LEAD
    recall = float((early & judged.missed).sum() / max(judged.missed.sum(), 1))
    precision = float((early & judged.missed).sum() / max(early.sum(), 1))
    return recall, precision, float(judged.missed.mean())


def false_alarms(judged: Judged) -> Mask:
    """Signalled at some time, and the target was met."""
    return (judged.lead >= 0) & ~judged.missed


def gaps_of(judged: Judged, smallest: int = SMALLEST_GROUP, of_met: bool = False) -> dict[str, float]:
    """Per kind of group the widest difference in false alarms of a hundred targets, between groups that are not small.

    of_met: of a hundred targets that were met; this differs, too, where groups miss their targets differently often.
    """
    alarm, found = false_alarms(judged), {}
    counted = ~judged.missed if of_met else np.ones(len(judged.missed), dtype=bool)
    for kind, of in judged.groups.items():
        shares = [
            100 * float(alarm[counted & (of == group)].mean())
            for group in np.unique(of)
            if (counted & (of == group)).sum() >= smallest
        ]
        found[kind] = max(shares) - min(shares) if len(shares) > 1 else 0.0
    return found


def report(name: str, judged: Judged) -> None:
    recall, precision, base = rates(judged)
    signalled, alarm, count = judged.lead >= 0, false_alarms(judged), len(judged.missed)
    say(f"\n## {name}: {count:,} targets, {base:.2f} missed; {signalled.mean():.2f} signalled at some time")
    say("| group | targets | missed | false alarms of 100 targets | se | of 100 targets that were met |")
    say("| --- | --- | --- | --- | --- | --- |")
    for kind, of in judged.groups.items():
        for group in np.unique(of):
            here = of == group
            share, met = float(alarm[here].mean()), here & ~judged.missed
            error = 100 * (share * (1 - share) / here.sum()) ** 0.5
            small = " (too few to judge)" if here.sum() < SMALLEST_GROUP else ""
            say(
                f"| {kind}: {words(kind, int(group))}{small} | {here.sum():,} | {judged.missed[here].mean():.2f} | "
                f"{100 * share:.1f} | {error:.1f} | {100 * float(signalled[met].mean()):.1f} |"
            )
    early = (judged.lead >= LEAD).sum()
    right = 100 * (signalled & judged.missed).sum() / max(signalled.sum(), 1)
    note = f"{count:,} targets of {len(REPORTED)} seeds; {right:.0f} of 100 signals at any time are of missed targets"
    give(Figure(f"signals.{name}.early", round(recall, 3), "of missed", RECALL, at_most=False, note=note))
    give(
        Figure(
            f"signals.{name}.precision",
            round(precision, 3),
            "of early signals",
            PRECISION,
            at_most=False,
            against="share missed",
            ratio=precision / max(base, 1e-9),
            note=f"standard error {(precision * (1 - precision) / max(early, 1)) ** 0.5:.3f}",
        )
    )
    for code, of_met, words_of in (("gap", False, "targets"), ("gap-of-met", True, "targets that were met")):
        gaps = gaps_of(judged, of_met=of_met)
        widest = max(gaps, key=lambda kind: gaps[kind])
        note = f"widest between groups of {widest}, in false alarms of 100 {words_of}"
        give(Figure(f"signals.{name}.{code}", round(gaps[widest], 2), "points", GAP, note=note))


def words(kind: str, group: int) -> str:
    lists = {"home language": HOME_LANGUAGES, "origin": ORIGINS, "gender": GENDERS}
    return lists[kind][group] if kind in lists else ("no", "yes")[group]


def tune() -> None:
    """What thresholds would give, on seeds that are never reported."""
    for name, generator in (("bursts", bursts), ("curves", curves)):
        kept = []
        for seed in TUNED_ON:
            made = agreed(
                *streams(generator(invented_map(7), Calendar.around(TODAY), learners=LEARNERS, seed=seed)),
                seed,
            )
            kept.append((made, readings(made)))
        say(
            f"\n## {name}\n| chance below | early | precision | missed | widest gap |\n| --- | --- | --- | --- | --- |"
        )
        for below in (0.15, 0.2, 0.25, 0.3, 0.4, 0.5):
            policy = SignalPolicy(chance_below=below)
            judged = Judged.together(read_weeks(made, policy, weeks) for made, weeks in kept)
            recall, precision, base = rates(judged)
            widest = max(gaps_of(judged, smallest=150).values())
            say(f"| {below} | {recall:.3f} | {precision:.3f} | {base:.2f} | {widest:.1f} |")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
