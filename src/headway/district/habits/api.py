"""The door of `habits`: noting what was seen of habits of success, taking it back, and reading it."""

from headway.district.habits.policies import can_note, check_note, habit_ids
from headway.district.habits.repeats import noted_levels
from headway.district.habits.scale import HabitScale, HabitScales, habit_scale, habit_scales
from headway.district.habits.selectors import (
    habit_called,
    habits_of,
    habits_of_group,
    habits_on_line,
    lately,
    observations_of,
    observations_seen,
)
from headway.district.habits.services import note_columns, note_habits, withdraw_observation
from headway.district.habits.types import (
    NOBODY,
    HabitColumns,
    HabitLine,
    HabitPicture,
    HabitsNoted,
    ObservationItem,
    ObserverRole,
)

__all__ = [
    "NOBODY",
    "HabitColumns",
    "HabitLine",
    "HabitPicture",
    "HabitScale",
    "HabitScales",
    "HabitsNoted",
    "ObservationItem",
    "ObserverRole",
    "can_note",
    "check_note",
    "habit_called",
    "habit_ids",
    "habit_scale",
    "habit_scales",
    "habits_of",
    "habits_of_group",
    "habits_on_line",
    "lately",
    "note_columns",
    "note_habits",
    "noted_levels",
    "observations_of",
    "observations_seen",
    "withdraw_observation",
]
