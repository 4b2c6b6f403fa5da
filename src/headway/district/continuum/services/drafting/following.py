"""A newer version came in while people wrote a draft: the draft goes on after it, when a person has looked at both."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.drafts import came_in_since
from headway.district.continuum.services.drafting.acts import on_draft
from headway.district.continuum.types import Edited
from headway.district.foundation.api import Actor, Refused

__all__ = ["follow_newest"]


def follow_newest(draft_uuid: uuid.UUID, *, by: Actor) -> Edited:
    """Let the draft follow the newest published version: it gets a later number, and is compared with that one.

    Its words stay as they are: what the newer version changed and the draft does not hold counts as changed by the
    draft, and what learners stand on in it needs a word before publishing. One act of the history. Raises NotFound,
    Refused where no newer version came in.
    """
    with on_draft(draft_uuid, by=by) as work:
        newest = came_in_since(work.version.pk)
        if newest is None:
            raise Refused(
                _("This draft follows the newest version already."), remedy=_("Go on writing, or publish it.")
            )
        work.write("version", "", "follows", newest.number)
        return work.edited()
