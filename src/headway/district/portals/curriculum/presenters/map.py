"""One competency, and a search of the whole continuum, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, Importance, folded
from headway.district.foundation.api import translated
from headway.district.portals.presenting.continua.finding import word_forms

__all__ = [
    "CompetencyPage",
    "Search",
    "competency_page",
    "importance_words",
    "read_search",
    "search",
]

FOUND_AT_MOST = 100


@dataclass(frozen=True)
class Node:
    """One competency in a list."""

    code: str
    title: str
    statement: str
    href: str
    level: int | None


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


def _node(one: CompetencyInfo) -> Node:
    return Node(
        code=one.code,
        title=translated(one, "title"),
        statement=translated(one, "statement"),
        href=reverse("curriculum:competency", args=[one.uuid]),
        level=one.level,
    )


def competency_page(
    continuum: ContinuumMap, one: CompetencyInfo, *, is_current: bool = True
) -> CompetencyPage:
    domain = continuum.domain_by_id.get(one.domain_id or 0)
    strand = continuum.strand_by_id.get(one.strand_id or 0)
    home = reverse("curriculum:home")
    of_version = {} if is_current else {"version": str(continuum.version.uuid)}
    facts = [
        (_("Code"), one.code),
        (_("Level"), _("none") if one.level is None else str(one.level)),
        (_("Depth of knowledge"), str(one.depth) if one.depth else _("not set")),
        (_("Importance"), importance_words(one.importance)),
        (_("Learning units"), str(one.weight)),
    ]
    return CompetencyPage(
        node=_node(one),
        domain=translated(domain, "name") if domain else "",
        strand=translated(strand, "name") if strand else "",
        breadcrumb=tuple(
            [
                (
                    _("Continuum") if is_current else translated(continuum.version, "title"),
                    f"{home}?{urlencode(of_version)}" if of_version else home,
                )
            ]
            + (
                [
                    (
                        translated(domain, "name"),
                        f"{home}?{urlencode(of_version | {'domain': domain.code, 'focus': one.code or str(one.uuid)})}",
                    )
                ]
                if domain
                else []
            )
        ),
        facts=tuple(facts),
        before=tuple(_node(before) for before in continuum.prerequisites_of(one.id)),
        after=tuple(_node(after) for after in continuum.opens(one.id)),
    )


def read_search(query: Mapping[str, str]) -> Search:
    """What was asked for; a value that is none of the offered ones selects nothing special."""
    return Search(
        words=query.get("q", "").strip()[:100],
        level=query.get("level", "") if query.get("level", "").isdecimal() else "",
        depth=query.get("depth", "") if query.get("depth", "") in {"1", "2", "3", "4"} else "",
        importance=query.get("importance", "") if query.get("importance", "") in Importance.values else "",
        domain=query.get("domain", "")[:120],
    )


def search(continuum: ContinuumMap, asked: Search) -> tuple[Node, ...]:
    """Competencies that hold all the words (codes, titles and statements in any language, accents aside)."""
    if asked.is_empty:
        return ()
    words = [word_forms(word) for word in folded(asked.words).split()]
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
            text = folded(" ".join(spoken))
            if not all(any(form in text for form in forms) for forms in words):
                continue
        found.append(_node(one))
        if len(found) == FOUND_AT_MOST:
            break
    return tuple(found)
