"""Leveling in words: for staff with every source, for learners and families in the language of strengths."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.assessments.api import Confidence, SourceKind, SourceSuggestion
from headway.district.continuum.api import ContinuumMap
from headway.district.foundation.api import translated
from headway.district.placement.api import (
    LevelingLine,
    LevelingTable,
    MapRow,
    PlacedInfo,
    SuggestedLevel,
)
from headway.district.portals.presenting.voices import Voice, listed

__all__ = [
    "DomainShown",
    "HoleRow",
    "LineShown",
    "StartDomain",
    "domain_shown",
    "hole_rows",
    "kind_words",
    "level_words",
    "line_shown",
    "place_name",
    "start_domains",
]


@dataclass(frozen=True, slots=True)
class SourceShown:
    kind: str
    levels: str
    confidence: str
    on: dt.date
    said: str
    is_leading: bool


@dataclass(frozen=True, slots=True)
class LineShown:
    """One domain or strand of a session. suggestion: in a sentence; differs: said where sources disagree."""

    code: str
    strand: str
    name: str
    sources: tuple[SourceShown, ...]
    suggestion: str
    differs: str
    contradicts: str
    levels: tuple[int, ...]
    placed: PlacedInfo | None
    placed_words: str
    basis: str
    follows: str


@dataclass(frozen=True, slots=True)
class DomainShown:
    whole: LineShown
    strands: tuple[LineShown, ...]
    is_core: bool
    is_missing: bool


def level_words(levels: Iterable[int]) -> str:
    found = [str(one) for one in levels]
    if len(found) == 1:
        return _("Level %(level)s") % {"level": found[0]}
    return _("Level %(levels)s") % {"levels": listed(found, joined_by_or=True)}


def kind_words(kind: str) -> str:
    return str(SourceKind(kind).label) if kind in set(SourceKind) else kind


def place_name(continuum: ContinuumMap | None, domain: str, strand: str = "") -> str:
    """ "Mathematics", or "Mathematics: Fractions"."""
    names = {one.code: translated(one, "name") for one in (continuum.domains if continuum else ())}
    strands = {one.code: translated(one, "name") for one in (continuum.strands if continuum else ())}
    whole = names.get(domain, domain)
    return f"{whole}: {strands.get(strand, strand)}" if strand else whole


def domain_shown(table: LevelingTable, code: str, continuum: ContinuumMap) -> DomainShown:
    lines = table.of_domain(code)
    whole = line_shown(lines[0], continuum)
    return DomainShown(
        whole=whole,
        strands=tuple(line_shown(one, continuum, lines[0].placed) for one in lines[1:]),
        is_core=code in table.core,
        is_missing=code in table.missing,
    )


def line_shown(line: LevelingLine, continuum: ContinuumMap, whole: PlacedInfo | None = None) -> LineShown:
    strands = {one.code: translated(one, "name") for one in continuum.strands}
    follows = ""
    if line.strand_code and line.placed is None:
        follows = (
            _("Follows the domain: level %(level)s") % {"level": whole.level}
            if whole
            else _("Follows the domain as soon as it is decided")
        )
    return LineShown(
        code=line.domain_code,
        strand=line.strand_code,
        name=strands.get(line.strand_code, "") or place_name(continuum, line.domain_code),
        sources=tuple(_source(one, line.suggestion) for one in line.sources),
        suggestion=suggestion_words(line.suggestion, line.contradicting),
        differs=differs_words(line.suggestion),
        contradicts=contradiction_words(line.contradicting),
        levels=line.suggestion.levels,
        placed=line.placed,
        placed_words=_("Level %(level)s") % {"level": line.placed.level} if line.placed else "",
        basis=kind_words(line.placed.basis) if line.placed else "",
        follows=follows,
    )


def contradiction_words(sources: Iterable[SourceSuggestion]) -> str:
    """Two results of one test that say different things, both named; "" where there are none."""
    said = [f"{level_words(one.levels)}: {one.said}" for one in sources]
    if not said:
        return ""
    return _("Results of one test contradict each other, so none of them counts yet. %(results)s") % {
        "results": " · ".join(said)
    }


def suggestion_words(suggestion: SuggestedLevel, contradicting: tuple[SourceSuggestion, ...] = ()) -> str:
    leading = suggestion.leading
    if leading is None and contradicting:
        return _("Two sources disagree, so none of them leads yet. A judgement alone is enough.")
    if leading is None:
        return _("No source speaks for a level yet. A judgement alone is enough.")
    words = {"levels": level_words(suggestion.levels), "source": kind_words(leading.kind)}
    if suggestion.is_border:
        return _("%(levels)s, from: %(source)s. It stands at a border, so a person looks closer.") % words
    return _("%(levels)s, from: %(source)s.") % words


def differs_words(suggestion: SuggestedLevel) -> str:
    if not suggestion.differing or suggestion.leading is None:
        return ""
    others = [f"{kind_words(one.kind)}: {level_words(one.levels)}" for one in suggestion.differing]
    return _("The sources don't agree. %(leading)s: %(levels)s. %(others)s.") % {
        "leading": kind_words(suggestion.leading.kind),
        "levels": level_words(suggestion.levels),
        "others": "; ".join(others),
    }


def _source(one: SourceSuggestion, suggestion: SuggestedLevel) -> SourceShown:
    return SourceShown(
        kind=kind_words(one.kind),
        levels=level_words(one.levels),
        confidence=str(Confidence(one.confidence).label) if one.confidence in set(Confidence) else "",
        on=one.on,
        said=one.said,
        is_leading=one is suggestion.leading,
    )


# -- holes --


@dataclass(frozen=True, slots=True)
class HoleCell:
    level: int
    shown: int
    taken: int
    holes: tuple[tuple[Any, str], ...]
    is_below: bool
    words: str


@dataclass(frozen=True, slots=True)
class HoleRow:
    name: str
    level: int | None
    cells: tuple[HoleCell | None, ...]


def hole_rows(rows: Iterable[MapRow], continuum: ContinuumMap) -> tuple[tuple[int, ...], tuple[HoleRow, ...]]:
    """The levels as columns, and a row a strand; a hole has the competency and why it is open."""
    listed_rows = list(rows)
    levels = tuple(sorted({cell.level for row in listed_rows for cell in row.cells}))
    strands = {one.code: translated(one, "name") for one in continuum.strands}
    reasons = {
        "check": _("the check says not yet"),
        "left_out": _("left open by the person who decided"),
        "open": _("nothing is shown yet"),
    }
    shown = []
    for row in listed_rows:
        by_level = {cell.level: cell for cell in row.cells}
        cells: list[HoleCell | None] = []
        for level in levels:
            cell = by_level.get(level)
            if cell is None:
                cells.append(None)
                continue
            holes = tuple((continuum.by_id[one], reasons[why]) for one, why in cell.holes)
            cells.append(
                HoleCell(
                    level,
                    len(cell.shown),
                    len(cell.taken),
                    holes,
                    cell.is_below,
                    _cell_words(cell, len(holes)),
                )
            )
        shown.append(HoleRow(strands.get(row.strand_code, row.strand_code), row.level, tuple(cells)))
    return levels, tuple(shown)


def _cell_words(cell: Any, holes: int) -> str:
    parts = []
    if cell.shown:
        parts.append(ngettext("%(num)s shown", "%(num)s shown", len(cell.shown)) % {"num": len(cell.shown)})
    if cell.taken:
        parts.append(
            ngettext("%(num)s taken as met", "%(num)s taken as met", len(cell.taken))
            % {"num": len(cell.taken)}
        )
    if holes:
        parts.append(ngettext("%(num)s open", "%(num)s open", holes) % {"num": holes})
    return ", ".join(parts) or "–"


# -- to learners and families --


@dataclass(frozen=True, slots=True)
class StartLine:
    """One strand with a start of its own, or the domain. title: a name; words: where the work begins."""

    name: str
    level: int
    words: str
    start_here: str
    steps: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class StartDomain:
    """Where a learner starts in one domain, and why; strands that start elsewhere beside it, furthest first."""

    name: str
    uuid: uuid.UUID
    lines: tuple[StartLine, ...]
    strength: str
    why: str
    taken: str
    start_here: str
    decided_on: dt.date
    review_on: dt.date | None
    is_asked: bool


def start_domains(
    placed: Mapping[tuple[str, str], PlacedInfo], continuum: ContinuumMap | None, voice: Voice
) -> tuple[StartDomain, ...]:
    """Domain by domain in the order of the continuum, strengths first within each; no number but the levels."""
    if continuum is None:
        return ()
    found = []
    for domain in continuum.domains:
        here = {strand: one for (code, strand), one in placed.items() if code == domain.code}
        if not here:
            continue
        whole = here.get("")
        levels = sorted(
            {one.level for one in continuum.in_domain(domain.id) if one.level is not None}
            | {one.level for one in here.values()}
        )
        lines = []
        for strand in continuum.strands_of(domain.id):
            one = here.get(strand.code) or whole
            if one is not None:
                own = strand.code in here
                lines.append(
                    StartLine(
                        translated(strand, "name"),
                        one.level,
                        _("starts at level %(level)s") % {"level": one.level},
                        one.start_here if own else "",
                        tuple(level <= one.level for level in levels),
                    )
                )
        lines.sort(key=lambda line: -line.level)
        first = whole or next(iter(here.values()))
        taken = sum(one.taken for one in here.values())
        found.append(
            StartDomain(
                name=translated(domain, "name"),
                uuid=first.uuid,
                lines=tuple(lines),
                strength=_strength(lines, voice),
                why=_why(first, voice),
                taken=_taken(taken, voice),
                start_here=first.start_here,
                decided_on=first.decided_on,
                review_on=first.review_on,
                is_asked=any(one.appeal_uuid for one in here.values()),
            )
        )
    return tuple(found)


def _strength(lines: list[StartLine], voice: Voice) -> str:
    """Where she starts furthest along: jagged is how learning goes, so the strength is named first."""
    if not lines:
        return ""
    top = [line.name for line in lines if line.level == lines[0].level]
    if len(top) == len(lines):
        return voice.say(
            _("You start evenly here: all strands together."),
            _("%(name)s starts evenly here: all strands together."),
        )
    return voice.say(
        _("You are furthest along in %(strands)s."),
        _("%(name)s is furthest along in %(strands)s."),
        strands=listed(top),
    )


def _why(one: PlacedInfo, voice: Voice) -> str:
    """From what the start was read, by kind; never a score."""
    sentences = {
        SourceKind.WORK.value: (
            _("Your work here shows where the next step is."),
            _("The work of %(name)s here shows where the next step is."),
        ),
        SourceKind.JUDGEMENT.value: (
            _("Your teacher looked at what you can do and sees your next step here."),
            _("A teacher looked at what %(name)s can do and sees the next step here."),
        ),
        SourceKind.CHECK.value: (
            _("The questions that you answered show what you know and what comes next."),
            _("The questions that %(name)s answered show what is known and what comes next."),
        ),
        SourceKind.TRANSCRIPT.value: (
            _("What you learned at your other school counts; you start where it leads."),
            _("What %(name)s learned at the other school counts; the start is where it leads."),
        ),
        SourceKind.ASSESSMENT.value: (
            _("What you showed when you arrived points to this start; a person looked at it with care."),
            _("What %(name)s showed on arrival points to this start; a person looked at it with care."),
        ),
    }
    hers, about = sentences.get(one.basis, sentences[SourceKind.JUDGEMENT.value])
    return voice.say(hers, about)


def _taken(count: int, voice: Voice) -> str:
    if not count:
        return ""
    return voice.say(
        ngettext(
            "We take %(count)s competency as known already. Your work will show it as you go.",
            "We take %(count)s competencies as known already. Your work will show them as you go.",
            count,
        ),
        ngettext(
            "We take %(count)s competency as known already. The work of %(name)s will show it along the way.",
            "We take %(count)s competencies as known already. The work of %(name)s will show them along the way.",
            count,
        ),
        count=count,
    )
