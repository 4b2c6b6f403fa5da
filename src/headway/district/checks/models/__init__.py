"""The adaptive check: its questions, its sittings, and what was answered."""

from headway.district.checks.models.items import CheckItem
from headway.district.checks.models.sittings import CheckAnswer, CheckAnswerWords, CheckReading, CheckSitting

__all__ = ["CheckAnswer", "CheckAnswerWords", "CheckItem", "CheckReading", "CheckSitting"]
