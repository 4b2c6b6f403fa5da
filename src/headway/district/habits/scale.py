"""How firmly a habit shows: the district's own words for it, without a mark."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from headway.district.foundation.api import Refused, clock
from headway.district.policy.api import PolicyKind, held_until_now, rule_in_effect

__all__ = ["HabitScale", "HabitScales", "habit_scale", "habit_scales"]

FEWEST, MOST = 3, 6


@dataclass(frozen=True, slots=True)
class HabitScale:
    """Names in the reader's language, from the first step on. Steps are ordinal: nothing is added up or divided."""

    names: tuple[str, ...]
    version: str

    @property
    def size(self) -> int:
        return len(self.names)

    def name_of(self, level: int | None) -> str:
        """Empty where nothing was seen."""
        return "" if level is None else self.names[level - 1]


@dataclass(frozen=True, slots=True)
class HabitScales:
    """The scales over time. A step is a word of the scale on which it was noted: the third of four is not the third of
    three, so what was noted on a scale of other steps is told in its own words, and never beside later ones.
    """

    since: tuple[dt.date, ...]
    scales: tuple[HabitScale, ...]

    def at(self, recorded_at: dt.datetime) -> HabitScale:
        return self.scales[bisect_right(self.since, clock.local_date(recorded_at))]

    def is_as_today(self, recorded_at: dt.datetime) -> bool:
        """Did the scale on which this was noted have as many steps as today's?"""
        return self.at(recorded_at).size == self.at(clock.now()).size


def habit_scales() -> HabitScales:
    """Every scale that was in effect, from our own on. One query, or what this request remembers."""
    book = held_until_now(PolicyKind.HABITS_SCALE)
    return HabitScales(
        tuple(since for since, _rule in book),
        (_scale({}, ""), *(_scale(rule.parameters, rule.version) for _since, rule in book)),
    )


def habit_scale() -> HabitScale:
    """The steps of the policy `habits.scale`, {"levels": [{"name": …, "es": …}, …]}; four of our own without one.

    Raises Refused for a policy that names fewer than three or more than six steps.
    """
    parameters, version, _text = rule_in_effect(PolicyKind.HABITS_SCALE)
    return _scale(parameters, version)


def _scale(parameters: Mapping[str, Any], version: str) -> HabitScale:
    levels = parameters.get("levels") or ()
    if not levels:
        return HabitScale((_("With support"), _("Sometimes"), _("Most of the time"), _("By habit")), version)
    if not FEWEST <= len(levels) <= MOST:
        raise Refused(
            _("The scale of habits has %(count)s steps.") % {"count": len(levels)},
            remedy=_("Name three to six of them in the policy book."),
        )
    language = (get_language() or "en").split("-")[0]
    return HabitScale(tuple(_name(level, language) for level in levels), version)


def _name(level: Mapping[str, Any], language: str) -> str:
    return str(level.get(language) or level["name"])
