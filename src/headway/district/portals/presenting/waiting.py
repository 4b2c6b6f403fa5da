"""Spans of time in words: days and hours, as people tell them."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

__all__ = ["span_words"]


def span_words(span: dt.timedelta) -> str:
    """ "3 days and 4 hours", "5 hours", "less than an hour": whole hours, rounded down; never negative."""
    hours = max(0, int(span.total_seconds() // 3600))
    days, hours = divmod(hours, 24)
    told_days = ngettext("%(num)s day", "%(num)s days", days) % {"num": days} if days else ""
    told_hours = ngettext("%(num)s hour", "%(num)s hours", hours) % {"num": hours} if hours else ""
    if told_days and told_hours:
        # Translators: a span of time, e.g. "3 days and 4 hours".
        return _("%(days)s and %(hours)s") % {"days": told_days, "hours": told_hours}
    return told_days or told_hours or _("less than an hour")
