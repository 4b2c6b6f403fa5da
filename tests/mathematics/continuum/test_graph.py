from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.continuum import (
    Circle,
    Continuum,
    ancestors,
    closure,
    descendants,
    level_jumps,
    longest_path,
    reduction,
    redundant,
    reference,
)
from headway.mastery.facts import Kind, Refused
from tests.mathematics.continuum.graphs import arrows_of, continua


@given(continua())
def test_the_order_puts_every_prerequisite_first(continuum):
    place = {node: i for i, node in enumerate(continuum.order().tolist())}
    assert sorted(place) == list(range(continuum.n))
    assert all(place[before] < place[after] for before, after in arrows_of(continuum))


@given(continua())
def test_closure_ancestors_and_descendants_hold_whatever_can_be_reached(continuum):
    leads = closure(continuum)
    for node in range(continuum.n):
        reached = reference.leads_to(arrows_of(continuum), node)
        assert set(np.flatnonzero(leads[:, node]).tolist()) == reached
        assert set(descendants(continuum, node).tolist()) == reached
        assert set(ancestors(continuum, node).tolist()) == set(np.flatnonzero(leads[node]).tolist())


@given(continua())
def test_reduction_drops_exactly_the_arrows_that_a_longer_way_replaces(continuum):
    reduced = reduction(continuum)
    assert set(arrows_of(reduced)) == reference.reduction(arrows_of(continuum))
    assert (closure(reduced) == closure(continuum)).all()
    assert redundant(reduced).sum() == 0


@given(continua())
def test_the_longest_path_is_a_path_and_none_is_longer(continuum):
    path = longest_path(continuum).tolist()
    assert set(pairwise(path)) <= set(arrows_of(continuum))
    assert max(len(path) - 1, 0) == reference.longest_path(continuum.n, arrows_of(continuum))


@given(continua())
def test_sources_wait_for_nothing_and_sinks_prepare_for_nothing(continuum):
    arrows = arrows_of(continuum)
    assert set(continuum.sources().tolist()) == set(range(continuum.n)) - {after for _, after in arrows}
    assert set(continuum.sinks().tolist()) == set(range(continuum.n)) - {before for before, _ in arrows}


@given(st.integers(2, 7), st.data())
def test_a_circle_is_found_exactly_when_there_is_one_and_named_along_its_arrows(n, data):
    ends = st.integers(0, n - 1)
    arrows = data.draw(
        st.lists(st.tuples(ends, ends).filter(lambda arrow: arrow[0] != arrow[1]), unique=True)
    )
    before, after = [a for a, _ in arrows], [b for _, b in arrows]
    if not reference.has_circle(n, arrows):
        Continuum(n, before, after)
        return
    with pytest.raises(Circle) as circle:
        Continuum(n, before, after)
    loop = list(circle.value.loop)
    assert len(set(loop)) == len(loop) >= 2
    assert set(zip(loop, [*loop[1:], loop[0]], strict=True)) <= set(arrows)


def test_a_circle_is_told_by_the_names_of_its_competencies():
    arrows = [("ratios", "slope"), ("slope", "lines"), ("lines", "ratios"), ("counting", "ratios")]
    with pytest.raises(Circle) as circle:
        Continuum.from_codes(arrows)
    assert str(circle.value) == (
        "These competencies wait for one another in a circle: lines → ratios → slope → lines. "
        "Remove one of these arrows."
    )


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ([0, 1], [1, 1], "Arrow 2, 1 → 1, joins a competency to itself; remove it."),
        ([0, 1, 0], [1, 2, 1], "Arrow 3, 0 → 1, stands there twice; keep one."),
        ([0, 3], [1, 2], "Arrow 2 leaves the continuum; its ends are 0 to 2."),
        ([0, -1], [1, 2], "Arrow 2 leaves the continuum; its ends are 0 to 2."),
        ([0], [1, 2], "the two columns differ in length"),
        (["a"], ["b"], "use from_codes for codes"),
    ],
)
def test_arrows_that_cannot_be_read_are_refused_with_the_remedy(before, after, sentence):
    with pytest.raises(Refused) as refused:
        Continuum(3, before, after)
    assert sentence in str(refused.value)


def test_an_arrow_to_an_unlisted_code_is_refused_by_name():
    with pytest.raises(Refused, match="Arrow 2 names x, which is not in the list"):
        Continuum.from_codes([("a", "b"), ("b", "x")], ["a", "b"])


def test_a_habit_of_success_never_holds_an_academic_competency_back():
    kind = [Kind.HABITS, Kind.ACADEMIC, Kind.HABITS]
    Continuum(3, [0], [2], kind=kind)
    for before, after in ([0], [1]), ([1], [2]):
        with pytest.raises(Refused, match="joins a habit of success with academic learning"):
            Continuum(3, before, after, kind=kind)


def test_arrows_against_the_levels_show_as_negative_climbs():
    continuum = Continuum(4, [0, 1, 2], [1, 2, 3], level=[1, 1, 3, 2])
    assert level_jumps(continuum) == {-1: 1, 0: 1, 2: 1}


def test_a_continuum_without_competencies_has_nothing_to_show():
    empty = Continuum(0, [], [])
    assert (len(empty.order()), len(longest_path(empty)), closure(empty).shape) == (0, 0, (0, 0))


def test_a_long_chain_is_read_to_its_end():
    """Deep enough that recursion would not do."""
    n = 5_000
    chain = Continuum(n, np.arange(n - 1)[::-1], np.arange(1, n)[::-1])
    assert len(longest_path(chain)) == n
    assert len(ancestors(chain, n - 1)) == n - 1
    assert closure(chain)[n - 1].sum() == n - 1
