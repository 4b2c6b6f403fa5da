"""What several acts of leveling check alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import ContinuumMap
from headway.district.foundation.api import clock, refused
from headway.district.placement.selectors.taking import of_place
from headway.district.placement.types import Confidence, SourceKind, SourceSuggestion

__all__ = ["after_months", "check_basis", "check_choices", "check_level", "check_words"]


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


def check_choices(confidence: str, basis: str, review_on: dt.date | None) -> None:
    """Raises Refused at the first of these that is none of what can be chosen."""
    if confidence not in set(Confidence):
        raise refused("confidence", _("Say how firm this is."), _("Choose one of the three."))
    if basis and basis not in set(SourceKind):
        raise refused("basis", _("Say what weighed most."), _("Choose one of the sources."))
    if review_on is not None and review_on <= clock.today():
        raise refused("review_on", _("The day of review lies in the past."), _("Choose a day to come."))


def check_basis(
    basis: str, domain_code: str, sources: Mapping[tuple[str, str], Collection[SourceSuggestion]]
) -> None:
    """A decision can't stand on a source that nobody has. Whoever decides may always stand on her own judgement."""
    there = {one.kind for (domain, _strand), rows in sources.items() if domain == domain_code for one in rows}
    if basis and basis != SourceKind.JUDGEMENT and basis not in there:
        raise refused(
            "basis",
            _("There is no such source about this learner in this domain."),
            _("Choose one that is there, or your own judgement."),
        )
