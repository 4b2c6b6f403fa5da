"""A person decides on a learner's stage: on which grounds, by whom, and what it leaves untouched."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps

from headway.district.agreements.api import (
    decide_stage,
    stage_evidence,
    stage_history,
    stage_of,
    suggestion_of,
)
from headway.district.agreements.models import (
    Offer,
    Signature,
    StageDecision,
    StageWords,
    Target,
    TargetEnd,
)
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, Refused, audit, clock
from headway.district.habits.api import withdraw_observation
from tests.district.agreements.conftest import check_in_every_week, note_habit

pytestmark = pytest.mark.django_db


def decide(world, stage=2, who="ortiz", **more):
    return decide_stage(world.viewer(who), world.ana.uuid, stage, **more)


def test_a_wider_stage_rests_on_what_was_seen(world):
    seen = note_habit(world)
    with pytest.raises(Refused, match="rests on something"):
        decide(world, reason="She is ready.")
    with pytest.raises(Refused, match="rests on something"):
        decide(world, check_ins=True, kept=True)  # ticked, and there are none
    decide(world, habits=[seen], reason="You ask in time.")
    item = stage_history(world.viewer("ana"), world.ana)[0]
    assert (item.stage, item.earlier, item.habits, item.decided_by) == (2, 1, 1, "Elena Ortiz")
    assert item.reason == "You ask in time."
    assert stage_of(world.ana) == 2
    assert audit.trail(act="agreements.stage_decided", learner_uuid=world.ana.uuid).count() == 1


def test_check_ins_that_were_kept_are_grounds_too_and_are_counted_here(world, clock):
    check_in_every_week(world, clock)
    decide(world, check_ins=True)
    assert stage_history(world.viewer("ana"), world.ana)[0].check_ins == 5


def test_targets_kept_alone_are_not_enough_and_stand_beside_the_others(world, clock):
    target = Target.objects.create(
        learner=world.ana, aim="level", domain_code="MA", level=4, recorded_at=clock.instant
    )
    offer = Offer.objects.create(
        target=target,
        number=1,
        side="learner",
        from_on=dt.date(2026, 9, 1),
        by_on=dt.date(2026, 10, 7),
        stage=1,
        policy_version="x/0",
        wants=["learner", "adult"],
        offered_at=clock.instant,
    )
    TargetEnd.objects.create(target=target, ending="met", ended_at=clock.instant)
    Signature.objects.create(offer=offer, side="learner", signed_at=clock.instant)
    evidence = stage_evidence(world.viewer("ortiz"), world.ana)
    assert (evidence.targets.met, evidence.targets.kept) == (1, 0)  # nobody agreed on that day yet
    Signature.objects.create(offer=offer, side="adult", signed_at=clock.instant)
    assert stage_evidence(world.viewer("ortiz"), world.ana).targets.kept == 1
    with pytest.raises(Refused, match="rests on something"):
        decide(world, kept=True)
    decide(world, kept=True, habits=[note_habit(world)])
    assert stage_history(world.viewer("ana"), world.ana)[0].kept == 1


def test_observations_that_are_not_hers_or_were_taken_back_or_her_own_are_no_grounds(world):
    taken_back = note_habit(world)
    withdraw_observation(taken_back, viewer=world.viewer("ortiz"))
    own = note_habit(world, who="ana", role="own")
    bens = note_habit(world, name="ben")
    with pytest.raises(Refused, match="rests on something"):
        decide(world, habits=[taken_back, own, bens])
    assert not StageDecision.objects.exists()


@pytest.mark.parametrize("stage", [3, 4])
def test_stages_open_one_at_a_time(world, stage):
    with pytest.raises(Refused, match="one at a time") as told:
        decide(world, stage, habits=[note_habit(world)])
    assert "Shared" in str(told.value.remedy)


@pytest.mark.parametrize(
    ("stage", "says"), [(0, "no such"), (5, "no such"), (True, "no such"), (1, "already")]
)
def test_a_stage_is_another_of_the_four(world, stage, says):
    with pytest.raises(Refused, match=says):
        decide(world, stage, habits=[note_habit(world)])


def test_a_narrower_stage_wants_a_reason_in_words_and_may_go_several_steps(world):
    seen = note_habit(world)
    decide(world, 2, habits=[seen])
    decide(world, 3, habits=[seen])
    with pytest.raises(Refused, match="reason in words"):
        decide(world, 1, habits=[seen], reason="   ")
    decide(world, 1, reason="Let's plan together again until the move is over.")
    assert stage_of(world.ana) == 1
    assert [one.stage for one in stage_history(world.viewer("ana"), world.ana)] == [1, 3, 2]


def rows_everywhere() -> dict[str, int]:
    return {model._meta.label: model.objects.count() for model in apps.get_models() if model._meta.managed}


def test_a_narrower_stage_changes_nothing_else(world, clock):
    """No support, agreement, target, plan or roster: only the decision, its words, the trail, and who is told."""
    seen = note_habit(world)
    decide(world, 2, habits=[seen])
    target = Target.objects.create(
        learner=world.ana, aim="level", domain_code="MA", level=4, recorded_at=clock.instant
    )
    offer = Offer.objects.create(
        target=target,
        number=1,
        side="learner",
        from_on=dt.date(2026, 9, 1),
        by_on=dt.date(2027, 3, 1),
        stage=2,
        support_minutes_per_week=60,
        policy_version="x/0",
        wants=["learner", "adult"],
        offered_at=clock.instant,
    )
    for side in ("learner", "adult"):
        Signature.objects.create(offer=offer, side=side, signed_at=clock.instant)
    before, kept = rows_everywhere(), Offer.objects.values().get()
    decide(world, 1, reason="Let's plan together for a while.")
    after = rows_everywhere()
    changed = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    assert changed == {
        StageDecision._meta.label: 1,
        StageWords._meta.label: 1,
        "foundation.AuditEntry": 1,
        "notices.Notice": 2,  # the learner and her family are told
    }
    assert Offer.objects.values().get() == kept
    assert not TargetEnd.objects.exists()


@pytest.mark.parametrize(
    ("who", "error"),
    [("lee", NotAllowed), ("reggie", NotAllowed), ("tessa", NotFound), ("ana", NotFound), ("rosa", NotFound),
     ("raul", NotFound), ("ben", NotFound), ("finch", NotFound), ("carl", NotFound)],
)  # fmt: skip
def test_only_an_adult_of_hers_decides(world, who, error):
    seen = note_habit(world)
    with pytest.raises(error):
        decide(world, who=who, habits=[seen])
    assert not StageDecision.objects.exists()


def test_two_adults_at_once_the_second_reads_first(world):
    seen = note_habit(world)
    decide(world, habits=[seen], expects=1)
    with pytest.raises(Conflict, match="Somebody decided"):
        decide(world, 2, "webb", habits=[seen], expects=1)
    assert StageDecision.objects.count() == 1


def test_the_same_request_twice_is_one_decision(world):
    seen = note_habit(world)
    first = decide(world, habits=[seen], request_key="k")
    again = decide(world, habits=[seen], request_key="k")
    assert (again.uuid, again.repeated) == (first.uuid, True)
    assert StageDecision.objects.count() == 1


@pytest.mark.parametrize("days", [0, -1, 400])
def test_the_day_to_look_again_lies_ahead_and_within_a_year(world, days):
    with pytest.raises(Refused, match="look again") as told:
        decide(world, habits=[note_habit(world)], review_on=clock.today() + dt.timedelta(days=days))
    assert told.value.problems[0].field == "review_on"


def test_without_a_day_the_rhythm_of_the_decided_stage_says_when_to_look_again(world):
    decide(world, habits=[note_habit(world)])
    assert StageDecision.objects.get().review_on == clock.today() + dt.timedelta(weeks=2)
    decide(world, 1, reason="Let's plan together for a while.")
    assert StageDecision.objects.order_by("pk").last().review_on == clock.today() + dt.timedelta(weeks=1)


# -- what the record suggests --


def suggested(world):
    evidence = stage_evidence(world.viewer("ortiz"), world.ana)
    return suggestion_of(world.ana.pk, stage_of(world.ana), evidence)


def test_steady_check_ins_and_a_firm_habit_suggest_a_wider_stage_which_nobody_took(world, clock):
    check_in_every_week(world, clock, weeks=6)
    note_habit(world, 4)
    assert suggested(world) is None  # one observation says nothing yet
    note_habit(world, 4)
    found = suggested(world)
    assert (found.stage, found.next_stage, found.weeks_kept, found.weeks_asked) == (1, 2, 6, 7)
    assert found.habit_ids == (world.competency("HS.PR.1").pk,)
    assert stage_of(world.ana) == 1


@pytest.mark.parametrize(("left_out", "suggests"), [((), True), ((3,), True), ((2, 3), False)])
def test_one_week_may_be_missing_and_not_two(world, clock, left_out, suggests):
    check_in_every_week(world, clock, weeks=7, leave_out=left_out)
    for _ in range(2):
        note_habit(world, 4)
    assert bool(suggested(world)) is suggests


def test_habits_seen_with_support_suggest_nothing(world, clock):
    check_in_every_week(world, clock, weeks=7)
    for _ in range(3):
        note_habit(world, 2)
    assert suggested(world) is None


def test_at_the_widest_stage_nothing_wider_is_suggested(world, clock, at_stage):
    check_in_every_week(world, clock, weeks=7)
    for _ in range(2):
        note_habit(world, 4)
    at_stage(3)
    assert suggested(world).next_stage == 4
    at_stage(4)
    assert suggested(world) is None
