"""A profile: what one layout of one publisher's export means, as data that a district may read, change and add to.

A profile says how its layout is recognised, whose result a line holds, when the test was taken, and in which columns
the results are. It holds no cut and no norm: what a result means for a level is the district's crosswalk.

`repeat` writes many areas as one: {"repeat": {"n": ["1", "2"]}, "part": {"column": "Goal{n}Name"}, …}.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

__all__ = [
    "FORMAT",
    "HIDDEN_KINDS",
    "KEY_KINDS",
    "VERSION",
    "Area",
    "Condition",
    "FileLayout",
    "LearnerKey",
    "Name",
    "Profile",
    "Recognised",
    "When",
]

FORMAT = "headway.assessment-profile"
VERSION = 1

# In this order of trust. Names with a date of birth only propose a learner; nobody is matched by a name.
KEY_KINDS = ("state_id", "local_id", "vendor_id", "name_and_birth_date")

# What compares learners with each other, or claims more than the result: read only when a district wants it, and
# hidden from learners and families even then.
HIDDEN_KINDS = (
    "percentile",
    "grade_equivalent",
    "normal_curve_equivalent",
    "quintile",
    "growth",
    "growth_percentile",
    "projection",
    "benchmark",
    "risk",
    "readiness",
    "reading_measure",
    "mathematics_measure",
    "percent_correct",
    "items_correct",
    "other",
)


@dataclass(frozen=True, slots=True)
class Name:
    """A fixed `text`, or what the cells of `columns` say, joined by ' – '. `names` spells codes out."""

    text: str = ""
    columns: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.text or self.columns)

    def filled(self, values: Mapping[str, str]) -> Name:
        return Name(
            _filled(self.text, values), tuple(_filled(one, values) for one in self.columns), self.names
        )


@dataclass(frozen=True, slots=True)
class FileLayout:
    """delimiter '' is found out. skip_rows are above the headings. fixed_width: (column, first place from 0, length)."""

    delimiter: str = ""
    skip_rows: int = 0
    fixed_width: tuple[tuple[str, int, int], ...] = ()

    @property
    def line_length(self) -> int:
        return max((start + length for _name, start, length in self.fixed_width), default=0)


@dataclass(frozen=True, slots=True)
class Recognised:
    """needed: without them it is another layout. distinctive: few other layouts have them. absent: it has none of them.

    cells: a column and what its cells begin with, told apart by the first lines (a layout shared by several tests).
    """

    needed: tuple[str, ...] = ()
    distinctive: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    cells: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LearnerKey:
    """One way to say whose result it is. Several columns together are one identifier (a name with a date of birth)."""

    kind: str
    columns: tuple[str, ...]

    @property
    def proposes_only(self) -> bool:
        """Whether a person has to confirm who is meant."""
        return self.kind == "name_and_birth_date"


@dataclass(frozen=True, slots=True)
class When:
    """columns: the first one that holds a date counts. formats: see `dates`. term: named where no date is."""

    columns: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    term: Name = Name()

    def filled(self, values: Mapping[str, str]) -> When:
        return When(
            tuple(_filled(one, values) for one in self.columns), self.formats, self.term.filled(values)
        )


@dataclass(frozen=True, slots=True)
class Condition:
    """A cell that says that a result does not count: `values` (without regard to capitals), or anything but blank.

    unless turns it round: it does not count when the cell says anything else than `values`.
    """

    column: str
    values: tuple[str, ...] = ()
    reason: str = "not_valid"
    unless: bool = False

    def filled(self, values: Mapping[str, str]) -> Condition:
        return Condition(_filled(self.column, values), self.values, self.reason, self.unless)


@dataclass(frozen=True, slots=True)
class Area:
    """One result of a line: what was tested, in the publisher's words, and where its value, error and label are.

    area, part      'Mathematics' and, for a goal or subtest, 'Number and Operations'; part is blank for the whole.
    value           column with the value on the test's own scale, of the kind `scale`, lowest..highest.
    error           column with its standard error; or error_low, error_high: the ends of value ± one standard error.
    published_error what the publisher says for all results, when the file does not say it.
    label           column with the performance level; `labels` are the ones it may have, least first (blank: any).
    hidden          (column, kind in HIDDEN_KINDS).
    when, test      instead of the profile's, where an area has its own.
    optional        whether a file without its columns is an ordinary one.
    """

    area: Name
    part: Name = Name()
    value: str = ""
    scale: str = ""
    lowest: float | None = None
    highest: float | None = None
    error: str = ""
    error_low: str = ""
    error_high: str = ""
    published_error: float | None = None
    label: str = ""
    labels: tuple[str, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    when: When | None = None
    test: Name = Name()
    missing: tuple[str, ...] = ()
    leave_out: tuple[Condition, ...] = ()
    optional: bool = False
    repeat: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def expanded(self) -> tuple[Area, ...]:
        """The areas that it stands for; itself when nothing repeats."""
        if not self.repeat:
            return (self,)
        return tuple(
            self._filled(dict(zip(self.repeat, values, strict=True)))
            for values in product(*self.repeat.values())
        )

    def _filled(self, values: Mapping[str, str]) -> Area:
        return Area(
            self.area.filled(values),
            self.part.filled(values),
            _filled(self.value, values),
            self.scale,
            self.lowest,
            self.highest,
            _filled(self.error, values),
            _filled(self.error_low, values),
            _filled(self.error_high, values),
            self.published_error,
            _filled(self.label, values),
            self.labels,
            tuple((_filled(column, values), kind) for column, kind in self.hidden),
            self.when.filled(values) if self.when else None,
            self.test.filled(values),
            self.missing,
            tuple(one.filled(values) for one in self.leave_out),
            self.optional,
        )

    def columns(self) -> tuple[str, ...]:
        """Every column that the area names, without what it repeats."""
        when = (*self.when.columns, *self.when.term.columns) if self.when else ()
        named = (
            *self.area.columns,
            *self.part.columns,
            self.value,
            self.error,
            self.error_low,
            self.error_high,
            self.label,
            *(column for column, _kind in self.hidden),
            *(one.column for one in self.leave_out),
            *self.test.columns,
            *when,
        )
        return tuple(dict.fromkeys(one for one in named if one))


@dataclass(frozen=True, slots=True)
class Profile:
    """One layout. `key` is stable across revisions; crosswalks refer to it.

    places_learners is False for what must never place anybody (a screening of wellbeing, a list of learners).
    holds           'results', or 'learners' for the list of learners that comes beside results.
    origin          in words: what the profile was written from.
    """

    key: str
    vendor: str
    name: str
    revision: int = 1
    origin: str = ""
    note: str = ""
    holds: str = "results"
    places_learners: bool = True
    file: FileLayout = FileLayout()
    recognise: Recognised = Recognised()
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    learner: tuple[LearnerKey, ...] = ()
    test: Name = Name()
    when: When = When()
    missing: tuple[str, ...] = ()
    leave_out: tuple[Condition, ...] = ()
    areas: tuple[Area, ...] = ()

    @classmethod
    def from_dict(cls, plain: Any) -> Profile:
        """The profile that `to_dict` wrote, or somebody by hand.

        Raises FormatProblem with one sentence for each member that is missing, unknown or contradicts another.
        """
        from headway.mastery.formats.assessments.checking import profile_from

        return profile_from(plain)

    def to_dict(self) -> dict[str, Any]:
        """Plain members for JSON, without what is as usual; `from_dict` gives an equal profile back."""
        from headway.mastery.formats.assessments.checking import as_plain

        return as_plain(self)

    def expanded_areas(self) -> tuple[Area, ...]:
        return tuple(one for area in self.areas for one in area.expanded())


def _filled(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text
