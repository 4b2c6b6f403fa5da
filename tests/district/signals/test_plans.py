"""Off target and waiting, read from the record itself: agreements with their line, their date and the night's chance."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.advancement.api import stages_of
from headway.district.agreements.outlooks import reading_of, school_days_of
from headway.district.continuum.api import current_map
from headway.district.foundation.api import Actor
from headway.district.signals.api import nightly
from headway.district.signals.columns import found as reading
from tests.district.pacing.conftest import settle
from tests.district.signals.test_finding import placed, told

pytestmark = pytest.mark.django_db
BY = Actor.system("test")
# Six weeks from Wednesday 7 October: Wednesday 18 November.
LAST = dt.date(2026, 11, 18)


@pytest.fixture
def chance(monkeypatch):
    """`chance(target, 0.1)`: what the night's forecast said of this plan."""

    def said(target, value):
        monkeypatch.setattr(reading, "stored_chances", lambda on, _ids: {f"target:{target}": value})

    return said


def off_target():
    return {key[2]: one.evidence for key, one in told("off_target").items()}


def test_a_plan_of_which_nothing_is_done_is_told_before_its_date(world, plan, clock):
    target = plan.agreed("MA.FR.1", "MA.DA.1", weeks=6)
    clock.set("2026-11-10 02:00")
    list(nightly(by=BY))
    evidence = off_target()[str(target)]
    assert (evidence["done"], evidence["total"], evidence["by_on"]) == (0.0, 2.0, "2026-11-18")
    assert evidence["chance"] < 0.25
    # The night before the plan's line asked for anything beyond the buffer, nothing was told.
    clock.set("2026-10-13 02:00")
    assert off_target() == {}


@pytest.mark.parametrize("shape", [None, {"kind": "j_curve", "curvature": 3.0}])
def test_it_is_told_on_the_days_on_which_the_plans_own_page_says_so(world, plan, clock, chance, shape):
    target = plan.agreed("MA.FR.1", "MA.DA.1", weeks=6, shape=shape)
    chance(target, 0.1)
    said = {}
    for day in range(43):
        on = LAST - dt.timedelta(days=42 - day)
        clock.set(f"{on} 09:00")
        if on == dt.date(2026, 10, 20):
            settle(world, "MA.FR.1")
        info = plan.target(target)
        page = reading_of(info, info.in_force, school_days_of(world.ana), current_map())
        said[on] = page.standing == "needs_adjusting", str(target) in off_target()
    assert {on: told_of for on, (of_page, told_of) in said.items() if of_page != told_of} == {}
    assert {of_page for of_page, _told in said.values()} == {True, False}


def test_a_good_chance_or_none_is_no_signal_until_the_date_is_over(world, plan, clock, chance):
    target = plan.agreed("MA.FR.1", "MA.DA.1", weeks=6)
    clock.set("2026-11-18 09:00")
    for value, is_told in ((0.2, True), (0.25, False), (None, False)):
        chance(target, value)
        assert bool(off_target()) is is_told
    clock.set("2026-11-19 02:00")
    evidence = off_target()[str(target)]
    assert (evidence["past"], evidence["done"], evidence["total"], evidence["due"]) == (1.0, 0.0, 2.0, 2.0)


def test_what_was_proficient_before_a_plan_is_no_part_of_it(world, plan, clock):
    settle(world, "MA.FR.1")
    clock.set("2026-10-08 09:00")
    target = plan.agreed(aim="level", domain_code="MA", level=4, competency_uuids=(), weeks=6)
    clock.set("2026-10-15 09:00")
    settle(world, "MA.DA.1")
    clock.set("2026-11-23 02:00")
    evidence = off_target()[str(target)]
    assert (evidence["done"], evidence["total"]) == (1.0, 2.0)


def test_a_plan_that_is_done_is_no_signal(world, plan, clock):
    plan.agreed("MA.FR.1", weeks=6)
    clock.set("2026-10-15 09:00")
    settle(world, "MA.FR.1")
    clock.set("2026-12-01 02:00")
    assert off_target() == {}


def test_work_that_waits_for_a_decision_is_told_from_the_policys_day_on(world, show, clock):
    show("MA.FR.1", 3, 3, 3, days_ago=0)
    clock.set("2026-10-13 09:00")
    assert told("waiting") == {}
    clock.set("2026-10-14 09:00")
    found = {key[2]: one for key, one in told("waiting").items() if key[0] == world.ana.pk}
    assert (found["decide:MA"].since_on, found["decide:MA"].evidence) == (dt.date(2026, 10, 7), {"days": 5.0})
    settle(world, "MA.FR.1")
    assert told("waiting") == {}


def test_a_learner_who_is_ready_to_move_on_is_told_from_the_policys_day_on(world, clock):
    placed(world, "ana")
    assert stages_of([world.ana.pk])[world.ana.pk]["MA"].level == 4
    clock.set("2026-10-08 09:00")
    for code in ("MA.FR.1", "MA.FR.2", "MA.DA.1"):
        settle(world, code)
    clock.set("2026-10-14 09:00")
    assert told("waiting") == {}
    clock.set("2026-10-15 09:00")
    ((key, one),) = told("waiting").items()
    assert key[0] == world.ana.pk
    assert key[2].startswith("move:")
    assert (one.since_on, one.evidence, one.domain_code) == (dt.date(2026, 10, 8), {"days": 5.0}, "MA")
