"""“I'm ready”: who may ask what, what became of it, and how long it waited."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from headway.district.evidence.api import (
    answer_ready,
    ask_ready,
    count_ready,
    queue_for,
    ready_of,
    ready_request,
)
from headway.district.evidence.models import (
    Evidence,
    Rating,
    RatingWithdrawal,
    ReadyAnswer,
    ReadyRequest,
    Task,
)
from headway.district.evidence.services import asking
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, Refused
from headway.district.foundation.api import clock as time
from headway.district.foundation.models import AuditEntry
from headway.district.people.models import SectionEnrolment
from headway.district.proficiency.models import Standing


@pytest.fixture
def ask(world):
    def asked(*codes, who="ana", form="writing", **more):
        return ask_ready(
            viewer=world.viewer(who),
            competency_uuids=[world.competency(code).uuid for code in codes or ("MA.FR.1",)],
            form=form,
            **more,
        )

    return asked


@pytest.fixture
def hand_in(world):
    def handed_in(request_uuid, who="ana"):
        learner = getattr(world, who)
        evidence = Evidence.objects.create(
            learner=learner, observed_at=time.now(), recorded_at=time.now(), recorded_by=learner.person
        )
        answer_ready(
            viewer=world.viewer(who),
            request_uuid=request_uuid,
            step="work_in",
            evidence_uuid=evidence.uuid,
        )
        return evidence

    return handed_in


@pytest.fixture
def rated(world):
    def rates(evidence, *codes):
        return [
            Rating.objects.create(
                evidence=evidence,
                learner=evidence.learner,
                competency=world.competency(code),
                level=3,
                rater=world.ortiz,
                observed_at=time.now(),
                recorded_at=time.now(),
            )
            for code in codes
        ]

    return rates


def waiting(world, who="ortiz"):
    return [one.uuid for one in queue_for(world.viewer(who)).items]


class TestAsking:
    def test_a_learner_asks_to_show_one_or_many_competencies_in_a_form_of_her_choice(self, world, ask):
        asked = ask("MA.FR.1", "LI.WR.1", form="recording", plan="I explain it in a film.")
        (ready,) = ready_of(world.viewer("ana"), world.ana)
        assert ready.uuid == asked.uuid
        assert ready.competency_ids == (world.competency("MA.FR.1").pk, world.competency("LI.WR.1").pk)
        assert (ready.form, ready.plan, ready.step) == ("recording", "I explain it in a film.", "")
        assert ready.is_open

    def test_it_stands_in_the_queue_of_everybody_who_may_rate_her_and_of_nobody_else(self, world, ask):
        asked = ask()
        assert waiting(world, "ortiz") == waiting(world, "webb") == [asked.uuid]
        assert waiting(world, "finch") == waiting(world, "tessa") == waiting(world, "lee") == []
        assert count_ready(world.viewer("ortiz")) == 1
        assert count_ready(world.viewer("finch")) == 0

    def test_asking_one_adult_keeps_it_open_to_the_others(self, world, ask):
        ask(asked_uuid=world.ortiz.uuid)
        (ready,) = queue_for(world.viewer("webb")).items
        assert ready.asked_name == "Elena Ortiz"

    def test_an_adult_who_does_not_teach_her_cannot_be_asked(self, world, ask):
        with pytest.raises(Refused, match="doesn't teach or advise you"):
            ask(asked_uuid=world.finch.uuid)
        assert not ReadyRequest.objects.exists()

    @pytest.mark.parametrize("who", ["ortiz", "rosa", "adam", "lee", "tessa"])
    def test_nobody_is_ready_in_a_learners_place(self, ask, who):
        with pytest.raises(NotAllowed, match="Learners say themselves"):
            ask(who=who)

    def test_it_changes_no_level(self, world, ask):
        before = list(Standing.objects.values())
        ask(own_levels={world.competency("MA.FR.1").uuid: 4})
        assert list(Standing.objects.values()) == before
        assert not Rating.objects.exists()

    def test_where_she_sees_her_own_work_is_kept_with_it(self, world, ask):
        ask("MA.FR.1", "MA.DA.1", own_levels={world.competency("MA.DA.1").uuid: 2})
        (ready,) = ready_of(world.viewer("ana"), world.ana)
        assert ready.own_levels == {world.competency("MA.DA.1").pk: 2}

    @pytest.mark.parametrize("level", [0, 5, 87, True, "3"])
    def test_an_own_level_outside_the_scale_is_refused_in_words(self, world, ask, level):
        with pytest.raises(Refused, match="isn't a performance level"):
            ask(own_levels={world.competency("MA.FR.1").uuid: level})

    def test_the_same_form_sent_twice_is_one_request(self, ask):
        first, second = ask(request_key="once"), ask(request_key="once")
        assert second.repeated
        assert first.uuid == second.uuid
        assert ReadyRequest.objects.count() == 1

    def test_the_same_key_of_another_learner_is_another_request(self, ask):
        ask(request_key="once")
        assert not ask(who="ben", request_key="once").repeated

    def test_the_same_wish_is_not_asked_twice_while_it_waits(self, world, ask, hand_in):
        first = ask("MA.FR.1", "MA.DA.1")
        with pytest.raises(Refused, match="asked for this already"):
            ask("MA.DA.1", "MA.FR.1")
        hand_in(first.uuid)
        ask("MA.FR.1", "MA.DA.1")  # as often as she likes, once something came of it
        assert ReadyRequest.objects.count() == 2

    @pytest.mark.parametrize(
        ("more", "sentence"),
        [
            ({"form": ""}, "No way to show it is chosen yet."),
            ({"form": "telepathy"}, "No way to show it is chosen yet."),
            ({"plan": "x" * 4001}, "This text has 4001 characters."),
        ],
    )
    def test_bad_input_is_refused_in_a_sentence(self, ask, more, sentence):
        with pytest.raises(Refused) as refused:
            ask(**more)
        assert str(refused.value.sentence) == sentence
        assert refused.value.remedy
        assert not ReadyRequest.objects.exists()

    def test_what_is_no_competency_of_the_continuum_cannot_be_asked(self, world):
        for unknown in ([], [uuid.uuid4()]):
            with pytest.raises(Refused):
                ask_ready(viewer=world.viewer("ana"), competency_uuids=unknown, form="writing")

    def test_habits_have_a_page_of_their_own(self, ask):
        with pytest.raises(Refused, match="a page of their own"):
            ask("MA.FR.1", "HS.PR.1")

    def test_a_learner_who_has_left_asks_for_nothing_new(self, world, ask):
        world.ana.left_on = time.today() - dt.timedelta(days=1)
        world.ana.save()
        with pytest.raises(NotAllowed, match="left the district"):
            ask()

    def test_it_is_in_the_trail_without_words(self, world, ask):
        ask(plan="About my brother.")
        (entry,) = AuditEntry.objects.filter(act="evidence.ready_asked")
        assert entry.learner_uuid == world.ana.uuid
        assert "brother" not in str(entry.facts)

    def test_it_belongs_to_the_section_that_is_about_its_domain(self, world, ask):
        ask("MA.FR.1")
        ask("LI.WR.1")
        titles = [one.section_title for one in ready_of(world.viewer("ana"), world.ana)]
        assert titles == ["", world.mathematics.title]


class TestTasks:
    @pytest.fixture
    def task(self, world):
        task = Task.objects.create(
            organisation=world.district, title="Pizza for nine", form="performance", other_forms=["recording"]
        )
        task.competencies.add(world.competency("MA.FR.1"))
        return task

    def test_a_task_is_shown_in_one_of_its_forms(self, world, ask, task):
        ask(task_uuid=task.uuid, form="recording")
        assert ready_of(world.viewer("ana"), world.ana)[0].task_title == "Pizza for nine"

    def test_another_form_is_refused_with_those_there_are(self, ask, task):
        with pytest.raises(Refused) as refused:
            ask(task_uuid=task.uuid, form="writing")
        assert "Performance task, Sound or video recording" in str(refused.value.remedy)

    def test_a_task_that_is_no_longer_used_is_not_there(self, ask, task):
        task.state = "retired"
        task.save()
        with pytest.raises(NotFound):
            ask(task_uuid=task.uuid, form="performance")

    def test_what_another_learner_was_given_is_not_there(self, world, ask, task):
        given = task.assignments.create(learner=world.ben, assigned_at=time.now())
        with pytest.raises(NotFound):
            ask(assignment_uuid=given.uuid, form="performance")


class TestAnswering:
    def test_a_teacher_sets_a_time_and_the_learner_sees_it(self, world, ask):
        asked = ask()
        when = time.now() + dt.timedelta(days=1)
        ready = answer_ready(
            viewer=world.viewer("ortiz"), request_uuid=asked.uuid, step="planned", planned_for=when
        )
        (hers,) = ready_of(world.viewer("ana"), world.ana)
        assert (ready.step, hers.planned_for, hers.told[0].by) == ("planned", when, "Elena Ortiz")
        assert waiting(world) == [asked.uuid]

    @pytest.mark.parametrize(
        ("days", "sentence"),
        [(-1, "This time has passed."), (400, "more than a year away"), (None, "No time is chosen yet.")],
    )
    def test_a_time_that_cannot_be_is_refused(self, world, ask, days, sentence):
        asked = ask()
        when = None if days is None else time.now() + dt.timedelta(days=days)
        with pytest.raises(Refused, match=sentence):
            answer_ready(
                viewer=world.viewer("ortiz"), request_uuid=asked.uuid, step="planned", planned_for=when
            )
        assert not ReadyAnswer.objects.exists()

    def test_strangers_do_not_know_of_it(self, world, ask):
        asked = ask()
        for who in ("finch", "ben", "emil", "greta"):
            with pytest.raises(NotFound):
                answer_ready(viewer=world.viewer(who), request_uuid=asked.uuid, step="looked_at")
            with pytest.raises(NotFound):
                ready_request(world.viewer(who), asked.uuid)

    def test_who_may_only_look_does_not_answer(self, world, ask):
        asked = ask()
        for who in ("rosa", "tessa", "lee"):
            assert ready_request(world.viewer(who), asked.uuid)
            with pytest.raises(NotFound):
                answer_ready(viewer=world.viewer(who), request_uuid=asked.uuid, step="looked_at")

    def test_a_learner_takes_back_what_she_asked_and_nobody_else_does(self, world, ask):
        asked = ask()
        with pytest.raises(NotAllowed):
            answer_ready(viewer=world.viewer("ortiz"), request_uuid=asked.uuid, step="taken_back")
        answer_ready(viewer=world.viewer("ana"), request_uuid=asked.uuid, step="taken_back")
        assert waiting(world) == []
        assert ready_of(world.viewer("ana"), world.ana)[0].step == "taken_back"
        with pytest.raises(Conflict, match="was taken back"):
            answer_ready(
                viewer=world.viewer("ortiz"),
                request_uuid=asked.uuid,
                step="planned",
                planned_for=time.now() + dt.timedelta(days=1),
            )

    def test_a_learner_neither_sets_the_time_nor_looks_at_her_own_work(self, world, ask):
        asked = ask()
        for step in ("planned", "looked_at"):
            with pytest.raises(NotAllowed):
                answer_ready(viewer=world.viewer("ana"), request_uuid=asked.uuid, step=step)

    def test_only_her_own_work_can_be_handed_in(self, world, ask):
        asked = ask()
        foreign = Evidence.objects.create(learner=world.ben, observed_at=time.now(), recorded_at=time.now())
        with pytest.raises(NotFound):
            answer_ready(
                viewer=world.viewer("ana"),
                request_uuid=asked.uuid,
                step="work_in",
                evidence_uuid=foreign.uuid,
            )

    def test_handing_in_needs_work(self, world, ask):
        with pytest.raises(Refused, match="no work yet"):
            answer_ready(viewer=world.viewer("ana"), request_uuid=ask().uuid, step="work_in")

    def test_a_button_pressed_twice_is_one_step(self, world, ask):
        asked = ask()
        for _twice in range(2):
            answer_ready(viewer=world.viewer("ana"), request_uuid=asked.uuid, step="taken_back")
        assert ReadyAnswer.objects.count() == 1

    def test_a_step_told_while_another_one_waits_for_its_turn_is_seen(self, world, ask, monkeypatch):
        asked = ask()
        read = asking.ready_request

        def taken_back_right_after_it_was_read(*given, **more):
            found = read(*given, **more)
            if not ReadyAnswer.objects.exists():
                ReadyAnswer.objects.create(request_id=found.id, step="taken_back", at=time.now())
            return found

        monkeypatch.setattr(asking, "ready_request", taken_back_right_after_it_was_read)
        with pytest.raises(Conflict, match="taken back"):
            answer_ready(
                viewer=world.viewer("ortiz"),
                request_uuid=asked.uuid,
                step="planned",
                planned_for=time.now() + dt.timedelta(days=1),
            )

    def test_every_step_is_in_the_trail(self, world, ask, hand_in):
        asked = ask()
        hand_in(asked.uuid)
        answer_ready(viewer=world.viewer("ortiz"), request_uuid=asked.uuid, step="looked_at")
        steps = AuditEntry.objects.filter(act="evidence.ready_answered").order_by("pk")
        assert [one.facts["step"] for one in steps] == ["work_in", "looked_at"]


class TestLookedAt:
    def test_work_is_looked_at_once_everything_that_was_asked_has_a_rating(self, world, ask, hand_in, rated):
        asked = ask("MA.FR.1", "MA.DA.1")
        work = hand_in(asked.uuid)
        rated(work, "MA.FR.1")
        assert waiting(world) == [asked.uuid]
        rated(work, "MA.DA.1")
        assert waiting(world) == []
        assert ready_of(world.viewer("ana"), world.ana)[0].step == "looked_at"

    def test_a_rating_that_is_taken_back_opens_it_again(self, world, ask, hand_in, rated):
        asked = ask()
        (rating,) = rated(hand_in(asked.uuid), "MA.FR.1")
        assert waiting(world) == []
        RatingWithdrawal.objects.create(rating=rating, recorded_at=time.now(), reason="undo")
        assert waiting(world) == [asked.uuid]

    def test_ratings_of_other_work_leave_it_waiting(self, world, ask, hand_in, rated):
        asked = ask()
        hand_in(asked.uuid)
        other = Evidence.objects.create(learner=world.ana, observed_at=time.now(), recorded_at=time.now())
        rated(other, "MA.FR.1")
        assert waiting(world) == [asked.uuid]


class TestWaiting:
    def test_the_longest_waiting_comes_first(self, world, ask, clock):
        first = ask("MA.FR.1")
        clock.advance(hours=5)
        second = ask("MA.DA.1", who="ben")
        assert waiting(world) == [first.uuid, second.uuid]
        assert queue_for(world.viewer("ortiz")).items[0].waited(time.now()) == dt.timedelta(hours=5)

    def test_the_usual_wait_is_the_middle_one_and_counts_those_that_still_wait(
        self, world, ask, hand_in, rated, clock
    ):
        quick, slow = ask("MA.FR.1"), ask("MA.DA.1", who="ben")
        clock.advance(hours=2)
        rated(hand_in(quick.uuid), "MA.FR.1")
        clock.advance(hours=28)
        answer_ready(
            viewer=world.viewer("ortiz"),
            request_uuid=slow.uuid,
            step="planned",
            planned_for=time.now() + dt.timedelta(days=1),
        )
        ask("MA.FR.2", who="chloe")
        clock.advance(hours=50)
        (wait,) = queue_for(world.viewer("ortiz"), sections=[world.mathematics]).waits
        assert (wait.requests, wait.waiting) == (3, 1)
        assert wait.median == dt.timedelta(hours=30)

    def test_what_was_taken_back_before_an_answer_kept_nobody_waiting(self, world, ask, clock):
        asked = ask()
        clock.advance(days=3)
        answer_ready(viewer=world.viewer("ana"), request_uuid=asked.uuid, step="taken_back")
        assert queue_for(world.viewer("ortiz"), sections=[world.mathematics]).waits == ()

    def test_it_waits_and_is_answered_outside_of_terms(self, world, ask, clock):
        SectionEnrolment.objects.update(to_on=None)
        clock.set("2027-07-15 09:00")
        asked = ask()
        clock.advance(hours=30)
        assert waiting(world) == [asked.uuid]
        (wait,) = queue_for(world.viewer("ortiz"), sections=[world.mathematics]).waits
        assert wait.median == dt.timedelta(hours=30)

    def test_queries_do_not_grow_with_requests(self, world, ask, django_assert_max_num_queries):
        viewer = world.viewer("ortiz")
        ask()
        queue_for(viewer)
        with django_assert_max_num_queries(4):
            queue_for(viewer)
        for who in ("ana", "ben", "chloe", "dev"):
            for code in ("MA.DA.1", "LI.WR.1"):
                ask(code, who=who)
        with django_assert_max_num_queries(4):
            assert len(queue_for(viewer).items) == 9
