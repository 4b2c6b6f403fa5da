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
from headway.mastery.pacing.forecast.calibration import CHANCES, Calibration
from headway.mastery.pacing.forecast.features import FEATURES, Events
from headway.mastery.pacing.forecast.gamma_poisson import Prior
from headway.mastery.pacing.forecast.histories import Histories
from headway.mastery.pacing.forecast.model import Model
from headway.mastery.pacing.forecast.outlooks import FEWEST_DAYS, Outlooks, Refusal
from headway.mastery.pacing.forecast.rhythm import Rhythm

FORMAT = 1
# The range holds 8 of 10. Of a hundred, 4 come earlier and 16 later: late finishes
# spread far, so a range with as many on both sides would be about a sixth wider, and help nobody to plan.
LOW, MIDDLE, HIGH = 0.04, 0.5, 0.84


@dataclass(frozen=True)
class Fitted:
    """model: fitted to what came. calibration: the correction of it. units: weight of one completion on the whole.

    by_default: whether the stated default stands in, because the district's own history is too short. learners: how
    many histories it rests on.
    """

    model: Model
    calibration: Calibration
    units: float
    by_default: bool
    learners: int

    @property
    def version(self) -> str:
        """A name for exactly these numbers, to be kept beside each answer."""
        text = json.dumps(self.to_dict(), sort_keys=True)
        return f"{FORMAT}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"

    def to_dict(self) -> dict[str, Any]:
        model = self.model
        return {
            "format": FORMAT,
            "prior": {"a": model.prior.a, "b": model.prior.b},
            "rhythm": {"gap": model.rhythm.gap, "pulses": list(model.rhythm.pulses)},
            "shift": model.shift,
            "coefficients": dict(zip(FEATURES, model.coefficients, strict=True)),
            "bursts": model.bursts,
            "trust": model.trust,
            "change": model.change,
            "places": list(self.calibration.places),
            "schools": {str(school): list(own) for school, own in self.calibration.schools.items()},
            "units": self.units,
            "by_default": self.by_default,
            "learners": self.learners,
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Fitted:
        """Refused when written by another format; fit anew then."""
        if (
            kept.get("format") != FORMAT
            or set(kept["coefficients"]) != set(FEATURES)
            or len(kept["places"]) != len(CHANCES)
        ):
            raise Refused("format", "This forecast was kept by another version; fit it anew.")
        model = Model(
            Prior(**kept["prior"]),
            Rhythm(kept["rhythm"]["gap"], tuple(kept["rhythm"]["pulses"])),
            kept["shift"],
            tuple(kept["coefficients"][name] for name in FEATURES),
            kept["bursts"],
            kept["trust"],
            kept["change"],
        )
        schools = {int(school): tuple(own) for school, own in kept["schools"].items()}
        calibration = Calibration(tuple(kept["places"]), schools)
        return cls(model, calibration, kept["units"], kept["by_default"], kept["learners"])

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
        if left out. The histories count instructional days from the same origin as those of the fit. learner: whose target each is; left out, the rows of the histories in order, one target each.
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
        every = np.arange(len(histories))
        seen = Events(histories).seen(every, histories.days, self.model.prior, self.model.rhythm).take(rows)
        school = histories.school[rows]
        parts = self.model.parts(seen, np.maximum(left / self.units, 1e-6))
        quantiles = [
            self.model.times(parts, self.calibration.place(chance, school)) for chance in (LOW, MIDDLE, HIGH)
        ]
        chance = self.calibration.chance(self.model.chances(parts, by), school)
        return answered(quantiles, chance, left, seen.days, far)


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
