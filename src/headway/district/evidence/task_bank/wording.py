"""What is worth another look in the words of a rubric. Each remark has its reason; nothing is ever blocked.

A level above proficient goes deeper into the same target: it never asks for the next one, and never for extra points.
What a learner does with her time, her neatness or her homework is no level of what she can do.

Limits: words are matched, sentences are not understood; in English and Spanish.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, folded
from headway.district.evidence.task_bank.words import TaskWords
from headway.mastery.continuum.gaps.statements import RemarkKind, check

__all__ = ["WordingKind", "WordingRemark", "remarks_on", "remarks_on_text"]


class WordingKind(StrEnum):
    NEXT_TARGET = "next_target"
    EXTRA_CREDIT = "extra_credit"
    BEHAVIOUR = "behaviour"
    UNMEASURABLE = "unmeasurable"
    SCHOOL_YEARS = "school_years"


@dataclass(frozen=True, slots=True)
class WordingRemark:
    """words: the part that gave rise to it. place: of which criterion and level (both from 0 and 1), or the prompt.

    target: the competency that is cited, where it is one.
    """

    kind: WordingKind
    words: str
    criterion: int | None = None
    level: int | None = None
    target: CompetencyInfo | None = None


_EXTRA = re.compile(
    r"\b(extra[\s-]credit|bonus|(?:extra|additional|more)\s+points?"
    r"|cr[eé]ditos?\s+extras?|puntos?\s+(?:extras?|adicional(?:es)?))\b",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(next\s+(?:standard|target|competency|unit|course|grade(?:\s+level)?)(?:'s)?"
    r"|(?:est[aá]ndar|meta|competencia|unidad|curso|grado)\s+siguiente"
    r"|siguiente\s+(?:est[aá]ndar|meta|competencia|unidad|curso|grado))\b",
    re.IGNORECASE,
)
_BEHAVIOUR = re.compile(
    r"\b(on\s+time|late|neat(?:ly|ness)?|tid(?:y|ily)|attendance|homework|well[\s-]behaved|tries\s+hard|effort"
    r"|a\s+tiempo|tarde|puntual(?:mente)?|limpieza|asistencia|tareas?\s+de\s+casa|se\s+porta\s+bien|esfuerzo)\b",
    re.IGNORECASE,
)
_OF_STATEMENTS = {
    RemarkKind.UNMEASURABLE: WordingKind.UNMEASURABLE,
    RemarkKind.GRADE_LANGUAGE: WordingKind.SCHOOL_YEARS,
}
# A title of one short word ("Data") stands in many sentences that do not mean it.
SHORTEST_TITLE = 10


def remarks_on(words: TaskWords, continuum: ContinuumMap | None) -> tuple[WordingRemark, ...]:
    """Everything that is worth another look in a task: its prompt, then criterion by criterion, level by level."""
    after = _what_comes_after(words.competency_ids, continuum)
    found = [
        WordingRemark(WordingKind.EXTRA_CREDIT, match.group(0)) for match in _EXTRA.finditer(words.prompt)
    ]
    for number, criterion in enumerate(words.criteria):
        for level, text in sorted(criterion.levels.items()):
            found += [
                WordingRemark(one.kind, one.words, number, level, one.target)
                for one in remarks_on_text(text, after)
            ]
    return tuple(found)


def remarks_on_text(text: str, after: Iterable[CompetencyInfo] = ()) -> tuple[WordingRemark, ...]:
    """The remarks on one descriptor. after: the competencies that the task's own ones open."""
    return tuple(_remarks(text, tuple(after))) if text.strip() else ()


def _remarks(text: str, after: tuple[CompetencyInfo, ...]) -> Iterator[WordingRemark]:
    for one in after:
        cited = _cites(text, one)
        if cited:
            yield WordingRemark(WordingKind.NEXT_TARGET, cited, target=one)
    for pattern, kind in (
        (_NEXT, WordingKind.NEXT_TARGET),
        (_EXTRA, WordingKind.EXTRA_CREDIT),
        (_BEHAVIOUR, WordingKind.BEHAVIOUR),
    ):
        match = pattern.search(text)
        if match:
            yield WordingRemark(kind, match.group(0))
    # Nobody says in which language a rubric is written: the words of one are rarely words of the other.
    for language in ("en", "es"):
        for remark in check(text, language, is_for_learners=False):
            if remark.kind in _OF_STATEMENTS:
                yield WordingRemark(_OF_STATEMENTS[remark.kind], remark.words)


def _cites(text: str, one: CompetencyInfo) -> str:
    """The code or the title of this competency, in any of its languages, where the text names it."""
    if one.code and re.search(rf"(?<![\w.]){re.escape(one.code)}(?![\w]|\.\w)", text):
        return one.code
    meant = folded(text)
    for title in (one.title, *(words.get("title", "") for words in one.translations.values())):
        if len(title) >= SHORTEST_TITLE and folded(title) in meant:
            return title
    return ""


def _what_comes_after(
    competency_ids: Iterable[int], continuum: ContinuumMap | None
) -> tuple[CompetencyInfo, ...]:
    if continuum is None:
        return ()
    own = {one for one in competency_ids if one in continuum.by_id}
    after = {opened.id: opened for one in own for opened in continuum.opens(one) if opened.id not in own}
    return tuple(after.values())
