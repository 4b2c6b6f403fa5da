"""A teacher says that a learner has gone beyond what she teaches; somebody finds her a way on (R059)."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.advancement.columns import academic_domains
from headway.district.advancement.models import BeyondReach, BeyondReachWords
from headway.district.advancement.types import Way
from headway.district.continuum.api import current_map
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, audit, clock, refused
from headway.district.people.api import Viewer, can_rate, check_rate, lock_learners, visible_learner
from headway.district.people.types import Role

__all__ = ["find_way", "flag_beyond"]


@transaction.atomic
def flag_beyond(*, viewer: Viewer, learner_uuid: uuid.UUID, domain_code: str, text: str = "") -> BeyondReach:
    """She goes beyond what I teach in this domain. It stands on the counsellor's list until a way on is found.

    The same again takes up the open one. Raises NotFound for strangers, NotAllowed for who doesn't teach her.
    """
    learner = visible_learner(viewer, learner_uuid)
    check_rate(viewer, learner)
    continuum = current_map()
    if continuum is None or domain_code not in academic_domains(continuum):
        raise refused("domain_code", _("Choose a domain of the continuum."))
    row, is_new = BeyondReach.objects.get_or_create(
        learner=learner,
        domain_code=domain_code,
        closed_at=None,
        defaults={"flagged_by_id": viewer.person_id, "flagged_at": clock.now()},
    )
    if text.strip():
        BeyondReachWords.objects.update_or_create(beyond=row, defaults={"text": text.strip()})
    if is_new:
        audit.record(by=viewer.actor, act="advancement.beyond_flagged", **_subject(row, learner))
    return row


@transaction.atomic
def find_way(*, viewer: Viewer, beyond_uuid: uuid.UUID, way: str, text: str = "") -> BeyondReach:
    """The way on that was found, in words. By her teachers, and by counsellors and leaders of her school."""
    row = BeyondReach.objects.select_related("learner__school").filter(uuid=beyond_uuid).first()
    if row is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    learner = visible_learner(viewer, row.learner.uuid)
    path = learner.school.path if learner.school else ""
    is_on_duty = any(path.startswith(one) for one in viewer.paths(Role.COUNSELLOR, Role.LEADER))
    if viewer.learner_id == learner.pk or not (is_on_duty or can_rate(viewer, learner)):
        raise NotAllowed(
            _("A way on is noted by the learner's teachers, counsellors and leaders."),
            remedy=_("Tell one of them."),
        )
    if way not in Way.values:
        raise refused("way", _("Choose which way on was found."))
    lock_learners({learner.pk})
    row.refresh_from_db(fields=["closed_at"])
    if row.closed_at is not None:
        raise Conflict(_("A way on was found meanwhile."), remedy=_("Open the list again."))
    row.way, row.closed_at, row.closed_by_id = way, clock.now(), viewer.person_id
    row.save(update_fields=["way", "closed_at", "closed_by"])
    if text.strip():
        words, _new = BeyondReachWords.objects.get_or_create(beyond=row, defaults={"text": ""})
        words.text = "\n".join(filter(None, (words.text, text.strip())))
        words.save(update_fields=["text"])
    audit.record(by=viewer.actor, act="advancement.way_found", **_subject(row, learner), way=way)
    return row


def _subject(row: BeyondReach, learner: Any) -> dict[str, Any]:
    return {"subject_kind": "beyond_reach", "subject_uuid": row.uuid, "learner_uuid": learner.uuid}
