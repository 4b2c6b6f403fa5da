"""What the pages of a draft share: which draft, which competency, what was done last, and what could not be done."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from headway.district.continuum.api import (
    DraftCompetency,
    DraftInfo,
    Edited,
    beside,
    check_author,
    draft_competency,
    draft_names,
    drafts,
    history,
    remarks_on,
    suggestions_on,
)
from headway.district.foundation.api import FieldProblem, NotFound, Refused, translated
from headway.district.policy.api import scale_for
from headway.district.portals.access import PortalRequest
from headway.district.portals.presenting.drafts import act_lines, draft_title, status_words

__all__ = [
    "Editing",
    "address",
    "draft_links",
    "draft_page",
    "editing",
    "opened",
    "problems_of",
    "say_saved",
]


def opened(request: PortalRequest, draft_uuid: uuid.UUID) -> DraftInfo:
    """The open draft; NotFound where it is published by now, NotAllowed for who does not write drafts."""
    check_author(request.viewer)
    found = drafts(draft_uuid)
    if not found:
        raise NotFound(
            _("There is no such draft, or it is published by now."),
            remedy=_("The list of drafts shows what is open."),
        )
    return found[0]


def address(name: str, *args: object) -> str:
    """The address of another part's page, or "" where this installation has none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def draft_links(draft: DraftInfo) -> list[tuple[str, str]]:
    """What can be done with the whole draft, on pages of their own."""
    links = [
        (_("What changed, word by word"), address("curriculum:draft_diff", draft.uuid)),
        (_("What becomes of earlier competencies"), address("curriculum:draft_mapping", draft.uuid)),
        (_("Review and publish"), address("curriculum:draft_publish", draft.uuid)),
    ]
    return [(words, href) for words, href in links if href]


def draft_page(draft: DraftInfo, here: str = "") -> dict[str, Any]:
    """Values of every page of a draft."""
    return {
        "draft": draft,
        "draft_title": draft_title(draft),
        "draft_status": status_words(draft.status),
        "breadcrumb_items": [
            (_("Drafts"), reverse("curriculum:drafts")),
            (draft_title(draft), reverse("curriculum:draft", args=[draft.uuid])),
        ][: 1 if here == "home" else 2],
        "problems": (),
        "scale": scale_for(),
    }


@dataclass(frozen=True)
class Editing:
    """One competency of a draft, as its editor's pages need it."""

    draft: DraftInfo
    one: DraftCompetency

    @property
    def identifier(self) -> str:
        return self.one.item.identifier

    def page(self, here: str, problems: Sequence[FieldProblem] = ()) -> dict[str, Any]:
        """Values of every editor page: tabs, neighbours in the strand, the last change and the way back from it."""
        draft, one, args = self.draft, self.one, (self.draft.uuid, self.one.item.uuid)
        waiting = sum(thread.settled_at is None for thread in remarks_on(draft.uuid, self.identifier))
        waiting += len(suggestions_on(draft.uuid, self.identifier, only_open=True))
        talk = _("Comments and suggestions")
        tabs = (
            ("words", _("Words and place"), "draft_words"),
            ("levels", _("Levels and rubric"), "draft_levels"),
            ("examples", _("Examples and notes"), "draft_examples"),
            ("arrows", _("Prerequisites"), "draft_arrows"),
            ("talk", f"{talk} ({waiting})" if waiting else talk, "draft_talk"),
            ("past", _("History"), "draft_competency_history"),
        )
        acts = history(draft.uuid, self.identifier, at_most=1)
        before, after = beside(draft.id, one)
        page = draft_page(draft)
        return page | {
            "one": one,
            "title": translated(one.item, "title"),
            "place": " · ".join(
                translated(place, "name") for place in (one.domain, one.strand) if place is not None
            ),
            "here": here,
            "tabs": [
                (words, reverse(f"curriculum:{name}", args=args), key == here) for key, words, name in tabs
            ],
            "before": before,
            "after": after,
            "same_page": "curriculum:" + next(name for key, _words, name in tabs if key == here),
            "last_act": next(iter(act_lines(acts, draft_names(draft.id), page["scale"])), None)
            if acts
            else None,
            "problems": tuple(problems),
        }


def editing(request: PortalRequest, draft_uuid: uuid.UUID, competency_uuid: uuid.UUID) -> Editing:
    draft = opened(request, draft_uuid)
    return Editing(draft, draft_competency(draft.id, competency_uuid))


def problems_of(refused: Refused) -> tuple[FieldProblem, ...]:
    """What stood in the way, field by field, for the summary on top of the page."""
    return refused.problems or (FieldProblem(refused.sentence, remedy=refused.remedy),)


def say_saved(request: PortalRequest, edited: Edited) -> None:
    """What became of the sending: saved, saved in part, or nothing to save."""
    if edited.conflicts:
        return
    if edited.act is None:
        messages.info(request, _("Nothing was different, so nothing was saved."))
    else:
        messages.success(request, _("Saved. The history can take it back."))
