"""Reading a level of one scale as a level of another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Refused
from headway.mastery.scales.scale import Scale


@dataclass(frozen=True)
class ScaleMapping:
    """`levels[i]` is the target level for source level i + 1.

    A mapping keeps the order (never a lower level for better work) and keeps the proficiency mark (proficient
    on one scale if and only if proficient on the other). Anything else would change what was decided about
    a learner, so it is refused.
    """

    source: Scale
    target: Scale
    levels: tuple[int, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "levels", tuple(self.levels))
        if len(self.levels) != self.source.size:
            raise Refused(
                "mapping_size",
                f"The mapping has {len(self.levels)} entries for a scale of {self.source.size} levels; "
                "give one for each level.",
            )
        for level in self.levels:
            self.target.check(level)
        for lower, (before, after) in enumerate(zip(self.levels, self.levels[1:], strict=False), start=1):
            if after < before:
                raise Refused(
                    "mapping_order",
                    f"Level {lower + 1} maps to {after}, lower than level {lower}, which maps to {before}; "
                    "keep the levels in order.",
                )
        for level, to in enumerate(self.levels, start=1):
            if self.source.is_proficient(level) != self.target.is_proficient(to):
                raise Refused(
                    "mapping_mark",
                    f"Level {self.source.code(level)} maps to {self.target.code(to)}, on the other side of "
                    "the proficiency mark; work that is proficient stays proficient.",
                )

    def __call__(self, level: int | None) -> int | None:
        """One level; no evidence stays no evidence."""
        return None if level is None else self.levels[self.source.check(level) - 1]

    def column(self, levels: NDArray[np.integer]) -> NDArray[np.int64]:
        """A column of levels, in which -1 is no evidence and stays so."""
        self.source.are_proficient(levels)  # refuses what is not a level
        table = np.array([-1, *self.levels], dtype=np.int64)
        return table[np.where(levels == -1, 0, levels)]
