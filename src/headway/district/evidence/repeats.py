"""Which ratings were recorded before, by the lasting names that an import gives them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from headway.district.foundation.lasting_keys import NOT_THERE, levels_by_key

__all__ = ["NOT_RECORDED", "recorded_levels"]

NOT_RECORDED = NOT_THERE


def recorded_levels(keys: NDArray[np.uint8]) -> NDArray[np.int64]:
    """For each key (a row of bytes) the level at which its rating was recorded; NOT_RECORDED where none was.

    Withdrawn ratings are among them.
    """
    return levels_by_key("evidence_rating", keys)
