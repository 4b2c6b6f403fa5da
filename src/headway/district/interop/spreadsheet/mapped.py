"""A table read with what a person asked for: which sheet, which row of headings, what each column means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from headway.mastery.formats.problems import Problem
from headway.mastery.formats.spreadsheet import (
    Book,
    Layout,
    Sheet,
    SheetFramework,
    applied,
    find_header,
    header_at,
    likely_sheet,
    propose,
    read_book,
    read_items,
)
from headway.mastery.formats.spreadsheet.wording import problem

__all__ = ["Mapped", "mapped"]

MOST_HEADING_ROWS = 3


@dataclass(frozen=True)
class Mapped:
    """proposed is what Headway would do by itself with this sheet and these headings; layout what is done."""

    book: Book
    sheet: Sheet
    proposed: Layout
    layout: Layout
    framework: SheetFramework
    problems: tuple[Problem, ...]


def mapped(raw: bytes, wanted: Mapping[str, Any], *, file_name: str = "") -> Mapped:
    """Read the table. `wanted` is as `as_plain` writes it, every part may be missing; `kept_as` names a kept mapping.

    Raises FormatProblem when the file is no spreadsheet.
    """
    book = read_book(raw, file_name=file_name, max_bytes=settings.MAX_UPLOAD_BYTES)
    problems: list[Problem] = []
    sheet = _sheet(book, wanted, problems)
    header = find_header(sheet)
    row = wanted.get("header_row")
    if isinstance(row, int) and not isinstance(row, bool):
        depth = wanted.get("header_rows") or 1
        try:
            header = header_at(sheet, row, min(depth, MOST_HEADING_ROWS) if isinstance(depth, int) else 1)
        except KeyError:
            problems.append(problem("no_such_row", at=row, field="header_row"))
    proposed = propose(sheet, header)
    layout, more = applied(proposed, wanted, kept_as=str(wanted.get("kept_as") or ""))
    framework = read_items(book, layout)
    return Mapped(book, sheet, proposed, layout, framework, (*problems, *more, *framework.problems))


def _sheet(book: Book, wanted: Mapping[str, Any], problems: list[Problem]) -> Sheet:
    name = wanted.get("sheet")
    if not name:
        return likely_sheet(book)
    found = book.sheet(str(name))
    if found is None:
        known = ", ".join(one.name for one in book.sheets)
        problems.append(problem("unknown_sheet", field="sheet", value=str(name), known=known))
    return found or likely_sheet(book)
