"""What adults note instead of a reading, as long as it holds."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from headway.district.agreements.models import Offer, PlanNote, Signature
from headway.district.agreements.note_types import NotedInfo
from headway.district.agreements.reach import members_of
from headway.district.agreements.types import NoteAbout
from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.evidence.api import last_recorded
from headway.mastery.pacing.trajectories import Reading, noted

__all__ = ["notes_of", "standing_notes", "with_note"]


def standing_notes() -> QuerySet[PlanNote]:
    """Notes that nobody took back."""
    return PlanNote.objects.filter(withdraws__isnull=True, withdrawal__isnull=True)


def notes_of(
    learner_ids: Collection[int], continuum: ContinuumMap | None = None
) -> dict[int, tuple[NotedInfo, ...]]:
    """By learner, what holds today: the latest note about each plan and domain, unless it was taken back, evidence came
    since in what it is about, or another agreement took the place of the one it was about. Who has none is absent.

    One query where there is none, else two, and a third where something was signed since. Access is the caller's to decide.
    """
    signed = Signature.objects.filter(
        offer__target_id=OuterRef("target_id"), signed_at__gt=OuterRef("recorded_at")
    )
    rows = (
        standing_notes()
        .filter(learner_id__in=list(learner_ids))
        .annotate(signed_since=Exists(signed))
        .select_related("recorded_by", "words", "target")
        .order_by("recorded_at", "pk")
    )
    latest = {(row.learner_id, row.about, row.domain_code, row.target_id): row for row in rows}
    continuum = continuum or current_map()
    if not latest or continuum is None:
        return {}
    since = min(row.recorded_at for row in latest.values())
    came = last_recorded({row.learner_id for row in latest.values()}, since, continuum)
    agreed_anew = _agreed_after(
        {row.target_id: row.recorded_at for row in latest.values() if row.target_id and row.signed_since}
    )
    found: dict[int, list[NotedInfo]] = defaultdict(list)
    for row in latest.values():
        about = _about(row, continuum)
        newer = any(
            at > row.recorded_at
            for (learner, competency), at in came.items()
            if learner == row.learner_id and competency in about
        )
        if not newer and row.target_id not in agreed_anew:
            found[row.learner_id].append(_info(row))
    return {learner: tuple(notes) for learner, notes in found.items()}


def with_note(read: Reading | None, notes: Iterable[NotedInfo], target_id: int) -> Reading | None:
    """The reading of this target, or what an adult noted instead with the reading beside it."""
    one = next((each for each in notes if each.target_id == target_id), None)
    return read if read is None or one is None else noted(read, one.noted, one.reason or one.noted)


def _about(row: PlanNote, continuum: ContinuumMap) -> set[int]:
    """The competencies whose evidence ends this note."""
    if row.about == NoteAbout.STANDING and row.target is not None:
        one = row.target
        return set(members_of(continuum, one.aim, one.domain_code, one.level, one.competency_ids))
    domains = {one.id for one in continuum.domains if one.code == row.domain_code}
    return {one.id for one in continuum.competencies if one.domain_id in domains}


def _agreed_after(noted_at: Mapping[int, dt.datetime]) -> set[int]:
    """Targets of which an offer became an agreement after this moment."""
    if not noted_at:
        return set()
    signed: dict[int, list[Any]] = defaultdict(list)
    wants: dict[int, tuple[int, set[str]]] = {}
    offers = Offer.objects.filter(target_id__in=list(noted_at))
    rows = Signature.objects.filter(offer__in=offers.order_by().values("pk")).order_by("signed_at", "pk")
    for offer, target, wanted, side, at in rows.values_list(
        "offer_id", "offer__target_id", "offer__wants", "side", "signed_at"
    ):
        signed[offer].append((side, at))
        wants[offer] = target, set(wanted)
    found = set()
    for offer, (target, wanted) in wants.items():
        first: dict[str, dt.datetime] = {}
        for side, at in signed[offer]:
            first.setdefault(side, at)
        if wanted <= set(first) and max(first[one] for one in wanted) > noted_at[target]:
            found.add(target)
    return found


def _info(row: PlanNote) -> NotedInfo:
    return NotedInfo(
        uuid=row.uuid,
        learner_id=row.learner_id,
        about=row.about,
        domain_code=row.domain_code,
        target_id=row.target_id,
        read=row.read,
        noted=row.noted,
        at=row.recorded_at,
        by_id=row.recorded_by_id,
        by_name=row.recorded_by.name if row.recorded_by else "",
        reason=row.words.reason if hasattr(row, "words") else "",
        evidence=row.evidence,
    )
