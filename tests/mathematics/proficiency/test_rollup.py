"""A whole is complete when everything essential in it is met, and nothing compensates."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.facts import Refused
from headway.mastery.proficiency.rollup import IN_NONE, roll_up

WHOLES = 4


@st.composite
def districts(draw):
    """Competencies in wholes (and in none): essential or not, met or not."""
    rows = draw(
        st.lists(st.tuples(st.integers(IN_NONE, WHOLES - 1), st.booleans(), st.booleans()), max_size=40)
    )
    whole_of, essential, met = zip(*rows, strict=True) if rows else ((), (), ())
    return (
        np.array(whole_of, dtype=np.int64),
        np.array(essential, dtype=bool),
        np.array(met, dtype=bool),
    )


@given(districts())
def test_complete_means_every_essential_one_is_met_and_there_is_one(district):
    whole_of, essential, met = district
    found = roll_up(whole_of, essential, met, WHOLES).complete
    for whole in range(WHOLES):
        needed = [bool(one) for one in met[(whole_of == whole) & essential]]
        assert found[whole] == (bool(needed) and all(needed))


@given(districts(), st.data())
def test_one_open_essential_makes_its_whole_incomplete_whatever_else_is_met(district, data):
    whole_of, essential, _met = district
    inside = np.flatnonzero(essential & (whole_of != IN_NONE))
    if len(inside) == 0:
        return
    met = np.ones(len(whole_of), dtype=bool)
    one = data.draw(st.sampled_from(inside.tolist()))
    met[one] = False
    complete = roll_up(whole_of, essential, met, WHOLES).complete
    assert not complete[whole_of[one]]
    others = set(whole_of[inside].tolist()) - {int(whole_of[one])}
    assert all(complete[whole] for whole in others)


@given(districts())
def test_what_is_supporting_neither_completes_nor_holds_back(district):
    whole_of, essential, met = district
    with_support = roll_up(whole_of, essential, met | ~essential, WHOLES).complete
    without = roll_up(whole_of, essential, met & essential, WHOLES).complete
    assert with_support.tolist() == without.tolist()


@given(districts(), st.data())
def test_meeting_one_more_never_makes_a_whole_incomplete(district, data):
    whole_of, essential, met = district
    before = roll_up(whole_of, essential, met, WHOLES).complete
    if len(met) == 0:
        return
    more = met.copy()
    more[data.draw(st.integers(0, len(met) - 1))] = True
    assert (roll_up(whole_of, essential, more, WHOLES).complete | ~before).all()


@given(districts(), st.lists(st.integers(0, 1), min_size=WHOLES, max_size=WHOLES))
def test_a_whole_of_wholes_is_complete_exactly_when_its_parts_are(district, outer):
    whole_of, essential, met = district
    outer_of = np.array(outer, dtype=np.int64)
    parts = roll_up(whole_of, essential, met, WHOLES)
    above = np.where(whole_of == IN_NONE, IN_NONE, outer_of[whole_of])
    found = roll_up(above, essential, met, 2).complete
    for place in range(2):
        inside = [one for one in range(WHOLES) if outer[one] == place and parts.essential[one]]
        assert found[place] == (bool(inside) and all(parts.complete[one] for one in inside))


@pytest.mark.parametrize(
    ("whole_of", "essential", "words"),
    [
        ([0], [True, True], "one row of each"),
        ([7], [True], "counted from 0"),
        ([-2], [True], "counted from 0"),
    ],
)
def test_what_does_not_fit_together_is_refused(whole_of, essential, words):
    with pytest.raises(Refused, match=words):
        roll_up(np.array(whole_of), np.array(essential), np.array([True] * len(whole_of)), 2)
