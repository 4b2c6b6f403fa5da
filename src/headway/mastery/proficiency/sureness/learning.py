"""Settings learned from a district's own ratings, without any truth: empirical Bayes.

The settings under which the ratings that came would have been most probable (marginal likelihood of the filter), held
near the settings one starts from, so that a small school does not learn from chance. What ratings cannot tell (how much
of the noise is common to a piece, how far raters differ) stays as it was.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Ratings
from headway.mastery.proficiency.sureness.columnar import log_evidence
from headway.mastery.proficiency.sureness.settings import Settings
from headway.mastery.scales import Scale

# So many bodies tell the settings to about a hundredth; more would only take longer.
BODIES = 6000
# Fewer tell too little, and the settings stay as they are.
FEWEST_BODIES = 200
# How far from where one starts a setting is expected to lie: on the logarithm, or in the unit itself.
_FREE_TO_MOVE = 0.7
_ROUNDS = 260

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Free:
    """A setting that is learned: positive ones on the logarithm."""

    name: str
    positive: bool


_LEARNED = (
    _Free("prior_mean", False),
    _Free("prior_spread", True),
    _Free("step_below", True),
    _Free("step_above", True),
    _Free("growth", False),
    _Free("drift", True),
)


def learned_from(
    ratings: Ratings, scale: Scale, settings: Settings | None = None, *, day: int = 1, version: str = "learned"
) -> Settings:
    """The settings that these ratings make most probable; `settings` where there are too few bodies.

    At most BODIES bodies are read, spread evenly over the table. day: as in `how_sure`.
    """
    start = settings or Settings()
    sample = _sample(ratings)
    if sample is None:
        return start
    origin = _to_vector(start)

    def how_improbable(vector: Floats) -> float:
        here = _to_settings(vector, start)
        far = float(((vector - origin) ** 2).sum()) / (2 * _FREE_TO_MOVE**2)
        return far - log_evidence(sample, scale, here, day=day)

    return replace(_to_settings(lowest(how_improbable, origin, rounds=_ROUNDS), start), version=version)


def _sample(ratings: Ratings) -> Ratings | None:
    ordered, groups = ratings.standing().grouped()
    if len(groups) < FEWEST_BODIES:
        return None
    taken = np.zeros(len(groups), dtype=bool)
    taken[np.linspace(0, len(groups) - 1, min(BODIES, len(groups))).astype(np.int64)] = True
    return ordered.take(taken[groups.of_rows()])


def _to_vector(settings: Settings) -> Floats:
    return np.array(
        [
            math.log(max(getattr(settings, free.name), 1e-3))
            if free.positive
            else getattr(settings, free.name) * _unit(free)
            for free in _LEARNED
        ]
    )


def _to_settings(vector: Floats, start: Settings) -> Settings:
    values = {
        free.name: round(math.exp(min(max(number, -6.0), 2.5)) if free.positive else number / _unit(free), 4)
        for free, number in zip(_LEARNED, vector.tolist(), strict=True)
    }
    values["prior_mean"] = min(max(values["prior_mean"], -8.0), 8.0)
    values["growth"] = min(max(values["growth"], -1.0), 1.0)
    values |= {name: max(values[name], 0.06) for name in ("prior_spread", "step_below", "step_above")}
    return replace(start, **values)  # type: ignore[arg-type]


def _unit(free: _Free) -> float:
    """Growth in a week is a tenth as large as what it adds up to between pieces."""
    return 10.0 if free.name == "growth" else 1.0


def lowest(function: Callable[[Floats], float], start: Floats, *, rounds: int, reach: float = 0.3) -> Floats:
    """Where a function of a few numbers is lowest: the simplex of Nelder and Mead (1965).

    Without derivatives, since every value is a whole run of the filter. Ends when the corners agree to a tenth of a
    unit of log likelihood, or after `rounds`.
    """
    many = len(start)
    corners = np.stack([start, *(start + reach * np.eye(many))])
    values = np.array([function(corner) for corner in corners])
    for _round in range(rounds):
        order = np.argsort(values, kind="stable")
        corners, values = corners[order], values[order]
        if values[-1] - values[0] < 0.1:
            break
        centre = corners[:-1].mean(axis=0)
        reflected = centre + (centre - corners[-1])
        value = function(reflected)
        if value < values[0]:
            further = centre + 2 * (centre - corners[-1])
            beyond = function(further)
            corners[-1], values[-1] = (further, beyond) if beyond < value else (reflected, value)
        elif value < values[-2]:
            corners[-1], values[-1] = reflected, value
        else:
            towards = reflected if value < values[-1] else corners[-1]
            closer = centre + 0.5 * (towards - centre)
            inside = function(closer)
            if inside < min(value, values[-1]):
                corners[-1], values[-1] = closer, inside
            else:
                corners[1:] = corners[0] + 0.5 * (corners[1:] - corners[0])
                values[1:] = [function(corner) for corner in corners[1:]]
    return corners[int(np.argmin(values))]
