"""Competencies as the mathematics needs them: their kind, their domain and their weight."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from headway.mastery.facts.refusal import Refused
from headway.mastery.facts.tables import (
    Ints,
    check_same_length,
    frozen,
    refuse_first,
    refuse_repeated,
    whole_number_column,
)


class Kind(IntEnum):
    """Academic learning and habits of success are described apart and never counted together."""

    ACADEMIC = 0
    HABITS = 1


@dataclass(frozen=True, eq=False)
class Competencies:
    """Columns of one length. weight: learning units, finite and not negative; kind: a `Kind`; domain: an id."""

    competency: Ints
    kind: Ints
    domain: Ints
    weight: NDArray[np.float64]

    def __post_init__(self) -> None:
        for name in ("competency", "kind", "domain"):
            object.__setattr__(self, name, whole_number_column("competencies", name, getattr(self, name)))
        weight = np.array(self.weight, dtype=np.float64)
        object.__setattr__(self, "weight", frozen(weight))
        check_same_length(
            "competencies",
            {name: getattr(self, name) for name in ("competency", "kind", "domain", "weight")},
        )
        refuse_repeated(
            "competencies", "competency", self.competency, "it stands in an earlier row; list each one once."
        )
        known_kinds = np.isin(self.kind, [int(kind) for kind in Kind])
        refuse_first("competencies", "kind", self.kind, ~known_kinds, "use 0 for academic or 1 for habits.")
        refuse_first(
            "competencies",
            "weight",
            weight,
            ~(np.isfinite(weight) & (weight >= 0)),
            "give a number that is zero or more.",
        )

    def __len__(self) -> int:
        return len(self.competency)

    def rows_of(self, competency: Ints) -> Ints:
        """For each competency asked about, its row here. Refused when one is not listed."""
        if len(competency) == 0:
            return np.empty(0, dtype=np.int64)
        order = np.argsort(self.competency, kind="stable")
        place = np.searchsorted(self.competency[order], competency)
        inside = place < len(self)
        listed = np.zeros(len(competency), dtype=bool)
        listed[inside] = self.competency[order][place[inside]] == competency[inside]
        if not listed.all():
            unknown = int(competency[np.argmin(listed)])
            raise Refused(
                "unknown_competency",
                f"Competency {unknown} is not in the list of competencies; "
                "add it with its kind, domain and weight.",
                competency=unknown,
            )
        return order[place]
