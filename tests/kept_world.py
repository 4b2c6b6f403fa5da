"""The world, built once for each worker and then laid down again: rows into tables, objects from a pickle.

Building goes through the services, as a district does, and asks some five hundred questions of the database. Most tests
need its outcome and not the way there. What a test finds is the same in both: rows with the same identifiers and
moments, and objects of its own, so no test can see what another one did with them.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

__all__ = ["Kept"]


@dataclass
class Kept:
    """What `build` left behind at one moment. rows: table → (columns, rows); ends: sequence → its last number."""

    objects: bytes = b""
    rows: dict[str, tuple[list[str], list[Any]]] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, build: Callable[[], Any]) -> tuple[Any, Kept | None]:
        """Build, and keep it; nothing is kept where building changed rows that were there before."""
        before = _everything()
        built = build()
        after = _everything()
        kept = cls(objects=pickle.dumps(built))
        for table, (columns, rows) in after.items():
            there = set(before[table][1])
            if not there <= set(rows):
                return built, None
            if new := [row for row in rows if row not in there]:
                kept.rows[table] = (columns, new)
        if connection.vendor == "postgresql":
            kept.ends = _ends(kept.rows)
        return built, kept

    def again(self) -> Any:
        """The same rows once more, in this test's transaction; the objects, anew."""
        with transaction.atomic():
            for table, (columns, rows) in self.rows.items():
                _append(table, columns, rows)
            if self.ends:
                # Numbers that the first build took are never given out a second time.
                with connection.cursor() as cursor:
                    cursor.execute(
                        "SELECT "
                        + ", ".join(
                            f"setval('{name}', greatest({last}, (SELECT last_value FROM {name})))"
                            for name, last in self.ends.items()
                        )
                    )
        return pickle.loads(self.objects)  # written above, in this process


def _everything() -> dict[str, tuple[list[str], list[Any]]]:
    """Every row of every table, as the database writes it."""
    with connection.cursor() as cursor:
        tables = sorted(
            one.name for one in connection.introspection.get_table_list(cursor) if one.type == "t"
        )
        return {table: _rows(cursor, table) for table in tables}


def _rows(cursor: Any, table: str) -> tuple[list[str], list[Any]]:
    if connection.vendor == "postgresql":
        with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
            text = b"".join(bytes(part) for part in copy)
        return [], text.splitlines(keepends=True)
    cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')
    columns = [one[0] for one in cursor.description]
    # The sign keeps SQLite from telling the column's type, so nothing is converted on the way out or in.
    cursor.execute("SELECT {} FROM {}".format(", ".join(f'+"{one}"' for one in columns), f'"{table}"'))
    return columns, cursor.fetchall()


def _append(table: str, columns: list[str], rows: list[Any]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                copy.write(b"".join(rows))
            return
        names = ", ".join(f'"{one}"' for one in columns)
        marks = ", ".join("%s" for _one in columns)
        cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)


def _ends(tables: dict[str, Any]) -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            for one in connection.introspection.get_sequences(cursor, table):
                cursor.execute(f"SELECT last_value FROM {one['name']}")
                found[one["name"]] = cursor.fetchone()[0]
    return found
