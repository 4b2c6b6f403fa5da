"""A learner's year on paper, to be signed: the same sentences as on the screen, and what was agreed, in the reader's language.

It names the learner and the school, and nobody else: who signed is told by side and day. What people wrote in their own
words stands on it where it is part of what was agreed: why, and who helps.
"""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from headway.district.foundation.api import clock, translated
from headway.district.portals.presenting.agreements.leaving import left_words
from headway.district.portals.presenting.agreements.way_words import minutes_words
from headway.district.portals.presenting.agreements.words import TargetShown
from headway.district.portals.presenting.pace_views.lines import YearLine
from headway.district.portals.presenting.pace_views.years import DomainYear, Year
from headway.district.portals.presenting.pdf import pdf_of
from headway.district.portals.presenting.voices import Voice, listed, quoted

__all__ = ["year_content", "year_pdf"]


def year_pdf(year: Year, learner: Any) -> bytes:
    return pdf_of("year", year_content(year, learner))


def year_content(year: Year, learner: Any) -> dict[str, Any]:
    """Everything the page says. Pictures go as places: the template stretches them to its own width. Of a learner who left
    the district nothing is left to sign."""
    day, left = date_format(year.on), left_words(learner, Voice(learner.person.short_name))
    return {
        "title": _("The year of %(name)s") % {"name": learner.person.name},
        "school": learner.school.name if learner.school else "",
        "language": (get_language() or "en")[:2],
        "day": day,
        "footer": _("The plan and the year, as of %(day)s") % {"day": day},
        "lead": left or _("What was agreed, what is proficient, and what is next. It compares with nobody."),
        "nothing": "" if year.domains else _("Nothing is agreed yet. A talk with the adviser begins a plan."),
        "domains": [row for domain in year.domains for row in _parts(domain, with_next=not left)],
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
        "signatures": [] if left else [_("Learner"), _("Adult at school"), _("Family")],
    }


def _parts(domain: DomainYear, with_next: bool) -> list[dict[str, Any]]:
    if not domain.plans:
        said = list(domain.sentences)
        if domain.talked_over:
            said.append(_("Being talked over: an offer is on the table."))
        elif domain.unagreed:
            said.append(_("Not yet agreed: plan this together."))
        return [
            {"name": domain.name, "title": "", "sentences": said, "facts": [], "line": _places(domain.line)}
        ]
    return [
        {
            "name": domain.name,
            "title": plan.shown.title.removeprefix(f"{domain.name}: "),
            "sentences": [
                *plan.sentences,
                *([plan.shown.next_words] if with_next and plan.shown.next_words else []),
            ],
            "facts": _agreed(plan.shown),
            "line": _places(plan.line),
        }
        for plan in domain.plans
    ]


def _agreed(shown: TargetShown) -> list[tuple[str, str]]:
    """(what, how) of the agreement that stands: what it holds, with which support, why, and which sides signed when."""
    if shown.agreed is None:
        return []
    offer = shown.agreed.info
    support = (
        [minutes_words(offer.support_minutes) + "."] if offer.support_minutes or not offer.support else []
    )
    signed = [(label, one) for label, one in shown.agreed.signed if one is not None]
    return [
        *_held(shown),
        (_("Support"), " ".join([*support, *([quoted(offer.support)] if offer.support else [])])),
        *([(_("Reason"), quoted(offer.reason))] if offer.reason else []),
        (
            _("Signed"),
            "; ".join(f"{label}, {date_format(clock.local_date(one.at))}" for label, one in signed),
        ),
    ]


def _held(shown: TargetShown) -> list[tuple[str, str]]:
    """What the plan holds: what is open first, then what became proficient in it; what was proficient before is counted."""
    assert shown.agreed is not None  # only agreements come here
    before = set(shown.info.met_before(shown.agreed.info))
    still_open = [one for one in shown.steps if one.met_on is None]
    within = [one for one in shown.steps if one.met_on is not None and one.competency.id not in before]
    earlier = len(shown.steps) - len(still_open) - len(within)
    first = _("Open in this plan") if within or earlier else _("Competencies")
    rows = [
        (name, listed([quoted(translated(one.competency, "title")) for one in steps]))
        for name, steps in ((first, still_open), (_("Proficient in this plan"), within))
        if steps
    ]
    if earlier:
        said = ngettext("%(num)s competency", "%(num)s competencies", earlier) % {"num": earlier}
        rows.append((_("Proficient before it began"), said))
    return rows


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
