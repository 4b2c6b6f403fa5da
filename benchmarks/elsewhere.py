"""Another system's 386,400 results to 76,000 rows by its own rules: read from our tables, worked out, written back.

Slate's own export of as much takes 90 to 167 s; a set-based calculation of its rules 8 to 11 s.
"""

from __future__ import annotations

import time
from collections import defaultdict
from typing import Any

import numpy as np

from benchmarks.figures import Figure
from benchmarks.worker import begin, give

LEARNERS, RESULTS = 1_000, 386_400
COMPETENCIES, SKILLS_EACH = 28, 5
# Twenty competencies at three levels and eight at two: 76 rows for each learner.
AT_THREE_LEVELS = 20
ROWS_EACH = 3 * AT_THREE_LEVELS + 2 * (COMPETENCIES - AT_THREE_LEVELS)
GOAL = 9.0
SAMPLE = 25


def main() -> None:
    engine, _names = begin()
    from headway.district.elsewhere import api as elsewhere
    from headway.district.foundation.api import Actor

    by = Actor.system("benchmark")
    source = f"bench-{time.time_ns()}"
    contents = an_export(source, learners_here())
    started = time.perf_counter()
    brought = elsewhere.bring(contents, by=by)
    bringing = time.perf_counter() - started
    assert (brought.results, brought.rows) == (RESULTS, LEARNERS * ROWS_EACH), brought

    started, own = time.perf_counter(), time.process_time()
    rows = elsewhere.compute(source, by=by)
    taken, own = time.perf_counter() - started, time.process_time() - own
    one_by_one = check_against_the_reference(source)
    give(
        Figure(
            f"elsewhere.{engine}.seconds",
            round(taken, 3),
            "s",
            GOAL,
            against="the rule for one learner at a time, in memory",
            ratio=taken / one_by_one,
            note=f"{RESULTS:,} results to {rows:,} rows through the tables ({own:.1f} s of them at work in this process); "
            f"the rule for one learner at a time would take {one_by_one:.0f} s without any table, and said the same of "
            f"{SAMPLE * ROWS_EACH:,} rows; bringing the results in took {bringing:.1f} s",
        )
    )


def learners_here() -> list[int]:
    """A thousand learners without anything but a name."""
    from headway.district.people.models import Learner, Person

    found = Learner.objects.filter(local_identifier__startswith="elsewhere-").order_by("pk")
    if found.count() < LEARNERS:
        people = Person.objects.bulk_create(
            Person(given_name="Learner", family_name=f"E{number}") for number in range(LEARNERS)
        )
        Learner.objects.bulk_create(
            Learner(person=person, local_identifier=f"elsewhere-{number}")
            for number, person in enumerate(people)
        )
    return list(found.values_list("pk", flat=True)[:LEARNERS])


def an_export(source: str, learners: list[int]) -> Any:
    """Results of every kind: ratings, missed ones and overrides, several at one moment, at every level."""
    from headway.district.elsewhere.api import EnrolmentColumns, ResultColumns, SkillContent, SourceContents

    chance = np.random.default_rng(7)
    levels = [(9, 10, 11) if one < AT_THREE_LEVELS else (9, 10) for one in range(COMPETENCIES)]
    places = np.array([(one, level) for one in range(COMPETENCIES) for level in levels[one]])
    assert len(places) == ROWS_EACH
    people = np.array(learners)
    share = np.repeat(np.arange(LEARNERS), np.diff(np.linspace(0, RESULTS, LEARNERS + 1).astype(int)))
    place = chance.integers(0, ROWS_EACH, RESULTS)
    competency, level = places[place, 0], places[place, 1]
    override = chance.random(RESULTS) < 0.03
    step = np.where(chance.random(RESULTS) < 0.08, 0, np.clip(level + chance.integers(-3, 3, RESULTS), 1, 13))
    begins = 1_700_000_000_000_000
    baseline = chance.integers(0, 1200, LEARNERS * ROWS_EACH)
    return SourceContents(
        source=source,
        skills=tuple(
            SkillContent(
                identifier=str(one * SKILLS_EACH + skill),
                code=f"C{one}.{skill}",
                title=f"Skill {skill}",
                competency=str(one),
                competency_code=f"C{one}",
                competency_title=f"Competency {one}",
                requirements={"9": 1 + skill % 3, "10": 2, "default": skill % 4},
                is_active=(one + skill) % 40 != 0,
            )
            for one in range(COMPETENCIES)
            for skill in range(SKILLS_EACH)
        ),
        competencies=tuple(str(one) for one in range(COMPETENCIES)),
        enrolments=EnrolmentColumns(
            learner=np.repeat(people, ROWS_EACH),
            competency=np.tile(places[:, 0], LEARNERS),
            level=np.tile(places[:, 1], LEARNERS),
            baseline=np.where(baseline < 500, -1, baseline),
        ),
        results=ResultColumns(
            learner=people[share],
            skill=competency * SKILLS_EACH + chance.integers(0, SKILLS_EACH, RESULTS),
            level=level,
            step=np.where(override, -1, step),
            is_override=override,
            shown_at=begins + chance.integers(0, 300, RESULTS) * 86_400_000_000,
            demonstration=np.arange(RESULTS) // 3,
            identifier=np.arange(RESULTS),
        ),
    )


def check_against_the_reference(source: str) -> float:
    """The rule for one learner at a time says of a sample what stands in the table; seconds that all would take."""
    from headway.district.elsewhere.columns import enrolments_of, results_of
    from headway.district.elsewhere.models import Source, SourceRow, SourceSkill
    from headway.mastery.proficiency.slate import SlateResult, SlateSkill, slate_row

    held = Source.objects.get(code=source)
    ids, enrolments = enrolments_of(held.pk)
    sampled = np.unique(enrolments.learner)[:: LEARNERS // SAMPLE].tolist()
    found, skills = results_of(held.pk, sampled), defaultdict(list)
    competency_of = {}
    for one in SourceSkill.objects.filter(source=held):
        skills[one.competency_id].append(SlateSkill(one.pk, one.requirements, one.is_active))
        competency_of[one.pk] = one.competency_id
    names = ("baseline", "average", "growth", "complete", "required", "missed", "progress", "is_complete")
    stands = {one[0]: one[1:] for one in SourceRow.objects.values_list("enrolment_id", *names)}
    wanted = np.flatnonzero(np.isin(enrolments.learner, sampled)).tolist()
    columns = (
        found.skill, found.level, found.step, found.override, found.when, found.demonstration, found.result,
    )  # fmt: skip
    started = time.perf_counter()
    by_place = defaultdict(list)
    for learner, *rest in zip(found.learner.tolist(), *(one.tolist() for one in columns), strict=True):
        skill, level, step, override, when, demonstration, result = rest
        by_place[learner, competency_of[skill]].append(
            SlateResult(skill, level, None if step < 0 else step, override, when, demonstration, result)
        )
    said = [
        slate_row(
            by_place[int(enrolments.learner[row]), int(enrolments.competency[row])],
            skills[int(enrolments.competency[row])],
            int(enrolments.level[row]),
            None if enrolments.baseline[row] < 0 else int(enrolments.baseline[row]),
        )
        for row in wanted
    ]
    taken = time.perf_counter() - started
    for row, one in zip(wanted, said, strict=True):
        told = (one.baseline, one.average, one.growth_tenths, one.complete, one.required, one.missed, one.progress,
                one.is_complete)  # fmt: skip
        assert stands[int(ids[row])] == told, (row, stands[int(ids[row])], told)
    assert len(wanted) == SAMPLE * ROWS_EACH
    return taken * LEARNERS / SAMPLE


if __name__ == "__main__":
    main()
