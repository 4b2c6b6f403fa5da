"""Ways of other systems to make one number of a body of evidence: shown to staff beside a level, never the default.

A district may name one of them in its rule; the number then becomes a level by the highest level that it reaches
(`level_reached`). Two of them are plain means, which a district must turn on in so many words.
"""

from collections.abc import Mapping

from headway.mastery.proficiency.numeric import canvas, counted, fitted, otus
from headway.mastery.proficiency.numeric.way import (
    ORDERING_KEY,
    NumericWay,
    Setting,
    level_reached,
    levels_reached,
)

NUMERIC: Mapping[str, NumericWay] = {
    way.name: way for way in (*canvas.WAYS, *otus.WAYS, *counted.WAYS, *fitted.WAYS)
}

__all__ = ["NUMERIC", "ORDERING_KEY", "NumericWay", "Setting", "level_reached", "levels_reached"]
