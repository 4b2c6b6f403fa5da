"""What a date asks for, in words: the rate it needs, the likely span, and for adults the chance."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.agreements import api as agreements
from headway.district.foundation.api import translated
from headway.district.portals.presenting.paces import number_words, unit_words
from headway.district.portals.presenting.voices import Voice, listed, quoted
from headway.mastery.pacing import of_ten
from headway.mastery.pacing.measures.needed import DAYS_A_WEEK

__all__ = ["NeedShown", "need_shown", "open_words", "rate_words"]

# A rate is told as "one every so many days" above this, as "so many a week" below.
DAYS_FOR_EACH = 1.5
FIRST_NAMED = 3


@dataclass(frozen=True, slots=True)
class NeedShown:
    """What a date asks for: the open sentences, the sentence of the forecast, what only adults read, how it is found."""

    asks: str
    rate: str
    forecast: str
    relation: str
    chance: str
    parts: tuple[str, ...]
    low_on: dt.date | None = None
    high_on: dt.date | None = None
    # What comes first and is no part of it, with what to do; empty where nothing does.
    first: str = ""


def need_shown(need: agreements.Need, by_on: dt.date, voice: Voice, *, for_adults: bool = False) -> NeedShown:
    forecast, relation = _forecast(need, by_on, voice)
    return NeedShown(
        asks=open_words(need, date_format(by_on)),
        rate=rate_words(need),
        forecast=forecast,
        relation=relation,
        chance=_chance(need) if for_adults else "",
        parts=(*need.sentences, *((unit_words(),) if need.sentences else ())),
        low_on=need.low_on,
        high_on=need.high_on,
        first=_first_words(need),
    )


def open_words(need: agreements.Need, day: str) -> str:
    """What remains, and the learner's own days of school until a day."""
    days = _days(need)
    return ngettext(
        "%(count)s competency is still open, and ",
        "%(count)s competencies are still open, and ",
        need.competencies,
    ) % {"count": need.competencies} + ngettext(
        "until %(day)s there is %(days)s day of school.",
        "until %(day)s there are %(days)s days of school.",
        days,
    ) % {"day": day, "days": days}


def rate_words(need: agreements.Need) -> str:
    if not need.days or not need.competencies:
        return _("There is no day of school in this time.")
    days = _days(need)
    if need.competencies == 1:
        return ngettext(
            "That asks for this one in %(days)s day of school.",
            "That asks for this one in %(days)s days of school.",
            days,
        ) % {"days": days}
    each = need.days / need.competencies
    if each >= DAYS_FOR_EACH:
        return ngettext(
            "That asks for about one every %(days)s day of school.",
            "That asks for about one every %(days)s days of school.",
            round(each),
        ) % {"days": round(each)}
    if need.days >= DAYS_A_WEEK:
        count = number_words(DAYS_A_WEEK / each)
        return _("That asks for about %(count)s in each school week.") % {"count": count}
    # Less than a school week is left: a week's rate would be more than what remains.
    if need.competencies == 2:
        return ngettext(
            "That asks for both in %(days)s day of school.",
            "That asks for both in %(days)s days of school.",
            days,
        ) % {"days": days}
    return ngettext(
        "That asks for all %(count)s in %(days)s day of school.",
        "That asks for all %(count)s in %(days)s days of school.",
        days,
    ) % {"count": need.competencies, "days": days}


def _days(need: agreements.Need) -> int:
    """In whole days; a part of a day is a day of school, too."""
    return max(round(need.days), 1) if need.days else 0


def _first_words(need: agreements.Need) -> str:
    if not need.first:
        return ""
    named = [quoted(translated(one, "title")) for one in need.first[:FIRST_NAMED]]
    more = len(need.first) - len(named)
    if more:
        named.append(ngettext("%(num)s more", "%(num)s more", more) % {"num": more})
    return ngettext(
        "%(titles)s comes first and is not counted here. Begin with it, or plan both together.",
        "%(titles)s come first and are not counted here. Begin with them, or plan all of it together.",
        len(need.first),
    ) % {"titles": listed(named)}


def _forecast(need: agreements.Need, by_on: dt.date, voice: Voice) -> tuple[str, str]:
    if need.low_on is None or need.high_on is None:
        return need.why_refused or _(
            "There isn't enough to look back on yet to say when it is likely. What counts is what you agree."
        ), ""
    span = {"low": date_format(need.low_on), "high": date_format(need.high_on)}
    said = voice.say(
        _("If it goes on as until now, you get there between %(low)s and %(high)s."),
        _("If it goes on as until now, %(name)s gets there between %(low)s and %(high)s."),
        **span,
    )
    if by_on >= need.high_on:
        return said, _("This day leaves room.")
    if by_on >= need.low_on:
        return said, _("This day lies within that span: it may be reached by then, or need a little longer.")
    return said, _(
        "This day comes before that span: it asks for more time or more support each week than until now."
    )


def _chance(need: agreements.Need) -> str:
    if need.chance is None:
        return ""
    count = of_ten(need.chance)
    if count == 0:
        return _("Going on as until now, hardly any of ten plans like this one is reached by its day.")
    if count == 10:
        return _("Going on as until now, nearly all of ten plans like this one are reached by their day.")
    if count == 1:
        return _("Going on as until now, about one of ten plans like this one is reached by its day.")
    return _(
        "Going on as until now, about %(count)s of ten plans like this one are reached by their day."
    ) % {"count": count}
