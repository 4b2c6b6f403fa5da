"""Short answers: generous in how they are written, strict in what they say."""

from __future__ import annotations

import pytest

from headway.mastery.formats.questions import matches


@pytest.mark.parametrize(
    ("given", "accepted"),
    [
        (" 7 ", "7"), ("7.", "7"), ("= 7", "7"), ("7,0", "7"), ("0,5", "1/2"), (".5", "1/2"), ("½", "1/2"),
        ("1½", "3/2"), ("1 1/2", "1.5"), ("2/4", "1/2"), ("−3", "-3"), ("- 3", "-3"), ("+4", "4"), ("1,000", "1000"),
        ("1 000", "1000"), ("1.234,5", "1234.5"), ("PARÍS", "paris"), ("  new   york ", "New York"), ("-1/2", "-0.5"),
    ],
)  # fmt: skip
def test_the_same_said_another_way_is_right(given, accepted):
    assert matches(given, [accepted])


@pytest.mark.parametrize(
    ("given", "accepted"),
    [
        ("", "7"), ("   ", "7"), (".", "7"), ("17", "7"), ("7 apples", "7"), ("1/0", "1"), ("3/2", "2/3"), ("-3", "3"),
        ("0.50001", "1/2"), ("1,5", "15"), ("paris", "pares"), ("1e3", "1000"), ("9" * 400, "9"),
    ],
)  # fmt: skip
def test_something_else_is_not(given, accepted):
    assert not matches(given, [accepted])


def test_any_of_several_answers_will_do():
    assert matches("grey", ["gray", "grey"])
