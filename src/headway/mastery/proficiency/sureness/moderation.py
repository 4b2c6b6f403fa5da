"""What raters have in common, and each her own severity, from exemplars whose level was agreed before they rated them.

Ratings of learners' work cannot tell it: all that anybody sees of the mark is where raters put it, so a district in
which everybody is lenient by half a level writes the same ratings as one whose learners are that much further. An
exemplar of an agreed level breaks the tie, since its place does not come from those who are being compared.

Model: an exemplar shows something between the beginning of its level and that of the next (evenly, since nobody knows
where), common to all who rate it; a rater sees it shifted by her severity, with the noise of reading and slips. Severities
are normal around what all have in common. What is common is integrated over the places of the exemplars, because forty
exemplars leave it open by some hundredths of a level, and that is passed on instead of forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Refused
from headway.mastery.facts.tables import Ints
from headway.mastery.proficiency.sureness.grid import Grid
from headway.mastery.proficiency.sureness.settings import Settings
from headway.mastery.scales import Scale

# Fewer ratings of exemplars would be chance.
FEWEST_RATINGS = 60
FEWEST_EXEMPLARS = 12
# Places and severities are laid out so finely, in the unit of the settings.
_SPACING = 0.1
# A severity beyond this, a whole level and more, is not looked for.
_FURTHEST = 6.0
_ROUNDS = 8

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Moderation:
    """Exemplars as raters rated them, one entry each. agreed: the level agreed beforehand; level: the one she gave.

    exemplar, rater: any ids, raters the same as in the ratings. observed_at: when she rated it.
    """

    exemplar: Ints
    rater: Ints
    observed_at: Ints
    agreed: Ints
    level: Ints

    def __len__(self) -> int:
        return len(self.exemplar)

    @property
    def is_enough(self) -> bool:
        return len(self) >= FEWEST_RATINGS and len(np.unique(self.exemplar)) >= FEWEST_EXEMPLARS


@dataclass(frozen=True, eq=False)
class Anchored:
    """common: severity that all raters share, above 0 rates lower; open: spread of what is left unknown of it.

    rater, window: who, in which half year. offset: her severity as the exemplars alone tell it; weight: how much they
    tell, as one over its variance. spread: how far raters lie from what is common. All in the unit of the settings.
    """

    common: float
    open: float
    spread: float
    rater: Ints
    window: Ints
    offset: Floats
    weight: Floats


def anchored_by(moderation: Moderation, scale: Scale, settings: Settings, length: int) -> Anchored | None:
    """Severities by exemplars; None where there are too few. length: of a window, in units of observed_at.

    Refused: a level that the scale doesn't have; an exemplar with two agreed levels.
    """
    _check(moderation, scale)
    if not moderation.is_enough:
        return None
    which, exemplar = np.unique(moderation.exemplar, return_inverse=True)
    agreed = np.zeros(len(which), dtype=np.int64)
    agreed[exemplar] = moderation.agreed
    windows = moderation.observed_at // length
    span = int(windows.max()) + 1
    keys, who = np.unique(moderation.rater * span + windows, return_inverse=True)
    table = _Table.of(scale, settings)
    reads = moderation.level - 1
    severity = np.arange(-_FURTHEST, _FURTHEST + _SPACING / 2, _SPACING)
    own, spread, common, open_ = np.zeros(len(keys)), settings.rater, 0.0, 1.0
    likelihoods = np.zeros((len(keys), len(severity)))
    for _round in range(_ROUNDS):
        # Given how raters differ, where they all lie together: exemplars integrated out, one factor each.
        together = np.array(
            [table.of_exemplars(exemplar, agreed, reads, own[who] + shift).sum() for shift in severity]
        )
        chance = np.exp(together - together.max())
        chance /= chance.sum()
        common = float(chance @ severity)
        open_ = float(np.sqrt(chance @ (severity - common) ** 2 + _SPACING**2 / 12))
        # Given where the exemplars lie, each rater on her own.
        places = table.places(exemplar, agreed, reads, own[who] + common)
        likelihoods[:] = 0.0
        for number, one in enumerate(severity):
            told = np.log(np.maximum(table.seen(reads, places[exemplar], common + one), 1e-12))
            likelihoods[:, number] = np.bincount(who, told, len(keys))
        believed = likelihoods - 0.5 * (severity / spread) ** 2
        believed = np.exp(believed - believed.max(axis=1, keepdims=True))
        believed /= believed.sum(axis=1, keepdims=True)
        own = believed @ severity
        variance = np.maximum(believed @ severity**2 - own**2, _SPACING**2 / 12)
        spread = max(float(np.sqrt((own**2 + variance).mean())), 0.1)
    # What the exemplars alone say of a rater: her belief without the prior, both normal.
    weight = np.maximum(1 / variance - 1 / spread**2, 1e-3)
    return Anchored(
        common, open_, spread, keys // span, keys % span, common + own / variance / weight, weight
    )


@dataclass(frozen=True, eq=False)
class _Table:
    """Chances of each level at a place, looked up: places lie on a grid, severities anywhere."""

    cuts: Floats
    settings: Settings
    size: int
    ends: Floats

    @classmethod
    def of(cls, scale: Scale, settings: Settings) -> _Table:
        cuts = Grid.of(settings, scale).cuts
        # The outermost levels are taken to reach as far as those beside the mark.
        ends = np.concatenate(([cuts[0] - settings.step_below], cuts, [cuts[-1] + settings.step_above]))
        return cls(cuts, settings, scale.size, ends)

    def grid(self, agreed: Ints) -> Floats:
        """exemplars × 24 places, evenly over each one's level."""
        parts = (np.arange(24) + 0.5) / 24
        low, high = self.ends[agreed - 1], self.ends[agreed]
        return np.asarray(low[:, None] + (high - low)[:, None] * parts)

    def chance(self, reads: Ints, shown: Floats) -> Floats:
        """Of these levels (from 0), given what is shown less severity; shapes as `shown`, reads along its rows."""
        edges = np.concatenate(([-1e9], self.cuts, [1e9]))
        low, high = edges[reads], edges[reads + 1]
        if shown.ndim == 2:
            low, high = low[:, None], high[:, None]
        scale = 2 * self.settings.reading
        between = 0.5 * (np.tanh((shown - low) / scale) - np.tanh((shown - high) / scale))
        return np.asarray((1 - self.settings.slip) * between + self.settings.slip / self.size)

    def seen(self, reads: Ints, places: Floats, severity: float) -> Floats:
        return self.chance(reads, places - severity)

    def _each(self, exemplar: Ints, agreed: Ints, reads: Ints, severity: Floats) -> tuple[Floats, Floats]:
        grid = self.grid(agreed)
        told = np.log(self.chance(reads, grid[exemplar] - severity[:, None]))
        logs = np.zeros_like(grid)
        np.add.at(logs, exemplar, told)
        return grid, logs

    def of_exemplars(self, exemplar: Ints, agreed: Ints, reads: Ints, severity: Floats) -> Floats:
        """exemplars: logarithm of how probable its ratings are, wherever in its level it lies."""
        _grid, logs = self._each(exemplar, agreed, reads, severity)
        top = logs.max(axis=1)
        return np.asarray(top + np.log(np.exp(logs - top[:, None]).mean(axis=1)))

    def places(self, exemplar: Ints, agreed: Ints, reads: Ints, severity: Floats) -> Floats:
        """exemplars: where each lies on the whole, given its ratings."""
        grid, logs = self._each(exemplar, agreed, reads, severity)
        chance = np.exp(logs - logs.max(axis=1, keepdims=True))
        return np.asarray((grid * chance).sum(axis=1) / chance.sum(axis=1))


def _check(moderation: Moderation, scale: Scale) -> None:
    for name, levels in (("agreed", moderation.agreed), ("level", moderation.level)):
        wrong = (levels < 1) | (levels > scale.size)
        if wrong.any():
            row = int(np.argmax(wrong))
            raise Refused(
                "moderation_level",
                f"Row {row + 1}: {name} is {int(levels[row])}; use a level from 1 to {scale.size}.",
                row=row + 1,
                field=name,
            )
    order = np.argsort(moderation.exemplar, kind="stable")
    same = moderation.exemplar[order][1:] == moderation.exemplar[order][:-1]
    differs = same & (moderation.agreed[order][1:] != moderation.agreed[order][:-1])
    if differs.any():
        row = int(order[1:][differs][0])
        raise Refused(
            "moderation_agreed",
            f"Row {row + 1}: the exemplar {int(moderation.exemplar[row])} has two agreed levels; agree on one.",
            row=row + 1,
            field="agreed",
        )
