"""R142: who is never looked at, exactly. R099: from signal to first support, the same as the log of events."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.agreements.models import CheckIn, CheckInAnswer, Offer, Signature, Target
from headway.district.foundation.api import Actor, audit, clock
from headway.district.people import services as people
from headway.district.signals.api import (
    board,
    end,
    follow_up,
    not_reviewed,
    not_reviewed_by_group,
    respond,
    review_pace,
    schools_signals,
    support_times,
    support_times_by_group,
)
from tests.district.signals.conftest import found

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


def listed(world, who="lee", weeks=None):
    return {one.learner_name.split()[0] for one in not_reviewed(world.viewer(who), weeks)}


def test_everybody_is_listed_until_an_adult_looks(world, clock):
    assert listed(world) == {"Ana", "Ben", "Chloe", "Dev"}
    assert listed(world, "leo") == {"Emil"}
    review_pace(viewer=world.viewer("webb"), learner_uuid=world.ana.uuid)
    assert listed(world) == {"Ben", "Chloe", "Dev"}
    # After four weeks she is on the list again, on that very day.
    clock.advance(days=27)
    assert listed(world) == {"Ben", "Chloe", "Dev"}
    clock.advance(days=1)
    assert listed(world) == {"Ana", "Ben", "Chloe", "Dev"}


def test_nobody_is_forgotten_before_there_were_so_many_weeks(world, clock):
    clock.set("2026-09-13 09:00")
    assert listed(world) == set()
    clock.set("2026-09-14 09:00")
    assert listed(world) == {"Ana", "Ben", "Chloe", "Dev"}
    assert listed(world, weeks=8) == set()
    # In summer there is no school year to look at.
    clock.set("2027-07-01 09:00")
    assert listed(world) == set()


def test_every_act_that_is_a_look_counts_and_a_learners_own_does_not(world, tell, clock):
    now, today = clock.instant, clock.instant.date()
    (signal,) = tell(found(world.ana))
    assert "Ana" in listed(world)
    made = respond(
        viewer=world.viewer("webb"),
        signal_uuid=signal.uuid,
        kind="engage",
        words="A talk.",
        begins_on=today,
        follow_up_on=today + dt.timedelta(days=30),
    )
    check_in = CheckIn.objects.create(learner=world.ben, week_on=today, recorded_at=now)
    target = Target.objects.create(
        learner=world.chloe, aim="level", domain_code="MA", level=4, recorded_at=now
    )
    offer = Offer.objects.create(
        target=target, number=1, side="learner", from_on=today, by_on=today + dt.timedelta(days=60),
        stage=1, policy_version="x", offered_at=now,
    )  # fmt: skip
    Signature.objects.create(offer=offer, side="learner", signed_at=now)
    assert listed(world) == {"Ben", "Chloe", "Dev"}
    CheckInAnswer.objects.create(check_in=check_in, answered_at=now)
    Signature.objects.create(offer=offer, side="adult", signed_at=now)
    assert listed(world) == {"Dev"}
    clock.advance(days=31)
    assert listed(world) == {"Ana", "Ben", "Chloe", "Dev"}
    follow_up(viewer=world.viewer("webb"), response_uuid=made.uuid, outcome="going")
    assert listed(world) == {"Ben", "Chloe", "Dev"}


def test_a_second_look_on_one_day_is_the_first(world):
    first = review_pace(viewer=world.viewer("webb"), learner_uuid=world.ana.uuid)
    assert review_pace(viewer=world.viewer("webb"), learner_uuid=world.ana.uuid) == first
    assert audit.trail(act="signals.pace_reviewed").count() == 1


def test_small_groups_are_not_told_but_schools_whose_learners_are_read_by_name_are(world):
    for number, name in enumerate(("ana", "ben", "chloe", "dev")):
        speaks(getattr(world, name), "es" if number % 2 else "en")
    rows = not_reviewed_by_group(world.viewer("lee"))
    assert {(one.group, one.listed, one.learners) for one in rows} == {
        ("Alder", 4, 4),
        ("en", None, None),
        ("es", None, None),
    }


def speaks(learner, language):
    people.set_characteristic(
        learner=learner, kind="home_language", value=language, from_on=dt.date(2026, 8, 1), by=BY
    )


def told(world, kind="home_language"):
    rows = not_reviewed_by_group(world.viewer("lee"))
    return {one.group: (one.listed, one.learners) for one in rows if one.kind == kind}


def crowd(world, count):
    """More learners of Alder, half of each home language."""
    found_there = []
    for number in range(count):
        person = people.create_person(given_name=f"L{number}", family_name="Q", by=BY)
        learner = people.admit_learner(
            person=person,
            school=world.alder,
            entered_on=dt.date(2026, 8, 17),
            local_identifier=f"q{number}",
            by=BY,
        )
        speaks(learner, ("en", "es")[number % 2])
        found_there.append(learner)
    return found_there


def test_groups_are_told_when_both_parts_are_large_enough(world):
    learners = crowd(world, 48)
    for name in ("ana", "ben", "chloe", "dev"):
        speaks(getattr(world, name), "en")
    for learner in learners[:24]:
        review_pace(viewer=world.viewer("lee"), learner_uuid=learner.uuid)
    assert told(world) == {"en": (16, 28), "es": (12, 24)}
    for learner in learners[25:30:2]:
        review_pace(viewer=world.viewer("lee"), learner_uuid=learner.uuid)
    # Nine of Spanish are left: too few to be told, and the list is 25 long, so the others are not told either.
    assert told(world) == {"en": (None, 28), "es": (None, 24)}
    assert told(world, "school") == {"Alder": (25, 52)}


def test_a_hidden_group_does_not_follow_from_the_others(world, tell):
    learners = crowd(world, 50)
    for number, learner in enumerate(learners):
        noted = {"kind": "disability", "value": "yes" if number < 6 else "no"}
        people.set_characteristic(learner=learner, from_on=dt.date(2026, 8, 1), by=BY, **noted)
    for row in tell(*(found(one) for one in learners))[6:26]:
        respond(
            viewer=world.viewer("cora"), signal_uuid=row.uuid, kind="engage", words="A talk.",
            begins_on=clock.today(), follow_up_on=clock.today() + dt.timedelta(days=14),
        )  # fmt: skip
    times = support_times_by_group(world.viewer("lee"), dt.date(2026, 9, 1))
    assert (times[0][1].signals, times[0][1].supported) == (50, 20)
    rows = [one for kind, one in times if kind == "disability"]
    assert {(one.signals, one.supported, one.median_days) for one in rows} == {(None, None, None)}
    assert {told(world, "disability")[group][0] for group in ("yes", "no")} == {None}


def test_the_middle_time_of_few_learners_is_not_told_however_many_their_signals_are(world, tell):
    learners = crowd(world, 12)
    rows = tell(*(found(one, subject=code) for one in learners for code in ("MA", "LI")))
    for row in rows[:10]:  # ten signals of five learners
        respond(
            viewer=world.viewer("cora"), signal_uuid=row.uuid, kind="engage", words="A talk.",
            begins_on=clock.today(), follow_up_on=clock.today() + dt.timedelta(days=14),
        )  # fmt: skip
    ((_kind, whole), *_groups) = support_times_by_group(world.viewer("lee"), dt.date(2026, 9, 1))
    assert (whole.signals, whole.supported, whole.median_days) == (24, None, None)


def test_the_time_to_first_support_is_the_one_of_the_log(world, tell, clock):
    learners = crowd(world, 40)
    signals = tell(*(found(one, domain="MA", subject="MA") for one in learners))
    for number, signal in enumerate(signals[:30]):
        clock.set(f"2026-10-{8 + number % 5:02d} 09:00")
        respond(
            viewer=world.viewer("cora"),
            signal_uuid=signal.uuid,
            kind="engage",
            words="A talk.",
            begins_on=clock.instant.date(),
            follow_up_on=dt.date(2026, 11, 2),
        )
    clock.set("2026-10-20 09:00")
    raised = {one.subject_uuid: clock.instant and one.at for one in audit.trail(act="signals.raised")}
    begun = {}
    for one in audit.trail(act="signals.responded"):
        on = dt.date.fromisoformat(one.facts["begins_on"])
        begun[one.subject_uuid] = min(begun.get(one.subject_uuid, on), on)
    log = sorted((begun[one] - at.date()).days if one in begun else -1 for one, at in raised.items())
    times = support_times(world.viewer("lee"), dt.date(2026, 9, 1))
    assert sorted(-1 if days is None else days for _who, _kind, days in times) == log
    rows = {one.group: one for _kind, one in support_times_by_group(world.viewer("lee"), dt.date(2026, 9, 1))}
    whole = rows[""]
    assert (whole.signals, whole.supported, whole.median_days) == (40, 30, 3.0)
    # Of each language 15 of 20 were supported; the five others would be told by subtraction.
    assert {(one.supported, one.median_days) for group, one in rows.items() if group} == {(None, 3.0)}
    assert all(
        one.signals is None for _kind, one in support_times_by_group(world.viewer("leo"), dt.date(2026, 9, 1))
    )


def test_a_support_that_lies_ahead_has_not_begun(world, tell, clock):
    (signal,) = tell(found(world.ana))
    respond(
        viewer=world.viewer("webb"), signal_uuid=signal.uuid, kind="time", words="After the trip.",
        begins_on=dt.date(2026, 10, 14), follow_up_on=dt.date(2026, 11, 4),
    )  # fmt: skip
    assert [days for *_rest, days in support_times(world.viewer("lee"), dt.date(2026, 9, 1))] == [None]
    clock.set("2026-10-14 09:00")
    assert [days for *_rest, days in support_times(world.viewer("lee"), dt.date(2026, 9, 1))] == [7]


def test_schools_are_told_in_numbers_that_hide_few(world, tell):
    learners = crowd(world, 12)
    tell(*(found(one, domain="MA") for one in learners), found(world.emil))
    (alder,) = schools_signals(world.viewer("lee"))
    assert (alder.school, alder.open, alder.unanswered, alder.escalated, alder.nobody) == (
        "Alder",
        12,
        12,
        0,
        0,
    )
    both = {one.school: one.open for one in schools_signals(world.viewer("lena"))}
    assert both == {"Alder": 12, "Birch": None}
    assert clock.today() == dt.date(2026, 10, 7)


def test_no_small_number_is_had_by_taking_one_number_of_schools_from_another(world, tell):
    learners = crowd(world, 26)
    rows = tell(*(found(one, domain="MA") for one in learners))
    for row in rows[:6]:
        talk(world, row)
    (alder,) = schools_signals(world.viewer("lee"))
    assert (alder.open, alder.unanswered, alder.escalated) == (26, None, 0), "six are answered"
    for row in rows[6:10]:
        talk(world, row)
    (alder,) = schools_signals(world.viewer("lee"))
    assert (alder.open, alder.unanswered) == (26, 16)


def test_what_rests_is_not_called_open(world, tell, clock):
    learners = crowd(world, 26)
    tell(*(found(one, domain="MA") for one in learners))
    tell(*(found(one, domain="MA") for one in learners[:14]))
    (alder,) = schools_signals(world.viewer("lee"))
    assert (alder.open, alder.unanswered, alder.nobody, alder.resting) == (14, 14, 0, 12)
    # Between two school years nothing is read: nothing is open, whatever the night said last.
    clock.set("2027-07-01 09:00")
    (alder,) = schools_signals(world.viewer("lee"))
    assert (alder.open, alder.unanswered, alder.nobody, alder.resting) == (0, 0, 0, 26)
    lines = board(world.viewer("lee"), everybody=True, learners_a_page=30).lines
    assert [one.rests for one in lines] == [True] * 26


def test_what_rests_gives_no_small_number_away(world, tell):
    learners = crowd(world, 40)
    tell(*(found(one, domain="MA") for one in learners))
    tell(*(found(one, domain="MA") for one in learners[:36]))
    (alder,) = schools_signals(world.viewer("lee"))
    assert (alder.open, alder.resting) == (36, None)
    lee, since = world.viewer("lee"), dt.date(2026, 9, 1)
    times = support_times_by_group(lee, since, beside=schools_signals(lee))
    assert {one.signals for _kind, one in times} == {None}, "40 less 36 open ones are four"


def talk(world, row):
    respond(
        viewer=world.viewer("cora"), signal_uuid=row.uuid, kind="engage", words="A talk.",
        begins_on=clock.today(), follow_up_on=clock.today() + dt.timedelta(days=14),
    )  # fmt: skip


def test_the_closed_signals_are_not_had_from_all_of_them_and_the_open_ones(world, tell):
    rows = tell(*(found(one, domain="MA") for one in crowd(world, 40)))
    close(world, rows[:2])
    lee, since = world.viewer("lee"), dt.date(2026, 9, 1)
    assert support_times_by_group(lee, since)[0][1].signals == 40
    times = support_times_by_group(lee, since, beside=schools_signals(lee))
    assert {one.signals for _kind, one in times} == {None}, "40 less 38 open ones are two"
    close(world, rows[2:10])
    times = support_times_by_group(lee, since, beside=schools_signals(lee))
    assert [one.signals for _kind, one in times] == [40, 20, 20]


def close(world, rows):
    for row in rows:
        end(viewer=world.viewer("cora"), signal_uuid=row.uuid, ending="mistaken", reason="Another learner's.")
