"""Check-ins as others may hold them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from itertools import takewhile

from headway.district.agreements.weeks import Week

__all__ = [
    "WENT_STEPS",
    "CheckInAnswered",
    "CheckInInfo",
    "CheckInState",
    "OpenTarget",
    "ToRead",
    "WishForAdult",
]

# How the plan went, in so many words, from "much to change" to "as planned".
WENT_STEPS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class CheckInAnswered:
    """An adult read a check-in; text is empty where reading it was the whole answer."""

    person_id: int | None
    name: str
    at: dt.datetime
    text: str = ""


@dataclass(frozen=True, slots=True)
class CheckInInfo:
    """What a learner said for one week. went: of the plan, 1 to 4, or None. by_name: the adult who wrote it down with
    her, empty where she did it alone. before: what stood for the week before this one did, the oldest first.
    """

    id: int
    uuid: uuid.UUID
    learner_id: int
    week_on: dt.date
    recorded_at: dt.datetime
    went: int | None = None
    wants_help: bool = False
    reflect: str = ""
    adjust: str = ""
    plan: str = ""
    target_ids: tuple[int, ...] = ()
    by_name: str = ""
    answers: tuple[CheckInAnswered, ...] = ()
    before: tuple[CheckInInfo, ...] = ()

    @property
    def is_answered(self) -> bool:
        """An adult read it, with words or without."""
        return bool(self.answers)

    @property
    def wished(self) -> tuple[CheckInInfo, ...]:
        """Where she asks for an adult: the versions in which this wish was said, the latest first."""
        return tuple(takewhile(lambda one: one.wants_help, (self, *reversed(self.before))))

    @property
    def wish_is_open(self) -> bool:
        """She asks that an adult comes by, and nobody wrote since, not even that they come. Reading it alone leaves the
        wish, and a change of other words doesn't ask again what was answered."""
        return self.wants_help and not any(answer.text for one in self.wished for answer in one.answers)

    @property
    def kept_before(self) -> tuple[CheckInInfo, ...]:
        """What stood before and is still to be read beside this one, the latest first: what was answered, and her own
        words where an adult wrote others down."""
        pairs = list(zip(self.before, (*self.before[1:], self), strict=False))
        return tuple(
            one for one, later in reversed(pairs) if one.answers or (later.by_name and not one.by_name)
        )


@dataclass(frozen=True, slots=True)
class ToRead:
    """What was said in an earlier week and still asks for an adult: nobody read it, or its wish waits."""

    said: CheckInInfo
    wish_waits: bool


@dataclass(frozen=True, slots=True)
class WishForAdult:
    """A learner would like an adult to come by; check_in_uuid: in which she said so, and which an adult answers. said_at:
    when she first did."""

    check_in_uuid: uuid.UUID
    learner_uuid: uuid.UUID
    learner_name: str
    said_at: dt.datetime


@dataclass(frozen=True, slots=True)
class OpenTarget:
    """A target of hers that a check-in may be about. competency_ids: on the continuum in force, a level's as well."""

    id: int
    uuid: uuid.UUID
    aim: str
    domain_code: str
    level: int | None
    competency_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CheckInState:
    """Where one learner stands with her check-ins on a day.

    week: the latest week that asked for one; None where no week of this school year did yet. kept: what she said for it.
    missed: the Mondays of earlier weeks (of the last few) that asked and got none, newest first. to_read: what was said
    for earlier weeks of the school year and waits for an adult, newest first. next_due_on: when the next one comes, None
    at the end of the year.
    """

    learner_id: int
    week: Week | None = None
    kept: CheckInInfo | None = None
    missed: tuple[dt.date, ...] = ()
    to_read: tuple[ToRead, ...] = ()
    next_due_on: dt.date | None = None
    weeks_asked: int = 0
    weeks_kept: int = 0

    @property
    def is_open(self) -> bool:
        """Asked, and nothing said yet."""
        return self.week is not None and self.kept is None
