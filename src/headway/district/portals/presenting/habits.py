"""Habits of success as pages tell them: what was seen lately, how it looks at each step, what was noted."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import (
    CompetencyInfo,
    ContinuumMap,
    StrandInfo,
    current_map,
    descriptors_at,
)
from headway.district.foundation.api import translated
from headway.district.habits.api import (
    HabitPicture,
    HabitScale,
    ObservationItem,
    ObserverRole,
    habit_scale,
    habit_scales,
    habits_of,
    habits_on_line,
    observations_of,
)
from headway.district.people.api import Viewer

__all__ = ["Habit", "HabitGroup", "HabitNote", "HabitsPage", "habits_page"]


# So many habits of a strand that nobody noted yet are offered beside those that were.
NEXT_SHOWN = 2


@dataclass(frozen=True, slots=True)
class HabitNote:
    """One observation in words."""

    uuid: uuid.UUID
    on: dt.date
    step: str
    level: int
    who: str
    text: str
    is_own: bool
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class Habit:
    """One habit: the words of the line, where it shows, and what was noted.

    lately: the step, or None. rests_on: the sentence that says from what. own: the learner's own step, or None.
    looks: what each step looks like, first step first; empty where the line doesn't say it for every step.
    """

    info: CompetencyInfo
    lately: int | None
    own: int | None
    rests_on: str
    looks: tuple[str, ...]
    notes: tuple[HabitNote, ...]


@dataclass(frozen=True, slots=True)
class HabitGroup:
    strand: StrandInfo | None
    habits: tuple[Habit, ...]


@dataclass(frozen=True, slots=True)
class HabitsPage:
    """seen: groups of habits of which something was noted. others: what their strands ask for next."""

    scale: HabitScale
    seen: tuple[HabitGroup, ...]
    others: tuple[HabitGroup, ...]

    @property
    def is_there(self) -> bool:
        return bool(self.seen or self.others)


def habits_page(viewer: Viewer, learner: Any, as_of: dt.datetime | None = None) -> HabitsPage:
    """What was seen of this learner's habits. Raises NotFound for strangers."""
    continuum = current_map()
    scale = habit_scale()
    if continuum is None:
        return HabitsPage(scale, (), ())
    pictures = {one.habit_id: one for one in habits_of(viewer, learner, as_of)}
    notes: dict[int, list[HabitNote]] = {}
    scales = habit_scales()
    for item in observations_of(viewer, learner, as_of=as_of):
        if item.withdrawn_at is None:
            notes.setdefault(item.habit_id, []).append(_note(item, scales.at(item.recorded_at), viewer))
    looks = _looks(continuum, scale)
    seen: list[Habit] = []
    others: list[Habit] = []
    for info in habits_on_line():
        habit = _habit(info, pictures.get(info.id), notes.get(info.id, ()), looks.get(info.id, ()))
        (seen if info.id in pictures or info.id in notes else others).append(habit)
    strands = continuum.strand_by_id
    return HabitsPage(scale, _grouped(seen, strands), _grouped(_next_on_line(others, seen), strands))


def _habit(
    info: CompetencyInfo,
    picture: HabitPicture | None,
    notes: Sequence[HabitNote],
    looks: tuple[str, ...],
) -> Habit:
    return Habit(
        info=info,
        lately=picture.lately if picture else None,
        own=picture.own if picture else None,
        # Notes on a scale of other steps speak for themselves.
        rests_on=_rests_on(picture) if picture or not notes else "",
        looks=looks,
        notes=tuple(notes),
    )


def _rests_on(picture: HabitPicture | None) -> str:
    if picture is None or not picture.times:
        return _("No adult has noted this yet.")
    if picture.lately is None:
        return _("Noted once so far. A second observation says more.")
    return ngettext(
        "What adults noted most often of late, from %(count)s observation.",
        "What adults noted most often of late, from %(count)s observations.",
        picture.times,
    ) % {"count": picture.times}


def _note(item: ObservationItem, scale: HabitScale, viewer: Viewer) -> HabitNote:
    return HabitNote(
        uuid=item.uuid,
        on=item.seen_at.date(),
        step=scale.name_of(item.level),
        level=item.level,
        who=item.seen_by_name,
        text=item.note,
        is_own=item.role == ObserverRole.OWN,
        may_take_back=item.seen_by_id is not None and item.seen_by_id == viewer.person_id,
    )


def _looks(continuum: ContinuumMap, scale: HabitScale) -> dict[int, tuple[str, ...]]:
    """What each step looks like, for the habits whose descriptors cover every step of the scale."""
    ids = [one.id for one in habits_on_line()]
    at_steps = [descriptors_at(continuum, dict.fromkeys(ids, step)) for step in range(1, scale.size + 1)]
    return {
        habit: tuple(translated(words[habit], "text") for words in at_steps)
        for habit in ids
        if all(habit in words for words in at_steps)
    }


def _next_on_line(habits: Sequence[Habit], seen: Sequence[Habit]) -> list[Habit]:
    """Of the habits nobody noted yet, those that a strand asks for next: from the furthest noted level on."""
    reached: dict[int | None, int] = {}
    for habit in seen:
        strand = habit.info.strand_id
        reached[strand] = max(reached.get(strand, 0), habit.info.level or 0)
    chosen: dict[int | None, list[Habit]] = {}
    for habit in habits:
        strand = habit.info.strand_id
        if (habit.info.level or 0) >= reached.get(strand, 0):
            chosen.setdefault(strand, []).append(habit)
    return [habit for group in chosen.values() for habit in group[:NEXT_SHOWN]]


def _grouped(habits: Sequence[Habit], strands: Mapping[int, StrandInfo]) -> tuple[HabitGroup, ...]:
    by_strand: dict[int | None, list[Habit]] = {}
    for habit in habits:
        by_strand.setdefault(habit.info.strand_id, []).append(habit)
    return tuple(
        HabitGroup(strands.get(strand) if strand is not None else None, tuple(group))
        for strand, group in by_strand.items()
    )
