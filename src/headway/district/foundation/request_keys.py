"""One key per request, person and act, so that the same form sent twice is one act."""

from __future__ import annotations

import hashlib

from headway.district.foundation.actor import Actor

__all__ = ["kept_key"]


def kept_key(by: Actor, act: str, request_key: str) -> str | None:
    """What a row keeps of the request that made it, 64 characters; None where the request had no key.

    act: what is done, and to what where one form may do it to several: another person's key, or another subject's, is
    another one.
    """
    if not request_key:
        return None
    return hashlib.sha256(f"{by.key}\n{act}\n{request_key}".encode()).hexdigest()
