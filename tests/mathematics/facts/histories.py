"""Arbitrary small histories of ratings."""

from hypothesis import strategies as st

from headway.mastery.facts import NEVER, Rating


@st.composite
def histories(draw, *, learners=3, competencies=3, moments=12, most=30):
    """Ratings with few learners, competencies and moments, so that ties and double scoring are common."""
    rows = []
    for rating_id in draw(st.permutations(range(draw(st.integers(0, most))))):
        recorded_at = draw(st.integers(0, moments))
        rows.append(
            Rating(
                learner=draw(st.integers(1, learners)),
                competency=draw(st.integers(1, competencies)),
                level=draw(st.integers(1, 4)),
                observed_at=draw(st.integers(0, moments)),
                recorded_at=recorded_at,
                rater=draw(st.integers(1, 3)),
                rating_id=rating_id,
                evidence=draw(st.sampled_from([-1, 1, 2, 3, 4])),
                withdrawn_at=draw(
                    st.one_of(st.just(NEVER), st.just(NEVER), st.integers(recorded_at, moments + 3))
                ),
            )
        )
    return rows
