"""When school and family speak: what is due, who reads what, and taking back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.district.agreements.api import (
    ContactDue,
    contacts_due,
    contacts_of,
    in_order,
    note_contact,
    withdraw_contact,
)
from headway.district.agreements.models import FamilyContact
from headway.district.agreements.tasks import remind
from headway.district.foundation.api import Actor, NotAllowed, NotFound, Refused, audit, clock
from headway.district.notices.api import inbox_of, mark_read
from headway.district.people.api import visible_learners
from headway.district.policy.api import PolicyKind, adopt

pytestmark = pytest.mark.django_db
# The world's year begins on 17 August 2026, and today is 7 October.
FIRST_DAY, TODAY = dt.date(2026, 8, 17), dt.date(2026, 10, 7)
NINE_WEEKS = dt.timedelta(weeks=9)


def spoke(world, name="ana", on=TODAY, who="webb", **more):
    return note_contact(
        world.viewer(who),
        getattr(world, name).uuid,
        **{"kind": "call", "held_on": on, "shared": "Fractions go well.", **more},
    )


def everybody(world, who="webb"):
    return list(visible_learners(world.viewer(who)).order_by("pk"))


def due(world, name="ana"):
    return contacts_due(world.viewer("webb"), everybody(world))[getattr(world, name).pk]


def test_whoever_was_not_spoken_with_is_due_so_many_weeks_after_the_first_day_of_school(world, clock):
    one = due(world)
    assert (one.due_on, one.never_reached, one.last_on) == (FIRST_DAY + NINE_WEEKS, True, None)
    assert not one.is_overdue(one.due_on)
    assert one.is_overdue(one.due_on + dt.timedelta(days=1))


def test_an_attempt_leaves_it_due_and_is_told(world):
    spoke(world, reached=False, shared="", on=dt.date(2026, 9, 30))
    one = due(world)
    assert (one.due_on, one.attempts, one.last_attempt_on) == (
        FIRST_DAY + NINE_WEEKS,
        1,
        dt.date(2026, 9, 30),
    )
    spoke(world)
    assert due(world).attempts == 0
    assert due(world).due_on == TODAY + NINE_WEEKS


def test_a_contact_of_last_year_is_known_and_the_new_year_begins_anew(world):
    spoke(world, on=dt.date(2026, 5, 20))
    one = due(world)
    assert (one.last_on, one.due_on) == (dt.date(2026, 5, 20), FIRST_DAY + NINE_WEEKS)


def test_nothing_is_due_in_the_summer(world, clock):
    clock.set("2027-07-07 09:00")
    assert contacts_due(world.viewer("webb"), everybody(world)) == {}


def test_the_policy_says_how_many_weeks(world):
    adopt(
        kind=PolicyKind.PACE_AGREEMENT,
        parameters={"contact_weeks": 4},
        effective_on=TODAY,
        text="Every four weeks.",
        by=Actor.system("test"),
    )
    assert due(world).due_on == FIRST_DAY + dt.timedelta(weeks=4)


def overdue(world, who="webb"):
    """Whose families this adult sees on top of her page of contacts, in its order."""
    names = {one.pk: name for name, one in world.learners.items()}
    dues = contacts_due(world.viewer(who), everybody(world, who)).values()
    return [names[one.learner_id] for one in in_order(dues) if one.is_overdue(clock.today())]


def test_the_overdue_list_is_exact_and_families_never_reached_come_first(world, clock):
    spoke(world, "ben", on=dt.date(2026, 8, 20))
    spoke(world, "dev", on=dt.date(2026, 8, 18))
    spoke(world, "chloe", on=TODAY)
    clock.set("2026-10-19 09:00")  # nine weeks after the first day: due, and not overdue
    assert overdue(world) == []
    clock.set("2026-10-20 09:00")
    assert overdue(world) == ["ana"]
    clock.set("2026-10-23 09:00")
    assert overdue(world) == ["ana", "dev", "ben"]
    # A leader's whole school, and nobody of the neighbour's.
    assert set(overdue(world, "lee")) == {"ana", "ben", "dev"}
    assert overdue(world, "rosa") == []


@pytest.mark.parametrize(
    ("days", "is_soon", "is_overdue"),
    [(-1, False, True), (0, True, False), (14, True, False), (15, False, False)],
)
def test_a_contact_is_soon_for_two_weeks_up_to_its_day_and_overdue_after_it(days, is_soon, is_overdue):
    due = ContactDue(1, due_on=TODAY + dt.timedelta(days=days))
    assert (due.is_soon(TODAY), due.is_overdue(TODAY)) == (is_soon, is_overdue)


def test_dues_of_a_whole_school_cost_a_fixed_number_of_questions(world, django_assert_max_num_queries):
    for name in ("ana", "ben", "chloe", "dev"):
        spoke(world, name)
    learners = everybody(world)
    viewer = world.viewer("webb")
    with django_assert_max_num_queries(5):
        assert len(contacts_due(viewer, learners)) == 4


def test_both_sides_read_the_shared_words_and_the_note_stays_with_staff(world):
    spoke(world, note="Evenings are better.", learner_was_there=True, guardian_id=world.rosa.pk)
    spoke(world, reached=False, shared="", on=dt.date(2026, 9, 1))
    staff = contacts_of(world.viewer("ortiz"), world.ana)
    assert [(one.reached, one.note) for one in staff] == [(True, "Evenings are better."), (False, "")]
    assert staff[0].guardian_name == "Rosa Reyes"
    for who in ("ana", "rosa", "lee"):
        [one] = contacts_of(world.viewer(who), world.ana)
        assert (one.shared, one.note, one.learner_was_there) == ("Fractions go well.", "", True)


@pytest.mark.parametrize("who", ["tessa", "raul", "ben", "finch", "greta", "carl", "leo"])
def test_others_read_none_of_it(world, who):
    spoke(world)
    with pytest.raises(NotFound):
        contacts_of(world.viewer(who), world.ana)


@pytest.mark.parametrize(
    ("who", "error"),
    [("lee", NotAllowed), ("reggie", NotAllowed), ("rosa", NotFound), ("ana", NotFound), ("tessa", NotFound),
     ("finch", NotFound)],
)  # fmt: skip
def test_only_an_adult_of_hers_notes_a_contact(world, who, error):
    with pytest.raises(error):
        spoke(world, who=who)
    assert not FamilyContact.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "smoke"}, "kind"),
        ({"on": TODAY + dt.timedelta(days=1)}, "held_on"),
        ({"on": dt.date(2025, 1, 2)}, "held_on"),
        ({"reached": False}, "shared"),
        ({"shared": "x" * 4001}, "shared"),
        ({"note": "x" * 4001}, "note"),
    ],
)
def test_what_cannot_be_noted_names_the_field_and_the_remedy(world, values, field):
    with pytest.raises(Refused) as told:
        spoke(world, **values)
    assert [(one.field, bool(one.remedy)) for one in told.value.problems] == [(field, True)]
    assert not FamilyContact.objects.exists()


def test_somebody_with_whom_the_record_is_not_shared_is_no_choice(world):
    for other in (world.raul, world.greta, world.ortiz):
        with pytest.raises(Refused) as told:
            spoke(world, guardian_id=other.pk)
        assert told.value.problems[0].field == "guardian"


def test_the_same_request_twice_is_one_contact(world):
    assert spoke(world, request_key="k") == spoke(world, request_key="k")
    assert FamilyContact.objects.count() == 1


def test_who_noted_it_takes_it_back_and_it_is_due_again(world):
    uuid = spoke(world)
    assert due(world).due_on == TODAY + NINE_WEEKS
    with pytest.raises(NotAllowed):
        withdraw_contact(world.viewer("ortiz"), uuid)
    with pytest.raises(NotFound):
        withdraw_contact(world.viewer("finch"), uuid)
    withdraw_contact(world.viewer("webb"), uuid)
    withdraw_contact(world.viewer("webb"), uuid)
    assert due(world).due_on == FIRST_DAY + NINE_WEEKS
    assert due(world).never_reached
    assert contacts_of(world.viewer("rosa"), world.ana) == ()
    assert contacts_of(world.viewer("webb"), world.ana)[0].withdrawn_at is not None
    assert audit.trail(act="agreements.family_contact_taken_back").count() == 1


# -- at night --


def told(world, who):
    return [one.kind for day in inbox_of(world.viewer(who)).days for one in day.entries]


def test_learners_are_told_on_the_day_their_check_in_is_due_and_once(world, clock):
    assert remind().check_ins == 0
    clock.set("2026-10-09 06:00")
    assert remind().check_ins == 5
    remind()
    assert told(world, "ana") == ["check_in_due"]
    assert told(world, "rosa") == []
    assert told(world, "ortiz") == []


def test_a_reminder_whose_night_was_missed_comes_on_one_of_the_next_days_and_once(world, clock):
    clock.set("2026-10-11 02:00")  # Sunday; on Friday no night ran
    assert remind().check_ins == 5
    mark_read(world.viewer("ana"))
    clock.set("2026-10-12 02:00")
    assert remind().check_ins == 0
    assert told(world, "ana") == ["check_in_due"]


def test_a_reminder_that_comes_days_late_is_none(world, clock):
    clock.set("2026-10-13 02:00")
    assert remind().check_ins == 0


def test_the_night_reads_nobodys_words_and_asks_as_much_for_many(world, clock, django_assert_num_queries):
    from headway.district.agreements.api import keep_check_in
    from headway.district.agreements.selectors.check_ins import last_check_ins, open_weeks

    clock.set("2026-10-09 06:00")
    learners = everybody(world)
    for one in learners:
        first = keep_check_in(world.viewer("webb"), one.uuid, went=3, reflect="A good week.")
        keep_check_in(world.viewer("webb"), one.uuid, went=4, reflect="A better one.", in_place_of=first)
    with CaptureQueriesContext(connection) as asked:
        assert open_weeks(learners, TODAY + dt.timedelta(days=2)) == {}
    assert not any("checkinwords" in one["sql"] for one in asked)
    with django_assert_num_queries(1):
        found = last_check_ins([one.pk for one in learners], TODAY + dt.timedelta(days=2))
    assert set(found.values()) == {dt.date(2026, 10, 9)}
    assert len(found) == len(learners)


def test_who_checked_in_needs_no_reminder(world, clock):
    from headway.district.agreements.api import keep_check_in

    clock.set("2026-10-09 06:00")
    keep_check_in(world.viewer("ana"), world.ana.uuid, went=4)
    assert remind().check_ins == 4
    assert told(world, "ana") == []


def test_advisers_are_told_with_whom_it_is_time_to_speak_until_they_did(world, clock):
    clock.set("2026-10-21 06:00")
    assert remind().contacts == 5
    assert remind().contacts == 0
    assert told(world, "webb").count("contact_due") == 4
    assert told(world, "willow").count("contact_due") == 1
    assert told(world, "ortiz") == []
    assert told(world, "rosa") == []
    spoke(world, on=dt.date(2026, 10, 21))
    assert [one.is_read for day in inbox_of(world.viewer("webb")).days for one in day.entries].count(
        True
    ) == 1
    assert remind().contacts == 0
    assert told(world, "webb").count("contact_due") == 4


def test_her_own_mother_is_not_the_adviser_who_is_told(world, clock):
    from headway.district.people.api import set_guardian

    set_guardian(
        guardian=world.webb, learner=world.ana, relation="parent", may_see=True, by=Actor.system("test")
    )
    clock.set("2026-10-21 06:00")
    remind()
    assert told(world, "webb").count("contact_due") == 3
    assert told(world, "ortiz").count("contact_due") == 1


def test_where_her_first_teacher_is_family_too_the_next_teacher_is_told_and_named(world, clock):
    from headway.district.agreements.api import contact_adults
    from headway.district.people.api import set_guardian, staff_section

    staff_section(section=world.mathematics, person=world.finch, by=Actor.system("test"))
    for one in (world.webb, world.ortiz):
        set_guardian(
            guardian=one, learner=world.ana, relation="parent", may_see=True, by=Actor.system("test")
        )
    clock.set("2026-10-21 06:00")
    remind()
    assert told(world, "finch").count("contact_due") == 1
    assert told(world, "cora") == []
    named = contact_adults([world.ana.pk, world.ben.pk])
    assert named == {world.ana.pk: {world.finch.pk: "teacher"}, world.ben.pk: {world.webb.pk: "teacher"}}
