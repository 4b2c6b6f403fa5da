"""The trail tells of acts, in their transaction."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from headway.district.foundation.api import SYSTEM, audit, clock


@pytest.mark.django_db(transaction=True)
def test_an_act_outside_a_transaction_is_a_mistake_of_ours():
    with pytest.raises(RuntimeError, match="one transaction"):
        audit.record(by=SYSTEM, act="test.written")


def test_an_act_that_is_undone_leaves_no_row(db):
    with transaction.atomic():
        audit.record(by=SYSTEM, act="test.written")
        transaction.set_rollback(True)
    assert not audit.trail().exists()


def test_an_act_is_named_app_dot_verb(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        audit.record(by=SYSTEM, act="written")


def test_the_trail_is_newest_first_and_narrows(db):
    start = dt.datetime(2026, 10, 7, tzinfo=dt.UTC)
    for minute, act in enumerate(("people.a", "people.b", "evidence.c")):
        with clock.at(start + dt.timedelta(minutes=minute)), transaction.atomic():
            audit.record(by=SYSTEM, act=act)
    assert [entry.act for entry in audit.trail()] == ["evidence.c", "people.b", "people.a"]
    assert [entry.act for entry in audit.trail(act="people.", since=start + dt.timedelta(seconds=1))] == [
        "people.b"
    ]
