"""What several acts of leveling check alike."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import ContinuumMap
from headway.district.placement.policies import refused
from headway.district.placement.selectors.taking import of_place

__all__ = ["after_months", "check_level", "check_words"]


def check_level(continuum: ContinuumMap, domain_code: str, level: Any) -> int:
    """A level that the domain has, or one beyond its last: then all of it is met. Raises Refused."""
    levels = sorted({one.level for one in of_place(continuum, domain_code) if one.level is not None})
    if not levels:
        raise refused("level", _("This domain has no levels yet."), _("Ask the curriculum lead."))
    if isinstance(level, bool) or not isinstance(level, int) or not levels[0] <= level <= levels[-1] + 1:
        raise refused(
            "level",
            _("Choose a level of this domain, from %(least)s to %(most)s.")
            % {"least": levels[0], "most": levels[-1]},
            _("The level is where the work begins, not what is finished."),
        )
    return level


def check_words(field: str, text: str, most: int) -> str:
    if len(text) > most:
        raise refused(
            field,
            _("These are more than %(most)s characters.") % {"most": most},
            _("Keep it to what can be read in a minute."),
        )
    return text.strip()


def after_months(on: dt.date, months: int) -> dt.date:
    """The same day some months later; the last day of a shorter month."""
    year, month = divmod(on.month - 1 + months, 12)
    year, month = on.year + year, month + 1
    for day in range(on.day, 27, -1):
        try:
            return dt.date(year, month, day)
        except ValueError:
            continue
    return dt.date(year, month, on.day)
