"""A synthetic district with known truth, for the demo, for tests and for benchmarks. The seed makes it repeat."""

from headway.mastery.simulation.bursts import bursts
from headway.mastery.simulation.calendar import Calendar, SchoolYear
from headway.mastery.simulation.curves import curves
from headway.mastery.simulation.district import Planted, SimulatedDistrict, Truth
from headway.mastery.simulation.maps import CompetencyMap, invented_map

__all__ = [
    "Calendar",
    "CompetencyMap",
    "Planted",
    "SchoolYear",
    "SimulatedDistrict",
    "Truth",
    "bursts",
    "curves",
    "invented_map",
]
