"""Who may note what was seen of a habit, and take it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.foundation.api import FieldProblem, HeadwayError, NotAllowed, NotFound, Refused, clock
from headway.district.habits.scale import HabitScale, habit_scale
from headway.district.habits.types import HabitLine, ObserverRole
from headway.district.people.api import (
    LearnerGate,
    Purpose,
    Viewer,
    check_rate,
    learner_gates,
    sections_exist,
    visible_learners,
)

__all__ = ["can_note", "check_note", "check_withdraw", "habit_ids"]

KIND = "habits"


def habit_ids(continuum: ContinuumMap | None) -> frozenset[int]:
    """The habits on the published continuum, by row id."""
    return (
        frozenset(one.id for one in continuum.competencies if one.kind == KIND) if continuum else frozenset()
    )


def check_note(lines: Sequence[HabitLine], *, viewer: Viewer) -> dict[int, LearnerGate]:
    """All lines hold together; the learners they name, by id.

    A learner notes her own view, her teachers and advisers note theirs. Raises NotFound for strangers, NotAllowed for
    those who may see but not note, Refused with one problem per wrong field (row counted from 1).
    """
    if not lines:
        raise Refused(_("There is nothing to note."), remedy=_("Choose how the habit showed."))
    _check_may(lines, viewer)
    learners = learner_gates({line.learner_id for line in lines})
    continuum, scale = current_map(), habit_scale()
    sections = {line.section_id for line in lines if line.section_id is not None}
    known = sections_exist(sections) if sections else set()
    problems = tuple(
        FieldProblem(said, field=field, row=str(row), remedy=remedy)
        for row, line in enumerate(lines, start=1)
        for field, said, remedy in _problems(line, learners, continuum, scale, known)
    )
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=problems)
    return learners


def can_note(lines: Sequence[HabitLine], *, viewer: Viewer) -> bool:
    try:
        check_note(lines, viewer=viewer)
    except HeadwayError:
        return False
    return True


def check_withdraw(viewer: Viewer, learner_id: int, seen_by_id: int | None) -> None:
    """An observation is taken back by whoever noted it. Raises NotFound for strangers, else NotAllowed."""
    if not visible_learners(viewer).filter(pk=learner_id).exists():
        raise NotFound(_("There is no such page, or it is not open to you."))
    if seen_by_id != viewer.person_id:
        raise NotAllowed(
            _("An observation is taken back by the person who noted it."),
            remedy=_("Talk with the learner about what you saw, or add an observation of your own."),
        )


def _check_may(lines: Sequence[HabitLine], viewer: Viewer) -> None:
    others = {line.learner_id for line in lines if line.role != ObserverRole.OWN}
    own = {line.learner_id for line in lines if line.role == ObserverRole.OWN}
    if own - {viewer.learner_id}:
        raise NotAllowed(
            _("How learners see their own habits is for them to say."),
            remedy=_("Note what you saw yourself."),
        )
    allowed = set(visible_learners(viewer, Purpose.RATE).filter(pk__in=others).values_list("pk", flat=True))
    for learner_id in sorted(others - allowed):
        learner = visible_learners(viewer).filter(pk=learner_id).first()
        if learner is None:
            raise NotFound(_("There is no such page, or it is not open to you."))
        check_rate(viewer, learner)


def _problems(
    line: HabitLine,
    learners: dict[int, LearnerGate],
    continuum: ContinuumMap | None,
    scale: HabitScale,
    sections: set[int],
) -> Iterator[tuple[str, Any, Any]]:
    if continuum is None or continuum.current_ids.get(line.habit_id) not in habit_ids(continuum):
        yield (
            "habit",
            _("This isn't one of the district's habits of success."),
            _("Choose a habit from the list; subjects are rated on their own pages."),
        )
    if not isinstance(line.level, int) or isinstance(line.level, bool) or not 1 <= line.level <= scale.size:
        yield (
            "level",
            _("“%(given)s” isn't a step on the scale of habits.") % {"given": line.level},
            _("Choose one of: %(names)s.") % {"names": ", ".join(scale.names)},
        )
    if line.role not in ObserverRole.values:
        yield "role", _("Who saw it isn't known."), _("Say whether it was the learner or an adult.")
    if line.section_id is not None and line.section_id not in sections:
        yield "section", _("There is no such section."), _("Leave the section out.")
    learner = learners.get(line.learner_id)
    if learner is None:
        yield "learner", _("There is no such learner."), _("Choose a learner from your section.")
    yield from _problems_of_time(line.seen_at, learner)


def _problems_of_time(seen_at: dt.datetime, learner: LearnerGate | None) -> Iterator[tuple[str, Any, Any]]:
    if seen_at.tzinfo is None:
        yield "seen_at", _("The time of the observation has no time zone."), _("Give it with a time zone.")
        return
    seen_on = clock.local_date(seen_at)
    if seen_on > clock.today():
        yield (
            "seen_at",
            _("The observation lies in the future."),
            _("Give the day on which you saw it, today or earlier."),
        )
    if seen_on < clock.EARLIEST:
        yield (
            "seen_at",
            _("The date could not be read."),
            _("Write it as year-month-day, for example 2026-03-01."),
        )
    if learner and learner.left_on and seen_on > learner.left_on:
        yield (
            "learner",
            _("This learner left the district, so nothing new can be recorded."),
            _("If the learner has come back, ask the registrar to reopen the enrolment."),
        )
