"""A pace as people read it: the number of the sentence is the number of its explanation, rounded."""

from __future__ import annotations

import pytest
from django.utils import translation

from headway.district.portals.presenting.paces import number_words


@pytest.mark.parametrize(
    ("value", "words"),
    [(3 / 63 * 180, "8.6"), (4 / 63 * 180, "11.4"), (2.96, "3"), (2.0, "2"), (0.25, "0.2")],
)
def test_a_number_is_rounded_and_never_cut_off(value, words):
    with translation.override("en"):
        assert number_words(value) == words


def test_a_number_is_written_as_the_language_writes_it():
    with translation.override("es"):
        assert number_words(3 / 63 * 180) == "8,6"
