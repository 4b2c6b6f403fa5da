"""The graduate profile and what serves it, for reading."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from headway.district.continuum.types.reading import CompetencyInfo, DomainInfo
from headway.district.continuum.types.vocabulary import Translations

__all__ = ["Band", "ProfileCoverage", "ServedDomain", "StatementCoverage", "StatementInfo"]


class Band(NamedTuple):
    """Levels of one stretch of the line, from handing on to handing on, both ends included."""

    first: int
    last: int

    def holds(self, level: int | None) -> bool:
        return level is not None and self.first <= level <= self.last


@dataclass(frozen=True, slots=True)
class StatementInfo:
    """One sentence of the graduate profile."""

    uuid: uuid.UUID
    code: str
    title: str
    text: str
    is_retired: bool
    translations: Translations


@dataclass(frozen=True, slots=True)
class ServedDomain:
    """What of one domain serves a statement: per band how many competencies, and the lowest and highest level."""

    domain: DomainInfo
    by_band: tuple[int, ...]
    first: int | None
    last: int | None
    competencies: tuple[CompetencyInfo, ...]


@dataclass(frozen=True, slots=True)
class StatementCoverage:
    """What serves a statement. empty_bands: stretches in which nothing does; all of them where nothing serves it.

    lost: how many of its links name what has ended since.
    """

    statement: StatementInfo
    competencies: tuple[CompetencyInfo, ...]
    domains: tuple[ServedDomain, ...]
    first: int | None
    last: int | None
    empty_bands: tuple[Band, ...]
    lost: int

    @property
    def is_served(self) -> bool:
        return bool(self.competencies)


@dataclass(frozen=True, slots=True)
class ProfileCoverage:
    """The whole profile on one continuum. serving_none: essential competencies that serve no statement."""

    statements: tuple[StatementCoverage, ...]
    bands: tuple[Band, ...]
    serving_none: tuple[CompetencyInfo, ...]
    statements_of: Mapping[int, tuple[StatementInfo, ...]]

    @property
    def unserved(self) -> tuple[StatementInfo, ...]:
        return tuple(one.statement for one in self.statements if not one.is_served)

    @property
    def with_empty_bands(self) -> tuple[StatementCoverage, ...]:
        return tuple(one for one in self.statements if one.is_served and one.empty_bands)
