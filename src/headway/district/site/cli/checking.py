"""`headway check`: every finding with its remedy."""

from __future__ import annotations

import argparse
import json

from headway.district.site.cli.screen import say, table
from headway.district.site.cli.words import DONE, NOT_DONE, UNSAFE

__all__ = ["check"]

SIGNS = {"in order": "✓", "look at": "!", "not in order": "✗"}


def check(asked: argparse.Namespace) -> int:
    """Look at the installation; 0 when it is in order, 1 when something is not, 3 when the settings are unsafe."""
    from headway.district.site.check import IN_ORDER, NOT_IN_ORDER, findings

    found = findings()
    if asked.json:
        print(json.dumps([finding.as_json() for finding in found], indent=2))
    else:
        table(
            "Headway on this machine",
            ("", "what", "finding", "what to do"),
            ((SIGNS[each.state], each.what, each.sentence, each.remedy) for each in found),
        )
    wrong = [finding for finding in found if finding.state == NOT_IN_ORDER]
    if not wrong:
        looked = sum(finding.state != IN_ORDER for finding in found)
        say("In order." if not looked else f"In order; {looked} to look at.")
        return DONE
    say(f"{len(wrong)} not in order.")
    return UNSAFE if any(finding.what == "settings" for finding in wrong) else NOT_DONE
