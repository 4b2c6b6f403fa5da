"""The stack of a task: whose work is in, what of it was looked at, and by whom."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.district.evidence.api import (
    RatingLine,
    WorkState,
    assign_task,
    assignments_of,
    bring_back_work,
    record,
    record_work,
    task_stack,
    tasks_at_work,
    throw_work_away,
    withdraw,
)
from headway.district.evidence.models import Evidence, EvidenceTarget, Task, TaskAssignment
from headway.district.foundation.api import Actor, NotFound, clock, new_uuid


@pytest.fixture
def garden(world):
    """A common task for two competencies of mathematics."""
    task = Task.objects.create(
        organisation=world.district, code="T1", title="Plan the garden", is_common=True, depth=2
    )
    task.competencies.set([world.competency("MA.FR.2"), world.competency("MA.DA.1")])
    return task


@pytest.fixture
def hand_in(world):
    """`hand_in("ana", task)`: a piece of work without a rating, some days ago."""

    def add(learner: str, task: Task, ago: int = 0) -> Evidence:
        at = clock.now() - dt.timedelta(days=ago)
        piece = Evidence.objects.create(
            learner=getattr(world, learner), task=task, form="product", observed_at=at, recorded_at=at
        )
        EvidenceTarget.objects.bulk_create(
            EvidenceTarget(evidence=piece, learner=piece.learner, competency=one)
            for one in task.competencies.all()
        )
        return piece

    return add


@pytest.fixture
def rate(world):
    def add(learner: str, code: str, task: Task, by: str = "ortiz", ago: int = 0):
        line = RatingLine(
            getattr(world, learner).pk,
            world.competency(code).pk,
            3,
            clock.now() - dt.timedelta(days=ago),
            task_id=task.pk,
        )
        person = getattr(world, by)
        return record([line], by=Actor.person(person_id=person.pk, uuid=person.uuid), viewer=world.viewer(by))

    return add


def lines_of(stack):
    return {line.name.split()[0]: line for line in stack.lines}


def test_a_section_stands_in_its_stack_whole_by_name(world, garden, hand_in):
    piece = hand_in("ben", garden)
    stack = task_stack(world.viewer("ortiz"), garden.uuid, world.mathematics.uuid)
    assert [line.name for line in stack.lines] == ["Chloe Nguyen", "Ben Okafor", "Dev Patel", "Ana Reyes"]
    assert lines_of(stack)["Ben"].work.evidence_uuid == piece.uuid
    assert lines_of(stack)["Ana"].work is None
    assert [line.name for line in stack.to_look_at] == ["Ben Okafor"]


def test_without_a_section_those_stand_in_it_who_were_given_the_task_or_have_shown_work(
    world, garden, hand_in
):
    hand_in("ben", garden)
    TaskAssignment.objects.create(task=garden, learner=world.dev, assigned_at=clock.now())
    stack = task_stack(world.viewer("ortiz"), garden.uuid)
    assert [line.name for line in stack.lines] == ["Ben Okafor", "Dev Patel"]
    assert [line.is_given for line in stack.lines] == [False, True]
    assert [line.state for line in stack.lines] == [WorkState.WORK_IN, WorkState.GIVEN]


def test_a_rating_of_somebody_else_is_told_apart_from_mine(world, garden, rate):
    rate("ana", "MA.FR.2", garden, by="webb")
    line = lines_of(task_stack(world.viewer("ortiz"), garden.uuid))["Ana"]
    assert line.rated == {world.competency("MA.FR.2").pk}
    assert line.rated_by_me == frozenset()
    mine = lines_of(task_stack(world.viewer("webb"), garden.uuid))["Ana"]
    assert mine.rated_by_me == {world.competency("MA.FR.2").pk}


def test_work_is_to_be_looked_at_until_every_competency_of_the_task_was_rated(world, garden, rate, hand_in):
    stack = task_stack(world.viewer("ortiz"), garden.uuid)
    assert stack.competency_ids == (world.competency("MA.FR.2").pk, world.competency("MA.DA.1").pk)
    rate("ana", "MA.FR.2", garden)
    assert len(task_stack(world.viewer("ortiz"), garden.uuid).to_look_at) == 1


def test_a_habit_that_a_task_names_is_not_rated_in_its_stack(world, garden, rate):
    garden.competencies.add(world.competency("HS.PR.1"))
    for code in ("MA.FR.2", "MA.DA.1"):
        rate("ana", code, garden)
    stack = task_stack(world.viewer("ortiz"), garden.uuid)
    assert world.competency("HS.PR.1").pk not in stack.competency_ids


def test_the_latest_piece_counts_and_new_work_is_in_again(world, garden, rate, hand_in):
    TaskAssignment.objects.create(
        task=garden, learner=world.ana, assigned_at=clock.now() - dt.timedelta(days=9)
    )
    rate("ana", "MA.FR.2", garden, ago=5)
    assert lines_of(task_stack(world.viewer("ortiz"), garden.uuid))["Ana"].state == WorkState.LOOKED_AT
    newer = hand_in("ana", garden, ago=1)
    line = lines_of(task_stack(world.viewer("ortiz"), garden.uuid))["Ana"]
    assert (line.work.evidence_uuid, line.state, line.pieces) == (newer.uuid, WorkState.WORK_IN, 2)


def test_work_from_before_the_task_was_given_does_not_answer_it(world, garden, hand_in):
    hand_in("ana", garden, ago=30)
    TaskAssignment.objects.create(task=garden, learner=world.ana, assigned_at=clock.now())
    assert lines_of(task_stack(world.viewer("ortiz"), garden.uuid))["Ana"].state == WorkState.GIVEN
    hand_in("ana", garden)
    assert lines_of(task_stack(world.viewer("ortiz"), garden.uuid))["Ana"].state == WorkState.WORK_IN


def test_a_piece_whose_only_rating_was_taken_back_is_no_work_but_one_handed_in_stays(
    world, garden, rate, hand_in
):
    recorded = rate("ana", "MA.FR.2", garden)
    withdraw(recorded.rating_uuids[0], reason="mistaken_learner", by=Actor.system("test"))
    assert task_stack(world.viewer("ortiz"), garden.uuid).lines == ()
    hand_in("ana", garden)
    assert lines_of(task_stack(world.viewer("ortiz"), garden.uuid))["Ana"].rated == frozenset()


def test_work_that_was_thrown_away_is_no_work_until_it_is_back(world, garden):
    ortiz = world.viewer("ortiz")
    assign_task(viewer=ortiz, task_uuid=garden.uuid, learner_uuids=[world.ben.uuid])
    piece = record_work(
        viewer=ortiz,
        learner_uuid=world.ben.uuid,
        competency_uuids=[world.competency("MA.FR.2").uuid],
        form="product",
        task_id=garden.pk,
    )

    def where():
        (given,) = assignments_of(world.viewer("ben"), world.ben)
        ((at_work),) = tasks_at_work([world.ben], since=clock.now() - dt.timedelta(days=1))
        line = lines_of(task_stack(ortiz, garden.uuid, world.mathematics.uuid))["Ben"]
        return line.state, given.state, at_work.with_work

    assert where() == (WorkState.WORK_IN, WorkState.WORK_IN, 1)
    throw_work_away(piece.evidence_uuid, viewer=ortiz)
    assert where() == (WorkState.GIVEN, WorkState.GIVEN, 0)
    bring_back_work(piece.evidence_uuid, viewer=ortiz)
    assert where() == (WorkState.WORK_IN, WorkState.WORK_IN, 1)


def test_the_stack_holds_only_learners_whom_i_may_rate(world, garden, hand_in):
    hand_in("ana", garden)
    hand_in("emil", garden)
    assert set(lines_of(task_stack(world.viewer("finch"), garden.uuid))) == {"Emil"}
    assert task_stack(world.viewer("tessa"), garden.uuid).lines == ()
    with pytest.raises(NotFound):
        task_stack(world.viewer("finch"), garden.uuid, world.mathematics.uuid)
    with pytest.raises(NotFound):
        task_stack(world.viewer("ortiz"), new_uuid())


def test_queries_do_not_grow_with_learners(world, garden, hand_in):
    viewer = world.viewer("ortiz")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            task_stack(viewer, garden.uuid, world.mathematics.uuid)
        return len(queries)

    hand_in("ana", garden)
    asked()  # the continuum is read once, and then remembered
    one = asked()
    for learner in ("ben", "chloe", "dev"):
        hand_in(learner, garden)
    assert asked() == one
