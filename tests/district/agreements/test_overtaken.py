"""An offer that was overtaken: whoever comes with the older one is told what holds now, and what is their own as theirs."""

from __future__ import annotations

import pytest

from headway.district.agreements import api as agreements
from headway.district.foundation.api import Conflict

pytestmark = pytest.mark.django_db


def signed(world, who, offer):
    return agreements.sign(viewer=world.viewer(who), offer_uuid=offer)


def test_a_newer_offer_of_ones_own_is_told_to_you(world, plan):
    target = plan.propose("webb")
    first = plan.target(target).latest.uuid
    plan.counter(target, "ana", expects=1)
    with pytest.raises(Conflict, match="You made a newer offer yourself, number 2"):
        signed(world, "ana", first)
    with pytest.raises(Conflict, match="You made offer 2 in the meantime"):
        plan.counter(target, "ana", expects=1)
    with pytest.raises(Conflict, match="made a newer offer, number 2"):
        signed(world, "webb", first)


def test_what_is_agreed_by_then_is_told_as_agreed(world, plan):
    target = plan.propose("webb")
    first = plan.target(target).latest.uuid
    plan.counter(target, "ana", expects=1)
    plan.sign(target, "webb")
    with pytest.raises(Conflict, match="The plan is agreed with offer 2"):
        signed(world, "ana", first)
    with pytest.raises(Conflict, match="The plan is agreed with offer 2"):
        plan.counter(target, "ana", expects=1)
