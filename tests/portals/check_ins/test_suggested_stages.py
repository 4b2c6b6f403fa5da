"""What the record suggests about a stage is told to the adults who decide on it, and to nobody else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.district.agreements.conftest import check_in_every_week, note_habit
from tests.portals.showing import text_of

pytestmark = pytest.mark.django_db

SUGGESTED = "The record holds evidence for the wider stage"


@pytest.fixture
def steady(world, clock):
    check_in_every_week(world, clock, weeks=7)
    for _ in range(2):
        note_habit(world, 4)


def test_who_decides_reads_it_with_its_reasons(world, sign_in, steady):
    text = text_of(sign_in(world.ortiz).get(reverse("teacher:stage", args=(world.ana.uuid,))))
    assert SUGGESTED in text
    assert "7 check-ins in the last" in text
    assert "Adults lately see" in text


def test_who_reads_the_stage_and_decides_nothing_is_told_no_suggestion(world, sign_in, steady):
    page = sign_in(world.tessa).get(reverse("teacher:stage", args=(world.ana.uuid,)))
    assert page.status_code == 200
    assert SUGGESTED not in text_of(page)
    assert SUGGESTED not in text_of(sign_in(world.ana).get(reverse("student:stage")))
