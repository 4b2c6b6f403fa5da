"""What a leveling session shows about one learner, and the jagged profile that she and her family read."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from headway.district.assessments.api import contradictions_of
from headway.district.continuum.api import ContinuumMap
from headway.district.people.api import Viewer, visible_learner
from headway.district.placement.models import LevelingSession, Placement, PlacementAppeal
from headway.district.placement.policies import (
    core_domains,
    leveled_domains,
    leveling_policy,
    map_or_refuse,
    sees_as_staff,
    staff_learner,
)
from headway.district.placement.selectors.sources import sources_of, suggested
from headway.district.placement.types import (
    LevelingLine,
    LevelingTable,
    PlacedInfo,
    SessionInfo,
    SourceSuggestion,
)

__all__ = ["complete_domains", "leveling_table", "placed_of", "placements_standing"]


def leveling_table(viewer: Viewer, learner_uuid: uuid.UUID) -> LevelingTable:
    """Every domain and strand that is leveled: sources side by side, the suggestion, the decision that stands.

    For her staff; raises NotFound for everybody else, her family among them.
    """
    learner = staff_learner(viewer, learner_uuid)
    continuum = map_or_refuse()
    policy, version = leveling_policy()
    sources = sources_of(viewer, (learner.pk,), continuum).get(learner.pk, {})
    placed = placements_standing(learner.pk)
    against: dict[tuple[str, str], tuple[SourceSuggestion, ...]] = {}
    for one in contradictions_of(viewer, learner.uuid):
        place = (one.domain_code, one.strand_code)
        against[place] = (*against.get(place, ()), *one.sources)
    lines = []
    for code in leveled_domains(policy, continuum):
        domain = next(one for one in continuum.domains if one.code == code)
        for strand in ("", *(one.code for one in continuum.strands_of(domain.id))):
            here = sources.get((code, strand), ())
            place = (code, strand)
            lines.append(
                LevelingLine(code, strand, here, suggested(here), placed.get(place), against.get(place, ()))
            )
    core = core_domains(policy, continuum)
    complete = complete_domains(placed, continuum)
    return LevelingTable(
        learner=learner,
        session=_session(learner.pk),
        lines=tuple(lines),
        core=core,
        missing=tuple(code for code in core if code not in complete),
        policy_version=version,
    )


def placed_of(
    viewer: Viewer, learner_uuid: uuid.UUID, as_of: dt.datetime | None = None
) -> dict[tuple[str, str], PlacedInfo]:
    """The decisions that stand, by (domain, strand), for whoever may see the record: also the learner and her family.

    Levels and words to her; no score is among them. `reason` is for staff and left empty for everybody else.
    """
    learner = visible_learner(viewer, learner_uuid)
    found = placements_standing(learner.pk, as_of)
    if sees_as_staff(viewer, learner):
        return found
    return {place: _for_family(one) for place, one in found.items()}


def placements_standing(
    learner_id: int, as_of: dt.datetime | None = None
) -> dict[tuple[str, str], PlacedInfo]:
    """The latest decision of each place that nobody took back. Access is decided by whoever gives the id."""
    rows = Placement.objects.filter(learner_id=learner_id)
    if as_of is None:
        rows = rows.filter(withdrawal__isnull=True)
    else:
        rows = rows.filter(recorded_at__lte=as_of).exclude(withdrawal__recorded_at__lte=as_of)
    latest: dict[tuple[str, str], Placement] = {}
    for row in rows.select_related("decided_by", "words").order_by("recorded_at", "pk"):
        latest[row.domain_code, row.strand_code] = row
    appeals = dict(
        PlacementAppeal.objects.filter(placement__in=latest.values(), answer__isnull=True).values_list(
            "placement_id", "uuid"
        )
    )
    return {place: _info(row, appeals.get(row.pk)) for place, row in latest.items()}


def complete_domains(placed: Any, continuum: ContinuumMap) -> set[str]:
    """The domains that are decided: as a whole, or strand by strand."""
    found = set()
    for domain in continuum.domains:
        strands = continuum.strands_of(domain.id)
        if (domain.code, "") in placed or (
            strands and all((domain.code, one.code) in placed for one in strands)
        ):
            found.add(domain.code)
    return found


def _info(row: Placement, appeal_uuid: uuid.UUID | None) -> PlacedInfo:
    words = getattr(row, "words", None)
    return PlacedInfo(
        uuid=row.uuid,
        domain_code=row.domain_code,
        strand_code=row.strand_code,
        level=row.level,
        confidence=row.confidence,
        basis=row.basis,
        departs=row.departs,
        decided_on=row.decided_on,
        decided_by=row.decided_by.name if row.decided_by else "",
        reason=words.reason if words else "",
        start_here=words.start_here if words else "",
        review_on=row.review_on,
        taken=len(row.opens),
        appeal_uuid=appeal_uuid,
    )


def _for_family(one: PlacedInfo) -> PlacedInfo:
    return PlacedInfo(
        uuid=one.uuid,
        domain_code=one.domain_code,
        strand_code=one.strand_code,
        level=one.level,
        confidence=one.confidence,
        basis=one.basis,
        departs=False,
        decided_on=one.decided_on,
        decided_by=one.decided_by,
        reason="",
        start_here=one.start_here,
        review_on=one.review_on,
        taken=one.taken,
        appeal_uuid=one.appeal_uuid,
    )


def _session(learner_id: int) -> SessionInfo | None:
    row = LevelingSession.objects.filter(learner_id=learner_id).order_by("-opened_at", "-pk").first()
    if row is None:
        return None
    return SessionInfo(row.uuid, row.reason, row.opened_at, row.closed_at, row.expected_level)
