"""The level of the whole, from its criteria."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.proficiency import overall_from_criteria

rated = st.lists(st.tuples(st.integers(1, 6), st.booleans()), max_size=8)


@pytest.mark.parametrize(
    ("levels", "overall"),
    [
        ([(4, True), (2, True), (4, True)], 2),
        ([(3, True), (3, True), (1, False)], 3),
        ([(4, False), (4, False)], None),
        ([(3, True), (None, True)], None),
        ([(3, True), (None, False)], 3),
        ([], None),
    ],
)
def test_the_lowest_essential_criterion_is_the_level_of_the_whole(levels, overall):
    assert overall_from_criteria(levels) == overall


@given(rated, st.integers(1, 6))
def test_nothing_makes_up_for_an_essential_criterion(levels, one):
    overall = overall_from_criteria([*levels, (one, True)])
    assert overall is not None
    assert overall <= one
    assert overall_from_criteria([*levels, (one, True), (6, True), (6, False)]) == overall


@given(rated, st.randoms())
def test_the_order_of_the_criteria_does_not_matter(levels, random):
    shuffled = random.sample(levels, len(levels))
    assert overall_from_criteria(shuffled) == overall_from_criteria(levels)
