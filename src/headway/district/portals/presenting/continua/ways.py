"""The way to a chosen competency and what it opens: which places on the map, and the sentence that says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.continuum.api import CompetencyInfo, ContinuumMap
from headway.mastery.continuum import ancestors, descendants

__all__ = ["NO_WAY", "Way", "item_called", "relation_words", "way_of"]


@dataclass(frozen=True)
class Way:
    """The focus, what leads to it and what it opens, as places; `is_direct`: one step each way, not the whole way."""

    focus: CompetencyInfo | None = None
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    is_direct: bool = False
    sentence: str = ""

    @property
    def relations(self) -> Mapping[int, str]:
        if self.focus is None:
            return MappingProxyType({})
        return (
            dict.fromkeys(self.before, "before")
            | dict.fromkeys(self.after, "after")
            | {self.focus.position: "focus"}
        )


NO_WAY = Way()


def relation_words(relation: str) -> str:
    return {
        "focus": _("chosen"),
        "before": _("leads to the chosen one"),
        "after": _("opened by the chosen one"),
    }.get(relation, "")


def item_called(continuum: ContinuumMap, name: str) -> CompetencyInfo | None:
    """The item with this code, or this uuid where it has no code; codes in any case."""
    if not name:
        return None
    found = continuum.by_code.get(name)
    if found is None:
        folded = name.casefold()
        found = next((one for one in continuum.competencies if one.code.casefold() == folded), None)
    if found is None:
        found = next((one for one in continuum.competencies if str(one.uuid) == name), None)
    return found


def way_of(continuum: ContinuumMap, focus: CompetencyInfo | None, *, is_direct: bool = False) -> Way:
    """What leads to the focus and what it opens, across domains too."""
    if focus is None:
        return NO_WAY
    graph, node = continuum.graph, focus.position
    before = tuple(int(one) for one in ancestors(graph, node))
    after = tuple(int(one) for one in descendants(graph, node))
    sentence = _sentence(len(before), len(after))
    if is_direct:
        before = tuple(int(one) for one in graph.prerequisites(node))
        after = tuple(int(one) for one in graph.prepares_for(node))
    return Way(focus, before, after, is_direct, sentence)


def _sentence(before: int, after: int) -> str:
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
    return f"{leads[0].upper()}{leads[1:]}; {opens}."
