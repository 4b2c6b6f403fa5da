"""What every table of facts shares: frozen whole-number columns of one length, and selecting rows of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headway.mastery.facts.refusal import Refused

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Column = NDArray[Any]

# `withdrawn_at` of a row that nobody has withdrawn: later than any moment one can ask about.
NEVER: int = int(np.iinfo(np.int64).max)


@dataclass(frozen=True, eq=False)
class Table:
    """A frozen table: named int64 columns of one length. Subclasses name their columns as fields."""

    TABLE: ClassVar[str]
    COLUMNS: ClassVar[tuple[str, ...]]

    def __post_init__(self) -> None:
        for name in self.COLUMNS:
            object.__setattr__(self, name, whole_number_column(self.TABLE, name, getattr(self, name)))
        check_same_length(self.TABLE, {name: getattr(self, name) for name in self.COLUMNS})
        self._check()

    def _check(self) -> None:
        """Rules of one table, beyond whole numbers and one length."""

    def __len__(self) -> int:
        return len(getattr(self, self.COLUMNS[0]))

    @classmethod
    def empty(cls) -> Self:
        return cls(**dict.fromkeys(cls.COLUMNS, ()))

    @classmethod
    def from_columns(cls, columns: Mapping[str, ArrayLike]) -> Self:
        """From a dict of columns; refuses missing and unknown names."""
        missing = [name for name in cls.COLUMNS if name not in columns]
        unknown = [name for name in columns if name not in cls.COLUMNS]
        if missing or unknown:
            raise Refused(
                "columns",
                f"The table of {cls.TABLE} needs the columns {', '.join(cls.COLUMNS)}; "
                f"missing: {', '.join(missing) or 'none'}; not known: {', '.join(unknown) or 'none'}.",
                missing=missing,
                unknown=unknown,
            )
        return cls(**columns)

    def to_columns(self) -> dict[str, Ints]:
        return {name: getattr(self, name) for name in self.COLUMNS}

    def take(self, rows: Ints | Mask | Sequence[int]) -> Self:
        """The chosen rows, by index or by mask, in the order given. Checked once, so not checked again."""
        return self._trusted({name: getattr(self, name)[rows] for name in self.COLUMNS})

    @classmethod
    def _trusted(cls, columns: dict[str, Ints]) -> Self:
        table = object.__new__(cls)
        for name, column in columns.items():
            object.__setattr__(table, name, frozen(column))
        return table


def frozen(column: Column) -> Column:
    column.flags.writeable = False
    return column


def whole_number_column(table: str, name: str, values: ArrayLike) -> Ints:
    """One column as read-only int64. Floats and booleans are refused: half a rating does not exist."""
    column = np.asarray(values)
    if column.size == 0:
        return frozen(np.empty(0, dtype=np.int64))
    if column.ndim != 1 or column.dtype.kind not in "iu":
        raise Refused(
            "whole_numbers",
            f"The column {name} of {table} holds something other than whole numbers; "
            "give one whole number per row.",
            table=table,
            field=name,
        )
    if column.dtype == np.int64 and not column.flags.writeable:
        return column
    if column.dtype == np.uint64 and column.max() > NEVER:
        raise Refused(
            "too_large",
            f"Row {int(column.argmax()) + 1} of {table}, field {name}: the number is too large.",
            table=table,
            field=name,
        )
    return frozen(column.astype(np.int64, copy=True))


def check_same_length(table: str, columns: dict[str, Column]) -> None:
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        found = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise Refused(
            "lengths",
            f"The columns of {table} differ in length ({found}); give every row a value in every column.",
            table=table,
        )


def refuse_first(table: str, name: str, column: Column, wrong: Mask, remedy: str) -> None:
    """Refuse with the first wrong row, counted from 1, its value, and the remedy."""
    if wrong.any():
        row = int(np.argmax(wrong))
        raise Refused(
            "value",
            f"Row {row + 1} of {table}, field {name}: {column[row]} can't be used; {remedy}",
            table=table,
            field=name,
            row=row + 1,
        )


def refuse_repeated(table: str, name: str, column: Ints, remedy: str) -> None:
    """Refuse an identifier that stands in two rows, naming the second."""
    order = np.argsort(column, kind="stable")
    repeated = np.zeros(len(column), dtype=bool)
    repeated[order[1:]] = column[order][1:] == column[order][:-1]
    refuse_first(table, name, column, repeated, remedy)


def stable_order(*keys: Ints) -> Ints:
    """Row order by several keys, the first the most significant; rows with equal keys keep their order."""
    return np.lexsort(tuple(reversed(_fewer_keys(keys)))) if len(keys[0]) else np.empty(0, dtype=np.int64)


def _fewer_keys(keys: Sequence[Ints]) -> list[Ints]:
    """The same order by fewer keys, because each of them is a sort of its own."""
    left = list(keys)
    while len(left) > 1 and (left[-1][1:] >= left[-1][:-1]).all():
        left.pop()  # the rows stand in this order already, and a stable sort leaves them so
    packed: list[Ints] = []
    room = 0
    for key in left:
        lowest = int(key.min())
        span = int(key.max()) - lowest + 1
        if packed and room * span <= NEVER:
            packed[-1] = packed[-1] * span + (key - lowest)
            room *= span
        elif span <= NEVER:
            packed.append(key - lowest)
            room = span
        else:
            packed.append(key)
            room = NEVER
    return packed
