"""Is this installation in order? One function for each thing that can be wrong; each finding says what to do."""

from __future__ import annotations

import datetime as dt
import gettext
import shutil
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from headway.district.site.environment import Environment

__all__ = ["IN_ORDER", "LOOK_AT", "NOT_IN_ORDER", "Finding", "findings"]

IN_ORDER, LOOK_AT, NOT_IN_ORDER = "in order", "look at", "not in order"

# Below this the next import or backup may not find room.
LITTLE_SPACE_BYTES = 2 * 1024**3
NO_SPACE_BYTES = 200 * 1024**2
# A clock further off than this puts evidence on the wrong day, or sessions out of time.
CLOCK_TOLERANCE = dt.timedelta(minutes=2)
MAIL_SECONDS = 5
# A catalogue with fewer sentences than this is a file that was begun, not a translation.
FEWEST_WORDS = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and what to do where it is not in order."""

    what: str
    state: str
    sentence: str
    remedy: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def findings() -> list[Finding]:
    """Everything that was found, in the order in which to repair it."""
    found = list(check_settings())
    if any(finding.state == NOT_IN_ORDER for finding in found):
        return found  # with unreadable settings nothing else can be looked at
    for check in (check_folder, check_database):
        found += _safely(check)
    if all(finding.state != NOT_IN_ORDER for finding in found):
        found += _safely(check_append_only)
        found += _safely(check_references)
    for check in (check_static, check_languages, check_mail, check_clock):
        found += _safely(check)
    return found


def _safely(check: Callable[[], Iterable[Finding]]) -> list[Finding]:
    """A check that stumbles is a finding too, and does not hide the others."""
    what = check.__name__.removeprefix("check_").replace("_", " ")
    try:
        return list(check())
    except Exception as problem:
        return [
            Finding(
                what, NOT_IN_ORDER, f"Could not be looked at: {problem}", "Repair what stands above first."
            )
        ]


def check_settings(environment: Environment | None = None) -> Iterator[Finding]:
    environment = environment or Environment()
    problems = environment.problems()
    for sentence in problems:
        yield Finding("settings", NOT_IN_ORDER, sentence, "See docs/reference/settings.md.")
    if not problems:
        yield Finding("settings", IN_ORDER, f"HEADWAY_ENV is {environment['HEADWAY_ENV']}; nothing unsafe.")


def check_folder() -> Iterator[Finding]:
    """The data folder: there, writable, with room."""
    from django.conf import settings

    folder = Path(settings.DATA_DIR)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".headway-check"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as problem:
        yield Finding(
            "data folder",
            NOT_IN_ORDER,
            f"{folder} cannot be written ({problem.strerror}).",
            "Give the user who runs Headway the right to write it, or set HEADWAY_DATA_DIR.",
        )
        return
    yield Finding("data folder", IN_ORDER, f"{folder} can be written.")
    yield check_space(shutil.disk_usage(folder).free)


def check_space(free: int) -> Finding:
    said = f"{free / 1024**3:.1f} GB free."
    if free < NO_SPACE_BYTES:
        return Finding("disk space", NOT_IN_ORDER, said, "Free some space before the next import.")
    if free < LITTLE_SPACE_BYTES:
        return Finding("disk space", LOOK_AT, said, "Plan for more space.")
    return Finding("disk space", IN_ORDER, said)


def check_database() -> Iterator[Finding]:
    """Reachable, in this version's shape, and, for SQLite, set so that readers do not wait for a writer."""
    from django.db import connection

    from headway.district.foundation.api import Conflict
    from headway.district.site.cli.database import waiting_migrations

    try:
        connection.ensure_connection()
    except Exception as problem:
        yield Finding(
            "database",
            NOT_IN_ORDER,
            f"It does not answer: {str(problem).strip()}",
            "Start the database server, or correct HEADWAY_DATABASE_URL.",
        )
        return
    # The path, because a relative one means another file in every folder from which headway is called.
    where = f" ({connection.settings_dict['NAME']})" if connection.vendor == "sqlite" else ""
    yield Finding("database", IN_ORDER, f"{connection.display_name} answers{where}.")
    try:
        waiting = waiting_migrations()
    except Conflict as too_old:
        yield Finding("migrations", NOT_IN_ORDER, str(too_old.sentence), str(too_old.remedy))
        return
    if waiting:
        missing = "1 step is missing." if len(waiting) == 1 else f"{len(waiting)} steps are missing."
        yield Finding("migrations", NOT_IN_ORDER, missing, "Run `headway migrate`.")
    else:
        yield Finding("migrations", IN_ORDER, "The database has this version's shape.")
    if connection.vendor == "sqlite":
        yield from _check_sqlite(connection)


def _check_sqlite(connection) -> Iterator[Finding]:
    file = Path(connection.settings_dict["NAME"])
    if file.exists() and file.stat().st_mode & 0o077:
        yield Finding(
            "database file rights",
            LOOK_AT,
            "Other users of this machine can read the learners' records.",
            f"chmod 600 {file}",
        )
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0].lower()
        cursor.execute("PRAGMA quick_check(1)")
        state = cursor.fetchone()[0]
    if mode == "wal":
        yield Finding("write-ahead log", IN_ORDER, "Readers do not wait for writers.")
    else:
        yield Finding(
            "write-ahead log",
            NOT_IN_ORDER,
            f"SQLite's journal mode is {mode}, so readers wait for writers.",
            "Keep the database on a local disk (not a network folder), where WAL works.",
        )
    if state != "ok":
        yield Finding(
            "database file",
            NOT_IN_ORDER,
            f"It is damaged: {state}",
            "Stop the server and restore the last backup.",
        )


def check_append_only() -> Iterator[Finding]:
    """The triggers that keep evidence, decisions and the trail from being rewritten."""
    from django.db import connection

    from headway.district.foundation.append_only import is_armed, protected_tables

    tables = protected_tables()
    open_tables = [table for table in tables if not is_armed(connection, table)]
    if open_tables:
        yield Finding(
            "append-only tables",
            NOT_IN_ORDER,
            f"The database would let these be rewritten: {', '.join(open_tables)}.",
            "Restore the triggers from a backup's schema, or ask for help: the record can be changed unseen.",
        )
    else:
        yield Finding("append-only tables", IN_ORDER, f"{len(tables)} tables refuse changes.")


def check_references() -> Iterator[Finding]:
    """Evidence, ratings and decisions refer to what is there, and the database sees to it."""
    from django.db import connection

    from headway.district.evidence.api import ratings_of_other_learners
    from headway.district.foundation.references import is_watched, orphans, references_checked_together

    references = references_checked_together()
    unwatched = [one for one in references if not is_watched(connection, one)]
    if unwatched:
        yield Finding(
            "references",
            NOT_IN_ORDER,
            "The database would let these refer to nothing: "
            f"{', '.join(f'{one.table}.{one.column}' for one in unwatched)}.",
            "Restore the triggers from a backup's schema, or ask for help.",
        )
    lost = {f"{one.table}.{one.column}": orphans(connection, one) for one in references}
    lost["ratings of another learner than their evidence"] = ratings_of_other_learners()
    found = ", ".join(f"{name}: {count}" for name, count in lost.items() if count)
    if found:
        yield Finding(
            "references", NOT_IN_ORDER, f"Rows that refer to nothing. {found}.", "Restore the last backup."
        )
    elif not unwatched:
        yield Finding("references", IN_ORDER, f"{len(references)} references lead to what is there.")


def check_static() -> Iterator[Finding]:
    """Style sheets and scripts: present, and collected where production serves them from."""
    from django.conf import settings
    from django.contrib.staticfiles import finders

    source = Path(settings.STATICFILES_DIRS[0])
    sheets = list(source.rglob("*.css"))
    if not sheets or finders.find(str(sheets[0].relative_to(source))) is None:
        yield Finding(
            "static files",
            NOT_IN_ORDER,
            "The style sheets are not there.",
            "Install the whole package again.",
        )
        return
    root = Path(settings.STATIC_ROOT)
    if settings.IS_PRODUCTION and not root.exists():
        yield Finding(
            "static files", LOOK_AT, "Not collected yet.", "`headway serve` collects them when it starts."
        )
        return
    yield Finding("static files", IN_ORDER, f"{len(sheets)} style sheets found.")


def check_languages(folder: Path | None = None) -> Iterator[Finding]:
    """The compiled catalogue of every language but English."""
    from django.conf import settings

    folder = folder or Path(settings.LOCALE_PATHS[0])
    for code, name in settings.LANGUAGES:
        if code == "en":
            continue
        compiled = folder / code / "LC_MESSAGES" / "django.mo"
        try:
            with compiled.open("rb") as file:
                words = len(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
        except (OSError, UnicodeDecodeError, struct.error):
            words = 0
        if words < FEWEST_WORDS:
            yield Finding(
                f"language {code}",
                NOT_IN_ORDER,
                f"{name} has no words.",
                "Run `make messages`, or install again.",
            )
        else:
            yield Finding(f"language {code}", IN_ORDER, f"{name} has {words:,} sentences.")


def check_mail() -> Iterator[Finding]:
    """Mail carries links for new passwords; nothing is sent here."""
    from django.conf import settings
    from django.core.mail import get_connection

    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        yield Finding(
            "mail",
            LOOK_AT,
            "Mail is printed, not sent, so nobody can ask for a new password.",
            "Set HEADWAY_EMAIL_URL to smtp://USER:PASSWORD@HOST:PORT.",
        )
        return
    connection = get_connection(timeout=MAIL_SECONDS)
    try:
        connection.open()
        connection.close()
    except Exception as problem:
        yield Finding(
            "mail",
            NOT_IN_ORDER,
            f"The mail server does not accept us: {problem}",
            "Correct HEADWAY_EMAIL_URL.",
        )
        return
    yield Finding("mail", IN_ORDER, f"{settings.EMAIL_HOST} accepts us.")


def check_clock() -> Iterator[Finding]:
    """The machine's time against the database's and the trail's, and the zone in which dates are reckoned."""
    from django.conf import settings
    from django.db import connection

    from headway.district.foundation.api import audit, clock

    now = clock.now()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            apart = abs(cursor.fetchone()[0] - now)
        if apart > CLOCK_TOLERANCE:
            yield Finding(
                "clock",
                NOT_IN_ORDER,
                f"This machine and the database server are {apart} apart.",
                "Let both take the time from the network (NTP).",
            )
            return
    last = audit.trail().first()
    if last and last.at > now + CLOCK_TOLERANCE:
        yield Finding(
            "clock",
            NOT_IN_ORDER,
            f"The newest act in the trail is from {last.at:%Y-%m-%d %H:%M} UTC, which is still to come.",
            "Set this machine's clock (NTP).",
        )
        return
    yield Finding("clock", IN_ORDER, f"It is {now:%Y-%m-%d %H:%M} UTC.")
    if settings.TIME_ZONE == "UTC":
        yield Finding(
            "time zone",
            LOOK_AT,
            "Dates are reckoned in UTC, where a school day in America ends in the evening.",
            "Set HEADWAY_TIME_ZONE, for example America/Chicago.",
        )
    else:
        yield Finding("time zone", IN_ORDER, f"Dates are reckoned in {settings.TIME_ZONE}.")
