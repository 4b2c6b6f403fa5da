"""What every generator gives back: a district in columns, and the truth that no real district knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Determinations, Ratings
from headway.mastery.facts.tables import NEVER, Ints, Table
from headway.mastery.scales import Scale
from headway.mastery.simulation.calendar import Calendar
from headway.mastery.simulation.maps import CompetencyMap

# What the small numbers in the columns mean, by position.
BANDS = ("elementary", "middle", "high")
MODALITIES = ("in_person", "blended", "online")
FORMS = ("performance", "product", "writing", "discussion", "observation", "project", "quiz")
SETTINGS = ("classroom", "online", "community", "workplace", "home")
HOME_LANGUAGES = ("en", "es")
ORIGINS = ("hispanic_or_latino", "white", "black", "asian", "native_american", "multiracial")
GENDERS = ("female", "male", "nonbinary")
NOBODY = NOTHING = -1


@dataclass(frozen=True, eq=False)
class Schools(Table):
    """band: position in BANDS."""

    school: Ints
    band: Ints

    TABLE: ClassVar[str] = "schools"
    COLUMNS: ClassVar[tuple[str, ...]] = ("school", "band")


@dataclass(frozen=True, eq=False)
class Learners(Table):
    """age: years since starting school, now; a place by age, never by learning. Days since 1970-01-01.

    home_language, origin, gender: positions in the lists above. low_income, disability: 0 or 1.
    """

    learner: Ints
    age: Ints
    school: Ints
    entered_on: Ints
    left_on: Ints
    born_on: Ints
    home_language: Ints
    origin: Ints
    gender: Ints
    low_income: Ints
    disability: Ints

    TABLE: ClassVar[str] = "learners"
    COLUMNS: ClassVar[tuple[str, ...]] = (
        "learner", "age", "school", "entered_on", "left_on", "born_on",
        "home_language", "origin", "gender", "low_income", "disability",
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Teachers(Table):
    """domain: what she teaches; NOTHING when she teaches all of them (elementary)."""

    teacher: Ints
    school: Ints
    domain: Ints

    TABLE: ClassVar[str] = "teachers"
    COLUMNS: ClassVar[tuple[str, ...]] = ("teacher", "school", "domain")


@dataclass(frozen=True, eq=False)
class Sections(Table):
    """first_semester, last_semester: counted from 0 over all years. age: the youngest in it. modality: MODALITIES."""

    section: Ints
    school: Ints
    domain: Ints
    first_semester: Ints
    last_semester: Ints
    age: Ints
    modality: Ints
    teacher: Ints

    TABLE: ClassVar[str] = "sections"
    COLUMNS: ClassVar[tuple[str, ...]] = (
        "section", "school", "domain", "first_semester", "last_semester", "age", "modality", "teacher",
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class HomeGroups(Table):
    """A group to belong to for one school year (counted from 0), apart from what is studied."""

    group: Ints
    school: Ints
    year: Ints
    adviser: Ints

    TABLE: ClassVar[str] = "home groups"
    COLUMNS: ClassVar[tuple[str, ...]] = ("group", "school", "year", "adviser")


@dataclass(frozen=True, eq=False)
class Memberships(Table):
    """A learner in a section or home group (`group`), from and to a day."""

    group: Ints
    learner: Ints
    from_on: Ints
    to_on: Ints

    TABLE: ClassVar[str] = "memberships"
    COLUMNS: ClassVar[tuple[str, ...]] = ("group", "learner", "from_on", "to_on")


@dataclass(frozen=True, eq=False)
class Evidence(Table):
    """Pieces of work. section, task: NOTHING where there is none. form, setting: positions in FORMS, SETTINGS."""

    evidence: Ints
    learner: Ints
    section: Ints
    task: Ints
    form: Ints
    setting: Ints
    observed_on: Ints
    recorded_on: Ints
    rater: Ints

    TABLE: ClassVar[str] = "evidence"
    COLUMNS: ClassVar[tuple[str, ...]] = (
        "evidence", "learner", "section", "task", "form", "setting", "observed_on", "recorded_on", "rater",
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Decisions(Table):
    """What teachers decided. proposed: the level that the usual rule proposed then, -1 for none.

    pieces: evidence at hand. placement: 1 for the decision on entering, made from what the family and the former
    school told, without evidence here. departs: 1 where the teacher knew better than the proposal.
    """

    decision: Ints
    learner: Ints
    competency: Ints
    level: Ints
    proposed: Ints
    pieces: Ints
    placement: Ints
    departs: Ints
    decided_on: Ints
    decided_by: Ints

    TABLE: ClassVar[str] = "decisions"
    COLUMNS: ClassVar[tuple[str, ...]] = (
        "decision", "learner", "competency", "level", "proposed", "pieces", "placement", "departs",
        "decided_on", "decided_by",
    )  # fmt: skip

    def as_determinations(self) -> Determinations:
        return Determinations(
            learner=self.learner,
            competency=self.competency,
            level=self.level,
            decided_on=self.decided_on,
            recorded_at=self.decided_on,
            determination_id=self.decision,
            withdrawn_at=np.full(len(self), NEVER, dtype=np.int64),
        )


@dataclass(frozen=True, eq=False)
class Absences(Table):
    """excused: 0 or 1. Presence is not stored."""

    learner: Ints
    day: Ints
    excused: Ints

    TABLE: ClassVar[str] = "absences"
    COLUMNS: ClassVar[tuple[str, ...]] = ("learner", "day", "excused")


@dataclass(frozen=True)
class Planted:
    """One fact that the generator put in on purpose, for analyses to find (or rightly not to find)."""

    code: str
    sentence: str
    ids: tuple[int, ...] = ()
    size: float = 0.0


@dataclass(frozen=True, eq=False)
class Truth:
    """What is really so. Nothing here is known to a real district, and no rule may read it.

    weeks: the Mondays at which truth is stated (w of them). ability: w × strands × learners, in continuum levels:
    ability 4.5 in a strand is halfway through what that strand has at level 4. difficulty: per competency, in the
    same unit. cuts: what (ability - difficulty) has to reach for levels 2, 3, …; the proficient one is 0.
    A competency whose gates are not all truly proficient is truly below proficient, whatever the ability.
    severity: w × teachers, in levels of ability; above 0 rates lower. access: per learner, 1 = full opportunity to
    learn; it multiplies growth. It is the only way in which a characteristic reaches a level.
    selected_itself: sections whose learners chose it, with ability playing a part.
    """

    map: CompetencyMap
    weeks: Ints
    ability: NDArray[np.float32]
    difficulty: NDArray[np.float64]
    cuts: tuple[float, ...]
    severity: NDArray[np.float64]
    access: NDArray[np.float64]
    selected_itself: Ints
    planted: tuple[Planted, ...] = ()

    def week_of(self, day: Ints | int) -> Ints:
        """The number of the week in which a day lies."""
        return np.clip(np.searchsorted(self.weeks, day, side="right") - 1, 0, len(self.weeks) - 1)

    def margin(self, week: int) -> NDArray[np.float64]:
        """competencies × learners: ability - difficulty, before any gate."""
        return self.ability[week][self.map.strand] - self.difficulty[:, None]

    def proficient(self, week: int) -> NDArray[np.bool_]:
        """competencies × learners: truly proficient, gates included."""
        return self.map.gated(self.margin(week) >= 0)

    def levels(self, week: int) -> NDArray[np.int8]:
        """learners × competencies: the true performance level, from 1."""
        margin = self.margin(week)
        level = np.ones(margin.shape, dtype=np.int8)
        for cut in self.cuts:
            level += margin >= cut
        mark = np.int8(2 + self.cuts.index(0.0))
        level[~self.map.gated(margin >= 0) & (level >= mark)] = mark - 1
        return np.ascontiguousarray(level.T)

    def proficient_since(self) -> Ints:
        """learners × competencies: the number of the first week from which on it is proficient for good; -1 not now."""
        since = np.full((self.ability.shape[2], self.map.n), NOTHING, dtype=np.int64)
        now = self.proficient(len(self.weeks) - 1).T
        since[now] = 0
        settled = now.copy()
        for week in range(len(self.weeks) - 2, -1, -1):
            lost = settled & ~self.proficient(week).T
            since[lost] = week + 1
            settled &= ~lost
            if not settled.any():
                break
        return since


@dataclass(frozen=True, eq=False)
class SimulatedDistrict:
    """A district that never was. All identifiers count from 0; days count from 1970-01-01.

    Ratings have their instants in days: `observed_at` when it was shown, `recorded_at` when it was told.
    """

    generator: str
    version: int
    seed: int
    map: CompetencyMap
    scale: Scale
    calendar: Calendar
    schools: Schools
    learners: Learners
    teachers: Teachers
    sections: Sections
    enrolments: Memberships
    home_groups: HomeGroups
    home_memberships: Memberships
    evidence: Evidence
    ratings: Ratings
    decisions: Decisions
    absences: Absences
    truth: Truth


def cuts_of(scale: Scale) -> tuple[float, ...]:
    """Level below level takes 0.8 of a continuum level of ability; the mark is 0; beyond it 0.9."""
    return tuple(
        (0.8 if number < scale.proficient else 0.9) * (number - scale.proficient)
        for number in range(2, scale.size + 1)
    )
