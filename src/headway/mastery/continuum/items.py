"""What the checks and suggestions need to know of a framework's items: words, places, and what hangs on them.

A continuum is numbers; an item is one competency as people wrote it. Gap finder, crosswalk and prerequisite
suggestions read the same items, so that a district's own continuum and an imported framework are looked at alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

__all__ = ["SEAMS", "Arrow", "Item", "Line", "Link", "Relation", "Statement"]

# Where schools usually hand learners on, named by the first level of the receiving school: between these levels the
# line most often breaks.
SEAMS = (6, 9)


class Relation(StrEnum):
    """How an item of one framework relates to one of another: what a crosswalk says (SKOS mapping relations)."""

    EXACT = "exact"
    BROADER = "broader"
    NARROWER = "narrower"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Item:
    """One competency or heading as it stands in its framework.

    key: its lasting name, unique among the items looked at together. source: the framework it is of. domain, strand:
    names within the source, blank where there is none. parent: key of the heading above. level: its place on the
    continuum or None; highest_level: the last level that it is for, where it is for several. depth: Webb's depth of
    knowledge 1-4 or None. descriptor_levels: the performance levels whose descriptor is written. exemplars: how many.
    language: the one that its words are read in.
    """

    key: str
    statement: str
    code: str = ""
    title: str = ""
    language: str = "en"
    source: str = ""
    domain: str = ""
    strand: str = ""
    parent: str = ""
    level: int | None = None
    depth: int | None = None
    is_essential: bool = True
    is_ratable: bool = True
    descriptor_levels: frozenset[int] = frozenset()
    exemplars: int = 0
    sequence: int = 0
    highest_level: int | None = None

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.code or self.title or self.key


@dataclass(frozen=True, slots=True)
class Arrow:
    """`before` is needed for `after`, both keys; it gates only where it is essential."""

    before: str
    after: str
    is_gate: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """A crosswalk link between items of two sources: `origin` is `relation` to `destination`."""

    origin: str
    destination: str
    relation: Relation = Relation.RELATED


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the community's graduate profile and the keys of the items that serve it."""

    key: str
    words: str
    served_by: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Line:
    """A K-12 line to look at: one framework or several, joined by links or not.

    seams: the levels at which schools hand learners on, named by the first level of the receiving school: 6 means
    the seam between 5 and 6. performance_levels: the levels for which a descriptor is expected.
    """

    items: tuple[Item, ...]
    arrows: tuple[Arrow, ...] = ()
    links: tuple[Link, ...] = ()
    profile: tuple[Statement, ...] = ()
    seams: tuple[int, ...] = SEAMS
    performance_levels: tuple[int, ...] = (1, 2, 3, 4)
    titles: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> Mapping[str, Item]:
        return {one.key: one for one in self.items}
