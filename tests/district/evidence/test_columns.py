"""Ratings between the database and the columns of the mathematics; append-only tables."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from django.db import DatabaseError, transaction

from headway.district.evidence.api import RatingLine, ratings_of, record, withdraw
from headway.district.evidence.models import Evidence, Rating, RatingWithdrawal
from headway.district.foundation.api import Actor, tables
from headway.mastery.facts import NEVER

IMPORT = Actor.system("import")
SHOWN = dt.datetime(2026, 9, 3, 7, 30, 15, 250_000, tzinfo=dt.UTC)


@pytest.fixture
def recorded(world, clock):
    lines = [
        RatingLine(world.ana.pk, world.competency("MA.FR.1").pk, 3, SHOWN, piece="poster"),
        RatingLine(world.ana.pk, world.competency("MA.FR.1").pk, 2, SHOWN, piece="poster"),
        RatingLine(world.ben.pk, world.competency("MA.DA.1").pk, 4, SHOWN, rater_id=world.ortiz.pk),
    ]
    return record(lines, by=IMPORT)


def test_instants_come_back_as_they_went_in(world, clock, recorded):
    found = ratings_of()
    assert len(found) == 3
    assert set(found.observed_at.tolist()) == {tables.microseconds(SHOWN)}
    assert set(found.recorded_at.tolist()) == {tables.microseconds(clock.instant)}
    assert set(found.withdrawn_at.tolist()) == {NEVER}
    assert found.take(found.learner == world.ben.pk).rater.tolist() == [world.ortiz.pk]
    assert len(set(found.evidence.tolist())) == 2


def test_columns_are_of_the_learners_and_competencies_asked_for(world, recorded):
    assert len(ratings_of((world.ana.pk,))) == 2
    assert len(ratings_of((world.ana.pk,), (world.competency("MA.DA.1").pk,))) == 0
    assert len(ratings_of(())) == 0


def test_as_of_a_moment_columns_are_what_was_known_then(world, clock, recorded):
    then = clock.instant
    clock.advance(hours=1)
    withdraw(recorded.rating_uuids[0], reason="undo", by=IMPORT)
    assert len(ratings_of(as_of=then - dt.timedelta(seconds=1))) == 0
    assert len(ratings_of(as_of=then).standing()) == 3
    assert len(ratings_of().standing()) == 2
    assert len(ratings_of(as_of=clock.instant).standing()) == 2


@pytest.mark.parametrize("model", [Evidence, Rating, RatingWithdrawal])
def test_what_was_recorded_can_neither_be_changed_nor_deleted(world, recorded, model):
    withdraw(recorded.rating_uuids[0], reason="undo", by=IMPORT)
    row = model.objects.first()
    for change in (
        lambda: model.objects.filter(pk=row.pk).update(recorded_at=SHOWN),
        lambda: model.objects.filter(pk=row.pk)._raw_delete(using="default"),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


@pytest.mark.parametrize(
    "text", ["2026-09-03 07:30:15", "2026-09-03 07:30:15.250000", "1969-12-31 23:59:59.999999"]
)
def test_instants_are_written_to_the_database_as_django_writes_them(db, settings, text):
    at = dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)
    (written,) = tables.instants_to(np.array([tables.microseconds(at)]), missing=0)
    assert written.removesuffix("+00") == text


def test_text_with_tabs_and_backslashes_arrives_as_it_is(world):
    from headway.district.foundation.api import new_uuids_hex
    from headway.district.people.models import Person

    text = "a\tb\\N\nc\r\\."
    tables.append(
        "people_person",
        ("uuid", "given_name", "family_name", "preferred_name", "email", "language", "is_active"),
        [(new_uuids_hex(1)[0], text, "", "", "", "en", True)],
    )
    assert Person.objects.latest("pk").given_name == text
