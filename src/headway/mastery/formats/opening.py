"""From the bytes of a file to bytes or text that a reader can take apart: unpacked within bounds, decoded, named.

Shared by the readers of frameworks that come as RDF, JSON-LD or spreadsheets.
"""

from __future__ import annotations

import re
import zlib

from headway.mastery.formats.wordings import Wording, Wordings

__all__ = [
    "MEGABYTE",
    "OLE_MAGIC",
    "PDF_MAGIC",
    "WORDS",
    "ZIP_MAGIC",
    "decoded",
    "refuse_other_files",
    "unpacked",
]

MEGABYTE = 1024 * 1024
GZIP_MAGIC = b"\x1f\x8b"
ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF_MAGIC = b"%PDF"
_DECLARED = re.compile(rb"""^<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']""")
# What a publisher's file is written in. Other encodings are refused: a table of them is a way in for surprises.
KNOWN_ENCODINGS = {
    "utf-8",
    "utf8",
    "utf-16",
    "utf-16le",
    "utf-16be",
    "us-ascii",
    "ascii",
    "iso-8859-1",
    "windows-1252",
}

WORDS = Wordings(
    "opening",
    WORDINGS := {
        "empty": Wording("error", "The file is empty.", "Ask for the file again."),
        "too_large": Wording(
            "error",
            "The file is larger than {limit} MB once unpacked, which is more than this reader takes at once.",
            "Bring one framework per file. If it is one framework, ask the person who runs this site to raise "
            "HEADWAY_MAX_UPLOAD_MB.",
        ),
        "gzip_damaged": Wording(
            "error",
            "The file is compressed with gzip, and the compressed part is incomplete or damaged.",
            "Download the file again, or bring it uncompressed.",
        ),
        "old_excel": Wording(
            "error",
            "This is an Excel file of the old kind (.xls), or one that a password protects. Its name does not change that.",
            "Open it in Excel or LibreOffice, remove the password if there is one, and save it as .xlsx or as CSV.",
        ),
        "pdf": Wording(
            "error",
            "This is a PDF document. Its tables cannot be read reliably.",
            "Ask the publisher for the framework as CASE, CSV or Excel.",
        ),
        "not_decodable": Wording(
            "error",
            "The text could not be read as {encoding}: byte {byte}, in line {line}, does not belong to it.",
            "Save the file as UTF-8 and bring it again.",
        ),
        "unknown_encoding": Wording(
            "error",
            "The file says that it is written in {encoding}, which is not read here.",
            "Save the file as UTF-8 and bring it again.",
        ),
    },
)


def unpacked(raw: bytes, max_bytes: int) -> bytes:
    """`raw` without gzip. Never unpacks more than one byte beyond `max_bytes`; raises FormatProblem beyond it."""
    if not raw.strip():
        raise WORDS.refuse("empty")
    if len(raw) <= max_bytes and raw.startswith(GZIP_MAGIC):
        raw = _gunzipped(raw, max_bytes)
    if len(raw) > max_bytes:
        raise WORDS.refuse("too_large", limit=max(1, max_bytes // MEGABYTE))
    if not raw.strip():
        raise WORDS.refuse("empty")
    return raw


def refuse_other_files(raw: bytes) -> None:
    """Raises FormatProblem for kinds of files that no reader takes, however they are called."""
    if raw.startswith(OLE_MAGIC):
        raise WORDS.refuse("old_excel")
    if raw.startswith(PDF_MAGIC):
        raise WORDS.refuse("pdf")


def decoded(raw: bytes) -> str:
    """The text of an XML or JSON file, by its byte order mark, else by what it declares, else UTF-8."""
    encoding = _encoding_of(raw)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise WORDS.refuse(
            "not_decodable",
            row=f"line {line}",
            encoding=encoding.removesuffix("-sig").upper(),
            byte=error.start + 1,
            line=line,
        ) from None
    if not text.strip():
        raise WORDS.refuse("empty")
    return text


def _encoding_of(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if raw.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if raw[:4] == b"<\x00?\x00":
        return "utf-16-le"
    if raw[:4] == b"\x00<\x00?":
        return "utf-16-be"
    declared = _DECLARED.match(raw[:200])
    if declared is None:
        return "utf-8"
    name = declared.group(1).decode("ascii").lower()
    if name not in KNOWN_ENCODINGS:
        raise WORDS.refuse("unknown_encoding", encoding=name)
    # A file of one byte per sign that declares UTF-16 is a common slip of exporters.
    return "utf-8" if name.startswith("utf-16") else name


def _gunzipped(raw: bytes, max_bytes: int) -> bytes:
    parts: list[bytes] = []
    room = max_bytes + 1
    rest = raw
    while rest.startswith(GZIP_MAGIC) and room > 0:
        member = zlib.decompressobj(wbits=31)
        try:
            part = member.decompress(rest, room)
        except zlib.error as error:
            raise WORDS.refuse("gzip_damaged") from error
        parts.append(part)
        room -= len(part)
        if not member.eof and room > 0:
            raise WORDS.refuse("gzip_damaged")
        rest = member.unused_data
    return b"".join(parts)
