"""Steps of a migration that speak to the database alone: triggers, and functions of the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import ProjectState

__all__ = ["Statements"]


class Statements(RunPython):
    """Like `RunPython`, for code that names tables and asks no model: it gets None in place of the models.

    Django builds the classes of all models anew before it runs such a step, which takes half of the time in which a fresh
    database is made.
    """

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        self._run(self.code, schema_editor)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if self.reverse_code is None:
            raise NotImplementedError("You cannot reverse this operation")
        self._run(self.reverse_code, schema_editor)

    @staticmethod
    def _run(code: Callable[..., Any], schema_editor: BaseDatabaseSchemaEditor) -> None:
        code(None, schema_editor)
