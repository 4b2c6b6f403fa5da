"""The continuum as a graph: which competencies prepare for which."""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.mastery.facts import Refused

Nodes = NDArray[np.int64]
Mask = NDArray[np.bool_]
Neighbours = tuple[tuple[int, ...], ...]


class Circle(Refused):
    """Competencies that wait for one another. `loop` names them in order; the first waits for the last."""

    def __init__(self, loop: Sequence[int], names: Sequence[str]) -> None:
        shown = " → ".join([*names, names[0]])
        super().__init__(
            "circle",
            f"These competencies wait for one another in a circle: {shown}. Remove one of these arrows.",
            loop=tuple(loop),
        )
        self.loop = tuple(loop)


@dataclass(frozen=True, eq=False)
class Continuum:
    """Nodes 0..n-1 and arrows before[i] → after[i]: `before[i]` prepares for `after[i]`. Never a circle.

    essential: whether arrow i holds `after` back until `before` is proficient (default: all do). An arrow that is
    not essential is kept for order and display only.
    weight, level: learning units and performance level of each node (default 1 and 0).
    kind: academic or habits of success, per node (default academic). Arrows never join the two: a habit never
    holds an academic competency back, nor the other way round.
    names: what to call the nodes in sentences (default their numbers).
    """

    n: int
    before: Nodes
    after: Nodes
    # None is only a way to ask for the default; after construction every field is filled.
    essential: Mask = None  # type: ignore[assignment]
    weight: NDArray[np.float64] = None  # type: ignore[assignment]
    level: Nodes = None  # type: ignore[assignment]
    kind: Nodes = None  # type: ignore[assignment]
    names: tuple[str, ...] = None  # type: ignore[assignment]
    _prepares: Neighbours = field(init=False, repr=False)
    _needs: Neighbours = field(init=False, repr=False)
    _order: Nodes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        n, set_field = self.n, self._set
        set_field("before", _nodes(self.before))
        set_field("after", _nodes(self.after))
        if len(self.before) != len(self.after):
            raise Refused(
                "arrows", "Every arrow needs a beginning and an end; the two columns differ in length."
            )
        arrows = len(self.before)
        set_field("essential", _column(self.essential, arrows, "essential", np.bool_, True))
        set_field("weight", _column(self.weight, n, "weight", np.float64, 1))
        set_field("level", _column(self.level, n, "level", np.int64, 0))
        set_field("kind", _column(self.kind, n, "kind", np.int64, 0))
        set_field("names", tuple(self.names) if self.names is not None else tuple(map(str, range(n))))
        self._check_arrows()
        set_field("_prepares", _neighbours(n, self.before, self.after))
        set_field("_needs", _neighbours(n, self.after, self.before))
        set_field("_order", self._topological_order())

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    @classmethod
    def from_codes(
        cls, arrows: Iterable[tuple[Hashable, Hashable]], codes: Sequence[Hashable] | None = None
    ) -> Self:
        """From arrows between codes. Without a list of codes: those that the arrows name, sorted."""
        pairs = list(arrows)
        if codes is None:
            codes = sorted({code for pair in pairs for code in pair}, key=str)
        number = {code: node for node, code in enumerate(codes)}
        for place, pair in enumerate(pairs, start=1):
            for code in pair:
                if code not in number:
                    raise Refused(
                        "unknown_code",
                        f"Arrow {place} names {code}, which is not in the list of competencies; add it there.",
                        row=place,
                    )
        return cls(
            n=len(codes),
            before=[number[pair[0]] for pair in pairs],  # type: ignore[arg-type]
            after=[number[pair[1]] for pair in pairs],  # type: ignore[arg-type]
            names=tuple(map(str, codes)),
        )

    # -- reading the arrows ------------------------------------------------------------------------------

    def prerequisites(self, node: int) -> tuple[int, ...]:
        """The direct prerequisites, essential or not, by number."""
        return self._needs[self.check(node)]

    def prepares_for(self, node: int) -> tuple[int, ...]:
        """What this node directly prepares for, by number."""
        return self._prepares[self.check(node)]

    def order(self) -> Nodes:
        """All nodes, prerequisites first; smaller numbers first where there is a choice."""
        return self._order

    def sources(self) -> Nodes:
        """Nodes without prerequisites."""
        return np.flatnonzero(np.bincount(self.after, minlength=self.n) == 0)

    def sinks(self) -> Nodes:
        """Nodes that prepare for nothing further."""
        return np.flatnonzero(np.bincount(self.before, minlength=self.n) == 0)

    def check(self, node: int) -> int:
        if not 0 <= node < self.n:
            raise Refused("node", f"{node} is not a competency of this continuum; use 0 to {self.n - 1}.")
        return int(node)

    def mask(self, proficient: Iterable[int] | Mask) -> Mask:
        """A set of nodes, or a mask over them, as a mask of length n."""
        if isinstance(proficient, np.ndarray) and proficient.dtype == np.bool_:
            if proficient.shape != (self.n,):
                raise Refused(
                    "mask",
                    f"The mask has the shape {proficient.shape}; give one yes or no for {self.n} nodes.",
                )
            return proficient
        mask = np.zeros(self.n, dtype=bool)
        mask[[self.check(node) for node in proficient]] = True
        return mask

    # -- checks ------------------------------------------------------------------------------------------

    def _check_arrows(self) -> None:
        if len(self.names) != self.n:
            raise Refused("names", f"There are {self.n} competencies and {len(self.names)} names.")
        outside = (self.before < 0) | (self.before >= self.n) | (self.after < 0) | (self.after >= self.n)
        if outside.any():
            raise Refused(
                "arrow_end",
                f"Arrow {int(np.argmax(outside)) + 1} leaves the continuum; its ends are 0 to {self.n - 1}.",
            )
        self._refuse_arrow(self.before == self.after, "joins a competency to itself; remove it.")
        pair = self.before * max(self.n, 1) + self.after
        first = np.unique(pair, return_index=True)[1]
        again = np.ones(len(pair), dtype=bool)
        again[first] = False
        self._refuse_arrow(again, "stands there twice; keep one.")
        self._refuse_arrow(
            self.kind[self.before] != self.kind[self.after],
            "joins a habit of success with academic learning; the two are kept apart, so remove it.",
        )

    def _refuse_arrow(self, wrong: Mask, remedy: str) -> None:
        if wrong.any():
            row = int(np.argmax(wrong))
            before, after = self.names[self.before[row]], self.names[self.after[row]]
            raise Refused("arrow", f"Arrow {row + 1}, {before} → {after}, {remedy}", row=row + 1)

    def _topological_order(self) -> Nodes:
        waiting_for = np.bincount(self.after, minlength=self.n).tolist()
        ready = [node for node in range(self.n) if waiting_for[node] == 0]
        order = []
        while ready:
            node = heapq.heappop(ready)
            order.append(node)
            for after in self._prepares[node]:
                waiting_for[after] -= 1
                if waiting_for[after] == 0:
                    heapq.heappush(ready, after)
        if len(order) < self.n:
            loop = self._find_loop({node for node in range(self.n) if waiting_for[node] > 0})
            raise Circle(loop, [self.names[node] for node in loop])
        return _nodes(order)

    def _find_loop(self, stuck: set[int]) -> list[int]:
        """Every stuck node waits for another stuck node, so walking back must come round."""
        node, walked = min(stuck), dict[int, int]()
        while node not in walked:
            walked[node] = len(walked)
            node = next(before for before in self._needs[node] if before in stuck)
        loop = [seen for seen, place in walked.items() if place >= walked[node]]
        loop.reverse()
        start = loop.index(min(loop))
        return loop[start:] + loop[:start]


def _nodes(values: ArrayLike) -> Nodes:
    column = np.asarray(values)
    if column.size and column.dtype.kind not in "iu":
        raise Refused("nodes", "Competencies are named by whole numbers here; use from_codes for codes.")
    column = column.astype(np.int64, copy=True).reshape(-1)
    column.flags.writeable = False
    return column


def _column(values: ArrayLike | None, length: int, name: str, dtype: type, default: object) -> NDArray[Any]:
    column: NDArray[Any] = (
        np.full(length, default, dtype=dtype) if values is None else np.array(values, dtype=dtype)
    )
    if column.shape != (length,):
        raise Refused(
            "column", f"The column {name} has {column.size} values; {length} are needed.", field=name
        )
    column.flags.writeable = False
    return column


def _neighbours(n: int, of: Nodes, to: Nodes) -> Neighbours:
    lists: list[list[int]] = [[] for _ in range(n)]
    for one, other in zip(of.tolist(), to.tolist(), strict=True):
        lists[one].append(other)
    return tuple(tuple(sorted(neighbours)) for neighbours in lists)
