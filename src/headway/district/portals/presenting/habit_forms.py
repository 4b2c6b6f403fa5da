"""The form in which a habit is noted, and what it sends: the same for a teacher and for the learner herself."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from headway.district.foundation.api import FieldProblem, Refused, clock, new_uuid
from headway.district.habits.api import HabitLine, HabitScale, habit_called
from headway.district.portals.presenting.habits import Habit

__all__ = ["HabitForm", "habit_form", "read_habit"]

LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class HabitForm:
    """Words and address of the form. open_at: the habit whose form came back with `problems`."""

    opener: str
    question: str
    note_label: str
    save: str
    options: tuple[tuple[str, str], ...]
    key: str
    action: Callable[[Habit], str]
    open_at: uuid.UUID | None = None
    problems: tuple[FieldProblem, ...] = ()


def habit_form(
    scale: HabitScale,
    action: Callable[[Habit], str],
    *,
    own: bool,
    refused: tuple[uuid.UUID, Refused] | None = None,
) -> HabitForm:
    """own: the learner speaks of herself. refused: the habit and the refusal of what was just sent."""
    return HabitForm(
        opener=_("Say how it shows for you") if own else _("Note what you saw"),
        question=_("How does it show, as you see it?") if own else _("How did it show?"),
        note_label=_("An example") if own else _("What you saw"),
        save=_("Save"),
        options=tuple((str(step), name) for step, name in enumerate(scale.names, start=1)),
        key=str(new_uuid()),
        action=action,
        open_at=refused[0] if refused else None,
        problems=_problems(refused[1]) if refused else (),
    )


def read_habit(
    sent: Mapping[str, str],
    habit_uuid: uuid.UUID,
    learner_id: int,
    *,
    role: str,
    section_id: int | None = None,
) -> HabitLine:
    """What the form sent, as an observation of now. Raises NotFound for an unknown habit, Refused for the rest."""
    habit = habit_called(habit_uuid)
    step, note = sent.get("step", ""), sent.get("note", "").strip()
    problem = None
    if not (step.isdecimal() and len(step) < 3):
        problem = FieldProblem(
            _("No step is chosen yet."), field="step", remedy=_("Choose how the habit shows.")
        )
    elif len(note) > LONGEST_NOTE:
        problem = FieldProblem(
            _("This text has %(count)s characters.") % {"count": len(note)},
            field="note",
            remedy=_("Use at most %(longest)s.") % {"longest": LONGEST_NOTE},
        )
    if problem:
        raise Refused(problem.sentence, remedy=problem.remedy, problems=(problem,))
    return HabitLine(
        learner_id=learner_id,
        habit_id=habit.id,
        level=int(step),
        seen_at=clock.now(),
        note=note,
        section_id=section_id,
        role=role,
        request_key=sent.get("request_key", "")[:80],
    )


def _problems(refusal: Refused) -> tuple[FieldProblem, ...]:
    found = refusal.problems or (FieldProblem(refusal.sentence, remedy=refusal.remedy),)
    # The form sits on a page with many of its kind, so its fields are named without an address.
    return tuple(FieldProblem(one.sentence, field="", row="", remedy=one.remedy) for one in found)
