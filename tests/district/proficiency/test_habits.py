"""Habits of success never touch academics, whatever is recorded about them."""

from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.district.evidence.models import Rating
from headway.district.pacing.api import pace_of
from headway.district.people.types import Role
from headway.district.proficiency.api import (
    decide_in_bulk,
    explain,
    frontier_of,
    overview_by_school,
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


def academics(world):
    """Everything that is said of academic learning, for both learners."""
    from headway.district.continuum.api import current_map

    continuum, ortiz = current_map(), world.viewer("ortiz")
    habits = {one.id for one in continuum.competencies if one.kind == "habits"}
    said = []
    for learner in (world.ana, world.ben):
        standings = standings_of(ortiz, learner)
        frontier = frontier_of(ortiz, learner)
        said.append({key: value for key, value in standings.items() if key not in habits})
        said.extend(
            tuple(item for item in items if item.competency.id not in habits)
            for items in (frontier.ready, frontier.working_on, frontier.needs_first, frontier.proficient)
        )
        said.append(pace_of(ortiz, learner))
        said.append(explain(ortiz, learner, continuum.by_code["MA.FR.1"]))
    said.append(overview_by_school(world.viewer("lena")))
    assert world.viewer("lena").has(Role.LEADER)
    return said


@given(academic=events(ACADEMIC), habits=events(HABITS))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_recording_habits_changes_nothing_that_is_said_of_academics(world, academic, habits):
    from django.db import transaction

    with transaction.atomic():
        record(world, academic)
        before = academics(world)
        rated = Rating.objects.count()
        record(world, habits)
        assert Rating.objects.count() >= rated
        assert academics(world) == before
        transaction.set_rollback(True)
