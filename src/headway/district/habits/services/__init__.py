"""Noting what was seen of habits: one act of a person, one withdrawal, or many rows of a bulk act."""

from headway.district.habits.services.bulk import note_columns
from headway.district.habits.services.noting import note_habits, withdraw_observation

__all__ = ["note_columns", "note_habits", "withdraw_observation"]
