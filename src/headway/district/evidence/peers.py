"""Looks by classmates: whom a learner may invite, what an invited classmate sees, and what was written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import CompetencyInfo, current_map
from headway.district.evidence.criteria import criteria_of_many
from headway.district.evidence.models import BesideRating, PeerInvite
from headway.district.evidence.services.files import file_items
from headway.district.evidence.types import BesideRole, Criterion, FileItem
from headway.district.evidence.work import set_aside
from headway.district.foundation.api import NotFound, translated
from headway.district.people.api import Viewer, can_rate, classmates_of, is_classmate, visible_learners
from headway.district.policy.api import rule_in_effect

__all__ = [
    "MOST_INVITED",
    "PEER_POLICY",
    "PeerLook",
    "PeerPiece",
    "looks_asked_of_me",
    "opened_to_peer",
    "peer_invite_of",
    "peer_looks_at",
    "peer_looks_of",
    "peer_piece",
    "peers_are_asked",
]

# A few careful readers are worth more than a whole class.
MOST_INVITED = 4
# {"allowed": false} keeps the page away; {"families": true} shows families what was written, without names.
PEER_POLICY = "evidence.peer_look"


@dataclass(frozen=True, slots=True)
class PeerLook:
    """One invitation and what came of it. sees: two sentences; level: beside, and never inside; None where not told."""

    uuid: UUID
    evidence_uuid: UUID
    evidence_title: str
    learner_name: str
    peer_name: str
    invited_at: dt.datetime
    sees: tuple[str, ...] = ()
    idea: str = ""
    written_at: dt.datetime | None = None
    is_closed: bool = False
    levels: tuple[tuple[int, int], ...] = ()

    @property
    def waits(self) -> bool:
        return self.written_at is None and not self.is_closed


@dataclass(frozen=True, slots=True)
class PeerPiece:
    """What an invited classmate sees: the work itself and the rubric. No level, no words of adults, no other work."""

    look: PeerLook
    on: dt.datetime
    form: str
    words: str
    link: str
    files: tuple[FileItem, ...]
    shows: tuple[tuple[CompetencyInfo, tuple[Criterion, ...]], ...]


def peers_are_asked() -> bool:
    """Does the district let learners ask classmates? Yes, unless its policy book says otherwise."""
    return bool(rule_in_effect(PEER_POLICY).parameters.get("allowed", True))


def _families_read() -> bool:
    return bool(rule_in_effect(PEER_POLICY).parameters.get("families", False))


def looks_asked_of_me(viewer: Viewer) -> tuple[PeerLook, ...]:
    """Who asked me to look at a piece of her work, and waits? Oldest first; nobody whose section I left."""
    if viewer.learner_id is None or not peers_are_asked():
        return ()
    rows = _open(viewer).filter(words__isnull=True).order_by("invited_at", "pk")
    return _told(rows)


def peer_invite_of(viewer: Viewer, invite_uuid: UUID) -> PeerInvite:
    """The open invitation to me with this identifier. Raises NotFound for everybody else."""
    row = _open(viewer).filter(uuid=invite_uuid).select_related("evidence", "learner").first()
    if row is None or not peers_are_asked() or not is_classmate(viewer, row.learner):
        raise _not_found()
    return row


def peer_piece(viewer: Viewer, invite_uuid: UUID) -> PeerPiece:
    """What I was invited to look at. Raises NotFound for everybody who was not, and after it was closed."""
    row = peer_invite_of(viewer, invite_uuid)
    piece = row.evidence
    words = getattr(piece, "words", None)
    is_hers = piece.recorded_by_id == row.learner.person_id
    continuum = current_map()
    ids = {continuum.current_ids.get(one, one) for one in _competency_ids(piece)} if continuum else set()
    shows = [one for one in continuum.competencies if one.id in ids] if continuum else []
    criteria = criteria_of_many([(one.id, piece.task_id) for one in shows])
    (look,) = _told(PeerInvite.objects.filter(pk=row.pk), with_levels_by=viewer.person_id)
    return PeerPiece(
        look=look,
        on=piece.observed_at,
        form=piece.form,
        # What an adult wrote about the piece is not the learner's to show.
        words=words.note if words and is_hers else "",
        link=words.link if words and words.link.startswith(("https://", "http://")) else "",
        files=tuple(
            file_items(
                piece.files.filter(erased_at__isnull=True, recorded_by_id=row.learner.person_id).order_by(
                    "pk"
                )
            )
        ),
        shows=tuple((one, criteria[one.id, piece.task_id]) for one in shows),
    )


def opened_to_peer(viewer: Viewer, evidence_id: int, recorded_by_id: int | None) -> bool:
    """May I, an invited classmate, open a file of this piece? Only what the learner put in herself."""
    row = _open(viewer).filter(evidence_id=evidence_id).select_related("learner").first()
    return (
        row is not None
        and recorded_by_id == row.learner.person_id
        and peers_are_asked()
        and is_classmate(viewer, row.learner)
    )


def peer_looks_at(viewer: Viewer, evidence_uuid: UUID) -> tuple[PeerLook, ...]:
    """What classmates saw in this piece, for whoever sees the learner's record; oldest first.

    The learner and her family read no words that were closed; her family reads where the policy lets it, no names.
    """
    return _read(viewer, PeerInvite.objects.filter(evidence__uuid=evidence_uuid))


def peer_looks_of(
    viewer: Viewer, learner: Any, competency_ids: Collection[int] | None = None
) -> tuple[PeerLook, ...]:
    """As `peer_looks_at`, for all of this learner's pieces, or those meant to show one of these competencies."""
    rows = PeerInvite.objects.filter(learner_id=learner.pk)
    if competency_ids is not None:
        about = Q(evidence__targets__competency_id__in=competency_ids)
        rows = rows.filter(about | Q(evidence__ratings__competency_id__in=competency_ids)).distinct()
    return _read(viewer, rows)


def _read(viewer: Viewer, rows: QuerySet[PeerInvite]) -> tuple[PeerLook, ...]:
    seen = visible_learners(viewer).order_by().values("pk")
    row = rows.filter(learner_id__in=seen).select_related("learner").first()
    if row is None:
        return ()
    kept = rows.filter(learner_id=row.learner_id).order_by("invited_at", "pk")
    if can_rate(viewer, row.learner):
        return _told(kept)
    kept = kept.filter(closing__isnull=True)
    if viewer.learner_id == row.learner_id:
        return _told(kept)
    if not _families_read():
        return ()
    return tuple(_nameless(one) for one in _told(kept.filter(words__isnull=False)))


def _nameless(look: PeerLook) -> PeerLook:
    return replace(look, peer_name="")


def _open(viewer: Viewer) -> QuerySet[PeerInvite]:
    if viewer.learner_id is None:
        return PeerInvite.objects.none()
    return PeerInvite.objects.filter(
        peer_id=viewer.learner_id,
        closing__isnull=True,
        learner_id__in=classmates_of(viewer).order_by().values("pk"),
    ).exclude(set_aside())


def _told(rows: QuerySet[PeerInvite], *, with_levels_by: int | None = None) -> tuple[PeerLook, ...]:
    found = list(
        rows.select_related(
            "words", "closing", "learner__person", "peer__person", "evidence__words", "evidence__task"
        )
    )
    beside = BesideRating.objects.filter(
        evidence_id__in=[one.evidence_id for one in found],
        role=BesideRole.PEER,
        given_by_id__in=[one.peer.person_id for one in found],
        taken_back_at__isnull=True,
    ).order_by("recorded_at", "pk")
    if with_levels_by is not None:
        beside = beside.filter(given_by_id=with_levels_by)
    continuum = current_map()
    levels: dict[tuple[int | None, int | None], dict[int, int]] = {}
    for row in beside:
        competency = continuum.current_ids.get(row.competency_id, row.competency_id) if continuum else 0
        levels.setdefault((row.evidence_id, row.given_by_id), {})[competency] = row.level
    return tuple(_look(row, levels.get((row.evidence_id, row.peer.person_id), {})) for row in found)


def _look(row: Any, levels: dict[int, int]) -> PeerLook:
    said = getattr(row, "words", None)
    piece_words = getattr(row.evidence, "words", None)
    return PeerLook(
        uuid=row.uuid,
        evidence_uuid=row.evidence.uuid,
        evidence_title=(piece_words.title if piece_words else "")
        or (translated(row.evidence.task, "title") if row.evidence.task else ""),
        learner_name=row.learner.person.name,
        peer_name=row.peer.person.name,
        invited_at=row.invited_at,
        sees=(said.sees_first, said.sees_second) if said else (),
        idea=said.idea if said else "",
        written_at=said.written_at if said else None,
        is_closed=hasattr(row, "closing"),
        levels=tuple(levels.items()),
    )


def _competency_ids(piece: Any) -> set[int]:
    targets = set(piece.targets.values_list("competency_id", flat=True))
    return targets or set(piece.ratings.values_list("competency_id", flat=True))


def _not_found() -> NotFound:
    return NotFound(_("There is no such page, or it is not open to you."))
