"""An import as a process of its own that meets a real obstacle: it is killed, the database is locked, the disk is full.

Each works on an embedded database of its own, whatever the suite runs on.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

ITEMS = 400
NAMESPACE = uuid.UUID("6f1f6f0e-9a52-5d6a-8a7e-0a4be0c40c11")

# The command line as a script would start it; the process ends itself by SIGKILL at the third time rows are written.
KILLED_WHILE_WRITING = """
import os, signal, sys
import django
django.setup()
from django.db.models.query import QuerySet
written, times = QuerySet.bulk_create, []
def bulk_create(self, *args, **kwargs):
    rows = written(self, *args, **kwargs)
    times.append(1)
    if len(times) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return rows
QuerySet.bulk_create = bulk_create
from headway.district.site.cli import main
sys.exit(main(sys.argv[1:]))
"""

# The same, with a second of patience for whoever writes instead of twenty: what is tried is what is said afterwards.
SOON_OUT_OF_PATIENCE = """
import sys
import django
django.setup()
from django.db import connection
connection.settings_dict["OPTIONS"]["timeout"] = 1
from headway.district.site.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def empty_district(tmp_path_factory) -> Path:
    """A migrated embedded database, made once and copied."""
    path = tmp_path_factory.mktemp("obstacles") / "district.sqlite3"
    done = headway(path, "migrate")
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def district(empty_district, tmp_path) -> Path:
    return Path(shutil.copy(empty_district, tmp_path / "district.sqlite3"))


@pytest.fixture
def package(tmp_path) -> str:
    """A framework of a few hundred items."""
    path = tmp_path / "framework.json"
    path.write_text(json.dumps(framework()))
    return str(path)


def framework() -> dict:
    def item(number: int) -> dict:
        identifier = str(uuid.uuid5(NAMESPACE, str(number)))
        return {
            "identifier": identifier,
            "uri": f"https://case.example.org/items/{identifier}",
            "fullStatement": f"Explains idea number {number} in words of one's own. " + "Detail. " * 40,
            "lastChangeDateTime": "2026-01-05T10:00:00+00:00",
        }

    document = str(uuid.uuid5(NAMESPACE, "document"))
    return {
        "CFDocument": {
            "identifier": document,
            "uri": f"https://case.example.org/documents/{document}",
            "title": "A framework on its way",
            "creator": "Three Rivers",
            "lastChangeDateTime": "2026-01-05T10:00:00+00:00",
        },
        "CFItems": [item(number) for number in range(ITEMS)],
        "CFAssociations": [],
    }


def environment(database: Path) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "headway.district.site.settings",
        "HEADWAY_DATABASE_URL": f"sqlite:///{database}",
        "HEADWAY_DATA_DIR": str(database.parent / "var"),
        "HEADWAY_ENV": "development",
    }


def headway(database: Path, *words: str, script: str = "", **options) -> subprocess.CompletedProcess[str]:
    script = script or "import sys; from headway.district.site.cli import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", script, *words],
        env=environment(database),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **options,
    )


def competencies(database: Path) -> int:
    with sqlite3.connect(database) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return connection.execute("SELECT count(*) FROM continuum_competency").fetchone()[0]


def test_an_import_that_is_killed_while_it_writes_leaves_nothing_and_can_be_repeated(district, package):
    killed = headway(district, "import", "case", package, "--yes", script=KILLED_WHILE_WRITING)
    assert killed.returncode == -signal.SIGKILL
    assert competencies(district) == 0
    again = headway(district, "import", "case", package, "--yes")
    assert again.returncode == 0, again.stderr
    assert competencies(district) == ITEMS


def test_a_locked_database_is_told_with_what_to_do_and_nothing_is_lost(district, package):
    holder = sqlite3.connect(district, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        waited = headway(district, "import", "case", package, "--yes", script=SOON_OUT_OF_PATIENCE)
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    assert waited.returncode == 1
    assert "Traceback" not in waited.stderr
    assert "Wait until it is done" in waited.stderr
    assert competencies(district) == 0
    assert headway(district, "import", "case", package, "--yes").returncode == 0
    assert competencies(district) == ITEMS


def test_a_full_disk_is_told_with_what_to_do_and_nothing_is_half_written(district, package):
    # Enough for the file on its way in, too little for what it would write.
    room = 100_000 + Path(package).stat().st_size

    def no_room() -> None:
        # Writing beyond this size is refused by the operating system, as on a disk without space.
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    full = headway(district, "import", "case", package, "--yes", preexec_fn=no_room)
    assert full.returncode == 1, full.stdout + full.stderr
    assert "Traceback" not in full.stderr
    assert competencies(district) == 0
    assert headway(district, "import", "case", package, "--yes").returncode == 0
    assert competencies(district) == ITEMS
