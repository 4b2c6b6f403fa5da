"""A reader's sentences as one table, so that they can be translated and reviewed in one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from headway.mastery.formats.problems import (
    NO_REMEDY,
    FormatProblem,
    Message,
    Problem,
    Severity,
    message,
)

__all__ = ["Wording", "Wordings"]


class Wording(NamedTuple):
    """One thing that a reader can say: how grave it is, the sentence, and what to do next."""

    severity: Severity
    sentence: str
    remedy: str = ""


class Wordings:
    """The sentences of one reader. `name` begins their keys; the key of a wording is also the problem's kind."""

    def __init__(self, name: str, table: Mapping[str, Wording]) -> None:
        self.name = name
        self.table = table

    def problem(
        self, kind: str, *, row: str = "", identifier: str = "", field: str = "", **params: object
    ) -> Problem:
        """The problem said in one of the wordings; `field` and `identifier` may be used in its sentence."""
        words = self.table[kind]
        values = {"field": field, "identifier": identifier, **params}
        return Problem(
            words.severity,
            kind,
            _filled(f"{self.name}.{kind}", words.sentence, values),
            _filled(f"{self.name}.{kind}.remedy", words.remedy, values) if words.remedy else NO_REMEDY,
            row,
            identifier,
            field,
        )

    def refuse(self, kind: str, *, row: str = "", field: str = "", **params: object) -> FormatProblem:
        """The exception that refuses a whole file."""
        return FormatProblem(self.problem(kind, row=row, field=field, identifier="", **params))

    def message(self, kind: str, **params: object) -> Message:
        """The sentence alone, where something is explained and nothing is wrong."""
        return _filled(f"{self.name}.{kind}", self.table[kind].sentence, params)

    def messages(self) -> dict[str, str]:
        """Every key with its English template, for a translation catalogue."""
        found = {}
        for kind, words in self.table.items():
            found[f"{self.name}.{kind}"] = words.sentence
            if words.remedy:
                found[f"{self.name}.{kind}.remedy"] = words.remedy
        return found


def _filled(key: str, template: str, values: Mapping[str, object]) -> Message:
    used = {name: value for name, value in values.items() if "{" + name + "}" in template}
    return message(key, template, **used)
