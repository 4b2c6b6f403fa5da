"""What an author writes of a task: one value for the editor, for files, and for comparing two people's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any
from uuid import UUID

from headway.district.evidence.models import Task
from headway.district.evidence.types import EvidenceForm

__all__ = ["CriterionWords", "ExemplarWords", "TaskWords", "differing", "words_of_task"]

Translations = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class CriterionWords:
    """A criterion and what work at each level looks like (level → words). competency_id: None for the whole task.

    uuid: of the criterion that is changed; None for a new one. level_translations: level → language → words.
    """

    title: str
    levels: Mapping[int, str] = field(default_factory=dict)
    is_essential: bool = True
    competency_id: int | None = None
    uuid: UUID | None = None
    translations: Translations = field(default_factory=dict)
    level_translations: Mapping[int, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExemplarWords:
    """Work that shows one level, made unrecognisable, and what to see in it."""

    level: int
    title: str
    work: str = ""
    note: str = ""
    uuid: UUID | None = None
    translations: Translations = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TaskWords:
    """Everything about a task that an author writes. competency_ids: of the published continuum."""

    title: str
    prompt: str = ""
    competency_ids: tuple[int, ...] = ()
    form: str = EvidenceForm.PERFORMANCE
    other_forms: tuple[str, ...] = ()
    depth: int | None = None
    accommodations: str = ""
    context: str = ""
    is_transfer: bool = False
    is_cumulative: bool = False
    code: str = ""
    criteria: tuple[CriterionWords, ...] = ()
    exemplars: tuple[ExemplarWords, ...] = ()
    translations: Translations = field(default_factory=dict)


def words_of_task(task: Task, competency_ids: tuple[int, ...]) -> TaskWords:
    """The task's words as they stand. Four queries; `competency_ids` are those on the current continuum."""
    return TaskWords(
        title=task.title,
        prompt=task.prompt,
        competency_ids=competency_ids,
        form=task.form,
        other_forms=tuple(task.other_forms),
        depth=task.depth,
        accommodations=task.accommodations,
        context=task.context,
        is_transfer=task.is_transfer,
        is_cumulative=task.is_cumulative,
        code=task.code,
        translations=task.translations,
        criteria=tuple(_criterion(one) for one in task.criteria.prefetch_related("levels")),
        exemplars=tuple(
            ExemplarWords(one.level, one.title, one.work, one.note, one.uuid, one.translations)
            for one in task.exemplars.all()
        ),
    )


def _criterion(row: Any) -> CriterionWords:
    levels = list(row.levels.all())
    return CriterionWords(
        title=row.title,
        levels={one.level: one.text for one in levels},
        is_essential=row.is_essential,
        competency_id=row.competency_id,
        uuid=row.uuid,
        translations=row.translations,
        level_translations={
            one.level: {language: words.get("text", "") for language, words in one.translations.items()}
            for one in levels
            if one.translations
        },
    )


def differing(mine: TaskWords, theirs: TaskWords) -> tuple[str, ...]:
    """The fields in which two people's words for one task are not the same. Translations are written elsewhere."""
    left_out = {"translations", "code"}
    return tuple(
        one.name
        for one in fields(TaskWords)
        if one.name not in left_out and _bare(getattr(mine, one.name)) != _bare(getattr(theirs, one.name))
    )


def _bare(value: Any) -> Any:
    """Without what the editor does not show: identifiers and other languages."""
    if isinstance(value, tuple) and value and isinstance(value[0], CriterionWords):
        return tuple(
            replace(one, uuid=None, translations={}, level_translations={}, levels=dict(one.levels))
            for one in value
        )
    if isinstance(value, tuple) and value and isinstance(value[0], ExemplarWords):
        return tuple(replace(one, uuid=None, translations={}) for one in value)
    if isinstance(value, tuple):
        return tuple(sorted(value, key=str))
    return value
