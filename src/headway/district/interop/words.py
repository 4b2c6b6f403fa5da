"""Problems of a file as rows that can be stored, shown and translated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext, gettext_noop

from headway.mastery.formats.problems import Message, Problem

__all__ = ["SHOWN_PROBLEMS", "as_rows", "from_row", "in_words", "message_in_words", "problem_in_words"]

# A file with a defect in every row has said enough after this many; the counts stay complete.
SHOWN_PROBLEMS = 500
# How the reader of rosters ends a sentence about a value: what became of the row, or of the cell.
ENDINGS = (gettext_noop("The row was left out."), gettext_noop("The cell was taken as blank."))


def _message(message: Message) -> dict[str, Any]:
    return {"key": message.key, "english": message.english, "params": dict(message.params)}


def as_rows(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """JSON rows, the gravest first, each with severity, kind, row, identifier, field, sentence and remedy."""
    order = {"error": 0, "warning": 1, "note": 2}
    ranked = sorted(problems, key=lambda problem: order[problem.severity])
    return [
        {
            "severity": problem.severity,
            "kind": problem.kind,
            "row": problem.row,
            "identifier": problem.identifier,
            "field": problem.field,
            "sentence": _message(problem.sentence),
            "remedy": _message(problem.remedy),
        }
        for problem in ranked[:SHOWN_PROBLEMS]
    ]


def from_row(row: Mapping[str, Any]) -> Problem:
    """The problem behind a stored row."""

    def message(stored: Mapping[str, Any]) -> Message:
        return Message(stored["key"], stored["english"], tuple(sorted(stored["params"].items())))

    return Problem(
        severity=row["severity"],
        kind=row["kind"],
        sentence=message(row["sentence"]),
        remedy=message(row["remedy"]),
        row=row["row"],
        identifier=row["identifier"],
        field=row["field"],
    )


def problem_in_words(row: Mapping[str, Any]) -> tuple[str, str]:
    """The sentence and the remedy of a stored problem in the reader's language."""
    return in_words(from_row(row))


def in_words(problem: Problem) -> tuple[str, str]:
    """The sentence and the remedy of a problem in the reader's language.

    The English template is the message id of the catalogue; without a translation the sentence stays English.
    """
    remedy = "" if problem.remedy.key == "remedy.none" else _said(problem.remedy)
    return _said(problem.sentence), remedy


def message_in_words(message: Message) -> str:
    """One sentence in the reader's language."""
    return _said(message)


def _said(message: Message) -> str:
    return message.in_words(lambda _key: _template(message.english))


def _template(english: str) -> str:
    """What is wrong with a value and what became of it are two sentences, translated one by one."""
    whole = gettext(english)
    if whole == english:
        for ending in ENDINGS:
            if english.endswith(f" {ending}"):
                return f"{gettext(english.removesuffix(f' {ending}'))} {gettext(ending)}"
    return whole
