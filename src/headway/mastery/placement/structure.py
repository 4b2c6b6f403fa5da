"""What needs what, within one check: competencies by identifier and the arrows between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from headway.mastery.continuum import Continuum
from headway.mastery.continuum.reach import reduction
from headway.mastery.facts import Refused

# Levels of a continuum run from 0 to 12; the middle stands in where no level is known at all.
MIDDLE_LEVEL = 6.0
MOST_COMPETENCIES = 5000


@dataclass(frozen=True)
class Structure:
    """Competencies by identifier, and arrows as pairs of places (needed, for): `needed` comes before `for`.

    levels: the level of the continuum of each competency (0 to 12), None where it has none; empty: none has one.
    strands: the strand of each competency; empty: one strand. Competencies of one strand move together a little
    more than their levels tell.
    Raises `Circle`, naming the competencies, when they wait for one another. Islands are fine.
    """

    competencies: tuple[str, ...]
    arrows: tuple[tuple[int, int], ...] = ()
    levels: tuple[float | None, ...] = ()
    strands: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        n = len(self.competencies)
        if n == 0:
            raise Refused(
                "no_competencies", "A check needs at least one competency; choose a strand that has some."
            )
        if n > MOST_COMPETENCIES:
            raise Refused(
                "too_many_competencies",
                f"A check over {n} competencies is too wide; find the band first and choose at most {MOST_COMPETENCIES}.",
            )
        if len(set(self.competencies)) < n:
            twice = next(c for i, c in enumerate(self.competencies) if c in self.competencies[:i])
            raise Refused("twice", f"The competency {twice} stands twice in this check; keep one.")
        for name in ("levels", "strands"):
            if len(getattr(self, name)) not in (0, n):
                raise Refused(name, f"There are {n} competencies and {len(getattr(self, name))} {name}.")
        levels = tuple(None if level is None else float(level) for level in self.levels)
        object.__setattr__(self, "levels", levels)
        object.__setattr__(self, "arrows", tuple((int(a), int(b)) for a, b in self.arrows))
        _ = self.continuum  # refuses circles and arrows that lead nowhere

    @classmethod
    def of(
        cls,
        competencies: Iterable[str],
        arrows: Iterable[tuple[str, str]] = (),
        *,
        levels: Mapping[str, float] | None = None,
        strands: Mapping[str, str] | None = None,
    ) -> Self:
        """From identifiers: arrows are pairs (needed, for)."""
        names = tuple(competencies)
        place = {name: i for i, name in enumerate(names)}
        pairs = []
        for row, (needed, wants) in enumerate(arrows, start=1):
            for name in (needed, wants):
                if name not in place:
                    raise Refused(
                        "unknown_competency",
                        f"Arrow {row} names {name}, which is not among the competencies of this check; add it there.",
                        row=row,
                    )
            pairs.append((place[needed], place[wants]))
        return cls(
            names,
            tuple(pairs),
            tuple(levels.get(name) for name in names) if levels else (),
            tuple(strands.get(name, "") for name in names) if strands else (),
        )

    @classmethod
    def from_continuum(
        cls,
        continuum: Continuum,
        nodes: Iterable[int] | None = None,
        *,
        identifiers: Sequence[str] | None = None,
        levels: Sequence[float | None] | None = None,
        strands: Sequence[str] | None = None,
    ) -> Self:
        """The part of a continuum that a check covers (all of it without `nodes`).

        A competency that is left out does not break the order: where a way leads from one chosen competency to
        another through left-out ones only, an arrow stands for it. Arrows that are not essential do not count.
        identifiers, levels, strands: one per node of the whole continuum (default: its names, no level, no strand).
        """
        chosen = sorted({continuum.check(node) for node in (range(continuum.n) if nodes is None else nodes)})
        place = {node: i for i, node in enumerate(chosen)}
        needs: list[list[int]] = [[] for _ in range(continuum.n)]
        rows = zip(
            continuum.before.tolist(), continuum.after.tolist(), continuum.essential.tolist(), strict=True
        )
        for before, after, essential in rows:
            if essential:
                needs[after].append(before)
        # nearest chosen competencies at or before each node, prerequisites first
        nearest: list[set[int]] = [set() for _ in range(continuum.n)]
        arrows: list[tuple[int, int]] = []
        for node in continuum.order().tolist():
            found: set[int] = (
                set().union(*(nearest[before] for before in needs[node])) if needs[node] else set()
            )
            if node in place:
                arrows += [(place[before], place[node]) for before in sorted(found)]
                nearest[node] = {node}
            else:
                nearest[node] = found
        names = continuum.names if identifiers is None else tuple(identifiers)
        return cls(
            tuple(names[node] for node in chosen),
            tuple(arrows),
            tuple(levels[node] for node in chosen) if levels is not None else (),
            tuple(strands[node] for node in chosen) if strands is not None else (),
        )

    def __len__(self) -> int:
        return len(self.competencies)

    @cached_property
    def continuum(self) -> Continuum:
        """The same arrows as a graph, by place."""
        return Continuum(
            len(self.competencies),
            [a for a, _ in self.arrows],  # type: ignore[arg-type]
            [b for _, b in self.arrows],  # type: ignore[arg-type]
            names=self.competencies,
        )

    @cached_property
    def reduced(self) -> Continuum:
        """With the fewest arrows: what can be known together is the same."""
        return reduction(self.continuum)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Where each identifier stands."""
        return {name: i for i, name in enumerate(self.competencies)}

    @cached_property
    def depth(self) -> tuple[int, ...]:
        """The length of the longest way that leads to each competency."""
        depth = [0] * len(self)
        for node in self.continuum.order().tolist():
            for before in self.continuum.prerequisites(node):
                depth[node] = max(depth[node], depth[before] + 1)
        return tuple(depth)

    @cached_property
    def positions(self) -> tuple[float, ...]:
        """Where each competency stands on the scale of levels, 0 to 12.

        Its level, shifted within half a level by its depth among those of the same level. A competency without a
        level takes the latest of its prerequisites. Where none has a level, depth stands for it, a level each, within 0 to
        12 around the middle.
        """
        levels = list(self.levels)
        if not any(level is not None for level in levels):
            deepest = max(self.depth)
            step = min(1.0, 2 * MIDDLE_LEVEL / max(deepest, 1))
            return tuple(MIDDLE_LEVEL + step * (d - deepest / 2) for d in self.depth)
        known = sorted(level for level in levels if level is not None)
        for node in self.continuum.order().tolist():
            if levels[node] is None:
                before = [levels[b] for b in self.continuum.prerequisites(node)]
                levels[node] = max((b for b in before if b is not None), default=known[len(known) // 2])
        by_level: dict[float, list[int]] = {}
        for node, level in enumerate(levels):
            by_level.setdefault(float(level or 0), []).append(node)
        positions = [0.0] * len(self)
        for level, nodes in by_level.items():
            depths = sorted({self.depth[node] for node in nodes})
            for node in nodes:
                share = (depths.index(self.depth[node]) + 0.5) / len(depths)
                positions[node] = level + share - 0.5
        return tuple(positions)

    def to_dict(self) -> dict[str, Any]:
        return {
            "competencies": list(self.competencies),
            "arrows": [list(arrow) for arrow in self.arrows],
            "levels": list(self.levels),
            "strands": list(self.strands),
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        return cls(
            tuple(str(c) for c in stored["competencies"]),
            tuple((int(a), int(b)) for a, b in stored["arrows"]),
            tuple(None if level is None else float(level) for level in stored.get("levels", ())),
            tuple(str(s) for s in stored.get("strands", ())),
        )
