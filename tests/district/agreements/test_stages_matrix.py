"""What each autonomy stage lets whom do: begin, look ahead, move a date alone, and how often both look."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.agreements.models import StageDecision
from headway.district.agreements.policies import (
    agreement_policy,
    can_begin,
    check_adult_of,
    rules_of,
    side_of,
    stage_of,
    stages_of,
)
from headway.district.foundation.api import Actor, NotAllowed, clock
from headway.district.policy.api import PolicyKind, adopt

pytestmark = pytest.mark.django_db

# stage → may the learner begin, weeks ahead, weeks between two looks, days she may move alone
MATRIX = {1: (False, 6, 1, 0), 2: (True, 12, 2, 0), 3: (True, 26, 4, 7), 4: (True, 52, 6, 14)}


def at_stage(learner, stage, **more):
    return StageDecision.objects.create(
        learner=learner,
        stage=stage,
        earlier=1,
        decided_on=clock.today(),
        recorded_at=more.pop("recorded_at", clock.now()),
        **more,
    )


@pytest.mark.parametrize("stage", sorted(MATRIX))
def test_a_stage_says_who_begins_how_far_ahead_and_how_often_both_look(world, stage):
    at_stage(world.ana, stage)
    begins, weeks, review, alone = MATRIX[stage]
    assert can_begin(world.viewer("ana"), world.ana) is begins
    rules = rules_of(world.ana)
    assert (rules.horizon_weeks, rules.review_weeks, rules.changes_alone_days) == (weeks, review, alone)


@pytest.mark.parametrize("stage", sorted(MATRIX))
@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("ortiz", True),  # teaches her
        ("webb", True),  # advises her home group
        ("cora", True),  # counsels at her school
        ("rosa", False),  # her mother asks one of the two to begin
        ("raul", False),
        ("tessa", False),
        ("lee", False),
        ("reggie", False),
        ("ben", False),
        ("finch", False),
        ("carl", False),
    ],
)
def test_an_adult_of_hers_may_begin_at_every_stage_and_nobody_else(world, stage, who, may):
    at_stage(world.ana, stage)
    assert can_begin(world.viewer(who), world.ana) is may


def test_nobody_decided_is_the_first_stage_of_the_policy(world):
    assert stages_of([world.ana.pk, world.ben.pk]) == {world.ana.pk: 1, world.ben.pk: 1}
    adopt(
        kind=PolicyKind.PACE_AGREEMENT,
        parameters={"first_stage": 2, "stages": {"2": {"horizon_weeks": 20}}},
        effective_on=clock.today(),
        text="Everybody begins shared.",
        by=Actor.system("test"),
    )
    assert agreement_policy()[1] == "pace.agreement/1"
    assert stage_of(world.ana) == 2
    assert rules_of(world.ana).horizon_weeks == 20


def test_the_latest_decision_stands_and_earlier_days_keep_theirs(world):
    before = clock.now() - dt.timedelta(days=10)
    at_stage(world.ana, 3, recorded_at=before)
    at_stage(world.ana, 2)
    assert stage_of(world.ana) == 2
    assert stage_of(world.ana, before + dt.timedelta(days=1)) == 3
    assert stage_of(world.ana, before - dt.timedelta(days=1)) == 1


def test_stages_of_a_whole_school_cost_one_question_more_than_the_policy(
    world, django_assert_max_num_queries
):
    at_stage(world.ben, 2)
    everybody = [one.pk for one in world.learners.values()]
    with django_assert_max_num_queries(2):
        assert stages_of(everybody)[world.ben.pk] == 2


@pytest.mark.parametrize(
    ("who", "side"),
    [("ana", "learner"), ("rosa", "family"), ("raul", None), ("ortiz", "adult"), ("cora", "adult"),
     ("lee", None), ("ben", None), ("finch", None), ("greta", None)],
)  # fmt: skip
def test_a_person_speaks_for_one_side(world, who, side):
    assert side_of(world.viewer(who), world.ana) == side


def test_a_teacher_is_family_for_her_own_child(world):
    from headway.district.people.api import set_guardian

    set_guardian(
        guardian=world.ortiz, learner=world.ana, relation="parent", may_see=True, by=Actor.system("test")
    )
    teacher = world.viewer("ortiz")
    assert side_of(teacher, world.ana) == "family"
    assert side_of(teacher, world.ben) == "adult"
    assert not can_begin(teacher, world.ana)
    with pytest.raises(NotAllowed, match="own family"):
        check_adult_of(teacher, world.ana)


def test_nobody_agrees_with_a_learner_who_left(world):
    with pytest.raises(NotAllowed, match="left the district"):
        check_adult_of(world.viewer("cora"), world.gus)
