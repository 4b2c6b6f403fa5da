"""Which frameworks of the list are asked for: limit, offset, sort, orderBy, filter and fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict

from headway.district.rest.case.filtering import (
    Filter,
    NotAFilter,
    UnknownField,
    is_field,
    read_filter,
    values_at,
)
from headway.district.rest.case.problems import Problem
from headway.mastery.formats.case import CaseVersion

__all__ = ["MOST_AT_ONCE", "Selection", "links", "read_selection"]

KIND: Final = "CFDocument"
USUAL: Final = 100
# More than this are not given at once, whatever is asked for; the Link header says where it goes on.
MOST_AT_ONCE: Final = 1000
_LARGEST: Final = 2**31 - 1
_NUMBER: Final = re.compile(r"[0-9]{1,10}")
PARAMETERS: Final = ("limit", "offset", "sort", "orderBy", "filter", "fields")


@dataclass(frozen=True, slots=True)
class Selection:
    """fields: the members asked for; None for all. sort: a member, or empty for the order of the provider."""

    limit: int = USUAL
    offset: int = 0
    sort: str = ""
    is_descending: bool = False
    filter: Filter | None = None
    fields: tuple[str, ...] | None = None

    @property
    def needs_contents(self) -> bool:
        """Whether every document has to be looked at before a page can be cut."""
        return bool(self.sort or self.filter)

    def page(self, payloads: Iterable[dict[str, Any]]) -> tuple[list[dict[str, Any]], int]:
        """The page of these, and how many there are in all."""
        found = [one for one in payloads if self.filter is None or self.filter.holds(one)]
        if self.sort:
            found.sort(key=self._place, reverse=self.is_descending)
            # What has no such member stands at the end, whichever way the others are sorted.
            found.sort(key=lambda one: not values_at(one, self.sort)[0])
        return found[self.offset : self.offset + self.limit], len(found)

    def cut(self, payload: dict[str, Any]) -> dict[str, Any]:
        """The members asked for."""
        if self.fields is None:
            return payload
        return {name: value for name, value in payload.items() if name in self.fields}

    def _place(self, payload: Mapping[str, Any]) -> list[str]:
        return [one.casefold() for one in values_at(payload, self.sort)[0]]


def read_selection(query: QueryDict, version: CaseVersion) -> Selection:
    """Raises Problem (400) for what cannot be read. Other parameters than those of CASE are passed over."""
    for name in PARAMETERS:
        if name != "fields" and len(query.getlist(name)) > 1:
            raise _invalid(f"{name} is given more than once")
    direction = query.get("orderBy", "asc")
    if direction not in ("asc", "desc"):
        raise Problem(400, "invalid_sort_field", "orderBy is asc or desc.")
    sort = query.get("sort", "")
    return Selection(
        limit=min(_number(query, "limit", USUAL, smallest=1), MOST_AT_ONCE),
        offset=_number(query, "offset", 0, smallest=0),
        # CASE: an unknown member means the order of the provider.
        sort=sort if is_field(sort, KIND, version) else "",
        is_descending=direction == "desc",
        filter=_filter(query, version),
        fields=_fields(query, version),
    )


def links(address: str, query: QueryDict, selection: Selection, total: int) -> str:
    """The Link header (RFC 8288): first and last page, and where there are some, next and previous."""
    last = max(total - 1, 0) // selection.limit * selection.limit
    pages = {"first": 0, "last": last}
    if selection.offset + selection.limit < total:
        pages["next"] = selection.offset + selection.limit
    if selection.offset > 0:
        pages["prev"] = min(max(selection.offset - selection.limit, 0), last)
    others = [
        (name, value) for name, values in query.lists() for value in values if name not in ("limit", "offset")
    ]
    return ", ".join(
        f'<{address}?{urlencode([*others, ("limit", selection.limit), ("offset", offset)])}>; rel="{name}"'
        for name, offset in pages.items()
    )


def without_page(selection: Selection) -> Selection:
    """The same, for documents of which the database has cut the page already."""
    return replace(selection, offset=0)


def _number(query: QueryDict, name: str, usual: int, *, smallest: int) -> int:
    if name not in query:
        return usual
    written = query.get(name, "")
    if not _NUMBER.fullmatch(written) or not smallest <= int(written) <= _LARGEST:
        raise _invalid(f"{name} is a whole number from {smallest}")
    return int(written)


def _filter(query: QueryDict, version: CaseVersion) -> Filter | None:
    if "filter" not in query:
        return None
    try:
        return read_filter(query.get("filter", ""), KIND, version)
    except (NotAFilter, UnknownField) as problem:
        raise _invalid(str(problem)) from problem


def _fields(query: QueryDict, version: CaseVersion) -> tuple[str, ...] | None:
    if "fields" not in query:
        return None
    names = [name.strip() for value in query.getlist("fields") for name in value.split(",")]
    if not any(names):
        raise _invalid("fields names no member")
    # CASE: when a member is asked for that does not exist, the whole record is given.
    if not all(is_field(name, KIND, version) for name in names if name):
        return None
    return tuple(name.split(".")[0] for name in names if name)


def _invalid(sentence: str) -> Problem:
    return Problem(400, "invalid_selection_field", f"{sentence}.")
