"""A mapping profile, from TOML or JSON. Everything that is read differently from file to file stands here in the open."""

from __future__ import annotations

import codecs
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib import resources
from typing import Any

from headway.district.evidence.api import EvidenceForm
from headway.district.interop.ratings.wording import refuse
from headway.district.people.api import NameKind

__all__ = ["FIELDS", "NEEDED", "Join", "LeaveOut", "Profile", "Table", "load_profile", "shipped"]

NEEDED = ("learner", "competency", "level", "date")
FIELDS = (*NEEDED, "piece", "title", "rater", "form", "identifier")
SEPARATORS = (",", ";", "\t", "|", "auto")


@dataclass(frozen=True, slots=True)
class Join:
    """Another table, one row of which belongs to each rating: where `column` here equals `to` there."""

    file: str
    column: str
    to: str
    name: str


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """Rows that are no ratings: where `column` holds one of these values."""

    column: str
    values: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Table:
    """Where one layer of a framework stands: domains, groups or competencies."""

    file: str
    id: str
    code: str
    title: str
    statement: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class FrameworkTables:
    """A framework that the export carries. `habits`: codes of domains that are habits, not academics."""

    identifier: str
    title: str
    domains: Table
    groups: Table
    competencies: Table
    habits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Profile:
    """How to read one kind of file.

    columns: field → column; fields of `NEEDED` have to be there. may_lack: fields whose column may be absent.
    levels: what is written → level of the district's scale; empty: numbers and names of the scale itself.
    relative_to: a column with the step that was aimed at; then `levels` is about written step minus aimed step.
    date: the form of dates as in `strptime`; empty: 2026-09-01, with or without a time.
    learner_by, rater_by: how the file names people (see people.naming).
    """

    name: str
    columns: Mapping[str, str]
    may_lack: frozenset[str] = frozenset()
    file: str = ""
    separator: str = "auto"
    encoding: str = "utf-8"
    levels: Mapping[str, int] = field(default_factory=dict)
    relative_to: str = ""
    forms: Mapping[str, str] = field(default_factory=dict)
    form: str = EvidenceForm.OBSERVATION
    date: str = ""
    learner_by: str = NameKind.ANY
    rater_by: str = NameKind.ANY
    joins: tuple[Join, ...] = ()
    leave_out: tuple[LeaveOut, ...] = ()
    framework: FrameworkTables | None = None


def shipped() -> dict[str, str]:
    """The profiles that come with Headway, by name."""
    folder = resources.files("headway.district.interop.ratings.profiles")
    return {
        one.name.removesuffix(".toml"): one.read_text("utf-8")
        for one in folder.iterdir()
        if one.name.endswith(".toml")
    }


def load_profile(asked: str | Mapping[str, Any]) -> Profile:
    """A profile by the name of a shipped one, as its own text (TOML or JSON), or as parsed.

    Raises FormatProblem naming the field and what it may be.
    """
    if isinstance(asked, Mapping):
        return _Reading(asked).profile()
    known = shipped()
    text = known.get(asked)
    if text is None and "\n" not in asked and not asked.lstrip().startswith("{"):
        raise refuse("profile_unknown", field="profile", name=asked, known=", ".join(sorted(known)))
    text = asked if text is None else text
    try:
        parsed = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as problem:
        raise refuse("profile_unreadable", field="profile", detail=str(problem)) from problem
    return _Reading(parsed).profile()


class _Reading:
    """Checks a parsed profile member by member; unknown members are refused, so that a slip is never passed over."""

    MEMBERS = frozenset(
        [
            "name",
            "file",
            "columns",
            "optional_columns",
            "level",
            "date",
            "learner",
            "rater",
            "form",
            "leave_out",
            "joins",
            "framework",
        ]
    )

    def __init__(self, parsed: Mapping[str, Any]) -> None:
        self.parsed = parsed

    def profile(self) -> Profile:
        self._only(self.parsed, self.MEMBERS, "")
        file = self._table("file", {"rows", "separator", "encoding"})
        level = self._table("level", {"values", "relative_to"})
        form = self._table("form", {"values", "default"})
        columns, may_lack = self._columns()
        return Profile(
            name=self._text(self.parsed, "name", "") or "profile",
            columns=columns,
            may_lack=may_lack,
            file=self._text(file, "rows", "file."),
            separator=self._one_of(file, "separator", "file.", SEPARATORS, "auto"),
            encoding=self._encoding(file),
            levels=self._levels(level),
            relative_to=self._text(level, "relative_to", "level."),
            forms=self._forms(form),
            form=self._one_of(form, "default", "form.", tuple(EvidenceForm.values), EvidenceForm.OBSERVATION),
            date=self._date(),
            learner_by=self._by("learner"),
            rater_by=self._by("rater"),
            joins=tuple(self._records("joins", Join)),
            leave_out=tuple(self._leave_out()),
            framework=self._framework(),
        )

    # -- members ---------------------------------------------------------------------------------------------

    def _columns(self) -> tuple[dict[str, str], frozenset[str]]:
        needed, optional = self._table("columns", set(FIELDS)), self._table("optional_columns", set(FIELDS))
        columns = {name: self._text(needed, name, "columns.") for name in needed}
        further = {name: self._text(optional, name, "optional_columns.") for name in optional}
        for name in NEEDED:
            if not columns.get(name):
                raise self._wrong(f"columns.{name}", "is missing")
        return {**further, **columns}, frozenset(further) - frozenset(columns)

    def _levels(self, level: Mapping[str, Any]) -> dict[str, int]:
        values = level.get("values", {})
        if not isinstance(values, Mapping):
            raise self._wrong("level.values", "should be a table of what is written and which level it means")
        for written, number in values.items():
            if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= 6:
                raise self._wrong(f"level.values.{written}", "should be a level: a whole number from 1")
        if level.get("relative_to") and not values:
            raise self._wrong("level.values", "is needed beside level.relative_to")
        return {str(written).strip().casefold(): number for written, number in values.items()}

    def _forms(self, form: Mapping[str, Any]) -> dict[str, str]:
        values = form.get("values", {})
        if not isinstance(values, Mapping) or not set(values.values()) <= set(EvidenceForm.values):
            raise self._wrong("form.values", f"should lead to forms: {', '.join(EvidenceForm.values)}")
        return {str(written).strip().casefold(): str(code) for written, code in values.items()}

    def _date(self) -> str:
        date = self._text(self._table("date", {"format"}), "format", "date.")
        if date and not all(part in date for part in ("%d", "%m")) and "%j" not in date:
            raise self._wrong("date.format", "should hold %d and %m and %Y, such as %d/%m/%Y")
        return date

    def _encoding(self, file: Mapping[str, Any]) -> str:
        encoding = self._text(file, "encoding", "file.") or "utf-8"
        try:
            codecs.lookup(encoding)
        except LookupError as problem:
            raise self._wrong("file.encoding", f"is not known: {encoding}") from problem
        return encoding

    def _by(self, who: str) -> str:
        return self._one_of(self._table(who, {"by"}), "by", f"{who}.", tuple(NameKind), NameKind.ANY)

    def _leave_out(self) -> list[LeaveOut]:
        found = []
        for record in self._listed("leave_out"):
            self._only(record, {"column", "values", "because"}, "leave_out.")
            values = record.get("values")
            if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
                raise self._wrong("leave_out.values", "should be a list of texts")
            found.append(
                LeaveOut(
                    self._needed(record, "column", "leave_out."),
                    tuple(values),
                    self._needed(record, "because", "leave_out."),
                )
            )
        return found

    def _framework(self) -> FrameworkTables | None:
        if "framework" not in self.parsed:
            return None
        framework = self._table(
            "framework", {"identifier", "title", "domains", "groups", "competencies", "habits"}
        )
        habits = framework.get("habits", [])
        if not isinstance(habits, list):
            raise self._wrong("framework.habits", "should be a list of domain codes")
        layers = {}
        for layer in ("domains", "groups", "competencies"):
            record = framework.get(layer)
            if not isinstance(record, Mapping):
                raise self._wrong(f"framework.{layer}", "is missing")
            layers[layer] = self._record(record, Table, f"framework.{layer}.", {"statement", "parent"})
        return FrameworkTables(
            identifier=self._needed(framework, "identifier", "framework."),
            title=self._needed(framework, "title", "framework."),
            habits=tuple(str(one) for one in habits),
            **layers,
        )

    # -- ways to read ----------------------------------------------------------------------------------------

    def _table(self, name: str, known: set[str]) -> Mapping[str, Any]:
        table = self.parsed.get(name, {})
        if not isinstance(table, Mapping):
            raise self._wrong(name, "should be a table")
        self._only(table, known, f"{name}.")
        return table

    def _listed(self, name: str) -> list[Mapping[str, Any]]:
        records = self.parsed.get(name, [])
        if not isinstance(records, list) or not all(isinstance(one, Mapping) for one in records):
            raise self._wrong(name, "should be a list of tables")
        return records

    def _records(self, name: str, kind: type) -> list[Any]:
        return [self._record(record, kind, f"{name}.", set()) for record in self._listed(name)]

    def _record(self, record: Mapping[str, Any], kind: type, place: str, optional: set[str]) -> Any:
        names = {field.name for field in fields(kind)}
        self._only(record, names, place)
        return kind(
            **{
                name: self._text(record, name, place)
                if name in optional
                else self._needed(record, name, place)
                for name in names
            }
        )

    def _needed(self, table: Mapping[str, Any], name: str, place: str) -> str:
        value = self._text(table, name, place)
        if not value:
            raise self._wrong(f"{place}{name}", "is missing")
        return value

    def _text(self, table: Mapping[str, Any], name: str, place: str) -> str:
        value = table.get(name, "")
        if not isinstance(value, str):
            raise self._wrong(f"{place}{name}", "should be a text")
        return value

    def _one_of(
        self, table: Mapping[str, Any], name: str, place: str, known: tuple[str, ...], default: str
    ) -> str:
        value = self._text(table, name, place) or default
        if value not in known:
            raise self._wrong(f"{place}{name}", f"should be one of {', '.join(map(repr, map(str, known)))}")
        return str(value)

    def _only(self, table: Mapping[str, Any], known: set[str] | frozenset[str], place: str) -> None:
        for name in table:
            if name not in known:
                raise self._wrong(
                    f"{place}{name}", f"is not part of a profile; known: {', '.join(sorted(known))}"
                )

    def _wrong(self, name: str, detail: str) -> Exception:
        return refuse("profile_field", field=name, detail=detail)
