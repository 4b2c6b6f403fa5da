"""Streams of completions to try forecasts on: the trial's two generators, simulated districts, and real answers.

The trial: rates from a gamma distribution, one cut, one target each; `bursts` adds bursts of some weeks with little
between them and vacations. Its settings are chosen so that the coverages and widths of the trial come out (see
`TRIAL`); what we built was not tuned on it.
"""

from __future__ import annotations

import csv
import gzip
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from headway.mastery.pacing.forecast import Histories
from headway.mastery.simulation import SimulatedDistrict

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
WEEK = 5  # instructional days


@dataclass(frozen=True, eq=False)
class World:
    """Histories over a whole record; dates: of the instructional days; groups per history, for the report only."""

    name: str
    whole: Histories
    dates: Floats
    groups: dict[str, Ints]


# a, completions per week; weeks watched; what remains; strength and weeks of bursts.
TRIAL = {
    "a": 4.0, "per_week": 0.9, "weeks": (10, 20), "remain": (12, 24), "burst": 0.42, "burst_weeks": 1.8,
    "free": (10, 18, 19, 31),
}  # fmt: skip
TRIAL_WEEKS = 240
LEARNERS_OF_THE_TRIAL = 1500


def trial(seed: int, *, bursts: bool, setting: dict | None = None) -> World:
    s = TRIAL | (setting or {})
    draw = np.random.default_rng([41, seed, bursts])
    n, weeks = LEARNERS_OF_THE_TRIAL, TRIAL_WEEKS
    rate = draw.gamma(s["a"], s["per_week"] / s["a"], n)
    intensity = np.repeat(rate[:, None], weeks, axis=1)
    school = np.ones(weeks, dtype=bool)
    if bursts:
        # A learner is in a burst or not; both last some weeks.
        state = draw.random(n) < 0.5
        for week in range(weeks):
            state = np.where(draw.random(n) < 1 / s["burst_weeks"], draw.random(n) < 0.5, state)
            intensity[:, week] *= np.where(state, 1 + s["burst"], 1 - s["burst"])
        of_year = (np.arange(weeks) + int(draw.integers(0, 52))) % 52
        school = ~np.isin(of_year, s["free"])
    days = np.flatnonzero(np.repeat(school, WEEK))
    dates = (days // WEEK * 7 + days % WEEK).astype(np.float64)
    count = draw.poisson(np.repeat(intensity[:, school] / WEEK, WEEK, axis=1))
    row, day = np.nonzero(count)
    many = count[row, day]
    row, day = np.repeat(row, many), np.repeat(day, many)
    learner = np.arange(n)
    histories = Histories(
        learner, learner % 4, np.zeros(n, np.int64), np.full(n, len(days) - 1), row, day, np.ones(len(row))
    )
    return World("bursts and vacations" if bursts else "rates from a gamma", histories, dates, {})


def of_district(district: SimulatedDistrict, *, by_domain: bool) -> World:
    """First decisions at the mark on academic competencies, those on entering left out."""
    decided, map_ = district.decisions, district.map
    days = district.calendar.instructional_days()
    order = np.lexsort((decided.decided_on, decided.competency, decided.learner))
    order = order[decided.level[order] >= district.scale.proficient]
    key = decided.learner[order] * map_.n + decided.competency[order]
    first = order[np.append(True, key[1:] != key[:-1])]
    academic = ~map_.is_habits[map_.domain[decided.competency[first]]]
    event = first[(decided.placement[first] == 0) & academic]
    on = np.searchsorted(days, decided.decided_on[event], side="right") - 1
    entered = np.searchsorted(days, district.learners.entered_on)
    left = (
        np.searchsorted(days, np.minimum(district.learners.left_on, district.calendar.today), side="right")
        - 1
    )
    person = np.arange(len(district.learners))
    stream, owner = person, decided.learner[event]
    if by_domain:
        domains = np.flatnonzero(~map_.is_habits)
        stream = (person[:, None] * map_.domains + domains).ravel()
        owner = owner * map_.domains + map_.domain[decided.competency[event]]
        person = stream // map_.domains
    there = left[person] > entered[person]
    stream, person = stream[there], person[there]
    who = decided.learner[event]
    kept = (on >= entered[who]) & (on <= left[who]) & np.isin(owner, stream)
    people = district.learners
    histories = Histories(
        stream,
        people.school[person],
        entered[person],
        left[person],
        owner[kept],
        on[kept],
        np.ones(int(kept.sum())),
    )
    groups = {
        name: getattr(people, name)[person]
        for name in ("home_language", "low_income", "disability", "origin", "gender")
    }
    groups["band"] = district.schools.band[people.school[person]]
    return World(district.generator, histories, days.astype(np.float64), groups)


def assistments() -> World:
    """Real answers: a completion is a skill's first three right answers in a row; time is counted in answers.

    The answers have no dates: each counts as one instructional day here, so weeks are fives of answers.
    """
    path = Path(os.environ["HEADWAY_SHARED"]) / "data/responses/assistments-2009/assist2009_folds123.csv.gz"
    streak: dict[tuple[int, int], int] = {}
    length: dict[int, int] = {}
    events = []
    with gzip.open(path, "rt") as file:
        for row in csv.DictReader(file):
            learner, skill = int(row["student"]), int(row["skill"])
            length[learner] = length.get(learner, 0) + 1
            at = (learner, skill)
            if streak.get(at, 0) >= 3:
                continue
            streak[at] = streak.get(at, 0) + 1 if row["correct"] == "1" else 0
            if streak[at] == 3:
                events.append((learner, length[learner]))
    learners = np.array([one for one, many in length.items() if many >= 60])
    kept = set(learners.tolist())
    owner, on = np.array([event for event in events if event[0] in kept]).T
    last = np.array([length[one] for one in learners.tolist()])
    histories = Histories(
        learners,
        np.zeros(len(learners), np.int64),
        np.ones(len(learners), np.int64),
        last,
        owner,
        on,
        np.ones(len(on)),
    )
    return World("ASSISTments 2009", histories, np.arange(last.max() + 2) * 1.4, {})
