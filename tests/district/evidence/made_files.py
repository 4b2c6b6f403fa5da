"""Small files of every type, made byte by byte; some of them tell where they were taken."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

PLACE = b"+40.7128-074.0060/"
GPS = b"GPSLatitude 40.7128"


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def exif(turned: int = 1) -> bytes:
    """An Exif block with an orientation and a place, little-endian."""
    entries = struct.pack("<HHIHH", 0x0112, 3, 1, turned, 0) + struct.pack("<HHII", 0x8825, 4, 1, 38)
    return b"Exif\x00\x00" + b"II*\x00" + struct.pack("<IH", 8, 2) + entries + struct.pack("<I", 0) + GPS


def jpeg(*, turned: int = 1, scan: bytes = b"\x12\xff\x00\x34\xff\xd0\x56", after: bytes = b"") -> bytes:
    """A JPEG in its parts: two scans with stuffed bytes and a restart between its tables, a place, and a comment."""
    return b"".join(
        (
            b"\xff\xd8",
            _segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
            _segment(0xE1, exif(turned)),
            _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + PLACE),
            _segment(0xE2, b"ICC_PROFILE\x00\x01\x01colours"),
            _segment(0xED, b"Photoshop 3.0\x00" + PLACE),
            _segment(0xFE, b"taken at " + PLACE),
            _segment(0xDB, bytes(65)),
            _segment(0xC0, b"\x08\x00\x01\x00\x01\x01\x01\x11\x00"),
            _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00"),
            scan,
            _segment(0xC4, bytes(20)),
            _segment(0xDA, b"\x01\x01\x00\x00\x3f\x00"),
            scan,
            b"\xff\xd9",
            after,
        )
    )


def png(wide: int = 1, high: int = 1) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0))
        + chunk(b"eXIf", GPS)
        + chunk(b"tEXt", b"Location\x00" + PLACE)
        + chunk(b"IDAT", zlib.compress(b"\x00\x00"))
        + chunk(b"IEND", b"")
        + PLACE
    )


def webp() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return kind + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2)

    body = b"WEBP" + chunk(b"VP8X", b"\x0c" + bytes(9)) + chunk(b"VP8 ", b"picture") + chunk(b"EXIF", GPS)
    body += chunk(b"XMP ", PLACE)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def gif(wide: int = 1, high: int = 1) -> bytes:
    comment = b"\x21\xfe" + bytes((len(PLACE),)) + PLACE + b"\x00"
    xmp = b"\x21\xff\x0bXMP DataXMP" + bytes((len(PLACE),)) + PLACE + b"\x00"
    loops = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
    picture = b"\x21\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00"
    return (
        b"GIF89a"
        + struct.pack("<HH", wide, high)
        + b"\x80\x00\x00\x00\x00\x00\xff\xff\xff"
        + comment
        + xmp
        + loops
        + picture
        + b";"
    )


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + kind + body


def long_box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4sQ", 1, kind, len(body) + 16) + body


def film(brand: bytes = b"isom", handler: bytes = b"vide", *, media: bytes = b"frames" * 50) -> bytes:
    """An MP4 in its boxes, with a place in `udta` and in `meta`."""
    hdlr = box(b"hdlr", bytes(8) + handler + bytes(12) + b"\x00")
    trak = box(b"trak", box(b"mdia", hdlr) + box(b"udta", PLACE))
    moov = box(b"moov", trak + box(b"udta", box(b"\xa9xyz", PLACE)) + long_box(b"meta", b"loci" + PLACE))
    return box(b"ftyp", brand + bytes(4) + b"isom") + box(b"mdat", media) + moov


def webm(track: bytes = b"V_VP9") -> bytes:
    return b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + bytes(20) + track + bytes(50)


def packed(*entries: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, body in entries:
            archive.writestr(name, body)
    return made.getvalue()


def office(folder: str, *more: tuple[str, bytes], types: bytes = b"<Types/>") -> bytes:
    return packed(("[Content_Types].xml", types), (f"{folder}/document.xml", b"<w/>" * 100), *more)


def odt(*more: tuple[str, bytes]) -> bytes:
    mimetype = ("mimetype", b"application/vnd.oasis.opendocument.text")
    return packed(mimetype, ("content.xml", b"<office/>"), *more)


TAKEN = {
    "plan.jpg": (jpeg(), "photo", "image/jpeg"),
    "plan.png": (png(), "photo", "image/png"),
    "plan.webp": (webp(), "photo", "image/webp"),
    "plan.gif": (gif(), "photo", "image/gif"),
    "talk.mp3": (b"ID3\x04\x00" + bytes(100), "audio", "audio/mpeg"),
    "frames.mp3": (b"\xff\xfb\x90\x64" + bytes(100), "audio", "audio/mpeg"),
    "talk.m4a": (film(b"M4A ", b"soun"), "audio", "audio/mp4"),
    "safari.mp4": (film(b"iso5", b"soun"), "audio", "audio/mp4"),
    "talk.ogg": (b"OggS\x00\x02" + bytes(22) + b"OpusHead" + bytes(50), "audio", "audio/ogg"),
    "talk.wav": (b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40), "audio", "audio/wav"),
    "talk.webm": (webm(b"A_OPUS"), "audio", "audio/webm"),
    "film.mp4": (film(), "video", "video/mp4"),
    "film.mov": (film(b"qt  "), "video", "video/quicktime"),
    "film.webm": (webm(), "video", "video/webm"),
    "essay.pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(50), "document", "application/pdf"),
    "essay.docx": (
        office("word"),
        "document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "table.xlsx": (
        office("xl"),
        "document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "slides.pptx": (
        office("ppt"),
        "document",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    "essay.odt": (odt(), "document", "application/vnd.oasis.opendocument.text"),
    "notes.txt": (
        "Lo que cambió: ahora dibujo primero. 你好".encode(),
        "document",
        "text/plain; charset=utf-8",
    ),
    "table.csv": (b"day,height\n1,2\n", "document", "text/csv; charset=utf-8"),
}
