"""Check-ins as others may hold them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from headway.district.agreements.weeks import Week

__all__ = ["WENT_STEPS", "CheckInAnswered", "CheckInInfo", "CheckInState", "OpenTarget", "WishForAdult"]

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
    her, empty where she did it alone.
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

    @property
    def is_answered(self) -> bool:
        return bool(self.answers)


@dataclass(frozen=True, slots=True)
class WishForAdult:
    """A learner would like an adult to come by; check_in_uuid: in which she said so, and which an adult answers."""

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
    missed: the Mondays of earlier weeks (of the last few) that asked and got none, newest first. next_due_on: when the
    next one comes, None at the end of the year.
    """

    learner_id: int
    week: Week | None = None
    kept: CheckInInfo | None = None
    missed: tuple[dt.date, ...] = ()
    next_due_on: dt.date | None = None
    weeks_asked: int = 0
    weeks_kept: int = 0

    @property
    def is_open(self) -> bool:
        """Asked, and nothing said yet."""
        return self.week is not None and self.kept is None
