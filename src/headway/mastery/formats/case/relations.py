"""Views of the links of a package: its tree, its crosswalks, and where it leads outside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from headway.mastery.formats.case.model import Association, CasePackage, Definition, Link
from headway.mastery.formats.case.vocabulary import identity


@dataclass(frozen=True, slots=True)
class Tree:
    """The isChildOf structure, by identifier.

    root      the document.
    children  node -> its children, by sequenceNumber, then in file order. Nodes without children are absent.
    parents   item -> its parents in file order; the first one is where the item is shown.
    unplaced  items without a parent in this package, in file order.
    """

    root: str
    children: Mapping[str, tuple[str, ...]]
    parents: Mapping[str, tuple[str, ...]]
    unplaced: tuple[str, ...]

    def walk(self) -> Iterator[tuple[int, str]]:
        """Every item once, as (depth, identifier), top to bottom: first what hangs under the document (depth 0),
        then what is unplaced. An item with several parents is met under its first one."""
        waiting: list[tuple[int, str, str | None]] = [(0, one, None) for one in reversed(self.unplaced)]
        waiting += [(0, one, self.root) for one in reversed(self.children.get(self.root, ()))]
        while waiting:
            depth, node, under = waiting.pop()
            if under is not None and self.parents[node][0] != under:
                continue
            yield depth, node
            waiting += [(depth + 1, child, node) for child in reversed(self.children.get(node, ()))]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The links of one CFAssociationGrouping. `grouping` is None when its definition is not in this package."""

    identifier: str
    title: str
    grouping: Definition | None
    associations: tuple[Association, ...]


@dataclass(frozen=True, slots=True)
class OutsideLink:
    """A link with at least one end in another package; `outside` are those ends."""

    association: Association
    outside: tuple[Link, ...]


def tree(package: CasePackage) -> Tree:
    """Parents and children by the isChildOf links that hold; a link written twice counts once."""
    links = [
        one
        for one in package.associations
        if one.type == "isChildOf" and one.origin_inside and one.destination_inside
    ]
    parents: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for link in links:
        parents[link.origin.identifier].setdefault(link.destination.identifier)
    children: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for link in sorted(links, key=lambda one: (one.sequence is None, one.sequence or 0, one.position)):
        children[link.destination.identifier].setdefault(link.origin.identifier)
    return Tree(
        root=package.document.identifier,
        children={node: tuple(found) for node, found in children.items()},
        parents={node: tuple(found) for node, found in parents.items()},
        unplaced=tuple(one.identifier for one in package.items if one.identifier not in parents),
    )


def crosswalks(package: CasePackage) -> tuple[Crosswalk, ...]:
    """The links that belong to a grouping, one entry per grouping, in the order of the definitions; groupings that are
    only referred to come last. Links without grouping are in none."""
    defined = {identity(one.identifier): one for one in package.groupings}
    members: defaultdict[str, list[Association]] = defaultdict(list)
    titles: dict[str, Link] = {}
    for association in package.associations:
        if association.grouping is not None:
            key = identity(association.grouping.identifier or association.grouping.uri)
            members[key].append(association)
            titles.setdefault(key, association.grouping)
    entries = [
        Crosswalk(one.identifier, one.title, one, tuple(members.get(key, ()))) for key, one in defined.items()
    ]
    entries += [
        Crosswalk(titles[key].identifier, titles[key].title, None, tuple(found))
        for key, found in members.items()
        if key not in defined
    ]
    return tuple(entries)


def outside_links(package: CasePackage) -> tuple[OutsideLink, ...]:
    """The links that lead outside this package, in file order, with the ends that are elsewhere."""
    found = []
    for one in package.associations:
        ends = ((one.origin_inside, one.origin), (one.destination_inside, one.destination))
        outside = tuple(end for inside, end in ends if not inside)
        if outside:
            found.append(OutsideLink(one, outside))
    return tuple(found)
