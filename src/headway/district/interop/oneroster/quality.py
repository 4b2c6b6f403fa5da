"""The data-quality report: what a person should look at in a roster that came in, with counts and the first identifiers.

Identifiers are the source's own, so that whoever keeps the student information system finds the rows. No names.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from headway.district.interop.oneroster.wording import problem
from headway.district.people import api as people
from headway.district.people.types import (
    EnrolmentRow,
    GuardianRow,
    LearnerRow,
    PersonRow,
    RosterRow,
    SectionRow,
    StaffRow,
    TermKind,
    TermRow,
)
from headway.mastery.formats.problems import Problem

__all__ = ["look_at"]

EXAMPLES = 5
_LOOKED_AT = {
    row.RECORD_KIND
    for row in (PersonRow, LearnerRow, TermRow, SectionRow, EnrolmentRow, StaffRow, GuardianRow)
}


def look_at(source: str, today: dt.date) -> tuple[dict[str, int], tuple[Problem, ...]]:
    """The facts and the problems of one source's roster as it stands; what it never told of is not looked at."""
    records = people.source_records(source)
    targets = {
        (kind, name): record.target_id
        for (kind, name), record in records.items()
        if kind in _LOOKED_AT and record.is_active and record.target_id is not None
    }
    look = _Look(people.standing_rows(records, targets).values(), today)
    return look.facts(), look.problems()


class _Look:
    def __init__(self, rows: Iterable[RosterRow], today: dt.date):
        self.today = today
        kinds: dict[type, list[Any]] = defaultdict(list)
        for row in rows:
            kinds[type(row)].append(row)
        self.people = {row.sourced_id: row for row in kinds[PersonRow] if row.is_active}
        self.learners = {
            row.sourced_id: row
            for row in kinds[LearnerRow]
            if row.sourced_id in self.people and (row.left_on is None or row.left_on >= today)
        }
        self.terms = {row.sourced_id: row for row in kinds[TermRow] if row.is_active}
        self.sections = {row.sourced_id: row for row in kinds[SectionRow] if row.is_active}
        self.enrolments = [row for row in kinds[EnrolmentRow] if row.is_active]
        self.staff = [row for row in kinds[StaffRow] if row.is_active]
        self.guardians = [row for row in kinds[GuardianRow] if row.is_active]
        self.findings: dict[str, list[str]] = {
            "without_section": self._without(self.learners, (row.learner for row in self.enrolments)),
            "without_teacher": self._without(self.sections, (row.section for row in self.staff)),
            "without_guardian": self._without(self.learners, (row.learner for row in self.guardians)),
            "without_school": sorted(name for name, row in self.learners.items() if not row.school),
            "outside_term": self._outside_term(),
            "twins_here": self._twins(),
        }

    def facts(self) -> dict[str, int]:
        return {
            "learners": len(self.learners),
            "people": len(self.people),
            "sections": len(self.sections),
            "enrolments": len(self.enrolments),
            **{name: len(found) for name, found in self.findings.items()},
        }

    def problems(self) -> tuple[Problem, ...]:
        said = []
        for kind, found in self.findings.items():
            if found:
                examples = ", ".join(found[:EXAMPLES])
                said.append(problem(kind, identifier=found[0], count=len(found), examples=examples))
        if self.learners and not self._has_school_year():
            said.append(problem("no_school_year"))
        return tuple(said)

    def _has_school_year(self) -> bool:
        return any(
            term.kind == TermKind.SCHOOL_YEAR and term.starts_on <= self.today <= term.ends_on
            for term in self.terms.values()
        )

    @staticmethod
    def _without(everybody: Mapping[str, Any], named: Iterable[str]) -> list[str]:
        return sorted(everybody.keys() - set(named))

    def _outside_term(self) -> list[str]:
        """Enrolments of which a day lies before the first or after the last session of the class."""
        found = []
        for row in self.enrolments:
            section: SectionRow | None = self.sections.get(row.section)
            terms = [self.terms[name] for name in section.terms if name in self.terms] if section else []
            if not terms:
                continue
            first: dt.date = min(term.starts_on for term in terms)
            last: dt.date = max(term.ends_on for term in terms)
            days = [day for day in (row.from_on, row.to_on) if day is not None]
            if any(day < first or day > last for day in days):
                found.append(row.sourced_id)
        return sorted(found)

    def _twins(self) -> list[str]:
        who = {
            name: (
                self.people[name].given_name.casefold(),
                self.people[name].family_name.casefold(),
                row.birth_on,
            )
            for name, row in self.learners.items()
            if row.birth_on is not None
        }
        often = Counter(who.values())
        return sorted(name for name, looks in who.items() if often[looks] > 1)
