"""Progressions as a graph: order, closure, longest path, and the frontier of what is next."""

from headway.mastery.continuum.graph import Circle, Continuum
from headway.mastery.continuum.reach import (
    ancestors,
    closure,
    descendants,
    level_jumps,
    longest_path,
    reduction,
    redundant,
)
from headway.mastery.continuum.readiness import (
    frontier,
    frontier_many,
    opens,
    unmet,
    unmet_counts,
    way_to,
)

__all__ = [
    "Circle",
    "Continuum",
    "ancestors",
    "closure",
    "descendants",
    "frontier",
    "frontier_many",
    "level_jumps",
    "longest_path",
    "opens",
    "reduction",
    "redundant",
    "unmet",
    "unmet_counts",
    "way_to",
]
