"""Modules as readiness sees them: their competencies as they live on today."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection

from headway.district.advancement.columns import ModuleParts
from headway.district.advancement.models import Module, ModuleCompetency
from headway.district.advancement.types import Grain, Passage
from headway.district.continuum.api import ContinuumMap

__all__ = ["module_parts", "modules_of_level"]


def module_parts(
    continuum: ContinuumMap, module_uuids: Collection[uuid.UUID] | None = None
) -> tuple[ModuleParts, ...]:
    """Active modules, or these, in their order. Two queries."""
    rows = Module.objects.filter(is_active=True) if module_uuids is None else Module.objects.all()
    if module_uuids is not None:
        rows = rows.filter(uuid__in=module_uuids)
    modules = list(rows)
    parts: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    for module, competency, essential in ModuleCompetency.objects.filter(
        module__in=[one.pk for one in modules]
    ).values_list("module_id", "competency_id", "is_essential"):
        living = continuum.current_ids.get(competency)
        if living is not None:
            parts[module].append((living, essential))
    return tuple(
        ModuleParts(
            Passage(
                Grain.MODULE,
                one.domain_code,
                module_id=one.pk,
                module_uuid=one.uuid,
                title=one.title,
            ),
            one.level,
            one.organisation_id,
            tuple(parts[one.pk]),
        )
        for one in modules
    )


def modules_of_level(
    domain_code: str, level: int, organisation_ids: Collection[int]
) -> tuple[tuple[uuid.UUID, str], ...]:
    """The modules that a school has for a level of a domain, in their order."""
    rows = Module.objects.filter(
        is_active=True, domain_code=domain_code, level=level, organisation_id__in=organisation_ids
    )
    return tuple(rows.values_list("uuid", "title"))
