"""What stands out about a run of answers is told as facts."""

import pytest

from headway.mastery.facts import Refused
from headway.mastery.placement import Answer, Given, Kind, unusual

MIXED = [
    Answer.RIGHT,
    Answer.NOT_YET,
    Answer.RIGHT,
    Answer.RIGHT,
    Answer.UNFAMILIAR,
    Answer.NOT_YET,
    Answer.RIGHT,
    Answer.NOT_YET,
]


def kinds(answers):
    return [one.kind for one in unusual(answers)]


def run(seconds, answers=MIXED, **more):
    return [Given(answer, seconds, **more) for answer in answers]


def test_an_ordinary_run_is_not_unusual():
    assert unusual(run(20)) == ()
    assert unusual([]) == ()


def test_everything_within_half_a_minute_is_all_quick():
    found = unusual(run(3, words=1))
    assert [one.kind for one in found] == [Kind.ALL_QUICK]
    assert found[0].numbers["seconds"] == 24
    assert found[0].questions == tuple(range(1, 9))


def test_each_faster_than_it_can_be_read_is_all_quick_however_long_the_check():
    assert kinds(run(5, MIXED * 3, words=60)) == [Kind.ALL_QUICK]
    assert kinds(run(15, MIXED * 3, words=60)) == []


def test_many_quick_answers_are_named_one_by_one():
    answers = [Given(answer, 1.0 if i % 2 else 20.0) for i, answer in enumerate(MIXED)]
    found = unusual(answers)
    assert [one.kind for one in found] == [Kind.MANY_QUICK]
    assert found[0].questions == (2, 4, 6, 8)


def test_answers_that_are_all_alike_are_told_and_all_new_is_told_apart():
    assert kinds(run(20, [Answer.RIGHT] * 6)) == [Kind.ALL_ALIKE]
    assert kinds(run(20, [Answer.NOT_YET] * 6)) == [Kind.ALL_ALIKE]
    assert kinds(run(20, [Answer.UNFAMILIAR] * 6)) == [Kind.ALL_NEW]


def test_always_the_same_place_among_the_choices_is_told():
    assert kinds(run(20, choice=2)) == [Kind.SAME_PLACE]
    assert kinds([Given(a, 20, choice=i % 3) for i, a in enumerate(MIXED)]) == []


def test_too_few_answers_tell_nothing_about_a_habit():
    assert unusual(run(0.5, [Answer.RIGHT] * 5)) == ()


def test_without_times_nothing_is_said_about_quickness():
    assert unusual(run(None)) == ()


def test_a_long_pause_is_told_at_its_question():
    answers = [Given(answer, 4000.0 if i == 3 else 20.0) for i, answer in enumerate(MIXED)]
    found = unusual(answers)
    assert [(one.kind, one.questions) for one in found] == [(Kind.LONG_PAUSE, (4,))]


@pytest.mark.parametrize("seconds", [-1.0, float("nan")])
def test_a_time_below_zero_is_refused(seconds):
    with pytest.raises(Refused, match="Answer 1"):
        unusual([Given(Answer.RIGHT, seconds)])
