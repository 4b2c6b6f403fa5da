"""Which observations were noted before, by the lasting names that an import gives them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from headway.district.foundation.lasting_keys import levels_by_key

__all__ = ["noted_levels"]


def noted_levels(keys: NDArray[np.uint8]) -> NDArray[np.int64]:
    """For each key (a row of bytes) the step at which its observation was noted; 0 where none was."""
    return levels_by_key("habits_habitobservation", keys)
