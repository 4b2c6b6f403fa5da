"""The `headway` command line: everything that is done to an installation rather than in it."""

from headway.district.site.cli.entry import main

__all__ = ["main"]
