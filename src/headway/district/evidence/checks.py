"""Looking at whole columns before anything is written: every wrong row is found, named and told how to mend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from numpy.typing import NDArray

from headway.district.continuum.api import DomainKind, current_map
from headway.district.evidence.policies import level_sentence
from headway.district.evidence.types import NOBODY
from headway.district.foundation.api import FieldProblem, Refused, clock, tables
from headway.district.people.api import learner_gates, people_exist
from headway.district.policy.api import scale_for

__all__ = ["ColumnCheck", "whole_columns"]

# More problems than anybody reads; the count of all of them is told.
PROBLEMS_SHOWN = 100
Ints = NDArray[np.int64]


def whole_columns(columns: Any, names: Sequence[str]) -> dict[str, Ints]:
    """The named columns as whole numbers of one length; those called `…_at` as microseconds since 1970 in UTC.

    Raises Refused where lengths differ, or a column holds something else.
    """
    arrays = {name: np.asarray(getattr(columns, name)) for name in names}
    if any(array.ndim != 1 for array in arrays.values()) or len({len(one) for one in arrays.values()}) > 1:
        found = ", ".join(f"{name} {array.size}" for name, array in arrays.items())
        raise Refused(_("The columns differ in length: %(found)s.") % {"found": found})
    for name, array in arrays.items():
        is_instant = name.endswith("_at")
        if array.size and array.dtype.kind not in ("M" if is_instant else "iu"):
            wanted = _("instants in UTC (datetime64)") if is_instant else _("whole numbers")
            raise Refused(
                _("The column %(name)s holds something else than %(wanted)s.")
                % {"name": name, "wanted": wanted}
            )
        if is_instant:
            array = array.astype("datetime64[us]")
        arrays[name] = array.astype(np.int64)
    return arrays


class ColumnCheck:
    """Collects wrong rows and refuses once, so that a person can mend everything in one go."""

    def __init__(self) -> None:
        self.count = 0
        self.shown: list[FieldProblem] = []
        self.scale = scale_for()
        self.continuum = current_map()
        if self.continuum is None:
            raise Refused(
                _("The district has no published continuum yet."), remedy=_("Publish it, then try again.")
            )

    def levels(self, level: Ints) -> None:
        wrong = (level < 1) | (level > self.scale.size)
        self.add("level", wrong, lambda row: level_sentence(int(level[row]), self.scale))

    def competencies(self, competency: Ints) -> None:
        assert self.continuum is not None
        known = self.continuum.by_id
        ratable = np.array(
            [
                row
                for row, current in self.continuum.current_ids.items()
                if current not in known or known[current].kind != DomainKind.HABITS
            ],
            dtype=np.int64,
        )
        self.add(
            "competency",
            ~np.isin(competency, ratable),
            lambda row: (
                _("This isn't a competency of the published continuum that can be rated."),
                _("Choose one that is published; habits of success are noted apart."),
            ),
        )

    def instants(self, field: str, at: Ints) -> None:
        tomorrow = tables.microseconds(clock.end_of_day(clock.today())) + 1
        self.add(
            field,
            at >= tomorrow,
            lambda row: (_("This lies in the future."), _("Give a day that has come, today or earlier.")),
        )

        self.add(
            field,
            at < 0,
            lambda row: (
                _("The date could not be read."),
                _("Write it as year-month-day, for example 2026-03-01."),
            ),
        )

    def learners(self, learner: Ints, at: Ints) -> None:
        """Learners exist, were born, and had not left the district at that moment."""
        ids, of = np.unique(learner, return_inverse=True)
        gates = learner_gates(ids.tolist())
        exists = np.array([one in gates for one in ids.tolist()], dtype=bool)
        self.add(
            "learner",
            ~exists[of] if len(ids) else np.zeros(0, dtype=bool),
            lambda row: (_("There is no such learner."), _("Import the roster first.")),
        )
        never = np.iinfo(np.int64).max
        first, last = np.zeros(len(ids), dtype=np.int64), np.full(len(ids), never, dtype=np.int64)
        for place, one in enumerate(ids.tolist()):
            if one in gates and (left_on := gates[one].left_on):
                last[place] = tables.microseconds(clock.end_of_day(left_on))
            if one in gates and (birth_on := gates[one].birth_on):
                first[place] = tables.microseconds(clock.start_of_day(birth_on))
        self.add(
            "learner",
            (at >= 0) & (at < first[of]) if len(ids) else np.zeros(0, dtype=bool),
            lambda row: (
                _("The observation lies before the learner was born."),
                _("Correct the year of the observation, or the birth date in the roster."),
            ),
        )
        self.add(
            "learner",
            at > last[of] if len(ids) else np.zeros(0, dtype=bool),
            lambda row: (
                _("This learner left the district before that day."),
                _("Correct the date, or ask the registrar to reopen the enrolment."),
            ),
        )

    def people(self, field: str, person: Ints) -> None:
        known = people_exist([one for one in np.unique(person).tolist() if one != NOBODY])
        self.add(
            field,
            ~np.isin(person, np.array([*known, NOBODY], dtype=np.int64)),
            lambda row: (_("This person isn't known here."), _("Leave it out, or import the staff first.")),
        )

    def add(self, field: str, wrong: NDArray[np.bool_], sentence: Callable[[int], tuple[Any, Any]]) -> None:
        """Note wrong rows; `sentence(row)` says what is wrong and how to mend it."""
        rows = np.flatnonzero(wrong)
        self.count += len(rows)
        for row in rows[: max(0, PROBLEMS_SHOWN - len(self.shown))].tolist():
            said, remedy = sentence(row)
            self.shown.append(FieldProblem(said, field=field, row=str(row + 1), remedy=remedy))

    def refuse(self) -> None:
        """Raises Refused when anything was noted."""
        if not self.count:
            return
        first = self.shown[0]
        raise Refused(
            ngettext(
                "Row %(row)s, field %(field)s: %(said)s Nothing was written.",
                "%(count)s problems, the first in row %(row)s, field %(field)s: %(said)s Nothing was written.",
                self.count,
            )
            % {"count": self.count, "row": first.row, "field": first.field, "said": first.sentence},
            remedy=first.remedy,
            problems=tuple(self.shown),
        )
