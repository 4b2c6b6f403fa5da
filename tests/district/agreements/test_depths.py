"""Going deeper is suggested where the pace is high and the evidence stays at recall and routine; and adults may see it otherwise."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.agreements import api as agreements
from headway.district.agreements.models import PlanNote
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, Refused, clock, trail
from headway.district.policy.api import PolicyKind, adopt
from tests.district.agreements.conftest import BY, MATHS

pytestmark = pytest.mark.django_db


@pytest.fixture
def later():
    """`with later(days=3):` it is so much later."""

    def at(**more):
        return clock.at(clock.now() + dt.timedelta(**more))

    return at


def of_maths(world, who="webb", learner="ana"):
    found = agreements.depths_of(world.viewer(who), getattr(world, learner))
    return next((one for one in found if one.domain.code == "MA"), None)


class TestTheSuggestion:
    def test_high_pace_on_recall_and_routine_suggests_going_deeper(self, world, shown, expected):
        expected(MA=4)
        for code, depth in zip(MATHS, (1, 2, 1), strict=True):
            shown(code, depth=depth)
        found = of_maths(world)
        assert found.deepen
        assert found.is_suggested
        assert (found.shallow, found.known, found.unknown) == (3, 3, 0)
        assert [one.deepest for one in found.items] == [1, 1, 2]
        assert all(one.pieces == 1 and one.kinds == 1 for one in found.items)
        assert "rest on tasks of recall and routine alone" in found.sentences[0]
        assert "the district expects 4" in found.sentences[1]

    def test_a_deeper_piece_takes_the_suggestion_away(self, world, shown, expected):
        expected(MA=4)
        for code in MATHS:
            shown(code, depth=1)
        for code in MATHS[:2]:
            shown(code, depth=3, decided=None, form="project")
        found = of_maths(world)
        assert not found.deepen
        assert {one.competency.code: (one.pieces, one.kinds, one.deepest) for one in found.items} == {
            "MA.FR.1": (2, 2, 3),
            "MA.FR.2": (2, 2, 3),
            "MA.DA.1": (1, 1, 1),
        }

    def test_a_deep_piece_that_is_not_yet_proficient_is_no_depth_shown(self, world, shown, expected):
        expected(MA=4)
        for code in MATHS:
            shown(code, depth=1)
            shown(code, depth=4, level=2, decided=None)
        assert of_maths(world).deepen

    def test_a_piece_taken_back_counts_for_nothing(self, world, shown, expected):
        from headway.district.proficiency.api import withdraw_rating

        expected(MA=4)
        for code in MATHS:
            shown(code, depth=1)
        for code in MATHS[:2]:
            outcome = shown(code, depth=3, decided=None)
            withdraw_rating(viewer=world.viewer("ortiz"), rating_uuid=outcome.rating_uuids[0], reason="undo")
        assert of_maths(world).deepen

    def test_where_no_depth_is_named_nothing_is_said(self, world, shown, expected):
        expected(MA=4)
        for code in MATHS:
            shown(code)
        found = of_maths(world)
        assert not found.deepen
        assert found.unknown == 3

    def test_a_pace_that_leaves_no_room_suggests_nothing(self, world, shown, expected):
        expected(MA=400)
        for code in MATHS:
            shown(code, depth=1)
        assert not of_maths(world).deepen

    def test_the_agreed_rate_goes_before_the_expected_one(self, world, shown, expected, plan):
        expected(MA=400)
        for code in MATHS:
            shown(code, depth=1)
        plan.agreed("MA.DA.2", weeks=6)
        found = of_maths(world)
        assert found.is_agreed
        assert found.rate < 20
        assert found.deepen
        assert "the agreed plan asks for" in found.sentences[1]

    def test_the_thresholds_are_the_district_s(self, world, shown, expected):
        expected(MA=4)
        for code, depth in zip(MATHS, (1, 1, 3), strict=True):
            shown(code, depth=depth)
        assert of_maths(world).deepen
        adopt(
            kind=PolicyKind.PACE_SIGNALS,
            text="Deeper only where it is all recall.",
            parameters={"shallow_share": 0.9},
            effective_on=clock.today(),
            by=BY,
        )
        assert not of_maths(world).deepen
        adopt(
            kind=PolicyKind.PACE_SIGNALS,
            text="Of four at least.",
            parameters={"depth_fewest": 4},
            effective_on=clock.today(),
            by=BY,
        )
        assert of_maths(world) is None

    def test_as_many_questions_for_a_group_as_for_one(
        self, world, shown, expected, plan, django_assert_max_num_queries
    ):
        expected(MA=4)
        for code in MATHS:
            shown(code, depth=1)
        plan.agreed("MA.DA.2")
        agreements.note_depth(
            world.viewer("webb"), world.ana.uuid, domain_code="MA", reason="A show follows."
        )
        webb = world.viewer("webb")
        agreements.depths_of_many(webb, [world.ana])
        with django_assert_max_num_queries(25) as one:
            agreements.depths_of_many(webb, [world.ana])
        for learner in ("ben", "chloe"):
            for code in MATHS:
                shown(code, depth=1, learner=learner)
        with django_assert_max_num_queries(len(one.captured_queries)):
            found = agreements.depths_of_many(webb, [world.ana, world.ben, world.chloe])
        assert {key: of[0].deepen for key, of in found.items()} == {
            world.ana.pk: True,
            world.ben.pk: True,
            world.chloe.pk: True,
        }

    def test_strangers_ask_in_vain(self, world, shown):
        for code in MATHS:
            shown(code, depth=1)
        with pytest.raises(NotFound):
            agreements.depths_of(world.viewer("finch"), world.ana)


class TestDepartingFromIt:
    @pytest.fixture
    def suggested(self, world, shown, expected):
        expected(MA=4)
        for code in MATHS:
            shown(code, depth=1)

    def note(self, world, who="webb", **more):
        given = {"domain_code": "MA", "reason": "The science fair uses all three."} | more
        return agreements.note_depth(world.viewer(who), world.ana.uuid, **given)

    def test_it_stands_beside_the_suggestion_with_who_when_and_why(self, world, suggested):
        self.note(world)
        found = of_maths(world)
        assert found.deepen
        assert not found.is_suggested
        assert found.noted.reason == "The science fair uses all three."
        assert found.noted.by_name == "Aiden Webb"
        assert found.noted.evidence["shallow"] == 3
        (entry,) = trail(act="agreements.plan_noted").entries
        assert entry.learner_uuid == world.ana.uuid

    def test_it_ends_when_new_evidence_comes_in_the_domain_and_only_then(
        self, world, suggested, shown, later
    ):
        self.note(world)
        with later(hours=1):
            shown("LI.RE.1", depth=1, decided=None)
            assert of_maths(world).noted
            # Shown before the note, recorded after it: new all the same.
            shown("MA.FR.1", depth=1, decided=None, days_ago=30)
            found = of_maths(world)
            assert found.is_suggested
            assert found.noted is None

    def test_without_a_reason_it_is_refused_at_its_field(self, world, suggested):
        with pytest.raises(Refused) as problem:
            self.note(world, reason="  ")
        assert problem.value.problems[0].field == "note"
        assert not PlanNote.objects.exists()

    def test_where_nothing_is_suggested_there_is_nothing_to_depart_from(self, world, suggested):
        with pytest.raises(Conflict):
            self.note(world, domain_code="LI")

    def test_only_her_adults_may(self, world, suggested):
        for who in ("ana", "rosa", "tessa", "lee"):
            with pytest.raises((NotAllowed, NotFound)):
                self.note(world, who)
        with pytest.raises(NotFound):
            self.note(world, "finch")
        for who in ("ortiz", "cora"):
            assert self.note(world, who)

    def test_the_same_request_twice_is_one_note_and_it_is_taken_back_by_its_writer(self, world, suggested):
        first, again = self.note(world, request_key="k"), self.note(world, request_key="k")
        assert first == again
        assert PlanNote.objects.count() == 1
        with pytest.raises(NotAllowed):
            agreements.withdraw_note(world.viewer("ortiz"), first)
        agreements.withdraw_note(world.viewer("webb"), first)
        agreements.withdraw_note(world.viewer("webb"), first)
        assert PlanNote.objects.count() == 2
        assert of_maths(world).is_suggested


class TestNotingWhereAPlanStands:
    def read(self, world, plan, target):
        from headway.district.agreements.outlooks import plans_of
        from headway.district.continuum.api import current_map

        info = plan.target(target)
        notes = agreements.notes_of([world.ana.pk]).get(world.ana.pk, ())
        reading = plans_of(world.ana, [info], current_map())[info.id][0]
        return agreements.with_note(reading, notes, info.id)

    def note(self, world, target, who="webb", standing="on_target", **more):
        given = {"standing": standing, "reason": "The model is built; it is shown on Friday."} | more
        return agreements.note_standing(world.viewer(who), target, **given)

    def test_the_note_is_told_and_the_reading_stays_beside_it(self, world, plan, later):
        target = plan.agreed(weeks=4)
        with later(days=21):
            assert self.read(world, plan, target).standing == "needs_adjusting"
            self.note(world, target)
            read = self.read(world, plan, target)
            assert (read.standing, read.read, read.mode) == ("on_target", "needs_adjusting", "manual")
            assert read.note == "The model is built; it is shown on Friday."

    def test_it_ends_with_new_evidence_on_what_the_plan_reaches_for(self, world, plan, shown, later):
        target = plan.agreed("MA.FR.1", weeks=4)
        with later(days=21):
            self.note(world, target)
        with later(days=22):
            shown("MA.DA.1", decided=None)
            assert self.read(world, plan, target).mode == "manual"
            shown("MA.FR.1", level=2, decided=None)
            assert self.read(world, plan, target).mode != "manual"

    def test_it_ends_with_another_agreement_and_not_with_an_offer(self, world, plan, later):
        target = plan.agreed("MA.FR.1", weeks=4)
        with later(days=21):
            self.note(world, target)
        with later(days=22):
            plan.renegotiate(target, "webb", weeks=6)
            assert self.read(world, plan, target).mode == "manual"
            plan.sign(target, "ana")
            assert self.read(world, plan, target).mode != "manual"

    def test_what_the_record_says_already_is_no_departure(self, world, plan):
        target = plan.agreed("MA.FR.1", weeks=4)
        with pytest.raises(Refused) as problem:
            self.note(world, target)
        assert problem.value.problems[0].field == "standing"

    def test_a_plan_that_is_not_agreed_has_no_reading(self, world, plan):
        with pytest.raises(Conflict):
            self.note(world, plan.propose("webb", "MA.FR.1"), standing="needs_adjusting")
