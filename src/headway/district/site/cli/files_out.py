"""Writing a file that other systems read: whole, or not at all."""

from __future__ import annotations

import argparse
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
            content, name = interop.export_case(asked.identifier), f"{Path(asked.identifier).name}.json"
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


def _write_whole(target: Path, content: bytes) -> None:
    """Under its name only when complete: whoever picks the file up never finds half of it."""
    descriptor, unfinished = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.chmod(unfinished, 0o600)  # it may hold personal data
        os.replace(unfinished, target)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
