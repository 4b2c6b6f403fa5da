"""The layers hold: for imports (import-linter), for doors between apps, and for relations between models."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.code import ROOT, SOURCE, imports_of, layers, module_name, python_files

DISTRICT = layers("district")
LINTER = Path(sys.executable).with_name("lint-imports")

# Not domain apps: they have no models, so they have no door either; others may use what they offer.
WITHOUT_DOOR = {"site", "portals", "rest", "templates", "static", "locale"}
# What the foundation offers directly, because models and migrations are declared with it.
FOUNDATION_HIDES = {"models", "migrations"}


# -- imports --


def lint(folder: Path, **environment: str) -> subprocess.CompletedProcess:
    command = [str(LINTER), "--config", str(folder / ".importlinter"), "--no-cache"]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env={**os.environ, **environment}
    )


def test_imports_keep_to_the_layers():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


PLANTED = {
    "mathematics-asks-the-district": ("mastery/facts/planted.py", "import headway.district.people"),
    "mathematics-asks-django": ("mastery/facts/planted.py", "import django"),
    "facts-ask-proficiency": ("mastery/facts/planted.py", "import headway.mastery.proficiency"),
    "people-ask-evidence": ("district/people/planted.py", "import headway.district.evidence"),
    "portal-asks-portal": ("district/portals/student/planted.py", "import headway.district.portals.teacher"),
    "models-ask-services": ("district/people/models.py", "import headway.district.people.services"),
}


@pytest.mark.parametrize(("where", "line"), PLANTED.values(), ids=PLANTED)
def test_a_planted_import_breaks_a_contract(tmp_path, where, line):
    """The contracts can break: in an empty tree of the same shape, one wrong import is noticed."""
    portals = ["student", "family", "teacher", "curriculum", "review", "counselor"]
    portals += ["registrar", "leader", "admin", "public"]
    packages = [f"mastery/{name}" for name in layers("mathematics")] + [
        f"district/{name}" for name in DISTRICT
    ]
    for package in (*packages, *(f"district/portals/{portal}" for portal in portals)):
        folder = tmp_path / "headway" / package
        folder.mkdir(parents=True, exist_ok=True)
        for parent in (folder, folder.parent, folder.parent.parent):
            if tmp_path in parent.parents:
                (parent / "__init__.py").touch()
    (tmp_path / "headway/district/people/services.py").touch()
    shutil.copy(ROOT / ".importlinter", tmp_path)
    assert lint(tmp_path, PYTHONPATH=str(tmp_path)).returncode == 0, "the empty tree keeps every contract"
    (tmp_path / "headway" / where).write_text(line + "\n")
    done = lint(tmp_path, PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert "BROKEN" in done.stdout


# -- doors --


def past_the_door(source: Path) -> list[str]:
    """Imports that reach into another app past its api and types."""
    found = []
    for path in python_files(source / "headway" / "district", migrations=True):
        own = path.relative_to(source / "headway" / "district").parts[0]
        for line, name in imports_of(path):
            words = name.split(".")
            if words[:2] != ["headway", "district"] or len(words) < 4:
                continue
            app, inside = words[2], words[3]
            if app == own or app in WITHOUT_DOOR:
                continue
            doors = FOUNDATION_HIDES if app == "foundation" else {"api", "types"}
            if (inside in doors) is (app == "foundation"):
                found.append(f"{module_name(path, source)}:{line} imports {name}")
    return found


def test_apps_are_entered_by_their_door():
    assert past_the_door(SOURCE) == []


@pytest.mark.parametrize(
    ("line", "is_closed"),
    [
        ("from headway.district.people.models import Learner", True),
        ("from headway.district.people import models", True),
        ("import headway.district.people.services", True),
        ("from headway.district.foundation.models import AuditEntry", True),
        ("def later():\n    from headway.district.people.selectors import learners", True),
        ("from headway.district.people.api import visible_learners", False),
        ("from headway.district.people.types import Role", False),
        ("from headway.district.foundation.fields import name_field", False),
        ("from headway.district.evidence.models import Rating", False),
    ],
)
def test_a_planted_way_past_the_door_is_noticed(tmp_path, line, is_closed):
    planted = tmp_path / "headway/district/evidence/planted.py"
    planted.parent.mkdir(parents=True)
    planted.write_text(line + "\n")
    assert bool(past_the_door(tmp_path)) is is_closed


# -- relations between models --


def upward_relations(relations: Iterable[tuple[str, str, str]]) -> list[str]:
    """Relations (app, what, target app) whose target does not stand below, by the list in .importlinter."""
    found = []
    for app, what, target in relations:
        if target != app and target in DISTRICT and DISTRICT[target] >= DISTRICT[app]:
            found.append(f"{what} points up or sideways, to {target}")
    return found


def all_relations() -> list[tuple[str, str, str]]:
    return [
        (model._meta.app_label, f"{model.__name__}.{field.name}", field.related_model._meta.app_label)
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("headway.")
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is not None
    ]


def test_relations_between_models_point_down():
    relations = all_relations()
    assert ("evidence", "Rating.learner", "people") in relations, "the list sees relations named by text"
    assert upward_relations(relations) == []


@pytest.mark.parametrize(
    ("app", "target", "is_upward"),
    [("people", "evidence", True), ("portfolios", "supports", True), ("evidence", "people", False)],
)
def test_a_planted_relation_upward_is_noticed(app, target, is_upward):
    assert bool(upward_relations([(app, "Planted.field", target)])) is is_upward


def test_every_installed_app_has_a_layer():
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("headway.")}
    assert ours <= set(DISTRICT)
