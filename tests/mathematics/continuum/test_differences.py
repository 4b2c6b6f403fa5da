"""What changed between two wordings is told so that both can be read from it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.continuum.differences import Kept, Run, likeness, words_changed

WORDS = st.lists(
    st.sampled_from(["I", "can", "add", "and", "subtract", "fractions", "with", ",", "like", ".", "units"]),
    max_size=9,
).map(" ".join)


@given(before=WORDS | st.text(max_size=60), after=WORDS | st.text(max_size=60))
def test_both_wordings_can_be_read_from_the_runs(before, after):
    runs = words_changed(before, after)
    assert "".join(run.text for run in runs if run.kept is not Kept.IN) == before
    assert "".join(run.text for run in runs if run.kept is not Kept.OUT) == after
    assert all(run.text for run in runs)
    assert all(one.kept is not other.kept for one, other in pairwise(runs))


def test_single_words_are_marked_in_their_sentence():
    runs = words_changed("I can name a part of a whole.", "I can show a part of a whole.")
    assert runs == (
        Run(Kept.SAME, "I can "),
        Run(Kept.OUT, "name"),
        Run(Kept.IN, "show"),
        Run(Kept.SAME, " a part of a whole."),
    )


def test_words_beside_each_other_that_changed_read_as_one_change():
    runs = words_changed("I can name two small parts of it.", "I can draw four large parts of it.")
    assert [run.text for run in runs] == ["I can ", "name two small", "draw four large", " parts of it."]


def test_a_wording_that_shares_hardly_anything_was_replaced_as_a_whole():
    runs = words_changed(
        "I can read and question a chart.", "We plan what to ask, and whom, before a survey."
    )
    assert [run.kept for run in runs] == [Kept.OUT, Kept.IN]


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [("I can add.", "i CAN add", 1.0), ("", "", 1.0), ("abc", "", 0.0), ("one two", "one three", 0.5)],
)
def test_likeness_is_the_share_of_common_words(one, other, share):
    assert likeness(one, other) == share
