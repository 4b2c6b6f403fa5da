"""CSV → sheet: which encoding, which separator, and which lines do not fit.

UTF-8 is tried first, because a text that is not UTF-8 hardly ever looks like it. Files put together from several
sources mix encodings line by line; such lines are read as Windows-1252 and named.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from headway.mastery.formats.opening import WORDS as OPENING
from headway.mastery.formats.problems import Problem
from headway.mastery.formats.spreadsheet.limits import MOST_COLUMNS, MOST_ROWS
from headway.mastery.formats.spreadsheet.model import Row, Sheet, column_letter
from headway.mastery.formats.spreadsheet.wording import problem, refuse

__all__ = ["decoded_table", "delimiter_of", "sheet_of_csv"]

SEPARATORS = (",", ";", "\t", "|")
SAMPLED_LINES = 60
MOST_LINES_NAMED = 8
# A cell that runs over so many lines was probably opened by a quotation mark that nobody closed.
LONGEST_CELL_IN_LINES = 100


def decoded_table(raw: bytes) -> tuple[str, str, list[Problem]]:
    """The text, the encoding by its usual name, and what to say about it. Raises FormatProblem for what is no text."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return _strictly(raw, encoding), encoding.removesuffix("-sig").upper(), []
    start = raw[:2000]
    if len(raw) % 2 == 0 and start.count(b"\0") > len(start) // 4:
        encoding = "utf-16-le" if start[1::2].count(b"\0") > start[::2].count(b"\0") else "utf-16-be"
        return _strictly(raw, encoding), "UTF-16", [problem("read_as", encoding="UTF-16")]
    if b"\0" in raw:
        raise refuse("binary")
    try:
        return raw.decode("utf-8"), "UTF-8", []
    except UnicodeDecodeError:
        return _line_by_line(raw)


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        name = encoding.removesuffix("-sig").upper()
        raise OPENING.refuse(
            "not_decodable", row=f"line {line}", encoding=name, byte=error.start + 1, line=line
        ) from None


def _line_by_line(raw: bytes) -> tuple[str, str, list[Problem]]:
    """Each line as UTF-8 where it is that, else as Windows-1252."""
    lines = raw.split(b"\n")
    read: list[str] = []
    others: list[int] = []
    signs: list[int] = []
    accented = 0
    for number, line in enumerate(lines, start=1):
        try:
            read.append(line.decode("utf-8"))
            accented += any(byte > 127 for byte in line)
        except UnicodeDecodeError:
            others.append(number)
            try:
                read.append(line.decode("cp1252"))
            except UnicodeDecodeError:
                signs.append(number)
                read.append(line.decode("cp1252", errors="replace"))
    problems = [
        problem("unreadable_sign", row=f"line {number}", line=number) for number in signs[:MOST_LINES_NAMED]
    ]
    if accented:
        named = ", ".join(map(str, others[:MOST_LINES_NAMED])) + (
            " …" if len(others) > MOST_LINES_NAMED else ""
        )
        problems.insert(0, problem("mixed_encodings", row=f"line {others[0]}", lines=named))
        return "\n".join(read), "UTF-8 / Windows-1252", problems
    problems.insert(0, problem("read_as", encoding="Windows-1252"))
    return "\n".join(read), "Windows-1252", problems


def delimiter_of(text: str) -> str:
    """The separator that divides the first lines into most columns, most of them equally many."""
    best, chosen = (0.0, 0), ","
    for sign in SEPARATORS:
        records = []
        try:
            for record in csv.reader(io.StringIO(text, newline=""), delimiter=sign):
                if any(cell.strip() for cell in record):
                    records.append(len(record))
                if len(records) >= SAMPLED_LINES:
                    break
        except csv.Error:
            continue
        several = [count for count in records if count > 1]
        if several:
            width, times = Counter(several).most_common(1)[0]
            agreement = (times / len(records), width)
            if agreement > best:
                best, chosen = agreement, sign
    return chosen


def sheet_of_csv(text: str, delimiter: str, name: str = "") -> Sheet:
    """The rows of the text. A row's number is the line in which it begins when every cell is on one line, as a
    spreadsheet program counts: one per record."""
    problems: list[Problem] = []
    rows: list[Row] = []
    width = last_start = last_line = 0
    csv.field_size_limit(10_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=False)
    for number, record in enumerate(_records(reader), start=1):
        lines = reader.line_num - last_line
        if lines > LONGEST_CELL_IN_LINES:
            problems.append(
                problem("unclosed_quote", row=f"line {last_line + 1}", line=last_line + 1, count=lines)
            )
        last_start, last_line = last_line, reader.line_num
        if number > MOST_ROWS:
            problems.append(problem("too_many_rows", row=f"row {MOST_ROWS}", at=MOST_ROWS, limit=MOST_ROWS))
            break
        if len(record) > MOST_COLUMNS and not any(one.kind == "too_many_columns" for one in problems):
            problems.append(
                problem("too_many_columns", field=column_letter(MOST_COLUMNS - 1), limit=MOST_COLUMNS)
            )
        row = Row(number, tuple(record[:MOST_COLUMNS]))
        if not row.is_blank:
            width = max(width, max(place + 1 for place, cell in enumerate(row.cells) if cell.strip()))
        rows.append(row)
    if lines := _never_closed(text, delimiter, last_start, last_line):
        problems.append(
            problem("unclosed_quote", row=f"line {last_start + 1}", line=last_start + 1, count=lines)
        )
    while rows and rows[-1].is_blank:
        rows.pop()
    return Sheet(name, tuple(rows), width, tuple(problems))


def _never_closed(text: str, delimiter: str, start: int, end: int) -> int:
    """Over how many lines the last record runs because a quotation mark in it is never closed; 0: it is."""
    if not 1 < end - start <= LONGEST_CELL_IN_LINES:  # one line swallows nothing; very many were told already
        return 0
    last = "".join(islice(io.StringIO(text, newline=""), start, end))
    try:
        for _record in csv.reader(io.StringIO(last, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return end - start if "unexpected end" in str(error) else 0
    return 0


def _records(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:  # a stray carriage return inside an unquoted cell
            yield []
