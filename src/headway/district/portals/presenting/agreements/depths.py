"""Going deeper, in plan words: what is suggested, why, and what an adult noted instead. Of the work, never of the learner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.district.agreements import api as agreements
from headway.district.agreements.types import Side
from headway.district.foundation.api import FieldProblem, clock, new_uuid, translated
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.leveling.acts import errors_of, typed
from headway.district.portals.presenting.voices import quoted

__all__ = ["DeepRow", "DeeperShown", "deeper_part", "deeper_shown", "noted_words"]

# How many steps an invitation names: a choice, not a list to work off.
INVITED = 3


@dataclass(frozen=True, slots=True)
class DeepRow:
    """One competency gained lately: what stands for it."""

    title: str
    depth: str
    pieces: str


@dataclass(frozen=True, slots=True)
class DeeperShown:
    """The suggestion of one domain. noted: who departs from it, when and why; empty where nobody does.

    invited: what could be shown one more way, as (title, uuid).
    """

    info: agreements.DepthSuggestion
    domain: str
    sentence: str
    why: tuple[str, ...]
    rows: tuple[DeepRow, ...]
    invited: tuple[tuple[str, Any], ...]
    noted: str
    noted_reason: str
    is_mine: bool


def deeper_part(request: PortalRequest, plan: Any, problems: tuple[FieldProblem, ...] = ()) -> dict[str, Any]:
    """Where going deeper is suggested: a part that brings itself in after the rest. Not for families: the invitation is
    the learner's, and the talk about it hers and her adults'."""
    if plan.side == Side.FAMILY:
        raise Http404
    found = agreements.depths_of(request.viewer, plan.learner)
    return {
        "plan": plan,
        "deeper": deeper_shown(found, plan.side, request.viewer.person_id),
        "may_note": plan.side == Side.ADULT,
        "note_domain": request.POST.get("domain", ""),
        "request_key": request.POST.get("request_key", "") or str(new_uuid()),
        "is_part": bool(request.htmx),
        "form": typed(request, problems),
        "errors": errors_of(problems),
    }


def deeper_shown(
    found: tuple[agreements.DepthSuggestion, ...], side: str | None, person_id: int | None
) -> list[DeeperShown]:
    """What a reader of this side is shown: an adult also what was noted; the learner what she is invited to."""
    return [
        _shown(one, person_id)
        for one in found
        if one.is_suggested or (one.deepen and side not in (Side.LEARNER, Side.FAMILY))
    ]


def noted_words(note: agreements.NotedInfo) -> str:
    return _("Noted by %(name)s on %(day)s.") % {
        "name": note.by_name or _("an adult"),
        "day": date_format(clock.local_date(note.at)),
    }


def _shown(one: agreements.DepthSuggestion, person_id: int | None) -> DeeperShown:
    return DeeperShown(
        info=one,
        domain=translated(one.domain, "name"),
        sentence=one.sentences[0],
        why=one.sentences[1:],
        rows=tuple(
            DeepRow(translated(each.competency, "title"), _depth_words(each.deepest), _pieces_words(each))
            for each in one.items
        ),
        invited=tuple(
            (translated(each.competency, "title"), each.competency.uuid) for each in one.items[:INVITED]
        ),
        noted=noted_words(one.noted) if one.noted else "",
        noted_reason=quoted(one.noted.reason) if one.noted and one.noted.reason else "",
        is_mine=bool(one.noted and person_id is not None and one.noted.by_id == person_id),
    )


def _depth_words(depth: int | None) -> str:
    if depth is None:
        return _("no depth named")
    return {
        1: _("recall"),
        2: _("a skill or a concept"),
        3: _("reasoning"),
        4: _("thinking over a longer time"),
    }[depth]


def _pieces_words(item: agreements.DepthItem) -> str:
    if not item.pieces:
        return _("decided without a rated piece")
    pieces = ngettext("%(num)s piece", "%(num)s pieces", item.pieces) % {"num": item.pieces}
    kinds = ngettext("of one kind", "of %(num)s kinds", item.kinds) % {"num": item.kinds}
    return f"{pieces} {kinds}"
