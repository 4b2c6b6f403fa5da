"""Learning a forecast from a district's own histories."""

from __future__ import annotations

from headway.mastery.pacing.forecast.fitted import Fitted
from headway.mastery.pacing.forecast.gamma_poisson import Prior, prior_of
from headway.mastery.pacing.forecast.histories import Histories

# Stands in where a district has too little of its own: about 12 completions in a year of 180 instructional days, and
# half again as much or little from learner to learner. A convention of ours, deliberately vague; no norm.
DEFAULT_PRIOR = Prior(a=2.0, b=30.0)
DEFAULT_UNITS = 1.0
FEWEST_LEARNERS, FEWEST_COMPLETIONS = 50, 200


def fit(histories: Histories) -> Fitted:
    """What these histories teach. Too few of them: the stated default, and `by_default` says so."""
    watched = histories.days > 0
    if watched.sum() < FEWEST_LEARNERS or histories.counts.sum() < FEWEST_COMPLETIONS:
        return Fitted(DEFAULT_PRIOR, DEFAULT_UNITS, True)
    prior = prior_of(histories.counts[watched], histories.days[watched])
    return Fitted(prior, float(histories.event_units.mean()), False)
