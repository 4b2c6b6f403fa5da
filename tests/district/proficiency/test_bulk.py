"""Bulk acts: as columns in one transaction, and equal to what single acts would have left."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.evidence.api import evidence_of
from headway.district.evidence.models import Evidence, Rating
from headway.district.foundation.api import Refused
from headway.district.foundation.models import AuditEntry
from headway.district.proficiency.api import (
    decide_in_bulk,
    recompute,
    record_ratings,
    record_ratings_in_bulk,
    standings_of,
)
from headway.district.proficiency.models import Determination, Standing
from tests.district.proficiency.conftest import BUILDER, decisions, ratings

T = [dt.datetime(2026, 9, day, 8, 30, tzinfo=dt.UTC) for day in range(1, 29)]


def test_rows_become_ratings_pieces_and_standings_with_one_audit_row(world):
    ana, ben, one = world.ana.pk, world.ben.pk, world.competency("MA.FR.1").pk
    two = world.competency("MA.DA.1").pk
    before = AuditEntry.objects.count()
    done = record_ratings_in_bulk(
        ratings(
            [
                (ana, one, 3, T[0], T[0], world.ortiz.pk, 7),
                (ana, two, 2, T[0], T[1], world.ortiz.pk, 7),
                (ben, one, 4, T[2], T[2], world.ortiz.pk, 7),
                (ben, one, 4, T[3], T[3]),
            ],
            form="project",
        ),
        by=BUILDER,
        source_sha256="ab" * 32,
    )
    assert (done.ratings, done.pieces) == (4, 3)
    entry = AuditEntry.objects.get(uuid=done.act_uuid)
    assert (entry.facts["ratings"], entry.facts["sha256"]) == (4, done.sha256)
    assert entry.facts["source_sha256"] == "ab" * 32
    assert AuditEntry.objects.count() == before + 2  # the act, and the projection rebuilt by it
    assert Evidence.objects.filter(act=done.act_uuid, form="project").count() == 3
    items = evidence_of(world.viewer("ortiz"), world.ana)
    assert len({item.evidence_id for item in items}) == 1
    assert [(item.level, item.recorded_at) for item in items] == [(3, T[0]), (2, T[1])]
    assert standings_of(world.viewer("ortiz"), world.ben)[one].proposed_level == 4
    uuids = list(Rating.objects.order_by("pk").values_list("uuid", flat=True))
    assert uuids == sorted(uuids)
    assert {one.version for one in uuids} == {7}


def test_after_bulk_rows_single_acts_find_free_identifiers(world):
    from tests.district.proficiency.test_recording import line

    record_ratings_in_bulk(
        ratings([(world.ana.pk, world.competency("MA.FR.1").pk, 3, T[0], T[0])]), by=BUILDER
    )
    record_ratings([line(world)], viewer=world.viewer("ortiz"))
    record_ratings_in_bulk(
        ratings([(world.ana.pk, world.competency("MA.FR.1").pk, 3, T[0], T[0])]), by=BUILDER
    )
    assert Rating.objects.count() == 3


def test_a_wrong_row_is_named_and_nothing_is_written(world):
    ana, one = world.ana.pk, world.competency("MA.FR.1").pk
    future = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
    with pytest.raises(Refused) as refused:
        record_ratings_in_bulk(
            ratings(
                [
                    (ana, one, 3, T[0], T[0]),
                    (ana, one, 87, T[0], T[0]),
                    (ana, 999_999, 3, T[0], T[0]),
                    (999_999, one, 3, T[0], T[0]),
                    (world.gus.pk, one, 3, T[0], T[0]),
                    (ana, one, 3, future, T[0]),
                    (ana, one, 3, T[0], T[0], 999_999),
                ]
            ),
            by=BUILDER,
        )
    assert {(one.row, one.field) for one in refused.value.problems} == {
        ("2", "level"),
        ("3", "competency"),
        ("4", "learner"),
        ("5", "learner"),
        ("6", "observed_at"),
        ("7", "rater"),
    }
    assert "6 problems, the first in row 2, field level: “87” isn't a performance level." in str(
        refused.value
    )
    assert not Rating.objects.exists()


def test_columns_of_different_length_or_kind_are_refused(world):
    import dataclasses

    import numpy as np

    good = ratings([(world.ana.pk, world.competency("MA.FR.1").pk, 3, T[0], T[0])])
    for change in (
        {"level": np.array([3, 3])},
        {"level": np.array([3.5])},
        {"observed_at": np.array([20260901])},
    ):
        with pytest.raises(Refused):
            record_ratings_in_bulk(dataclasses.replace(good, **change), by=BUILDER)


def test_nothing_to_record_is_no_error(world):
    import numpy as np

    from headway.district.evidence.api import RatingColumns

    none, never = np.empty(0, dtype=np.int64), np.empty(0, dtype="datetime64[us]")
    done = record_ratings_in_bulk(RatingColumns(none, none, none, never, never, none, none), by=BUILDER)
    assert done.ratings == 0


def test_decisions_in_bulk_stand_and_date_proficiency_from_the_present_run(world):
    ana, one = world.ana.pk, world.competency("MA.FR.1").pk
    done = decide_in_bulk(
        decisions([(ana, one, 3, T[0]), (ana, one, 2, T[5]), (ana, one, 3, T[9]), (ana, one, 4, T[12])]),
        by=BUILDER,
    )
    assert done.decisions == 4
    standing = standings_of(world.viewer("ortiz"), world.ana)[one]
    assert (standing.level, standing.determined_at, standing.proficient_since) == (4, T[12], T[9])
    past = standings_of(world.viewer("ortiz"), world.ana, as_of=T[6])[one]
    assert (past.level, past.is_proficient, past.proficient_since) == (2, False, None)
    assert Determination.objects.filter(proposal={}).count() == 4


def test_recomputing_changes_nothing_that_single_acts_left_and_keeps_decisions(world):
    from tests.district.proficiency.test_deciding import rate, settle
    from tests.district.proficiency.test_recording import line

    rate(world, 2, 3, 3)
    rate(world, 4, code="LI.RE.1", by="webb")
    settle(world)
    settle(world, "MA.DA.1", 2, reason="Seen.")
    settle(world, "MA.DA.1", None, reason="Mistaken.")
    outcome = record_ratings([line(world, "ben", level=1)], viewer=world.viewer("ortiz"))
    assert outcome.pairs
    fields = [field.name for field in Standing._meta.concrete_fields if field.name != "id"]

    def rows():
        return sorted(map(str, Standing.objects.values_list(*fields)))

    before, decided = rows(), Determination.objects.count()
    seen = []
    assert recompute(progress=lambda done, total: seen.append((done, total))) == len(before)
    assert rows() == before
    assert Determination.objects.count() == decided
    assert seen == [(2, 2)]


def test_the_projection_can_be_rebuilt_from_nothing(world):
    from tests.district.proficiency.test_deciding import rate, settle

    rate(world, 3, 3)
    settle(world)
    before = standings_of(world.viewer("ana"), world.ana)
    Standing.objects.all().delete()
    recompute()
    assert standings_of(world.viewer("ana"), world.ana) == before
