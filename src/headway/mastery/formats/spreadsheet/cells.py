"""Small questions about cells: is it a code, a total, a formula; and a cell without what nobody sees."""

from __future__ import annotations

import re
import unicodedata

from headway.mastery.formats.markup import plain

__all__ = [
    "cleaned",
    "is_code_like",
    "is_date",
    "is_total",
    "is_uuid",
    "leading",
    "listed",
    "runs_as_formula",
    "spoken_alike",
]

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_CODE = re.compile(r"[\w.()\-+/:*]{1,40}")
_TOTAL = re.compile(r"(?:grand |sub|sub-)?totale?s?|suma(?: total)?|sum|count", re.IGNORECASE)
_FORMULA = re.compile(r"=\s*[A-Za-z@+\-(]|[@+\-][A-Za-z_.]+\(|[=@+\-]\w+\|")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2})?|\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)(?:-\d{2,4})?|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})", re.IGNORECASE)  # fmt: skip
# "Jan-26", as Excel writes 1-26; a code in capitals, such as DEC-10, is a code.
_MONTH_FIRST = re.compile(r"(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ay|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ept?|[Oo]ct|[Nn]ov|[Dd]ec|[Ee]ne|[Aa]br|[Aa]go|[Dd]ic)-(?:\d{4}|\d{2})")  # fmt: skip
_LEADING = re.compile(r"^[ \t\u00a0\u2000-\u200a\u3000]*(?:[.·•>›»]+[ \t\u00a0]*|[-–—]+[ \t\u00a0]+)*")
_LISTED = re.compile(r"[,;|\n]+")
_STEP = {"\t": 4}


def cleaned(text: str) -> str:
    """The text as people see it: no markup, no invisible signs, no blanks around it."""
    return plain(text)


def is_uuid(text: str) -> bool:
    return bool(_UUID.fullmatch(text.strip()))


def is_code_like(text: str) -> bool:
    """Short, without blanks, and with a digit, a dot or capitals."""
    text = text.strip()
    return bool(_CODE.fullmatch(text)) and (
        any(sign.isdigit() or sign in ".-" for sign in text) or text.isupper()
    )


def is_date(text: str) -> bool:
    return bool(_DATE.fullmatch(text.strip()) or _MONTH_FIRST.fullmatch(text.strip()))


def is_total(text: str) -> bool:
    return bool(_TOTAL.fullmatch(text.strip().rstrip(":")))


def runs_as_formula(text: str) -> bool:
    """Whether a spreadsheet program that opens this as CSV would run it."""
    return bool(_FORMULA.match(text.lstrip()))


def leading(text: str) -> tuple[int, str]:
    """How far the text stands to the right by blanks, tabs, dots or bullets before it, and the text without them."""
    mark = _LEADING.match(text)
    front = mark.group(0) if mark else ""
    rest = text[len(front) :]
    return sum(_STEP.get(sign, 1) for sign in front), rest if rest.strip() else text


def listed(text: str) -> list[str]:
    """The parts of a list in one cell."""
    return [part.strip() for part in _LISTED.split(text) if part.strip()]


def spoken_alike(text: str) -> str:
    """What two codes share that people would take for one."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
