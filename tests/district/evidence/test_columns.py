"""Ratings between the database and the columns of the mathematics; append-only tables."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from django.db import DatabaseError, connection, transaction

from headway.district.evidence import columns as evidence_columns
from headway.district.evidence.api import RatingLine, ratings_of, record, withdraw
from headway.district.evidence.models import Evidence, Rating, RatingWithdrawal
from headway.district.foundation.api import Actor, new_uuids, tables
from headway.district.people.models import Person
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


MOMENTS = ["2026-09-03 07:30:15", "2026-09-03 07:30:15.250000", "1969-12-31 23:59:59.999999"]


@pytest.mark.parametrize("text", MOMENTS)
def test_instants_are_written_as_django_writes_them(world, recorded, text):
    at = dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)
    tables.append("evidence_ratingwithdrawal", _withdrawals(recorded, [at]))
    (row,) = RatingWithdrawal.objects.filter(
        recorded_at=at
    )  # as a parameter, it is compared as text on SQLite
    assert row.recorded_at == at


def test_columns_arrive_as_they_were_given_row_by_row(world, recorded):
    moments = [dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC) for text in MOMENTS]
    tables.append("evidence_ratingwithdrawal", _withdrawals(recorded, moments, by=[world.ortiz.pk, -1, -1]))
    rows = RatingWithdrawal.objects.order_by("rating_id")
    assert [row.recorded_at for row in rows] == moments
    assert [row.withdrawn_by_id for row in rows] == [world.ortiz.pk, None, None]
    assert [row.reason for row in rows] == ["undo", "", "mistaken_level"]
    assert len({row.uuid for row in rows}) == 3
    assert {row.uuid.version for row in rows} == {7}


def _withdrawals(recorded, moments, by=None):
    rows = len(moments)
    return {
        "uuid": tables.Uuids(new_uuids(rows)),
        "rating_id": tables.Whole(np.array(recorded.rating_ids[:rows])),
        "recorded_at": tables.Instants(np.array([tables.microseconds(at) for at in moments])),
        "withdrawn_by_id": tables.Whole(np.array(by or [-1] * rows), missing=-1),
        "reason": tables.Words(np.arange(rows), ["undo", "", "mistaken_level"]),
    }


def test_text_of_any_kind_arrives_as_it_is(world):
    texts = ["a\tb\\N\nc\r\\.", "", "Zoë 你好"]
    rows = len(texts)
    empty = tables.Words.same("", rows)
    tables.append(
        "people_person",
        {
            "uuid": tables.Uuids(new_uuids(rows)),
            "given_name": tables.Words.each(texts),
            "family_name": empty,
            "preferred_name": empty,
            "email": empty,
            "language": tables.Words.same("en", rows),
            "is_active": tables.Flags(np.array([True, False, True])),
        },
    )
    found = Person.objects.order_by("-pk")[:rows]
    assert [(one.given_name, one.is_active) for one in reversed(found)] == list(
        zip(texts, [True, False, True], strict=True)
    )


@pytest.mark.parametrize("step", [1, 2])
def test_ids_that_were_given_out_are_given_to_nobody_else(world, recorded, step):
    if step > 1:  # as if somebody else took every other one meanwhile
        if connection.vendor != "postgresql":
            pytest.skip("a writing transaction is alone on SQLite")
        with connection.cursor() as cursor:
            cursor.execute("ALTER SEQUENCE evidence_evidence_id_seq INCREMENT BY 2")
    taken = set(Evidence.objects.values_list("pk", flat=True))
    ids = tables.next_ids("evidence_evidence", 5).tolist()
    assert len(set(ids)) == 5
    assert ids == sorted(ids)
    assert taken.isdisjoint(ids)
    assert min(ids) > max(taken)


def test_many_ratings_come_as_one_block_and_say_the_same(world, recorded, monkeypatch):
    withdraw(recorded.rating_uuids[0], reason="undo", by=IMPORT)
    learners = [world.ana.pk, world.ben.pk]
    few = ratings_of(learners)
    monkeypatch.setattr(evidence_columns, "MANY_LEARNERS", 1)
    many = ratings_of(learners)
    assert 0 < (few.withdrawn_at != NEVER).sum() < len(few)
    assert -1 in few.rater
    for name in few.COLUMNS:
        ordered = [table.to_columns()[name][np.argsort(table.rating_id)].tolist() for table in (few, many)]
        assert ordered[0] == ordered[1], name
    assert len(ratings_of(learners, (world.competency("MA.DA.2").pk,))) == 0
