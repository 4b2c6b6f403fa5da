"""What may be recorded, by whom: every line is looked at before anything is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.evidence.models import Task
from headway.district.evidence.types import EvidenceForm, RatingLine, Setting, WithdrawalReason
from headway.district.foundation.api import Actor, FieldProblem, NotAllowed, NotFound, Refused, clock
from headway.district.people.api import (
    LearnerGate,
    Purpose,
    Viewer,
    check_rate,
    learner_gates,
    people_exist,
    sections_exist,
    visible_learners,
)
from headway.district.policy.api import DistrictScale, scale_for

__all__ = [
    "can_record",
    "check_may_rate",
    "check_may_withdraw",
    "check_reason",
    "check_record",
    "level_sentence",
]


def check_may_rate(viewer: Viewer, learner_ids: Collection[int]) -> None:
    """Every learner named is one whom the viewer may rate. Raises NotFound for strangers, else NotAllowed."""
    wanted = set(learner_ids)
    allowed = visible_learners(viewer, Purpose.RATE).filter(pk__in=wanted)
    for learner_id in sorted(wanted - set(allowed.values_list("pk", flat=True))):
        learner = visible_learners(viewer).filter(pk=learner_id).first()
        if learner is None:
            raise NotFound(_("There is no such page, or it is not open to you."))
        check_rate(viewer, learner)


def check_may_withdraw(viewer: Viewer, learner_id: int, rater_id: int | None) -> None:
    """A rating is taken back by whoever recorded it. Raises NotFound for strangers, else NotAllowed."""
    if not visible_learners(viewer).filter(pk=learner_id).exists():
        raise NotFound(_("There is no such page, or it is not open to you."))
    if rater_id != viewer.person_id:
        raise NotAllowed(
            _("A rating is taken back by the person who recorded it."),
            remedy=_("Talk with her about what you saw, or add a rating of your own."),
        )


def check_reason(reason: str) -> WithdrawalReason:
    if reason not in WithdrawalReason.values:
        raise Refused(
            _("“%(reason)s” isn't a reason that the record knows.") % {"reason": reason},
            remedy=_("Use one of: %(codes)s.") % {"codes": ", ".join(WithdrawalReason.values)},
        )
    return WithdrawalReason(reason)


def check_record(
    lines: Sequence[RatingLine], *, by: Actor, viewer: Viewer | None = None
) -> dict[int, LearnerGate]:
    """All lines hold together; the learners they name, by id.

    Raises Refused with one problem per wrong field (row counted from 1), NotFound and NotAllowed as in
    `check_may_rate`. Without a viewer (imports, jobs) access is the caller's to decide.
    """
    if not lines:
        raise Refused(_("There is nothing to record."), remedy=_("Choose at least one level."))
    if viewer is not None:
        check_may_rate(viewer, {line.learner_id for line in lines})
    known = _Known(lines)
    problems = [
        FieldProblem(sentence, field=field, row=str(row), remedy=remedy)
        for row, line in enumerate(lines, start=1)
        for field, sentence, remedy in _problems(line, known, by, viewer)
    ]
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=tuple(problems))
    return known.learners


def can_record(lines: Sequence[RatingLine], *, by: Actor, viewer: Viewer | None = None) -> bool:
    try:
        check_record(lines, by=by, viewer=viewer)
    except (Refused, NotFound, NotAllowed):
        return False
    return True


@dataclass(init=False)
class _Known:
    """What the lines may refer to, looked up once for all of them."""

    scale: DistrictScale
    continuum: ContinuumMap | None
    learners: dict[int, LearnerGate]
    raters: set[int]
    sections: set[int]
    tasks: set[int]
    today: dt.date

    def __init__(self, lines: Sequence[RatingLine]):
        self.scale = scale_for()
        self.continuum = current_map()
        self.learners = learner_gates({line.learner_id for line in lines})
        self.raters = _existing(people_exist, {line.rater_id for line in lines})
        self.sections = _existing(sections_exist, {line.section_id for line in lines})
        tasks = {line.task_id for line in lines if line.task_id is not None}
        self.tasks = set(Task.objects.filter(pk__in=tasks).values_list("pk", flat=True)) if tasks else set()
        self.today = clock.today()


def _existing(lookup: Any, ids: set[int | None]) -> set[int]:
    wanted = {one for one in ids if one is not None}
    return lookup(wanted) if wanted else set()


def _problems(line: RatingLine, known: _Known, by: Actor, viewer: Viewer | None):
    """(field, sentence, remedy) for everything about one line that can't be recorded."""
    if not _is_level(line.level, known.scale):
        yield "level", *level_sentence(line.level, known.scale)
    if known.continuum is None:
        yield (
            "competency",
            _("The district has no published continuum yet."),
            _("An administrator brings it in as a CASE package. This page fills as soon as it is here."),
        )
    elif line.competency_id not in known.continuum.current_ids:
        yield (
            "competency",
            _("This competency isn't part of the district's published continuum."),
            _("Choose a competency from the continuum; drafts can't be rated."),
        )
    learner = known.learners.get(line.learner_id)
    if learner is None:
        yield "learner", _("There is no such learner."), _("Choose a learner from your section.")
    yield from _problems_of_time(line, learner, known.today)
    yield from _problems_of_rater(line, known, by, viewer)
    if line.form not in EvidenceForm.values:
        yield "form", _("This form of evidence isn't known."), _options(EvidenceForm)
    if line.setting not in Setting.values:
        yield "setting", _("This setting isn't known."), _options(Setting)
    if line.section_id is not None and line.section_id not in known.sections:
        yield (
            "section",
            _("There is no such section."),
            _("Leave the section out; evidence belongs to the learner."),
        )
    if line.task_id is not None and line.task_id not in known.tasks:
        yield "task", _("There is no such task."), _("Leave the task out, or choose one from the list.")


def _is_level(level: object, scale: DistrictScale) -> bool:
    return isinstance(level, int) and not isinstance(level, bool) and 1 <= level <= scale.size


def level_sentence(level: object, scale: DistrictScale) -> tuple[str, str]:
    """What to say when something is not a level, and the levels there are."""
    levels = ", ".join(f"{one.number} {one.name}" for one in scale.levels)
    return (
        _("“%(given)s” isn't a performance level.") % {"given": level},
        _("Choose one of: %(levels)s.") % {"levels": levels},
    )


def _problems_of_time(line: RatingLine, learner: LearnerGate | None, today: dt.date):
    if line.observed_at.tzinfo is None:
        yield (
            "observed_at",
            _("The time of the observation has no time zone."),
            _("Give it with a time zone."),
        )
        return
    observed_on = clock.local_date(line.observed_at)
    if observed_on > today:
        yield (
            "observed_at",
            _("The observation lies in the future."),
            _("Give the day on which the work was shown, today or earlier."),
        )
    if observed_on < clock.EARLIEST:
        yield (
            "observed_at",
            _("The date could not be read."),
            _("Write it as year-month-day, for example 2026-03-01."),
        )
    if learner and learner.left_on and observed_on > learner.left_on:
        yield (
            "learner",
            _("This learner left the district, so nothing new can be recorded."),
            _("If she has come back, ask the registrar to reopen her enrolment."),
        )


def _problems_of_rater(line: RatingLine, known: _Known, by: Actor, viewer: Viewer | None):
    if line.rater_id is None:
        return
    if viewer is not None and line.rater_id != viewer.person_id:
        yield (
            "rater",
            _("A rating carries the name of the person who records it."),
            _("Record your own ratings."),
        )
    elif line.rater_id not in known.raters:
        yield "rater", _("The rater isn't known here."), _("Leave the rater out, or import the staff first.")


def _options(choices: Any) -> str:
    return ngettext("Use %(codes)s.", "Use one of: %(codes)s.", len(choices.values)) % {
        "codes": ", ".join(choices.values)
    }
