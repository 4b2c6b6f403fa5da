"""One key per request, person and act, so that the same form sent twice is one act."""

from __future__ import annotations

import hashlib
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.foundation.actor import Actor
from headway.district.foundation.errors import Conflict

__all__ = ["check_repeat", "kept_key"]


def kept_key(by: Actor, act: str, request_key: str) -> str | None:
    """What a row keeps of the request that made it, 64 characters; None where the request had no key.

    act: what is done, and to what where one form may do it to several: another person's key, or another subject's, is
    another one.
    """
    if not request_key:
        return None
    return hashlib.sha256(f"{by.key}\n{act}\n{request_key}".encode()).hexdigest()


def check_repeat(kept: Any, sent: Any, *, stands: bool = True) -> None:
    """A form that was saved already is sent once more, its answer did not arrive: is it still what was saved?

    kept, sent: what it said then and says now, to be compared. stands: what was kept was neither taken back nor replaced
    since. Raises Conflict where they differ, or where it stands no more: what is kept stays as it is, and nobody is told
    that it was saved now.
    """
    if kept != sent or not stands:
        raise Conflict(
            _("This form had been saved already, so nothing was added."),
            remedy=_("Open the page again: what was saved stands there, and a change can be sent from it."),
        )
