"""The nouns: a crosswalk with its rows and bands, and what it suggests."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from headway.mastery.formats.problems import Message, Problem

__all__ = [
    "DEFAULT_Z",
    "FORMAT",
    "HIGHEST_LEVEL",
    "LOWEST_LEVEL",
    "VERSION",
    "Band",
    "Confidence",
    "Crosswalk",
    "Row",
    "Suggestion",
]

FORMAT = "headway.assessment-crosswalk"
VERSION = 1
LOWEST_LEVEL, HIGHEST_LEVEL = 0, 12
# One standard error covers the learner's true place in about two of three cases. Wider makes almost every result a
# border case with bands as narrow as one year's growth; narrower hides that the test cannot tell.
DEFAULT_Z = 1.0


class Confidence(StrEnum):
    """What stands behind a suggestion, as a fact about the test."""

    CLEAR = "clear"  # value ± z standard errors lies within one band
    BORDER = "border"  # it reaches over a border, or a label stands for several levels
    WITH_CARE = "with_care"  # nobody says how exactly the test measures
    LABEL = "label"  # a performance level of the publisher, without a value
    NONE = "none"  # no suggestion


@dataclass(frozen=True, slots=True)
class Band:
    """Values from `lowest` to below `below` stand for `level`. None leaves that side open."""

    level: int
    lowest: float | None = None
    below: float | None = None

    @property
    def edges(self) -> tuple[float, float]:
        return (
            -math.inf if self.lowest is None else self.lowest,
            math.inf if self.below is None else self.below,
        )


@dataclass(frozen=True, slots=True)
class Row:
    """What one area of one profile means.

    part      '' is the whole area. domain, strand: codes of the continuum; strand '' is the whole domain.
    scale     '' is any scale of the area. terms: '' any; else words that the term's name holds ('Fall').
    bands     by value. labels: by performance level, each for one level or several.
    declared_error  used when the file says no standard error, with where it is from.
    """

    profile: str
    area: str
    domain: str
    part: str = ""
    strand: str = ""
    scale: str = ""
    terms: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()
    labels: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    declared_error: float | None = None
    declared_error_source: str = ""
    gaps_meant: bool = False
    overlaps_meant: bool = False

    def levels_of(self, label: str) -> tuple[int, ...]:
        """The levels that a label stands for, without regard to capitals; () for one that is not named."""
        return next((levels for one, levels in self.labels.items() if one.casefold() == label.casefold()), ())

    @property
    def edges(self) -> tuple[tuple[float, float], ...]:
        return tuple(band.edges for band in self.bands)


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Rows of one district, in one version. is_example: invented for trying out; nobody may be placed by it for good."""

    key: str
    name: str
    rows: tuple[Row, ...]
    revision: int = 1
    z: float = DEFAULT_Z
    z_reason: str = ""
    note: str = ""
    is_example: bool = False

    @classmethod
    def from_dict(cls, plain: Any, *, domains: Mapping[str, Iterable[str]] | None = None) -> Crosswalk:
        """The crosswalk that `to_dict` wrote, or somebody by hand.

        `domains` are the continuum's domain codes with the codes of their strands; None: not checked here. Raises
        FormatProblem with one sentence for each slip, naming the member and what to do.
        """
        from headway.mastery.placement.crosswalk.plain import crosswalk_from

        return crosswalk_from(plain, domains)

    def to_dict(self) -> dict[str, Any]:
        """Plain members for JSON; `from_dict` gives an equal crosswalk back."""
        from headway.mastery.placement.crosswalk.plain import as_plain

        return as_plain(self)

    def problems(self, domains: Mapping[str, Iterable[str]] | None = None) -> tuple[Problem, ...]:
        """What keeps it from being used: bands out of order, gaps, overlaps, unknown codes, an area twice."""
        from headway.mastery.placement.crosswalk.checking import problems_of

        return tuple(problems_of(self, domains))

    def row_for(
        self, profile: str, area: str, part: str = "", *, term: str = "", scale: str = ""
    ) -> Row | None:
        """The row of this area: one that names the term before one for any, one that names the scale likewise."""
        best: tuple[int, Row] | None = None
        for row in self.rows:
            if (row.profile, row.area, row.part) != (profile, area, part) or row.scale not in ("", scale):
                continue
            if row.terms and not any(one.casefold() in term.casefold() for one in row.terms):
                continue
            told = 2 * bool(row.terms) + bool(row.scale)
            if best is None or told > best[0]:
                best = (told, row)
        return best[1] if best else None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Where a result points. levels: likeliest first, one when clear, two or more at a border, none when it says nothing.

    chances belong to `levels`, in the same order: how much of the test's error lies in each band. They are () when no
    standard error is known and for labels.
    """

    domain: str
    strand: str
    levels: tuple[int, ...]
    confidence: Confidence
    reasons: tuple[Message, ...]
    chances: tuple[float, ...] = ()
    is_example: bool = False

    @property
    def likelier(self) -> int | None:
        return self.levels[0] if self.levels else None

    @property
    def is_border(self) -> bool:
        return len(self.levels) > 1
