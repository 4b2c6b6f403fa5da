"""Only `foundation.clock` reads the clock, so that any moment can be tested and replayed."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.code import SOURCE, calls_of, python_files

MAY_READ = {
    "headway/district/foundation/clock.py": "the one place",
    "headway/district/foundation/identifiers.py": "identifiers are ordered by the machine's time; nothing is reckoned from it",
    "headway/district/site/messages.py": "the date in a catalogue's header",
}
READS = {"now", "utcnow", "today", "localdate", "time_ns", "time", "gmtime", "ctime"}
OF = {
    "datetime",
    "date",
    "dt",
    "time",
    "timezone",
    "datetime.datetime",
    "dt.datetime",
    "datetime.date",
    "dt.date",
}
BY_DATABASE = {"Now", "functions.Now", "CurrentTimestamp"}


def readers(source: Path) -> list[str]:
    """Calls that read the time, other than through foundation.clock."""
    found = []
    for path in python_files(source, migrations=True):
        name = str(path.relative_to(source))
        if name in MAY_READ:
            continue
        for line, called, call in calls_of(path):
            of, _dot, what = called.rpartition(".")
            reads = what in READS and of in OF and (what != "time" or of == "time")
            # With an argument it only converts.
            reads |= called == "timezone.localtime" and not call.args
            if reads or called in BY_DATABASE or _sets_itself(call):
                found.append(f"{name}:{line} {called}")
    return found


def _sets_itself(call: ast.Call) -> bool:
    return any(word.arg in {"auto_now", "auto_now_add"} for word in call.keywords)


def test_only_the_clock_reads_the_time():
    assert readers(SOURCE) == []


def test_every_exception_still_exists():
    assert [name for name in MAY_READ if not (SOURCE / name).exists()] == []


@pytest.mark.parametrize(
    ("line", "is_noticed"),
    [
        ("dt.datetime.now(dt.UTC)", True),
        ("datetime.now()", True),
        ("date.today()", True),
        ("time.time()", True),
        ("timezone.now()", True),
        ("timezone.localtime()", True),
        ("models.DateTimeField(auto_now_add=True)", True),
        ("Now()", True),
        ("clock.now()", False),
        ("clock.today()", False),
        ("timezone.localtime(value)", False),
        ("dt.time(9, 30)", False),
        ("time.monotonic()", False),
    ],
)
def test_a_planted_reader_is_noticed(tmp_path, line, is_noticed):
    (tmp_path / "planted.py").write_text(line + "\n")
    assert bool(readers(tmp_path)) is is_noticed
