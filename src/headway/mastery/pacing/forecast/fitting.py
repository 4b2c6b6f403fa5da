"""Learning a forecast from a district's own histories, without looking at anything that came after them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.pacing.forecast.calibration import Calibration, calibrate
from headway.mastery.pacing.forecast.features import MEMORY, Events, Seen
from headway.mastery.pacing.forecast.fitted import Fitted
from headway.mastery.pacing.forecast.gamma_poisson import Prior, prior_of
from headway.mastery.pacing.forecast.histories import Histories
from headway.mastery.pacing.forecast.model import Model, fit_model
from headway.mastery.pacing.forecast.outlooks import FEWEST_DAYS
from headway.mastery.pacing.forecast.rhythm import Rhythm, rhythm_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# Stands in where a district has too little of its own: about 12 completions in a year of 180 instructional days, much
# more or less from learner to learner; somewhat burstier than chance. A convention of ours, deliberately vague.
DEFAULT_PRIOR = Prior(a=2.0, b=30.0)
DEFAULT_MODEL = Model(prior=DEFAULT_PRIOR, bursts=1.3, trust=1.0, change=0.05)
DEFAULT_UNITS = 1.0
FEWEST_LEARNERS, FEWEST_COMPLETIONS = 50, 200
# How far ahead past forecasts are made, and how many of them are enough.
NEAREST, FARTHEST = 10, 200
PAST_FORECASTS, MOST_OF_A_LEARNER = 5000, 12
# Past forecasts of one learner overlap: together they tell as much as this many separate ones.
TOLD_BY_A_LEARNER = 3.0
# What was known this many instructional days ago, the same time of the last school year, is held against the year since.
A_YEAR, A_YEAR_AGO_EACH = 180, 2
# There is a common now if this share of all histories lasts to within so many days of it.
STILL_WATCHED, ABOUT_NOW = 0.25, 10
SEED = 1906


@dataclass(frozen=True, eq=False)
class Past:
    """Forecasts that could have been made, and what came: days until reached where `over`, else days watched."""

    row: Ints
    seen: Seen
    more: Floats
    days: Floats
    over: NDArray[np.bool_]


def fit(histories: Histories) -> Fitted:
    """What these histories teach. Too few of them: the stated default, and `by_default` says so.

    The same histories give the same fit. The correction is that of two questions, half from each: learners are halved
    to see how a model does on those it was not fitted to, at any moment of the record; and where the record is long
    enough, what could be known a year ago is held against the year since. The first knows many moments and no
    change of the district as a whole; the second knows one moment, and the change that came after it.
    """
    watched = histories.take(histories.days >= FEWEST_DAYS)
    learned = _learned(watched)
    if learned is None:
        units = (
            float(watched.event_units.mean()) if watched.counts.sum() >= FEWEST_COMPLETIONS else DEFAULT_UNITS
        )
        return Fitted(DEFAULT_MODEL, Calibration(), units, True, len(watched))
    past, weight, prior, rhythm = learned.past, learned.weight, learned.prior, learned.rhythm
    half = np.random.default_rng(SEED).permutation(len(watched))[past.row] % 2 == 0
    place = np.empty(len(past.row))
    for fitted_on, judged_on in ((half, ~half), (~half, half)):
        model = _fitted_to(past, prior, rhythm, weight, np.flatnonzero(fitted_on))
        at = np.flatnonzero(judged_on)
        place[at] = model.chances(model.parts(past.seen.take(at), past.more[at]), past.days[at])
    calibration = calibrate(place, past.over, weight, watched.school[past.row], past.row)
    since = _of_the_year_since(watched)
    if since is not None:
        calibration = calibration.halfway(since)
    return Fitted(learned.model(), calibration, learned.units, False, len(watched))


@dataclass(frozen=True, eq=False)
class _Learned:
    """What a model is fitted to."""

    past: Past
    weight: Floats
    prior: Prior
    rhythm: Rhythm
    units: float

    def model(self) -> Model:
        return _fitted_to(self.past, self.prior, self.rhythm, self.weight, np.arange(len(self.past.row)))


def _learned(watched: Histories) -> _Learned | None:
    """None where there is too little."""
    if len(watched) < FEWEST_LEARNERS or watched.counts.sum() < FEWEST_COMPLETIONS:
        return None
    late = watched.since(MEMORY)
    if late.counts.sum() == 0:
        return None
    prior = prior_of(late.counts, late.days)
    units = float(watched.event_units.mean())
    rhythm = rhythm_of(watched)
    past = past_forecasts(watched, prior, units, rhythm)
    if past.over.sum() < FEWEST_COMPLETIONS:
        return None
    return _Learned(past, _weight(past.row), prior, rhythm, units)


def _weight(row: Ints) -> Floats:
    return np.full(len(row), min(1.0, TOLD_BY_A_LEARNER * len(np.unique(row)) / max(len(row), 1)))


def _of_the_year_since(watched: Histories) -> Calibration | None:
    """How true the forecasts would have been that could be made a year ago; None where little was known then.

    A year ago is the same time of the school year, so that what recurs every year is met again. It is counted from the
    last day of each school; None too where hardly anybody is watched until then, so that there is no common now.
    """
    _, of_school = np.unique(watched.school, return_inverse=True)
    now = np.zeros(of_school.max() + 1, dtype=np.int64)
    np.maximum.at(now, of_school, watched.last_day)
    if (watched.last_day >= now[of_school] - ABOUT_NOW).mean() < STILL_WATCHED:
        return None
    day = now[of_school] - A_YEAR
    known = watched.until(day)
    known = known.take(known.days >= FEWEST_DAYS)
    learned = _learned(known)
    if learned is None:
        return None
    at = watched.rows_of(known.learner)
    there = np.flatnonzero(watched.last_day[at] > day[at])
    row = np.repeat(there, A_YEAR_AGO_EACH)
    draw = np.random.default_rng(SEED)
    then = _asked(draw, watched, at[row], known.days[row], learned.prior, learned.units, learned.rhythm)
    model = learned.model()
    place = model.chances(model.parts(then.seen, then.more), then.days)
    return calibrate(place, then.over, _weight(then.row), watched.school[then.row], then.row)


def _fitted_to(past: Past, prior: Prior, rhythm: Rhythm, weight: Floats, at: Ints) -> Model:
    return fit_model(
        prior, rhythm, past.seen.take(at), past.more[at], past.days[at], past.over[at], weight[at]
    )


def past_forecasts(histories: Histories, prior: Prior, units: float, rhythm: Rhythm) -> Past:
    """Moments in the past, drawn evenly, and targets that were then between 10 and 200 days ahead as it looked."""
    draw = np.random.default_rng(SEED)
    each = min(MOST_OF_A_LEARNER, max(1, PAST_FORECASTS // len(histories)))
    row = np.repeat(np.arange(len(histories)), each)
    if len(row) > PAST_FORECASTS:
        row = np.sort(draw.choice(row, PAST_FORECASTS, replace=False))
    span = histories.days[row] - NEAREST - FEWEST_DAYS
    row, span = row[span > 0], span[span > 0]
    day = FEWEST_DAYS + (draw.random(len(row)) * span).astype(np.int64)
    return _asked(draw, histories, row, day, prior, units, rhythm)


def _asked(
    draw: np.random.Generator,
    histories: Histories,
    row: Ints,
    day: Ints,
    prior: Prior,
    units: float,
    rhythm: Rhythm,
) -> Past:
    """Targets that were then between 10 and 200 days ahead as it looked, and what came."""
    events = Events(histories)
    seen = events.seen(row, day, prior, rhythm)
    ahead = draw.uniform(NEAREST, FARTHEST, len(row))
    rate = np.where(draw.random(len(row)) < 0.5, seen.rate, prior.rate)
    more = np.maximum(np.round(ahead * rate), 1.0)
    days, _ = events.day_of_reaching(row, day, more * units)
    over = np.isfinite(days)
    return Past(row, seen, more, np.where(over, days, histories.days[row] - day), over)
