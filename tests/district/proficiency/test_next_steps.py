"""A competency that is not yet proficient carries its next step, support and day: planned, kept, and missed where missing."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.foundation.api import Conflict, NotAllowed, NotFound, Refused
from headway.district.foundation.models import AuditEntry
from headway.district.proficiency.api import (
    needs_next_step,
    next_steps_of,
    plan_next_step,
    take_back_next_step,
)
from headway.district.proficiency.models import NextStep
from tests.district.continuum.versions import next_version
from tests.district.proficiency.carrying import decide_on, settle, standing, why
from tests.district.proficiency.ruling import show

CODE = "MA.FR.1"
DAY = dt.date(2026, 11, 2)


def plan(world, who="ortiz", learner="ana", **more):
    given = {
        "step": "Draw it in two ways.",
        "support": "Fraction strips, with Mr Webb.",
        "show_on": DAY,
    } | more
    return plan_next_step(
        viewer=world.viewer(who),
        learner_uuid=getattr(world, learner).uuid,
        competency_uuid=world.competency(CODE).uuid,
        **given,
    )


def is_missing(world) -> bool:
    return needs_next_step(
        standing(world, world.ana, CODE), next_steps_of((world.ana.pk,)).get(world.ana.pk, {})
    )


def test_a_plan_stands_on_the_explanation_with_who_planned_it(world):
    settle(world, world.ana, CODE, 2)
    planned = plan(world)
    assert (planned.step, planned.show_on, planned.planned_by) == ("Draw it in two ways.", DAY, "Elena Ortiz")
    assert why(world, world.ana, CODE).next_step == planned
    entry = AuditEntry.objects.latest("pk")
    assert (entry.act, entry.learner_uuid) == ("proficiency.next_step_planned", world.ana.uuid)
    assert "Draw it" not in str(entry.facts), "words stay where they can be erased"


def test_not_yet_proficient_without_a_plan_is_missing_one_and_proficient_is_not(world):
    assert not is_missing(world)
    settle(world, world.ana, CODE, 2)
    assert is_missing(world)
    plan(world)
    assert not is_missing(world)
    take_back_next_step(
        viewer=world.viewer("ortiz"),
        learner_uuid=world.ana.uuid,
        competency_uuid=world.competency(CODE).uuid,
    )
    assert is_missing(world)
    show(world, world.ana, CODE, 3, 3, 3, days_ago=0.1)
    decide_on(world, world.ana, CODE, 3)
    assert not is_missing(world)


def test_a_day_that_passed_without_new_work_wants_another_one(world, clock):
    settle(world, world.ana, CODE, 2)
    plan(world)
    clock.set("2026-11-02 12:00")
    assert not is_missing(world), "the day itself is still to come"
    clock.set("2026-11-03 12:00")
    assert is_missing(world)
    show(world, world.ana, CODE, 2, days_ago=0.5)
    assert not is_missing(world), "it was shown again; what comes of it is decided first"


def test_a_plan_stays_open_across_years_and_into_the_next_version(world, clock):
    settle(world, world.ana, CODE, 2)
    plan(world, show_on=dt.date(2027, 9, 1))
    next_version(world.version.pk, changed={CODE: {"statement": "I can name and draw a part."}})
    clock.set("2027-08-25 12:00")
    found = why(world, world.ana, CODE)
    assert found.level == 2
    assert found.next_step is not None
    assert not is_missing(world)


def test_a_new_plan_takes_the_place_of_the_one_before_and_pages_of_then_keep_that(world, clock):
    settle(world, world.ana, CODE, 2)
    plan(world)
    then = clock.instant
    clock.advance(days=1)
    plan(world, step="Explain it to Ben.")
    assert why(world, world.ana, CODE).next_step.step == "Explain it to Ben."
    assert why(world, world.ana, CODE, then).next_step.step == "Draw it in two ways."
    assert NextStep.objects.count() == 2


def test_the_same_form_sent_twice_is_one_plan_and_another_one_under_its_key_is_refused(world):
    settle(world, world.ana, CODE, 2)
    assert plan(world, request_key="a") == plan(world, request_key="a")
    assert NextStep.objects.count() == 1
    with pytest.raises(Conflict):
        plan(world, request_key="a", show_on=DAY + dt.timedelta(days=1))


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"step": " "}, "step", "empty"),
        ({"support": ""}, "support", "empty"),
        ({"step": "x" * 2001}, "step", "2000"),
        ({"show_on": None}, "show_on", "no day"),
        ({"show_on": dt.date(2026, 10, 6)}, "show_on", "passed"),
        ({"show_on": dt.date(2029, 1, 1)}, "show_on", "year away"),
    ],
)
def test_what_cannot_be_planned_says_which_field_and_what_to_do(world, more, field, words):
    settle(world, world.ana, CODE, 2)
    with pytest.raises(Refused) as refused:
        plan(world, **more)
    (problem,) = refused.value.problems
    assert problem.field == field
    assert words in str(problem.sentence)
    assert str(problem.remedy)
    assert NextStep.objects.count() == 0


def test_what_is_proficient_needs_no_plan(world):
    settle(world, world.ana, CODE, 3)
    with pytest.raises(Refused, match="proficient already"):
        plan(world)


def test_a_plan_is_made_by_those_who_teach_her(world):
    settle(world, world.ana, CODE, 2)
    assert plan(world, who="webb").planned_by == "Aiden Webb"
    with pytest.raises(NotFound):
        plan(world, who="finch")
    for who in ("cora", "rosa", "ana"):
        with pytest.raises(NotAllowed):
            plan(world, who=who)
