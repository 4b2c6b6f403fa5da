"""The boxes of an MP4 or QuickTime file: is there a picture, and where does it tell a place?

A phone writes where a film was taken into `udta` (©xyz) and `meta` (com.apple.quicktime.location.ISO6709). These
boxes are blanked in place, so that nothing else in the file has to move (ISO 14496-12, 8.1.2: `free` may be ignored).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Refused

__all__ = ["Film", "film_of"]

# A film has a handful of boxes and tracks; more is made to keep a reader busy.
MOST_BOXES = 20_000
_CONTAINERS = {b"moov", b"trak", b"mdia", b"moof", b"traf", b"edts", b"minf"}
_TELL = {b"udta", b"meta", b"uuid"}


@dataclass(frozen=True, slots=True)
class Film:
    """has_pictures: one of its tracks is a video. blanks: (place, length of the header, length) of boxes to be made
    `free`; the length counts the header."""

    has_pictures: bool
    blanks: tuple[tuple[int, int, int], ...]


def film_of(file: BinaryIO, size: int) -> Film:
    """Walk the boxes without reading what is in them. Raises Refused where they don't fit the file."""
    has_pictures, tracks = False, 0
    blanks: list[tuple[int, int, int]] = []
    for place, kind, header, length in _boxes(file, 0, size):
        if kind in _TELL:
            blanks.append((place, header, length))
        elif kind == b"hdlr":
            tracks += 1
            file.seek(place + header + 8)
            has_pictures |= file.read(4) == b"vide"
    if not tracks:
        raise _broken()
    return Film(has_pictures, tuple(blanks))


def _boxes(file: BinaryIO, begin: int, end: int) -> Iterator[tuple[int, bytes, int, int]]:
    """(place, type, length of the header, length) of every box, containers entered. A stack, so no depth is too deep."""
    stack, seen = [(begin, end)], 0
    while stack:
        place, end = stack.pop()
        if end - place < 8:
            continue
        file.seek(place)
        head = file.read(16)
        length, kind, header = int.from_bytes(head[:4], "big"), head[4:8], 8
        if length == 1:
            length, header = int.from_bytes(head[8:16], "big"), 16
        elif length == 0:
            length = end - place
        seen += 1
        if length < header or place + length > end or seen > MOST_BOXES:
            raise _broken()
        stack.append((place + length, end))
        if kind in _CONTAINERS:
            stack.append((place + header, place + length))
        yield place, kind, header, length


def _broken() -> Refused:
    return Refused(
        _("This recording could not be read to its end."),
        remedy=_("Play it on the device where it was made; if it plays there, send it once more."),
    )
