"""The store itself: a folder that no web server shows, or a bucket. Names are random; nothing is told by them."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages

__all__ = ["FILES", "OnDisk", "content_of", "names_in_store", "new_name", "remove", "write"]

# The name of the store in Django's STORAGES.
FILES = "evidence"
CHUNK = 256 * 1024


class OnDisk(FileSystemStorage):
    """Files below the data folder, readable by the program alone."""

    def __init__(self) -> None:
        super().__init__(
            location=settings.DATA_DIR / "files",
            file_permissions_mode=0o600,
            directory_permissions_mode=0o700,
        )

    def url(self, name: str | None) -> str:
        raise ValueError("Files have no address of their own: they are handed out to who may see them.")


def _store() -> Storage:
    return storages[FILES]


def new_name() -> str:
    """A name that nobody can guess, in one of 65,536 folders, so that none of them grows long."""
    word = secrets.token_hex(20)
    return f"{word[:2]}/{word[2:4]}/{word}"


def write(name: str, content: File) -> str:
    """Put a file into the store, chunk by chunk; the name under which it lies. Nothing is left behind on an error."""
    try:
        return _store().save(name, content)
    except BaseException:
        remove(name)
        raise


def remove(name: str) -> None:
    """Take a file out of the store; one that isn't there is out already."""
    if name:
        _store().delete(name)


def content_of(name: str, start: int, stop: int) -> Iterator[bytes]:
    """Bytes start..stop-1 of a file, chunk by chunk. Raises FileNotFoundError before the first of them."""
    store = _store()
    if hasattr(store, "bucket"):  # a bucket hands out a part without the rest
        return _part_of_object(store, name, start, stop)
    return _part_of_file(store.open(name, "rb"), start, stop)


def _part_of_file(file: Any, start: int, stop: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        left = stop - start
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


def _part_of_object(store: Any, name: str, start: int, stop: int) -> Iterator[bytes]:
    if stop <= start:
        return iter(())
    key = store._normalize_name(name)
    body = store.bucket.Object(key).get(Range=f"bytes={start}-{stop - 1}")["Body"]
    return body.iter_chunks(CHUNK)


def names_in_store() -> Iterator[tuple[str, dt.datetime]]:
    """Every file in the store, and when it was written."""
    store = _store()
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            inside, files = store.listdir(folder)
        except FileNotFoundError:  # nothing was ever stored
            continue
        folders += [f"{folder}/{one}".lstrip("/") for one in inside]
        for file in files:
            name = f"{folder}/{file}".lstrip("/")
            yield name, store.get_modified_time(name)
