"""Words about leveling that other apps may hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.district.assessments.api import Confidence, SourceKind, SourceSuggestion

__all__ = [
    "AgreementRow",
    "AppealAnswered",
    "AppealInfo",
    "BulkLine",
    "BulkPlaced",
    "BulkSuggestion",
    "Confidence",
    "CoverageRow",
    "LevelingLine",
    "LevelingReason",
    "LevelingTable",
    "MapCell",
    "MapRow",
    "PlaceOutcome",
    "PlacedInfo",
    "PlacedLevel",
    "PlanReviewDue",
    "PlanSigner",
    "PlanTaskInfo",
    "PlanTaskReason",
    "ReviewDue",
    "SchoolCoverage",
    "SessionInfo",
    "SignatureInfo",
    "SourceKind",
    "SourceSuggestion",
    "SpreadRow",
    "SuggestedLevel",
    "TransferInfo",
    "TransferStanding",
]


class LevelingReason(models.TextChoices):
    """Why somebody sits down to see where a learner is."""

    ENTRY = "entry", _("New to the district")
    TRANSFER = "transfer", _("Comes from another school")
    RETURN = "return", _("Comes back after a time away")
    REVIEW = "review", _("The day of review has come")
    APPEAL = "appeal", _("Somebody asked to look again")


class TransferStanding(models.TextChoices):
    """What becomes of a course from another school."""

    PROVISIONAL = "provisional", _("Provisional")
    SIGNED = "signed", _("Signed by the principal")
    CONFIRMED = "confirmed", _("Confirmed by evidence here")
    DECLINED = "declined", _("Not taken over")


class PlanTaskReason(models.TextChoices):
    """Why a plan task was opened."""

    LEVELING = "leveling", _("Leveling showed much ground to build")
    TRANSITION = "transition", _("Foundations are open at a change of school")
    EXCEPTION = "exception", _("Moving on with foundations still open")
    EARLY_HELP = "early_help", _("Early help before a module")
    PACE = "pace", _("A plan on the way to a target needs an adult")


class PlanSigner(models.TextChoices):
    LEARNER = "learner", _("Learner")
    FAMILY = "family", _("Family")
    OWNER = "owner", _("Whoever sees to the plan")


class PlacedLevel(NamedTuple):
    """The standing decision on where a learner begins in a domain, or in one strand of it."""

    level: int
    decided_on: dt.date
    basis: str
    uuid: UUID
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class PlacedInfo:
    """One decision with everything about it that staff may read. taken: how many competencies it took as met."""

    uuid: UUID
    domain_code: str
    strand_code: str
    level: int
    confidence: str
    basis: str
    departs: bool
    decided_on: dt.date
    decided_by: str
    reason: str
    start_here: str
    review_on: dt.date | None
    taken: int
    appeal_uuid: UUID | None = None


@dataclass(frozen=True, slots=True)
class SuggestedLevel:
    """What the sources suggest for one domain or strand; `leading` of them leads, and `differing` say something else."""

    levels: tuple[int, ...] = ()
    leading: SourceSuggestion | None = None
    differing: tuple[SourceSuggestion, ...] = ()

    @property
    def is_border(self) -> bool:
        return len(self.levels) > 1

    def departs(self, level: int) -> bool:
        return bool(self.levels) and level not in self.levels


@dataclass(frozen=True, slots=True)
class LevelingLine:
    """One domain (strand_code "") or one strand of it: its sources side by side, what they suggest, what stands."""

    domain_code: str
    strand_code: str
    sources: tuple[SourceSuggestion, ...]
    suggestion: SuggestedLevel
    placed: PlacedInfo | None
    # Results that contradict each other: none of them speaks for a level before a person chose.
    contradicting: tuple[SourceSuggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionInfo:
    uuid: UUID
    reason: str
    opened_at: dt.datetime
    closed_at: dt.datetime | None
    expected_level: int | None


@dataclass(frozen=True, slots=True)
class LevelingTable:
    """Everything that a leveling session shows about one learner. missing: core domains without a decision."""

    learner: Any
    session: SessionInfo | None
    lines: tuple[LevelingLine, ...]
    core: tuple[str, ...]
    missing: tuple[str, ...]
    policy_version: str

    def of_domain(self, code: str) -> tuple[LevelingLine, ...]:
        return tuple(one for one in self.lines if one.domain_code == code)


@dataclass(frozen=True, slots=True)
class PlaceOutcome:
    """What a decision did. taken: competencies taken as met (row ids); given_back: those taken back by it."""

    placement_uuid: UUID
    level: int
    departs: bool
    taken: tuple[int, ...] = ()
    given_back: tuple[int, ...] = ()
    plan_task_uuid: UUID | None = None
    closed_session: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class BulkLine:
    """One decision of many. learner_id: row id."""

    learner_id: int
    domain_code: str
    level: int
    strand_code: str = ""


@dataclass(frozen=True, slots=True)
class BulkPlaced:
    act_uuid: UUID
    placed: int
    taken: int
    plan_tasks: int
    left_out: int


@dataclass(frozen=True, slots=True)
class BulkSuggestion:
    """One learner and domain of a list to tick: what the sources suggest, and why it may not be one to tick."""

    learner_id: int
    learner_uuid: UUID
    name: str
    domain_code: str
    levels: tuple[int, ...]
    said: str
    on: dt.date
    differs: bool


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A learner who is not placed until each core domain has a dated decision. missing: domain codes."""

    learner: Any
    missing: tuple[str, ...]
    has_session: bool
    entered_on: dt.date | None


@dataclass(frozen=True, slots=True)
class SchoolCoverage:
    """None where the numbers are too few to be shown."""

    school: str
    learners: int | None
    placed: int | None


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """In one school and domain: how many learners begin at each level; None is too few to show."""

    school: str
    domain_code: str
    learners: int | None
    counts: tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """How often the decision was what an outside score had suggested; None is too few to show."""

    school: str
    decisions: int | None
    same: int | None
    other: int | None


@dataclass(frozen=True, slots=True)
class AppealInfo:
    uuid: UUID
    learner: Any
    domain_code: str
    strand_code: str
    level: int
    asked_by: str
    asked_at: dt.datetime
    text: str
    # Whether the viewer decided it herself, or is family: then somebody else answers, where there is somebody.
    is_own: bool = False
    is_family: bool = False
    others: tuple[str, ...] = ()

    @property
    def may_answer(self) -> bool:
        return not self.is_family and not (self.is_own and self.others)


@dataclass(frozen=True, slots=True)
class AppealAnswered:
    """What was answered to whoever asked to look again. level: of the decision that was asked about; new_level: of the
    one that came of it. same_person: nobody else could answer but who had decided."""

    domain_code: str
    strand_code: str
    level: int
    new_level: int | None
    code: str
    asked_at: dt.datetime
    answered_at: dt.datetime
    same_person: bool


@dataclass(frozen=True, slots=True)
class ReviewDue:
    learner: Any
    domain_code: str
    strand_code: str
    level: int
    review_on: dt.date
    uuid: UUID


@dataclass(frozen=True, slots=True)
class TransferInfo:
    """A course from another school. standing: as the acts and the evidence here say. competencies: row ids."""

    uuid: UUID
    learner: Any
    title: str
    grade: str
    school_year: str
    school: str
    note: str
    domain_code: str
    level: int | None
    competencies: tuple[int, ...]
    confirmed: tuple[int, ...]
    standing: str
    recorded_on: dt.date
    by: str


@dataclass(frozen=True, slots=True)
class SignatureInfo:
    role: str
    name: str
    signed_at: dt.datetime
    revision: int


@dataclass(frozen=True, slots=True)
class PlanTaskInfo:
    """A plan task with the words that stand and who signed them. earlier: signatures of words that stand no more.

    review_is_past: it is open, and the day on which somebody was to look again is over. came_of_it: written at its end.
    """

    uuid: UUID
    learner: Any
    domain_code: str
    reason: str
    level: int | None
    entry_level: int | None
    owner: str
    owner_id: int | None
    opened_at: dt.datetime
    review_on: dt.date | None
    closed_at: dt.datetime | None
    revision: int
    goal: str = ""
    steps: str = ""
    support: str = ""
    home: str = ""
    came_of_it: str = ""
    review_is_past: bool = False
    signatures: tuple[SignatureInfo, ...] = ()
    earlier: tuple[SignatureInfo, ...] = ()

    def signed(self, role: str) -> SignatureInfo | None:
        return next((one for one in self.signatures if one.role == role), None)


@dataclass(frozen=True, slots=True)
class PlanReviewDue:
    """An open plan whose day of review is past, for whoever sees to it."""

    uuid: UUID
    learner_uuid: UUID
    learner_name: str
    domain_code: str
    review_on: dt.date


@dataclass(frozen=True, slots=True)
class MapCell:
    """One strand and level of what stands below a learner's level. Competencies by row id.

    holes: open under the level, each with why: "check", "left_out", "open".
    """

    level: int
    shown: tuple[int, ...]
    taken: tuple[int, ...]
    holes: tuple[tuple[int, str], ...]
    is_below: bool


@dataclass(frozen=True, slots=True)
class MapRow:
    strand_code: str
    level: int | None
    cells: tuple[MapCell, ...]
