"""Giving tasks: to a section, a group, one learner; and what a learner then finds."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.district.evidence.api import (
    RatingLine,
    assign_task,
    assignments_of,
    learner_task,
    record,
    take_back_act,
    take_back_assignment,
)
from headway.district.evidence.models import Task, TaskAssignment
from headway.district.foundation.api import NotAllowed, NotFound, Refused, audit, clock


@pytest.fixture
def task(world):
    row = Task.objects.create(
        organisation=world.district, title="Plan the garden", prompt="Plan it.", is_common=True, depth=2
    )
    row.competencies.set([world.competency("MA.FR.2"), world.competency("LI.WR.1")])
    return row


def open_rows():
    return TaskAssignment.objects.filter(taken_back_at__isnull=True)


def test_a_section_gets_a_task_in_one_act(world, task):
    day = clock.today() + dt.timedelta(days=7)
    given = assign_task(world.viewer("ortiz"), task.uuid, section_uuid=world.mathematics.uuid, show_by=day)
    assert (given.given, given.already) == (4, 0)
    assert {(row.section_id, row.show_by, row.act) for row in open_rows()} == {
        (world.mathematics.pk, day, given.act_uuid)
    }
    (entry,) = audit.trail(act="evidence.task_given")
    assert entry.facts["learners"] == 4


def test_a_group_is_those_chosen_with_the_teachers_word(world, task):
    assign_task(
        world.viewer("ortiz"), task.uuid, learner_uuids=[world.ana.uuid, world.ben.uuid], group="Gardeners"
    )
    assert {(row.learner_id, row.group) for row in open_rows()} == {
        (world.ana.pk, "Gardeners"),
        (world.ben.pk, "Gardeners"),
    }


def test_whoever_has_the_task_keeps_it_as_it_was(world, task):
    viewer = world.viewer("ortiz")
    assign_task(viewer, task.uuid, learner_uuids=[world.ana.uuid])
    again = assign_task(viewer, task.uuid, section_uuid=world.mathematics.uuid)
    assert (again.given, again.already) == (3, 1)
    assert open_rows().get(learner=world.ana).section is None
    assert assign_task(viewer, task.uuid, section_uuid=world.mathematics.uuid).act_uuid is None


def test_nobody_gives_tasks_to_learners_whom_she_may_not_rate(world, task):
    with pytest.raises(NotFound):
        assign_task(world.viewer("ortiz"), task.uuid, learner_uuids=[world.ana.uuid, world.emil.uuid])
    with pytest.raises(NotFound):
        assign_task(world.viewer("finch"), task.uuid, section_uuid=world.mathematics.uuid)
    with pytest.raises(NotFound):
        assign_task(world.viewer("tessa"), task.uuid, learner_uuids=[world.ana.uuid])
    assert not open_rows().exists()


def test_what_cannot_be_given_is_said_with_its_remedy(world, task):
    viewer = world.viewer("ortiz")
    yesterday = clock.today() - dt.timedelta(days=1)
    with pytest.raises(Refused) as nobody:
        assign_task(viewer, task.uuid)
    with pytest.raises(Refused) as passed:
        assign_task(viewer, task.uuid, learner_uuids=[world.ana.uuid], show_by=yesterday)
    Task.objects.filter(pk=task.pk).update(state="retired", is_active=False)
    with pytest.raises(Refused) as retired:
        assign_task(viewer, task.uuid, learner_uuids=[world.ana.uuid])
    fields = [one.value.problems[0].field for one in (nobody, passed, retired)]
    assert fields == ["learners", "show_by", "task"]
    assert not open_rows().exists()


def test_a_task_is_taken_back_once_and_may_be_given_again(world, task):
    viewer = world.viewer("ortiz")
    assign_task(viewer, task.uuid, learner_uuids=[world.ana.uuid])
    row = open_rows().get()
    take_back_assignment(viewer, row.uuid)
    take_back_assignment(viewer, row.uuid)
    assert assignments_of(world.viewer("ana"), world.ana) == ()
    assert audit.trail(act="evidence.task_taken_back").count() == 1
    assert assign_task(viewer, task.uuid, learner_uuids=[world.ana.uuid]).given == 1


def test_only_who_may_rate_takes_a_task_back(world, task):
    assign_task(world.viewer("ortiz"), task.uuid, learner_uuids=[world.ana.uuid])
    row = open_rows().get()
    with pytest.raises(NotFound):
        take_back_assignment(world.viewer("finch"), row.uuid)
    for who in ("tessa", "ana", "rosa"):
        with pytest.raises(NotAllowed):
            take_back_assignment(world.viewer(who), row.uuid)
    assert open_rows().exists()


def test_a_whole_act_is_undone_by_whoever_did_it(world, task):
    given = assign_task(world.viewer("ortiz"), task.uuid, section_uuid=world.mathematics.uuid)
    with pytest.raises(NotFound):
        take_back_act(world.viewer("webb"), given.act_uuid)
    assert take_back_act(world.viewer("ortiz"), given.act_uuid) == 4
    assert not open_rows().exists()


def test_the_learner_finds_what_she_was_given_with_the_nearest_day_first(world, task):
    viewer = world.viewer("ortiz")
    soon = Task.objects.create(organisation=world.alder, title="Soon", prompt="Now.")
    assign_task(viewer, task.uuid, learner_uuids=[world.ana.uuid])
    assign_task(
        viewer, soon.uuid, learner_uuids=[world.ana.uuid], show_by=clock.today() + dt.timedelta(days=2)
    )
    found = assignments_of(world.viewer("ana"), world.ana)
    assert [(one.task.title, one.state, one.assigned_by) for one in found] == [
        ("Soon", "given", "Elena Ortiz"),
        ("Plan the garden", "given", "Elena Ortiz"),
    ]
    assert len(assignments_of(world.viewer("rosa"), world.ana)) == 2
    for stranger in ("finch", "ben", "raul"):
        assert assignments_of(world.viewer(stranger), world.ana) == ()


def test_the_day_agreed_on_changes_no_rating(world, task, clock):
    viewer = world.viewer("ortiz")
    assign_task(
        viewer, task.uuid, learner_uuids=[world.ana.uuid], show_by=clock.instant.date() + dt.timedelta(days=1)
    )
    clock.advance(days=20)
    line = RatingLine(
        world.ana.pk, world.competency("MA.FR.2").pk, 3, clock.instant, task_id=task.pk, piece="plan"
    )
    recorded = record([line], by=viewer.actor, viewer=viewer)
    assert recorded.repeated == (False,)
    (one,) = assignments_of(world.viewer("ana"), world.ana)
    assert one.state == "looked_at"


def test_one_piece_of_work_answers_every_competency_of_its_task(world, task):
    viewer = world.viewer("ortiz")
    assign_task(viewer, task.uuid, learner_uuids=[world.ana.uuid])
    record(
        [
            RatingLine(world.ana.pk, one.pk, 3, clock.now(), task_id=task.pk, piece="plan")
            for one in task.competencies.all()
        ],
        by=viewer.actor,
        viewer=viewer,
    )
    (one,) = assignments_of(world.viewer("ana"), world.ana)
    assert (
        set(one.work.rated_by)
        == set(one.competency_ids)
        == {
            world.competency("MA.FR.2").pk,
            world.competency("LI.WR.1").pk,
        }
    )


def test_queries_of_the_learners_list_do_not_grow_with_tasks(world, task):
    viewer, ana = world.viewer("ortiz"), world.viewer("ana")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assignments_of(ana, world.ana)
        return len(queries)

    assign_task(viewer, task.uuid, learner_uuids=[world.ana.uuid])
    asked()
    one = asked()
    for number in range(3):
        more = Task.objects.create(organisation=world.alder, title=f"More {number}", prompt="Do.")
        more.competencies.set([world.competency("MA.FR.1")])
        assign_task(viewer, more.uuid, learner_uuids=[world.ana.uuid])
    assert asked() == one


def test_a_learner_reads_what_she_was_given_or_what_is_open_to_her(world, task):
    neighbours = Task.objects.create(organisation=world.birch, title="Birch only", prompt="Do.")
    draft = Task.objects.create(
        organisation=world.alder, title="Draft", prompt="Do.", state="draft", is_active=False
    )
    check = Task.objects.create(organisation=world.district, title="Check", prompt="Do.", is_cumulative=True)
    ana = world.viewer("ana")
    assert learner_task(ana, world.ana, task.uuid).assignment is None
    for closed in (neighbours, draft, check):
        with pytest.raises(NotFound):
            learner_task(ana, world.ana, closed.uuid)
    assign_task(world.viewer("ortiz"), check.uuid, learner_uuids=[world.ana.uuid])
    assert learner_task(ana, world.ana, check.uuid).assignment is not None
    assert learner_task(world.viewer("rosa"), world.ana, check.uuid).assignment is not None
    for stranger in ("ben", "raul", "finch"):
        with pytest.raises(NotFound):
            learner_task(world.viewer(stranger), world.ana, task.uuid)
