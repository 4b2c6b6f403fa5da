"""The import of questions: read, find the competency of each, say what is new, changed or left out; then add them.

A question that changed is a new row and the old one is retired: an answer always names the words that were read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from headway.district.checks.api import ItemContent, bring_items, content_said, known_items
from headway.district.continuum.api import CompetencyInfo, ContinuumMap, current_map
from headway.district.foundation.api import Actor
from headway.district.interop.plans import Plan, PlanLine, Progress, Report
from headway.mastery.formats.problems import Problem
from headway.mastery.formats.questions import WORDS, Question, Words, read

__all__ = ["OPTIONS", "QuestionsImporter"]

# competency: a code for questions that name none. source: under which name the file's identifiers are kept.
OPTIONS = ("competency", "source")
DEFAULT_SOURCE = "questions"


@dataclass(frozen=True)
class _Work:
    contents: tuple[ItemContent, ...]
    retire: tuple[int, ...]


class QuestionsImporter:
    """`headway.district.interop.plans.Importer` for questions."""

    format = "questions"

    def plan(self, raw: bytes, options: Mapping[str, Any], progress: Progress) -> Plan:
        """Raises FormatProblem where the file can't be taken, an option isn't known or nothing is published."""
        for name in options:
            if name not in OPTIONS:
                raise WORDS.refuse("unknown_option", field=name, name=name)
        continuum = current_map()
        if continuum is None:
            raise WORDS.refuse("nothing_published")
        progress("read", 0, 0)
        source = str(options.get("source") or DEFAULT_SOURCE)
        found = read(raw, max_bytes=settings.MAX_UPLOAD_BYTES)
        names = _names(continuum)
        usual = str(options.get("competency") or "")
        known = known_items(source)
        problems: list[Problem] = list(found.problems)
        lines: list[PlanLine] = [
            PlanLine("question", "cannot_read", one.identifier, one.row)
            for one in found.problems
            if one.identifier and one.kind != "choices_differ"
        ]
        contents: list[ItemContent] = []
        retire: list[int] = []
        left = 0
        for one in found.questions:
            competency = _competency_of(one, names, usual, problems)
            if competency is None:
                lines.append(PlanLine("question", "cannot_read", one.identifier, one.row))
                continue
            content = _content(one, competency.id, source)
            before = known.get(one.identifier)
            if before is None:
                lines.append(PlanLine("question", "add", one.identifier, one.row))
            elif before[1] == content_said(content):
                # What a person retired stays retired.
                left += 1
                continue
            else:
                lines.append(PlanLine("question", "change", one.identifier, one.row))
                retire.append(before[0])
            contents.append(content)
        return Plan.of(
            self.format,
            lines,
            left={"question": left},
            problems=problems,
            facts={
                "source": source,
                "questions": len(found.questions),
                "competencies": len({one.competency_id for one in contents}),
            },
            work=_Work(tuple(contents), tuple(retire)),
        )

    def apply(self, plan: Plan, by: Actor, progress: Progress) -> Report:
        progress("write", 0, len(plan.work.contents))
        if plan.work.contents:
            bring_items(plan.work.contents, by=by, retire=plan.work.retire)
        return Report(plan.counts, plan.problems, plan.facts)


def _names(continuum: ContinuumMap) -> dict[str, CompetencyInfo]:
    """Everything by which a file may name a competency: its identifier and uuid, and its code in any writing."""
    names: dict[str, CompetencyInfo] = {}
    for one in continuum.competencies:
        for name in (one.code, one.identifier, str(one.uuid)):
            if name:
                names.setdefault(name.strip().casefold(), one)
    return names


def _competency_of(
    one: Question, names: Mapping[str, CompetencyInfo], usual: str, problems: list[Problem]
) -> CompetencyInfo | None:
    named = {"row": one.row, "identifier": one.identifier}
    for name in one.competencies:
        if name.casefold() in names:
            return names[name.casefold()]
    if usual:
        if usual.strip().casefold() in names:
            return names[usual.strip().casefold()]
        problems.append(WORDS.problem("competency_unknown", value=usual, field="competency", **named))
    elif one.competencies:
        problems.append(
            WORDS.problem("competency_unknown", value=one.competencies[0], field="competency", **named)
        )
    else:
        problems.append(WORDS.problem("no_competency", field="competency", **named))
    return None


def _content(one: Question, competency_id: int, source: str) -> ItemContent:
    further = {language: _words(one, words) for language, words in one.further.items()}
    if one.language != "en":
        further[one.language] = _words(one, one.words)
    return ItemContent(
        competency_id=competency_id,
        kind=one.kind,
        stem=one.words.stem,
        key=one.key,
        choices=tuple(
            {"code": code, "text": text} for code, text in zip(one.codes, one.words.choices, strict=True)
        ),
        spoken=one.words.spoken,
        words=further,
        source=source,
        source_identifier=_identifier(one.identifier),
    )


def _identifier(text: str) -> str:
    """Fits the column; a longer one keeps its beginning and what tells it apart."""
    return text if len(text) <= 255 else text[:200] + hashlib.sha256(text.encode()).hexdigest()[:32]


def _words(one: Question, words: Words) -> dict[str, Any]:
    said: dict[str, Any] = {"stem": words.stem}
    if one.codes:
        said["choices"] = dict(zip(one.codes, words.choices, strict=True))
    if words.key:
        said["key"] = list(words.key)
    if words.spoken:
        said["spoken"] = words.spoken
    return said
