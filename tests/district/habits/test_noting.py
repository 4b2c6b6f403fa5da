"""What is seen of habits is noted apart from subjects, and never becomes a level of anything."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.district.foundation.api import Actor, Conflict, NotAllowed, NotFound, Refused, clock, trail
from headway.district.foundation.api import clock as district_clock
from headway.district.habits.api import (
    NOBODY,
    HabitColumns,
    HabitLine,
    habit_scale,
    habits_of,
    habits_of_group,
    lately,
    note_columns,
    note_habits,
    observations_of,
    withdraw_observation,
)
from headway.district.habits.models import HabitObservation
from headway.district.policy.api import adopt
from headway.district.portals.presenting.habits import habits_page
from tests.worlds import BUILDER


def line(world, level=3, who="ana", habit="HS.PR.1", days_ago=0, **more):
    return HabitLine(
        learner_id=getattr(world, who).pk,
        habit_id=world.competency(habit).pk,
        level=level,
        seen_at=clock.now() - dt.timedelta(days=days_ago),
        **more,
    )


def note(world, *lines, by="ortiz"):
    return note_habits(lines, viewer=world.viewer(by))


def test_what_was_seen_is_told_with_who_saw_it_and_when(world):
    note(world, line(world, 3, note="Came back to the hard part after lunch."))
    item = observations_of(world.viewer("ana"), world.ana)[0]
    assert (item.level, item.role, item.seen_by_name) == (3, "adult", world.ortiz.name)
    assert item.note == "Came back to the hard part after lunch."


def test_with_one_observation_nothing_is_said_of_lately(world):
    note(world, line(world, 3))
    (picture,) = habits_of(world.viewer("ortiz"), world.ana)
    assert (picture.lately, picture.times, picture.last) == (None, 1, 3)


def test_lately_is_what_most_recent_observations_say(world):
    for days_ago, level in ((40, 1), (30, 1), (20, 2), (10, 3), (5, 3), (1, 3)):
        note(world, line(world, level, days_ago=days_ago))
    (picture,) = habits_of(world.viewer("ortiz"), world.ana)
    assert (picture.first, picture.lately, picture.times) == (1, 3, 6)


@given(st.lists(st.integers(1, 6), max_size=12))
def test_lately_was_seen_lately_and_more_often_than_nothing_else(levels):
    said = lately(levels)
    recent = levels[-5:]
    if len(recent) < 2:
        assert said is None
    else:
        assert recent.count(said) == max(map(recent.count, recent))


def test_of_equally_many_the_more_recent_counts():
    assert lately([2, 3, 3, 2]) == 2
    assert lately([3, 2, 2, 3]) == 3


def test_a_learners_own_view_stands_beside_the_adults(world):
    note(world, line(world, 1), line(world, 1))
    note(world, line(world, 4, role="own"), by="ana")
    (picture,) = habits_of(world.viewer("ana"), world.ana)
    assert (picture.lately, picture.own) == (1, 4)


def test_nobody_else_says_how_a_learner_sees_herself(world):
    with pytest.raises(NotAllowed):
        note(world, line(world, 2, role="own"), by="ortiz")
    with pytest.raises(NotAllowed):
        note(world, line(world, 2, role="own", who="ben"), by="ana")


def test_a_learner_notes_nothing_as_an_adult(world):
    with pytest.raises((NotAllowed, NotFound)):
        note(world, line(world, 2), by="ana")


def test_the_neighbours_teacher_may_not_know_that_the_learner_exists(world):
    with pytest.raises(NotFound):
        note(world, line(world, 2), by="finch")
    with pytest.raises(NotFound):
        habits_of(world.viewer("finch"), world.ana)
    assert habits_of_group(world.viewer("finch"), [world.ana.pk]) == {}


def test_what_is_no_habit_is_refused_and_nothing_is_written(world):
    with pytest.raises(Refused) as refusal:
        note(world, line(world, 2), line(world, 2, habit="MA.FR.1"))
    assert (refusal.value.problems[0].row, refusal.value.problems[0].field) == ("2", "habit")
    assert HabitObservation.objects.count() == 0


@pytest.mark.parametrize("level", [0, 5, "85%", 2.5, True, None])
def test_a_step_that_the_scale_lacks_is_refused_by_name(world, level):
    with pytest.raises(Refused) as refusal:
        note(world, line(world, level))
    assert "By habit" in str(refusal.value.remedy)


def test_tomorrow_is_not_noted(world):
    with pytest.raises(Refused):
        note(world, line(world, 2, days_ago=-2))


def test_the_same_request_sent_twice_is_one_observation(world):
    first = note(world, line(world, 3, request_key="tap"))
    again = note(world, line(world, 3, request_key="tap"))
    assert (again.uuids, again.repeated) == (first.uuids, (True,))
    assert HabitObservation.objects.count() == 1
    with pytest.raises(Conflict):
        note(world, line(world, 4, request_key="tap"))


def test_taking_back_leaves_what_was_known_before(world):
    (uuid,) = note(world, line(world, 3, days_ago=1)).uuids
    known = clock.now()
    with clock.at(known + dt.timedelta(hours=1)):
        withdraw_observation(uuid, viewer=world.viewer("ortiz"))
        withdraw_observation(uuid, viewer=world.viewer("ortiz"))
    assert habits_of(world.viewer("ortiz"), world.ana) == ()
    assert len(habits_of(world.viewer("ortiz"), world.ana, as_of=known)) == 1
    assert habits_of(world.viewer("ortiz"), world.ana, as_of=known - dt.timedelta(days=3)) == ()
    assert [entry.act for entry in trail().entries if entry.act == "habits.taken_back"] == [
        "habits.taken_back"
    ]


def test_only_who_noted_it_takes_it_back(world):
    (uuid,) = note(world, line(world, 3)).uuids
    with pytest.raises(NotAllowed):
        withdraw_observation(uuid, viewer=world.viewer("webb"))


def test_the_scale_of_habits_is_the_districts_own_and_has_no_mark(world):
    from headway.district.policy.api import adopt

    assert habit_scale().names == ("With support", "Sometimes", "Most of the time", "By habit")
    adopt(
        kind="habits.scale",
        text="Three steps.",
        parameters={"levels": [{"name": "Beginning"}, {"name": "Growing"}, {"name": "Strong"}]},
        effective_on=clock.today(),
        by=Actor.system("test"),
    )
    assert habit_scale().names == ("Beginning", "Growing", "Strong")
    with pytest.raises(Refused):
        note(world, line(world, 4))


def columns(world, level=2):
    now = np.datetime64(clock.now().replace(tzinfo=None), "us")
    return HabitColumns(
        learner=np.array([world.ana.pk, world.ben.pk]),
        habit=np.array([world.competency("HS.PR.1").pk, world.competency("HS.PR.2").pk]),
        level=np.array([2, level]),
        seen_at=np.array([now, now]),
        recorded_at=np.array([now, now]),
        seen_by=np.array([world.ortiz.pk, NOBODY]),
        words={1: "Asked for help early."},
    )


def test_many_come_in_as_one_act(world):
    note_columns(columns(world), by=Actor.system("test"))
    item = observations_of(world.viewer("ortiz"), world.ben)[0]
    assert (item.level, item.note, item.seen_by_name) == (2, "Asked for help early.", "")


def test_of_many_one_wrong_row_is_named_and_nothing_is_written(world):
    with pytest.raises(Refused) as refusal:
        note_columns(columns(world, level=9), by=Actor.system("test"))
    assert [(one.row, one.field) for one in refusal.value.problems] == [("2", "level")]
    assert HabitObservation.objects.count() == 0


def test_a_step_is_a_word_of_the_scale_on_which_it_was_noted(world, clock):
    for level in (4, 3, 3):
        note(world, line(world, level))
    clock.advance(days=2)
    adopt(
        kind="habits.scale",
        text="Three steps.",
        parameters={"levels": [{"name": "Beginning"}, {"name": "Growing"}, {"name": "Rooted"}]},
        effective_on=district_clock.today(),
        by=BUILDER,
    )
    ortiz = world.viewer("ortiz")
    assert habits_of(ortiz, world.ana) == ()
    note(world, line(world, 2))
    (picture,) = habits_of(ortiz, world.ana)
    assert (picture.times, picture.first, picture.lately) == (1, 2, None)
    (group,) = habits_page(ortiz, world.ana).seen
    steps = [one.step for one in group.habits[0].notes]
    assert steps == ["Growing", "Most of the time", "Most of the time", "By habit"]
