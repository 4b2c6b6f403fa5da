"""Collects what a person should know about a bundle, without drowning them.

The same surprise on 40,000 rows is one sentence with a count, not 40,000 sentences. An error is said row by row, up to a
limit per kind and column, and then counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from headway.mastery.formats.problems import NO_REMEDY, Message, Problem, Severity, message

LINES_SHOWN = 5


@dataclass(slots=True)
class _Group:
    severity: Severity
    kind: str
    english: str
    remedy: Message
    place: str
    field: str
    params: dict[str, object]
    identifier: str
    lines: list[int]
    count: int = 0


class Notes:
    """The problems of one reading, in the order in which they were met."""

    def __init__(self, limit_per_kind: int) -> None:
        self._limit = limit_per_kind
        self._entries: list[Problem | _Group] = []
        self._said: dict[tuple[str, str, str], int] = {}
        self._groups: dict[tuple[str, str, str, str], _Group] = {}

    def say(
        self,
        severity: Severity,
        kind: str,
        english: str,
        remedy: Message = NO_REMEDY,
        *,
        file: str = "",
        line: int = 0,
        identifier: str = "",
        field: str = "",
        key_ending: str = "",
        **params: Any,
    ) -> None:
        """One sentence about one place. `key_ending` tells apart templates of one kind. Above the limit of its kind, file and column it is only counted."""
        key = (kind, file, field)
        self._said[key] = self._said.get(key, 0) + 1
        if self._said[key] > self._limit:
            self.gather(
                severity,
                f"{kind}.more",
                "More rows have the same problem as the rows named above (rows: {lines}; in all {count} more).",
                remedy,
                file=file,
                line=line,
                field=field,
            )
            return
        if line:
            params.setdefault("line", line)
        if field:
            params.setdefault("column", field)
        if file:
            params.setdefault("file", f"{file}.csv")
        self._entries.append(
            Problem(
                severity,
                kind,
                message(f"oneroster.{kind}{key_ending}", english, **params),
                remedy,
                row=place(file, line),
                identifier=identifier,
                field=field,
            )
        )

    def gather(
        self,
        severity: Severity,
        kind: str,
        english: str,
        remedy: Message = NO_REMEDY,
        *,
        file: str = "",
        line: int = 0,
        identifier: str = "",
        field: str = "",
        about: str = "",
        **params: Any,
    ) -> None:
        """One sentence for many rows: the template may use {count} and {lines}. `about` splits groups further."""
        key = (kind, file, field, about)
        group = self._groups.get(key)
        if group is None:
            if field:
                params.setdefault("column", field)
            if file:
                params.setdefault("file", f"{file}.csv")
            group = _Group(severity, kind, english, remedy, place(file, line), field, params, identifier, [])
            self._groups[key] = group
            self._entries.append(group)
        group.count += 1
        if len(group.lines) <= LINES_SHOWN and line not in group.lines:
            group.lines.append(line)

    def problems(self) -> tuple[Problem, ...]:
        """Everything that was collected."""
        return tuple(entry if isinstance(entry, Problem) else _in_one(entry) for entry in self._entries)


def place(file: str, line: int = 0) -> str:
    """How a place is written: 'users.csv row 14'; the row is the line of the file, the header is row 1."""
    if not file:
        return ""
    name = file if "." in file else f"{file}.csv"
    return f"{name} row {line}" if line else name


def _in_one(group: _Group) -> Problem:
    lines = ", ".join(str(line) for line in group.lines[:LINES_SHOWN])
    if len(group.lines) > LINES_SHOWN:
        lines += ", …"
    return Problem(
        group.severity,
        group.kind,
        message(
            f"oneroster.{group.kind}", group.english, **{**group.params, "count": group.count, "lines": lines}
        ),
        group.remedy,
        row=group.place,
        identifier=group.identifier,
        field=group.field,
    )
