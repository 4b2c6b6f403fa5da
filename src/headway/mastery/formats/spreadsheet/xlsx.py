"""Excel workbook → sheets. Merged cells are taken apart, formulas are their results, hidden rows are read and told.

The archive is looked at before anything is unpacked: its declared size, the number of cells, and entities.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from headway.mastery.formats.opening import MEGABYTE
from headway.mastery.formats.problems import FormatProblem, Problem
from headway.mastery.formats.spreadsheet.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from headway.mastery.formats.spreadsheet.model import Row, Sheet, column_letter
from headway.mastery.formats.spreadsheet.wording import problem, refuse

__all__ = ["sheets_of_xlsx"]

_DECIMALS = re.compile(r"0\.(0+)")
_READ_AT_ONCE = 1 << 20


def sheets_of_xlsx(raw: bytes, max_bytes: int) -> tuple[Sheet, ...]:
    """Raises FormatProblem when the archive is damaged, no workbook, too large unpacked, or unsafe."""
    from openpyxl import load_workbook  # costs a fifth of a second, and most files are CSV

    _look_before_opening(raw, max_bytes)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validations, which are of no use here
            book = load_workbook(io.BytesIO(raw), data_only=True)
            formulas = load_workbook(io.BytesIO(raw), data_only=False) if _has_formulas(raw) else None
    except FormatProblem:
        raise
    except Exception as error:  # openpyxl raises whatever the damaged part makes it meet
        raise refuse("xlsx_damaged") from error
    sheets = []
    for one in book.worksheets:
        with_formulas = formulas[one.title] if formulas is not None else None
        sheets.append(_sheet(one, with_formulas))
    if not sheets:
        raise refuse("no_rows")
    return tuple(sheets)


def _look_before_opening(raw: bytes, max_bytes: int) -> None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        names = set(archive.namelist())
        total = sum(one.file_size for one in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise refuse("xlsx_damaged") from error
    with archive:
        if "mimetype" in names and b"opendocument" in next(_parts(archive, "mimetype"), b""):
            raise refuse("open_document")
        if total > max_bytes:
            raise refuse("xlsx_too_large", limit=max(1, max_bytes // MEGABYTE))
        if "xl/workbook.xml" not in names and not any(name.endswith("/workbook.xml") for name in names):
            raise refuse("zip_of_files")
        cells = 0
        for name in names:
            if not name.endswith((".xml", ".rels")):
                continue
            try:
                for part in _parts(archive, name):
                    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
                        raise refuse("unsafe_workbook")
                    cells += part.count(b"<c ") if "/worksheets/" in name else 0
            except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
                raise refuse("xlsx_damaged") from error
        if cells > MOST_CELLS:
            raise refuse("too_many_cells", limit=MOST_CELLS)


def _parts(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as file:
        while part := file.read(_READ_AT_ONCE):
            yield part


def _has_formulas(raw: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return any(
            b"<f>" in part or b"<f " in part
            for name in archive.namelist()
            if "/worksheets/" in name and name.endswith(".xml")
            for part in _parts(archive, name)
        )


def _sheet(sheet: Any, with_formulas: Any) -> Sheet:
    problems: list[Problem] = []
    merged = _merged(sheet, problems)
    unknown: list[str] = []
    mistaken: list[tuple[int, str]] = []
    rows: list[Row] = []
    width = 0
    wide = sheet.max_column > MOST_COLUMNS
    for number, cells in enumerate(
        sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS), max_col=min(sheet.max_column, MOST_COLUMNS)),
        start=1,
    ):
        texts, indents = [], []
        for place, cell in enumerate(cells):
            text = merged.get((number, place)) or _text(cell)
            if text.startswith("#") and text in (
                "#REF!",
                "#N/A",
                "#NAME?",
                "#VALUE!",
                "#DIV/0!",
                "#NULL!",
                "#NUM!",
            ):
                mistaken.append((number, text))
                text = ""
            if not text and with_formulas is not None:
                written = with_formulas.cell(row=number, column=place + 1).value
                if isinstance(written, str) and written.startswith("=") and cell.value is None:
                    unknown.append(f"{column_letter(place)}{number}")
            texts.append(text)
            indents.append(int(cell.alignment.indent or 0) if cell.has_style else 0)
        while texts and not texts[-1].strip():
            texts.pop()
        width = max(width, len(texts))
        dimension = sheet.row_dimensions.get(number)
        rows.append(
            Row(
                number,
                tuple(texts),
                tuple(indents[: len(texts)]) if any(indents) else (),
                (dimension.outlineLevel or 0) if dimension else 0,
                bool(dimension.hidden) if dimension else False,
            )
        )
    while rows and rows[-1].is_blank:
        rows.pop()
    hidden = [row.number for row in rows if row.hidden and not row.is_blank]
    if sheet.max_row > MOST_ROWS:
        problems.append(problem("too_many_rows", row=f"row {MOST_ROWS}", at=MOST_ROWS, limit=MOST_ROWS))
    if wide:
        problems.append(
            problem("too_many_columns", field=column_letter(MOST_COLUMNS - 1), limit=MOST_COLUMNS)
        )
    if hidden:
        problems.append(problem("hidden_rows", row=f"row {hidden[0]}", at=hidden[0], count=len(hidden)))
    if concealed := _hidden_columns(sheet, rows):
        problems.append(problem("hidden_columns", field=concealed[0], value=", ".join(concealed[:12])))
    if unknown:
        problems.append(problem("formula_blank", count=len(unknown), value=unknown[0]))
    if mistaken:
        problems.append(
            problem(
                "formula_error",
                row=f"row {mistaken[0][0]}",
                at=mistaken[0][0],
                count=len(mistaken),
                value=mistaken[0][1],
            )
        )
    if sheet.sheet_state != "visible":
        problems.append(problem("hidden_sheet", value=sheet.title))
    return Sheet(sheet.title, tuple(rows), width, tuple(problems), sheet.sheet_state != "visible")


def _hidden_columns(sheet: Any, rows: list[Row]) -> list[str]:
    """The letters of hidden columns that hold anything; one entry of the workbook may stand for several columns."""
    places = {
        number - 1
        for one in sheet.column_dimensions.values()
        if one.hidden and one.min
        for number in range(one.min, min(one.max or one.min, MOST_COLUMNS) + 1)
    }
    return [column_letter(place) for place in sorted(places) if any(row.cell(place).strip() for row in rows)]


def _merged(sheet: Any, problems: list[Problem]) -> dict[tuple[int, int], str]:
    """(row, column from 0) → the text of the merged cell around it, for every cell but the one that holds it."""
    texts: dict[tuple[int, int], str] = {}
    ranges = list(sheet.merged_cells.ranges)
    for one in ranges:
        text = _text(sheet.cell(row=one.min_row, column=one.min_col))
        if not text.strip():
            continue
        # A range may be declared over the whole sheet; nobody needs more of it than is read.
        for row in range(one.min_row, min(one.max_row, MOST_ROWS) + 1):
            for column in range(one.min_col, min(one.max_col, MOST_COLUMNS) + 1):
                if len(texts) < MOST_CELLS:
                    texts[row, column - 1] = text
    if ranges:
        problems.append(problem("merged_cells", count=len(ranges), value=str(sorted(map(str, ranges))[0])))
    return texts


def _text(cell: Any) -> str:
    """What the cell shows, as far as that is simple: 1.10 with the format 0.00 is '1.10', 3.0 is '3'."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "seconds")
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return str(value)
    if isinstance(value, float):
        if decimals := _DECIMALS.fullmatch(str(cell.number_format or "")):
            return f"{value:.{len(decimals.group(1))}f}"
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)
