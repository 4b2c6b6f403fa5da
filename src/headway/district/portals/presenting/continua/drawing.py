"""The rows and columns of a map as HTML: a link per competency and little else.

A map may hold 1,500 competencies. So its marks are written here as text and not by a template's macro per item, which
takes fifty times as long; what does not depend on the look (label, short code) is kept for each map and language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote_plus
from weakref import WeakKeyDictionary

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, Importance
from headway.district.foundation.api import translated
from headway.district.portals.presenting.continua.asked import Asked
from headway.district.portals.presenting.continua.shape import Chart, Strip
from headway.district.portals.presenting.continua.ways import relation_words

__all__ = ["Drawing", "Mark", "column_words", "draw_body", "draw_head", "short_code", "strip_name"]

_TAIL = re.compile(r"([A-Za-z]?\d{1,3}[a-z]?)$")
LONGEST_SHORT = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """What a learner's own map adds to a place: a class, what is said, and which glyph; level None has no glyph."""

    state: str
    words: str
    level: int | None = None
    status: str = "confirmed"


@dataclass(frozen=True)
class Drawing:
    """Everything that a map shows besides its shape."""

    continuum: ContinuumMap
    chart: Chart
    asked: Asked
    relations: Mapping[int, str]
    hits: frozenset[int] | None = None
    marks: Mapping[int, Mark] | None = None
    link: Callable[[CompetencyInfo], str] | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    """Escaped and ready: short code, title, label without what the look adds, and the name in an address."""

    short: str
    title: str
    label: str
    name: str
    classes: str


_words: WeakKeyDictionary[ContinuumMap, dict[str, tuple[_Words, ...]]] = WeakKeyDictionary()


def short_code(code: str) -> str:
    """What of a code still fits into a mark: "MA.FR.12" → "12", "AC9M3N05" → "N05"; a dot where nothing does."""
    last = re.split(r"[.\s/]", code)[-1] if code else ""
    if 0 < len(last) <= LONGEST_SHORT:
        return last
    tail = _TAIL.search(last)
    return tail.group(1) if tail else "•"


def column_words(level: int | None) -> str:
    # Translators: a level of the continuum (a place on the line), not a school year.
    return _("Any level") if level is None else _("Level %(number)s") % {"number": level}


def strip_name(strip: Strip) -> str:
    return translated(strip.strand, "name") if strip.strand else _("Without a strand")


def draw_head(drawing: Drawing) -> SafeString:
    """The row of levels; each leads to itself alone, and a seam says that it is one."""
    chart, asked = drawing.chart, drawing.asked
    # Not within the f-strings below: words are collected from calls, which are not seen there.
    # Translators: the place on the line where learners often change schools.
    seam_words, level_words, corner = escape(_("seam")), escape(_("Level")), escape(_("Strand"))
    cells = [f'<th scope="col" role="columnheader" class="corner">{corner}</th>']
    seams = set(chart.seams)
    for level in chart.columns:
        if level is None:
            cells.append(f'<th scope="col" role="columnheader">{escape(column_words(None))}</th>')
            continue
        is_seam = level in seams
        words = (
            f'<span class="visually-hidden">{level_words} </span>{level}'
            if not asked.is_close
            else escape(column_words(level))
        )
        address = escape(asked.but(domain=chart.key, low=level, high=level))
        link = words if len(chart.columns) == 1 else f'<a href="{address}">{words}</a>'
        seam = f'<span class="seam-word">{seam_words}</span>' if is_seam else ""
        kind = ' class="is-seam"' if is_seam else ""
        cells.append(f'<th scope="col" role="columnheader"{kind}>{seam}{link}</th>')
    return mark_safe(f'<tr role="row">{"".join(cells)}</tr>')  # every text in it is escaped


def draw_body(drawing: Drawing, glyphs: Mapping[tuple[int, str], str] | None = None) -> SafeString:
    """The rows. glyphs: (level, status) → the symbol, drawn once by the template for a learner's own map."""
    rows = [_row(drawing, strip, glyphs or {}) for strip in drawing.chart.strips]
    return mark_safe("\n".join(rows))  # every text in it is escaped


def _row(drawing: Drawing, strip: Strip, glyphs: Mapping[tuple[int, str], str]) -> str:
    asked, chart = drawing.asked, drawing.chart
    words = _words_of(drawing.continuum)
    name = escape(strip_name(strip))
    counted = ngettext("%(num)d competency", "%(num)d competencies", strip.count) % {"num": strip.count}
    address = escape(asked.but(domain=chart.key, strand=strip.key))
    head = name if asked.strand else f'<a href="{address}" data-zoom>{name}</a>'
    seams = set(chart.seams)
    # An item names its domain, so 1,500 addresses need not.
    focus_base = asked.but(domain="", focus="")
    base = escape(f"{focus_base}{'&' if len(focus_base) > 1 else ''}focus=")
    cells = [f'<th scope="row" role="rowheader">{head} <small>{escape(counted)}</small></th>']
    for level, positions in zip(chart.columns, strip.cells, strict=True):
        kind = " ".join(_kinds(drawing, level in seams, positions))
        label = escape(column_words(level))
        open_tag = f'<td role="cell"{f" class={chr(34)}{kind}{chr(34)}" if kind else ""}'
        if not positions:
            cells.append(f"{open_tag}></td>")
            continue
        inside = "".join(_node(drawing, words[position], position, base, glyphs) for position in positions)
        count = (
            "" if asked.is_close or drawing.marks is not None else _count(drawing, strip, level, positions)
        )
        cells.append(f'{open_tag} data-label="{label}">{count}{inside}</td>')
    return f'<tr role="row">{"".join(cells)}</tr>'


def _kinds(drawing: Drawing, is_seam: bool, positions: tuple[int, ...]) -> list[str]:
    """The classes of a cell; they say what its marks say, for a phone shows the cell and not the marks."""
    kinds = ["is-seam"] if is_seam else []
    if not positions:
        kinds.append("is-empty")
    if drawing.relations:
        here = {drawing.relations.get(position) for position in positions}
        kinds += [f"has-{one}" for one in ("before", "after", "focus") if one in here]
    if drawing.hits and not drawing.hits.isdisjoint(positions):
        kinds.append("has-hit")
    return kinds


def _count(drawing: Drawing, strip: Strip, level: int | None, positions: tuple[int, ...]) -> str:
    """How many stand here: what a phone shows in place of the marks, and the way to see them closely."""
    address = drawing.asked.but(domain=drawing.chart.key, strand=strip.key, low=level, high=level)
    counted = ngettext("%(num)d competency", "%(num)d competencies", len(positions)) % {"num": len(positions)}
    label = f"{strip_name(strip)}, {column_words(level)}: {counted}"
    return f'<a class="count" href="{escape(address)}" aria-label="{escape(label)}">{len(positions)}</a>'


def _node(
    drawing: Drawing, words: _Words, position: int, base: str, glyphs: Mapping[tuple[int, str], str]
) -> str:
    one = drawing.continuum.competencies[position]
    classes, label, current = words.classes, words.label, ""
    shown = words.short
    if drawing.marks is not None:
        mark = drawing.marks.get(one.id)
        classes = f"node is-{mark.state if mark else 'later'}"
        said = mark.words if mark else _("further on")
        label = f"{words.title}: {escape(said)}"
        if mark and mark.level is not None:
            shown = str(glyphs.get((mark.level, mark.status), shown))
    if relation := drawing.relations.get(position):
        classes += f" is-on-path rel-{relation}"
        label += f", {escape(relation_words(relation))}"
        current = ' aria-current="true"' if relation == "focus" else ""
    if drawing.hits is not None and position in drawing.hits:
        classes += " is-hit"
        found = _("found")
        label += f", {escape(found)}"
    address = escape(drawing.link(one)) if drawing.link else f"{base}{words.name}"
    text = f"<b>{shown}</b> <span>{words.title}</span>" if drawing.asked.is_close else shown
    return f'<a class="{classes}" id="n{position}" href="{address}" aria-label="{label}"{current}>{text}</a>'


def _words_of(continuum: ContinuumMap) -> tuple[_Words, ...]:
    """The words of every place in the reader's language."""
    languages = _words.setdefault(continuum, {})
    language = get_language() or "en"
    if language not in languages:
        languages[language] = tuple(_words_for(one) for one in continuum.competencies)
    return languages[language]


def _words_for(one: CompetencyInfo) -> _Words:
    title = translated(one, "title").strip()
    level = _("Level %(level)s") % {"level": one.level} if one.level is not None else _("no level")
    importance = str(Importance(one.importance).label)
    label = ", ".join(part for part in (one.code, title, level, importance) if part)
    return _Words(
        short=escape(short_code(one.code)),
        title=escape(title),
        label=escape(label),
        name=quote_plus(one.code or str(one.uuid)),
        classes=f"node is-{one.importance}",
    )
