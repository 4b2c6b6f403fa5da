"""The form for a whole district says what the form for one body says."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.mastery.facts import NEVER, Rating, Ratings
from headway.mastery.proficiency import Rule, propose_many
from headway.mastery.proficiency.sureness import TOLERANCE, Settings, Severities, how_sure, how_sure_many
from headway.mastery.scales import Scale

SCALE = Scale.default()

numbers = st.integers
rows = st.lists(
    st.tuples(
        numbers(0, 2),  # learner
        numbers(0, 1),  # competency
        numbers(1, 4),  # level
        numbers(0, 300),  # observed
        numbers(0, 3),  # rater
        numbers(-1, 6),  # piece
        st.booleans(),  # withdrawn
    ),
    max_size=25,
)
some_settings = st.builds(
    Settings,
    prior_mean=st.floats(-3, 2),
    prior_spread=st.floats(0.5, 4),
    growth=st.floats(-0.05, 0.2),
    drift=st.floats(0, 0.8),
    rater=st.floats(0, 1.5),
    leniency=st.floats(-0.5, 0.5),
    prior_shape=st.sampled_from([(), (0.1, 0.5, 0.3, 0.1)]),
)
offsets = st.none() | st.dictionaries(numbers(0, 3), st.floats(-1, 1)).map(Severities.always)


def table(drawn) -> Ratings:
    return Ratings.from_rows(
        Rating(learner, competency, level, at, at, rater, number, piece, at if gone else NEVER)
        for number, (learner, competency, level, at, rater, piece, gone) in enumerate(drawn)
    )


@settings(max_examples=120, deadline=None)
@given(rows, some_settings, offsets, st.sampled_from([{}, {1: 0.7, 3: -0.4}]))
def test_the_forms_agree(drawn, chosen, severities, difficulties):
    ratings = table(drawn)
    more = {"severities": severities, "difficulties": difficulties}
    many = how_sure_many(ratings, SCALE, chosen, **more)
    bodies = ratings.rows()
    for row in range(len(many)):
        pair = (many.learner[row], many.competency[row])
        one = how_sure(
            [each for each in bodies if (each.learner, each.competency) == pair], SCALE, chosen, **more
        )
        assert np.abs(np.array(one.chances) - many.chances[row]).max() <= TOLERANCE
        assert one.pieces == many.pieces[row]
        # What is cut at .8 may fall on either side when it lies on the edge itself.
        if min(abs(one.chance_proficient - 0.8), abs(one.chance_proficient - 0.2)) > TOLERANCE:
            assert one.is_sure == many.sure[row]
        held = many.chances[row][many.low[row] - 1 : many.high[row]].sum()
        assert held >= 0.8 - TOLERANCE


def test_what_would_settle_it_agrees_too():
    bodies = {0: (3, 3), 1: (2, 3, 3), 2: (4, 4, 4, 4), 3: (2, 2), 4: (3,)}
    ratings = Ratings.from_rows(
        Rating(learner, 0, level, 20 * place, 20 * place, 1, 10 * learner + place, 10 * learner + place)
        for learner, levels in bodies.items()
        for place, level in enumerate(levels)
    )
    many, rows_ = how_sure_many(ratings, SCALE), ratings.rows()
    for learner in bodies:
        settles = how_sure([row for row in rows_ if row.learner == learner], SCALE).settles
        expected = (settles.at_mark or -1, settles.below or -1) if settles else (0, 0)
        assert (many.at_mark[learner], many.below[learner]) == expected


def test_rows_are_those_of_the_proposals():
    ratings = table([(2, 1, 3, 5, 0, 1, False), (0, 0, 2, 1, 0, 2, True), (0, 1, 4, 9, 1, 3, False)])
    sure, proposed = how_sure_many(ratings, SCALE), propose_many(ratings, Rule(), SCALE)
    assert sure.learner.tolist() == proposed.learner.tolist()
    assert sure.competency.tolist() == proposed.competency.tolist()
    assert sure.pieces.tolist() == proposed.pieces.tolist()


def test_a_table_without_rows_has_no_answer():
    assert len(how_sure_many(Ratings.empty(), SCALE)) == 0


def test_the_order_of_the_rows_tells_nothing():
    ratings = table(
        [(0, 0, 1 + number % 4, 30 * number, number % 2, number // 2, False) for number in range(12)]
    )
    forth, back = how_sure_many(ratings, SCALE), how_sure_many(ratings.take(np.arange(11, -1, -1)), SCALE)
    assert np.array_equal(forth.chances, back.chances)
