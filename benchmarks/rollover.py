"""The change of the year for 10,000 learners: how long it takes, and how many stand elsewhere afterwards (none)."""

from __future__ import annotations

import datetime as dt
import time

from benchmarks.figures import Figure
from benchmarks.worker import begin, give


class _Back(Exception):
    """Other measurements use the same district, so nothing of this one stays."""


def main() -> None:
    engine, _names = begin()
    from django.db import transaction

    from headway.district.advancement import api as advancement
    from headway.district.foundation.api import Actor, clock
    from headway.district.people.api import create_term, district_organisation

    organisation, by = district_organisation(), Actor.system("bench")
    assert organisation is not None
    to_year = advancement.usual_year(organisation)
    last_day = advancement.plan_rollover(organisation, to_year).year.last_day
    assert last_day is not None
    summer = dt.datetime.combine(last_day + dt.timedelta(days=20), dt.time(12), tzinfo=dt.UTC)
    told = {}
    try:
        with transaction.atomic(), clock.at(summer):
            create_term(
                organisation=organisation,
                name="next",
                starts_on=last_day + dt.timedelta(days=70),
                ends_on=last_day + dt.timedelta(days=364),
                by=by,
            )
            started = time.perf_counter()
            plan = advancement.plan_rollover(organisation, to_year)
            told["look"] = time.perf_counter() - started
            started = time.perf_counter()
            done = advancement.rollover(organisation=organisation, to_year=to_year, by=by, expected=plan.key)
            told["turn"] = time.perf_counter() - started
            told["learners"], told["different"] = done.learners, done.different
            told["note"] = (
                f"{done.learners:,} learners, {done.counts['sections']:,} sections, "
                f"{done.counts['enrolments']:,} enrolments; {plan.kept['decisions']:,} decisions compared"
            )
            raise _Back
    except _Back:
        pass
    give(Figure(f"rollover-10000.{engine}.seconds", round(told["turn"], 1), "s", 120, note=told["note"]))
    give(Figure(f"rollover-10000.{engine}.look", round(told["look"], 2), "s", 5, note="looking at the plan"))
    give(
        Figure(
            f"rollover-10000.{engine}.different",
            told["different"],
            "learners",
            0,
            note="learners whose levels, open steps, plans or history differ afterwards",
        )
    )


if __name__ == "__main__":
    main()
