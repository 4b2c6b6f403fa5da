"""Bodies of evidence with known truth, for CHOOSING the settings of the filter, and for nothing else.

`bursts` and `curves` judge the filter, so nothing may be chosen by looking at them. This third generator is made in
another way than either: no district, no continuum, no plan; single bodies of evidence, each with a learner who climbs
steadily, in one leap, or not for a while. What holds here and there at once is likely to hold in a school as well.

Unit: the distance between two levels near the mark.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import NEVER, Ratings
from headway.mastery.facts.tables import Ints
from headway.mastery.simulation.draws import Draws

CUTS = (-1.1, 0.0, 1.0)  # where levels 2, 3, 4 begin; the third is the mark
MOST_PIECES = 10
RATERS = 80


@dataclass(frozen=True)
class World:
    """What may differ from one school to the next, in distances between levels; times in weeks."""

    start: float = -0.6
    start_spread: float = 0.9
    climbs: float = 0.03  # mean of a steady climb in a week
    leaps: float = 0.35  # share of learners for whom it falls into place at once, at some moment
    wobble: float = 0.05
    task: float = 0.25
    day: float = 0.35  # Student's t with 5 degrees of freedom: some days are far off
    reading: float = 0.2
    severity: float = 0.25
    slip: float = 0.01
    weeks_between: float = 3.0
    twice: float = 0.05
    stops: float = 0.6  # chance of moving on once two pieces in a row reach the mark


@dataclass(frozen=True, eq=False)
class Bodies:
    """ratings: learner counts the bodies, competency is 0, time in days. reached: per rating, whether learning stood at
    or above the mark at its moment; level: the true level at that moment."""

    ratings: Ratings
    reached: NDArray[np.bool_]
    level: Ints


def bodies(count: int, seed: int, world: World | None = None) -> Bodies:
    """So many bodies of evidence of up to ten pieces."""
    world = world or World()
    draws = Draws(seed, "sureness tuning")
    severity = draws.normal(RATERS, world.severity)
    stands = world.start + draws.normal(count, world.start_spread)
    leaps = draws.yes(world.leaps, count)
    climb = np.where(leaps, 0.0, -np.log(draws.uniform(count)) * world.climbs)
    leap_at = draws.uniform(count) * 40
    leap_by = np.where(leaps, 0.4 + 1.2 * draws.uniform(count), 0.0)
    rater = draws.below(RATERS, count)
    week, before = np.zeros(count), np.zeros(count)
    wobbled = np.zeros(count)
    here, run = np.ones(count, dtype=bool), np.zeros(count, dtype=np.int64)
    parts: list[dict[str, NDArray[np.generic]]] = []
    for number in range(MOST_PIECES):
        if number:
            week = before - np.log(draws.uniform(count)) * world.weeks_between + 0.15
        wobbled = wobbled + draws.normal(count) * world.wobble * np.sqrt(week - before)
        truth = stands + climb * week + leap_by * (week >= leap_at) + wobbled
        before = week
        rater = np.where(draws.yes(0.15, count), draws.below(RATERS, count), rater)
        shown = truth + draws.normal(count, world.task) + _t5(draws, count) * world.day
        level = _read(draws, shown, severity[rater], world)
        parts.append(_rated(here, level, rater, week, truth, number))
        again = here & draws.yes(world.twice, count)
        other = draws.below(RATERS, count)
        parts.append(_rated(again, _read(draws, shown, severity[other], world), other, week, truth, number))
        run = np.where(level >= 3, run + 1, 0)
        here = here & ~((run >= 2) & draws.yes(world.stops, count)) & ~draws.yes(0.04, count)
    return _joined(parts)


def _t5(draws: Draws, count: int) -> NDArray[np.float64]:
    """Student's t with five degrees of freedom, scaled to a spread of 1."""
    chi = sum(draws.normal(count) ** 2 for _ in range(5))
    return np.asarray(draws.normal(count) / np.sqrt(chi / 5) * np.sqrt(3 / 5), dtype=np.float64)


def _read(draws: Draws, shown: NDArray[np.float64], severity: NDArray[np.float64], world: World) -> Ints:
    seen = shown - severity + draws.normal(len(shown), world.reading)
    level = 1 + np.searchsorted(np.array(CUTS), seen, side="right")
    slipped = draws.yes(world.slip, len(shown))
    return np.where(slipped, 1 + draws.below(len(CUTS) + 1, len(shown)), level).astype(np.int64)


def _rated(
    which: NDArray[np.bool_],
    level: Ints,
    rater: Ints,
    week: NDArray[np.float64],
    truth: NDArray[np.float64],
    number: int,
) -> dict[str, NDArray[np.generic]]:
    body = np.flatnonzero(which)
    return {
        "learner": body,
        "level": level[body],
        "rater": rater[body],
        "observed_at": (week[body] * 7).astype(np.int64),
        "evidence": body * MOST_PIECES + number,
        "truth": truth[body],
    }


def _joined(parts: list[dict[str, NDArray[np.generic]]]) -> Bodies:
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    truth = columns.pop("truth").astype(np.float64)
    many = len(truth)
    ratings = Ratings.from_columns(
        {name: column.astype(np.int64) for name, column in columns.items()}
        | {
            "competency": np.zeros(many, dtype=np.int64),
            "recorded_at": columns["observed_at"].astype(np.int64),
            "rating_id": np.arange(many),
            "withdrawn_at": np.full(many, NEVER),
        }
    )
    level = 1 + np.searchsorted(np.array(CUTS), truth, side="right")
    return Bodies(ratings, truth >= 0, level.astype(np.int64))
