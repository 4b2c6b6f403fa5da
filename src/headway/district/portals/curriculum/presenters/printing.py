"""The gap finder's report for paper: the same facts and sentences as the page, as plain data for the template."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Any

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from headway.district.continuum.api import CoherenceInfo, FindingInfo, proposed_arrows
from headway.district.foundation.api import clock
from headway.district.portals.curriculum.presenters.coherence import (
    opening_sentence,
    read_filters,
    report_page,
    seam_rows,
)
from headway.district.portals.curriculum.presenters.finding_cards import answer_words
from headway.district.portals.curriculum.presenters.kinds import KINDS, REMEDIES
from headway.district.portals.curriculum.presenters.sentences import (
    finding_sentence,
    in_reader_words,
    where_words,
)

__all__ = ["report_content"]

# A report that nobody can read helps nobody; the table holds every finding.
OF_A_KIND = 60
STEPS = 6


def report_content(report: CoherenceInfo) -> dict[str, Any]:
    """Everything the printed report says, in the reader's language."""
    page = report_page(report, read_filters(QueryDict("state=all")))
    day = date_format(clock.local_date(report.made_at), "DATE_FORMAT")
    seams = seam_rows(report.seams, report.places)
    names = list(dict.fromkeys(name for row in seams for name, _state, _words in row.seams))
    counts = Counter(one.kind for one in report.findings)
    return {
        "title": _("Where our K-12 line holds and where it breaks"),
        "language": (get_language() or "en")[:2],
        "made": _("Looked at on %(day)s by %(who)s") % {"day": day, "who": report.made_by}
        if report.made_by
        else _("Looked at on %(day)s") % {"day": day},
        "footer": _("Gap finder, %(day)s") % {"day": day},
        "sentence": opening_sentence(report),
        "compared": page.compared,
        "versions": list(page.titles),
        "shape": [list(pair) for pair in page.shape],
        "seam_names": names,
        "seams": [{"name": row.name, "states": [_state_of(row, name) for name in names]} for row in seams],
        "groups": [
            {
                "title": str(KINDS[kind].title) if kind in KINDS else kind,
                "why": str(KINDS[kind].why) if kind in KINDS else "",
                "count": counts[kind],
                **_findings(list(findings), report),
            }
            for kind, findings in groupby(report.findings, key=lambda one: one.kind)
        ],
        "words": {
            "looked_at": _("What was looked at"),
            "shape_heads": [_("Fact"), _("Count"), _("Fact"), _("Count")],
            "seams": _("The seams between schools"),
            "row": _("Row"),
            "proposed": _("Proposed:"),
            "decided": _("Decision:"),
        },
    }


def _state_of(row: Any, name: str) -> str:
    return next((words for seam, _state, words in row.seams if seam == name), "–")


def _findings(findings: list[FindingInfo], report: CoherenceInfo) -> dict[str, Any]:
    rest = len(findings) - OF_A_KIND
    return {
        "findings": [_finding(one, report) for one in findings[:OF_A_KIND]],
        "rest": ngettext("One more is in the table.", "%(num)d more are in the table.", rest) % {"num": rest}
        if rest > 0
        else "",
    }


def _finding(one: FindingInfo, report: CoherenceInfo) -> dict[str, Any]:
    arrows = [arrow for arrow in proposed_arrows(one) if {arrow.before, arrow.after} <= set(report.items)]
    steps = [f"{_named(arrow.before, report)} → {_named(arrow.after, report)}" for arrow in arrows[:STEPS]]
    if len(arrows) > STEPS:
        steps.append(_("and %(num)d more") % {"num": len(arrows) - STEPS})
    said = in_reader_words(one, report.places)
    return {
        "sentence": finding_sentence(said, report.items),
        "place": where_words(said),
        "proposal": str(REMEDIES.get(one.remedy.get("kind", ""), "")),
        "steps": steps,
        "decision": answer_words(one),
    }


def _named(key: str, report: CoherenceInfo) -> str:
    item = report.items[key]
    title = item.title or item.statement
    return f"{item.code} {title}" if item.code else title
