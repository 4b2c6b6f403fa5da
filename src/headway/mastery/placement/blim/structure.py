"""An explicit knowledge structure: which sets of competencies (or questions) a learner can hold together.

Source: Doignon & Falmagne, Knowledge Spaces (1999): states, inner and outer fringe, downward closed sets of an order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["MOST_STATES", "KnowledgeStructure"]

# Beyond this an explicit list is the wrong tool: the particle engine takes over.
MOST_STATES = 200_000


@dataclass(frozen=True, eq=False)
class KnowledgeStructure:
    """States as rows (n × items, true = held), each once, in the order given.

    Raises ValueError where a name or a state stands twice, or a row has another length than the items.
    """

    items: tuple[str, ...]
    states: NDArray[np.bool_]

    def __post_init__(self) -> None:
        if len(set(self.items)) != len(self.items):
            raise ValueError("An item stands twice in the structure. Give each item a name of its own.")
        if self.states.ndim != 2 or self.states.shape[1] != len(self.items):
            raise ValueError(
                f"A state has a place for each of the {len(self.items)} items; these have the shape {self.states.shape}."
            )
        if len(self.states) == 0:
            raise ValueError("A structure needs at least one state. Begin with the empty state.")
        if len(self._place) != len(self.states):
            raise ValueError("A state stands twice in the structure. List each state once.")

    @classmethod
    def from_words(cls, items: Sequence[str], words: Iterable[str]) -> KnowledgeStructure:
        """From rows of 0 and 1, such as "11010". Raises ValueError naming a row that holds anything else."""
        rows = []
        for number, word in enumerate(words, start=1):
            if len(word) != len(items) or set(word) - {"0", "1"}:
                raise ValueError(
                    f"State {number}, “{word}”, is not {len(items)} signs of 0 and 1. Write one sign for each item."
                )
            rows.append([sign == "1" for sign in word])
        return cls(tuple(items), np.array(rows, dtype=bool).reshape(-1, len(items)))

    @classmethod
    def from_arrows(cls, items: Sequence[str], arrows: Iterable[tuple[str, str]]) -> KnowledgeStructure:
        """Every set that holds, with an item, all that is needed for it. arrows: (needed, for).

        Raises ValueError for an arrow to an unknown item, for a circle, and where there are more than `MOST_STATES`.
        """
        place = {item: at for at, item in enumerate(items)}
        needed: dict[int, set[int]] = {at: set() for at in range(len(items))}
        for earlier, later in arrows:
            for end in (earlier, later):
                if end not in place:
                    raise ValueError(
                        f"An arrow names “{end}”, which is no item. Add it, or leave the arrow out."
                    )
            needed[place[later]].add(place[earlier])
        states = np.zeros((1, len(items)), dtype=bool)
        for at in _in_order(needed, items):
            holds_needed = states[:, sorted(needed[at])].all(axis=1)
            grown = states[holds_needed].copy()
            grown[:, at] = True
            states = np.concatenate([states, grown])
            if len(states) > MOST_STATES:
                raise ValueError(
                    f"These {len(items)} items have more than {MOST_STATES:,} states. Take a smaller part of the map."
                )
        order = np.lexsort((*np.flipud(states.T.astype(np.int8)), states.sum(axis=1)))
        return cls(tuple(items), states[order])

    def __len__(self) -> int:
        return len(self.states)

    def outer_fringe(self, state: int) -> tuple[str, ...]:
        """Items that, added alone, lead to another state: what the learner is ready to learn."""
        return self._neighbours(state, held=False)

    def inner_fringe(self, state: int) -> tuple[str, ...]:
        """Items that, taken away alone, leave another state: the high points of what is held."""
        return self._neighbours(state, held=True)

    def _neighbours(self, state: int, *, held: bool) -> tuple[str, ...]:
        row = self.states[state]
        found = []
        for at in np.flatnonzero(row == held).tolist():
            other = row.copy()
            other[at] = not held
            if other.tobytes() in self._place:
                found.append(self.items[at])
        return tuple(found)

    @cached_property
    def _place(self) -> dict[bytes, int]:
        return {row.tobytes(): at for at, row in enumerate(np.ascontiguousarray(self.states, dtype=bool))}


def _in_order(needed: dict[int, set[int]], items: Sequence[str]) -> list[int]:
    left = {at: set(before) for at, before in needed.items()}
    order: list[int] = []
    while left:
        free = [at for at, before in left.items() if not before]
        if not free:
            names = ", ".join(f"“{items[at]}”" for at in sorted(left))
            raise ValueError(f"The arrows between {names} form a circle. Remove one of them.")
        for at in free:
            del left[at]
        for before in left.values():
            before.difference_update(free)
        order += free
    return order
