"""The plain forecast: golden quantiles, and columns that say what the slow form says."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.mastery.facts import Refused
from headway.mastery.pacing.forecast.gamma_poisson import (
    LARGEST_SHAPE,
    Prior,
    chances,
    prior_of,
    reference_chance,
    reference_time,
    times,
)
from tests.shared_material import shared

CHANCES = np.array([0.1, 0.25, 0.5, 0.75, 0.9])
WEEKS = [3.573546, 4.791761, 6.572837, 8.956328, 11.801734]
# Any split of a + n = 12 and b + t = 10 says the same.
SPLITS = [(Prior(4, 4), 8, 6), (Prior(11.5, 9.5), 0.5, 0.5), (Prior(2, 1), 10, 9)]


@pytest.mark.parametrize(("prior", "count", "weeks"), SPLITS)
def test_quantiles_and_chance_are_the_golden_ones_to_six_digits(prior, count, weeks):
    assert times(prior, count, weeks, 8, CHANCES) == pytest.approx(WEEKS, abs=5e-7)
    assert chances(prior, count, weeks, 8, 6) == pytest.approx(0.422138, abs=5e-7)


def test_the_slow_form_gives_the_golden_numbers_too():
    prior = Prior(4, 4)
    assert [reference_time(prior, 8, 6, 8, chance) for chance in CHANCES] == pytest.approx(WEEKS, abs=5e-7)
    assert reference_chance(prior, 8, 6, 8, 6) == pytest.approx(0.422138, abs=5e-7)


def test_the_golden_numbers_are_those_of_the_anchors():
    anchors = json.loads(shared("science/anchors/anchors.json").read_text())["pace_gamma_poisson"]
    assert anchors["quantiles_.1_.25_.5_.75_.9"] == WEEKS
    assert anchors["P_done_in_6_weeks"] == 0.422138


@settings(deadline=None, max_examples=60)
@given(
    a=st.floats(0.3, 40),
    b=st.floats(0.5, 300),
    count=st.integers(0, 60),
    days=st.integers(0, 500),
    more=st.integers(1, 40),
    within=st.floats(0.5, 600),
    chance=st.floats(0.02, 0.98),
)
def test_columns_agree_with_the_slow_form(a, b, count, days, more, within, chance):
    prior = Prior(a, b)
    by_columns = chances(prior, [count, 0], [days, 0], [more, more], [within, within])
    assert by_columns[0] == pytest.approx(reference_chance(prior, count, days, more, within), abs=1e-9)
    assert by_columns[1] == pytest.approx(reference_chance(prior, 0, 0, more, within), abs=1e-9)
    assert times(prior, count, days, more, chance) == pytest.approx(
        reference_time(prior, count, days, more, chance), rel=1e-6
    )


def test_nothing_remaining_is_certain_and_takes_no_time():
    assert chances(Prior(2, 20), 3, 40, 0, 0) == 1
    assert times(Prior(2, 20), 3, 40, 0, 0.9) == 0


def test_the_prior_is_found_again_from_counts_that_it_made():
    draw = np.random.default_rng(5)
    days = draw.integers(40, 300, 20_000)
    counts = draw.poisson(draw.gamma(3, 1 / 40, len(days)) * days)
    found = prior_of(counts, days)
    assert found.a == pytest.approx(3, rel=0.05)
    assert found.b == pytest.approx(40, rel=0.05)


def test_no_prior_nearby_makes_the_counts_more_probable():
    from scipy.stats import nbinom

    draw = np.random.default_rng(6)
    days = draw.integers(40, 300, 300)
    counts = draw.poisson(draw.gamma(2, 1 / 30, len(days)) * days)
    found = prior_of(counts, days)

    def probable(a, b):
        return nbinom.logpmf(counts, a, b / (b + days)).sum()

    best = probable(found.a, found.b)
    for a, b in ((1.02, 1), (0.98, 1), (1, 1.02), (1, 0.98), (1.02, 1.02), (0.98, 0.98)):
        assert probable(found.a * a, found.b * b) < best


def test_counts_without_variation_beyond_chance_end_at_a_finite_prior():
    found = prior_of([10] * 50, [100] * 50)
    assert found.a <= LARGEST_SHAPE * 1.001
    assert found.rate == pytest.approx(0.1, rel=1e-3)


def test_no_completion_at_all_is_refused_with_a_remedy():
    with pytest.raises(Refused, match="use the stated prior"):
        prior_of([0, 0], [50, 60])


@pytest.mark.parametrize(("a", "b"), [(0, 1), (1, -2), (float("inf"), 3), (float("nan"), 3)])
def test_a_prior_that_is_none_is_refused(a, b):
    with pytest.raises(Refused, match="above 0"):
        Prior(a, b)
