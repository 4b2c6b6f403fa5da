"""The continuum as cells, rows, paths and sentences."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, DomainInfo, Importance
from headway.district.foundation.api import translated
from headway.mastery.continuum import ancestors, descendants

__all__ = [
    "CompetencyPage",
    "MapPage",
    "Search",
    "competency_page",
    "importance_words",
    "map_page",
    "read_search",
    "search",
]

# Where schools usually hand learners on: between these levels the line most often breaks.
SEAMS = (6, 9)
FOUND_AT_MOST = 100


@dataclass(frozen=True)
class Node:
    """One competency on the map. `relation`: on the way to the focus, opened by it, the focus itself, or none."""

    code: str
    short: str
    title: str
    statement: str
    label: str
    href: str
    focus_href: str
    level: int | None
    depth: int | None
    importance: str
    relation: str
    relation_words: str
    grows_from: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    name: str
    code: str
    cells: tuple[tuple[Node, ...], ...]

    @property
    def nodes(self) -> tuple[Node, ...]:
        return tuple(node for cell in self.cells for node in cell)


@dataclass(frozen=True)
class Focus:
    node: Node
    sentence: str
    before: tuple[Node, ...]
    after: tuple[Node, ...]


@dataclass(frozen=True)
class MapPage:
    domain_code: str
    domain_name: str
    description: str
    kind: str
    tabs: tuple[tuple[str, str, bool], ...]
    levels: tuple[int, ...]
    seams: tuple[int, ...]
    rows: tuple[Row, ...]
    focus: Focus | None
    count: str
    unplaced: tuple[Node, ...]
    map_href: str
    table_href: str


@dataclass(frozen=True)
class CompetencyPage:
    node: Node
    domain: str
    strand: str
    breadcrumb: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    before: tuple[Node, ...]
    after: tuple[Node, ...]


@dataclass(frozen=True)
class Search:
    words: str = ""
    level: str = ""
    depth: str = ""
    importance: str = ""
    domain: str = ""

    @property
    def is_empty(self) -> bool:
        return not any((self.words, self.level, self.depth, self.importance, self.domain))


def importance_words(importance: str) -> str:
    return str(Importance(importance).label)


def _node(continuum: ContinuumMap, one: CompetencyInfo, relation: str = "") -> Node:
    title = translated(one, "title")
    level = _("Level %(level)s") % {"level": one.level} if one.level is not None else _("no level")
    said = {
        "focus": _("chosen"),
        "before": _("leads to the chosen one"),
        "after": _("opened by the chosen one"),
    }.get(relation, "")
    return Node(
        code=one.code,
        short=one.code.rsplit(".", 1)[-1] if one.code else "·",
        title=title,
        statement=translated(one, "statement"),
        label=", ".join(
            part for part in (one.code, title, level, importance_words(one.importance), said) if part
        ),
        href=reverse("curriculum:competency", args=[one.uuid]),
        focus_href=f"{reverse('curriculum:home')}?{urlencode({'focus': one.code})}#focus",
        level=one.level,
        depth=one.depth,
        importance=one.importance,
        relation=relation,
        relation_words=said,
        grows_from=tuple(before.code for before in continuum.prerequisites_of(one.id)),
    )


def map_page(continuum: ContinuumMap, domain: DomainInfo, focus: CompetencyInfo | None) -> MapPage:
    """The map of one domain; with a focus, its whole way in and out is marked, across domains too."""
    relations: dict[int, str] = {}
    if focus is not None:
        relations |= dict.fromkeys(
            (int(node) for node in ancestors(continuum.graph, focus.position)), "before"
        )
        relations |= dict.fromkeys(
            (int(node) for node in descendants(continuum.graph, focus.position)), "after"
        )
        relations[focus.position] = "focus"

    def node(one: CompetencyInfo) -> Node:
        return _node(continuum, one, relations.get(one.position, ""))

    inside = continuum.in_domain(domain.id)
    levels = tuple(sorted({one.level for one in inside if one.level is not None}))
    rows = tuple(
        Row(
            name=translated(strand, "name"),
            code=strand.code,
            cells=tuple(
                tuple(node(one) for one in continuum.in_strand(strand.id) if one.level == level)
                for level in levels
            ),
        )
        for strand in continuum.strands_of(domain.id)
    )
    home = reverse("curriculum:home")
    keep = {"domain": domain.code} | ({"focus": focus.code} if focus else {})
    return MapPage(
        domain_code=domain.code,
        domain_name=translated(domain, "name"),
        description=translated(domain, "description"),
        kind=domain.kind,
        tabs=tuple(
            (translated(one, "name"), f"{home}?{urlencode({'domain': one.code})}", one.id == domain.id)
            for one in continuum.domains
        ),
        levels=levels,
        seams=tuple(seam for seam in SEAMS if seam in levels and levels[0] < seam),
        rows=rows,
        focus=_focus(continuum, focus) if focus else None,
        count=ngettext("%(num)d competency", "%(num)d competencies", len(inside)) % {"num": len(inside)},
        unplaced=tuple(node(one) for one in inside if one.level is None or one.strand_id is None),
        map_href=f"{home}?{urlencode(keep)}",
        table_href=f"{home}?{urlencode(keep | {'view': 'table'})}",
    )


def _focus(continuum: ContinuumMap, focus: CompetencyInfo) -> Focus:
    before = len(ancestors(continuum.graph, focus.position))
    after = len(descendants(continuum.graph, focus.position))
    leads = (
        ngettext("%(num)d competency leads here", "%(num)d competencies lead here", before) % {"num": before}
        if before
        else _("nothing has to come first")
    )
    opens = (
        ngettext("it opens the way to %(num)d more", "it opens the way to %(num)d more", after)
        % {"num": after}
        if after
        else _("the line ends here")
    )
    return Focus(
        node=_node(continuum, focus, "focus"),
        sentence=f"{leads[0].upper()}{leads[1:]}; {opens}.",
        before=tuple(_node(continuum, one) for one in continuum.prerequisites_of(focus.id)),
        after=tuple(_node(continuum, one) for one in continuum.opens(focus.id)),
    )


def competency_page(continuum: ContinuumMap, one: CompetencyInfo) -> CompetencyPage:
    domain = continuum.domain_by_id.get(one.domain_id or 0)
    strand = continuum.strand_by_id.get(one.strand_id or 0)
    home = reverse("curriculum:home")
    facts = [
        (_("Code"), one.code),
        (_("Level"), _("none") if one.level is None else str(one.level)),
        (_("Depth of knowledge"), str(one.depth) if one.depth else _("not set")),
        (_("Importance"), importance_words(one.importance)),
        (_("Learning units"), str(one.weight)),
    ]
    return CompetencyPage(
        node=_node(continuum, one),
        domain=translated(domain, "name") if domain else "",
        strand=translated(strand, "name") if strand else "",
        breadcrumb=tuple(
            [(_("Continuum"), home)]
            + (
                [
                    (
                        translated(domain, "name"),
                        f"{home}?{urlencode({'domain': domain.code, 'focus': one.code})}",
                    )
                ]
                if domain
                else []
            )
        ),
        facts=tuple(facts),
        before=tuple(_node(continuum, before) for before in continuum.prerequisites_of(one.id)),
        after=tuple(_node(continuum, after) for after in continuum.opens(one.id)),
    )


def read_search(query: Mapping[str, str]) -> Search:
    """What was asked for; a value that is none of the offered ones selects nothing special."""
    return Search(
        words=query.get("q", "").strip()[:100],
        level=query.get("level", "") if query.get("level", "").isdigit() else "",
        depth=query.get("depth", "") if query.get("depth", "") in {"1", "2", "3", "4"} else "",
        importance=query.get("importance", "") if query.get("importance", "") in Importance.values else "",
        domain=query.get("domain", "")[:120],
    )


def search(continuum: ContinuumMap, asked: Search) -> tuple[Node, ...]:
    """Competencies that hold all the words (codes, titles and statements in any language, accents aside)."""
    if asked.is_empty:
        return ()
    words = _plain(asked.words).split()
    domains = {domain.id for domain in continuum.domains if domain.code == asked.domain}
    found = []
    for one in continuum.competencies:
        if asked.level and str(one.level) != asked.level:
            continue
        if asked.depth and str(one.depth) != asked.depth:
            continue
        if asked.importance and one.importance != asked.importance:
            continue
        if asked.domain and one.domain_id not in domains:
            continue
        if words:
            spoken = [one.code, one.title, one.statement]
            spoken += [text for texts in one.translations.values() for text in texts.values()]
            text = _plain(" ".join(spoken))
            if not all(word in text for word in words):
                continue
        found.append(_node(continuum, one))
        if len(found) == FOUND_AT_MOST:
            break
    return tuple(found)


def _plain(text: str) -> str:
    """Lower case without accents, so that "numero" finds "número"."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFD", text.casefold())
        if not unicodedata.combining(letter)
    )
