"""One csv file of a bundle -> a table of typed rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from headway.mastery.formats.oneroster.bundle import Mode, Table
from headway.mastery.formats.oneroster.columns import FileShape
from headway.mastery.formats.oneroster.header import Header, read_header
from headway.mastery.formats.oneroster.lines import table_lines
from headway.mastery.formats.oneroster.notes import Notes
from headway.mastery.formats.oneroster.row_reading import RowReading
from headway.mastery.formats.oneroster.values import Dates
from headway.mastery.formats.problems import message


def read_table(
    text: str,
    shape: FileShape,
    *,
    version: str,
    declared: Mode | None,
    dates: Dates,
    most_rows: int,
    notes: Notes,
) -> Table | None:
    """The table; None, with sentences, when the file as a whole can't be read."""
    lines = table_lines(text, shape.name, notes)
    first = next(lines, None)
    if first is None or not first[2]:
        notes.say(
            "error",
            "file_empty",
            "{file} is empty: it has no row with column names.",
            message(
                "oneroster.remedy.file_empty",
                "Leave the file out of the zip and write absent in the manifest.",
            ),
            file=shape.name,
        )
        return None
    presumed: Mode = declared if declared in ("bulk", "delta") else "bulk"
    header = read_header(first[1], shape, version, presumed, notes)
    if header is None:
        return None
    mode = presumed if declared in ("bulk", "delta") else _mode_of_rows(text, shape, header, declared, notes)
    return _TableReading(shape, header, version, mode, dates, notes).run(
        table_lines(text, shape.name, notes, header.width), most_rows
    )


def _mode_of_rows(text: str, shape: FileShape, header: Header, declared: Mode | None, notes: Notes) -> Mode:
    """The mode of a file for which the manifest gives none: changes only when every row says so."""
    at = {column.name: index for index, column in header.columns}
    mode: Mode = "bulk"
    if "status" in at and "dateLastModified" in at:
        cells = [
            row for _, row, readable in table_lines(text, shape.name, Notes(0), header.width) if readable
        ][1:]
        enough = max(at["status"], at["dateLastModified"])
        if cells and all(len(c) > enough and c[at["status"]] and c[at["dateLastModified"]] for c in cells):
            mode = "delta"
    notes.say(
        "warning",
        "mode_absent" if declared == "absent" else "mode_unsaid",
        "The manifest says that {file} is absent, and it is in the zip. Its rows were read as {mode}."
        if declared == "absent"
        else "The manifest doesn't say what {file} holds. Its rows were read as {mode}.",
        message(
            "oneroster.remedy.mode", "Write bulk (the whole list) or delta (changes only) in the manifest."
        ),
        file=shape.name,
        mode=mode,
    )
    return mode


class _TableReading(RowReading):
    """All rows of one file."""

    def run(self, lines: Iterator[tuple[int, list[str], bool]], most_rows: int) -> Table:
        rows: dict[str, Any] = {}
        unread: set[str] = set()
        next(lines)
        for count, (line, cells, readable) in enumerate(lines):
            if count >= most_rows:
                self._say_too_many(most_rows)
                break
            self.line = line
            if not readable:
                self.note_unread(cells[0] if self.at_id == 0 else "", unread)
                continue
            row = self.row(cells, unread)
            if row is None:
                continue
            earlier = rows.get(row.sourced_id)
            rows[row.sourced_id] = row if earlier is None else self._one_of(earlier, row)
        if not rows and not unread:
            self.complete = False
            self.notes.say(
                "warning",
                "no_rows",
                "{file} has column names and no rows that can be used. It isn't read as “everyone has left”: nothing changes.",
                message(
                    "oneroster.remedy.no_rows",
                    "Leave the file out of the zip and write absent in the manifest, or export it again.",
                ),
                file=self.shape.name,
            )
        for identifier in rows:
            unread.discard(identifier)
        return Table(self.shape.name, self.mode, tuple(rows.values()), self.complete, frozenset(unread))

    def _one_of(self, earlier: Any, later: Any) -> Any:
        """Which of two rows with one sourcedId counts."""
        same = earlier[:-2] == later[:-2] and earlier.extra == later.extra
        params: dict[str, Any] = {"first": earlier.line}
        if same:
            kind, severity = "identifier_twice_same", "warning"
            english = "Rows {first} and {line} are the same record, “{id}”; it was taken once."
            kept = earlier
        elif self.mode == "delta" and earlier.date_last_modified != later.date_last_modified:
            kind, severity = "identifier_twice_changes", "warning"
            english = "Rows {first} and {line} both change “{id}”; the later dateLastModified counts."
            kept = max(earlier, later, key=lambda row: row.date_last_modified)
        else:
            kind, severity = "identifier_twice", "error"
            english = "Rows {first} and {line} have the same sourcedId “{id}” and say different things; only row {first} was taken."
            kept = earlier
        self.notes.say(
            severity,  # type: ignore[arg-type]
            kind,
            english,
            message(
                "oneroster.remedy.identifier_twice", "Give every record one row and an identifier of its own."
            ),
            file=self.shape.name,
            line=later.line,
            identifier=later.sourced_id,
            field="sourcedId",
            id=later.sourced_id,
            **params,
        )
        return kept

    def _say_too_many(self, most_rows: int) -> None:
        self.complete = False
        self.notes.say(
            "error",
            "rows_many",
            "{file} has more than {limit} rows; the rows from {line} on were not read.",
            message("oneroster.remedy.rows_many", "Ask the administrator of this site to allow more rows."),
            file=self.shape.name,
            line=self.line,
            limit=most_rows,
        )
