"""The outbox: when a mail is due, what it says, that it goes out once, and what is known when it did not."""

from __future__ import annotations

import datetime as dt
import smtplib
import uuid

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.district.foundation.api import Actor, Refused, audit
from headway.district.notices.api import (
    Channel,
    NoticeKind,
    Preferences,
    mark_read,
    preferences_of,
    send_again,
    send_due,
    set_preferences,
)
from headway.district.notices.models import Letter, Notice
from headway.district.notices.types import LetterState
from headway.district.people.models import HomeGroupAdviser, SectionStaff

# Chicago is five hours west of UTC in October: seven in the morning there is noon in UTC. The 7th is a Wednesday.
BEFORE_SCHOOL, MORNING, AFTERNOON = "2026-10-07 11:50", "2026-10-07 12:00", "2026-10-07 20:00"
EVENING, FRIDAY_NIGHT = "2026-10-07 23:30", "2026-10-09 23:30"


def at_once(viewer, *kinds, **more):
    set_preferences(viewer, Preferences(dict.fromkeys(kinds or NoticeKind, Channel.AT_ONCE), **more))


def run(clock, when=None):
    """What one run sends: to whom."""
    if when:
        clock.set(when)
    before = len(mail.outbox)
    send_due()
    return [message.to[0] for message in mail.outbox[before:]]


# -- when --


def test_the_daily_mail_comes_once_at_its_hour(people, told, clock):
    for n in range(3):
        told(people.webb, subject=str(n))
    assert run(clock, BEFORE_SCHOOL) == []
    assert run(clock, MORNING) == ["webb@example.org"]
    assert run(clock) == []
    told(people.webb, subject="later")
    assert run(clock, AFTERNOON) == []
    assert run(clock, "2026-10-08 12:05") == ["webb@example.org"]
    assert "There is 1 thing" in mail.outbox[-1].subject


def test_what_came_after_the_hour_waits_for_the_next_day_even_if_there_was_no_mail_yet(people, told, clock):
    clock.set("2026-10-07 15:00")
    told(people.webb)
    assert run(clock, "2026-10-07 15:10") == []
    assert run(clock, "2026-10-08 12:00") == ["webb@example.org"]


def test_a_machine_that_was_off_sends_the_daily_mail_when_it_is_back(people, told, clock):
    told(people.webb)
    assert run(clock, AFTERNOON) == ["webb@example.org"]


def test_at_once_is_at_once_but_not_at_night(people, told, clock):
    at_once(people.viewer("webb"))
    clock.set(AFTERNOON)
    told(people.webb, subject="a")
    assert run(clock) == ["webb@example.org"]
    clock.set(EVENING)
    told(people.webb, subject="b")
    assert run(clock) == []
    assert run(clock, "2026-10-08 04:59") == []
    assert run(clock, "2026-10-08 11:59") == []
    assert run(clock, "2026-10-08 12:00") == ["webb@example.org"]


def test_a_wish_for_help_does_not_wait_for_the_daily_mail_but_for_the_end_of_quiet_hours(people, told, clock):
    assert run(clock, MORNING) == []
    clock.set(AFTERNOON)
    told(people.webb, "offer_waiting", subject="a")
    assert run(clock) == []
    told(people.webb, "help_asked", about=people.ana, subject="b")
    assert run(clock) == ["webb@example.org"]
    clock.set(EVENING)
    told(people.webb, "help_asked", about=people.ana, subject="c")
    assert run(clock) == []
    assert run(clock, "2026-10-08 12:00") == ["webb@example.org"]


def test_who_chose_the_daily_mail_for_wishes_for_help_gets_them_there(people, told, clock):
    webb = people.viewer("webb")
    set_preferences(webb, Preferences({NoticeKind.HELP_ASKED: Channel.DIGEST}))
    assert preferences_of(webb).channel(NoticeKind.HELP_ASKED) is Channel.DIGEST
    clock.set(AFTERNOON)
    told(people.webb, "help_asked", about=people.ana)
    assert run(clock) == []
    assert run(clock, "2026-10-08 12:00") == ["webb@example.org"]


def test_weekends_are_quiet_for_staff_and_not_for_families(people, told, clock):
    clock.set(FRIDAY_NIGHT)
    told(people.webb, "check_in_due")
    told(people.rosa, "offer_waiting", about=people.ana)
    assert run(clock, "2026-10-10 15:00") == ["rosa@example.org"]
    assert run(clock, "2026-10-11 15:00") == []
    assert run(clock, "2026-10-12 11:59") == []
    assert run(clock, "2026-10-12 12:00") == ["webb@example.org"]


def test_who_chose_other_hours_is_written_to_in_them(people, told, clock):
    set_preferences(
        people.viewer("webb"),
        Preferences(digest_at=dt.time(20), quiet_from=None, quiet_until=None, quiet_weekends=False),
    )
    told(people.webb)
    assert run(clock, AFTERNOON) == []
    assert run(clock, "2026-10-08 01:00") == ["webb@example.org"], "eight in the evening in Chicago"


def test_only_here_means_no_mail(people, told, clock):
    set_preferences(people.viewer("webb"), Preferences({NoticeKind.SIGNAL_ADDRESSED: Channel.APP}))
    told(people.webb)
    assert run(clock, MORNING) == []
    told(people.webb, "check_in_due")
    assert run(clock, "2026-10-08 12:00") == ["webb@example.org"]
    assert "There is 1 thing" in mail.outbox[-1].subject


def test_a_daily_mail_brings_what_waits_for_it_and_what_was_to_come_at_once(people, told, clock):
    at_once(people.viewer("webb"), NoticeKind.OFFER_WAITING)
    told(people.webb, "offer_waiting", about=people.ana)
    told(people.webb, "check_in_due", about=people.ana)
    assert run(clock, MORNING) == ["webb@example.org"]
    assert "There are 2 things" in mail.outbox[-1].subject


# -- to whom, and what it says --


def test_what_was_read_meanwhile_is_not_mailed(people, told, clock):
    told(people.webb)
    mark_read(people.viewer("webb"))
    assert run(clock, MORNING) == []


def test_what_one_may_no_longer_see_is_not_counted(people, told, clock):
    told(people.webb, about=people.ana)
    told(people.ortiz, about=people.ana)
    told(people.ortiz, "check_in_due")
    HomeGroupAdviser.objects.all().delete()
    SectionStaff.objects.filter(person__in=(people.webb, people.ortiz)).delete()
    assert run(clock, MORNING) == ["ortiz@example.org"]
    assert "There is 1 thing" in mail.outbox[-1].subject


@pytest.mark.parametrize("change", ["account closed", "person not active", "no address"])
def test_who_cannot_be_reached_gets_nothing(people, told, clock, change):
    told(people.webb)
    if change == "account closed":
        people.webb.account.is_active = False
        people.webb.account.save()
    elif change == "person not active":
        people.webb.is_active = False
        people.webb.save()
    else:
        people.webb.email = ""
        people.webb.save()
        people.webb.account.email = ""
        people.webb.account.save()
    assert run(clock, MORNING) == []
    assert run(clock, AFTERNOON) == []


def test_a_mail_counts_and_names_nobody(people, told, clock):
    told(people.webb, about=people.ana, subject="a")
    told(people.webb, about=people.ben, subject="b")
    told(people.webb, "check_in_due", about=people.ana)
    run(clock, MORNING)
    (message,) = mail.outbox
    assert message.subject == "There are 3 things for you in Headway"
    assert "- Signals addressed to you: 2" in message.body
    assert "https://headway.example.org/notices/\n" in message.body
    assert "https://headway.example.org/notices/how/" in message.body
    whole = message.message().as_string()
    everybody = [*people.people.values(), *(one.person for one in people.learners.values())]
    names = {part for person in everybody for part in (person.given_name, person.family_name) if part}
    assert [name for name in names if name in whole.replace("webb@example.org", "")] == []
    assert not [str(one.uuid) for one in people.learners.values() if str(one.uuid) in whole]


def test_a_mail_speaks_the_persons_language(people, told, clock):
    told(people.rosa, "offer_waiting", about=people.ana)
    run(clock, MORNING)
    (message,) = mail.outbox
    assert message.subject == "Hay 1 cosa para ti en Headway"
    assert "Entra para ver de qué se trata: https" in message.body
    assert message.extra_headers["Content-Language"] == "es"


# -- once --


def test_a_run_that_breaks_off_after_the_mail_was_taken_sends_it_no_second_time(
    people, told, clock, server, monkeypatch
):
    one = server()
    told(people.webb)
    clock.set(MORNING)
    sent = Letter.objects.filter

    class Gone(BaseException):
        """The machine is switched off."""

    def send_and_die(messages):
        one.taken += [message.to[0] for message in messages]
        raise Gone

    monkeypatch.setattr(one, "send_messages", send_and_die)
    with pytest.raises(Gone):
        send_due()
    assert sent(state=LetterState.SENDING).count() == 1

    again = server()
    clock.advance(minutes=10)
    assert send_due().problems == ()
    clock.advance(minutes=10)
    (problem,) = send_due().problems
    assert problem.account == "webb"
    assert str(problem.letter) in problem.remedy
    clock.advance(days=1)
    report = send_due()
    assert (report.sent, report.problems, one.taken, again.taken) == (0, (), ["webb@example.org"], [])


def test_somebody_who_looked_can_let_it_go_out_again(people, told, clock, server):
    server(TimeoutError())
    told(people.webb)
    clock.set(MORNING)
    (problem,) = send_due().problems
    one = server()
    assert send_due().sent == 0
    assert send_again([problem.letter], by=Actor.system("command line")) == 1
    assert send_due().sent == 1
    assert one.taken == ["webb@example.org"]
    with pytest.raises(Refused) as refused:
        send_again([problem.letter, uuid.uuid4()], by=Actor.system("command line"))
    assert len(refused.value.problems) == 2, "one was sent, one does not exist"


def test_while_the_server_is_away_everything_waits_and_then_goes_out_once(people, told, clock, server):
    server(away=ConnectionRefusedError())
    for who in (people.webb, people.ortiz):
        told(who)
    clock.set(MORNING)
    report = send_due()
    assert (report.sent, report.waiting, report.server_away) == (0, 2, "ConnectionRefusedError")
    one = server()
    clock.advance(minutes=10)
    assert send_due().sent == 2
    assert send_due().sent == 0
    assert sorted(one.taken) == ["ortiz@example.org", "webb@example.org"]


def test_a_mail_that_waited_into_the_night_waits_for_the_morning(people, told, clock, server):
    at_once(people.viewer("webb"))
    server(away=ConnectionRefusedError())
    clock.set("2026-10-07 22:55")
    told(people.webb, subject="a")
    send_due()
    one = server()
    clock.set("2026-10-07 23:05")
    assert send_due().sent == 0
    told(people.webb, subject="b")
    clock.set("2026-10-08 12:00")
    assert send_due().sent == 1, "one mail for both"
    assert Letter.objects.filter(state=LetterState.SENT).get().notices.count() == 2
    assert one.taken == ["webb@example.org"]


def test_a_broken_address_stops_nobody_else(people, told, clock, server):
    refused = smtplib.SMTPRecipientsRefused({"x": (550, b"no such user")})
    one = server(refused)
    for who in (people.ortiz, people.webb, people.lee):
        told(who)
    clock.set(MORNING)
    report = send_due()
    (problem,) = report.problems
    assert (report.sent, len(one.taken)) == (2, 2)
    assert "550" in problem.sentence
    assert "headway notices again" in problem.remedy
    assert send_due().problems == (), "told once"


def test_a_server_that_says_later_is_asked_later(people, told, clock, server):
    one = server(smtplib.SMTPRecipientsRefused({"x": (451, b"greylisted")}))
    told(people.webb)
    clock.set(MORNING)
    report = send_due()
    assert (report.sent, report.waiting, report.problems) == (0, 1, ())
    clock.advance(minutes=10)
    assert send_due().sent == 0
    clock.advance(minutes=21)
    assert send_due().sent == 1
    assert one.taken == ["webb@example.org"]


def test_two_runs_at_the_same_time_send_one_mail(people, told, clock, server, monkeypatch):
    """The second run comes while the first is about to hand the mail over."""
    one = server()
    told(people.webb)
    clock.set(MORNING)
    hand_over = one.send_messages

    def while_another_runs(messages):
        monkeypatch.setattr(one, "send_messages", hand_over)
        assert send_due().sent == 0
        return hand_over(messages)

    monkeypatch.setattr(one, "send_messages", while_another_runs)
    assert send_due().sent == 1
    assert one.taken == ["webb@example.org"]


def test_a_run_costs_no_query_for_whom_nothing_is_due(people, told, clock, django_assert_max_num_queries):
    for person in people.people.values():
        told(person, "check_in_due")
    clock.set(BEFORE_SCHOOL)
    with django_assert_max_num_queries(8):
        send_due()
    assert Letter.objects.count() == 0
    assert Notice.objects.count() > 10


def test_who_reads_is_asked_once_for_all_letters_and_what_was_read_is_not_looked_at(
    people, told, clock, server
):
    stands = server(away=OSError("away"))
    for person in (people.webb, people.ortiz, people.cora, people.lee, people.lena):
        told(person, "check_in_due")
    assert run(clock, MORNING) == []
    assert Letter.objects.filter(state=LetterState.WAITING).count() == 5
    for name in ("ortiz", "cora", "lee", "lena"):
        mark_read(people.viewer(name))
    stands.away = None
    with CaptureQueriesContext(connection) as asked:
        assert send_due().sent == 1
    about = [one["sql"] for one in asked if "people_person" in one["sql"] and "SELECT" in one["sql"]]
    # Whose letter broke off, whom to reach, who they are, and what the one letter says.
    assert len(about) <= 4
    assert stands.taken == ["webb@example.org"]


def test_what_was_sent_is_in_the_trail_without_names(people, told, clock):
    told(people.webb)
    run(clock, MORNING)
    assert audit.trail(act="notices.mailed").get().facts == {"mails": 1}
