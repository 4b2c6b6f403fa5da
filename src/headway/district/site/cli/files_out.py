"""Writing a file that other systems read: whole, or not at all."""

from __future__ import annotations

import argparse
import errno
import os
import sys
import tempfile
from pathlib import Path

from headway.district.site.cli.screen import progress, say
from headway.district.site.cli.words import DONE

__all__ = ["export_file"]


def export_file(asked: argparse.Namespace) -> int:
    """Export one framework, or the roster."""
    from headway.district.foundation.api import Actor
    from headway.district.interop import api as interop

    with progress("Writing"):
        if asked.format == "case":
            content, name = _framework(asked.identifier), f"{Path(asked.identifier).name}.json"
        else:
            content, name = interop.export_oneroster(by=Actor.system("command line")), "oneroster.zip"
    if isinstance(content, str):
        content = content.encode()
    if asked.output == "-":
        sys.stdout.buffer.write(content)
        return DONE
    target = Path(asked.output or name)
    _write_whole(target, content)
    say(f"{target} is written: {len(content):,} bytes.")
    return DONE


def _framework(identifier: str) -> bytes:
    """The package; for an identifier that is not here, the ones that are."""
    from headway.district.continuum.api import frameworks
    from headway.district.foundation.api import NotFound
    from headway.district.interop import api as interop

    try:
        return interop.export_case(identifier)
    except NotFound as unknown:
        here = ", ".join(f"{one.identifier} ({one.title})" for one in frameworks())
        remedy = f"Here are: {here}." if here else "There are none yet: headway import case FILE brings one."
        raise NotFound(unknown.sentence, remedy=remedy) from unknown


def _write_whole(target: Path, content: bytes) -> None:
    """Under its name only when complete: whoever picks the file up never finds half of it."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target.parent))
    descriptor, unfinished = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.chmod(unfinished, 0o600)  # it may hold personal data
        os.replace(unfinished, target)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
