"""Columns on their way into a table: each kind knows how SQLite takes it, and how PostgreSQL's binary COPY does.

Rows for COPY are built column by column as one block of bytes, never value by value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Column",
    "Days",
    "Flags",
    "Hexadecimal",
    "Instants",
    "Measured",
    "Uuids",
    "Whole",
    "Words",
    "copy_block",
    "instants_as_text",
]

Ints = NDArray[np.int64]
Octets = NDArray[np.uint8]

# PostgreSQL counts instants from the year 2000.
_YEAR_2000 = 946_684_800_000_000
_MICROSECONDS_A_DAY = 86_400_000_000
_NULL = -1


class Column(Protocol):
    """One column of as many rows as the table's other columns."""

    def __len__(self) -> int: ...

    def values(self) -> list[Any]:
        """As SQLite takes them."""
        ...

    def octets(self, begin: int, end: int) -> tuple[Octets, Ints | None]:
        """Rows `begin` to `end` as PostgreSQL takes them: a row of bytes each, and how many of them count.

        None where all of them do; -1 stands for NULL.
        """
        ...


@dataclass(frozen=True, eq=False)
class Whole:
    """Whole numbers; `missing` stands for NULL. octets_each: 8 for bigint, 4 for integer, 2 for smallint."""

    numbers: Ints
    missing: int | None = None
    octets_each: int = 8

    def __len__(self) -> int:
        return len(self.numbers)

    def values(self) -> list[int | None]:
        return _or_null(self.numbers.tolist(), self.numbers, self.missing)

    def octets(self, begin: int, end: int) -> tuple[Octets, Ints | None]:
        part = self.numbers[begin:end]
        return _big_endian(part, self.octets_each), _lengths(part, self.missing, self.octets_each)


@dataclass(frozen=True, eq=False)
class Flags:
    """Yes or no."""

    flags: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.flags)

    def values(self) -> list[bool]:
        return self.flags.tolist()

    def octets(self, begin: int, end: int) -> tuple[Octets, Ints | None]:
        return self.flags[begin:end].astype(np.uint8).reshape(-1, 1), None


@dataclass(frozen=True, eq=False)
class Instants:
    """Microseconds since 1970 in UTC; `missing` stands for NULL."""

    microseconds: Ints
    missing: int | None = None

    def __len__(self) -> int:
        return len(self.microseconds)

    def values(self) -> list[str | None]:
        return instants_as_text(self.microseconds, self.missing)

    def octets(self, begin: int, end: int) -> tuple[Octets, Ints | None]:
        part = self.microseconds[begin:end]
        return _big_endian(part - _YEAR_2000, 8), _lengths(part, self.missing, 8)


@dataclass(frozen=True, eq=False)
class Days:
    """Dates without a time, as datetime64[D]; NaT stands for NULL."""

    days: NDArray[np.datetime64]

    def __len__(self) -> int:
        return len(self.days)

    def values(self) -> list[str | None]:
        return [None if one == "NaT" else one for one in np.datetime_as_string(self.days, unit="D").tolist()]

    def octets(self, begin: int, end: int) -> tuple[Octets, Ints | None]:
        part = self.days[begin:end].astype("datetime64[D]")
        absent = np.isnat(part)
        counted = np.where(absent, 0, part.astype(np.int64) - _YEAR_2000 // _MICROSECONDS_A_DAY)
        return _big_endian(counted, 4), np.where(absent, _NULL, 4) if absent.any() else None


@dataclass(frozen=True, eq=False)
class Measured:
    """Numbers with a fraction; NaN stands for NULL."""

    numbers: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.numbers)

    def values(self) -> list[float | None]:
        return [
            None if absent else one
            for one, absent in zip(self.numbers.tolist(), np.isnan(self.numbers).tolist(), strict=True)
        ]

    def octets(self, begin: int, end: int) -> tuple[Octets, Ints | None]:
        part = self.numbers[begin:end]
        absent = np.isnan(part)
        octets = part.astype(">f8").view(np.uint8).reshape(len(part), 8)
        return octets, np.where(absent, _NULL, 8) if absent.any() else None


@dataclass(frozen=True, eq=False)
class Uuids:
    """Sixteen bytes each. absent: which rows are NULL."""

    sixteen: Octets
    absent: NDArray[np.bool_] | None = None

    @classmethod
    def of(cls, each: Sequence[UUID | None]) -> Uuids:
        none = bytes(16)
        joined = b"".join(none if one is None else one.bytes for one in each)
        octets = np.frombuffer(joined, dtype=np.uint8).reshape(len(each), 16)
        return cls(octets, np.array([one is None for one in each], dtype=bool))

    def __len__(self) -> int:
        return len(self.sixteen)

    def values(self) -> list[str | None]:
        written = Hexadecimal(self.sixteen).values()
        if self.absent is None:
            return list(written)
        return [None if gone else one for one, gone in zip(written, self.absent.tolist(), strict=True)]

    def octets(self, begin: int, end: int) -> tuple[Octets, Ints | None]:
        if self.absent is None or not self.absent[begin:end].any():
            return self.sixteen[begin:end], None
        return self.sixteen[begin:end], np.where(self.absent[begin:end], _NULL, 16)


@dataclass(frozen=True, eq=False)
class Hexadecimal:
    """Bytes, a row each, in a column of text: two hexadecimal digits for each byte."""

    bytes_each: Octets

    def __len__(self) -> int:
        return len(self.bytes_each)

    def values(self) -> list[str]:
        width = 2 * self.bytes_each.shape[1]
        digits = self.bytes_each.tobytes().hex()
        return [digits[begin : begin + width] for begin in range(0, len(digits), width)]

    def octets(self, begin: int, end: int) -> tuple[Octets, Ints | None]:
        part = self.bytes_each[begin:end]
        digits = np.frombuffer(part.tobytes().hex().encode(), dtype=np.uint8)
        return digits.reshape(len(part), 2 * part.shape[1]), None


@dataclass(frozen=True, eq=False)
class Words:
    """Texts: which of `vocabulary` each row holds (None there is NULL). is_json: the column is of type jsonb."""

    which: Ints
    vocabulary: Sequence[str | None]
    is_json: bool = False

    @classmethod
    def each(cls, texts: Sequence[str | None]) -> Words:
        """A text of its own for every row."""
        return cls(np.arange(len(texts), dtype=np.int64), texts)

    @classmethod
    def same(cls, text: str | None, rows: int) -> Words:
        return cls(np.zeros(rows, dtype=np.int64), [text])

    def __len__(self) -> int:
        return len(self.which)

    def values(self) -> list[str | None]:
        return list(map(self.vocabulary.__getitem__, self.which.tolist()))

    def octets(self, begin: int, end: int) -> tuple[Octets, Ints | None]:
        # jsonb carries its version before the text.
        version = b"\x01" if self.is_json else b""
        used, of = np.unique(self.which[begin:end], return_inverse=True)
        texts = [self.vocabulary[one] for one in used.tolist()]
        encoded = [b"" if text is None else version + text.encode() for text in texts]
        width = max(map(len, encoded), default=0)
        padded = np.frombuffer(b"".join(one.ljust(width, b"\0") for one in encoded), dtype=np.uint8)
        lengths = np.array(
            [_NULL if text is None else len(one) for text, one in zip(texts, encoded, strict=True)],
            dtype=np.int64,
        )
        return padded.reshape(len(used), width)[of], None if (lengths == width).all() else lengths[of]


def copy_block(columns: Sequence[Column], begin: int, end: int) -> bytes:
    """Rows `begin` to `end` in the binary format of COPY: the number of fields, then for each its length and bytes."""
    rows = end - begin
    parts: list[Octets] = [np.broadcast_to(_big_endian(np.array([len(columns)]), 2), (rows, 2))]
    kept: list[NDArray[np.bool_]] = [np.broadcast_to(np.True_, (rows, 2))]
    uneven = False
    for column in columns:
        octets, lengths = column.octets(begin, end)
        width = octets.shape[1]
        if lengths is None:
            counts = np.broadcast_to(_big_endian(np.array([width]), 4), (rows, 4))
            keep: NDArray[np.bool_] = np.ones((rows, width), dtype=bool)
        else:
            uneven = True
            counts = _big_endian(lengths, 4)
            keep = np.arange(width) < lengths[:, None]
        parts += [counts, octets]
        kept += [np.broadcast_to(np.True_, (rows, 4)), keep]
    block = np.concatenate(parts, axis=1)
    return (block[np.concatenate(kept, axis=1)] if uneven else block).tobytes()


def instants_as_text(instants: Ints, missing: int | None = None) -> list[str | None]:
    """Microseconds as Django writes instants into SQLite, so that all texts there compare."""
    unique, of = np.unique(instants, return_inverse=True)
    texts = np.datetime_as_string(
        np.where(unique == missing, 0, unique).astype("datetime64[us]"), unit="us"
    ).tolist()
    written = [
        None
        if missing is not None and one == missing
        else f"{text[:10]} {text[11 : None if one % 1_000_000 else 19]}"
        for text, one in zip(texts, unique.tolist(), strict=True)
    ]
    return list(map(written.__getitem__, of.tolist()))


def _big_endian(numbers: Ints, octets_each: int) -> Octets:
    return numbers.astype(f">i{octets_each}").view(np.uint8).reshape(len(numbers), octets_each)


def _lengths(numbers: Ints, missing: int | None, width: int) -> Ints | None:
    if missing is None or not (absent := numbers == missing).any():
        return None
    return np.where(absent, _NULL, width)


def _or_null(values: list[int], numbers: Ints, missing: int | None) -> list[int | None]:
    if missing is None or not (numbers == missing).any():
        return values  # type: ignore[return-value]
    return [None if one == missing else one for one in values]
