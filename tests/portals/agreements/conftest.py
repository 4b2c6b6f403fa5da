"""Ana and Mr Webb signed in, and where the pages of her plan are."""

from __future__ import annotations

import pytest

from tests.district.agreements.conftest import at_stage, expected, plan, rules, shown
from tests.portals.showing import show

__all__ = ["at_stage", "expected", "plan", "rules", "show", "shown"]


@pytest.fixture
def ana(world, sign_in):
    return sign_in(world.ana.person)


@pytest.fixture
def webb(world, sign_in):
    return sign_in(world.webb)


def family_page(world, target=None):
    return f"/family/{world.ana.uuid}/plan/" + (f"{target}/" if target else "")


def adult_page(world, target=None, portal="teach"):
    return f"/{portal}/learner/{world.ana.uuid}/plan/" + (f"{target}/" if target else "")
