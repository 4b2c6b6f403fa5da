"""From the bytes of an export to its headings and lines, whatever its name says.

Wider and longer than frameworks: a state's file has 4,000 characters a line and a screener 1,700 columns. The encoding
is found out as for frameworks: a byte order mark, else UTF-8, else Windows-1252 line by line.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from headway.mastery.formats.assessments.profile import FileLayout
from headway.mastery.formats.assessments.wording import problem, refuse
from headway.mastery.formats.opening import MEGABYTE, ZIP_MAGIC, refuse_other_files, unpacked
from headway.mastery.formats.opening import WORDS as OPENING
from headway.mastery.formats.problems import Problem
from headway.mastery.formats.spreadsheet.csv_text import decoded_table, delimiter_of
from headway.mastery.formats.spreadsheet.wording import problem as spreadsheet_problem
from headway.mastery.formats.spreadsheet.wording import refuse as refuse_spreadsheet
from headway.mastery.formats.spreadsheet.xlsx import sheets_of_xlsx

__all__ = ["DEFAULT_MAX_BYTES", "Table", "Text", "open_text", "table_of"]

DEFAULT_MAX_BYTES = 256 * MEGABYTE
# A quotation mark that nobody closed swallows the lines after it.
LONGEST_CELL_IN_LINES = 100
SAMPLED = 40_000
AS_FOUND = FileLayout()


@dataclass(frozen=True)
class Text:
    """A file taken apart as far as any layout agrees on: its text, or the rows of a workbook."""

    text: str
    rows: tuple[tuple[str, ...], ...] = ()
    encoding: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Table:
    """`lines[i]` is where `rows[i]` begins in the file, counted from 1, as an editor shows it."""

    header: tuple[str, ...]
    rows: tuple[Sequence[str], ...]
    lines: tuple[int, ...]
    delimiter: str = ""
    problems: tuple[Problem, ...] = ()


def open_text(raw: bytes | Iterable[bytes], *, max_bytes: int = DEFAULT_MAX_BYTES) -> Text:
    """Raises FormatProblem when the file is no table, damaged, blank, or larger than `max_bytes` once unpacked."""
    raw = unpacked(_whole(raw, max_bytes), max_bytes)
    refuse_other_files(raw)
    problems: list[Problem] = []
    if raw.startswith(ZIP_MAGIC):
        names = _names_in(raw)
        if any(name.endswith("workbook.xml") for name in names):
            return _workbook(raw, max_bytes)
        raw, name = _only_table(raw, names, max_bytes)
        problems.append(problem("unzipped", name=name))
        if raw.startswith(ZIP_MAGIC):
            return _workbook(raw, max_bytes)
    text, encoding, others = decoded_table(raw)
    if not text.strip():
        raise refuse("no_rows")
    start = text.lstrip("\ufeff \t\r\n")[:200].lower()
    for signs, kind in (
        (("<!doctype html", "<html", "<table"), "web_page"),
        (("<",), "xml_file"),
        (("{",), "json_file"),
    ):
        if start.startswith(signs):
            raise refuse_spreadsheet(kind)
    return Text(text, encoding=encoding, problems=(*problems, *others))


def table_of(text: Text, layout: FileLayout = AS_FOUND, *, most_rows: int | None = None) -> Table:
    """Headings and lines, by what a profile says about the file. Blank lines are left out; lines keep their numbers."""
    if layout.fixed_width:
        return _fixed_width(text.text, layout, most_rows)
    if text.rows:
        of_sheet: list[tuple[int, Sequence[str]]] = [
            (number, row) for number, row in enumerate(text.rows, start=1) if any(map(str.strip, row))
        ]
        return _headed(of_sheet, layout.skip_rows, "", ())
    delimiter = layout.delimiter or delimiter_of(text.text[:SAMPLED])
    numbered: list[tuple[int, Sequence[str]]] = []
    problems: list[Problem] = []
    csv.field_size_limit(10_000_000)
    reader = csv.reader(io.StringIO(text.text, newline=""), delimiter=delimiter)
    before = 0
    wanted = None if most_rows is None else most_rows + layout.skip_rows + 1
    while wanted is None or len(numbered) < wanted:
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error:  # a stray carriage return inside an unquoted cell
            row = []
        if reader.line_num - before > LONGEST_CELL_IN_LINES:
            problems.append(
                spreadsheet_problem(
                    "unclosed_quote",
                    row=f"line {before + 1}",
                    line=before + 1,
                    count=reader.line_num - before,
                )
            )
        if any(cell and not cell.isspace() for cell in row):
            numbered.append((before + 1, row))
        before = reader.line_num
    return _headed(numbered, layout.skip_rows, delimiter, tuple(problems))


def _headed(
    numbered: list[tuple[int, Sequence[str]]], skip_rows: int, delimiter: str, problems: tuple[Problem, ...]
) -> Table:
    below = numbered[skip_rows:]
    if not below:
        raise refuse("no_rows")
    header = tuple(name.strip().lstrip("\ufeff") for name in below[0][1])
    return Table(
        header,
        tuple(row for _, row in below[1:]),
        tuple(number for number, _ in below[1:]),
        delimiter,
        problems,
    )


def _fixed_width(text: str, layout: FileLayout, most_rows: int | None) -> Table:
    header = tuple(name for name, _start, _length in layout.fixed_width)
    cuts = [(start, start + length) for _name, start, length in layout.fixed_width]
    rows, lines = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            rows.append([line[start:end].strip() for start, end in cuts])
            lines.append(number)
            if most_rows is not None and len(rows) >= most_rows:
                break
    return Table(header, tuple(rows), tuple(lines))


def _whole(raw: bytes | Iterable[bytes], max_bytes: int) -> bytes:
    if isinstance(raw, bytes):
        return raw
    parts, size = [], 0
    for part in raw:
        size += len(part)
        if size > max_bytes:
            raise OPENING.refuse("too_large", limit=max(1, max_bytes // MEGABYTE))
        parts.append(part)
    return b"".join(parts)


def _names_in(raw: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise refuse("zip_damaged") from error


def _only_table(raw: bytes, names: list[str], max_bytes: int) -> tuple[bytes, str]:
    tables = [
        name
        for name in names
        if name.lower().endswith((".csv", ".txt", ".tsv", ".xlsx")) and not name.startswith("__MACOSX")
    ]
    if not tables:
        raise refuse("zip_without_table")
    if len(tables) > 1:
        raise refuse("zip_of_many", count=len(tables), names=", ".join(tables[:8]))
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive, archive.open(tables[0]) as file:
            found = file.read(max_bytes + 1)
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, EOFError, NotImplementedError) as error:
        raise refuse("zip_damaged") from error
    if len(found) > max_bytes:
        raise OPENING.refuse("too_large", limit=max(1, max_bytes // MEGABYTE))
    if not found.strip():
        raise refuse("no_rows")
    return found, tables[0]


def _workbook(raw: bytes, max_bytes: int) -> Text:
    sheets = [sheet for sheet in sheets_of_xlsx(raw, max_bytes) if not sheet.is_blank]
    if not sheets:
        raise refuse("no_rows")
    sheet = max(sheets, key=lambda one: len(one.rows) * one.width)
    return Text(
        "",
        tuple(row.cells for row in sheet.rows),
        "xlsx",
        (problem("read_as_xlsx", name=sheet.name), *sheet.problems),
    )
