"""What the filter assumes about ratings and growth: data that a district may learn from its own ratings.

Unit: the spread of what a single piece shows of one and the same learning (about 1.8, that of a logistic with scale 1).
The mark lies at 0. Nothing here, and nothing that is given to the filter, tells who a learner is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from headway.mastery.facts import Refused

# Sure from four to one on, on either side (science/measures: right nine times in ten when it commits).
SURE = 0.8
# The range of levels holds the true one eight times in ten.
RANGE = 0.8


@dataclass(frozen=True)
class Settings:
    """prior_mean, prior_spread: where learning stands when a first piece comes, as a normal. prior_shape: the same as
    a district's own ratings tell it: weights of the bells in `grid.bells`; empty for the normal.

    step_below, step_above: how far apart the levels begin, below the mark and from it on. reading: scale of the logistic
    noise of one rater reading one piece. piece: spread of what one piece (its task, its day) shows, common to all who
    rate it. rater: spread of raters' severity, common to everything that one rater rates in the body. slip: share of
    ratings that tell nothing (a wrong click, another learner's sheet). growth: what a week between pieces adds on the
    whole; practice: what comes on top from one piece to the next, however long that took; drift: spread of what a week changes, as in a random walk. next_piece_days: how soon a further piece is
    imagined. leniency: by how much
    all raters together see more in a piece than the district's exemplars do; known only where raters have rated
    exemplars whose level was agreed beforehand, never from ratings alone; leniency_open: spread of what is left unknown of it,
    which no further rater of these makes less. version: the district's own name for these settings.
    """

    prior_mean: float = -1.4
    prior_spread: float = 2.2
    prior_shape: tuple[float, ...] = ()
    step_below: float = 2.6
    step_above: float = 2.3
    reading: float = 0.8
    piece: float = 1.0
    rater: float = 0.9
    slip: float = 0.02
    growth: float = 0.07
    practice: float = 0.0
    drift: float = 0.35
    leniency: float = 0.0
    leniency_open: float = 0.0
    next_piece_days: int = 14
    version: str = "1"

    def __post_init__(self) -> None:
        object.__setattr__(self, "prior_shape", tuple(self.prior_shape))
        for weight in self.prior_shape:
            _check("prior_shape", weight, 0.0, 1.0)
        if self.prior_shape and not sum(self.prior_shape) > 0:
            raise Refused("sureness_setting", "The prior_shape is nought everywhere; leave it empty.")
        for name in ("prior_mean", "growth", "practice", "leniency"):
            _check(name, getattr(self, name), -20.0, 20.0)
        for name in ("prior_spread", "step_below", "step_above", "reading"):
            _check(name, getattr(self, name), 0.05, 20.0)
        for name in ("piece", "rater", "drift", "leniency_open"):
            _check(name, getattr(self, name), 0.0, 20.0)
        _check("slip", self.slip, 0.0, 0.5)
        _check("next_piece_days", self.next_piece_days, 0, 365)

    @classmethod
    def from_dict(cls, value: Mapping[str, object]) -> Settings:
        known = [field.name for field in fields(cls)]
        unknown = [name for name in value if name not in known]
        if unknown:
            raise Refused(
                "sureness_fields",
                f"The settings have “{unknown[0]}”, which is not known; use {', '.join(known)}.",
                unknown=unknown,
            )
        return cls(**value)  # type: ignore[arg-type]

    def to_dict(self) -> dict[str, object]:
        return asdict(self) | {"prior_shape": list(self.prior_shape)}


def _check(name: str, value: object, low: float, high: float) -> None:
    number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not number or not low <= value <= high:  # type: ignore[operator]
        raise Refused(
            "sureness_setting",
            f"The setting {name} is {value!r}; use a number from {low:g} to {high:g}.",
            field=name,
        )
