"""The same form sent twice is one act; the same key in the form of somebody else is another one."""

from __future__ import annotations

import pytest

from headway.district.agreements import api as agreements
from headway.district.agreements.models import CheckIn, CheckInAnswer, FamilyContact, StageDecision
from headway.district.foundation.api import clock
from tests.district.agreements.conftest import note_habit

pytestmark = pytest.mark.django_db
KEY = "k" * 80  # longer than a row keeps


def learners(world):
    return world.ana, world.ben


def test_a_check_in_of_one_learner_never_answers_for_another(world):
    for learner in (*learners(world), *learners(world)):
        agreements.keep_check_in(world.viewer("webb"), learner.uuid, went=3, request_key=KEY)
    assert set(CheckIn.objects.values_list("learner_id", flat=True)) == {one.pk for one in learners(world)}
    assert CheckIn.objects.count() == 2


def test_an_answer_to_one_check_in_never_stands_for_another(world):
    said = [
        agreements.keep_check_in(world.viewer("webb"), one.uuid, reflect="A good week.")
        for one in learners(world)
    ]
    for one in (*said, *said):
        agreements.answer_check_in(world.viewer("ortiz"), one, text="I read it.", request_key=KEY)
    assert set(CheckInAnswer.objects.values_list("check_in__uuid", flat=True)) == set(said)
    assert CheckInAnswer.objects.count() == 2


def test_a_stage_of_one_learner_never_answers_for_another(world):
    for name in ("ana", "ben", "ana"):
        agreements.decide_stage(
            world.viewer("ortiz"),
            getattr(world, name).uuid,
            2,
            habits=[note_habit(world, name=name)],
            request_key=KEY,
        )
    assert sorted(StageDecision.objects.values_list("learner_id", flat=True)) == sorted(
        one.pk for one in learners(world)
    )


def test_a_contact_with_one_family_never_stands_for_another(world):
    for one in (*learners(world), *learners(world)):
        agreements.note_contact(
            world.viewer("webb"),
            one.uuid,
            kind="call",
            held_on=clock.today(),
            shared="It goes well.",
            request_key=KEY,
        )
    assert sorted(FamilyContact.objects.values_list("learner_id", flat=True)) == sorted(
        one.pk for one in learners(world)
    )
