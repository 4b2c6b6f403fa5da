"""A table as a person looks at it while choosing what its columns mean. Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from headway.district.foundation.api import Refused
from headway.district.interop.models import ImportRun
from headway.district.interop.services import file_of
from headway.district.interop.spreadsheet.importer import title_of
from headway.district.interop.spreadsheet.mapped import Mapped, mapped
from headway.mastery.formats.problems import FormatProblem
from headway.mastery.formats.spreadsheet import Column, Entry, Row

__all__ = ["SheetLook", "look_at"]

ROWS_ABOVE = 12


@dataclass(frozen=True)
class SheetLook:
    """columns carry meaning, reason and samples. first_rows are those in which headings may stand.

    wanted is the mapping that was looked at, title what the framework is called so far.
    """

    table: Mapped
    title: str
    wanted: Mapping[str, Any]

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.table.layout.columns

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.table.framework.entries

    @property
    def sheet_names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.table.book.sheets if not one.is_blank)

    @property
    def first_rows(self) -> tuple[Row, ...]:
        filled = [row for row in self.table.sheet.rows if not row.is_blank]
        return tuple(filled[:ROWS_ABOVE])


def look_at(run: ImportRun, wanted: Mapping[str, Any] | None = None) -> SheetLook:
    """The file of a planned import, read with `wanted` (by default the run's own mapping).

    Raises NotFound, Conflict and Refused, as planning would.
    """
    stored = run.options.get("mapping")
    chosen = wanted if wanted is not None else (stored if isinstance(stored, Mapping) else {})
    try:
        table = mapped(file_of(run), chosen, file_name=run.file_name)
    except FormatProblem as problem:
        raise Refused(str(problem)) from problem
    return SheetLook(table, title_of({**run.options, "file_name": run.file_name}), chosen)
