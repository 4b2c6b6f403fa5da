"""Fluency in words, for whoever reads about a learner: what is there already first, then what is growing."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import CompetencyInfo
from headway.district.evidence.api import FluencyItem, FluencyTold, fluency_beside
from headway.district.people.api import Viewer
from headway.mastery.proficiency.fluency import FluencyState

__all__ = ["FluencyLine", "FluencyWords", "fluency_words"]


@dataclass(frozen=True, slots=True)
class FluencyLine:
    uuid: uuid.UUID
    on: dt.date
    said: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class FluencyWords:
    """state: the sentence to begin with; wanted: what the competency asks for; version: of the policy that says it."""

    state: str
    wanted: str
    lines: tuple[FluencyLine, ...]
    version: str


def fluency_words(
    viewer: Viewer,
    learner: Any,
    competency: CompetencyInfo,
    *,
    understands: bool,
    as_of: dt.datetime | None = None,
) -> FluencyWords | None:
    """What to show beside the level; None where this competency asks for no fluency.

    understands: a person decided that she is proficient.
    """
    told = fluency_beside(viewer, learner, competency, as_of)
    if told is None:
        return None
    lines = tuple(FluencyLine(one.uuid, one.on, _said(one), one.is_own) for one in told.items)
    return FluencyWords(_state(told, understands), _wanted(told), lines, told.version)


def _state(told: FluencyTold, understands: bool) -> str:
    if told.state is None:
        return _("Fluency has not been looked at yet.")
    if told.state is FluencyState.FLUENT:
        return _("Understanding and fluency are both there.") if understands else _("Fluency is there.")
    if told.state is FluencyState.READY_ONCE:
        return _("Fluency showed on the last occasion; one more day like it settles it.")
    if understands:
        return _("Understands; fluency is developing. A few minutes of practice on most days help.")
    if told.state is FluencyState.SURE:
        return _(
            "The answers are right; doing it readily is developing. A little practice on most days helps."
        )
    return _("Fluency grows on understanding: first surely, then readily.")


def _wanted(told: FluencyTold) -> str:
    return _(
        "This step asks for at least %(right)s right answers a minute, with at least %(surely)s of ten right, on two "
        "days. It stands beside the level and never changes it."
    ) % {"right": told.target.right_a_minute, "surely": told.target.right_of_ten}


def _said(one: FluencyItem) -> str:
    how_many = _("%(right)s of %(tries)s right") % {"right": one.right, "tries": one.tries}
    how_long = ngettext("in %(num)s second", "in %(num)s seconds", one.seconds) % {"num": one.seconds}
    return f"{how_many} {how_long}"
