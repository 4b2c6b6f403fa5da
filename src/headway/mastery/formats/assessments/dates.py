"""When a test was taken: a day as the file writes it, or a term whose first and last day the district says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

__all__ = ["Term", "day_reader", "is_date_format", "likely_terms", "likely_window"]

_TOKENS = re.compile(r"YYYY|YY|MM|M|DD|D")
_SEPARATED = re.compile(r"[^\dYMD]")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$")
_TIME_AFTER = re.compile(r"[T ]\d{1,2}:\d{2}.*$")
_YEARS = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class Term:
    """A window in which a test was taken. `first` and `last` are days of it, both inside."""

    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(
                f"The term ends ({self.last}) before it begins ({self.first}). Swap the two days."
            )


def is_date_format(text: str) -> bool:
    """Whether it is 'ISO', or a pattern with a year: 'M/D/YYYY', 'MMDDYY', 'MMYY', 'YY'."""
    if text == "ISO":
        return True
    tokens = _TOKENS.findall(text)
    kinds = [token[0] for token in tokens]
    return sorted(kinds) in (["D", "M", "Y"], ["M", "Y"], ["Y"]) and not re.search(
        r"[A-Za-z]", _TOKENS.sub("", text)
    )


def day_reader(formats: tuple[str, ...]) -> Callable[[str], Term | None]:
    """A function from a cell to its day as a window of one day ('MMYY': a month, 'YY': a year); None for what is no date.

    The first format that fits decides, so that 3/4/2024 is never read in two ways within one file. Without signs
    between the numbers a leading zero that a spreadsheet program ate is put back: 92024 as MMDDYY is 09/20/24.
    """
    readers = [_iso if text == "ISO" else _pattern(text) for text in formats]

    def read(text: str) -> Term | None:
        for one in readers:
            if (found := one(text)) is not None:
                return found
        return None

    return read


def _iso(text: str) -> Term | None:
    match = _ISO.match(text)
    return _day(*map(int, match.groups())) if match else None


def _pattern(pattern: str) -> Callable[[str], Term | None]:
    tokens = _TOKENS.findall(pattern)
    separated = bool(_SEPARATED.search(pattern))
    length = len(pattern)

    def digits(token: str) -> str:
        exact = len(token) if (token.startswith("Y") or not separated) else 0
        return rf"(\d{{{exact}}})" if exact else r"(\d{1,2})"

    parts: list[str] = []
    position = 0
    for match in _TOKENS.finditer(pattern):
        parts.append(re.escape(pattern[position : match.start()]))
        parts.append(digits(match.group()))
        position = match.end()
    parts.append(re.escape(pattern[position:]))
    expected = re.compile("".join(parts) + "$")

    def read(text: str) -> Term | None:
        if separated:
            text = _TIME_AFTER.sub("", text)
        elif text.isdigit() and len(text) == length - 1:
            text = "0" + text
        match = expected.match(text)
        if match is None:
            return None
        values = {token[0]: int(number) for token, number in zip(tokens, match.groups(), strict=True)}
        year = values["Y"]
        if "YY" in tokens:
            year += 2000 if year < 80 else 1900
        if "M" not in values:
            return Term(dt.date(year, 1, 1), dt.date(year, 12, 31)) if 1900 <= year <= 2200 else None
        return _day(year, values["M"], values["D"]) if "D" in values else _month(year, values["M"])

    return read


def _day(year: int, month: int, day: int) -> Term | None:
    try:
        one = dt.date(year, month, day)
    except ValueError:
        return None
    return Term(one, one)


def _month(year: int, month: int) -> Term | None:
    if not (1 <= month <= 12 and 1 <= year < 9999):
        return None
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return Term(dt.date(year, month, 1), following - dt.timedelta(days=1))


_SEASONS: tuple[tuple[tuple[str, ...], bool, tuple[int, int], tuple[int, int]], ...] = (
    # words, whether it lies in the second year of a school year, first (month, day), last (month, day)
    (("fall", "autumn", "boy", "beginning", "fa"), False, (8, 1), (11, 30)),
    (("winter", "moy", "middle", "wi"), True, (1, 1), (2, 28)),
    (("spring", "eoy", "end", "sp"), True, (3, 1), (6, 15)),
    (("summer", "su"), True, (6, 16), (7, 31)),
)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def likely_window(text: str) -> Term | None:
    """A window to begin with, for a term like 'Fall 2023-2024' or 'SP24': a person looks at it before it counts.

    A season of the northern hemisphere within a school year that begins in August; a school year alone is the whole
    of it. None when the text has no year.
    """
    short = re.fullmatch(r"([A-Za-z]{2})\s?(\d{2})", text.strip())
    if short:
        text = f"{short.group(1)} 20{short.group(2)}"
    years = [int(year) for year in _YEARS.findall(text)]
    if not years:
        return None
    words = set(re.findall(r"[a-z]+", text.lower()))
    # 'Spring 2024' alone is in 2024; 'Spring 2023-2024' and 'Spring 2023-24' are in 2024 as well.
    spans = len(years) > 1 or bool(re.search(r"(?:19|20)\d{2}\s?[-/]\s?\d{2}\b", text))
    for names, later, first, last in _SEASONS:
        if words & set(names):
            year = years[0] + 1 if later and spans else years[0]
            return Term(dt.date(year, *first), dt.date(year, *last))
    months = [_MONTHS.index(word[:3]) + 1 for word in words if word[:3] in _MONTHS]
    if len(months) == 1 and not spans:
        return _month(years[0], months[0])
    return Term(dt.date(years[0], 8, 1), dt.date(years[0] + 1, 7, 31)) if spans else None


def likely_terms(texts: tuple[str, ...]) -> Mapping[str, Term]:
    """The windows to begin with, for those of the terms that say a year."""
    return {text: window for text in texts if (window := likely_window(text)) is not None}
