"""How firmly a habit shows: the district's own words for it, without a mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from headway.district.foundation.api import Refused
from headway.district.policy.api import PolicyKind, rule_in_effect

__all__ = ["HabitScale", "habit_scale"]

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


def habit_scale() -> HabitScale:
    """The steps of the policy `habits.scale`, {"levels": [{"name": …, "es": …}, …]}; four of our own without one.

    Raises Refused for a policy that names fewer than three or more than six steps.
    """
    parameters, version, _text = rule_in_effect(PolicyKind.HABITS_SCALE)
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
