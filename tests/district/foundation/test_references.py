"""Nothing refers to what isn't there, and what is referred to stays: on both databases, one row or many."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from django.db import IntegrityError, connection, transaction

from headway.district.evidence.api import RatingLine, record
from headway.district.evidence.models import Evidence
from headway.district.foundation.api import Actor, new_uuids, tables
from headway.district.foundation.references import is_watched, orphans, references_checked_together

SHOWN = dt.datetime(2026, 9, 3, 7, 30, tzinfo=dt.UTC)
NOBODY = 10**9


@pytest.fixture
def recorded(world):
    line = RatingLine(world.ana.pk, world.competency("MA.FR.1").pk, 3, SHOWN, rater_id=world.ortiz.pk)
    return record([line], by=Actor.system("import"))


def rating(world, **other) -> dict[str, int]:
    whole = {
        "evidence_id": Evidence.objects.get().pk,
        "learner_id": world.ana.pk,
        "competency_id": world.competency("MA.FR.1").pk,
        "rater_id": world.ortiz.pk,
    }
    return whole | other


def append(*rows: dict[str, int]) -> None:
    """Ratings as they come in bulk, and whatever the database checks no later than the end of a transaction."""
    at = np.full(len(rows), tables.microseconds(SHOWN))
    with transaction.atomic():
        tables.append(
            "evidence_rating",
            {
                "uuid": tables.Uuids(new_uuids(len(rows))),
                "level": tables.Whole(np.full(len(rows), 3), octets_each=2),
                "observed_at": tables.Instants(at),
                "recorded_at": tables.Instants(at),
                **{name: tables.Whole(np.array([row[name] for row in rows])) for name in rows[0]},
            },
        )
        connection.check_constraints()


@pytest.mark.parametrize("field", ["evidence_id", "learner_id", "competency_id", "rater_id"])
def test_a_row_that_refers_to_nothing_is_refused_with_all_that_came_with_it(world, recorded, field):
    with pytest.raises(IntegrityError):
        append(rating(world), rating(world, **{field: NOBODY}))
    append(rating(world), rating(world))


@pytest.mark.parametrize("parent", ["people_learner", "continuum_competency", "people_person"])
def test_what_is_referred_to_cannot_be_deleted(world, recorded, parent):
    ids = {
        "people_learner": world.ana.pk,
        "continuum_competency": world.competency("MA.FR.1").pk,
        "people_person": world.ortiz.pk,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        delete(parent, ids[parent])


def delete(table: str, row: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [row])
    connection.check_constraints()


@pytest.mark.parametrize("reference", references_checked_together(), ids=lambda one: one.guard)
def test_every_reference_is_watched_and_none_leads_nowhere(world, recorded, reference):
    assert is_watched(connection, reference)
    assert orphans(connection, reference) == 0
