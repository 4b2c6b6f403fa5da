"""Words that others may hold: what comes in from another system, and a row of what its rules made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Brought", "ElsewhereRow", "EnrolmentColumns", "ResultColumns", "SkillContent", "SourceContents"]

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SkillContent:
    """A skill of the other system, with the competency it belongs to. requirements: its level → how many results."""

    identifier: str
    code: str
    title: str
    competency: str
    competency_code: str
    competency_title: str
    requirements: Mapping[str, int]
    is_active: bool


@dataclass(frozen=True, eq=False)
class EnrolmentColumns:
    """One row per learner (row id), competency (place among `SourceContents.competencies`) and level.

    baseline: in hundredths of a step, -1 for none.
    """

    learner: Ints
    competency: Ints
    level: Ints
    baseline: Ints

    def __len__(self) -> int:
        return len(self.learner)


@dataclass(frozen=True, eq=False)
class ResultColumns:
    """One row per result. skill: place among `SourceContents.skills`. step: -1 for none, which an override may have.

    shown_at: microseconds since 1970. demonstration, identifier: the other system's own numbers, which order what
    was shown at the same instant.
    """

    learner: Ints
    skill: Ints
    level: Ints
    step: Ints
    is_override: NDArray[np.bool_]
    shown_at: Ints
    demonstration: Ints
    identifier: Ints

    def __len__(self) -> int:
        return len(self.learner)


@dataclass(frozen=True, eq=False)
class SourceContents:
    """Everything that one export says. competencies: identifiers, by the place that the columns name."""

    source: str
    skills: tuple[SkillContent, ...]
    competencies: tuple[str, ...]
    enrolments: EnrolmentColumns
    results: ResultColumns
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import added: results, enrolments, and how many rows its rules make now."""

    results: int
    enrolments: int
    rows: int


@dataclass(frozen=True, slots=True)
class ElsewhereRow:
    """One learner, competency and level as the other system shows it.

    Tenths of its own steps, None where it shows nothing; progress in hundredths; complete and missed of required.
    """

    source: str
    code: str
    title: str
    level: int
    baseline: int | None
    average: int | None
    growth: int | None
    complete: int
    required: int
    missed: int
    progress: int
    is_complete: bool
