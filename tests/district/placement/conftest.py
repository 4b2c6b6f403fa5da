"""What these tests share: a way of leveling adopted, a judgement, a decision."""

from __future__ import annotations

import pytest

from headway.district.foundation.api import Actor, clock
from headway.district.placement.api import judge, place
from headway.district.policy.api import adopt

BUILDER = Actor.system("test")


def adopt_leveling(**parameters):
    return adopt(
        kind="placement.leveling",
        text="How we level.",
        parameters=parameters,
        effective_on=clock.today(),
        by=BUILDER,
    )


@pytest.fixture
def leveling():
    """leveling(entry={"ALD": [5]}): the district's way of leveling, from today."""
    return adopt_leveling


@pytest.fixture
def judged(world):
    """judged("ana", 4): Ms Ortiz thinks so, of mathematics."""

    def give(who, level, domain="MA", strand="", by="ortiz", **more):
        return judge(
            viewer=world.viewer(by),
            learner_uuid=getattr(world, who).uuid,
            domain_code=domain,
            strand_code=strand,
            level=level,
            **more,
        )

    return give


@pytest.fixture
def placed(world):
    """placed("ana", 4): Cora decides it, in mathematics."""

    def decide(who, level, domain="MA", strand="", by="cora", **more):
        return place(
            viewer=world.viewer(by),
            learner_uuid=getattr(world, who).uuid,
            domain_code=domain,
            strand_code=strand,
            level=level,
            **more,
        )

    return decide
