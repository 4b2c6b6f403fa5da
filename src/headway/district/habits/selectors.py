"""What was seen of habits: lately and over time. Every read begins with what the viewer may see."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, current_map
from headway.district.foundation.api import NotFound
from headway.district.habits.models import HabitObservation
from headway.district.habits.policies import KIND, habit_ids
from headway.district.habits.scale import habit_scales
from headway.district.habits.types import HabitPicture, ObservationItem, ObserverRole
from headway.district.people.api import Viewer, check_see, visible_learners

__all__ = [
    "habit_called",
    "habits_of",
    "habits_of_group",
    "habits_on_line",
    "lately",
    "observations_of",
    "observations_seen",
]

# So many recent observations say how a habit shows now; with fewer than two nothing is said yet.
RECENT, ENOUGH = 5, 2


def habits_on_line() -> tuple[CompetencyInfo, ...]:
    """The habits of the published continuum, in the order of the line."""
    continuum = current_map()
    return tuple(one for one in continuum.competencies if one.kind == KIND) if continuum else ()


def habit_called(habit_uuid: uuid.UUID) -> CompetencyInfo:
    """The habit with this identifier. Raises NotFound."""
    for one in habits_on_line():
        if one.uuid == habit_uuid:
            return one
    raise NotFound(_("There is no such habit on the district's continuum."))


def lately(levels: Sequence[int]) -> int | None:
    """How a habit shows now: what the most of its recent observations say; of equally many, the more recent.

    levels: oldest first. None below two observations. Example: 2, 3, 3, 2 says 2, for of the two it was seen last.
    """
    recent = levels[-RECENT:]
    if len(recent) < ENOUGH:
        return None
    times = Counter(recent)
    most = max(times.values())
    return next(level for level in reversed(recent) if times[level] == most)


def habits_of(viewer: Viewer, learner: Any, as_of: dt.datetime | None = None) -> tuple[HabitPicture, ...]:
    """Every habit on the line of which something was seen, in the order of the line. Raises NotFound for strangers.

    What was noted on a scale of other steps is left out: it stands among the observations, in its own words.
    """
    check_see(viewer, learner)
    return _pictures([learner.pk], as_of).get(learner.pk, ())


def habits_of_group(viewer: Viewer, learner_ids: Collection[int]) -> Mapping[int, Mapping[int, HabitPicture]]:
    """For each of these learners whom the viewer may see: habit id → what was seen of it."""
    allowed = visible_learners(viewer).filter(pk__in=list(learner_ids)).values_list("pk", flat=True)
    found = _pictures(list(allowed), None)
    return {learner: {one.habit_id: one for one in pictures} for learner, pictures in found.items()}


def observations_of(
    viewer: Viewer, learner: Any, habit_id: int | None = None, as_of: dt.datetime | None = None
) -> tuple[ObservationItem, ...]:
    """Observations of a learner (of one habit), newest first, withdrawn ones too. Raises NotFound for strangers."""
    check_see(viewer, learner)
    return observations_seen(learner, habit_id, as_of)


def observations_seen(
    learner: Any, habit_id: int | None = None, as_of: dt.datetime | None = None
) -> tuple[ObservationItem, ...]:
    """`observations_of` a learner whom the reader is known to see: a page asks that once."""
    continuum = current_map()
    rows = _rows([learner.pk], as_of)
    if habit_id is not None:
        rows = rows.filter(habit_id__in=continuum.family(habit_id) if continuum else (habit_id,))
    rows = rows.select_related("seen_by", "words").order_by("-seen_at", "-id")
    return tuple(_item(row, continuum, as_of) for row in rows)


def _rows(learner_ids: Iterable[int], as_of: dt.datetime | None) -> Any:
    rows = HabitObservation.objects.filter(learner_id__in=list(learner_ids)).select_related("withdrawal")
    return rows.filter(recorded_at__lte=as_of) if as_of else rows


def _pictures(learner_ids: Sequence[int], as_of: dt.datetime | None) -> dict[int, tuple[HabitPicture, ...]]:
    continuum = current_map()
    if continuum is None or not learner_ids:
        return {}
    standing = Q(withdrawal__isnull=True)
    if as_of:
        standing |= Q(withdrawal__recorded_at__gt=as_of)
    rows = (
        _rows(learner_ids, as_of)
        .filter(standing)
        .order_by("seen_at", "id")
        .values_list("learner_id", "habit_id", "role", "level", "seen_at", "recorded_at")
    )
    habits, scales = habit_ids(continuum), habit_scales()
    seen: dict[tuple[int, int], list[tuple[str, int, dt.datetime]]] = {}
    for learner, habit, role, level, seen_at, recorded_at in rows:
        now = continuum.current_ids.get(habit)
        if now in habits and scales.is_as_today(recorded_at):
            seen.setdefault((learner, now), []).append((role, level, seen_at))
    found: dict[int, list[HabitPicture]] = {}
    for habit in (one for one in continuum.competencies if one.kind == KIND):
        for learner in learner_ids:
            if (learner, habit.id) in seen:
                found.setdefault(learner, []).append(_picture(habit, seen[learner, habit.id]))
    return {learner: tuple(pictures) for learner, pictures in found.items()}


def _picture(habit: CompetencyInfo, seen: Sequence[tuple[str, int, dt.datetime]]) -> HabitPicture:
    adults = [(level, at) for role, level, at in seen if role == ObserverRole.ADULT]
    own = [level for role, level, _at in seen if role == ObserverRole.OWN]
    levels = [level for level, _at in adults]
    return HabitPicture(
        habit_id=habit.id,
        habit_uuid=habit.uuid,
        code=habit.code,
        lately=lately(levels),
        own=own[-1] if own else None,
        times=len(levels),
        first=levels[0] if levels else None,
        last=levels[-1] if levels else None,
        last_seen_at=adults[-1][1] if adults else None,
    )


def _item(
    row: HabitObservation, continuum: ContinuumMap | None, as_of: dt.datetime | None
) -> ObservationItem:
    withdrawal = getattr(row, "withdrawal", None)
    withdrawn_at = withdrawal.recorded_at if withdrawal else None
    if as_of and withdrawn_at and withdrawn_at > as_of:
        withdrawn_at = None
    words = getattr(row, "words", None)
    return ObservationItem(
        uuid=row.uuid,
        habit_id=continuum.current_ids.get(row.habit_id, row.habit_id) if continuum else row.habit_id,
        level=row.level,
        role=row.role,
        seen_at=row.seen_at,
        recorded_at=row.recorded_at,
        seen_by_name=row.seen_by.name if row.seen_by else "",
        seen_by_id=row.seen_by_id,
        note=words.note if words else "",
        withdrawn_at=withdrawn_at,
    )
