"""Moving on by rule and signature: R050, R051, R052, R053, R060."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from headway.district.advancement.api import (
    choose_seat,
    moved,
    moves_of,
    passage_page,
    ready_to_advance,
    sign_off,
    stages_of,
    take_back_signature,
    verify,
    withdraw,
)
from headway.district.advancement.models import Advancement, OpenedSeat
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, Refused, audit
from headway.district.people import services as people
from headway.district.people.api import sections_attended
from headway.district.proficiency.api import frontier_of
from tests.district.advancement.conftest import BUILDER, LEVEL_FOUR, TWO_NAMES


def sign(world, who="ana", by="ortiz", **more):
    return sign_off(
        viewer=world.viewer(by),
        learner_uuid=getattr(world, who).uuid,
        grain=more.pop("grain", "level"),
        code=more.pop("code", "MA"),
        **more,
    )


def stage(world, who="ana", domain="MA"):
    learner = getattr(world, who).pk
    return stages_of((learner,)).get(learner, {}).get(domain)


def attended(learner):
    return [one.title for one in sections_attended(learner.pk)]


class TestR050ThePolicyDecides:
    def test_changing_the_policy_changes_what_is_asked_without_code(self, world, placed, shows, rule):
        placed("ana", 4)
        shows("ana", "MA.FR.2")
        with pytest.raises(Refused) as refused:
            sign(world)
        assert "Reading a chart" in str(refused.value.problems[0].sentence)
        rule({"level": {"asks": "named", "named": ["world-MA.FR.2"]}})
        assert sign(world).advancement_uuid
        assert stage(world).level == 5

    def test_a_school_takes_a_grain_up_on_its_own_day(self, world, placed, shows, rule, clock):
        variation = {
            "grain": "level",
            "school": [str(world.alder.uuid)],
            "from_on": "2026-10-20",
            "set": {"signer": "leader"},
        }
        rule({"variations": [variation]})
        for who in ("ana", "ben"):
            placed(who, 4)
            shows(who, *LEVEL_FOUR)
        assert sign(world, "ana").advancement_uuid
        clock.set("2026-10-20 09:00")
        with pytest.raises(NotAllowed, match="leader"):
            sign(world, "ben")
        assert sign(world, "ben", by="lee").advancement_uuid

    def test_a_grain_that_a_school_does_not_sign_is_refused_with_why(self, world, shows, rule):
        rule({"level": {"used": False}})
        shows("ana", *LEVEL_FOUR)
        with pytest.raises(Refused, match="does not sign here"):
            sign(world)
        assert ready_to_advance(world.viewer("ortiz")) == ()

    def test_what_may_stay_open_is_named_by_whoever_signs(self, world, placed, shows, rule):
        rule({"level": {"may_stay_open": 1}})
        placed("ana", 4)
        shows("ana", "MA.FR.2")
        with pytest.raises(Refused, match="names it"):
            sign(world)
        assert sign(world, named_open=(world.competency("MA.DA.1").uuid,)).advancement_uuid
        kept = Advancement.objects.get()
        assert (kept.facts["open"], kept.is_exception) == ([world.competency("MA.DA.1").pk], False)

    def test_a_gateway_is_signed_where_the_policy_says_so(self, world, shows, rule):
        rule({"gateway": {"used": True, "asks": "named", "named": ["world-MA.FR.1"]}})
        shows("ana", "MA.FR.1")
        with pytest.raises(NotAllowed):
            sign(world, grain="gateway", code="3")
        assert sign(world, by="lee", grain="gateway", code="3").advancement_uuid
        with pytest.raises(Conflict):
            sign(world, by="lena", grain="gateway", code="3")
        assert stage(world) is None


class TestR051CumulativeAssessmentAndVerifier:
    def test_a_teacher_alone_is_refused_and_with_both_the_learner_advances(
        self, world, placed, shows, rule, assessed
    ):
        rule(TWO_NAMES)
        placed("ana", 4)
        shows("ana", *LEVEL_FOUR)
        with pytest.raises(Refused) as refused:
            sign(world)
        assert "cumulative assessment comes next" in refused.value.remedy
        assessed("ana", *LEVEL_FOUR)
        outcome = sign(world)
        assert outcome.advancement_uuid is None
        assert stage(world).level == 4
        verify(viewer=world.viewer("lee"), awaited_uuid=outcome.awaited_uuid)
        assert stage(world).level == 5
        row = Advancement.objects.get()
        assert (row.signed_by_id, row.verified_by_id) == (world.ortiz.pk, world.lee.pk)
        assert row.facts["cumulative"]

    def test_a_cumulative_assessment_that_is_too_old_or_not_yet_proficient_does_not_count(
        self, world, placed, shows, rule, assessed, clock
    ):
        rule(TWO_NAMES)
        placed("ana", 4)
        shows("ana", *LEVEL_FOUR)
        assessed("ana", "MA.FR.2", level=2)
        with pytest.raises(Refused) as refused:
            sign(world)
        assert "not yet proficient: Equal fractions" in refused.value.remedy
        clock.advance(days=90)
        with pytest.raises(Refused) as refused:
            sign(world)
        assert "longer ago than the rule allows" in refused.value.remedy

    @pytest.mark.parametrize("who", ["ortiz", "webb", "cora", "finch", "rosa"])
    def test_only_somebody_with_the_duty_who_did_not_teach_verifies(
        self, world, placed, shows, rule, assessed, who
    ):
        outcome = self.first_signature(world, placed, shows, rule, assessed)
        if who == "cora":
            assert verify(viewer=world.viewer(who), awaited_uuid=outcome.awaited_uuid).advancement_uuid
            return
        with pytest.raises((NotAllowed, NotFound)):
            verify(viewer=world.viewer(who), awaited_uuid=outcome.awaited_uuid)
        assert stage(world).level == 4

    def test_a_verifier_who_taught_the_learner_in_an_earlier_year_is_refused(
        self, world, placed, shows, rule, assessed
    ):
        earlier = world.year.starts_on - dt.timedelta(days=200)
        section = people.create_section(
            school=world.alder, title="Mathematics 3", course=world.mathematics.course, by=BUILDER
        )
        people.staff_section(section=section, person=world.lee, from_on=earlier, to_on=earlier, by=BUILDER)
        people.enrol(section=section, learner=world.ana, from_on=earlier, to_on=earlier, by=BUILDER)
        outcome = self.first_signature(world, placed, shows, rule, assessed)
        with pytest.raises(NotAllowed, match="taught or rated"):
            verify(viewer=world.viewer("lee"), awaited_uuid=outcome.awaited_uuid)
        assert verify(viewer=world.viewer("lena"), awaited_uuid=outcome.awaited_uuid).advancement_uuid

    def test_the_record_is_looked_at_anew_when_the_verifier_signs(self, world, placed, shows, rule, assessed):
        outcome = self.first_signature(world, placed, shows, rule, assessed)
        shows("ana", "MA.DA.1", level=2)
        with pytest.raises(Refused, match="does not hold yet"):
            verify(viewer=world.viewer("lee"), awaited_uuid=outcome.awaited_uuid)

    def test_the_first_signature_can_be_taken_back_and_given_again(
        self, world, placed, shows, rule, assessed
    ):
        outcome = self.first_signature(world, placed, shows, rule, assessed)
        with pytest.raises(Conflict, match="verifier has to look next"):
            sign(world, by="webb")
        take_back_signature(viewer=world.viewer("ortiz"), awaited_uuid=outcome.awaited_uuid)
        with pytest.raises(Conflict):
            verify(viewer=world.viewer("lee"), awaited_uuid=outcome.awaited_uuid)
        assert sign(world, by="webb").awaited_uuid

    def first_signature(self, world, placed, shows, rule, assessed):
        rule(TWO_NAMES)
        placed("ana", 4)
        shows("ana", *LEVEL_FOUR)
        assessed("ana", *LEVEL_FOUR)
        return sign(world)


class TestR052WithinALevel:
    def test_nobody_signs_a_competency_a_second_time(self, world, shows):
        shows("ana", "MA.FR.1")
        assert "MA.FR.2" in {one.competency.code for one in frontier_of(world.viewer("ana"), world.ana).ready}
        with pytest.raises(Refused, match="final"):
            sign(world, grain="competency", code=str(world.competency("MA.FR.1").uuid))

    def test_no_module_waits_for_a_signature_unless_a_school_wants_one(self, world, shows):
        shows("ana", "MA.FR.2")
        assert {one.passage.grain for one in ready_to_advance(world.viewer("ortiz"))} <= {"level"}


class TestR053TheSameMinute:
    def test_in_the_middle_of_a_term_level_section_and_roster_change_at_once(
        self, world, placed, shows, section
    ):
        section(5, teacher=world.finch)
        placed("ana", 4)
        shows("ana", "MA.FR.1", *LEVEL_FOUR)
        outcome = sign(world)
        info = moved(world.viewer("lee"), outcome.advancement_uuid)
        assert attended(world.ana) == ["Mathematics 5, Alder"]
        assert (info.opens.joined, info.opens.left) == ("Mathematics 5, Alder", "Mathematics, Alder")
        assert {one.code for one in info.opens.competencies} == {"MA.FR.3", "MA.DA.2"}
        assert stage(world) == stages_of((world.ana.pk,))[world.ana.pk]["MA"]
        assert (stage(world).level, stage(world).source) == (5, "advancement")
        (seen,) = moves_of(world.viewer("rosa"), world.ana)
        assert seen.uuid == outcome.advancement_uuid

    def test_with_several_sections_a_person_chooses_then_or_afterwards(self, world, placed, shows, section):
        first, second = section(5, "Morning"), section(5, "Afternoon")
        for who in ("ana", "ben"):
            placed(who, 4)
            shows(who, *LEVEL_FOUR)
        sign(world, "ana", section_uuid=second.uuid)
        assert attended(world.ana) == ["Afternoon"]
        outcome = sign(world, "ben")
        assert attended(world.ben) == ["Mathematics, Alder"]
        info = moved(world.viewer("ortiz"), outcome.advancement_uuid)
        assert [one.title for one in info.opens.to_choose] == ["Afternoon", "Morning"]
        choose_seat(
            viewer=world.viewer("ortiz"),
            advancement_uuid=outcome.advancement_uuid,
            section_uuid=first.uuid,
        )
        assert attended(world.ben) == ["Morning"]

    def test_a_section_of_another_school_or_level_is_refused_and_nothing_is_written(
        self, world, placed, shows, section
    ):
        elsewhere = section(5, "Mathematics 5, Birch", school=world.birch)
        placed("ana", 4)
        shows("ana", *LEVEL_FOUR)
        for wrong in (elsewhere.uuid, world.mathematics.uuid, uuid.uuid4()):
            with pytest.raises(Refused, match="not one of the school's"):
                sign(world, section_uuid=wrong)
        assert not Advancement.objects.exists()

    def test_taking_it_back_gives_level_and_seat_back(self, world, placed, shows, section):
        section(5)
        placed("ana", 4)
        shows("ana", *LEVEL_FOUR)
        outcome = sign(world)
        # Ana has left her section, and still Ms Ortiz can take back what she signed.
        withdraw(viewer=world.viewer("ortiz"), advancement_uuid=outcome.advancement_uuid)
        withdraw(viewer=world.viewer("ortiz"), advancement_uuid=outcome.advancement_uuid)
        assert attended(world.ana) == ["Mathematics, Alder"]
        assert stage(world).level == 4
        assert audit.trail(act="advancement.withdrawn").count() == 1

    def test_what_a_later_sign_off_stands_on_is_taken_back_last(self, world, placed, shows):
        placed("ana", 3)
        shows("ana", "MA.FR.1", *LEVEL_FOUR)
        first, second = sign(world), sign(world)
        assert stage(world).level == 5
        with pytest.raises(Conflict, match="later"):
            withdraw(viewer=world.viewer("ortiz"), advancement_uuid=first.advancement_uuid)
        withdraw(viewer=world.viewer("ortiz"), advancement_uuid=second.advancement_uuid)
        withdraw(viewer=world.viewer("ortiz"), advancement_uuid=first.advancement_uuid)
        assert stage(world).level == 3

    def test_a_stage_can_be_asked_for_as_it_was(self, world, placed, shows, clock):
        placed("ana", 4)
        shows("ana", *LEVEL_FOUR)
        before = clock.instant
        clock.advance(days=1)
        sign(world)
        assert stages_of((world.ana.pk,), as_of=before)[world.ana.pk]["MA"].level == 4


class TestR060TheReadyList:
    def test_nobody_waits_to_leave_a_level_from_before_the_day_on_which_she_came_to_it(
        self, world, placed, shows, clock
    ):
        shows("ana", *LEVEL_FOUR)
        clock.advance(days=20)
        placed("ana", 4)
        clock.advance(days=3)
        (item,) = ready_to_advance(world.viewer("ortiz"), learner_uuid=world.ana.uuid)
        assert item.days_waiting == 3

    def test_five_learners_who_are_ready_are_listed_with_the_days_they_wait(
        self, world, placed, shows, clock
    ):
        people.enrol(section=world.mathematics, learner=world.emil, by=BUILDER)
        for who in ("ana", "ben", "chloe", "dev"):
            placed(who, 4)
            shows(who, *LEVEL_FOUR)
            clock.advance(days=2)
        shows("emil", "MA.FR.1")  # placed by nobody yet
        items = ready_to_advance(world.viewer("ortiz"))
        assert [(one.learner_name.split()[0], one.days_waiting) for one in items] == [
            ("Ana", 8),
            ("Ben", 6),
            ("Chloe", 4),
            ("Dev", 2),
            ("Emil", 0),
        ]
        assert [one.is_dated for one in items] == [True] * 4 + [False]
        assert items[0].passage.to_level == 5

    def test_one_open_essential_keeps_her_off_the_list_and_its_page_says_what_is_open(
        self, world, placed, shows
    ):
        placed("ana", 4)
        shows("ana", "MA.FR.2")
        assert ready_to_advance(world.viewer("ortiz")) == ()
        page = passage_page(world.viewer("ortiz"), world.ana.uuid, "level", "MA")
        assert not page.is_ready
        assert "Reading a chart" in page.missing[0]

    def test_a_teacher_sees_the_domain_she_teaches_and_an_adviser_all(self, world, placed, shows):
        placed("ana", 4)
        shows("ana", *LEVEL_FOUR, "LI.RE.1")
        assert [one.passage.domain_code for one in ready_to_advance(world.viewer("ortiz"))] == ["MA"]
        assert {one.passage.domain_code for one in ready_to_advance(world.viewer("webb"))} == {"MA", "LI"}
        assert ready_to_advance(world.viewer("finch")) == ()

    def test_who_moved_on_is_off_the_list(self, world, placed, shows):
        placed("ana", 4)
        shows("ana", *LEVEL_FOUR)
        sign(world)
        assert ready_to_advance(world.viewer("ortiz")) == ()


class TestWhoMaySign:
    @pytest.mark.parametrize("who", ["ana", "rosa", "tessa", "cora", "reggie", "lee", "priya"])
    def test_without_the_right_nobody_signs_and_nothing_is_written(self, world, placed, shows, who):
        placed("ana", 4)
        shows("ana", *LEVEL_FOUR)
        with pytest.raises((NotAllowed, NotFound)):
            sign(world, by=who)
        assert not Advancement.objects.exists()

    @pytest.mark.parametrize("who", ["finch", "greta", "leo", "emil", "raul", "nina", "adam"])
    def test_for_strangers_the_learner_does_not_exist(self, world, placed, shows, who):
        placed("ana", 4)
        shows("ana", *LEVEL_FOUR)
        with pytest.raises(NotFound):
            sign(world, by=who)

    def test_an_adviser_may_sign(self, world, placed, shows):
        placed("ana", 4)
        shows("ana", *LEVEL_FOUR)
        assert sign(world, by="webb").advancement_uuid

    def test_for_a_learner_who_left_nothing_is_signed(self, world):
        with pytest.raises((NotAllowed, NotFound)):
            sign(world, "gus", by="lee")

    @pytest.mark.parametrize(
        ("grain", "code"),
        [("level", "HS"), ("level", "XX"), ("module", "x"), ("gateway", "x"), ("year", "5")],
    )
    def test_what_is_no_way_on_is_not_found(self, world, grain, code):
        with pytest.raises(NotFound):
            sign(world, grain=grain, code=code)


class TestTwice:
    def test_the_same_request_sent_twice_is_one_sign_off(self, world, placed, shows, section):
        section(5)
        placed("ana", 4)
        shows("ana", *LEVEL_FOUR)
        # With the first tap Ana joins another teacher's section; the second one is answered all the same.
        first = sign(world, request_key="tap")
        again = sign(world, request_key="tap")
        assert (again.advancement_uuid, again.repeated) == (first.advancement_uuid, True)
        assert (Advancement.objects.count(), OpenedSeat.objects.count()) == (1, 1)
        with pytest.raises(Conflict):
            sign(world, "ben", request_key="tap")

    def test_a_second_teacher_with_the_same_page_open_is_told(self, world, placed, shows):
        placed("ana", 3)
        shows("ana", "MA.FR.1", *LEVEL_FOUR)
        seen = passage_page(world.viewer("ortiz"), world.ana.uuid, "level", "MA").passage.key
        sign(world, by="webb", expected=seen)
        with pytest.raises(Conflict, match="moved on already"):
            sign(world, expected=seen)
        assert stage(world).level == 4


class TestOwnFamily:
    """Whatever her duty is, nobody signs, verifies or makes an exception for her own child."""

    def test_a_teacher_does_not_sign_for_her_own_child_and_hears_who_can(self, world, placed, shows):
        placed("ana", 4)
        shows("ana", *LEVEL_FOUR)
        people.set_guardian(guardian=world.ortiz, learner=world.ana, by=BUILDER)
        with pytest.raises(NotAllowed) as refused:
            sign(world)
        assert "your own family" in str(refused.value.sentence)
        assert "Aiden Webb" in str(refused.value.remedy)
        assert "Ortiz" not in str(refused.value.remedy)
        page = passage_page(world.viewer("ortiz"), world.ana.uuid, "level", "MA")
        assert not page.may_sign
        moved_on = sign(world, by="webb").advancement_uuid
        people.set_guardian(guardian=world.webb, learner=world.ana, by=BUILDER)
        with pytest.raises(NotFound):
            withdraw(viewer=world.viewer("webb"), advancement_uuid=moved_on)
        withdraw(viewer=world.viewer("lee"), advancement_uuid=moved_on)

    @pytest.mark.parametrize("may_see", [True, False])
    def test_nor_is_her_own_child_verified_by_her(self, world, placed, shows, rule, may_see):
        rule({"level": {"verifier": True}})
        placed("ana", 4)
        shows("ana", *LEVEL_FOUR)
        people.set_guardian(guardian=world.cora, learner=world.ana, by=BUILDER, may_see=may_see)
        awaited = sign(world).awaited_uuid
        with pytest.raises(NotAllowed) as refused:
            verify(viewer=world.viewer("cora"), awaited_uuid=awaited)
        assert "Lee Park" in str(refused.value.remedy)
        assert verify(viewer=world.viewer("lee"), awaited_uuid=awaited).advancement_uuid
