"""References that PostgreSQL checks for a whole statement at once, for tables into which many rows come together.

A foreign key asks once per row and reference; for a file of 200,000 ratings that is more than a million questions, and
most of the time. These triggers ask once per statement and distinct value, lock the rows referred to as a foreign key
does, and refuse to delete what is still referred to. SQLite keeps its foreign keys, which cost little there (ADR 0011).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

__all__ = ["Reference", "check_together_operation", "is_watched", "orphans", "references_checked_together"]


class Reference(NamedTuple):
    """Column `column` of `table` holds ids of `parent`. lasting: no row of the parent ever goes, so none is locked."""

    table: str
    column: str
    parent: str
    lasting: bool = False

    @property
    def guard(self) -> str:
        """The name of the trigger that keeps what is referred to."""
        return f"{self.table}_{self.column}_keeps"


_CHECK = """CREATE OR REPLACE FUNCTION headway_references_exist() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE place int := 0; absent bigint; question text;
BEGIN
    WHILE place < TG_NARGS LOOP
        question := CASE WHEN TG_ARGV[place + 2] = 'lasting' THEN
            'SELECT count(*) FROM added a WHERE a.%1$I IS NOT NULL '
            'AND NOT EXISTS (SELECT 1 FROM %2$I p WHERE p.id = a.%1$I)'
        ELSE
            'WITH named AS (SELECT DISTINCT %1$I AS id FROM added WHERE %1$I IS NOT NULL), '
            'there AS (SELECT p.id FROM %2$I p JOIN named ON named.id = p.id FOR KEY SHARE OF p) '
            'SELECT (SELECT count(*) FROM named) - (SELECT count(*) FROM there)'
        END;
        -- Planned anew each time: one row and 200,000 rows want different plans.
        EXECUTE format(question, TG_ARGV[place], TG_ARGV[place + 1]) INTO absent;
        IF absent > 0 THEN
            RAISE EXCEPTION '% values of %.% are not in %', absent, TG_TABLE_NAME, TG_ARGV[place], TG_ARGV[place + 1]
                USING ERRCODE = 'foreign_key_violation';
        END IF;
        place := place + 3;
    END LOOP;
    RETURN NULL;
END $$"""

_KEEP = """CREATE OR REPLACE FUNCTION headway_still_referred_to() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found_one boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE %I = $1)', TG_ARGV[0], TG_ARGV[1]) INTO found_one USING OLD.id;
    IF found_one THEN
        RAISE EXCEPTION 'row % of % is still referred to by %.%', OLD.id, TG_TABLE_NAME, TG_ARGV[0], TG_ARGV[1]
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$"""


def check_together_operation(
    *references: Reference,
):  # a migration operation; its type needs django.db.migrations
    """A migration operation that lets PostgreSQL check these references per statement instead of per row.

    Only for tables that refuse UPDATE: nothing is checked when a row changes.
    """
    from headway.district.foundation.statements import Statements

    def forwards(_models, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            _watch(schema_editor, references)

    def backwards(_models, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            _watch_no_more(schema_editor, references)

    operation = Statements(forwards, backwards)
    operation.references = references  # type: ignore[attr-defined]  # read by references_checked_together
    return operation


def references_checked_together() -> tuple[Reference, ...]:
    """The references that the migrations declare to be checked per statement."""
    from django.db.migrations.loader import MigrationLoader

    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations.values()
    return tuple(
        sorted(
            reference
            for migration in migrations
            for operation in migration.operations
            for reference in getattr(operation, "references", ())
        )
    )


def is_watched(connection: BaseDatabaseWrapper, reference: Reference) -> bool:
    """Does this database refuse rows that refer to nothing, and keep what is referred to?"""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA foreign_key_list({reference.table})")
            return any(row[3] == reference.column for row in cursor.fetchall())
        cursor.execute(
            """SELECT count(*) FROM pg_trigger WHERE tgenabled <> 'D' AND
               (tgrelid, tgname) IN ((to_regclass(%s), %s), (to_regclass(%s), %s))""",
            [reference.table, _check_name(reference.table), reference.parent, reference.guard],
        )
        return cursor.fetchone()[0] == 2


def orphans(connection: BaseDatabaseWrapper, reference: Reference) -> int:
    """How many rows refer to nothing? Reads the whole table."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT count(*) FROM {reference.table} c WHERE c.{reference.column} IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM {reference.parent} p WHERE p.id = c.{reference.column})"""
        )
        return cursor.fetchone()[0]


def _watch(schema_editor: BaseDatabaseSchemaEditor, references: tuple[Reference, ...]) -> None:
    for function in (_CHECK, _KEEP):
        schema_editor.execute(function, params=None)  # its percent signs are its own
    for reference in references:
        for name in _foreign_keys(schema_editor, reference):
            schema_editor.execute(f'ALTER TABLE {reference.table} DROP CONSTRAINT "{name}"')
        schema_editor.execute(
            f"CREATE TRIGGER {reference.guard} AFTER DELETE OR UPDATE OF id ON {reference.parent} "
            f"FOR EACH ROW EXECUTE FUNCTION headway_still_referred_to('{reference.table}', '{reference.column}')"
        )
    for table in sorted({one.table for one in references}):
        named = ", ".join(
            f"'{one.column}', '{one.parent}', '{'lasting' if one.lasting else ''}'"
            for one in references
            if one.table == table
        )
        schema_editor.execute(
            f"CREATE TRIGGER {_check_name(table)} AFTER INSERT ON {table} REFERENCING NEW TABLE AS added "
            f"FOR EACH STATEMENT EXECUTE FUNCTION headway_references_exist({named})"
        )


def _watch_no_more(schema_editor: BaseDatabaseSchemaEditor, references: tuple[Reference, ...]) -> None:
    """Foreign keys again, as Django makes them."""
    for table in sorted({one.table for one in references}):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {_check_name(table)} ON {table}")
    for one in references:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {one.guard} ON {one.parent}")
        schema_editor.execute(
            f"ALTER TABLE {one.table} ADD CONSTRAINT {one.table}_{one.column}_fk FOREIGN KEY ({one.column}) "
            f"REFERENCES {one.parent} (id) DEFERRABLE INITIALLY DEFERRED"
        )


def _foreign_keys(schema_editor: BaseDatabaseSchemaEditor, reference: Reference) -> Iterator[str]:
    with schema_editor.connection.cursor() as cursor:
        constraints = schema_editor.connection.introspection.get_constraints(cursor, reference.table)
    for name, found in constraints.items():
        if found["foreign_key"] and found["columns"] == [reference.column]:
            yield name


def _check_name(table: str) -> str:
    return f"{table}_references"
