"""What an author or an import brings, for writing: everything is named by identifiers and codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from headway.district.continuum.types.vocabulary import DomainKind, Importance, Translations

__all__ = [
    "AssociationContent",
    "CaseObjectContent",
    "CompetencyContent",
    "CriterionContent",
    "CriterionLevelContent",
    "DescriptorContent",
    "DomainContent",
    "ExemplarContent",
    "FrameworkContent",
    "NoteContent",
    "PrerequisiteContent",
    "RubricContent",
    "StrandContent",
]


@dataclass(frozen=True, slots=True)
class DomainContent:
    code: str
    name: str
    kind: str = DomainKind.ACADEMIC
    description: str = ""
    sequence: int = 0
    translations: Translations = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StrandContent:
    code: str
    domain_code: str
    name: str
    sequence: int = 0
    translations: Translations = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DescriptorContent:
    level: int
    text: str
    translations: Translations = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExemplarContent:
    """annotations: pairs of the part meant and what it shows."""

    title: str
    level: int | None = None
    work: str = ""
    address: str = ""
    annotations: tuple[tuple[str, str], ...] = ()
    source: str = ""
    # In a further language annotations are pairs as well, since they quote the work in that language.
    translations: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoteContent:
    kind: str
    text: str
    source: str = ""
    translations: Translations = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CompetencyContent:
    """`identifier` is the CASE CFItem identifier, or any lasting name: versions share it."""

    identifier: str
    title: str
    statement: str
    code: str = ""
    domain_code: str = ""
    strand_code: str = ""
    parent: str = ""
    kind: str = DomainKind.ACADEMIC
    level: int | None = None
    depth: int | None = None
    importance: str = Importance.ESSENTIAL
    weight: int = 1
    is_ratable: bool = True
    sequence: int = 0
    translations: Translations = field(default_factory=dict)
    descriptors: tuple[DescriptorContent, ...] = ()
    exemplars: tuple[ExemplarContent, ...] = ()
    notes: tuple[NoteContent, ...] = ()


@dataclass(frozen=True, slots=True)
class PrerequisiteContent:
    """`before` and `after` are identifiers of competencies; `identifier` the association it came from, if any."""

    before: str
    after: str
    is_gate: bool = True
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class AssociationContent:
    identifier: str
    kind: str
    origin_identifier: str
    destination_identifier: str
    origin_uri: str = ""
    destination_uri: str = ""
    grouping_identifier: str = ""
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class CriterionLevelContent:
    identifier: str
    quality: str = ""
    text: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class CriterionContent:
    identifier: str
    text: str = ""
    competency: str = ""
    position: int = 0
    levels: tuple[CriterionLevelContent, ...] = ()


@dataclass(frozen=True, slots=True)
class RubricContent:
    identifier: str
    title: str = ""
    criteria: tuple[CriterionContent, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseObjectContent:
    """One object of a CASE package exactly as it came."""

    kind: str
    identifier: str
    position: int
    payload: Any
    digest: str


@dataclass(frozen=True, slots=True)
class FrameworkContent:
    """A whole framework to load as a new draft version. `identifier` is the CASE CFDocument identifier."""

    identifier: str
    title: str
    creator: str = ""
    uri: str = ""
    is_continuum: bool = False
    translations: Translations = field(default_factory=dict)
    envelope: Mapping[str, Any] = field(default_factory=dict)
    domains: tuple[DomainContent, ...] = ()
    strands: tuple[StrandContent, ...] = ()
    competencies: tuple[CompetencyContent, ...] = ()
    prerequisites: tuple[PrerequisiteContent, ...] = ()
    associations: tuple[AssociationContent, ...] = ()
    rubrics: tuple[RubricContent, ...] = ()
    case_objects: tuple[CaseObjectContent, ...] = ()
