"""What a change of the year must leave as it is: every row of the record, and where every learner stands by it.

The rows are read as they lie in the database, table by table, so that a field which is added tomorrow is looked at
too. Where the database itself refuses every change (append-only tables, while their triggers are armed), how many rows
there are and which came last says as much, for a fraction of the time. Left out are the tables that say where and with whom a learner learns, which is what the change is about.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from django.apps import apps
from django.db import connection

from headway.district.advancement.selectors.stages import stages_of
from headway.district.continuum.api import current_map
from headway.district.foundation.append_only import is_armed
from headway.district.proficiency.api import proficient_columns
from headway.mastery.continuum import frontier_many

__all__ = ["RECORD_APPS", "Fingerprint", "different", "fingerprint", "rows_of"]

RECORD_APPS = (
    "evidence",
    "habits",
    "elsewhere",
    "assessments",
    "proficiency",
    "checks",
    "placement",
    "advancement",
)
# Where and with whom: what a change of the year is about.
_PLACES = {
    "advancement_band",
    "advancement_bandmembership",
    "advancement_transition",
    "advancement_rollover",
    "advancement_rolloverwithdrawal",
    "advancement_feeder",
}
ROWS_AT_ONCE = 20_000
LEARNERS_AT_ONCE = 2_000


@dataclass(frozen=True, eq=False)
class Fingerprint:
    """tables: (rows, hash) of every table of the record. statuses: a hash of where each learner stands, by her id:
    her stages, what is proficient, and every open next step."""

    tables: dict[str, tuple[int, str]]
    statuses: dict[int, str]

    @property
    def digest(self) -> str:
        """One hash of everything."""
        found = hashlib.sha256()
        for name, (rows, value) in sorted(self.tables.items()):
            found.update(f"{name} {rows} {value}\n".encode())
        for learner, value in sorted(self.statuses.items()):
            found.update(f"{learner} {value}\n".encode())
        return found.hexdigest()

    def rows(self, *tables: str) -> int:
        return sum(self.tables.get(name, (0, ""))[0] for name in tables)


def fingerprint() -> Fingerprint:
    """The record now: one pass over its tables and one over the learners."""
    return Fingerprint({name: _table(name) for name in _tables()}, _statuses())


def different(before: Fingerprint, after: Fingerprint) -> tuple[int, tuple[str, ...]]:
    """How many learners stand elsewhere than before, and which tables of the record changed."""
    ids = before.statuses.keys() | after.statuses.keys()
    learners = sum(before.statuses.get(one) != after.statuses.get(one) for one in ids)
    names = before.tables.keys() | after.tables.keys()
    return learners, tuple(sorted(one for one in names if before.tables.get(one) != after.tables.get(one)))


def _tables() -> list[str]:
    return sorted(
        model._meta.db_table
        for label in RECORD_APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.db_table not in _PLACES
    )


def _table(name: str) -> tuple[int, str]:
    """Every row in the order of its id, a part at a time; of a table that only grows, how far it has grown."""
    digest, rows, last = hashlib.sha256(), 0, 0
    with connection.cursor() as cursor:
        if is_armed(connection, name):
            cursor.execute(f'SELECT count(*), max(id) FROM "{name}"')
            count, newest = cursor.fetchone()
            return count, f"only grows, up to {newest}"
        whole = _row_as_text(cursor, name)
        while True:
            cursor.execute(
                f'SELECT t.id, {whole} FROM "{name}" t WHERE t.id > %s ORDER BY t.id LIMIT {ROWS_AT_ONCE}',
                [last],
            )
            part = cursor.fetchall()
            if not part:
                return rows, digest.hexdigest()
            digest.update("\n".join(text for _id, text in part).encode())
            rows, last = rows + len(part), part[-1][0]


def _row_as_text(cursor, name: str) -> str:  # type: ignore[no-untyped-def]
    """A whole row as one text, made by the database: reading a million rows as objects takes minutes."""
    if connection.vendor == "postgresql":
        return "t::text"
    cursor.execute(f'SELECT * FROM "{name}" LIMIT 0')
    return " || '|' || ".join(f'quote(t."{column[0]}")' for column in cursor.description)


def _statuses() -> dict[int, str]:
    stages, continuum = stages_of(None), current_map()
    parts: dict[int, list[bytes]] = {}
    if continuum is not None:
        _add_steps(parts, continuum)
    for learner, of in stages.items():
        told = repr(sorted((domain, one.level, one.since, one.uuid) for domain, one in of.items()))
        parts.setdefault(learner, []).append(told.encode())
    return {learner: hashlib.sha256(b"|".join(told)).hexdigest() for learner, told in parts.items()}


def _add_steps(parts: dict[int, list[bytes]], continuum) -> None:  # type: ignore[no-untyped-def]
    """What is proficient and what is open next, for everybody who has shown something."""
    columns = proficient_columns(None, continuum)
    position = {one.id: one.position for one in continuum.competencies}
    places = np.array([position.get(one, -1) for one in columns.competency.tolist()], dtype=np.int64)
    known = places >= 0
    learners, row = np.unique(columns.learner[known], return_inverse=True)
    places = places[known]
    for first in range(0, len(learners), LEARNERS_AT_ONCE):
        here = (row >= first) & (row < first + LEARNERS_AT_ONCE)
        some = learners[first : first + LEARNERS_AT_ONCE]
        mask = np.zeros((len(some), continuum.graph.n), dtype=bool)
        mask[row[here] - first, places[here]] = True
        steps = frontier_many(continuum.graph, mask)
        for learner, shown, ready in zip(
            some.tolist(), np.packbits(mask, axis=1), np.packbits(steps, axis=1), strict=True
        ):
            parts.setdefault(learner, []).append(shown.tobytes() + ready.tobytes())


def rows_of(*tables: str) -> int:
    """How many rows these tables of the record hold."""
    found = 0
    with connection.cursor() as cursor:
        for name in tables:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            found += int(cursor.fetchone()[0])
    return found
