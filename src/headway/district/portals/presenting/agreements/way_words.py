"""The way through the time, the kind of plan and the support of an offer, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.agreements.types import PlanKind
from headway.district.portals.presenting.paces import number_words
from headway.mastery.pacing.trajectories import Shape

__all__ = ["minutes_words", "plan_options", "shape_options", "shape_words", "steps_in_days"]


def shape_options() -> list[tuple[str, str, str]]:
    return [
        ("linear", _("Evenly"), _("About the same in every school week.")),
        (
            "j_curve",
            _("A little at first, more later"),
            _("For work in which many things come together towards the end."),
        ),
        (
            "milestones",
            _("In milestones"),
            _("Days that you choose, and how much is done by each. Without days: three even steps."),
        ),
        ("own", _("Along a line of your own"), _("Days that you choose, and how many are met by each.")),
    ]


def steps_in_days(shape: Mapping[str, Any] | None) -> list[tuple[dt.date, str]]:
    """The days that a plan names, with what is asked for by each."""
    found = []
    for one in Shape.from_dict(shape).steps:
        if one.count is not None:
            said = ngettext(
                "%(num)s competency met", "%(num)s competencies met", one.count
            ) % {"num": one.count}  # fmt: skip
        else:
            said = _("%(parts)s of ten parts done") % {"parts": number_words(10 * one.share)}
        found.append((one.on, said))
    return found


def plan_options() -> list[tuple[str, str, str]]:
    return [
        (PlanKind.USUAL.value, str(PlanKind.USUAL.label), ""),
        (
            PlanKind.STEEP.value,
            str(PlanKind.STEEP.label),
            _("More time and support now, to reach the same day as planned before."),
        ),
        (PlanKind.EXTENDED.value, str(PlanKind.EXTENDED.label), _("More time until the end, with support.")),
    ]


def shape_words(shape: Any) -> str:
    kind = str((shape or {}).get("kind", "linear"))
    if kind == "own":
        words = _("Along a line that you drew together")
    elif kind == "milestones" and not (shape or {}).get("steps"):
        words = _("In steps")
    else:
        words = {code: label for code, label, _hint in shape_options()}.get(kind, kind)
    named = "; ".join(f"{date_format(on)}: {said}" for on, said in steps_in_days(shape))
    return f"{words} ({named})" if named else words


def minutes_words(minutes: int) -> str:
    if not minutes:
        return _("none beyond the lessons")
    hours, rest = divmod(minutes, 60)
    if not rest:
        return ngettext("%(num)s hour a week", "%(num)s hours a week", hours) % {"num": hours}
    return ngettext("%(num)s minute a week", "%(num)s minutes a week", minutes) % {"num": minutes}
