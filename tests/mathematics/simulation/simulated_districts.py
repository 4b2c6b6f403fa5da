"""One small district of each generator, built once for all tests here."""

from __future__ import annotations

from functools import cache

import numpy as np

from headway.mastery.simulation import Calendar, SimulatedDistrict, bursts, curves, invented_map

TODAY = int(np.datetime64("2026-03-12", "D").astype(int))
GENERATORS = {"bursts": bursts, "curves": curves}


@cache
def district(generator: str, learners: int = 260, seed: int = 5) -> SimulatedDistrict:
    return GENERATORS[generator](invented_map(), Calendar.around(TODAY), learners=learners, seed=seed)


def measured(simulated: SimulatedDistrict) -> np.ndarray:
    """Everything that a real district would hold about learning, as one table of whole numbers."""
    ratings, decisions = simulated.ratings, simulated.decisions
    return np.concatenate(
        [
            np.stack([ratings.to_columns()[name] for name in ratings.COLUMNS[:-1]], axis=1).ravel(),
            np.stack([decisions.to_columns()[name] for name in decisions.COLUMNS], axis=1).ravel(),
        ]
    )
