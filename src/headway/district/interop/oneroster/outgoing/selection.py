"""Our roster as rows of OneRoster 1.2: who is here now, called as a source calls them, or by our UUIDs.

What a source once told us and Headway does not use goes out again beside the row. Who has left stays at home, and so do
family links that are not allowed to see: another system would open what is closed here.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from headway.district.people import api as people
from headway.district.people.types import (
    CourseRow,
    DutyRow,
    EnrolmentRow,
    GuardianRow,
    HomeGroupAdviserRow,
    HomeGroupMemberRow,
    HomeGroupRow,
    LearnerRow,
    OrganisationRow,
    PersonRow,
    SectionRow,
    StaffRow,
    TermKind,
    TermRow,
)

__all__ = ["Outgoing", "guid", "identifier_for"]

# Identifiers of rows that OneRoster needs and Headway does not have are made from what they are about.
NAMESPACE = uuid.UUID("0b7c2f2e-6a9d-5c0e-9d0b-4f6f2a1de5a1")
_GUID = re.compile(r"[0-9A-Za-z.\-_/@]{1,255}")


def identifier_for(*parts: str) -> str:
    """The same parts, the same identifier, in every export."""
    return str(uuid.uuid5(NAMESPACE, "|".join(parts)))


def guid(name: str) -> str:
    """The name, where the standard allows it as an identifier; else one that is made from it."""
    return name if not name or _GUID.fullmatch(name) else identifier_for(name)


class Outgoing:
    """The tables of a roster. `organisation` names the topmost place that goes out; blank: everything."""

    def __init__(self, source: str, organisation: str, today: dt.date, *, with_demographics: bool):
        self.today, self.with_demographics = today, with_demographics
        self.records = people.source_records(source) if source else {}
        self.rows: dict[type, list[Any]] = defaultdict(list)
        for row in people.read_roster(source, with_characteristics=with_demographics):
            self.rows[type(row)].append(row)
        self.left_out: dict[str, int] = defaultdict(int)
        self._places(organisation)
        self._people()
        self._teaching()

    def _places(self, organisation: str) -> None:
        active = {row.sourced_id: row for row in self.rows[OrganisationRow] if row.is_active}
        self.inside = {name for name in active if not organisation or organisation in up(active, name)}
        around = {name for inner in self.inside for name in up(active, inner)}
        self.places = {name: row for name, row in active.items() if name in around}
        self.terms = {
            row.sourced_id: row
            for row in self.rows[TermRow]
            if row.is_active and (not row.organisation or row.organisation in self.places)
        }
        self.departments = {
            name: record.extra
            for (kind, name), record in self.records.items()
            if kind == "department" and record.is_active and record.extra.get("of") in self.places
        }

    def _people(self) -> None:
        persons = {row.sourced_id: row for row in self.rows[PersonRow] if row.is_active}
        self.sections = {
            row.sourced_id: row
            for row in self.rows[SectionRow]
            if row.is_active and row.school in self.inside
        }
        self.groups = {
            row.sourced_id: row
            for row in self.rows[HomeGroupRow]
            if row.is_active and row.school in self.inside
        }
        everywhere = len(self.inside) == len(self.places)
        self.learners = {
            row.sourced_id: row
            for row in self.rows[LearnerRow]
            if row.sourced_id in persons
            and (row.left_on is None or row.left_on >= self.today)
            and (row.school in self.inside or (everywhere and not row.school))
        }
        self.enrolments = [
            row
            for row in self.rows[EnrolmentRow]
            if row.is_active and row.section in self.sections and row.learner in self.learners
        ]
        self.staff = [
            row
            for row in self.rows[StaffRow]
            if row.is_active and row.section in self.sections and row.person in persons
        ]
        self.members = [
            row
            for row in self.rows[HomeGroupMemberRow]
            if row.home_group in self.groups and row.learner in self.learners and self._belongs(row)
        ]
        self.advisers = [
            row
            for row in self.rows[HomeGroupAdviserRow]
            if row.home_group in self.groups and row.person in persons and self._belongs(row)
        ]
        self.duties = [
            row
            for row in self.rows[DutyRow]
            if row.is_active and row.organisation in self.inside and row.person in persons
        ]
        self.families = [
            row
            for row in self.rows[GuardianRow]
            if row.is_active and row.may_see and row.learner in self.learners and row.guardian in persons
        ]
        going = (
            self.learners.keys()
            | {row.person for row in (*self.staff, *self.advisers, *self.duties)}
            | {row.guardian for row in self.families}
        )
        self.persons = {name: row for name, row in persons.items() if name in going}

    def _belongs(self, row: HomeGroupMemberRow | HomeGroupAdviserRow) -> bool:
        record = self.records.get((row.RECORD_KIND, row.sourced_id))
        if record is not None:
            return record.is_active
        return row.to_on is None or row.to_on >= self.today

    def _teaching(self) -> None:
        """The classes that can go out: the standard wants a session for each."""
        self.terms_of: dict[str, tuple[str, ...]] = {}
        for kind, rows in (("class", self.sections), ("homeGroup", self.groups)):
            for name, row in list(rows.items()):
                told = row.terms if isinstance(row, SectionRow) else self.kept(kind, name).get("terms", ())
                terms = tuple(term for term in told if term in self.terms) or self._year_of(row.school)
                if terms:
                    self.terms_of[name] = terms
                else:
                    del rows[name]
                    self.left_out["classes without a session"] += 1
        self.courses = {
            row.sourced_id: row
            for row in self.rows[CourseRow]
            if row.is_active and row.organisation in self.places
        }

    def _year_of(self, school: str) -> tuple[str, ...]:
        """The session that holds today, the longest first; else the latest."""
        line = up(self.places, school)
        mine = [row for row in self.terms.values() if not row.organisation or row.organisation in line]
        if not mine:
            return ()
        best = max(
            mine,
            key=lambda row: (
                row.starts_on <= self.today <= row.ends_on,
                row.kind == TermKind.SCHOOL_YEAR,
                row.ends_on,
            ),
        )
        return (best.sourced_id,)

    def kept(self, kind: str, name: str) -> Mapping[str, Any]:
        record = self.records.get((kind, name))
        return record.extra.get("kept", {}) if record else {}

    @cached_property
    def known_orgs(self) -> frozenset[str]:
        return frozenset(self.places.keys() | self.departments.keys())

    @cached_property
    def top(self) -> str:
        return next((name for name, row in self.places.items() if row.parent not in self.places), "")


def up(places: Mapping[str, OrganisationRow], name: str) -> tuple[str, ...]:
    """The place and everything above it, nearest first."""
    line: list[str] = []
    while name in places and name not in line:
        line.append(name)
        name = places[name].parent
    return tuple(line)
