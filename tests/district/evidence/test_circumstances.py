"""Circumstances as columns: held to a slow reading, one rating at a time."""

from __future__ import annotations

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from headway.district.continuum.api import current_map
from headway.district.evidence.api import CriterionLine, RatingLine, ratings_of, record, withdraw
from headway.district.evidence.circumstances import local_days
from headway.district.evidence.models import CriterionRating, Rating, Task
from headway.district.foundation.api import Actor, tables
from headway.mastery.facts import UNTOLD, Form, Mark

IMPORT = Actor.system("import")
NOON = dt.datetime(2026, 10, 6, 12, tzinfo=dt.UTC)


def slowly(rating: Rating, zone: ZoneInfo) -> dict[str, object]:
    """What the columns should say of one rating; the context as its word."""
    piece = rating.evidence
    around, task = getattr(piece, "circumstances", None), piece.task
    told = [one.level for one in CriterionRating.objects.filter(rating=rating) if one.is_essential]
    marks = Mark.NONE
    if (around and around.is_transfer) or (task and task.is_transfer):
        marks |= Mark.TRANSFER
    if (around and around.is_cumulative) or (task and task.is_cumulative):
        marks |= Mark.CUMULATIVE
    if around and around.support == "independent":
        marks |= Mark.INDEPENDENT
    if around and around.support in ("prompted", "together"):
        marks |= Mark.SUPPORTED
    if task:
        marks |= Mark.TASK
    if around and around.source:
        marks |= Mark.OUTSIDE
    depth = around.depth if around and around.depth else task.depth if task else None
    context = (around.context if around else "") or (task.context if task else "")
    return {
        "form": int(Form[piece.form.upper()]),
        "depth": UNTOLD if depth is None else depth,
        "context": " ".join(context.casefold().split()),
        "occasion": (rating.observed_at.astimezone(zone).date() - dt.date(1970, 1, 1)).days,
        "marks": int(marks),
        "essential": min(told, default=UNTOLD),
    }


@pytest.fixture
def many(world):

    tasks = [
        Task.objects.create(organisation=world.district, title="Plain"),
        Task.objects.create(
            organisation=world.district, title="Full", depth=3, context="Budget", is_transfer=True
        ),
        Task.objects.create(organisation=world.district, title="Check", is_cumulative=True),
    ]
    rng = np.random.default_rng(7)
    forms = [form.name.lower() for form in Form]
    lines = []
    for number in range(60):
        pick = rng.integers(0, 1_000, size=12)
        criteria = tuple(
            CriterionLine(uuid.uuid4(), f"C{one}", int(rng.integers(1, 5)), bool(rng.integers(0, 2)))
            for one in range(pick[0] % 4)
        )
        lines.append(
            RatingLine(
                (world.ana, world.ben)[pick[1] % 2].pk,
                world.competency(("MA.FR.1", "MA.DA.1")[pick[2] % 2]).pk,
                int(pick[3] % 4) + 1,
                NOON - dt.timedelta(hours=int(pick[4])),
                piece=f"p{number // 2 if pick[5] % 3 else number}",
                form=forms[pick[6] % len(forms)],
                task_id=(None, *(task.pk for task in tasks))[pick[7] % 4],
                context=("", "garden", " Garden ", "budget")[pick[8] % 4],
                depth=(None, 1, 4)[pick[9] % 3],
                support=("", "independent", "prompted", "together")[pick[10] % 4],
                is_transfer=bool(pick[11] % 5 == 0),
                is_cumulative=bool(pick[11] % 7 == 0),
                source="practice app" if pick[11] % 3 == 0 else "",
                criteria=criteria,
            )
        )
    return record(lines, by=IMPORT)


@pytest.mark.parametrize("zone", ["UTC", "America/Chicago", "Pacific/Auckland"])
def test_columns_say_what_a_slow_reading_says(world, many, settings, zone):
    settings.TIME_ZONE = zone
    found = ratings_of(circumstances=True)
    around = found.circumstances
    slow = [slowly(Rating.objects.get(pk=one), ZoneInfo(zone)) for one in found.rating_id.tolist()]
    assert len(slow) == 60
    for name in ("form", "depth", "occasion", "marks", "essential"):
        assert getattr(around, name).tolist() == [row[name] for row in slow], name
    words = [row["context"] for row in slow]
    ids = around.context.tolist()
    assert {one for one, word in zip(ids, words, strict=True) if not word} <= {UNTOLD}
    assert len(set(zip(ids, words, strict=True))) == len(set(ids)) == len(set(words))


def test_circumstances_stay_beside_their_ratings_whatever_is_left_out(world, many):
    withdraw(many.rating_uuids[3], reason="undo", by=IMPORT)
    whole = ratings_of(circumstances=True)
    by_id = dict(zip(whole.rating_id.tolist(), whole.rows(), strict=True))
    some = ratings_of(
        (world.ana.pk,), (world.competency("MA.FR.1").pk,), continuum=current_map(), circumstances=True
    )
    assert 0 < len(some) < len(whole)
    for row in some.standing().rows():
        like = by_id[row.rating_id]
        assert (row.form, row.depth, row.marks, row.essential) == (
            like.form,
            like.depth,
            like.marks,
            like.essential,
        )


def test_without_being_asked_nothing_is_joined(world, many):
    with CaptureQueriesContext(connection) as captured:
        assert ratings_of().circumstances is None
    (query,) = captured.captured_queries
    assert "evidence_evidence " not in query["sql"]
    assert "criterionrating" not in query["sql"]


def test_of_nobody_there_are_empty_columns(world):
    assert len(ratings_of((), circumstances=True).circumstances) == 0
    assert len(ratings_of(circumstances=True).circumstances) == 0


instants = st.integers(31_536_000_000_000, 4_102_444_800_000_000).map(tables.instant)


@given(
    st.lists(instants, max_size=20),
    st.sampled_from(["America/Chicago", "Asia/Kathmandu", "Australia/Lord_Howe"]),
)
def test_the_local_day_is_the_day_on_the_schools_wall(moments, zone):
    from django.test import override_settings

    with override_settings(TIME_ZONE=zone):
        columns = np.array([tables.microseconds(one) for one in moments], dtype=np.int64)
        days = local_days(columns).tolist()
    epoch = dt.date(1970, 1, 1)
    assert days == [(one.astimezone(ZoneInfo(zone)).date() - epoch).days for one in moments]
