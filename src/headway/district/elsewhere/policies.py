"""Who may look at what another system made of its own results: staff who may see the learner, and nobody else."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import NotFound
from headway.district.people.api import Viewer, reasons_to_see

__all__ = ["can_look", "check_look"]

# These numbers are averages of steps. A learner and her family are told what her work shows, not those.
_NOT_FOR = {"own", "guardian"}


def can_look(viewer: Viewer, learner: Any) -> bool:
    """Is one of the reasons to see her the viewer's work? Being her family as well takes nothing away."""
    return bool(set(reasons_to_see(viewer, learner)) - _NOT_FOR)


def check_look(viewer: Viewer, learner: Any) -> None:
    """Raises NotFound for everybody else: they need not know that there is such a page."""
    if not can_look(viewer, learner):
        raise NotFound(_("There is no such page, or it is not open to you."))
