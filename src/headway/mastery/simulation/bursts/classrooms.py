"""What happens in classrooms, week by week: absences, evidence, ratings, decisions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Ratings
from headway.mastery.facts.tables import Ints
from headway.mastery.scales import Scale
from headway.mastery.simulation.bursts.tasks import TaskTable
from headway.mastery.simulation.calendar import Calendar
from headway.mastery.simulation.columns import RATED, Lists, told_tables
from headway.mastery.simulation.district import (
    FORMS,
    HOME_LANGUAGES,
    NOTHING,
    SETTINGS,
    Absences,
    Decisions,
    Evidence,
    Truth,
)
from headway.mastery.simulation.draws import Draws
from headway.mastery.simulation.maps import CompetencyMap
from headway.mastery.simulation.roster import People, Roster

PIECES_A_WEEK = (0.70, 0.70, 0.44, 0.36, 0.28)  # by domain, in a full week; further domains as the last
SECOND_LOOK = 0.015
ABSENCE_MEAN = 0.05
OCCASION_SPREAD, SHARE_RATED_TWICE = 0.32, 0.03
DEPARTS = 0.05
NOT_YET_IS_DECIDED = 0.30
EXTENDING_IS_DECIDED = 0.35
EXTRA_DAYS_UNTIL_TOLD = 6


class Classrooms:
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
        self.evidence, self.ratings = Lists(Evidence.COLUMNS), Lists(RATED)
        self.decisions, self.absences = Lists(Decisions.COLUMNS), Lists(Absences.COLUMNS)
        self.count = 0  # pieces of evidence so far
        spanish = who.learners.home_language == HOME_LANGUAGES.index("es")
        self.waits = spanish[None, :] & (who.school_in == slow_school)
        self.absence_rate = np.clip(
            ABSENCE_MEAN * np.exp(self.draws.normal(shape[1], 0.6)) * (1 + 1.2 * (1 - who.access)),
            0.002,
            0.35,
        )
        self.decides = 0.25 + 0.5 * self.draws.uniform(max(len(rosters.teachers), 1))
        self.tasks = TaskTable.of(map_, self.draws)
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
        return self.truth.ability[week][self.strand[competency], learner] - self.truth.difficulty[competency]

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
        return np.maximum(np.minimum(newest, middle), np.minimum(np.maximum(newest, middle), oldest)) * (
            self.pieces[at] >= 2
        )

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
