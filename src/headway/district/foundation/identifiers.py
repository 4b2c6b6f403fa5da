"""Identifiers for the outside world: unguessable, and ordered by time so that indexes grow at their end."""

from __future__ import annotations

import os
import time
import uuid

import numpy as np
from numpy.typing import NDArray

__all__ = ["new_uuid", "new_uuids"]

_COUNTER = 1 << 12


def new_uuid() -> uuid.UUID:
    """A version 7 UUID (RFC 9562 section 5.7): 48 bits of milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return uuid.UUID(int=value)


def new_uuids(count: int) -> NDArray[np.uint8]:
    """Many version 7 UUIDs at once, a row of sixteen bytes each, in ascending order.

    The twelve bits after the version count upwards and the milliseconds go on from there (RFC 9562 section 6.2,
    method 1); 62 random bits keep each one unguessable.
    """
    number = np.arange(count, dtype=np.int64)
    # The last of them carries the present millisecond, so that none is from the future.
    milliseconds = time.time_ns() // 1_000_000 - (count - 1) // _COUNTER + number // _COUNTER
    octets = np.frombuffer(os.urandom(16 * count), dtype=np.uint8).reshape(count, 16).copy()
    for place in range(6):
        octets[:, place] = (milliseconds >> (8 * (5 - place))) & 0xFF
    octets[:, 6] = 0x70 | ((number % _COUNTER) >> 8)
    octets[:, 7] = number & 0xFF
    octets[:, 8] = octets[:, 8] & 0x3F | 0x80
    return octets
