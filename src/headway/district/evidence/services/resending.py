"""Has this been sent before? What a page asks before it sends many ratings, so that it can say what would be added."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from headway.district.evidence.models import Rating
from headway.district.evidence.services.recording import key_of
from headway.district.foundation.api import Actor

__all__ = ["Sent", "sent_before"]

KEYS_AT_ONCE = 500


class Sent(StrEnum):
    """What became of a request key that somebody sent."""

    NEVER = "never"
    STANDS = "stands"
    TAKEN_BACK = "taken_back"


def sent_before(request_keys: Sequence[str], *, by: Actor) -> tuple[Sent, ...]:
    """For each request key of one line (as in `RatingLine`), whether this person sent it, and whether it stands.

    One query for every 500 keys.
    """
    keys = [key_of(by, one, 1) for one in request_keys]
    found: dict[str, bool] = {}
    for begin in range(0, len(keys), KEYS_AT_ONCE):
        rows = Rating.objects.filter(request_key__in=keys[begin : begin + KEYS_AT_ONCE])
        for key, withdrawal in rows.values_list("request_key", "withdrawal__pk"):
            found[key or ""] = withdrawal is not None
    states = {True: Sent.TAKEN_BACK, False: Sent.STANDS, None: Sent.NEVER}
    return tuple(states[found.get(key)] for key in keys)
