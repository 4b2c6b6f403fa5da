"""What every check looks at: the line, its arrows, and which items belong together. Worked out once, when asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from headway.mastery.continuum.gaps.doubles import Doubles, doubles_of
from headway.mastery.continuum.gaps.findings import Finding, FindingKind, Remedy, Urgency, fingerprint_of
from headway.mastery.continuum.gaps.network import Network
from headway.mastery.continuum.gaps.ranking import Ranker, SharedWords
from headway.mastery.continuum.gaps.statements import Remark, check
from headway.mastery.continuum.items import Item, Line, Relation

__all__ = ["FEW", "Place", "Scene", "finding"]

# Up to so many of a kind in one strand are named each; more are one finding about the strand that lists them.
FEW = 3
_NOWHERE: Mapping[str, object] = {"source": "", "domain": "", "strand": ""}


class Place(NamedTuple):
    """A row of the map."""

    source: str
    domain: str
    strand: str


class Scene:
    def __init__(self, line: Line, ranker: Ranker | None = None) -> None:
        self.line = line
        self.items: tuple[Item, ...] = line.items
        self.network = Network(line)
        self._ranker = ranker

        self._kept: dict[str, tuple[Finding, ...]] = {}

    def kept(self, name: str, check: Callable[[Scene], Iterator[Finding]]) -> tuple[Finding, ...]:
        """The findings of a check that answers several kinds at once, asked once."""
        if name not in self._kept:
            self._kept[name] = tuple(check(self))
        return self._kept[name]

    @cached_property
    def shared_words(self) -> SharedWords:
        return SharedWords(self.items)

    @property
    def ranker(self) -> Ranker:
        return self._ranker or self.shared_words

    @cached_property
    def remarks(self) -> Mapping[int, tuple[Remark, ...]]:
        """Ratable item → what the authoring assistant says of its statement; "I can" is asked for elsewhere."""
        said = {
            node: check(item.statement, item.language, level=item.level, is_for_learners=False)
            for node in self.ratable
            for item in (self.items[node],)
        }
        return {node: remarks for node, remarks in said.items() if remarks}

    def ancestors(self, node: int) -> frozenset[int]:
        """The headings and standards above an item."""
        above: list[int] = []
        number = self.network.number
        while (parent := self.items[node].parent) in number and number[parent] not in above:
            node = number[parent]
            above.append(node)
        return frozenset(above)

    @cached_property
    def ratable(self) -> tuple[int, ...]:
        return tuple(node for node, item in enumerate(self.items) if item.is_ratable)

    @cached_property
    def rows(self) -> Mapping[Place, tuple[int, ...]]:
        """The ratable items of each strand, as the line is read."""
        rows: defaultdict[Place, list[int]] = defaultdict(list)
        for node in self.ratable:
            rows[self.place(node)].append(node)
        return {place: tuple(nodes) for place, nodes in rows.items()}

    @cached_property
    def domains(self) -> Mapping[tuple[str, str], tuple[int, ...]]:
        """The ratable items of each domain of each source."""
        found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for node in self.ratable:
            found[self.items[node].source, self.items[node].domain].append(node)
        return {domain: tuple(nodes) for domain, nodes in found.items()}

    @cached_property
    def sources(self) -> Mapping[str, tuple[int, ...]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for node in self.ratable:
            found[self.items[node].source].append(node)
        return {source: tuple(nodes) for source, nodes in found.items()}

    @cached_property
    def parents(self) -> Mapping[int, int]:
        """Ratable item → the ratable item right above it: a standard of which it is a part."""
        number = self.network.number
        return {
            node: number[self.items[node].parent]
            for node in self.ratable
            if self.items[node].parent in number and self.items[number[self.items[node].parent]].is_ratable
        }

    @cached_property
    def parts(self) -> Mapping[int, tuple[int, ...]]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        for node, parent in self.parents.items():
            found[parent].append(node)
        return {parent: tuple(nodes) for parent, nodes in found.items()}

    @cached_property
    def links(self) -> tuple[tuple[int, int, Relation], ...]:
        """Crosswalk links whose two ends are on the line."""
        number = self.network.number
        return tuple(
            (number[one.origin], number[one.destination], one.relation)
            for one in self.line.links
            if one.origin in number and one.destination in number and one.origin != one.destination
        )

    @cached_property
    def crosswalked(self) -> frozenset[int]:
        return frozenset(node for one, other, _ in self.links for node in (one, other))

    @cached_property
    def doubles(self) -> Doubles:
        same = frozenset(
            frozenset((one, other)) for one, other, relation in self.links if relation is Relation.EXACT
        )
        return doubles_of(self.items, self.network.number, same)

    @cached_property
    def joined(self) -> frozenset[int]:
        """Items with an arrow of their own or the same item in another framework. Other links say "see also"."""
        return self.network.linked | {
            node
            for one, other, relation in self.links
            if relation is not Relation.RELATED and self.items[one].source != self.items[other].source
            for node in (one, other)
        }

    @cached_property
    def stand_ins(self) -> Mapping[int, tuple[int, ...]]:
        """Ratable items without any arrow or link → those that speak for them: the standard of which they are a part,
        their own parts, and whatever says the same, as far as these are joined to something in the end."""
        beside = {
            node: (
                *self.parts.get(node, ()),
                *((self.parents[node],) if node in self.parents else ()),
                *self.doubles.of.get(node, ()),
            )
            for node in self.ratable
            if node not in self.joined
        }
        asks: defaultdict[int, list[int]] = defaultdict(list)
        for node, others in beside.items():
            for other in others:
                asks[other].append(node)
        spoken_for, waiting = set(self.joined), list(self.joined)
        while waiting:
            for node in asks[waiting.pop()]:
                if node not in spoken_for:
                    spoken_for.add(node)
                    waiting.append(node)
        return {
            node: kept
            for node, others in beside.items()
            if (kept := tuple(other for other in dict.fromkeys(others) if other in spoken_for))
        }

    @cached_property
    def wayless(self) -> tuple[int, ...]:
        """Ratable items to and from which no way leads, nor to or from what stands in for them."""
        return tuple(node for node in self.ratable if node not in self.joined and node not in self.stand_ins)

    @cached_property
    def orphans(self) -> tuple[int, ...]:
        """Wayless items without any link."""
        return tuple(node for node in self.wayless if node not in self.crosswalked)

    def place(self, node: int) -> Place:
        item = self.items[node]
        return Place(item.source, item.domain, item.strand)

    def level(self, node: int) -> int | None:
        return self.items[node].level

    def keys(self, nodes: Iterable[int]) -> tuple[str, ...]:
        return self.network.keys(nodes)

    def where(self, node: int) -> dict[str, object]:
        """The facts that let a page put a finding in its row."""
        return dict(self.place(node)._asdict())

    def levels_of(self, nodes: Iterable[int]) -> list[int]:
        return sorted({level for node in nodes if (level := self.items[node].level) is not None})

    def reaches_to(self, node: int) -> int | None:
        """The last level that an item is for."""
        item = self.items[node]
        return item.level if item.level is None else max(item.level, item.highest_level or 0)

    def by_row(self, nodes: Sequence[int]) -> Iterator[tuple[Place, list[int]]]:
        """The nodes sorted into their strands, strands in the order in which they are met."""
        rows: defaultdict[Place, list[int]] = defaultdict(list)
        for node in nodes:
            rows[self.place(node)].append(node)
        yield from rows.items()


def finding(
    kind: FindingKind,
    weight: Urgency,
    items: Iterable[str],
    *,
    remedy: Remedy | None = None,
    name: Iterable[str] | None = None,
    where: Mapping[str, object] = _NOWHERE,
    **facts: object,
) -> Finding:
    """name: what the fingerprint is made of, where it is not the items in their order. where: the row of the map."""
    keys = tuple(items)
    return Finding(
        kind,
        keys,
        {**_NOWHERE, **where, **facts},
        remedy,
        fingerprint_of(kind, keys if name is None else name),
        weight,
    )
