"""Reading single members of an object: the right value, or the nearest sensible one and a remark."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from headway.mastery.formats.case.decoding import described
from headway.mastery.formats.case.model import Link
from headway.mastery.formats.case.vocabulary import EARLIER_MEMBERS, INDISPENSABLE, MEMBERS
from headway.mastery.formats.case.wording import problem, worded
from headway.mastery.formats.problems import Problem

WHOLE_NUMBER = re.compile(r"\s*[+-]?\d{1,18}\s*")
LARGEST_WHOLE = 2**31 - 1
# The signs that separate codes in one text: '09,10' and '09;10' and '09|10'.
LEVEL_SEPARATORS = re.compile(r"[,;|]")


class Remarks:
    """Collects problems in file order; remarks that many objects share are counted and said once, at the end."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._counted: dict[tuple[str, str, tuple[tuple[str, object], ...]], tuple[str, int]] = {}

    def say(
        self, wording: str, *, row: str = "", identifier: str = "", field: str = "", **params: object
    ) -> None:
        self._problems.append(problem(wording, row=row, identifier=identifier, field=field, **params))

    def count(self, wording: str, *, row: str, field: str, **params: object) -> None:
        key = (wording, field, tuple(params.items()))
        first, count = self._counted.get(key, (row, 0))
        self._counted[key] = (first, count + 1)

    def all(self) -> tuple[Problem, ...]:
        """Problems in file order, then the counted remarks, each at the row where it was first seen."""
        counted = (
            worded(wording, {"count": count, **dict(params)}, row=first, field=field)
            for (wording, field, params), (first, count) in self._counted.items()
        )
        return (*self._problems, *counted)


class Members:
    """The members of one object of `kind` at `row`, read one by one."""

    __slots__ = ("identifier", "kind", "payload", "remarks", "row")

    def __init__(self, payload: Mapping[str, Any], kind: str, row: str, remarks: Remarks) -> None:
        self.payload = payload
        self.kind = kind
        self.row = row
        self.remarks = remarks
        identifier = payload.get("identifier")
        if identifier is None and "sourcedId" in payload:
            identifier = payload["sourcedId"]
        self.identifier: str = identifier.strip() if isinstance(identifier, str) else ""

    def text(self, field: str) -> str:
        """The text, or empty. Numbers are read as their digits."""
        value = self.payload.get(field)
        if value.__class__ is str:
            return value  # type: ignore[return-value]
        if value is None:
            return ""
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        self._wrong_type(field, value)
        return ""

    def texts(self, field: str) -> tuple[str, ...]:
        """The list of texts; one text alone is a list of one."""
        value = self.payload.get(field)
        if value is None:
            return ()
        if isinstance(value, str):
            self._count("text_as_list", field)
            return (value,) if value else ()
        if not isinstance(value, list):
            self._wrong_type(field, value)
            return ()
        kept = tuple(str(one) for one in value if _is_text_or_number(one))
        if len(kept) != len(value):
            self._wrong_type(field, next(one for one in value if not _is_text_or_number(one)))
        return kept

    def education_levels(self) -> tuple[str, ...]:
        """The education level codes; CASE 1.0 exports also write one text, or call the member educationalLevel."""
        field = "educationLevel" if self.payload.get("educationLevel") is not None else "educationalLevel"
        value = self.payload.get(field)
        if not isinstance(value, str):
            return self.texts(field)
        if field == "educationLevel":
            self._say("education_level_not_list", field, value=value)
        return split_levels(value)

    def moment(self, field: str) -> datetime | None:
        """The point in time, always with a time zone (UTC when none is written)."""
        value = self.payload.get(field)
        if value is None:
            return None
        moment = parse_moment(value) if isinstance(value, str) else None
        if moment is None:
            self._say("bad_date", field, what=self.kind, value=value)
            return None
        if moment.tzinfo is None:
            self._count("no_time_zone", field)
            return moment.replace(tzinfo=UTC)
        return moment

    def day(self, field: str) -> date | None:
        """The calendar day; of a point in time, the day that is written."""
        value = self.payload.get(field)
        if value is None:
            return None
        moment = parse_moment(value) if isinstance(value, str) else None
        if moment is None:
            self._say("bad_date", field, what=self.kind, value=value)
            return None
        if len(str(value).strip()) > len("2026-09-01"):
            self._count("moment_as_day", field)
        return moment.date()

    def sequence_number(self) -> int | None:
        """The whole number that orders siblings, or None."""
        value = self.payload.get("sequenceNumber")
        if value is None:
            return None
        number = whole_number(value)
        if number is None:
            self._say("bad_sequence_number", "sequenceNumber", value=value)
        elif isinstance(value, str):
            self._count("number_as_text", "sequenceNumber")
        return number

    def integer(self, field: str) -> int | None:
        value = self.payload.get(field)
        if value is None:
            return None
        number = whole_number(value)
        if number is None:
            self._wrong_type(field, value)
        return number

    def number(self, field: str) -> float | None:
        value = self.payload.get(field)
        if value is None:
            return None
        if isinstance(value, str):
            try:
                value = float(value)
            except ValueError:
                self._wrong_type(field, self.payload[field])
                return None
            self._count("number_as_text", field)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._wrong_type(field, value)
            return None
        return float(value)

    def link(self, field: str) -> Link | None:
        """The reference; an address alone is a link without identifier."""
        value = self.payload.get(field)
        if value is None:
            return None
        link = _as_link(value)
        if link is None:
            self._wrong_type(field, value)
        elif isinstance(value, str):
            self._count("link_as_text", field)
        return link

    def links(self, field: str) -> tuple[Link, ...]:
        value = self.payload.get(field)
        if value is None:
            return ()
        listed = value if isinstance(value, list) else [value]
        kept = tuple(link for one in listed if (link := _as_link(one)) is not None)
        if len(kept) != len(listed):
            self._wrong_type(field, next(one for one in listed if _as_link(one) is None))
        return kept

    def objects(self, field: str) -> list[Any]:
        """The list of nested objects; empty when absent."""
        value = self.payload.get(field)
        if isinstance(value, list):
            return value
        if value is not None:
            self._wrong_type(field, value)
        return []

    def remark_on_others(self) -> None:
        """Say which members are of CASE 1.0, and which are of no CASE version."""
        known, earlier = MEMBERS[self.kind], EARLIER_MEMBERS[self.kind]
        for field in self.payload:
            if field in known:
                continue
            if field not in earlier:
                self._count("unknown_member", field, what=self.kind)
            elif (replacement := earlier[field]) is None:
                self._count("earlier_member_dropped", field)
            else:
                self._count("earlier_member", field, read_as=replacement)

    def _say(self, wording: str, field: str, **params: object) -> None:
        self.remarks.say(wording, row=self.row, identifier=self.identifier, field=field, **params)

    def _count(self, wording: str, field: str, **params: object) -> None:
        self.remarks.count(wording, row=self.row, field=field, **params)

    def _wrong_type(self, field: str, value: object) -> None:
        self._say("wrong_type", field, what=self.kind, found=described(value))


@lru_cache(maxsize=4096)
def parse_moment(text: str) -> datetime | None:
    """An ISO 8601 date or date and time; None when it is neither. Frameworks repeat few moments many times."""
    stripped = text.strip()
    # fromisoformat also reads week dates and dates without hyphens, which are no dates in CASE.
    if len(stripped) < 10 or stripped[4] != "-" or stripped[7] != "-":
        return None
    try:
        return datetime.fromisoformat(stripped)
    except ValueError:
        return None


def whole_number(value: object) -> int | None:
    """The whole number (of 32 bits, as in CASE) in a JSON number or in a text of digits; None for anything else."""
    number: int | None = None
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        number = value
    elif isinstance(value, float):
        number = int(value) if value.is_integer() else None
    elif isinstance(value, str) and WHOLE_NUMBER.fullmatch(value):
        number = int(value)
    return number if number is not None and -LARGEST_WHOLE <= number <= LARGEST_WHOLE else None


def split_levels(text: str) -> tuple[str, ...]:
    """The codes in one text: '09,10' is ('09', '10')."""
    return tuple(code for part in LEVEL_SEPARATORS.split(text) if (code := part.strip()))


def _is_text_or_number(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _as_link(value: object) -> Link | None:
    if isinstance(value, str):
        return Link("", value) if value.strip() else None
    if not isinstance(value, dict):
        return None
    identifier, uri = _plain(value.get("identifier")), _plain(value.get("uri"))
    if not identifier and not uri:
        return None
    return Link(identifier.strip(), uri, _plain(value.get("title")), _plain(value.get("targetType")))


def _plain(value: object) -> str:
    if value.__class__ is str:
        return value  # type: ignore[return-value]
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def says_something(value: object, field: str) -> bool:
    """Whether a required member is there. Empty text counts as said, except where nothing works without it."""
    if field not in INDISPENSABLE:
        return value is not None
    if field.endswith("NodeURI"):
        return bool(value)
    return isinstance(value, str | int | float) and not isinstance(value, bool) and bool(str(value).strip())
