"""Writing the audit trail, in the transaction of the act it tells of."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import connection

from headway.district.foundation import clock
from headway.district.foundation.actor import Actor
from headway.district.foundation.models import AuditEntry

__all__ = ["record"]


def record(
    *,
    by: Actor,
    act: str,
    subject_kind: str = "",
    subject_uuid: uuid.UUID | None = None,
    learner_uuid: uuid.UUID | None = None,
    reason: str = "",
    **facts: Any,
) -> AuditEntry:
    """Append one audit row. The caller's transaction carries both the act and the row, or neither.

    `facts` are counts, hashes and codes. Names, notes and file contents do not belong here.
    """
    assert connection.in_atomic_block, f"{act}: an act and its audit row belong to one transaction"
    return AuditEntry.objects.create(
        at=clock.now(),
        actor_kind=by.kind,
        actor_key=by.key,
        act=act,
        subject_kind=subject_kind,
        subject_uuid=subject_uuid,
        learner_uuid=learner_uuid,
        reason=reason,
        facts=facts,
    )
