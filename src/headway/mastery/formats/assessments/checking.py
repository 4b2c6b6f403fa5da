"""Plain members ↔ profile. Members that nobody knows are refused: a slip in a name must not silently mean nothing."""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from headway.mastery.formats.assessments.dates import is_date_format
from headway.mastery.formats.assessments.profile import (
    FORMAT,
    HIDDEN_KINDS,
    KEY_KINDS,
    VERSION,
    Area,
    Condition,
    FileLayout,
    LearnerKey,
    Name,
    Profile,
    Recognised,
    When,
)
from headway.mastery.formats.assessments.wording import problem
from headway.mastery.formats.problems import FormatProblem, Problem

__all__ = ["as_plain", "profile_from"]

_COMPARES = re.compile(r"percentile|pctile|\brank|rank\b|quintile|stanine|\bnce\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_MISSING = object()

_AREA = tuple(one.name for one in dataclasses.fields(Area))
_PROFILE = ("format", "version", *(one.name for one in dataclasses.fields(Profile)))


def profile_from(plain: Any) -> Profile:
    reading = _Reading()
    profile = reading.profile(plain)
    if reading.problems:
        raise FormatProblem(*reading.problems)
    return profile


class _Reading:
    """Takes what it can and collects one problem for everything that it cannot."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def say(self, kind: str, place: str, **values: Any) -> None:
        self.problems.append(problem(kind, field=place, **values))

    # -- whole profile --

    def profile(self, plain: Any) -> Profile:
        if not isinstance(plain, Mapping):
            raise FormatProblem(problem("profile_unreadable", reason="it is not an object with members"))
        if plain.get("format", FORMAT) != FORMAT:
            raise FormatProblem(
                problem("profile_unreadable", reason=f"its format is {plain['format']!r}, not {FORMAT!r}")
            )
        if plain.get("version", VERSION) != VERSION:
            raise FormatProblem(problem("profile_version", value=plain["version"], known=VERSION))
        self.known(plain, _PROFILE, "")
        holds = self.choice(plain, "holds", ("results", "learners"), "results")
        areas = tuple(
            self.area(one, f"areas[{place}]") for place, one in enumerate(self.several(plain, "areas", ""))
        )
        learner = tuple(
            self.learner(one, f"learner[{place}]")
            for place, one in enumerate(self.several(plain, "learner", ""))
        )
        if not learner:
            self.say("profile_no_learner", "learner")
        if not areas and holds == "results":
            self.say("profile_no_areas", "areas")
        return Profile(
            key=self.text(plain, "key", "", needed="a short name of your own, such as our-fall-check"),
            vendor=self.text(plain, "vendor", "", needed="who publishes the test"),
            name=self.text(plain, "name", "", needed="what the export is called"),
            revision=int(self.number(plain, "revision", "") or 1),
            origin=self.text(plain, "origin", ""),
            note=self.text(plain, "note", ""),
            holds=holds,
            places_learners=self.truth(plain, "places_learners", "", True),
            file=self.file(plain.get("file", {}), "file"),
            recognise=self.recognised(plain.get("recognise", {}), "recognise"),
            aliases=self.lists(plain, "aliases", ""),
            learner=learner,
            test=self.name(plain.get("test", ""), "test"),
            when=self.when(plain.get("when", {}), "when"),
            missing=self.texts(plain, "missing", ""),
            leave_out=self.conditions(plain, ""),
            areas=areas,
        )

    # -- its parts --

    def file(self, plain: Any, place: str) -> FileLayout:
        plain = self.object(plain, place, ("delimiter", "skip_rows", "fixed_width"))
        widths = []
        for at, one in enumerate(self.several(plain, "fixed_width", place)):
            if (
                isinstance(one, list | tuple)
                and len(one) == 3
                and isinstance(one[0], str)
                and all(isinstance(value, int) and value >= 0 for value in one[1:])
                and one[2] > 0
            ):
                widths.append((one[0], one[1], one[2]))
            else:
                self.say(
                    "profile_kind",
                    f"{place}.fixed_width[{at}]",
                    what="a column's name, its first place counted from 0, and its length",
                    value=repr(one),
                )
        return FileLayout(
            self.text(plain, "delimiter", place),
            int(self.number(plain, "skip_rows", place) or 0),
            tuple(widths),
        )

    def recognised(self, plain: Any, place: str) -> Recognised:
        plain = self.object(plain, place, ("needed", "distinctive", "absent", "cells"))
        return Recognised(
            self.texts(plain, "needed", place),
            self.texts(plain, "distinctive", place),
            self.texts(plain, "absent", place),
            self.lists(plain, "cells", place),
        )

    def learner(self, plain: Any, place: str) -> LearnerKey:
        plain = self.object(plain, place, ("kind", "column", "columns"))
        return LearnerKey(
            self.choice(plain, "kind", KEY_KINDS, "local_id", place, needed=True),
            self.columns_of(plain, place, needed=True),
        )

    def when(self, plain: Any, place: str) -> When:
        plain = self.object(plain, place, ("column", "columns", "formats", "term"))
        formats = self.texts(plain, "formats", place)
        for at, one in enumerate(formats):
            if not is_date_format(one):
                self.say("profile_date", f"{place}.formats[{at}]", value=one)
        columns = self.columns_of(plain, place)
        if columns and not formats:
            self.say(
                "profile_missing", f"{place}.formats", what="how the dates are written, such as M/D/YYYY"
            )
        return When(columns, formats, self.name(plain.get("term", ""), f"{place}.term"))

    def name(self, plain: Any, place: str) -> Name:
        if isinstance(plain, str):
            return Name(plain)
        plain = self.object(plain, place, ("column", "columns", "names"))
        names = plain.get("names", {})
        if not isinstance(names, Mapping) or not all(isinstance(one, str) for one in names.values()):
            self.say("profile_kind", f"{place}.names", what="texts by code", value=repr(names))
            names = {}
        return Name("", self.columns_of(plain, place, needed=True), dict(names))

    def conditions(self, plain: Mapping[str, Any], place: str) -> tuple[Condition, ...]:
        found = []
        for at, one in enumerate(self.several(plain, "leave_out", place)):
            here = f"{_within(place, 'leave_out')}[{at}]"
            members = self.object(one, here, ("column", "values", "reason", "unless"))
            found.append(
                Condition(
                    self.text(members, "column", here, needed="the column that says so"),
                    self.texts(members, "values", here),
                    self.text(members, "reason", here) or "not_valid",
                    self.truth(members, "unless", here, False),
                )
            )
        return tuple(found)

    def area(self, plain: Any, place: str) -> Area:
        plain = self.object(plain, place, _AREA)
        hidden = plain.get("hidden", {})
        if not isinstance(hidden, Mapping):
            self.say("profile_kind", f"{place}.hidden", what="kinds by column", value=repr(hidden))
            hidden = {}
        for column, kind in hidden.items():
            if kind not in HIDDEN_KINDS:
                self.say(
                    "profile_choice",
                    f"{place}.hidden.{column}",
                    value=repr(kind),
                    choices=", ".join(HIDDEN_KINDS),
                )
        area = Area(
            area=self.name(plain.get("area", ""), f"{place}.area"),
            part=self.name(plain.get("part", ""), f"{place}.part"),
            value=self.text(plain, "value", place),
            scale=self.text(plain, "scale", place),
            lowest=self.number(plain, "lowest", place),
            highest=self.number(plain, "highest", place),
            error=self.text(plain, "error", place),
            error_low=self.text(plain, "error_low", place),
            error_high=self.text(plain, "error_high", place),
            published_error=self.number(plain, "published_error", place),
            label=self.text(plain, "label", place),
            labels=self.texts(plain, "labels", place),
            hidden=tuple((str(column), str(kind)) for column, kind in hidden.items()),
            when=self.when(plain["when"], f"{place}.when") if "when" in plain else None,
            test=self.name(plain.get("test", ""), f"{place}.test"),
            missing=self.texts(plain, "missing", place),
            leave_out=self.conditions(plain, place),
            optional=self.truth(plain, "optional", place, False),
            repeat=self.lists(plain, "repeat", place),
        )
        self._sensible(area, place)
        return area

    def _sensible(self, area: Area, place: str) -> None:
        if not area.area:
            self.say("profile_missing", f"{place}.area", what="what was tested, in the publisher's words")
        if not area.value and not area.label:
            self.say("profile_no_value", place)
        if area.lowest is not None and area.highest is not None and area.lowest > area.highest:
            self.say(
                "profile_range", place, lowest=_plain_number(area.lowest), highest=_plain_number(area.highest)
            )
        if area.published_error is not None and not area.published_error > 0:
            self.say(
                "profile_kind",
                f"{place}.published_error",
                what="a number above 0",
                value=str(area.published_error),
            )
        if bool(area.error_low) != bool(area.error_high):
            self.say("profile_missing", f"{place}.error_high", what="both ends of the interval, or neither")
        for member in ("value", "label"):
            if _COMPARES.search(getattr(area, member)):
                self.say("profile_place", f"{place}.{member}", value=getattr(area, member))
        for one in (*area.columns(), area.area.text, area.part.text, area.test.text):
            for name in _PLACEHOLDER.findall(one):
                if name not in area.repeat:
                    self.say("profile_placeholder", place, value="{" + name + "}")

    # -- members --

    def known(self, plain: Mapping[str, Any], names: Iterable[str], place: str) -> None:
        names = tuple(names)
        for name in plain:
            if name not in names:
                near = difflib.get_close_matches(str(name), names, n=1, cutoff=0.0)
                self.say("profile_unknown", _within(place, str(name)), nearest=near[0] if near else "")

    def object(self, plain: Any, place: str, names: Iterable[str]) -> Mapping[str, Any]:
        if not isinstance(plain, Mapping):
            self.say("profile_kind", place, what="an object with members", value=repr(plain))
            return {}
        self.known(plain, names, place)
        return plain

    def text(self, plain: Mapping[str, Any], name: str, place: str, needed: str = "") -> str:
        value = plain.get(name, "")
        if not isinstance(value, str):
            self.say("profile_kind", _within(place, name), what="a text", value=repr(value))
            return ""
        if needed and not value.strip():
            self.say("profile_missing", _within(place, name), what=needed)
        return value

    def number(self, plain: Mapping[str, Any], name: str, place: str) -> float | None:
        value = plain.get(name)
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
            return value
        self.say("profile_kind", _within(place, name), what="a number", value=repr(value))
        return None

    def truth(self, plain: Mapping[str, Any], name: str, place: str, usual: bool) -> bool:
        value = plain.get(name, usual)
        if not isinstance(value, bool):
            self.say("profile_kind", _within(place, name), what="true or false", value=repr(value))
            return usual
        return value

    def choice(
        self,
        plain: Mapping[str, Any],
        name: str,
        choices: tuple[str, ...],
        usual: str,
        place: str = "",
        needed: bool = False,
    ) -> str:
        value = plain.get(name, _MISSING if needed else usual)
        if value is _MISSING:
            self.say("profile_missing", _within(place, name), what="one of " + ", ".join(choices))
            return usual
        if value not in choices:
            self.say("profile_choice", _within(place, name), value=repr(value), choices=", ".join(choices))
            return usual
        return str(value)

    def several(self, plain: Mapping[str, Any], name: str, place: str) -> list[Any]:
        value = plain.get(name, [])
        if not isinstance(value, list | tuple):
            self.say("profile_kind", _within(place, name), what="a list", value=repr(value))
            return []
        return list(value)

    def texts(self, plain: Mapping[str, Any], name: str, place: str) -> tuple[str, ...]:
        return self._all_texts(self.several(plain, name, place), _within(place, name))

    def _all_texts(self, values: Iterable[Any], place: str) -> tuple[str, ...]:
        taken: list[str] = []
        for one in values:
            if not isinstance(one, str):
                self.say("profile_kind", place, what="a list of texts", value=repr(one))
            elif one in taken:
                self.say("profile_twice", place, value=one)
            else:
                taken.append(one)
        return tuple(taken)

    def lists(self, plain: Mapping[str, Any], name: str, place: str) -> dict[str, tuple[str, ...]]:
        value = plain.get(name, {})
        here = _within(place, name)
        if not isinstance(value, Mapping):
            self.say("profile_kind", here, what="lists of texts by name", value=repr(value))
            return {}
        return {str(key): self._all_texts(self.several(value, key, here), f"{here}.{key}") for key in value}

    def columns_of(self, plain: Mapping[str, Any], place: str, needed: bool = False) -> tuple[str, ...]:
        one = self.text(plain, "column", place)
        columns = ((one,) if one else ()) + self.texts(plain, "columns", place)
        if needed and not columns:
            self.say("profile_missing", _within(place, "column"), what="the column as the file names it")
        return columns


def _within(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _plain_number(value: float) -> str:
    return f"{value:g}"


# -- back to plain members ---------------------------------------------------------------------------------------------


def as_plain(profile: Profile) -> dict[str, Any]:
    plain: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    plain.update(_without_usual(profile, {"key", "vendor", "name", "revision"}))
    return plain


def _without_usual(one: Any, always: Iterable[str] = ()) -> dict[str, Any]:
    found = {}
    for member in dataclasses.fields(one):
        value = getattr(one, member.name)
        if member.name in always or value != _usual(member):
            found[member.name] = _PLAIN.get((type(one).__name__, member.name), _value)(value)
    return found


def _usual(member: dataclasses.Field[Any]) -> Any:
    if member.default is not dataclasses.MISSING:
        return member.default
    return member.default_factory() if member.default_factory is not dataclasses.MISSING else _MISSING


def _value(value: Any) -> Any:
    if isinstance(value, Name):
        return value.text if not value.columns else _without_usual(value)
    if dataclasses.is_dataclass(value):
        return _without_usual(value)
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _value(one) for key, one in value.items()}
    return value


_PLAIN: dict[tuple[str, str], Callable[[Any], Any]] = {("Area", "hidden"): dict}
