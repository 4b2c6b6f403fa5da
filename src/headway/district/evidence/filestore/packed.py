"""Documents that are zip archives: which one, and whether it is safe to hand on. Nothing is unpacked.

What a bomb is made of: thousands of entries, megabytes that unpack to gigabytes, entries that overlap so that the same
bytes are unpacked over and over, archives inside. Each is told by the table of contents and refused before anybody
opens the file.
"""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from headway.district.foundation.api import Refused

__all__ = ["packed_document"]

MOST_ENTRIES = 10_000
# Text packs to a tenth, a sheet of equal numbers to a hundredth; a bomb to a thousandth and less.
MOST_UNPACKED = 512 * 1024 * 1024
MOST_TIMES = 200
SMALL = 1024 * 1024
_DIRECTORY_AT_MOST = 4 * 1024 * 1024
_OFFICE = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_ODT = b"application/vnd.oasis.opendocument.text"
_INSIDE = (
    ".exe",
    ".dll",
    ".scr",
    ".js",
    ".vbs",
    ".bat",
    ".cmd",
    ".ps1",
    ".jar",
    ".zip",
    ".rar",
    ".7z",
    ".html",
    ".hta",
)


def packed_document(file: BinaryIO, size: int) -> str:
    """The code of the document's type: docx, xlsx, pptx or odt. Raises Refused for every other archive."""
    _check_directory(file, size)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as packed:
            entries = packed.infolist()
            _check_entries(entries, size)
            return _type_of(packed, entries)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError, RuntimeError) as problem:
        raise Refused(
            _("This archive could not be read."), remedy=_("Save the document again, then send it anew.")
        ) from problem
    finally:
        file.seek(0)


def _check_directory(file: BinaryIO, size: int) -> None:
    """The table of contents is read as a whole, so its length is looked at first (APPNOTE 4.3.16)."""
    begin = max(0, size - 65_557)
    file.seek(begin)
    tail = file.read(65_557)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise Refused(
            _("This archive could not be read."), remedy=_("Save the document again, then send it anew.")
        )
    entries = int.from_bytes(tail[at + 10 : at + 12], "little")
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    if entries > MOST_ENTRIES or length > _DIRECTORY_AT_MOST:  # 0xffff and 0xffffffff of ZIP64, too
        raise _a_bomb()


def _check_entries(entries: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        raise _a_bomb()
    if sum(entry.compress_size for entry in entries) > size:
        raise _a_bomb()  # entries overlap
    if any(entry.file_size > max(SMALL, MOST_TIMES * entry.compress_size) for entry in entries):
        raise _a_bomb()
    begins = [entry.header_offset for entry in entries]
    if len(set(begins)) < len(begins):
        raise _a_bomb()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused(
            _("This document is locked with a password."), remedy=_("Save it without one, then send it anew.")
        )
    if any(_leads_outside(entry.filename) for entry in entries):
        raise Refused(
            _("This archive holds names that lead outside of it."),
            remedy=_("Save the document again, then send it anew."),
        )


def _leads_outside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]


def _type_of(packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str:
    names = {entry.filename for entry in entries}
    lowered = [name.lower() for name in names]
    found = ""
    if "[Content_Types].xml" in names:
        found = next(
            (code for folder, code in _OFFICE.items() if any(n.startswith(folder) for n in names)), ""
        )
        if found and _bytes_of(packed, "[Content_Types].xml").lower().find(b"macroenabled") >= 0:
            raise _with_program()
    elif "mimetype" in names and _bytes_of(packed, "mimetype").strip() == _ODT:
        found = "odt"
    if not found:
        raise Refused(
            _("This is an archive, and such files aren't taken."),
            remedy=_("Send the files one by one, unpacked."),
        )
    if any("vbaproject" in name or name.startswith(("basic/", "scripts/")) for name in lowered):
        raise _with_program()
    if any(name.endswith(_INSIDE) for name in lowered):
        raise Refused(
            _("This document holds a program or another archive."),
            remedy=_("Take it out, or print the document into a PDF, then send that."),
        )
    return found


def _bytes_of(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as entry:
        return entry.read(SMALL)


def _with_program() -> Refused:
    return Refused(
        _("This document holds a program (macros), and such files aren't taken."),
        remedy=_("Save it without macros (docx, xlsx, pptx, odt) or as PDF, then send that."),
    )


def _a_bomb() -> Refused:
    return Refused(
        _("This archive unpacks to far more than it is, so it isn't opened."),
        remedy=_("Save the document again from the program in which it was written, or send it as PDF."),
    )
