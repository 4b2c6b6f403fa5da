"""One cell of text -> one value, by the kind of its column.

Each reader is a dictionary that fills itself: most cells of a roster repeat (dates, schools, roles), and each distinct
text is read once. A text that can be understood but isn't written as the standard asks is taken, and said once.
A text that can't be understood raises `Unreadable`.

Source: OneRoster 1.2 CSV binding, key to the column tables.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Literal

from headway.mastery.formats.oneroster.columns import USER_ROLES_11, USER_ROLES_12, Column
from headway.mastery.formats.problems import NO_REMEDY, Message, message

Dates = Literal["iso", "dmy", "mdy"]

LONGEST_GUID = 255
_GUID = re.compile(r"[0-9A-Za-z.\-_/@]*")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_SLASH_DATE = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_PAIR = re.compile(r"\{([^:{}]*):([^{}]*)\}")
_PAIRS = re.compile(r"(\{[^:{}]*:[^{}]*\})(\s*,\s*\{[^:{}]*:[^{}]*\})*")
_EXTENSION = re.compile(r"ext:\S.*")
_UUID = re.compile(r"(?:urn:uuid:)?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})")

_YES = {"true": True, "false": False}
_YES_SOFT = {**_YES, "yes": True, "no": False, "1": True, "0": False, "y": True, "n": False}


class Unreadable(Exception):
    """A cell that can't be understood: what is there, and what to write instead."""

    def __init__(self, kind: str, english: str, remedy: Message, **params: Any) -> None:
        super().__init__(kind)
        self.kind, self.english, self.remedy, self.params = kind, english, remedy, params


# (kind, English, remedy, params): a text that was taken although the standard writes it otherwise.
SaySoft = Callable[[str, str, Message, dict[str, Any]], None]


class CellReader(dict[str, Any]):
    """`reader[text]` is the value; texts that were seen before cost one lookup."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Any:
        value = self[text] = self._read(text)
        return value


def reader_for(column: Column, dates: Dates, soft: SaySoft) -> Callable[[str], Any] | None:
    """How the cells of a column become values; None when the text is the value."""
    kind = column.kind
    if kind in ("text", "secret"):
        return None
    if kind == "guid":
        return lambda text: read_guid(text, soft)
    readers: dict[str, Callable[[str], Any]] = {
        "ref": lambda text: read_guid(text, soft),
        "refs": lambda text: tuple(dict.fromkeys(read_guid(t, soft) for t in read_list(text))),
        "texts": read_list,
        "word": lambda text: read_word(text, column, soft),
        "words": lambda text: tuple(read_word(t, column, soft) for t in read_list(text)),
        "number": read_number,
        "instant": lambda text: read_instant(text, dates, soft),
        "date": lambda text: read_date(text, dates, soft),
        "year": read_year,
        "pairs": read_pairs,
        "yesno": lambda text: read_yes_no(text, soft),
    }
    return CellReader(readers[kind]).__getitem__


def read_list(text: str) -> tuple[str, ...]:
    """'09, 10,11' -> ('09', '10', '11'); blank elements are left out."""
    return tuple(part for part in (piece.strip() for piece in text.split(",")) if part)


def read_guid(text: str, soft: SaySoft) -> str:
    if len(text) > LONGEST_GUID:
        raise Unreadable(
            "guid_long",
            "The identifier has {length} characters; the standard allows up to 255.",
            message("oneroster.remedy.guid_long", "Use a shorter identifier, the same in every file."),
            length=len(text),
        )
    if _GUID.fullmatch(text) is None:
        soft(
            "guid_characters",
            "The identifier “{value}” has characters that the standard doesn't allow; it was taken as it is.",
            message(
                "oneroster.remedy.guid_characters",
                "Use letters, digits and . - _ / @ only; other systems may refuse it.",
            ),
            {"value": text},
        )
    return text


def read_word(text: str, column: Column, soft: SaySoft) -> str:
    """A permitted value; written in another case it is taken with a note."""
    words = column.words
    if text in words or (column.extensible and _EXTENSION.fullmatch(text)):
        return text
    for word in (*words, *(w for w in _other_version(column) if w not in words)):
        if word.lower() == text.lower():
            soft(
                "word_written_otherwise",
                "“{value}” isn't exactly what this version of the standard writes; it was read as “{word}”.",
                NO_REMEDY,
                {"value": text, "word": word},
            )
            return word
    raise Unreadable(
        "word_unknown",
        "“{value}” isn't one of the values that this column may have.",
        message(
            "oneroster.remedy.word_or_ext" if column.extensible else "oneroster.remedy.word",
            "Write one of: {words}; or a value of your own that begins with ext:"
            if column.extensible
            else "Write one of: {words}.",
            words=_listed(words),
        ),
        value=text,
    )


def _listed(words: tuple[str, ...]) -> str:
    """As many words as fit into one quoted value."""
    text = ", ".join(words)
    return text if len(text) <= 80 else text[:78].rpartition(",")[0] + " …"


def _other_version(column: Column) -> tuple[str, ...]:
    if column.words in (USER_ROLES_11, USER_ROLES_12):
        return (*USER_ROLES_11, *USER_ROLES_12)
    return ()


def read_yes_no(text: str, soft: SaySoft) -> bool:
    if text in _YES:
        return _YES[text]
    if text.lower() in _YES_SOFT:
        value = _YES_SOFT[text.lower()]
        soft(
            "yes_no_written_otherwise",
            "“{value}” was read as “{word}”.",
            message("oneroster.remedy.yes_no", "Write true or false."),
            {"value": text, "word": "true" if value else "false"},
        )
        return value
    raise Unreadable(
        "yes_no_unknown",
        "“{value}” is neither true nor false.",
        message("oneroster.remedy.yes_no", "Write true or false."),
        value=text,
    )


def read_number(text: str) -> float:
    bare = text.removesuffix("%").rstrip()
    value = float(bare) if _NUMBER.fullmatch(bare) else math.nan
    if not math.isfinite(value):
        raise Unreadable(
            "number_unreadable",
            "“{value}” isn't a number.",
            message(
                "oneroster.remedy.number", "Write digits, with a full stop before decimals, such as 3.5."
            ),
            value=text,
        )
    return value


def read_year(text: str) -> int:
    if re.fullmatch(r"(19|20|21)\d\d", text) is None:
        raise Unreadable(
            "year_unreadable",
            "“{value}” isn't a year.",
            message(
                "oneroster.remedy.year",
                "Write the four digits of the year in which the school year ends, such as 2027.",
            ),
            value=text,
        )
    return int(text)


def read_date(text: str, dates: Dates, soft: SaySoft) -> date:
    """YYYY-MM-DD. Day and month in another order are read only when `dates` says which one comes first."""
    if _ISO_DATE.fullmatch(text[:10]):
        day = _iso_date(text[:10])
        if day is not None:
            if len(text) == 10:
                return day
            if _instant(text) is not None:
                soft(
                    "date_with_time",
                    "The dates are written with a time of day, as in “{value}”; the day was taken.",
                    message("oneroster.remedy.date", "Write dates as YYYY-MM-DD, such as 2026-09-01."),
                    {"value": text},
                )
                return day
    day = _day_and_month(text, dates)
    if day is not None:
        soft(
            "date_by_choice",
            "Dates such as “{value}” were read in the order that was chosen for this source.",
            message("oneroster.remedy.date", "Write dates as YYYY-MM-DD, such as 2026-09-01."),
            {"value": text},
        )
        return day
    raise _no_date(text)


def read_instant(text: str, dates: Dates, soft: SaySoft) -> datetime:
    """A moment in UTC. A bare date is its midnight; a time without a zone is taken as UTC."""
    moment = _instant(text)
    if moment is not None and moment.tzinfo is not None:
        return moment.astimezone(UTC)
    if moment is None:
        day = _day_and_month(text, dates)
        if day is None:
            raise _no_date(text)
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    soft(
        "instant_without_zone",
        "“{value}” has no time zone or no time of day; it was taken as UTC.",
        message("oneroster.remedy.instant", "Write moments in UTC, such as 2026-09-01T07:30:00.000Z."),
        {"value": text},
    )
    return moment.replace(tzinfo=UTC)


def read_pairs(text: str) -> tuple[tuple[str, str], ...]:
    """'{LDAP:jdoe},{LTI:7}' -> (('LDAP', 'jdoe'), ('LTI', '7'))."""
    if _PAIRS.fullmatch(text) is None:
        raise Unreadable(
            "pairs_unreadable",
            "“{value}” isn't written as pairs in braces.",
            message("oneroster.remedy.pairs", "Write {example}.", example="{LDAP:jdoe},{LTI:7}"),
            value=text,
        )
    return tuple((m[1].strip(), m[2].strip()) for m in _PAIR.finditer(text))


def bare_uuid(text: str) -> str | None:
    """The UUID of a CASE item in lower case, with or without urn:uuid: in front; None when it is none."""
    found = _UUID.fullmatch(text)
    return found[1].lower() if found else None


def _iso_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _instant(text: str) -> datetime | None:
    if _ISO_DATE.match(text) is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _day_and_month(text: str, dates: Dates) -> date | None:
    found = _SLASH_DATE.fullmatch(text)
    if found is None or dates == "iso":
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    day, month = (first, second) if dates == "dmy" else (second, first)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _no_date(text: str) -> Unreadable:
    found = _SLASH_DATE.fullmatch(text)
    remedy = message(
        "oneroster.remedy.date_order",
        "Write dates as YYYY-MM-DD, or have an administrator choose day-month-year or month-day-year for this source.",
    )
    if found and int(found[1]) <= 12 and int(found[3]) <= 12 and found[1] != found[3]:
        return Unreadable(
            "date_ambiguous",
            "“{value}” may mean day {first} of month {second}, or day {second} of month {first}.",
            remedy,
            value=text,
            first=int(found[1]),
            second=int(found[3]),
        )
    return Unreadable("date_unreadable", "“{value}” isn't a date written as YYYY-MM-DD.", remedy, value=text)
