"""Ready and waiting: who is told, and from which day the wait counts."""

from __future__ import annotations

import pytest

from headway.district.foundation.api import Actor
from headway.district.notices.api import inbox_of
from headway.district.people import services as people
from headway.district.signals.api import hand_on, nightly
from headway.district.signals.models import Signal

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


def inbox(world, who):
    return [(one.kind, one.name, one.link) for day in inbox_of(world.viewer(who)).days for one in day.entries]


def night(clock, moment):
    clock.set(moment)
    list(nightly(by=BY))


def test_the_night_tells_the_adult_by_name_that_work_is_ready_and_waits(world, show, clock):
    show("MA.FR.1", 3, 3, 3, days_ago=0)
    night(clock, "2026-10-13 02:00")
    assert Signal.objects.filter(learner=world.ana, kind="waiting").count() == 0
    night(clock, "2026-10-14 02:00")
    row = Signal.objects.get(learner=world.ana, kind="waiting")
    told = ("ready_waiting", "Ana Reyes", f"/teach/board/{row.uuid}/")
    assert [one for one in inbox(world, "webb") if one[0] == "ready_waiting"] == [told]
    # It is told as what it is, and once.
    assert ("signal_addressed", *told[1:]) not in inbox(world, "webb")
    night(clock, "2026-10-15 02:00")
    assert inbox(world, "webb").count(told) == 1


def test_what_else_the_night_finds_about_her_is_told_beside_it(world, show, clock):
    show("MA.FR.1", 3, 3, 3, days_ago=0)
    for day in range(1, 14):
        clock.set(f"2026-10-{day:02d} 09:00")
        people.record_absence(learner=world.ana, on=clock.instant.date(), by=BY)
    night(clock, "2026-10-20 02:00")
    assert {one[0] for one in inbox(world, "webb") if one[1] == "Ana Reyes"} >= {
        "ready_waiting",
        "signal_addressed",
    }


def test_a_colleague_to_whom_it_is_handed_on_is_told_the_same(world, show, clock):
    show("MA.FR.1", 3, 3, 3, days_ago=0)
    night(clock, "2026-10-14 02:00")
    row = Signal.objects.get(learner=world.ana, kind="waiting")
    hand_on(viewer=world.viewer("webb"), signal_uuid=row.uuid, to=world.people["ortiz"].uuid)
    assert ("ready_waiting", "Ana Reyes", f"/teach/board/{row.uuid}/") in inbox(world, "ortiz")
