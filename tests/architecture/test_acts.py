"""Every act that the code records has words: a trail that nobody can read is no trail."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from headway.district.portals.admin.presenters import ACTS
from tests.architecture.code import SOURCE, python_files


def recorded_acts(path: Path) -> Iterator[tuple[int, str]]:
    """The acts given to `record(…, act=…)`: constants, both ends of a choice, and names set to a constant."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                for name, value in _pairs(target, node.value):
                    names.setdefault(name, set()).update(_texts(value, {}))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("record", "record_many"):
            for keyword in node.keywords:
                if keyword.arg == "act":
                    found = _texts(keyword.value, names)
                    yield from ((node.lineno, act) for act in sorted(found) or ["(cannot be read)"])


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, given in zip(target.elts, value.elts, strict=True):
            yield from _pairs(one, given)


def _texts(node: ast.expr, names: dict[str, set[str]]) -> set[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return _texts(node.body, names) | _texts(node.orelse, names)
    if isinstance(node, ast.Name):
        return names.get(node.id, set())
    return set()


def test_every_act_that_is_recorded_has_words():
    speechless = [
        f"{path.relative_to(SOURCE)}:{line} {act}"
        for path in python_files(SOURCE / "headway" / "district")
        for line, act in recorded_acts(path)
        if act not in ACTS
    ]
    assert speechless == [], "give them words in portals/admin/acts.py"


def test_all_words_are_of_acts_that_somebody_records():
    recorded = {
        act for path in python_files(SOURCE / "headway" / "district") for _line, act in recorded_acts(path)
    }
    assert set(ACTS) - recorded == set()


@pytest.mark.parametrize(
    ("code", "acts"),
    [
        ('audit.record(by=by, act="a.done")', ["a.done"]),
        ('record(act="a.done" if new else "a.undone", by=by)', ["a.done", "a.undone"]),
        ('BEGUN = "a.begun"\ndef f():\n    audit.record(act=BEGUN)', ["a.begun"]),
        ('def f():\n    act, since = "a.seen", now()\n    audit.record(act=act)', ["a.seen"]),
        ("audit.record(act=make_up())", ["(cannot be read)"]),
        ('audit.trail(act="a.done")', []),
    ],
)
def test_an_act_is_found_however_it_is_given(tmp_path, code, acts):
    planted = tmp_path / "planted.py"
    planted.write_text(code)
    assert [act for _line, act in recorded_acts(planted)] == acts
