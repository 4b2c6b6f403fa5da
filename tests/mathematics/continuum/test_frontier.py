import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.continuum import (
    Continuum,
    frontier,
    frontier_many,
    opens,
    reduction,
    reference,
    unmet,
    unmet_counts,
    way_to,
)
from headway.mastery.facts import Kind, Refused
from tests.mathematics.continuum.graphs import arrows_of, continua, sets_of_nodes


@given(st.data())
def test_ready_is_what_is_not_proficient_and_waits_for_nothing(data):
    continuum = data.draw(continua())
    proficient = data.draw(sets_of_nodes(continuum))
    expected = reference.frontier(continuum.n, arrows_of(continuum, essential=True), proficient)
    assert set(frontier(continuum, proficient).tolist()) == expected
    assert set(frontier(continuum, continuum.mask(proficient)).tolist()) == expected


@given(st.data())
def test_many_learners_at_once_are_ready_for_what_each_is_ready_for(data):
    continuum = data.draw(continua())
    sets = data.draw(st.lists(sets_of_nodes(continuum), max_size=8))
    masks = np.array([continuum.mask(one) for one in sets], dtype=bool).reshape(len(sets), continuum.n)
    ready = frontier_many(continuum, masks)
    waiting = unmet_counts(continuum, masks)
    for learner, proficient in enumerate(sets):
        essential = arrows_of(continuum, essential=True)
        assert set(np.flatnonzero(ready[learner]).tolist()) == reference.frontier(
            continuum.n, essential, proficient
        )
        for node in range(continuum.n):
            needed = {before for before, after in essential if after == node} - proficient
            assert waiting[learner, node] == len(needed)
            assert set(unmet(continuum, proficient, node).tolist()) == needed


def test_many_learners_in_several_portions_are_read_like_in_one(monkeypatch):
    rng = np.random.default_rng(3)
    continuum = Continuum(6, [0, 1, 2, 0, 3], [1, 2, 3, 4, 5])
    masks = rng.random((50, 6)) < 0.5
    in_one = frontier_many(continuum, masks)
    monkeypatch.setattr("headway.mastery.continuum.readiness.CELLS_AT_ONCE", 7)
    assert (frontier_many(continuum, masks) == in_one).all()


@given(st.data())
def test_a_competency_opens_what_was_waiting_for_it_alone(data):
    continuum = data.draw(continua().filter(lambda continuum: continuum.n > 0))
    proficient = data.draw(sets_of_nodes(continuum))
    node = data.draw(st.integers(0, continuum.n - 1))
    essential = arrows_of(continuum, essential=True)
    assert set(opens(continuum, proficient, node).tolist()) == reference.opens(
        continuum.n, essential, proficient, node
    )


@given(st.data())
def test_whoever_is_not_proficient_in_everything_is_ready_for_something(data):
    continuum = data.draw(continua().filter(lambda continuum: continuum.n > 0))
    proficient = data.draw(sets_of_nodes(continuum))
    assert (len(frontier(continuum, proficient)) == 0) == (len(proficient) == continuum.n)


@given(st.data())
def test_the_way_to_a_competency_holds_all_that_is_still_open_before_it_in_order(data):
    continuum = data.draw(continua().filter(lambda continuum: continuum.n > 0))
    proficient = data.draw(sets_of_nodes(continuum))
    node = data.draw(st.integers(0, continuum.n - 1))
    way = way_to(continuum, proficient, node).tolist()
    arrows = arrows_of(continuum)
    assert set(way) == {
        other for other in range(continuum.n) if node in reference.leads_to(arrows, other)
    } - (proficient)
    place = {step: i for i, step in enumerate(way)}
    assert all(place[b] < place[a] for b, a in arrows if b in place and a in place)


@given(st.data())
def test_habits_of_success_never_change_what_is_next_in_academic_learning(data):
    academic, habits = data.draw(continua()), data.draw(continua())
    n = academic.n
    both = Continuum(
        n=n + habits.n,
        before=np.concatenate([academic.before, habits.before + n]),
        after=np.concatenate([academic.after, habits.after + n]),
        essential=np.concatenate([academic.essential, habits.essential]),
        kind=[Kind.ACADEMIC] * n + [Kind.HABITS] * habits.n,
    )
    proficient = data.draw(sets_of_nodes(academic))
    shown_habits = {n + habit for habit in data.draw(sets_of_nodes(habits))}
    ready = frontier(both, proficient | shown_habits)
    assert ready[ready < n].tolist() == frontier(academic, proficient).tolist()


def test_an_arrow_that_is_not_essential_holds_nothing_back():
    continuum = Continuum(3, [0, 1], [2, 2], essential=[True, False])
    assert frontier(continuum, {0}).tolist() == [1, 2]
    assert frontier(continuum, {1}).tolist() == [0]


def test_the_frontier_asks_every_prerequisite_even_one_that_adds_nothing_to_the_order():
    """Proficient in the middle of a path, not yet at its beginning: 0 → 1 → 2, and 0 → 2 besides."""
    continuum = Continuum(3, [0, 1, 0], [1, 2, 2])
    assert frontier(continuum, {1}).tolist() == [0]
    assert frontier(reduction(continuum), {1}).tolist() == [0, 2]


def test_a_mask_for_another_continuum_is_refused():
    continuum = Continuum(3, [0], [1])
    with pytest.raises(Refused, match="give one yes or no for 3 nodes"):
        frontier(continuum, np.zeros(4, dtype=bool))
    with pytest.raises(Refused, match="3 columns"):
        frontier_many(continuum, np.zeros((2, 4), dtype=bool))
    with pytest.raises(Refused, match="matrix of yes or no"):
        frontier_many(continuum, np.zeros((2, 3)))
    with pytest.raises(Refused, match="3 is not a competency of this continuum"):
        frontier(continuum, {3})
