"""A second look: who may ask, who may answer, and that nothing is decided by asking."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.evidence.api import (
    answer_second_look,
    ask_second_look,
    count_second_looks,
    second_look,
    second_looks_of,
    second_looks_to_answer,
    take_back_second_look,
)
from headway.district.evidence.models import Evidence, Rating, RatingWithdrawal, SecondLook
from headway.district.evidence.services import asking
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, Refused
from headway.district.foundation.api import clock as time
from headway.district.foundation.models import AuditEntry
from headway.district.people.models import HomeGroupAdviser
from headway.district.policy.models import PolicyVersion
from headway.district.proficiency.models import Determination, Standing


@pytest.fixture
def rating(world):
    evidence = Evidence.objects.create(learner=world.ana, observed_at=time.now(), recorded_at=time.now())
    return rate(world, evidence, world.ortiz)


def rate(world, evidence, rater, level=2, code="MA.FR.1"):
    return Rating.objects.create(
        evidence=evidence,
        learner=evidence.learner,
        competency=world.competency(code),
        level=level,
        rater=rater,
        observed_at=time.now(),
        recorded_at=time.now(),
    )


@pytest.fixture
def ask(world, rating):
    def asked(who="ana", reason="I did it without the ruler.", of=None):
        return ask_second_look(viewer=world.viewer(who), rating_uuid=(of or rating).uuid, reason=reason)

    return asked


class TestAsking:
    def test_a_learner_asks_with_a_reason_and_it_waits_for_another_adult(self, world, rating, ask):
        asked = ask()
        (look,) = second_looks_to_answer(world.viewer("webb"))
        assert (look.uuid, look.reason, look.first_level) == (asked.uuid, "I did it without the ruler.", 2)
        assert look.waits
        assert second_looks_of(world.viewer("ana"), world.ana)[rating.pk].uuid == asked.uuid

    def test_the_first_rater_is_not_asked_to_look_again(self, world, ask):
        ask()
        assert second_looks_to_answer(world.viewer("ortiz")) == ()
        assert count_second_looks(world.viewer("ortiz")) == 0
        assert count_second_looks(world.viewer("webb")) == 1

    def test_strangers_neither_ask_nor_see(self, world, ask):
        for who in ("ben", "emil", "finch", "greta", "raul"):
            with pytest.raises(NotFound):
                ask(who)
        asked = ask()
        assert second_looks_to_answer(world.viewer("finch")) == ()
        assert second_looks_of(world.viewer("finch"), world.ana) == {}
        with pytest.raises(NotFound):
            second_look(world.viewer("finch"), asked.uuid)

    def test_adults_of_the_school_do_not_ask_in_her_place(self, ask):
        for who in ("ortiz", "webb", "tessa", "lee"):
            with pytest.raises(NotAllowed, match="asked for by the learner or the family"):
                ask(who)

    def test_her_family_asks_where_the_district_lets_it(self, world, ask):
        ask("rosa")
        assert SecondLook.objects.get().asked_by == world.rosa

    def test_the_policy_book_can_keep_it_to_learners(self, world, ask):
        PolicyVersion.objects.create(
            organisation=world.district,
            kind="evidence.second_look",
            number=1,
            text="Learners ask themselves.",
            parameters={"families": False},
            effective_on=time.today() - dt.timedelta(days=1),
            recorded_at=time.now(),
            approved_by="test",
        )
        with pytest.raises(NotAllowed, match="learners ask for a second look themselves"):
            ask("rosa")
        ask("ana")

    @pytest.mark.parametrize("reason", ["", "   ", "x" * 4001])
    def test_a_reason_is_needed_and_may_not_be_a_book(self, ask, reason):
        with pytest.raises(Refused) as refused:
            ask(reason=reason)
        assert refused.value.problems[0].field == "reason"
        assert not SecondLook.objects.exists()

    def test_one_waits_at_a_time(self, ask):
        ask()
        with pytest.raises(Conflict, match="asked for already, and it is waiting"):
            ask("rosa")
        assert SecondLook.objects.count() == 1

    def test_two_that_ask_at_the_same_moment_ask_once(self, world, rating, ask, monkeypatch):
        ask()
        # What the check saw a moment before the first one was saved.
        monkeypatch.setattr(asking, "check_ask_second_look", lambda *_given: None)
        monkeypatch.setattr(type(rating.second_looks), "count", lambda _self: 0)
        with pytest.raises(Conflict, match="it is waiting"):
            ask("rosa")
        assert SecondLook.objects.count() == 1

    def test_a_rating_that_was_taken_back_needs_no_second_look(self, rating, ask):
        RatingWithdrawal.objects.create(rating=rating, recorded_at=time.now(), reason="undo")
        with pytest.raises(Conflict, match="taken back already"):
            ask()

    def test_where_nobody_else_may_rate_her_it_says_whom_to_ask(self, ask):
        HomeGroupAdviser.objects.all().delete()
        with pytest.raises(Refused) as refused:
            ask()
        assert "school office" in str(refused.value.remedy)

    def test_asking_changes_no_level_and_keeps_the_reason_out_of_the_trail(self, world, ask):
        before = (list(Standing.objects.values()), list(Determination.objects.values()))
        ask(reason="My brother saw it.")
        assert (list(Standing.objects.values()), list(Determination.objects.values())) == before
        (entry,) = AuditEntry.objects.filter(act="evidence.second_look_asked")
        assert entry.learner_uuid == world.ana.uuid
        assert "brother" not in str(entry.facts) + entry.reason


class TestAskingAgain:
    @pytest.fixture
    def third(self, world):
        """A third adult who may rate her."""
        HomeGroupAdviser.objects.create(
            home_group=HomeGroupAdviser.objects.get(person=world.webb).home_group,
            person=world.finch,
            from_on=time.today() - dt.timedelta(days=30),
        )
        return world.finch

    def answered(self, world, rating, asked, who="webb", level=3):
        second = rate(world, rating.evidence, getattr(world, who), level=level)
        answer_second_look(viewer=world.viewer(who), look_uuid=asked.uuid, rating_uuid=second.uuid)

    def test_after_an_answer_somebody_who_has_not_looked_yet_may_be_asked(self, world, rating, ask, third):
        self.answered(world, rating, ask())
        again = ask(reason="Please look at the second page too.")
        assert second_looks_to_answer(world.viewer("webb")) == ()
        assert count_second_looks(world.viewer("webb")) == 0
        (waiting,) = second_looks_to_answer(world.viewer("finch"))
        assert waiting.uuid == again.uuid
        self.answered(world, rating, again, "finch", level=4)
        look = second_looks_of(world.viewer("ana"), world.ana)[rating.pk]
        assert (look.second_level, [one.second_level for one in look.before]) == (4, [3])
        assert [one.uuid for one in second_look(world.viewer("ana"), again.uuid).before] == [
            look.before[0].uuid
        ]

    def test_whoever_looked_before_does_not_answer_the_next(self, world, rating, ask, third):
        self.answered(world, rating, ask())
        again = ask()
        second = rate(world, rating.evidence, world.webb, level=4)
        with pytest.raises(NotAllowed, match="have looked at this work already"):
            answer_second_look(viewer=world.viewer("webb"), look_uuid=again.uuid, rating_uuid=second.uuid)

    def test_where_everybody_has_looked_it_says_whom_to_ask(self, world, rating, ask):
        self.answered(world, rating, ask())
        with pytest.raises(Refused, match="Everybody who could look") as refused:
            ask()
        assert "school office" in str(refused.value.remedy)

    def test_a_wish_that_was_taken_back_uses_nobody_up(self, world, rating, ask):
        take_back_second_look(viewer=world.viewer("ana"), look_uuid=ask().uuid)
        again = ask()
        assert [one.uuid for one in second_looks_to_answer(world.viewer("webb"))] == [again.uuid]


class TestAnswering:
    def test_a_second_rating_of_the_same_work_stands_beside_the_first(self, world, rating, ask):
        asked = ask()
        second = rate(world, rating.evidence, world.webb, level=3)
        answer_second_look(viewer=world.viewer("webb"), look_uuid=asked.uuid, rating_uuid=second.uuid)
        look = second_looks_of(world.viewer("ana"), world.ana)[rating.pk]
        assert (look.first_level, look.second_level, look.second_rater) == (2, 3, world.webb.name)
        assert Rating.objects.filter(withdrawal__isnull=True).count() == 2
        assert second_looks_to_answer(world.viewer("webb")) == ()

    def test_the_first_rater_cannot_answer(self, world, rating, ask):
        asked = ask()
        again = rate(world, rating.evidence, world.ortiz, level=3)
        with pytest.raises(NotAllowed, match="somebody else than the first rater"):
            answer_second_look(viewer=world.viewer("ortiz"), look_uuid=asked.uuid, rating_uuid=again.uuid)

    def test_another_piece_of_work_is_no_second_look(self, world, ask):
        asked = ask()
        other = Evidence.objects.create(learner=world.ana, observed_at=time.now(), recorded_at=time.now())
        second = rate(world, other, world.webb)
        with pytest.raises(Refused, match="rates the same work"):
            answer_second_look(viewer=world.viewer("webb"), look_uuid=asked.uuid, rating_uuid=second.uuid)

    def test_a_second_look_is_not_looked_at_a_third_time_in_this_way(self, world, rating, ask):
        asked = ask()
        second = rate(world, rating.evidence, world.webb)
        answer_second_look(viewer=world.viewer("webb"), look_uuid=asked.uuid, rating_uuid=second.uuid)
        with pytest.raises(Refused, match="second look already"):
            ask(of=second)

    def test_whoever_asked_takes_it_back_and_so_may_the_learner(self, world, rating, ask):
        asked = ask("rosa")
        with pytest.raises(NotAllowed):
            take_back_second_look(viewer=world.viewer("webb"), look_uuid=asked.uuid)
        take_back_second_look(viewer=world.viewer("ana"), look_uuid=asked.uuid)
        assert second_looks_of(world.viewer("rosa"), world.ana)[rating.pk].outcome == "taken_back"
        assert second_looks_to_answer(world.viewer("webb")) == ()
        with pytest.raises(Conflict):
            take_back_second_look(viewer=world.viewer("rosa"), look_uuid=asked.uuid)

    def test_a_rating_withdrawn_meanwhile_leaves_nothing_to_answer(self, world, rating, ask):
        ask()
        RatingWithdrawal.objects.create(rating=rating, recorded_at=time.now(), reason="undo")
        assert second_looks_to_answer(world.viewer("webb")) == ()
