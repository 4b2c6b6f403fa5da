"""Pages of changes of school: planned by one school, seen by the other before the first day (R109)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from headway.district.advancement.api import plan_transitions
from headway.district.advancement.models import Transition
from headway.district.foundation.api import audit, clock

pytestmark = pytest.mark.django_db


def text_of(answer):
    return answer.content.decode()


def form(world, **more):
    return {
        "groups": [str(world.cedar.uuid)],
        "to_school": str(world.birch.uuid),
        "starts_on": (clock.today() + dt.timedelta(days=300)).isoformat(),
        "through_level": "5",
        "owner": str(world.cora.uuid),
        **more,
    }


@pytest.fixture
def going(world):
    plan_transitions(
        viewer=world.viewer("cora"),
        learner_uuids=[world.ana.uuid],
        from_school=world.alder,
        to_school=world.birch,
        starts_on=clock.today() + dt.timedelta(days=300),
        through_level=5,
    )
    return Transition.objects.get()


def test_a_home_group_goes_together_and_the_other_school_sees_it(world, sign_in):
    said = text_of(sign_in(world.cora).post(reverse("counselor:transitions_plan"), form(world), follow=True))
    assert "4 changes of school are planned" in said
    for who, portal in ((world.carl, "counselor"), (world.leo, "leader")):
        seen = text_of(sign_in(who).get(reverse(f"{portal}:transitions")))
        assert "Ana Reyes" in seen
        assert "From Alder to Birch" in seen


def test_single_learners_are_named_by_their_identifiers(world, sign_in):
    sent = form(world, groups=[], identifiers="L-ana, L-ben")
    assert "2 changes" in text_of(
        sign_in(world.cora).post(reverse("counselor:transitions_plan"), sent, follow=True)
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"groups": []}, "Choose at least one home group"),
        ({"identifiers": "L-emil"}, "Nobody of your schools has: L-emil"),
        ({"starts_on": "soon"}, "could not be read"),
        ({"to_school": ""}, "Choose where they go"),
        ({"through_level": "²"}, "no level of the continuum"),
    ],
)
def test_bad_input_gets_a_sentence_and_plans_nothing(world, sign_in, change, sentence):
    answer = sign_in(world.cora).post(reverse("counselor:transitions_plan"), form(world, **change))
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Transition.objects.exists()


def test_each_look_of_the_receiving_school_is_in_the_trail(world, sign_in, going):
    answer = sign_in(world.carl).get(reverse("counselor:transition", args=[going.uuid]))
    assert "Next to build" in text_of(answer)
    (entry,) = audit.trail(
        learner_uuid=world.ana.uuid, act="people.record_viewed", actor_key=str(world.carl.uuid)
    )
    assert entry.facts["reasons"] == ["transition"]


@pytest.mark.parametrize(
    ("who", "portal"), [("willow", "teacher"), ("finch", "counselor"), ("rhea", "leader")]
)
def test_others_of_the_receiving_school_find_no_such_page(world, sign_in, going, who, portal):
    name = "counselor:transition" if portal == "teacher" else f"{portal}:transition"
    assert sign_in(getattr(world, who)).get(reverse(name, args=[going.uuid])).status_code == 404


def test_the_bridge_and_the_owner_are_saved(world, sign_in, going):
    sent = {"do": "save", "owner": str(world.carl.uuid), "in_bridge": "yes"}
    sign_in(world.carl).post(reverse("counselor:transition", args=[going.uuid]), sent)
    going.refresh_from_db()
    assert (going.owner, going.in_bridge) == (world.carl, True)


def test_small_numbers_are_held_back_together(world, sign_in, going):
    said = text_of(sign_in(world.carl).get(reverse("counselor:transitions_csv")))
    assert "Alder,Birch" in said
    assert said.count("fewer than 10, or hidden with one") >= 2, (
        "the number beside the small one may be a large one"
    )
    assert "Ana" not in said


def test_the_number_of_queries_does_not_grow_with_learners(world, sign_in, django_assert_max_num_queries):
    client = sign_in(world.cora)
    client.post(reverse("counselor:transitions_plan"), form(world))
    receiving = sign_in(world.carl)
    receiving.get(reverse("counselor:transitions"))
    with django_assert_max_num_queries(15):
        receiving.get(reverse("counselor:transitions"))
