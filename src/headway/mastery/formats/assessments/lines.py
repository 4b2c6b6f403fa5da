"""One line of an export → its results. What does not change from line to line is worked out once."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from headway.mastery.formats.assessments.columns import Columns
from headway.mastery.formats.assessments.dates import Term, day_reader
from headway.mastery.formats.assessments.profile import Area, Condition, LearnerKey, Name, Profile, When
from headway.mastery.formats.assessments.results import Learner
from headway.mastery.formats.assessments.wording import problem
from headway.mastery.formats.problems import Problem

__all__ = ["LineReader"]

_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d+$")
_POINT_ZERO = re.compile(r"\d+\.0+$")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_BETWEEN = " – "

Cells = Sequence[str]


class LineReader:
    """Collects in `found` one tuple for each result: line, learner, test, (area, part), scale, day, term, value, error,
    label, hidden cells. `learners` in the order they come; `undated` counts results by the term that has no window."""

    def __init__(
        self,
        profile: Profile,
        areas: Sequence[Area],
        columns: Columns,
        terms: Mapping[str, Term],
        with_hidden: bool,
        *,
        from_workbook: bool = False,
    ) -> None:
        self.profile = profile
        self.width = len(columns)
        self.problems: list[Problem] = []
        self.found: list[tuple] = []
        self.learners: dict[Learner, int] = {}
        self.undated: Counter[str] = Counter()
        self.terms = terms
        self.also_iso = from_workbook
        self.missing = frozenset(one.casefold() for one in profile.missing)
        self.keys = [
            (key, places) for key in profile.learner if (places := _places(key.columns, columns)) is not None
        ]
        self.first_key = ", ".join(f"“{one}”" for key in profile.learner for one in key.columns)
        self.leave_out = _conditions(profile.leave_out, columns)
        test = _namer(profile.test, columns)
        when = _When(profile.when, columns, self)
        self.areas = [_AreaReader(area, columns, self, test, when, with_hidden) for area in areas]

    def line(self, line: int, row: Cells) -> None:
        if len(row) != self.width:
            if any(cell.strip() for cell in row[self.width :]):
                self.say("line_too_long", line, count=len(row), needed=self.width)
                return
            if len(row) < self.width:
                self.say("line_short", line, count=len(row), needed=self.width)
                row = [*row, *[""] * (self.width - len(row))]
        learner = self._learner(line, row)
        if learner is None:
            return
        if (said := _says_no(self.leave_out, row)) is not None:
            condition, cell = said
            self.say(
                "line_not_counted",
                line,
                condition.column,
                value=cell,
            )
            return
        told, before = len(self.problems), len(self.found)
        for area in self.areas:
            area.read(line, learner, row)
        if self.profile.holds == "results" and len(self.found) == before and len(self.problems) == told:
            self.say("nothing_in_line", line)

    def say(self, kind: str, line: int, field: str = "", **values: Any) -> None:
        self.problems.append(problem(kind, row=f"line {line}", field=field, line=line, **values))

    def is_missing(self, cell: str) -> bool:
        return not cell or cell.casefold() in self.missing

    def _learner(self, line: int, row: Cells) -> int | None:
        identifiers: list[tuple[str, str]] = []
        mangled = ""
        for key, places in self.keys:
            value = self._identifier(key, [row[place].strip() for place in places])
            if _SCIENTIFIC.search(value) and not key.proposes_only:
                mangled = value
            elif value and (key.kind, value) not in identifiers:
                identifiers.append((key.kind, value))
        if not identifiers or (mangled and all(kind == "name_and_birth_date" for kind, _ in identifiers)):
            if mangled:
                self.say("identifier_mangled", line, value=mangled)
            else:
                self.say("no_learner", line, columns=self.first_key)
            return None
        return self.learners.setdefault(Learner(tuple(identifiers)), len(self.learners))

    def _identifier(self, key: LearnerKey, cells: list[str]) -> str:
        if any(self.is_missing(cell) for cell in cells):
            return ""
        if key.proposes_only:
            return ", ".join(cells)
        return _BETWEEN.join(cell.split(".")[0] if _POINT_ZERO.match(cell) else cell for cell in cells)


class _When:
    """The day or term of a line, for one way to say it."""

    def __init__(self, when: When, columns: Columns, reader: LineReader) -> None:
        self.reader = reader
        self.formats = when.formats
        self.places = [(place, name) for name in when.columns if (place := columns.place(name)) is not None]
        formats = when.formats if not reader.also_iso or "ISO" in when.formats else (*when.formats, "ISO")
        self.read_day = day_reader(formats)
        self.name_term = _namer(when.term, columns)
        self.days: dict[str, Term | None] = {}
        self.told: set[tuple[int, str]] = set()

    def __call__(self, line: int, row: Cells) -> tuple[Term | None, str]:
        term = self.name_term(row)
        if self.reader.is_missing(term):
            term = ""
        for place, name in self.places:
            cell = row[place].strip()
            if self.reader.is_missing(cell):
                continue
            if cell not in self.days:
                self.days[cell] = self.read_day(cell)
            if (day := self.days[cell]) is not None:
                return day, term
            if (line, cell) not in self.told:
                self.told.add((line, cell))
                self.reader.say("date_unknown", line, name, value=cell, formats=", ".join(self.formats))
        return self.reader.terms.get(term), term


class _AreaReader:
    """The result of one area in a line."""

    def __init__(
        self,
        area: Area,
        columns: Columns,
        reader: LineReader,
        test: Callable[[Cells], str],
        when: _When,
        with_hidden: bool,
    ) -> None:
        self.area = area
        self.reader = reader
        self.name_area = _namer(area.area, columns)
        self.name_part = _namer(area.part, columns)
        self.part_required = bool(area.part.columns)
        self.name_test = _namer(area.test, columns) if area.test else test
        self.when = _When(area.when, columns, reader) if area.when else when
        self.value = columns.place(area.value) if area.value else None
        self.label = columns.place(area.label) if area.label else None
        self.error = columns.place(area.error) if area.error else None
        self.low = columns.place(area.error_low) if area.error_low else None
        self.high = columns.place(area.error_high) if area.error_high else None
        self.missing = frozenset(one.casefold() for one in area.missing)
        self.labels = frozenset(one.casefold() for one in area.labels)
        self.leave_out = _conditions(area.leave_out, columns)
        self.hidden = [
            (kind, column, place)
            for column, kind in (area.hidden if with_hidden else ())
            if (place := columns.place(column)) is not None
        ]

    def read(self, line: int, learner: int, row: Cells) -> None:
        value_text = row[self.value].strip() if self.value is not None else ""
        label = row[self.label].strip() if self.label is not None else ""
        if value_text and (self.reader.is_missing(value_text) or value_text.casefold() in self.missing):
            value_text = ""
        if label and (self.reader.is_missing(label) or label.casefold() in self.missing):
            label = ""
        if not value_text and not label:
            if self.leave_out:
                self._not_counted(line, row)
            return
        area = self.name_area(row)
        if not area:
            self.reader.say("no_area", line, self.area.area.columns[0])
            return
        part = self.name_part(row)
        if self.part_required and not part:
            self.reader.say("no_area", line, self.area.part.columns[0])
            return
        if self.leave_out and self._not_counted(line, row):
            return
        words = f"{area}{_BETWEEN}{part}" if part else area
        value = None
        if value_text:
            value = _number(value_text)
            if value is None:
                self.reader.say("no_number", line, self.area.value, value=value_text, area=words)
                return
            if not self._possible(value):
                self.reader.say(
                    "out_of_range",
                    line,
                    self.area.value,
                    value=value_text,
                    area=words,
                    lowest=_said(self.area.lowest),
                    highest=_said(self.area.highest),
                )
                return
        if label and self.labels and label.casefold() not in self.labels:
            self.reader.say("label_unknown", line, self.area.label, value=label, area=words)
        error = self._error(line, row, value, words) if value is not None else None
        day, term = self.when(line, row)
        if day is None:
            if not term and "" not in self.reader.undated:
                self.reader.say("nothing_dated", line)
            self.reader.undated[term] += 1
        hidden = tuple(
            (kind, column, cell)
            for kind, column, place in self.hidden
            if not self.reader.is_missing(cell := row[place].strip())
        )
        self.reader.found.append(
            (
                line,
                learner,
                self.name_test(row),
                (area, part),
                self.area.scale,
                day,
                term,
                value,
                error,
                label,
                hidden,
            )
        )

    def _not_counted(self, line: int, row: Cells) -> bool:
        said = _says_no(self.leave_out, row)
        if said is None:
            return False
        condition, cell = said
        named = (self.name_area(row), self.name_part(row))
        self.reader.say(
            "not_counted",
            line,
            condition.column,
            area=_BETWEEN.join(one for one in named if one),
            value=cell,
        )
        return True

    def _possible(self, value: float) -> bool:
        lowest, highest = self.area.lowest, self.area.highest
        return (
            math.isfinite(value)
            and (lowest is None or value >= lowest)
            and (highest is None or value <= highest)
        )

    def _error(self, line: int, row: Cells, value: float, words: str) -> float | None:
        if self.error is not None and not self.reader.is_missing(cell := row[self.error].strip()):
            error = _number(cell)
            if error is not None and error > 0 and math.isfinite(error):
                return error
            self.reader.say("error_not_read", line, self.area.error, value=cell, area=words)
        if self.low is not None and self.high is not None:
            low, high = _number(row[self.low].strip()), _number(row[self.high].strip())
            if low is not None and high is not None and low <= value <= high and low < high:
                # Publishers cut the interval off at the ends of the scale, so the longer side is the honest one.
                return max(value - low, high - value)
        return self.area.published_error


def _number(text: str) -> float | None:
    if _NUMBER.match(text):
        return float(text)
    return float(text.replace(",", "")) if _THOUSANDS.match(text) else None


def _said(value: float | None) -> str:
    return "any" if value is None else f"{value:g}"


def _places(names: Sequence[str], columns: Columns) -> list[int] | None:
    places = [columns.place(name) for name in names]
    return None if None in places else [one for one in places if one is not None]


def _namer(name: Name, columns: Columns) -> Callable[[Cells], str]:
    places = [place for one in name.columns if (place := columns.place(one)) is not None]
    if not places:
        return lambda row: name.text
    if len(places) == 1:
        place = places[0]
        if not name.names:
            return lambda row: row[place].strip()
        return lambda row: name.names.get(row[place].strip(), row[place].strip())
    return lambda row: _BETWEEN.join(cell for one in places if (cell := row[one].strip()))


def _conditions(
    conditions: Sequence[Condition], columns: Columns
) -> list[tuple[Condition, int, frozenset[str]]]:
    return [
        (one, place, frozenset(value.casefold() for value in one.values))
        for one in conditions
        if (place := columns.place(one.column)) is not None
    ]


def _says_no(
    conditions: Sequence[tuple[Condition, int, frozenset[str]]], row: Cells
) -> tuple[Condition, str] | None:
    for condition, place, values in conditions:
        cell = row[place].strip()
        if not cell:
            continue
        listed = cell.casefold() in values if values else True
        if listed is not condition.unless:
            return condition, cell
    return None
