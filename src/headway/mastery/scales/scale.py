"""Performance levels: an ordered scale with one mark from which work counts as proficient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Refused

# Three to six levels: fewer can't tell beginning from nearly there, more can't be told apart by raters.
FEWEST_LEVELS = 3
MOST_LEVELS = 6


@dataclass(frozen=True)
class Scale:
    """Levels from the lowest to the highest by code; `proficient` is the ordinal (from 1) of the mark.

    Levels are ordinals: they can be compared, never added. No evidence is None, in columns -1, never a level.
    """

    levels: tuple[str, ...]
    proficient: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "levels", tuple(self.levels))
        _check_levels(self.levels)
        _check_mark(self.proficient, len(self.levels))

    @classmethod
    def default(cls) -> Scale:
        """Four levels; the third is proficient."""
        return cls(("emerging", "developing", "proficient", "extending"), 3)

    @classmethod
    def from_dict(cls, value: Mapping[str, object]) -> Scale:
        missing = [name for name in ("levels", "proficient") if name not in value]
        if missing:
            raise Refused("scale_fields", f"A scale needs {' and '.join(missing)}; add what is missing.")
        levels = value["levels"]
        if not isinstance(levels, list | tuple):
            raise Refused("scale_levels", "The levels of a scale are a list of codes, the lowest first.")
        return cls(tuple(levels), value["proficient"])  # type: ignore[arg-type]

    def to_dict(self) -> dict[str, object]:
        return {"levels": list(self.levels), "proficient": self.proficient}

    @property
    def size(self) -> int:
        return len(self.levels)

    def check(self, level: int) -> int:
        """The level itself; refused when the scale has no such level."""
        if isinstance(level, bool) or not isinstance(level, int | np.integer) or not 1 <= level <= self.size:
            raise Refused(
                "level",
                f"{level} is not a level of this scale; use a whole number from 1 to {self.size}.",
                level=level,
                size=self.size,
            )
        return int(level)

    def is_proficient(self, level: int | None) -> bool:
        """Whether a level reaches the mark. No evidence (None) does not."""
        return level is not None and self.check(level) >= self.proficient

    def are_proficient(self, levels: NDArray[np.integer]) -> NDArray[np.bool_]:
        """`is_proficient` for a column, in which -1 is no evidence."""
        wrong = ((levels < 1) & (levels != -1)) | (levels > self.size)
        if wrong.any():
            self.check(int(levels[np.argmax(wrong)]))
        return levels >= self.proficient

    def code(self, level: int) -> str:
        return self.levels[self.check(level) - 1]

    def level_of(self, code: str) -> int:
        if code not in self.levels:
            raise Refused(
                "level_code",
                f"“{code}” is not a level of this scale; use one of {', '.join(self.levels)}.",
                level=code,
            )
        return self.levels.index(code) + 1


def _check_levels(levels: tuple[str, ...]) -> None:
    if not FEWEST_LEVELS <= len(levels) <= MOST_LEVELS:
        raise Refused(
            "scale_size",
            f"A scale has {FEWEST_LEVELS} to {MOST_LEVELS} levels; this one has {len(levels)}.",
            size=len(levels),
        )
    for place, code in enumerate(levels, start=1):
        if not isinstance(code, str) or not code.strip():
            raise Refused("scale_level", f"Level {place} has no code; give it a short word.", level=place)
        if code in levels[: place - 1]:
            raise Refused(
                "scale_level_repeated",
                f"Level {place} repeats the code “{code}”; give each level its own.",
                level=place,
            )


def _check_mark(proficient: int, size: int) -> None:
    whole = isinstance(proficient, int) and not isinstance(proficient, bool)
    if not whole or not 2 <= proficient <= size:
        raise Refused(
            "scale_mark",
            f"The proficiency mark is {proficient}; choose a level from 2 to {size}, "
            "so that there is room for work on the way to it.",
            proficient=proficient,
            size=size,
        )
