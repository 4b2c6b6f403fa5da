"""One row in every append-only table of leveling and of moving on."""

from __future__ import annotations

import uuid

from headway.district.advancement import models as moving
from headway.district.assessments import models as outside
from headway.district.checks import models as checks
from headway.district.placement import models as leveling


def write_rows(world, now) -> None:
    _of_assessments(world, now)
    _of_a_check(world, now)
    _of_leveling(world, now)
    _of_moving_on(world, now)
    _of_fluency(world, now)


def _of_assessments(world, now):
    outside.ReadingProfile.objects.create(
        organisation=world.district, code="x", number=1, name="X", definition={}, recorded_at=now
    )
    result = outside.AssessmentResult.objects.create(
        learner=world.ana,
        profile="x/1",
        test="X",
        area="Mathematics",
        taken_on=now.date(),
        score=200,
        digest="1" * 64,
        recorded_at=now,
        act=uuid.uuid4(),
    )
    outside.AssessmentWithdrawal.objects.create(result=result, recorded_at=now, act=uuid.uuid4())


def _of_a_check(world, now):
    competency = world.competency("MA.FR.1")
    item = checks.CheckItem.objects.create(
        organisation=world.district,
        competency=competency,
        kind="short",
        stem="1 + 1 =",
        key=["2"],
        recorded_at=now,
    )
    sitting = checks.CheckSitting.objects.create(
        learner=world.ana,
        stage="locator",
        domain_code="MA",
        version=competency.version,
        seed=1,
        opened_at=now,
    )
    checks.CheckAnswer.objects.create(
        sitting=sitting, number=1, item=item, competency=competency, answer="right", answered_at=now
    )


def _of_leveling(world, now):
    today = now.date()
    leveling.Judgement.objects.create(
        learner=world.ana, domain_code="MA", level=3, observed_on=today, recorded_at=now
    )
    placement = leveling.Placement.objects.create(
        learner=world.ana,
        domain_code="MA",
        level=3,
        confidence="firm",
        basis="judgement",
        decided_on=today,
        recorded_at=now,
    )
    leveling.PlacementWithdrawal.objects.create(placement=placement, recorded_at=now)
    appeal = leveling.PlacementAppeal.objects.create(placement=placement, asked_at=now)
    leveling.PlacementAppealAnswer.objects.create(appeal=appeal, answered_at=now, code="kept")
    task = leveling.PlanTask.objects.create(learner=world.ana, reason="leveling", opened_at=now)
    leveling.PlanTaskOwner.objects.create(task=task, from_at=now)
    leveling.PlanTaskSignature.objects.create(task=task, revision=1, role="owner", signed_at=now)
    course = leveling.TransferCourse.objects.create(learner=world.ana, title="Algebra", recorded_at=now)
    leveling.TransferAct.objects.create(course=course, standing="signed", recorded_at=now)


def _of_moving_on(world, now):
    moved = moving.Advancement.objects.create(
        learner=world.ana, grain="level", domain_code="MA", to_level=4, signed_at=now, recorded_at=now
    )
    moving.AdvancementWithdrawal.objects.create(advancement=moved, recorded_at=now)
    moving.OpenedSeat.objects.create(advancement=moved)
    moving.NextChoice.objects.create(
        learner=world.ana, competency=world.competency("MA.FR.1"), choice="apply", chosen_at=now
    )
    turned = moving.Rollover.objects.create(
        organisation=world.district,
        from_year=2026,
        to_year=2027,
        done_at=now,
        before="0" * 64,
        after="0" * 64,
    )
    moving.RolloverWithdrawal.objects.create(rollover=turned, recorded_at=now, done_by="")


def _of_fluency(world, now):
    from headway.district.evidence.models import FluencyTry, FluencyWithdrawal

    seen = FluencyTry.objects.create(
        learner=world.ana,
        competency=world.competency("MA.FR.1"),
        right=9,
        tries=10,
        seconds=60,
        seen_on=now.date(),
        recorded_at=now,
    )
    FluencyWithdrawal.objects.create(occasion=seen, recorded_at=now)
