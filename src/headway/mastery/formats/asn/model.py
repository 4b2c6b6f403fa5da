"""A framework that came as RDF or JSON-LD, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from headway.mastery.formats.problems import Problem

__all__ = ["Alignment", "Framework", "Statement"]

# Language ('en', 'es', 'zh-hant') → text.
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Alignment:
    """A link that is not the tree. `predicate` as it is usually written, such as 'skos:exactMatch'."""

    predicate: str
    target: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One item: a standard, a competency, or a heading above them.

    uri             its address in the source; never empty.
    guid            the official identifier that the source gives it beside its address, as a UUID; else empty.
    statements      what it says, by language. titles: a short name, where there is one beside the statement.
    code            what people call it. alternative_code: a second one. enumeration: its place in a list, as written.
    education_levels codes like PK, KG, 01 … 12, or as written where they are something else.
    parents         addresses of the items above, the first is where it is shown; empty: at the top.
    notes           comments, in file order. concepts: terms of a vocabulary.
    indexed         False where the publisher says that it is a heading only.
    other           properties that are not understood, by name, as written.
    """

    uri: str
    statements: Words
    guid: str = ""
    titles: Words = field(default_factory=dict)
    code: str = ""
    alternative_code: str = ""
    enumeration: str = ""
    label: str = ""
    education_levels: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    rights: str = ""
    modified: str = ""
    language: str = ""
    indexed: bool = True
    parents: tuple[str, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    other: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Framework:
    """The framework as a whole. `statements` are in reading order: every item after the one it stands under."""

    uri: str
    titles: Words
    descriptions: Words
    creator: str
    publisher: str
    rights: str
    rights_holder: str
    license: str
    status: str
    source: str
    version: str
    jurisdiction: str
    subjects: tuple[str, ...]
    education_levels: tuple[str, ...]
    language: str
    modified: str
    statements: tuple[Statement, ...]
    unknown: Mapping[str, int]
    problems: tuple[Problem, ...]

    @property
    def title(self) -> str:
        return self.titles.get(self.language) or next(iter(self.titles.values()), "")
