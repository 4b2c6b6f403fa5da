"""Reading drafts: which are open, what they hold, what was done to them, and what colleagues say about them."""

from headway.district.continuum.drafts.histories import act_in, history
from headway.district.continuum.drafts.items import (
    DraftCompetency,
    DraftItem,
    DraftOutline,
    beside,
    circle_through,
    differing,
    draft_competency,
    draft_names,
    draft_outline,
)
from headway.district.continuum.drafts.opened import (
    brought_version,
    came_in_since,
    draft,
    draft_of,
    drafts,
    is_written_here,
    open_draft_ids,
    open_draft_row,
)
from headway.district.continuum.drafts.talks import remarks_on, stored_words, suggestion, suggestions_on

__all__ = [
    "DraftCompetency",
    "DraftItem",
    "DraftOutline",
    "act_in",
    "beside",
    "brought_version",
    "came_in_since",
    "circle_through",
    "differing",
    "draft",
    "draft_competency",
    "draft_names",
    "draft_of",
    "draft_outline",
    "drafts",
    "history",
    "is_written_here",
    "open_draft_ids",
    "open_draft_row",
    "remarks_on",
    "stored_words",
    "suggestion",
    "suggestions_on",
]
