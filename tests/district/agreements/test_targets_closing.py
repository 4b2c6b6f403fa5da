"""Closing a target, and the vision that it serves."""

from __future__ import annotations

import uuid

import pytest

from headway.district.agreements import api as agreements
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, Refused
from tests.district.agreements.conftest import fields

pytestmark = pytest.mark.django_db


def close(world, target, who, ending="met", **more):
    agreements.end(viewer=world.viewer(who), target_uuid=target, ending=ending, **more)


@pytest.mark.parametrize("who", ["ana", "webb", "ortiz"])
def test_met_is_seen_by_the_record_and_confirmed_with_one_tap(world, plan, show, who):
    target = plan.agreed("MA.FR.1")
    assert not plan.target(target).is_met
    with pytest.raises(Refused, match="Not yet proficient: Parts of a whole"):
        close(world, target, who)
    show("MA.FR.1", 3, 3, decided=3)
    assert plan.target(target).is_met
    assert plan.target(target).is_open
    close(world, target, who)
    close(world, target, who)
    assert plan.target(target).end.ending == "met"
    with pytest.raises(Conflict, match="no longer open"):
        plan.counter(target, who)


def test_a_target_is_kept_on_the_day_on_which_its_last_competency_is_proficient(world, plan, show, clock):
    target = plan.agreed("MA.FR.1", "MA.DA.1", weeks=3)  # agreed for 28 October
    clock.set("2026-10-12 15:00")
    show("MA.FR.1", 3, 3, decided=3)
    clock.set("2026-10-28 15:00")
    show("MA.DA.1", 3, 3, decided=3)
    clock.set("2026-11-05 15:00")  # a week later somebody taps
    close(world, target, "ana")
    kept = agreements.stage_evidence(world.viewer("ortiz"), world.ana).targets
    assert (kept.met, kept.kept) == (1, 1)


def test_what_became_proficient_after_the_agreed_day_is_not_kept_by_it(world, plan, show, clock):
    target = plan.agreed("MA.FR.1", "MA.DA.1", weeks=3)
    show("MA.FR.1", 3, 3, decided=3)
    clock.set("2026-10-29 15:00")
    show("MA.DA.1", 3, 3, decided=3)
    close(world, target, "ana")
    kept = agreements.stage_evidence(world.viewer("ortiz"), world.ana).targets
    assert (kept.met, kept.kept) == (1, 0)


def test_the_family_closes_nothing(world, plan, show):
    target = plan.agreed("MA.FR.1")
    show("MA.FR.1", 3, 3, decided=3)
    with pytest.raises(NotAllowed):
        close(world, target, "rosa")


def test_what_is_agreed_is_set_aside_together(world, plan, at_stage):
    target = plan.agreed()
    with pytest.raises(NotAllowed, match="together with an adult"):
        close(world, target, "ana", "set_aside", reason="No more.")
    with pytest.raises(Refused) as refusal:
        close(world, target, "webb", "set_aside")
    assert fields(refusal) == {"reason"}
    at_stage(3)
    close(world, target, "ana", "set_aside", reason="Something else matters more now.")
    assert plan.target(target).end.reason == "Something else matters more now."
    with pytest.raises(Conflict, match="closed in the meantime"):
        close(world, target, "webb", "met")


def test_a_target_is_replaced_by_one_that_is_there(world, plan):
    target = plan.agreed("MA.FR.1")
    with pytest.raises(Refused) as refusal:
        close(world, target, "webb", "replaced", reason="A level now.", replaced_by=uuid.uuid4())
    assert fields(refusal) == {"replaced_by"}
    follower = plan.propose("webb", aim="level", domain_code="MA", level=3, competency_uuids=())
    close(world, target, "webb", "replaced", reason="A level now.", replaced_by=follower)
    assert plan.target(target).end.replaced_by == follower


# -- the vision --------------------------------------------------------------------------------------------------------


def test_a_vision_is_the_learners_own_and_goals_lead_to_targets(world, plan):
    target = plan.agreed("MA.FR.1")

    def write(who, text, goals=(), **more):
        return agreements.write_vision(
            viewer=world.viewer(who), learner_uuid=world.ana.uuid, text=text, goals=goals, **more
        )

    assert write("ana", "I want to build houses.", [("Measure everything", [target])]) == 1
    assert write("ana", "I want to build houses.", [("Measure everything", [target])]) == 1
    for who in ("webb", "rosa"):
        with pytest.raises(NotAllowed, match="themselves"):
            write(who, "She wants …")
    with pytest.raises(NotFound):
        write("emil", "…")
    vision = agreements.vision_seen(world.ana)
    assert vision.text == "I want to build houses."
    assert vision.goals[0].target_uuids == (target,)
    with pytest.raises(Conflict):
        write("ana", "Bridges, too.", expects=0)
    assert write("ana", "Bridges, too.", expects=1) == 2
    assert agreements.vision_seen(world.ana).goals == ()
