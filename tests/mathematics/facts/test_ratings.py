import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.facts import NEVER, Rating, Ratings, Refused, reference
from tests.mathematics.facts.histories import histories


def rating(rating_id=1, **changes):
    values = {
        "learner": 1,
        "competency": 1,
        "level": 2,
        "observed_at": 10,
        "recorded_at": 10,
        "rater": 5,
        "rating_id": rating_id,
    }
    return Rating(**(values | changes))


@given(histories(), st.integers(-1, 16))
def test_the_columns_know_at_a_moment_what_the_rows_know(rows, instant):
    assert Ratings.from_rows(rows).as_of(instant).rows() == reference.as_of(rows, instant)


@given(histories(), st.integers(0, 15))
def test_asking_again_as_of_the_same_moment_changes_nothing(rows, instant):
    once = Ratings.from_rows(rows).as_of(instant)
    assert once.as_of(instant).rows() == once.rows()


@given(histories())
def test_grouped_columns_hold_the_bodies_of_evidence_in_order(rows):
    ordered, groups = Ratings.from_rows(rows).grouped()
    all_rows = ordered.rows()
    found = {
        (int(groups.learner[i]), int(groups.competency[i])): all_rows[
            groups.offsets[i] : groups.offsets[i + 1]
        ]
        for i in range(len(groups))
    }
    assert found == reference.by_pair(rows)
    assert list(found) == sorted(found)


def test_late_evidence_changes_today_and_not_the_past():
    shown_in_may_told_in_june = rating(observed_at=500, recorded_at=600)
    ratings = Ratings.from_rows([shown_in_may_told_in_june])
    assert len(ratings.as_of(599)) == 0
    assert len(ratings.as_of(600)) == 1


def test_a_rating_is_known_until_the_moment_of_its_withdrawal():
    ratings = Ratings.from_rows([rating(recorded_at=10, withdrawn_at=20)])
    assert ratings.as_of(19).rows() == [rating(recorded_at=10)]
    assert len(ratings.as_of(20)) == 0


def test_the_earlier_recorded_rating_comes_first_when_two_were_observed_at_once():
    ordered = Ratings.from_rows([rating(9), rating(4), rating(7, observed_at=3)]).in_order()
    assert ordered.rating_id.tolist() == [7, 4, 9]


def test_columns_cannot_be_changed_and_do_not_follow_their_source():
    rows = [rating(1), rating(2)]
    columns = Ratings.from_rows(rows).to_columns()
    source = {name: column.copy() for name, column in columns.items()}
    ratings = Ratings.from_columns(source)
    source["level"][0] = 4
    assert ratings.level.tolist() == [2, 2]
    with pytest.raises(ValueError, match="read-only"):
        ratings.level[0] = 4
    with pytest.raises(ValueError, match="read-only"):
        ratings.take([0]).level[0] = 4


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"level": [2, 0]}, "Row 2 of ratings, field level: 0 can't be used; levels are counted from 1."),
        (
            {"rating_id": [8, 8]},
            "Row 2 of ratings, field rating_id: 8 can't be used; it stands in an earlier row; "
            "give each rating its own.",
        ),
        (
            {"withdrawn_at": [9, NEVER]},
            "Row 1 of ratings, field withdrawn_at: 9 can't be used; "
            "a rating can be withdrawn only after it was recorded.",
        ),
        (
            {"level": [2.5, 3.0]},
            "The column level of ratings holds something other than whole numbers; "
            "give one whole number per row.",
        ),
        (
            {"level": [True, False]},
            "The column level of ratings holds something other than whole numbers; "
            "give one whole number per row.",
        ),
    ],
)
def test_columns_that_cannot_be_read_are_refused_with_the_remedy(changes, sentence):
    columns = Ratings.from_rows([rating(1), rating(2)]).to_columns() | changes
    with pytest.raises(Refused) as refused:
        Ratings.from_columns(columns)
    assert str(refused.value) == sentence


def test_columns_of_different_length_and_missing_columns_are_refused():
    columns = Ratings.from_rows([rating(1), rating(2)]).to_columns()
    with pytest.raises(Refused, match=r"rating_id 1.*give every row a value"):
        Ratings.from_columns(columns | {"rating_id": np.array([1])})
    del columns["rater"]
    with pytest.raises(Refused, match="missing: rater"):
        Ratings.from_columns(columns)
    with pytest.raises(Refused, match="not known: grade"):
        Ratings.from_columns(columns | {"rater": [1, 1], "grade": [1, 1]})


def test_a_number_too_large_for_the_columns_is_refused_and_not_wrapped():
    columns = Ratings.from_rows([rating(1)]).to_columns()
    with pytest.raises(Refused, match="too large"):
        Ratings.from_columns(columns | {"learner": np.array([2**63], dtype=np.uint64)})
