"""What the district's forecast answers, from which columns, and when it answers nothing."""

import json
from dataclasses import fields

import numpy as np
import pytest

from headway.mastery.facts import Refused
from headway.mastery.pacing import SENTENCES, sentence
from headway.mastery.pacing.forecast import (
    DEFAULT_MODEL,
    FEATURES,
    FEWEST_DAYS,
    Fitted,
    Histories,
    Prior,
    Refusal,
    fit,
    fitting,
)
from headway.mastery.pacing.forecast.calibration import Calibration
from headway.mastery.pacing.forecast.features import Events, design
from headway.mastery.pacing.forecast.fitted import HIGH, LOW
from headway.mastery.pacing.forecast.gamma_poisson import chances, times
from headway.mastery.pacing.forecast.model import Model
from tests.mathematics.pacing.forecast.streams import streams

NOW = 300


@pytest.fixture(scope="module")
def whole():
    return streams(learners=900)


@pytest.fixture(scope="module")
def known(whole):
    return whole.until(NOW)


@pytest.fixture(scope="module")
def fitted(known):
    return fit(known.take(np.arange(450)))


def none_known(learner=1, days=60, school=0):
    return Histories([learner], [school], [1], [days], [], [], [])


# -- what it looks at --


def test_a_forecast_looks_at_learning_history_only():
    assert [field.name for field in fields(Histories) if field.init] == [
        "learner", "school", "first_day", "last_day", "event_learner", "event_day", "event_units",
    ]  # fmt: skip
    assert FEATURES == (
        "rate of the last 180 days, against the district's",
        "rate of the whole history",
        "rate of the last 60 days",
        "rate of the last 60 days, for near targets",
        "rate of the last 20 days",
        "rate of the last 20 days, for near targets",
        "days since the latest completion",
        "days watched",
        "how much remains",
        "rate of the first 40 days watched",
        "how far the way to the district's next day of decisions is gone",
    )


def test_every_feature_named_is_a_column_and_there_is_no_other(known):
    seen = Events(known).seen(np.arange(5), known.days[:5], Prior(2, 20))
    assert design(seen, np.full(5, 3.0), Prior(2, 20)).shape == (5, len(FEATURES))


def test_who_a_learner_is_called_changes_nothing(known, fitted):
    renamed = Histories(
        known.learner[::-1] * 7, known.school, known.first_day, known.last_day,
        known.learner[::-1][known.event_row] * 7, known.event_day, known.event_units,
    )  # fmt: skip
    same = fitted.outlooks(known, 5, 120), fitted.outlooks(renamed, 5, 120)
    np.testing.assert_array_equal(same[0].high, same[1].high)


def test_without_departures_the_model_is_the_plain_gamma_poisson_forecast_of_the_last_180_days(known):
    known = known.since(180)
    prior = Prior(3, 40)
    rows = np.arange(50)
    seen = Events(known).seen(rows, known.days[rows], prior)
    more = np.tile([1.0, 4.0, 9.0, 20.0, 2.5], 10)
    model = Model(prior)
    parts = model.parts(seen, more)
    np.testing.assert_allclose(
        model.chances(parts, np.full(50, 80.0)), chances(prior, seen.count, seen.days, more, 80)
    )
    np.testing.assert_allclose(
        model.times(parts, np.full(50, 0.3)), times(prior, seen.count, seen.days, more, 0.3)
    )


# -- what it answers --


def test_the_range_holds_eight_of_ten_learners_it_never_saw(whole, known, fitted):
    new = known.take(np.arange(450, 900))
    remaining = np.tile([3.0, 6.0, 10.0], 150)
    outlooks = fitted.outlooks(new, remaining, np.inf)
    rows = whole.rows_of(new.learner)
    days, _ = Events(whole).day_of_reaching(rows, new.days, remaining)
    covered = np.mean((days >= outlooks.low) & (days <= outlooks.high))
    assert 0.74 <= covered <= 0.86  # 450 learners: a standard error of 1.9 points


def test_chance_and_range_tell_the_same(known, fitted):
    outlooks = fitted.outlooks(known, 6, np.inf)
    for end, chance in ((outlooks.low, LOW), (outlooks.middle, 0.5), (outlooks.high, HIGH)):
        told = fitted.outlooks(known, 6, np.inf, within=end).chance
        np.testing.assert_allclose(told, chance, atol=1e-6)


def test_more_to_do_takes_longer_and_more_time_helps(known, fitted):
    few, many = (fitted.outlooks(known, remaining, np.inf, within=60) for remaining in (4, 9))
    assert (few.low < many.low).all()
    assert (few.high < many.high).all()
    assert (few.chance > many.chance).all()
    longer = fitted.outlooks(known, 9, np.inf, within=90)
    assert (longer.chance > many.chance).all()


def test_a_learner_alone_gets_the_answer_that_she_gets_among_all(known, fitted):
    together = fitted.outlooks(known, 5, 150)
    for row in (0, 17, 449):
        alone = fitted.outlooks(known.take([row]), 5, 150)
        assert alone.chance[0] == together.chance[row]
        np.testing.assert_array_equal(alone.high[0], together.high[row])


def test_targets_are_asked_by_learner_in_any_order_and_more_than_once(known, fitted):
    by_row = fitted.outlooks(known, 5, 150)
    asked = fitted.outlooks(known, 5, 150, learner=[known.learner[8], known.learner[2], known.learner[8]])
    np.testing.assert_array_equal(asked.chance, by_row.chance[[8, 2, 8]])


def test_weights_twice_as_large_on_everything_change_nothing():
    light, heavy = streams(seed=4), streams(seed=4, weight=2.0)
    one, other = fit(light.until(NOW)), fit(heavy.until(NOW))
    assert other.units == 2 * one.units
    np.testing.assert_allclose(
        one.outlooks(light.until(NOW), 5, 200).chance, other.outlooks(heavy.until(NOW), 10, 200).chance
    )


def test_a_silent_learner_has_a_later_range_than_a_busy_one(fitted):
    busy_days = np.arange(5, 61, 5)
    both = Histories([1, 2], [0, 0], [1, 1], [60, 60], np.ones(len(busy_days), int), busy_days, np.ones(12))
    outlooks = fitted.outlooks(both, 5, np.inf, within=60)
    assert outlooks.high[0] < outlooks.high[1]
    assert outlooks.chance[0] > outlooks.chance[1]


# -- when it answers nothing --


def test_a_target_already_met_needs_no_time(fitted):
    outlooks = fitted.outlooks(none_known(days=3), [0.0], 10)
    assert outlooks.refused[0] == Refusal.ALREADY_MET
    assert (outlooks.low[0], outlooks.high[0], outlooks.chance[0]) == (0, 0, 1)


def test_a_short_history_has_neither_range_nor_chance(fitted):
    for days, refused in ((FEWEST_DAYS - 1, Refusal.SHORT_HISTORY), (FEWEST_DAYS, Refusal.NONE)):
        outlooks = fitted.outlooks(none_known(days=days), [1.0], np.inf)
        assert outlooks.refused[0] == refused
        assert np.isnan(outlooks.low[0]) == np.isnan(outlooks.chance[0]) == (refused != Refusal.NONE)


def test_a_range_wider_than_the_horizon_is_refused_and_its_chance_stands(known, fitted):
    wide = fitted.outlooks(known, 6, np.inf)
    width = wide.high[0] - wide.low[0]
    just, not_quite = (fitted.outlooks(known, 6, width + by, within=50) for by in (0.001, -0.001))
    assert just.refused[0] == Refusal.NONE
    assert not_quite.refused[0] == Refusal.TOO_WIDE
    assert np.isnan([not_quite.low[0], not_quite.middle[0], not_quite.high[0]]).all()
    assert not_quite.chance[0] == just.chance[0]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_answer_has_its_sentence(known, fitted, language):
    for refusal in Refusal:
        if refusal is not Refusal.NONE:
            assert refusal.code in SENTENCES[language]
    outlooks = fitted.outlooks(known, 5, np.inf)
    said = sentence(outlooks.reason(0), language)
    assert str(int(np.ceil(outlooks.high[0]))) in said
    short = fitted.outlooks(none_known(days=3), [1.0], 10)
    assert str(FEWEST_DAYS) in sentence(short.reason(0), language)


# -- what is kept --


def test_a_fit_kept_as_json_answers_the_same(known, fitted):
    kept = Fitted.from_dict(json.loads(json.dumps(fitted.to_dict())))
    assert kept == fitted
    assert kept.version == fitted.version
    np.testing.assert_array_equal(kept.outlooks(known, 5, 90).chance, fitted.outlooks(known, 5, 90).chance)


def test_the_same_histories_give_the_same_fit_and_others_another_version(known, fitted):
    assert fit(known.take(np.arange(450))).version == fitted.version
    assert fit(known.take(np.arange(450, 900))).version != fitted.version


def test_a_fit_of_another_format_is_refused(fitted):
    with pytest.raises(Refused, match="fit it anew"):
        Fitted.from_dict(fitted.to_dict() | {"format": 99})


def test_a_district_with_too_little_history_says_that_it_uses_the_default(known, fitted):
    small = fit(known.take(np.arange(20)))
    assert small.by_default
    assert small.model == DEFAULT_MODEL
    assert not fitted.by_default
    assert small.outlooks(known, 5, np.inf).refused[0] == Refusal.NONE


def test_an_empty_district_gets_the_default():
    assert fit(Histories([], [], [], [], [], [], [])).by_default


# -- bad input --


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        (([1, 1], [0, 0], [1, 1], [9, 9], [], [], []), "two histories"),
        (([1], [0], [9], [1], [], [], []), "earlier day first"),
        (([1], [0], [1], [9], [1], [10], [1.0]), "outside the history"),
        (([1], [0], [1], [9], [2], [5], [1.0]), "no history"),
        (([1], [0], [1], [9], [1], [5], [0.0]), "above 0"),
        (([1], [0], [1], [9], [1], [5], [float("nan")]), "above 0"),
        (([1], [0, 0], [1], [9], [], [], []), "one entry per history"),
        (([1], [0], [1], [9], [1], [5, 6], [1.0]), "one entry per event"),
        (([1.5], [0], [1], [9], [], [], []), "whole numbers"),
    ],
)
def test_histories_that_cannot_be_are_refused(columns, says):
    with pytest.raises(Refused, match=says):
        Histories(*(np.asarray(column) for column in columns))


def test_a_target_without_a_number_and_one_of_a_stranger_are_refused(known, fitted):
    with pytest.raises(Refused, match="how many units remain"):
        fitted.outlooks(known, float("nan"), 90)
    with pytest.raises(Refused, match="Target 2"):
        fitted.outlooks(known, 5, 90, learner=[known.learner[0], 5])


def test_a_district_that_slowed_down_corrects_its_forecasts_by_the_year_since(monkeypatch):
    """Everybody goes half as fast from day 300 on: ranges that look at the year since end later than others."""
    whole = streams(seed=31, learners=600)
    slower = (whole.event_day < 300) | (np.arange(len(whole.event_day)) % 2 == 0)
    slowed = Histories(
        whole.learner, whole.school, whole.first_day, whole.last_day,
        whole.event_learner[slower], whole.event_day[slower], whole.event_units[slower],
    )  # fmt: skip
    known = slowed.until(400)
    looking_back = fit(known).outlooks(known, 10.0, 1000.0).high
    monkeypatch.setattr(fitting, "_of_the_year_since", lambda watched: None)
    otherwise = fit(known).outlooks(known, 10.0, 1000.0).high
    assert np.nanmedian(looking_back) > np.nanmedian(otherwise)


def test_a_record_of_less_than_a_year_has_no_year_to_look_back_on(whole):
    assert fitting._of_the_year_since(whole.until(200)) is None
    assert fitting._of_the_year_since(whole.until(400)) is not None


def test_halfway_between_two_corrections_lies_between_and_a_school_unknown_to_one_has_its_districts():
    plain = Calibration()
    other = tuple(one**2 for one in plain.places)
    between = plain.halfway(Calibration(other, {7: plain.places}))
    assert between.places == pytest.approx([(a + b) / 2 for a, b in zip(plain.places, other, strict=True)])
    assert between.schools[7] == pytest.approx(plain.places)
