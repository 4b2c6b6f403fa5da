"""What is this file? Told by its content alone; its name and what the browser says of it are not believed.

Signatures: RFC 2083 (PNG), ISO 10918-1 (JPEG), GIF89a, RFC 9649 (WebP), ISO 14496-12 (MP4), RFC 8794 (WebM),
RFC 3533 (Ogg), RIFF/WAVE, ISO 11172-3 (MP3), ISO 32000 (PDF), ECMA-376 and ISO 26300 (documents in a zip).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from headway.district.evidence.filestore.boxes import film_of
from headway.district.evidence.filestore.packed import packed_document
from headway.district.evidence.types import FileKind
from headway.district.foundation.api import Refused

__all__ = ["HEAD", "KINDS", "FileType", "named_as", "recognise"]

# Enough for every signature, and for the tracks of a WebM.
HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class FileType:
    """One type of file that is taken. extensions: the usual one first. is_shown_inline: a browser may show it."""

    code: str
    kind: FileKind
    media_type: str
    extensions: tuple[str, ...]
    words: Promise
    is_shown_inline: bool = True


_PHOTO, _AUDIO, _VIDEO, _DOCUMENT = FileKind.PHOTO, FileKind.AUDIO, FileKind.VIDEO, FileKind.DOCUMENT
_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    one.code: one
    for one in (
        FileType("jpeg", _PHOTO, "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), _("a JPEG picture")),
        FileType("png", _PHOTO, "image/png", ("png",), _("a PNG picture")),
        FileType("webp", _PHOTO, "image/webp", ("webp",), _("a WebP picture")),
        FileType("gif", _PHOTO, "image/gif", ("gif",), _("a GIF picture")),
        FileType("mp3", _AUDIO, "audio/mpeg", ("mp3",), _("an MP3 recording")),
        FileType("m4a", _AUDIO, "audio/mp4", ("m4a", "mp4", "aac"), _("an MP4 sound recording")),
        FileType("ogg", _AUDIO, "audio/ogg", ("ogg", "oga", "opus"), _("an Ogg recording")),
        FileType("wav", _AUDIO, "audio/wav", ("wav",), _("a WAV recording")),
        FileType("weba", _AUDIO, "audio/webm", ("webm", "weba"), _("a WebM sound recording")),
        FileType("mp4", _VIDEO, "video/mp4", ("mp4", "m4v"), _("an MP4 video")),
        FileType("webm", _VIDEO, "video/webm", ("webm",), _("a WebM video")),
        FileType("mov", _VIDEO, "video/quicktime", ("mov", "qt"), _("a QuickTime video")),
        FileType("pdf", _DOCUMENT, "application/pdf", ("pdf",), _("a PDF document")),
        FileType(
            "docx", _DOCUMENT, f"{_OFFICE}.wordprocessingml.document", ("docx",), _("a Word document"), False
        ),
        FileType(
            "xlsx", _DOCUMENT, f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",), _("an Excel workbook"), False
        ),
        FileType(
            "pptx",
            _DOCUMENT,
            f"{_OFFICE}.presentationml.presentation",
            ("pptx",),
            _("a PowerPoint presentation"),
            False,
        ),
        FileType(
            "odt",
            _DOCUMENT,
            "application/vnd.oasis.opendocument.text",
            ("odt",),
            _("an OpenDocument text"),
            False,
        ),
        FileType("csv", _DOCUMENT, "text/csv; charset=utf-8", ("csv",), _("a table of plain text"), False),
        FileType(
            "txt", _DOCUMENT, "text/plain; charset=utf-8", ("txt", "text", "md"), _("plain text"), False
        ),
    )
}
# What names promise that we don't take; a file that bears one of them is something else, or nothing for us.
_OTHER_NAMES = frozenset(
    [
        "svg",
        "svgz",
        "html",
        "htm",
        "xhtml",
        "xml",
        "js",
        "mjs",
        "exe",
        "msi",
        "com",
        "bat",
        "cmd",
        "ps1",
        "sh",
        "app",
        "dmg",
        "apk",
        "jar",
        "scr",
        "zip",
        "rar",
        "7z",
        "tar",
        "gz",
        "tgz",
        "bz2",
        "xz",
        "heic",
        "heif",
        "avif",
        "tif",
        "tiff",
        "bmp",
        "ico",
        "psd",
        "doc",
        "xls",
        "ppt",
        "docm",
        "xlsm",
        "pptm",
        "dotm",
        "rtf",
        "ods",
        "odp",
        "pages",
        "numbers",
        "key",
        "avi",
        "mkv",
        "wmv",
        "3gp",
        "flac",
        "aiff",
        "amr",
        "iso",
        "img",
        "swf",
    ]
)

_PROGRAM, _ARCHIVE = _("a program"), _("an archive")
# Beginnings of what is not taken: (bytes, what it is, what to do instead).
_SAVE_AGAIN = _("Save it in the newer format (docx, xlsx, pptx) or as PDF, then send that.")
_UNPACKED = _("Send the files one by one, unpacked.")
_REFUSED_BEGINNINGS: tuple[tuple[bytes, Promise, Promise], ...] = (
    (b"MZ", _PROGRAM, _("Programs are never taken. Send a picture, a recording or a document.")),
    (b"\x7fELF", _PROGRAM, _("Programs are never taken. Send a picture, a recording or a document.")),
    (
        b"\xca\xfe\xba\xbe",
        _PROGRAM,
        _("Programs are never taken. Send a picture, a recording or a document."),
    ),
    (
        b"\xcf\xfa\xed\xfe",
        _PROGRAM,
        _("Programs are never taken. Send a picture, a recording or a document."),
    ),
    (
        b"\xce\xfa\xed\xfe",
        _PROGRAM,
        _("Programs are never taken. Send a picture, a recording or a document."),
    ),
    (b"#!", _PROGRAM, _("Programs are never taken. Send a picture, a recording or a document.")),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE, _UNPACKED),
    (b"Rar!\x1a\x07", _ARCHIVE, _UNPACKED),
    (b"\x1f\x8b", _ARCHIVE, _UNPACKED),
    (b"BZh", _ARCHIVE, _UNPACKED),
    (b"\xfd7zXZ\x00", _ARCHIVE, _UNPACKED),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _("a document in an old format"), _SAVE_AGAIN),
    (b"{\\rtf", _("a document in an old format"), _SAVE_AGAIN),
    (b"II*\x00", _("a TIFF picture"), _("Save it as JPEG or PNG, then send that.")),
    (b"MM\x00*", _("a TIFF picture"), _("Save it as JPEG or PNG, then send that.")),
    (b"BM", _("a bitmap picture"), _("Save it as JPEG or PNG, then send that.")),
)
# Markup that a browser would run, wherever it begins.
_MARKUP = re.compile(
    rb"<\s*(!doctype|html|head|body|script|svg|\?xml|iframe|!--|meta|style|object|embed)", re.IGNORECASE
)
_SVG = re.compile(rb"<\s*svg[\s>]", re.IGNORECASE)


def recognise(name: str, file: BinaryIO, size: int) -> FileType:
    """The type of a file, from its content. Raises Refused, saying what it is, where it isn't taken.

    The file is read at its beginning (and a packed document at its end), never as a whole. Where the name promises
    another type than the content, it is refused too: somebody would open something else than she thinks.
    """
    file.seek(0)
    head = file.read(HEAD)
    found = KINDS[_code(head, name, file, size)]
    promised = named_as(name)
    if promised and promised not in found.extensions and _promises(promised):
        raise Refused(
            _("“%(name)s” is named as another type: its content is %(found)s.")
            % {"name": name, "found": found.words},
            remedy=_("Rename it to end in .%(extension)s, or choose the file that you meant.")
            % {"extension": found.extensions[0]},
        )
    return found


def named_as(name: str) -> str:
    """The ending of a name, without its dot; empty where there is none."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""


def _promises(ending: str) -> bool:
    return ending in _OTHER_NAMES or any(ending in one.extensions for one in KINDS.values())


def _code(head: bytes, name: str, file: BinaryIO, size: int) -> str:
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if head[:4] == b"RIFF" and head[8:12] in (b"WEBP", b"WAVE"):
        return "webp" if head[8:12] == b"WEBP" else "wav"
    if head.startswith(b"OggS"):
        return _ogg(head)
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return _matroska(head)
    if head[4:8] == b"ftyp":
        return _film(head, file, size)
    if head.startswith(b"ID3") or _is_mp3(head):
        return "mp3"
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return packed_document(file, size)
    for beginning, words, remedy in _REFUSED_BEGINNINGS:
        if head.startswith(beginning):
            raise _not_taken(words, remedy)
    if head[257:262] == b"ustar" or head.startswith((b"PK\x05\x06", b"PK\x07\x08")):
        raise _not_taken(_ARCHIVE, _UNPACKED)
    return _text(head, name)


def _ogg(head: bytes) -> str:
    if b"theora" in head[:256]:
        raise _not_taken(_("an Ogg video"), _("Save it as MP4 or WebM, then send that."))
    return "ogg"


def _matroska(head: bytes) -> str:
    if b"webm" not in head[:128]:
        raise _not_taken(_("a Matroska video"), _("Save it as MP4 or WebM, then send that."))
    return "webm" if re.search(rb"V_(VP8|VP9|AV1)", head) else "weba"


def _film(head: bytes, file: BinaryIO, size: int) -> str:
    brand = head[8:12]
    if brand in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"):
        raise _not_taken(
            _("a picture in a format that many browsers don't show"),
            _("Send it as JPEG: on an iPhone choose “Most Compatible” under Settings, Camera, Formats."),
        )
    if brand[:3] == b"3gp":
        raise _not_taken(_("a 3GP recording"), _("Save it as MP4 or M4A, then send that."))
    if not film_of(file, size).has_pictures:
        return "m4a"
    return "mov" if brand == b"qt  " else "mp4"


def _is_mp3(head: bytes) -> bool:
    """A frame header of MPEG audio, layer III, with a bit rate and a sampling rate that exist."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    return version != 1 and layer == 1 and head[2] >> 4 not in (0, 15) and head[2] >> 2 & 3 != 3


def _text(head: bytes, name: str) -> str:
    """Plain text holds no control characters, is UTF-8 (or an old Western table), and is no markup."""
    begin = head[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\f\v\x00")
    if _SVG.search(head) and begin.startswith(b"<"):
        raise _not_taken(
            _("an SVG drawing, which can run a program"), _("Save it as PNG or PDF, then send that.")
        )
    if begin.startswith(b"<") and _MARKUP.match(begin):
        raise _not_taken(
            _("a web page, which can run a program"), _("Print it into a PDF, or send the address as a link.")
        )
    if any(octet < 32 and octet not in b"\t\n\r\f" for octet in head) or not _is_readable(head):
        raise Refused(
            _("What kind of file this is could not be told."),
            remedy=_(
                "Send a photo, a sound or video recording, a PDF, or a document (docx, xlsx, pptx, odt)."
            ),
        )
    return "csv" if named_as(name) == "csv" else "txt"


def _is_readable(head: bytes) -> bool:
    try:
        # The last character may be cut in two.
        head.decode("utf-8") if len(head) < HEAD else head[:-4].decode("utf-8", errors="strict")
    except UnicodeDecodeError as problem:
        return len(head) >= HEAD and problem.start >= len(head) - 8
    return True


def _not_taken(words: str | Promise, remedy: str | Promise) -> Refused:
    return Refused(_("This is %(what)s, and such files aren't taken.") % {"what": words}, remedy=remedy)
