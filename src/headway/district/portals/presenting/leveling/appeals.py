"""Asking to look again, in words: who may answer it, and what was answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from headway.district.continuum.api import ContinuumMap
from headway.district.placement.api import AppealAnswered, AppealInfo
from headway.district.portals.presenting.leveling.words import level_words, place_name
from headway.district.portals.presenting.voices import listed

__all__ = ["AppealShown", "answers_shown", "appeal_shown"]


@dataclass(frozen=True, slots=True)
class AppealShown:
    """note: where the viewer decided herself or is family, who answers; or that she may, as nobody else can."""

    info: AppealInfo
    place: str
    level: str
    note: str


def appeal_shown(one: AppealInfo, continuum: ContinuumMap | None) -> AppealShown:
    note = ""
    names = listed(list(one.others[:4]))
    if one.is_family:
        note = _("This is a learner of your own family, so somebody else answers.")
    elif one.is_own and one.others:
        note = _("You made this decision yourself, so somebody else answers.")
    elif one.is_own:
        note = _(
            "You made this decision yourself, and nobody else here may answer; so you can, and it says so."
        )
    if names and not one.may_answer:
        note += " " + _("Who can: %(names)s.") % {"names": names}
    return AppealShown(
        one, place_name(continuum, one.domain_code, one.strand_code), level_words((one.level,)), note
    )


def answers_shown(
    answers: Iterable[AppealAnswered], continuum: ContinuumMap | None
) -> tuple[tuple[dt.datetime, str], ...]:
    """What was answered to whoever asked to look again: when, and what became of it with what is next."""
    found = []
    for one in answers:
        words = {
            "place": place_name(continuum, one.domain_code, one.strand_code),
            "level": one.level,
            "new": one.new_level,
        }
        if one.code == "changed":
            said = _("%(place)s: looked at again, and decided anew: level %(new)s.") % words
        elif one.code == "taken_back":
            said = (
                _(
                    "%(place)s: looked at again, and level %(level)s was taken back. Talk about where to begin now."
                )
                % words
            )
        else:
            said = (
                _(
                    "%(place)s: looked at again, and it stays at level %(level)s. Ask again as soon as there is more to see."
                )
                % words
            )
            if one.same_person:
                said += " " + _("The person who decided answered, as nobody else here could.")
        found.append((one.answered_at, said))
    return tuple(found)
