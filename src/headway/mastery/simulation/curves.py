"""Generator B, `curves`. FROZEN: written before anything was fitted, and not changed afterwards.

It exists so that whatever was tuned on generator A (rules, forecasts, placement, calibration) is judged on data that
were made in another way. Whoever changes this module, or what it stands on (`draws`, `calendar`, `roster`), so that
its output changes, ends that independence: a test holds a digest of the output. A new idea is a new generator.

How it is made, unlike `bursts`:
- Ability follows a growth curve per learner and domain over time learned: logistic for half of the learners,
  Gompertz for the others, each with its own ceiling, pace and middle; plateaus of some weeks slow time itself. It
  falls in vacations and after setbacks, and recovers. Strands deviate, and drift slowly.
- What is assessed is mostly the class's plan, whatever a learner is ready for; the rest is work at her own level.
- Work that shows little is recorded less often (not missing at random); some teachers record little, some are on leave.
- Raters differ in severity and in how far apart they see levels, and they drift over time; the work of one learner
  in one week shares a halo. Noise is logistic.
- Teachers decide at checkpoints, by the middle of the last four levels; on entering by a short screening.
No school is lenient and no section selected itself by ability: such analyses should rightly find nothing here.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Ratings
from headway.mastery.facts.tables import Ints
from headway.mastery.scales import Scale
from headway.mastery.simulation.calendar import Calendar
from headway.mastery.simulation.columns import RATED, Lists, told_tables
from headway.mastery.simulation.district import (
    FORMS,
    NOTHING,
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
from headway.mastery.simulation.roster import People, Roster, people, roster

NAME, VERSION = "curves", 1

CHECKPOINT_WEEKS = 6
WINDOW = 4


def curves(
    map_: CompetencyMap,
    calendar: Calendar,
    *,
    learners: int,
    seed: int,
    scale: Scale | None = None,
    progress: Callable[[float], None] | None = None,
) -> SimulatedDistrict:
    """A simulated district from growth curves (see the module's words). Same shape as `bursts`."""
    scale = scale or Scale.default()
    who = people(learners, calendar, seed)
    chance = Draws(seed, "curves choice").uniform(learners)
    rosters = roster(who, map_, calendar, seed, chooses_blended=chance)
    severity, trending = _drifting_severity(rosters, calendar, seed)
    difficulty = map_.graph.level + 0.15 + 0.75 * Draws(seed, "curves difficulty").uniform(map_.n)
    truth = Truth(
        map=map_,
        weeks=calendar.weeks,
        ability=_ability(who, map_, calendar, seed),
        difficulty=difficulty,
        cuts=cuts_of(scale),
        severity=severity,
        access=who.access,
        selected_itself=np.empty(0, dtype=np.int64),
        planted=(
            Planted("drifting_raters", "These teachers rate higher and higher as time goes on.", trending),
            Planted("missing_by_level", "Work that shows little is recorded less often."),
            Planted("access", "Time learned is multiplied by 1 - 0.35 × (1 - access)."),
        ),
    )
    year = _Year(who, rosters, map_, calendar, truth, scale, seed)
    for week in range(len(calendar.weeks)):
        year.live(week)
        if progress:
            progress((week + 1) / len(calendar.weeks))
    evidence, ratings, decisions, absences = year.tables()
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


def _ability(who: People, map_: CompetencyMap, calendar: Calendar, seed: int) -> NDArray[np.float32]:
    """weeks × strands × learners."""
    draws = Draws(seed, "curves ability")
    count, shape = len(who.learners), (map_.domains, len(who.learners))
    curve = _Curve(draws, shape)
    learned = _time_learned(who, calendar, draws)
    deviation = draws.normal((map_.strands, count), 0.3) * np.exp(draws.normal((map_.strands, count), 0.4))
    amplitude = 0.2 * draws.uniform((map_.strands, count))
    period, phase = 40 + 50 * draws.uniform(map_.strands), 2 * np.pi * draws.uniform((map_.strands, count))
    forgets = 0.01 + 0.03 * draws.uniform(shape)
    slump, setback = np.zeros(shape), np.zeros(shape)
    ability = np.empty((len(calendar.weeks), map_.strands, count), dtype=np.float32)
    for week, in_week in enumerate(calendar.days_in_weeks()):
        slump = slump * 0.8 if len(in_week) else slump + forgets
        struck = draws.yes(0.0015, shape)
        setback = setback * 0.97 + np.where(struck, -0.5 * np.log(draws.uniform(shape)), 0.0)
        level = curve.at(learned[week]) - slump - setback
        wave = amplitude * np.sin(2 * np.pi * week / period[:, None] + phase)
        ability[week] = level[map_.domain_of_strand] + deviation + wave
    return ability


class _Curve:
    """Two families of growth curves, each learner on one of them; typical learners meet level t at time t."""

    def __init__(self, draws: Draws, shape: tuple[int, int]) -> None:
        count = shape[1]
        self.logistic = draws.yes(0.5, count)
        of_learner = draws.normal(count)
        self.ceiling = 17.0 + draws.normal(shape, 1.0)
        self.middle = 6.3 - 0.8 * of_learner + draws.normal(shape, 0.5)
        self.pace = 0.33 * np.exp(draws.normal(shape, 0.08))
        self.limit = 19.0 * np.exp(draws.normal(shape, 0.05))
        self.start = 2.94 * np.exp(-0.10 * of_learner + draws.normal(shape, 0.06))
        self.slowing = 0.174 * np.exp(draws.normal(shape, 0.05))

    def at(self, time: NDArray[np.float64]) -> NDArray[np.float64]:
        logistic = self.ceiling / (1 + np.exp(-self.pace * (time - self.middle))) - 1.9
        gompertz = self.limit * np.exp(-self.start * np.exp(-self.slowing * time)) - 1.0
        return np.where(self.logistic, logistic, gompertz)


def _time_learned(who: People, calendar: Calendar, draws: Draws) -> NDArray[np.float64]:
    """weeks × learners: school years of learning, slowed by plateaus and by what access is missing."""
    count = len(who.learners)
    plateaus = draws.below(4, count)
    begins = draws.below(max(len(calendar.weeks), 1), (3, count))
    lasts = 6 + draws.below(15, (3, count))
    days = np.array([len(in_week) for in_week in calendar.days_in_weeks()])
    # A learner counted as age a in the first year of the record has learned for a years before it.
    learned = np.maximum(who.age_in[0], 0).astype(np.float64)
    speed = (1 - 0.35 * (1 - who.access)) / 183
    result = np.empty((len(days), count))
    for week, in_week in enumerate(days):
        on_plateau = np.zeros(count, dtype=bool)
        for which in range(3):
            on_plateau |= (plateaus > which) & (begins[which] <= week) & (week < begins[which] + lasts[which])
        at_school = who.learners.entered_on <= calendar.weeks[week] + 4
        learned = learned + np.where(at_school, np.where(on_plateau, 0.1, 1.15) * speed * in_week, 0.0)
        result[week] = learned
    return result


def _drifting_severity(
    rosters: Roster, calendar: Calendar, seed: int
) -> tuple[NDArray[np.float64], tuple[int, ...]]:
    """weeks × teachers; and who drifts one way."""
    draws = Draws(seed, "curves severity")
    weeks, count = len(calendar.weeks), len(rosters.teachers)
    begins = -0.4 + 0.8 * draws.uniform(count)
    steps = draws.normal((weeks, count), 0.03)
    trending = draws.yes(0.25, count)
    severity = begins + np.cumsum(steps - 0.004 * trending, axis=0)
    return severity, tuple(np.flatnonzero(trending).tolist())


class _Year:
    """Week by week: plan, work, ratings, checkpoints. Matrices are competencies × learners."""

    def __init__(
        self,
        who: People,
        rosters: Roster,
        map_: CompetencyMap,
        calendar: Calendar,
        truth: Truth,
        scale: Scale,
        seed: int,
    ) -> None:
        self.who, self.rosters, self.map, self.truth, self.scale = who, rosters, map_, truth, scale
        self.draws = draws = Draws(seed, "curves year")
        self.weeks, self.days, self.today = calendar.weeks, calendar.days_in_weeks(), calendar.today
        self.semester, self.year = calendar.semester_of_weeks(), calendar.year_of_weeks()
        self.begins = np.array([year.first_day for year in calendar.years])
        shape = (map_.n, len(who.learners))
        self.last = np.zeros((WINDOW, *shape), dtype=np.int8)
        self.pieces = np.zeros(shape, dtype=np.int16)
        self.decided = np.zeros(shape, dtype=np.int8)
        self.told_on = np.full(shape, -1, dtype=np.int32)
        self.new = np.zeros(shape, dtype=bool)
        self.placed = np.zeros(shape[1], dtype=bool)
        self.evidence, self.ratings = Lists(Evidence.COLUMNS), Lists(RATED)
        self.decisions, self.absences = Lists(Decisions.COLUMNS), Lists(Absences.COLUMNS)
        self.count = 0
        teachers = max(len(rosters.teachers), 1)
        self.diligence = 0.45 + 0.5 * draws.uniform(teachers)
        self.apart = 0.8 + 0.4 * draws.uniform(teachers)
        self.leave_from = np.where(draws.yes(0.3, teachers), draws.below(len(self.weeks), teachers), -99)
        self.absence_rate = 0.01 + 0.09 * draws.uniform(shape[1]) ** 2
        self.plan = [
            np.flatnonzero(map_.domain == domain)[
                np.argsort(map_.graph.level[map_.domain == domain], kind="stable")
            ]
            for domain in range(map_.domains)
        ]

    def live(self, week: int) -> None:
        days = self.days[week]
        if len(days) == 0:
            return
        here = self.who.here(int(days[-1])) & (self.rosters.group_of[self.year[week]] >= 0)
        self.screen(week, np.flatnonzero(here & ~self.placed))
        away = self.draws.yes(self.absence_rate, (len(days), len(here))) & here
        day, learner = np.nonzero(away)
        excused = self.draws.yes(0.6, len(day)).astype(np.int64)
        self.absences.add(learner=learner, day=days[day], excused=excused)
        present = here & (away.mean(axis=0) < 0.5)
        halo = self.draws.normal(len(here), 0.2)
        proficient = self.truth.proficient(week)
        for domain in range(self.map.domains):
            self.assess(week, domain, days, present, halo, proficient)
        if (
            (self.weeks[week] - self.begins[self.year[week]]) // 7
        ) % CHECKPOINT_WEEKS == CHECKPOINT_WEEKS - 1:
            self.checkpoint(week, int(days[-1]))

    def screen(self, week: int, new: Ints) -> None:
        """On entering, each domain gets a line from a short screening; what lies beneath counts as proficient."""
        if len(new) == 0:
            return
        self.placed[new] = True
        centre = np.empty((self.map.domains, len(new)))
        for domain in range(self.map.domains):
            strands = np.flatnonzero(self.map.domain_of_strand == domain)
            centre[domain] = self.truth.ability[week][strands][:, new].mean(axis=0)
        line = centre - 0.4 + self.draws.normal(centre.shape, 0.5)
        known = self.map.gated(self.truth.difficulty[:, None] < line[self.map.domain])
        competency, place = np.nonzero(known)
        self.decided[competency, new[place]] = self.scale.proficient
        self.decisions.add(
            learner=new[place],
            competency=competency,
            level=self.scale.proficient,
            proposed=NOTHING,
            pieces=0,
            placement=1,
            departs=0,
            decided_on=int(self.days[week][-1]),
            decided_by=self.rosters.rater_of(self.semester[week], 0)[new[place]],
        )

    def assess(
        self,
        week: int,
        domain: int,
        days: Ints,
        present: NDArray[np.bool_],
        halo: NDArray[np.float64],
        proficient: NDArray[np.bool_],
    ) -> None:
        rater = self.rosters.rater_of(self.semester[week], domain)
        on_leave = (week >= self.leave_from) & (week < self.leave_from + 8)
        learner = np.flatnonzero(present & (rater >= 0) & ~on_leave[np.maximum(rater, 0)])
        competency = self.set_work(week, domain, learner)
        margin = (
            self.truth.ability[week][self.map.strand[competency], learner] - self.truth.difficulty[competency]
        )
        told_of = self.diligence[rater[learner]] / (1 + np.exp(-0.9 - 0.9 * np.clip(margin, -3, 2)))
        kept = self.draws.yes(told_of, len(learner)) & (self.told_on[competency, learner] < days[0])
        learner, competency, margin = learner[kept], competency[kept], margin[kept]
        if len(learner) == 0:
            return
        by, many = rater[learner], len(learner)
        day = days[self.draws.below(len(days), many)]
        told = day + self.draws.below(4, many)
        piece = self.count + np.arange(many)
        self.count += many
        self.evidence.add(
            evidence=piece,
            learner=learner,
            section=self.rosters.section_of[self.semester[week], domain][learner],
            task=NOTHING,
            form=self.draws.below(len(FORMS), many),
            setting=self.draws.choice((0.8, 0.12, 0.03, 0.0, 0.05), many),
            observed_on=day,
            recorded_on=told,
            rater=by,
        )
        margin = np.where(proficient[competency, learner], margin, np.minimum(margin, -0.05))
        work = margin + halo[learner] + self.logistic_noise(many, 0.17)
        level = self.seen(week, work, by)
        self.ratings.add(
            evidence=piece, learner=learner, competency=competency, level=level, rater=by,
            observed_at=day, recorded_at=told, again=0,
        )  # fmt: skip
        again = np.flatnonzero(self.draws.yes(0.05, many))
        if len(again):
            other = self.draws.below(len(self.diligence), len(again))
            level[again] = self.seen(week, work[again] + self.logistic_noise(len(again), 0.08), other)
            self.ratings.add(
                evidence=piece[again], learner=learner[again], competency=competency[again],
                level=level[again], rater=other, observed_at=day[again], recorded_at=told[again], again=1,
            )  # fmt: skip
        self.remember((competency, learner), level, told)

    def set_work(self, week: int, domain: int, learner: Ints) -> Ints:
        """The class's plan for this week of the year, or work near the learner's own level."""
        nodes = self.plan[domain]
        levels = self.map.graph.level[nodes]
        year = self.year[week]
        age = np.maximum(self.who.age_in[year][learner], 0)
        share = min((self.weeks[week] - self.begins[year]) / (7 * 41), 0.999)
        first = np.searchsorted(levels, age)
        many = np.searchsorted(levels, age, side="right") - first
        planned = np.minimum(first + (share * many).astype(np.int64), len(nodes) - 1)
        aim = (
            self.truth.difficulty[nodes][:, None]
            - self.truth.ability[week][self.map.strand[nodes]][:, learner]
        )
        own = np.argmin(np.abs(aim + 0.2 + self.draws.normal(len(learner), 0.4)), axis=0)
        by_plan = self.draws.yes(0.4, len(learner))
        return nodes[np.where(by_plan, planned, own)]

    def logistic_noise(self, many: int, spread: float) -> NDArray[np.float64]:
        chance = self.draws.uniform(many)
        return spread * np.log(chance / (1 - chance))

    def seen(self, week: int, work: NDArray[np.float64], rater: Ints) -> Ints:
        seen = work - self.truth.severity[week, rater]
        level = np.ones(len(seen), dtype=np.int64)
        for cut in self.truth.cuts:
            level += seen >= cut * self.apart[rater]
        return level

    def remember(self, at: tuple[Ints, Ints], level: Ints, told: Ints) -> None:
        for place in range(WINDOW - 1, 0, -1):
            self.last[place][at] = self.last[place - 1][at]
        self.last[0][at] = level
        self.pieces[at] += 1
        self.told_on[at] = told
        self.new[at] = True

    def checkpoint(self, week: int, last_day: int) -> None:
        """The middle of the last four levels, the lower one of two; what the usual rule says is noted beside it."""
        competency, learner = np.nonzero(self.new & (self.pieces >= 2))
        on = np.maximum(last_day, self.told_on[competency, learner])
        now = self.draws.yes(0.85, len(learner)) & (on <= self.today)
        competency, learner, on = competency[now], learner[now], on[now]
        at = (competency, learner)
        levels = np.sort(np.stack([self.last[place][at] for place in range(WINDOW)]), axis=0).astype(np.int64)
        pieces = np.minimum(self.pieces[at], WINDOW).astype(np.int64)
        middle = levels[WINDOW - pieces + (pieces - 1) // 2, np.arange(len(learner))]
        three = np.sort(np.stack([self.last[place][at] for place in range(3)]), axis=0).astype(np.int64)
        self.new[at] = False
        changed = middle != self.decided[at]
        competency, learner, on, middle = competency[changed], learner[changed], on[changed], middle[changed]
        proposed, at = three[1][changed], (competency, learner)
        self.decided[at] = middle
        by = np.empty(len(learner), dtype=np.int64)
        for domain in range(self.map.domains):
            here = self.map.domain[competency] == domain
            by[here] = self.rosters.rater_of(self.semester[week], domain)[learner[here]]
        self.decisions.add(
            learner=learner,
            competency=competency,
            level=middle,
            proposed=proposed,
            pieces=self.pieces[at].astype(np.int64),
            placement=0,
            departs=(middle != proposed).astype(np.int64),
            decided_on=on,
            decided_by=by,
        )

    def tables(self) -> tuple[Evidence, Ratings, Decisions, Absences]:
        return told_tables(self.evidence, self.ratings, self.decisions, self.absences, self.today)
