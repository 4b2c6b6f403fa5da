"""Exceptions with a plan, R054; what learners choose, R058; and what there is no verb for, R055."""

from __future__ import annotations

import pytest
from django.urls import get_resolver

import headway.district.advancement.api as door
from headway.district.advancement.api import (
    agree_choice,
    choices_of,
    choices_to_agree,
    choose,
    exceptions_on_duty,
    make_exception,
    moves_by_month,
    sign_off,
    stages_of,
    withdraw,
)
from headway.district.advancement.models import Advancement
from headway.district.foundation.api import NotAllowed, NotFound, Refused, audit
from headway.district.people import services as people
from headway.district.placement.models import PlanTask
from tests.architecture.test_urls import addresses
from tests.district.advancement.conftest import BUILDER, LEVEL_FOUR

WORDS = {
    "reason": "She reads charts at home and needs the company of her group.",
    "goal": "Ana reads and questions a chart by herself.",
    "steps": "Two charts a week from the newspaper.",
    "support": "Ms Ortiz on Tuesdays, and Tessa.",
}


def excepted(world, who="ana", by="lee", **more):
    return make_exception(
        viewer=world.viewer(by),
        learner_uuid=getattr(world, who).uuid,
        grain="level",
        code="MA",
        **{**WORDS, **more},
    )


class TestR054Exceptions:
    def test_with_unmet_essentials_nobody_moves_on_but_by_the_named_authority(self, world, placed, shows):
        placed("ana", 4)
        shows("ana", "MA.FR.2")
        for who in ("ortiz", "webb", "lee", "lena"):
            with pytest.raises((Refused, NotAllowed)):
                sign_off(viewer=world.viewer(who), learner_uuid=world.ana.uuid, grain="level", code="MA")
        for who in ("ortiz", "webb", "cora", "ana", "rosa"):
            with pytest.raises(NotAllowed):
                excepted(world, by=who)
        with pytest.raises(NotFound):
            excepted(world, by="leo")
        excepted(world)
        assert stages_of((world.ana.pk,))[world.ana.pk]["MA"].level == 5

    def test_for_her_own_child_another_leader_makes_it(self, world, placed, shows):
        placed("ana", 4)
        shows("ana", "MA.FR.2")
        people.set_guardian(guardian=world.lee, learner=world.ana, by=BUILDER)
        with pytest.raises(NotAllowed) as refused:
            excepted(world)
        assert "Lena Moss" in str(refused.value.remedy)
        excepted(world, by="lena")

    def test_it_opens_a_plan_for_what_is_open_in_the_same_act(self, world, placed, shows):
        placed("ana", 4)
        shows("ana", "MA.FR.2")
        excepted(world)
        task = PlanTask.objects.get()
        assert (task.reason, task.owner_id, task.closed_at) == ("exception", world.lee.pk, None)
        assert task.facts["open"] == [world.competency("MA.DA.1").pk]
        assert task.words.get().goal == WORDS["goal"]
        assert Advancement.objects.get().plan_task_id == task.pk

    @pytest.mark.parametrize("field", list(WORDS))
    def test_without_reason_or_plan_it_is_refused_at_the_field_and_nothing_is_written(
        self, world, placed, field
    ):
        placed("ana", 4)
        with pytest.raises(Refused) as refused:
            excepted(world, **{field: "  "})
        assert [one.field for one in refused.value.problems] == [field]
        assert (Advancement.objects.count(), PlanTask.objects.count()) == (0, 0)

    def test_where_nothing_is_in_the_way_no_exception_is_made(self, world, placed, shows):
        placed("ana", 4)
        shows("ana", *LEVEL_FOUR)
        with pytest.raises(Refused, match="no exception is needed"):
            excepted(world)

    def test_a_rule_may_leave_it_to_the_district_or_to_nobody(self, world, placed, rule):
        placed("ana", 4)
        rule({"level": {"exceptions_by": "district_leader"}})
        with pytest.raises(NotAllowed, match="leader of the district"):
            excepted(world)
        rule({"level": {"exceptions_by": "nobody"}})
        with pytest.raises(NotAllowed, match="no exceptions"):
            excepted(world, by="lena")
        rule({"level": {"exceptions_by": "district_leader"}})
        assert excepted(world, by="lena").advancement_uuid

    def test_the_report_equals_the_count_in_the_trail_also_after_one_was_taken_back(self, world, placed):
        made = []
        for who in ("ana", "ben", "chloe"):
            placed(who, 4)
            made.append(excepted(world, who))
        withdraw(viewer=world.viewer("lee"), advancement_uuid=made[0].advancement_uuid)
        report = exceptions_on_duty(world.viewer("lena"))
        assert len(report) == audit.trail(act="advancement.exception_made").count() == 3
        assert [one.is_withdrawn for one in report] == [False, False, True]
        assert report[0].reason == WORDS["reason"]
        assert {one.code for one in report[0].open} == set(LEVEL_FOUR)
        assert exceptions_on_duty(world.viewer("leo")) == ()

    def test_months_of_sign_offs_are_counted_by_the_day_they_were_signed(self, world, placed, clock):
        placed("ana", 4)
        excepted(world)
        clock.advance(days=40)
        placed("ben", 4)
        excepted(world, "ben")
        months = moves_by_month(world.viewer("lee"))
        assert len(months) == 12
        assert [count for _month, count in months[-2:]] == [1, 1]
        assert sum(count for _month, count in months) == 2
        assert sum(count for _month, count in moves_by_month(world.viewer("leo"))) == 0


class TestR058Choices:
    def chosen(self, world, by="ana", choice="deeper", code="MA.FR.1", text=""):
        return choose(
            viewer=world.viewer(by),
            learner_uuid=world.ana.uuid,
            competency_uuid=world.competency(code).uuid,
            choice=choice,
            text=text,
        )

    def test_a_learner_proposes_and_her_teacher_agrees_and_the_family_sees_both(self, world, shows):
        shows("ana", "MA.FR.1")
        made = self.chosen(world, text="A recipe book.")
        (waiting,) = choices_to_agree(world.viewer("ortiz"))
        assert (waiting.uuid, waiting.choice, waiting.text) == (made, "deeper", "A recipe book.")
        agree_choice(viewer=world.viewer("ortiz"), choice_uuid=made)
        assert choices_to_agree(world.viewer("ortiz")) == ()
        seen = choices_of(world.viewer("rosa"), world.ana)[world.competency("MA.FR.1").pk]
        assert (seen.chosen_by, seen.agreed_by, seen.text) == ("Ana Reyes", "Elena Ortiz", "A recipe book.")
        assert audit.trail(act="advancement.cho", learner_uuid=world.ana.uuid).count() == 2

    def test_before_it_is_proficient_there_is_nothing_to_choose(self, world):
        with pytest.raises(Refused, match="as soon as"):
            self.chosen(world)

    @pytest.mark.parametrize("choice", ["", "rest", "ADVANCE"])
    def test_only_the_three_ways_are_taken(self, world, shows, choice):
        shows("ana", "MA.FR.1")
        with pytest.raises(Refused):
            self.chosen(world, choice=choice)

    def test_a_family_does_not_choose_and_strangers_see_nothing(self, world, shows):
        shows("ana", "MA.FR.1")
        with pytest.raises(NotAllowed):
            self.chosen(world, by="rosa")
        for stranger in ("ben", "finch", "emil"):
            with pytest.raises(NotFound):
                self.chosen(world, by=stranger)
        assert choices_of(world.viewer("finch"), world.ana) == {}

    def test_a_changed_mind_waits_for_a_word_again_and_the_same_sent_twice_is_one(self, world, shows):
        shows("ana", "MA.FR.1")
        first = self.chosen(world)
        assert self.chosen(world) == first
        agree_choice(viewer=world.viewer("webb"), choice_uuid=first)
        assert choices_to_agree(world.viewer("ortiz")) == ()
        self.chosen(world, choice="apply")
        (waiting,) = choices_to_agree(world.viewer("ortiz"))
        assert waiting.choice == "apply"
        with pytest.raises(NotFound):
            agree_choice(viewer=world.viewer("webb"), choice_uuid=first)

    def test_a_teacher_who_chooses_with_her_agrees_by_it(self, world, shows):
        shows("ana", "MA.FR.1")
        self.chosen(world, by="ortiz", choice="advance")
        assert choices_of(world.viewer("ana"), world.ana)[world.competency("MA.FR.1").pk].agreed_by
        assert choices_to_agree(world.viewer("webb")) == ()


class TestR055ThereIsNoSuchVerb:
    WORDS = ("retain", "repeat_year", "repeat-year", "repeat_grade", "promote", "hold_back", "hold-back")

    def test_no_address_and_no_verb_of_the_doors_retains_repeats_or_promotes(self):
        import headway.district.people.api as people
        import headway.district.placement.api as placement

        names = [str(one).lower() for one in addresses(get_resolver())]
        verbs = [name.lower() for api in (door, people, placement) for name in api.__all__]
        assert len(names) > 100
        assert [one for one in (*names, *verbs) if any(word in one for word in self.WORDS)] == []

    def test_no_grain_no_column_and_no_choice_is_about_a_year(self):
        from headway.district.advancement.types import Grain, NextChoiceKind

        columns = {field.name for field in Advancement._meta.get_fields()}
        words = {*columns, *Grain.values, *NextChoiceKind.values}
        assert not any(
            part in word for word in words for part in ("year", "grade", "retain", "promot", "age")
        )
