"""What a target holds: its competencies on the continuum in force, whatever version it was made under."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from headway.district.agreements.types import Aim
from headway.district.continuum.api import ContinuumMap, DomainKind
from headway.district.pacing.api import academic_domains, required

__all__ = ["academic_domains", "domain_of", "levels_in", "members_of"]


def domain_of(continuum: ContinuumMap, code: str) -> Any | None:
    """The domain with this code, if targets are made in it; None otherwise."""
    return next((one for one in academic_domains(continuum) if one.code == code), None)


def members_of(
    continuum: ContinuumMap,
    aim: str,
    domain_code: str,
    level: int | None,
    competency_ids: Iterable[int],
) -> tuple[int, ...]:
    """The competencies (ids in the version in force, in map order) that this target reaches for.

    What a level and the diploma ask for is one definition for every plan and forecast: `pacing.api.required`. What has no
    place in the version in force any more is left out.
    """
    if aim == Aim.DIPLOMA:
        return tuple(one.id for one in required(continuum))
    if aim == Aim.LEVEL:
        if domain_of(continuum, domain_code) is None or level is None:
            return ()
        return tuple(one.id for one in required(continuum, domain_code=domain_code, level=level))
    living = {continuum.current_ids[one] for one in competency_ids if one in continuum.current_ids}
    return tuple(one.id for one in continuum.competencies if one.id in living)


def levels_in(continuum: ContinuumMap, domain_id: int) -> tuple[int, ...]:
    """The levels that occur in a domain, lowest first."""
    found: Collection[int] = {
        one.level
        for one in continuum.in_domain(domain_id)
        if one.kind == DomainKind.ACADEMIC and one.level is not None
    }
    return tuple(sorted(found))
