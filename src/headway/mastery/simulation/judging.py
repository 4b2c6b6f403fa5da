"""How often an answer about levels is right, where the truth is known: bodies cut after so many pieces, and calibration.

Question: after the third (fifth, …) piece, does the answer say what is truly so at the moment of that piece?
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Ratings
from headway.mastery.facts.groups import group_pairs
from headway.mastery.facts.tables import Ints, Mask
from headway.mastery.proficiency.sureness import Moderation, Settings
from headway.mastery.proficiency.sureness.severity import WINDOW_DAYS
from headway.mastery.simulation.district import SimulatedDistrict
from headway.mastery.simulation.draws import Draws

BINS = 10


@dataclass(frozen=True, eq=False)
class Cut:
    """All bodies with at least `pieces` pieces, cut after that many. One entry of levels (bodies × pieces, oldest first,
    the latest rating of each) and reached (true at the last piece) for each pair in `ratings`, in the order of pairs."""

    pieces: int
    ratings: Ratings
    levels: Ints
    reached: Mask


def true_at_ratings(district: SimulatedDistrict) -> Mask:
    """For each rating: was the learner truly proficient in that competency when it was observed, gates included?"""
    ratings, truth = district.ratings, district.truth
    week = truth.week_of(ratings.observed_at)
    reached = np.empty(len(ratings), dtype=bool)
    order = np.argsort(week, kind="stable")
    edges = np.searchsorted(week[order], np.arange(len(truth.weeks) + 1))
    for number, (first, last) in enumerate(pairwise(edges.tolist())):
        if last > first:
            rows = order[first:last]
            reached[rows] = truth.proficient(number)[ratings.competency[rows], ratings.learner[rows]]
    return reached


def cut_after(ratings: Ratings, reached: Mask, pieces: int) -> Cut:
    """Every body cut after so many pieces; a piece comes when it was first rated, and keeps its later ratings."""
    order = np.lexsort((ratings.rating_id, ratings.observed_at, ratings.competency, ratings.learner))
    groups = group_pairs(ratings.learner[order], ratings.competency[order])
    pair = groups.of_rows()
    # Number of the piece within its body, by the moment of its first rating.
    by_piece = np.lexsort((np.arange(len(order)), ratings.evidence[order], pair))
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = (pair[by_piece][1:] != pair[by_piece][:-1]) | (
        ratings.evidence[order][by_piece][1:] != ratings.evidence[order][by_piece][:-1]
    )
    first = np.zeros(len(order), dtype=bool)
    first[by_piece[begins]] = True
    so_far = np.cumsum(first)
    number_at_first = so_far - (so_far[groups.offsets[:-1]] - 1)[pair]
    number = np.empty(len(order), dtype=np.int64)
    number[by_piece] = number_at_first[by_piece[begins]][np.cumsum(begins) - 1]
    many = np.bincount(pair[first], minlength=len(groups))
    kept = np.flatnonzero((number <= pieces) & (many[pair] >= pieces))
    levels = np.zeros((len(groups), pieces), dtype=np.int64)
    levels[pair[kept], number[kept] - 1] = ratings.level[order[kept]]  # the latest rating comes last
    last = np.flatnonzero(np.append(pair[kept][1:] != pair[kept][:-1], len(kept) > 0))
    there = many >= pieces
    return Cut(pieces, ratings.take(order[kept]), levels[there], reached[order[kept]][last])


@dataclass(frozen=True)
class Bin:
    """Said and true: what was answered on the whole in this bin, and how often it was so. n bodies; se of true."""

    said: float
    true: float
    n: int

    @property
    def se(self) -> float:
        return float(np.sqrt(max(self.true * (1 - self.true), 1e-9) / self.n))


def calibration(chance: NDArray[np.floating], reached: Mask) -> list[Bin]:
    """Ten bins of the chance answered; empty ones are left out."""
    place = np.minimum((chance * BINS).astype(np.int64), BINS - 1)
    return [
        Bin(
            float(chance[place == one].mean()), float(reached[place == one].mean()), int((place == one).sum())
        )
        for one in np.unique(place).tolist()
    ]


def leniency_in(district: SimulatedDistrict, settings: Settings) -> float:
    """What the raters of a district have in common, in the unit of the settings, as rating exemplars would tell it.

    The only thing here that is told from the truth to the filter, for a curve of its own: nobody finds it in ratings,
    since all that is known of the mark is where raters put it.
    """
    truth, ratings = district.truth, district.ratings
    common = truth.severity[truth.week_of(ratings.observed_at), ratings.rater].mean()
    level = (truth.cuts[-1] - truth.cuts[0]) / (len(truth.cuts) - 1)
    return -float(common) / level * (settings.step_below + settings.step_above) / 2


# A moderation morning in each half year: forty exemplars, of which each rater rates twenty. Read as two teachers read
# the same piece in `bursts` (.15 levels of ability), for either generator: an exemplar is nobody's own learner's work.
EXEMPLARS, EACH_RATES, READING = 40, 20, 0.15


def moderated(district: SimulatedDistrict, seed: int, *, new_each_time: bool = True) -> Moderation:
    """What raters of this district would see in exemplars whose level is agreed: with their own severity of that day.

    Exemplars lie anywhere in their level, also at its edge; as many of each level. new_each_time: other forty in each
    half year, since those of last time are remembered; False: the same forty always. The filter sees levels only.
    """
    truth, ratings, draws = district.truth, district.ratings, Draws(seed, "moderation")
    cuts = np.array(truth.cuts)
    ends = np.concatenate(([2 * cuts[0] - cuts[1]], cuts, [2 * cuts[-1] - cuts[-2]]))
    agreed = 1 + np.arange(EXEMPLARS) % (len(cuts) + 1)
    windows = ratings.observed_at // WINDOW_DAYS
    place, first, rows = np.empty(0), 0, []
    for window in np.unique(windows).tolist():
        if new_each_time or not len(place):
            place = ends[agreed - 1] + draws.uniform(EXEMPLARS) * (ends[agreed] - ends[agreed - 1])
            first = window * EXEMPLARS
        now = windows == window
        for rater in np.unique(ratings.rater[now]).tolist():
            on = int(np.median(ratings.observed_at[now & (ratings.rater == rater)]))
            chosen = np.argsort(draws.uniform(EXEMPLARS))[:EACH_RATES]
            severity = truth.severity[truth.week_of(on), rater]
            shown = place[chosen] - severity + draws.normal(EACH_RATES, READING)
            level = 1 + np.searchsorted(cuts, shown, side="right")
            alike = np.ones_like(chosen)
            rows.append(np.stack([first + chosen, rater * alike, on * alike, agreed[chosen], level]))
    return Moderation(*np.concatenate(rows, axis=1).astype(np.int64))
