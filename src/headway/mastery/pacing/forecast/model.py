"""The district's forecast: a gamma-Poisson model that also knows recency, bursts and change, fitted to what came.

    days until m more  ~  m / ρ × F(2 m / φ, 2 A)        (F: the F distribution, here a ratio of two gammas of mean 1)
    log ρ  =  log((a + n) / (b + t)) + c₀ + c · x         x: `features.design`
    1 / A  =  ψ / (a + n) + ω

φ above 1: completions come in bursts; ψ: how much a history says about the time to come; ω: rates change, so that even
a long history does not settle them. n and t are those of the last 180 days. With
c = 0, φ = ψ = 1, ω = 0 it is the plain gamma-Poisson forecast of these exactly.

Fitted by penalised maximum likelihood to (history so far, m, days that it then took) with times that were not over
when the record ended as censored. The penalty draws toward the plain forecast: little history, little departure.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import betainc, betaincc, betaincinv, betaln, digamma

from headway.mastery.pacing.forecast.features import FEATURES, NO_RHYTHM, Seen, design
from headway.mastery.pacing.forecast.gamma_poisson import Prior
from headway.mastery.pacing.forecast.rhythm import Rhythm

Floats = NDArray[np.float64]
SHAPES = 3
STEP = 1 + 1e-5
# Standard deviations of what is believed before looking: coefficients around 0, logarithms of φ, ψ, ω around CENTRES.
LOOSENESS, CENTRES, SHAPE_LOOSENESS = 0.5, np.log([1.2, 1.0, 0.03]), 1.0


@dataclass(frozen=True)
class Model:
    """prior, rhythm, shift c₀, coefficients c, and φ (bursts), ψ (trust), ω (change)."""

    prior: Prior
    rhythm: Rhythm = NO_RHYTHM
    shift: float = 0.0
    coefficients: tuple[float, ...] = (0.0,) * len(FEATURES)
    bursts: float = 1.0
    trust: float = 1.0
    change: float = 0.0

    def parts(self, seen: Seen, more: Floats) -> tuple[Floats, Floats, Floats]:
        """Expected days scale m/ρ, and the two shapes, per row."""
        eta = np.log(seen.rate) + self.shift + design(seen, more, self.prior) @ np.array(self.coefficients)
        steady = 1 / (self.trust / (self.prior.a + seen.count) + self.change)
        return more * np.exp(-eta), more / self.bursts, steady

    def times(self, parts: tuple[Floats, Floats, Floats], chance: Floats) -> Floats:
        scale, come, steady = parts
        share = betaincinv(come, steady, chance)
        with np.errstate(divide="ignore"):
            return scale * steady / come * share / (1 - share)

    def chances(self, parts: tuple[Floats, Floats, Floats], days: Floats) -> Floats:
        scale, come, steady = parts
        odds = np.maximum(days, 0.0) / scale * come / steady
        return np.asarray(betainc(come, steady, 1 - 1 / (1 + odds)), dtype=np.float64)


def fit_model(
    prior: Prior,
    rhythm: Rhythm,
    seen: Seen,
    more: Floats,
    days: Floats,
    over: NDArray[np.bool_],
    weight: Floats,
) -> Model:
    """days: until reached where `over`, else watched without reaching it. weight: of each row; rows of one learner
    tell much the same, so together they weigh less than their number."""
    x = np.concatenate([np.ones((len(more), 1)), design(seen, more, prior)], axis=1)
    base = np.log(days) - np.log(more) + np.log(seen.rate)
    own = prior.a + seen.count
    open_ = ~over

    def loss(at: Floats) -> tuple[float, Floats]:
        c, shapes = at[:-SHAPES], np.exp(at[-SHAPES:])
        log_f = base + x @ c
        come, spread = more / shapes[0], shapes[1] / own + shapes[2]
        steady = 1 / spread
        f = np.exp(log_f)
        total = come * f + steady
        value = np.empty(len(more))
        by_f, by_come, by_steady = np.empty(len(more)), np.empty(len(more)), np.empty(len(more))
        o = over
        value[o] = (
            come[o] * (np.log(come[o]) + log_f[o]) + steady[o] * np.log(steady[o])
            - (come[o] + steady[o]) * np.log(total[o]) - betaln(come[o], steady[o])
        )  # fmt: skip
        both = digamma(come[o] + steady[o])
        by_f[o] = come[o] - (come[o] + steady[o]) * come[o] * f[o] / total[o]
        by_come[o] = (
            np.log(come[o]) + 1 + log_f[o] - np.log(total[o]) - (come[o] + steady[o]) * f[o] / total[o]
            - digamma(come[o]) + both
        )  # fmt: skip
        by_steady[o] = (
            np.log(steady[o]) + 1 - np.log(total[o]) - (come[o] + steady[o]) / total[o]
            - digamma(steady[o]) + both
        )  # fmt: skip
        if open_.any():
            p, q, odds = come[open_], steady[open_], come[open_] * f[open_] / steady[open_]
            left = np.maximum(betaincc(p, q, odds / (1 + odds)), 1e-300)
            value[open_] = np.log(left)
            by_f[open_] = -np.exp(p * np.log(odds) - (p + q) * np.log1p(odds) - betaln(p, q)) / left
            # The shapes have no closed derivative here; a small step tells it.
            for shape, by_shape in ((p, by_come), (q, by_steady)):
                more_p, more_q = (p * STEP, q) if shape is p else (p, q * STEP)
                odds = more_p * f[open_] / more_q
                further = np.maximum(betaincc(more_p, more_q, odds / (1 + odds)), 1e-300)
                by_shape[open_] = (np.log(further) - value[open_]) / (shape * (STEP - 1))
        wf = weight * by_f
        gradient = np.concatenate(
            [
                x.T @ wf,
                [
                    -(weight * by_come * come).sum(),
                    -(weight * by_steady * steady**2 * shapes[1] / own).sum(),
                    -(weight * by_steady * steady**2).sum() * shapes[2],
                ],
            ]
        )
        away = np.concatenate([c / LOOSENESS, (at[-SHAPES:] - CENTRES) / SHAPE_LOOSENESS])
        toward = np.concatenate([c / LOOSENESS**2, (at[-SHAPES:] - CENTRES) / SHAPE_LOOSENESS**2])
        return float(-(weight * value).sum() + 0.5 * (away**2).sum()), -gradient + toward

    start = np.concatenate([np.zeros(x.shape[1]), CENTRES])
    units = np.linalg.cholesky(_curvature(x, own, more, over, weight)).T
    back = np.linalg.inv(units)

    def loss_in_units(at: Floats) -> tuple[float, Floats]:
        value, gradient = loss(back @ at)
        return value, back.T @ gradient

    free = [(-np.inf, np.inf)] * x.shape[1]
    bounds = np.diag(units)[-SHAPES:, None] * [(-1.5, 3.0), (-3.0, 3.0), (-9.0, 1.5)]
    found = minimize(
        loss_in_units,
        units @ start,
        jac=True,
        method="L-BFGS-B",
        bounds=[*free, *bounds],
        options={"maxiter": 500, "maxcor": 20, "ftol": 1e-10},
    )
    at = back @ found.x
    c, shapes = at[:-SHAPES], np.exp(at[-SHAPES:])
    return Model(prior, rhythm, float(c[0]), tuple(map(float, c[1:])), *map(float, shapes))


def _curvature(x: Floats, own: Floats, more: Floats, over: NDArray[np.bool_], weight: Floats) -> Floats:
    """About how curved the loss is where the search begins: what the rows are expected to tell (Fisher's information of
    an F distribution, half of it from times that are not over), and the penalty.

    Rows say a hundred times more about some coefficients than about others. In units of this curvature the search is
    done after a quarter of the steps; only how soon it is done depends on it, so the shapes' part is rough.
    """
    bursts, trust, change = np.exp(CENTRES)
    come, spread = more / bursts, trust / own + change
    told = weight * np.where(over, 1.0, 0.5)
    by_scale = told * come / spread / (come + 1 / spread + 1)
    # Logarithms of the two shapes, as where these are large: half the share that the other shape leaves to each.
    by_come = told / spread / (come + 1 / spread) / 2
    by_spread = told * come / (come + 1 / spread) / 2
    shapes = [
        by_come.sum(),
        (by_spread * (trust / own / spread) ** 2).sum(),
        (by_spread * (change / spread) ** 2).sum(),
    ]
    curved = np.diag(
        np.concatenate([np.full(x.shape[1], 1 / LOOSENESS**2), np.array(shapes) + 1 / SHAPE_LOOSENESS**2])
    )
    curved[:-SHAPES, :-SHAPES] += (x * by_scale[:, None]).T @ x
    return np.asarray(curved, dtype=np.float64)
