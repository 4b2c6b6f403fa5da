"""Which competencies each item needs, which competency is needed for which, and what hangs together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from headway.mastery.placement.blim import KnowledgeStructure

__all__ = ["MOST_TOGETHER", "Needs", "Part"]

Bools = NDArray[np.bool_]

# Competencies that hang together are taken in all their combinations; beyond this there are too many.
MOST_TOGETHER = 10


@dataclass(frozen=True, eq=False)
class Part:
    """Competencies that hang together through arrows or shared items, and the items on them.

    profiles: combinations that the arrows allow (profiles × competencies of the part); meets: items × profiles, true
    where a profile holds all that the item needs; may_open: profiles × competencies, true where all that a competency
    needs is held.
    """

    competencies: NDArray[np.int64]
    items: NDArray[np.int64]
    profiles: Bools
    meets: Bools
    may_open: Bools


@dataclass(frozen=True, eq=False)
class Needs:
    """table: items × competencies, true where the item needs the competency; arrows: (needed, for), by place.

    Raises ValueError for an arrow to an unknown place, for a circle, and where more than `MOST_TOGETHER` hang together.
    """

    table: Bools
    arrows: frozenset[tuple[int, int]] = frozenset()

    def __post_init__(self) -> None:
        for needed, later in self.arrows:
            if not (0 <= needed < self.competencies and 0 <= later < self.competencies):
                raise ValueError(
                    f"An arrow from {needed} to {later} leaves the {self.competencies} competencies."
                )
        self.parts  # noqa: B018  # a circle, or too much at once, is told where it is made

    @classmethod
    def none(cls, items: int) -> Needs:
        """No competencies at all: one ability only."""
        return cls(np.zeros((items, 0), dtype=bool))

    @property
    def items(self) -> int:
        return self.table.shape[0]

    @property
    def competencies(self) -> int:
        return self.table.shape[1]

    def with_arrows(self, arrows: Iterable[tuple[int, int]]) -> Needs:
        return Needs(self.table, frozenset(arrows))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Parts by their first competency; items that need nothing stand last, in a part without competencies."""
        found = [self._part(group) for group in self.groups()]
        needs_nothing = np.flatnonzero(~self.table.any(axis=1))
        if len(needs_nothing):
            empty = np.zeros((1, 0), dtype=bool)
            nothing = np.zeros((len(needs_nothing), 1), dtype=bool)
            found.append(Part(np.zeros(0, dtype=np.int64), needs_nothing, empty, nothing, empty))
        return tuple(found)

    def groups(self) -> list[list[int]]:
        """Competencies that hang together, each group in order."""
        group = list(range(self.competencies))

        def root(at: int) -> int:
            while group[at] != at:
                at = group[at]
            return at

        linked = [np.flatnonzero(row).tolist() for row in self.table] + [list(pair) for pair in self.arrows]
        for together in linked:
            for other in together[1:]:
                low, high = sorted((root(together[0]), root(other)))
                group[high] = low
        by_root: dict[int, list[int]] = {}
        for at in range(self.competencies):
            by_root.setdefault(root(at), []).append(at)
        return list(by_root.values())

    def _part(self, group: list[int]) -> Part:
        if len(group) > MOST_TOGETHER:
            raise ValueError(
                f"{len(group)} competencies hang together, and at most {MOST_TOGETHER} can be taken at once. "
                "Leave out arrows, or items that need competencies of several parts."
            )
        inside = [(str(needed), str(later)) for needed, later in self.arrows if needed in group]
        profiles = KnowledgeStructure.from_arrows([str(at) for at in group], inside).states
        items = np.flatnonzero(self.table[:, group].any(axis=1))
        lacks = self.table[np.ix_(items, np.asarray(group))].astype(np.int64) @ (~profiles).T
        may_open = np.ones_like(profiles)
        for needed, later in self.arrows:
            if needed in group:
                may_open[:, group.index(later)] &= profiles[:, group.index(needed)]
        return Part(np.array(group, dtype=np.int64), items, profiles, lacks == 0, may_open)
