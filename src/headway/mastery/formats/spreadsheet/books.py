"""From the bytes of a CSV file or an Excel workbook to a `Book`, whatever its name says."""

from __future__ import annotations

from headway.mastery.formats.opening import ZIP_MAGIC, refuse_other_files, unpacked
from headway.mastery.formats.problems import Problem
from headway.mastery.formats.spreadsheet.csv_text import decoded_table, delimiter_of, sheet_of_csv
from headway.mastery.formats.spreadsheet.headers import find_header
from headway.mastery.formats.spreadsheet.limits import DEFAULT_MAX_BYTES
from headway.mastery.formats.spreadsheet.model import Book, Sheet
from headway.mastery.formats.spreadsheet.vocabulary import known_header
from headway.mastery.formats.spreadsheet.wording import problem, refuse
from headway.mastery.formats.spreadsheet.xlsx import sheets_of_xlsx

__all__ = ["read_book"]


def read_book(raw: bytes, *, file_name: str = "", max_bytes: int = DEFAULT_MAX_BYTES) -> Book:
    """The sheets of the file. What it is, its bytes decide; `file_name` is only used to tell of a difference.

    `max_bytes` bounds the size after unpacking. Raises FormatProblem when the file is no spreadsheet, damaged, too
    large, unsafe, or blank.
    """
    raw = unpacked(raw, max_bytes)
    refuse_other_files(raw)
    book = _workbook(raw, file_name, max_bytes) if raw.startswith(ZIP_MAGIC) else _csv(raw, file_name)
    if all(sheet.is_blank for sheet in book.sheets):
        raise refuse("no_rows")
    return book


def _workbook(raw: bytes, file_name: str, max_bytes: int) -> Book:
    problems: tuple[Problem, ...] = ()
    if file_name.lower().endswith((".csv", ".txt", ".tsv")):
        problems = (problem("xlsx_named_csv", name=file_name),)
    return Book("xlsx", sheets_of_xlsx(raw, max_bytes), problems=problems)


def _csv(raw: bytes, file_name: str) -> Book:
    text, encoding, problems = decoded_table(raw)
    if found := _something_else(text):
        raise refuse(found)
    named: list[Problem] = []
    if file_name.lower().endswith((".xlsx", ".xls", ".xlsm")):
        named = [problem("csv_named_xlsx", name=file_name)]
    delimiter = delimiter_of(text)
    sheet = sheet_of_csv(text, delimiter)
    if _is_prose(sheet):
        raise refuse("no_table")
    return Book("csv", (sheet,), encoding, delimiter, (*named, *problems))


def _is_prose(sheet: Sheet) -> bool:
    """Whether this is a text whose commas were taken for columns: no heading that is known, and most lines in one piece."""
    filled = [row for row in sheet.rows if not row.is_blank]
    if not filled or any(known_header(name)[0] for name in find_header(sheet).names):
        return False
    divided = sum(1 for row in filled if sum(1 for cell in row.cells if cell.strip()) > 1)
    return sheet.width < 2 or 2 * divided < len(filled)


def _something_else(text: str) -> str:
    start = text.lstrip("\ufeff \t\r\n")[:200].lower()
    if start.startswith(("<!doctype html", "<html", "<table")):
        return "web_page"
    if start.startswith("<"):
        return "xml_file"
    if start.startswith("{") or (start.startswith("[") and start[1:].lstrip()[:1] in ("{", "[", "]")):
        return "json_file"
    if start.startswith("---\n") or "\n-\n" in start:
        return "yaml_file"
    return ""
