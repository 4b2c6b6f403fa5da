"""What reading a OneRoster bundle gives: tables of typed rows, the people in them, and what a person should know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

from headway.mastery.formats.oneroster.columns import Version
from headway.mastery.formats.oneroster.rows import NOTHING_EXTRA, Pairs
from headway.mastery.formats.problems import Problem, of_severity

Mode = Literal["bulk", "delta", "absent"]


@dataclass(frozen=True)
class Table:
    """The rows of one file.

    mode      'bulk': the file is the whole list. 'delta': only what changed.
    complete  False when some line could not even be told who it is about: then nobody may be taken to have left because
              they are not among `rows`.
    unread    sourcedIds that the file names and whose row was left out. Whoever is stored under them stays as they are.
    """

    name: str
    mode: Mode
    rows: tuple[Any, ...] = ()
    complete: bool = True
    unread: frozenset[str] = frozenset()

    @cached_property
    def by_id(self) -> Mapping[str, Any]:
        """The rows by sourcedId."""
        return {row.sourced_id: row for row in self.rows}

    @property
    def says_who_left(self) -> bool:
        """Whether absence from this file means that a record has left (a bulk file that was read to its end)."""
        return self.mode == "bulk" and self.complete

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role of a person in one organisation. `org_sourced_id` is None when a 1.1 file names no organisation."""

    role: str
    org_sourced_id: str | None
    primary: bool = True
    begin_date: date | None = None
    end_date: date | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """A user, said the same way whichever version the bundle was.

    roles      from roles.csv in 1.2, from users.csv `role` and `orgSourcedIds` in 1.1; rows marked tobedeleted are left out.
    agents     sourcedIds as users.csv lists them, in either direction (child to parent, parent to child).
    guardians  for a student: the people with the role guardian, parent or relative who are linked in either direction.
               An agent without such a role is not a guardian here: nobody gets to see a child by a stray link.
    leaving    the row says tobedeleted.
    """

    sourced_id: str
    given_name: str | None
    family_name: str | None
    roles: tuple[HeldRole, ...] = ()
    agents: tuple[str, ...] = ()
    guardians: tuple[str, ...] = ()
    leaving: bool = False
    enabled: bool | None = None
    username: str | None = None
    user_ids: Pairs = ()
    middle_name: str | None = None
    preferred_given_name: str | None = None
    preferred_middle_name: str | None = None
    preferred_family_name: str | None = None
    pronouns: str | None = None
    identifier: str | None = None
    master_identifier: str | None = None
    email: str | None = None
    sms: str | None = None
    phone: str | None = None
    grades: tuple[str, ...] = ()
    primary_org_sourced_id: str | None = None
    line: int = 0
    extra: Mapping[str, str] = field(default_factory=lambda: NOTHING_EXTRA)

    def holds(self, *roles: str) -> bool:
        """Whether the person holds one of these roles in any organisation."""
        return any(held.role in roles for held in self.roles)


@dataclass(frozen=True)
class Bundle:
    """A bundle as it was read.

    version   '1.1' or '1.2'; '1.0' when a manifest says so (such a bundle is read with the columns of 1.1).
    modes     for every file that the standard knows: 'bulk', 'delta' or 'absent', after the data had their say.
    tables    the files that were read, by name ('users', 'enrollments' …).
    users     the people, the same way for both versions.
    needs     sourcedIds by file that the bundle refers to and does not define. Whoever applies the bundle looks them up
              in what is stored, and says so when they are not there either.
    """

    version: Version
    modes: Mapping[str, Mode] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    users: tuple[Person, ...] = ()
    needs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    system_name: str = ""
    system_code: str = ""

    def table(self, name: str) -> Table:
        """The table, or an empty one when the bundle has no such file."""
        return self.tables.get(name) or Table(name, "absent")

    @property
    def errors(self) -> tuple[Problem, ...]:
        return of_severity(self.problems, "error")
