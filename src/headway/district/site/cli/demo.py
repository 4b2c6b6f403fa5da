"""A simulated district to look at. It is never mixed with records of real people."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from headway.district.site.cli.database import migrate_quietly
from headway.district.site.cli.screen import progress, say, table
from headway.district.site.cli.serving import serve_pages
from headway.district.site.cli.words import DONE, NOT_DONE

__all__ = ["demo"]

# The row of the trail by which a demo is known; only databases that have it are ever emptied.
BUILT = "demo.built"


def demo(asked: argparse.Namespace) -> int:
    """Build the demo where there is none, say who can sign in, and serve it."""
    from django.conf import settings

    from headway.district.demo import api as district

    if settings.IS_PRODUCTION:
        say("HEADWAY_ENV is production, where no simulated people are added. Use HEADWAY_ENV=demo elsewhere.")
        return NOT_DONE
    if asked.fresh and not _remove():
        return NOT_DONE
    migrate_quietly()
    if not _is_built():
        if _has_people():
            say(
                "This database holds records that are not a demo, so no simulated people are added. "
                "Give another one: HEADWAY_DATABASE_URL=sqlite:///var/demo.sqlite3."
            )
            return NOT_DONE
        with progress("Building the demo") as report:
            district.build(learners=asked.learners, seed=asked.seed, progress=report)
        _note(asked)
    _who_can_sign_in(district)
    return DONE if asked.no_serve else serve_pages()


def _is_built() -> bool:
    from headway.district.foundation.api import audit

    return audit.trail(act=BUILT).exists()


def _has_people() -> bool:
    from headway.district.people.api import any_people

    return any_people()


def _note(asked: argparse.Namespace) -> None:
    """The build's own row in the trail, unless it has written one."""
    from django.db import transaction

    from headway.district.foundation.api import SYSTEM, audit

    if not _is_built():
        with transaction.atomic():
            audit.record(by=SYSTEM, act=BUILT, learners=asked.learners, seed=asked.seed)


def _remove() -> bool:
    """Remove the demo's database; only a demo's, and only where one is."""
    from django.db import connection

    tables = connection.introspection.table_names()
    if "foundation_auditentry" not in tables:
        return True
    if not _is_built():
        say("This database is not a demo, so it is not removed.")
        return False
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
        connection.close()
    return True


def _who_can_sign_in(district) -> None:
    accounts: Sequence = district.sign_ins()
    table(
        "Who can sign in",
        ("who", "user name", "password", "what to look at"),
        ((each.who, each.username, each.password, each.look) for each in accounts),
    )
