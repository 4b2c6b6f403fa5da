"""Who is led across a seam: which items lead on into the next school, and which are prepared for in the one before.

An arrow leads on; so does a crosswalk link between two frameworks (the same item under another name, or a link right
across the seam). An item without any arrow stands with the standard that it is a part of, with its own parts and with
whatever says the same. Links inside one framework say "see also" and lead nowhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from headway.mastery.continuum.gaps.network import components
from headway.mastery.continuum.gaps.scene import Scene
from headway.mastery.continuum.items import Relation

__all__ = ["Crossing"]


class Crossing:
    """onward, back: the ways as neighbours, with `seam` between. leads_on: reaches a level beyond the seam.
    is_prepared: can be reached from a level before it."""

    def __init__(self, scene: Scene, seam: int) -> None:
        levels = [item.level for item in scene.items]
        low = [node for node, level in enumerate(levels) if level is not None and level < seam]
        high = [node for node, level in enumerate(levels) if level is not None and level >= seam]
        self._sides = frozenset(low), frozenset(high)
        ways = [*scene.network.pairs, *self._crosswalked(scene)]
        standing_in = [(node, other) for node, others in scene.stand_ins.items() for other in others]
        n = len(scene.items)
        self.onward = _lists(n, [*ways, *standing_in])
        self.back = _lists(n, [*((after, before) for before, after in ways), *standing_in])
        self.leads_on = _reached(_reverse(self.onward), high)
        self.is_prepared = _reached(_reverse(self.back), low)

    def _crosswalked(self, scene: Scene) -> Iterable[tuple[int, int]]:
        low, high = self._sides
        for one, other, relation in scene.links:
            if scene.items[one].source == scene.items[other].source:
                continue
            if relation is not Relation.RELATED:
                yield one, other
                yield other, one
            elif one in low and other in high:
                yield one, other
            elif other in low and one in high:
                yield other, one

    def ends(self, candidates: Collection[int]) -> Mapping[int, tuple[int, ...]]:
        """Of the candidates that lead nowhere beyond the seam those at which the way stops, each with the candidates
        that lead to it alone: to join the end joins them too."""
        return self._open_onward.ends(candidates)

    def beginnings(self, candidates: Collection[int]) -> Mapping[int, tuple[int, ...]]:
        """The same towards the school before: candidates that nothing prepares for, and what only these prepare."""
        return self._open_back.ends(candidates)

    @cached_property
    def _open_onward(self) -> _Open:
        return _Open(self.onward, self.leads_on)

    @cached_property
    def _open_back(self) -> _Open:
        return _Open(self.back, self.is_prepared)


class _Open:
    """The ways among items that are not joined across. Whatever such an item leads to is not joined either, or it
    would be joined through that."""

    def __init__(self, ways: list[list[int]], joined: frozenset[int]) -> None:
        self._joined = joined
        self._ways = [
            [] if node in joined else [other for other in others if other not in joined]
            for node, others in enumerate(ways)
        ]
        self._component = components(self._ways)
        # Components are numbered from the ends: what one leads to has a smaller number.
        self._order: list[list[int]] = [[] for _ in range(max(self._component, default=-1) + 1)]
        for node, number in enumerate(self._component):
            self._order[number].append(node)

    def ends(self, candidates: Collection[int]) -> dict[int, tuple[int, ...]]:
        members: dict[int, list[int]] = {}
        for node in sorted(set(candidates) - self._joined):
            members.setdefault(self._component[node], []).append(node)
        nowhere: frozenset[int] = frozenset()
        beyond: list[frozenset[int]] = []  # component → ends that it leads to
        for here, nodes in enumerate(self._order):
            found = nowhere
            for node in nodes:
                for other in self._ways[node]:
                    if self._component[other] != here:
                        found |= beyond[self._component[other]]
            beyond.append(found or (frozenset((here,)) if here in members else nowhere))
        carried: dict[int, list[int]] = {}
        for here, nodes in members.items():
            for end in beyond[here]:
                carried.setdefault(end, []).extend(nodes)
        return {
            members[end][0]: tuple(sorted(set(nodes) - {members[end][0]}))
            for end, nodes in sorted(carried.items())
        }


def _lists(n: int, ways: Iterable[tuple[int, int]]) -> list[list[int]]:
    lists: list[list[int]] = [[] for _ in range(n)]
    for one, other in dict.fromkeys(ways):
        lists[one].append(other)
    return lists


def _reverse(ways: list[list[int]]) -> list[list[int]]:
    return _lists(len(ways), [(other, node) for node, others in enumerate(ways) for other in others])


def _reached(ways: list[list[int]], start: Iterable[int]) -> frozenset[int]:
    """The start and whatever can be walked to from it."""
    seen = set(start)
    waiting = list(seen)
    while waiting:
        for other in ways[waiting.pop()]:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return frozenset(seen)
