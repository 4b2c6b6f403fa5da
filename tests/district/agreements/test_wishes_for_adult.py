"""Who would like an adult to come by waits for those who are told, until somebody answers."""

from __future__ import annotations

import pytest

from headway.district.agreements.api import answer_check_in, remind, wishes_for_adult
from headway.district.foundation.api import Refused
from headway.district.notices.api import mark_read
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
    assert answer_check_in(world.viewer("webb"), uuid, seen=True), "read, and it waits"
    assert wishing(world, "webb") == ["Ana Reyes"]
    assert "help_asked" in told_kinds(world, "webb")
    assert not answer_check_in(world.viewer("webb"), uuid, text="I come by.")
    assert wishing(world, "webb") == []
    assert "help_asked" not in told_kinds(world, "webb")


@pytest.mark.parametrize("text", ["", "   "])
def test_an_answer_that_says_nothing_is_refused(world, text):
    uuid = said(world, wants_help=True)
    with pytest.raises(Refused, match="nothing to send"):
        answer_check_in(world.viewer("webb"), uuid, text=text)
    assert wishing(world, "webb") == ["Ana Reyes"]


def test_a_wish_ends_with_a_check_in_without_it_and_waits_while_the_school_year_runs(world, clock):
    said(world, went=2, wants_help=True)
    said(world, "ben", wants_help=True)
    clock.set("2026-10-09 15:00")
    said(world, went=4)
    for day in ("2026-10-09", "2026-11-02", "2026-12-21", "2027-02-01", world.year.ends_on.isoformat()):
        clock.set(f"{day} 15:00")
        assert wishing(world, "webb") == ["Ben Okafor"], day
    clock.set("2027-07-07 09:00")
    assert wishing(world, "webb") == []


def test_a_wish_that_nobody_answers_goes_on_to_the_next_adult(world, clock):
    """Five days of school to answer, five more until a signal is passed on."""
    uuid = said(world, went=2, wants_help=True)
    clock.set("2026-10-21 18:00")
    remind()
    assert wishing(world, "cora") == []
    assert "help_asked" not in told_kinds(world, "cora")
    clock.set("2026-10-22 18:00")
    assert wishing(world, "cora") == wishing(world, "webb") == ["Ana Reyes"]
    remind()
    remind()
    assert told_kinds(world, "cora").count("help_asked") == 1
    mark_read(world.viewer("cora"))
    clock.set("2026-10-23 18:00")
    remind()
    assert "help_asked" not in told_kinds(world, "cora"), "once is enough"
    answer_check_in(world.viewer("cora"), uuid, text="I come by.")
    assert wishing(world, "cora") == wishing(world, "webb") == []
    assert "help_asked" not in told_kinds(world, "webb")


def test_a_wish_said_again_week_by_week_waits_since_the_first(world, clock):
    said(world, went=2, wants_help=True)
    first = wishes_for_adult(world.viewer("webb"))[0].said_at
    for day in ("2026-10-09", "2026-10-16", "2026-10-23"):
        clock.set(f"{day} 15:00")
        said(world, went=2, wants_help=True)
    assert wishes_for_adult(world.viewer("webb"))[0].said_at == first
    assert wishing(world, "cora") == ["Ana Reyes"]


@pytest.mark.parametrize("again", [False, True])
def test_with_a_wish_of_the_week_before_its_notice_ends_too(world, clock, again):
    """Taken back by a check-in without it, or answered once it was said again: nobody is told of it any more."""
    said(world, went=2, wants_help=True)
    clock.set("2026-10-09 15:00")
    uuid = said(world, went=4, wants_help=again)
    if again:
        answer_check_in(world.viewer("webb"), uuid, text="I come by.")
    assert wishing(world, "webb") == []
    assert "help_asked" not in told_kinds(world, "webb")
