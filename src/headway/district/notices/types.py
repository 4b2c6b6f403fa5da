"""Words that others may hold: what somebody can be told of, how it reaches her, and what stands in her inbox."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = [
    "AT_ONCE_KINDS",
    "DEFAULT_DIGEST_AT",
    "DEFAULT_QUIET_FROM",
    "DEFAULT_QUIET_UNTIL",
    "STAFF_KINDS",
    "Channel",
    "Day",
    "Inbox",
    "LetterProblem",
    "LetterState",
    "NoticeEntry",
    "NoticeKind",
    "Preferences",
    "Reader",
    "SendReport",
    "Telling",
    "usual_channel",
]


class NoticeKind(StrEnum):
    """What somebody is told. A further kind needs its words in `words.py`, and its place in STAFF_KINDS or not."""

    SIGNAL_ADDRESSED = "signal_addressed"
    SIGNAL_OVERDUE = "signal_overdue"
    READY_WAITING = "ready_waiting"
    FOLLOW_UP_DUE = "follow_up_due"
    CONTACT_DUE = "contact_due"
    OFFER_WAITING = "offer_waiting"
    OFFER_SIGNED = "offer_signed"
    STAGE_DECIDED = "stage_decided"
    CHECK_IN_DUE = "check_in_due"
    CHECK_IN_ANSWERED = "check_in_answered"
    CHECK_IN_CHANGED = "check_in_changed"
    HELP_ASKED = "help_asked"


# Between adults (LR11, LR21): a learner and her guardians are never told these, whoever asked for it.
STAFF_KINDS = frozenset(
    {
        NoticeKind.SIGNAL_ADDRESSED,
        NoticeKind.SIGNAL_OVERDUE,
        NoticeKind.READY_WAITING,
        NoticeKind.FOLLOW_UP_DUE,
        NoticeKind.CONTACT_DUE,
        NoticeKind.HELP_ASKED,
    }
)


class Reader(StrEnum):
    """As whom somebody reads a notice: it decides the words."""

    STAFF = "staff"
    LEARNER = "learner"
    FAMILY = "family"


class Channel(StrEnum):
    """How a kind of notice reaches a person, besides the inbox."""

    DIGEST = "digest"
    AT_ONCE = "at_once"
    APP = "app"


class LetterState(StrEnum):
    """waiting: may go out · sending: somebody is at it · sent · refused: the address was not taken · unsure: nobody knows
    whether it went out, so it is not sent again by itself · dropped: nothing was left to say, or a later one says it."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    UNSURE = "unsure"
    DROPPED = "dropped"


# What doesn't wait for the daily mail unless somebody chose so. Quiet hours hold for it, too.
AT_ONCE_KINDS = frozenset({NoticeKind.HELP_ASKED})


def usual_channel(kind: NoticeKind | str) -> Channel:
    """How a kind reaches whoever chose nothing."""
    return Channel.AT_ONCE if NoticeKind(kind) in AT_ONCE_KINDS else Channel.DIGEST


# The daily mail comes before school; evenings, nights and the weekends of staff are quiet.
DEFAULT_DIGEST_AT = dt.time(7, 0)
DEFAULT_QUIET_FROM = dt.time(18, 0)
DEFAULT_QUIET_UNTIL = dt.time(7, 0)


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing that one person is told. to: row id in people. learner: row id of whom it is about, or None.

    link: where something can be done, an address of ours ("/…"). subject: what it is about, such as the row's uuid: while
    a notice of the same kind and subject is unread, the person is not told again (without one, the learner stands for it).
    """

    to: int
    kind: NoticeKind
    link: str
    learner: int | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class NoticeEntry:
    """One line of an inbox. name: the learner it is about, empty for none and for one's own."""

    uuid: uuid.UUID
    kind: NoticeKind
    reader: Reader
    name: str
    link: str
    told_at: dt.datetime
    is_read: bool


@dataclass(frozen=True, slots=True)
class Day:
    """The entries of one day in the district's time zone, newest first."""

    on: dt.date
    entries: tuple[NoticeEntry, ...]


@dataclass(frozen=True, slots=True)
class Inbox:
    """days: those of one page, newest first. unread: on all pages. page: from 1."""

    days: tuple[Day, ...]
    unread: int
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a person wants to be told. Times are those of the district's time zone; both quiet times None for no quiet hours.

    channels: only what she chose; everything else comes as usual (`usual_channel`): most in the daily mail.
    """

    channels: Mapping[NoticeKind, Channel] = field(default_factory=dict)
    digest_at: dt.time = DEFAULT_DIGEST_AT
    quiet_from: dt.time | None = DEFAULT_QUIET_FROM
    quiet_until: dt.time | None = DEFAULT_QUIET_UNTIL
    quiet_weekends: bool = False

    def channel(self, kind: NoticeKind | str) -> Channel:
        return self.channels.get(NoticeKind(kind), usual_channel(kind))


@dataclass(frozen=True, slots=True)
class LetterProblem:
    """A mail that did not go out: which row, whose account, what happened and what to do."""

    letter: uuid.UUID
    account: str
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class SendReport:
    """What one run of the outbox did. waiting: mails that go out later by themselves."""

    sent: int = 0
    waiting: int = 0
    problems: tuple[LetterProblem, ...] = ()
    # The mail server did not answer: its words; empty when it did.
    server_away: str = ""


@dataclass(frozen=True, slots=True)
class TidyReport:
    """How many notices and letters were removed, because they were read and sent long ago."""

    notices: int = 0
    letters: int = 0
