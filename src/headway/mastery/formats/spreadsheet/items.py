"""What is read from a sheet: items and headings in reading order, with the rows that they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from headway.mastery.formats.problems import Problem
from headway.mastery.formats.spreadsheet.layout import Layout

__all__ = ["Arrow", "Entry", "SheetFramework"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One item, or a heading above items that has no row of its own.

    row                  where it stands first. key: what it is known by inside the file: its code, else its words.
    parents              the keys of the entries above; empty: at the top.
    levels               codes PK, KG, 01 … 12.
    descriptors          performance level → what work at this level looks like. The same by language beside.
    links                (type of CASE association, code or address), for what leads outside.
    """

    row: int
    key: str
    statement: str
    code: str = ""
    title: str = ""
    kind: str = ""
    is_heading: bool = False
    parents: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    depth: int | None = None
    importance: str = ""
    weight: int | None = None
    descriptors: Mapping[int, str] = field(default_factory=dict)
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    descriptor_translations: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    notes: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    enumeration: str = ""
    alternative_code: str = ""
    identifier: str = ""
    language: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Arrow:
    """`before` comes before `after`, by their keys; `row` says so."""

    before: str
    after: str
    row: int


@dataclass(frozen=True)
class SheetFramework:
    """entries: every one after those above it. left_out: rows that held an item and were not taken.

    language is that of the statements, as far as their words tell.
    """

    layout: Layout
    entries: tuple[Entry, ...]
    arrows: tuple[Arrow, ...]
    language: str
    left_out: tuple[int, ...]
    problems: tuple[Problem, ...]

    @property
    def items(self) -> tuple[Entry, ...]:
        """Those with a row of their own."""
        return tuple(one for one in self.entries if not one.is_heading)
