"""Ways to summarise a body of evidence as a level, before anything else is asked of it.

The first four keep to the order of the levels and never calculate with them. The ways of other systems make a
number first (`numeric`); a district turns them on by name, staff see them, and a plain mean needs a second word.
"""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from headway.mastery.facts import Refused
from headway.mastery.proficiency.checking import count_of, settings_of
from headway.mastery.proficiency.piece_columns import Ints, Mask, PieceColumns, Units
from headway.mastery.proficiency.proposal import SetAside
from headway.mastery.scales import Scale

if TYPE_CHECKING:
    from headway.mastery.proficiency.numeric import NumericWay

# Longer windows would let work from long ago outweigh what a learner can do now.
LONGEST_WINDOW = 12


@dataclass(frozen=True)
class Summary(ABC):
    """What level does a body of evidence show? levels: of its pieces, oldest first; never empty."""

    KIND: ClassVar[str]
    # Why a piece that the summary doesn't look at is set aside.
    LEFT_OUT: ClassVar[SetAside] = SetAside.OLDER

    @property
    def kind(self) -> str:
        return self.KIND

    @property
    def least(self) -> int:
        """With fewer pieces it can't answer."""
        return 1

    @abstractmethod
    def level(self, levels: Sequence[int], scale: Scale) -> int | None:
        """The level of one body; None where the way gives none."""

    @abstractmethod
    def level_of_each(self, columns: PieceColumns, scale: Scale) -> Ints:
        """The level of every body; -1 for none."""

    def looks_at(self, levels: Sequence[int]) -> list[int]:
        """The places of the pieces that it looks at."""
        return list(range(len(levels)))

    def looked_at(self, columns: PieceColumns) -> Mask | None:
        """The same for all pieces of all bodies; None for every one."""
        return None

    def to_dict(self) -> dict[str, object]:
        return {"kind": self.kind, **{field.name: getattr(self, field.name) for field in fields(self)}}


@dataclass(frozen=True)
class LastPieces(Summary):
    """Looks at the last `window` pieces only."""

    window: int = 3

    def __post_init__(self) -> None:
        if count_of("window", self.window, most=sys.maxsize) > LONGEST_WINDOW:
            raise Refused(
                "rule_window",
                f"The window is {self.window} pieces; use at most {LONGEST_WINDOW}, "
                "so that recent work is what counts.",
            )

    def looks_at(self, levels: Sequence[int]) -> list[int]:
        return super().looks_at(levels)[-self.window :]

    def looked_at(self, columns: PieceColumns) -> Mask | None:
        return columns.end[columns.body] - np.arange(len(columns)) <= self.window


@dataclass(frozen=True)
class MostRecentConsistent(LastPieces):
    """The highest level that `agreement` of the last `window` pieces reach.

    Example (3, 2): 2, 4, 3 → two of three reach 3 → 3. Then a piece at 4 → 4, 3, 4 → 4.
    """

    agreement: int = 2

    KIND: ClassVar[str] = "most_recent_consistent"

    def __post_init__(self) -> None:
        super().__post_init__()
        count_of("agreement", self.agreement, most=sys.maxsize)
        if self.agreement > self.window:
            raise Refused(
                "rule_agreement",
                f"The agreement ({self.agreement}) is larger than the window ({self.window}); "
                "no level could ever be proposed. Make it smaller, or the window larger.",
            )

    @property
    def least(self) -> int:
        return self.agreement

    def level(self, levels: Sequence[int], scale: Scale) -> int | None:
        window = levels[-self.window :]
        return max(
            level
            for level in range(1, scale.size + 1)
            if sum(shown >= level for shown in window) >= self.agreement
        )

    def level_of_each(self, columns: PieceColumns, scale: Scale) -> Ints:
        # The highest level that `agreement` pieces reach is the agreement-th highest level shown.
        window = columns.window(self.window)
        return np.sort(window, axis=1)[:, self.window - self.agreement].astype(np.int64)


@dataclass(frozen=True)
class ModeOfLast(LastPieces):
    """The level shown most often in the last `window` pieces; among equals the one shown most recently.

    Example (5): 1, 2, 3, 3, 4 → 3. Example (4): 2, 2, 3, 3 → 3, which was shown last.
    """

    window: int = 5

    KIND: ClassVar[str] = "mode_of_last"

    def level(self, levels: Sequence[int], scale: Scale) -> int | None:
        window = levels[-self.window :]
        latest = {level: place for place, level in enumerate(window)}
        return max(latest, key=lambda level: (list(window).count(level), latest[level]))

    def level_of_each(self, columns: PieceColumns, scale: Scale) -> Ints:
        window = columns.window(self.window)
        place = np.arange(1, self.window + 1)
        weight = np.stack(
            [
                (shown := window == level).sum(axis=1) * (self.window + 1) + (shown * place).max(axis=1)
                for level in range(1, scale.size + 1)
            ],
            axis=1,
        )
        return weight.argmax(axis=1) + 1


@dataclass(frozen=True)
class BestSustained(Summary):
    """The highest level that `times` pieces in a row reach, anywhere in the whole body.

    Once sustained it stays, also when later work shows less: the requirement `consistent` keeps it recent. Example
    (2): 2, 3, 4, 2 → 3 and 4 in a row reach 3 → 3.
    """

    times: int = 2

    KIND: ClassVar[str] = "best_sustained"

    def __post_init__(self) -> None:
        count_of("times", self.times, most=LONGEST_WINDOW)

    @property
    def least(self) -> int:
        return self.times

    def level(self, levels: Sequence[int], scale: Scale) -> int | None:
        runs = [levels[end - self.times : end] for end in range(self.times, len(levels) + 1)]
        return max((min(run) for run in runs), default=None)

    def level_of_each(self, columns: PieceColumns, scale: Scale) -> Ints:
        found = np.full(columns.bodies, -1, dtype=np.int64)
        if len(columns) < self.times:
            return found
        lowest = np.lib.stride_tricks.sliding_window_view(columns.level, self.times).min(axis=1)
        first, last = columns.body[: len(lowest)], columns.body[self.times - 1 :]
        within = first == last
        np.maximum.at(found, first[within], lowest[within])
        return found


@dataclass(frozen=True)
class TopN(Summary):
    """The level that each of the `pieces` best pieces reaches, whenever they were shown.

    Example (2): 4, 1, 3, 2 → 4 and 3 → 3. Later work that shows less never lowers it.
    """

    pieces: int = 2

    KIND: ClassVar[str] = "top_n"
    LEFT_OUT: ClassVar[SetAside] = SetAside.NOT_AMONG_BEST

    def __post_init__(self) -> None:
        count_of("pieces", self.pieces, most=LONGEST_WINDOW)

    @property
    def least(self) -> int:
        return self.pieces

    def level(self, levels: Sequence[int], scale: Scale) -> int | None:
        best = sorted(levels, reverse=True)[: self.pieces]
        return best[-1] if len(best) == self.pieces else None

    def looks_at(self, levels: Sequence[int]) -> list[int]:
        """Among pieces of one level the more recent ones."""
        best = sorted(range(len(levels)), key=lambda place: (levels[place], place), reverse=True)
        return sorted(best[: self.pieces])

    def level_of_each(self, columns: PieceColumns, scale: Scale) -> Ints:
        reached = Units(columns.body, columns.level).highest_with(self.pieces, columns.bodies, columns.levels)
        return np.where(reached > 0, reached, -1)

    def looked_at(self, columns: PieceColumns) -> Mask | None:
        order = np.lexsort((columns.level, columns.body))  # stable, so the more recent of equals comes last
        best = np.zeros(len(columns), dtype=bool)
        best[order] = columns.end[columns.body[order]] - np.arange(len(order)) <= self.pieces
        return best


@dataclass(frozen=True)
class OfNumbers(Summary):
    """A way of another system: one number of all pieces, and the highest level that is not above it."""

    name: str
    settings: tuple[tuple[str, int | str], ...] = ()
    allow_mean: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "settings", tuple(sorted(self.settings)))
        self.way.check(dict(self.settings))
        if not isinstance(self.allow_mean, bool):
            raise Refused("rule_mean", f"The setting allow_mean is {self.allow_mean!r}; write true or false.")
        if self.way.is_plain_mean and not self.allow_mean:
            raise Refused(
                "rule_mean",
                f"“{self.name}” is a plain mean: it treats levels as amounts and lets early work weigh on what is "
                "shown now. Choose another way, or write allow_mean: true beside it.",
                kind=self.name,
            )

    @property
    def kind(self) -> str:
        return self.name

    @cached_property
    def way(self) -> NumericWay:
        return numeric_ways()[self.name]

    def number(self, levels: Sequence[int], scale: Scale) -> float | None:
        return self.way.one(levels, dict(self.settings), scale.proficient)

    def level(self, levels: Sequence[int], scale: Scale) -> int | None:
        from headway.mastery.proficiency.numeric import level_reached

        return level_reached(self.number(levels, scale), scale.size)

    def level_of_each(self, columns: PieceColumns, scale: Scale) -> Ints:
        from headway.mastery.proficiency.numeric import levels_reached

        offsets = np.concatenate(([0], columns.end)).astype(np.int64)
        numbers = self.way.many(columns.level, offsets, dict(self.settings), scale.proficient)
        return levels_reached(numbers, scale.size).astype(np.int64)

    def to_dict(self) -> dict[str, object]:
        allowed = {"allow_mean": True} if self.allow_mean else {}
        return {"kind": self.name, **dict(self.settings), **allowed}


ORDINAL: Mapping[str, type[Summary]] = {
    kind.KIND: kind for kind in (MostRecentConsistent, ModeOfLast, BestSustained, TopN)
}


def numeric_ways() -> Mapping[str, NumericWay]:
    # Looked up when a rule names one: those ways stand on the same facts as this module.
    from headway.mastery.proficiency.numeric import NUMERIC

    return NUMERIC


def summary_from(value: object) -> Summary:
    """A summary from stored settings. The kind must be named; what is left out takes the default."""
    if not isinstance(value, Mapping):
        raise Refused("rule_shape", f"The summary is {value!r}; write its kind and its settings.")
    kind = value.get("kind")
    if kind is None:
        raise Refused("rule_kind", f"The rule doesn't say its kind; use one of {', '.join(ORDINAL)}.")
    if kind in ORDINAL:
        way = ORDINAL[kind]
        own = tuple(field.name for field in fields(way))
        settings = settings_of(value, f"The summary “{kind}”", ("kind", *own))
        return way(**{name: settings[name] for name in own if name in settings})
    if kind not in numeric_ways():
        known = ", ".join((*ORDINAL, *numeric_ways()))
        raise Refused("rule_kind", f"“{kind}” is not a kind of rule; use one of {known}.", kind=str(kind))
    own_settings = {name: one for name, one in value.items() if name not in ("kind", "allow_mean")}
    return OfNumbers(kind, tuple(own_settings.items()), value.get("allow_mean", False))  # type: ignore[arg-type]
