"""What every test may ask for. `make test` runs the suite once per database: HEADWAY_DATABASE_URL says which.

    world            the schools Alder and Birch and their people (tests/worlds.py), at a fixed time
    sign_in(person)  a client in which this person is signed in
    clock            sets the time: clock.set("2026-11-02 09:00"), clock.advance(days=3)

No test reaches the network, and tests that commit (`transactional_db`, `live_server`) may empty append-only tables.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
import socket
import sys
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Both cores run tests already; threads of their own would wait for one another. Read when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from django.test import Client

    from tests.worlds import World

gc.disable()  # until the tests are collected: nothing is garbage yet

# Wednesday in the seventh week of school, nine in the morning in UTC.
NOW = dt.datetime(2026, 10, 7, 9, 0, tzinfo=dt.UTC)


# How long an example takes says how busy the machine is, never whether a property holds.
settings.register_profile("headway", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("headway")


# -- the database ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory, django_db_modify_db_settings_parallel_suffix) -> None:
    """SQLite lives in a file as in a district (WAL, several connections), but need not survive a power loss."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "headway.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def _surroundings_of_tests(tmp_path_factory) -> None:
    """Files, cache and passwords of tests stay apart from those of the machine, and hashing is quick."""
    from django.conf import settings

    settings.DATA_DIR = tmp_path_factory.mktemp("var")
    settings.STATIC_ROOT = settings.DATA_DIR / "static"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if compiled := os.environ.get("HEADWAY_TEST_COMPILED"):  # tests/suite.py: one folder for all workers
        from django.template import engines
        from jinja2 import FileSystemBytecodeCache

        (templates := Path(compiled) / "templates").mkdir(exist_ok=True)
        engines["jinja2"].env.bytecode_cache = FileSystemBytecodeCache(str(templates))


@pytest.fixture(scope="session", autouse=True)
def _append_only_tables_can_be_emptied() -> None:
    """Tests that commit are cleaned up by emptying every table, which the triggers of both databases refuse."""
    from django.db import connection

    DatabaseOperations = type(connection.ops)
    empty = DatabaseOperations.execute_sql_flush

    def on_postgresql(self: Any, sql_list: list[str]) -> None:
        from headway.district.foundation.append_only import protected_tables

        def switch(state: str) -> list[str]:
            return [f"ALTER TABLE {t} {state} TRIGGER {t}_append_only_truncate" for t in protected_tables()]

        empty(self, [*switch("DISABLE"), *sql_list, *switch("ENABLE")])

    def on_sqlite(self: Any, sql_list: list[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%append_only%'"
            )
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            empty(self, sql_list)
            for _name, sql in triggers:
                cursor.execute(sql)

    DatabaseOperations.execute_sql_flush = on_sqlite if connection.vendor == "sqlite" else on_postgresql


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """What a process remembers of published versions must not outlive the test's rows: ids are used again."""
    yield
    if memory := sys.modules.get("headway.district.foundation.memory"):
        memory._end()  # a streamed answer that a test never read leaves its request open
    if len(sys.modules) != _FORGETTING.modules:
        _FORGETTING.look()
    for forget in _FORGETTING.ways:
        forget()
    if "django.core.cache" in sys.modules:
        from django.core.cache import cache

        cache.clear()


def _forgets(thing: Any) -> Any:
    """The way to make it forget, for a function that remembers its answers, or a memory of the newest; else None.

    The world of every test has the same identifiers, so what one test found must not answer the next.
    """
    if type(thing) is OrderedDict:
        return thing.clear
    forget = getattr(thing, "cache_clear", None)
    return forget if callable(forget) and hasattr(forget, "__self__") else None


class _Forgetting:
    """What forgets in the modules that are there. Thousands of names are looked at once, and not after every test."""

    def __init__(self) -> None:
        self.modules = 0
        self.ways: list[Callable[[], None]] = []
        self._seen: set[str] = set()
        self._known: set[int] = set()

    def look(self) -> None:
        """Find what modules that came since the last look remember."""
        self.modules = len(sys.modules)
        for name, module in list(sys.modules.items()):
            if name.startswith("headway.district.") and name not in self._seen:
                self._seen.add(name)
                for one in filter(None, map(_forgets, list(vars(module).values()))):
                    if id(one.__self__) not in self._known:
                        self._known.add(id(one.__self__))
                        self.ways.append(one)


_FORGETTING = _Forgetting()


# -- the world -------------------------------------------------------------------------------------------------------


class Clock:
    """The time that everything reads in this test."""

    def __init__(self) -> None:
        from headway.district.foundation import clock

        self._at = clock.at
        self._entered: Any = None
        self.instant = NOW

    def set(self, instant: dt.datetime | str) -> dt.datetime:
        """Set the time; a text is read as UTC."""
        if isinstance(instant, str):
            instant = dt.datetime.fromisoformat(instant)
        self.release()
        self.instant = instant if instant.tzinfo else instant.replace(tzinfo=dt.UTC)
        self._entered = self._at(self.instant)
        self._entered.__enter__()
        return self.instant

    def advance(self, **span: float) -> dt.datetime:
        return self.set(self.instant + dt.timedelta(**span))

    def release(self) -> None:
        if self._entered is not None:
            self._entered.__exit__(None, None, None)
            self._entered = None


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Every reader of the clock sees 7 October 2026, 09:00 UTC, until the test says otherwise."""
    clock = Clock()
    clock.set(NOW)
    yield clock
    clock.release()


@pytest.fixture(scope="session")
def _kept_worlds() -> dict[dt.datetime, Any]:
    """What building left behind, by the moment at which it was built."""
    return {}


@pytest.fixture
def world(db, clock, _kept_worlds) -> World:
    """The schools Alder and Birch (tests/worlds.py), a world of its own for each test."""
    from tests import worlds
    from tests.kept_world import Kept

    if kept := _kept_worlds.get(clock.instant):
        return kept.again()
    built, _kept_worlds[clock.instant] = Kept.of(worlds.build)
    return built


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """`sign_in(world.ortiz)`: a client in which this person is signed in; `sign_in(None)` a stranger's."""
    from django.test import Client

    def signed_in(who: Any, **options: Any) -> Client:
        client = Client(**options)
        person = getattr(who, "person", who)
        if person is not None:
            client.force_login(person.account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


# -- no network ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Connections leave this machine in no test: a page that needs the outside is a page that breaks in schools."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def check(sock: socket.socket, address: Any) -> None:
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0])
            if not (host.startswith("127.") or host in {"::1", "localhost"}):
                raise OSError(f"tests do not reach the network, and this one asked for {host}")

    def connect_here(sock: socket.socket, address: Any) -> None:
        check(sock, address)
        return connect(sock, address)

    def connect_ex_here(sock: socket.socket, address: Any) -> int:
        check(sock, address)
        return connect_ex(sock, address)

    socket.socket.connect, socket.socket.connect_ex = connect_here, connect_ex_here
    yield
    socket.socket.connect, socket.socket.connect_ex = connect, connect_ex


# -- what stays until the end --


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported and collected stays for the whole run, so Python need not look through it for garbage again and
    again: with thousands of tests, that took an eighth of the time."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


# -- the order of files --


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take long come first, so that no core waits for another at the end; then by the number of tests.
    (tests/suite.py hands whole files to workers in this order.)

    One journey goes ahead and builds the demo that all copy. Whole bundles and frameworks keep the other core busy
    meanwhile, and the other journeys and the pages in the browser follow.
    """
    counts = Counter(item.path for item in items)
    journeys = [path for path in counts if path.parent.name == "journeys"]
    ahead = min(journeys, key=lambda path: (-counts[path], str(path)), default=None)

    def turn(path: Path) -> int:
        if path == ahead:
            return 0
        if path.name in _SLOW:
            return 1
        return 2 if path.parent.name == "journeys" or path.name.endswith("_in_the_browser.py") else 3

    items.sort(key=lambda item: (turn(item.path), -counts[item.path], str(item.path)))


# Files of few tests, each of which takes many seconds.
_SLOW = frozenset(
    {
        "test_real_bundles.py",
        "test_import_obstacles.py",
        "test_serving.py",
        "test_right_when_sure.py",
        "test_suppressed_tables.py",
        "test_real_frameworks.py",
        "test_real_packages.py",
        "test_official_descriptions.py",
        "test_recomputing.py",
        "test_export.py",
        "test_drafting_joined.py",
        "test_drafting_loses_nothing.py",
        "test_suggestion_promises.py",
    }
)


# -- what was not tested is said -------------------------------------------------------------------------------------


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line per reason for which tests were skipped, so that "all passed" cannot hide what did not run."""
    if path := os.environ.get("HEADWAY_TEST_SUMMARY"):  # tests/suite.py repeats it at the very end
        Path(path).write_text(_summary(terminalreporter.stats))
    reasons = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", []))
    total = sum(reasons.values())
    terminalreporter.write_sep("-", f"skipped: {total}")
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"{count:5d}  {reason}")


def _summary(stats: dict[str, list[Any]]) -> str:
    kinds = ("failed", "error", "passed", "skipped", "xfailed", "xpassed")
    return ", ".join(f"{len(stats[kind])} {kind}" for kind in kinds if stats.get(kind)) or "no tests"


def _reason(report: Any) -> str:
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ").splitlines()[0] if text else "no reason given"
