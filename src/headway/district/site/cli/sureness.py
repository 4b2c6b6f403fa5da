"""`headway sureness learn`: what the filter beside the rule assumes, from the district's own ratings."""

from __future__ import annotations

import argparse
from pathlib import Path

from headway.district.site.cli.screen import progress, say
from headway.district.site.cli.words import DONE, NOT_DONE

__all__ = ["sureness"]


def sureness(asked: argparse.Namespace) -> int:
    """Say what would be adopted; with --adopt, adopt it."""
    from headway.district.foundation.api import SYSTEM
    from headway.district.proficiency.api import learn_sureness
    from headway.district.site.cli.database import is_migrated

    if not is_migrated():
        say("The database is not set up for this version. Run `headway migrate` first.")
        return NOT_DONE
    with progress("Learning how sure evidence makes us") as report:
        learned = learn_sureness(
            by=SYSTEM,
            moderation=Path(asked.moderation) if asked.moderation else None,
            keep=asked.adopt,
            report=report,
        )
    if not learned.bodies:
        say(f"There is too little evidence to learn from yet; {learned.version} stands as it was.")
        return DONE
    say(f"Read {learned.bodies:,} bodies of evidence.")
    if not learned.is_anchored:
        say("What all raters have in common is not known: give exemplars of an agreed level (--moderation).")
    if not asked.adopt:
        say(f"Nothing was kept. With --adopt this would be adopted: {learned.settings.to_dict()}")
    elif learned.is_new:
        say(f"{learned.version} holds from today on; the pages read it.")
    else:
        say(f"Nothing new was learned; {learned.version} stands.")
    return DONE
