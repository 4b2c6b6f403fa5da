"""Contacts of school and family as others may hold them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

__all__ = ["ContactDue", "ContactInfo", "ContactsOfSchools", "SchoolContacts"]

SOON = dt.timedelta(weeks=2)


@dataclass(frozen=True, slots=True)
class ContactInfo:
    """One contact, or an attempt (reached is False). note: for staff only, empty for everybody else."""

    uuid: uuid.UUID
    learner_id: int
    kind: str
    reached: bool
    learner_was_there: bool
    held_on: dt.date
    by_name: str
    by_id: int | None
    guardian_name: str = ""
    shared: str = ""
    note: str = ""
    withdrawn_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class ContactDue:
    """When school and this learner's family speak next. last_on: when they last did, None for never; attempts: how often
    somebody tried since.
    """

    learner_id: int
    due_on: dt.date
    last_on: dt.date | None = None
    attempts: int = 0
    last_attempt_on: dt.date | None = None

    @property
    def never_reached(self) -> bool:
        return self.last_on is None

    def is_overdue(self, on: dt.date) -> bool:
        """On the day itself a contact is due, from the next day on it is overdue."""
        return self.due_on < on

    def is_soon(self, on: dt.date) -> bool:
        """Due on this day or within the two weeks after it: time enough to find an hour with a family."""
        return on <= self.due_on <= on + SOON


@dataclass(frozen=True, slots=True)
class SchoolContacts:
    """One school in numbers: learners whose families school speaks with, of whom it is time, in time, and tried in vain.

    last_on: when anybody of the school last spoke with a family. Small numbers are among these: they are for readers who
    may read every one of these learners by name.
    """

    school: str
    uuid: Any
    learners: int
    overdue: int
    in_time: int
    tried: int
    last_on: dt.date | None


@dataclass(frozen=True, slots=True)
class ContactsOfSchools:
    """schools: by name. overdue: (learner, due), families never reached first, then those who wait longest."""

    schools: tuple[SchoolContacts, ...]
    overdue: tuple[tuple[Any, ContactDue], ...]
