"""What these tests share: a rule adopted, competencies shown, and a section for the next level."""

from __future__ import annotations

import pytest

from headway.district.foundation.api import Actor, clock
from headway.district.people import services as people
from headway.district.placement.models import Placement
from headway.district.policy.api import adopt
from headway.district.proficiency.api import decide, record_ratings
from tests.district.proficiency.test_recording import line

BUILDER = Actor.system("test")
TWO_NAMES = {"level": {"cumulative": True, "cumulative_days": 60, "verifier": True}}
LEVEL_FOUR = ("MA.FR.2", "MA.DA.1")


def adopt_rule(parameters):
    """The district's rule of moving on, from today."""
    return adopt(
        kind="advancement.rule",
        text="How learners move on.",
        parameters=parameters,
        effective_on=clock.today(),
        by=BUILDER,
    )


@pytest.fixture
def rule():
    return adopt_rule


def placed_at(world, who, domain, level):
    return Placement.objects.create(
        learner=getattr(world, who),
        domain_code=domain,
        level=level,
        confidence="firm",
        basis="judgement",
        decided_on=clock.today(),
        recorded_at=clock.now(),
    )


@pytest.fixture
def placed(world):
    """placed("ana", 4): her level in mathematics was decided today."""
    return lambda who, level, domain="MA": placed_at(world, who, domain, level)


def show(world, who, codes, level=3, by="ortiz"):
    for code in codes:
        decide(
            viewer=world.viewer(by),
            learner_uuid=getattr(world, who).uuid,
            competency_uuid=world.competency(code).uuid,
            level=level,
            reason="She explained it to me.",
        )


@pytest.fixture
def shows(world):
    """shows("ana", "MA.FR.2"): her teacher decides that this is proficient."""
    return lambda who, *codes, **more: show(world, who, codes, **more)


@pytest.fixture
def assessed(world):
    """assessed("ana", "MA.FR.2"): her work on the cumulative assessment was rated."""

    def rate(who, *codes, level=3):
        for code in codes:
            record_ratings(
                [line(world, who, code, level, is_cumulative=True)],
                viewer=world.viewer("ortiz"),
            )

    return rate


def section_for(world, level, title="Mathematics 5, Alder", school=None, teacher=None):
    course = people.create_course(
        organisation=world.district, title=title, domain_code="MA", level=level, by=BUILDER
    )
    section = people.create_section(
        school=school or world.alder, title=title, course=course, terms=[world.year], by=BUILDER
    )
    if teacher is not None:
        people.staff_section(section=section, person=teacher, is_primary=True, by=BUILDER)
    return section


@pytest.fixture
def section(world):
    """section(5): a section of Alder for the fifth level of mathematics."""
    return lambda level, title="Mathematics 5, Alder", **more: section_for(world, level, title, **more)
