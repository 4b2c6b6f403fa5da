"""Proposed links, as other apps may hold them: prerequisites within a draft, and links between two frameworks."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from headway.district.continuum.types.reading import VersionInfo

__all__ = [
    "CrosswalkInfo",
    "CrosswalkSide",
    "LinkAnswer",
    "LinkInfo",
    "LinkProposals",
    "LinksAnswered",
    "ProposedLink",
    "StepAnswer",
    "StepProposals",
    "StepsAnswered",
]


@dataclass(frozen=True, slots=True)
class ProposedLink:
    """A candidate and why it is proposed. reasons: (kind, facts) as the mathematics names them, strongest first.

    relation: for crosswalks, what the words speak for.
    """

    key: str
    is_likely: bool
    reasons: tuple[tuple[str, Mapping[str, Any]], ...]
    relation: str = ""


@dataclass(frozen=True, slots=True)
class StepProposals:
    """What a competency may need first. now: keys of its prerequisites so far."""

    key: str
    now: tuple[str, ...]
    proposals: tuple[ProposedLink, ...]


@dataclass(frozen=True, slots=True)
class StepAnswer:
    """What a person says to one proposed prerequisite."""

    before: str
    after: str
    is_accepted: bool
    is_gate: bool = True


@dataclass(frozen=True, slots=True)
class StepsAnswered:
    """earlier: what was said before of each (before, after), for taking back; None where nothing was said."""

    accepted: int
    declined: int
    act: uuid.UUID | None
    earlier: tuple[tuple[str, str, str | None], ...]


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """What a person says to one proposed link."""

    origin: str
    destination: str
    is_accepted: bool
    relation: str = ""


@dataclass(frozen=True, slots=True)
class LinksAnswered:
    """earlier: (origin, destination, relation, answer) as it stood before; relation and answer None where unsaid."""

    accepted: int
    declined: int
    earlier: tuple[tuple[str, str, str | None, str | None], ...]


@dataclass(frozen=True, slots=True)
class LinkInfo:
    """A link that stands: accepted by a person, or carried by a package (then nobody's name is with it)."""

    origin: str
    destination: str
    relation: str
    is_from_package: bool
    by: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class CrosswalkSide:
    """One of the two frameworks: how many of its competencies have a link."""

    version: VersionInfo
    total: int
    matched: int

    @property
    def unmatched(self) -> int:
        return self.total - self.matched


@dataclass(frozen=True)
class CrosswalkInfo:
    """A crosswalk with its counts both ways."""

    uuid: uuid.UUID
    title: str
    origin: CrosswalkSide
    destination: CrosswalkSide
    accepted: int
    from_packages: int
    declined: int


@dataclass(frozen=True)
class LinkProposals:
    """An item of the origin without a link, and what it could be linked to."""

    key: str
    proposals: tuple[ProposedLink, ...] = field(default=())
