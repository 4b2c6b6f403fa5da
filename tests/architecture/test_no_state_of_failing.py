"""No state anywhere says that a learner failed: not in an enumeration, not in the choices of a column (R046, LR01)."""

from __future__ import annotations

import enum
import importlib
import pkgutil
import re

import pytest
from django.apps import apps

import headway

FORBIDDEN = re.compile(
    r"(^|[_\W])(fail\w*|flunk\w*|zero|f|unsatisfactory|deficient|below.standard|not.met|does.not.meet|retain\w*|"
    r"held.back|remedial|at.risk|reprobad\w*|suspens\w*|fracas\w*)($|[_\W])",
    re.IGNORECASE,
)
# States of the machinery, never of a learner or her work.
ALLOWED: set[tuple[str, str]] = set()


def enumerations() -> dict[str, type[enum.Enum]]:
    found = {}
    for module in pkgutil.walk_packages(headway.__path__, "headway."):
        if ".migrations." in module.name or module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        for thing in vars(loaded).values():
            if isinstance(thing, type) and issubclass(thing, enum.Enum) and thing.__module__ == module.name:
                found[f"{thing.__module__}.{thing.__qualname__}"] = thing
    return found


def states_of_failing(name: str, members: dict[str, object]) -> list[str]:
    said = [(member, word) for member, value in members.items() for word in (member, str(value))]
    return [
        f"{name}.{member}: {word}"
        for member, word in said
        if FORBIDDEN.search(word) and (name, member) not in ALLOWED
    ]


def test_no_enumeration_has_a_state_of_failing():
    known = enumerations()
    assert len(known) > 30
    assert "headway.district.proficiency.types.StandingStatus" in known
    wrong = []
    for name, kind in known.items():
        members = {one.name: one.value for one in kind}
        labels = {f"{one.name} ": str(getattr(one, "label", "")) for one in kind}
        wrong += states_of_failing(name, members) + states_of_failing(name, labels)
    assert wrong == []


def test_no_column_has_a_choice_of_failing():
    wrong = []
    for model in apps.get_models():
        if not model.__module__.startswith("headway."):
            continue
        for field in model._meta.get_fields():
            choices = dict(getattr(field, "flatchoices", ()) or ())
            wrong += states_of_failing(
                f"{model._meta.label}.{field.name}", {str(k): v for k, v in choices.items()}
            )
    assert wrong == []


@pytest.mark.parametrize("word", ["FAILED", "is_failing", "zero", "F", "not_met", "Reprobado", "held back"])
def test_a_planted_state_is_noticed(word):
    assert states_of_failing("Planted", {"STATE": word}) or states_of_failing("Planted", {word: "x"})
