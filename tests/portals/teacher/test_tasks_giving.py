"""Giving a task from the teacher's desk, and what the learner and her family then read."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from headway.district.evidence.api import assign_task
from headway.district.evidence.models import Task, TaskAssignment, TaskCriterion, TaskCriterionLevel
from headway.district.foundation.api import clock


@pytest.fixture
def task(world):
    row = Task.objects.create(
        organisation=world.district,
        title="Plan the garden",
        prompt="Plan it with a partner.",
        accommodations="Have it read aloud.\nUse sentence starters.",
        is_common=True,
        depth=2,
        other_forms=["recording"],
        translations={"es": {"title": "Planea el huerto", "prompt": "Planéalo en pareja."}},
    )
    row.competencies.set([world.competency("MA.FR.2")])
    criterion = TaskCriterion.objects.create(task=row, title="Fair parts")
    TaskCriterionLevel.objects.create(criterion=criterion, level=3, text="All parts are equal.")
    return row


@pytest.fixture
def give(world, task):
    def do(*learners: str, **more):
        return assign_task(
            world.viewer("ortiz"),
            task.uuid,
            learner_uuids=[getattr(world, one).uuid for one in learners],
            **more,
        )

    return do


def address(name: str, task: Task) -> str:
    return reverse(f"teacher:{name}", args=[task.uuid])


def open_rows():
    return TaskAssignment.objects.filter(taken_back_at__isnull=True)


# -- giving --


def test_everybody_of_the_section_is_ticked_and_can_be_left_out(world, sign_in, task, text):
    client = sign_in(world.ortiz)
    html = client.get(address("task_give", task)).content.decode()
    assert html.count('name="learners"') == html.count("checked>") == 4
    client.post(
        address("task_give", task),
        {
            "learners": [str(world.ana.uuid), str(world.ben.uuid)],
            "group_name": "Gardeners",
            "show_by": "2026-10-20",
        },
    )
    assert {(row.learner_id, row.group, row.section_id, row.show_by) for row in open_rows()} == {
        (one.pk, "Gardeners", world.mathematics.pk, dt.date(2026, 10, 20)) for one in (world.ana, world.ben)
    }
    shown = text(client.get(address("task_given", task)))
    assert "Mathematics, Alder · Gardeners" in shown
    assert "Ana Reyes" in shown
    assert "Chloe Nguyen" not in shown


def test_one_learner_alone_is_given_a_task_from_her_page(world, sign_in, task):
    client = sign_in(world.ortiz)
    html = client.get(address("task_give", task), {"learner": str(world.dev.uuid)}).content.decode()
    assert html.count('name="learners"') == 1
    client.post(f"{address('task_give', task)}?learner={world.dev.uuid}", {"learners": [str(world.dev.uuid)]})
    assert open_rows().get().section is None


def test_an_adviser_gives_to_his_home_group(world, sign_in, task):
    sign_in(world.webb).post(
        f"{address('task_give', task)}?group={world.cedar.uuid}", {"learners": [str(world.ana.uuid)]}
    )
    assert open_rows().get().assigned_by == world.webb


def test_giving_is_undone_with_one_button(world, sign_in, task, text):
    client = sign_in(world.ortiz)
    answer = client.post(address("task_give", task), {"learners": [str(world.ana.uuid)]}, follow=True)
    assert "1 learner has “Plan the garden” now." in text(answer)
    act = open_rows().get().act
    assert str(act) in answer.content.decode()
    client.post(address("task_take_back", task), {"act": str(act)})
    assert not open_rows().exists()


def test_taking_it_back_from_one_leaves_the_others(world, sign_in, task, give):
    give("ana", "ben")
    row = open_rows().get(learner=world.ana)
    sign_in(world.ortiz).post(address("task_take_back", task), {"assignment": str(row.uuid)})
    assert [one.learner for one in open_rows()] == [world.ben]


def test_whoever_has_it_cannot_be_ticked_again(world, sign_in, task, give):
    give("ana")
    html = sign_in(world.ortiz).get(address("task_give", task)).content.decode()
    assert html.count("disabled checked") == 1


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Nobody is chosen yet."),
        ({"learners": "ana", "show_by": "soon"}, "The date could not be read."),
        ({"learners": "ana", "show_by": "2026-10-01"}, "The day agreed on has passed already."),
        ({"learners": "ana", "group_name": "x" * 300}, "The name of the group is very long."),
    ],
)
def test_what_cannot_be_given_is_said_beside_its_field(world, sign_in, task, text, sent, sentence):
    if sent.get("learners"):
        sent = {**sent, "learners": [str(getattr(world, sent["learners"]).uuid)]}
    answer = sign_in(world.ortiz).post(address("task_give", task), sent)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not open_rows().exists()


def test_nobody_gives_to_learners_of_others(world, sign_in, task):
    finch, ortiz = sign_in(world.finch), sign_in(world.ortiz)
    ana, emil = {"learners": [str(world.ana.uuid)]}, {"learners": [str(world.emil.uuid)]}
    give = address("task_give", task)
    assert finch.post(give, ana).status_code == 404
    assert ortiz.post(give, emil).status_code == 404
    assert ortiz.post(give, {"learners": ["x"]}).status_code == 404
    for query in (
        f"?section={world.birch_mathematics.uuid}",
        f"?learner={world.emil.uuid}",
        "?learner=x",
        "?group=x",
        "?section=x",
    ):
        assert ortiz.get(give + query).status_code == 404
    assert not open_rows().exists()


def test_nobody_takes_back_what_others_gave_to_their_learners(world, sign_in, task, give):
    given = give("ana")
    row = open_rows().get()
    finch = sign_in(world.finch)
    for sent in ({"assignment": str(row.uuid)}, {"act": str(given.act_uuid)}, {"act": "x"}, {}):
        assert finch.post(address("task_take_back", task), sent).status_code == 404
    assert open_rows().exists()


def test_a_tutor_finds_nobody_to_give_to(world, sign_in, task, text):
    assert "There is nobody here to give it to." in text(sign_in(world.tessa).get(address("task_give", task)))


# -- the learner and her family --


def test_the_learner_finds_the_task_with_its_rubric_before_she_begins(world, sign_in, task, give, text):
    give("ana", show_by=clock.today() + dt.timedelta(days=3))
    client = sign_in(world.ana)
    listed = text(client.get(reverse("student:tasks")))
    for words in ("Plan the garden", "To be shown", "in 3 days", "Given by Elena Ortiz", "Next: read it"):
        assert words in listed
    shown = text(client.get(reverse("student:task", args=[task.uuid])))
    for words in (
        "Plan it with a partner.",
        "Equal fractions",
        "All parts are equal.",
        "Sound or video recording",
        "Use sentence starters.",
        "I'm ready",
    ):
        assert words in shown


def test_a_day_that_passed_is_said_without_reproach(world, sign_in, task, give, clock, text):
    give("ana", show_by=clock.instant.date() + dt.timedelta(days=1))
    clock.advance(days=5)
    assert "You can still show it." in text(sign_in(world.ana).get(reverse("student:tasks")))
    family = text(sign_in(world.rosa).get(reverse("family:tasks", args=[world.ana.uuid])))
    assert "Planea el huerto" in family or "Plan the garden" in family


def test_without_a_task_the_page_says_what_she_can_do(world, sign_in, text):
    assert "Nobody has given you a task right now." in text(sign_in(world.ana).get(reverse("student:tasks")))


def test_a_learner_opens_only_what_she_was_given_or_what_is_open(world, sign_in, task):
    hidden = Task.objects.create(organisation=world.birch, title="Birch only", prompt="Do.")
    client = sign_in(world.ana)
    assert client.get(reverse("student:task", args=[task.uuid])).status_code == 200
    assert client.get(reverse("student:task", args=[hidden.uuid])).status_code == 404
    assert client.get(reverse("teacher:task", args=[task.uuid])).status_code == 404


def test_a_family_reads_along_in_its_language_and_does_nothing(world, sign_in, task, give, text):
    give("ana")
    client = sign_in(world.rosa)
    shown = client.get(reverse("family:task", args=[world.ana.uuid, task.uuid]))
    assert shown.status_code == 200
    assert "Planéalo en pareja." in text(shown)
    assert client.post(reverse("family:task", args=[world.ana.uuid, task.uuid])).status_code == 405
    for who in ("greta", "raul"):
        stranger = sign_in(getattr(world, who))
        assert stranger.get(reverse("family:task", args=[world.ana.uuid, task.uuid])).status_code == 404
        assert stranger.get(reverse("family:tasks", args=[world.ana.uuid])).status_code == 404


def test_the_learners_list_asks_no_more_for_many_tasks(
    world, sign_in, task, give, django_assert_max_num_queries
):
    give("ana")
    for number in range(4):
        more = Task.objects.create(organisation=world.alder, title=f"More {number}", prompt="Do.")
        assign_task(world.viewer("ortiz"), more.uuid, learner_uuids=[world.ana.uuid])
    client = sign_in(world.ana)
    client.get(reverse("student:tasks"))
    with django_assert_max_num_queries(12):
        client.get(reverse("student:tasks"))
