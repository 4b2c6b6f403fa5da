"""A fitted forecast: what a district learned from its own histories, kept as JSON by term, and the answers it gives."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from headway.mastery.facts import Refused
from headway.mastery.pacing.forecast import gamma_poisson
from headway.mastery.pacing.forecast.gamma_poisson import Prior
from headway.mastery.pacing.forecast.histories import Histories
from headway.mastery.pacing.forecast.outlooks import Outlooks, Refusal

FORMAT = 1
LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9
# A forecast needs three weeks of school time in which the learner was watched.
FEWEST_DAYS = 15


@dataclass(frozen=True)
class Fitted:
    """prior: of rates, completions per instructional day. units: weight of one completion on the whole.

    by_default: whether the stated default stands in, because the district's own history is too short.
    """

    prior: Prior
    units: float
    by_default: bool

    @property
    def version(self) -> str:
        """A name for exactly these numbers, to be kept beside each answer."""
        text = json.dumps(self.to_dict(), sort_keys=True)
        return f"{FORMAT}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"

    def to_dict(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "prior": {"a": self.prior.a, "b": self.prior.b},
            "units": self.units,
            "by_default": self.by_default,
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Fitted:
        """Refused when written by another format; fit anew then."""
        if kept.get("format") != FORMAT:
            raise Refused("format", f"This forecast was kept as format {kept.get('format')}; fit it anew.")
        return cls(Prior(**kept["prior"]), float(kept["units"]), bool(kept["by_default"]))

    def outlooks(
        self,
        histories: Histories,
        remaining: ArrayLike,
        horizon: ArrayLike,
        *,
        learner: ArrayLike | None = None,
        within: ArrayLike | None = None,
    ) -> Outlooks:
        """Answers as of each history's last day.

        remaining: learning units still to gain, per target. horizon: instructional days within which an answer is
        of use, one or per target; a wider range is refused. within: instructional days for the chance; the horizon
        if left out. learner: whose target each is; left out, the rows of the histories in order, one target each.
        """
        rows = np.arange(len(histories)) if learner is None else histories.rows_of(learner)
        left, far, by = (
            np.broadcast_to(np.asarray(value, dtype=np.float64), rows.shape)
            for value in (remaining, horizon, horizon if within is None else within)
        )
        if np.isnan(left).any() or np.isnan(far).any() or np.isnan(by).any():
            raise Refused(
                "target", "Each target says how many units remain and how many days are of interest."
            )
        n, t, more = histories.counts[rows], histories.days[rows], left / self.units
        quantiles = [gamma_poisson.times(self.prior, n, t, more, p) for p in (LOW, MIDDLE, HIGH)]
        chance = gamma_poisson.chances(self.prior, n, t, more, by)
        return answered(quantiles, chance, left, t, far)


def answered(quantiles: list[Any], chance: Any, left: Any, days: Any, horizon: Any) -> Outlooks:
    """Puts refusals in."""
    low, middle, high = (np.maximum(q, 0.0) for q in quantiles)
    refused = np.full(len(left), Refusal.NONE, dtype=np.int8)
    refused[high - low > horizon] = Refusal.TOO_WIDE
    refused[days < FEWEST_DAYS] = Refusal.SHORT_HISTORY
    met = left <= 0
    refused[met] = Refusal.ALREADY_MET
    hidden = (refused == Refusal.TOO_WIDE) | (refused == Refusal.SHORT_HISTORY)
    low, middle, high = (np.where(hidden, np.nan, np.where(met, 0.0, q)) for q in (low, middle, high))
    chance = np.where(met, 1.0, np.where(refused == Refusal.SHORT_HISTORY, np.nan, chance))
    return Outlooks(low, middle, high, chance, refused)
