"""Does everything that a bundle refers to exist? In the bundle, or elsewhere: then it is said what is needed.

A bulk bundle should be complete by itself. Real ones often leave a file out (courses, say). Then the reference isn't
wrong, it is open: it goes to `Bundle.needs`, and whoever applies the bundle looks into what is stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Literal

from headway.mastery.formats.oneroster.bundle import Table
from headway.mastery.formats.oneroster.columns import SHAPES, Column
from headway.mastery.formats.oneroster.notes import Notes
from headway.mastery.formats.problems import message

Found = Literal["here", "elsewhere", "nowhere"]
Needs = dict[str, set[str]]

BOTH_SIDES = message(
    "oneroster.remedy.reference",
    "Add the missing record to its file, or take the reference out, then export again.",
)


def settle_references(
    tables: Mapping[str, Table], version: str, notes: Notes
) -> tuple[dict[str, Table], dict[str, frozenset[str]]]:
    """The tables without rows and cells that refer to nobody, and what has to be looked up elsewhere."""
    settled: dict[str, Table] = {}
    needs: Needs = defaultdict(set)
    for name, shape in SHAPES.items():
        table = tables.get(name)
        if table is None:
            continue
        references = list(shape.references)
        if name == "demographics":
            references.append(Column("sourcedId", "ref", ("1.1", "1.2"), target="users", field="sourced_id"))
        known = {
            target: frozenset(row.sourced_id for row in (settled.get(target) or tables[target]).rows)
            for target in {column.target for column in references}
            if target in tables
        }
        kept, unread = [], set(table.unread)
        edition = "1.2" if version == "1.2" else "1.1"
        for row in table.rows:
            settled_row = row
            if row.status != "tobedeleted":
                settled_row = _settled(row, table, references, known, settled, tables, needs, edition, notes)
            if settled_row is None:
                unread.add(row.sourced_id)
            else:
                kept.append(settled_row)
        settled[name] = Table(name, table.mode, tuple(kept), table.complete, frozenset(unread))
    return settled, {target: frozenset(ids) for target, ids in needs.items() if ids}


def _settled(
    row: Any,
    table: Table,
    references: list[Column],
    known: dict[str, frozenset[str]],
    settled: Mapping[str, Table],
    tables: Mapping[str, Table],
    needs: Needs,
    edition: str,
    notes: Notes,
) -> Any | None:
    for column in references:
        value = getattr(row, column.field)
        if not value:
            continue
        here = known.get(column.target, frozenset())
        many = type(value) is tuple
        missing = [v for v in value if v not in here] if many else () if value in here else (value,)
        if not missing:
            continue
        target = settled.get(column.target) or tables.get(column.target)
        nowhere = []
        for identifier in missing:
            if _is_open(identifier, column, table, target, row.line, notes):
                needs[column.target].add(identifier)
            else:
                nowhere.append(identifier)
        if not nowhere:
            continue
        left = tuple(v for v in value if v not in nowhere) if many else None
        required = edition in column.required and not column.survives
        if required and not left:
            _say_nobody(table.name, row, column, nowhere[0], notes)
            return None
        _say_cleared(table.name, row, column, nowhere[0], notes)
        row = row._replace(**{column.field: left})
    return row


def _is_open(
    identifier: str, column: Column, table: Table, target: Table | None, line: int, notes: Notes
) -> bool:
    """Whether a record that isn't among the rows may still exist in what is stored."""
    if target is not None and identifier in target.unread:
        notes.gather(
            "warning",
            "waits_for_row",
            "{file} refers to “{id}”, whose own row in {target} was left out (rows: {lines}; in all {count}). The reference can "
            "be used only when “{id}” is already known.",
            message("oneroster.remedy.waits_for_row", "Repair that row first."),
            file=table.name,
            line=line,
            field=column.name,
            about=identifier,
            id=identifier,
            target=f"{column.target}.csv",
        )
        return True
    if target is not None and target.mode == "bulk" and target.complete:
        return False
    if table.mode == "bulk" and (target is None or target.mode == "bulk"):
        notes.gather(
            "warning",
            "not_complete",
            "{file} refers to records of {target}, which is not in the bundle or could not be read to its end. They can be used "
            "only when they are already known.",
            message(
                "oneroster.remedy.not_complete",
                "Send {target} in the same bundle.",
                target=f"{column.target}.csv",
            ),
            file=table.name,
            line=line,
            field=column.name,
            target=f"{column.target}.csv",
        )
    return True


def _say_nobody(name: str, row: Any, column: Column, identifier: str, notes: Notes) -> None:
    notes.say(
        "error",
        "reference_to_nobody",
        "Row {line} refers to “{id}” as {column}, and {target} has no such row; it was left out.",
        BOTH_SIDES,
        file=name,
        line=row.line,
        identifier=row.sourced_id,
        field=column.name,
        id=identifier,
        target=f"{column.target}.csv",
    )


def _say_cleared(name: str, row: Any, column: Column, identifier: str, notes: Notes) -> None:
    notes.say(
        "warning",
        "reference_cleared",
        "Row {line} refers to “{id}” as {column}, and {target} has no such row; the row was taken without it.",
        BOTH_SIDES,
        file=name,
        line=row.line,
        identifier=row.sourced_id,
        field=column.name,
        id=identifier,
        target=f"{column.target}.csv",
    )
