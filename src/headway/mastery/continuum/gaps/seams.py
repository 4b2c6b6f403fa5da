"""Steps that stop where a school hands learners on, and steps of the next school that nothing before prepares for.

Looked at are the last steps before a seam and the first behind it: of a strand that is on both sides its last level
before and its first behind; of other strands those that stand at the last or first level of their domain. A domain
goes on if it, or a kin domain of any framework of the line, has items on the other side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from headway.mastery.continuum.gaps.bridging import Bridges
from headway.mastery.continuum.gaps.crossing import Crossing
from headway.mastery.continuum.gaps.findings import Finding, FindingKind, Remedy, RemedyKind, Urgency
from headway.mastery.continuum.gaps.kinship import Domain, kin_groups
from headway.mastery.continuum.gaps.scene import FEW, Place, Scene, finding

__all__ = ["seams"]

HIGHEST = 99


@dataclass(frozen=True)
class Side:
    """One side of a seam in one framework's part of a subject. steps: row → the items looked at. loose: those of
    them at which a way stops, with what they carry. is_low: before the seam."""

    source: str
    domains: tuple[Domain, ...]
    is_low: bool
    steps: Mapping[Place, tuple[int, ...]]
    loose: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    joined: frozenset[int] = frozenset()

    @property
    def nodes(self) -> tuple[int, ...]:
        return tuple(node for nodes in self.steps.values() for node in nodes)

    @property
    def is_apart(self) -> bool:
        """Nothing of it is joined across."""
        return not self.joined


def seams(scene: Scene) -> Iterator[Finding]:
    """Every seam of the line, subject by subject."""
    groups = kin_groups(scene)
    bounds = (0, *sorted(scene.line.seams), HIGHEST)
    for (start, seam), (_, end) in zip(pairwise(bounds), pairwise(bounds[1:]), strict=False):
        crossing = Crossing(scene, seam)
        for group in groups:
            yield from _Seam(scene, seam, start, end, crossing, group).findings()


class _Seam:
    """One seam of one subject: the sending school is start..seam-1, the receiving one seam..end-1."""

    def __init__(
        self, scene: Scene, seam: int, start: int, end: int, crossing: Crossing, group: tuple[Domain, ...]
    ) -> None:
        self.scene, self.seam, self.start, self.end = scene, seam, start, end
        self.crossing, self.group = crossing, group
        self.levels = {
            node: level
            for domain in group
            for node in scene.domains[domain]
            if (level := scene.items[node].level) is not None
        }
        self.below = tuple(node for node, level in self.levels.items() if level < seam)
        self.above = tuple(node for node, level in self.levels.items() if level >= seam)
        self.bridges = Bridges(scene, self.levels, seam)

    def findings(self) -> Iterator[Finding]:
        if not self.below or not self.above:
            return
        lows, highs = list(self._sides(is_low=True)), list(self._sides(is_low=False))
        apart = [side for side in (*lows, *highs) if side.is_apart]
        if apart and len(apart) == len(lows) + len(highs):
            yield self._broken(lows, highs)
            return
        both = {side.source for side in lows if side.is_apart} & {
            side.source for side in highs if side.is_apart
        }
        for source in sorted(both):
            yield self._broken(
                [side for side in lows if side.source == source],
                [side for side in highs if side.source == source],
            )
        for side in (*lows, *highs):
            if side.source in both:
                continue
            if side.is_apart and len(side.loose) > FEW:
                names = [part for domain in side.domains for part in domain]
                yield self._many(side, side.nodes, "domain", names)
            else:
                yield from self._by_step(side)

    # -- what is looked at -------------------------------------------------------------------------------

    def _sides(self, *, is_low: bool) -> Iterator[Side]:
        here = self.below if is_low else self.above
        for source in dict.fromkeys(self.scene.items[node].source for node in here):
            nodes = [node for node in here if self.scene.items[node].source == source]
            steps = self._steps(nodes, is_low)
            candidates = [node for found in steps.values() for node in found]
            if candidates:
                crossing = self.crossing
                joined = crossing.leads_on if is_low else crossing.is_prepared
                loose = crossing.ends(candidates) if is_low else crossing.beginnings(candidates)
                domains = tuple(domain for domain in self.group if domain[0] == source)
                yield Side(source, domains, is_low, steps, loose, joined & frozenset(candidates))

    def _steps(self, nodes: Sequence[int], is_low: bool) -> dict[Place, tuple[int, ...]]:
        """Per row the items at the level next to the seam, inside of the school next to it."""
        nearest = max if is_low else min
        school = range(self.start, self.seam) if is_low else range(self.seam, self.end)
        of_all = nearest(self.levels[node] for node in nodes)
        opposite = {self.scene.place(node) for node in (self.above if is_low else self.below)}
        steps = {}
        for place, row in self.scene.by_row(nodes):
            level = nearest(self.levels[node] for node in row) if place in opposite else of_all
            if level in school and (found := tuple(node for node in row if self.levels[node] == level)):
                steps[place] = found
        return steps

    # -- what is said ------------------------------------------------------------------------------------

    def _broken(self, lows: Sequence[Side], highs: Sequence[Side]) -> Finding:
        before = tuple(node for side in lows for node in side.nodes)
        after = tuple(node for side in highs for node in side.nodes)
        domains = tuple(dict.fromkeys(domain for side in (*lows, *highs) for domain in side.domains))
        first = (before or after)[0]
        pairs = self.bridges.pairs(before, is_low=True)
        return finding(
            FindingKind.SEAM_BROKEN,
            Urgency.BREAKS,
            self.scene.keys((*before, *after)),
            name=(str(self.seam), *(part for domain in sorted(domains) for part in domain)),
            remedy=self._arrow(first, pairs[0][1] if pairs else "", is_low=bool(before)),
            seam=self.seam,
            scope="domain",
            before=self.scene.keys(before),
            after=self.scene.keys(after),
            domains=domains,
            pairs=pairs,
            count=len(before) + len(after),
            where=self.scene.where(first),
        )

    def _by_step(self, side: Side) -> Iterator[Finding]:
        """Each step of its own. Where no way leads to or from many items of a strand, this is said of the strand: of
        orphans by the check for these, of others here."""
        wayless = {place: frozenset(nodes) for place, nodes in self.scene.by_row(self.scene.wayless)}
        orphans = frozenset(self.scene.orphans)
        for place, steps in side.steps.items():
            without = wayless.get(place, frozenset())
            together = without if len(without) > FEW else frozenset()
            loose = [node for node in steps if node in side.loose]
            yield from (self._one(side, node) for node in loose if node not in together)
            rest = [node for node in loose if node in together and node not in orphans]
            if rest:
                yield self._many(side, rest, "strand", place)

    def _one(self, side: Side, node: int) -> Finding:
        proposals = self.bridges.proposals(node, side.is_low)
        best = proposals[0][0] if proposals else ""
        return finding(
            FindingKind.SEAM_NO_SUCCESSOR if side.is_low else FindingKind.SEAM_NO_PREDECESSOR,
            Urgency.BREAKS if self.scene.items[node].is_essential else Urgency.THINS,
            self.scene.keys((node,)),
            name=(str(self.seam), self.scene.network.key(node)),
            remedy=self._arrow(node, best, side.is_low),
            seam=self.seam,
            scope="item",
            level=self.levels[node],
            carried=self.scene.keys(side.loose[node]),
            proposals=proposals,
            unlinked=node not in self.scene.joined,
            where=self.scene.where(node),
        )

    def _many(self, side: Side, nodes: Sequence[int], scope: str, name: Sequence[str]) -> Finding:
        """A framework, or a strand, of which nothing is joined across while others are."""
        pairs = self.bridges.pairs(nodes, side.is_low)
        return finding(
            FindingKind.SEAM_NO_SUCCESSOR if side.is_low else FindingKind.SEAM_NO_PREDECESSOR,
            Urgency.BREAKS,
            self.scene.keys(nodes),
            name=(str(self.seam), scope, *name),
            remedy=self._arrow(nodes[0], pairs[0][1] if pairs else "", side.is_low),
            seam=self.seam,
            scope=scope,
            pairs=pairs,
            count=len(nodes),
            unlinked=all(node not in self.scene.joined for node in nodes),
            where=self.scene.where(nodes[0]),
        )

    def _arrow(self, node: int, other: str, is_low: bool) -> Remedy:
        key = self.scene.network.key(node)
        return Remedy(RemedyKind.ADD_ARROW, *((key, other) if is_low else (other, key)))
