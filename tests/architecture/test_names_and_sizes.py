"""Names say what is in a module, and a file that outgrows a reader becomes a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.architecture.code import ROOT

EMPTY_WORDS = {
    "core",
    "common",
    "utils",
    "util",
    "helpers",
    "helper",
    "manager",
    "managers",
    "data",
    "info",
    "misc",
}
LONGEST = 400
# Files that are long for a reason: path -> reason.
MAY_BE_LONG = {
    "src/headway/district/continuum/api.py": "a door: the list of what is offered, subject by subject, without logic",
    "tests/district/advancement/test_signing.py": "who may sign what, and what a signature opens, case by case",
    "tests/district/evidence/test_asking.py": "what learners ask and what adults answer, case by case",
    "tests/district/evidence/test_task_bank.py": "who may read, write and give which task, case by case",
    "tests/district/interop/oneroster/test_changes.py": "one bundle after another: what each change of the roster does",
    "tests/mathematics/formats/case/test_remarks.py": "every remark a reader can make has its case here",
    "tests/mathematics/formats/oneroster/test_reading_rows.py": "every remark about a row has its case here",
    "tests/portals/leader/test_rules.py": "a rule from its draft to its day, case by case",
    "tests/portals/teacher/test_stack.py": "every way through a stack of work has its case here",
    "tests/spec/proficiency/test_most_recent_consistent.py": "a table of cases that is also the handbook",
}
KINDS = (".py", ".html", ".css", ".js")
PLACES = ("src", "tests", "benchmarks")


def ours(root: Path) -> list[Path]:
    return [
        path
        for place in PLACES
        for path in sorted((root / place).rglob("*"))
        if path.suffix in KINDS and "__pycache__" not in path.parts and "migrations" not in path.parts
    ]


def empty_names(paths: Iterable[Path], root: Path) -> list[str]:
    """Modules and packages whose name says nothing."""
    return [
        str(path.relative_to(root))
        for path in paths
        if path.suffix == ".py"
        and EMPTY_WORDS & {part.removesuffix(".py") for part in path.relative_to(root).parts}
    ]


def too_long(paths: Iterable[Path], root: Path) -> list[str]:
    """Files over the limit without a reason. Vendored scripts (*.min.js) are not ours to shorten."""
    return [
        f"{name} ({lines} lines)"
        for path in paths
        if not path.name.endswith((".min.js", ".min.css"))
        and (name := str(path.relative_to(root))) not in MAY_BE_LONG
        and (lines := len(path.read_text().splitlines())) > LONGEST
    ]


def test_no_module_has_an_empty_name():
    assert empty_names(ours(ROOT), ROOT) == []


def test_no_file_is_too_long_without_a_reason():
    assert too_long(ours(ROOT), ROOT) == []


def test_reasons_are_given_only_for_long_files():
    lines = {name: len((ROOT / name).read_text().splitlines()) for name in MAY_BE_LONG}
    assert {name for name, count in lines.items() if count <= LONGEST} == set()


def test_an_empty_name_and_a_long_file_are_noticed(tmp_path):
    planted = tmp_path / "src/headway/utils/long.py"
    planted.parent.mkdir(parents=True)
    planted.write_text("x = 1\n" * (LONGEST + 1))
    assert empty_names(ours(tmp_path), tmp_path) == ["src/headway/utils/long.py"]
    assert too_long(ours(tmp_path), tmp_path) == ["src/headway/utils/long.py (401 lines)"]
