"""Words for where a learner is that other apps may hold."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from django.db import models
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from headway.district.continuum.api import CompetencyInfo, DomainInfo, EarlierText
from headway.district.evidence.api import EvidenceItem, LookInfo
from headway.district.proficiency.overview_types import SchoolDomain, SchoolOverview, SchoolRow
from headway.mastery.proficiency.sureness import Sureness

__all__ = [
    "BulkDecided",
    "CarriedOver",
    "CarriedPart",
    "DecisionColumns",
    "DecisionOutcome",
    "DeterminationInfo",
    "Explanation",
    "Frontier",
    "FrontierItem",
    "Grid",
    "GridCell",
    "GridFilter",
    "GridRow",
    "NextStepInfo",
    "ProposalStatus",
    "RatedPair",
    "RatingOutcome",
    "SchoolDomain",
    "SchoolOverview",
    "SchoolRow",
    "StandingInfo",
    "StandingStatus",
]


class ProposalStatus(models.TextChoices):
    """What the rule says about a body of evidence."""

    LEVEL = "level", _("A level is proposed")
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence", _("Not enough evidence yet")
    NO_EVIDENCE = "no_evidence", _("No evidence yet")


class StandingStatus(models.TextChoices):
    """Where a learner is on a competency, as a person has to deal with it."""

    DETERMINED = "determined", _("Decided")
    PROPOSED = "proposed", _("A level is proposed; a teacher decides")
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence", _("Not enough evidence yet")
    NO_EVIDENCE = "no_evidence", _("No evidence yet")


@dataclass(frozen=True, slots=True)
class StandingInfo:
    """Where one learner is on one competency: the standing decision and the rule's proposal, side by side.

    determined_level: what a person decided, or None. proposed_level, confidence: what the rule proposes now.
    is_proficient: the decision reaches the mark; a proposal alone never does. proficient_since: when the level
    first reached the mark for good, as far as we know. answered_level: the proposal that the standing decision
    departs from, with its reason; None where the decision follows the proposal, or there was none. carried_from: the
    competency of an earlier version that the standing decision was made on, where it read otherwise than today's.
    to_confirm: several competencies were merged here, and what was decided on them isn't the same: a person confirms.
    shows_less: the evidence shows less than what was decided (a rating was withdrawn, a piece rated anew, newer work
    points lower). The decision stands until a person talks about it and decides.
    """

    learner_id: int
    competency_id: int
    determined_level: int | None
    determined_at: dt.datetime | None
    proficient_since: dt.datetime | None
    proposed_status: str
    proposed_level: int | None
    confidence: str
    pieces: int
    last_observed_at: dt.datetime | None
    rule_version: str
    is_proficient: bool
    answered_level: int | None = None
    carried_from: int | None = None
    to_confirm: bool = False
    shows_less: bool = False

    @property
    def level(self) -> int | None:
        """The level to show: the decision, and nothing else. None: nothing is decided yet."""
        return self.determined_level

    @property
    def status(self) -> StandingStatus:
        if self.determined_level is not None:
            return StandingStatus.DETERMINED
        if self.proposed_status == ProposalStatus.LEVEL:
            return StandingStatus.PROPOSED
        if self.proposed_status == ProposalStatus.NOT_ENOUGH_EVIDENCE:
            return StandingStatus.NOT_ENOUGH_EVIDENCE
        return StandingStatus.NO_EVIDENCE

    @property
    def needs_decision(self) -> bool:
        """The rule proposes what nobody has decided on yet.

        A person who saw this very proposal and decided otherwise has decided: the rule doesn't ask twice.
        """
        return self.proposed_level is not None and self.proposed_level not in (
            self.determined_level,
            self.answered_level,
        )

    @property
    def is_taken_as_met(self) -> bool:
        """Taken as met on arrival, and not yet shown in work here."""
        return self.is_proficient and self.proficient_since is None

    @property
    def waits_for_person(self) -> bool:
        """A proposal nobody has answered, what a merged competency carries over, or evidence that shows less."""
        return self.needs_decision or self.to_confirm or self.shows_less


@dataclass(frozen=True, slots=True)
class RatedPair:
    """One learner and competency that an act of rating touched, and where she is now."""

    learner_id: int
    learner_uuid: uuid.UUID
    competency: CompetencyInfo
    standing: StandingInfo
    sentences: tuple[str, ...]
    opens_when_decided: tuple[CompetencyInfo, ...]


@dataclass(frozen=True, slots=True)
class RatingOutcome:
    """What an act of rating changed. `repeated`: the whole act had been sent before, and nothing was added.

    A rating proposes; what is next opens with the decision, so `pairs[i].opens_when_decided` says what would open.
    """

    act_uuid: uuid.UUID | None
    rating_uuids: tuple[uuid.UUID, ...]
    evidence_uuids: tuple[uuid.UUID, ...]
    pairs: tuple[RatedPair, ...]
    repeated: bool
    # Earlier ratings of the same person that these took the place of.
    instead_of: tuple[uuid.UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionOutcome:
    """A decision was recorded. `opened`: competencies the learner is ready for because of it; `closed`: no more."""

    determination_uuid: uuid.UUID
    standing: StandingInfo
    departs: bool
    opened: tuple[CompetencyInfo, ...]
    closed: tuple[CompetencyInfo, ...]
    repeated: bool = False


@dataclass(frozen=True, eq=False)
class DecisionColumns:
    """Many decisions as columns of one length.

    learner, competency, decided_by: row ids (decided_by -1 where it isn't known). level: 1..n. decided_at,
    recorded_at: datetime64[us] in UTC. proposed: the level that the rule in effect proposed to them, -1 for none;
    leave it out where no rule took part. reasons: row number (from 0) → why they decided otherwise.
    """

    learner: NDArray[np.int64]
    competency: NDArray[np.int64]
    level: NDArray[np.int64]
    decided_at: NDArray[np.datetime64]
    recorded_at: NDArray[np.datetime64]
    decided_by: NDArray[np.int64]
    proposed: NDArray[np.int64] | None = None
    reasons: Mapping[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.learner)


@dataclass(frozen=True, slots=True)
class BulkDecided:
    """What a bulk act of decisions left behind. `sha256` is of the rows as they were given."""

    decisions: int
    sha256: str
    act_uuid: uuid.UUID


@dataclass(frozen=True, slots=True)
class FrontierItem:
    """One competency on or near the frontier. `needs`: what has to be proficient first, if anything."""

    competency: CompetencyInfo
    standing: StandingInfo | None
    needs: tuple[CompetencyInfo, ...] = ()


@dataclass(frozen=True, slots=True)
class Frontier:
    """What is next for one learner, on one continuum.

    ready: nothing stands in the way and there is no evidence yet. working_on: there is evidence, and the level is
    not yet proficient. needs_first: one step further, with what it waits for. proficient: decided so, most
    recent first.
    """

    ready: tuple[FrontierItem, ...]
    working_on: tuple[FrontierItem, ...]
    needs_first: tuple[FrontierItem, ...]
    proficient: tuple[FrontierItem, ...]

    def of_domain(self, domain_id: int) -> Frontier:
        """The part of one domain: kinds and domains are shown apart."""

        def part(items: tuple[FrontierItem, ...]) -> tuple[FrontierItem, ...]:
            return tuple(item for item in items if item.competency.domain_id == domain_id)

        return Frontier(
            part(self.ready), part(self.working_on), part(self.needs_first), part(self.proficient)
        )


@dataclass(frozen=True, slots=True)
class DeterminationInfo:
    """One decision in the history. `departs`: it differs from what the rule proposed at that moment.

    competency_id: what was decided on, in the version of its time; `Explanation.texts` has its words.
    """

    uuid: uuid.UUID
    level: int | None
    decided_at: dt.datetime
    recorded_at: dt.datetime
    decided_by: str
    rule_version: str
    departs: bool
    reason: str
    proposed_level: int | None
    competency_id: int = 0
    # None: from evidence here; "placement", "transfer": taken as met on arrival.
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class NextStepInfo:
    """The standing plan for a competency that is not yet proficient. show_on: a plan for when to show it, no deadline."""

    uuid: uuid.UUID
    competency_id: int
    step: str
    support: str
    show_on: dt.date
    planned_at: dt.datetime
    planned_by: str


@dataclass(frozen=True, slots=True)
class CarriedPart:
    """A competency of an earlier version that lives on here: what it read, and the level that stands on it."""

    text: EarlierText
    level: int | None


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What a level, or the question for one, rests on from earlier versions.

    parts: one where the words were revised; several where competencies were merged. to_confirm: what was decided on the
    parts isn't the same (or not each of them was decided). The lowest level is carried over where all reached the mark,
    else none, until a person decides.
    """

    parts: tuple[CarriedPart, ...]
    to_confirm: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why is this learner here? Everything behind one level, with sentences in the reader's language.

    counted: the ratings the proposal rests on, oldest first. set_aside: the others, each with why. sentences: why
    the rule proposes what it proposes. missing: what evidence would make a level possible, or firmer. carried: what
    the level rests on from earlier versions, None where it rests on today's words. texts: the words of competencies
    of earlier versions that read otherwise than today's, by the id that ratings and decisions name.
    """

    learner_uuid: uuid.UUID
    competency: CompetencyInfo
    standing: StandingInfo
    level: int | None
    status: StandingStatus
    rule_text: str
    rule_version: str
    counted: tuple[EvidenceItem, ...]
    set_aside: tuple[tuple[EvidenceItem, str], ...]
    sentences: tuple[str, ...]
    missing: tuple[str, ...]
    decided_by: str
    decided_at: dt.datetime | None
    reason: str
    history: tuple[DeterminationInfo, ...]
    carried: CarriedOver | None = None
    texts: Mapping[int, EarlierText] = field(default_factory=dict)
    # The parts of `sentences`: what the proposal rests on, and what would change it.
    rests_on: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    # What the next level asks for and the evidence doesn't show yet.
    unmet: tuple[str, ...] = ()
    # What the rule that holds here says, sentence by sentence; and whether it is an exception for this place.
    rule_says: tuple[str, ...] = ()
    is_exception: bool = False
    # How sure the evidence makes us, beside the rule; None without evidence.
    sureness: Sureness | None = None
    # Second looks that were asked for, by the id of the rating.
    looks: Mapping[int, LookInfo] = field(default_factory=dict)
    next_step: NextStepInfo | None = None
    # "placement" or "transfer" where the standing level was taken as met on arrival.
    taken_from: str = ""


class GridFilter(models.TextChoices):
    """Which learners a class grid keeps: those of whom it is true for at least one competency shown."""

    NEEDS_DECISION = "needs_decision", _("A decision is waiting")
    NOT_YET = "not_yet", _("Working towards proficient")
    READY = "ready", _("Ready to begin")
    STALLED = "stalled", _("Evidence, but the same level for a while")
    NO_RECENT_EVIDENCE = "no_recent_evidence", _("No recent evidence")
    NO_EVIDENCE = "no_evidence", _("No evidence yet")


@dataclass(frozen=True, slots=True)
class GridCell:
    """standing: None where there is no evidence. is_ready: not proficient, and nothing stands in the way."""

    standing: StandingInfo | None
    is_ready: bool


@dataclass(frozen=True, slots=True)
class GridRow:
    learner_id: int
    learner_uuid: uuid.UUID
    name: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Learners × competencies of one section. `counts[j]`: for column j how many learners are at each level.

    Counts say level → learners among the rows shown; None counts those without a decision.
    """

    section_id: int
    section_uuid: uuid.UUID
    section_title: str
    columns: tuple[CompetencyInfo, ...]
    rows: tuple[GridRow, ...]
    counts: tuple[Mapping[int | None, int], ...]
    learners: int
    domain: DomainInfo | None = None

    @property
    def cells(self) -> tuple[tuple[GridCell, ...], ...]:
        return tuple(row.cells for row in self.rows)
