"""Our roster as rows of OneRoster 1.2: what goes out, and its rows file by file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from headway.district.interop.oneroster.outgoing.enrolments import enrolments
from headway.district.interop.oneroster.outgoing.persons import demographics, profiles, roles, users
from headway.district.interop.oneroster.outgoing.places import classes, courses, made_courses, orgs, sessions
from headway.district.interop.oneroster.outgoing.selection import Outgoing, guid, identifier_for

__all__ = ["Outgoing", "guid", "identifier_for", "tables_of"]


def tables_of(outgoing: Outgoing) -> dict[str, tuple[Any, ...]]:
    """The rows by file, as version 1.2 says them."""
    taught = tuple(classes(outgoing))
    tables: dict[str, Iterable[Any]] = {
        "orgs": orgs(outgoing),
        "academicSessions": sessions(outgoing),
        "courses": [*courses(outgoing), *made_courses(outgoing, taught)],
        "classes": taught,
        "users": users(outgoing),
        "roles": roles(outgoing),
        "userProfiles": profiles(outgoing),
        "enrollments": enrolments(outgoing),
        "demographics": demographics(outgoing) if outgoing.with_demographics else (),
    }
    return {name: tuple(rows) for name, rows in tables.items()}
