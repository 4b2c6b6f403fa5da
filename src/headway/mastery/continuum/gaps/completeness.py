"""What is not written yet: ways to and from an item, "I can", descriptors, exemplars, level and depth.

What a framework does not use at all is said once for the framework; what a strand lacks, once for the strand; what
single items lack, item by item.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from headway.mastery.continuum.gaps.findings import Finding, FindingKind, Remedy, RemedyKind, Urgency
from headway.mastery.continuum.gaps.scene import FEW, Scene, finding
from headway.mastery.continuum.gaps.statements import says_i_can

__all__ = ["MISSING", "lacking", "missing", "orphans"]

Extra = Callable[[int], Mapping[str, object]]


def orphans(scene: Scene) -> Iterator[Finding]:
    """Ratable items without an arrow and without a crosswalk link, that stand in for nothing either."""
    yield from lacking(scene, FindingKind.ORPHAN, Urgency.BREAKS, RemedyKind.ADD_ARROW, scene.orphans)


def missing(scene: Scene, kind: FindingKind) -> Iterator[Finding]:
    """Items that lack one thing. Level and depth count only where their framework uses them at all."""
    weight, remedy, lacks, wherever = MISSING[kind]
    nodes = [node for node in scene.ratable if lacks(scene, node)]
    if not wherever:
        without = {
            source for source, all_ in scene.sources.items() if all(lacks(scene, node) for node in all_)
        }
        nodes = [node for node in nodes if scene.items[node].source not in without]
    yield from lacking(scene, kind, weight, remedy, nodes, _levels_lacking(scene, kind))


def _no_i_can(scene: Scene, node: int) -> bool:
    return not says_i_can(scene.items[node].statement)


def _no_descriptors(scene: Scene, node: int) -> bool:
    wanted = set(scene.line.performance_levels)
    return not _has(scene, node, lambda one: scene.items[one].descriptor_levels >= wanted)


def _no_exemplar(scene: Scene, node: int) -> bool:
    return not _has(scene, node, lambda one: scene.items[one].exemplars > 0)


def _has(scene: Scene, node: int, has: Callable[[int], bool]) -> bool:
    """What all parts of a standard have, it has."""
    parts = scene.parts.get(node, ())
    return has(node) or (bool(parts) and all(has(part) for part in parts))


def _no_level(scene: Scene, node: int) -> bool:
    return scene.items[node].level is None


def _no_depth(scene: Scene, node: int) -> bool:
    return scene.items[node].depth is None


# kind → urgency, remedy, what an item lacks, and whether it counts also where the framework never has it
MISSING: Mapping[FindingKind, tuple[Urgency, RemedyKind, Callable[[Scene, int], bool], bool]] = {
    FindingKind.NO_I_CAN: (Urgency.THINS, RemedyKind.WRITE_I_CAN, _no_i_can, True),
    FindingKind.MISSING_DESCRIPTORS: (Urgency.THINS, RemedyKind.WRITE_DESCRIPTORS, _no_descriptors, True),
    FindingKind.MISSING_EXEMPLAR: (Urgency.THINS, RemedyKind.ADD_EXEMPLAR, _no_exemplar, True),
    FindingKind.MISSING_LEVEL: (Urgency.THINS, RemedyKind.SET_LEVEL, _no_level, False),
    FindingKind.MISSING_DEPTH: (Urgency.THINS, RemedyKind.SET_DEPTH, _no_depth, False),
}


def _levels_lacking(scene: Scene, kind: FindingKind) -> Extra:
    if kind is not FindingKind.MISSING_DESCRIPTORS:
        return lambda node: {}
    wanted = frozenset(scene.line.performance_levels)
    return lambda node: {"lacking_levels": tuple(sorted(wanted - scene.items[node].descriptor_levels))}


def lacking(
    scene: Scene,
    kind: FindingKind,
    weight: Urgency,
    remedy: RemedyKind,
    nodes: Sequence[int],
    extra: Extra = lambda node: {},
) -> Iterator[Finding]:
    """One finding per framework where all its items are concerned; else one per strand where more than FEW are; else
    one per item. Facts: scope, count, total, and where it stands."""
    concerned = set(nodes)
    for source, all_nodes in scene.sources.items():
        here = [node for node in all_nodes if node in concerned]
        if len(here) == len(all_nodes) > FEW:
            place: dict[str, object] = {"source": source, "domain": "", "strand": ""}
            yield _many(scene, kind, weight, remedy, here, "source", (source,), len(all_nodes), place)
            continue
        for row, members in scene.by_row(here):
            total = len(scene.rows[row])
            if len(members) > FEW:
                where: dict[str, object] = dict(row._asdict())
                yield _many(scene, kind, weight, remedy, members, "strand", row, total, where)
            else:
                for node in members:
                    key = scene.network.key(node)
                    yield finding(
                        kind,
                        weight,
                        (key,),
                        remedy=_remedy(remedy, key),
                        scope="item",
                        count=1,
                        total=total,
                        where={**scene.where(node), **extra(node)},
                    )


def _many(
    scene: Scene,
    kind: FindingKind,
    weight: Urgency,
    remedy: RemedyKind,
    nodes: Sequence[int],
    scope: str,
    name: Sequence[str],
    total: int,
    where: Mapping[str, object],
) -> Finding:
    keys = scene.keys(nodes)
    return finding(
        kind,
        weight,
        keys,
        name=(scope, *name),
        remedy=_remedy(remedy, keys[0]),
        scope=scope,
        count=len(keys),
        total=total,
        where=where,
    )


def _remedy(kind: RemedyKind, key: str) -> Remedy:
    if kind is RemedyKind.ADD_ARROW:
        return Remedy(kind, after=key)
    return Remedy(kind, item=key)
