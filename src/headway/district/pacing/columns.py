"""The continuum and the policy of pace as the mathematics reads them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np

from headway.district.continuum.api import ContinuumMap, DomainInfo, DomainKind
from headway.district.policy.api import PolicyKind, rule_in_effect
from headway.mastery.facts import Competencies, Kind
from headway.mastery.pacing import Partly

__all__ = ["Expectation", "academic_domains", "academic_ids", "competencies_of", "expectation_on"]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the district's policy says about pace: the days of a year, units a year by domain code, what counts partly."""

    days_per_year: int
    units_per_year: Any
    partly: Partly
    version: str

    def expected(self, domain_code: str) -> float | None:
        found = self.units_per_year.get(domain_code)
        return None if found is None else float(found)


def expectation_on(on: dt.date) -> Expectation:
    policy = rule_in_effect(PolicyKind.PACE_EXPECTATION, on)
    return Expectation(
        int(policy.parameters["days_per_year"]),
        policy.parameters.get("units_per_year", {}),
        Partly.from_dict(policy.parameters.get("partly")),
        policy.version,
    )


def academic_domains(continuum: ContinuumMap) -> tuple[DomainInfo, ...]:
    """The domains in which pace is told and targets are made, in the order of the continuum. Habits are noted apart."""
    return tuple(one for one in continuum.domains if one.kind == DomainKind.ACADEMIC)


def academic_ids(continuum: ContinuumMap, domain_id: int | None = None) -> tuple[int, ...]:
    """The ids of the academic competencies, of one domain or of all: what units are made of."""
    return tuple(
        one.id
        for one in continuum.competencies
        if one.kind == DomainKind.ACADEMIC and (domain_id is None or one.domain_id == domain_id)
    )


def competencies_of(continuum: ContinuumMap, ids: Collection[int]) -> Competencies:
    """These academic competencies with their domain and weight."""
    rows = [continuum.by_id[one] for one in sorted(ids)]
    return Competencies(
        competency=np.array([one.id for one in rows], dtype=np.int64),
        kind=np.full(len(rows), int(Kind.ACADEMIC), dtype=np.int64),
        domain=np.array([one.domain_id for one in rows], dtype=np.int64),
        weight=np.array([one.weight for one in rows], dtype=np.float64),
    )
