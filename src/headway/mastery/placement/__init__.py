"""Where to start: the adaptive check over a prerequisite structure, the locator before it, and what is unusual."""

from headway.mastery.placement.check import (
    Question,
    Ready,
    Result,
    State,
    answered,
    begin,
    next_question,
    replay,
    result,
    stopped,
)
from headway.mastery.placement.locator import Locator, part, strand_sessions
from headway.mastery.placement.settings import Answer, Band, CheckSettings, Reading, StopReason
from headway.mastery.placement.structure import Structure
from headway.mastery.placement.unusual import Given, Kind, Unusual, unusual

__all__ = [
    "Answer",
    "Band",
    "CheckSettings",
    "Given",
    "Kind",
    "Locator",
    "Question",
    "Reading",
    "Ready",
    "Result",
    "State",
    "StopReason",
    "Structure",
    "Unusual",
    "answered",
    "begin",
    "next_question",
    "part",
    "replay",
    "result",
    "stopped",
    "strand_sessions",
    "unusual",
]
