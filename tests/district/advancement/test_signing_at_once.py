"""Two signatures at the same moment: one of them moves her on, and she moves on once."""

from __future__ import annotations

import pytest

from headway.district.advancement.api import sign_off, stages_of, verify
from headway.district.advancement.models import Advancement, OpenedSeat
from headway.district.foundation.api import Conflict, HeadwayError, NotFound, audit
from tests import worlds
from tests.district.advancement.conftest import (
    LEVEL_FOUR,
    TWO_NAMES,
    adopt_rule,
    placed_at,
    section_for,
    show,
)
from tests.district.proficiency.test_at_once import together


@pytest.fixture
def committed_world(transactional_db, clock):
    world = worlds.build()
    placed_at(world, "ana", "MA", 4)
    show(world, "ana", LEVEL_FOUR)
    section_for(world, 5)
    return world


def signing(world, who, **more):
    viewer = world.viewer(who)

    def act():
        try:
            return sign_off(
                viewer=viewer,
                learner_uuid=world.ana.uuid,
                grain="level",
                code="MA",
                expected="level/MA/4",
                **more,
            )
        except (Conflict, NotFound) as told:  # not found: with the section Ana has left who teaches it
            return told

    return act


def test_two_signers_at_once_move_her_on_once_and_the_other_is_told(committed_world, clock):
    world = committed_world
    answers = together(clock, signing(world, "ortiz"), signing(world, "webb"))
    assert sum(isinstance(one, HeadwayError) for one in answers) == 1
    assert (Advancement.objects.count(), OpenedSeat.objects.count()) == (1, 1)
    assert stages_of((world.ana.pk,))[world.ana.pk]["MA"].level == 5
    assert audit.trail(act="advancement.signed_off").count() == 1


def test_the_same_tap_arriving_twice_at_once_is_one_sign_off(committed_world, clock):
    world = committed_world
    answers = together(clock, *[signing(world, "webb", request_key="tap")] * 3)
    assert Advancement.objects.count() == 1
    assert len({one.advancement_uuid for one in answers}) == 1
    assert sorted(one.repeated for one in answers) == [False, True, True]


def test_two_verifiers_at_once_move_her_on_once(committed_world, clock):
    world = committed_world
    adopt_rule({"level": {**TWO_NAMES["level"], "cumulative": False, "cumulative_days": None}})
    awaited = signing(world, "ortiz")().awaited_uuid

    def verifying(who):
        viewer = world.viewer(who)

        def act():
            try:
                return verify(viewer=viewer, awaited_uuid=awaited)
            except Conflict as conflict:
                return conflict

        return act

    answers = together(clock, verifying("lee"), verifying("lena"))
    assert sum(isinstance(one, Conflict) for one in answers) == 1
    assert Advancement.objects.count() == 1
