"""How the evidence behind ratings came about: what a rule may ask for beyond the level."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, IntFlag
from typing import ClassVar

from headway.mastery.facts.tables import Ints, Table, refuse_first

# Nothing was told.
UNTOLD = -1


class Form(IntEnum):
    """How learning was shown. Names are those of the stored forms, in capitals."""

    PERFORMANCE = 0
    PRODUCT = 1
    WRITING = 2
    DISCUSSION = 3
    OBSERVATION = 4
    PROJECT = 5
    QUIZ = 6
    CONFERENCE = 7
    RECORDING = 8
    OTHER = 9


class Mark(IntFlag):
    """What is known of a piece or its rating besides its form, depth and context; several may hold."""

    NONE = 0
    TRANSFER = 1  # shown in a context that was new to the learner
    CUMULATIVE = 2  # the district's cumulative check of a level
    INDEPENDENT = 4  # shown without help
    SUPPORTED = 8  # shown with help
    TASK = 16  # answers a task of the bank
    OUTSIDE = 32  # told by a system outside


@dataclass(frozen=True, eq=False)
class Circumstances(Table):
    """One row for each row of a table of ratings, in its order. UNTOLD (-1) where nothing is known.

    form: a `Form`. depth: depth of knowledge 1..4. context: an id; two pieces with different ids come from different
    contexts. occasion: the school's date in days since 1970-01-01. marks: `Mark` bits. essential: the lowest level that
    an essential criterion of the rubric shows in this rating; UNTOLD where it was not rated criterion by criterion.
    """

    form: Ints
    depth: Ints
    context: Ints
    occasion: Ints
    marks: Ints
    essential: Ints

    TABLE: ClassVar[str] = "circumstances"
    COLUMNS: ClassVar[tuple[str, ...]] = ("form", "depth", "context", "occasion", "marks", "essential")

    def _check(self) -> None:
        refuse_first(
            "circumstances",
            "depth",
            self.depth,
            (self.depth != UNTOLD) & ((self.depth < 1) | (self.depth > 4)),
            "depth of knowledge is 1 to 4; use -1 where it is not known.",
        )
        refuse_first("circumstances", "marks", self.marks, self.marks < 0, "use the marks that are known.")
