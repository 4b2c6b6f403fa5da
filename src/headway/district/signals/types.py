"""Words of signals that other apps may hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = [
    "Because",
    "Board",
    "BoardLine",
    "EndOfSignal",
    "FollowUpLine",
    "FollowUpOutcome",
    "Found",
    "NotReviewed",
    "Raised",
    "ResponseInfo",
    "ResponseKind",
    "SchoolSignals",
    "SchoolWithoutAttendance",
    "SignalInfo",
    "SignalKind",
    "SignalsCameOut",
    "SignalsCameOutBeside",
    "SignalsCameOutRow",
    "SupportTimes",
    "Turn",
    "answer_stands",
    "outcomes_of",
    "responses_to",
]


class SignalKind(models.TextChoices):
    """What the record says about a plan; each goes to an adult by name and asks for a response."""

    OFF_TARGET = "off_target", _("The plan needs adjusting")
    STALLED = "stalled", _("The work has come to a halt")
    NOT_SEEN = "not_seen", _("Not seen lately")
    NOT_NEGOTIATED = "not_negotiated", _("No target agreed yet")
    WAITING = "waiting", _("Ready, and waiting")


class ResponseKind(models.TextChoices):
    """What a school does: the responses that the founding articles name. A plan that is only read is none of them. And
    `open`, where nothing is wanting but a signature and something keeps an adult from signing."""

    ENGAGE = "engage", _("Talk with learner and family")
    RESOURCES = "resources", _("More or other resources")
    TIME = "time", _("More time")
    PLAN = "plan", _("An individual plan")
    OPEN = "open", _("Something is still open")


class FollowUpOutcome(models.TextChoices):
    """What the follow-up found. `more` wants a further response; the others end the signal. Which fit is by kind."""

    GOING = "going", _("The plan is going again")
    MET = "met", _("The target is met")
    MORE = "more", _("More support is needed")
    SIGNED = "signed", _("It is decided or signed")
    AGREED = "agreed", _("A target is agreed")
    SEEN = "seen", _("Seen again")


# Where no date is agreed, none can be moved; who isn't seen needs a way back before more time.
_RESPONSES: Mapping[str, tuple[ResponseKind, ...]] = {
    SignalKind.WAITING: (ResponseKind.OPEN, ResponseKind.ENGAGE, ResponseKind.PLAN),
    SignalKind.NOT_NEGOTIATED: (ResponseKind.ENGAGE, ResponseKind.PLAN),
    SignalKind.NOT_SEEN: (ResponseKind.ENGAGE, ResponseKind.RESOURCES, ResponseKind.PLAN),
}
# Only a signal about an agreed plan may end with its target.
_OUTCOMES: Mapping[str, tuple[FollowUpOutcome, ...]] = {
    SignalKind.WAITING: (FollowUpOutcome.SIGNED, FollowUpOutcome.MORE),
    SignalKind.NOT_NEGOTIATED: (FollowUpOutcome.AGREED, FollowUpOutcome.MORE),
    SignalKind.NOT_SEEN: (FollowUpOutcome.SEEN, FollowUpOutcome.MORE),
    SignalKind.STALLED: (FollowUpOutcome.GOING, FollowUpOutcome.MORE),
}


def responses_to(kind: str) -> tuple[ResponseKind, ...]:
    """The responses that fit a kind of signal, in the order in which they are offered."""
    every = (ResponseKind.ENGAGE, ResponseKind.RESOURCES, ResponseKind.TIME, ResponseKind.PLAN)
    return _RESPONSES.get(kind, every)


def outcomes_of(kind: str) -> tuple[FollowUpOutcome, ...]:
    """What a look may find for a kind of signal, in the order in which it is offered."""
    return _OUTCOMES.get(kind, (FollowUpOutcome.GOING, FollowUpOutcome.MET, FollowUpOutcome.MORE))


class EndOfSignal(models.TextChoices):
    """How a signal came to its end. `response` needs a response with an owner and a follow-up."""

    RESPONSE = "response", _("Answered with a response")
    LAPSED = "lapsed", _("No longer so; an adult has seen it")
    MISTAKEN = "mistaken", _("Raised on a mistaken record")


class Because(models.TextChoices):
    """Why a signal went to somebody."""

    ADVISER = "adviser", _("Adviser of the home group")
    TEACHER = "teacher", _("Teaches this domain")
    COUNSELLOR = "counsellor", _("Counsellor of the school")
    LEADER = "leader", _("Leader of the school")
    HANDED_ON = "handed_on", _("Handed on by a colleague")
    ESCALATED = "escalated", _("Not answered in time before")
    NOBODY = "nobody", _("Nobody is there yet")


@dataclass(frozen=True, slots=True)
class Found:
    """What the record says tonight about one learner's plan; the same key as long as it is the same matter."""

    learner_id: int
    kind: str
    subject: str
    since_on: dt.date
    evidence: Mapping[str, Any]
    domain_code: str = ""
    target_id: int | None = None

    @property
    def key(self) -> tuple[int, str, str]:
        return self.learner_id, self.kind, self.subject


@dataclass(frozen=True, slots=True)
class Raised:
    """What one night changed: new signals by kind, how many still say so, how many no longer do, how many were
    addressed anew because the adult or the learner is no longer there."""

    new: Mapping[str, int] = field(default_factory=dict)
    still: int = 0
    no_longer: int = 0
    addressed_anew: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """Who had a signal, since when, and why."""

    name: str
    because: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class ResponseInfo:
    """What an adult does about a signal. outcome: of its follow-up, empty as long as that is to come."""

    uuid: UUID
    kind: str
    owner_id: int
    owner: str
    begins_on: dt.date
    follow_up_on: dt.date
    words: str
    recorded_by: str
    recorded_at: dt.datetime
    plan_task: UUID | None = None
    outcome: str = ""
    held_on: dt.date | None = None
    seen: str = ""

    def is_enough(self, on: dt.date) -> bool:
        """Does it stand for the answer of that day? Until somebody looked again, and up to the day to do so."""
        return answer_stands(self.follow_up_on, bool(self.outcome), on)


def answer_stands(follow_up_on: dt.date, has_outcome: bool, on: dt.date) -> bool:
    """`ResponseInfo.is_enough`, of a response's day to look again and whether somebody did."""
    return not has_outcome and follow_up_on >= on


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One signal on a board.

    answer_by: the last day on which an answer is in time. After it the adult is reminded, and `escalate_days` of school
    later it goes to the next one. None where it was answered, or where no school day of this year is left. response: the latest one. is_mine: addressed to the viewer.
    since_on, evidence: on what it was raised. latest, latest_on: what the last night said that told of it.
    """

    uuid: UUID
    kind: str
    learner_uuid: UUID
    learner_name: str
    school: str
    domain_code: str
    target_uuid: UUID | None
    since_on: dt.date
    evidence: Mapping[str, Any]
    latest: Mapping[str, Any]
    latest_on: dt.date
    still: bool
    raised_on: dt.date
    addressee: str
    is_mine: bool
    because: str
    answer_by: dt.date | None
    is_overdue: bool
    response: ResponseInfo | None = None
    rests: bool = False

    @property
    def is_answered(self) -> bool:
        return self.response is not None and not self.response.outcome


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """A response whose day to look again has come. plan_task: of an individual plan; is_past: its day is over."""

    signal_uuid: UUID
    response_uuid: UUID
    kind: str
    learner_uuid: UUID
    learner_name: str
    domain_code: str
    owner: str
    follow_up_on: dt.date
    words: str
    plan_task: UUID | None = None
    is_past: bool = False

    @property
    def plan_is_past(self) -> bool:
        """A plan whose day of review is over stands before everything else that is to be looked at."""
        return self.plan_task is not None and self.is_past


@dataclass(frozen=True, slots=True)
class Board:
    """lines: what waits about the learners of one page, by how soon a plan needs somebody. learners: of all pages.

    overdue: learners about whom a line is over its day. answered: what was answered and is not yet looked at again, about
    the first learners of answered_learners.
    """

    lines: tuple[BoardLine, ...]
    answered: tuple[BoardLine, ...]
    follow_ups: tuple[FollowUpLine, ...]
    learners: int = 0
    overdue: int = 0
    answered_learners: int = 0
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class SignalInfo:
    """One signal with all that happened to it."""

    line: BoardLine
    turns: tuple[Turn, ...]
    responses: tuple[ResponseInfo, ...]
    policy_version: str
    ending: str = ""
    ended_at: dt.datetime | None = None
    ended_by: str = ""
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return not self.ending

    @property
    def to_follow(self) -> ResponseInfo | None:
        """The latest response, as long as nobody has looked again and the signal is open."""
        last = self.responses[-1] if self.responses else None
        return last if last is not None and not last.outcome and self.is_open else None

    def may_be_answered(self, on: dt.date) -> bool:
        """Is there room for a (further) response? Not while one stands that nobody was to look at again before that day."""
        return self.is_open and not (self.responses and self.responses[-1].is_enough(on))


@dataclass(frozen=True, slots=True)
class SchoolSignals:
    """A school's signals in counts; None where a count is too small to be shown.

    open: what the last night's reading tells of, while there is school. resting: the others that have not ended.
    """

    school: str
    open: int | None
    unanswered: int | None
    escalated: int | None
    nobody: int | None
    learners: int | None
    resting: int | None = 0


@dataclass(frozen=True, slots=True)
class SchoolWithoutAttendance:
    """A school that noted no attendance lately. noted_on: when it last did this school year, None for not yet. is_silent:
    evidence, check-ins and contacts don't say either who was seen; else they do."""

    school: str
    noted_on: dt.date | None
    is_silent: bool


@dataclass(frozen=True, slots=True)
class NotReviewed:
    """A learner at whose pace no adult looked since a day. last_on: the last look, None for none at all."""

    learner_id: int
    learner_uuid: UUID
    learner_name: str
    school: str
    last_on: dt.date | None


@dataclass(frozen=True, slots=True)
class SupportTimes:
    """From signal to first support in one group: how many signals, how many with a first support, its median in days.

    None where the numbers are too small to be shown.
    """

    group: str
    signals: int | None
    supported: int | None
    median_days: float | None


@dataclass(frozen=True, slots=True)
class SignalsCameOutRow:
    """Agreed days of one group that came: how many, and how they came out, in the order of `Outcome` (not met: signalled
    four weeks before or more, signalled later, not signalled; met: signalled, not signalled). None where a number would
    tell of few.

    weeks: from the first signal to the day, in the middle of those that were not met and signalled.
    """

    kind: str
    group: str
    days: int | None
    parts: tuple[int | None, ...]
    weeks: float | None


@dataclass(frozen=True, slots=True)
class SignalsCameOutBeside:
    """What has to be known to read the counts; None where it would tell of few, or where there was none.

    supported: of those met after a signal, with support that had begun before the day. short: of those not met, agreed so
    late that no signal could come four weeks before. known_later: of those met, entered only after the day.
    """

    supported: int | None = None
    short: int | None = None
    known_later: int | None = None


@dataclass(frozen=True, slots=True)
class SignalsCameOut:
    """How signals came out from one day to another; both None where there is no such school year.

    came: whether any agreed day came at all. whole: everybody together, None only without a year. changed: agreed days that
    were moved, set aside or replaced before they came. stood: on which a signal from the plan before stood open. Neither
    is in the rows.
    """

    from_on: dt.date | None
    until_on: dt.date | None
    came: bool = False
    whole: SignalsCameOutRow | None = None
    rows: tuple[SignalsCameOutRow, ...] = ()
    beside: SignalsCameOutBeside = SignalsCameOutBeside()
    changed: int | None = 0
    stood: int | None = 0
