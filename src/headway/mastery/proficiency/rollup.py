"""When is a whole complete: a unit, a strand, a level, a course?

Only when everything essential in it is met. Nothing compensates for what is open: not much of something else, not a
high level elsewhere, not what is merely supporting. A whole in which nothing is essential says nothing, so it is not
complete. Nesting needs no rule of its own: a whole of wholes is complete exactly when all their essential parts are
met, so every whole is worked out from the competencies themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts import Refused

__all__ = ["IN_NONE", "Wholes", "roll_up"]

# A competency that belongs to none of the wholes.
IN_NONE = -1

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Wholes:
    """One row per whole. essential: how many essential competencies it has; open: how many of them aren't met yet."""

    essential: Ints
    open: Ints

    @property
    def complete(self) -> Mask:
        return (self.essential > 0) & (self.open == 0)


def roll_up(whole_of: Ints, essential: Mask, met: Mask, wholes: int) -> Wholes:
    """Which wholes are complete? One row per competency: the whole it belongs to (0 … wholes-1, or IN_NONE), whether
    it is essential there, and whether a person decided that it is proficient.

    Refused: columns of different lengths; a whole that there isn't.
    """
    if not len(whole_of) == len(essential) == len(met):
        raise Refused(
            "rollup_length",
            f"There are {len(whole_of)} competencies, {len(essential)} say whether they are essential and "
            f"{len(met)} whether they are met; give one row of each for every competency.",
        )
    if len(whole_of) and not IN_NONE <= whole_of.min() <= whole_of.max() < wholes:
        raise Refused("rollup_whole", f"Name one of the {wholes} wholes, counted from 0, or -1 for none.")
    counts = essential & (whole_of != IN_NONE)
    return Wholes(
        essential=np.bincount(whole_of[counts], minlength=wholes).astype(np.int64),
        open=np.bincount(whole_of[counts & ~met], minlength=wholes).astype(np.int64),
    )
