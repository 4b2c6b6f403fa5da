"""What a year line shows, in sentences: where the plan stands, what is done, what is likely (LR04-LR06, LR20)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.agreements import api as agreements
from headway.district.continuum.api import CompetencyInfo
from headway.district.foundation.api import translated
from headway.district.portals.presenting.agreements.way_words import steps_in_days
from headway.district.portals.presenting.agreements.words import TargetShown
from headway.district.portals.presenting.paces import number_words
from headway.district.portals.presenting.voices import Voice, listed, quoted
from headway.mastery.pacing import AgreedWay, Reading

__all__ = [
    "head_words",
    "likely_words",
    "room_words",
    "so_far_words",
    "steps_words",
    "titles_words",
    "waiting_words",
]

NAMED = 4


def head_words(shown: TargetShown, offer: agreements.OfferInfo) -> str:
    words = (
        shown.standing or ("" if shown.state == "agreed" else shown.state_words.rstrip(".")) or _("Agreed")
    )
    return _("%(standing)s. Agreed day: %(day)s.") % {
        "standing": words.rstrip("."),
        "day": date_format(offer.by_on),
    }


def so_far_words(
    reading: Reading | None, held: Sequence[CompetencyInfo], met: Sequence[tuple[dt.date, CompetencyInfo]]
) -> tuple[str, ...]:
    total = len(held)
    if not total:
        return ()
    if met:
        said = ngettext(
            "Since the plan began %(done)s of %(total)s competency became proficient: %(titles)s.",
            "Since the plan began %(done)s of %(total)s competencies became proficient: %(titles)s.",
            total,
        ) % {"done": len(met), "total": total, "titles": titles_words(met)}
    else:
        said = ngettext(
            "The work of this plan is on its way to the one competency that it holds.",
            "The work of this plan is on its way to the first of its %(total)s competencies.",
            total,
        ) % {"total": total}
    if reading is None:
        return (said,)
    units = sum(one.weight for one in held)
    if len({one.weight for one in held}) == 1:
        asks = _("By this day the agreed line asks for about %(asked)s of %(total)s.") % {
            "asked": number_words(reading.expected * total),
            "total": total,
        }
    else:
        asks = _(
            "By this day the agreed line asks for about %(asked)s of %(total)s learning units; reached: %(done)s."
        ) % {
            "asked": number_words(reading.expected * units),
            "total": number_words(units),
            "done": number_words(sum(one.weight for _on, one in met)),
        }
        asks += " " + _weights_words(held)
    return said, asks


def _weights_words(held: Sequence[CompetencyInfo]) -> str:
    """Which of the plan weigh how much: those that weigh most first."""
    ordered = sorted(held, key=lambda one: -one.weight)
    named = [
        _("%(title)s: %(units)s")
        % {"title": quoted(translated(one, "title")), "units": number_words(one.weight)}
        for one in ordered[:NAMED]
    ]
    more = len(held) - len(named)
    if more:
        named.append(ngettext("%(num)s more", "%(num)s more", more) % {"num": more})
    return _("What each weighs in learning units: %(weights)s.") % {"weights": "; ".join(named)}


def waiting_words(way: AgreedWay, voice: Voice) -> tuple[str, ...]:
    """Where the learner's share of time leaves no day for the rest of a plan: its line asks for nothing more, people are
    asked for a new day."""
    if way.waits_from is None:
        return ()
    said = voice.say(
        _(
            "From %(day)s on, none of the school days of this plan is yours, so its line waits where it is. Agree together "
            "on a new day that gives you time."
        ),
        _(
            "From %(day)s on, none of the school days of this plan is %(name)s’s own, so its line waits where it is. Agree "
            "together on a new day that gives time."
        ),
        day=date_format(way.waits_from),
    )
    return (said,)


def room_words(offer: agreements.OfferInfo) -> str:
    return ngettext(
        "%(days)s day of school either way counts as on target.",
        "Up to %(days)s days of school either way count as on target.",
        offer.buffer_days,
    ) % {"days": offer.buffer_days}


def steps_words(shape: Mapping[str, Any]) -> tuple[str, ...]:
    """The days that people named within the plan."""
    named = [
        _("%(day)s: %(said)s") % {"day": date_format(on), "said": said} for on, said in steps_in_days(shape)
    ]
    return (_("On the way: %(steps)s.") % {"steps": "; ".join(named)},) if named else ()


def likely_words(shown: TargetShown) -> tuple[str, ...]:
    need = shown.need
    if need is None:
        return ()
    return tuple(one for one in (need.forecast, need.relation, need.chance, need.first) if one)


def titles_words(
    dated: Sequence[tuple[dt.date, CompetencyInfo]] | Collection[tuple[dt.date, CompetencyInfo]],
) -> str:
    rows = list(dated)
    named = [
        _("%(title)s on %(day)s") % {"title": quoted(translated(one, "title")), "day": date_format(on)}
        for on, one in rows[-NAMED:]
    ]
    more = len(rows) - len(named)
    if more:
        named.insert(0, ngettext("%(num)s earlier one", "%(num)s earlier ones", more) % {"num": more})
    return listed(named)
