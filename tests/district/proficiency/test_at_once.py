"""Two people at the same moment: nothing is lost, nothing is doubled."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from headway.district.evidence.models import Rating
from headway.district.foundation import clock as time
from headway.district.proficiency.api import decide, record_ratings, standings_of
from headway.district.proficiency.models import Determination
from tests import worlds
from tests.district.proficiency.test_recording import line


@pytest.fixture
def committed_world(transactional_db, clock):
    return worlds.build()


def together(clock, *acts):
    """Run the acts in threads of their own that start at the same moment; their answers."""
    start = Barrier(len(acts))

    def run(act):
        try:
            with time.at(clock.instant):
                start.wait(timeout=10)
                return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result(timeout=30) for one in [pool.submit(run, act) for act in acts]]


def test_two_teachers_rating_one_learner_at_once_are_both_counted(committed_world, clock):
    world = committed_world
    viewers = [world.viewer("ortiz"), world.viewer("webb")]
    for _round in range(3):
        together(clock, *(lambda who=who: record_ratings([line(world)], viewer=who) for who in viewers))
    competency = world.competency("MA.FR.1").pk
    assert standings_of(viewers[0], world.ana)[competency].pieces == 6
    assert Rating.objects.count() == 6


def test_the_same_tap_arriving_twice_at_once_is_one_rating(committed_world, clock):
    world, ortiz = committed_world, committed_world.viewer("ortiz")
    outcomes = together(clock, *[lambda: record_ratings([line(world, request_key="tap")], viewer=ortiz)] * 3)
    assert Rating.objects.count() == 1
    assert len({one.rating_uuids for one in outcomes}) == 1
    assert sorted(one.repeated for one in outcomes) == [False, True, True]


def test_the_same_decision_arriving_twice_at_once_is_one_decision(committed_world, clock):
    world, ortiz = committed_world, committed_world.viewer("ortiz")

    def decision():
        return decide(
            viewer=ortiz,
            learner_uuid=world.ana.uuid,
            competency_uuid=world.competency("MA.FR.1").uuid,
            level=3,
            reason="Seen.",
            request_key="k",
        )

    outcomes = together(clock, decision, decision)
    assert Determination.objects.count() == 1
    assert sorted(one.repeated for one in outcomes) == [False, True]
