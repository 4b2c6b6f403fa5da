"""From what a table says to what is here: learners, competencies, levels, days, raters. Rows that cannot be are said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.district.continuum.api import ContinuumMap, headings_called, versions_called
from headway.district.evidence.api import NOBODY, EvidenceForm
from headway.district.foundation.api import clock, tables
from headway.district.interop.ratings.columns import Distinct
from headway.district.interop.ratings.dates import read_moment
from headway.district.interop.ratings.profiles import Profile
from headway.district.interop.ratings.reading import Files, Sheet
from headway.district.interop.ratings.rows import Remarks
from headway.district.people.api import LearnerGate, learners_meant, people_meant
from headway.district.policy.api import DistrictScale
from headway.mastery.formats.problems import shown

__all__ = ["Resolved", "resolve"]

Ints = NDArray[np.int64]
NOTHING = -1
LONGEST_TITLE = 255
NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Resolved:
    """One entry per row of the table; entries of rows in `remarks.wrong` mean nothing.

    competency: which of `competencies` (identifiers), so that rows can wait for a framework that comes first.
    piece, title, form: by row; `identifier`: the source's own name of the row, where it has one.
    """

    learner: Ints
    learner_names: Distinct
    gates: Mapping[int, LearnerGate]
    competency: Ints
    competencies: tuple[str, ...]
    level: Ints
    observed_at: Ints
    rater: Ints
    rater_names: Distinct
    piece: Distinct
    title: Distinct
    form: Distinct
    identifier: Distinct


def resolve(
    files: Files,
    profile: Profile,
    scale: DistrictScale,
    known: Mapping[str, str],
    continuum: ContinuumMap | None,
    remarks: Remarks,
    source: str,
) -> Resolved:
    """`known`: what a file may write for a competency → its identifier (empty: more than one has this code)."""
    return _Resolving(files, profile, scale, known, continuum, remarks, source).resolved()


class _Resolving:
    def __init__(self, files, profile, scale, known, continuum, remarks, source) -> None:
        self.files: Files = files
        self.profile: Profile = profile
        self.scale: DistrictScale = scale
        self.known: Mapping[str, str] = known
        self.continuum: ContinuumMap | None = continuum
        self.remarks: Remarks = remarks
        self.source: str = source
        self.sheet: Sheet = files.rows()
        self._joined: dict[str, Ints] = {}

    def resolved(self) -> Resolved:
        leave = self._left_out()
        self._ragged(leave)
        considered = ~leave
        observed_at = self._observed_at(considered)
        learner, names, gates = self._learners(considered, observed_at)
        competency, competencies = self._competencies(considered)
        rater, rater_names = self._raters(considered)
        return Resolved(
            learner=learner,
            learner_names=names,
            gates=gates,
            competency=competency,
            competencies=competencies,
            level=self._levels(considered),
            observed_at=observed_at,
            rater=rater,
            rater_names=rater_names,
            piece=self._field("piece"),
            title=self._titles(considered),
            form=self._forms(considered),
            identifier=self._field("identifier"),
        )

    # -- columns ---------------------------------------------------------------------------------------------

    def _field(self, name: str) -> Distinct:
        """The column of a field; all empty where the profile has none, or the file may do without."""
        column = self.profile.columns.get(name, "")
        if not column or (name in self.profile.may_lack and not self._has(column)):
            return Distinct(("",), np.zeros(len(self.sheet), dtype=np.int64))
        return self._column(column)

    def _has(self, column: str) -> bool:
        table, _, inner = column.rpartition(".")
        join = next((one for one in self.profile.joins if one.name == table), None)
        return inner in self.files.sheet(join.file).columns if join else column in self.sheet.columns

    def _column(self, name: str) -> Distinct:
        """A column of the rows, or of a table joined to them ('skill.Code')."""
        table, _, inner = name.rpartition(".")
        join = next((one for one in self.profile.joins if one.name == table), None)
        if join is None:
            return self.sheet.distinct(name)
        there = self.files.sheet(join.file).distinct(inner)
        place = self._places(join.name)
        # A row that refers to nothing has been remarked on; its value is empty.
        values = (*there.values, "")
        return Distinct(values, np.where(place >= 0, there.of_row[place], len(there.values)))

    def _places(self, name: str) -> Ints:
        """For each row the row of the joined table that belongs to it; -1 for none, which is an error."""
        if name not in self._joined:
            join = next(one for one in self.profile.joins if one.name == name)
            there = self.files.sheet(join.file)
            place_of: dict[str, int] = {}
            for row, value in enumerate(there.column(join.to)):
                place_of.setdefault(value.strip(), row)
            here = self.sheet.distinct(join.column)
            place = here.spread(np.array([place_of.get(value, -1) for value in here.values], dtype=np.int64))
            self.remarks.note(
                "no_match",
                join.column,
                place < 0,
                lambda row: {"value": shown(here.at(row), 40), "name": there.name},
            )
            self._joined[name] = place
        return self._joined[name]

    # -- rows that are none ----------------------------------------------------------------------------------

    def _left_out(self) -> NDArray[np.bool_]:
        """The rows that the profile says are no ratings."""
        leave = np.zeros(len(self.sheet), dtype=bool)
        for one in self.profile.leave_out:
            rows = self._column(one.column).where(frozenset(one.values).__contains__) & ~leave
            if rows.any():
                self.remarks.leave(rows, one.because)
            leave |= rows
        return leave

    def _ragged(self, leave: NDArray[np.bool_]) -> None:
        found = dict(self.sheet.ragged)
        rows = np.zeros(len(self.sheet), dtype=bool)
        rows[list(found)] = True
        self.remarks.note(
            "ragged_row", "", rows & ~leave, lambda row: {"found": found[row], "expected": self.sheet.width}
        )

    def _empty(self, name: str, column: Distinct, considered: NDArray[np.bool_]) -> NDArray[np.bool_]:
        empty = column.where(lambda value: not value)
        label = self.profile.columns[name]
        self.remarks.note("missing", label, empty & considered & ~self.remarks.wrong)
        return considered & ~empty

    # -- fields ----------------------------------------------------------------------------------------------

    def _observed_at(self, considered: NDArray[np.bool_]) -> Ints:
        column, label = self._field("date"), self.profile.columns["date"]
        told = self._empty("date", column, considered)
        moments = [read_moment(value, self.profile.date) for value in column.values]
        at = np.array([tables.microseconds(one.at) if one.at else 0 for one in moments], dtype=np.int64)
        expected = f" in the form {self.profile.date}" if self.profile.date else ""
        for key in ("date_unreadable", "date_ambiguous", "date_too_early"):
            rows = column.spread(np.array([one.wrong == key for one in moments], dtype=bool)) & told
            self.remarks.note(
                key, label, rows, lambda row: {"value": shown(column.at(row), 40), "expected": expected}
            )
        tomorrow = tables.microseconds(clock.end_of_day(clock.today())) + 1
        observed_at = column.spread(at)
        self.remarks.note(
            "date_in_future", label, (observed_at >= tomorrow) & told, lambda row: {"value": column.at(row)}
        )
        return observed_at

    def _learners(
        self, considered: NDArray[np.bool_], observed_at: Ints
    ) -> tuple[Ints, Distinct, dict[int, LearnerGate]]:
        column, label = self._field("learner"), self.profile.columns["learner"]
        told = self._empty("learner", column, considered)
        meant = learners_meant([one for one in column.values if one], self.profile.learner_by, self.source)
        number = np.array([len(meant.get(value, ())) for value in column.values], dtype=np.int64)
        self.remarks.note("unknown_learner", label, column.spread(number == 0) & told)
        self.remarks.note("ambiguous_learner", label, column.spread(number > 1) & told)
        gates = {gates[0].id: gates[0] for gates in meant.values() if len(gates) == 1}
        ids = np.array([_only(meant.get(value)) for value in column.values], dtype=np.int64)
        last = np.array([_last_instant(gates.get(one)) for one in ids.tolist()], dtype=np.int64)
        late = (observed_at > column.spread(last)) & told & ~self.remarks.wrong
        date = self._field("date")
        self.remarks.note("left_before", label, late, lambda row: {"value": date.at(row)})
        return column.spread(ids), column, gates

    def _competencies(self, considered: NDArray[np.bool_]) -> tuple[Ints, tuple[str, ...]]:
        column, label = self._field("competency"), self.profile.columns["competency"]
        told = self._empty("competency", column, considered)
        identifiers = [self.known.get(value) for value in column.values]
        unknown = [
            value for value, one in zip(column.values, identifiers, strict=True) if one is None and value
        ]
        elsewhere = versions_called(unknown) if unknown else {}
        headings = (
            headings_called(unknown, self.continuum.version.id) if unknown and self.continuum else set()
        )

        def said(value: str) -> str:
            found = self.known.get(value)
            if found:
                return ""
            if found == "":
                return "ambiguous_competency"
            if value in headings:
                return "competency_not_ratable"
            return "competency_elsewhere" if value in elsewhere else "unknown_competency"

        why = [said(value) for value in column.values]
        for key in (
            "ambiguous_competency",
            "competency_not_ratable",
            "competency_elsewhere",
            "unknown_competency",
        ):
            rows = column.spread(np.array([one == key for one in why], dtype=bool)) & told
            self.remarks.note(
                key,
                label,
                rows,
                lambda row: {
                    "value": shown(column.at(row), 80),
                    "title": shown(elsewhere.get(column.at(row), ""), 80),
                },
            )
        names = tuple(dict.fromkeys(one for one in identifiers if one))
        place = {identifier: number for number, identifier in enumerate(names)}
        numbers = np.array([place.get(one or "", NOTHING) for one in identifiers], dtype=np.int64)
        return column.spread(numbers), names

    def _levels(self, considered: NDArray[np.bool_]) -> Ints:
        column, label = self._field("level"), self.profile.columns["level"]
        told = self._empty("level", column, considered)
        if self.profile.relative_to:
            column = _distances(column, self._column(self.profile.relative_to))
        known = self.profile.levels or words_for_levels(self.scale)
        levels = np.array([known.get(value.casefold(), 0) for value in column.values], dtype=np.int64)
        levels[levels > self.scale.size] = 0
        found = column.spread(levels)
        words = ", ".join(f"{word} = {number}" for word, number in list(known.items())[:14])
        self.remarks.note(
            "level_unknown",
            label,
            (found == 0) & told,
            lambda row: {"value": shown(column.at(row), 40), "known": words},
        )
        return found

    def _raters(self, considered: NDArray[np.bool_]) -> tuple[Ints, Distinct]:
        column = self._field("rater")
        meant = people_meant([one for one in column.values if one], self.profile.rater_by, self.source)
        ids = [found[0] if len(found := meant.get(value, ())) == 1 else NOBODY for value in column.values]
        rater = column.spread(np.array(ids, dtype=np.int64))
        told = column.where(bool) & considered
        self.remarks.note("unknown_rater", self.profile.columns.get("rater", ""), (rater == NOBODY) & told)
        return rater, column

    def _titles(self, considered: NDArray[np.bool_]) -> Distinct:
        column = self._field("title")
        self.remarks.note(
            "title_shortened",
            self.profile.columns.get("title", ""),
            column.where(lambda value: len(value) > LONGEST_TITLE) & considered,
            lambda row: {"longest": LONGEST_TITLE},
        )
        return Distinct(
            tuple(shown(value.replace("\x00", ""), LONGEST_TITLE) for value in column.values), column.of_row
        )

    def _forms(self, considered: NDArray[np.bool_]) -> Distinct:
        column = self._field("form")
        known = {**{one: one for one in EvidenceForm.values}, **self.profile.forms}
        forms = [known.get(value.casefold(), "") if value else self.profile.form for value in column.values]
        self.remarks.note(
            "unknown_form",
            self.profile.columns.get("form", ""),
            column.spread(np.array([not one for one in forms], dtype=bool)) & considered,
            lambda row: {"value": shown(column.at(row), 40), "form": self.profile.form},
        )
        return Distinct(tuple(str(one or self.profile.form) for one in forms), column.of_row)


def words_for_levels(scale: DistrictScale) -> dict[str, int]:
    """Without a map in the profile: the numbers of the scale, and its codes and names as they stand."""
    words = {str(one.number): one.number for one in scale.levels}
    for one in scale.levels:
        words.setdefault(one.code.casefold(), one.number)
        words.setdefault(str(one.name).casefold(), one.number)
    return words


def _distances(written: Distinct, aimed: Distinct) -> Distinct:
    """Written step minus aimed step, as text; what is not a whole number stays as it is written."""
    pairs, of_row = np.unique(np.stack([written.of_row, aimed.of_row]), axis=1, return_inverse=True)
    values = []
    for one, other in pairs.T.tolist():
        try:
            values.append(str(int(written.values[one]) - int(aimed.values[other])))
        except ValueError:
            values.append(written.values[one] or "(empty)")
    return Distinct(tuple(values), np.asarray(of_row).reshape(-1).astype(np.int64))


def _only(gates: Sequence[LearnerGate] | None) -> int:
    return gates[0].id if gates and len(gates) == 1 else NOTHING


def _last_instant(gate: LearnerGate | None) -> int:
    """The end of the last day on which something can be recorded for a learner."""
    left_on: dt.date | None = gate.left_on if gate else None
    return tables.microseconds(clock.end_of_day(left_on)) if left_on else NEVER
