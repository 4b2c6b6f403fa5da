"""The real product for the journeys: a demo district, built once, of which each worker serves a copy of its own.

Building takes some seconds, copying none: so every worker, and every journey that changes the whole district (an
import), has a district to itself, and no story depends on what another one did. Workers share the built district
through a folder and a lock; whoever leaves last removes it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.journeys import pictures

__all__ = ["District", "built_district", "later", "served"]

HEADWAY = [sys.executable, "-c", "import sys; from headway.district.site.cli import main; sys.exit(main())"]
SOURCE = Path(__file__).resolve().parents[2] / "src"
LEARNERS = 800 if pictures.ARE_WANTED else 120
PATIENCE = 300  # seconds; how long it takes is not what is tried here


@dataclass(frozen=True)
class District:
    """A district whose pages answer at `address`; its record lies in `database`, everything else in `folder`."""

    address: str
    database: str = ""
    folder: Path = Path()


@contextlib.contextmanager
def built_district(folder: Path) -> Iterator[str]:
    """The URL of a database with a demo in it, which nobody changes; shared by all who name the same folder."""
    folder.mkdir(parents=True, exist_ok=True)
    me = folder / f"user-{uuid.uuid4().hex}"
    with _locked(folder):
        me.touch()
        named = folder / "database-url"
        if not named.exists():
            database = _new_database(folder / "built", template=None)
            _headway(["demo", "--learners", str(LEARNERS), "--no-serve"], folder / "built", database)
            named.write_text(database)
        database = named.read_text()
    try:
        yield database
    finally:
        with _locked(folder):
            me.unlink()
            if not list(folder.glob("user-*")):
                named.unlink()
                _remove_database(database)
                shutil.rmtree(folder / "built", ignore_errors=True)


@contextlib.contextmanager
def served(template: str, folder: Path) -> Iterator[District]:
    """A copy of a built district, served as a district serves it: `headway serve` on a free port."""
    database = _new_database(folder, template=template)
    try:
        with _serving(folder, database) as address:
            yield District(address, database, folder)
    finally:
        _remove_database(database)


@contextlib.contextmanager
def later(district: District, *, days: int) -> Iterator[District]:
    """The same record that many days on, after a night's work; a server of its own for the pages of that day."""
    ahead = {"HEADWAY_DEMO_DAYS_AHEAD": str(days)}
    _headway(["pace", "nightly"], district.folder, district.database, ahead)
    with _serving(district.folder, district.database, ahead) as address:
        yield District(address, district.database, district.folder)


@contextlib.contextmanager
def _serving(folder: Path, database: str, further: dict[str, str] | None = None) -> Iterator[str]:
    port = _free_port()
    log = folder / f"server-{port}.log"
    with log.open("w") as said:
        server = subprocess.Popen(
            [*HEADWAY, "serve"],
            env={
                **_environment(folder, database),
                **(further or {}),
                "HEADWAY_PORT": str(port),
                "HEADWAY_WORKERS": "1",
            },
            stdout=said,
            stderr=said,
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/health/", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)
    assert "Traceback" not in log.read_text(), log.read_text()


# -- databases: files, or databases beside the one of the tests --


def _new_database(folder: Path, *, template: str | None) -> str:
    """Make a database of its own, empty or as a copy; its URL."""
    folder.mkdir(parents=True, exist_ok=True)
    given = os.environ.get("HEADWAY_DATABASE_URL", "")
    if not given.startswith("postgres"):
        path = folder / "district.sqlite3"
        if template:
            shutil.copy(template.removeprefix("sqlite:///"), path)
        return f"sqlite:///{path}"
    name = f"headway_journey_{uuid.uuid4().hex[:12]}"
    copied = f' TEMPLATE "{urlsplit(template).path[1:]}"' if template else ""
    _beside(given, f'CREATE DATABASE "{name}"{copied}')
    return urlunsplit(urlsplit(given)._replace(path=f"/{name}"))


def _remove_database(database: str) -> None:
    if database.startswith("postgres"):
        _beside(
            os.environ["HEADWAY_DATABASE_URL"],
            f'DROP DATABASE IF EXISTS "{urlsplit(database).path[1:]}" WITH (FORCE)',
        )


def _beside(given: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(statement)


# -- processes --


def _environment(folder: Path, database: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEADWAY_")}
    return {
        **kept,
        "HEADWAY_ENV": "demo",
        "HEADWAY_DATA_DIR": str(folder / "var"),
        "HEADWAY_DATABASE_URL": database,
        "PYTHONPATH": str(SOURCE),
    }


def _headway(words: list[str], folder: Path, database: str, further: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        [*HEADWAY, *words],
        env={**_environment(folder, database), **(further or {})},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.1)
    raise AssertionError(f"The server did not answer: {log.read_text()}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
