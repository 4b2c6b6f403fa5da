"""Small spreadsheets, made by hand for one test each."""

import io
from collections.abc import Callable, Iterable
from typing import Any

from openpyxl import Workbook

from headway.mastery.formats.spreadsheet import SheetFramework, likely_sheet, propose, read_book, read_items


def csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def xlsx(*rows: Iterable[Any], also: Callable[[Workbook], None] | None = None) -> bytes:
    """A workbook with one sheet of these rows; `also` may change it before it is saved."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    if also:
        also(book)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def read(raw: bytes, **options: Any) -> SheetFramework:
    """Read with the proposed layout, as somebody who agrees with everything."""
    book = read_book(raw, **options)
    return read_items(book, propose(likely_sheet(book)))


def outline(framework: SheetFramework) -> list[str]:
    """Each entry with its depth as dashes: '-M.1 I can count'."""
    depth: dict[str, int] = {}
    lines = []
    for one in framework.entries:
        depth[one.key] = depth[one.parents[0]] + 1 if one.parents else 0
        lines.append("-" * depth[one.key] + f"{one.code} {one.statement}".strip())
    return lines


def said(framework: SheetFramework) -> str:
    return "\n".join(map(str, framework.problems))
