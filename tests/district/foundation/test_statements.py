"""A step of a migration that asks no model is carried out without building the classes of all models."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.state import ProjectState

from headway.district.foundation.statements import Statements


class Unbuilt(ProjectState):
    """A state that must not be asked for the classes of its models."""

    @property
    def apps(self):
        raise AssertionError("the classes of all models were built")


def carried_out(step: str) -> list[object]:
    """What the code of a step was given, one way or the other."""
    seen: list[object] = []
    operation = Statements(
        lambda models, editor: seen.append(("forwards", models, editor.connection.vendor)),
        lambda models, editor: seen.append(("backwards", models, editor.connection.vendor)),
    )
    editor = connection.schema_editor(collect_sql=True)
    getattr(operation, f"database_{step}")("foundation", editor, Unbuilt(), Unbuilt())
    return seen


@pytest.mark.parametrize("step", ["forwards", "backwards"])
def test_the_code_gets_the_database_and_no_models(step):
    assert carried_out(step) == [(step, None, connection.vendor)]


def test_a_step_that_knows_no_way_back_says_so():
    operation = Statements(lambda _models, _editor: None)
    with pytest.raises(NotImplementedError):
        operation.database_backwards("foundation", connection.schema_editor(), Unbuilt(), Unbuilt())
