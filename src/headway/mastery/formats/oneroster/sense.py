"""What is well-formed and still can't be meant: dates the wrong way round, lists that should match, circles of parents."""

from __future__ import annotations

from collections.abc import Mapping

from headway.mastery.formats.oneroster.bundle import Table
from headway.mastery.formats.oneroster.notes import Notes
from headway.mastery.formats.problems import message

_DATES = (
    ("academicSessions", "start_date", "end_date", "endDate"),
    ("enrollments", "begin_date", "end_date", "endDate"),
    ("roles", "begin_date", "end_date", "endDate"),
    ("lineItems", "assign_date", "due_date", "dueDate"),
)


def say_what_makes_no_sense(tables: dict[str, Table], notes: Notes) -> None:
    """Warn about dates and lists; break circles of parents, which nothing downstream could walk."""
    for name, first, last, column in _DATES:
        if name in tables:
            _say_reversed(tables[name], first, last, column, notes)
    for name in ("courses", "classes"):
        if name in tables:
            _say_unpaired_subjects(tables[name], notes)
    for name in ("orgs", "academicSessions"):
        if name in tables:
            tables[name] = _without_circles(tables[name], notes)


def _say_reversed(table: Table, first: str, last: str, column: str, notes: Notes) -> None:
    for row in table.rows:
        begin, end = getattr(row, first), getattr(row, last)
        if begin is not None and end is not None and end < begin:
            notes.gather(
                "warning",
                "dates_reversed",
                "{file} has rows that end before they begin (rows: {lines}; in all {count}).",
                message("oneroster.remedy.dates_reversed", "Check both dates in the source system."),
                file=table.name,
                line=row.line,
                identifier=row.sourced_id,
                field=column,
            )


def _say_unpaired_subjects(table: Table, notes: Notes) -> None:
    for row in table.rows:
        if row.subjects and row.subject_codes and len(row.subjects) != len(row.subject_codes):
            notes.gather(
                "warning",
                "subjects_unpaired",
                "{file} has rows with more subjects than subjectCodes, or fewer (rows: {lines}; in all {count}), so codes can't be "
                "matched to names.",
                message("oneroster.remedy.subjects", "Write one code for each subject, in the same order."),
                file=table.name,
                line=row.line,
                identifier=row.sourced_id,
                field="subjectCodes",
            )


def _without_circles(table: Table, notes: Notes) -> Table:
    parents: Mapping[str, str | None] = {row.sourced_id: row.parent_sourced_id for row in table.rows}
    on_circle = _on_circles(parents)
    if not on_circle:
        return table
    rows = []
    for row in table.rows:
        if row.sourced_id in on_circle:
            notes.say(
                "warning",
                "parent_circle",
                "Row {line}: following the parents of “{id}” leads back to itself; it was taken without a parent.",
                message("oneroster.remedy.parent_circle", "Give the topmost record no parent."),
                file=table.name,
                line=row.line,
                identifier=row.sourced_id,
                field="parentSourcedId",
                id=row.sourced_id,
            )
            row = row._replace(parent_sourced_id=None)
        rows.append(row)
    return Table(table.name, table.mode, tuple(rows), table.complete, table.unread)


def _on_circles(parents: Mapping[str, str | None]) -> set[str]:
    """The records whose parents lead back to themselves; every record is walked over once."""
    walked: set[str] = set()
    on_circle: set[str] = set()
    for start in parents:
        path: dict[str, int] = {}
        at: str | None = start
        while at is not None and at in parents and at not in walked and at not in path:
            path[at] = len(path)
            at = parents[at]
        if at in path:
            on_circle.update(identifier for identifier, step in path.items() if step >= path[at])
        walked.update(path)
    return on_circle
