"""Taking a file in: look at it, free it of traces, and stream it into the store with its hash."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, cast

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from headway.district.evidence.filestore import store
from headway.district.evidence.filestore.boxes import film_of
from headway.district.evidence.filestore.limits import check_size
from headway.district.evidence.filestore.pictures import without_traces
from headway.district.evidence.filestore.recognising import FileType, named_as, recognise
from headway.district.evidence.types import FileKind, Upload
from headway.district.foundation.api import Refused

__all__ = ["StoredFile", "take_in"]

LONGEST_NAME = 200
# Place, length of the header, and length of a box that is emptied.
Blank = tuple[int, int, int]
_FILMS = {"mp4", "mov", "m4a"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that lies in the store, before the record names it. Size in bytes, as it was stored."""

    kind: str
    name: str
    media_type: str
    size: int
    sha256: str
    stored_as: str


def take_in(upload: Upload) -> StoredFile:
    """Put a file into the store. Raises Refused, in words, where it can't be taken; nothing is left behind then."""
    _check_name(upload.name)
    file = cast(BinaryIO, upload.file)
    file.seek(0, os.SEEK_END)
    size = file.tell()
    if size == 0:
        check_size(FileKind.DOCUMENT, 0)
    found = recognise(upload.name, file, size)
    check_size(found.kind, size)
    content = _Watched(*_clean(found, file, size))
    stored_as = store.write(store.new_name(), content)
    return StoredFile(
        kind=found.kind,
        name=_shown_name(upload.name, found),
        media_type=found.media_type,
        size=content.count,
        sha256=content.digest.hexdigest(),
        stored_as=stored_as,
    )


def _check_name(name: str) -> None:
    if "/" in name or "\\" in name or name in (".", ".."):
        raise Refused(
            _("The name of this file leads to a folder."),
            remedy=_("Rename it, without slashes, then send it anew."),
        )
    # Control characters, and those that turn the direction of reading, so that “exe.jpg” reads as something else.
    if any(unicodedata.category(letter) in ("Cc", "Cf") for letter in name):
        raise Refused(
            _("The name of this file holds signs that nobody can see."),
            remedy=_("Rename it, then send it anew."),
        )


def _shown_name(name: str, found: FileType) -> str:
    """The name as it is shown and downloaded: with an ending that says what it is."""
    ending = named_as(name)
    usual = ending if ending in found.extensions else found.extensions[0]
    stem = name.rpartition(".")[0] if ending in found.extensions else name
    stem = stem.strip().strip(".")[:LONGEST_NAME] or str(FileKind(found.kind).value)
    return f"{stem}.{usual}"


def _clean(found: FileType, file: BinaryIO, size: int) -> tuple[BinaryIO, int, tuple[Blank, ...]]:
    """The content without what tells a place: rewritten where it is a picture, blanked where it is a film."""
    if found.kind == FileKind.PHOTO:
        file.seek(0)
        clean = without_traces(found.code, file.read())
        return BytesIO(clean), len(clean), ()
    blanks = film_of(file, size).blanks if found.code in _FILMS else ()
    file.seek(0)
    return file, size, blanks


class _Watched(File):
    """A file that is hashed and counted as it is read, with some boxes blanked. Read once, from the start."""

    def __init__(self, file: BinaryIO, size: int, blanks: tuple[Blank, ...]):
        super().__init__(file, name="content")
        self.size = size
        self.count = 0
        self.digest = hashlib.sha256()
        self._source = file
        self._blanks = blanks
        file.seek(0)

    def read(self, size: int = -1) -> bytes:
        chunk = self._blanked(self._source.read(size))
        self.count += len(chunk)
        self.digest.update(chunk)
        return chunk

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        while chunk := self.read(chunk_size or store.CHUNK):
            yield chunk

    def multiple_chunks(self, chunk_size: int | None = None) -> bool:
        return True

    def seek(self, place: int, whence: int = os.SEEK_SET) -> int:
        """Back to the start, which is all that stores ask for: what was read counts anew."""
        if (place, whence) == (0, os.SEEK_SET):
            self.count, self.digest = 0, hashlib.sha256()
        return self._source.seek(place, whence)

    def tell(self) -> int:
        return self._source.tell()

    def close(self) -> None:
        """The source belongs to whoever opened it."""

    def seekable(self) -> bool:
        """It is read once and in order, also by stores that would rather jump about in it."""
        return False

    def _blanked(self, chunk: bytes) -> bytes:
        """The chunk that was just read, with boxes in it called `free` and emptied; they keep their length."""
        begin, end, mine = self.count, self.count + len(chunk), bytearray(chunk)
        for place, header, length in self._blanks:
            for octet in range(max(place + 4, begin), min(place + 8, end)):
                mine[octet - begin] = b"free"[octet - place - 4]
            first, last = max(place + header, begin), min(place + length, end)
            if first < last:
                mine[first - begin : last - begin] = bytes(last - first)
        return bytes(mine) if self._blanks else chunk
