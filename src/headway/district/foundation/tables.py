"""Whole columns into and out of tables, by the quickest way of each database. For bulk paths only.

Names of tables and columns come from the program, never from people; whatever comes from people is a parameter or a
whole number.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import psycopg
from django.db import connection
from numpy.typing import NDArray
from psycopg.adapt import Loader
from psycopg.pq import Format

from headway.district.foundation.column_kinds import (
    Column,
    Days,
    Flags,
    Hexadecimal,
    Instants,
    Measured,
    Uuids,
    Whole,
    Words,
    copy_block,
)

__all__ = [
    "Asked",
    "Days",
    "Flags",
    "Hexadecimal",
    "Instants",
    "Measured",
    "Uuids",
    "Whole",
    "Words",
    "append",
    "fetch",
    "instant",
    "instant_sql",
    "instants_from",
    "length_in_json_sql",
    "microseconds",
    "next_ids",
    "read",
    "rewrite_json",
    "sha256_of",
    "where",
    "whole",
    "whole_in_json_sql",
]

Ints = NDArray[np.int64]

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
ROWS_AT_ONCE = 20_000
# The signature of COPY's binary format with no flags and no extension, and its end.
_COPY_BEGINS, _COPY_ENDS = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"

# A number in a binary array: its length, which is eight, and its value; and how long the array's head is.
_NUMBER = np.dtype([("length", ">i4"), ("value", ">i8")])
_ARRAY_BEGINS = 20
_ARRAYS = (1016, 1185)  # PostgreSQL's own numbers for bigint[] and timestamptz[]
# What stands for NULL on the way.
_NO_NUMBER, _NEVER_COMES = -(2**62), 2**63 - 1
# PostgreSQL counts instants from the year 2000.
_MICROSECONDS_TO_2000 = 946_684_800_000_000


class _AsSent(Loader):
    """A value as its octets came."""

    format = Format.BINARY

    def load(self, data: Any) -> bytes:
        return bytes(data)


# -- instants: microseconds since 1970 in UTC in columns, datetimes elsewhere -------------------------------------


def microseconds(instant: dt.datetime) -> int:
    return (instant - EPOCH) // dt.timedelta(microseconds=1)


def instant(count: int) -> dt.datetime:
    return EPOCH + dt.timedelta(microseconds=int(count))


def instant_sql(column: str) -> str:
    """An instant as each database gives it quickest: microseconds, or the text that SQLite keeps."""
    if connection.vendor == "postgresql":
        return f"(EXTRACT(EPOCH FROM {column}) * 1000000)::bigint"
    return f"CAST({column} AS TEXT)"


def whole_in_json_sql(column: str, name: str) -> str:
    """A whole number that a JSON column keeps under a name, or NULL."""
    if connection.vendor == "postgresql":
        return f"({column} ->> '{name}')::bigint"
    return f"json_extract({column}, '$.{name}')"


def length_in_json_sql(column: str, name: str) -> str:
    """How many entries a list has that a JSON column keeps under a name, or NULL."""
    if connection.vendor == "postgresql":
        return f"jsonb_array_length({column} -> '{name}')"
    return f"json_array_length({column}, '$.{name}')"


def instants_from(values: list[Any], missing: int | None = None) -> Ints:
    """Microseconds of what `instant_sql` selected. Where an instant may be absent, `missing` stands for it."""
    if connection.vendor == "postgresql":
        return whole(values, missing=missing)
    if missing is None or None not in values:
        return np.array(values, dtype="datetime64[us]").astype(np.int64)
    found = np.array([value or "NaT" for value in values], dtype="datetime64[us]")
    return np.where(np.isnat(found), missing, found.astype(np.int64))


# -- reading ------------------------------------------------------------------------------------------------------


def where(*conditions: tuple[str, Collection[int] | None]) -> tuple[str, list[Any]]:
    """`column IN (…)` for the ids given (None: no condition), in the form each database takes without a limit."""
    parts, parameters = ["1=1"], []
    for column, ids in conditions:
        if ids is None:
            continue
        if connection.vendor == "postgresql":
            parts.append(f"{column} = ANY(%s)")
            parameters.append([int(one) for one in ids])
        else:
            # Whole numbers only, so nothing can be smuggled in; there may be more than SQLite has parameters.
            parts.append(f"{column} IN ({', '.join(str(int(one)) for one in ids)})")
    return " AND ".join(parts), parameters


def fetch(sql: str, parameters: Sequence[Any] = ()) -> list[list[Any]]:
    """All rows of a query, column by column."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)
        columns: list[list[Any]] = [[] for _ in cursor.description]
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            for column, values in zip(columns, zip(*rows, strict=True), strict=True):
                column.extend(values)
    return columns


@dataclass(frozen=True)
class Asked:
    """One column of whole numbers to read: what to select, what stands for NULL, and whether it is an instant."""

    sql: str
    missing: int | None = None
    is_instant: bool = False


def read(asked: Sequence[Asked], rest: str, parameters: Sequence[Any] = (), *, many: bool) -> list[Ints]:
    """`SELECT asked … rest`, each column as int64, instants in microseconds. many: thousands of rows are expected.

    Many rows come from PostgreSQL as one binary block that is read in place: no object for every number, and no
    arithmetic with instants in the server.
    """
    if many and connection.vendor == "postgresql":
        return _read_block(asked, rest, parameters)
    selected = ", ".join(instant_sql(one.sql) if one.is_instant else one.sql for one in asked)
    return [
        instants_from(values, missing=one.missing) if one.is_instant else whole(values, missing=one.missing)
        for one, values in zip(asked, fetch(f"SELECT {selected} {rest}", parameters), strict=True)
    ]


def _read_block(asked: Sequence[Asked], rest: str, parameters: Sequence[Any]) -> list[Ints]:
    """Each column as one array in PostgreSQL's binary form: eight octets a number, with its length before it."""
    # The largest number is what PostgreSQL sends for an instant that never comes.
    selected = ", ".join(
        f"array_agg(COALESCE({one.sql}, 'infinity'))"
        if one.is_instant
        else f"array_agg(COALESCE({one.sql}::bigint, {_NO_NUMBER}))"
        for one in asked
    )
    with _block_cursor() as cursor:
        cursor.execute(f"SELECT {selected} {rest}", parameters or None)
        row = cursor.fetchone()
    return [_from_block(sent, one) for sent, one in zip(row or [None] * len(asked), asked, strict=True)]


def _block_cursor() -> Any:
    """A cursor whose arrays come as octets, counted and watched by Django like any other of the connection."""
    connection.ensure_connection()
    plain: Any = psycopg.Cursor(connection.connection)
    plain.format = Format.BINARY
    for kind in _ARRAYS:
        plain.adapters.register_loader(kind, _AsSent)
    return connection.make_debug_cursor(plain) if connection.queries_logged else connection.make_cursor(plain)


def _from_block(sent: bytes | None, one: Asked) -> Ints:
    if sent is None:  # no rows
        return np.empty(0, dtype=np.int64)
    values = np.frombuffer(sent, dtype=_NUMBER, offset=_ARRAY_BEGINS)["value"].astype(np.int64)
    nothing = values == (_NEVER_COMES if one.is_instant else _NO_NUMBER)
    if one.is_instant:
        values += _MICROSECONDS_TO_2000
    if one.missing is not None:
        values[nothing] = one.missing
    return values


def whole(values: list[Any], missing: int | None = None) -> Ints:
    """A column of whole numbers; `missing` stands for NULL."""
    if missing is not None and None in values:
        values = [missing if value is None else value for value in values]
    return np.array(values, dtype=np.int64)


# -- writing ------------------------------------------------------------------------------------------------------


def next_ids(table: str, count: int) -> Ints:
    """Row ids that nobody else will use, ascending. To be used in the transaction that asks."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
            sequence = cursor.fetchone()[0]  # asked for once, not once per number
            numbers = "SELECT nextval(%s::regclass) AS one FROM generate_series(1, %s)"
            cursor.execute(f"SELECT min(one), max(one) FROM ({numbers}) taken", [sequence, count])
            first, last = cursor.fetchone()
            if count and last - first + 1 == count:
                return np.arange(first, last + 1, dtype=np.int64)
            # Somebody else took some in between, so these are left unused, and others are asked for by name.
            cursor.execute(numbers, [sequence, count])
            return np.sort(np.array([row[0] for row in cursor.fetchall()], dtype=np.int64))
        # SQLite: a writing transaction is alone (IMMEDIATE), and AUTOINCREMENT follows the ids that are given.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        last = row[0] if row else 0
        return np.arange(last + 1, last + count + 1, dtype=np.int64)


def append(table: str, columns: Mapping[str, Column]) -> None:
    """Write rows, given column by column: binary COPY on PostgreSQL, executemany on SQLite."""
    listed = ", ".join(columns)
    kinds = list(columns.values())
    count = len(kinds[0])
    assert all(len(one) == count for one in kinds), {name: len(one) for name, one in columns.items()}
    if not count:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            if (
                count > ROWS_AT_ONCE
            ):  # room for what the triggers look at (references.py), until the transaction ends
                cursor.execute("SET LOCAL work_mem = '64MB'")
            # Django names the errors of its own cursor methods only, and `copy` is none of them.
            statement = f"COPY {table} ({listed}) FROM STDIN (FORMAT BINARY)"
            with connection.wrap_database_errors, cursor.copy(statement) as copy:
                copy.write(_COPY_BEGINS)
                for begin in range(0, count, ROWS_AT_ONCE):
                    copy.write(copy_block(kinds, begin, min(begin + ROWS_AT_ONCE, count)))
                copy.write(_COPY_ENDS)
            return
        marks = ", ".join(["%s"] * len(kinds))
        rows: Any = zip(
            *(one.values() for one in kinds), strict=True
        )  # taken one by one, never all in memory
        cursor.executemany(f"INSERT INTO {table} ({listed}) VALUES ({marks})", rows)


def rewrite_json(table: str, column: str, values: Mapping[int, Any]) -> None:
    """Put another JSON value into one column of many rows. values: row id → what it holds from now on."""
    listed = [(json.dumps(value), pk) for pk, value in values.items()]
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.executemany(f"UPDATE {table} SET {column} = %s WHERE id = %s", listed)
            return
        for begin in range(0, len(listed), ROWS_AT_ONCE):
            texts, ids = zip(*listed[begin : begin + ROWS_AT_ONCE], strict=True)
            cursor.execute(
                f"""UPDATE {table} SET {column} = new.value::jsonb
                    FROM unnest(%s::bigint[], %s::text[]) AS new (id, value) WHERE {table}.id = new.id""",
                [list(ids), list(texts)],
            )


def sha256_of(columns: Iterable[NDArray[Any]]) -> str:
    """The hash of columns: each as little-endian 64-bit whole numbers, one after another."""
    digest = hashlib.sha256()
    for column in columns:
        digest.update(np.ascontiguousarray(column).astype("<i8").tobytes())
    return digest.hexdigest()
