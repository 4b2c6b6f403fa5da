"""One row in every append-only table of pacing, agreements and signals."""

from __future__ import annotations

import datetime as dt

from headway.district.agreements import models as agreed
from headway.district.pacing import models as pacing
from headway.district.signals import models as signals


def write_rows(world, now) -> None:
    _of_time(world, now)
    target = _of_an_agreement(world, now)
    _of_a_signal(world, now, target)


def _of_time(world, now):
    pacing.TimeShare.objects.create(
        learner=world.ana, kind="part_time", share="0.5", from_on=now.date(), recorded_at=now
    )
    pacing.GraduationDate.objects.create(
        learner=world.ana, on=dt.date(2030, 6, 1), plan="cohort", recorded_at=now
    )
    pacing.ForecastFit.objects.create(version="x/1", settings={}, learned_until=now.date(), recorded_at=now)
    pacing.BackTest.objects.create(
        organisation=world.district,
        from_on=now.date(),
        until_on=now.date(),
        version="x/1",
        report={},
        recorded_at=now,
    )


def _of_an_agreement(world, now):
    target = agreed.Target.objects.create(
        learner=world.ana, aim="level", domain_code="MA", level=4, recorded_at=now
    )
    offer = agreed.Offer.objects.create(
        target=target,
        number=1,
        side="learner",
        from_on=now.date(),
        by_on=now.date() + dt.timedelta(days=60),
        stage=1,
        policy_version="pace.agreement/0",
        offered_at=now,
    )
    agreed.Signature.objects.create(offer=offer, side="learner", signed_at=now)
    agreed.TargetEnd.objects.create(target=target, ending="met", ended_at=now)
    agreed.StageDecision.objects.create(
        learner=world.ana, stage=2, earlier=1, decided_on=now.date(), recorded_at=now
    )
    check_in = agreed.CheckIn.objects.create(learner=world.ana, week_on=now.date(), recorded_at=now)
    agreed.CheckInAnswer.objects.create(check_in=check_in, answered_at=now)
    agreed.FamilyContact.objects.create(learner=world.ana, kind="call", held_on=now.date(), recorded_at=now)
    agreed.PlanNote.objects.create(
        learner=world.ana,
        about="standing",
        target=target,
        read="needs_adjusting",
        noted="on_target",
        policy_version="pace.agreement/0",
        recorded_at=now,
    )
    return target


def _of_a_signal(world, now, target):
    signal = signals.Signal.objects.create(
        learner=world.ana,
        kind="stalled",
        target=target,
        subject=str(target.uuid),
        since_on=now.date(),
        policy_version="pace.signals/0",
        recorded_at=now,
    )
    signals.Addressing.objects.create(signal=signal, because="adviser", at=now)
    response = signals.Response.objects.create(
        signal=signal,
        kind="engage",
        owner=world.people["ortiz"],
        begins_on=now.date(),
        follow_up_on=now.date(),
        recorded_at=now,
    )
    signals.FollowUp.objects.create(response=response, outcome="going", held_on=now.date(), recorded_at=now)
    signals.SignalEnd.objects.create(signal=signal, ending="response", response=response, ended_at=now)
    signals.PaceReview.objects.create(learner=world.ana, reviewed_on=now.date(), recorded_at=now)
