"""Questions in a table: one row each, with the columns competency, kind, stem, choices and key.

choices are parted by | ; key is a letter (A, B, …), several parted by |, or a choice's own words; for short answers
everything that is accepted, parted by |. Further: id, spoken, and stem_es, choices_es, key_es for each further language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from headway.mastery.formats.assessments.table import open_text, table_of
from headway.mastery.formats.problems import Problem
from headway.mastery.formats.questions.model import SHORT, Question, Read, Words, objection
from headway.mastery.formats.questions.wording import problem, refuse

__all__ = ["COLUMNS", "read_table"]

COLUMNS = ("competency", "kind", "stem", "choices", "key")
LETTERS = "ABCDEFGHIJ"
_LANGUAGE = re.compile(r"stem_([a-z]{2,3})")


def read_table(raw: bytes, *, max_bytes: int) -> Read:
    """Raises FormatProblem where the file is no table or lacks a column."""
    table = table_of(open_text(raw, max_bytes=max_bytes))
    names = [one.strip().casefold().lstrip("\ufeff") for one in table.header]
    for column in COLUMNS:
        if column not in names:
            raise refuse("missing_column", field=column)
    languages = [found[1] for one in names if (found := _LANGUAGE.fullmatch(one))]
    questions: list[Question] = []
    problems: list[Problem] = list(table.problems)
    seen: set[str] = set()
    for line, cells in zip(table.lines, table.rows, strict=True):
        row = {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
        if not any(row.values()):
            continue
        one = _question(row, line, languages, problems)
        if one.identifier in seen:
            problems.append(problem("identifier_twice", row=one.row, identifier=one.identifier))
            continue
        seen.add(one.identifier)
        against = objection(one)
        if against is not None:
            problems.append(against)
        else:
            questions.append(one)
    return Read(tuple(questions), tuple(problems))


def _question(
    row: Mapping[str, str], line: int, languages: Sequence[str], problems: list[Problem]
) -> Question:
    kind = (row.get("kind") or "choice").casefold()
    choices = () if kind == SHORT else _parted(row.get("choices", ""))
    place, identifier = f"row {line}", row.get("id") or f"row {line}"
    key = _parted(row.get("key", ""))
    if kind != SHORT:
        key = tuple(_code(one, choices) for one in key)
    further: dict[str, Words] = {}
    for language in languages:
        stem = row.get(f"stem_{language}", "")
        if not stem:
            continue
        theirs = () if kind == SHORT else _parted(row.get(f"choices_{language}", "")) or choices
        if len(theirs) != len(choices):
            problems.append(
                problem(
                    "choices_differ",
                    row=place,
                    identifier=identifier,
                    found=len(theirs),
                    expected=len(choices),
                    language=language,
                )
            )
            continue
        accepted = _parted(row.get(f"key_{language}", "")) if kind == SHORT else ()
        further[language] = Words(stem, theirs, accepted)
    return Question(
        identifier,
        kind,
        "en",
        Words(row.get("stem", ""), choices, (), row.get("spoken", "")),
        tuple(LETTERS[: len(choices)])
        if len(choices) <= len(LETTERS)
        else tuple(map(str, range(len(choices)))),
        key,
        tuple(filter(None, (row.get("competency", ""),))),
        further,
        place,
    )


def _parted(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split("|") if one.strip())


def _code(said: str, choices: Sequence[str]) -> str:
    """A letter, or the words of a choice."""
    same = [place for place, one in enumerate(choices) if one.casefold() == said.casefold()]
    if same and not (len(said) == 1 and said.upper() in LETTERS[: len(choices)]):
        return LETTERS[same[0]] if same[0] < len(LETTERS) else said
    return said.upper() if said.upper() in LETTERS[: len(choices)] and len(said) == 1 else said
