"""Performance levels: ordered, one proficiency mark, mapping between scales."""

from headway.mastery.scales.mapping import ScaleMapping
from headway.mastery.scales.scale import FEWEST_LEVELS, MOST_LEVELS, Scale

__all__ = ["FEWEST_LEVELS", "MOST_LEVELS", "Scale", "ScaleMapping"]
