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
from headway.mastery.placement.settings import Answer, Band, CheckSettings, Reading, StopReason
from headway.mastery.placement.structure import Structure

__all__ = [
    "Answer",
    "Band",
    "CheckSettings",
    "Question",
    "Reading",
    "Ready",
    "Result",
    "State",
    "StopReason",
    "Structure",
    "answered",
    "begin",
    "next_question",
    "replay",
    "result",
    "stopped",
]
