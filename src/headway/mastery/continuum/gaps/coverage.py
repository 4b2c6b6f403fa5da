"""The graduate profile: statements that nothing serves, and essential items that serve none."""

from __future__ import annotations

from collections.abc import Iterator

from headway.mastery.continuum.gaps.completeness import lacking
from headway.mastery.continuum.gaps.findings import Finding, FindingKind, Remedy, RemedyKind, Urgency
from headway.mastery.continuum.gaps.scene import Scene, finding

__all__ = ["serve_no_statement", "serving", "unserved_statements"]


def unserved_statements(scene: Scene) -> Iterator[Finding]:
    """Statements of the profile that no item of the line serves. `items` is empty; facts name the statement."""
    for statement in scene.line.profile:
        served = [key for key in statement.served_by if key in scene.network.number]
        if not served:
            candidates = [scene.items[node] for node in scene.ratable]
            yield finding(
                FindingKind.UNSERVED_STATEMENT,
                Urgency.BREAKS,
                (),
                name=(statement.key,),
                remedy=Remedy(RemedyKind.MAP_TO_PROFILE, text=statement.key),
                statement=statement.key,
                words=statement.words,
                gone=tuple(sorted(statement.served_by)),
                proposals=tuple(
                    (item.key, both)
                    for place, both in scene.shared_words.alike(statement.words, candidates, 3)
                    for item in (candidates[place],)
                ),
                source="",
                domain="",
                strand="",
            )


def serve_no_statement(scene: Scene) -> Iterator[Finding]:
    """Essential ratable items that serve no statement; nothing where the community has no profile yet."""
    if not scene.line.profile:
        return
    serves = serving(scene)
    nodes = [node for node in scene.ratable if scene.items[node].is_essential and node not in serves]
    yield from lacking(
        scene, FindingKind.SERVES_NO_STATEMENT, Urgency.THINS, RemedyKind.MAP_TO_PROFILE, nodes
    )


def serving(scene: Scene) -> frozenset[int]:
    """Items that serve a statement, themselves or through the standard that they are a part of."""
    named = {key for statement in scene.line.profile for key in statement.served_by}
    direct = {scene.network.number[key] for key in named if key in scene.network.number}
    return frozenset(node for node in scene.ratable if node in direct or direct & scene.ancestors(node))
