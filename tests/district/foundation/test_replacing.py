"""The quiet way around an append-only table: writing a row over another one."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from headway.district.foundation.api import SYSTEM, audit


def test_a_row_cannot_be_written_over_another_one(db):
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's; elsewhere a replacement is an update, which is refused")
    with transaction.atomic():
        row = audit.record(by=SYSTEM, act="people.enrolled")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT OR REPLACE INTO foundation_auditentry SELECT id, uuid, at, actor_kind, 'somebody', act, "
            "subject_kind, subject_uuid, learner_uuid, reason, facts FROM foundation_auditentry WHERE id = %s",
            [row.pk],
        )
    assert audit.trail().get(pk=row.pk).actor_key == row.actor_key
