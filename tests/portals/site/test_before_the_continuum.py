"""A district whose continuum is still to come: pages say so, and lead in no circle."""

from __future__ import annotations

import pytest

from headway.district.continuum.models import FrameworkVersion
from headway.district.continuum.types import VersionStatus
from tests.portals.showing import text_of


@pytest.fixture
def district(world):
    FrameworkVersion.objects.update(status=VersionStatus.DRAFT)
    return world


@pytest.mark.parametrize(("who", "home"), [("ortiz", "/teach/"), ("lee", "/lead/")])
def test_a_start_page_says_who_brings_it_in_and_does_not_lead_to_itself(district, sign_in, who, home):
    page = sign_in(district.people[who]).get(home)
    assert "An administrator brings it in as a CASE package." in text_of(page)
    assert "Go to my start page" not in text_of(page)
