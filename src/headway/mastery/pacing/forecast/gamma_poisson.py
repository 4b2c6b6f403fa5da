"""The plain forecast: completions as a Poisson stream whose rate was drawn from a gamma distribution.

Question: n completions in t days; how long until m more?

Belief: each learner has one rate, the same on every day; rates in the district are Gamma(a, b) (b in days), learned
by maximum likelihood from the district's own counts, which are then negative binomial. Then

    days until m more  ~  (b + t) × BetaPrime(m, a + n)
    P(done within τ)   =  I_x(m, a + n),   x = τ / (τ + b + t)      (I: the regularised incomplete beta function)

It is what our own forecast starts from and is measured against. It knows no bursts, no vacations and no change.

`reference_…` are slow and plainly right: they add up negative binomial chances; the others work on columns.
Source: conjugate gamma-Poisson model, e.g. Gelman et al., Bayesian Data Analysis, section 2.6.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize
from scipy.special import betainc, betaincinv, digamma, gammaln

from headway.mastery.facts import Refused

Floats = NDArray[np.float64]
# Without variation beyond chance the likelihood has no maximum: this many "completions seen before" is then enough.
LARGEST_SHAPE = 1e4


@dataclass(frozen=True)
class Prior:
    """Rates are Gamma(a, b): a completions in b instructional days were seen before the learner's own."""

    a: float
    b: float

    def __post_init__(self) -> None:
        if not (self.a > 0 and self.b > 0 and math.isfinite(self.a) and math.isfinite(self.b)):
            raise Refused("prior", f"The prior is Gamma({self.a}, {self.b}); both numbers must be above 0.")

    @property
    def rate(self) -> float:
        """Completions per instructional day, on the whole."""
        return self.a / self.b


def prior_of(counts: ArrayLike, days: ArrayLike) -> Prior:
    """The prior under which these counts in these days are most probable (negative binomial).

    Refused without any day or any completion: then there is nothing to learn a rate from.
    """
    n, t = np.asarray(counts, dtype=np.float64), np.asarray(days, dtype=np.float64)
    n, t = n[t > 0], t[t > 0]
    if n.sum() == 0:
        raise Refused("no_completions", "There is no completion to learn a rate from; use the stated prior.")
    rate = n.sum() / t.sum()
    # Moments to begin with: variance of counts beyond Poisson, as a share of the squared expectation.
    beyond = max(float((((n - rate * t) ** 2) - n).sum() / ((rate * t) ** 2).sum()), 1e-3)
    start = np.log([1 / beyond, 1 / beyond / rate])

    def loss(at: Floats) -> tuple[float, Floats]:
        a, b = np.exp(at)
        share = b / (b + t)
        value = gammaln(a + n) - gammaln(a) + a * np.log(share) + n * np.log1p(-share)
        by_a = digamma(a + n) - digamma(a) + np.log(share)
        by_b = a / b - (a + n) / (b + t)
        return -float(value.mean()), -np.array([a * by_a.mean(), b * by_b.mean()])

    top = math.log(LARGEST_SHAPE)
    found = minimize(
        loss, np.minimum(start, [top, 40]), jac=True, method="L-BFGS-B", bounds=[(-7, top), (-20, 40)],
        options={"ftol": 1e-14, "gtol": 1e-10, "maxiter": 500},
    )  # fmt: skip
    a, b = np.exp(found.x)
    return Prior(float(a), float(b))


def chances(prior: Prior, counts: ArrayLike, days: ArrayLike, more: ArrayLike, within: ArrayLike) -> Floats:
    """Per row: the chance of `more` further completions within that many days. Nothing more to do: 1."""
    n, t, m, tau = np.broadcast_arrays(
        *(np.asarray(x, dtype=np.float64) for x in (counts, days, more, within))
    )
    left = prior.b + t
    tau = np.maximum(tau, 0.0)
    return np.where(m <= 0, 1.0, betainc(np.maximum(m, 1e-9), prior.a + n, tau / (tau + left)))


def times(prior: Prior, counts: ArrayLike, days: ArrayLike, more: ArrayLike, chance: ArrayLike) -> Floats:
    """Per row: the days within which `more` further completions come with that chance. Nothing more to do: 0."""
    n, t, m, p = np.broadcast_arrays(*(np.asarray(x, dtype=np.float64) for x in (counts, days, more, chance)))
    share = betaincinv(np.maximum(m, 1e-9), prior.a + n, p)
    with np.errstate(divide="ignore"):
        return np.where(m <= 0, 0.0, (prior.b + t) * share / (1 - share))


def reference_chance(prior: Prior, count: int, days: float, more: int, within: float) -> float:
    """`chances` for one learner: one minus the chances of 0, 1, … more-1 completions."""
    a, b = prior.a + count, prior.b + days
    if more <= 0:
        return 1.0
    if within <= 0:
        return 0.0
    log_stay, log_come = math.log(b / (b + within)), math.log(within / (b + within))
    fewer = (
        math.exp(math.lgamma(a + k) - math.lgamma(a) - math.lgamma(k + 1) + a * log_stay + k * log_come)
        for k in range(more)
    )
    return max(0.0, 1.0 - math.fsum(fewer))


def reference_time(prior: Prior, count: int, days: float, more: int, chance: float) -> float:
    """`times` for one learner: by halving until it is exact."""
    if more <= 0:
        return 0.0
    low, high = 0.0, 1.0
    while reference_chance(prior, count, days, more, high) < chance:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if reference_chance(prior, count, days, more, middle) < chance:
            low = middle
        else:
            high = middle
    return (low + high) / 2
