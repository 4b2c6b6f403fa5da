"""One row of cells -> one typed row, or a sentence that says why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from headway.mastery.formats.oneroster.bundle import Mode
from headway.mastery.formats.oneroster.columns import LISTS, Column, FileShape
from headway.mastery.formats.oneroster.header import Header
from headway.mastery.formats.oneroster.notes import Notes
from headway.mastery.formats.oneroster.rows import NOTHING_EXTRA
from headway.mastery.formats.oneroster.values import Dates, Unreadable, bare_uuid, read_instant, reader_for
from headway.mastery.formats.problems import NO_REMEDY, Message, message

COMPLETE_ROW = message(
    "oneroster.remedy.complete_row", "Complete the row in the source system, then export again."
)
BULK_BLANK = message(
    "oneroster.remedy.bulk_blank",
    "Leave status and dateLastModified blank in whole lists, or write delta in the manifest when the file holds changes only.",
)


@dataclass
class _Cell:
    index: int
    position: int
    column: Column
    read: Callable[[str], Any] | None


class RowReading:
    """Reads the rows of one file, one by one. Holds the place that is being read, for the sentences about it."""

    def __init__(
        self,
        shape: FileShape,
        header: Header,
        version: str,
        mode: Mode,
        dates: Dates,
        notes: Notes,
    ) -> None:
        self.shape, self.header, self.mode, self.dates, self.notes = shape, header, mode, dates, notes
        self.line, self.identifier = 0, ""
        edition = "1.2" if version == "1.2" else "1.1"
        order = shape.order(version) or shape.v12
        self.fields = shape.row._fields
        self.blank: list[Any] = [() if self._is_list(name) else None for name in self.fields]
        self.blank[-1] = NOTHING_EXTRA
        self.cells = [
            _Cell(index, self.fields.index(column.field), column, self._reader(column))
            for index, column in header.columns
            if column.field and column.name not in ("status", "dateLastModified")
        ]
        self.secrets = [index for index, column in header.columns if column.kind == "secret"]
        self.required = [
            (self.fields.index(column.field), column)
            for column in shape.columns
            if edition in column.required and column.name in order
        ]
        at = {column.name: index for index, column in header.columns}
        self.at_id = at["sourcedId"]
        self.at_status, self.at_date = at.get("status"), at.get("dateLastModified")
        self.objective = "learning_objective_id" in self.fields
        self.complete = True

    def _is_list(self, field: str) -> bool:
        return any(c.field == field and c.kind in LISTS for c in self.shape.columns)

    def _reader(self, column: Column) -> Callable[[str], Any] | None:
        def soft(kind: str, english: str, remedy: Message, params: dict[str, Any]) -> None:
            # Dates in another form are one habit of the exporter; other texts are worth naming one by one.
            say = self.notes.gather if kind.startswith("date_") else self.notes.say
            say(
                "warning",
                kind,
                english,
                remedy,
                file=self.shape.name,
                line=self.line,
                identifier=self.identifier,
                field=column.name,
                **params,
            )

        return reader_for(column, self.dates, soft)

    def note_unread(self, identifier: str, unread: set[str]) -> None:
        if identifier:
            unread.add(identifier)
        else:
            self.complete = False

    def row(self, cells: list[str], unread: set[str]) -> Any | None:
        if len(cells) != self.header.width:
            fitted = self._fitted(cells, unread)
            if fitted is None:
                return None
            cells = fitted
        self.identifier = cells[self.at_id]
        if not self.identifier:
            if any(cells):
                self.complete = False
                self._leave_out(
                    "identifier_blank",
                    "Row {line} has no sourcedId; it was left out.",
                    COMPLETE_ROW,
                    "sourcedId",
                )
            return None
        values = self.blank.copy()
        values[-2] = self.line
        taken = self._own_columns(cells, values)
        leaving = values[1] == "tobedeleted"
        if taken:
            taken = self._other_columns(cells, values, leaving)
        if not taken:
            unread.add(self.identifier)
            return None
        if self.header.extra:
            extra = {name: cells[index] for index, name in self.header.extra if cells[index]}
            if extra:
                values[-1] = extra
        for index in self.secrets:
            if cells[index]:
                self._say_secret(self.shape.columns)
        return self.shape.row._make(values)

    def _fitted(self, cells: list[str], unread: set[str]) -> list[str] | None:
        """The cells cut to the width of the header when only blank ones are too many; otherwise None."""
        width = self.header.width
        if len(cells) > width and not any(cells[width:]):
            self.notes.gather(
                "warning",
                "cells_blank_at_end",
                "{file} has blank cells beyond the last column (rows: {lines}; in all {count}); they were not used.",
                file=self.shape.name,
                line=self.line,
            )
            return cells[:width]
        # The identifier is the first column in the standard, so a shift to the right of it leaves it readable.
        self.identifier = cells[0] if self.at_id == 0 else ""
        if not any(cells):
            return None
        self.note_unread(self.identifier, unread)
        self._leave_out(
            "cells_many" if len(cells) > width else "cells_few",
            "Row {line} has {found} cells and the header has {wanted}; it was left out.",
            message(
                "oneroster.remedy.cells_many" if len(cells) > width else "oneroster.remedy.cells_few",
                "Put cells that have commas in quotation marks."
                if len(cells) > width
                else "Write a comma for every blank cell, up to the last column.",
            ),
            "",
            found=len(cells),
            wanted=width,
        )
        return None

    def _own_columns(self, cells: list[str], values: list[Any]) -> bool:
        status = cells[self.at_status] if self.at_status is not None else ""
        moment = cells[self.at_date] if self.at_date is not None else ""
        if self.mode == "bulk":
            if status == "tobedeleted":
                values[1] = status
                self._gather(
                    "bulk_leaving",
                    "{file} marks records as tobedeleted although the manifest calls the file a whole list (rows: {lines}; in all {count}). "
                    "The rows have the last word: these records are taken to have left.",
                    "status",
                    BULK_BLANK,
                )
            elif status or moment:
                self._gather(
                    "bulk_filled",
                    "{file} fills in status or dateLastModified, which the standard leaves blank in a whole list "
                    "(rows: {lines}; in all {count}). The file was read as a whole list, as the manifest says.",
                    "status",
                    BULK_BLANK,
                )
            values[2] = self._moment(moment, quiet=True)
            return True
        if status not in ("active", "tobedeleted"):
            self._leave_out(
                "delta_status_blank" if not status else "delta_status_unknown",
                "Row {line} has no status, so it doesn't say whether the record stays or leaves; it was left out."
                if not status
                else "Row {line} has the status “{value}”; in a file of changes it is active or tobedeleted. The row was left out.",
                message(
                    "oneroster.remedy.delta_status",
                    "Write active or tobedeleted in every row of a delta file.",
                ),
                "status",
                **({"value": status} if status else {}),
            )
            return False
        values[1] = status
        values[2] = self._moment(moment, quiet=False)
        return values[2] is not None

    def _moment(self, text: str, *, quiet: bool) -> Any:
        if not text:
            if not quiet:
                self._leave_out(
                    "delta_date_blank",
                    "Row {line} has no dateLastModified, so it can't be told from an older change; it was left out.",
                    message(
                        "oneroster.remedy.delta_date", "Write dateLastModified in every row of a delta file."
                    ),
                    "dateLastModified",
                )
            return None

        def soft(kind: str, english: str, remedy: Message, params: dict[str, Any]) -> None:
            if not quiet:
                self._gather(kind, english, "dateLastModified", remedy, **params)

        try:
            return read_instant(text, self.dates, soft)
        except Unreadable as fault:
            if not quiet:
                self._leave_out(
                    fault.kind,
                    f"{fault.english} The row was left out.",
                    fault.remedy,
                    "dateLastModified",
                    key_ending=".row",
                    **fault.params,
                )
            return None

    def _other_columns(self, cells: list[str], values: list[Any], leaving: bool) -> bool:
        """Fill `values`; False when something is missing without which the row can't be used."""
        faulty: set[int] = set()
        unusable = False
        for cell in self.cells:
            text = cells[cell.index]
            if not text:
                continue
            if cell.read is None:
                values[cell.position] = text
                continue
            try:
                values[cell.position] = cell.read(text)
            except Unreadable as fault:
                faulty.add(cell.position)
                if not leaving or cell.position == 0:
                    unusable |= self._say_fault(cell.column, fault, cell.position)
        if leaving:
            return 0 not in faulty
        if self.objective and values[self.fields.index("source")] == "case":
            unusable |= self._bare_objective(values)
        for position, column in self.required:
            if values[position] in (None, ()) and position not in faulty:
                if column.survives:
                    self._gather(
                        "value_missing",
                        "{file} has rows without {column}, which the standard asks for (rows: {lines}; in all {count}); they were taken.",
                        column.name,
                        COMPLETE_ROW,
                    )
                else:
                    unusable = True
                    self._leave_out(
                        "value_required",
                        "Row {line} has no {column}; it was left out.",
                        COMPLETE_ROW,
                        column.name,
                    )
        return not unusable

    def _say_fault(self, column: Column, fault: Unreadable, position: int) -> bool:
        needed = position == 0 or any(p == position and not c.survives for p, c in self.required)
        self.notes.say(
            "error" if needed else "warning",
            fault.kind,
            fault.english + (" The row was left out." if needed else " The cell was taken as blank."),
            fault.remedy,
            file=self.shape.name,
            line=self.line,
            identifier=self.identifier,
            field=column.name,
            key_ending=".row" if needed else ".cell",
            **fault.params,
        )
        return needed

    def _bare_objective(self, values: list[Any]) -> bool:
        position = self.fields.index("learning_objective_id")
        written = values[position]
        if written is None:
            return False
        values[position] = bare_uuid(written)
        if values[position] is not None:
            return False
        values[position] = written
        self._leave_out(
            "objective_no_uuid",
            "“{value}” isn't a UUID, and every CASE identifier is one. The row was left out.",
            message(
                "oneroster.remedy.objective",
                "Write the identifier of the CASE item, or unknown as the source.",
            ),
            "learningObjectiveId",
            value=written,
        )
        return True

    def _leave_out(
        self, kind: str, english: str, remedy: Message, field: str, key_ending: str = "", **params: Any
    ) -> None:
        self.notes.say(
            "error",
            kind,
            english,
            remedy,
            file=self.shape.name,
            line=self.line,
            identifier=self.identifier,
            field=field,
            key_ending=key_ending,
            **params,
        )

    def _gather(
        self, kind: str, english: str, field: str, remedy: Message = NO_REMEDY, **params: Any
    ) -> None:
        self.notes.gather(
            "warning",
            kind,
            english,
            remedy,
            file=self.shape.name,
            line=self.line,
            identifier=self.identifier,
            field=field,
            **params,
        )

    def _say_secret(self, columns: tuple[Column, ...]) -> None:
        name = next(column.name for column in columns if column.kind == "secret")
        self.notes.gather(
            "note",
            "password_ignored",
            "{file} has passwords (rows: {lines}; in all {count}); Headway doesn't read or keep them.",
            message("oneroster.remedy.password", "Leave the column {column} blank in exports.", column=name),
            file=self.shape.name,
            line=self.line,
            field=name,
        )
