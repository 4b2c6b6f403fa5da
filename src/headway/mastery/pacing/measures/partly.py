"""What counts as partly gained: by default nothing, until the work is proficient.

A district may count levels on the way to the mark, each with a share of the competency's weight. It is a setting with a
stamp, so that two numbers that were counted differently are never put side by side unseen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from headway.mastery.facts import Refused
from headway.mastery.scales import Scale

__all__ = ["NOTHING_PARTLY", "Partly"]


@dataclass(frozen=True)
class Partly:
    """shares: level below the mark → the share of the weight that counts when work reached it, 0 to below 1."""

    shares: Mapping[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        given = dict(sorted(self.shares.items()))
        for level, share in given.items():
            whole = isinstance(level, int) and not isinstance(level, bool) and level >= 1
            number = isinstance(share, int | float) and not isinstance(share, bool) and math.isfinite(share)
            if not whole or not number or not 0 <= share < 1:
                raise Refused(
                    "partly_share",
                    f"What counts as partly gained at level {level} is {share}; give a share from 0 to below 1.",
                    field="partly",
                )
        for lower, higher in pairwise(given):
            if given[higher] < given[lower]:
                raise Refused(
                    "partly_order",
                    f"Level {higher} counts less than level {lower}; a further level never counts less.",
                    field="partly",
                    level=higher,
                )
        object.__setattr__(self, "shares", {int(level): float(share) for level, share in given.items()})

    @classmethod
    def from_dict(cls, parameters: Mapping[str, Any] | None) -> Partly:
        """From JSON, where levels are text: {"2": 0.5}. Raises Refused whose `params["field"]` is "partly"."""
        if parameters is not None and not isinstance(parameters, Mapping):
            raise Refused("partly", 'Write what counts as partly gained as {"2": 0.5}.', field="partly")
        shares = {}
        for level, share in (parameters or {}).items():
            if not str(level).isdecimal():
                raise Refused(
                    "partly", f"“{level}” is no level; name levels by their numbers.", field="partly"
                )
            shares[int(level)] = share
        return cls(shares)

    def to_dict(self) -> dict[str, float]:
        """As `from_dict` reads it."""
        return {str(level): share for level, share in self.shares.items()}

    @property
    def stamp(self) -> str:
        """Short and unique, to stand beside a number: "" when nothing counts before it is proficient."""
        return " ".join(f"{level}:{share:g}" for level, share in self.shares.items() if share)

    def steps(self, scale: Scale) -> tuple[tuple[int, float], ...]:
        """(level, further share) from the lowest on; the last is the mark itself. The shares add up to one.

        Refused for a level that the scale does not have below its mark.
        """
        beyond = [level for level in self.shares if level >= scale.proficient]
        if beyond:
            raise Refused(
                "partly",
                f"Level {beyond[0]} is proficient or beyond and counts in full; leave it out.",
                field="partly",
            )
        steps, so_far = [], 0.0
        for level, share in self.shares.items():
            if share > so_far:
                steps.append((level, share - so_far))
                so_far = share
        return (*steps, (scale.proficient, 1 - so_far))


NOTHING_PARTLY = Partly()
