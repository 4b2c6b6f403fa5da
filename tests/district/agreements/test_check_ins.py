"""Which week asks for a check-in, who may say and read what, and what an adviser finds."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.agreements.api import (
    answer_check_in,
    check_in_state,
    check_in_weeks_of,
    check_ins_of,
    check_ins_of_group,
    keep_check_in,
)
from headway.district.agreements.models import CheckIn, CheckInAnswer, CheckInWords
from headway.district.agreements.selectors.check_ins import check_in_called
from headway.district.agreements.weeks import weeks_of
from headway.district.foundation.api import Actor, Conflict, NotAllowed, NotFound, Refused, audit, new_uuid
from headway.district.people.api import (
    SchoolYear,
    record_absence,
    set_days_off,
    visible_learners,
)
from headway.district.people.types import Role

pytestmark = pytest.mark.django_db
BY = Actor.system("test")
# The world's today is Wednesday 7 October 2026; the policy's day is Friday.
LAST_WEEK, THIS_WEEK = dt.date(2026, 9, 28), dt.date(2026, 10, 5)


def learner(world, name="ana"):
    return visible_learners(world.viewer("webb")).get(pk=getattr(world, name).pk)


def said(world, name="ana", **words):
    words = words or {"went": 3, "reflect": "Fractions went well."}
    return keep_check_in(world.viewer(name), getattr(world, name).uuid, **words)


# -- which week --


def test_a_week_is_due_on_the_policys_day_or_the_last_day_of_school_before_it():
    year = SchoolYear(
        dt.date(2026, 9, 28), dt.date(2026, 10, 30), frozenset({dt.date(2026, 10, 9)} | {dt.date(2026, 10, d) for d in range(12, 17)} | {dt.date(2026, 10, d) for d in (19, 20, 21, 22)})
    )  # fmt: skip
    friday = [(one.begins_on.day, one.due_on.day) for one in weeks_of(year, 4)]
    # A Friday off means Thursday; a week without a day of school asks nothing; a lone Friday is due on it.
    assert friday == [(28, 2), (5, 8), (19, 23), (26, 30)]
    # Nothing before Friday in that week: it is due on its first day of school.
    assert [one.due_on.day for one in weeks_of(year, 1)] == [29, 6, 23, 27]


def test_before_friday_the_week_before_is_still_open(world, clock):
    assert check_in_state(learner(world)).week.begins_on == LAST_WEEK
    assert check_in_state(learner(world)).next_due_on == dt.date(2026, 10, 9)
    clock.set("2026-10-09 15:00")
    assert check_in_state(learner(world)).week.begins_on == THIS_WEEK


def test_a_week_without_school_asks_nothing_and_is_not_missed(world, clock):
    set_days_off(
        organisation=world.district,
        days=[(dt.date(2026, 10, day), "Harvest break") for day in range(5, 10)],
        by=BY,
    )
    clock.set("2026-10-16 15:00")
    state = check_in_state(learner(world))
    assert state.week.begins_on == dt.date(2026, 10, 12)
    assert THIS_WEEK not in state.missed
    assert LAST_WEEK in state.missed


def test_a_week_away_asks_nothing_afterwards_and_one_day_of_school_asks(world, clock):
    for day in range(5, 10):
        record_absence(learner=world.ana, on=dt.date(2026, 10, day), by=BY)
        if day < 9:
            record_absence(learner=world.ben, on=dt.date(2026, 10, day), by=BY)
    clock.set("2026-10-16 15:00")
    assert THIS_WEEK not in check_in_state(learner(world)).missed
    assert THIS_WEEK in check_in_state(learner(world, "ben")).missed


def on_leave(world, first="2026-09-14", last="2026-10-16", share=0, kind="leave"):
    from headway.district.pacing.api import record_time_share

    record_time_share(
        world.viewer("reggie"),
        world.ana.uuid,
        kind=kind,
        share=share,
        from_on=dt.date.fromisoformat(first),
        to_on=dt.date.fromisoformat(last) if last else None,
    )


def test_a_long_leave_asks_for_nothing_and_nothing_of_it_is_missed(world, clock):
    clock.set("2026-09-18 15:00")
    on_leave(world)
    clock.set("2026-10-07 09:00")
    state = check_in_state(learner(world))
    assert state.week is None
    assert not state.is_open
    assert state.next_due_on == dt.date(2026, 10, 23)
    assert state.missed == (
        dt.date(2026, 9, 7),
        dt.date(2026, 8, 31),
        dt.date(2026, 8, 24),
        dt.date(2026, 8, 17),
    )
    with pytest.raises(Refused, match="No week"):
        said(world)
    clock.set("2026-10-23 15:00")
    state = check_in_state(learner(world))
    assert state.week.begins_on == dt.date(2026, 10, 19)
    assert not set(state.missed) & {THIS_WEEK, LAST_WEEK, dt.date(2026, 10, 12)}


def test_a_leave_that_begins_within_a_week_leaves_that_week_asked(world, clock):
    on_leave(world, first="2026-10-07", last="2026-11-06")
    clock.set("2026-10-09 15:00")
    assert check_in_state(learner(world)).week.begins_on == THIS_WEEK
    clock.set("2026-10-16 15:00")
    assert check_in_state(learner(world)).week is None


def test_nobody_on_leave_is_reminded(world, clock):
    from headway.district.agreements.api import remind

    on_leave(world, first="2026-10-05")
    clock.set("2026-10-09 18:00")
    before = remind().check_ins
    assert before > 0
    assert "check_in_due" not in told_kinds(world, "ana")
    assert "check_in_due" in told_kinds(world, "ben")


def told_kinds(world, name):
    from headway.district.notices.models import Notice

    one = getattr(world, name)
    person = getattr(one, "person", one)
    return list(Notice.objects.filter(person=person, read_at__isnull=True).values_list("kind", flat=True))


@pytest.mark.parametrize(("rule", "asked"), [("every_week", 8), ("by_share", 4)])
def test_part_time_is_asked_as_often_as_the_policy_says(world, clock, rules, rule, asked):
    clock.set("2026-08-17 08:00")
    rules(part_time_check_ins=rule)
    on_leave(world, first="2026-08-17", last="", share="0.5", kind="part_time")
    clock.set("2026-10-09 15:00")
    state = check_in_state(learner(world))
    assert state.weeks_asked == asked
    if rule == "by_share":
        assert state.missed == tuple(dt.date(2026, 9, 21) - dt.timedelta(weeks=2 * back) for back in range(3))
    assert check_in_state(learner(world, "ben")).weeks_asked == 8


def test_what_is_said_in_a_week_that_asks_nothing_counts_for_it(world, clock, rules):
    rules(part_time_check_ins="by_share")
    said(world, went=4)
    on_leave(world, first="2026-09-28", last="2026-10-02")
    assert check_in_state(learner(world)).kept.went == 4


# -- asking for help --


def test_a_wish_for_help_is_told_at_once_and_settled_by_an_answer(world, clock):
    uuid = said(world, went=2, wants_help=True)
    assert told_kinds(world, "webb") == ["help_asked"]
    said(world, went=2, reflect="Still stuck.", wants_help=True)
    assert told_kinds(world, "webb") == ["help_asked"]
    latest = CheckIn.objects.latest("pk").uuid
    assert uuid != latest
    answer_check_in(world.viewer("webb"), latest, text="I come by at ten.")
    assert told_kinds(world, "webb") == []


def test_a_wish_that_is_taken_back_settles_it_too(world):
    said(world, went=2, wants_help=True)
    said(world, went=3)
    assert told_kinds(world, "webb") == []


def test_neither_family_nor_the_writer_is_told_of_a_wish_for_help(world):
    keep_check_in(world.viewer("webb"), world.ana.uuid, wants_help=True)
    assert told_kinds(world, "webb") == []
    assert told_kinds(world, "rosa") == []


def test_missed_weeks_are_the_last_four_that_asked_without_those_that_were_kept(world, clock):
    assert check_in_state(learner(world)).missed == tuple(
        LAST_WEEK - dt.timedelta(weeks=back) for back in range(1, 5)
    )
    clock.set("2026-09-25 15:00")
    said(world)
    clock.set("2026-10-07 09:00")
    assert dt.date(2026, 9, 21) not in check_in_state(learner(world)).missed
    assert len(check_in_state(learner(world)).missed) == 3


def test_whoever_came_later_is_asked_from_then_on(world):
    one = learner(world)
    one.entered_on = dt.date(2026, 9, 24)
    state = check_in_state(one)
    assert state.missed == (dt.date(2026, 9, 21),)
    one.entered_on = dt.date(2026, 10, 5)
    assert check_in_state(one).week is None


def test_no_school_year_asks_nothing(world, clock):
    clock.set("2027-07-07 09:00")
    assert check_in_state(learner(world)).week is None
    with pytest.raises(Refused, match="No week"):
        said(world)


# -- saying it --


def test_what_was_said_stands_and_a_second_one_stands_in_its_place(world):
    said(world, went=2, reflect="The survey took long.")
    said(world, went=4, reflect="Now it is done.", plan="Fractions")
    state = check_in_state(learner(world))
    assert (state.kept.went, state.kept.reflect, state.kept.plan) == (4, "Now it is done.", "Fractions")
    assert CheckIn.objects.count() == 2
    assert len(check_ins_of(world.viewer("ana"), world.ana)) == 1


def test_the_same_request_twice_is_one_check_in_with_one_line_in_the_trail(world):
    first = said(world, went=3, request_key="k")
    assert said(world, went=3, request_key="k") == first
    assert CheckIn.objects.count() == 1
    assert audit.trail(act="agreements.checked_in").count() == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({}, "nothing to save"),
        ({"reflect": "   "}, "nothing to save"),
        ({"went": 5}, "one of the four"),
        ({"went": 0}, "one of the four"),
        ({"plan": "x" * 2001}, "longer"),
    ],
)
def test_what_cannot_be_saved_says_why_and_leaves_nothing(world, words, says):
    with pytest.raises(Refused, match=says) as told:
        keep_check_in(world.viewer("ana"), world.ana.uuid, **words)
    assert told.value.problems[0].remedy
    assert not CheckIn.objects.exists()


def test_asking_for_help_alone_is_enough(world):
    said(world, wants_help=True)
    assert check_in_state(learner(world)).kept.wants_help


def test_a_form_of_last_week_is_not_saved_for_this_one(world, clock):
    clock.set("2026-10-09 15:00")
    with pytest.raises(Conflict, match="new week"):
        said(world, went=3, week_on=LAST_WEEK)
    said(world, went=3, week_on=THIS_WEEK)


def test_an_adult_of_hers_writes_down_what_she_says_and_that_is_told(world):
    keep_check_in(world.viewer("ortiz"), world.ana.uuid, went=3)
    assert check_in_state(learner(world)).kept.by_name == "Elena Ortiz"
    said(world, went=4)
    assert check_in_state(learner(world)).kept.by_name == ""


@pytest.mark.parametrize(
    ("who", "error"),
    [("rosa", NotAllowed), ("lee", NotAllowed), ("tessa", NotAllowed), ("raul", NotFound), ("ben", NotFound),
     ("finch", NotFound), ("carl", NotFound), ("nina", NotFound)],
)  # fmt: skip
def test_nobody_else_checks_in_for_her(world, who, error):
    with pytest.raises(error):
        keep_check_in(world.viewer(who), world.ana.uuid, went=3)
    assert not CheckIn.objects.exists()


def test_only_her_own_open_targets_are_kept(world):
    from headway.district.agreements.models import Target, TargetEnd
    from headway.district.foundation.api import clock

    def target(owner):
        return Target.objects.create(
            learner=owner, aim="level", domain_code="MA", level=4, recorded_at=clock.now()
        )

    mine, done, hers = target(world.ana), target(world.ana), target(world.ben)
    TargetEnd.objects.create(target=done, ending="met", ended_at=clock.now())
    said(world, went=3, target_uuids=[mine.uuid, done.uuid, hers.uuid, new_uuid()])
    assert check_in_state(learner(world)).kept.target_ids == (mine.pk,)


# -- reading and answering --


@pytest.mark.parametrize(
    ("who", "may"),
    [("ana", True), ("ortiz", True), ("webb", True), ("cora", True), ("rosa", False), ("tessa", False),
     ("lee", False), ("reggie", False), ("raul", False), ("ben", False), ("finch", False), ("carl", False)],
)  # fmt: skip
def test_her_own_words_stay_between_her_and_her_adults_at_school(world, who, may):
    uuid = said(world)
    viewer = world.viewer(who)
    if may:
        assert check_ins_of(viewer, world.ana)[0].reflect == "Fractions went well."
    else:
        with pytest.raises(NotFound):
            check_ins_of(viewer, world.ana)
        with pytest.raises(NotFound):
            answer_check_in(viewer, uuid, seen=True)
        with pytest.raises(NotFound):
            check_in_called(viewer, uuid)


def test_her_family_sees_that_check_ins_happen(world):
    said(world)
    assert check_in_weeks_of(world.viewer("rosa"), world.ana) == (LAST_WEEK,)
    with pytest.raises(NotFound):
        check_in_weeks_of(world.viewer("greta"), world.ana)


def test_an_answer_reaches_the_learner_and_seen_twice_is_once(world):
    uuid = said(world)
    answer_check_in(world.viewer("webb"), uuid, seen=True)
    answer_check_in(world.viewer("webb"), uuid, seen=True)
    answer_check_in(world.viewer("ortiz"), uuid, text="Come by on Thursday.", request_key="a")
    answer_check_in(world.viewer("ortiz"), uuid, text="Come by on Thursday.", request_key="a")
    answers = check_in_state(learner(world)).kept.answers
    assert [(one.name, one.text) for one in answers] == [
        ("Aiden Webb", ""),
        ("Elena Ortiz", "Come by on Thursday."),
    ]
    from headway.district.notices.api import inbox_of

    kinds = [one.kind for day in inbox_of(world.viewer("ana")).days for one in day.entries]
    assert kinds == ["check_in_answered"]


def test_a_check_in_that_was_changed_since_is_not_answered(world):
    uuid = said(world)
    said(world, went=1, reflect="It turned out otherwise.")
    with pytest.raises(Conflict, match="changed since"):
        answer_check_in(world.viewer("webb"), uuid, text="Well done")
    assert not CheckInAnswer.objects.exists()


def test_a_teacher_reads_nothing_of_her_own_child_as_a_teacher(world):
    from headway.district.people.api import set_guardian

    set_guardian(guardian=world.ortiz, learner=world.ana, relation="parent", may_see=True, by=BY)
    uuid = said(world)
    with pytest.raises(NotFound):
        check_ins_of(world.viewer("ortiz"), world.ana)
    with pytest.raises(NotFound):
        answer_check_in(world.viewer("ortiz"), uuid, seen=True)
    assert world.ana.pk not in check_ins_of_group(world.viewer("ortiz"), [learner(world)])


def test_a_group_is_told_for_its_adults_only_in_a_fixed_number_of_questions(
    world, django_assert_max_num_queries
):
    for name in ("ana", "ben", "chloe"):
        uuid = said(world, name)
        answer_check_in(world.viewer("webb"), uuid, text="Thank you")
    everybody = list(visible_learners(world.viewer("lena")))
    assert set(check_ins_of_group(world.viewer("lena"), everybody)) == set()
    adviser = world.viewer("webb")
    with django_assert_max_num_queries(9):
        found = check_ins_of_group(adviser, everybody)
    assert set(found) == {world.ana.pk, world.ben.pk, world.chloe.pk, world.dev.pk}
    assert [pk for pk, one in found.items() if one.is_open] == [world.dev.pk]


def test_words_of_a_check_in_are_erasable_and_the_week_stays(world):
    said(world)
    CheckInWords.objects.all().delete()
    state = check_in_state(learner(world))
    assert state.kept.went == 3
    assert state.kept.reflect == ""


def test_a_counsellor_is_an_adult_of_all_learners_of_her_school(world):
    found = check_ins_of_group(world.viewer("cora"), list(visible_learners(world.viewer("cora"))))
    assert world.viewer("cora").has(Role.COUNSELLOR)
    assert world.ana.pk in found
    assert world.emil.pk not in found
