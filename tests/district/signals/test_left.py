"""A learner who left the district: her signals wait for nobody, and stand again when the record is opened."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.foundation.api import Actor, Conflict
from headway.district.foundation.api import clock as time
from headway.district.people import services as people
from headway.district.signals.api import board, escalate, follow_up, hand_on, respond
from headway.district.signals.models import FollowUp, Response
from headway.district.signals.parts import tell_of_follow_ups
from tests.district.signals.conftest import found

pytestmark = pytest.mark.django_db
BY = Actor.system("test")
today = time.today


def answer(world, signal):
    return respond(
        viewer=world.viewer("webb"),
        signal_uuid=signal.uuid,
        kind="engage",
        words="We talk on Friday.",
        begins_on=today(),
        follow_up_on=today() + dt.timedelta(days=14),
    )


def test_a_signal_of_who_left_is_on_no_board_and_takes_no_answer_until_the_return(world, tell, clock):
    (signal,) = tell(found(world.ana))
    made = answer(world, signal)
    clock.advance(days=21)
    webb, cora = world.viewer("webb"), world.viewer("cora")
    assert board(webb).follow_ups
    people.record_departure(learner=world.ana, left_on=today() - dt.timedelta(days=1), by=BY)
    for viewer in (webb, cora):
        for everybody in (False, True):
            empty = board(viewer, everybody=everybody)
            assert (empty.lines, empty.answered, empty.follow_ups) == ((), (), ())
    for act in (
        lambda: answer(world, signal),
        lambda: follow_up(viewer=webb, response_uuid=made.uuid, outcome="going"),
        lambda: hand_on(viewer=webb, signal_uuid=signal.uuid, to=world.people["ortiz"].uuid),
    ):
        with pytest.raises(Conflict) as refused:
            act()
        assert "was the learner's last day in the district" in str(refused.value.sentence)
    assert (Response.objects.count(), FollowUp.objects.count()) == (1, 0)
    assert escalate(by=BY) == 0
    assert tell_of_follow_ups(today(), by=BY, learner_ids=[world.ana.pk]) == 0
    people.admit_learner(person=world.ana.person, school=world.alder, by=BY)
    assert board(webb).follow_ups
