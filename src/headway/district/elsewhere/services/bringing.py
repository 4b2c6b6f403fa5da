"""Another system's export into its own tables: what is new is added, what is known is left, nothing is rewritten."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import numpy as np
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from headway.district.elsewhere.columns import enrolments_of, known_results
from headway.district.elsewhere.models import Source, SourceCompetency, SourceEnrolment, SourceSkill
from headway.district.elsewhere.services.computing import compute
from headway.district.elsewhere.types import Brought, EnrolmentColumns, ResultColumns, SourceContents
from headway.district.foundation.api import Actor, FieldProblem, Refused, audit, clock, tables
from headway.mastery.proficiency.slate import HIGHEST_STEP, NONE

__all__ = ["WhatIsNew", "bring", "what_is_new"]

Marks = NDArray[np.bool_]
PROBLEMS_SHOWN = 100


@dataclass(frozen=True, eq=False)
class WhatIsNew:
    """Per row of the file. result_changed: known under the same number, and saying something else there.
    enrolment_changed: known, with another baseline. skill_changed: known, with other words or requirements."""

    result_added: Marks
    result_changed: Marks
    enrolment_added: Marks
    enrolment_changed: Marks
    skill_added: Marks
    skill_changed: Marks


def what_is_new(contents: SourceContents) -> WhatIsNew:
    """What of an export came in before, and what of that differs now? Reads only."""
    source = Source.objects.filter(code=contents.source).first()
    results, enrolments = contents.results, contents.enrolments
    if source is None:
        return WhatIsNew(
            np.ones(len(results), dtype=bool),
            np.zeros(len(results), dtype=bool),
            np.ones(len(enrolments), dtype=bool),
            np.zeros(len(enrolments), dtype=bool),
            np.ones(len(contents.skills), dtype=bool),
            np.zeros(len(contents.skills), dtype=bool),
        )
    competency_ids, skill_ids = _ids(source, contents)
    added, changed = _results_new(source, results, skill_ids)
    entered, moved = _enrolments_new(source, enrolments, competency_ids)
    return WhatIsNew(added, changed, entered, moved, skill_ids == NONE, _skills_changed(source, contents))


@transaction.atomic
def bring(contents: SourceContents, *, by: Actor) -> Brought:
    """Add what is new, take over changed baselines and requirements, and work the rows out anew; all or nothing.

    Raises Refused with one problem per row that can't be taken (counted from 1), among them a result that came in
    before and says something else now: what was recorded elsewhere isn't rewritten here.
    """
    _check(contents)
    source, _made = Source.objects.get_or_create(code=contents.source)
    source = Source.objects.select_for_update().get(pk=source.pk)
    _write_skills(source, contents)
    new = what_is_new(contents)
    _refuse_changed(new.result_changed)
    competency_ids, skill_ids = _ids(source, contents)
    act = audit.record(
        by=by,
        act="elsewhere.results_brought",
        subject_kind="source",
        subject_uuid=source.uuid,
        results=int(new.result_added.sum()),
        enrolments=int(new.enrolment_added.sum()),
        source_sha256=contents.sha256,
    )
    _write_results(source, contents.results, np.flatnonzero(new.result_added), skill_ids, act.uuid)
    _write_enrolments(contents.enrolments, new, competency_ids)
    rows = compute(contents.source, by=by)
    return Brought(int(new.result_added.sum()), int(new.enrolment_added.sum()), rows)


def _check(contents: SourceContents) -> None:
    results, enrolments = contents.results, contents.enrolments
    step_missing = (results.step == NONE) & ~results.is_override
    found = (
        (
            "step",
            step_missing | (results.step < NONE) | (results.step > HIGHEST_STEP),
            _("This result has no step from 0 to 13, and is no override."),
            _("Correct the step, or take the row out."),
        ),
        (
            "level",
            (results.level < 0) | (results.level > HIGHEST_STEP),
            _("This result is set for a level outside 0 to 13."),
            _("Correct the level, or take the row out."),
        ),
        (
            "level",
            (enrolments.level < 0) | (enrolments.level > HIGHEST_STEP),
            _("This enrolment is at a level outside 0 to 13."),
            _("Correct the level, or take the row out."),
        ),
        (
            "identifier",
            _again(results.identifier),
            _("Another row has the same number."),
            _("Keep one of them."),
        ),
    )
    problems = tuple(
        FieldProblem(said, field=field, row=str(row + 1), remedy=remedy)
        for field, wrong, said, remedy in found
        for row in np.flatnonzero(wrong)[:PROBLEMS_SHOWN].tolist()
    )
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=problems)


def _refuse_changed(changed: Marks) -> None:
    problems = tuple(
        FieldProblem(
            _("This result came in before and says something else now."),
            field="identifier",
            row=str(row + 1),
            remedy=_("Take the row out, or correct it in the system that it comes from."),
        )
        for row in np.flatnonzero(changed)[:PROBLEMS_SHOWN].tolist()
    )
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=problems)


def _again(numbers: NDArray[np.int64]) -> Marks:
    """The rows whose number stands in an earlier row."""
    again = np.ones(len(numbers), dtype=bool)
    again[np.unique(numbers, return_index=True)[1]] = False
    return again


def _ids(source: Source, contents: SourceContents) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The row ids of the export's competencies and skills, by place; -1 for those that aren't here yet."""
    competencies = dict(source.competencies.values_list("identifier", "pk"))
    skills = dict(source.skills.values_list("identifier", "pk"))
    return (
        np.array([competencies.get(one, NONE) for one in contents.competencies], dtype=np.int64),
        np.array([skills.get(one.identifier, NONE) for one in contents.skills], dtype=np.int64),
    )


def _skills_changed(source: Source, contents: SourceContents) -> Marks:
    known = {
        identifier: rest
        for identifier, *rest in source.skills.values_list(
            "identifier",
            "code",
            "title",
            "requirements",
            "is_active",
            "competency__identifier",
            "competency__code",
            "competency__title",
        )
    }
    return np.array(
        [
            one.identifier in known
            and known[one.identifier]
            != [
                one.code,
                one.title,
                dict(one.requirements),
                one.is_active,
                one.competency,
                one.competency_code,
                one.competency_title,
            ]
            for one in contents.skills
        ],
        dtype=bool,
    )


def _results_new(source: Source, results: ResultColumns, skill_ids: NDArray[np.int64]) -> tuple[Marks, Marks]:
    known = known_results(source.pk)
    if not len(known.result):
        return np.ones(len(results), dtype=bool), np.zeros(len(results), dtype=bool)
    place = np.minimum(np.searchsorted(known.result, results.identifier), len(known.result) - 1)
    there = known.result[place] == results.identifier
    same = (
        (known.learner[place] == results.learner)
        & (known.skill[place] == skill_ids[results.skill])
        & (known.level[place] == results.level)
        & (known.step[place] == results.step)
        & (known.override[place] == results.is_override)
        & (known.when[place] == results.shown_at)
        & (known.demonstration[place] == results.demonstration)
    )
    return ~there, there & ~same


def _enrolments_new(
    source: Source, enrolments: EnrolmentColumns, competency_ids: NDArray[np.int64]
) -> tuple[Marks, Marks]:
    _rows, known = enrolments_of(source.pk)
    baselines = dict(
        zip(
            zip(known.learner.tolist(), known.competency.tolist(), known.level.tolist(), strict=True),
            known.baseline.tolist(),
            strict=True,
        )
    )
    wanted = zip(
        enrolments.learner.tolist(),
        competency_ids[enrolments.competency].tolist(),
        enrolments.level.tolist(),
        strict=True,
    )
    before = [baselines.get(one) for one in wanted]
    added = np.array([one is None for one in before], dtype=bool)
    stood = np.array([NONE if one is None else one for one in before], dtype=np.int64)
    return added, ~added & (stood != enrolments.baseline)


def _write_skills(source: Source, contents: SourceContents) -> None:
    named = {one.competency: one for one in contents.skills}
    for identifier in contents.competencies:
        one = named.get(identifier)
        SourceCompetency.objects.update_or_create(
            source=source,
            identifier=identifier,
            defaults={"code": one.competency_code, "title": one.competency_title} if one else {},
        )
    competencies = dict(source.competencies.values_list("identifier", "pk"))
    SourceSkill.objects.bulk_create(
        [
            SourceSkill(
                source=source,
                competency_id=competencies[one.competency],
                identifier=one.identifier,
                code=one.code,
                title=one.title,
                requirements=dict(one.requirements),
                is_active=one.is_active,
            )
            for one in contents.skills
        ],
        update_conflicts=True,
        unique_fields=["source", "identifier"],
        update_fields=["competency", "code", "title", "requirements", "is_active"],
        batch_size=500,
    )


def _write_results(
    source: Source,
    results: ResultColumns,
    rows: NDArray[np.int64],
    skill_ids: NDArray[np.int64],
    act: uuid.UUID,
) -> None:
    # By learner, so that the index on learners is filled from left to right.
    rows = rows[np.lexsort((results.shown_at[rows], results.skill[rows], results.learner[rows]))]
    count = len(rows)
    tables.append(
        "elsewhere_sourceresult",
        {
            "source_id": tables.Whole(np.full(count, source.pk, dtype=np.int64)),
            "learner_id": tables.Whole(results.learner[rows]),
            "skill_id": tables.Whole(skill_ids[results.skill[rows]]),
            "level": tables.Whole(results.level[rows], octets_each=2),
            "step": tables.Whole(results.step[rows], missing=NONE, octets_each=2),
            "is_override": tables.Flags(results.is_override[rows]),
            "shown_at": tables.Instants(results.shown_at[rows]),
            "demonstration": tables.Whole(results.demonstration[rows]),
            "identifier": tables.Whole(results.identifier[rows]),
            "recorded_at": tables.Instants(np.full(count, tables.microseconds(clock.now()), dtype=np.int64)),
            "act": tables.Uuids(np.tile(np.frombuffer(act.bytes, dtype=np.uint8), (count, 1))),
        },
    )


def _write_enrolments(
    enrolments: EnrolmentColumns, new: WhatIsNew, competency_ids: NDArray[np.int64]
) -> None:
    competency = competency_ids[enrolments.competency]
    rows = np.flatnonzero(new.enrolment_added)
    tables.append(
        "elsewhere_sourceenrolment",
        {
            "learner_id": tables.Whole(enrolments.learner[rows]),
            "competency_id": tables.Whole(competency[rows]),
            "level": tables.Whole(enrolments.level[rows], octets_each=2),
            "baseline": tables.Whole(enrolments.baseline[rows], missing=NONE, octets_each=2),
        },
    )
    for row in np.flatnonzero(new.enrolment_changed).tolist():
        baseline = int(enrolments.baseline[row])
        SourceEnrolment.objects.filter(
            learner_id=int(enrolments.learner[row]),
            competency_id=int(competency[row]),
            level=int(enrolments.level[row]),
        ).update(baseline=None if baseline == NONE else baseline)
