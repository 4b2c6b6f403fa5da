"""Pace in its honest form: a sentence, and behind it what was counted, since when, how weighted, and what it is not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.foundation.api import translated
from headway.district.pacing.api import DomainGrowth, DomainPace

__all__ = ["GainedStep", "PaceWords", "number_words", "pace_words", "unit_words"]


@dataclass(frozen=True, slots=True)
class GainedStep:
    title: str
    on: dt.date
    units: str


@dataclass(frozen=True, slots=True)
class PaceWords:
    """One domain's pace. `sentence` stands open; `parts` (with formula and limits) and `gained` behind it.

    growth: from the own start, in a sentence, and how it is counted; empty where nothing was gained or nobody asks.
    """

    domain: str
    sentence: str
    parts: tuple[str, ...]
    gained: tuple[GainedStep, ...]
    growth: tuple[str, ...] = ()


def number_words(value: float) -> str:
    """At most one decimal, as the reader's language writes it."""
    # number_format cuts digits off; rounding comes first, so that 8.57 is said as 8.6.
    rounded = round(float(value), 1)
    return number_format(rounded, decimal_pos=0 if rounded.is_integer() else 1)


def unit_words() -> str:
    """What a learning unit is: beside every number that is told in them."""
    return _(
        "A pace is counted in learning units. A competency weighs as many of them as the authors of the district’s "
        "continuum gave it, so that a large one counts for more than a small one."
    )


def pace_words(pace: DomainPace, growth: DomainGrowth | None = None) -> PaceWords:
    gained = tuple(
        GainedStep(translated(item.competency, "title"), item.proficient_on, number_words(item.units))
        for item in pace.gained
    )
    grown = growth.sentences if growth is not None and growth.units > 0 else ()
    parts = (*pace.sentences, unit_words())
    return PaceWords(translated(pace.domain, "name"), _sentence(pace), parts, gained, grown)


def _sentence(pace: DomainPace) -> str:
    since = date_format(pace.from_on, "DATE_FORMAT")
    if pace.units_per_year is None:
        return _("The school year is just beginning. A pace can be told after the first school days.")
    if not pace.gained:
        return _(
            "Since %(since)s the work is still on its way to a first new proficient competency. "
            "A good first step stands under “What is next”."
        ) % {"since": since}
    count = len(pace.gained)
    return ngettext(
        "Since %(since)s: %(count)s competency newly proficient, in %(days)s school days. "
        "At this pace a whole school year brings, in learning units, about %(units)s.",
        "Since %(since)s: %(count)s competencies newly proficient, in %(days)s school days. "
        "At this pace a whole school year brings, in learning units, about %(units)s.",
        count,
    ) % {"since": since, "count": count, "days": pace.days, "units": number_words(pace.units_per_year)}
