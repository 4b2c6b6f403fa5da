"""A simulated district to look at. It is never mixed with records of real people."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from headway.district.site.cli.database import migrate_quietly
from headway.district.site.cli.screen import progress, say, table
from headway.district.site.cli.serving import serve_pages
from headway.district.site.cli.words import DONE, NOT_DONE

__all__ = ["demo"]


def demo(asked: argparse.Namespace) -> int:
    """Build the demo where there is none, say who can sign in, and serve it."""
    from django.conf import settings

    from headway.district.demo import api as district

    if settings.IS_PRODUCTION:
        say("HEADWAY_ENV is production, where no simulated people are added. Use HEADWAY_ENV=demo elsewhere.")
        return NOT_DONE
    if asked.fresh and not _remove(district):
        return NOT_DONE
    migrate_quietly()
    given = {name: value for name in ("learners", "seed") if (value := getattr(asked, name)) is not None}
    with progress("Building the demo") as report:
        built = district.build(**given, progress=report)
    say(built.words)
    _who_can_sign_in(built.people)
    return DONE if asked.no_serve else serve_pages()


def _remove(district: Any) -> bool:
    """Remove the demo's database; only a demo's, and only where one is."""
    from django.db import connection

    tables = connection.introspection.table_names()
    if "foundation_auditentry" not in tables:
        return True
    if not district.is_begun() and _holds_people():
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


def _holds_people() -> bool:
    from headway.district.people.api import any_people

    return any_people()


def _who_can_sign_in(people: Iterable[Any]) -> None:
    table(
        "Who can sign in",
        ("who", "user name", "password", "what to look at"),
        ((each.who, each.username, each.password, each.look) for each in people),
    )
