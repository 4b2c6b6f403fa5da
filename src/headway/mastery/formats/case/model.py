"""A CASE package as frozen values: what was understood, beside exactly what was there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from headway.mastery.formats.case.vocabulary import CaseVersion
from headway.mastery.formats.problems import Problem, of_severity

# Payloads are the dictionaries of the parsed file. They are shared, never copied: treat them as read-only.
Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """A reference to another object. `target_type` is 'CASE', 'ext:…' or empty. Empty text where nothing was written."""

    identifier: str
    uri: str = ""
    title: str = ""
    target_type: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The framework itself. Empty text means: not written. `last_changed` is None when missing or unreadable."""

    identifier: str
    uri: str
    title: str
    creator: str
    last_changed: datetime | None
    language: str
    description: str
    notes: str
    version: str
    publisher: str
    official_source: str
    adoption_status: str
    framework_type: str
    subjects: tuple[str, ...]
    subject_links: tuple[Link, ...]
    license: Link | None
    status_start: date | None
    status_end: date | None
    payload: Payload = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Item:
    """One statement of a framework: a competency, a standard, or a heading above them.

    `position` is its place in CFItems, from 0. `education_levels` holds the codes as written.
    """

    identifier: str
    uri: str
    statement: str
    code: str
    abbreviated: str
    alternative_label: str
    enumeration: str
    item_type: str
    item_type_link: Link | None
    keywords: tuple[str, ...]
    keywords_link: Link | None
    subjects: tuple[str, ...]
    subject_links: tuple[Link, ...]
    education_levels: tuple[str, ...]
    language: str
    notes: str
    license: Link | None
    status_start: date | None
    status_end: date | None
    last_changed: datetime | None
    position: int
    payload: Payload = field(compare=False, repr=False)

    @property
    def short_name(self) -> str:
        """What to call it in a sentence: its code, else its short statement, else its statement."""
        return self.code or self.abbreviated or self.statement


@dataclass(frozen=True, slots=True)
class Association:
    """A directed, typed link. `origin_inside` and `destination_inside` tell whether the end is in this package;
    an inside end carries the identifier exactly as its object writes it."""

    identifier: str
    uri: str
    type: str
    origin: Link
    destination: Link
    origin_inside: bool
    destination_inside: bool
    sequence: int | None
    grouping: Link | None
    notes: str
    last_changed: datetime | None
    position: int
    payload: Payload = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Definition:
    """An entry of CFDefinitions; `kind` says which: CFConcept, CFSubject, CFLicense, CFItemType, CFAssociationGrouping."""

    kind: str
    identifier: str
    uri: str
    title: str
    description: str
    hierarchy_code: str
    type_code: str
    keywords: str
    license_text: str
    last_changed: datetime | None
    position: int
    payload: Payload = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class RubricLevel:
    """One step of a criterion. `position` orders the steps; `score` is the number that the source wrote, untouched."""

    identifier: str
    uri: str
    quality: str
    description: str
    feedback: str
    score: float | None
    position: int | None
    last_changed: datetime | None
    payload: Payload = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class RubricCriterion:
    """What one row of a rubric looks at, with its steps in order. `item` is the statement that it is about."""

    identifier: str
    uri: str
    category: str
    description: str
    item: Link | None
    item_inside: bool
    weight: float | None
    position: int | None
    levels: tuple[RubricLevel, ...]
    last_changed: datetime | None
    payload: Payload = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Rubric:
    """A rubric with its criteria in order. `position` is its place in CFRubrics, from 0."""

    identifier: str
    uri: str
    title: str
    description: str
    criteria: tuple[RubricCriterion, ...]
    last_changed: datetime | None
    position: int
    payload: Payload = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CasePackage:
    """One framework as it was read.

    `content` is the whole file as parsed, untouched. The typed members hold what was taken from it; `left_out` names
    the rows that were not taken ('CFItems[12]'), each of which has an error in `problems`.
    """

    document: Document
    items: tuple[Item, ...]
    associations: tuple[Association, ...]
    groupings: tuple[Definition, ...]
    definitions: tuple[Definition, ...]
    rubrics: tuple[Rubric, ...]
    case_version: CaseVersion
    problems: tuple[Problem, ...]
    left_out: frozenset[str]
    content: Payload = field(compare=False, repr=False)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What was not taken."""
        return of_severity(self.problems, "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What was taken and is worth a look."""
        return of_severity(self.problems, "warning")
