"""Which row holds the headings, and which sheet holds the framework; each answer with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from headway.mastery.formats.problems import Message
from headway.mastery.formats.spreadsheet.cells import is_code_like
from headway.mastery.formats.spreadsheet.model import Book, Row, Sheet
from headway.mastery.formats.spreadsheet.vocabulary import header_words, known_header, plain_words
from headway.mastery.formats.spreadsheet.wording import WORDS

__all__ = ["Header", "find_header", "header_at", "likely_sheet"]

LOOKED_AT = 30
LONGEST_HEADING = 60
FITS = 0.5


@dataclass(frozen=True, slots=True)
class Header:
    """row is the number of the (first) row with headings, 0 for none; depth how many rows they take (1 or 2)."""

    row: int
    depth: int
    names: tuple[str, ...]
    why: Message

    @property
    def last_row(self) -> int:
        return self.row + self.depth - 1 if self.row else 0


def find_header(sheet: Sheet) -> Header:
    """The row whose cells are most like headings; `row` 0 where no row is."""
    best, place = 0.0, -1
    filled = [row for row in sheet.rows if not row.is_blank]
    for index, row in enumerate(filled[:LOOKED_AT]):
        value = _likeness(row, sheet.width)
        # A later row must be clearly better: the rows of a framework repeat the words of its headings.
        if value > best + (0.25 if place >= 0 else 0):
            best, place = value, index
    if place < 0 or best < FITS:
        return Header(0, 0, ("",) * sheet.width, WORDS.message("why_no_header"))
    row = filled[place]
    upper = filled[place - 1] if place else None
    if upper is not None and upper.number == row.number - 1 and _groups(upper, row):
        return _header(sheet, upper.number, 2, row)
    below = filled[place + 1] if place + 1 < len(filled) else None
    if below is not None and below.number == row.number + 1 and _continues(row, below):
        return _header(sheet, row.number, 2, row)
    return _header(sheet, row.number, 1, row)


def header_at(sheet: Sheet, number: int, depth: int = 1) -> Header:
    """The headings in a row that a person chose; 0: there are none. Raises KeyError when the sheet ends before it."""
    if number == 0:
        return Header(0, 0, ("",) * sheet.width, WORDS.message("why_header_chosen"))
    if number > max((row.number for row in sheet.rows), default=0) or number < 0:
        raise KeyError(number)
    return Header(number, depth, _names(sheet, number, depth), WORDS.message("why_header_chosen"))


def likely_sheet(book: Book) -> Sheet:
    """The sheet whose headings are best known and that has most rows of them; visible ones first."""

    def worth(sheet: Sheet) -> tuple[bool, bool, int, int]:
        header = find_header(sheet)
        meanings = [known_header(name)[0] for name in header.names]
        return (
            not sheet.is_blank and not sheet.hidden,
            any(meaning == "statement" for meaning in meanings),
            sum(1 for meaning in meanings if meaning),
            len(sheet.rows),
        )

    return max(book.sheets, key=worth)


def _header(sheet: Sheet, number: int, depth: int, row: Row) -> Header:
    known = [cell.strip() for cell in row.cells if known_header(cell)[2]]
    why = (
        WORDS.message("why_header_words", value=", ".join(known[:4]))
        if known
        else WORDS.message("why_header_first")
    )
    return Header(number, depth, _names(sheet, number, depth), why)


def _names(sheet: Sheet, number: int, depth: int) -> tuple[str, ...]:
    rows = [row for row in sheet.rows if number <= row.number < number + depth]
    names = []
    for place in range(sheet.width):
        parts = dict.fromkeys(" ".join(row.cell(place).split()) for row in rows)
        names.append(" – ".join(part for part in parts if part))
    return tuple(names)


def _likeness(row: Row, width: int) -> float:
    """0 … 2: how much a row looks like headings: filled, short, different, without numbers, with known words."""
    texts = [cell.strip() for cell in row.cells if cell.strip()]
    if not texts or (len(texts) == 1 and width > 1):
        return 0.0
    known = header_words(texts)
    short = sum(1 for text in texts if len(text) <= LONGEST_HEADING) / len(texts)
    different = len({plain_words(text) for text in texts}) / len(texts)
    wordy = sum(
        1 for text in texts if any(sign.isalpha() for sign in text) and not _looks_like_content(text)
    ) / len(texts)
    fill = len(texts) / max(1, width)
    if not known and any(is_code_like(text) for text in texts):
        return 0.0
    if not known:
        return (
            0.6 * short * different * wordy * fill
            if fill > 0.7 and wordy == 1 and short == 1 and different == 1
            else 0.0
        )
    return min(1.0, known / len(texts) + 0.25) * short * different * (0.5 + wordy / 2) + min(known, 6) / 6


def _looks_like_content(text: str) -> bool:
    return sum(sign.isdigit() for sign in text) > 2 or "://" in text


def _groups(upper: Row, row: Row) -> bool:
    """Whether `upper` names groups of the columns below: a merged cell over several, or names for a few only."""
    texts = [cell.strip() for cell in upper.cells]
    filled = [text for text in texts if text]
    if len(filled) < 2 or any(len(text) > LONGEST_HEADING for text in filled):
        return False
    spans = len(set(filled)) < len(filled) and len(set(filled)) > 1
    return spans or (header_words(filled) >= 1 and len(filled) < sum(1 for cell in row.cells if cell.strip()))


def _continues(row: Row, below: Row) -> bool:
    """Whether the row below holds more headings: names under merged ones, short and known."""
    upper = [cell.strip() for cell in row.cells]
    texts = [cell.strip() for cell in below.cells if cell.strip()]
    if len(texts) < 2 or any(len(text) > LONGEST_HEADING for text in texts):
        return False
    merged = len({text for text in upper if text}) < sum(1 for text in upper if text)
    return header_words(texts) >= max(2, len(texts) - 1) or (merged and header_words(texts) == len(texts))
