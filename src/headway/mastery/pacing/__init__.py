"""Pace = progress ÷ time, with its parts and its limits in words."""

from headway.mastery.pacing.calendar import Calendar, date_of, day_number
from headway.mastery.pacing.columnar import PaceColumns, Windows, pace_many
from headway.mastery.pacing.reference import Gained, Pace, Progress, pace, pace_of, progress_of
from headway.mastery.pacing.words import SENTENCES, sentence

__all__ = [
    "SENTENCES",
    "Calendar",
    "Gained",
    "Pace",
    "PaceColumns",
    "Progress",
    "Windows",
    "date_of",
    "day_number",
    "pace",
    "pace_many",
    "pace_of",
    "progress_of",
    "sentence",
]
