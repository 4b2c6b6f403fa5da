"""Findings about statements that say the same: within a level, carried through levels, or in two frameworks."""

from __future__ import annotations

from collections.abc import Iterator

from headway.mastery.continuum.gaps.doubles import Group
from headway.mastery.continuum.gaps.findings import Finding, FindingKind, Remedy, RemedyKind, Urgency
from headway.mastery.continuum.gaps.scene import Scene, finding

__all__ = ["duplicates", "near_duplicates"]


def duplicates(scene: Scene) -> Iterator[Finding]:
    """The same words."""
    yield from (_repeat(scene, group) for group in scene.doubles.groups if group.is_exact)


def near_duplicates(scene: Scene) -> Iterator[Finding]:
    """Nearly the same words; facts hold how nearly."""
    yield from (_repeat(scene, group) for group in scene.doubles.groups if not group.is_exact)


def _repeat(scene: Scene, group: Group) -> Finding:
    """pattern: what a person would do about it depends on where the items stand.

    within_level: two of them at one level of one domain; one can go. across_levels: a statement that stands unchanged
    at several levels of a domain does not say what grows. across_domains: shared on purpose or by chance.
    across_frameworks: a link to make, nothing to mend.
    """
    keys = scene.keys(group.members)
    items = [scene.items[node] for node in group.members]
    sources = tuple(dict.fromkeys(item.source for item in items))
    slots = [(item.source, item.domain, item.level) for item in items]
    if len(set(slots)) < len(slots):
        pattern = "within_level"
    elif len(sources) == len(items):
        pattern = "across_frameworks"
    else:
        pattern = "across_levels" if len({item.domain for item in items}) < len(items) else "across_domains"
    if pattern == "within_level":
        one, other = _same_slot(slots)
        remedy = Remedy(RemedyKind.MERGE, keys[other], keys[one])
    elif pattern == "across_levels":
        remedy = Remedy(RemedyKind.REWORD, item=keys[-1])
    else:
        remedy = Remedy(RemedyKind.ADD_LINK, keys[0], keys[1])
    return finding(
        FindingKind.DUPLICATE if group.is_exact else FindingKind.NEAR_DUPLICATE,
        Urgency.MISLEADS if pattern == "within_level" else Urgency.TIDIES,
        keys,
        name=sorted(keys),
        remedy=remedy,
        pattern=pattern,
        levels=tuple(item.level for item in items),
        strands=tuple(dict.fromkeys(item.strand for item in items)),
        sources=sources,
        similarity=round(group.similarity, 2),
        count=len(keys),
        where=scene.where(group.members[0]),
    )


def _same_slot(slots: list[tuple[str, str, int | None]]) -> tuple[int, int]:
    """The first two at one level of one framework."""
    for later, slot in enumerate(slots):
        first = slots.index(slot)
        if first < later:
            return first, later
    return 0, 1
