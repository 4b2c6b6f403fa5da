"""Settings and a scale, laid out on a grid: prior, likelihoods, drift and what is read out, as small matrices.

The grid carries a density as weights of hat functions, so that a growth smaller than its spacing is not lost.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from headway.mastery.proficiency.sureness.settings import Settings
from headway.mastery.scales import Scale

Floats = NDArray[np.float64]

# Spacing stays under a third of the narrowest posterior in question (a lesson of quadrature: compare 81 with 41 nodes).
NODES = 61
# Time between two pieces counts as the nearest of these, in weeks: what a week more changes beyond that is less than
# what anybody knows of growth in general.
WEEKS = (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 36, 52)
DAYS_BETWEEN_STEPS = tuple(7 * (one + next_) / 2 for one, next_ in pairwise(WEEKS))
# Of one piece the latest ratings by three raters are read; a fourth hardly adds to what the piece itself leaves open.
MOST_RATERS_OF_A_PIECE = 3
# From this many raters on, what is left of their severity no longer matters.
MOST_RATERS = 4
# How far the grid reaches beyond the outermost cuts: there every piece shows the outermost level.
BEYOND = 5.0
# Gauss-Hermite: the spread of a piece in seven points.
_POINTS, _WEIGHTS = np.polynomial.hermite_e.hermegauss(7)


@dataclass(frozen=True, eq=False)
class Grid:
    """nodes: where learning may stand. prior: nodes. drifts: steps × nodes (from) × nodes (to). cuts: where levels
    2, 3, … begin. read_out: raters (1..4) × nodes × levels, chances of the true level at a node."""

    settings: Settings
    scale: Scale
    nodes: Floats
    prior: Floats
    cuts: Floats
    drifts: Floats = field(repr=False)
    read_out: Floats = field(repr=False)

    @classmethod
    def of(cls, settings: Settings, scale: Scale) -> Grid:
        return _grid(settings, scale)

    def waits(self, step: int) -> Floats:
        """Drift without growth: time went by, and nobody has seen anything."""
        return moved(self.nodes, 0.0, self.settings.drift * math.sqrt(WEEKS[step]))

    @property
    def next_piece(self) -> int:
        return step_of(self.settings.next_piece_days)

    @property
    def reaches_mark(self) -> Floats:
        """Over the nodes: the chance that a piece is seen at the mark or beyond."""
        return np.sum(
            [self.likelihood([level]) for level in range(self.scale.proficient, self.scale.size + 1)], axis=0
        )

    def likelihood(
        self, levels: Sequence[int], severities: Sequence[float] = (), difficulty: float = 0.0
    ) -> Floats:
        """Over the nodes: the chance that these raters of one piece see these levels.

        severities: for each rating, in this unit, above 0 for a rater who rates lower. difficulty: above 0 for a harder
        task. One piece with two raters is less than two pieces: what the piece itself shows is common to both.
        """
        severities = severities or [0.0] * len(levels)
        # nodes × points
        shown = self.nodes[:, None] + self.settings.piece * _POINTS - difficulty
        both = np.ones_like(shown)
        for level, severity in zip(levels, severities, strict=True):
            both *= self._seen(level, shown - severity)
        result: Floats = both @ (_WEIGHTS / _WEIGHTS.sum())
        return result

    def _seen(self, level: int, shown: Floats) -> Floats:
        edge = np.zeros_like(shown)
        reaches = (
            edge + 1 if level == 1 else _logistic((shown - self.cuts[level - 2]) / self.settings.reading)
        )
        above = (
            edge
            if level == self.scale.size
            else _logistic((shown - self.cuts[level - 1]) / self.settings.reading)
        )
        return (1 - self.settings.slip) * (reaches - above) + self.settings.slip / self.scale.size


def step_of(days: float) -> int:
    """Which of WEEKS the time between two pieces counts as."""
    return int(np.searchsorted(DAYS_BETWEEN_STEPS, days, side="right"))


@lru_cache(maxsize=32)
def _grid(settings: Settings, scale: Scale) -> Grid:
    cuts = np.array(
        [
            (settings.step_below if number < scale.proficient else settings.step_above)
            * (number - scale.proficient)
            for number in range(2, scale.size + 1)
        ],
        dtype=np.float64,
    )
    nodes = np.linspace(cuts[0] - BEYOND, cuts[-1] + BEYOND, NODES)
    if settings.prior_shape:
        prior = bells(nodes, len(settings.prior_shape)) @ np.array(settings.prior_shape)
    else:
        prior = np.exp(-0.5 * ((nodes - settings.prior_mean) / settings.prior_spread) ** 2)
    drifts = np.stack(
        [
            moved(
                nodes,
                settings.practice + settings.growth * weeks,
                settings.drift * math.sqrt(weeks),
            )
            for weeks in WEEKS
        ]
    )
    read_out = np.stack(
        [_true_levels(nodes, prior, cuts, settings, raters) for raters in range(1, MOST_RATERS + 1)]
    )
    return Grid(settings, scale, nodes, prior / prior.sum(), cuts, drifts, read_out)


def bells(nodes: Floats, many: int) -> Floats:
    """nodes × many: normal densities side by side over the whole grid, of which a prior's shape is put together.

    Narrower bells would let chance draw teeth into it.
    """
    centres = np.linspace(nodes[0], nodes[-1], many)
    width = 0.75 * (centres[1] - centres[0])
    density = np.exp(-0.5 * ((nodes[:, None] - centres[None, :]) / width) ** 2)
    result: Floats = density / density.sum(axis=0)
    return result


def moved(nodes: Floats, shift: float, spread: float) -> Floats:
    """nodes × nodes: from each node, `shift` further on with a normal `spread`, kept on the grid at its ends.

    The share that a hat function takes of a normal density is a second difference of E(u - X)+, in closed form.
    """
    spacing = nodes[1] - nodes[0]
    around = np.concatenate(([nodes[0] - spacing], nodes, [nodes[-1] + spacing]))
    beyond = around[None, :] - (nodes[:, None] + shift)
    if spread > 1e-6:
        beyond = beyond * _normal(beyond / spread) + spread * np.exp(
            -0.5 * (beyond / spread) ** 2
        ) / math.sqrt(2 * math.pi)
    else:
        beyond = np.maximum(beyond, 0.0)
    shares = np.maximum(beyond[:, :-2] - 2 * beyond[:, 1:-1] + beyond[:, 2:], 0.0) / spacing
    # What leaves the grid stays at its end.
    missing = 1 - shares.sum(axis=1)
    upward = _normal((nodes + shift - (nodes[0] + nodes[-1]) / 2) / max(spread, 1e-9)) > 0.5
    shares[np.arange(len(nodes)), np.where(upward, -1, 0)] += np.maximum(missing, 0.0)
    return shares / shares.sum(axis=1, keepdims=True)


def _true_levels(nodes: Floats, prior: Floats, cuts: Floats, settings: Settings, raters: int) -> Floats:
    """nodes × levels: what a node means once the severity of so many raters is taken into account.

    Ratings tell where learning stands relative to their raters. Severities are N(0, rater²/raters) and what is open of
    all raters together; given a node of the prior's density p, learning itself has the mean node + severity² · (log p)′
    and the variance severity² + severity⁴ · (log p)″ (Tweedie; Efron 2011), and is taken for normal. Where p is normal
    that is exact, and draws a little towards the prior's mean.
    """
    spacing = nodes[1] - nodes[0]
    unknown = math.hypot(settings.rater / math.sqrt(raters), settings.leniency_open)
    severity = min(unknown, 0.7 * settings.prior_spread)
    slope, bend = _slope_and_bend(nodes, prior, settings)
    centre = nodes + severity**2 * slope
    # A learned shape may bend more sharply than severities that blur it allow; what is left is then little.
    kept = np.clip(1 + severity**2 * bend, 0.1, 1.0)
    spread = np.sqrt(kept * severity**2 + spacing**2 / 12)
    reaches = _normal((centre[:, None] - (cuts + settings.leniency)) / spread[:, None])
    reaches = np.concatenate((np.ones((len(nodes), 1)), reaches, np.zeros((len(nodes), 1))), axis=1)
    return reaches[:, :-1] - reaches[:, 1:]


def _slope_and_bend(nodes: Floats, prior: Floats, settings: Settings) -> tuple[Floats, Floats]:
    """First and second derivative of the logarithm of the prior's density."""
    if not settings.prior_shape:
        away = (nodes - settings.prior_mean) / settings.prior_spread**2
        return -away, np.full_like(nodes, -1 / settings.prior_spread**2)
    logs = np.log(np.maximum(prior, 1e-12 * prior.max()))
    slope = np.gradient(logs, nodes)
    return slope, np.gradient(slope, nodes)


def _logistic(values: Floats) -> Floats:
    return 0.5 * (1 + np.tanh(values / 2))


def _normal(values: Floats) -> Floats:
    """The normal distribution function."""
    return 0.5 * (1 + np.vectorize(math.erf, otypes=[np.float64])(values / math.sqrt(2)))
