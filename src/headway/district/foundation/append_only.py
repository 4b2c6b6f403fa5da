"""Tables that only grow: the database itself refuses UPDATE, DELETE and TRUNCATE, whatever the program tries."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

__all__ = ["arm", "disarm", "is_armed", "protect_operation", "protected_tables"]

_SENTENCE = "this table is append-only; append a withdrawal instead"


def arm(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Install the triggers that refuse changes to `table`."""
    disarm(schema_editor, table)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"""CREATE OR REPLACE FUNCTION headway_append_only() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '{_SENTENCE}'; END $$"""
        )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION headway_append_only()"
        )
        # Emptying a table at once passes by the rows, and so by the trigger on them.
        schema_editor.execute(
            f"CREATE TRIGGER {table}_append_only_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION headway_append_only()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(
            f"CREATE TRIGGER {table}_append_only_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{_SENTENCE}'); END"
        )


def disarm(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Take the triggers away: for retention work under its own audit row, and for emptying a test database."""
    if schema_editor.connection.vendor == "postgresql":
        for name in _names(table):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        return
    for verb in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only_{verb}")


def _names(table: str) -> tuple[str, str]:
    """PostgreSQL's triggers: for the rows, and for the table as a whole."""
    return f"{table}_append_only", f"{table}_append_only_truncate"


def protect_operation(*tables: str):  # a migration operation; its type needs django.db.migrations
    """A migration operation that arms the named tables."""
    from headway.district.foundation.statements import Statements

    def forwards(_models, schema_editor):
        for table in tables:
            arm(schema_editor, table)

    def backwards(_models, schema_editor):
        for table in tables:
            disarm(schema_editor, table)

    operation = Statements(forwards, backwards)
    operation.protects = tables  # type: ignore[attr-defined]  # read by protected_tables
    return operation


def protected_tables() -> tuple[str, ...]:
    """The tables that the migrations declare append-only, sorted."""
    from django.db.migrations.loader import MigrationLoader

    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations.values()
    return tuple(
        sorted(
            {
                table
                for migration in migrations
                for operation in migration.operations
                for table in getattr(operation, "protects", ())
            }
        )
    )


def is_armed(connection: BaseDatabaseWrapper, table: str) -> bool:
    """Does this database refuse UPDATE, DELETE and TRUNCATE on `table`? A later migration may have rebuilt the table."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT count(*) FROM pg_trigger "
                "WHERE tgrelid = to_regclass(%s) AND tgname IN (%s, %s) AND tgenabled <> 'D'",
                [table, *_names(table)],
            )
            return cursor.fetchone()[0] == 2
        cursor.execute(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND name IN (%s, %s)",
            [table, f"{table}_append_only_update", f"{table}_append_only_delete"],
        )
        return cursor.fetchone()[0] == 2
