"""Which raters see less and which see more in the same work: learned from pieces that two people rated, and only there.

Comparing whole classes would mistake a class for its teacher. Two ratings of one piece differ by who rated, and by
chance. Offsets are drawn towards nought as far as the number of such pieces leaves them open (a ridge, that is normal
severities), and stand for half a year each, since people change.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import NO_EVIDENCE_NAMED, Ratings
from headway.mastery.facts.tables import Ints
from headway.mastery.proficiency.sureness.moderation import Moderation, anchored_by
from headway.mastery.proficiency.sureness.settings import Settings
from headway.mastery.scales import Scale

WINDOW_DAYS = 182
# Fewer pieces rated by two tell nothing about anybody.
FEWEST_COMPARED = 50
# Offsets are kept to a tenth of the unit, a fortieth of a level: finer than anybody knows them.
FINENESS = 0.1
_ROUNDS = 4
_STEPS_OF_SOLVING = 60

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Severities:
    """rater, window, tenths: who was how severe when, in tenths of the settings' unit; above 0 rates lower.

    window: instants divided by `length`. left_open: spread of what is still not known of a rater, in the same unit.
    common: what they have in common, weighted by ratings; common_open: spread of what is not known of it; spread: how far raters lie from one another. anchored: whether
    exemplars told it; without them nobody knows what all have in common.
    """

    rater: Ints
    window: Ints
    tenths: Ints
    length: int
    left_open: float
    common: float = 0.0
    common_open: float = 0.0
    spread: float = 0.0
    anchored: bool = False
    _place: dict[tuple[int, int], int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        keys = zip(self.rater.tolist(), self.window.tolist(), strict=True)
        object.__setattr__(self, "_place", dict(zip(keys, self.tenths.tolist(), strict=True)))

    @classmethod
    def always(cls, offsets: dict[int, float], *, left_open: float = 0.0) -> Severities:
        """The same offset at all times, for each rater."""
        rater = np.array(sorted(offsets), dtype=np.int64)
        tenths = np.array([round(offsets[int(one)] / FINENESS) for one in rater], dtype=np.int64)
        return cls(rater, np.zeros(len(rater), dtype=np.int64), tenths, 2**62, left_open)

    def of(self, rater: int, instant: int) -> float:
        """This rater's severity at this moment; 0 where nothing is known."""
        return self._place.get((rater, instant // self.length), 0) * FINENESS

    def tenths_of(self, rater: Ints, instant: Ints) -> Ints:
        """`of` for columns, in tenths."""
        if len(self.rater) == 0:
            return np.zeros(len(rater), dtype=np.int64)
        window = instant // self.length
        span = int(max(window.max(initial=0), self.window.max())) + 1
        keys = self.rater * span + self.window
        order = np.argsort(keys)
        asked = rater * span + window
        place = np.minimum(np.searchsorted(keys[order], asked), len(keys) - 1)
        return np.where(keys[order][place] == asked, self.tenths[order][place], 0)


def severities_from(
    ratings: Ratings,
    scale: Scale,
    settings: Settings,
    *,
    day: int = 1,
    moderation: Moderation | None = None,
) -> Severities | None:
    """Severities by rater and half year; None with too few pieces that two raters rated and too few exemplars.

    Pieces that two rated tell who is more severe than whom; exemplars of an agreed level tell, beside that, what all
    have in common, around which those lie of whom nothing else is known.
    """
    length = WINDOW_DAYS * day
    anchored = anchored_by(moderation, scale, settings, length) if moderation is not None else None
    standing = ratings.standing()
    one, other, difference = _compared(standing)
    if len(difference) < FEWEST_COMPARED:
        if anchored is None:
            return None
        one, other, difference = one[:0], other[:0], difference[:0]
    windows = standing.observed_at // length
    span = int(max(windows.max(), anchored.window.max() if anchored else 0)) + 1
    of_rows = standing.rater * span + windows
    told = anchored.rater * span + anchored.window if anchored else of_rows[:0]
    keys, place = np.unique(np.concatenate((of_rows, told)), return_inverse=True)
    who, known = place[: len(of_rows)], place[len(of_rows) :]
    first, second = who[one], who[other]
    # A rater who is more severe by one step sees one level less.
    step = (settings.step_below + settings.step_above) / 2
    seen = difference * step
    many = np.bincount(first, minlength=len(keys)) + np.bincount(second, minlength=len(keys))
    common = anchored.common if anchored else 0.0
    # What exemplars tell of each: how much, and how far from what is common.
    weight, apart = np.zeros(len(keys)), np.zeros(len(keys))
    if anchored:
        weight[known], apart[known] = anchored.weight, anchored.offset - common
    noise = float(seen.var()) if len(seen) else 1.0
    spread = anchored.spread**2 if anchored else settings.rater**2
    offsets = np.zeros(len(keys))
    for _round in range(_ROUNDS):
        offsets = _solved(
            first, second, seen, noise / spread + noise * weight, noise * weight * apart, offsets
        )
        if len(seen):
            noise = float(((seen - (offsets[second] - offsets[first])) ** 2).mean())
        open_ = 1 / (many / noise + weight + 1 / spread)
        compared = (many > 0) | (weight > 0)
        spread = max(float((offsets[compared] ** 2 + open_[compared]).mean()), 0.01)
    used = np.bincount(who, minlength=len(keys))
    left = float((used * (1 / (many / noise + weight + 1 / spread))).sum() / used.sum())
    raters = len(np.unique(keys // span))
    tenths = np.rint((offsets + common) / FINENESS).astype(np.int64)
    return Severities(
        keys // span,
        keys % span,
        tenths,
        length,
        float(np.sqrt(left)),
        common=float((used * (offsets + common)).sum() / used.sum()),
        # Without exemplars raters count as so many drawn from a profession that holds to the mark on the whole.
        common_open=anchored.open if anchored else float(np.sqrt(spread / raters)),
        spread=float(np.sqrt(spread)),
        anchored=anchored is not None,
    )


def _compared(standing: Ratings) -> tuple[Ints, Ints, Floats]:
    """Rows of two ratings of one piece by different raters, one after another; and by how many levels they differ."""
    named = np.flatnonzero(standing.evidence != NO_EVIDENCE_NAMED)
    order = named[
        np.lexsort((standing.rating_id[named], standing.competency[named], standing.evidence[named]))
    ]
    one, other = order[:-1], order[1:]
    same = (
        (standing.evidence[one] == standing.evidence[other])
        & (standing.competency[one] == standing.competency[other])
        & (standing.learner[one] == standing.learner[other])
        & (standing.rater[one] != standing.rater[other])
    )
    one, other = one[same], other[same]
    return one, other, (standing.level[one] - standing.level[other]).astype(np.float64)


def _solved(first: Ints, second: Ints, seen: Floats, ridge: Floats, pull: Floats, start: Floats) -> Floats:
    """Least squares of seen ≈ offset[second] - offset[first] with a ridge for each offset, drawn towards pull / ridge;
    by conjugate gradients."""
    many = len(start)

    def times(vector: Floats) -> Floats:
        across = vector[second] - vector[first]
        return spread_out(across) + ridge * vector

    def spread_out(across: Floats) -> Floats:
        return (np.bincount(second, across, many) - np.bincount(first, across, many)).astype(np.float64)

    solution: Floats = start.copy()
    rest = spread_out(seen) + pull - times(solution)
    direction, size = rest.copy(), float(rest @ rest)
    for _step in range(_STEPS_OF_SOLVING):
        if size < 1e-9:
            break
        moved = times(direction)
        length = size / float(direction @ moved)
        solution += length * direction
        rest -= length * moved
        size, before = float(rest @ rest), size
        direction = rest + (size / before) * direction
    return solution
