"""What a map was asked for. Everything stands in the address, so that a look can be sent, kept and gone back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any
from urllib.parse import urlencode

from headway.district.continuum.api import DomainKind, Importance

__all__ = ["Asked", "Search", "read_asked", "with_query"]

LONGEST = 120


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; blank fields ask nothing. `needs`, `leads`: a code; `source`: a framework's uuid."""

    q: str = ""
    level: str = ""
    depth: str = ""
    importance: str = ""
    kind: str = ""
    source: str = ""
    needs: str = ""
    leads: str = ""
    exemplars: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, one.name) for one in fields(self))

    @property
    def has_filters(self) -> bool:
        return not replace(self, q="").is_empty


@dataclass(frozen=True, slots=True)
class Asked:
    """One look at a map.

    version: uuid of a version, blank for the one in force. domain, strand: codes. low, high: a band of levels.
    focus: the code or uuid of the chosen item. reach: "direct" or "" for the whole way. view: "table" or "" for the
    map. sort: a column of the table. everywhere: "yes" looks on the whole shelf.
    """

    version: str = ""
    domain: str = ""
    strand: str = ""
    low: int | None = None
    high: int | None = None
    focus: str = ""
    reach: str = ""
    view: str = ""
    sort: str = ""
    everywhere: str = ""
    as_of: str = ""
    search: Search = field(default_factory=Search)

    @property
    def is_table(self) -> bool:
        return self.view == "table"

    @property
    def is_close(self) -> bool:
        """A strand or a band is looked at closely: there is room for titles."""
        return bool(self.strand) or self.low is not None or self.high is not None

    @property
    def frame(self) -> tuple[Any, ...]:
        """What decides which rows and columns are drawn, and how. Two looks with one frame differ in the focus only."""
        return (
            self.version,
            self.domain,
            self.strand,
            self.low,
            self.high,
            self.view,
            self.sort,
            self.search,
        )

    def pairs(self) -> list[tuple[str, str]]:
        """The query of this look, without blank values."""
        named = {
            "version": self.version,
            "domain": self.domain,
            "strand": self.strand,
            "from": "" if self.low is None else str(self.low),
            "to": "" if self.high is None else str(self.high),
            "view": self.view,
            "sort": self.sort,
            **{one.name: getattr(self.search, one.name) for one in fields(self.search)},
            "everywhere": self.everywhere,
            "reach": self.reach,
            "as_of": self.as_of,
            "focus": self.focus,
        }
        return [(name, value) for name, value in named.items() if value]

    def but(self, **changes: Any) -> str:
        """The address of the same look with these changes, relative to the page: `?domain=MA&focus=MA.FR.1`."""
        return with_query(replace(self, **changes).pairs())


def with_query(pairs: list[tuple[str, str]]) -> str:
    return f"?{urlencode(pairs)}"


def read_asked(query: Mapping[str, str]) -> Asked:
    """The look that an address asks for; a value that is none of the offered ones asks nothing special."""

    def text(name: str) -> str:
        return query.get(name, "").strip()[:LONGEST]

    def one_of(name: str, *offered: str) -> str:
        return query.get(name, "") if query.get(name, "") in offered else ""

    low, high = _level(query.get("from", "")), _level(query.get("to", ""))
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Asked(
        version=text("version"),
        domain=text("domain"),
        strand=text("strand"),
        low=low,
        high=high,
        focus=text("focus"),
        reach=one_of("reach", "direct"),
        view=one_of("view", "table"),
        sort=one_of("sort", "code", "-code", "level", "-level", "title", "-title"),
        everywhere=one_of("everywhere", "yes"),
        as_of=text("as_of"),
        search=Search(
            q=text("q"),
            level=text("level") if _level(text("level")) is not None or text("level") == "none" else "",
            depth=one_of("depth", "1", "2", "3", "4"),
            importance=one_of("importance", *Importance.values),
            kind=one_of("kind", *DomainKind.values),
            source=text("source"),
            needs=text("needs"),
            leads=text("leads"),
            exemplars=one_of("exemplars", "yes", "no"),
        ),
    )


def _level(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else None
