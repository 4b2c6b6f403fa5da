"""Bands: who learns in which multi-age group, since when, and who has met what the band is for (R057).

Two years or four: both are right. How long somebody stays is shown, and it never decides.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from headway.district.advancement.models import Band, BandMembership
from headway.district.advancement.selectors.stages import stages_of
from headway.district.advancement.types import Stage
from headway.district.foundation.api import NotFound, clock
from headway.district.people.api import Viewer, organisation_scope
from headway.district.people.types import Role

__all__ = ["KEEPERS", "BandInfo", "BandLine", "band_of", "band_rows", "bands_on_duty"]

KEEPERS = (Role.LEADER, Role.REGISTRAR, Role.COUNSELLOR)


@dataclass(frozen=True, slots=True)
class BandLine:
    """One learner in a band. open: domain code → the level that is still to be reached; empty: ready to leave."""

    learner_id: int
    learner_uuid: UUID
    learner_name: str
    from_on: dt.date
    days: int
    stages: dict[str, Stage]
    open: dict[str, int]

    @property
    def is_ready(self) -> bool:
        return not self.open


@dataclass(frozen=True, slots=True)
class BandInfo:
    uuid: UUID
    id: int
    name: str
    school: str
    school_uuid: UUID
    lowest_level: int
    highest_level: int
    usual_years: int
    exit_domains: dict[str, int]
    lines: tuple[BandLine, ...]

    @property
    def ready(self) -> tuple[BandLine, ...]:
        """Who has met what the band is for, the longest in it first. Nobody, where no exit is named."""
        found = [one for one in self.lines if one.is_ready and self.exit_domains]
        return tuple(sorted(found, key=lambda one: one.from_on))


def band_rows(viewer: Viewer) -> QuerySet[Band]:
    """The bands of the schools of this duty."""
    schools = organisation_scope(viewer, *KEEPERS)
    return Band.objects.filter(school__in=schools, is_active=True).select_related("school")


def bands_on_duty(viewer: Viewer) -> tuple[BandInfo, ...]:
    """With everybody in them. Four queries, however many there are."""
    return _infos(list(band_rows(viewer).order_by("school__name", "lowest_level", "name", "pk")))


def band_of(viewer: Viewer, band_uuid: UUID) -> BandInfo:
    """NotFound for bands of other schools."""
    found = _infos(list(band_rows(viewer).filter(uuid=band_uuid)))
    if not found:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return found[0]


def _infos(bands: list[Band]) -> tuple[BandInfo, ...]:
    members = list(
        # Who changed schools by another way than the year's is no longer this school's to see.
        BandMembership.objects.filter(
            Q(learner__left_on__isnull=True) | Q(learner__left_on__gte=clock.today()),
            band__in=bands,
            to_on__isnull=True,
            from_on__lte=clock.today(),
            learner__school_id=F("band__school_id"),
        )
        .select_related("learner__person")
        .order_by("learner__person__family_name", "learner__person__given_name", "pk")
    )
    stages = stages_of({one.learner_id for one in members}) if members else {}
    return tuple(
        BandInfo(
            uuid=band.uuid,
            id=band.pk,
            name=band.name,
            school=band.school.name,
            school_uuid=band.school.uuid,
            lowest_level=band.lowest_level,
            highest_level=band.highest_level,
            usual_years=band.usual_years,
            exit_domains=band.exit_domains,
            lines=tuple(
                _line(one, band, stages.get(one.learner_id, {})) for one in members if one.band_id == band.pk
            ),
        )
        for band in bands
    )


def _line(row: Any, band: Band, stages: dict[str, Stage]) -> BandLine:
    still = {
        domain: level
        for domain, level in band.exit_domains.items()
        if domain not in stages or stages[domain].level < level
    }
    return BandLine(
        row.learner_id,
        row.learner.uuid,
        row.learner.person.name,
        row.from_on,
        (clock.today() - row.from_on).days,
        stages,
        still,
    )
