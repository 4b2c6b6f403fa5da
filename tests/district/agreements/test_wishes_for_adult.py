"""Who would like an adult to come by waits for those who are told, until somebody answers."""

from __future__ import annotations

import pytest

from headway.district.agreements.api import answer_check_in, wishes_for_adult
from tests.district.agreements.test_check_ins import said, told_kinds

pytestmark = pytest.mark.django_db


def wishing(world, name, **options):
    return [one.learner_name for one in wishes_for_adult(world.viewer(name), **options)]


def test_a_wish_waits_for_those_who_are_told_until_somebody_answers(world, clock):
    uuid = said(world, went=2, wants_help=True)
    assert wishing(world, "webb") == ["Ana Reyes"]
    assert wishing(world, "ortiz") == wishing(world, "cora") == []
    assert wishing(world, "ortiz", everybody=True) == wishing(world, "cora", everybody=True) == ["Ana Reyes"]
    assert wishing(world, "finch", everybody=True) == wishing(world, "rosa", everybody=True) == []
    clock.set("2026-10-09 15:00")  # the next week has begun, and nobody came
    assert wishing(world, "webb") == ["Ana Reyes"]
    answer_check_in(world.viewer("webb"), uuid)
    assert wishing(world, "webb") == []


def test_a_wish_ends_with_a_check_in_without_it_and_with_the_weeks_looked_back(world, clock):
    said(world, went=2, wants_help=True)
    said(world, "ben", wants_help=True)
    clock.set("2026-10-09 15:00")
    said(world, went=4)
    assert wishing(world, "webb") == ["Ben Okafor"]
    clock.set("2026-10-30 15:00")
    assert wishing(world, "webb") == ["Ben Okafor"]
    clock.set("2026-11-02 09:00")
    assert wishing(world, "webb") == []


@pytest.mark.parametrize("again", [False, True])
def test_with_a_wish_of_the_week_before_its_notice_ends_too(world, clock, again):
    """Taken back by a check-in without it, or answered once it was said again: nobody is told of it any more."""
    said(world, went=2, wants_help=True)
    clock.set("2026-10-09 15:00")
    uuid = said(world, went=4, wants_help=again)
    if again:
        answer_check_in(world.viewer("webb"), uuid)
    assert wishing(world, "webb") == []
    assert "help_asked" not in told_kinds(world, "webb")
