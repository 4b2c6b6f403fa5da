"""A change of school: foundations met and open, an owner, and the receiving school before the first day (R109)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.district.advancement.api import (
    call_off_transition,
    change_transition,
    feeder_of,
    plan_transitions,
    transition_counts,
    transition_page,
    transitions_in,
    transitions_out,
)
from headway.district.advancement.models import Transition
from headway.district.foundation.api import SYSTEM, NotFound, Refused, clock
from headway.district.foundation.models import AuditEntry
from headway.district.people import services as people
from headway.district.people.api import can_see
from headway.district.people.models import Learner
from headway.district.placement.api import plan_task, plan_tasks_on_duty, sign, write_plan
from headway.district.placement.models import PlanTask

pytestmark = pytest.mark.django_db
FOUNDATIONS = ("MA.FR.1", "MA.FR.2")


def planned(world, *who, by="cora", **more):
    given = {
        "from_school": world.alder,
        "to_school": world.birch,
        "starts_on": clock.today() + dt.timedelta(days=200),
        "through_level": 5,
    }
    return plan_transitions(
        viewer=world.viewer(by),
        learner_uuids=[getattr(world, one).uuid for one in who],
        **{**given, **more},
    )


def test_the_receiving_school_sees_what_is_met_and_open_before_day_one(world, shows):
    shows("ana", "MA.FR.2")
    planned(world, "ana", "ben")
    coming = {one.learner_name: one for one in transitions_in(world.viewer("carl"))}
    assert set(coming) == {"Ana Reyes", "Ben Okafor"}
    (mathematics,) = [one for one in coming["Ana Reyes"].foundations if one.domain_code == "MA"]
    assert [one.code for one in mathematics.met] == ["MA.FR.2"]
    assert (
        len(mathematics.open)
        == len(
            [
                one
                for each in coming["Ben Okafor"].foundations
                if each.domain_code == "MA"
                for one in each.open
            ]
        )
        - 1
    )
    assert coming["Ana Reyes"].owner == "Cora Bell"


def test_only_essential_competencies_up_to_the_level_are_foundations(world):
    planned(world, "ana", through_level=3)
    (one,) = transitions_in(world.viewer("carl"))
    assert {each.level for domain in one.foundations for each in domain.open} <= {3}
    assert {each.importance for domain in one.foundations for each in domain.open} <= {"essential"}


def test_open_foundations_open_one_plan_task_with_an_owner(world):
    assert planned(world, "ana", owner_uuid=world.carl.uuid).tasks == 1
    task = PlanTask.objects.get()
    assert (task.reason, task.owner) == ("transition", world.carl)
    assert planned(world, "ana").changed == 1
    assert PlanTask.objects.count() == 1


def test_the_whole_record_stays_closed_to_the_receiving_school(world):
    planned(world, "ana")
    assert not can_see(world.viewer("carl"), world.ana)


@pytest.mark.parametrize("stranger", ["finch", "greta", "rosa", "ana", "ortiz", "willow", "ada"])
def test_strangers_find_nothing(world, stranger):
    planned(world, "ana")
    (row,) = Transition.objects.all()
    assert transitions_in(world.viewer(stranger)) == ()
    with pytest.raises(NotFound):
        transition_page(world.viewer(stranger), row.uuid)


def test_when_it_is_called_off_the_receiving_school_sees_nothing_any_more(world):
    planned(world, "ana")
    (row,) = Transition.objects.all()
    call_off_transition(viewer=world.viewer("cora"), transition_uuid=row.uuid)
    assert transitions_in(world.viewer("carl")) == ()
    with pytest.raises(NotFound):
        transition_page(world.viewer("carl"), row.uuid)


def test_the_receiving_school_cannot_call_it_off(world):
    planned(world, "ana")
    with pytest.raises(NotFound):
        call_off_transition(viewer=world.viewer("carl"), transition_uuid=Transition.objects.get().uuid)


def test_after_the_first_day_she_is_the_schools_own_and_stays_on_its_list(world):
    planned(world, "ana")
    Transition.objects.update(ended_at=clock.now())
    Learner.objects.filter(pk=world.ana.pk).update(school=world.birch)
    (one,) = transitions_in(world.viewer("carl"))
    assert one.is_over
    assert transitions_out(world.viewer("cora")) == ()
    assert can_see(world.viewer("carl"), world.ana)


def test_both_schools_invite_to_the_bridge(world):
    planned(world, "ana")
    (row,) = Transition.objects.all()
    change_transition(viewer=world.viewer("carl"), transition_uuid=row.uuid, in_bridge=True)
    (seen,) = transitions_out(world.viewer("cora"))
    assert seen.in_bridge


def test_the_next_time_the_usual_way_is_known(world):
    assert feeder_of(world.alder) is None
    planned(world, "ana")
    found = feeder_of(world.alder)
    assert (found.to_school_uuid, found.through_level) == (world.birch.uuid, 5)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"starts_on": dt.date(2020, 1, 1)}, "in the past"),
        ({"through_level": 40}, "no level"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(world, change, sentence):
    with pytest.raises(Refused, match=sentence):
        planned(world, "ana", **change)
    assert not Transition.objects.exists()


def test_a_learner_of_another_school_is_refused(world):
    with pytest.raises(Refused, match="at this school now"):
        planned(world, "emil")


def test_a_counsellor_plans_for_her_own_school_only(world):
    with pytest.raises(NotFound):
        planned(world, "ana", by="carl")


def test_counts_are_of_learners_with_and_without_open_foundations(world):
    planned(world, "ana", "ben")
    counts = transition_counts(transitions_in(world.viewer("carl")))
    assert {(one.from_school, one.without_open, one.with_open) for one in counts} == {("Alder", 0, 2)}


class TestThePlanOnItsWay:
    """Who sees to the plan at the school that she goes to works on it before the first day."""

    @pytest.fixture
    def plan(self, world):
        planned(world, "ana", owner_uuid=world.carl.uuid)
        return PlanTask.objects.get().uuid

    def test_the_owner_there_opens_writes_and_signs_it(self, world, plan):
        carl = world.viewer("carl")
        assert plan_task(carl, plan).uuid == plan
        assert [one.uuid for one in plan_tasks_on_duty(carl)] == [plan]
        revision = write_plan(
            viewer=carl, task_uuid=plan, goal="Adds fractions.", steps="In August.", support="Mr Dunn."
        )
        assert sign(viewer=carl, task_uuid=plan, revision=revision) == "owner"
        assert not can_see(carl, world.ana)

    def test_nobody_else_there_does(self, world, plan):
        for who in ("leo", "finch", "rhea"):
            with pytest.raises(NotFound):
                plan_task(world.viewer(who), plan)
            assert plan_tasks_on_duty(world.viewer(who)) == ()

    def test_whoever_sees_to_the_change_sees_to_the_plan(self, world, plan):
        change_transition(
            viewer=world.viewer("carl"),
            transition_uuid=Transition.objects.get().uuid,
            owner_uuid=world.leo.uuid,
        )
        assert plan_task(world.viewer("leo"), plan).owner == "Leo Hart"
        with pytest.raises(NotFound):
            plan_task(world.viewer("carl"), plan)

    def test_called_off_it_is_closed_to_them_again(self, world, plan):
        call_off_transition(viewer=world.viewer("cora"), transition_uuid=Transition.objects.get().uuid)
        with pytest.raises(NotFound):
            plan_task(world.viewer("carl"), plan)
        with pytest.raises(NotFound):
            write_plan(viewer=world.viewer("carl"), task_uuid=plan, goal="G", steps="S", support="S")
        assert plan_task(world.viewer("cora"), plan).uuid == plan

    def test_gone_elsewhere_it_is_closed_to_them_too(self, world, plan):
        elsewhere = people.create_organisation(
            kind="school", name="Cedar", code="CED", parent=world.district, by=SYSTEM
        )
        Learner.objects.filter(pk=world.ana.pk).update(school=elsewhere)
        with pytest.raises(NotFound):
            plan_task(world.viewer("carl"), plan)


def test_planning_asks_the_same_number_of_questions_however_many_go(world):
    counts = []
    # The first call also remembers the continuum.
    for who in (("ana",), ("ben",), ("chloe", "dev"), ("ana", "ben", "chloe", "dev")):
        with CaptureQueriesContext(connection) as asked:
            planned(world, *who)
        counts.append(len(asked))
    assert counts[1] == counts[2]
    assert counts[1] <= 25, counts
    assert AuditEntry.objects.filter(act="advancement.transition_planned").count() == 8
    assert (
        AuditEntry.objects.filter(act="placement.plan_task_opened").count() == PlanTask.objects.count() == 4
    )
