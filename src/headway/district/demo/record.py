"""The simulated record of learning as columns for the doors of evidence and proficiency, one school at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from headway.district.demo.cast import Cast
from headway.district.demo.content import Content
from headway.district.evidence.api import RatingColumns
from headway.district.foundation.api import clock
from headway.district.proficiency.api import DecisionColumns
from headway.mastery.facts import Kind
from headway.mastery.simulation import SimulatedDistrict
from headway.mastery.simulation.district import FORMS, SETTINGS, Decisions, Learners
from headway.mastery.simulation.draws import Draws

__all__ = ["Part", "Record", "before_leaving"]

Ints = NDArray[np.int64]
MINUTE = 60_000_000
SCHOOL_BEGINS, SCHOOL_ENDS = 8 * 60 + 15, 15 * 60
DECISIONS_BEGIN, DECISIONS_END = 16 * 60 + 30, 18 * 60
# Words stand beside a modest part of the evidence: mostly recent work, and all recent work of the showcase.
WORDS_RECENT_DAYS, WORDS_RECENT_SHARE, WORDS_SHARE, MOST_WORDS = 45, 0.12, 0.012, 30_000


@dataclass(frozen=True)
class Part:
    """One school's learners, with what was recorded and decided about them."""

    school: int
    learners: tuple[int, ...]
    ratings: RatingColumns
    decisions: DecisionColumns


@dataclass(frozen=True)
class Record:
    """Turns simulated numbers into row ids and days into instants. ids: from number to row id, by kind.

    competencies: their texts in the order of the map.
    """

    simulated: SimulatedDistrict
    content: Content
    cast: Cast
    learner_ids: Ints
    teacher_ids: Ints
    section_ids: Ints
    task_ids: Ints
    competency_ids: Ints
    competencies: tuple[Mapping[str, Any], ...]
    showcase: tuple[int, ...] = ()

    def parts(self) -> Iterator[Part]:
        """School by school. Ratings in the order in which they were told."""
        for school in self.simulated.schools.school.tolist():
            yield self.part(school)

    def part(self, school: int) -> Part:
        here = self.simulated.learners.school == school
        return Part(
            school,
            tuple(self.learner_ids[here].tolist()),
            self._ratings(np.flatnonzero(here[self.simulated.ratings.learner]), school),
            self._decisions(
                np.flatnonzero(here[self.simulated.decisions.learner] & self._is_academic), school
            ),
        )

    # -- ratings -----------------------------------------------------------------------------------------

    def _ratings(self, rows: Ints, school: int) -> RatingColumns:
        ratings = self.simulated.ratings.take(rows)
        pieces = self.simulated.evidence.take(ratings.evidence)
        draws = Draws(self.simulated.seed, f"moments of school {school}")
        observed, recorded = self._moments(ratings.observed_at, ratings.recorded_at, ratings.evidence, draws)
        tasks = self.task_ids if len(self.task_ids) else np.array([-1])
        forms = np.array([FORMS[form] for form in range(len(FORMS))])[pieces.form]
        if len(self.task_ids):
            of_task = np.array([task.form for task in self.content.tasks])
            forms = np.where(pieces.task >= 0, of_task[np.maximum(pieces.task, 0)], forms)
        return RatingColumns(
            learner=self.learner_ids[ratings.learner],
            competency=self.competency_ids[ratings.competency],
            level=ratings.level,
            observed_at=observed.astype("datetime64[us]"),
            recorded_at=recorded.astype("datetime64[us]"),
            rater=self.teacher_ids[ratings.rater],
            piece=ratings.evidence,
            section=_known(self.section_ids, pieces.section),
            task=_known(tasks, pieces.task),
            form=forms.tolist(),
            setting=np.array(SETTINGS)[pieces.setting].tolist(),
            words=self._feedback(ratings, pieces.task, draws),
        )

    def _moments(self, shown: Ints, told: Ints, piece: Ints, draws: Draws) -> tuple[Ints, Ints]:
        """Days as instants: work in school hours, told soon after it or on another afternoon; nothing from the future.

        Ratings of one piece share its moment; later ratings of it are told a minute later.
        """
        spread = draws.uniform(int(piece.max(initial=0)) + 1)[piece]
        at = self._midnight(shown) + (
            (SCHOOL_BEGINS + spread * (SCHOOL_ENDS - SCHOOL_BEGINS)) * MINUTE
        ).astype(np.int64)
        same_day = at + ((5 + 80 * spread) * MINUTE).astype(np.int64)
        later = self._midnight(told) + ((SCHOOL_ENDS + 80 * spread) * MINUTE).astype(np.int64)
        recorded = np.where(told == shown, same_day, later)
        now = _microseconds(clock.now())
        at = np.minimum(at, now - 2 * MINUTE)
        return at // MINUTE * MINUTE, np.minimum(recorded // MINUTE * MINUTE, now)

    def _midnight(self, days: Ints) -> Ints:
        """The first instant of each day in the district's time zone."""
        unique, of = np.unique(days, return_inverse=True)
        zone = ZoneInfo(settings.TIME_ZONE)
        begins = [
            _microseconds(
                dt.datetime.combine(dt.date(1970, 1, 1) + dt.timedelta(days=day), dt.time.min, tzinfo=zone)
            )
            for day in unique.tolist()
        ]
        return np.array(begins, dtype=np.int64)[of] if len(days) else np.empty(0, dtype=np.int64)

    def _feedback(self, ratings, task: Ints, draws: Draws) -> dict[int, tuple[str, str]]:
        """Row → title and note of its piece of work, in the language that the family reads."""
        recent = ratings.observed_at > self.simulated.calendar.today - WORDS_RECENT_DAYS
        share = np.where(recent, WORDS_RECENT_SHARE, WORDS_SHARE)
        chosen = draws.yes(share, len(ratings))
        chosen |= recent & np.isin(ratings.learner, self.showcase)
        first_of_piece = np.zeros(len(ratings), dtype=bool)
        first_of_piece[np.unique(ratings.evidence, return_index=True)[1]] = True
        rows = np.flatnonzero(chosen & first_of_piece)
        room = MOST_WORDS // len(self.simulated.schools)
        rows = rows[-room:]
        pick = draws.uniform(len(rows))
        return {
            row: self._words_of(ratings, row, int(task[row]), float(chance))
            for row, chance in zip(rows.tolist(), pick, strict=True)
        }

    def _words_of(self, ratings, row: int, task: int, chance: float) -> tuple[str, str]:
        child = self.cast.children[int(ratings.learner[row])]
        language = self._language_at_home[child.family]
        competency = self.competencies[int(ratings.competency[row])]
        title = self.content.tasks[task].title[language] if task >= 0 else competency["title"][language]
        notes = self.content.feedback[min(int(ratings.level[row]), max(self.content.feedback))][language]
        return title, notes[int(chance * len(notes))].format(title=competency["title"][language])

    @cached_property
    def _language_at_home(self) -> Mapping[int, str]:
        """What the first guardian of each family reads."""
        return {adult.family: adult.language for adult in reversed(self.cast.guardians)}

    @cached_property
    def _is_academic(self) -> NDArray[np.bool_]:
        """The decisions about subjects: habits are noted, and nothing is decided about them."""
        habits = self.simulated.map.graph.kind == int(Kind.HABITS)
        return ~habits[self.simulated.decisions.competency]

    # -- decisions ---------------------------------------------------------------------------------------

    def _decisions(self, rows: Ints, school: int) -> DecisionColumns:
        """Decisions in the late afternoon of their day."""
        decisions = self.simulated.decisions.take(rows)
        draws = Draws(self.simulated.seed, f"decisions of school {school}")
        minutes = DECISIONS_BEGIN + draws.uniform(len(decisions)) * (DECISIONS_END - DECISIONS_BEGIN)
        at = self._midnight(decisions.decided_on) + (minutes * MINUTE).astype(np.int64)
        at = np.minimum(at // MINUTE * MINUTE, _microseconds(clock.now()))
        return DecisionColumns(
            learner=self.learner_ids[decisions.learner],
            competency=self.competency_ids[decisions.competency],
            level=decisions.level,
            decided_at=at.astype("datetime64[us]"),
            recorded_at=at.astype("datetime64[us]"),
            decided_by=_known(self.teacher_ids, decisions.decided_by),
            proposed=decisions.proposed,
            reasons=self._reasons(decisions, draws),
        )

    def _reasons(self, decisions, draws: Draws) -> Mapping[int, str]:
        """Row → why the teacher decided otherwise than proposed."""
        rows = np.flatnonzero(decisions.departs == 1)
        chance = draws.uniform(len(rows))
        reasons = {}
        for row, luck in zip(rows.tolist(), chance.tolist(), strict=True):
            lower = decisions.level[row] < decisions.proposed[row]
            words = self.content.reasons["lower" if lower else "higher"]
            reasons[row] = words[int(luck * len(words))]
        return reasons


def before_leaving(decisions: Decisions, learners: Learners) -> Decisions:
    """The decisions that the doors take: none about a learner who has left."""
    return decisions.take(decisions.decided_on <= learners.left_on[decisions.learner])


def _known(ids: Ints, numbers: Ints) -> Ints:
    """Row ids of numbers; -1 stays -1."""
    return np.where(numbers >= 0, ids[np.maximum(numbers, 0)], -1)


def _microseconds(instant: dt.datetime) -> int:
    return (instant - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(microseconds=1)
