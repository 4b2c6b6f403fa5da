"""Ana's plan, in few words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from headway.district.agreements import api as agreements
from headway.district.agreements.models import StageDecision
from headway.district.evidence.api import RatingLine
from headway.district.foundation.api import Actor, clock
from headway.district.habits.api import HabitLine, note_habits
from headway.district.policy.api import PolicyKind, adopt
from headway.district.proficiency.api import decide, record_ratings
from tests.portals.showing import show

__all__ = [
    "BY",
    "MATHS",
    "at_stage",
    "check_in_every_week",
    "expected",
    "fields",
    "note_habit",
    "plan",
    "rules",
    "show",
    "shown",
]

BY = Actor.system("test")
MATHS = ("MA.FR.1", "MA.FR.2", "MA.DA.1")


def fields(refusal) -> set[str]:
    return {one.field for one in refusal.value.problems}


def note_habit(world, level=3, who="ortiz", name="ana", role="adult"):
    noted = note_habits(
        [
            HabitLine(
                learner_id=getattr(world, name).pk,
                habit_id=world.competency("HS.PR.1").pk,
                level=level,
                seen_at=clock.now(),
                role=role,
            )
        ],
        viewer=world.viewer(who),
    )
    return noted.uuids[0]


def check_in_every_week(world, clock, name="ana", weeks=5, leave_out=()):
    """On each of the Fridays before the world's Wednesday 7 October 2026."""
    for back in range(weeks, 0, -1):
        if back in leave_out:
            continue
        clock.set(dt.datetime(2026, 10, 9, 15, tzinfo=dt.UTC) - dt.timedelta(weeks=back))
        agreements.keep_check_in(world.viewer(name), getattr(world, name).uuid, went=3)
    clock.set("2026-10-07 09:00")


@pytest.fixture
def at_stage(world):
    """`at_stage(3)`: an adult decided that Ana plans at this stage."""

    def decided(stage: int, learner: str = "ana") -> None:
        StageDecision.objects.create(
            learner=getattr(world, learner),
            stage=stage,
            earlier=1,
            decided_on=clock.today(),
            recorded_at=clock.now(),
        )

    return decided


@pytest.fixture
def rules(world):
    """`rules(family="signs")`: the district adopts a way of agreeing."""

    def adopted(**parameters: Any) -> None:
        adopt(
            kind=PolicyKind.PACE_AGREEMENT,
            text="How we agree.",
            parameters=parameters,
            effective_on=clock.today(),
            by=BY,
        )

    return adopted


@pytest.fixture
def shown(world):
    """`shown("MA.FR.1", depth=1)`: Ana showed it in one piece of this depth, and it was decided as proficient."""

    def shown(code, *, depth=None, level=3, decided=3, learner="ana", days_ago=5, form="observation"):
        viewer, pupil = world.viewer("ortiz"), getattr(world, learner)
        line = RatingLine(
            learner_id=pupil.pk,
            competency_id=world.competency(code).pk,
            level=level,
            observed_at=clock.now() - dt.timedelta(days=days_ago),
            depth=depth,
            form=form,
            title=f"Work on {code}",
        )
        outcome = record_ratings([line], viewer=viewer)
        if decided:
            decide(
                viewer=viewer,
                learner_uuid=pupil.uuid,
                competency_uuid=world.competency(code).uuid,
                level=decided,
                reason="It is all there.",
            )
        return outcome

    return shown


@pytest.fixture
def expected(world):
    """`expected(MA=4)`: the district expects so many learning units a year."""

    def adopted(**units):
        adopt(
            kind=PolicyKind.PACE_EXPECTATION,
            text="What we expect.",
            parameters={"days_per_year": 180, "units_per_year": units},
            effective_on=clock.today(),
            by=BY,
        )

    return adopted


@pytest.fixture
def plan(world):
    return Plan(world)


class Plan:
    """What people do with Ana's plan: propose, answer, sign."""

    def __init__(self, world):
        self.world = world

    def day(self, weeks: float = 4) -> dt.date:
        return clock.today() + dt.timedelta(days=round(weeks * 7))

    def propose(self, who: str = "webb", *codes: str, weeks: float = 4, learner: str = "ana", **more: Any):
        world = self.world
        codes = codes or ("MA.FR.1", "MA.DA.1")
        given = {
            "aim": "competencies",
            "competency_uuids": [world.competency(one).uuid for one in codes],
            "by_on": self.day(weeks),
        } | more
        return agreements.propose(
            viewer=world.viewer(who), learner_uuid=getattr(world, learner).uuid, **given
        )

    def target(self, target_uuid, who: str = "webb"):
        return agreements.target_of(self.world.viewer(who), target_uuid)

    def counter(self, target_uuid, who: str, *, expects: int = 1, weeks: float = 5, **more: Any):
        given = {"by_on": self.day(weeks)} | more
        return agreements.counter(
            viewer=self.world.viewer(who), target_uuid=target_uuid, expects=expects, **given
        )

    def renegotiate(self, target_uuid, who: str, *, weeks: float = 6, reason: str = "A trip.", **more: Any):
        given = {"by_on": self.day(weeks)} | more
        return agreements.renegotiate(
            viewer=self.world.viewer(who), target_uuid=target_uuid, reason=reason, **given
        )

    def sign(self, target_uuid, who: str, number: int | None = None):
        info = self.target(target_uuid)
        offer = info.latest if number is None else info.offers[number - 1]
        return agreements.sign(viewer=self.world.viewer(who), offer_uuid=offer.uuid)

    def agreed(self, *codes: str, **more: Any):
        """Mr Webb offers and Ana signs."""
        target_uuid = self.propose("webb", *codes, **more)
        assert self.sign(target_uuid, "ana")
        return target_uuid
