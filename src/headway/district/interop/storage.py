"""Uploaded files on their way in: kept under the data folder until they are applied or refused."""

from __future__ import annotations

import hashlib
import os
import uuid
from pathlib import Path

from django.conf import settings

__all__ = ["forget", "keep", "read", "sha256_of"]


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "imports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def sha256_of(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def keep(raw: bytes) -> str:
    """Store the bytes whole or not at all; answers the name under which `read` finds them."""
    name = f"{uuid.uuid4()}.upload"
    part = _folder() / f"{name}.part"
    try:
        with open(part, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        part.rename(_folder() / name)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return name


def read(name: str) -> bytes:
    """Raises FileNotFoundError when the file was applied, refused or cleared away."""
    return (_folder() / Path(name).name).read_bytes()


def forget(name: str) -> None:
    if name:
        (_folder() / Path(name).name).unlink(missing_ok=True)
