"""The change of the school year, from the command line."""

from __future__ import annotations

import argparse
import time

from headway.district.site.cli.screen import ask, progress, say, table
from headway.district.site.cli.words import DONE, NOT_DONE

__all__ = ["rollover"]

KEPT = {
    "decisions": "decisions",
    "standings": "standings",
    "placements": "levels by domain",
    "next_steps": "planned next steps",
    "plans": "plan tasks",
    "requests": "requests to show something",
    "choices": "choices of learners",
    "work": "pieces of work",
}


def rollover(asked: argparse.Namespace) -> int:
    """Show what the change would do; do it when a person says so."""
    from headway.district.advancement import api as advancement
    from headway.district.foundation.api import Actor

    organisation = _organisation(asked.at)
    plan = advancement.plan_rollover(organisation, asked.to)
    _show(plan)
    if plan.done is not None:
        say(f"The change to {plan.year.from_year}–{plan.year.to_year} was made already; nothing was done.")
        return DONE
    for problem in plan.problems:
        say(f"{problem.sentence} {problem.remedy}")
    if asked.preview:
        return DONE
    if plan.problems:
        return NOT_DONE
    if not asked.yes and not ask("Change the school year now?"):
        say("Nothing was done.")
        return DONE
    begun = time.monotonic()
    with progress("Changing the school year"):
        done = advancement.rollover(
            organisation=organisation, to_year=asked.to, by=Actor.system("command line"), expected=plan.key
        )
    say(
        f"Done for {done.learners:,} learners in {time.monotonic() - begun:.0f} seconds. "
        f"Learners who stand elsewhere than before: {done.different}."
    )
    return DONE


def _organisation(code: str):  # type: ignore[no-untyped-def]
    from headway.district.foundation.api import Refused
    from headway.district.people.api import district_organisation, organisation_with_code

    found = organisation_with_code(code) if code else district_organisation()
    if found is None:
        raise Refused(
            f"There is no school or district with the code {code}."
            if code
            else "There is no district here yet.",
            remedy="Look at the codes in the roster." if code else "Import the roster first.",
        )
    return found


def _show(plan) -> None:  # type: ignore[no-untyped-def]
    year = plan.year
    table(
        f"{year.organisation.name}: from {year.from_year - 1}–{year.from_year} to {year.from_year}–{year.to_year}",
        ("What", "How many"),
        [
            ("learners", f"{year.learners:,}"),
            ("sections that close", f"{len(year.sections):,}"),
            ("sections of the next year, left as they are", f"{year.next_sections:,}"),
            ("sections without a term, left as they are", f"{year.unplaced:,}"),
            ("home groups that go on as a whole", f"{year.home_groups:,}"),
            ("learners who change schools", f"{len(plan.moving):,}"),
            *((f"{KEPT[code]}, kept as they are", f"{count:,}") for code, count in plan.kept.items()),
        ],
    )
