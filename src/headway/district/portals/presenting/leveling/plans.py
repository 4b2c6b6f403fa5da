"""Plans in words: who sees to them, what stands in them, who signed and who is still asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from headway.district.continuum.api import ContinuumMap
from headway.district.placement.api import PlanSigner, PlanTaskInfo, PlanTaskReason
from headway.district.portals.presenting.leveling.words import place_name
from headway.district.portals.presenting.voices import listed

__all__ = ["PlanShown", "plan_shown"]


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A plan with who signed and who is still asked. waits: in words. review: that its day of review is past, for staff."""

    info: PlanTaskInfo
    title: str
    name: str
    reason: str
    parts: tuple[tuple[str, str], ...]
    signed: tuple[tuple[str, Any], ...]
    waits: str
    why: str
    review: str = ""


def plan_shown(info: PlanTaskInfo, continuum: ContinuumMap | None) -> PlanShown:
    domain = place_name(continuum, info.domain_code) if info.domain_code else ""
    signed = tuple((str(PlanSigner(role).label), info.signed(role)) for role in PlanSigner.values)
    missing = [label for label, one in signed if one is None]
    if info.closed_at is not None:
        waits = _("Closed.")
    elif info.owner_id is None:
        waits = _("Nobody sees to it yet.")
    elif info.revision == 0:
        waits = _("Nothing is written yet.")
    elif missing:
        waits = _("Still to sign: %(who)s.") % {"who": listed([one.lower() for one in missing])}
    else:
        waits = _("Everybody has signed.")
    why = ""
    if info.level is not None and info.entry_level is not None:
        why = _(
            "The work begins at level %(level)s; learners who enter here usually begin at level %(entry)s. That asks for a plan and support, and changes no expectation of where it can lead."
        ) % {"level": info.level, "entry": info.entry_level}
    return PlanShown(
        info=info,
        title=_("Plan for %(domain)s") % {"domain": domain} if domain else _("Plan"),
        name=info.learner.person.name,
        reason=str(PlanTaskReason(info.reason).label),
        parts=tuple(
            (label, text)
            for label, text in (
                (_("The goal"), info.goal),
                (_("What happens first"), info.steps),
                (_("Who helps, and how often"), info.support),
                (_("What helps at home"), info.home),
                (_("What came of it"), info.came_of_it),
            )
            if text
        ),
        signed=signed,
        waits=waits,
        why=why,
        review=_("The review was due on %(day)s.") % {"day": date_format(info.review_on, "MONTH_DAY_FORMAT")}
        if info.review_is_past and info.review_on is not None
        else "",
    )
