"""What only shows when the links of a package are seen together: loose ends, second parents, circles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from headway.mastery.formats.case.members import Remarks
from headway.mastery.formats.case.model import Association, Document, Item, Link
from headway.mastery.formats.case.vocabulary import identity
from headway.mastery.formats.problems import shown

MOST_NAMED_IN_A_LOOP = 8
LONGEST_NAME_IN_A_LOOP = 22


class Nodes:
    """The document and the items of a package: everything in it that a link can lead to."""

    def __init__(self, document: Document, items: Sequence[Item], left_out: Mapping[str, str]) -> None:
        """`left_out`: the row of each item that could not be taken, by the identity of its identifier."""
        self._left_out = left_out
        # A package of links only (a crosswalk) is about the items of others, wherever they are served.
        self._holds_items = bool(items or left_out)
        self._names = {document.identifier: document.title or document.identifier}
        self._by_identity = {identity(document.identifier): document.identifier}
        self._by_uri = {document.uri: document.identifier} if document.uri else {}
        self._bases = {base_of(document.uri, document.identifier)}
        self.document = document.identifier
        for item in items:
            self._names[item.identifier] = item.short_name
            self._by_identity[identity(item.identifier)] = item.identifier
            if item.uri:
                self._by_uri.setdefault(item.uri, item.identifier)
            self._bases.add(base_of(item.uri, item.identifier))
        self._bases.discard("")

    def find(self, link: Link) -> str | None:
        """The identifier of the node that the link leads to: by identifier, else by address."""
        found = self._by_identity.get(link.identifier) or self._by_identity.get(identity(link.identifier))
        return found or (self._by_uri.get(link.uri) if link.uri else None)

    def row_left_out(self, link: Link) -> str | None:
        """The row of the item that the link leads to, if that item was left out."""
        return self._left_out.get(identity(link.identifier)) if link.identifier else None

    def name(self, identifier: str) -> str:
        """What to call a node in a sentence."""
        return self._names.get(identifier, identifier)

    def claims_inside(self, link: Link) -> bool:
        """Whether the address of the link looks like the addresses of this package's own nodes."""
        if not self._holds_items or link.target_type.startswith("ext:"):
            return False
        return base_of(link.uri, link.identifier) in self._bases


def base_of(uri: str, identifier: str) -> str:
    """The part of an address that a package's nodes share: all before the identifier, else before the last part."""
    if identifier and uri.endswith(identifier):
        return uri.removesuffix(identifier)
    cut = max(uri.rfind("/"), uri.rfind("#"), uri.rfind(":"))
    return uri[: cut + 1]


@dataclass(frozen=True, slots=True)
class Kept:
    """The associations that hold, and the rows of those that do not."""

    associations: tuple[Association, ...]
    left_out: frozenset[str]


def check_structure(associations: Sequence[Association], nodes: Nodes, remarks: Remarks) -> Kept:
    """Checks the links against each other. Leaves out links with a loose end and links that close a circle of
    parents; keeps second parents, repeated links and circles of `precedes`, with a warning."""
    held = [one for one in associations if _ends_hold(one, nodes, remarks)]
    _remark_on_parents(held, nodes, remarks)
    closing = _remark_on_loops(held, "isChildOf", "child_cycle", nodes, remarks)
    _remark_on_loops(held, "precedes", "precedes_cycle", nodes, remarks)
    held = [one for one in held if one.position not in closing]
    positions = {one.position for one in associations} - {one.position for one in held}
    return Kept(tuple(held), frozenset(_row(position) for position in positions))


def _ends_hold(link: Association, nodes: Nodes, remarks: Remarks) -> bool:
    """Whether no end is loose. A loose end claims to be inside and is not there.

    CASE has no sign for 'inside': one server often holds many frameworks under one address. So an address like the
    package's own is a claim only where the link is part of the package's own tree (isChildOf), or where neither end
    is here.
    """
    if link.origin_inside and link.destination_inside:
        return True
    for inside, end in ((link.origin_inside, link.origin), (link.destination_inside, link.destination)):
        if not inside and (first := nodes.row_left_out(end)):
            remarks.say(
                "end_left_out",
                row=_row(link.position),
                identifier=link.identifier,
                value=link.type,
                end=_end_name(end),
                first=first,
            )
            return False
    origin_loose = not link.origin_inside and nodes.claims_inside(link.origin)
    destination_loose = not link.destination_inside and nodes.claims_inside(link.destination)
    ends = {"start": _end_name(link.origin), "value": link.type}
    place = {"row": _row(link.position), "identifier": link.identifier}
    if origin_loose and destination_loose:
        remarks.say("both_nowhere", **place, **ends, end=_end_name(link.destination))
        return False
    if link.type == "isChildOf" and origin_loose:
        remarks.say("from_nowhere", **place, field="originNodeURI", value=link.type, end=ends["start"])
        return False
    if link.type == "isChildOf" and destination_loose:
        to = _end_name(link.destination)
        remarks.say("to_nowhere", **place, field="destinationNodeURI", value=link.type, end=to)
        return False
    remarks.count("link_outside", row=_row(link.position), field="", value=link.type)
    return True


def _remark_on_parents(links: Iterable[Association], nodes: Nodes, remarks: Remarks) -> None:
    first_seen: dict[tuple[str, str, str, str], int] = {}
    first_parent: dict[str, str] = {}
    for link in links:
        child, parent = link.origin.identifier, link.destination.identifier
        place = {"row": _row(link.position), "identifier": link.identifier}
        names = {"child": _shown(link.origin, nodes), "parent": _shown(link.destination, nodes)}
        grouping = link.grouping.identifier if link.grouping else ""
        key = (child or link.origin.uri, parent or link.destination.uri, link.type, grouping)
        if key in first_seen:
            remarks.say("same_link_twice", **place, **names, value=link.type, first=_row(first_seen[key]))
            continue
        first_seen[key] = link.position
        if link.type != "isChildOf" or not link.origin_inside:
            continue
        if child in first_parent:
            remarks.say("second_parent", **place, **names, first=first_parent[child])
        else:
            first_parent[child] = names["parent"]


def _remark_on_loops(
    links: Iterable[Association], type_: str, wording: str, nodes: Nodes, remarks: Remarks
) -> set[int]:
    """Names each circle once; returns the positions of the links that close them.

    Circles of `precedes` may pass through items of other packages, so ends outside count too.
    """
    steps: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    names: dict[str, str] = {}
    identifiers: dict[int, str] = {}
    for link in links:
        if link.type == type_:
            start, end = (
                link.origin.identifier or link.origin.uri,
                link.destination.identifier or link.destination.uri,
            )
            steps[start].append((end, link.position))
            names[start], names[end] = _shown(link.origin, nodes), _shown(link.destination, nodes)
            identifiers[link.position] = link.identifier
    closing = set()
    for loop in find_loops(steps):
        position = loop.closing_link
        closing.add(position)
        remarks.say(
            wording,
            row=_row(position),
            identifier=identifiers[position],
            loop=_loop_text(loop, names),
        )
    return closing


class Loop(NamedTuple):
    """A circle of links: its first and last nodes, how many nodes it has, and the link that leads back to the first."""

    first_nodes: list[str]
    last_nodes: list[str]
    length: int
    closing_link: int


def find_loops(steps: Mapping[str, Sequence[tuple[str, int]]]) -> list[Loop]:
    """The circles met on one depth-first walk over `steps` (node -> (next node, link) pairs).

    Without the closing links no circle is left. Takes time in proportion to the number of links.
    """
    half = MOST_NAMED_IN_A_LOOP // 2
    loops: list[Loop] = []
    done: set[str] = set()
    for start in list(steps):
        if start in done:
            continue
        path, depth = [start], {start: 0}
        waiting = [iter(steps.get(start, ()))]
        while waiting:
            step = next(waiting[-1], None)
            if step is None:
                waiting.pop()
                left = path.pop()
                del depth[left]
                done.add(left)
                continue
            node, link = step
            if node in depth:
                begin = depth[node]
                length = len(path) - begin
                first_nodes = path[begin : begin + half]
                last_nodes = path[max(begin + half, len(path) - half) :]
                loops.append(Loop(first_nodes, last_nodes, length, link))
            elif node not in done:
                depth[node] = len(path)
                path.append(node)
                waiting.append(iter(steps.get(node, ())))
    return loops


def _loop_text(loop: Loop, names: Mapping[str, str]) -> str:
    named = [shown(names[one], LONGEST_NAME_IN_A_LOOP) for one in (*loop.first_nodes, *loop.last_nodes)]
    if loop.length > len(named):
        named.insert(len(loop.first_nodes), f"… ({loop.length - len(named)}) …")
    return " → ".join([*named, named[0]])


def _row(position: int) -> str:
    return f"CFAssociations[{position}]"


def _end_name(link: Link) -> str:
    return link.identifier or link.uri


def _shown(link: Link, nodes: Nodes) -> str:
    """The code of a node in this package; of one elsewhere, the title that the link gives it."""
    name = nodes.name(link.identifier)
    return (link.title or link.identifier or link.uri) if name == link.identifier else name
