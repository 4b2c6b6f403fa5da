"""Bringing work in: a piece without any rating, for one or many competencies, by the learner or one of her teachers."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import CompetencyInfo, current_map
from headway.district.evidence import line_checks
from headway.district.evidence.line_checks import Problem, field_problems, told_circumstances
from headway.district.evidence.models import (
    CaptureKey,
    Evidence,
    EvidenceCircumstances,
    EvidenceTarget,
    EvidenceWords,
    Reflection,
    Task,
)
from headway.district.evidence.services.around import words_of
from headway.district.evidence.services.files import Kept, keep, write_files
from headway.district.evidence.services.recording import key_of
from headway.district.evidence.types import Setting, Support, Upload, Work
from headway.district.foundation.api import Conflict, Refused, audit, clock, new_uuid, refused
from headway.district.people.api import (
    Viewer,
    can_rate,
    check_bring_work,
    learner_gates,
    sections_exist,
    visible_learner,
)

__all__ = ["LONGEST_ON_THE_WAY", "record_work", "time_of"]

# A device that says that it waited longer than this before sending has a clock that was set anew meanwhile.
LONGEST_ON_THE_WAY = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told about the piece, under the names that a rating line uses."""

    form: str
    setting: str
    task_id: int | None
    section_id: int | None
    title: str
    note: str
    link: str
    misconception: str
    misconception_uuid: uuid.UUID | None
    context: str
    depth: int | None
    support: str
    is_transfer: bool
    is_cumulative: bool
    source: str


def record_work(
    *,
    viewer: Viewer,
    learner_uuid: uuid.UUID,
    competency_uuids: Collection[uuid.UUID],
    form: str,
    title: str = "",
    note: str = "",
    link: str = "",
    setting: str = Setting.CLASSROOM,
    observed_at: dt.datetime | None = None,
    task_id: int | None = None,
    section_id: int | None = None,
    files: Sequence[Upload] = (),
    request_key: str = "",
    told_at: dt.datetime | None = None,
    sent_at: dt.datetime | None = None,
    misconception: str = "",
    misconception_uuid: uuid.UUID | None = None,
    reflection: str = "",
    context: str = "",
    depth: int | None = None,
    support: str = Support.UNTOLD,
    is_transfer: bool = False,
    is_cumulative: bool = False,
    source: str = "",
) -> Work:
    """Take in a piece of work for one or more competencies; nobody has rated it yet. All or nothing, one audit row.

    A learner does it for herself, a teacher for learners whom she may rate. How the piece came about (context … source)
    is told by whoever may rate it: a rule may ask for it. `told_at` and `sent_at` are what the device's clock showed
    when it happened and on sending: their difference is trusted, the clock is not; they go before `observed_at`, and
    without either it was now. `request_key` makes a repeated send, from any device of the same person, the same piece.

    Raises NotFound and NotAllowed as `people.check_bring_work`, Refused with a problem per wrong field or file, and
    Conflict when a request key comes again with other content.
    """
    learner = visible_learner(viewer, learner_uuid)
    check_bring_work(viewer, learner)
    told = _Told(
        form, setting, task_id, section_id, title, note, link, misconception, misconception_uuid,
        context, depth, support, is_transfer, is_cumulative, source,
    )  # fmt: skip
    at, time_note = time_of(observed_at, told_at, sent_at)
    targets = _targets(competency_uuids)
    _check(told, at, learner, viewer, reflection)
    key = key_of(viewer.actor, "work", request_key) if request_key else ""
    if key and (before := _sent_before(key, learner.pk, form, targets)):
        return before
    with keep(files) as kept:
        try:
            with transaction.atomic():
                return _write(
                    told, at, time_note, viewer, learner, targets, kept, key, told_at, sent_at, reflection
                )
        except IntegrityError:
            # The same capture arrived twice at the same moment, and the other one was first.
            if key and (before := _sent_before(key, learner.pk, form, targets)):
                kept.leave_out()
                return before
            raise


def time_of(
    observed_at: dt.datetime | None, told_at: dt.datetime | None, sent_at: dt.datetime | None
) -> tuple[dt.datetime, str]:
    """When it was shown, and a note where the device's own account can't be followed.

    A clock that is wrong by a day is wrong by a day at both moments, so what passed between them is right.
    """
    now = clock.now()
    if told_at is None or sent_at is None:
        return observed_at or now, ""
    if told_at.tzinfo is None or sent_at.tzinfo is None:
        raise refused(
            "told_at",
            _("The device's times have no time zone."),
            _("Send both with a time zone; what passed between them counts."),
        )
    waited = sent_at - told_at
    if not dt.timedelta(0) <= waited <= LONGEST_ON_THE_WAY:
        return now, str(
            _(
                "The device's clock was set anew in between, so the time at which this arrived was written down."
            )
        )
    return now - waited, ""


def _targets(competency_uuids: Collection[uuid.UUID]) -> tuple[CompetencyInfo, ...]:
    continuum = current_map()
    wanted = dict.fromkeys(competency_uuids)
    if not wanted:
        raise refused(
            "competencies",
            _("It isn't said which competency the work is meant to show."),
            _("Choose one competency or more; one piece of work may show several."),
        )
    if continuum is None:
        raise refused(*next(line_checks.problems_of_competency(0, None)))
    if not all(one in continuum.by_uuid for one in wanted):
        raise refused(
            "competencies",
            _("This competency isn't part of the district's published continuum."),
            _("Choose competencies from the continuum."),
        )
    found = tuple(continuum.by_uuid[one] for one in wanted)
    # A habit of success is noted on a page of its own: work that is meant to show one could never be rated.
    for one in found:
        for problem in line_checks.problems_of_competency(one.id, continuum):
            raise refused("competencies", *problem[1:])
    return found


def _check(told: _Told, at: dt.datetime, learner, viewer: Viewer, reflection: str) -> None:
    sections = sections_exist([told.section_id]) if told.section_id is not None else set()
    tasks = set(Task.objects.filter(pk=told.task_id).values_list("pk", flat=True)) if told.task_id else set()
    problems = [
        *line_checks.problems_of_time(at, learner_gates([learner.pk])[learner.pk], clock.today()),
        *line_checks.problems_of_kind(told.form, told.setting),
        *line_checks.problems_of_place(told.section_id, told.task_id, sections, tasks),
        *line_checks.problems_of_words(told),
        *line_checks.circumstance_problems(told),
        *_problems_of_role(told, learner, viewer, reflection),
    ]
    if problems:
        found = field_problems(("", problem) for problem in problems)
        raise Refused(found[0].sentence, remedy=found[0].remedy, problems=found)


def _problems_of_role(told: _Told, learner, viewer: Viewer, reflection: str) -> list[Problem]:
    problems: list[Problem] = []
    if told_circumstances(told) and not can_rate(viewer, learner):
        problems.append(
            (
                "circumstances",
                _("How a piece came about is told by whoever looks at it."),
                _("Write it into the note; your teacher adds it when rating the work."),
            )
        )
    if reflection.strip() and viewer.learner_id != learner.pk:
        problems.append(
            (
                "reflection",
                _("A reflection is in the learner's own words."),
                _("Put what you saw into the note."),
            )
        )
    return problems


def _write(
    told: _Told,
    at: dt.datetime,
    time_note: str,
    viewer: Viewer,
    learner,
    targets: tuple[CompetencyInfo, ...],
    kept: Kept,
    key: str,
    told_at: dt.datetime | None,
    sent_at: dt.datetime | None,
    reflection: str,
) -> Work:
    now, by = clock.now(), viewer.actor
    act = audit.record(
        by=by,
        act="evidence.work_recorded",
        learner_uuid=learner.uuid,
        competencies=len(targets),
        files=len(kept.files),
        form=told.form,
        clock="arrival" if time_note else "told",
    )
    piece = Evidence.objects.create(
        learner_id=learner.pk,
        task_id=told.task_id,
        section_id=told.section_id,
        form=told.form,
        setting=told.setting,
        observed_at=at,
        recorded_at=now,
        recorded_by_id=by.person_id,
        act=act.uuid,
    )
    EvidenceTarget.objects.bulk_create(
        EvidenceTarget(evidence=piece, learner_id=learner.pk, competency_id=one.id) for one in targets
    )
    if words := words_of(told):
        EvidenceWords.objects.create(evidence=piece, **words)
    if circumstances := told_circumstances(told):
        EvidenceCircumstances.objects.create(evidence=piece, **circumstances)
    if reflection.strip():
        Reflection.objects.create(
            evidence=piece, text=reflection.strip(), recorded_at=now, recorded_by_id=by.person_id
        )
    if key or told_at:
        CaptureKey.objects.create(key=key or new_uuid().hex, evidence=piece, told_at=told_at, sent_at=sent_at)
    rows = write_files(piece, kept, by)
    return Work(piece.uuid, False, piece.pk, at, tuple(row.uuid for row in rows), time_note)


def _sent_before(key: str, learner_id: int, form: str, targets: tuple[CompetencyInfo, ...]) -> Work | None:
    """The piece that this request left behind, if it was sent before. Raises Conflict where it says something else."""
    row = CaptureKey.objects.filter(key=key).select_related("evidence").first()
    if row is None:
        return None
    piece = row.evidence
    wanted = {one.id for one in targets}
    given = set(piece.targets.values_list("competency_id", flat=True))
    if (piece.learner_id, piece.form) != (learner_id, form) or given != wanted:
        raise Conflict(
            _("This was already sent with other content, so nothing was added."),
            remedy=_("Look at the piece that is there, then add another one if it is needed."),
        )
    files = piece.files.order_by("pk").values_list("uuid", flat=True)
    return Work(piece.uuid, True, piece.pk, piece.observed_at, tuple(files))
