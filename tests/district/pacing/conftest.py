"""Learners who have shown something, and schools large enough to be shown."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.foundation.api import SYSTEM
from headway.district.pacing.api import record_time_share
from headway.district.people import services as people
from headway.district.people.api import create_person
from headway.district.proficiency.api import decide

DAY = dt.date
FIRST_DAY = DAY(2026, 8, 17)


def settle(world, code, level=3, who="ana"):
    return decide(
        viewer=world.viewer("ortiz"),
        learner_uuid=getattr(world, who).uuid,
        competency_uuid=world.competency(code).uuid,
        level=level,
        reason="Seen in class.",
    )


@pytest.fixture
def learned(world):
    for who, codes in (("ana", ("MA.FR.1", "MA.FR.2")), ("ben", ("MA.FR.1",)), ("chloe", ("LI.RE.1",))):
        for code in codes:
            settle(world, code, 3, who)
    record_time_share(
        world.viewer("reggie"), world.ben.uuid, kind="part_time", share="0.3", from_on=DAY(2026, 9, 1)
    )
    return world


def crowd(world, count=12, entered_on=FIRST_DAY):
    """So many more learners at Alder that the school may be shown."""
    return [
        people.admit_learner(
            person=create_person(given_name=f"L{number}", family_name="More", by=SYSTEM),
            school=world.alder,
            entered_on=entered_on,
            by=SYSTEM,
        )
        for number in range(count)
    ]
