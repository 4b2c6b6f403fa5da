"""One key per request and person, so that the same form sent twice is one act."""

from __future__ import annotations

import hashlib

from headway.district.foundation.api import Actor

__all__ = ["kept_key"]


def kept_key(by: Actor, act: str, request_key: str) -> str | None:
    """What a row keeps of the request that made it; None where the request had no key."""
    if not request_key:
        return None
    return hashlib.sha256(f"{by.key}\n{act}\n{request_key}".encode()).hexdigest()
