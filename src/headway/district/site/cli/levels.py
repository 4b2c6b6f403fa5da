"""`headway levels`: a whole file of ratings answered at once."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from headway.district.site.cli.screen import progress, say
from headway.district.site.cli.words import DONE

__all__ = ["levels"]


def levels(asked: argparse.Namespace) -> int:
    """Propose levels, and say how sure, for every learner and competency in a file."""
    from headway.district.foundation.api import Refused
    from headway.district.proficiency.api import levels_of_file
    from headway.mastery import facts
    from headway.mastery.proficiency import Rule
    from headway.mastery.proficiency.sureness import Settings

    try:
        rule = Rule.from_dict(_json(asked.rule)) if asked.rule else None
        settings = Settings.from_dict(_json(asked.settings)) if asked.settings else None
    except facts.Refused as problem:
        raise Refused(str(problem)) from problem
    begun = time.monotonic()
    with progress(f"Levels of {Path(asked.read).name}") as report:
        written = levels_of_file(
            Path(asked.read), Path(asked.write), rule=rule, settings=settings, report=report
        )
    say(
        f"{written.ratings:,} ratings read, {written.rows:,} levels written to {asked.write} "
        f"in {time.monotonic() - begun:.0f} seconds."
    )
    return DONE


def _json(name: str) -> dict[str, Any]:
    from headway.district.foundation.api import Refused

    try:
        value = json.loads(Path(name).read_text(encoding="utf-8"))
    except ValueError as problem:
        raise Refused(
            f"{name} is not JSON ({problem}).", remedy="Correct it, then run the command again."
        ) from problem
    if not isinstance(value, dict):
        raise Refused(
            f"{name} holds no settings.", remedy="Write one JSON object: a name and a value for each."
        )
    return value
