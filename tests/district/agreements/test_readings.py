"""One reading of a plan: on a learner's page, on a group's page and by night; with what is partly gained."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.agreements import api as agreements
from headway.district.continuum.api import current_map
from headway.district.foundation.api import Actor, clock
from headway.district.pacing import api as pacing
from headway.district.people.api import visible_learners
from headway.district.policy.api import PolicyKind, adopt
from headway.district.portals.presenting.pace_views.groups import read_group
from headway.district.signals.columns.plans import agreed_plans
from tests.district.pacing.conftest import settle

pytestmark = pytest.mark.django_db
BY = Actor.system("test")
# Six weeks from Wednesday 7 October: Wednesday 18 November.
LAST = dt.date(2026, 11, 18)


@pytest.fixture
def partly(world):
    """The district counts half of a competency as gained when work reached level 2."""
    adopt(
        kind=PolicyKind.PACE_EXPECTATION,
        text="Half at developing.",
        parameters={"days_per_year": 175, "units_per_year": {"MA": 6}, "partly": {"2": 0.5}},
        effective_on=clock.today(),
        by=BY,
    )


def own(plan, target):
    """As her own page reads it, with what it asks for."""
    info = plan.target(target)
    return agreements.plans_of(plan.world.ana, [info], current_map())[info.id]


def of_group(world):
    learners = list(visible_learners(world.viewer("webb")).filter(pk=world.ana.pk).select_related("person"))
    maths = next(one for one in current_map().domains if one.code == "MA")
    (person,) = read_group(world.viewer("webb"), learners, maths, current_map()).people
    return person


def by_night(world):
    agreed = agreements.agreements_in_force([world.ana.pk])
    return agreed_plans(agreed, current_map(), clock.today()).plans


@pytest.mark.parametrize(
    "shape",
    [
        None,
        {"kind": "j_curve", "curvature": 3.0},
        {"kind": "milestones", "steps": [{"on": "2026-10-28", "count": 1}]},
    ],
)
@pytest.mark.parametrize("counts_partly", [False, True])
def test_page_group_and_night_read_a_plan_alike_on_every_day(
    world, plan, clock, request, shape, counts_partly
):
    if counts_partly:
        request.getfixturevalue("partly")
    target = plan.agreed("MA.FR.1", "MA.DA.1", weeks=6, shape=shape)
    for day in range(0, 42, 6):
        on = dt.date(2026, 10, 7) + dt.timedelta(days=day)
        clock.set(f"{on} 09:00")
        if day == 12:
            settle(world, "MA.FR.1", 2)
        if day == 24:
            settle(world, "MA.FR.1", 3)
        reading, need = own(plan, target)
        night = by_night(world)
        assert of_group(world).standings == (reading.standing,)
        assert bool(night.done[0] < night.due[0] - 1e-9) is (reading.standing == "needs_adjusting")
        assert reading.done == pytest.approx(night.done[0] / night.total[0])
        assert need.units == pytest.approx(night.total[0] - night.done[0])
        assert need.units == {0: 2, 1: 1.5 if counts_partly else 2, 2: 1}[(day >= 12) + (day >= 24)]


def test_what_is_all_proficient_is_on_no_line_any_more(world, plan, clock):
    target = plan.agreed("MA.FR.1", weeks=6)
    clock.set("2026-10-15 09:00")
    settle(world, "MA.FR.1")
    assert own(plan, target) == (None, None)
    person = of_group(world)
    assert person.standings == ()
    assert "All of it is proficient" in person.plan
    night = by_night(world)
    assert (night.done[0], night.total[0]) == (1.0, 1.0)


def test_what_a_date_asks_for_is_what_pacing_counts_as_left(world, plan, partly):
    settle(world, "MA.FR.2", 2)
    viewer, competency = world.viewer("webb"), world.competency("MA.FR.2")
    left = pacing.remaining_of(viewer, world.ana, competency_ids=[competency.pk])
    need = agreements.need_for(
        viewer, world.ana, aim="competencies", by_on=LAST, competency_uuids=[competency.uuid]
    )
    assert (left.units, need.units) == (0.5, 0.5)
    assert need.per_week == pacing.needed_rate_of(viewer, world.ana, left, LAST).per_week
    assert plan.target(plan.propose("webb", "MA.FR.2", by_on=LAST)).latest.outlook["units"] == 0.5


def test_what_was_partly_gained_before_a_plan_is_no_work_of_it(world, plan, partly, clock):
    settle(world, "MA.FR.1", 2)
    clock.set("2026-10-08 09:00")
    target = plan.agreed("MA.FR.1", "MA.DA.1", weeks=6)
    clock.set("2026-10-09 09:00")
    reading, need = own(plan, target)
    night = by_night(world)
    assert (reading.done, need.units) == (0.0, 1.5)
    assert (night.done[0], night.total[0]) == (0.0, 1.5)


def test_without_partly_gained_work_a_reading_asks_for_no_decisions(world, plan, django_assert_num_queries):
    plan.agreed("MA.FR.1", "MA.DA.1", weeks=6)
    agreed, continuum = agreements.agreements_in_force([world.ana.pk]), current_map()
    time = agreements.school_days_of(world.ana).time
    pacing.partly_decisions([world.ana.pk])  # the policy is read
    with django_assert_num_queries(1):  # the policy
        agreements.read_plans(agreed, time, continuum)
