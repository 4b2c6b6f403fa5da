"""Telling somebody: once while it is unread, only who can sign in, and in the act's transaction."""

from __future__ import annotations

import pytest
from django.db import transaction

from headway.district.foundation.api import Actor
from headway.district.notices.api import (
    NoticeKind,
    Reader,
    Telling,
    inbox_of,
    is_for,
    mark_read,
    open_notice,
    settle,
    settle_many,
    tell,
    tell_all,
    unread_count,
)
from headway.district.notices.models import Notice
from headway.district.people.models import Guardianship, HomeGroupAdviser, SectionStaff

BY = Actor.system("signals")


def lines(world, who):
    return [entry for day in inbox_of(world.viewer(who)).days for entry in day.entries]


def test_what_is_told_stands_in_the_inbox_with_its_place(people, told):
    told(people.webb, about=people.ana, subject="one")
    (entry,) = lines(people, "webb")
    assert (entry.kind, entry.reader, entry.name) == (
        NoticeKind.SIGNAL_ADDRESSED,
        Reader.STAFF,
        people.ana.person.name,
    )
    assert (entry.link, entry.is_read) == ("/teach/", False)


def test_the_same_is_told_again_only_after_it_was_read(people, told):
    for _ in range(3):
        told(people.webb, about=people.ana, subject="one")
    told(people.webb, about=people.ana, subject="two")
    assert unread_count(people.viewer("webb")) == 2
    mark_read(people.viewer("webb"))
    told(people.webb, about=people.ana, subject="one")
    assert [entry.is_read for entry in lines(people, "webb")] == [False, True, True]


def test_without_a_subject_the_learner_tells_one_from_the_other(people, told):
    for learner in (people.ana, people.ben, people.ana):
        told(people.webb, "check_in_due", about=learner)
    assert unread_count(people.viewer("webb")) == 2


def test_twice_in_one_batch_is_once(people):
    same = Telling(to=people.webb.pk, kind=NoticeKind.CHECK_IN_DUE, link="/teach/", subject="x")
    tell_all([same, same], by=BY)
    assert Notice.objects.count() == 1


def test_who_cannot_sign_in_is_told_nothing(people, told):
    people.ortiz.account.is_active = False
    people.ortiz.account.save()
    people.webb.is_active = False
    people.webb.save()
    people.cora.account = None
    people.cora.save()
    tell(
        to=[people.ortiz.pk, people.webb.pk, people.cora.pk, 10_000_000, people.lee.pk],
        kind=NoticeKind.CHECK_IN_DUE,
        link="/teach/",
        by=BY,
    )
    assert list(Notice.objects.values_list("person_id", flat=True)) == [people.lee.pk]


def test_many_cost_as_few_queries_as_one(people, django_assert_num_queries):
    everybody = [person.pk for person in people.people.values()]
    with django_assert_num_queries(2):
        tell(to=everybody, kind=NoticeKind.CHECK_IN_DUE, link="/teach/", by=BY)
    assert Notice.objects.count() > 10


@pytest.mark.django_db(transaction=True)
def test_outside_the_acts_transaction_nothing_can_be_told():
    with pytest.raises(RuntimeError, match="one transaction"):
        tell(to=1, kind=NoticeKind.CHECK_IN_DUE, link="/teach/", by=BY)
    with pytest.raises(RuntimeError, match="one transaction"):
        settle(subject="x")


def test_an_act_that_is_undone_told_nobody(people):
    def act():
        with transaction.atomic():
            tell(to=people.webb.pk, kind=NoticeKind.CHECK_IN_DUE, link="/teach/", by=BY)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not Notice.objects.exists()


@pytest.mark.parametrize("link", ["https://example.org/", "//example.org/", "/\\example.org", "teach/", ""])
def test_a_notice_leads_to_pages_of_ours_only(people, link):
    with pytest.raises(ValueError, match="no address of ours"):
        tell(to=people.webb.pk, kind=NoticeKind.CHECK_IN_DUE, link=link, by=BY)


def test_what_somebody_answered_waits_for_nobody(people, told):
    for who in (people.webb, people.ortiz):
        told(who, about=people.ana, subject="one")
        told(who, "signal_overdue", about=people.ana, subject="one")
    assert settle(subject="one", kinds=[NoticeKind.SIGNAL_ADDRESSED]) == 2
    assert settle(subject="one") == 2
    assert unread_count(people.viewer("webb")) == unread_count(people.viewer("ortiz")) == 0
    with pytest.raises(ValueError, match="everything"):
        settle(subject="")


def test_many_matters_are_settled_with_one_question_and_an_empty_name_settles_none(
    people, told, django_assert_num_queries
):
    for subject in ("one", "two", "three"):
        told(people.webb, about=people.ana, subject=subject)
        told(people.ortiz, about=people.ana, subject=subject)
    with pytest.raises(ValueError, match="everything"):
        settle_many(subjects=["one", ""])
    assert unread_count(people.viewer("webb")) == 3
    with django_assert_num_queries(1):
        assert settle_many(subjects=["one", "two", "two"]) == 4
    assert unread_count(people.viewer("webb")) == 1
    assert settle_many(subjects=[]) == 0


# -- who reads it --


def test_who_may_no_longer_see_the_learner_is_no_longer_told_of_her(people, told):
    told(people.webb, about=people.ana, subject="one")
    told(people.webb, "check_in_due")
    assert unread_count(people.viewer("webb")) == 2
    HomeGroupAdviser.objects.all().delete()
    SectionStaff.objects.filter(person=people.webb).delete()
    viewer = people.viewer("webb")
    assert (unread_count(viewer), [entry.name for entry in lines(people, "webb")]) == (1, [""])
    hidden = Notice.objects.get(subject="one")
    with pytest.raises(Exception, match="not open to you"):
        open_notice(viewer, hidden.uuid)
    mark_read(viewer)
    hidden.refresh_from_db()
    assert hidden.read_at is None, "what she cannot see she has not read"


def test_a_guardian_who_may_not_see_reads_nothing_of_her_child(people, told):
    told(people.rosa, "offer_waiting", about=people.ana)
    assert [entry.reader for entry in lines(people, "rosa")] == [Reader.FAMILY]
    Guardianship.objects.filter(guardian=people.rosa).update(may_see=False)
    assert lines(people, "rosa") == []


def test_nobody_reads_the_notices_of_another(people, told):
    told(people.webb, about=people.ana)
    notice = Notice.objects.get()
    with pytest.raises(Exception, match="not open to you"):
        open_notice(people.viewer("ortiz"), notice.uuid)
    assert mark_read(people.viewer("ortiz"), [notice.uuid]) == 0


def test_signals_stay_between_adults_whoever_is_named(people, told):
    for kind in NoticeKind:
        for who in (people.ana, people.rosa):
            told(who, kind, about=people.ana)
    shown = {who: {entry.kind for entry in lines(people, who)} for who in ("ana", "rosa")}
    for_families = {kind for kind in NoticeKind if is_for(kind, Reader.FAMILY)}
    assert shown == {"ana": for_families, "rosa": for_families}
    assert NoticeKind.SIGNAL_ADDRESSED not in for_families


def test_who_teaches_her_own_child_reads_no_signal_about_her(people, told):
    Guardianship.objects.create(guardian=people.ortiz, learner=people.ana)
    told(people.ortiz, about=people.ana, subject="own")
    told(people.ortiz, about=people.ben, subject="other")
    assert [entry.name for entry in lines(people, "ortiz")] == [people.ben.person.name]


def test_each_reads_it_in_her_own_part(people, told):
    for who in (people.ana, people.rosa, people.webb):
        told(who, "offer_waiting", about=people.ana)
    assert [lines(people, who)[0].reader for who in ("ana", "rosa", "webb")] == [
        Reader.LEARNER,
        Reader.FAMILY,
        Reader.STAFF,
    ]
    assert lines(people, "ana")[0].name == ""


# -- the inbox --


def test_the_inbox_is_by_day_of_the_district_and_newest_first(people, told, clock):
    clock.set("2026-10-07 04:30")  # half past eleven at night on the 6th, in Chicago
    told(people.webb, subject="a")
    clock.set("2026-10-07 05:30")
    told(people.webb, subject="b")
    told(people.webb, subject="c")
    days = inbox_of(people.viewer("webb")).days
    assert [(day.on.isoformat(), len(day.entries)) for day in days] == [("2026-10-07", 2), ("2026-10-06", 1)]
    times = [entry.told_at for day in days for entry in day.entries]
    assert times == sorted(times, reverse=True)


def test_the_inbox_costs_one_query_however_much_is_in_it(people, django_assert_num_queries):
    tell_all(
        [
            Telling(people.webb.pk, kind, "/teach/", learner.pk)
            for kind in NoticeKind
            for learner in (people.ana, people.ben)
        ],
        by=BY,
    )
    viewer = people.viewer("webb")
    with django_assert_num_queries(1):
        assert inbox_of(viewer).unread == 2 * len(NoticeKind)
    with django_assert_num_queries(1):
        assert unread_count(viewer) == 2 * len(NoticeKind)


def test_a_very_full_inbox_comes_in_pages(people, django_assert_num_queries):
    tell_all(
        [Telling(people.webb.pk, NoticeKind.CHECK_IN_DUE, "/teach/", subject=str(n)) for n in range(101)],
        by=BY,
    )
    viewer = people.viewer("webb")
    with django_assert_num_queries(1):
        inbox = inbox_of(viewer, page=5)
    assert (inbox.page, inbox.pages, inbox.unread) == (5, 5, 101)
    assert sum(len(day.entries) for day in inbox.days) == 1
    assert inbox_of(viewer, page=40) == inbox


def test_opening_a_notice_reads_it_and_says_where_it_leads(people, told):
    told(people.webb, about=people.ana)
    told(people.webb, about=people.ben)
    notice = Notice.objects.get(learner=people.ana)
    assert open_notice(people.viewer("webb"), notice.uuid) == "/teach/"
    assert {entry.name: entry.is_read for entry in lines(people, "webb")} == {
        people.ana.person.name: True,
        people.ben.person.name: False,
    }


def test_all_as_read_leaves_what_came_after_the_page_was_made(people, told, clock):
    told(people.webb, subject="a")
    seen = clock.instant
    clock.advance(minutes=1)
    told(people.webb, subject="b")
    assert mark_read(people.viewer("webb"), until=seen) == 1
    assert unread_count(people.viewer("webb")) == 1
