"""A learner reads that a course is complete for her, on the day on which it is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.district.advancement.conftest import show

pytestmark = pytest.mark.django_db


def test_a_course_that_is_complete_asks_what_is_next(world, sign_in):
    client = sign_in(world.ana)
    assert "A course is complete" not in client.get(reverse("student:moving")).content.decode()
    show(world, "ana", ("MA.FR.2", "MA.DA.1"))
    said = client.get(reverse("student:moving")).content.decode()
    assert "A course is complete" in said
    assert "What next?" in said
