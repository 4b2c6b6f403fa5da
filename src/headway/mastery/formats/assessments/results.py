"""What was read: results in columns, the learners they are of, and what a person should know about the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from headway.mastery.formats.problems import Problem

__all__ = ["Clash", "HiddenValue", "Learner", "Reading", "Result", "Results"]


@dataclass(frozen=True, slots=True)
class Learner:
    """Whose results. identifiers: (kind, value) in the profile's order of preference, the first one is the key.

    proposes_only: nothing but a name and a date of birth is there, so a person has to say who it is.
    """

    identifiers: tuple[tuple[str, str], ...]

    @property
    def proposes_only(self) -> bool:
        return all(kind == "name_and_birth_date" for kind, _value in self.identifiers)

    def identifier(self, kind: str) -> str | None:
        return next((value for one, value in self.identifiers if one == kind), None)


@dataclass(frozen=True, slots=True)
class Result:
    """One result, as a row of `Results`. value and error are None when the file does not say them."""

    line: int
    learner: Learner
    test: str
    area: str
    part: str
    scale: str
    first: dt.date | None
    last: dt.date | None
    term: str
    value: float | None
    error: float | None
    label: str
    is_hidden_by_default: bool = True


@dataclass(frozen=True, eq=False)
class Results:
    """n results in columns; the small tables they refer to beside them.

    line            int64[n], line in the file, from 1
    learner         int64[n] into `learners`
    test            int64[n] into `tests`
    area            int64[n] into `areas`: (area, part), part '' for the whole
    scale           int64[n] into `scales`
    first, last     datetime64[D][n]: the day, or the window it lies in; NaT when nothing says it
    term            int64[n] into `terms`, '' for none
    value, error    float64[n], NaN when not said; error is a standard error on the value's scale
    label           int64[n] into `labels`, '' for none
    """

    line: npt.NDArray[np.int64]
    learner: npt.NDArray[np.int64]
    test: npt.NDArray[np.int64]
    area: npt.NDArray[np.int64]
    scale: npt.NDArray[np.int64]
    first: npt.NDArray[np.datetime64]
    last: npt.NDArray[np.datetime64]
    term: npt.NDArray[np.int64]
    value: npt.NDArray[np.float64]
    error: npt.NDArray[np.float64]
    label: npt.NDArray[np.int64]
    learners: tuple[Learner, ...]
    tests: tuple[str, ...]
    areas: tuple[tuple[str, str], ...]
    scales: tuple[str, ...]
    terms: tuple[str, ...]
    labels: tuple[str, ...]

    # Values of other people's tests are for those who plan with them; learners and families see levels and reasons.
    is_hidden_by_default: bool = True

    def __len__(self) -> int:
        return len(self.line)

    def __iter__(self) -> Iterator[Result]:
        return (self[place] for place in range(len(self)))

    def __getitem__(self, place: int) -> Result:
        area, part = self.areas[self.area[place]]
        value, error = float(self.value[place]), float(self.error[place])
        return Result(
            int(self.line[place]),
            self.learners[self.learner[place]],
            self.tests[self.test[place]],
            area,
            part,
            self.scales[self.scale[place]],
            _date(self.first[place]),
            _date(self.last[place]),
            self.terms[self.term[place]],
            None if np.isnan(value) else value,
            None if np.isnan(error) else error,
            self.labels[self.label[place]],
            self.is_hidden_by_default,
        )


@dataclass(frozen=True, slots=True)
class HiddenValue:
    """What compares learners, read because the district wants it: never shown to learners and families by default."""

    result: int
    kind: str
    column: str
    text: str
    is_hidden_by_default: bool = True


@dataclass(frozen=True, slots=True)
class Clash:
    """Two or more results of one learner in one area of one test on one day that say different things."""

    results: tuple[int, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Reading:
    """One file, read with one profile.

    lines_read          lines below the headings that hold anything
    lines_with_results  how many of them gave at least one result; every other one is named in `problems`
    conflicts           results that a person has to choose between; both are in `results`
    said_twice          results left out because the same was said before, as (line, line before)
    terms_without_dates terms of the file whose window the district has not said yet
    """

    profile_key: str
    results: Results
    problems: tuple[Problem, ...]
    conflicts: tuple[Clash, ...] = ()
    said_twice: tuple[tuple[int, int], ...] = ()
    hidden: tuple[HiddenValue, ...] = ()
    learners_listed: tuple[Learner, ...] = ()
    lines_read: int = 0
    lines_with_results: int = 0
    terms_without_dates: tuple[str, ...] = ()
    places_learners: bool = True
    columns_used: tuple[str, ...] = field(default=())


def _date(one: np.datetime64) -> dt.date | None:
    return None if np.isnat(one) else one.astype(object)
