"""Ways that lay a curve through the levels in time: the power law, and the choice among three curves.

Source: Marzano's power law of learning as grade books apply it; Empower's "true score estimator", which takes the
curve that lies nearest to what was observed. Numbers are kept to 6 places: four equal threes make 3.0 and not
2.9999999. Limits: three pieces or more are advised; the curve knows the order of the pieces and not the time
between them; a level of 0 has no logarithm and is refused.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from headway.mastery.facts import Refused
from headway.mastery.proficiency.numeric.bodies import Floats, Ints, body_of_rows, sums
from headway.mastery.proficiency.numeric.rounding import half_up, half_up_one
from headway.mastery.proficiency.numeric.sums import sum_of
from headway.mastery.proficiency.numeric.way import NumericWay, Setting, Settings

PLACES = 6
# Two curves that both go through every point differ only in what binary fractions add.
SAME_DISTANCE = 9
AT_LAST, AT_NEXT = "n", "next"


def power_law(levels: Sequence[float], settings: Settings, mark: float) -> float:
    """Where does the curve a · i^b through the levels stand at the last piece (at “n”), or at the “next” one?

    ln(level) on ln(i), i = 1..n, by least squares; exp(a) · n^b. One level is itself. Nothing goes above `highest`,
    the top of the scale, when it is told; for “next” it must be: 1, 2, 3, 4 would go on to 5.
    Example: 2, 3, 2, 4 → 3.219599 at “n”.
    """
    _refuse_without_logarithm(min(levels))
    a, b = _line([_log(place) for place in _places(levels)], [_log(level) for level in levels])
    at = len(levels) + (settings["at"] == AT_NEXT)
    return min(half_up_one(_exp(a + b * _log(at)), PLACES), _ceiling(settings))


def power_law_many(levels: Floats, offsets: Ints, settings: Settings, mark: float) -> Floats:
    _refuse_without_logarithm(float(levels.min()))
    a, b = _lines(np.log(_place_of_rows(offsets)), np.log(levels), offsets)
    at = np.diff(offsets) + (settings["at"] == AT_NEXT)
    return np.minimum(half_up(np.exp(a + b * np.log(at)), PLACES), _ceiling(settings))


def true_score(levels: Sequence[float], settings: Settings, mark: float) -> float:
    """Of a straight line, a power law and the mean: which lies nearest to the levels, and where does it end?

    Nearest: the least sum of |observed − predicted|; of equally near ones the first in that order. The number is
    what the chosen curve says at the last piece. Example: 2, 3, 2, 4 → the line 1.5 + .5 i is 2.0 away in all and
    ends at 3.5; the power law is 2.1652 away, the mean 3.0. Limit: which of equally near curves Empower takes
    isn't published.
    """
    _refuse_without_logarithm(min(levels))
    places = [float(place) for place in _places(levels)]
    logs = [_log(place) for place in places]
    a, b = _line(places, levels)
    log_a, log_b = _line(logs, [_log(level) for level in levels])
    mean = sum_of(levels) / len(levels)
    curves = (
        [a + b * place for place in places],
        [_exp(log_a + log_b * log) for log in logs],
        [mean] * len(levels),
    )
    distances = [
        half_up_one(
            sum_of(abs(level - said) for level, said in zip(levels, curve, strict=True)), SAME_DISTANCE
        )
        for curve in curves
    ]
    return half_up_one(curves[distances.index(min(distances))][-1], PLACES)


def true_score_many(levels: Floats, offsets: Ints, settings: Settings, mark: float) -> Floats:
    _refuse_without_logarithm(float(levels.min()))
    place, body = _place_of_rows(offsets), body_of_rows(offsets)
    a, b = _lines(place, levels, offsets)
    log_a, log_b = _lines(np.log(place), np.log(levels), offsets)
    mean = sums(levels, offsets) / np.diff(offsets)
    curves = (
        a[body] + b[body] * place,
        np.exp(log_a[body] + log_b[body] * np.log(place)),
        mean[body],
    )
    distances = [half_up(sums(np.abs(levels - curve), offsets), SAME_DISTANCE) for curve in curves]
    ends = np.stack([curve[offsets[1:] - 1] for curve in curves])
    return half_up(ends[np.argmin(np.stack(distances), axis=0), np.arange(len(mean))], PLACES)


def _line(x: Sequence[float], y: Sequence[float]) -> tuple[float, float]:
    """a and b of a + b · x by least squares; through one point the flat line."""
    x_mean, y_mean = sum_of(x) / len(x), sum_of(y) / len(y)
    spread = sum_of((at - x_mean) * (at - x_mean) for at in x)
    together = sum_of((at - x_mean) * (value - y_mean) for at, value in zip(x, y, strict=True))
    b = together / spread if len(x) > 1 else 0.0
    return y_mean - b * x_mean, b


def _lines(x: Floats, y: Floats, offsets: Ints) -> tuple[Floats, Floats]:
    body, size = body_of_rows(offsets), np.diff(offsets)
    x_mean, y_mean = sums(x, offsets) / size, sums(y, offsets) / size
    x_off, y_off = x - x_mean[body], y - y_mean[body]
    spread, together = sums(x_off * x_off, offsets), sums(x_off * y_off, offsets)
    b = np.where(size > 1, together / np.where(size > 1, spread, 1.0), 0.0)
    return y_mean - b * x_mean, b


def _places(levels: Sequence[float]) -> range:
    return range(1, len(levels) + 1)


def _place_of_rows(offsets: Ints) -> Floats:
    """1, 2, 3 … within every body."""
    return (np.arange(offsets[-1]) - np.repeat(offsets[:-1], np.diff(offsets)) + 1).astype(np.float64)


def _log(value: float) -> float:
    return float(np.log(value))


def _exp(value: float) -> float:
    return float(np.exp(value))


def _ceiling(settings: Settings) -> float:
    highest = settings["highest"]
    return np.inf if highest is None else float(highest)


def _check_ceiling(settings: Settings) -> None:
    if settings["at"] == AT_NEXT and settings["highest"] is None:
        raise Refused(
            "numeric_setting",
            "power_law: at “next” the curve can leave the scale; add highest, the number of the highest level.",
            way="power_law",
            field="highest",
        )


def _refuse_without_logarithm(lowest: float) -> None:
    if lowest <= 0:
        raise Refused(
            "numeric_level",
            f"A level of {lowest:g} has no place on this curve; use levels from 1 on, or choose another way.",
            level=lowest,
        )


# A curve can't be asked for a level that no scale has.
HIGHEST_OF_ANY_SCALE = 100
WAYS = (
    NumericWay(
        "power_law",
        power_law,
        power_law_many,
        (
            Setting("at", AT_LAST, words=(AT_LAST, AT_NEXT)),
            Setting("highest", None, 1, HIGHEST_OF_ANY_SCALE),
        ),
        _check_ceiling,
        orders_by="the date of the assessment",
        source="Marzano's power law of learning, as grade books apply it",
    ),
    NumericWay(
        "empower.true_score",
        true_score,
        true_score_many,
        orders_by="when it was entered",
        source="Empower, as its help pages describe the choice of the nearest curve",
    ),
)
