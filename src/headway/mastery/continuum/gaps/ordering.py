"""Checks of the arrows: circles and what they lock, ends that are not there, arrows that jump, turn back or add nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from headway.mastery.continuum.gaps.findings import Finding, FindingKind, Remedy, RemedyKind, Urgency
from headway.mastery.continuum.gaps.network import Network, Pair, components, shortest_way
from headway.mastery.continuum.gaps.scene import Scene, finding

__all__ = [
    "LONG_JUMP",
    "backward",
    "circles",
    "code_mismatches",
    "depth_falls",
    "level_jumps",
    "missing_items",
    "redundant_arrows",
    "unreachable",
]

LONG_JUMP = 3
# A circle of thousands is searched for its shortest loop from so many of its items only.
BEGINNINGS = 200


def circles(scene: Scene) -> Iterator[Finding]:
    """One finding per group of items that wait for one another, told by a shortest loop."""
    network = scene.network
    for node in network.on_itself:
        key = network.key(node)
        yield finding(
            FindingKind.CIRCLE,
            Urgency.STOPS,
            (key,),
            remedy=Remedy(RemedyKind.REMOVE_ARROW, key, key),
            members=(key,),
            arrows=((key, key),),
            where=scene.where(node),
        )
    for group in network.circles:
        loop = _shortest_loop(network, group)
        arrows = list(zip(loop, [*loop[1:], loop[0]], strict=True))
        weakest = min(arrows, key=lambda pair: _strength(scene, pair))
        yield finding(
            FindingKind.CIRCLE,
            Urgency.STOPS,
            network.keys(loop),
            remedy=Remedy(RemedyKind.REMOVE_ARROW, *network.keys(weakest)),
            members=network.keys(group),
            arrows=tuple(network.keys(pair) for pair in arrows),
            where=scene.where(loop[0]),
        )


def _shortest_loop(network: Network, group: Sequence[int]) -> list[int]:
    """Begins with the item that stands first on the line, so that the same loop is always told the same way."""
    inside = frozenset(group)
    best: list[int] = []
    for node in group[:BEGINNINGS]:
        loop = shortest_way(node, node, network.after, lambda _before, after: after in inside)[:-1]
        if not best or len(loop) < len(best):
            best = loop
        if len(best) == 2:
            break
    start = best.index(min(best))
    return best[start:] + best[:start]


def _strength(scene: Scene, pair: Pair) -> tuple[int, bool, Pair]:
    """How much speaks for an arrow of a loop: least, where it runs farthest down the levels; then, where it does not
    gate; then, where it stands last on the line."""
    before, after = (scene.level(node) for node in pair)
    climb = after - before if before is not None and after is not None else 0
    return climb, scene.network.gates[pair], (-pair[0], -pair[1])


def unreachable(scene: Scene) -> Iterator[Finding]:
    """Items that nobody can be led to: a prerequisite that gates them is in a circle, is not there, or can't be rated.

    One finding per cause, with everything that it locks. What is in a circle itself is told by the circle.
    """
    network = scene.network
    causes: list[tuple[str, tuple[int, ...], tuple[str, ...]]] = []
    causes += [("circle", group, network.keys(group)) for group in _gating_circles(network)]
    causes += [
        ("missing", (node,), tuple(dict.fromkeys(written)))
        for node, written in sorted(network.gated_by_missing.items())
    ]
    causes += [
        ("not_ratable", (node,), (network.key(node),))
        for node in sorted({before for before, _ in network.pairs})
        if not scene.items[node].is_ratable
    ]
    for because, roots, named in causes:
        behind = _behind(network, roots)
        locked = sorted(behind | set(roots)) if because == "missing" else sorted(behind - set(roots))
        locked = [node for node in locked if scene.items[node].is_ratable]
        if locked:
            yield finding(
                FindingKind.UNREACHABLE,
                Urgency.STOPS,
                network.keys(locked),
                name=(because, *named, *(network.keys(roots) if because == "missing" else ())),
                because=because,
                cause=named,
                count=len(locked),
                where=scene.where(locked[0]),
            )


def _gating_circles(network: Network) -> list[tuple[int, ...]]:
    """Circles that gates alone close: an arrow for order only locks nobody out."""
    gates = [
        [other for other in others if network.gates[node, other]] for node, others in enumerate(network.after)
    ]
    members: defaultdict[int, list[int]] = defaultdict(list)
    for node, number in enumerate(components(gates)):
        members[number].append(node)
    circles = [tuple(group) for group in members.values() if len(group) > 1]
    return [*circles, *((node,) for node in network.on_itself)]


def _behind(network: Network, roots: Sequence[int]) -> set[int]:
    """Everything that gates lead to from the roots."""
    seen: set[int] = set()
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        for other in network.after[node]:
            if other not in seen and network.gates[node, other]:
                seen.add(other)
                waiting.append(other)
    return seen


def missing_items(scene: Scene) -> Iterator[Finding]:
    """Arrows with an end that no item is named like."""
    for one in dict.fromkeys(scene.network.unread):
        if not one.match:
            arrow = one.arrow
            yield finding(
                FindingKind.MISSING_ITEM,
                Urgency.STOPS if one.written == arrow.before and arrow.is_gate else Urgency.BREAKS,
                tuple(key for key in (arrow.before, arrow.after) if key != one.written),
                name=(arrow.before, arrow.after),
                remedy=Remedy(RemedyKind.REMOVE_ARROW, arrow.before, arrow.after),
                written=one.written,
                before=arrow.before,
                after=arrow.after,
            )


def code_mismatches(scene: Scene) -> Iterator[Finding]:
    """Arrows that name a code as no item writes it, though it is clear which is meant."""
    for one in dict.fromkeys(scene.network.unread):
        if one.match:
            arrow = one.arrow
            yield finding(
                FindingKind.CODE_MISMATCH,
                Urgency.BREAKS,
                (one.match,),
                name=(arrow.before, arrow.after, one.written),
                remedy=Remedy(RemedyKind.RECODE, arrow.before, arrow.after, one.match, one.written),
                written=one.written,
                before=arrow.before,
                after=arrow.after,
                where=scene.where(scene.network.number[one.match]),
            )


def level_jumps(scene: Scene) -> Iterator[Finding]:
    """Arrows that climb three levels and more at once. Where a longer way leads there too, the arrow is only too much."""
    for pair, climb in _climbs(scene):
        if climb >= LONG_JUMP:
            between = _between(scene, pair)
            yield _arrow_finding(
                scene,
                FindingKind.LEVEL_JUMP,
                Urgency.TIDIES if between else Urgency.MISLEADS,
                pair,
                RemedyKind.REMOVE_ARROW if between else RemedyKind.ADD_STEP,
                climb=climb,
                between=between,
            )


def _between(scene: Scene, pair: Pair) -> tuple[str, ...]:
    """A longer way between the same two items, if the line has one: then the jump is only an arrow too many."""
    way = shortest_way(*pair, scene.network.after, lambda before, after: (before, after) != pair)
    return scene.keys(way[1:-1])


def backward(scene: Scene) -> Iterator[Finding]:
    """Arrows from a later level to an earlier one. What is for a band of levels counts by its last."""
    for pair, climb in _climbs(scene):
        to = scene.reaches_to(pair[1])
        if climb < 0 and to is not None and to < (scene.level(pair[0]) or 0):
            yield _arrow_finding(
                scene,
                FindingKind.BACKWARD,
                Urgency.MISLEADS,
                pair,
                RemedyKind.REVERSE_ARROW,
                climb=climb,
            )


def redundant_arrows(scene: Scene) -> Iterator[Finding]:
    """Arrows that a longer way replaces; facts hold a shortest such way."""
    network = scene.network
    for pair in network.redundant:
        way = _way_round(network, pair)
        yield _arrow_finding(
            scene,
            FindingKind.REDUNDANT,
            Urgency.TIDIES,
            pair,
            RemedyKind.REMOVE_ARROW,
            way=network.keys(way),
            is_gate=network.gates[pair],
        )


def depth_falls(scene: Scene) -> Iterator[Finding]:
    """Arrows that ask for less depth after than before. Between strands a fall by one is common, so it weighs less."""
    for before, after in scene.network.pairs:
        one, other = scene.items[before], scene.items[after]
        if one.depth is None or other.depth is None or one.depth <= other.depth:
            continue
        fall = one.depth - other.depth
        within = scene.place(before) == scene.place(after)
        yield _arrow_finding(
            scene,
            FindingKind.DEPTH_FALLS,
            Urgency.THINS if within or fall > 1 else Urgency.TIDIES,
            (before, after),
            RemedyKind.SET_DEPTH,
            depths=(one.depth, other.depth),
            within_strand=within,
        )


def _climbs(scene: Scene) -> Iterator[tuple[Pair, int]]:
    for before, after in scene.network.pairs:
        low, high = scene.level(before), scene.level(after)
        if low is not None and high is not None:
            yield (before, after), high - low


def _arrow_finding(
    scene: Scene, kind: FindingKind, weight: Urgency, pair: Pair, remedy: RemedyKind, **facts: object
) -> Finding:
    before, after = scene.keys(pair)
    return finding(
        kind,
        weight,
        (before, after),
        remedy=Remedy(remedy, before, after, item=after if remedy is RemedyKind.SET_DEPTH else ""),
        levels=tuple(scene.level(node) for node in pair),
        where={**scene.where(pair[1]), **facts},
    )


def _way_round(network: Network, pair: Pair) -> list[int]:
    """A shortest way between the ends of an arrow that does not use the arrow itself."""
    return shortest_way(*pair, network.after, lambda before, after: (before, after) != pair)
