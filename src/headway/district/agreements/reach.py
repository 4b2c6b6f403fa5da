"""What a target holds: its competencies on the continuum in force, whatever version it was made under."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from headway.district.agreements.types import Aim
from headway.district.continuum.api import ContinuumMap, DomainKind

__all__ = ["academic_domains", "domain_of", "levels_in", "members_of"]


def academic_domains(continuum: ContinuumMap) -> tuple[Any, ...]:
    """The domains in which targets are made, in the order of the continuum. Habits are noted apart."""
    return tuple(one for one in continuum.domains if one.kind == DomainKind.ACADEMIC)


def domain_of(continuum: ContinuumMap, code: str) -> Any | None:
    return next((one for one in academic_domains(continuum) if one.code == code), None)


def members_of(
    continuum: ContinuumMap,
    aim: str,
    domain_code: str,
    level: int | None,
    competency_ids: Iterable[int],
    begins_at: int | None = None,
) -> tuple[int, ...]:
    """The competencies (ids in the version in force, in map order) that this target reaches for.

    A level of a domain: everything there from where the learner stands (`begins_at`, the level itself where nobody
    decided) up to that level; what lies further below is filled by plans of its own, not by this one. The diploma:
    every academic competency of the continuum. What has no place in the version in force any more is left out.
    """
    if aim == Aim.DIPLOMA:
        return tuple(one.id for one in continuum.competencies if one.kind == DomainKind.ACADEMIC)
    if aim == Aim.LEVEL:
        domain = domain_of(continuum, domain_code)
        if domain is None or level is None:
            return ()
        first = level if begins_at is None else min(begins_at, level)
        return tuple(
            one.id
            for one in continuum.in_domain(domain.id)
            if one.kind == DomainKind.ACADEMIC and one.level is not None and first <= one.level <= level
        )
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
