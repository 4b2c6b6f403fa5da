"""What raters have in common is found in exemplars of an agreed level, and in nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from headway.mastery.facts import Refused
from headway.mastery.proficiency.sureness import (
    Moderation,
    SchoolTime,
    Settings,
    anchored_by,
    severities_from,
)
from headway.mastery.proficiency.sureness.severity import WINDOW_DAYS
from headway.mastery.scales import Scale
from headway.mastery.simulation.tuning import World, bodies

SCALE = Scale.default()
SETTINGS = Settings(step_below=4.0, step_above=4.0)
RATERS = 30


def rated(common: float, spread: float = 0.8, exemplars: int = 80, seed: int = 3) -> Moderation:
    """Exemplars anywhere in their level, seen by raters who are more severe by `common` on the whole."""
    chance = np.random.default_rng(seed)
    agreed = 1 + np.arange(exemplars) % 4
    place = 4.0 * (agreed - 3 + chance.random(exemplars))
    own = common + spread * chance.normal(size=RATERS)
    exemplar, rater = (each.ravel() for each in np.meshgrid(np.arange(exemplars), np.arange(RATERS)))
    keep = chance.random(len(exemplar)) < 0.5
    exemplar, rater = exemplar[keep], rater[keep]
    shown = place[exemplar] - own[rater] + 0.8 * chance.logistic(size=len(rater))
    level = 1 + np.searchsorted([-4.0, 0.0, 4.0], shown, side="right")
    return Moderation(exemplar, rater, np.zeros(len(rater), dtype=np.int64), agreed[exemplar], level)


@pytest.mark.parametrize("common", [-1.5, 0.0, 1.0])
def test_what_all_raters_have_in_common_is_found(common):
    found = [anchored_by(rated(common, seed=seed), SCALE, SETTINGS, WINDOW_DAYS) for seed in range(4)]
    off = np.array([each.common - common for each in found])
    # Chance of the raters drawn (.8/√30) and of where the exemplars lie.
    assert np.abs(off).max() < 0.6
    assert abs(off.mean()) < 0.3
    assert all(0.4 < each.spread < 1.3 for each in found)


def test_few_exemplars_leave_more_open_than_many():
    few, many = (anchored_by(rated(0.5, exemplars=each), SCALE, SETTINGS, WINDOW_DAYS) for each in (16, 160))
    assert few.open > many.open > 0


def test_too_few_exemplars_tell_nothing():
    assert anchored_by(rated(0.5, exemplars=8), SCALE, SETTINGS, WINDOW_DAYS) is None


def test_who_rated_no_exemplar_is_taken_to_be_as_all_are():
    made = bodies(3_000, seed=6, world=World(twice=0.0))
    severities = severities_from(made.ratings, SCALE, SETTINGS, moderation=rated(-2.0, spread=0.3))
    assert severities is not None
    stranger = int(made.ratings.rater.max())
    assert stranger >= RATERS
    assert severities.of(stranger, 0) == pytest.approx(-2.0, abs=0.5)
    assert severities.anchored


def test_without_exemplars_what_is_common_stays_unknown():
    made = bodies(8_000, seed=6, world=World(severity=0.4))
    severities = severities_from(made.ratings, SCALE, SETTINGS)
    assert severities is not None
    assert not severities.anchored
    assert abs(severities.common) < 0.3


def test_levels_off_the_scale_and_two_agreed_levels_are_refused():
    good = rated(0.0)
    level = good.level.copy()
    level[4] = 7
    with pytest.raises(Refused, match="Row 5: level is 7"):
        anchored_by(
            Moderation(good.exemplar, good.rater, good.observed_at, good.agreed, level),
            SCALE,
            SETTINGS,
            WINDOW_DAYS,
        )
    agreed = good.agreed.copy()
    agreed[-1] = 1 + agreed[-1] % 4
    with pytest.raises(Refused, match="two agreed levels"):
        anchored_by(
            Moderation(good.exemplar, good.rater, good.observed_at, agreed, good.level),
            SCALE,
            SETTINGS,
            WINDOW_DAYS,
        )


# -- days of school --


def test_the_clock_stands_still_in_vacations_and_a_week_of_school_is_a_week():
    days = [day for week in (0, 1, 12, 13) for day in range(7 * week, 7 * week + 5)]
    clock = SchoolTime.of(days)
    first, second, after_vacation = clock.at(np.array([0, 7, 84])).tolist()
    assert second - first == 7
    assert after_vacation - second == 7
    assert clock.at(np.array([20]))[0] == clock.at(np.array([60]))[0]


def test_the_clock_never_runs_back_and_goes_on_beyond_what_is_known():
    clock = SchoolTime.of(range(100, 160), day=1000)
    told = clock.at(np.arange(50_000, 300_000, 500))
    assert (np.diff(told) >= 0).all()
    assert clock.at(np.array([250_000]))[0] - clock.at(np.array([240_000]))[0] == 10_000


def test_without_known_days_it_is_the_calendars_time():
    instants = np.array([3, 500, 9])
    assert np.array_equal(SchoolTime.of([]).at(instants), instants)
