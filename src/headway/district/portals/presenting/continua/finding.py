"""What a search finds: places on this map, and items on the whole shelf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from headway.district.continuum.api import (
    ContinuumMap,
    Findable,
    Source,
    VersionInfo,
    findable_items,
    folded,
    identifiers_with_exemplars,
)
from headway.district.portals.presenting.continua.asked import Search
from headway.district.portals.presenting.continua.ways import item_called
from headway.mastery.continuum import ancestors, descendants

__all__ = ["Finding", "find_here", "find_on_shelf", "word_forms"]

LISTED_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """Places found on this map, in map order; `remark` says what could not be looked for."""

    positions: tuple[int, ...]
    remark: str = ""


def find_here(
    continuum: ContinuumMap, search: Search, sources: Sequence[Source] = (), *, is_direct: bool = False
) -> Finding:
    """The places of this map that fit everything that is asked for."""
    items = findable_items(continuum.version)
    remark, allowed = _allowed(continuum, search, sources, is_direct)
    hits = [place for place in _fitting(items, search) if allowed is None or place in allowed]
    return Finding(tuple(hits), remark)


def find_on_shelf(
    versions: Sequence[VersionInfo], search: Search
) -> tuple[tuple[VersionInfo, tuple[Findable, ...]], ...]:
    """By framework what fits words, level, depth, importance and kind; frameworks without a hit are left out."""
    found = []
    for version in versions:
        items = findable_items(version)
        hits = tuple(items[place] for place in _fitting(items, search))
        if hits:
            found.append((version, hits))
    return tuple(found)


def _fitting(items: Sequence[Findable], search: Search) -> list[int]:
    words = [word_forms(word) for word in folded(search.q).split()]
    level = None if search.level in ("", "none") else int(search.level)
    depth = int(search.depth) if search.depth else None
    return [
        place
        for place, one in enumerate(items)
        if all(any(form in one.text for form in forms) for forms in words)
        and (level is None or one.level == level)
        and (search.level != "none" or one.level is None)
        and (depth is None or one.depth == depth)
        and (not search.importance or one.importance == search.importance)
        and (not search.kind or one.kind == search.kind)
    ]


def word_forms(word: str) -> tuple[str, ...]:
    """The word and, where it may be a plural, its singular: "fractions" finds "fraction", "raíces" finds "raíz".

    No stems: what is found for the beginning of a word must still be found when the word is written out.
    """
    if len(word) < 5 or not word.isalpha() or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return (word,)
    forms = [word, word[:-1]]
    if word.endswith("ies"):
        forms.append(f"{word[:-3]}y")
    elif word.endswith("ces"):
        forms.append(f"{word[:-3]}z")
    elif word.endswith(("nes", "res", "les", "des", "xes", "ches", "shes", "sses")):
        forms.append(word[:-2])
    return tuple(forms)


def _allowed(
    continuum: ContinuumMap, search: Search, sources: Sequence[Source], is_direct: bool
) -> tuple[str, set[int] | None]:
    """Places that the graph, the sources and the exemplars leave; None where they leave all."""
    remarks: list[str] = []
    sets: list[set[int]] = []
    graph = continuum.graph
    for name, whole, direct in (
        (search.needs, descendants, graph.prepares_for),
        (search.leads, ancestors, graph.prerequisites),
    ):
        if not name:
            continue
        one = item_called(continuum, name)
        if one is None:
            remarks.append(_("No competency here has the code %(code)s.") % {"code": name})
            sets.append(set())
        else:
            reached = direct(one.position) if is_direct else whole(graph, one.position)
            sets.append({int(node) for node in reached})
    at = continuum.competencies
    if search.source:
        chosen = next((one for one in sources if str(one.framework_uuid) == search.source), None)
        linked = chosen.identifiers if chosen else frozenset()
        sets.append({one.position for one in at if one.identifier in linked})
    if search.exemplars:
        shown = identifiers_with_exemplars(continuum.version.id)
        wanted = search.exemplars == "yes"
        sets.append({one.position for one in at if (one.identifier in shown) == wanted})
    return " ".join(remarks), set.intersection(*sets) if sets else None
