"""By night: one open signal for one matter, to an adult by name; late evidence changes nothing that was closed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.district.foundation.api import Actor, Conflict, audit, clock
from headway.district.notices.api import inbox_of
from headway.district.people import services as people
from headway.district.people.models import HomeGroupAdviser, SectionStaff
from headway.district.signals.api import board, end, escalate, hand_on, raise_signals, respond, write_signals
from headway.district.signals.models import Addressing, Response, Signal, SignalEnd
from headway.district.signals.services import addressing
from tests.district.signals.conftest import NIGHT, found

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


def answered(world, signal, who="webb", **changes):
    given = {
        "kind": "engage",
        "words": "We talk on Friday.",
        "begins_on": clock.today(),
        "follow_up_on": clock.today() + dt.timedelta(days=14),
    }
    return respond(viewer=world.viewer(who), signal_uuid=signal.uuid, **{**given, **changes})


# -- one open signal --


def test_a_matter_is_one_signal_however_often_the_night_runs(world, tell):
    first = tell(found(world.ana), found(world.ben))
    again = write_signals([found(world.ana), found(world.ben)], by=NIGHT)
    assert [row.learner_id for row in first] == [world.ana.pk, world.ben.pk]
    assert (again.new, again.still, again.no_longer) == ({}, 2, 0)
    assert Addressing.objects.count() == 2
    assert audit.trail(act="signals.raised").count() == 2


def test_a_reading_that_changed_marks_the_signal_and_closes_nothing(world, tell):
    tell(found(world.ana))
    (row,) = tell()
    assert row.open
    assert not row.still
    (row,) = tell(found(world.ana))
    assert row.still


def test_the_board_says_what_the_last_night_read_and_keeps_on_what_it_was_raised(world, tell, clock):
    def off(learner, by_on, done):
        numbers = {"done": done, "total": 5.0, "due": 4.5, "days_left": 30.0, "chance": 0.2}
        return found(learner, "off_target", "t1", domain="MA", by_on=by_on, **numbers)

    tell(off(world.ana, "2026-11-01", 1.0), off(world.ben, "2026-11-20", 2.0))
    clock.advance(days=20)
    # Ana's plan was agreed anew: Ben's date is the nearer one now.
    again = [off(world.ana, "2026-12-20", 4.0), off(world.ben, "2026-11-20", 2.0)]
    tell(*again)
    ben, ana = board(world.viewer("webb")).lines
    assert [ben.learner_name, ana.learner_name] == ["Ben Okafor", "Ana Reyes"]
    assert (ana.latest["done"], ana.latest["by_on"], ana.latest_on) == (
        4.0,
        "2026-12-20",
        dt.date(2026, 10, 27),
    )
    assert (ana.evidence["done"], ana.evidence["by_on"], ana.raised_on) == (
        1.0,
        "2026-11-01",
        dt.date(2026, 10, 7),
    )
    # A night that doesn't tell of it any more leaves what the last one read, with its day.
    clock.advance(days=1)
    tell()
    assert {one.latest_on for one in board(world.viewer("webb")).lines} == {dt.date(2026, 10, 27)}


def test_evidence_that_arrives_late_changes_nothing_closed(world, tell, clock):
    (row,) = tell(found(world.ana))
    tell()
    end(viewer=world.viewer("webb"), signal_uuid=row.uuid, ending="lapsed")
    kept = Signal.objects.filter(pk=row.pk).values().get(), SignalEnd.objects.values().get()
    clock.advance(days=1)
    # What a piece dated before the end now tells of is the same matter: nothing opens, nothing closed is touched.
    assert tell(found(world.ana, since=dt.date(2026, 9, 15))) == []
    assert (Signal.objects.filter(pk=row.pk).values().get(), SignalEnd.objects.values().get()) == kept


def test_a_new_stall_after_the_end_is_a_new_signal(world, tell, clock):
    (row,) = tell(found(world.ana, "not_seen", "", days=9.0))
    tell()
    end(viewer=world.viewer("webb"), signal_uuid=row.uuid, ending="lapsed")
    clock.advance(days=14)
    (later,) = tell(found(world.ana, "not_seen", "", since=dt.date(2026, 10, 8), days=9.0))
    assert later.pk != row.pk


def test_a_plan_gets_some_weeks_after_a_response_before_it_is_read_again(world, tell, clock):
    off = {"done": 1.0, "total": 9.0, "due": 4.0, "days_left": 40.0, "chance": 0.1, "by_on": "2026-12-10"}
    (row,) = tell(found(world.ana, "off_target", "x", domain="MA", **off))
    end(
        viewer=world.viewer("webb"),
        signal_uuid=row.uuid,
        ending="mistaken",
        reason="A rating was of Ben's work.",
    )
    clock.advance(days=20)
    assert tell(found(world.ana, "off_target", "x", since=clock.instant.date(), domain="MA", **off)) == []
    clock.advance(days=20)
    assert len(tell(found(world.ana, "off_target", "x", since=clock.instant.date(), domain="MA", **off))) == 1


# -- to whom --


def addressee(signal):
    last = Addressing.objects.filter(signal=signal).select_related("person").latest("pk")
    return (last.person.given_name if last.person else None), last.because


def test_the_adviser_comes_first_then_who_teaches_the_domain_then_the_counsellor_then_the_leader(world, tell):
    def raised(kind):
        return addressee(tell(found(world.ana, kind))[-1])

    assert raised("stalled") == ("Aiden", "adviser")
    HomeGroupAdviser.objects.filter(person=world.people["webb"]).update(
        to_on=clock.today() - dt.timedelta(days=1)
    )
    assert raised("waiting") == ("Elena", "teacher")
    SectionStaff.objects.filter(person=world.people["ortiz"]).update(is_active=False)
    assert raised("not_negotiated") == ("Cora", "counsellor")
    world.people["cora"].duties.update(is_active=False)
    assert raised("off_target") == ("Lee", "leader")


def test_a_teacher_of_another_domain_is_not_asked_about_this_one(world, tell):
    HomeGroupAdviser.objects.all().update(to_on=clock.today() - dt.timedelta(days=1))
    assert addressee(tell(found(world.ana, subject="LI"))[0]) == ("Cora", "counsellor")


def test_her_own_family_is_never_asked(world, tell):
    people.set_guardian(guardian=world.people["webb"], learner=world.ana, relation="parent", by=BY)
    assert addressee(tell(found(world.ana))[0]) == ("Elena", "teacher")
    people.set_guardian(
        guardian=world.people["ortiz"], learner=world.ben, relation="parent", may_see=False, by=BY
    )
    HomeGroupAdviser.objects.all().update(to_on=clock.today() - dt.timedelta(days=1))
    assert addressee(tell(found(world.ana), found(world.ben))[-1]) == ("Cora", "counsellor")


def test_where_nobody_is_there_it_stands_with_nobody(world, tell):
    HomeGroupAdviser.objects.all().update(to_on=clock.today() - dt.timedelta(days=1))
    SectionStaff.objects.all().update(is_active=False)
    for name in ("cora", "lee", "lena"):
        world.people[name].duties.update(is_active=False)
    (row,) = tell(found(world.ana))
    assert addressee(row) == (None, "nobody")
    # As soon as somebody is, she is asked.
    world.people["cora"].duties.update(is_active=True)
    tell(found(world.ana))
    assert addressee(row) == ("Cora", "counsellor")


def test_a_learner_who_changed_school_is_the_new_schools(world, tell):
    (row,) = tell(found(world.ana))
    HomeGroupAdviser.objects.filter(person=world.people["webb"]).update(
        to_on=clock.today() - dt.timedelta(days=1)
    )
    SectionStaff.objects.filter(person=world.people["ortiz"]).update(is_active=False)
    world.ana.school = world.birch
    world.ana.save()
    done = write_signals([found(world.ana)], by=NIGHT)
    assert done.addressed_anew == 1
    assert addressee(row) == ("Carl", "counsellor")
    assert audit.trail(act="signals.addressed_anew").count() == 1


def test_of_a_learner_who_left_nobody_is_asked_and_an_adult_may_still_end_it(world, tell):
    (row,) = tell(found(world.ana))
    asked = addressee(row)
    HomeGroupAdviser.objects.all().update(to_on=clock.today() - dt.timedelta(days=1))
    SectionStaff.objects.all().update(is_active=False)
    people.record_departure(learner=world.ana, left_on=clock.today() - dt.timedelta(days=1), by=BY)
    assert [one.still for one in tell()] == [False]
    assert addressee(row) == asked
    end(viewer=world.viewer("cora"), signal_uuid=row.uuid, ending="lapsed")


def test_she_is_told_once_and_finds_the_way(world, tell):
    (row,) = tell(found(world.ana))
    tell(found(world.ana))
    entries = [one for day in inbox_of(world.viewer("webb")).days for one in day.entries]
    assert [(one.kind, one.link) for one in entries] == [("signal_addressed", f"/teach/board/{row.uuid}/")]


# -- in time --


def test_what_nobody_answers_goes_on_to_the_next_adult_and_at_last_to_the_leader(world, tell, clock):
    (row,) = tell(found(world.ana))
    turns = []
    for _day in range(70):
        clock.advance(days=1)
        if escalate(by=NIGHT):
            turns.append((clock.instant.date(), addressee(row)))
        assert escalate(by=NIGHT) == 0
    names = [who for _on, who in turns]
    assert names == [
        ("Elena", "escalated"),
        ("Cora", "escalated"),
        ("Lee", "escalated"),
        ("Lena", "escalated"),
    ]
    # Five days of school to answer and five more: from Wednesday 7 October the eleventh is Thursday 22.
    assert turns[0][0] == dt.date(2026, 10, 22)
    assert audit.trail(act="signals.escalated").count() == 4


def test_a_response_stops_the_clock_until_its_day(world, tell, clock):
    (row,) = tell(found(world.ana))
    answered(world, row, follow_up_on=dt.date(2026, 11, 4))
    clock.set("2026-11-04 09:00")
    assert escalate(by=NIGHT) == 0
    clock.set("2026-11-18 09:00")
    assert escalate(by=NIGHT) == 0
    # Nobody looked again: ten days of school after that day it goes on.
    clock.set("2026-11-20 09:00")
    assert escalate(by=NIGHT) == 1


def test_days_without_school_answer_nothing(world, tell, clock):
    clock.set("2026-12-21 09:00")
    people.set_days_off(
        organisation=world.district,
        days=[(dt.date(2026, 12, 21) + dt.timedelta(days=n), "Winter break") for n in range(12)],
        by=BY,
    )
    tell(found(world.ana))
    clock.set("2027-01-08 09:00")
    assert escalate(by=NIGHT) == 0


def test_a_colleague_can_be_given_it_and_a_stranger_cannot(world, tell):
    from headway.district.foundation.api import NotFound, Refused

    (row,) = tell(found(world.ana))
    hand_on(viewer=world.viewer("webb"), signal_uuid=row.uuid, to=world.people["ortiz"].uuid)
    hand_on(viewer=world.viewer("webb"), signal_uuid=row.uuid, to=world.people["ortiz"].uuid)
    assert addressee(row) == ("Elena", "handed_on")
    assert Addressing.objects.filter(signal=row).count() == 2
    for other in ("finch", "rosa", "tessa"):
        with pytest.raises(Refused, match="doesn't work with the learner"):
            hand_on(viewer=world.viewer("webb"), signal_uuid=row.uuid, to=world.people[other].uuid)
    for stranger in ("ana", "rosa", "finch", "tessa", "reggie", "adam", "priya", "nina"):
        with pytest.raises(NotFound):
            hand_on(viewer=world.viewer(stranger), signal_uuid=row.uuid, to=world.people["ortiz"].uuid)


def test_the_night_reads_the_whole_record_in_a_fixed_number_of_questions(
    world, django_assert_max_num_queries
):
    with django_assert_max_num_queries(75):
        raise_signals(by=NIGHT)


def test_a_night_with_many_signals_asks_no_more_than_one_with_few(world, clock):
    def asked_for(learners):
        with CaptureQueriesContext(connection) as asked:
            write_signals([found(one) for one in learners], by=NIGHT)
            clock.advance(days=25)
            escalate(by=NIGHT)
        return len(asked)

    few = [world.ana, world.ben]
    crowd = [
        people.admit_learner(
            person=people.create_person(given_name=f"L{number}", family_name="Q", by=BY),
            school=world.alder, entered_on=dt.date(2026, 8, 17), local_identifier=f"q{number}", by=BY,
        )
        for number in range(14)
    ]  # fmt: skip
    before = asked_for(few)
    Signal.objects.update(open=False)
    assert asked_for(crowd) <= before + 1
    assert audit.trail(act="signals.escalated").count() == 16


# -- at the same moment --


@pytest.fixture
def first(monkeypatch):
    """`first(act)`: whoever waits for this learner's record gets it after somebody else did this."""
    wait = addressing.lock_learners

    def meanwhile(act):
        monkeypatch.setattr(addressing, "lock_learners", lambda ids: (act(), wait(ids)))

    return meanwhile


def closed(world, row):
    return lambda: end(viewer=world.viewer("lee"), signal_uuid=row.uuid, ending="lapsed")


def test_what_ended_meanwhile_is_not_handed_on(world, tell, first):
    (row,) = tell(found(world.ana))
    tell()
    first(closed(world, row))
    with pytest.raises(Conflict, match="come to its end"):
        hand_on(viewer=world.viewer("webb"), signal_uuid=row.uuid, to=world.people["cora"].uuid)
    assert addressee(row) == ("Aiden", "adviser")


def test_what_was_answered_meanwhile_is_not_passed_on(world, tell, clock, first):
    (row,) = tell(found(world.ana))
    clock.advance(days=20)
    first(lambda: Response.objects.exists() or answered(world, row))
    assert escalate(by=NIGHT) == 0
    assert addressee(row) == ("Aiden", "adviser")


def test_the_night_changes_nothing_of_what_ended_while_it_read(world, tell, first):
    (row,) = tell(found(world.ana))
    tell()
    HomeGroupAdviser.objects.all().update(to_on=clock.today() - dt.timedelta(days=1))
    first(lambda: Signal.objects.filter(open=True).exists() and closed(world, row)())
    assert tell(found(world.ana, days=30.0, open=3.0)) == []
    kept = Signal.objects.get()
    assert (kept.open, kept.still, kept.latest["days"]) == (False, False, 25.0)
    assert addressee(row) == ("Aiden", "adviser")
