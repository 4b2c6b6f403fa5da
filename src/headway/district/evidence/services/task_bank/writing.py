"""Writing a task: everything or nothing, and never over somebody else's words."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import current_map
from headway.district.evidence.models import Task, TaskCriterion, TaskCriterionLevel, TaskExemplar
from headway.district.evidence.task_bank.allowed import (
    check_write,
    check_write_common,
    check_write_local,
    visible_task,
)
from headway.district.evidence.task_bank.stack import competencies_of
from headway.district.evidence.task_bank.words import (
    CriterionWords,
    ExemplarWords,
    TaskWords,
    differing,
    words_of_task,
)
from headway.district.evidence.types import EvidenceForm, TaskState
from headway.district.foundation.api import Conflict, FieldProblem, Refused, audit
from headway.district.people.api import Viewer
from headway.district.policy.api import scale_for

__all__ = ["TaskConflict", "copy_task", "save_task", "translate_task", "write_rows"]

LONGEST_TITLE, LONGEST_CONTEXT, LONGEST_CODE, LONGEST_CRITERION = 255, 64, 120, 512
LONGEST_TEXT = 20_000
MOST_CRITERIA, MOST_EXEMPLARS, MOST_COMPETENCIES = 12, 12, 12
DEPTHS = (1, 2, 3, 4)


class TaskConflict(Conflict):
    """Somebody saved other words since this page was opened. `mine` was not written; `theirs` stands, as `revision`.

    fields: where the two differ.
    """

    def __init__(self, mine: TaskWords, theirs: TaskWords, revision: int):
        super().__init__(
            _("Somebody else changed this task while you were writing, so nothing was saved yet."),
            remedy=_("Look at both below, and save what shall stand."),
        )
        self.mine, self.theirs, self.revision = mine, theirs, revision
        self.fields = differing(mine, theirs)


@transaction.atomic
def save_task(
    viewer: Viewer,
    words: TaskWords,
    *,
    task_uuid: uuid.UUID | None = None,
    revision: int | None = None,
    is_common: bool = False,
    organisation_id: int | None = None,
) -> Task:
    """Write a new task (as a draft), or change one that was read at `revision`.

    is_common and organisation_id say whose a new task is; an existing one keeps its place. Raises Refused with one
    problem per wrong field, NotFound, NotAllowed, and TaskConflict with both texts when somebody was first.
    """
    if task_uuid is None:
        place = check_write_common(viewer) if is_common else check_write_local(viewer, organisation_id)
        _check(words)
        task = Task(
            organisation_id=place, is_common=is_common, author_id=viewer.person_id, state=TaskState.DRAFT
        )
        task.is_active = False
        task.revision = 0
    else:
        task = _locked(viewer, task_uuid)
        check_write(viewer, task)
        _check(words)
        if revision is not None and revision != task.revision:
            theirs = words_of_task(task, competencies_of(task, current_map()))
            if differing(words, theirs):
                raise TaskConflict(words, theirs, task.revision)
    is_new = task.pk is None
    task.revision += 1
    write_rows(task, words)
    audit.record(
        by=viewer.actor,
        act="evidence.task_saved",
        subject_kind="task",
        subject_uuid=task.uuid,
        revision=task.revision,
        new=is_new,
        criteria=len(words.criteria),
    )
    return task


@transaction.atomic
def copy_task(viewer: Viewer, task_uuid: uuid.UUID, *, organisation_id: int | None = None) -> Task:
    """A copy for the viewer's school, hers to change, which remembers what it is based on. It begins as a draft."""
    source = visible_task(viewer, task_uuid)
    place = check_write_local(viewer, organisation_id)
    words = words_of_task(source, competencies_of(source, current_map()))
    copy = Task(
        organisation_id=place,
        author_id=viewer.person_id,
        based_on=source,
        state=TaskState.DRAFT,
        is_active=False,
    )
    write_rows(
        copy,
        replace(
            words,
            code="",
            # The district's cumulative check is the district's own; a school's version of it is a task like others.
            is_cumulative=False,
            criteria=tuple(replace(one, uuid=None) for one in words.criteria),
            exemplars=tuple(replace(one, uuid=None) for one in words.exemplars),
        ),
    )
    audit.record(
        by=viewer.actor,
        act="evidence.task_copied",
        subject_kind="task",
        subject_uuid=copy.uuid,
        source=str(source.uuid),
    )
    return copy


@transaction.atomic
def translate_task(
    viewer: Viewer,
    task_uuid: uuid.UUID,
    language: str,
    *,
    task_words: Mapping[str, str],
    criteria: Mapping[uuid.UUID, str],
    levels: Mapping[tuple[uuid.UUID, int], str],
    revision: int,
) -> Task:
    """The task's words in another language; blank words fall back to the original. Raises Conflict when it changed."""
    task = _locked(viewer, task_uuid)
    check_write(viewer, task)
    if revision != task.revision:
        raise Conflict(
            _("Somebody else changed this task while you were writing, so nothing was saved yet."),
            remedy=_("Open the page again; the task's words may be others now."),
        )
    task.translations = _with(task.translations, language, task_words)
    task.revision += 1
    task.save(update_fields=["translations", "revision"])
    for row in task.criteria.prefetch_related("levels"):
        row.translations = _with(row.translations, language, {"title": criteria.get(row.uuid, "")})
        row.save(update_fields=["translations"])
        for level in row.levels.all():
            level.translations = _with(
                level.translations, language, {"text": levels.get((row.uuid, level.level), "")}
            )
            level.save(update_fields=["translations"])
    audit.record(
        by=viewer.actor,
        act="evidence.task_translated",
        subject_kind="task",
        subject_uuid=task.uuid,
        language=language,
    )
    return task


def _with(translations: Mapping, language: str, words: Mapping[str, str]) -> dict:
    kept = {name: text.strip() for name, text in words.items() if text.strip()}
    merged = dict(translations.get(language, {})) | kept
    for name in words:
        if name not in kept:
            merged.pop(name, None)
    others = {one: dict(text) for one, text in translations.items() if one != language}
    return others | ({language: merged} if merged else {})


def _locked(viewer: Viewer, task_uuid: uuid.UUID) -> Task:
    """The row as it is now, held until the end of the transaction: two people who save at once come one by one."""
    task = visible_task(viewer, task_uuid)
    Task.objects.select_for_update().filter(pk=task.pk).first()
    task.refresh_from_db()
    return task


def write_rows(task: Task, words: TaskWords) -> None:
    """The task and everything around it as the words say. Criteria keep their identifier, for ratings name it."""
    for name in (
        "title",
        "prompt",
        "form",
        "depth",
        "accommodations",
        "context",
        "is_transfer",
        "is_cumulative",
    ):
        setattr(task, name, getattr(words, name))
    task.code = words.code or task.code
    task.other_forms = [one for one in dict.fromkeys(words.other_forms) if one != words.form]
    if words.translations:
        task.translations = {language: dict(text) for language, text in words.translations.items()}
    is_new = task.pk is None
    task.save()
    task.competencies.set(words.competency_ids)
    if words.criteria or not is_new:
        _write_criteria(task, words.criteria)
    if words.exemplars or not is_new:
        _write_exemplars(task, words.exemplars)


def _write_criteria(task: Task, criteria: tuple[CriterionWords, ...]) -> None:
    there = {row.uuid: row for row in task.criteria.all()}
    kept = {one.uuid for one in criteria if one.uuid in there}
    gone = [row.pk for key, row in there.items() if key not in kept]
    if gone:
        TaskCriterion.objects.filter(pk__in=gone).delete()
    # Words in other languages are written elsewhere: an editor that does not bring them leaves them as they are.
    said = {
        (row.criterion.uuid, row.level): row.translations
        for row in TaskCriterionLevel.objects.filter(criterion__task=task).select_related("criterion")
    }
    named = set(task.competencies.values_list("pk", flat=True)) if criteria else set()
    levels = []
    for position, one in enumerate(criteria):
        row = there.get(one.uuid) if one.uuid in kept else None
        row = row or TaskCriterion(task=task)
        row.title, row.is_essential, row.position = one.title, one.is_essential, position
        row.competency_id = one.competency_id if one.competency_id in named else None
        if one.translations:
            row.translations = {language: dict(text) for language, text in one.translations.items()}
        row.save()
        levels += [
            TaskCriterionLevel(
                criterion=row,
                level=level,
                text=text,
                translations={
                    language: {"text": translation}
                    for language, translation in one.level_translations.get(level, {}).items()
                    if translation
                }
                or said.get((row.uuid, level), {}),
            )
            for level, text in sorted(one.levels.items())
            if text
        ]
    TaskCriterionLevel.objects.filter(criterion__task=task).delete()
    TaskCriterionLevel.objects.bulk_create(levels)


def _write_exemplars(task: Task, exemplars: tuple[ExemplarWords, ...]) -> None:
    there = {row.uuid: row for row in task.exemplars.all()}
    kept = {one.uuid for one in exemplars if one.uuid in there}
    TaskExemplar.objects.filter(pk__in=[row.pk for key, row in there.items() if key not in kept]).delete()
    for one in exemplars:
        row = there.get(one.uuid) if one.uuid in kept else None
        row = row or TaskExemplar(task=task)
        row.level, row.title, row.work, row.note = one.level, one.title, one.work, one.note
        if one.translations:
            row.translations = {language: dict(text) for language, text in one.translations.items()}
        row.save()


# -- what has to be true --


def _check(words: TaskWords) -> None:
    problems = list(_problems(words))
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=tuple(problems))


def _problems(words: TaskWords) -> Iterator[FieldProblem]:
    if not words.title.strip():
        yield FieldProblem(
            _("The task has no title yet."), "title", remedy=_("Give it one; learners read it.")
        )
    for name, text, longest in (
        ("title", words.title, LONGEST_TITLE),
        ("context", words.context, LONGEST_CONTEXT),
        ("code", words.code, LONGEST_CODE),
        ("prompt", words.prompt, LONGEST_TEXT),
        ("accommodations", words.accommodations, LONGEST_TEXT),
    ):
        if len(text) > longest:
            yield FieldProblem(_too_long(longest), name, remedy=_("Make it shorter."))
    if words.form not in EvidenceForm.values or not set(words.other_forms) <= set(EvidenceForm.values):
        yield FieldProblem(
            _("This form of evidence isn't known."), "form", remedy=_("Choose one from the list.")
        )
    if words.depth is not None and words.depth not in DEPTHS:
        yield FieldProblem(
            _("This depth isn't known."), "depth", remedy=_("Choose 1 to 4, or leave it open.")
        )
    yield from _problems_of_competencies(words)
    yield from _problems_of_criteria(words)
    yield from _problems_of_exemplars(words)


def _too_long(longest: int):
    return _("This is longer than %(longest)s characters.") % {"longest": longest}


def _problems_of_competencies(words: TaskWords) -> Iterator[FieldProblem]:
    continuum = current_map()
    known = set(continuum.by_id) if continuum else set()
    if not set(words.competency_ids) <= known:
        yield FieldProblem(
            _("This task names a competency that isn't on the published continuum."),
            "competencies",
            remedy=_("Take it off, and choose one from the list."),
        )
    if len(words.competency_ids) > MOST_COMPETENCIES:
        yield FieldProblem(
            _("These are more competencies than one piece of work can show."),
            "competencies",
            remedy=_("Keep %(most)s at most; the task becomes clearer with two or three.")
            % {"most": MOST_COMPETENCIES},
        )


def _problems_of_criteria(words: TaskWords) -> Iterator[FieldProblem]:
    size = scale_for().size
    if len(words.criteria) > MOST_CRITERIA:
        yield FieldProblem(
            _("These are more criteria than anybody can keep in mind."),
            "criteria",
            remedy=_("Keep %(most)s at most.") % {"most": MOST_CRITERIA},
        )
    for number, one in enumerate(words.criteria):
        if not one.title.strip():
            yield FieldProblem(
                _("Criterion %(number)s has no title yet.") % {"number": number + 1},
                f"criterion-{number}-title",
                remedy=_("Say in a few words what is looked at, or empty its levels too."),
            )
        if len(one.title) > LONGEST_CRITERION:
            yield FieldProblem(
                _too_long(LONGEST_CRITERION), f"criterion-{number}-title", remedy=_("Make it shorter.")
            )
        for level, text in one.levels.items():
            if not 1 <= level <= size or len(text) > LONGEST_TEXT:
                yield FieldProblem(
                    _("This level isn't on the district's scale, or its words are too long."),
                    f"criterion-{number}-{level}",
                    remedy=_("Use the levels that the page shows."),
                )


def _problems_of_exemplars(words: TaskWords) -> Iterator[FieldProblem]:
    size = scale_for().size
    if len(words.exemplars) > MOST_EXEMPLARS:
        yield FieldProblem(
            _("These are more examples than anybody will read."),
            "exemplars",
            remedy=_("Keep %(most)s at most.") % {"most": MOST_EXEMPLARS},
        )
    for number, one in enumerate(words.exemplars):
        if not one.title.strip() or len(one.title) > LONGEST_CRITERION:
            yield FieldProblem(
                _("An example of work has no title yet, or one that is too long."),
                f"exemplar-{number}-title",
                remedy=_("Say in a few words what it is, or empty its other fields too."),
            )
        if not 1 <= one.level <= size:
            yield FieldProblem(
                _("An example of work shows one of the levels."),
                f"exemplar-{number}-level",
                remedy=_("Choose the level that it shows."),
            )
        if max(len(one.work), len(one.note)) > LONGEST_TEXT:
            yield FieldProblem(
                _too_long(LONGEST_TEXT), f"exemplar-{number}-work", remedy=_("Make it shorter.")
            )
