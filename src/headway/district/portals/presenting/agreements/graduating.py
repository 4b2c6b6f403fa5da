"""What a planned graduation date asks for, in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.agreements import api as agreements
from headway.district.foundation.api import clock
from headway.district.pacing.api import GraduationPlan
from headway.district.portals.presenting.agreements.needs import open_words, rate_words
from headway.district.portals.presenting.agreements.way_words import minutes_words

__all__ = ["GraduationShown", "graduation_shown"]


@dataclass(frozen=True, slots=True)
class GraduationShown:
    """rate, asks, support: the open sentences. parts: how they were worked out."""

    on: dt.date
    plan: str
    rate: str
    asks: str
    support: str
    parts: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """In one breath, for what is said when the date was recorded."""
        return f"{self.rate} {self.asks}".strip()


def graduation_shown(found: agreements.GraduationNeed) -> GraduationShown:
    need = found.need
    plan = str(GraduationPlan(found.plan).label)
    if found.on <= clock.today():
        said = _("The day that was planned has come. What is still open is planned from a new date.")
        return GraduationShown(found.on, plan, said, "", "", ())
    if not need.competencies:
        said = _("Everything that the diploma asks for is proficient.")
        return GraduationShown(found.on, plan, said, "", "", ())
    hours = round(found.support_hours)
    weekly = "; ".join(
        _("%(minutes)s until %(day)s") % {"minutes": minutes_words(minutes), "day": date_format(ends_on)}
        for minutes, ends_on in found.support
    )
    if found.support and not hours:
        support = _("The support that is agreed (%(weekly)s) makes less than an hour.") % {"weekly": weekly}
    elif found.support:
        support = ngettext(
            "The support that is agreed (%(weekly)s) makes about %(num)s hour.",
            "The support that is agreed (%(weekly)s) makes about %(num)s hours.",
            hours,
        ) % {"weekly": weekly, "num": hours}
    else:
        support = _("No support beyond the lessons is agreed yet, so there are no support hours until then.")
    day = date_format(found.on)
    return GraduationShown(found.on, plan, rate_words(need), open_words(need, day), support, need.sentences)
