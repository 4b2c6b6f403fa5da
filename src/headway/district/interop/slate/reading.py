"""From the tables of a Slate district to what `elsewhere` keeps: learners looked up, steps and moments read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.district.elsewhere.api import EnrolmentColumns, ResultColumns, SkillContent, SourceContents
from headway.district.foundation.api import clock, tables
from headway.district.interop.ratings.columns import Distinct
from headway.district.interop.ratings.dates import read_moment
from headway.district.interop.ratings.profiles import load_profile
from headway.district.interop.ratings.reading import Files
from headway.district.interop.slate.tables import NOTHING, Notes, Table, hundredths, whole
from headway.district.people.api import learners_meant
from headway.mastery.formats.problems import Problem, shown
from headway.mastery.proficiency.slate import HIGHEST_STEP

__all__ = ["Export", "read"]

Ints = NDArray[np.int64]
LONGEST = 120
LONGEST_TITLE = 255
ACTIVE = "active"
_OVERRIDES = {"": 0, "0": 0, "1": 1}


@dataclass(frozen=True, eq=False)
class Export:
    """What can be taken, which row of its table each result was, and what is to be said."""

    contents: SourceContents
    results: Table
    result_rows: Ints
    results_left: int
    enrolments_left: int
    problems: list[Problem]


def read(raw: bytes, sha256: str, source: str) -> Export:
    """Raises FormatProblem when a table or a column is missing, or the bytes are no archive of tables."""
    return _Reading(raw, sha256, source).export()


class _Reading:
    def __init__(self, raw: bytes, sha256: str, source: str) -> None:
        self.files = Files.of(raw, sha256, load_profile("slate"))
        self.sha256 = sha256
        self.source = source
        self.notes = Notes()

    def export(self) -> Export:
        competencies = self._table("cbl_competencies.csv")
        competency_numbers = competencies.identifiers()
        skills = self._table("cbl_skills.csv")
        skill_numbers = skills.identifiers()
        found = self._skills(skills, skill_numbers, competencies, competency_numbers)
        made = self._table("cbl_demonstrations.csv")
        enrolled = self._table("cbl_student_competencies.csv")
        made_numbers = made.identifiers()
        learners = self._learners(made, enrolled)
        made_by = self._of(made, learners)
        made_at = self._moments(made)
        results = self._table("cbl_demonstration_skills.csv")
        columns, rows = self._results(results, made, made_numbers, made_by, made_at, skills, skill_numbers)
        enrolments = self._enrolments(enrolled, learners, competencies, competency_numbers)
        return Export(
            contents=SourceContents(
                source=self.source,
                skills=found,
                competencies=tuple(str(one) for one in competency_numbers[~competencies.wrong].tolist()),
                enrolments=enrolments,
                results=columns,
                sha256=self.sha256,
            ),
            results=results,
            result_rows=rows,
            results_left=len(results) - len(rows),
            enrolments_left=len(enrolled) - len(enrolments),
            problems=self.notes.problems,
        )

    def _table(self, name: str) -> Table:
        return Table.of(self.files.sheet(name), self.notes)

    # -- what is taught -------------------------------------------------------------------------------------

    def _skills(
        self, skills: Table, numbers: Ints, competencies: Table, competency_numbers: Ints
    ) -> tuple[SkillContent, ...]:
        """Every skill of the table that can be taken, in its order."""
        belongs = skills.places("CompetencyID", competencies, competency_numbers)
        asked = [_requirements(value) for value in skills.column("DemonstrationsRequired").values]
        written = skills.column("DemonstrationsRequired")
        unread = written.spread(np.array([one is None for one in asked], dtype=bool))
        skills.note(
            "requirements_unreadable",
            "DemonstrationsRequired",
            unread,
            lambda row: {"value": shown(written.at(row) or "(empty)", 80)},
        )
        of_skill = {name: skills.column(name) for name in ("Code", "Descriptor", "Status")}
        of_competency = {name: competencies.column(name) for name in ("Code", "Descriptor")}
        return tuple(
            SkillContent(
                identifier=str(numbers[row]),
                code=shown(of_skill["Code"].at(row), LONGEST),
                title=shown(of_skill["Descriptor"].at(row), LONGEST_TITLE),
                competency=str(competency_numbers[belongs[row]]),
                competency_code=shown(of_competency["Code"].at(belongs[row]), LONGEST),
                competency_title=shown(of_competency["Descriptor"].at(belongs[row]), LONGEST_TITLE),
                requirements=asked[written.of_row[row]] or {},
                is_active=of_skill["Status"].at(row) == ACTIVE,
            )
            for row in np.flatnonzero(~skills.wrong).tolist()
        )

    # -- who ------------------------------------------------------------------------------------------------

    def _learners(self, *named: Table) -> dict[str, int]:
        """Every identifier that a table writes → the learner's row id; what names nobody, or several, is said."""
        values = {value for table in named for value in table.column("StudentID").values if value}
        meant = learners_meant(sorted(values), source=self.source)
        for table in named:
            column = table.column("StudentID")
            number = column.spread(
                np.array([len(meant.get(one, ())) for one in column.values], dtype=np.int64)
            )
            for kind, rows in (("unknown_learner", number == 0), ("ambiguous_learner", number > 1)):
                table.note(kind, "StudentID", rows, _value_of(column))
        return {value: gates[0].id for value, gates in meant.items() if len(gates) == 1}

    def _of(self, table: Table, learners: Mapping[str, int]) -> Ints:
        column = table.column("StudentID")
        return column.spread(np.array([learners.get(one, NOTHING) for one in column.values], dtype=np.int64))

    def _moments(self, made: Table) -> Ints:
        column = made.column("Demonstrated")
        moments = [read_moment(value) for value in column.values]
        unread = column.spread(np.array([one.at is None for one in moments], dtype=bool))
        made.note("date_unreadable", "Demonstrated", unread, _value_of(column))
        at = column.spread(
            np.array([tables.microseconds(one.at) if one.at else 0 for one in moments], dtype=np.int64)
        )
        future = at > tables.microseconds(clock.end_of_day(clock.today()))
        made.note("date_in_future", "Demonstrated", future, _value_of(column))
        return at

    # -- what was shown ---------------------------------------------------------------------------------------

    def _results(
        self,
        results: Table,
        made: Table,
        made_numbers: Ints,
        made_by: Ints,
        made_at: Ints,
        skills: Table,
        skill_numbers: Ints,
    ) -> tuple[ResultColumns, Ints]:
        numbers = results.identifiers()
        demonstration = results.places("DemonstrationID", made, made_numbers)
        skill = results.places("SkillID", skills, skill_numbers)
        level = results.numbers("TargetLevel", "level_unknown", whole(HIGHEST_STEP))
        override = results.numbers("Override", "override_unknown", _OVERRIDES.get) == 1
        step = results.numbers("DemonstratedLevel", "step_unknown", whole(HIGHEST_STEP, blank=NOTHING))
        written = results.column("DemonstratedLevel")
        results.note("step_unknown", "DemonstratedLevel", (step == NOTHING) & ~override, _value_of(written))
        rows = np.flatnonzero(~results.wrong)
        # What was not taken is not among the contents, so places move up.
        taken = np.cumsum(~skills.wrong) - 1
        return (
            ResultColumns(
                learner=made_by[demonstration[rows]],
                skill=taken[skill[rows]],
                level=level[rows],
                step=step[rows],
                is_override=override[rows],
                shown_at=made_at[demonstration[rows]],
                demonstration=made_numbers[demonstration[rows]],
                identifier=numbers[rows],
            ),
            rows,
        )

    def _enrolments(
        self, enrolled: Table, learners: Mapping[str, int], competencies: Table, competency_numbers: Ints
    ) -> EnrolmentColumns:
        learner = self._of(enrolled, learners)
        competency = enrolled.places("CompetencyID", competencies, competency_numbers)
        level = enrolled.numbers("Level", "level_unknown", whole(HIGHEST_STEP))
        baseline = enrolled.numbers("BaselineRating", "baseline_unreadable", hundredths(HIGHEST_STEP))
        keys = np.stack((learner, competency, level), axis=1)
        again = np.ones(len(keys), dtype=bool)
        again[np.unique(keys, axis=0, return_index=True)[1]] = False
        enrolled.note("enrolment_twice", "", again)
        rows = np.flatnonzero(~enrolled.wrong)
        taken = np.cumsum(~competencies.wrong) - 1
        return EnrolmentColumns(learner[rows], taken[competency[rows]], level[rows], baseline[rows])


def _value_of(column: Distinct):
    return lambda row: {"value": shown(column.at(row) or "(empty)", 80)}


def _requirements(written: str) -> dict[str, int] | None:
    """{"9": 2, "default": 1}; None for anything else."""
    try:
        found = json.loads(written)
    except ValueError:
        return None
    if not isinstance(found, dict) or not all(
        isinstance(count, int) and not isinstance(count, bool) and 0 <= count <= 1000
        for count in found.values()
    ):
        return None
    return {str(level): count for level, count in found.items()}
