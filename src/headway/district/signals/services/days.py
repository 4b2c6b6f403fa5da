"""The days of a response: when the support begins, and when somebody looks again."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import clock, refused
from headway.district.signals.columns.school_days import day_to_look, last_day_to_look
from headway.district.signals.models import Signal

__all__ = ["days_of_support"]

MOST_DAYS = 180


def days_of_support(
    row: Signal, begins_on: dt.date | None, follow_up_on: dt.date | None
) -> tuple[dt.date, dt.date]:
    """Both days, where they hold: it begins from the signal on, within half a year; somebody looks again after that and
    after today, within thirty days of school, on one of them where the calendar has one. Raises Refused with the field, and the day
    that would do."""
    today, raised_on = clock.today(), clock.local_date(row.recorded_at)
    if begins_on is None or not raised_on <= begins_on <= today + dt.timedelta(days=MOST_DAYS):
        raise refused(
            "begins_on",
            _("The support begins on a day from the signal on, within half a year."),
            _("Choose the day of the first talk, lesson or help."),
        )
    if follow_up_on is None or follow_up_on <= max(today, begins_on):
        raise refused(
            "follow_up_on",
            _("The day to look again lies after today and after the support begins."),
            _("Choose a day two or three weeks later."),
        )
    if follow_up_on > (latest := last_day_to_look(row.learner, max(today, begins_on))):
        raise refused(
            "follow_up_on",
            _("The day to look again is %(day)s at the latest.") % {"day": date_format(latest)},
            _("Choose a day two or three weeks from now; after it a further one can follow."),
        )
    if (school_day := day_to_look(row.learner, follow_up_on, begins_on)) != follow_up_on:
        raise refused(
            "follow_up_on",
            _("The calendar has no day of school on %(day)s.") % {"day": date_format(follow_up_on)},
            _("Choose a day of school, for example %(day)s.") % {"day": date_format(school_day)},
        )
    return begins_on, follow_up_on
