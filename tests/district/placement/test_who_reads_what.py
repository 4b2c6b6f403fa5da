"""What is for staff stays with staff: also where a person is staff and family, or staff no longer; and answers are true."""

from __future__ import annotations

import pytest

from headway.district.checks.api import known_and_holes_of
from headway.district.checks.models import CheckReading, CheckSitting
from headway.district.foundation.api import Actor, NotAllowed, NotFound, Refused, clock
from headway.district.foundation.models import AuditEntry
from headway.district.people import services as people
from headway.district.placement.api import (
    BulkLine,
    answer_appeal,
    answers_to_appeals,
    appeal,
    leveling_table,
    open_leveling,
    open_plan_task,
    own,
    place_in_bulk,
    placed_of,
    plan_tasks_of,
    sign,
    withdraw,
    write_plan,
)
from headway.district.proficiency.api import standings_of

BUILDER = Actor.system("test")
REASON = "The RIT of 207 came on a tired day."


@pytest.fixture
def plan(world, placed, leveling):
    leveling(entry={"ALD": [5]})
    return placed("ana", 3, reason=REASON).plan_task_uuid


class TestStaffAndFamily:
    def test_a_teacher_reads_about_her_own_child_what_families_read(self, world, plan):
        people.set_guardian(
            guardian=world.ortiz, learner=world.ana, relation="parent", may_see=True, by=BUILDER
        )
        own_child = placed_of(world.viewer("ortiz"), world.ana.uuid)["MA", ""]
        assert (own_child.reason, own_child.level) == ("", 3)
        assert plan_tasks_of(world.viewer("ortiz"), world.ana.uuid)[0].entry_level is None
        assert placed_of(world.viewer("cora"), world.ana.uuid)["MA", ""].reason == REASON
        assert plan_tasks_of(world.viewer("cora"), world.ana.uuid)[0].entry_level == 5

    def test_a_tutor_reads_no_sources_and_no_reasons(self, world, plan):
        assert placed_of(world.viewer("tessa"), world.ana.uuid)["MA", ""].reason == ""
        with pytest.raises(NotFound):
            leveling_table(world.viewer("tessa"), world.ana.uuid)


def test_who_saw_to_a_plan_and_works_elsewhere_by_now_signs_no_longer(world, plan):
    own(viewer=world.viewer("cora"), task_uuid=plan, owner_uuid=world.ortiz.uuid)
    revision = write_plan(
        viewer=world.viewer("cora"),
        task_uuid=plan,
        goal="Adds fractions.",
        steps="Weekly.",
        support="Ms Ortiz.",
    )
    people.leave_section(section=world.mathematics, learner=world.ana, by=BUILDER)
    with pytest.raises(NotFound):
        sign(viewer=world.viewer("ortiz"), task_uuid=plan, revision=revision)


class TestAnswers:
    def test_nothing_is_called_changed_that_was_decided_elsewhere_before_or_is_the_same(
        self, world, placed, clock
    ):
        first = placed("ana", 4).placement_uuid
        elsewhere = placed("ana", 3, domain="LI").placement_uuid
        clock.advance(minutes=1)
        asked = appeal(viewer=world.viewer("rosa"), placement_uuid=first, text="Please look again.")
        clock.advance(minutes=1)
        later_elsewhere = placed("ana", 4, domain="LI", reason="She read to me.").placement_uuid
        for other in (first, elsewhere, later_elsewhere):
            with pytest.raises(Refused, match="Nothing was changed"):
                answer_appeal(
                    viewer=world.viewer("lee"), appeal_uuid=asked, code="changed", placement_uuid=other
                )
        with pytest.raises(Refused):
            answer_appeal(viewer=world.viewer("lee"), appeal_uuid=asked, code="taken_back")
        answer_appeal(viewer=world.viewer("lee"), appeal_uuid=asked, code="kept")

    def test_what_was_taken_back_is_not_answered_as_kept(self, world, placed):
        first = placed("ana", 4).placement_uuid
        asked = appeal(viewer=world.viewer("rosa"), placement_uuid=first, text="Please look again.")
        withdraw(viewer=world.viewer("cora"), placement_uuid=first)
        answer_appeal(viewer=world.viewer("lee"), appeal_uuid=asked, code="kept")
        assert [one.code for one in answers_to_appeals(world.viewer("rosa"), world.ana.uuid)] == [
            "taken_back"
        ]


def read_not_yet(world, who, *codes, known=()):
    """A finished check that reads these as not yet."""
    sitting = CheckSitting.objects.create(
        learner=getattr(world, who),
        stage="strand",
        strand_code="MA.FR",
        domain_code="MA",
        version_id=world.version.pk,
        seed=1,
        opened_at=clock.now(),
        finished_at=clock.now(),
    )
    for reading, of in (("not_yet", codes), ("known", known)):
        for code in of:
            CheckReading.objects.create(
                sitting=sitting, competency=world.competency(code), reading=reading, chance=0.1
            )


def test_in_bulk_too_nothing_is_taken_as_met_that_a_check_reads_as_not_yet(world, leveling):
    leveling(entry={"ALD": [5]})
    read_not_yet(world, "ana", "MA.FR.1", known=("MA.FR.2",))
    assert set(known_and_holes_of([world.ana.pk, world.ben.pk], "MA")) == {world.ana.pk}
    lines = [BulkLine(one.pk, "MA", 5) for one in (world.ana, world.ben)]
    place_in_bulk(viewer=world.viewer("cora"), lines=lines)
    hole = world.competency("MA.FR.1").pk
    assert hole not in standings_of(world.viewer("cora"), world.ana)
    assert standings_of(world.viewer("cora"), world.ben)[hole].is_taken_as_met
    assert standings_of(world.viewer("cora"), world.ana)[world.competency("MA.FR.2").pk].is_taken_as_met


def test_who_does_not_see_to_it_is_told_so(world, plan):
    with pytest.raises(NotAllowed):
        sign(viewer=world.viewer("webb"), task_uuid=plan, revision=1)


def test_how_far_is_far_changes_in_the_trail_only(world):
    for level in (4, 5, 5):
        open_leveling(viewer=world.viewer("cora"), learner_uuid=world.ana.uuid, expected_level=level)
    noted = AuditEntry.objects.filter(act="placement.leveling_opened").order_by("pk")
    assert [one.facts["expected_level"] for one in noted] == [4, 5]


def test_a_plan_that_is_taken_up_again_sees_to_what_was_open_before_too(world):
    for open_ in ([3, 1], [2]):
        task = open_plan_task(
            learner=world.ana, reason="exception", by=BUILDER, domain_code="MA", facts={"open": open_}
        )
    assert task.facts["open"] == [1, 2, 3]
