"""Suggestions that a person accepts or refuses: prerequisites within a framework, links between two.

suggest_prerequisites(items, arrows)        # target key -> suggestions, the first to look at first
suggest_crosswalk(left, right, accepted)    # left key -> suggestions with a proposed relation

Each carries its reasons in a form that pages put into words; no number of it is for people.
"""

from headway.mastery.continuum.suggestions.crosswalk import suggest_crosswalk
from headway.mastery.continuum.suggestions.prerequisites import suggest_prerequisites
from headway.mastery.continuum.suggestions.shapes import Fact, Reason, ReasonKind, Suggestion

__all__ = ["Fact", "Reason", "ReasonKind", "Suggestion", "suggest_crosswalk", "suggest_prerequisites"]
