"""Time that a learner has, the forecasts as they stood, and how they came out."""

from headway.district.pacing.models.outlooks import BackTest, BackTestWish, ForecastFit, Outlook
from headway.district.pacing.models.time import GraduationDate, TimeShare

__all__ = ["BackTest", "BackTestWish", "ForecastFit", "GraduationDate", "Outlook", "TimeShare"]
