"""The database's shape, and what is worked out from the evidence."""

from __future__ import annotations

import argparse
import contextlib
import os
from pathlib import Path

from headway.district.site.cli.screen import progress, say
from headway.district.site.cli.words import DONE, NOT_DONE

__all__ = ["determine", "is_migrated", "migrate", "migrate_quietly", "waiting_migrations"]


def waiting_migrations() -> list[str]:
    """The migrations that this version brings and this database has not had, as app.name.

    Raises Conflict where the database stands between two of the steps that were joined since: they are not here.
    """
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from headway.district.foundation.api import Conflict

    executor = MigrationExecutor(connection)
    if executor.loader.replacements.keys() - executor.loader.graph.nodes.keys():
        raise Conflict(
            "This database was made by an earlier version, and its last steps are not part of this one.",
            remedy="Run `headway migrate` with the version 45580e5, the last that has them, then with this one.",
        )
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def is_migrated() -> bool:
    return not waiting_migrations()


def migrate(asked: argparse.Namespace) -> int:
    """Bring the database to this version's shape."""
    waiting = waiting_migrations()
    if not waiting:
        _remember_joined_steps()
        say("The database has this version's shape already.")
        return DONE
    if asked.plan:
        say(f"{_steps(len(waiting))} would be taken:", *(f"\n  {name}" for name in waiting))
        return DONE
    migrate_quietly()
    say(f"The database is ready: {_steps(len(waiting))} taken.")
    return DONE


def _remember_joined_steps() -> None:
    """Steps that were taken one by one are written down under the name of the step that joins them."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    MigrationExecutor(connection).check_replacements()


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{count} steps"


def migrate_quietly() -> None:
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "sqlite":
        _private_file(Path(connection.settings_dict["NAME"]))
    with progress("Preparing the database"):
        call_command("migrate", interactive=False, verbosity=0)


def _private_file(path: Path) -> None:
    """Where SQLite will write: for the user who runs Headway alone. Its log and shared memory take the same rights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))


def determine(asked: argparse.Namespace) -> int:
    """Rebuild what the pages show of every learner from evidence, decisions and the rules in effect."""
    from headway.district.proficiency.api import recompute

    if not is_migrated():
        say("The database is not set up for this version. Run `headway migrate` first.")
        return NOT_DONE
    with progress("Working out proposals") as report:
        done = recompute(learner_ids=None, progress=report)
    say(f"Done: {done} standings stand as the rules in effect propose." if isinstance(done, int) else "Done.")
    return DONE
