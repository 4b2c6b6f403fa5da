"""What the record would refuse of pasted rows, told beside each row before anything is promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from headway.district.evidence.api import problems_of_lines
from headway.district.foundation.api import FieldProblem
from headway.district.people.api import Viewer
from headway.district.portals.teacher.pasting.rows import NEW, PROBLEM, PastedRow, lines_of

__all__ = ["checked"]


def checked(rows: Sequence[PastedRow], section: Any, form: str, viewer: Viewer) -> tuple[PastedRow, ...]:
    """The rows as the record would take them: what it would refuse is told before anything is promised."""
    lines = lines_of(rows, section, form)
    if not lines:
        return tuple(rows)
    wrong: dict[int, Any] = {}
    for problem in problems_of_lines(lines, by=viewer.actor, viewer=viewer):
        if problem.row.isdecimal():
            wrong.setdefault(int(problem.row) - 1, problem)
    new = [place for place, row in enumerate(rows) if row.state == NEW]
    refused = {new[number]: problem for number, problem in wrong.items()}
    return tuple(_refused(row, refused[place]) if place in refused else row for place, row in enumerate(rows))


def _refused(row: PastedRow, problem: FieldProblem) -> PastedRow:
    columns = {"competency": _("Competency"), "observed_at": _("Date"), "learner": _("Learner")}
    return replace(
        row,
        state=PROBLEM,
        field=columns.get(problem.field, _("Level")),
        sentence=str(problem.sentence),
        remedy=str(problem.remedy),
    )
