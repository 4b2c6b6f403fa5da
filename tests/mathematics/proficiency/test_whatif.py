"""What another rule would propose: moves one by one and for a district at once."""

import numpy as np
import pytest
from hypothesis import given, settings

from headway.mastery.facts import Rating, Ratings, Refused
from headway.mastery.facts.reference import by_pair
from headway.mastery.proficiency import Rule, propose_many
from headway.mastery.proficiency.whatif import Move, move_of, moves_between, step, what_if
from tests.mathematics.proficiency.random_rules import A_DAY, SCALE, cases

PLAIN = Rule()
THREE = Rule(minimum_pieces=3)
LATEST = Rule(window=1, agreement=1, minimum_pieces=1)


def body(*levels, learner=1):
    return [
        Rating(
            learner=learner,
            competency=7,
            level=level,
            observed_at=day,
            recorded_at=day,
            rater=1,
            rating_id=learner * 100 + day,
        )
        for day, level in enumerate(levels)
    ]


def moves_of(rows, rule, other):
    which = np.zeros(len(rows), dtype=np.int64)
    return what_if(Ratings.from_rows(rows), ((rule,), which), ((other,), which), SCALE, on=None, a_day=A_DAY)


class TestOneBody:
    @pytest.mark.parametrize(
        ("levels", "rule", "other", "move"),
        [
            ((2, 2, 3), PLAIN, LATEST, Move.UP),
            ((3, 3, 2), PLAIN, LATEST, Move.DOWN),
            ((3,), PLAIN, LATEST, Move.GAINED),
            ((3, 3), PLAIN, THREE, Move.LOST),
            ((3, 3, 3), PLAIN, LATEST, Move.STAYS),
        ],
    )
    def test_the_move_says_what_the_other_rule_does(self, levels, rule, other, move):
        assert step(body(*levels), rule, other, SCALE, a_day=A_DAY).move is move

    def test_both_proposals_come_with_their_reasons(self):
        found = step(body(3, 3), PLAIN, THREE, SCALE, a_day=A_DAY)
        assert found.now.reasons
        assert found.then.missing
        assert (found.now.level, found.then.level) == (3, None)

    def test_no_level_is_never_lower_than_a_level(self):
        assert move_of(None, 1) is Move.GAINED
        assert move_of(4, None) is Move.LOST


class TestManyBodies:
    def test_each_pair_has_its_move_in_order(self):
        rows = [*body(2, 2, 3, learner=3), *body(3, 3, 2, learner=1), *body(3, learner=2)]
        moves = moves_of(rows, PLAIN, LATEST)
        assert moves.learner.tolist() == [1, 2, 3]
        assert moves.move.tolist() == [Move.DOWN, Move.GAINED, Move.UP]
        assert moves.level_now.tolist() == [3, -1, 2]
        assert moves.level_then.tolist() == [2, 3, 3]

    def test_proposals_for_different_ratings_are_not_compared(self):
        one = propose_many(Ratings.from_rows(body(3, 3)), PLAIN, SCALE)
        other = propose_many(Ratings.from_rows(body(3, 3, learner=2)), PLAIN, SCALE)
        with pytest.raises(Refused, match="same ratings"):
            moves_between(one, other)

    def test_without_ratings_nobody_moves(self):
        assert len(moves_of([], PLAIN, LATEST)) == 0


@settings(max_examples=200)
@given(cases())
def test_identical_books_move_nobody(case):
    first, second, rows, on = case
    which = np.array([row.learner - 1 for row in rows])
    same = ((first, second), which)
    moves = what_if(Ratings.from_rows(rows), same, same, SCALE, on=on, a_day=A_DAY)
    assert (moves.move == Move.STAYS).all()
    assert np.array_equal(moves.level_now, moves.level_then)


@settings(max_examples=200)
@given(cases())
def test_the_columns_move_whom_the_reference_moves_and_the_way_back_is_the_opposite(case):
    first, second, rows, on = case
    which = np.zeros(len(rows), dtype=np.int64)
    table, now, then = Ratings.from_rows(rows), ((first,), which), ((second,), which)
    moves = what_if(table, now, then, SCALE, on=on, a_day=A_DAY)
    back = what_if(table, then, now, SCALE, on=on, a_day=A_DAY)
    expected = [step(one, first, second, SCALE, on=on, a_day=A_DAY).move for one in by_pair(rows).values()]
    opposite = {
        Move.STAYS: Move.STAYS,
        Move.UP: Move.DOWN,
        Move.DOWN: Move.UP,
        Move.GAINED: Move.LOST,
        Move.LOST: Move.GAINED,
    }
    assert moves.move.tolist() == expected
    assert back.move.tolist() == [opposite[one] for one in expected]
