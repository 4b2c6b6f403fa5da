"""A learner's year on paper: one page, the same sentences as on the screen, in the reader's language.

It names the learner and nobody else; what people wrote in their own words stays on the screen.
"""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from headway.district.portals.presenting.pace_views.lines import YearLine
from headway.district.portals.presenting.pace_views.years import DomainYear, Year
from headway.district.portals.presenting.pdf import pdf_of
from headway.district.portals.presenting.voices import Voice

__all__ = ["year_content", "year_pdf"]


def year_pdf(year: Year, name: str, voice: Voice) -> bytes:
    return pdf_of("year", year_content(year, name, voice))


def year_content(year: Year, name: str, voice: Voice) -> dict[str, Any]:
    """Everything the page says. Pictures go as places: the template stretches them to its own width."""
    day = date_format(year.on)
    return {
        "title": _("The year of %(name)s") % {"name": name},
        "language": (get_language() or "en")[:2],
        "day": day,
        "footer": _("The plan and the year, as of %(day)s") % {"day": day},
        "lead": _("What was agreed, what is proficient, and what is next. It compares with nobody."),
        "nothing": "" if year.domains else _("Nothing is agreed yet. A talk with the adviser begins a plan."),
        "domains": [row for domain in year.domains for row in _parts(domain)],
        "quiet": _("Nothing yet this year in: %(names)s.") % {"names": ", ".join(year.quiet)}
        if year.quiet
        else "",
        "words": {
            "steps": _("proficient so far"),
            "agreed": _("agreed line"),
            "room": _("counts as on target"),
            "likely": _("likely span"),
            "today": _("day of this page"),
            "target": _("agreed day"),
        },
        "signatures": [_("Learner"), _("Adult at school"), _("Family")],
    }


def _parts(domain: DomainYear) -> list[dict[str, Any]]:
    if not domain.plans:
        said = list(domain.sentences)
        if domain.unagreed:
            said.append(_("Not yet agreed: plan this together."))
        return [{"name": domain.name, "title": "", "sentences": said, "line": _places(domain.line)}]
    return [
        {
            "name": domain.name,
            "title": plan.shown.title.removeprefix(f"{domain.name}: "),
            "sentences": [*plan.sentences, *([plan.shown.next_words] if plan.shown.next_words else [])],
            "line": _places(plan.line),
        }
        for plan in domain.plans
    ]


def _places(line: YearLine | None) -> dict[str, Any] | None:
    if line is None:
        return None
    return {
        "steps": _pairs(line.steps),
        "agreed": _pairs(line.agreed),
        "room": _pairs(line.room),
        "likely": _pairs(line.likely),
        "today": line.today.x,
        "target": line.target.x if line.target else None,
        "months": [
            {"x": one.x, "name": date_format(one.on, "M") if one.is_named else ""} for one in line.months
        ],
    }


def _pairs(written: str) -> list[list[float]]:
    return [[float(number) for number in place.split(",")] for place in written.split()]
