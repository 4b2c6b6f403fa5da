"""Foundations: the essential competencies of the core domains, up to the level at which a school ends (R109)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from headway.district.continuum.api import CompetencyInfo, ContinuumMap, current_map
from headway.district.placement.api import core_domains, leveling_policy
from headway.district.proficiency.api import proficient_columns

__all__ = ["DomainFoundations", "foundation_ids", "foundations_of"]


@dataclass(frozen=True, slots=True)
class DomainFoundations:
    """What is met and what is open of one domain, in the order of the continuum."""

    domain_code: str
    met: tuple[CompetencyInfo, ...]
    open: tuple[CompetencyInfo, ...]


def foundation_ids(continuum: ContinuumMap, through_level: int) -> dict[str, tuple[CompetencyInfo, ...]]:
    """By core domain: its essential competencies up to a level. Domains without any are left out."""
    policy, _version = leveling_policy()
    codes = core_domains(policy, continuum)
    by_id = {one.id: one.code for one in continuum.domains if one.code in codes}
    found: dict[str, list[CompetencyInfo]] = defaultdict(list)
    for one in continuum.competencies:
        if (
            one.domain_id in by_id
            and one.importance == "essential"
            and one.level is not None
            and one.level <= through_level
        ):
            found[by_id[one.domain_id]].append(one)
    return {code: tuple(found[code]) for code in codes if code in found}


def foundations_of(through: Mapping[int, int | None]) -> dict[int, tuple[DomainFoundations, ...]]:
    """Learner → her foundations up to the level given for her; nothing without a level. A few queries in all.

    Access is decided by whoever gives the ids.
    """
    continuum = current_map()
    if continuum is None or not through:
        return {}
    asked = {level: foundation_ids(continuum, level) for level in set(through.values()) if level is not None}
    columns = proficient_columns(sorted(through), continuum)
    shown: dict[int, set[int]] = defaultdict(set)
    for learner, competency in zip(columns.learner.tolist(), columns.competency.tolist(), strict=True):
        shown[learner].add(competency)
    return {
        learner: tuple(
            DomainFoundations(
                code,
                tuple(one for one in ones if one.id in shown[learner]),
                tuple(one for one in ones if one.id not in shown[learner]),
            )
            for code, ones in asked[level].items()
        )
        for learner, level in through.items()
        if level is not None
    }
