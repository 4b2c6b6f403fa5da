"""From a result of an outside test to levels of the continuum, by bands that a district decided and can change.

A crosswalk is the district's own: versioned rows, each for one area of one profile. A result near the border of two
bands gives two suggestions, both named with the likelier one first; they are never averaged. What is suggested is a
source beside others; a person decides where a learner begins.
"""

from headway.mastery.placement.crosswalk.example import example_crosswalk
from headway.mastery.placement.crosswalk.model import (
    DEFAULT_Z,
    FORMAT,
    HIGHEST_LEVEL,
    LOWEST_LEVEL,
    VERSION,
    Band,
    Confidence,
    Crosswalk,
    Row,
    Suggestion,
)
from headway.mastery.placement.crosswalk.norms import NormTable
from headway.mastery.placement.crosswalk.suggesting import Suggestions, suggest, suggest_many
from headway.mastery.placement.crosswalk.wording import WORDS

messages = WORDS.messages

__all__ = [
    "DEFAULT_Z",
    "FORMAT",
    "HIGHEST_LEVEL",
    "LOWEST_LEVEL",
    "VERSION",
    "Band",
    "Confidence",
    "Crosswalk",
    "NormTable",
    "Row",
    "Suggestion",
    "Suggestions",
    "example_crosswalk",
    "messages",
    "suggest",
    "suggest_many",
]
