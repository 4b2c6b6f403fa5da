"""Slate's rules for every enrolment of a district at once. `reference.py` says what they mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Refused
from headway.mastery.proficiency.slate.reference import HALF
from headway.mastery.proficiency.slate.rules import HIGHEST_STEP, Growth, SlateRules, rounded_many

Ints = NDArray[np.int64]
Marks = NDArray[np.bool_]

NONE = -1
# Growth may be below zero, so that none of it needs a number of its own.
NO_GROWTH = np.iinfo(np.int32).min
LEVELS = HIGHEST_STEP + 1


@dataclass(frozen=True, eq=False)
class SlateResults:
    """One row per result, in any order. step: -1 for none (an override without one)."""

    learner: Ints
    skill: Ints
    level: Ints
    step: Ints
    override: Marks
    when: Ints
    demonstration: Ints
    result: Ints


@dataclass(frozen=True, eq=False)
class SlateSkills:
    """One row per skill, by skill. required: skills × 14, how many results are asked for at each level."""

    skill: Ints
    competency: Ints
    active: Marks
    required: Ints


@dataclass(frozen=True, eq=False)
class SlateEnrolments:
    """One row per learner, competency and level. baseline: stored, in hundredths; -1 for none."""

    learner: Ints
    competency: Ints
    level: Ints
    baseline: Ints


@dataclass(frozen=True, eq=False)
class SlateRows:
    """One row per enrolment, in their order, as `SlateRow` has it; -1 for none. growth: in tenths, or NO_GROWTH.

    growth_number / growth_of: the growth unrounded, in steps; growth_of is 0 where there is none.
    """

    baseline: Ints
    average: Ints
    complete: Ints
    required: Ints
    missed: Ints
    progress: Ints
    is_complete: Marks
    growth: Ints
    growth_number: Ints
    growth_of: Ints

    def __len__(self) -> int:
        return len(self.average)


def slate_rows(
    results: SlateResults,
    skills: SlateSkills,
    enrolments: SlateEnrolments,
    rules: SlateRules | None = None,
) -> SlateRows:
    """The rows of all enrolments. Time grows as sorting the results does; no Python loop over rows.

    Refused: two enrolments of one learner in one competency at one level; a step or level outside 0..13.
    """
    rules = rules or SlateRules()
    _check_steps(results, enrolments)
    places = _Places(skills, enrolments)
    counted = _Counted(results, skills, enrolments, places)
    count = len(enrolments.level)

    effective = counted.effective()
    rating = effective & ~counted.override & (counted.step > 0)
    ratings = np.bincount(counted.enrolment[rating], minlength=count)
    total = _total(counted.enrolment[rating], counted.step[rating], count)
    average = np.where(ratings > 0, rounded_many(10 * total, np.maximum(ratings, 1)), NONE)

    required = places.required
    complete = counted.complete(effective, rating, count)
    missed = np.bincount(counted.enrolment[effective & counted.missed], minlength=count)
    progress = np.where(required > 0, rounded_many(100 * complete, np.maximum(required, 1)), 100)
    stored = np.where(
        enrolments.baseline >= 0,
        rounded_many(enrolments.baseline, np.full(count, 10)),
        NONE,
    )
    if rules.growth is Growth.PERFORMANCE_LEVEL_MINUS_BASELINE:
        number, of = _minus_baseline(counted, places, average, stored, progress)
    else:
        number, of = _recent_minus_first(counted, places, enrolments.baseline)
    return SlateRows(
        baseline=stored,
        average=average,
        complete=complete,
        required=required,
        missed=missed,
        progress=progress,
        is_complete=(complete >= required)
        & _gates_open(average, counted, effective, enrolments.level, rules),
        growth=np.where(of > 0, rounded_many(10 * number, np.maximum(of, 1)), NO_GROWTH),
        growth_number=number,
        growth_of=of,
    )


class _Places:
    """What each enrolment's competency asks for at its level, from its active skills."""

    def __init__(self, skills: SlateSkills, enrolments: SlateEnrolments) -> None:
        # Every competency that is named anywhere, so that an enrolment without skills has a place too.
        self.competencies = np.unique(np.concatenate((skills.competency, enrolments.competency)))
        active = skills.active
        of_skill = np.searchsorted(self.competencies, skills.competency[active])
        asked = np.zeros((len(self.competencies), LEVELS), dtype=np.int64)
        asking, there = asked.copy(), np.zeros(len(self.competencies), dtype=np.int64)
        np.add.at(asked, of_skill, skills.required[active])
        np.add.at(asking, of_skill, skills.required[active] > 0)
        np.add.at(there, of_skill, 1)
        self.competency = np.searchsorted(self.competencies, enrolments.competency)
        self.required = asked[self.competency, enrolments.level]
        self.asking_skills = asking[self.competency, enrolments.level]
        self.active_skills = there[self.competency]


class _Counted:
    """The results that belong to an enrolment and an active skill, in groups of both, oldest first."""

    def __init__(
        self, results: SlateResults, skills: SlateSkills, enrolments: SlateEnrolments, places: _Places
    ) -> None:
        skill, known = _found(skills.skill, results.skill)
        known &= skills.active[skill] if len(skills.skill) else False
        learners = np.unique(enrolments.learner)
        learner, enrolled = _found(learners, results.learner)
        known &= enrolled
        row = np.flatnonzero(known)
        skill, learner = skill[row], learner[row]
        wide = len(places.competencies)
        of_enrolment = np.searchsorted(learners, enrolments.learner) * wide + places.competency
        keys = of_enrolment * LEVELS + enrolments.level
        order = np.argsort(keys, kind="stable")
        if len(keys) and (np.diff(keys[order]) == 0).any():
            raise Refused(
                "slate_enrolment_twice",
                "Two enrolments name the same learner, competency and level; keep one of them.",
            )
        key = (learner * wide + np.searchsorted(places.competencies, skills.competency[skill])) * LEVELS
        enrolment, belongs = _found(keys[order], key + results.level[row])
        row, skill = row[belongs], skill[belongs]
        enrolment = order[enrolment[belongs]]

        group = enrolment * max(len(skills.skill), 1) + skill
        oldest_first = np.lexsort((results.result[row], results.demonstration[row], results.when[row], group))
        row, group = row[oldest_first], group[oldest_first]
        self.enrolment = enrolment[oldest_first]
        self.step = results.step[row]
        self.override = results.override[row]
        self.when = results.when[row]
        self.missed = ~self.override & (self.step <= 0)
        self.asked = skills.required[skill[oldest_first], results.level[row]]
        begins = np.ones(len(group), dtype=bool)
        begins[1:] = group[1:] != group[:-1]
        self.first = np.flatnonzero(begins)
        self.group = np.cumsum(begins) - 1

    def effective(self) -> Marks:
        """The best results of each group, as many as are asked for."""
        has_override = np.bincount(self.group, weights=self.override, minlength=len(self.first)) > 0
        place = np.flatnonzero(~(self.missed & has_override[self.group]))
        # The rows are ordered by age within a group already, and a stable sort keeps that among equals.
        best = place[np.lexsort((self.override[place], -np.maximum(self.step[place], 0), self.group[place]))]
        size = np.bincount(self.group[best], minlength=len(self.first))
        rank = np.arange(len(best)) - np.repeat(np.cumsum(size) - size, size)
        effective = np.zeros(len(self.step), dtype=bool)
        effective[best[rank < self.asked[best]]] = True
        return effective

    def complete(self, effective: Marks, rating: Marks, count: int) -> Ints:
        asked = self.asked[self.first]
        shown = np.bincount(self.group[rating], minlength=len(self.first))
        overrides = np.bincount(self.group[effective & self.override], minlength=len(self.first))
        return _total(self.enrolment[self.first], np.minimum(asked, shown + asked * overrides), count)


def _minus_baseline(
    counted: _Counted, places: _Places, average: Ints, stored: Ints, progress: Ints
) -> tuple[Ints, Ints]:
    count = len(average)
    # Rows that may be a skill's earliest: not missed, in a skill that asks for something.
    shown = np.flatnonzero((counted.step != 0) & (counted.asked > 0))
    group = counted.group[shown]
    begins = np.ones(len(shown), dtype=bool)
    begins[1:] = group[1:] != group[:-1]
    first = np.flatnonzero(begins)
    run = np.cumsum(begins) - 1
    same_moment = np.bincount(
        run[counted.when[shown] == counted.when[shown[first]][run]], minlength=len(first)
    )
    earliest = shown[first + same_moment - 1] if len(first) else shown
    earliest = earliest[counted.step[earliest] > 0]
    found = np.bincount(counted.enrolment[earliest], minlength=count)
    total = _total(counted.enrolment[earliest], counted.step[earliest], count)
    can = (found > 0) & ((found == places.asking_skills) | (progress >= HALF))

    # average / 10 − stored / 10, or average / 10 − total / found
    from_stored = stored != NONE
    of = np.where(from_stored, 10, np.where(can, 10 * found, 0))
    number = np.where(from_stored, average - stored, average * found - 10 * total)
    there = (average > 0) & (of > 0) & (~from_stored | (stored > 0))
    return np.where(there, number, 0), np.where(there, of, 0)


def _recent_minus_first(counted: _Counted, places: _Places, baseline: Ints) -> tuple[Ints, Ints]:
    count = len(baseline)
    rated = np.flatnonzero(~counted.override & (counted.step > 0))
    group = counted.group[rated]
    ends = np.ones(len(rated), dtype=bool)
    ends[:-1] = group[1:] != group[:-1]
    last = np.flatnonzero(ends)
    first = np.concatenate(([0], last[:-1] + 1)) if len(last) else last
    enrolment = counted.enrolment[rated[last]]
    from_baseline = baseline[enrolment] > 0
    begin = np.where(from_baseline, baseline[enrolment], 100 * counted.step[rated[first]])
    grown = 100 * counted.step[rated[last]] - begin
    # A single rating can't have grown from itself, and growth of nothing is left out as Slate leaves it out: both
    # are zero here.
    kept = grown != 0
    found = np.bincount(enrolment[kept], minlength=count)
    total = _total(enrolment[kept], grown[kept], count)
    there = (found > 0) & (2 * found >= places.active_skills)
    return np.where(there, total, 0), np.where(there, 100 * found, 0)


def _gates_open(average: Ints, counted: _Counted, effective: Marks, level: Ints, rules: SlateRules) -> Marks:
    mark = _gates(rules.minimum_average, level, 10)
    open_gates = (average == NONE) | (average >= mark)
    if rules.minimum_rating is not None:
        rating = effective & ~counted.override
        lowest = _gates(rules.minimum_rating, level, 1)
        too_low = rating & (counted.step < lowest[counted.enrolment])
        open_gates &= np.bincount(counted.enrolment[too_low], minlength=len(level)) == 0
    return open_gates


def _gates(setting: int | None, level: Ints, unit: int) -> Ints:
    if setting is None:
        return np.full(len(level), NONE)
    return setting + level * unit if setting <= 0 else np.full(len(level), setting)


def _total(where: Ints, what: Ints, count: int) -> Ints:
    """Sums of small whole numbers, which a float adds exactly."""
    return np.bincount(where, weights=what, minlength=count).astype(np.int64)


def _found(ordered: Ints, wanted: Ints) -> tuple[Ints, Marks]:
    """For each wanted number its place among the ordered ones, and whether it is there."""
    if len(ordered) == 0:
        return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=bool)
    place = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    return place, ordered[place] == wanted


def _check_steps(results: SlateResults, enrolments: SlateEnrolments) -> None:
    neither = (results.step < 0) & ~results.override
    wrong = neither | (results.step > HIGHEST_STEP) | (results.level < 0) | (results.level > HIGHEST_STEP)
    if wrong.any():
        row = int(np.argmax(wrong))
        raise Refused(
            "slate_step",
            f"Result {int(results.result[row])} has step {int(results.step[row])} at level "
            f"{int(results.level[row])}; Slate's steps and levels are 0 to 13, and only an override has none.",
            result=int(results.result[row]),
        )
    if ((enrolments.level < 0) | (enrolments.level > HIGHEST_STEP)).any():
        raise Refused("slate_level", "An enrolment has a level outside 0 to 13; correct it.")
