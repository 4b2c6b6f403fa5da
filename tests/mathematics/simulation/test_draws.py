from statistics import NormalDist

import numpy as np
import pytest

from headway.mastery.simulation.draws import Draws, normal_quantile

FIRST_NUMBERS = [0.993170417238, 0.339430132079, 0.288601450932]


def test_the_first_numbers_of_a_stream_never_change():
    assert Draws(7, "growth").uniform(3).round(12).tolist() == FIRST_NUMBERS


def test_streams_of_one_seed_do_not_know_of_one_another():
    one, other = Draws(7, "growth").uniform(2000), Draws(7, "people").uniform(2000)
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.08


@pytest.mark.parametrize("probability", [1e-12, 1e-4, 0.02, 0.02425, 0.3, 0.5, 0.8, 0.97575, 0.999, 1 - 1e-9])
def test_normal_quantiles_are_those_of_the_standard_library(probability):
    expected = NormalDist().inv_cdf(probability)
    assert normal_quantile(np.array([probability]))[0] == pytest.approx(expected, rel=2e-9, abs=2e-9)


def test_choices_come_as_often_as_their_weights_say():
    counts = np.bincount(Draws(3, "choice").choice((0.5, 0.3, 0.2), 20_000), minlength=3)
    assert counts / 20_000 == pytest.approx([0.5, 0.3, 0.2], abs=0.015)


def test_a_choice_without_weight_never_comes():
    assert 1 not in Draws(3, "choice").choice((0.5, 0.0, 0.5), 5000)


def test_an_order_holds_everybody_once():
    assert sorted(Draws(1, "order").order(50).tolist()) == list(range(50))
