"""Who learns and teaches where, and who belongs where, as rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from headway.district.interop.oneroster.outgoing.selection import Outgoing, guid, identifier_for
from headway.district.people.types import (
    HomeGroupAdviserRow,
    HomeGroupMemberRow,
)
from headway.mastery.formats.oneroster import (
    Enrollment,
)

__all__ = ["enrolments"]


def enrolments(o: Outgoing) -> Iterable[Enrollment]:
    for row in o.enrolments:
        if row.section in o.sections:
            yield _enrolment(o, row.sourced_id, row, row.section, row.learner, "student")
    for row in o.staff:
        if row.section in o.sections:
            yield _enrolment(o, row.sourced_id, row, row.section, row.person, "teacher", row.is_primary)
    for row in o.members:
        if row.home_group in o.groups:
            yield _enrolment(o, _belonging(o, row), row, row.home_group, row.learner, "student")
    for row in o.advisers:
        if row.home_group in o.groups:
            yield _enrolment(o, _belonging(o, row), row, row.home_group, row.person, "teacher", True)


def _belonging(o: Outgoing, row: HomeGroupMemberRow | HomeGroupAdviserRow) -> str:
    record = o.records.get((row.RECORD_KIND, row.sourced_id))
    return (record.extra.get("enrollment") if record else "") or identifier_for(
        row.RECORD_KIND, row.sourced_id
    )


def _enrolment(
    o: Outgoing, name: str, row: Any, group: str, person: str, role: str, is_primary: bool = False
) -> Enrollment:
    section = o.sections.get(group) or o.groups[group]
    return Enrollment(
        guid(name),
        class_sourced_id=guid(group),
        school_sourced_id=guid(section.school),
        user_sourced_id=guid(person),
        role=role,
        primary=is_primary,
        begin_date=row.from_on,
        end_date=row.to_on,
        extra=o.kept(row.RECORD_KIND, row.sourced_id).get("metadata", {}),
    )
