"""A report of the gap finder as a page: groups of findings in words, filters, the seams as little pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import (
    Answer,
    CoherenceInfo,
    FindingInfo,
    SeamInfo,
)
from headway.district.portals.curriculum.presenters.finding_cards import Card, finding_card
from headway.district.portals.curriculum.presenters.kinds import KINDS, REMEDIES, URGENCIES
from headway.district.portals.curriculum.presenters.sentences import finding_sentence, in_reader_words

__all__ = [
    "Filters",
    "Group",
    "ReportPage",
    "SeamRow",
    "filtered",
    "opening_sentence",
    "read_filters",
    "report_page",
    "seam_rows",
    "table_rows",
]

ON_A_PAGE = 40
STATES = ("open", "accepted", "refused", "new", "gone")


@dataclass(frozen=True)
class Filters:
    """Which findings are shown; blank shows all. state: open, accepted, refused, new, gone."""

    kind: str = ""
    domain: str = ""
    seam: str = ""
    state: str = "open"
    page: int = 1

    def query(self, **changes: object) -> str:
        asked = {"kind": self.kind, "domain": self.domain, "seam": self.seam, "state": self.state} | changes
        return urlencode({name: value for name, value in asked.items() if value not in ("", None)})


@dataclass(frozen=True)
class Group:
    kind: str
    title: str
    why: str
    count: int
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class SeamRow:
    """One row of the map at its seams: (seam, state, words) per seam."""

    name: str
    domain: str
    seams: tuple[tuple[str, str, str], ...]

    @property
    def is_joined(self) -> bool:
        return all(state == "joined" for _seam, state, _words in self.seams)


@dataclass(frozen=True)
class ReportPage:
    sentence: str
    compared: str
    shape: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    shown: int
    pages: int
    filters: Filters
    kind_options: tuple[tuple[str, str], ...]
    domain_options: tuple[tuple[str, str], ...]
    seam_options: tuple[tuple[str, str], ...]
    state_options: tuple[tuple[str, str], ...]
    seam_rows: tuple[SeamRow, ...]
    titles: tuple[str, ...]

    @property
    def can_accept(self) -> bool:
        return any(card.can_accept for group in self.groups for card in group.cards)


def read_filters(query: QueryDict) -> Filters:
    state = query.get("state", "open")
    page = query.get("page", "1")
    return Filters(
        kind=query.get("kind", "") if query.get("kind", "") in KINDS else "",
        domain=query.get("domain", "")[:512],
        seam=query.get("seam", "") if query.get("seam", "").isdecimal() else "",
        state=state if state in STATES else "" if state == "all" else "open",
        page=max(1, int(page)) if page.isdecimal() else 1,
    )


def filtered(report: CoherenceInfo, filters: Filters) -> list[FindingInfo]:
    """The findings that the filters let through, in the order of the report."""
    findings = report.gone if filters.state == "gone" else report.findings
    return [one for one in findings if _passes(one, filters)]


def _passes(one: FindingInfo, filters: Filters) -> bool:
    if filters.kind and one.kind != filters.kind:
        return False
    if filters.domain and one.facts.get("domain", "") != filters.domain:
        return False
    if filters.seam and str(one.facts.get("seam", "")) != filters.seam:
        return False
    if filters.state == "new":
        return one.is_new
    return filters.state in ("", "gone") or one.answer == filters.state


def report_page(report: CoherenceInfo, filters: Filters) -> ReportPage:
    chosen = filtered(report, filters)
    pages = max(1, -(-len(chosen) // ON_A_PAGE))
    here = chosen[(min(filters.page, pages) - 1) * ON_A_PAGE : min(filters.page, pages) * ON_A_PAGE]
    counts = Counter(one.kind for one in chosen)
    return ReportPage(
        sentence=opening_sentence(report),
        compared=_compared(report),
        shape=tuple(_shape(report.facts)),
        groups=tuple(
            Group(
                kind=kind,
                title=str(KINDS[kind].title) if kind in KINDS else kind,
                why=str(KINDS[kind].why) if kind in KINDS else "",
                count=counts[kind],
                cards=tuple(finding_card(one, report) for one in findings),
            )
            for kind, findings in groupby(here, key=lambda one: one.kind)
        ),
        shown=len(chosen),
        pages=pages,
        filters=filters,
        kind_options=tuple(
            (kind, f"{KINDS[kind].title} ({count})" if kind in KINDS else kind)
            for kind, count in _counted(one.kind for one in report.findings)
        ),
        domain_options=tuple(
            (domain, f"{report.places.get(domain, domain)} ({count})")
            for domain, count in _counted(str(one.facts.get("domain", "")) for one in report.findings)
            if domain
        ),
        seam_options=tuple(
            (seam, f"{int(seam) - 1}→{seam} ({count})")
            for seam, count in _counted(str(one.facts.get("seam", "")) for one in report.findings)
            if seam
        ),
        state_options=_state_options(report),
        seam_rows=seam_rows(report.seams, report.places),
        titles=tuple(_title(report, one.framework_identifier) for one in report.versions),
    )


def _title(report: CoherenceInfo, identifier: str) -> str:
    version = next(one for one in report.versions if one.framework_identifier == identifier)
    draft = _("draft") if version.status != "published" else ""
    number = _("version %(number)s") % {"number": version.number}
    return f"{version.title} ({', '.join(part for part in (number, draft) if part)})"


def _counted(values: Iterable[str]) -> list[tuple[str, int]]:
    return list(Counter(values).items())


def _state_options(report: CoherenceInfo) -> tuple[tuple[str, str], ...]:
    counts = Counter(one.answer for one in report.findings)
    new = sum(one.is_new for one in report.findings)
    options = [
        ("open", _("to decide (%(num)s)") % {"num": counts[Answer.OPEN]}),
        ("accepted", _("accepted (%(num)s)") % {"num": counts[Answer.ACCEPTED]}),
        ("refused", _("dismissed (%(num)s)") % {"num": counts[Answer.REFUSED]}),
        ("all", _("all (%(num)s)") % {"num": len(report.findings)}),
    ]
    if report.before:
        options.insert(3, ("new", _("new since the last report (%(num)s)") % {"num": new}))
        options.insert(4, ("gone", _("no longer there (%(num)s)") % {"num": len(report.gone)}))
    return tuple(options)


# -- sentences -----------------------------------------------------------------------------------------------


def opening_sentence(report: CoherenceInfo) -> str:
    """What a curriculum lead should know first: where the line breaks, and at which seams."""
    still_open = [one for one in report.findings if one.is_open]
    breaks = [one for one in still_open if one.urgency <= 2]
    if not still_open:
        return _("Nothing waits for a decision on this line.")
    if not breaks:
        return ngettext(
            "The line holds: nothing breaks it. One thing could be better.",
            "The line holds: nothing breaks it. %(num)d things could be better.",
            len(still_open),
        ) % {"num": len(still_open)}
    said = ngettext(
        "One place where the line breaks", "%(num)d places where the line breaks", len(breaks)
    ) % {"num": len(breaks)}
    seams = Counter(one.facts["seam"] for one in breaks if one.facts.get("seam"))
    at = [
        _("%(num)d at the seam %(before)d→%(after)d") % {"num": count, "before": seam - 1, "after": seam}
        for seam, count in sorted(seams.items())
    ]
    rest = len(still_open) - len(breaks)
    more = (
        ngettext("One more thing could be better.", "%(num)d more things could be better.", rest)
        % {"num": rest}
        if rest
        else ""
    )
    return f"{'; '.join([said, *at])}. {more}".strip()


def _compared(report: CoherenceInfo) -> str:
    if not report.before:
        return ""
    new = sum(one.is_new for one in report.findings)
    return _("Since the last report: %(new)d new, %(still)d still there, %(gone)d gone.") % {
        "new": new,
        "still": len(report.findings) - new,
        "gone": len(report.gone),
    }


def _shape(facts: Mapping[str, object]) -> Iterable[tuple[str, str]]:
    """The facts of the line that people ask for, each with a word that says what it is."""
    words = (
        ("nodes", _("Competencies")),
        ("arrows", _("Prerequisites")),
        ("links", _("Crosswalk links")),
        ("isolated", _("Without any prerequisite")),
        ("longest_path", _("Longest way, in steps")),
        ("sources", _("Beginnings")),
        ("sinks", _("Ends")),
    )
    for name, said in words:
        if facts.get(name) is not None:
            yield said, str(facts[name])


# -- seams ---------------------------------------------------------------------------------------------------


def seam_rows(seams: Sequence[SeamInfo], places: Mapping[str, str]) -> tuple[SeamRow, ...]:
    """Per row of the map what happens at its seams; rows that are near none are left out."""
    words = {
        "broken": _("broken: nothing leads across"),
        "stops": _("stops here"),
        "begins": _("begins here"),
    }
    rows = []
    for (_source, domain, strand), found in groupby(
        seams, key=lambda one: (one.source, one.domain, one.strand)
    ):
        states = []
        for one in found:
            if one.state == "joined":
                said = ngettext(
                    "joined: one step leads across", "joined: %(num)d steps lead across", one.across
                ) % {"num": one.across}
            else:
                said = words[one.state]
            states.append((f"{one.seam - 1}→{one.seam}", one.state, said))
        name = strand or domain
        rows.append(SeamRow(places.get(name, name), places.get(domain, domain), tuple(states)))
    return tuple(rows)


# -- the table -----------------------------------------------------------------------------------------------


def table_rows(report: CoherenceInfo) -> Iterable[tuple[str, ...]]:
    """One row per finding, for the table that people take away; columns as the view names them."""
    for one in report.findings:
        seam = one.facts.get("seam")
        said = in_reader_words(one, report.places)
        decision = "" if one.is_open else str(Answer(one.answer).label)
        yield (
            str(URGENCIES.get(one.urgency, "")),
            str(KINDS[one.kind].title) if one.kind in KINDS else one.kind,
            finding_sentence(said, report.items),
            str(said.facts.get("domain") or ""),
            str(said.facts.get("strand") or ""),
            f"{int(seam) - 1}→{seam}" if seam else "",
            ", ".join(report.items[key].code or key for key in one.items if key in report.items),
            str(REMEDIES.get(one.remedy.get("kind", ""), "")),
            decision,
            one.reason,
            one.answered_by,
            one.answered_at.date().isoformat() if one.answered_at else "",
            _("yes") if one.is_new else "",
        )
