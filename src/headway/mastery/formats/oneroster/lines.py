"""A csv file of a bundle as cells with line numbers; a damaged line never takes its neighbours along.

Python's csv module loses everything after a quotation mark that was never closed. A bundle may not have line breaks
inside cells, so here a line is a row unless joining it with the next ones gives a well-formed row.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Literal

from headway.mastery.formats.oneroster.notes import Notes
from headway.mastery.formats.problems import message

Encoding = Literal["utf-8", "cp1252"]

# A cell may hold a few line breaks (comments do); beyond this, the quotation mark was simply not closed.
LONGEST_JOIN = 40

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NOT_TEXT = re.compile(r"[\udc80-\udcff]")

AS_UTF8 = message(
    "oneroster.remedy.utf8",
    "Save the file as “CSV UTF-8”, or have an administrator choose Windows-1252 for this source.",
)


def text_of(raw: bytes, file: str, encoding: Encoding, notes: Notes) -> str | None:
    """The text of a file with LF line ends and without BOM; None, with a sentence, when it is no text at all.

    Bytes that are not UTF-8 stay as lone surrogates, for `table_lines` to name the row.
    """
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in raw[:64]:
        notes.say(
            "error",
            "utf16",
            "{file} isn't UTF-8 text; it may be “Unicode text” from a spreadsheet.",
            AS_UTF8,
            file=file,
        )
        return None
    text = raw.decode(encoding, "surrogateescape" if encoding == "utf-8" else "replace")
    text = text.removeprefix("\ufeff") if encoding == "utf-8" else text.removeprefix("ï»¿")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def table_lines(text: str, file: str, notes: Notes, width: int = 0) -> Iterator[tuple[int, list[str], bool]]:
    """(line, cells, readable) of every row that is not blank.

    When a row can't be read, that is said, and its cells are only the first one, as far as it is legible: in the standard
    it names the record. `width` is the number of cells that a well-formed row has, when it is known.
    """
    lines = text.split("\n")
    odd = _CONTROL.search(text) is not None
    foreign = _NOT_TEXT.search(text) is not None
    at = 0
    while at < len(lines):
        line, number = lines[at], at + 1
        at += 1
        if not line or line.isspace():
            continue
        if '"' not in line:
            cells: list[str] | None = line.split(",")
        else:
            cells = _quoted(line)
            if cells is None:
                cells, used = _joined(lines, at, width)
                at += used
                if cells is None:
                    notes.say(
                        "error",
                        "quotes",
                        "Row {line}: a quotation mark is opened and not closed, or is followed by stray characters.",
                        message(
                            "oneroster.remedy.quotes",
                            "Put the cell in quotation marks and write every quotation mark inside it twice.",
                        ),
                        file=file,
                        line=number,
                    )
                else:
                    notes.gather(
                        "warning",
                        "line_break",
                        "{file} has line breaks inside cells (rows: {lines}; in all {count}); they were kept.",
                        message(
                            "oneroster.remedy.line_break", "The standard doesn't allow line breaks in cells."
                        ),
                        file=file,
                        line=number,
                    )
        first = line.split(",", 1)[0]
        if foreign and cells is not None and _NOT_TEXT.search("".join(cells)):
            _say_foreign(cells, file, number, notes)
            cells = None
        if odd and cells is not None and _CONTROL.search("".join(cells)):
            cells = [_CONTROL.sub("", cell) for cell in cells]
            notes.gather(
                "warning",
                "control_characters",
                "{file} has invisible control characters (rows: {lines}; in all {count}); the characters were left out.",
                file=file,
                line=number,
            )
        if cells is None:
            legible = _NOT_TEXT.search(first) is None and _CONTROL.search(first) is None
            yield number, [first.strip().strip('"')] if legible else [""], False
        else:
            yield number, [cell.strip() for cell in cells], True


def _quoted(line: str) -> list[str] | None:
    try:
        return next(csv.reader([line], strict=True))
    except (csv.Error, StopIteration):
        return None


def _joined(lines: list[str], at: int, width: int) -> tuple[list[str] | None, int]:
    """The cells of a row that runs over several lines, and how many further lines it takes.

    The first line that makes the number of quotation marks even either ends the row or shows that it is no row.
    """
    marks = lines[at - 1].count('"')
    for end in range(at, min(at + LONGEST_JOIN, len(lines))):
        marks += lines[end].count('"')
        if marks % 2 == 0:
            cells = _over_lines("\n".join(lines[at - 1 : end + 1]))
            fits = cells is not None and (not width or len(cells) == width)
            return (cells, end + 1 - at) if fits else (None, 0)
    return None, 0


def _over_lines(text: str) -> list[str] | None:
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return None
    return found[0] if len(found) == 1 else None


def _say_foreign(cells: list[str], file: str, line: int, notes: Notes) -> None:
    cell = next(cell for cell in cells if _NOT_TEXT.search(cell))
    guess = cell.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
    notes.say(
        "error",
        "not_utf8",
        "Row {line} has letters that aren't UTF-8. As Windows-1252 the cell would read “{guess}”.",
        AS_UTF8,
        file=file,
        line=line,
        guess=guess,
    )
