"""The demo's task bank: what makes tasks whole, read from the demo folder, and the life that they have in a school."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import ContinuumMap
from headway.district.evidence.api import (
    CriterionWords,
    ExemplarWords,
    TaskContent,
    TaskWords,
    assign_task,
    copy_task,
    make_ready,
    record_work,
    save_task,
    send_to_review,
    task_stack,
    tasks_in_bank,
)
from headway.district.foundation.api import FieldProblem, Refused, clock
from headway.district.people.api import Viewer, sections_taught

__all__ = ["WholeTask", "live_tasks", "read_tasks", "task_contents"]

LEVELS = 4
# What the teacher of the showcase does: so many of a section's learners have work in, so many get a task as a group.
HANDED_IN, IN_A_GROUP = 4, 3
LONG_AGO, LATELY = dt.timedelta(days=35), dt.timedelta(days=6)
AGREED_ON = dt.timedelta(days=5)


@dataclass(frozen=True)
class WholeTask:
    """What the files of the bank say of one task. Fields are blank where a strand's file says them."""

    code: str
    fields: Mapping[str, Any]

    @property
    def is_local(self) -> bool:
        return bool(self.fields.get("local"))


def read_tasks(root: Path, tasks: Sequence[Any], competencies: frozenset[str]) -> tuple[WholeTask, ...]:
    """All of `tasks/*.toml`. Raises Refused naming the task whose competency isn't there, or whose levels don't fit."""
    of_strand = {one.code: one.competencies for one in tasks}
    found = []
    problems = []
    for path in sorted(root.glob("tasks/*.toml")):
        for one in tomllib.loads(path.read_text(encoding="utf-8")).get("task", ()):
            found.append(WholeTask(one["code"], one))
            problems += _problems(one, of_strand, competencies)
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=tuple(problems))
    return tuple(found)


def _problems(
    one: dict[str, Any], of_strand: Mapping[str, Sequence[str]], competencies: frozenset[str]
) -> list[FieldProblem]:
    named = one.get("competencies", of_strand.get(one["code"], ()))
    problems = [
        FieldProblem(
            _("%(code)s is named, but there is no such competency.") % {"code": code},
            field="competencies",
            row=one["code"],
            remedy=_("Correct the code, or add the competency."),
        )
        for code in named
        if code not in competencies
    ]
    for criterion in one.get("criterion", ()):
        fits = all(len(criterion["levels"][language]) == LEVELS for language in ("en", "es"))
        if not fits or criterion.get("competency", next(iter(named), "")) not in named:
            problems.append(
                FieldProblem(
                    _("The criterion “%(title)s” doesn't fit its task.")
                    % {"title": criterion["title"]["en"]},
                    field="criterion",
                    row=one["code"],
                    remedy=_("Give it words for each level, and a competency of the task."),
                )
            )
    return problems


# -- what the door takes --


def task_contents(
    tasks: Sequence[Any], wholes: Sequence[WholeTask], continuum: ContinuumMap
) -> list[TaskContent]:
    """The tasks that are common to all schools: those of the strands, made whole, and the new ones."""
    by_code = {one.code: one for one in wholes}
    contents = [
        _content(
            {
                "code": one.code,
                "title": one.title,
                "prompt": one.prompt,
                "competencies": one.competencies,
                "form": one.form,
                "depth": one.depth,
            }
            | dict(by_code[one.code].fields if one.code in by_code else {}),
            continuum,
        )
        for one in tasks
    ]
    there = {one.code for one in tasks}
    new = [one for one in wholes if one.code not in there and not one.is_local]
    return [*contents, *(_content(dict(one.fields), continuum) for one in new)]


def _content(fields: Mapping[str, Any], continuum: ContinuumMap) -> TaskContent:
    words = _words(fields, continuum)
    return TaskContent(
        code=words.code,
        title=words.title,
        prompt=words.prompt,
        form=words.form,
        depth=words.depth,
        competency_ids=words.competency_ids,
        translations=words.translations,
        accommodations=words.accommodations,
        other_forms=words.other_forms,
        context=words.context,
        is_common=True,
        criteria=words.criteria,
        exemplars=words.exemplars,
    )


def _words(fields: Mapping[str, Any], continuum: ContinuumMap) -> TaskWords:
    """A task of the files as the editor writes it; the first language is English, Spanish its translation."""
    ways_in = fields.get("accommodations", {})
    spanish = {"title": fields["title"]["es"], "prompt": fields["prompt"]["es"]}
    if ways_in:
        spanish["accommodations"] = ways_in["es"]
    return TaskWords(
        code=fields["code"],
        title=fields["title"]["en"],
        prompt=fields["prompt"]["en"],
        competency_ids=tuple(continuum.by_code[code].id for code in fields["competencies"]),
        form=fields["form"],
        other_forms=tuple(fields.get("other_forms", ())),
        depth=fields.get("depth"),
        accommodations=ways_in.get("en", ""),
        context=fields.get("context", ""),
        translations={"es": spanish},
        criteria=tuple(_criterion(one, continuum) for one in fields.get("criterion", ())),
        exemplars=tuple(
            ExemplarWords(
                one["level"],
                one["title"]["en"],
                one["work"]["en"],
                one["note"]["en"],
                translations={"es": {name: one[name]["es"] for name in ("title", "work", "note")}},
            )
            for one in fields.get("exemplar", ())
        ),
    )


def _criterion(one: Mapping[str, Any], continuum: ContinuumMap) -> CriterionWords:
    return CriterionWords(
        title=one["title"]["en"],
        levels=dict(enumerate(one["levels"]["en"], start=1)),
        is_essential=one.get("essential", True),
        competency_id=continuum.by_code[one["competency"]].id if "competency" in one else None,
        translations={"es": {"title": one["title"]["es"]}},
        level_translations={level: {"es": text} for level, text in enumerate(one["levels"]["es"], start=1)},
    )


# -- the life that they have --


def live_tasks(
    teacher: Viewer,
    colleague: Viewer | None,
    wholes: Sequence[WholeTask],
    continuum: ContinuumMap,
) -> None:
    """What the teacher of the showcase did with the bank: tasks of her school in every state, a copy, tasks given to a
    section and to a group, and work that waits to be looked at. colleague: one at another school.
    """
    task_uuids = {one.code: one.uuid for one in tasks_in_bank(teacher).tasks}
    local = [one for one in wholes if one.is_local]
    for number, one in enumerate(local):
        author = colleague if colleague is not None and number == len(local) - 1 else teacher
        task = save_task(author, _words(dict(one.fields) | {"code": ""}, continuum))
        if number == 1:
            send_to_review(author, task.uuid)
        else:
            make_ready(author, task.uuid)
    section = sections_taught(teacher).first()
    if section is None:
        return
    domain = section.course.domain_code if section.course else ""
    stacks = [
        task_stack(teacher, task_uuids[one.code], section.uuid)
        for one in wholes
        if not one.is_local and one.code in task_uuids and one.code.startswith(f"{domain}.")
    ]
    # The tasks that the section worked on most: they were given, and what came of it can be seen.
    stacks.sort(key=lambda stack: -sum(line.work is not None for line in stack.lines))
    if len(stacks) < 3 or not stacks[0].lines:
        return
    now = clock.now()
    first, second, third = stacks[:3]
    copy_task(teacher, first.task.uuid)
    with clock.at(now - LONG_AGO):
        assign_task(teacher, first.task.uuid, section_uuid=section.uuid)
    with clock.at(now - LATELY):
        assign_task(
            teacher,
            second.task.uuid,
            section_uuid=section.uuid,
            show_by=clock.local_date(now + AGREED_ON),
        )
    competencies = [continuum.by_id[one].uuid for one in second.competency_ids]
    for line in second.lines[:HANDED_IN]:
        record_work(
            viewer=teacher,
            learner_uuid=line.learner_uuid,
            competency_uuids=competencies,
            form=second.task.form,
            title=second.task.title,
            observed_at=now - dt.timedelta(days=1),
            task_id=second.task.pk,
            section_id=section.pk,
        )
    assign_task(
        teacher,
        third.task.uuid,
        learner_uuids=[line.learner_uuid for line in third.lines[-IN_A_GROUP:]],
        section_uuid=section.uuid,
        group="Table by the window",
    )
