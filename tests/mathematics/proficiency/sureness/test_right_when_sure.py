"""On learners whose truth is known, the filter is right when it commits. Neither generator was looked at to choose
its settings; `make bench` prints the same for whole districts."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from headway.mastery.proficiency.sureness import (
    Learned,
    SchoolTime,
    Settings,
    how_sure_many,
    learned_from,
    severities_from,
)
from headway.mastery.scales import Scale
from headway.mastery.simulation import Calendar, bursts, curves, invented_map
from headway.mastery.simulation.judging import Cut, calibration, cut_after, moderated, true_at_ratings
from headway.mastery.simulation.tuning import World, bodies

SCALE = Scale.default()
GENERATORS = {"bursts": bursts, "curves": curves}
# A tenth of the district that the benchmark takes, so the margins are those of chance beyond its figures.
BODIES = 1000
RIGHT = {3: 0.90, 5: 0.92}


@functools.cache
def cuts_and_learned(name: str, exemplars: bool) -> tuple[dict[int, Cut], Learned]:
    """Bodies cut after so many pieces; what was learned from ratings alone, or from exemplars beside them."""
    district = GENERATORS[name](invented_map(7), Calendar.around(20_500), learners=400, seed=11)
    days = SchoolTime.of(int(day) for week in district.calendar.days_in_weeks() for day in week)
    ratings = days.ratings(district.ratings)
    moderation = days.moderation(moderated(district, 11)) if exemplars else None
    learned = learned_from(ratings, SCALE, bodies=BODIES, moderation=moderation)
    reached = true_at_ratings(district)
    return {pieces: cut_after(ratings, reached, pieces) for pieces in RIGHT}, learned


@functools.cache
def judged(name: str, exemplars: bool = False) -> dict[int, tuple[Cut, np.ndarray]]:
    cuts, learned = cuts_and_learned(name, exemplars)
    return {
        pieces: (
            cut,
            how_sure_many(
                cut.ratings, SCALE, learned.settings, severities=learned.severities, settles=False
            ).chance_proficient,
        )
        for pieces, cut in cuts.items()
    }


@pytest.mark.parametrize("pieces", RIGHT)
@pytest.mark.parametrize("name", GENERATORS)
def test_it_is_right_when_it_commits(name, pieces):
    cut, chance = judged(name)[pieces]
    sure = (chance >= 0.8) | (chance <= 0.2)
    right = (chance >= 0.5) == cut.reached
    assert right[sure].mean() >= RIGHT[pieces]
    # It commits about half of the bodies and more, and those it leaves open are the hard ones.
    assert sure.mean() >= 0.5
    assert right[~sure].mean() < right[sure].mean() - 0.1


@pytest.mark.parametrize("name", GENERATORS)
def test_it_is_right_more_often_than_highest_latest_and_the_mean(name):
    for cut, chance in judged(name).values():
        mark = SCALE.proficient
        right = ((chance >= 0.5) == cut.reached).mean()
        for value in (cut.levels.max(axis=1), cut.levels[:, -1], cut.levels.mean(axis=1)):
            assert right > ((value >= mark) == cut.reached).mean()


@pytest.mark.parametrize("name", GENERATORS)
def test_what_it_says_comes_true_as_often_once_exemplars_tell_what_raters_have_in_common(name):
    cuts = judged(name, exemplars=True).values()
    chance = np.concatenate([each for _, each in cuts])
    bins = calibration(chance, np.concatenate([cut.reached for cut, _ in cuts]))
    assert sum(abs(one.said - one.true) * one.n for one in bins) / len(chance) < 0.04
    # Both ends, where it commits, are true to their word.
    assert bins[0].true <= 0.1
    assert bins[-1].true >= 0.93


def test_on_its_own_ground_it_lies_on_the_diagonal():
    """Where it may be tuned, in two schools that differ in noise."""
    for world in (World(), World(day=0.6, task=0.4, reading=0.35, severity=0.35)):
        made = bodies(8_000, seed=5, world=world)
        learned = learned_from(made.ratings, SCALE, bodies=BODIES)
        cut = cut_after(made.ratings, made.reached, 3)
        chance = how_sure_many(
            cut.ratings, SCALE, learned.settings, severities=learned.severities, settles=False
        ).chance_proficient
        for one in calibration(chance, cut.reached):
            assert abs(one.said - one.true) <= 0.03 + 3 * one.se


def test_severities_are_found_in_pieces_that_two_people_rated():
    made = bodies(8_000, seed=6, world=World(severity=0.4))
    settings = learned_from(made.ratings, SCALE, bodies=BODIES).settings
    found = severities_from(made.ratings, SCALE, settings)
    assert found is not None
    # Ratings at the mark by those found severe stand for more than by those found lenient.
    severe, lenient = found.rater[np.argmax(found.tenths)], found.rater[np.argmin(found.tenths)]
    at_mark = made.ratings.level == SCALE.proficient
    of_severe, of_lenient = (
        made.reached[at_mark & (made.ratings.rater == who)].mean() for who in (severe, lenient)
    )
    assert of_severe > of_lenient + 0.1


def test_without_pieces_that_two_people_rated_nobody_is_called_severe():
    made = bodies(1_000, seed=6, world=World(twice=0.0))
    assert severities_from(made.ratings, SCALE, Settings()) is None


def test_a_small_school_learns_nothing_from_chance():
    made = bodies(100, seed=6)
    learned = learned_from(made.ratings, SCALE, bodies=BODIES)
    assert (learned.settings, learned.severities) == (Settings(), None)
