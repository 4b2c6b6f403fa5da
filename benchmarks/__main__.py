"""Runs the measurements, each in a process of its own, on databases of their own under var/bench.

python -m benchmarks [NAME …]     names or beginnings of names; all without one
HEADWAY_BENCH_LEARNERS=10000      size of the large district (its figures are promised at 10,000)
HEADWAY_BENCH_ENGINES=sqlite,postgresql
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.figures import Figure, table, write

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import postgres  # noqa: E402  # the server that the tests use, too

FOLDER = ROOT / "var" / "bench"
LATEST = ROOT / "benchmarks" / "latest.json"

# module of measurements: (names that it answers, whether it needs the large district, per engine)
MODULES = {
    "benchmarks.large_district": (("demo-10000",), True),
    "benchmarks.rollover": (("rollover-10000",), True),
    "benchmarks.pages": (("class-grid", "learner-home", "rating"), True),
    "benchmarks.imports": (("import-grand-bend", "import-ccss-coherence"), False),
    "benchmarks.gaps": (("gaps-mathematics", "gaps-all"), False),
    "benchmarks.ratings_import": (("import-ratings",), False),
    "benchmarks.elsewhere": (("elsewhere",), False),
    "benchmarks.suggestions": (("suggest-prerequisites", "suggest-crosswalk"), False),
    "benchmarks.map_page": (("map-page",), False),
    "benchmarks.recompute": (("recompute-dense",), False),
    "benchmarks.sureness": (("sureness",), False),
    "benchmarks.parquet": (("levels-parquet",), False),
    "benchmarks.rating_in_browser": (("rating-in-browser",), False),
    "benchmarks.provider": (("case-provider",), False),
    "benchmarks.rules": (("rules-default", "rules-tree"), False),
    "benchmarks.agreement": (("agreement",), False),
    "benchmarks.real_responses": (("real-responses",), False),
    "benchmarks.placement": (("placement",), False),
    "benchmarks.leveling": (("leveling-10000",), False),
    "benchmarks.readiness": (("readiness-10000",), False),
    "benchmarks.board": (("board",), True),
    "benchmarks.nightly": (("nightly-100000", "nightly-district"), True),
    "benchmarks.signals": (("signals",), False),
    "benchmarks.forecast": (("forecast",), False),
    "benchmarks.checks": (("check-next", "check-at-once"), False),
}
# What writes about the whole district works on a copy of it, so that the others measure what they measured before.
ON_A_COPY = frozenset(["benchmarks.nightly"])
# What reads files, or works without a database, is measured once.
ON_ONE_ENGINE = frozenset(
    [
        "benchmarks.imports",
        "benchmarks.gaps",
        "benchmarks.suggestions",
        "benchmarks.rules",
        "benchmarks.readiness",
        "benchmarks.forecast",
        "benchmarks.signals",
        "benchmarks.agreement",
        "benchmarks.real_responses",
        "benchmarks.placement",
        "benchmarks.sureness",
        "benchmarks.parquet",
    ]
)


def main(wanted: list[str]) -> int:
    engines = os.environ.get("HEADWAY_BENCH_ENGINES", "sqlite,postgresql").split(",")
    figures: list[Figure] = []
    for engine in engines:
        with _database(engine) as url:
            for module, (names, large) in MODULES.items():
                asked = [
                    name
                    for name in names
                    if not wanted or any(name.startswith(w) or w.startswith(name) for w in wanted)
                ]
                if not asked or (module in ON_ONE_ENGINE and engine != "sqlite"):
                    continue
                figures += _measure(module, engine, url, asked, large)
    if wanted:
        figures = [one for one in figures if any(one.name.startswith(name) for name in wanted)]
    print(table(figures))
    write(figures, LATEST)
    return 0 if figures and all(one.holds is not False for one in figures) else 1


def _measure(module: str, engine: str, url: str, names: list[str], large: bool) -> list[Figure]:
    """Run one module in a process of its own; it prints a figure per line, as JSON."""
    kind = "large" if large and module not in ON_A_COPY else module.rsplit(".", 1)[-1]
    folder = FOLDER / engine / f"{kind}-{_shape()}"
    folder.mkdir(parents=True, exist_ok=True)
    if module in ON_A_COPY:
        _measure("benchmarks.large_district", engine, url, [], True)  # where it isn't built yet
        _copy_of_large(engine, url, folder, kind)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "headway.district.site.settings",
        "HEADWAY_DATA_DIR": str(folder),
        "HEADWAY_DATABASE_URL": _database_url(engine, url, folder, kind),
        "HEADWAY_ENV": "demo",
    }
    print(f"… {module} on {engine}", file=sys.stderr, flush=True)
    done = subprocess.run(
        [sys.executable, "-m", module, engine, *names],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{module} did not finish on {engine}")
    return [Figure(**json.loads(line)) for line in done.stdout.splitlines() if line.startswith("{")]


def _shape() -> str:
    """A word for the shape of the database: other migrations, another database."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "src").rglob("migrations/*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def _copy_of_large(engine: str, url: str, folder: Path, kind: str) -> None:
    """A copy of the large district in the place of the last one."""
    if engine == "sqlite":
        for left in folder.glob("bench.sqlite3*"):
            left.unlink()
        shutil.copyfile(folder.with_name(f"large-{_shape()}") / "bench.sqlite3", folder / "bench.sqlite3")
        return
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "bench_{kind}_{_shape()}"')
        connection.execute(f'CREATE DATABASE "bench_{kind}_{_shape()}" TEMPLATE "bench_large_{_shape()}"')


def _database_url(engine: str, url: str, folder: Path, kind: str) -> str:
    if engine == "sqlite":
        return f"sqlite:///{folder / 'bench.sqlite3'}"
    name = f"bench_{kind}_{_shape()}"
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')
    base, _slash, rest = url.rpartition("/")
    return f"{base}/{name}" + (f"?{rest.split('?', 1)[1]}" if "?" in rest else "")


@contextmanager
def _database(engine: str) -> Iterator[str]:
    """A PostgreSQL server for the length of the run, set to survive a power loss as in a district; nothing for SQLite.

    What it keeps stays under var/bench, so that the large district is built once.
    """
    if engine == "sqlite":
        yield ""
        return
    folder = FOLDER / engine / "server"
    url = postgres.start(folder, "-c max_connections=20 -h ''")
    try:
        yield url
    finally:
        postgres.halt(folder)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
