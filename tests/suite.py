"""The whole suite, once on each database. `make test` calls this; what follows on the command line goes to pytest.

Tests that say nothing about the database run once, with the first one. Every run's last line is printed again at the end.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE))

import postgres  # noqa: E402  # beside this file

# These say the same on both, so the second run leaves them out: they ask no database, or one of their own beside the
# suite's, or only how a page reads and what a browser makes of it: words, keys, width, accessibility, a phone without a
# network, and who may open which address. What such pages ask of the record is asked of both in tests/district; the
# pages that write about learners are tried on both.
ONCE = (
    "tests/mathematics",
    "tests/spec",
    "tests/architecture/test_acts.py",
    "tests/architecture/test_clock.py",
    "tests/architecture/test_docs.py",
    "tests/architecture/test_elsewhere_stays_outside.py",
    "tests/architecture/test_language.py",
    "tests/architecture/test_layers.py",
    "tests/architecture/test_names_and_sizes.py",
    "tests/architecture/test_no_state_of_failing.py",
    "tests/architecture/test_tokens.py",
    "tests/architecture/test_urls.py",
    "tests/district/demo/test_content.py",
    "tests/district/demo/test_examples.py",
    "tests/district/evidence/test_files_by_content.py",
    "tests/district/evidence/test_files_in_a_bucket.py",
    "tests/district/proficiency/test_levels_of_files.py",
    "tests/district/proficiency/test_suppressed_tables.py",
    # How answers are shaped. Whole frameworks go through either database in tests/district/interop/case, and what
    # is selected is asked of either in tests/district/rest/case.
    "tests/district/rest/case/test_manners.py",
    "tests/district/rest/case/test_official_descriptions.py",
    "tests/district/rest/case/test_real_frameworks.py",
    "tests/district/site/test_import_obstacles.py",
    "tests/district/site/test_serving.py",
    "tests/portals/continua",
    "tests/portals/counselor",
    "tests/portals/curriculum",
    "tests/portals/family",
    "tests/portals/public",
    "tests/portals/review",
    "tests/portals/site",
    # Pages that are only read, of portals whose other pages write about learners.
    "tests/portals/leader/test_contacts.py",
    "tests/portals/leader/test_overview.py",
    "tests/portals/leader/test_pace_came.py",
    "tests/portals/pace/test_group_pace.py",
    "tests/portals/pace/test_year_lines.py",
    "tests/portals/pace/test_year_pages.py",
    "tests/portals/registrar/test_reading.py",
    "tests/portals/student/test_competency.py",
    "tests/portals/student/test_home.py",
    "tests/portals/student/test_line_and_evidence.py",
    "tests/portals/student/test_without_evidence.py",
    "tests/portals/teacher/test_grid.py",
    "tests/portals/teacher/test_pages.py",
    "tests/portals/test_checks_in_words.py",
    "tests/portals/test_examples_are_shown.py",
    "tests/portals/test_paces_in_words.py",
)
# Stories whose acts write on every page they pass; the others are walked on the first database only.
WALKED_ON_BOTH = (
    "test_a_learner_arrives.py",
    "test_moving_on.py",
    "test_rating_reaches_the_learner.py",
    "test_ready_means_ready.py",
)
ONCE_NAMED = "*_in_the_browser.py"
NO_TESTS = 5  # pytest's word for an empty selection


def main() -> int:
    asked, rest = _asked()
    lines, codes = [], []
    with tempfile.TemporaryDirectory(prefix="headway-tests-compiled-") as folder:
        _compile_once(Path(folder))
        for turn, database in enumerate(asked.databases.split(",")):
            code, line = _run(database, asked.workers, rest, first=turn == 0)
            lines.append(f"{database:<11} {line}")
            codes.append(code)
    print("\n" + "\n".join(lines))
    return max(codes)


def _compile_once(folder: Path) -> None:
    """What is compiled serves every worker, every `headway` that a test starts, and both databases.

    Where Python is told to leave no bytecode beside the sources, each process compiled everything anew: half of the
    seconds in which `headway` starts. Templates are kept by tests/conftest.py.
    """
    os.environ["HEADWAY_TEST_COMPILED"] = str(folder)
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")


def _asked() -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser()
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--workers", default="2")
    return parser.parse_known_args()


def _run(database: str, workers: str, rest: list[str], *, first: bool) -> tuple[int, str]:
    """Run the suite on one database; the exit code, and what to say at the end."""
    print(f"\n== the suite on {database} ==", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="headway-tests-") as folder:
        summary = Path(folder) / "summary"
        # Files go out in the order of tests/conftest.py, and not those with few tests (the journeys) last.
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-n",
            workers,
            "--dist",
            "loadfile",
            "--no-loadscope-reorder",
            "-q",
            *rest,
        ]
        if not first and not any(word.startswith("tests") for word in rest):
            command += [f"--ignore={path}" for path in (*ONCE, *_walked_once())] + [
                f"--ignore-glob={ONCE_NAMED}"
            ]
        environment = {
            **os.environ,
            "HEADWAY_DATA_DIR": str(Path(folder) / "var"),
            "HEADWAY_ENV": "development",
            "HEADWAY_TEST_SUMMARY": str(summary),
        }
        code = _beside(database, command, environment, Path(folder))
        line = summary.read_text().strip() if summary.exists() else "did not run"
    if code == NO_TESTS:
        code = 0
    return code, f"{line} ({time.monotonic() - started:.0f} s)"


def _walked_once() -> list[str]:
    journeys = sorted(path.name for path in (HERE / "journeys").glob("test_*.py"))
    return [f"tests/journeys/{name}" for name in journeys if name not in WALKED_ON_BOTH]


def _beside(database: str, command: list[str], environment: dict[str, str], folder: Path) -> int:
    if database == "sqlite":
        environment["HEADWAY_DATABASE_URL"] = f"sqlite:///{folder}/headway.sqlite3"
        return subprocess.call(command, cwd=ROOT, env=environment)
    if database != "postgresql":
        print(f"There is no database called {database}: use sqlite, postgresql or both with a comma.")
        return 2
    os.environ.update(environment)
    os.chdir(ROOT)
    code = postgres.main(["run", "--", *command])
    if code == postgres.CANNOT:
        if os.environ.get("HEADWAY_WITHOUT_POSTGRES") == "1":
            print("Left out, because HEADWAY_WITHOUT_POSTGRES=1. The suite has NOT been run on PostgreSQL.")
            return 0
        print("To run the suite on SQLite only, say so: HEADWAY_WITHOUT_POSTGRES=1 make test")
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
