"""Forecasts of finishing a target: a range in instructional days and a chance, from learning history alone."""

from headway.mastery.pacing.forecast.back_test import BackTest, Bin, Row, back_test
from headway.mastery.pacing.forecast.features import FEATURES
from headway.mastery.pacing.forecast.fitted import Fitted
from headway.mastery.pacing.forecast.fitting import DEFAULT_MODEL, fit
from headway.mastery.pacing.forecast.gamma_poisson import Prior
from headway.mastery.pacing.forecast.histories import Histories, school_day_of
from headway.mastery.pacing.forecast.outlooks import FEWEST_DAYS, Outlooks, Refusal

__all__ = [
    "DEFAULT_MODEL",
    "FEATURES",
    "FEWEST_DAYS",
    "BackTest",
    "Bin",
    "Fitted",
    "Histories",
    "Outlooks",
    "Prior",
    "Refusal",
    "Row",
    "back_test",
    "fit",
    "school_day_of",
]
