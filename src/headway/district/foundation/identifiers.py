"""Identifiers for the outside world: unguessable, and ordered by time so that indexes grow at their end."""

from __future__ import annotations

import os
import time
import uuid

__all__ = ["new_uuid"]


def new_uuid() -> uuid.UUID:
    """A version 7 UUID (RFC 9562 section 5.7): 48 bits of milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return uuid.UUID(int=value)
