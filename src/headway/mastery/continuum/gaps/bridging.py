"""What could join an item across a seam: the most alike items on the other side, nearest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from headway.mastery.continuum.gaps.scene import Place, Scene

__all__ = ["Bridges", "Proposal"]

PROPOSALS = 3
Proposal = tuple[str, tuple[str, ...]]  # key, the words that both use


class Bridges:
    """Proposals for one seam of one subject. levels: its items with their level."""

    def __init__(self, scene: Scene, levels: Mapping[int, int], seam: int) -> None:
        self._scene = scene
        below = [node for node, level in levels.items() if level < seam]
        above = [node for node, level in levels.items() if level >= seam]
        self._levels = levels
        # Looking from below, candidates are above, and the other way round.
        self._across = {True: above, False: below}
        self._rows = {is_low: dict(scene.by_row(candidates)) for is_low, candidates in self._across.items()}
        self._near = {
            is_low: self._next_to(candidates, is_low) for is_low, candidates in self._across.items()
        }

    def proposals(self, node: int, is_low: bool, most: int = PROPOSALS) -> tuple[Proposal, ...]:
        """The most alike items across: of the same strand if any is alike, else of the subject, else further on."""
        for candidates in self._circles(self._scene.place(node), is_low):
            items = [self._scene.items[one] for one in candidates]
            if ranked := self._scene.ranker(self._scene.items[node], items, most):
                return tuple((items[place].key, words) for place, words in ranked)
        return ()

    def pairs(self, nodes: Sequence[int], is_low: bool) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """(item, the most alike across, the words of both) for the items that have one."""
        return tuple(
            (self._scene.network.key(node), *found[0])
            for node in nodes
            if (found := self.proposals(node, is_low, 1))
        )

    def _circles(self, place: Place, is_low: bool) -> Iterator[Sequence[int]]:
        row = self._rows[is_low].get(place, [])
        for candidates in (self._next_to(row, is_low), self._near[is_low], self._across[is_low]):
            if candidates:
                yield candidates

    def _next_to(self, nodes: Sequence[int], is_low: bool) -> Sequence[int]:
        """Those at the level next to the seam, in each framework."""
        nearest = min if is_low else max
        best: dict[str, int] = {}
        for node in nodes:
            source, level = self._scene.items[node].source, self._levels[node]
            best[source] = nearest(level, best.get(source, level))
        return [node for node in nodes if self._levels[node] == best[self._scene.items[node].source]]
