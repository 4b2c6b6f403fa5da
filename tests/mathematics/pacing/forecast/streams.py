"""Invented streams of completions for these tests, in the way of the gamma-Poisson model."""

import numpy as np

from headway.mastery.pacing.forecast import Histories

LENGTH = 700


def streams(seed=1, learners=400, per_year=20.0, shape=4.0, weight=1.0, schools=3):
    """Histories over a long record; whole ones, to be cut with `until`."""
    draw = np.random.default_rng(seed)
    rate = draw.gamma(shape, per_year / 180 / shape, learners)
    many = draw.poisson(rate * LENGTH)
    learner = np.arange(learners) + 100
    total = int(many.sum())
    return Histories(
        learner,
        learner % schools,
        np.ones(learners, dtype=np.int64),
        np.full(learners, LENGTH),
        np.repeat(learner, many),
        draw.integers(1, LENGTH + 1, total),
        np.full(total, weight),
    )
