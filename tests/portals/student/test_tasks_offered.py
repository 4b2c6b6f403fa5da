"""Which tasks “I'm ready” offers: what is open to this learner or was given to her, in every form it may be shown."""

from __future__ import annotations

import pytest

from headway.district.evidence.api import ask_ready
from headway.district.evidence.models import ReadyRequest, Task, TaskAssignment
from headway.district.foundation.api import NotFound
from headway.district.foundation.api import clock as time
from tests.portals.showing import text_of


@pytest.fixture
def task(world):
    def made(title, organisation=None, **more):
        task = Task.objects.create(
            organisation=organisation or world.alder, title=title, form="performance", **more
        )
        task.competencies.add(world.competency("MA.FR.1"))
        return task

    return made


@pytest.fixture
def offered(world, sign_in):
    def texts():
        client = sign_in(world.ana)
        uuid = world.competency("MA.FR.1").uuid
        return [text_of(client.get(f"/me/competency/{uuid}/{part}")) for part in ("ready/", "")]

    return texts


def test_what_is_being_written_is_not_offered_yet(task, offered):
    for state in ("draft", "in_review", "retired"):
        task(f"Garden {state}", state=state)
    task("Garden of the school")
    for text in offered():
        assert "Garden of the school" in text
        assert not [state for state in ("draft", "in_review", "retired") if f"Garden {state}" in text]


def test_a_cumulative_check_is_offered_once_it_is_given(world, task, offered):
    check = task("The check of level 5", is_cumulative=True)
    assert not [text for text in offered() if check.title in text]
    given = TaskAssignment.objects.create(
        task=check, learner=world.ana, assigned_by=world.ortiz, assigned_at=time.now()
    )
    assert all(check.title in text for text in offered())
    given.taken_back_at = time.now()
    given.save()
    assert not [text for text in offered() if check.title in text]


def test_every_form_of_a_task_may_be_chosen_and_no_other(world, task, sign_in):
    one = task("Share the bread", other_forms=["recording"])
    client = sign_in(world.ana)
    address = f"/me/competency/{world.competency('MA.FR.1').uuid}/ready/"
    assert "Performance task, Sound or video recording" in text_of(client.get(address))
    on = client.post(address, {"at": "1", "do": "next", "task": one.uuid, "way": "video"})
    assert on.status_code == 200
    assert "Where do you see your work?" in text_of(on)
    other = client.post(address, {"at": "1", "do": "next", "task": one.uuid, "way": "text"})
    assert other.status_code == 422
    assert "It can be shown as: Performance task, Sound or video recording" in text_of(other)


def test_nobody_asks_with_a_task_that_is_not_open_to_her(world, task):
    for hidden in (
        task("The neighbours' own", world.birch),
        task("The check", is_cumulative=True),
        task("Draft", state="draft"),
    ):
        with pytest.raises(NotFound):
            ask_ready(
                viewer=world.viewer("ana"),
                competency_uuids=[world.competency("MA.FR.1").uuid],
                form="performance",
                task_uuid=hidden.uuid,
            )
    assert not ReadyRequest.objects.exists()
