"""Words of pace that other apps may hold."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import CompetencyInfo, DomainInfo
from headway.mastery.pacing import GroupPace

__all__ = [
    "BackTestBin",
    "BackTestInfo",
    "BackTestNumbers",
    "BackTestWishInfo",
    "DaysLeft",
    "DomainGrowth",
    "DomainPace",
    "GraduationInfo",
    "GraduationPlan",
    "GroupPaceInfo",
    "NeededInfo",
    "OutlookInfo",
    "PaceItem",
    "Remaining",
    "RemainingItem",
    "StateAsked",
    "StateLensInfo",
    "StateResult",
    "StateTable",
    "StateTableRow",
    "TimeShareInfo",
    "TimeShareKind",
    "Window",
]


class TimeShareKind(models.TextChoices):
    """Why a learner has less instructional time here for a while."""

    PART_TIME = "part_time", _("Part-time")
    DUAL = "dual", _("Enrolled elsewhere as well")
    LEAVE = "leave", _("Long leave")
    # Recorded with a return, never chosen from a list.
    AWAY = "away", _("Not here between a departure and a return")


class GraduationPlan(models.TextChoices):
    """How the way to graduation lies in time."""

    COHORT = "cohort", _("With the cohort")
    STEEP = "steep", _("With the cohort, on a steep plan")
    EXTENDED = "extended", _("Extended")


@dataclass(frozen=True, slots=True)
class PaceItem:
    """One competency that counts towards pace: proficient since this date, worth these learning units."""

    competency: CompetencyInfo
    proficient_on: dt.date
    units: float


@dataclass(frozen=True, slots=True)
class DomainPace:
    """Pace of one learner in one academic domain: units ÷ days × days_per_year, with every part of the formula.

    units: learning units gained from from_on to on (both included). days: instructional days in that time.
    units_per_year: None where there were no instructional days. absent_days: told beside it, never taken out.
    gained: what the units come from. in_progress, taken_back: competencies on the way, or open again. expected:
    learning units a year that the district's policy expects, None where it has none. own_days: `days` weighted with her
    share of time here. partly: steps on the way that the policy counts; partly_stamp: which ones, "" for none. sentences: formula, parts
    and what the number does not say, in the reader's language.
    """

    learner_id: int
    domain: DomainInfo
    from_on: dt.date
    on: dt.date
    units: float
    days: int
    days_per_year: int
    units_per_year: float | None
    absent_days: int
    expected: float | None
    expectation_version: str
    own_days: float
    partly: tuple[PaceItem, ...]
    partly_stamp: str
    gained: tuple[PaceItem, ...]
    in_progress: tuple[CompetencyInfo, ...]
    taken_back: tuple[CompetencyInfo, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Which time a measure looks at, up to a date: the school year, a part of it, so many weeks, or from a day on."""

    kind: str = "year"
    weeks: int = 0
    from_on: dt.date | None = None

    @classmethod
    def year(cls) -> Self:
        """The school year that holds the date."""
        return cls()

    @classmethod
    def term(cls) -> Self:
        """The part of the school year that holds the date; the year where it has no parts."""
        return cls("term")

    @classmethod
    def last_weeks(cls, weeks: int) -> Self:
        """The so many weeks up to the date."""
        return cls("weeks", weeks=weeks)

    @classmethod
    def since(cls, from_on: dt.date) -> Self:
        """Any time, also over several school years."""
        return cls("since", from_on=from_on)


@dataclass(frozen=True, slots=True)
class DomainGrowth:
    """Growth of one learner in one academic domain from her own start.

    levels_worth: of levels of the continuum, uncapped. per_level: (level, units gained there, units of that level).
    """

    learner_id: int
    domain: DomainInfo
    from_on: dt.date
    on: dt.date
    units: float
    levels_worth: float
    per_level: tuple[tuple[int, float, float], ...]
    without_level: float
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemainingItem:
    """One competency that is still open, and the learning units that it would still count."""

    competency: CompetencyInfo
    units: float


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is still open of a target. domain_code: "" where it spans several. open: in map order, with their weights.

    units: still to gain; total: of the whole target; done: total less units.
    """

    learner_id: int
    domain_code: str
    open: tuple[RemainingItem, ...]
    units: float
    total: float

    @property
    def done(self) -> float:
        return round(self.total - self.units, 6)

    @property
    def competency_ids(self) -> tuple[int, ...]:
        return tuple(item.competency.id for item in self.open)


@dataclass(frozen=True, slots=True)
class DaysLeft:
    """The learner's own instructional days after `after` up to `by_on`, that day included.

    school_days: the days of the calendar, whatever her share. assumed_from: from this day on no terms are set; the last
    year's weeks are repeated with the policy's days a year. None where all is set. sentence: says so, else "".
    """

    after: dt.date
    by_on: dt.date
    days: float
    school_days: int
    assumed_from: dt.date | None
    sentence: str


@dataclass(frozen=True, slots=True)
class NeededInfo:
    """The rate that a date asks for. per_week, per_year: None where there is none (`refused` names why).

    sentences: formula, parts, why there is none, and the misuse note, in the reader's language.
    """

    by_on: dt.date
    remaining: float
    days: DaysLeft
    per_week: float | None
    per_year: float | None
    support_hours: float
    pace: float | None
    expected: float | None
    refused: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutlookInfo:
    """When something could be finished: range and chance, never a lone date.

    low_on..high_on: the 80 % range; None where refused. chance: to be done by by_on, for adults only. refused: "" or
    the code of the reason. by_default: the district has learned no forecast of its own yet. sentences: for everybody
    (never the chance).
    """

    learner_id: int
    remaining: float
    by_on: dt.date | None
    low_days: float | None
    high_days: float | None
    low_on: dt.date | None
    high_on: dt.date | None
    chance: float | None
    refused: str
    version: str
    by_default: bool
    computed_on: dt.date
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimeShareInfo:
    """One recorded share of time. share: of each instructional day, 0 to 1; domain_code: "" for all; to_on: None for open.

    withdrawn_by, withdrawn_at: who took it back and when; "" and None where it stands.
    """

    uuid: uuid.UUID
    kind: str
    share: float
    domain_code: str
    from_on: dt.date
    to_on: dt.date | None
    recorded_by: str
    recorded_at: dt.datetime
    withdrawn_by: str = ""
    withdrawn_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class GraduationInfo:
    """One planned graduation date, as somebody recorded it. plan: a `GraduationPlan`."""

    uuid: uuid.UUID
    on: dt.date
    plan: str
    recorded_by: str
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class GroupPaceInfo:
    """Pace of a group in one domain. measured: None where fewer learners than may be shown. sentences: in words."""

    name: str
    learners: int | None
    domain: DomainInfo
    measured: GroupPace | None
    counts: tuple[int | None, ...]
    expected: float | None
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BackTestBin:
    """Forecasts whose chance lay from `low` to `high`: how many, the chance told on the whole, the share that came."""

    low: float
    high: float
    count: int
    told: float
    came: float


@dataclass(frozen=True, slots=True)
class BackTestNumbers:
    """Of enough forecasts with a known end. ranges: with a range and a known end; covered, early, late: shares of them.

    width: instructional days, in the middle. refused: share of all targets. open: not judged yet; None: too few to be told.
    bins: those with enough forecasts.
    """

    targets: int
    ranges: int
    covered: float
    early: float
    late: float
    width: float | None
    refused: float
    open: int | None
    bins: tuple[BackTestBin, ...]


@dataclass(frozen=True, slots=True)
class BackTestInfo:
    """One report. told: None where too few of its forecasts have come to their end to tell of them.

    is_early: more forecasts are still open than have come to their end. horizon: instructional days the chances are for.
    """

    uuid: uuid.UUID
    organisation_name: str
    from_on: dt.date
    until_on: dt.date
    version: str
    horizon: int
    is_early: bool
    told: BackTestNumbers | None
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class BackTestWishInfo:
    """Reports that a leader asked for. as_of: None for the usual day. made: None until the night, then how many."""

    as_of: dt.date | None
    asked_at: dt.datetime
    made: int | None


@dataclass(frozen=True, slots=True)
class StateAsked:
    """Of what the state's test asks in one domain: how many competencies, and how many are proficient or beyond, have
    evidence that is not yet, and have none."""

    domain: DomainInfo
    asked: int
    proficient: int
    not_yet: int
    no_evidence: int


@dataclass(frozen=True, slots=True)
class StateResult:
    """The latest result of one area of the state's test, in its maker's words. Never a level of the continuum."""

    test: str
    area: str
    label: str
    taken_on: dt.date


@dataclass(frozen=True, slots=True)
class StateLensInfo:
    """The second lens on one learner, for her staff. is_on: the district has said what its state's test asks. year: in
    which she is enrolled, None where the roster says none or several. text: what the district says, in words."""

    learner: Any
    is_on: bool
    year: int | None
    asked: tuple[StateAsked, ...]
    results: tuple[StateResult, ...]
    version: str
    text: str


@dataclass(frozen=True, slots=True)
class StateTableRow:
    """Learners of a school ("": all together), by how much of what their test asks is proficient: all, some, none yet.
    None where a number would tell of few."""

    school: str
    learners: int | None
    parts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class StateTable:
    domain: DomainInfo
    together: StateTableRow
    schools: tuple[StateTableRow, ...]
