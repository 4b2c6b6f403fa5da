"""A signal closes only by an adult's act: a response with an owner and a day to look again, and what was seen then."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.foundation.api import Actor, Conflict, NotFound, Refused, audit, clock
from headway.district.notices.models import Notice
from headway.district.people import services as people
from headway.district.people.api import school_years, set_days_off
from headway.district.placement.api import plan_tasks_of
from headway.district.signals.api import (
    board,
    day_to_look,
    end,
    follow_up,
    respond,
    respond_to_all,
    review_pace,
    signal_info,
)
from headway.district.signals.models import FollowUp, PaceReview, Response, Signal, SignalEnd
from tests.district.signals.conftest import found

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


@pytest.fixture
def signal(world, tell):
    return tell(found(world.ana))[0]


def answer(world, signal, who="webb", **changes):
    given = {
        "kind": "engage",
        "words": "We talk on Friday.",
        "begins_on": clock.today(),
        "follow_up_on": clock.today() + dt.timedelta(days=14),
    }
    return respond(viewer=world.viewer(who), signal_uuid=signal.uuid, **{**given, **changes})


def test_a_response_has_an_owner_a_beginning_and_a_day_to_look_again(world, signal):
    made = answer(world, signal, owner_uuid=world.people["ortiz"].uuid)
    info = signal_info(world.viewer("webb"), signal.uuid)
    assert info.is_open
    assert info.line.is_answered
    assert [(one.kind, one.owner, one.words) for one in info.responses] == [
        ("engage", "Elena Ortiz", "We talk on Friday.")
    ]
    assert made.follow_up_on == dt.date(2026, 10, 21)
    assert audit.trail(act="signals.responded").get().facts["begins_on"] == "2026-10-07"


def test_the_same_answer_sent_twice_is_one(world, signal):
    first = answer(world, signal, request_key="k1")
    assert answer(world, signal, request_key="k1") == first
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"words": "We talk on Monday."},
        {"kind": "resources"},
        {"follow_up_on": dt.date(2026, 10, 30)},
        {"begins_on": dt.date(2026, 10, 8)},
        {"owner": "ortiz"},
    ],
)
def test_an_answer_that_was_saved_and_says_something_else_now_is_told_so(world, signal, changed):
    answer(world, signal, request_key="k1")
    if who := changed.pop("owner", None):
        changed["owner_uuid"] = world.people[who].uuid
    with pytest.raises(Conflict, match="had been saved already"):
        answer(world, signal, request_key="k1", **changed)
    assert Response.objects.get().words.text == "We talk on Friday."


def test_a_key_is_of_one_person_and_one_signal(world, tell):
    one, other = tell(found(world.ana), found(world.ana, subject="LI"))
    key = "k" * 100
    answer(world, one, request_key=key)
    assert answer(world, other, "ortiz", request_key=key).signal_id == other.pk
    with pytest.raises(Conflict, match="Aiden Webb has answered"):
        answer(world, one, "ortiz", request_key=key)
    assert all(len(kept) <= 64 for kept in Response.objects.values_list("request_key", flat=True))


def test_a_key_of_a_look_is_of_one_person_and_one_learner(world):
    def looked(who, learner):
        return review_pace(viewer=world.viewer(who), learner_uuid=learner.uuid, request_key="k" * 100)

    assert looked("webb", world.ana) == looked("webb", world.ana)
    looked("webb", world.ben)
    looked("ortiz", world.ana)
    assert PaceReview.objects.count() == 3


def test_words_that_are_too_long_are_refused_whatever_was_seen(world, signal, clock):
    made = answer(world, signal)
    clock.advance(days=14)
    for outcome in ("going", "more"):
        with pytest.raises(Refused) as said:
            follow_up(viewer=world.viewer("webb"), response_uuid=made.uuid, outcome=outcome, words="x" * 2001)
        assert [one.field for one in said.value.problems] == ["seen"]
    assert FollowUp.objects.count() == 0


def answer_all(world, signals, who="webb", **changes):
    given = {
        "kind": "plan",
        "words": "We plan all of it on Friday.",
        "begins_on": clock.today(),
        "follow_up_on": clock.today() + dt.timedelta(days=14),
    }
    uuids = [one.uuid for one in signals]
    return respond_to_all(viewer=world.viewer(who), signal_uuids=uuids, **{**given, **changes})


def test_one_answer_to_several_is_written_for_each_and_told_once(world, tell):
    rows = tell(*(found(world.ana, subject=code) for code in ("MA", "LI", "SC")))
    made = answer_all(world, [*rows, rows[0]], owner_uuid=world.people["ortiz"].uuid, request_key="k")
    assert sorted(one.signal_id for one in made) == sorted(one.pk for one in rows)
    assert audit.trail(act="signals.responded").count() == 3
    told = Notice.objects.filter(person=world.people["ortiz"], kind="signal_addressed")
    assert told.count() == 1
    again = answer_all(world, rows[::-1], owner_uuid=world.people["ortiz"].uuid, request_key="k")
    assert {one.pk for one in again} == {one.pk for one in made}
    assert Response.objects.count() == 3


def test_one_answer_to_several_is_written_for_all_or_none(world, tell):
    first, second = tell(found(world.ana), found(world.ana, subject="LI"))
    answer(world, second, "ortiz")
    with pytest.raises(Conflict, match="Elena Ortiz has answered"):
        answer_all(world, [first, second])
    assert list(Response.objects.values_list("signal_id", flat=True)) == [second.pk]
    assert plan_tasks_of(world.viewer("webb"), world.ana.uuid) == ()
    assert audit.trail(act="signals.responded").count() == 1


def test_one_answer_is_about_one_learner(world, tell):
    of_ana, of_ben = tell(found(world.ana), found(world.ben))
    with pytest.raises(Refused) as said:
        answer_all(world, [of_ana, of_ben])
    assert [one.field for one in said.value.problems] == ["also"]
    with pytest.raises(NotFound):
        answer_all(world, [of_ana], "tessa")
    assert Response.objects.count() == 0


def test_a_colleague_who_answers_second_reads_the_first(world, signal):
    answer(world, signal)
    with pytest.raises(Conflict, match="Aiden Webb has answered"):
        answer(world, signal, "ortiz")
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "watch"}, "kind"),
        ({"words": "  "}, "words"),
        ({"words": "x" * 2001}, "words"),
        ({"begins_on": None}, "begins_on"),
        ({"begins_on": dt.date(2026, 10, 6)}, "begins_on"),
        ({"begins_on": dt.date(2027, 10, 6)}, "begins_on"),
        ({"follow_up_on": None}, "follow_up_on"),
        ({"follow_up_on": dt.date(2026, 10, 7)}, "follow_up_on"),
        ({"begins_on": dt.date(2026, 10, 20), "follow_up_on": dt.date(2026, 10, 20)}, "follow_up_on"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field_and_nothing_is_written(world, signal, changes, field):
    with pytest.raises(Refused) as refused:
        answer(world, signal, **changes)
    assert [(one.field, bool(one.remedy)) for one in refused.value.problems] == [(field, True)]
    assert Response.objects.count() == 0


def test_family_owns_no_response(world, signal):
    people.set_guardian(guardian=world.people["ortiz"], learner=world.ana, relation="parent", by=BY)
    with pytest.raises(Refused):
        answer(world, signal, owner_uuid=world.people["ortiz"].uuid)
    with pytest.raises(NotFound):
        answer(world, signal, "ortiz")


def test_an_individual_plan_is_opened_with_its_owner_and_review(world, signal):
    made = answer(world, signal, kind="plan", owner_uuid=world.people["ortiz"].uuid)
    (task,) = plan_tasks_of(world.viewer("webb"), world.ana.uuid)
    assert task.uuid == made.plan_task
    assert (str(task.reason), task.domain_code, task.review_on) == ("pace", "MA", made.follow_up_on)


def test_a_plan_that_goes_again_ends_the_signal(world, signal, clock):
    made = answer(world, signal)
    clock.advance(days=14)
    follow_up(
        viewer=world.viewer("webb"), response_uuid=made.uuid, outcome="going", words="Two pieces shown."
    )
    again = follow_up(viewer=world.viewer("webb"), response_uuid=made.uuid, outcome="going")
    assert FollowUp.objects.get() == again
    info = signal_info(world.viewer("webb"), signal.uuid)
    assert (info.ending, info.ended_by, info.responses[0].seen) == (
        "response",
        "Aiden Webb",
        "Two pieces shown.",
    )
    with pytest.raises(Conflict):
        follow_up(viewer=world.viewer("ortiz"), response_uuid=made.uuid, outcome="more", words="No.")


def test_more_support_wants_a_further_response(world, signal, clock):
    made = answer(world, signal)
    clock.advance(days=14)
    with pytest.raises(Refused):
        follow_up(viewer=world.viewer("webb"), response_uuid=made.uuid, outcome="more")
    follow_up(
        viewer=world.viewer("webb"), response_uuid=made.uuid, outcome="more", words="A second hour a week."
    )
    (line,) = board(world.viewer("webb")).lines
    assert not line.is_answered
    answer(world, signal, kind="resources")
    assert Signal.objects.get().open


def is_asked(world, signal):
    return signal_info(world.viewer("webb"), signal.uuid).may_be_answered(clock.today())


def test_a_further_answer_is_asked_for_when_it_would_be_taken(world, signal, clock):
    assert is_asked(world, signal)
    made = answer(world, signal)
    assert signal_info(world.viewer("webb"), signal.uuid).to_follow.uuid == made.uuid
    clock.advance(days=14)  # the day to look again
    assert not is_asked(world, signal)
    with pytest.raises(Conflict, match="has answered this signal already"):
        answer(world, signal, "ortiz")
    clock.advance(days=1)
    assert is_asked(world, signal)
    answer(world, signal, "ortiz")
    assert not is_asked(world, signal)


def test_no_longer_so_ends_it_when_an_adult_has_seen_it(world, signal, tell):
    with pytest.raises(Refused, match="still says so"):
        end(viewer=world.viewer("webb"), signal_uuid=signal.uuid, ending="lapsed")
    tell()
    first = end(viewer=world.viewer("webb"), signal_uuid=signal.uuid, ending="lapsed")
    assert end(viewer=world.viewer("ortiz"), signal_uuid=signal.uuid, ending="lapsed") == first
    with pytest.raises(Conflict):
        end(viewer=world.viewer("ortiz"), signal_uuid=signal.uuid, ending="mistaken", reason="x")
    with pytest.raises(Conflict):
        answer(world, signal)


def test_a_mistake_in_the_record_is_named(world, signal):
    with pytest.raises(Refused):
        end(viewer=world.viewer("webb"), signal_uuid=signal.uuid, ending="mistaken", reason=" ")
    end(viewer=world.viewer("webb"), signal_uuid=signal.uuid, ending="mistaken", reason="Evidence of Ben's.")
    assert signal_info(world.viewer("lee"), signal.uuid).reason == "Evidence of Ben's."


def test_a_response_alone_is_no_end(world, signal):
    answer(world, signal)
    with pytest.raises(Refused):
        end(viewer=world.viewer("webb"), signal_uuid=signal.uuid, ending="response")
    assert SignalEnd.objects.count() == 0


@pytest.mark.parametrize(
    "who", ["ana", "ben", "rosa", "raul", "tessa", "reggie", "finch", "leo", "adam", "priya", "nina"]
)
def test_learners_families_and_strangers_see_nothing_of_it(world, signal, who):
    with pytest.raises(NotFound):
        signal_info(world.viewer(who), signal.uuid)
    found_there = board(world.viewer(who), everybody=True)
    assert (found_there.lines, found_there.follow_ups) == ((), ())
    with pytest.raises(NotFound):
        answer(world, signal, who)


@pytest.mark.parametrize("who", ["webb", "ortiz", "cora", "lee", "lena"])
def test_adults_who_work_with_her_see_it(world, signal, who):
    assert signal_info(world.viewer(who), signal.uuid).line.learner_name == "Ana Reyes"
    assert len(board(world.viewer(who), everybody=True).lines) == 1
    assert len(board(world.viewer(who)).lines) == (who == "webb")


# -- the day to look again --


@pytest.mark.parametrize(
    ("day", "says", "remedy"),
    [
        ("2026-10-07", "lies after today", "two or three weeks later"),
        ("2026-10-24", "no day of school on Oct. 24, 2026", "for example Oct. 26, 2026"),
        ("2026-11-04", "no day of school on Nov. 4, 2026", "for example Nov. 5, 2026"),
        ("2026-11-20", "is Nov. 19, 2026 at the latest", "two or three weeks from now"),
    ],
)
def test_the_day_to_look_again_is_one_of_the_next_thirty_days_of_school(world, signal, day, says, remedy):
    set_days_off(organisation=world.district, days=[(dt.date(2026, 11, 4), "Staff learning")], by=BY)
    with pytest.raises(Refused, match=says) as told:
        answer(world, signal, follow_up_on=dt.date.fromisoformat(day))
    (problem,) = told.value.problems
    assert problem.field == "follow_up_on"
    assert remedy in str(problem.remedy)
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("today", "wanted", "day"),
    [
        ("2026-10-07", "2026-10-21", "2026-10-21"),
        ("2026-10-07", "2026-11-04", "2026-11-05"),  # the day off
        ("2026-10-07", "2026-10-24", "2026-10-26"),  # a Saturday
        ("2027-05-20", "2027-07-17", "last of the year"),
        ("2027-07-10", "2027-07-24", "2027-07-26"),  # no year is known for it: not on a weekend
    ],
)
def test_the_day_proposed_to_look_again_is_one_of_school(world, clock, today, wanted, day):
    set_days_off(organisation=world.district, days=[(dt.date(2026, 11, 4), "Staff learning")], by=BY)
    clock.set(f"{today} 09:00")
    year = school_years([world.alder], dt.date(2027, 5, 20))[world.alder.pk]
    last = max(year.school_days()).isoformat()
    assert day_to_look(world.ana, dt.date.fromisoformat(wanted)).isoformat() == day.replace(
        "last of the year", last
    )


@pytest.mark.parametrize(
    ("begins", "looks"),
    [
        ("2027-06-04", "2027-06-18"),  # the last day of school
        ("2027-07-12", "2027-08-02"),
        ("2027-08-30", "2027-09-13"),  # the calendar of that year is still to come
    ],
)
def test_support_after_the_last_day_of_school_can_be_written_down(world, clock, tell, begins, looks):
    clock.set("2027-05-26 09:00")
    (signal,) = tell(found(world.ana))
    begins_on, follow_up_on = dt.date.fromisoformat(begins), dt.date.fromisoformat(looks)
    made = answer(world, signal, begins_on=begins_on, follow_up_on=follow_up_on)
    assert (made.begins_on, made.follow_up_on) == (begins_on, follow_up_on)


def test_a_day_that_is_named_to_look_again_is_taken(world, clock, tell):
    clock.set("2027-05-26 09:00")
    (signal,) = tell(found(world.ana))
    days = {"begins_on": dt.date(2027, 5, 31), "follow_up_on": dt.date(2027, 6, 18)}
    with pytest.raises(Refused, match="no day of school on June 18, 2027") as told:
        answer(world, signal, **days)
    assert "June 4, 2027" in str(told.value.problems[0].remedy)
    assert answer(world, signal, **days | {"follow_up_on": dt.date(2027, 6, 4)})


@pytest.mark.parametrize("today", ["2027-06-04", "2027-07-04"])
def test_between_two_school_years_somebody_looks_again_on_the_first_day_of_the_next(
    world, clock, tell, today
):
    people.create_term(
        organisation=world.district,
        name="2027-2028",
        starts_on=dt.date(2027, 8, 14),  # a Saturday
        ends_on=dt.date(2028, 6, 2),
        by=BY,
    )
    clock.set(f"{today} 09:00")
    (signal,) = tell(found(world.ana))
    begins_on = dt.date.fromisoformat(today)
    with pytest.raises(Refused, match="no day of school on July 20, 2027") as told:
        answer(world, signal, begins_on=begins_on, follow_up_on=dt.date(2027, 7, 20))
    assert "Aug. 16, 2027" in str(told.value.problems[0].remedy)
    assert answer(world, signal, begins_on=begins_on, follow_up_on=dt.date(2027, 8, 16))
