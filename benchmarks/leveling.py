"""Ten thousand entrants from one file of MAP Growth: the preview, bringing it in, what is suggested for each, and placing.

Placing is two steps of a person: the list of a school with its suggestions, and confirming all of it as one act, with
what lies below each level taken as met. Time on the clock is promised; work of the processor is given beside it, which
others on the same machine hardly change.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
import time
import uuid

from benchmarks.bare import append_rows
from benchmarks.figures import Figure
from benchmarks.worker import begin, give

ENTRANTS = 10_000
SUBJECTS = {"Mathematics": ("MA", 4), "Reading": ("LI", 3)}
GOAL = 60.0


def main() -> None:
    engine, _names = begin()
    from headway.district.assessments.api import suggestions_of
    from headway.district.demo import api as demo
    from headway.district.foundation.api import Actor
    from headway.district.interop import api as interop
    from headway.district.people.api import account_named, viewer_for_account
    from headway.district.people.models import Learner
    from headway.district.placement.api import BulkLine, place_in_bulk, suggestions_in_bulk

    if not demo.is_built():
        demo.build(learners=120)
    by = Actor.system("benchmark")
    viewer = viewer_for_account(account_named("superintendent").pk)
    learners = entrants(by)
    crosswalk(by)
    raw = an_export(list(learners))
    parts: dict[str, float] = {}
    worked: dict[str, float] = {}

    def timed(name, work):
        started, before = time.perf_counter(), time.process_time()
        answer = work()
        parts[name], worked[name] = time.perf_counter() - started, time.process_time() - before
        return answer

    run, plan = timed(
        "preview",
        lambda: interop.plan(format="assessments", raw=raw, file_name="entrants.csv", options={}, by=by),
    )
    timed("bring in", lambda: interop.apply(run_uuid=run.uuid, by=by))
    found = timed("suggest", lambda: suggestions_of(viewer, list(learners.values())))
    school = Learner.objects.get(pk=next(iter(learners.values()))).school_id
    assert school is not None
    entered = set(learners.values())
    listed = [
        one for one in timed("list", lambda: suggestions_in_bulk(viewer, school)) if one.learner_id in entered
    ]
    # where two levels fit, the person takes the first
    lines = [BulkLine(one.learner_id, one.domain_code, one.levels[0]) for one in listed]
    done = timed("confirm", lambda: place_in_bulk(viewer=viewer, lines=lines))
    assert (done.placed, done.left_out) == (len(lines), 0)
    assert {one.learner_id for one in listed} == entered, "an entrant is not in the list"
    taken = sum(parts.values())
    written = plan.total("add")
    bare = append_rows(written)
    assert len(found) == ENTRANTS, f"suggestions for {len(found)} entrants"
    give(
        Figure(
            f"leveling-10000.{engine}.seconds",
            round(taken, 2),
            "s",
            GOAL,
            against="appending as many bare rows",
            ratio=taken / bare,
            note=f"{written:,} results of {ENTRANTS:,} entrants, {done.placed:,} placements, {done.taken:,} competencies "
            f"taken as met, {done.plan_tasks:,} plans: {_said(parts)}; work of the processor: {_said(worked)}",
        )
    )


def _said(parts: dict[str, float]) -> str:
    return ", ".join(f"{name} {seconds:.1f} s" for name, seconds in parts.items())


def entrants(by) -> dict[str, int]:
    """New learners for this run: identifier → id. They come in as from a roster."""
    from headway.district.people.api import source_records, write_roster
    from headway.district.people.types import LearnerRow, OrganisationRow, PersonRow

    # The first place of the demo is the district, its schools follow.
    school = sorted(one for _kind, one in source_records("demo", OrganisationRow.RECORD_KIND))[-1]
    name = uuid.uuid4().hex[:8]
    keys = [f"{name}-{number}" for number in range(ENTRANTS)]
    people = [PersonRow(key, "Entrant", key) for key in keys]
    learners = [LearnerRow(key, school=school, local_identifier=key) for key in keys]
    outcome = write_roster([*people, *learners], by=by, source_code="demo")
    return {key: outcome.id_of(LearnerRow.RECORD_KIND, key) for key in keys}


def crosswalk(by) -> None:
    from headway.district.foundation.api import clock
    from headway.district.policy.api import PolicyKind, adopt
    from headway.mastery.placement.crosswalk import example_crosswalk

    example = example_crosswalk("map-growth", {area: domain for area, (domain, _goals) in SUBJECTS.items()})
    adopt(
        kind=PolicyKind.SCORE_CROSSWALK,
        text="An example for measuring.",
        parameters=example.to_dict(),
        effective_on=clock.today(),
        by=by,
    )


def an_export(learners: list[str]) -> bytes:
    """Two subjects of each entrant with their goals, as the publisher writes them."""
    chance = random.Random(20260901)  # test data, no secret
    file = io.StringIO()
    writer = csv.writer(file)
    goals = range(1, 5)
    headings = [
        "TermName",
        "StudentID",
        "Student_StateID",
        "Subject",
        "TestName",
        "TestStartDate",
        "TestRITScore",
    ]
    headings += ["TestStandardError", "TestPercentile"]
    headings += [f"Goal{n}{part}" for n in goals for part in ("Name", "RitScore", "StdErr")]
    writer.writerow(headings)
    on = dt.datetime.now(tz=dt.UTC).date() - dt.timedelta(days=20)
    day = f"{on.month}/{on.day}/{on.year}"
    for learner in learners:
        for subject, (_domain, many) in SUBJECTS.items():
            value = chance.randint(150, 250)
            row = [
                "Fall 2026-2027",
                learner,
                "",
                subject,
                f"Growth: {subject}",
                day,
                value,
                3.1,
                chance.randint(1, 99),
            ]
            for n in goals:
                row += (
                    [f"Goal {n} of {subject}", value + chance.randint(-8, 8), 5.2]
                    if n <= many
                    else ["", "", ""]
                )
            writer.writerow(row)
    return file.getvalue().encode()


if __name__ == "__main__":
    main()
