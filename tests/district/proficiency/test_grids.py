"""The class grid, and what pages may cost."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.continuum.api import current_map
from headway.district.foundation.api import NotFound
from headway.district.pacing.api import pace_of
from headway.district.people.api import visible_learner
from headway.district.proficiency.api import (
    GridFilter,
    decide_in_bulk,
    frontier_of,
    grid,
    record_ratings_in_bulk,
)
from tests.district.proficiency.conftest import BUILDER, ratings

SEPTEMBER = dt.datetime(2026, 9, 10, 12, tzinfo=dt.UTC)
OCTOBER = dt.datetime(2026, 10, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def rated(crowd):
    """Everybody has two pieces at level 3 on the first ten steps; the first twelve learners were decided on five."""
    rows = [
        (one.pk, code, 3, at, at)
        for one in crowd.learners
        for code in crowd.competency_ids[:10]
        for at in (SEPTEMBER, OCTOBER)
    ]
    record_ratings_in_bulk(ratings(rows), by=BUILDER)
    crowd.competency_ids, every = crowd.competency_ids[:5], crowd.competency_ids
    decide_in_bulk(crowd.decisions(crowd.learners[:12], 3, OCTOBER), by=BUILDER)
    crowd.competency_ids = every
    return crowd


def test_the_grid_shows_everybody_and_who_is_ready_for_what(rated):
    found = grid(rated.world.viewer("ortiz"), rated.world.mathematics)
    assert (len(found.rows), len(found.columns), found.learners) == (25, 40, 25)
    first, last = found.rows[0], found.rows[-1]
    assert [cell.standing.level for cell in first.cells[:6]] == [3, 3, 3, 3, 3, None]
    assert first.cells[5].is_ready
    assert not last.cells[5].is_ready
    assert last.cells[0].is_ready
    assert last.cells[20].standing is None
    assert dict(found.counts[0]) == {3: 12, None: 13}


def test_filters_keep_learners_of_whom_it_is_true(rated):
    ortiz, section = rated.world.viewer("ortiz"), rated.world.mathematics
    one, sixth = rated.competency_ids[:1], rated.competency_ids[5:6]

    def shown(ids, keep):
        return len(grid(ortiz, section, ids, filter=keep).rows)

    assert shown(one, GridFilter.NEEDS_DECISION) == 13
    assert shown(one, GridFilter.NOT_YET) == 13
    assert shown(sixth, GridFilter.NEEDS_DECISION) == 25
    assert shown(rated.competency_ids[30:31], GridFilter.NO_EVIDENCE) == 25
    assert shown(sixth, GridFilter.READY) == 0  # they all have begun


def test_as_of_a_past_moment_the_grid_shows_what_was_known_then(rated):
    ortiz = rated.world.viewer("ortiz")
    found = grid(ortiz, rated.world.mathematics, as_of=SEPTEMBER + dt.timedelta(days=1))
    cell = found.rows[0].cells[0]
    assert (cell.standing.level, cell.standing.pieces) == (None, 1)


def test_a_neighbour_teacher_finds_no_such_section(rated):
    with pytest.raises(NotFound):
        grid(rated.world.viewer("finch"), rated.world.mathematics)


def test_a_class_grid_costs_five_queries(rated, django_assert_max_num_queries, request_memory):
    ortiz = rated.world.viewer("ortiz")
    current_map()
    with request_memory(), django_assert_max_num_queries(5):
        found = grid(ortiz, rated.world.mathematics, rated.competency_ids[:28])
    assert (len(found.rows), len(found.columns)) == (25, 28)


def test_a_past_class_grid_costs_seven_queries(rated, django_assert_max_num_queries, request_memory):
    ortiz = rated.world.viewer("ortiz")
    current_map()
    with request_memory(), django_assert_max_num_queries(7):
        grid(ortiz, rated.world.mathematics, rated.competency_ids[:28], as_of=OCTOBER)


@pytest.mark.parametrize("who", ["ortiz", "lee"])
def test_a_learners_page_costs_eleven_queries(rated, who, django_assert_max_num_queries, request_memory):
    """Learner, where she is, what is next, her own time and her pace; with session, account and viewer that makes fourteen
    for staff and twelve for the learner herself."""
    viewer = rated.world.viewer(who)
    current_map()
    with request_memory(), django_assert_max_num_queries(11):
        learner = visible_learner(viewer, rated.learners[0].uuid)
        frontier = frontier_of(viewer, learner)
        paces = pace_of(viewer, learner)
    assert len(frontier.proficient) == 5
    assert paces[0].units == 5
