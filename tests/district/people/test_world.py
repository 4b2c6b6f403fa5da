"""The world that other tests stand on is as its description says."""

from __future__ import annotations

import pytest

from headway.district.people.api import visible_learners
from tests.worlds import VISITORS


def names(viewer) -> set[str]:
    return {learner.person.given_name for learner in visible_learners(viewer)}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("ana", {"Ana"}),
        ("rosa", {"Ana"}),
        ("raul", set()),
        ("ortiz", {"Ana", "Ben", "Chloe", "Dev"}),
        ("webb", {"Ana", "Ben", "Chloe", "Dev"}),
        ("tessa", {"Ana"}),
        ("cora", {"Ana", "Ben", "Chloe", "Dev", "Gus"}),
        ("lena", {"Ana", "Ben", "Chloe", "Dev", "Gus", "Emil"}),
        ("nina", set()),
        ("adam", set()),
        ("priya", set()),
        ("finch", {"Emil"}),
        ("greta", {"Emil"}),
        ("rhea", {"Emil"}),
        ("leo", {"Emil"}),
    ],
)
def test_everybody_in_the_world_sees_whom_she_should(world, who, seen):
    assert names(world.viewer(who)) == seen


def test_every_visitor_of_the_matrix_lives_in_the_world(world):
    assert all(world.viewer(who) for who in VISITORS.values() if who)
