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
from headway.mastery.proficiency.sureness.columnar import chances_of_bodies
from headway.mastery.proficiency.sureness.grid import Grid, bells
from headway.mastery.proficiency.sureness.moderation import Moderation
from headway.mastery.proficiency.sureness.pieces import Pieces, pieces_of
from headway.mastery.proficiency.sureness.settings import Settings
from headway.mastery.proficiency.sureness.severity import Severities, severities_from
from headway.mastery.scales import Scale

# So many bodies tell the settings to some hundredths; more would only take longer.
BODIES = 3000
# Fewer tell too little, and the settings stay as they are.
FEWEST_BODIES = 200
# How far from where one starts a setting is expected to lie: on the logarithm, or in the unit itself.
_FREE_TO_MOVE = 0.7
_ROUNDS, _ROUNDS_AGAIN = 70, 20
# The shape of the beginning: so many bells, and so many rounds; more would follow chance.
BELLS = 16
_ROUNDS_OF_SHAPE = 40

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Free:
    """A setting that is learned: positive ones on the logarithm."""

    name: str
    positive: bool


_LEARNED = (
    _Free("step_below", True),
    _Free("step_above", True),
    _Free("growth", False),
    _Free("practice", False),
    _Free("drift", True),
    _Free("slip", True),
)


@dataclass(frozen=True)
class Learned:
    """settings to be used with severities, where enough pieces were rated by two or exemplars by all; None otherwise.

    bodies: how many were read. alone: settings for those who answer without severities, as the pages do: what raters
    have in common is in them, and how far raters differ, but nobody's own severity.
    """

    settings: Settings
    severities: Severities | None
    bodies: int
    alone: Settings | None = None


def learned_from(
    ratings: Ratings,
    scale: Scale,
    settings: Settings | None = None,
    *,
    day: int = 1,
    version: str = "learned",
    bodies: int = BODIES,
    moderation: Moderation | None = None,
) -> Learned:
    """What these ratings make most probable; `settings` as they are where there are too few bodies.

    At most `bodies` bodies are read, spread evenly over the table, and all pieces that two people rated. First the
    distances between levels, growth and drift, each with the shape of the beginning that suits it best (expectation
    and maximisation); then the severities in that unit; then once more with them. moderation: exemplars of an agreed level
    as raters rated them; nothing else tells what all raters have in common. day: as in `how_sure`.
    """
    start = settings or Settings()
    sample = _sample(ratings, bodies)
    if sample is None:
        return Learned(start, None, 0)
    pieces = pieces_of(sample)
    here = _most_probable(pieces, scale, start, start, None, day, _ROUNDS)
    severities = severities_from(ratings, scale, here, day=day, moderation=moderation)
    alone = replace(here, version=version)
    if severities is not None:
        alone = replace(
            alone,
            rater=round(severities.spread, 3),
            leniency=round(-severities.common, 3),
            leniency_open=round(severities.common_open, 3),
        )
        here = _most_probable(pieces, scale, here, start, severities, day, _ROUNDS_AGAIN)
        here = replace(
            here, rater=round(severities.left_open, 3), leniency_open=round(severities.common_open, 3)
        )
    return Learned(replace(here, version=version), severities, len(pieces.groups), alone)


def _most_probable(
    pieces: Pieces,
    scale: Scale,
    begin: Settings,
    start: Settings,
    severities: Severities | None,
    day: int,
    rounds: int,
) -> Settings:
    origin = _to_vector(start)

    def how_improbable(vector: Floats) -> float:
        here = _to_settings(vector, start)
        far = float(((vector - origin) ** 2).sum()) / (2 * _FREE_TO_MOVE**2)
        return far - _shape(pieces, scale, here, severities, day)[1]

    here = _to_settings(lowest(how_improbable, _to_vector(begin), rounds=rounds), start)
    weights, _evidence = _shape(pieces, scale, here, severities, day)
    grid = Grid.of(here, scale)
    density = bells(grid.nodes, BELLS) @ weights
    mean = float(density @ grid.nodes)
    spread = math.sqrt(float(density @ (grid.nodes - mean) ** 2))
    return replace(
        here,
        prior_mean=round(mean, 3),
        prior_spread=round(spread, 3),
        prior_shape=tuple(round(float(weight), 4) for weight in weights),
    )


def _shape(
    pieces: Pieces, scale: Scale, settings: Settings, severities: Severities | None, day: int
) -> tuple[Floats, float]:
    """Weights of the bells that make these bodies most probable, and the logarithm of how probable that is."""
    chances, scaled = chances_of_bodies(pieces, scale, settings, day=day, severities=severities)
    of_bells = chances.astype(np.float64) @ bells(Grid.of(settings, scale).nodes, BELLS)
    weights = np.full(BELLS, 1 / BELLS)
    for _round in range(_ROUNDS_OF_SHAPE):
        each = of_bells * weights
        weights = (each / each.sum(axis=1, keepdims=True)).mean(axis=0)
    return weights, float(np.log(of_bells @ weights).sum() + scaled.sum())


def _sample(ratings: Ratings, bodies: int) -> Ratings | None:
    ordered, groups = ratings.standing().grouped()
    if len(groups) < FEWEST_BODIES:
        return None
    taken = np.zeros(len(groups), dtype=bool)
    taken[np.linspace(0, len(groups) - 1, min(bodies, len(groups))).astype(np.int64)] = True
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
    values["growth"] = min(max(values["growth"], -1.0), 1.0)
    values["practice"] = min(max(values["practice"], -5.0), 5.0)
    values["slip"] = min(values["slip"], 0.3)
    values |= {name: max(values[name], 0.06) for name in ("step_below", "step_above")}
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
