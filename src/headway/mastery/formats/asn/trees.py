"""The tree of a framework in RDF: who stands under whom, in which order, with loose ends and circles mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from headway.mastery.formats.asn import vocabulary as v
from headway.mastery.formats.asn.graph import Graph
from headway.mastery.formats.asn.wording import problem
from headway.mastery.formats.problems import Problem, shown

__all__ = ["Forest", "forest_of"]

LONGEST_NAME = 30
MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Forest:
    """parents: item → the items above it, without the framework. children: node → its items in order.

    order: every item once, each after the one above it.
    """

    parents: Mapping[str, tuple[str, ...]]
    children: Mapping[str, tuple[str, ...]]
    order: tuple[str, ...]


def forest_of(
    graph: Graph, document: str, items: Collection[str], silent: Collection[str], problems: list[Problem]
) -> Forest:
    """The tree by `hasChild` and `isChildOf`, which say the same from both ends; either is enough.

    silent: items that are left out; what stands under them moves to the item above. Links that close a circle are
    taken away, one per circle. Adds to `problems`.
    """
    links = _links(graph, document, items, problems)
    _without_circles(links, graph, problems)
    for one in silent:
        above = [parent for parent in links.pop(one, []) if parent != one]
        for child, parents in links.items():
            if one in parents:
                at = parents.index(one)
                links[child] = list(dict.fromkeys([*parents[:at], *above, *parents[at + 1 :]]))
    kept = [one for one in items if one not in silent]
    above_all = {one: tuple(links.get(one) or [document]) for one in kept}
    children = _children(graph, kept, above_all)
    return Forest(
        {one: tuple(above for above in found if above != document) for one, found in above_all.items()},
        children,
        _order(document, children, above_all),
    )


def _links(
    graph: Graph, document: str, items: Collection[str], problems: list[Problem]
) -> dict[str, list[str]]:
    """Item → what it stands under, framework included, as far as that is in the file."""
    known = set(items)
    links: dict[str, list[str]] = {one: [] for one in items}
    missing: list[str] = []
    for parent in [document, *items]:
        for child in graph.addresses(parent, *v.CHILD):
            if child in known and child != parent:
                links[child].append(parent)
            elif child not in known and child != document:
                missing.append(child)
    for one in items:
        for parent in graph.addresses(one, *v.PARENT):
            if parent == one:
                problems.append(problem("own_parent", row=one, identifier=_name(graph, one)))
            elif parent == document or parent in known:
                if parent not in links[one]:
                    links[one].append(parent)
            elif not links[one]:
                problems.append(
                    problem("dangling_parent", row=one, identifier=_name(graph, one), value=parent)
                )
    if missing:
        problems.append(problem("dangling_child", count=len(missing), value=missing[0]))
    return links


def _without_circles(links: dict[str, list[str]], graph: Graph, problems: list[Problem]) -> None:
    """Walk upwards from each item; a link that leads back onto the way is taken away."""
    done: set[str] = set()
    for start in links:
        way = [] if start in done else [start]
        turns = dict.fromkeys(way, 0)
        while way:
            node = way[-1]
            above = links[node]
            if turns[node] >= len(above):
                done.add(way.pop())
                del turns[node]
                continue
            parent = above[turns[node]]
            if parent in turns:
                loop = _in_words(graph, [*way[way.index(parent) :], parent])
                name = _name(graph, node)
                problems.append(problem("parent_cycle", row=node, identifier=name, loop=loop, value=name))
                del above[turns[node]]
                continue
            turns[node] += 1
            if parent in links and parent not in done:
                way.append(parent)
                turns[parent] = 0


def _children(
    graph: Graph, kept: Iterable[str], parents: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Node → its items: in the order that the node itself names, then in file order."""
    below: defaultdict[str, list[str]] = defaultdict(list)
    for one in kept:
        for parent in parents[one]:
            below[parent].append(one)
    ordered = {}
    for parent, found in below.items():
        said = {child: place for place, child in enumerate(graph.addresses(parent, *v.CHILD))}
        ordered[parent] = tuple(sorted(found, key=lambda child: said.get(child, len(said))))
    return ordered


def _order(
    document: str, children: Mapping[str, tuple[str, ...]], parents: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    waiting = [(one, document) for one in reversed(children.get(document, ()))]
    while waiting:
        node, under = waiting.pop()
        if node in found or parents[node][0] != under:
            continue
        found[node] = None
        waiting += [(child, node) for child in reversed(children.get(node, ()))]
    return tuple(found)


def _name(graph: Graph, address: str) -> str:
    return shown(graph.first(address, *v.CODE, *v.WORDS, *v.TITLE) or address, LONGEST_NAME)


def _in_words(graph: Graph, loop: list[str]) -> str:
    names = [_name(graph, one) for one in loop]
    if len(names) > MOST_NAMED:
        names = [*names[: MOST_NAMED // 2], "…", *names[-MOST_NAMED // 2 :]]
    return " → ".join(names)
