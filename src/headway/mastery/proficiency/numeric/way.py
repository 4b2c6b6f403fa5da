"""What a numeric way is: a name, the settings it allows, one body of evidence, many bodies."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Refused
from headway.mastery.proficiency.numeric.bodies import present

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Settings = Mapping[str, int | str | None]

# Other systems order by when somebody graded, and their teachers are surprised; here it is when the work was done.
ORDERING_KEY = ("observed_at", "rating_id")


@dataclass(frozen=True)
class Setting:
    """One thing that a district may set: a whole number in a range, or one of a few words.

    default None: may be left out, and then nothing is limited by it.
    """

    name: str
    default: int | str | None
    lowest: int = 1
    highest: int = 1
    words: tuple[str, ...] = ()

    def check(self, way: str, value: object) -> int | str | None:
        if value is None and self.default is None:
            return None
        if self.words:
            if value not in self.words:
                raise Refused(
                    "numeric_setting",
                    f"{way}: {self.name} is {value!r}; use {' or '.join(f'“{word}”' for word in self.words)}.",
                    way=way,
                    field=self.name,
                )
            return str(value)
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole or not self.lowest <= value <= self.highest:  # type: ignore[operator]
            raise Refused(
                "numeric_setting",
                f"{way}: {self.name} is {value!r}; use a whole number from {self.lowest} to {self.highest}.",
                way=way,
                field=self.name,
            )
        return value  # type: ignore[return-value]


@dataclass(frozen=True)
class NumericWay:
    """A way of other systems to make one number of the levels of one learner in one competency.

    check_together: refuses settings that are each allowed and don't go together.
    is_plain_mean: adds up levels as if they were amounts; a district must turn it on in so many words.
    orders_by: the instant by which the system that it comes from puts evidence in order. Here it is always
    ORDERING_KEY, and this text says where that differs.
    """

    name: str
    reference: Callable[[Sequence[float], Settings, float], float | None]
    columnar: Callable[[Floats, Ints, Settings, float], Floats]
    settings: tuple[Setting, ...] = ()
    check_together: Callable[[Settings], None] | None = None
    is_plain_mean: bool = False
    orders_by: str = ""
    source: str = ""

    def check(self, settings: Mapping[str, object]) -> dict[str, int | str | None]:
        """The settings with what was left out filled in. Refused: a name that is not known, a value not allowed."""
        known = {setting.name: setting for setting in self.settings}
        for name in settings:
            if name not in known:
                allowed = f"use {', '.join(known)}" if known else "it has no settings"
                raise Refused(
                    "numeric_setting",
                    f"{self.name} has no setting “{name}”; {allowed}.",
                    way=self.name,
                    field=name,
                )
        checked = {
            name: setting.check(self.name, settings.get(name, setting.default))
            for name, setting in known.items()
        }
        if self.check_together:
            self.check_together(checked)
        return checked

    def one(
        self, levels: Sequence[float | None], settings: Mapping[str, object], mark: float
    ) -> float | None:
        """The number of one body, oldest level first; None when there is none. A level of None is left out.

        mark: the level from which work counts as proficient.
        """
        shown = [float(level) for level in levels if level is not None and not math.isnan(level)]
        return self.reference(shown, self.check(settings), mark) if shown else None

    def many(
        self, levels: NDArray[np.generic], offsets: Ints, settings: Mapping[str, object], mark: float
    ) -> Floats:
        """The numbers of many bodies: body i is levels[offsets[i]:offsets[i + 1]], oldest first; nan for none.

        A level of nan is left out. Time grows as the levels do; no Python loop runs over them.
        """
        checked = self.check(settings)
        shown, begins = present(np.asarray(levels, dtype=np.float64), np.asarray(offsets, dtype=np.int64))
        number = np.full(len(begins) - 1, np.nan)
        some = np.flatnonzero(np.diff(begins))
        if len(some):
            packed = np.append(begins[some], begins[-1])
            number[some] = self.columnar(shown, packed, checked, mark)
        return number


def level_reached(number: float | None, size: int) -> int | None:
    """The level that a number reaches: the highest level not above it (Canvas), within 1..size; None for none.

    Example (size 4): 2.99 → 2, 3.0 → 3, 4.4 → 4. A number below the lowest level is the lowest: there is evidence.
    """
    return None if number is None else min(max(math.floor(number), 1), size)


def levels_reached(numbers: Floats, size: int) -> NDArray[np.int8]:
    """`level_reached` for a column, in which nan is none and becomes -1."""
    there = ~np.isnan(numbers)
    level = np.full(len(numbers), -1, dtype=np.int8)
    level[there] = np.clip(np.floor(numbers[there]), 1, size).astype(np.int8)
    return level
