"""Tables that only grow: the database refuses, whatever the program tries."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from headway.district.foundation.api import SYSTEM, audit
from headway.district.foundation.models import AuditEntry


@pytest.fixture
def entry(db):
    with transaction.atomic():
        return audit.record(by=SYSTEM, act="test.written")


@pytest.mark.parametrize("change", [lambda rows: rows.update(act="test.changed"), lambda rows: rows.delete()])
def test_the_trail_refuses_to_be_changed_or_shortened(entry, change):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(AuditEntry.objects.filter(pk=entry.pk))
    entry.refresh_from_db()
    assert entry.act == "test.written"


def test_a_table_that_only_grows_cannot_be_emptied_at_once_either(entry):
    # SQLite knows no TRUNCATE; there its DELETE without a condition stands for the same wish.
    statement = "TRUNCATE" if connection.vendor == "postgresql" else "DELETE FROM"
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"{statement} {AuditEntry._meta.db_table}")
    assert AuditEntry.objects.filter(pk=entry.pk).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_that_commits_leaves_an_empty_trail_behind_and_the_triggers_in_place(turn):
    assert not AuditEntry.objects.exists()
    with transaction.atomic():
        audit.record(by=SYSTEM, act="test.committed")
    with pytest.raises(DatabaseError, match="append-only"):
        AuditEntry.objects.all().delete()
