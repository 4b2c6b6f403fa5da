"""Generator A, `bursts`: learning that comes in bursts, evidence where learners work, teachers who decide.

How it is made:
- Ability per strand = entry level (by age, with a jagged spread per learner, domain and strand) + a strand's own
  rate × growth in its domain. Growth happens in bursts of some weeks with plateaus between; none in vacations. It
  is multiplied by `access`.
- Evidence arises where a learner works: competencies that are open to her (as decided so far), the lowest and those
  begun first; sometimes a second look at what is proficient. A task may show several competencies at once.
- Level shown = cuts of (ability - difficulty + task and occasion - severity of the rater), held below proficient
  while a gate of the competency is not truly proficient, up to that noise.
- Teachers decide from what the usual rule proposes (two of the last three, two pieces at the least), after a while;
  a few depart from it. What is not decided yet stays open.
Every fact that was planted is listed in `Truth.planted`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Ratings
from headway.mastery.facts.tables import NEVER, Ints
from headway.mastery.scales import Scale
from headway.mastery.simulation.calendar import Calendar
from headway.mastery.simulation.columns import Lists
from headway.mastery.simulation.district import (
    FORMS,
    HOME_LANGUAGES,
    NOTHING,
    SETTINGS,
    Absences,
    Decisions,
    Evidence,
    Planted,
    SimulatedDistrict,
    Truth,
    cuts_of,
)
from headway.mastery.simulation.draws import Draws
from headway.mastery.simulation.maps import CompetencyMap
from headway.mastery.simulation.roster import ELEMENTARY, People, Roster, people, roster

NAME, VERSION = "bursts", 1

# -- learners: spreads in continuum levels --
SPREAD_OVERALL, SPREAD_OF_DOMAIN, SPREAD_OF_STRAND = 0.85, 0.55, 0.40
GROWTH_A_YEAR = 1.12  # continuum levels in a school year with full access
SCHOOL_DAYS_A_YEAR = 183
BURST_BEGINS, BURST_WEEKS = 0.13, (3, 6)
DIFFICULTY_WITHIN_LEVEL = (0.25, 0.85)
ENTRY_COST_OF_ACCESS = 1.6  # continuum levels at entry for each whole unit of access that is missing

# -- evidence --
PIECES_A_WEEK = (0.70, 0.70, 0.44, 0.36, 0.28)  # by domain, in a full week; further domains as the last
SECOND_LOOK = 0.015
TASK_SPREAD, OCCASION_SPREAD = 0.20, 0.32
SHARE_WITH_TASK, SHARE_RATED_TWICE = 0.45, 0.03
ABSENCE_MEAN = 0.05

# -- raters and decisions --
SEVERITY_SPREAD = 0.22
LENIENT_SCHOOL = -0.45
DEPARTS = 0.05
NOT_YET_IS_DECIDED = 0.10
EXTENDING_IS_DECIDED = 0.35
EXTRA_DAYS_UNTIL_TOLD = 6


def bursts(
    map_: CompetencyMap,
    calendar: Calendar,
    *,
    learners: int,
    seed: int,
    scale: Scale | None = None,
    progress: Callable[[float], None] | None = None,
) -> SimulatedDistrict:
    """A simulated district (see the module's words). About 2 ratings a learner and school week.

    Time and memory grow with learners × competencies × weeks; progress is told as a share from 0 to 1.
    """
    scale = scale or Scale.default()
    who = people(learners, calendar, seed)
    growth = _Growth.draw(who, map_, calendar, seed)
    chooses = 1.3 * growth.overall + 4.0 * (who.access - 1) + Draws(seed, "choice").normal(learners, 0.8)
    rosters = roster(who, map_, calendar, seed, chooses_blended=chooses)
    severity, planted = _severity(who, rosters, seed)
    slow_school = _slow_school(who)
    truth = Truth(
        map=map_,
        weeks=calendar.weeks,
        ability=growth.ability(map_),
        difficulty=growth.difficulty,
        cuts=cuts_of(scale),
        severity=np.broadcast_to(severity, (len(calendar.weeks), len(severity))),
        access=who.access,
        selected_itself=rosters.selected_itself,
        planted=(*planted, *_planted(rosters, slow_school)),
    )
    classroom = _Classrooms(who, rosters, map_, calendar, truth, scale, slow_school, seed)
    for week in range(len(calendar.weeks)):
        classroom.live(week)
        if progress:
            progress((week + 1) / len(calendar.weeks))
    evidence, ratings, decisions, absences = classroom.tables()
    return SimulatedDistrict(
        generator=NAME,
        version=VERSION,
        seed=seed,
        map=map_,
        scale=scale,
        calendar=calendar,
        schools=who.schools,
        learners=who.learners,
        teachers=rosters.teachers,
        sections=rosters.sections,
        enrolments=rosters.enrolments,
        home_groups=rosters.home_groups,
        home_memberships=rosters.home_memberships,
        evidence=evidence,
        ratings=ratings,
        decisions=decisions,
        absences=absences,
        truth=truth,
    )


@dataclass(frozen=True, eq=False)
class _Growth:
    """overall: learners. entry, rate: strands × learners. gained: weeks × domains × learners, never falling."""

    overall: NDArray[np.float64]
    entry: NDArray[np.float64]
    rate: NDArray[np.float64]
    gained: NDArray[np.float32]
    difficulty: NDArray[np.float64]

    @classmethod
    def draw(cls, who: People, map_: CompetencyMap, calendar: Calendar, seed: int) -> _Growth:
        draws = Draws(seed, "growth")
        count = len(who.learners)
        age = np.maximum(who.age_in[0], 0)
        # Where learners begin differs more, the longer they have been learning.
        jagged = np.clip(0.55 + 0.07 * age, 0.55, 1.15)
        overall = draws.normal(count)
        of_domain = draws.normal((map_.domains, count), SPREAD_OF_DOMAIN)
        of_strand = draws.normal((map_.strands, count), SPREAD_OF_STRAND)
        entry = (
            age
            + jagged * (SPREAD_OVERALL * overall + of_domain[map_.domain_of_strand] + of_strand)
            - ENTRY_COST_OF_ACCESS * (1 - who.access) * np.minimum(age, 3) / 3
        )
        rate = np.exp(draws.normal((map_.strands, count), 0.18))
        low, high = DIFFICULTY_WITHIN_LEVEL
        difficulty = map_.graph.level + low + (high - low) * draws.uniform(map_.n)
        return cls(overall, entry, rate, _gained(who, map_, calendar, draws), difficulty)

    def ability(self, map_: CompetencyMap) -> NDArray[np.float32]:
        """weeks × strands × learners."""
        weeks = len(self.gained)
        result = np.empty((weeks, *self.entry.shape), dtype=np.float32)
        for week in range(weeks):
            result[week] = self.entry + self.rate * self.gained[week][map_.domain_of_strand]
        return result


def _gained(who: People, map_: CompetencyMap, calendar: Calendar, draws: Draws) -> NDArray[np.float32]:
    """A burst begins by chance, lasts some weeks, and has a strength of its own; in between there is a plateau."""
    shape = (map_.domains, len(who.learners))
    days = [len(in_week) for in_week in calendar.days_in_weeks()]
    mean_weeks = sum(BURST_WEEKS) / 2
    share_in_burst = mean_weeks / (mean_weeks + 1 / BURST_BEGINS)
    daily = GROWTH_A_YEAR / SCHOOL_DAYS_A_YEAR / share_in_burst * who.access * np.exp(draws.normal(shape, 0.2))
    left, strength = np.zeros(shape, dtype=np.int64), np.ones(shape)
    total = np.zeros(shape)
    gained = np.empty((len(days), *shape), dtype=np.float32)
    not_yet_here = who.learners.entered_on
    for week, (monday, in_week) in enumerate(zip(calendar.weeks.tolist(), days, strict=True)):
        if in_week:
            begins = (left == 0) & draws.yes(BURST_BEGINS, shape)
            length = BURST_WEEKS[0] + draws.below(BURST_WEEKS[1] - BURST_WEEKS[0] + 1, shape)
            power = np.exp(draws.normal(shape, 0.3) - 0.045)
            left, strength = np.where(begins, length, left), np.where(begins, power, strength)
            grows = (left > 0) & (not_yet_here <= monday + 4)
            total += np.where(grows, daily * strength * in_week, 0.0)
            left = np.maximum(left - 1, 0)
        gained[week] = total
    return gained


def _severity(who: People, rosters: Roster, seed: int) -> tuple[NDArray[np.float64], tuple[Planted, ...]]:
    draws = Draws(seed, "severity")
    severity = draws.normal(len(rosters.teachers), SEVERITY_SPREAD)
    lenient = int(who.schools.school[who.schools.band == ELEMENTARY][-1])
    severity[rosters.teachers.school == lenient] += LENIENT_SCHOOL
    return severity, (
        Planted(
            "lenient_school",
            "The teachers of one elementary school see work as stronger than the others do.",
            (lenient,),
            LENIENT_SCHOOL,
        ),
    )


def _slow_school(who: People) -> int:
    """The school in which families of another home language wait longer."""
    return int(who.schools.school[who.schools.band != ELEMENTARY][0])


def _planted(rosters: Roster, slow_school: int) -> tuple[Planted, ...]:
    return (
        Planted(
            "self_selected_sections",
            "Learners chose the blended mathematics sections; those who were further along and had more access "
            "chose them more often. The sections add nothing to their growth.",
            tuple(rosters.selected_itself.tolist()),
            0.0,
        ),
        Planted(
            "feedback_gap",
            "At one school, work of learners whose home language is not English is recorded days later, and "
            "decided later.",
            (slow_school,),
            float(EXTRA_DAYS_UNTIL_TOLD),
        ),
        Planted(
            "access",
            "Low income and a home language other than English go with less access on the whole; access multiplies "
            "growth and moves the entry level. Origin, gender and disability reach no level in any way.",
        ),
    )


class _Classrooms:
    """Week by week: absences, evidence, ratings, decisions. Matrices are competencies × learners."""

    def __init__(
        self,
        who: People,
        rosters: Roster,
        map_: CompetencyMap,
        calendar: Calendar,
        truth: Truth,
        scale: Scale,
        slow_school: int,
        seed: int,
    ) -> None:
        self.who, self.rosters, self.map, self.truth, self.scale = who, rosters, map_, truth, scale
        self.draws = Draws(seed, "classrooms")
        self.weeks, self.days = calendar.weeks, calendar.days_in_weeks()
        self.semester, self.year = calendar.semester_of_weeks(), calendar.year_of_weeks()
        self.today = calendar.today
        shape = (map_.n, len(who.learners))
        self.decided = np.zeros(shape, dtype=np.int8)
        self.last = np.zeros((3, *shape), dtype=np.int8)  # levels of the last three pieces, newest first
        self.pieces = np.zeros(shape, dtype=np.int16)
        self.told_on = np.full(shape, -1, dtype=np.int32)  # when the latest piece is recorded
        self.open_question = np.zeros(shape, dtype=bool)
        self.placed = np.zeros(shape[1], dtype=bool)
        self.evidence, self.ratings = Lists(Evidence.COLUMNS), Lists(_RATED)
        self.decisions, self.absences = Lists(Decisions.COLUMNS), Lists(Absences.COLUMNS)
        self.count = 0  # pieces of evidence so far
        spanish = who.learners.home_language == HOME_LANGUAGES.index("es")
        self.waits = spanish[None, :] & (who.school_in == slow_school)
        self.absence_rate = np.clip(
            ABSENCE_MEAN * np.exp(self.draws.normal(shape[1], 0.6)) * (1 + 1.2 * (1 - who.access)), 0.002, 0.35
        )
        self.decides = 0.25 + 0.5 * self.draws.uniform(max(len(rosters.teachers), 1))
        self.tasks = _TaskTable.of(map_, self.draws)
        self.by_domain = [np.flatnonzero(map_.domain == domain) for domain in range(map_.domains)]
        self.strand, self.level = map_.strand, map_.graph.level

    # -- one week ----------------------------------------------------------------------------------------

    def live(self, week: int) -> None:
        days = self.days[week]
        if len(days) == 0:
            return
        here = self.who.here(int(days[-1])) & (self.rosters.group_of[self.year[week]] >= 0)
        proficient = self.truth.proficient(week)
        self.place(week, here & ~self.placed)
        present = self.attend(days, here)
        for domain in range(self.map.domains):
            self.work(week, domain, days, present, proficient)
        self.decide(week, int(days[-1]))

    def attend(self, days: Ints, here: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Absences of the week; back comes the share of the days that each learner was there."""
        away = self.draws.yes(self.absence_rate, (len(days), len(here))) & here
        day, learner = np.nonzero(away)
        self.absences.add(
            learner=learner, day=days[day], excused=self.draws.yes(0.7, len(day)).astype(np.int64)
        )
        return np.where(here, 1 - away.mean(axis=0), 0.0)

    def place(self, week: int, new: NDArray[np.bool_]) -> None:
        """On entering, teachers decide what is there already, from what they see and were told: nearly right."""
        learner = np.flatnonzero(new)
        if len(learner) == 0:
            return
        self.placed[learner] = True
        margin = self.truth.ability[week][self.strand][:, learner] - self.truth.difficulty[:, None]
        judged = margin + self.draws.normal(margin.shape, 0.18)
        known = self.map.gated(judged >= 0.1)
        extending = known & (judged >= 1.6) & self.draws.yes(0.15, judged.shape)
        mark = self.scale.proficient
        level = np.where(known, np.where(extending, min(mark + 1, self.scale.size), mark), 0).astype(np.int8)
        self.decided[:, learner] = level
        competency, place = np.nonzero(level)
        who = learner[place]
        adviser = self.rosters.rater_of(self.semester[week], 0)[who]
        self.decisions.add(
            learner=who,
            competency=competency,
            level=level[competency, place].astype(np.int64),
            proposed=NOTHING,
            pieces=0,
            placement=1,
            departs=0,
            decided_on=int(self.days[week][-1]),
            decided_by=adviser,
        )

    # -- evidence ----------------------------------------------------------------------------------------

    def work(
        self,
        week: int,
        domain: int,
        days: Ints,
        present: NDArray[np.float64],
        proficient: NDArray[np.bool_],
    ) -> None:
        """One piece of work in one domain by those who produce one this week."""
        rate = PIECES_A_WEEK[min(domain, len(PIECES_A_WEEK) - 1)] * len(days) / 5
        learner = np.flatnonzero(self.draws.yes(rate * present, len(present)))
        competency = self.choose(domain, learner, int(days[0]))
        something = competency >= 0
        learner, competency = learner[something], competency[something]
        if len(learner) == 0:
            return
        task = self.tasks.pick(competency, self.draws)
        rater = self.rosters.rater_of(self.semester[week], domain)[learner]
        day = days[self.draws.below(len(days), len(learner))]
        told = day + self.days_until_told(week, learner)
        piece = self.count + np.arange(len(learner))
        self.count += len(learner)
        self.evidence.add(
            evidence=piece,
            learner=learner,
            section=self.rosters.section_of[self.semester[week], domain][learner],
            task=task,
            form=np.where(task >= 0, task % len(FORMS), self.draws.below(len(FORMS), len(learner))),
            setting=self.draws.choice((0.78, 0.08, 0.06, 0.02, 0.06), len(learner)) % len(SETTINGS),
            observed_on=day,
            recorded_on=told,
            rater=rater,
        )
        noise = self.tasks.noise(task) + self.draws.normal(len(learner), OCCASION_SPREAD)
        self.rate(week, piece, learner, competency, noise, rater, day, told, proficient)
        self.rate_what_else_it_shows(
            week, piece, learner, competency, task, noise, rater, day, told, proficient
        )

    def choose(self, domain: int, learner: Ints, monday: int) -> Ints:
        """For each learner the competency that she works on: open to her, begun or lowest first; -1 for none."""
        if len(learner) == 0:
            return learner
        mark = self.scale.proficient
        nodes = self.by_domain[domain]
        done = self.decided[:, learner] >= mark
        open_now = np.stack([done[list(self.map.gates[node])].all(axis=0) for node in nodes])
        done = done[nodes]
        ready = open_now & ~done & (self.told_on[np.ix_(nodes, learner)] < monday)
        level = self.level[nodes][:, None]
        lowest = np.where(ready, level, 99).min(axis=0)
        begun = self.pieces[np.ix_(nodes, learner)] > 0
        wish = np.where(ready, np.exp2(lowest - level) * (1 + 3 * begun), 0.0)
        near = done & (level >= lowest - 1)
        wish += SECOND_LOOK * near
        # The smallest of exponential waits with these rates is a draw with these weights.
        waits = -np.log(self.draws.uniform(wish.shape)) / np.maximum(wish, 1e-12)
        waits[wish == 0] = np.inf
        chosen = np.argmin(waits, axis=0)
        return np.where(np.isfinite(waits[chosen, np.arange(len(learner))]), nodes[chosen], NOTHING)

    def days_until_told(self, week: int, learner: Ints) -> Ints:
        lag = self.draws.choice((0.6, 0.2, 0.1, 0.06, 0.04), len(learner))
        extra = 1 + self.draws.below(2 * EXTRA_DAYS_UNTIL_TOLD, len(learner))
        return lag + np.where(self.waits[self.year[week], learner], extra, 0)

    def rate_what_else_it_shows(
        self, week, piece, learner, competency, task, noise, rater, day, told, proficient
    ) -> None:
        """A task may show a second competency; rated where it is open to the learner and new this week."""
        other = self.tasks.other_than(task, competency)
        rows = np.flatnonzero(other >= 0)
        rows = rows[
            (np.abs(self.margin(week, learner[rows], other[rows])) < 1.2)
            & (self.told_on[other[rows], learner[rows]] < self.weeks[week])
            & (self.decided[other[rows], learner[rows]] < self.scale.proficient)
        ]
        if len(rows):
            self.rate(
                week, piece[rows], learner[rows], other[rows],
                noise[rows] + self.draws.normal(len(rows), 0.15),
                rater[rows], day[rows], told[rows], proficient,
            )  # fmt: skip

    def margin(self, week: int, learner: Ints, competency: Ints) -> NDArray[np.float64]:
        return (
            self.truth.ability[week][self.strand[competency], learner] - self.truth.difficulty[competency]
        )

    def rate(self, week, piece, learner, competency, noise, rater, day, told, proficient) -> None:
        """Levels shown; some pieces are rated again by another teacher, whose judgement is the latest one."""
        margin = self.margin(week, learner, competency)
        able = proficient[competency, learner]
        margin = np.where(able, margin, np.minimum(margin, -0.15))
        level = self.shown(week, margin + noise, rater)
        self.ratings.add(
            evidence=piece, learner=learner, competency=competency, level=level, rater=rater,
            observed_at=day, recorded_at=told, again=0,
        )  # fmt: skip
        again = np.flatnonzero(self.draws.yes(SHARE_RATED_TWICE, len(learner)))
        if len(again) and len(self.decides) > 1:
            other = (rater[again] + 1 + self.draws.below(len(self.decides) - 1, len(again))) % len(
                self.decides
            )
            second = margin[again] + noise[again] + self.draws.normal(len(again), 0.15)
            level[again] = self.shown(week, second, other)
            self.ratings.add(
                evidence=piece[again], learner=learner[again], competency=competency[again],
                level=level[again], rater=other, observed_at=day[again], recorded_at=told[again], again=1,
            )  # fmt: skip
        self.remember(learner, competency, level, told)

    def shown(self, week: int, margin: NDArray[np.float64], rater: Ints) -> Ints:
        seen = margin - self.truth.severity[week, rater]
        return 1 + np.searchsorted(self.truth.cuts, seen, side="right").astype(np.int64)

    def remember(self, learner: Ints, competency: Ints, level: Ints, told: Ints) -> None:
        at = (competency, learner)
        self.last[2][at] = self.last[1][at]
        self.last[1][at] = self.last[0][at]
        self.last[0][at] = level
        self.pieces[at] += 1
        self.told_on[at] = told
        proposed = self.proposed(at)
        mark, decided = self.scale.proficient, self.decided[at]
        chance = self.draws.uniform(len(level))
        self.open_question[at] = (proposed > 0) & (
            ((proposed >= mark) & (decided < mark))
            | ((proposed > decided) & (decided >= mark) & (chance < EXTENDING_IS_DECIDED))
            | ((proposed < mark) & (proposed != decided) & (chance < NOT_YET_IS_DECIDED))
        )

    def proposed(self, at: tuple[Ints, Ints]) -> NDArray[np.int8]:
        """Two of the last three reach it: the second highest of them; 0 with fewer than two pieces."""
        newest, middle, oldest = (self.last[place][at] for place in range(3))
        return np.maximum(
            np.minimum(newest, middle), np.minimum(np.maximum(newest, middle), oldest)
        ) * (self.pieces[at] >= 2)

    # -- decisions ---------------------------------------------------------------------------------------

    def decide(self, week: int, last_day: int) -> None:
        competency, learner = np.nonzero(self.open_question)
        rater = np.empty(len(learner), dtype=np.int64)
        for domain in range(self.map.domains):
            here = self.map.domain[competency] == domain
            rater[here] = self.rosters.rater_of(self.semester[week], domain)[learner[here]]
        haste = self.decides[np.maximum(rater, 0)] * np.where(self.waits[self.year[week], learner], 0.4, 1.0)
        on = np.maximum(last_day, self.told_on[competency, learner])
        now = self.draws.yes(haste, len(learner)) & (on <= self.today) & (rater >= 0)
        competency, learner, rater, on = competency[now], learner[now], rater[now], on[now]
        at = (competency, learner)
        proposed = self.proposed(at).astype(np.int64)
        knows_better = self.draws.yes(DEPARTS, len(learner))
        step = np.where(self.draws.yes(0.7, len(learner)), -1, 1)
        level = np.clip(np.where(knows_better, proposed + step, proposed), 1, self.scale.size)
        self.decided[at] = level
        self.open_question[at] = False
        self.decisions.add(
            learner=learner,
            competency=competency,
            level=level,
            proposed=proposed,
            pieces=self.pieces[at].astype(np.int64),
            placement=0,
            departs=(level != proposed).astype(np.int64),
            decided_on=on,
            decided_by=rater,
        )

    # -- the end -----------------------------------------------------------------------------------------

    def tables(self) -> tuple[Evidence, Ratings, Decisions, Absences]:
        """In the order in which they were told. What is shown but not told by today is not there yet."""
        return told_tables(self.evidence, self.ratings, self.decisions, self.absences, self.today)


_RATED = ("evidence", "learner", "competency", "level", "rater", "observed_at", "recorded_at", "again")


def told_tables(
    evidence: Lists, ratings: Lists, decisions: Lists, absences: Lists, today: int
) -> tuple[Evidence, Ratings, Decisions, Absences]:
    """Collected columns as tables, numbered in the order in which they were recorded; later ones left out."""
    pieces = evidence.columns()
    order = np.lexsort((pieces["evidence"], pieces["recorded_on"]))
    order = order[pieces["recorded_on"][order] <= today]
    number = np.full(len(pieces["evidence"]), NOTHING, dtype=np.int64)
    number[pieces["evidence"][order]] = np.arange(len(order))
    pieces = {name: column[order] for name, column in pieces.items()} | {"evidence": np.arange(len(order))}

    rated = ratings.columns()
    rated["evidence"] = number[rated["evidence"]]
    order = np.lexsort((rated["again"], rated["evidence"]))
    order = order[rated["evidence"][order] >= 0]
    rated = {name: column[order] for name, column in rated.items()}
    del rated["again"]
    rated["rating_id"] = np.arange(len(order))
    rated["withdrawn_at"] = np.full(len(order), NEVER, dtype=np.int64)

    decided = decisions.columns()
    order = np.lexsort((decided["competency"], decided["learner"], decided["decided_on"]))
    decided = {name: column[order] for name, column in decided.items()}
    decided["decision"] = np.arange(len(order))
    away = absences.columns()
    order = np.lexsort((away["learner"], away["day"]))
    away = {name: column[order] for name, column in away.items()}
    return (
        Evidence.from_columns(pieces),
        Ratings.from_columns(rated),
        Decisions.from_columns(decided),
        Absences.from_columns(away),
    )


@dataclass(frozen=True, eq=False)
class _TaskTable:
    """Tasks as arrays. of: competencies × up to 6 tasks (-1 where fewer). shows: tasks × up to 4 competencies."""

    of_competency: Ints
    how_many: Ints
    shows: Ints
    easier: NDArray[np.float64]

    @classmethod
    def of(cls, map_: CompetencyMap, draws: Draws) -> _TaskTable:
        lists: list[list[int]] = [[] for _ in range(map_.n)]
        for task, shown in enumerate(map_.tasks):
            for node in shown:
                lists[node].append(task)
        table = np.full((map_.n, 6), NOTHING, dtype=np.int64)
        for node, tasks in enumerate(lists):
            table[node, : len(tasks[:6])] = tasks[:6]
        shows = np.full((max(len(map_.tasks), 1), 4), NOTHING, dtype=np.int64)
        for task, shown in enumerate(map_.tasks):
            shows[task, : len(shown[:4])] = shown[:4]
        return cls(table, (table >= 0).sum(axis=1), shows, draws.normal(len(shows), TASK_SPREAD))

    def pick(self, competency: Ints, draws: Draws) -> Ints:
        """A task that lets the learner show this competency, for a share of the pieces; -1 for everyday work."""
        many = self.how_many[competency]
        which = draws.below(np.maximum(many, 1), len(competency))
        with_task = draws.yes(SHARE_WITH_TASK, len(competency)) & (many > 0)
        return np.where(with_task, self.of_competency[competency, which], NOTHING)

    def noise(self, task: Ints) -> NDArray[np.float64]:
        return np.where(task >= 0, self.easier[np.maximum(task, 0)], 0.0)

    def other_than(self, task: Ints, competency: Ints) -> Ints:
        """One other competency that the task shows, -1 for none."""
        shown = self.shows[np.maximum(task, 0)]
        is_other = (shown >= 0) & (shown != competency[:, None]) & (task >= 0)[:, None]
        first = np.argmax(is_other, axis=1)
        rows = np.arange(len(task))
        return np.where(is_other.any(axis=1), shown[rows, first], NOTHING)
