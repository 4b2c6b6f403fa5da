"""How a school answers: what was passed on, what nobody has, who is never looked at; small numbers stay hidden."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from headway.district.agreements.models import CheckIn
from headway.district.foundation.api import Actor, clock
from headway.district.people.api import record_absence
from headway.district.people.models import HomeGroupAdviser, SectionStaff
from headway.district.signals.api import write_signals
from headway.district.signals.models import PaceReview, Signal
from headway.district.signals.types import Found
from tests.portals.showing import english_left_in

pytestmark = pytest.mark.django_db
NIGHT = Actor.system("signals")


def told(*learners):
    write_signals(
        [
            Found(one.pk, "stalled", "MA", dt.date(2026, 9, 1), {"days": 25.0, "open": 3.0}, "MA")
            for one in learners
        ],
        by=NIGHT,
    )
    return list(Signal.objects.order_by("pk"))


def text(client, address, status=200, **options):
    answer = client.get(address, **options)
    assert answer.status_code == status
    return answer.content.decode()


def test_what_nobody_has_stands_on_the_leaders_page(world, sign_in):
    HomeGroupAdviser.objects.all().update(to_on=clock.today() - dt.timedelta(days=1))
    SectionStaff.objects.all().update(is_active=False)
    for name in ("cora", "lee", "lena"):
        world.people[name].duties.update(is_active=False)
    (row,) = told(world.ana)
    world.people["lee"].duties.update(is_active=True)
    client = sign_in(world.lee)
    page = text(client, "/lead/board/")
    assert "Ana Reyes" in page
    assert "Nobody has it yet." in page
    assert "What is done about it?" in text(client, f"/lead/board/{row.uuid}/")
    assert "Ana Reyes" not in text(sign_in(world.leo), "/lead/board/")
    text(sign_in(world.leo), f"/lead/board/{row.uuid}/", 404)


def test_small_numbers_are_hidden(world, sign_in):
    told(world.ana, world.ben)
    part = text(sign_in(world.lee), "/lead/board/answers/", headers={"HX-Request": "true"})
    assert "Alder" in part
    assert 'class="suppressed">not shown<' in part
    assert ">2<" not in part
    assert "is not shown: the number would tell of few." in part


def test_who_is_never_looked_at_is_listed_until_somebody_notes_a_look(world, sign_in):
    client = sign_in(world.lee)
    assert "Dev Patel" in text(client, "/lead/board/not-looked-at/")
    answer = client.post(f"/lead/board/not-looked-at/{world.dev.uuid}/")
    assert answer.url == "/lead/board/not-looked-at/"
    assert PaceReview.objects.get().learner_id == world.dev.pk
    assert "Dev Patel" not in text(client, "/lead/board/not-looked-at/")
    assert client.post(f"/lead/board/not-looked-at/{world.emil.uuid}/").status_code == 404


def test_the_numbers_of_a_school_are_those_of_the_names_beside_them(world, sign_in):
    """Hidden in the table and told by the heading, a small number would not be hidden at all."""
    client = sign_in(world.lee)
    client.post(f"/lead/board/not-looked-at/{world.dev.uuid}/")
    page = text(client, "/lead/board/not-looked-at/")
    assert "3 learners" in page
    row = page[page.index("School: Alder") :]
    assert re.findall(r"<td[^>]*>(.*?)</td>", row)[:2] == ["3", "4"]
    assert "you read their learners by name" in page


PAGES = (
    "/lead/board/",
    "/lead/board/answers/",
    "/lead/board/attendance/",
    "/lead/board/not-looked-at/",
)


@pytest.mark.parametrize("address", PAGES)
def test_pages_of_a_leader_ask_a_fixed_number_of_questions(
    world, sign_in, django_assert_max_num_queries, address
):
    told(world.ana, world.ben, world.chloe, world.dev)
    client = sign_in(world.lee)
    client.get(address)
    # The page about attendance reads schools first, and learners only of those that note none.
    with django_assert_max_num_queries(16 if address == SILENCE else 15):
        text(client, address)


@pytest.mark.parametrize("who", ["ana", "rosa", "ortiz", "webb", "cora", "reggie", "adam", "priya"])
def test_the_leaders_pages_are_the_leaders(world, sign_in, who):
    for address in PAGES:
        text(sign_in(getattr(world, who)), address, 404)


SILENCE = "/lead/board/attendance/"


def test_a_school_that_notes_no_attendance_is_one_line_to_its_leaders(world, sign_in):
    client = sign_in(world.lee)
    board = text(client, "/lead/board/")
    assert f'hx-get="{SILENCE}"' in board
    assert "Attendance has not been noted lately: Alder." in board, "without scripts, too"
    page = text(client, SILENCE)
    assert page.count("Attendance has not been noted at Alder this school year") == 1
    assert "Birch" not in page
    record_absence(learner=world.ana, on=dt.date(2026, 9, 9), by=NIGHT)
    line = "Attendance has not been noted at Alder since September 9; until it is, Headway cannot say who was not seen there."
    part = text(client, SILENCE, headers={"HX-Request": "true"})
    assert line in part
    assert "<html" not in part
    record_absence(learner=world.ana, on=dt.date(2026, 10, 6), by=NIGHT)
    assert "Attendance has not been noted" not in text(client, SILENCE)
    assert "No school has gone 8 days of school without noting attendance." in text(client, SILENCE)
    assert "Attendance has not been noted" not in text(client, "/lead/board/")
    assert "Attendance has not been noted lately: Birch." in text(sign_in(world.lena), "/lead/board/")


def test_a_school_at_which_other_work_tells_is_not_said_to_note_attendance(world, sign_in):
    for who in ("ana", "ben"):
        learner = getattr(world, who)
        CheckIn.objects.create(learner=learner, week_on=dt.date(2026, 10, 1), recorded_at=clock.now())
    client = sign_in(world.lee)
    assert "Attendance has not been noted lately: Alder." in text(client, "/lead/board/")
    page = text(client, SILENCE)
    line = "Attendance has not been noted at Alder this school year; evidence, check-ins and contacts say there who was seen."
    assert line in page
    assert "No school has gone" not in page
    assert "cannot say" not in page


def test_the_line_about_attendance_is_spanish_for_who_reads_spanish(world, sign_in):
    world.people["lee"].language = "es"
    world.people["lee"].save()
    record_absence(learner=world.ana, on=dt.date(2026, 9, 9), by=NIGHT)
    answer = sign_in(world.lee).get(SILENCE)
    assert "La asistencia no se ha anotado en Alder desde el 9 de septiembre" in answer.content.decode()
    assert english_left_in(answer) == []
