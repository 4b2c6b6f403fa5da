"""Keeping the store of files and the record in step."""

from __future__ import annotations

import argparse

from headway.district.site.cli.screen import progress, say
from headway.district.site.cli.words import DONE, NOT_DONE

__all__ = ["sweep"]


def sweep(asked: argparse.Namespace) -> int:
    """Take out files that no record names; not done where the record names files that are not there."""
    from headway.district.evidence.api import sweep_files

    with progress("Looking at the files"):
        found = sweep_files(dry_run=asked.plan)
    verb = "would be taken out" if asked.plan else "taken out"
    say(f"{found.looked_at:,} files looked at, {found.removed:,} {verb} that no record names.")
    if not found.missing:
        return DONE
    say(
        f"{len(found.missing):,} files of the record are not in the store. Bring the store back from its backup:"
    )
    for one in found.missing[:20]:
        say(f"  {one}")
    return NOT_DONE
