"""The basic local independence model on an explicit knowledge structure: a small oracle beside the particle engine."""

from headway.mastery.placement.blim.fitting import BlimFit, Patterns, fit_blim, fit_minimum_discrepancy
from headway.mastery.placement.blim.likelihood import chance_of_patterns, posterior_of_states
from headway.mastery.placement.blim.structure import KnowledgeStructure

__all__ = [
    "BlimFit",
    "KnowledgeStructure",
    "Patterns",
    "chance_of_patterns",
    "fit_blim",
    "fit_minimum_discrepancy",
    "posterior_of_states",
]
