"""Classmates' looks: inviting, writing two things and one idea, closing. Every step is appended and audited."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from headway.district.evidence.models import Evidence, PeerClosing, PeerInvite, PeerWords
from headway.district.evidence.peers import MOST_INVITED, peer_invite_of, peers_are_asked
from headway.district.evidence.services.beside import rate_beside
from headway.district.evidence.types import BesideRole
from headway.district.foundation.api import (
    Conflict,
    FieldProblem,
    NotAllowed,
    NotFound,
    Refused,
    audit,
    clock,
    refused,
)
from headway.district.people.api import Viewer, can_rate, classmates_of, visible_learners

__all__ = ["close_peer_look", "invite_peers", "write_peer_look"]

LONGEST = 1000


@transaction.atomic
def invite_peers(*, viewer: Viewer, evidence_uuid: uuid.UUID, peer_uuids: Sequence[uuid.UUID]) -> int:
    """The learner asks classmates of a section that they share to look at this piece; how many were newly asked.

    Whoever was asked before is not asked twice. Raises NotFound for pieces that are not hers, NotAllowed where the
    district keeps classmates out, Refused for nobody, too many, or somebody who shares no section with her.
    """
    mine = Evidence.objects.filter(uuid=evidence_uuid, learner_id=viewer.learner_id or 0)
    piece = mine.first() if viewer.learner_id is not None else None
    if piece is None:
        raise _not_found()
    if not peers_are_asked():
        raise NotAllowed(
            _("In this district classmates don't look at each other's work here."),
            remedy=_("Your teacher can tell you how you show it to each other in class."),
        )
    wanted = set(peer_uuids)
    peers = list(classmates_of(viewer).filter(uuid__in=wanted))
    before = set(PeerInvite.objects.filter(evidence=piece).values_list("peer_id", flat=True))
    new = [one for one in peers if one.pk not in before]
    if not wanted:
        raise refused("peers", _("Nobody is chosen yet."), _("Choose one classmate or more."))
    if len(peers) != len(wanted):
        raise refused(
            "peers", _("Somebody here shares no section with you today."), _("Choose from the list.")
        )
    if len(before) + len(new) > MOST_INVITED:
        raise refused(
            "peers",
            _("More classmates are chosen than can look at one piece."),
            _("Choose at most %(most)s for one piece of work.") % {"most": MOST_INVITED},
        )
    now = clock.now()
    for one in new:
        row, made = PeerInvite.objects.get_or_create(
            evidence=piece, peer=one, defaults={"learner_id": piece.learner_id, "invited_at": now}
        )
        if made:
            audit.record(
                by=viewer.actor,
                act="evidence.peer_invited",
                subject_kind="peer_invite",
                subject_uuid=row.uuid,
                learner_uuid=viewer.learner_uuid,
            )
    return len(new)


@transaction.atomic
def write_peer_look(
    *,
    viewer: Viewer,
    invite_uuid: uuid.UUID,
    sees: Sequence[str],
    idea: str,
    levels: Mapping[uuid.UUID, int] | None = None,
) -> None:
    """An invited classmate writes two things that she sees and one idea; a level by competency may stand beside.

    Raises NotFound for everybody else, Conflict where it is written already, Refused with a problem per field.
    """
    row = peer_invite_of(viewer, invite_uuid)
    texts = {"sees_first": sees[0], "sees_second": sees[1], "idea": idea}
    problems = [
        FieldProblem(
            _("This field is empty.") if not text.strip() else _("This text is very long."),
            field=name,
            remedy=_("Write one sentence about the work.")
            if not text.strip()
            else _("Use at most %(longest)s characters.") % {"longest": LONGEST},
        )
        for name, text in texts.items()
        if not text.strip() or len(text) > LONGEST
    ]
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=tuple(problems))
    try:
        with transaction.atomic():
            PeerWords.objects.create(
                invite=row, written_at=clock.now(), **{name: text.strip() for name, text in texts.items()}
            )
    except IntegrityError as problem:
        raise Conflict(
            _("You have written about this piece already."), remedy=_("Tell the rest to your classmate.")
        ) from problem
    for competency_uuid, level in (levels or {}).items():
        rate_beside(
            viewer=viewer,
            role=BesideRole.PEER,
            learner_uuid=row.learner.uuid,
            competency_uuid=competency_uuid,
            level=level,
            evidence_uuid=row.evidence.uuid,
        )
    audit.record(
        by=viewer.actor,
        act="evidence.peer_looked",
        subject_kind="peer_invite",
        subject_uuid=row.uuid,
        learner_uuid=row.learner.uuid,
    )


@transaction.atomic
def close_peer_look(*, viewer: Viewer, invite_uuid: uuid.UUID) -> PeerInvite:
    """The learner, or an adult who may rate her, closes one look. Doing it twice is the same act.

    From then on the classmate sees nothing of the piece, and only adults read what she wrote. Raises NotFound for
    strangers, NotAllowed for others who see the record.
    """
    row = PeerInvite.objects.filter(uuid=invite_uuid).select_related("learner", "evidence").first()
    if row is None or not visible_learners(viewer).filter(pk=row.learner_id).exists():
        raise _not_found()
    if viewer.learner_id != row.learner_id and not can_rate(viewer, row.learner):
        raise NotAllowed(
            _("A look of a classmate is closed by the learner or the learner's teachers."),
            remedy=_("Ask one of them."),
        )
    _row, made = PeerClosing.objects.get_or_create(
        invite=row, defaults={"closed_at": clock.now(), "closed_by_id": viewer.person_id}
    )
    if made:
        audit.record(
            by=viewer.actor,
            act="evidence.peer_closed",
            subject_kind="peer_invite",
            subject_uuid=row.uuid,
            learner_uuid=row.learner.uuid,
        )
    return row


def _not_found() -> NotFound:
    return NotFound(_("There is no such page, or it is not open to you."))
