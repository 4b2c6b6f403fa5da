"""Habits of success never touch academics, whatever is noted about them, and they are no part of the ratings."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.district.evidence.api import RatingLine
from headway.district.evidence.models import Rating
from headway.district.foundation.api import Refused, clock
from headway.district.habits.api import HabitLine, note_habits
from headway.district.habits.models import HabitObservation
from headway.district.pacing.api import pace_of
from headway.district.people.types import Role
from headway.district.proficiency.api import (
    decide,
    decide_in_bulk,
    explain,
    frontier_of,
    overview_by_school,
    record_ratings,
    record_ratings_in_bulk,
    standings_of,
)
from tests.district.proficiency.conftest import BUILDER, decisions, ratings

START = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)
ACADEMIC = ("MA.FR.1", "MA.FR.2", "MA.DA.1", "LI.RE.1")
HABITS = ("HS.PR.1", "HS.PR.2")


def events(codes):
    """(decided or only rated, learner, competency, level, day)"""
    return st.lists(
        st.tuples(
            st.booleans(),
            st.sampled_from(["ana", "ben"]),
            st.sampled_from(codes),
            st.integers(1, 4),
            st.integers(0, 30),
        ),
        min_size=1,
        max_size=8,
    )


def record(world, happened):
    def rows(decided):
        return [
            (getattr(world, who).pk, world.competency(code).pk, level, START + dt.timedelta(days=day))
            for is_decision, who, code, level, day in happened
            if is_decision == decided
        ]

    if rows(False):
        record_ratings_in_bulk(ratings([(*row, row[3]) for row in rows(False)]), by=BUILDER)
    if rows(True):
        decide_in_bulk(decisions(rows(True)), by=BUILDER)


def note(world, happened):
    for _decided, who, code, level, day in happened:
        note_habits(
            [
                HabitLine(
                    getattr(world, who).pk, world.competency(code).pk, level, START + dt.timedelta(days=day)
                )
            ],
            viewer=world.viewer("ortiz"),
        )


def academics(world):
    """Everything that is said of academic learning, for both learners."""
    from headway.district.continuum.api import current_map

    continuum, ortiz = current_map(), world.viewer("ortiz")
    said = []
    for learner in (world.ana, world.ben):
        said.append(standings_of(ortiz, learner))
        said.append(frontier_of(ortiz, learner))
        said.append(pace_of(ortiz, learner))
        said.append(explain(ortiz, learner, continuum.by_code["MA.FR.1"]))
    said.append(overview_by_school(world.viewer("lena")))
    assert world.viewer("lena").has(Role.LEADER)
    return said


@given(academic=events(ACADEMIC), habits=events(HABITS))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_noting_habits_changes_nothing_that_is_said_of_academics(world, academic, habits):
    from django.db import transaction

    with transaction.atomic():
        record(world, academic)
        before, rated = academics(world), Rating.objects.count()
        note(world, habits)
        assert HabitObservation.objects.count() == len(habits)
        assert Rating.objects.count() == rated
        assert academics(world) == before
        transaction.set_rollback(True)


def test_habits_stand_in_no_frontier(world):
    frontier = frontier_of(world.viewer("ortiz"), world.ana)
    told = (*frontier.ready, *frontier.working_on, *frontier.needs_first, *frontier.proficient)
    assert {item.competency.kind for item in told} == {"academic"}


def test_a_habit_is_not_rated_and_the_sentence_says_where_it_is_noted(world):
    line = RatingLine(world.ana.pk, world.competency("HS.PR.1").pk, 3, clock.now())
    with pytest.raises(Refused, match="noted on a page of their own") as refusal:
        record_ratings([line], viewer=world.viewer("ortiz"))
    assert refusal.value.problems[0].field == "competency"


def test_many_ratings_with_a_habit_among_them_are_refused_by_row(world):
    rows = [(world.ana.pk, world.competency(code).pk, 3, START, START) for code in ("MA.FR.1", "HS.PR.1")]
    with pytest.raises(Refused) as refusal:
        record_ratings_in_bulk(ratings(rows), by=BUILDER)
    assert [(one.row, one.field) for one in refusal.value.problems] == [("2", "competency")]
    assert Rating.objects.count() == 0


def test_nothing_is_decided_about_a_habit(world):
    with pytest.raises(Refused, match="Nothing is decided about habits"):
        decide(
            viewer=world.viewer("ortiz"),
            learner_uuid=world.ana.uuid,
            competency_uuid=world.competency("HS.PR.1").uuid,
            level=3,
            reason="Because.",
        )
