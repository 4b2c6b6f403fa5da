"""Looking through the bank: words and filters in, a page of tasks out."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, current_map, folded
from headway.district.evidence.models import Task, TaskAssignment
from headway.district.evidence.task_bank.allowed import task_scope
from headway.district.evidence.types import TaskState
from headway.district.foundation.api import translated
from headway.district.people.api import Purpose, Viewer, visible_learners
from headway.mastery.continuum.depths import TaskAsks, below_depth

__all__ = ["BankPage", "BankTask", "TaskFilter", "every_task", "tasks_in_bank"]

COMMON, LOCAL, MINE = "common", "local", "mine"


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What is looked for; blank lets everything through, and so does what the bank does not know.

    words: all of them, in title, prompt, code, or the titles of the competencies. level: a place on the line.
    whose: common, local or mine. state: blank shows everything but what is no longer used. below: only tasks that ask
    for less depth than a competency that they name.
    """

    words: str = ""
    domain: str = ""
    competency: uuid.UUID | None = None
    level: int | None = None
    depth: int | None = None
    form: str = ""
    whose: str = ""
    state: str = ""
    below: bool = False
    offset: int = 0
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class BankTask:
    """A task in the list. competency_ids: on the current continuum, in map order; deeper: those of them that lie
    deeper than the task asks. given: how many of the viewer's own learners have it now."""

    id: int
    uuid: uuid.UUID
    code: str
    title: str
    prompt: str
    form: str
    other_forms: tuple[str, ...]
    depth: int | None
    context: str
    accommodations: str
    is_transfer: bool
    is_cumulative: bool
    is_common: bool
    state: str
    owner: str
    author: str
    is_mine: bool
    is_copy: bool
    revision: int
    competency_ids: tuple[int, ...]
    deeper: tuple[int, ...]
    criteria: int
    exemplars: int
    given: int
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BankPage:
    total: int
    tasks: tuple[BankTask, ...]


def tasks_in_bank(viewer: Viewer, filters: TaskFilter | None = None) -> BankPage:
    """The tasks that she reads and that pass the filters, by title. The number of queries does not grow with tasks."""
    wanted = filters or TaskFilter()
    continuum = current_map()
    rows = _filtered(Task.objects.filter(task_scope(viewer)), wanted, continuum, viewer)
    if wanted.below and continuum is not None:
        depths = {one.id: one.depth for one in continuum.competencies}
        named = _named(rows.order_by().values_list("pk", "depth", "competencies__pk"), continuum)
        asks = [TaskAsks(task, depth, tuple(ids)) for (task, depth), ids in named.items()]
        rows = rows.filter(pk__in=[one.task for one in below_depth(asks, depths)])
    total = rows.count()
    end = None if wanted.limit is None else wanted.offset + wanted.limit
    found = list(
        rows.select_related("organisation", "author")
        .prefetch_related("competencies")
        .annotate(
            criteria_count=Count("criteria", distinct=True), exemplar_count=Count("exemplars", distinct=True)
        )
        .order_by("title", "pk")[wanted.offset : end]
    )
    given = _given(viewer, [row.pk for row in found])
    return BankPage(total, tuple(_bank_task(row, continuum, viewer, given) for row in found))


def _filtered(
    rows: QuerySet[Task], wanted: TaskFilter, continuum: ContinuumMap | None, viewer: Viewer
) -> QuerySet[Task]:
    rows = (
        rows.filter(state=wanted.state)
        if wanted.state in TaskState.values
        else rows.exclude(state=TaskState.RETIRED)
    )
    if wanted.whose == COMMON:
        rows = rows.filter(is_common=True)
    elif wanted.whose == LOCAL:
        rows = rows.filter(is_common=False)
    elif wanted.whose == MINE:
        rows = rows.filter(author_id=viewer.person_id)
    if wanted.depth is not None:
        rows = rows.filter(depth=wanted.depth)
    if wanted.form:
        rows = rows.filter(Q(form=wanted.form) | Q(pk__in=_also_shown(rows, wanted.form)))
    if continuum is not None:
        chosen = _competencies(continuum, wanted)
        if chosen is not None:
            rows = rows.filter(pk__in=_naming(continuum, chosen))
    for word in wanted.words.split():
        rows = rows.filter(_holds(word, continuum))
    return rows


def _also_shown(rows: QuerySet[Task], form: str) -> list[int]:
    """Tasks that may be shown in this form too. The list in a row is read here: databases differ in how they ask it."""
    return [pk for pk, forms in rows.order_by().values_list("pk", "other_forms") if form in forms]


def _competencies(continuum: ContinuumMap, wanted: TaskFilter) -> list[CompetencyInfo] | None:
    """The competencies asked for; None where the filters do not speak of any."""
    if wanted.competency is None and not wanted.domain and wanted.level is None:
        return None
    domain = next((one.id for one in continuum.domains if wanted.domain and one.code == wanted.domain), None)
    return [
        one
        for one in continuum.competencies
        if (wanted.competency is None or one.uuid == wanted.competency)
        and (domain is None or one.domain_id == domain)
        and (wanted.level is None or one.level == wanted.level)
    ]


def _naming(continuum: ContinuumMap, competencies: Iterable[CompetencyInfo]) -> QuerySet[Any, int]:
    ids = {member for one in competencies for member in continuum.family(one.id)}
    return (
        Task.competencies.through.objects.filter(competency_id__in=ids)
        .order_by()
        .values_list("task_id", flat=True)
    )


def _holds(word: str, continuum: ContinuumMap | None) -> Q:
    language = (get_language() or "en").split("-")[0]
    found = Q(title__icontains=word) | Q(prompt__icontains=word) | Q(code__icontains=word)
    if language != "en":
        found |= Q(**{f"translations__{language}__title__icontains": word})
        found |= Q(**{f"translations__{language}__prompt__icontains": word})
    if continuum is not None:
        meant = folded(word)
        named = [
            one
            for one in continuum.competencies
            if meant in folded(translated(one, "title")) or (one.code and folded(one.code) == meant)
        ]
        if named:
            found |= Q(pk__in=_naming(continuum, named))
    return found


def _named(rows: Iterable[tuple], continuum: ContinuumMap) -> dict[tuple[int, int | None], list[int]]:
    named: dict[tuple[int, int | None], list[int]] = {}
    for task, depth, competency_id in rows:
        current = continuum.current_ids.get(competency_id)
        if current is not None:
            named.setdefault((task, depth), []).append(current)
    return named


def _given(viewer: Viewer, task_ids: list[int]) -> dict[int, int]:
    """Task → how many of the viewer's own learners have it now."""
    mine = visible_learners(viewer, Purpose.RATE).order_by().values("pk")
    rows = (
        TaskAssignment.objects.filter(task_id__in=task_ids, taken_back_at__isnull=True, learner__in=mine)
        .order_by()
        .values("task_id")
        .annotate(count=Count("pk"))
    )
    return {row["task_id"]: row["count"] for row in rows}


def _bank_task(
    row: Any, continuum: ContinuumMap | None, viewer: Viewer, given: Mapping[int, int]
) -> BankTask:
    current: tuple[int, ...] = ()
    deeper: tuple[int, ...] = ()
    if continuum is not None:
        ids = {continuum.current_ids.get(one.pk) for one in row.competencies.all()}
        current = tuple(one.id for one in continuum.competencies if one.id in ids)
        found = below_depth(
            [TaskAsks(row.pk, row.depth, current)], {one: continuum.by_id[one].depth for one in current}
        )
        deeper = found[0].competencies if found else ()
    return BankTask(
        id=row.pk,
        uuid=row.uuid,
        code=row.code,
        title=row.title,
        prompt=row.prompt,
        form=row.form,
        other_forms=tuple(row.other_forms),
        depth=row.depth,
        context=row.context,
        accommodations=row.accommodations,
        is_transfer=row.is_transfer,
        is_cumulative=row.is_cumulative,
        is_common=row.is_common,
        state=row.state,
        owner=row.organisation.name,
        author=row.author.name if row.author else "",
        is_mine=row.author_id == viewer.person_id,
        is_copy=row.based_on_id is not None,
        revision=row.revision,
        competency_ids=current,
        deeper=deeper,
        criteria=row.criteria_count,
        exemplars=row.exemplar_count,
        given=given.get(row.pk, 0),
        translations=row.translations,
    )


def every_task(viewer: Viewer, filters: TaskFilter) -> tuple[BankTask, ...]:
    """The same for a table: all that pass the filters, without pages."""
    return tasks_in_bank(viewer, replace(filters, offset=0, limit=None)).tasks
