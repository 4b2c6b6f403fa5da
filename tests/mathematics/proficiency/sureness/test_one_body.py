"""What the filter says about one body of evidence, and what it takes no notice of."""

from __future__ import annotations

from dataclasses import fields

import pytest

from headway.mastery.facts import NEVER, Rating, Refused
from headway.mastery.proficiency.sureness import Settings, Severities, State, how_sure
from headway.mastery.proficiency.sureness.words import SENTENCES, reasons_of, sentence, sure_words
from headway.mastery.scales import Scale

SCALE = Scale.default()


def body(*levels: int, every: int = 14, raters: tuple[int, ...] = ()) -> list[Rating]:
    return [
        Rating(1, 1, level, every * place, every * place, raters[place] if raters else 7, place, place)
        for place, level in enumerate(levels)
    ]


def chance(*levels: int, **more) -> float:
    return how_sure(body(*levels, **more), SCALE).chance_proficient


def test_chances_sum_to_one_and_the_range_holds_eight_of_ten():
    for levels in [(), (3,), (1, 4), (2, 3, 3), (4, 4, 4, 4)]:
        sure = how_sure(body(*levels), SCALE)
        assert sum(sure.chances) == pytest.approx(1)
        assert sure.chance_proficient == pytest.approx(sum(sure.chances[2:]))
        assert sum(sure.chances[sure.low - 1 : sure.high]) >= 0.8


def test_a_higher_level_never_makes_proficiency_less_probable():
    for place in range(3):
        seen = [[2, 2, 3] for _ in range(4)]
        for level in range(1, 5):
            seen[level - 1][place] = level
        chances = [chance(*levels) for levels in seen]
        assert chances == sorted(chances)
        assert chances[0] < chances[-1]


def test_one_piece_at_the_mark_is_not_enough_evidence_and_many_are():
    assert how_sure(body(3), SCALE).state is State.NOT_ENOUGH
    assert how_sure(body(4, 4, 4, 4), SCALE).state is State.SURE
    assert how_sure(body(1, 1, 1), SCALE).state is State.SURE


def test_without_evidence_nobody_is_sure():
    nothing = how_sure([], SCALE, Settings(prior_mean=-8.0, prior_spread=0.5))
    assert (nothing.state, nothing.pieces) == (State.NOT_ENOUGH, 0)


def test_recent_work_counts_for_more_than_early_work():
    assert chance(1, 2, 4) > chance(4, 2, 1)


def test_long_ago_tells_less_than_recently():
    before = how_sure(body(4, 4), SCALE)
    later = how_sure(body(4, 4), SCALE, on=14 + 400)
    assert 0.5 < later.chance_proficient < before.chance_proficient


def test_nobody_grows_merely_because_time_goes_by():
    early = how_sure(body(2, 2), SCALE)
    later = how_sure(body(2, 2), SCALE, on=400)
    assert later.chances[1] < early.chances[1]
    assert later.chance_proficient < 0.5


def test_one_piece_with_two_raters_tells_more_than_one_rating_and_less_than_two_pieces():
    once = how_sure([Rating(1, 1, 4, 0, 0, 7, 1, 5)], SCALE)
    twice = how_sure([Rating(1, 1, 4, 0, 0, 7, 1, 5), Rating(1, 1, 4, 0, 0, 8, 2, 5)], SCALE)
    pieces = how_sure([Rating(1, 1, 4, 0, 0, 7, 1, 5), Rating(1, 1, 4, 0, 0, 8, 2, 6)], SCALE)
    assert (once.pieces, twice.pieces, pieces.pieces) == (1, 1, 2)
    assert (twice.raters, pieces.raters) == (2, 2)
    assert once.chance_proficient < twice.chance_proficient < pieces.chance_proficient


def test_a_rater_who_rates_a_piece_again_has_changed_her_mind():
    again = how_sure([Rating(1, 1, 1, 0, 0, 7, 1, 5), Rating(1, 1, 4, 0, 0, 7, 2, 5)], SCALE)
    assert again == how_sure([Rating(1, 1, 4, 0, 0, 7, 2, 5)], SCALE)


def test_withdrawn_ratings_tell_nothing():
    withdrawn = Rating(1, 1, 1, 5, 5, 7, 9, 9, withdrawn_at=6)
    assert withdrawn.withdrawn_at != NEVER
    assert how_sure([*body(3, 4), withdrawn], SCALE) == how_sure(body(3, 4), SCALE)


def test_several_raters_who_agree_make_it_surer_than_one():
    assert chance(4, 3, 4, raters=(1, 2, 3)) > chance(4, 3, 4, raters=(1, 1, 1))


def test_a_severe_rater_and_a_harder_task_are_taken_into_account():
    plain = how_sure(body(3, 3), SCALE).chance_proficient
    severe = how_sure(body(3, 3), SCALE, severities=Severities.always({7: 1.0})).chance_proficient
    harder = how_sure(body(3, 3), SCALE, difficulties={0: 1.0, 1: 1.0}).chance_proficient
    assert plain < severe
    assert plain < harder


def test_what_would_settle_it_does_settle_it():
    for levels in [(3, 3), (2, 3, 3), (2, 3), (3, 2, 3)]:
        start = how_sure(body(*levels), SCALE)
        settles = start.settles
        assert settles is not None
        if settles.at_mark:
            # Pieces beyond the mark tell at least as much as pieces at the mark or beyond.
            assert how_sure(body(*levels, *[4] * settles.at_mark), SCALE).chance_proficient >= 0.8
        if settles.below:
            assert how_sure(body(*levels, *[1] * settles.below), SCALE).chance_proficient <= 0.2


def test_settled_bodies_say_nothing_of_further_pieces():
    assert how_sure(body(4, 4, 4, 4), SCALE).settles is None


def test_two_bodies_at_once_and_unknown_levels_are_refused():
    with pytest.raises(Refused, match="one learner and one competency"):
        how_sure([*body(3), Rating(2, 1, 3, 0, 0, 7, 99, 99)], SCALE)
    with pytest.raises(Refused, match="map the rating"):
        how_sure(body(5), SCALE)


def test_settings_travel_as_plain_values_and_refuse_nonsense():
    settings = Settings(prior_shape=(0.25, 0.75), version="district 3")
    assert Settings.from_dict(settings.to_dict()) == settings
    with pytest.raises(Refused, match="not known"):
        Settings.from_dict({"colour": 1})
    with pytest.raises(Refused, match="reading"):
        Settings(reading=0.0)
    with pytest.raises(Refused, match="nought everywhere"):
        Settings(prior_shape=(0.0, 0.0))


def test_nothing_about_who_the_learner_is_can_be_told_to_the_filter():
    about_people = {"age", "gender", "origin", "language", "income", "disability", "school"}
    assert not about_people & {field.name for field in fields(Settings)}
    one = how_sure(body(2, 3, 3), SCALE)
    other = how_sure(
        [
            Rating(999, 5, r.level, r.observed_at, r.recorded_at, 7, r.rating_id, r.evidence)
            for r in body(2, 3, 3)
        ],
        SCALE,
    )
    assert one == other


@pytest.mark.parametrize("size", [3, 4, 5, 6])
def test_every_scale_is_read(size):
    for mark in range(2, size + 1):
        scale = Scale(tuple(f"level {number}" for number in range(1, size + 1)), mark)
        high, low = how_sure(body(*[size] * 6), scale), how_sure(body(1, 1, 1, 1), scale)
        assert low.chance_proficient < 0.2 < 0.8 < high.chance_proficient


# -- words --


def test_both_languages_say_everything():
    assert SENTENCES["en"].keys() == SENTENCES["es"].keys()


def test_every_answer_has_words_and_what_is_open_names_a_next_step():
    for levels in [(), (3,), (2, 3), (3, 3, 3), (3, 4), (4, 4, 4, 4), (1, 1), (2, 2, 3)]:
        sure = how_sure(body(*levels), SCALE)
        for language in ("en", "es"):
            plain, full = (sure_words(sure, SCALE, language, audience) for audience in ("plain", "staff"))
            assert plain
            assert full
            assert not [text for text in (*plain, *full) if "%" in text or "{" in text]
        steps = {"would_settle", "another_look", "new_work_counts", "nothing_yet"}
        reached = sure.is_sure and sure.chance_proficient >= 0.5
        assert reached or steps & {reason.code for reason in reasons_of(sure, SCALE)}


def test_plain_words_count_in_tens():
    sure = how_sure(body(3, 3, 3), SCALE)
    said = reasons_of(sure, SCALE)[1]
    assert said["count"] == round(10 * sure.chance_proficient)
    assert "of 10 times" in sentence(said)
