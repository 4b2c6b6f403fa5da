"""Asking to look again; and what another school taught (R024)."""

from __future__ import annotations

import pytest

from headway.district.continuum.api import current_map
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, Refused
from headway.district.placement.api import (
    answer_appeal,
    appeal,
    bring_course,
    decline_course,
    leveling_table,
    open_appeals,
    sign_course,
    transfer_courses,
    transfers_to_sign,
)
from headway.district.proficiency.api import decide, standings_of, taken_as_met


def asked(world, placement, by="rosa", text="She did this at her old school."):
    return appeal(viewer=world.viewer(by), placement_uuid=placement, text=text)


class TestAppeals:
    def test_learner_family_and_teacher_may_ask_and_it_waits_for_an_answer(self, world, placed):
        decision = placed("ana", 4).placement_uuid
        first = asked(world, decision)
        assert asked(world, decision, by="ana") == first
        assert asked(world, decision, by="ortiz") == first
        (open_,) = open_appeals(world.viewer("cora"))
        assert (open_.learner, open_.text) == (world.ana, "She did this at her old school.")
        for who in ("greta", "emil", "finch", "raul"):
            with pytest.raises(NotFound):
                asked(world, decision, by=who)
        with pytest.raises(Refused):
            asked(world, decision, text=" ")

    def test_a_person_answers_once(self, world, placed, clock):
        first = asked(world, placed("ana", 4).placement_uuid)
        with pytest.raises(Refused):
            answer_appeal(viewer=world.viewer("lee"), appeal_uuid=first, code="changed")
        clock.advance(minutes=1)
        new = placed("ana", 5, reason="Looked again.").placement_uuid
        answer_appeal(viewer=world.viewer("lee"), appeal_uuid=first, code="changed", placement_uuid=new)
        answer_appeal(viewer=world.viewer("lee"), appeal_uuid=first, code="kept")
        assert open_appeals(world.viewer("cora")) == ()
        with pytest.raises(NotFound):
            answer_appeal(viewer=world.viewer("rosa"), appeal_uuid=first, code="kept")


class TestTransfers:
    def brought(self, world, by="cora", **more):
        return bring_course(
            viewer=world.viewer(by),
            learner_uuid=world.ana.uuid,
            **{"title": "Math 4", "domain_code": "MA", "level": 4, "grade": "B+", "school": "Elm School"}
            | more,
        )

    def test_a_course_is_provisional_until_a_leader_signs_and_then_says_transfer(self, world):
        course = self.brought(world)
        (info,) = transfer_courses(world.viewer("cora"), world.ana.uuid)
        assert (info.standing, info.grade, len(info.competencies)) == ("provisional", "B+", 2)
        assert [one.uuid for one in transfers_to_sign(world.viewer("lee"))] == [course]
        assert transfers_to_sign(world.viewer("leo")) == ()
        for who in ("cora", "ortiz", "reggie"):
            with pytest.raises(NotAllowed):
                sign_course(viewer=world.viewer(who), course_uuid=course)
        assert len(sign_course(viewer=world.viewer("lee"), course_uuid=course)) == 2
        assert sign_course(viewer=world.viewer("lee"), course_uuid=course) == ()
        ids = {world.competency("MA.FR.2").pk, world.competency("MA.DA.1").pk}
        assert taken_as_met((world.ana.pk,), current_map())[world.ana.pk] == dict.fromkeys(ids, "transfer")

    def test_the_same_form_sent_twice_enters_one_course(self, world):
        first = self.brought(world, request_key="form-1")
        assert self.brought(world, request_key="form-1") == first
        assert self.brought(world, by="lee", request_key="form-1") != first
        assert self.brought(world, request_key="form-2") != first
        assert len(transfer_courses(world.viewer("cora"), world.ana.uuid)) == 3

    def test_evidence_here_confirms_it(self, world, clock):
        sign_course(viewer=world.viewer("lee"), course_uuid=self.brought(world))
        clock.advance(days=1)
        for code in ("MA.FR.2", "MA.DA.1"):
            decide(
                viewer=world.viewer("ortiz"),
                learner_uuid=world.ana.uuid,
                competency_uuid=world.competency(code).uuid,
                level=3,
                reason="Shown.",
            )
        (info,) = transfer_courses(world.viewer("cora"), world.ana.uuid)
        assert info.standing == "confirmed"
        assert set(info.confirmed) == set(info.competencies)

    def test_nothing_that_was_decided_here_is_overwritten(self, world):
        decide(
            viewer=world.viewer("ortiz"),
            learner_uuid=world.ana.uuid,
            competency_uuid=world.competency("MA.FR.2").uuid,
            level=2,
            reason="Seen.",
        )
        sign_course(viewer=world.viewer("lee"), course_uuid=self.brought(world))
        assert standings_of(world.viewer("cora"), world.ana)[world.competency("MA.FR.2").pk].level == 2

    def test_it_speaks_for_its_level_and_the_one_after_and_declined_for_nothing(self, world):
        course = self.brought(world)

        def spoken():
            table = leveling_table(world.viewer("cora"), world.ana.uuid)
            return [
                (one.kind, one.levels, one.confidence)
                for line in table.lines
                if (line.domain_code, line.strand_code) == ("MA", "")
                for one in line.sources
            ]

        assert spoken() == [("transcript", (4, 5), "open")]
        decline_course(viewer=world.viewer("lee"), course_uuid=course)
        assert spoken() == []
        with pytest.raises(Conflict):
            sign_course(viewer=world.viewer("lee"), course_uuid=course)

    def test_who_may_not_enter_one(self, world):
        for who in ("ortiz", "webb"):
            with pytest.raises(NotAllowed):
                self.brought(world, by=who)
        for who in ("rosa", "ana", "carl"):
            with pytest.raises(NotFound):
                self.brought(world, by=who)
        for more, field in (
            ({"title": " "}, "title"),
            ({"level": 12}, "level"),
            ({"domain_code": ""}, "domain_code"),
        ):
            with pytest.raises(Refused) as refused:
                self.brought(world, **more)
            assert refused.value.problems[0].field == field
