"""Nobody decides about her own family, nor answers about her own decision while somebody else may."""

from __future__ import annotations

import pytest

from headway.district.foundation.api import NotAllowed, Refused
from headway.district.foundation.api import clock as now_is
from headway.district.foundation.models import AuditEntry
from headway.district.people import services as people
from headway.district.placement.api import (
    BulkLine,
    answer_appeal,
    answers_to_appeals,
    appeal,
    bring_course,
    levels_of,
    open_appeals,
    open_plan_task,
    own,
    place,
    place_in_bulk,
    sign,
    sign_course,
    withdraw,
    write_plan,
)
from tests.district.placement.conftest import BUILDER


@pytest.fixture
def family(world):
    """family("cora"): from now on she is Ana's guardian, beside what she does at the school."""

    def relate(who, may_see=True):
        people.set_guardian(guardian=getattr(world, who), learner=world.ana, may_see=may_see, by=BUILDER)

    return relate


class TestOwnFamily:
    @pytest.mark.parametrize("may_see", [True, False])
    def test_a_counsellor_does_not_decide_about_her_own_child_and_hears_who_can(self, world, family, may_see):
        family("cora", may_see)
        with pytest.raises(NotAllowed) as refused:
            place(viewer=world.viewer("cora"), learner_uuid=world.ana.uuid, domain_code="MA", level=4)
        assert "your own family" in str(refused.value.sentence)
        assert "Lee Park" in str(refused.value.remedy)
        assert "Cora" not in str(refused.value.remedy)
        assert place(viewer=world.viewer("lee"), learner_uuid=world.ana.uuid, domain_code="MA", level=4)
        assert place(viewer=world.viewer("cora"), learner_uuid=world.ben.uuid, domain_code="MA", level=4)

    def test_other_family_is_not_named_either(self, world, family, leveling):
        leveling(deciders=["leader"])
        for who in ("lee", "lena"):
            family(who)
        with pytest.raises(NotAllowed) as refused:
            place(viewer=world.viewer("lee"), learner_uuid=world.ana.uuid, domain_code="MA", level=4)
        assert "Lena" not in str(refused.value.remedy)
        assert "district" in str(refused.value.remedy)

    def test_a_teacher_does_not_judge_her_own_child(self, world, family, judged):
        family("ortiz")
        with pytest.raises(NotAllowed, match="not by family"):
            judged("ana", 4)
        assert judged("ben", 4)

    def test_a_decision_about_her_own_child_is_not_taken_back_by_her(self, world, family, placed):
        decision = placed("ana", 4, by="lee").placement_uuid
        family("cora")
        with pytest.raises(NotAllowed):
            withdraw(viewer=world.viewer("cora"), placement_uuid=decision)
        assert ("MA", "") in levels_of((world.ana.pk,))[world.ana.pk]

    def test_many_at_once_leave_her_own_child_out(self, world, family):
        family("cora")
        lines = [BulkLine(one.pk, "MA", 4) for one in (world.ana, world.ben)]
        with pytest.raises(Refused, match="other schools"):
            place_in_bulk(viewer=world.viewer("cora"), lines=lines)
        assert place_in_bulk(viewer=world.viewer("lee"), lines=lines).placed == 2

    def test_a_leader_does_not_sign_a_course_of_her_own_child(self, world, family):
        course = bring_course(
            viewer=world.viewer("cora"),
            learner_uuid=world.ana.uuid,
            title="Math 4",
            domain_code="MA",
            level=4,
        )
        family("lee")
        with pytest.raises(NotAllowed) as refused:
            sign_course(viewer=world.viewer("lee"), course_uuid=course)
        assert "Lena Moss" in str(refused.value.remedy)
        assert sign_course(viewer=world.viewer("lena"), course_uuid=course)

    def test_a_plan_is_seen_to_by_somebody_else_and_signed_by_her_as_family(self, world, family):
        task = open_plan_task(learner=world.ana, reason="leveling", by=BUILDER, domain_code="MA")
        family("ortiz")
        with pytest.raises(NotAllowed):
            own(viewer=world.viewer("ortiz"), task_uuid=task.uuid, owner_uuid=world.ortiz.uuid)
        with pytest.raises(Refused, match="family"):
            own(viewer=world.viewer("lee"), task_uuid=task.uuid, owner_uuid=world.ortiz.uuid)
        own(viewer=world.viewer("lee"), task_uuid=task.uuid, owner_uuid=world.webb.uuid)
        words = {"goal": "Adds fractions.", "steps": "Weekly.", "support": "Mr Webb."}
        with pytest.raises(NotAllowed):
            write_plan(viewer=world.viewer("ortiz"), task_uuid=task.uuid, **words)
        revision = write_plan(viewer=world.viewer("webb"), task_uuid=task.uuid, **words)
        assert sign(viewer=world.viewer("ortiz"), task_uuid=task.uuid, revision=revision) == "family"


def asked(world, placement, by="rosa"):
    return appeal(viewer=world.viewer(by), placement_uuid=placement, text="She did this at her old school.")


class TestAnswering:
    def test_who_decided_does_not_answer_while_somebody_else_may(self, world, placed):
        first = asked(world, placed("ana", 4).placement_uuid)
        with pytest.raises(NotAllowed) as refused:
            answer_appeal(viewer=world.viewer("cora"), appeal_uuid=first, code="kept")
        assert "Lee Park" in str(refused.value.remedy)
        (mine,), (hers,) = open_appeals(world.viewer("cora")), open_appeals(world.viewer("lee"))
        assert (mine.is_own, mine.may_answer, "Lee Park" in mine.others) == (True, False, True)
        assert (hers.is_own, hers.may_answer) == (False, True)
        answer_appeal(viewer=world.viewer("lee"), appeal_uuid=first, code="kept")
        (answer,) = answers_to_appeals(world.viewer("rosa"), world.ana.uuid)
        assert (answer.code, answer.level, answer.same_person) == ("kept", 4, False)

    def test_where_nobody_else_may_she_answers_and_it_says_so(self, world, placed, leveling):
        leveling(deciders=["counsellor"])
        first = asked(world, placed("ana", 4).placement_uuid)
        (mine,) = open_appeals(world.viewer("cora"))
        assert (mine.is_own, mine.may_answer, mine.others) == (True, True, ())
        answer_appeal(viewer=world.viewer("cora"), appeal_uuid=first, code="kept")
        (answer,) = answers_to_appeals(world.viewer("ana"), world.ana.uuid)
        assert answer.same_person
        assert AuditEntry.objects.get(act="placement.appeal_answered").facts["by_decider"] is True

    def test_family_with_a_duty_does_not_answer(self, world, placed, family):
        first = asked(world, placed("ana", 4, by="lee").placement_uuid)
        family("cora")
        with pytest.raises(NotAllowed, match="your own family"):
            answer_appeal(viewer=world.viewer("cora"), appeal_uuid=first, code="kept")
        (shown,) = open_appeals(world.viewer("cora"))
        assert (shown.is_family, shown.may_answer) == (True, False)

    def test_who_may_is_asked_once_for_many(self, world, placed, django_assert_max_num_queries):
        asked(world, placed("ana", 4).placement_uuid)
        cora = world.viewer("cora")
        open_appeals(cora)
        for who in ("ben", "chloe", "dev"):
            asked(world, placed(who, 4).placement_uuid, by="ortiz")
        with django_assert_max_num_queries(7):
            assert len(open_appeals(cora)) == 4

    def test_a_decision_that_is_taken_back_answers_whoever_asked(self, world, placed):
        decision = placed("ana", 4).placement_uuid
        first = asked(world, decision)
        assert withdraw(viewer=world.viewer("cora"), placement_uuid=decision) == ()
        (answer,) = answers_to_appeals(world.viewer("rosa"), world.ana.uuid)
        assert (answer.code, answer.level) == ("taken_back", 4)
        assert open_appeals(world.viewer("lee")) == ()
        answer_appeal(viewer=world.viewer("lee"), appeal_uuid=first, code="taken_back")
        assert len(answers_to_appeals(world.viewer("rosa"), world.ana.uuid)) == 1

    def test_an_earlier_look_at_the_record_knows_no_later_answer(self, world, placed, clock):
        first = asked(world, placed("ana", 4).placement_uuid)
        before = now_is.now()
        clock.advance(days=1)
        answer_appeal(viewer=world.viewer("lee"), appeal_uuid=first, code="kept")
        assert answers_to_appeals(world.viewer("rosa"), world.ana.uuid, before) == ()

    def test_the_decision_since_is_found_by_itself(self, world, placed, clock):
        first = asked(world, placed("ana", 4).placement_uuid)
        clock.advance(minutes=1)
        placed("ana", 5, reason="Looked again.")
        answer_appeal(viewer=world.viewer("lee"), appeal_uuid=first, code="changed")
        (answer,) = answers_to_appeals(world.viewer("rosa"), world.ana.uuid)
        assert (answer.code, answer.new_level) == ("changed", 5)


class TestWhatWeighedMost:
    def test_a_decision_stands_on_no_source_that_is_not_there(self, world, placed, judged):
        with pytest.raises(Refused, match="no such source"):
            placed("ana", 4, basis="check")
        assert levels_of((world.ana.pk,)) == {}
        placed("ana", 4, basis="judgement")
        bring_course(
            viewer=world.viewer("cora"),
            learner_uuid=world.ben.uuid,
            title="Math 4",
            domain_code="MA",
            level=4,
        )
        placed("ben", 4, basis="transcript")
        placed("ben", 4, strand="MA.FR", basis="transcript")
        with pytest.raises(Refused, match="no such source"):
            placed("ben", 4, domain="LI", basis="transcript")
