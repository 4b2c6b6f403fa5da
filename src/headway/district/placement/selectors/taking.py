"""Which competencies a level stands on, and so may be taken as met on arrival; and where the holes are."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from headway.district.continuum.api import CompetencyInfo, ContinuumMap
from headway.district.placement.models import Placement
from headway.district.placement.types import MapCell, MapRow, PlacedLevel
from headway.district.proficiency.api import proficient_columns, taken_as_met
from headway.mastery.placement.leveling import closure_below

__all__ = ["below", "hole_map", "level_in", "of_place"]

Levels = Mapping[tuple[str, str], PlacedLevel]


def of_place(continuum: ContinuumMap, domain_code: str, strand_code: str = "") -> tuple[CompetencyInfo, ...]:
    """The competencies of a domain, or of one strand of it, in map order."""
    domain = next((one for one in continuum.domains if one.code == domain_code), None)
    if domain is None:
        return ()
    strands = {one.id for one in continuum.strands_of(domain.id) if one.code == strand_code}
    return tuple(
        one
        for one in continuum.in_domain(domain.id)
        if one.level is not None and (not strand_code or one.strand_id in strands)
    )


def below(
    continuum: ContinuumMap, domain_code: str, strand_code: str, level: int, decided: Collection[str] = ()
) -> tuple[int, ...]:
    """What lies below the level in this place, with what that stands on by essential arrows, by id.

    decided: strands of the domain that have a decision of their own; a decision on the whole domain leaves them alone,
    and the arrows are not followed into them. Nor are they followed into other domains: each has its own decision.
    """
    codes = {one.id: one.code for one in continuum.strands}
    own = set(decided) - {strand_code}
    domain = of_place(continuum, domain_code)
    allowed = {one.id for one in domain if codes.get(one.strand_id or 0, "") not in own}
    first = {
        one.id
        for one in of_place(continuum, domain_code, strand_code)
        if one.level is not None and one.level < level and one.id in allowed
    }
    gates = {
        one.id: [continuum.competencies[node].id for node in continuum.gates_of(one.position)]
        for one in domain
    }
    return closure_below(first, gates, allowed)


def level_in(levels: Levels, domain_code: str, strand_code: str) -> PlacedLevel | None:
    """What stands for a strand: its own decision, else that of its domain."""
    return levels.get((domain_code, strand_code)) or levels.get((domain_code, ""))


def hole_map(
    learner_id: int,
    continuum: ContinuumMap,
    domain_code: str,
    levels: Levels,
    not_yet: Collection[int] = (),
) -> tuple[MapRow, ...]:
    """Strands × levels of one domain: what is shown, what was taken as met, and what is open below the level.

    not_yet: competencies of which a check says so. Three queries.
    """
    columns = proficient_columns((learner_id,), continuum)
    proficient = set(columns.competency.tolist())
    taken = set(taken_as_met((learner_id,), continuum).get(learner_id, ()))
    was_taken = _ever_placed(learner_id, domain_code)
    domain = next((one for one in continuum.domains if one.code == domain_code), None)
    if domain is None:
        return ()
    rows = []
    for strand in continuum.strands_of(domain.id):
        placed = level_in(levels, domain_code, strand.code)
        cells = []
        members = of_place(continuum, domain_code, strand.code)
        for level in sorted({one.level for one in members if one.level is not None}):
            here = [one.id for one in members if one.level == level]
            is_below = placed is not None and level < placed.level
            open_ = [one for one in here if one not in proficient]
            cells.append(
                MapCell(
                    level=level,
                    shown=tuple(one for one in here if one in proficient and one not in taken),
                    taken=tuple(one for one in here if one in taken),
                    holes=tuple((one, _why(one, not_yet, was_taken)) for one in open_) if is_below else (),
                    is_below=is_below,
                )
            )
        rows.append(MapRow(strand.code, placed.level if placed else None, tuple(cells)))
    return tuple(rows)


def _why(competency: int, not_yet: Collection[int], was_taken: bool) -> str:
    if competency in not_yet:
        return "check"
    return "left_out" if was_taken else "open"


def _ever_placed(learner_id: int, domain_code: str) -> bool:
    """Did somebody take anything as met here? Then what is open was left out by a person."""
    return any(
        opens
        for opens in Placement.objects.filter(
            learner_id=learner_id, domain_code=domain_code, withdrawal__isnull=True
        ).values_list("opens", flat=True)
    )
