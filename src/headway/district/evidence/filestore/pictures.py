"""Pictures without what the camera adds: where it was, who owns it, when. What is seen stays, bit by bit.

JPEG: segments APP1 (Exif, XMP), APP13 and comments go (CIPA DC-008, ISO 10918-1 annex B); which way is up stays. What
follows the end of the picture (a film, a second picture) goes too. PNG, WebP and GIF: the chunks that hold the same.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Refused

__all__ = ["without_traces"]

# What the largest cameras of phones make (200 million) passes; a small file that unpacks to a gigabyte doesn't.
MOST_PIXELS = 210_000_000
_EXIF = b"Exif\x00\x00"
_PNG_GOES = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME", b"dSIG"}
_WEBP_GOES = {b"EXIF", b"XMP "}
_GIF_STAYS = {b"NETSCAPE2.0", b"ANIMEXTS1.0"}


def without_traces(code: str, content: bytes) -> bytes:
    """The picture as it is seen, without its metadata. Raises Refused where the file can't be read to its end."""
    ways: dict[str, Callable[[bytes], bytes]] = {"jpeg": _jpeg, "png": _png, "webp": _webp, "gif": _gif}
    try:
        found = ways[code](content)
        pixels = _pixels(code, found)
    except (IndexError, struct.error, ValueError) as problem:
        raise Refused(
            _("This picture could not be read to its end."),
            remedy=_("Open it on the device where it was taken; if it opens there, send it once more."),
        ) from problem
    if pixels > MOST_PIXELS:
        raise Refused(
            _("This picture unpacks to far more than a screen can show, so it isn't taken."),
            remedy=_("Send a smaller version of the picture."),
        )
    return found


def _pixels(code: str, content: bytes) -> int:
    """Width times height, as the file says: what whoever looks at it has to unpack."""
    if code == "png":
        wide, high = struct.unpack_from(">II", content, 16)
    elif code == "gif":
        wide, high = struct.unpack_from("<HH", content, 6)
    elif code == "webp":
        wide, high = _webp_size(content)
    else:
        wide, high = _jpeg_size(content)
    return wide * high


def _webp_size(content: bytes) -> tuple[int, int]:
    """Of the first chunk: VP8X and VP8L count from 0 (WebP container and lossless specifications), VP8 from 1."""
    kind = content[12:16]
    if kind == b"VP8X":
        return (
            1 + int.from_bytes(content[24:27], "little"),
            1 + int.from_bytes(content[27:30], "little"),
        )
    if kind == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    wide, high = struct.unpack_from("<HH", content, 26) if len(content) >= 30 else (0, 0)
    return wide & 0x3FFF, high & 0x3FFF


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """The largest frame that a segment announces (SOF0 to SOF15, without DHT, JPG and DAC)."""
    place, found = 2, (0, 0)
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker in (0xDA, 0xD9):
            break
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            high, wide = struct.unpack_from(">HH", content, place + 5)
            found = max(found, (wide, high), key=lambda size: size[0] * size[1])
        place += 2 + struct.unpack_from(">H", content, place + 2)[0]
    return found


# -- JPEG ------------------------------------------------------------------------------------------------------------


def _jpeg(content: bytes) -> bytes:
    out, place, turned, has_scan = [b"\xff\xd8"], 2, 1, False
    while True:
        if content[place] != 0xFF:
            raise ValueError("no marker where one must stand")
        while content[place + 1] == 0xFF:  # fill bytes
            place += 1
        marker = content[place + 1]
        if marker == 0xD9:
            if not has_scan:
                raise ValueError("no picture")
            out.append(b"\xff\xd9")
            return _with_orientation(out, turned)
        if marker in (0x01, *range(0xD0, 0xD8)):
            place += 2
            continue
        (length,) = struct.unpack_from(">H", content, place + 2)
        end = place + 2 + length
        if length < 2 or end > len(content):
            raise ValueError("a segment is longer than the file")
        segment, body = content[place:end], content[place + 4 : end]
        if marker == 0xE1 and body.startswith(_EXIF):
            turned = _orientation(body[6:]) or turned
        if _stays(marker, body):
            out.append(segment)
        place = end
        if marker == 0xDA:
            has_scan = True
            end = _end_of_scan(content, place)
            out.append(content[place:end])
            place = end


def _stays(marker: int, body: bytes) -> bool:
    """Tables and frames, the colour profile, and how colours are coded (APP0 JFIF, APP2 ICC, APP14 Adobe)."""
    if marker == 0xFE:
        return False
    if 0xE0 <= marker <= 0xEF:
        return (
            (marker == 0xE0 and body.startswith(b"JFIF\x00"))
            or (marker == 0xE2 and body.startswith(b"ICC_PROFILE\x00"))
            or (marker == 0xEE and body.startswith(b"Adobe"))
        )
    return True


def _end_of_scan(content: bytes, place: int) -> int:
    """Where the next marker stands that is no stuffed byte and no restart."""
    while True:
        place = content.index(b"\xff", place)
        following = content[place + 1]
        if following == 0xFF:
            place += 1
        elif following == 0x00 or 0xD0 <= following <= 0xD7:
            place += 2
        else:
            return place


def _orientation(tiff: bytes) -> int | None:
    """Which way is up (tag 0x0112 of the first directory), 1 to 8; None where it isn't told."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return None
    try:
        (at,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, at)
        for number in range(min(count, 200)):
            tag, kind, _values, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * number)
            if tag == 0x0112 and kind == 3 and 1 <= value <= 8:
                return value
    except struct.error:
        return None
    return None


def _with_orientation(out: list[bytes], turned: int) -> bytes:
    """The segments, with an Exif of one entry where the picture is to be turned."""
    if turned != 1:
        tiff = b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, turned, 0, 0)
        body = _EXIF + tiff
        after_jfif = 2 if len(out) > 1 and out[1][:2] == b"\xff\xe0" else 1
        out.insert(after_jfif, b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body)
    return b"".join(out)


# -- PNG, WebP, GIF --------------------------------------------------------------------------------------------------


def _png(content: bytes) -> bytes:
    out, place = [content[:8]], 8
    while True:
        length, kind = struct.unpack_from(">I4s", content, place)
        end = place + 12 + length
        if end > len(content):
            raise ValueError("a chunk is longer than the file")
        if kind not in _PNG_GOES:
            out.append(content[place:end])
        if kind == b"IEND":
            return b"".join(out)
        place = end


def _webp(content: bytes) -> bytes:
    (length,) = struct.unpack_from("<I", content, 4)
    end, place, out = min(8 + length, len(content)), 12, []
    while place < end:
        kind, size = struct.unpack_from("<4sI", content, place)
        following = place + 8 + size + size % 2
        if place + 8 + size > end:
            raise ValueError("a chunk is longer than the file")
        chunk = content[place:following]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~0b0000_1100]) + chunk[9:]  # no Exif, no XMP any more
        if kind not in _WEBP_GOES:
            out.append(chunk)
        place = following
    body = b"WEBP" + b"".join(out)
    if not out:
        raise ValueError("no picture")
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _gif(content: bytes) -> bytes:
    place = 13 + (3 << ((content[10] & 7) + 1) if content[10] & 0x80 else 0)
    out = [content[:place]]
    while True:
        begin, mark = place, content[place]
        if mark == 0x3B:
            out.append(b"\x3b")
            return b"".join(out)
        if mark == 0x2C:
            flags = content[place + 9]
            place += 10 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0) + 1
            stays = True
        elif mark == 0x21:
            label = content[place + 1]
            stays = label in (0xF9, 0x01) or (label == 0xFF and content[place + 3 : place + 14] in _GIF_STAYS)
            place += 2
        else:
            raise ValueError("an unknown block")
        while size := content[place]:
            place += 1 + size
        place += 1
        if stays:
            out.append(content[begin:place])
