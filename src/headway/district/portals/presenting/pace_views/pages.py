"""The year of a learner as a page, as one line that leads there, and as PDF; each portal gives its frame."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import current_map
from headway.district.foundation.api import translated
from headway.district.pacing.api import pace_of
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.agreements.leaving import last_day
from headway.district.portals.presenting.agreements.pages import Plan
from headway.district.portals.presenting.pace_views.groups import plans_of_many
from headway.district.portals.presenting.pace_views.printing import year_pdf
from headway.district.portals.presenting.pace_views.years import read_year
from headway.district.portals.presenting.paces import pace_words
from headway.mastery.pacing import Standing

__all__ = ["YearLinks", "line_part", "pace_part", "pdf_page", "year_page"]


@dataclass(frozen=True)
class YearLinks:
    """Addresses of one portal. of(competency): its page. here, pdf: this page, and the same on paper."""

    of: Callable[[Any], str]
    here: str
    pdf: str


def year_page(request: PortalRequest, plan: Plan, links: YearLinks, on: dt.date | None) -> HttpResponse:
    """The whole year: a picture for each domain, the same in sentences, every day in a table. Of a learner who left the
    district, as it stood on the last day."""
    on = on or last_day(plan.learner)
    year = read_year(request.viewer, plan.learner, plan.voice, plan.side, for_adults=plan.for_adults, on=on)
    return render(
        request,
        "pace/year.html",
        {"crumbs": []}
        | plan.frame
        | {
            "year": year,
            "plan": plan,
            "links": links,
            "name": plan.voice.name,
            "learner": plan.learner,
            "for_adults": plan.for_adults,
        },
    )


def pdf_page(request: PortalRequest, plan: Plan, on: dt.date | None) -> HttpResponse:
    """The same sentences on paper, with what was agreed. The file's name doesn't say whose year it is."""
    on = on or last_day(plan.learner)
    year = read_year(request.viewer, plan.learner, plan.voice, plan.side, for_adults=False, on=on)
    answer = HttpResponse(year_pdf(year, plan.learner), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="year-{year.on.isoformat()}.pdf"'
    return answer


def pace_part(
    request: PortalRequest, learner: Any, on: dt.date | None, frame: dict[str, Any]
) -> HttpResponse:
    """The paces alone: a part of the learner's home page that brings itself in after the rest."""
    paces = pace_of(request.viewer, learner, on=on)
    return render(request, "student/pace_part.html", {**frame, "paces": [pace_words(one) for one in paces]})


def line_part(request: PortalRequest, plan: Plan, year_address: str) -> HttpResponse:
    """One line about the plan, for a home page that brings it in after the rest."""
    sentences = _line_of(request, plan)
    return render(
        request,
        "pace/line_part.html",
        {
            "sentences": sentences,
            "href": year_address,
            "words": _("See the year") if plan.voice.name else _("See my year"),
        },
    )


def _line_of(request: PortalRequest, plan: Plan) -> list[str]:
    continuum = current_map()
    if continuum is None:
        return []
    learner = plan.learner
    plans, without = plans_of_many([learner], continuum)
    read = plans.get(learner.pk, [])
    standings = [one.reading.standing for one in read if one.reading is not None]
    sentences = _standing_words(standings, plan.voice.name)
    read = [one for one in read if one.still_open]
    if read:
        # What an adult may help with first; otherwise what is due first.
        first = min(
            read,
            key=lambda one: (
                one.reading is None or one.reading.standing != Standing.NEEDS_ADJUSTING,
                one.way.by_on,
            ),
        )
        step = continuum.by_id.get(next(iter(first.still_open), 0))
        if step is not None:
            sentences.append(
                _("Next: %(title)s, agreed by %(day)s.")
                % {"title": translated(step, "title"), "day": date_format(first.way.by_on)}
            )
    missing = without.get(learner.pk, ())
    if missing:
        sentences.append(
            ngettext("Not yet agreed: %(num)s domain.", "Not yet agreed: %(num)s domains.", len(missing))
            % {"num": len(missing)}
        )
    return sentences


def _standing_words(standings: list[Standing], name: str) -> list[str]:
    """LR06, of the plan."""
    if not standings:
        return []
    counts = {one: standings.count(one) for one in Standing}
    if len(standings) == 1:
        words = {
            Standing.ON_TARGET: _("on target"),
            Standing.AHEAD_OF_PLAN: _("ahead of plan"),
            Standing.NEEDS_ADJUSTING: _("needs adjusting"),
        }[standings[0]]
        if name:
            return [_("The plan of %(name)s: %(standing)s.") % {"name": name, "standing": words}]
        return [_("Your plan: %(standing)s.") % {"standing": words}]
    parts = []
    if counts[Standing.ON_TARGET]:
        parts.append(_("%(num)s on target") % {"num": counts[Standing.ON_TARGET]})
    if counts[Standing.AHEAD_OF_PLAN]:
        parts.append(_("%(num)s ahead of plan") % {"num": counts[Standing.AHEAD_OF_PLAN]})
    if counts[Standing.NEEDS_ADJUSTING]:
        parts.append(_("%(num)s to adjust together") % {"num": counts[Standing.NEEDS_ADJUSTING]})
    said = ", ".join(parts)
    if name:
        return [_("The targets of %(name)s: %(standing)s.") % {"name": name, "standing": said}]
    return [_("Your targets: %(standing)s.") % {"standing": said}]
