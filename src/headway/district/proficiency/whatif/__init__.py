"""What another rule would change in the district, seen before anybody adopts it. Looked at, never stored."""

from headway.district.proficiency.whatif.answer import (
    PARTS,
    CountRow,
    GroupTable,
    MoveCount,
    OtherwiseCount,
    WhatIf,
)
from headway.district.proficiency.whatif.examples import Example
from headway.district.proficiency.whatif.looking import what_if

__all__ = ["PARTS", "CountRow", "Example", "GroupTable", "MoveCount", "OtherwiseCount", "WhatIf", "what_if"]
