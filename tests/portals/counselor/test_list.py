"""The counsellor's list: one honest sentence about each learner, and whom an adult should turn to."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.conf import settings

from headway.district.foundation.api import Actor, audit
from headway.district.people import services as people
from headway.district.people.models import Learner, Person
from headway.district.signals.api import write_signals
from headway.district.signals.models import Signal
from headway.district.signals.types import Found
from tests.portals.showing import english_left_in, text_of
from tests.worlds import BUILDER


@pytest.fixture
def page(world, sign_in):
    cora = sign_in(world.cora)
    return lambda query="": cora.get(f"/counsel/{query}")


@pytest.fixture
def find(world, sign_in):
    cora = sign_in(world.cora)
    return lambda words, **fields: cora.post("/counsel/", {"q": words, **fields})


def line_of(response, name: str) -> str:
    """What the list says in the line of this learner."""
    items = re.findall(r"<li>\s*<p class=\"who\">.*?</li>", response.content.decode(), re.S)
    (line,) = [one for one in items if name in one]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", line)).strip()


def names_on(response) -> list[str]:
    return re.findall(r'<p class="who"><a [^>]*>([^<]+)</a>', response.content.decode())


class TestTheSentence:
    def test_what_was_reached_in_the_last_weeks_comes_first(self, page, show):
        show("MA.FR.1", 3, 3, decided=3, days_ago=9)
        show("MA.DA.1", 2, days_ago=3)
        line = line_of(page(), "Ana Reyes")
        assert "Reached in the last four weeks: “Parts of a whole”." in line
        assert "Cedar" in line

    def test_work_under_way_is_named_with_its_day(self, page, show):
        show("MA.FR.1", 2, days_ago=5)
        assert "Showed work on “Parts of a whole” on Oct. 2, 2026." in line_of(page(), "Ana Reyes")

    def test_a_silence_says_for_how_long_and_who_teaches(self, page, show):
        show("MA.FR.1", 2, days_ago=36)
        assert "Nothing was shown for 5 weeks. Taught by Elena Ortiz." in line_of(page(), "Ana Reyes")

    def test_somebody_new_has_no_evidence_yet_and_a_teacher_to_ask(self, page):
        assert "There is no evidence yet. Taught by Elena Ortiz." in line_of(page(), "Ben Okafor")

    def test_somebody_without_any_section_needs_the_registrar(self, page, world):
        person = people.create_person(given_name="Zed", family_name="Quill", by=BUILDER)
        people.admit_learner(person=person, school=world.alder, by=BUILDER)
        assert "Nobody teaches here yet: ask the registrar" in line_of(page(), "Zed Quill")

    def test_decisions_that_wait_are_counted(self, page, show):
        show("MA.FR.1", 3, 3)
        show("MA.DA.1", 2, 2)
        assert "2 decisions are waiting" in line_of(page(), "Ana Reyes")
        assert "waiting" not in line_of(page(), "Ben Okafor")


class TestWhoIsOnTheList:
    def test_the_learners_of_her_school_by_name_and_nobody_who_left(self, page):
        assert names_on(page()) == ["Chloe Nguyen", "Ben Okafor", "Dev Patel", "Ana Reyes"]

    def test_what_somebody_has_shown_does_not_move_her_on_the_list(self, page, show):
        before = names_on(page())
        show("MA.FR.1", 4, 4, decided=4)
        show("MA.FR.1", 4, 4, decided=4, learner="dev")
        assert names_on(page()) == before

    def test_her_own_child_at_another_school_is_not_among_them(self, page, world):
        people.set_guardian(guardian=world.cora, learner=world.emil, by=BUILDER)
        assert "Emil Sand" not in names_on(page())

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("oka", ["Ben Okafor"]),
            ("L-dev", ["Dev Patel"]),
            ("ana reyes", ["Ana Reyes"]),
            ("nobody", []),
        ],
    )
    def test_words_and_identifiers_narrow_it(self, find, query, names):
        assert names_on(find(query)) == names

    def test_names_stay_out_of_addresses(self, page, find, world):
        crowd(world, 60)
        assert len(names_on(page("?q=nobody"))) == 50, "an address brings no words"
        found = find("crowd", group="nonsense")
        assert len(names_on(found)) == 50
        html = found.content.decode()
        assert "q=" not in html
        assert '<input type="hidden" name="q" value="crowd">' in html, "kept where the pages are turned"
        assert len(names_on(find("crowd", page="2"))) == 10

    def test_a_search_in_the_past_stays_there(self, page, find, world):
        assert 'action="/counsel/?as_of=2026-10-06"' in page("?as_of=2026-10-06").content.decode()

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("?show=nonsense", ["Chloe Nguyen", "Ben Okafor", "Dev Patel", "Ana Reyes"]),
            ("?group=nonsense&page=99", ["Chloe Nguyen", "Ben Okafor", "Dev Patel", "Ana Reyes"]),
        ],
    )
    def test_a_choice_that_is_none_chooses_nothing(self, page, query, names):
        assert names_on(page(query)) == names

    def test_a_home_group_narrows_it(self, page, world):
        spruce = people.create_home_group(school=world.alder, name="Spruce", by=BUILDER)
        people.join_home_group(home_group=spruce, learner=world.dev, from_on=world.year.starts_on, by=BUILDER)
        assert names_on(page(f"?group={spruce.uuid}")) == ["Dev Patel"]
        assert len(names_on(page(f"?group={world.cedar.uuid}"))) == 4

    def test_a_home_group_of_the_neighbour_is_no_choice(self, page, world):
        response = page(f"?group={world.maple.uuid}")
        assert "Maple" not in text_of(response)
        assert len(names_on(response)) == 4

    def test_the_quiet_ones_and_those_with_waiting_decisions_can_be_asked_for(self, page, show):
        show("MA.FR.1", 3, 3, days_ago=30)  # quiet, and a decision waits
        show("MA.FR.1", 2, learner="ben", days_ago=2)  # neither
        show("MA.FR.1", 3, 3, learner="chloe", days_ago=2)  # a decision waits
        assert names_on(page("?show=quiet")) == ["Dev Patel", "Ana Reyes"]
        assert names_on(page("?show=waiting")) == ["Chloe Nguyen", "Ana Reyes"]

    def test_a_decision_that_agrees_waits_no_more(self, page, show):
        show("MA.FR.1", 3, 3, decided=3)
        assert names_on(page("?show=waiting")) == []
        assert "Nobody fits this selection." in text_of(page("?show=waiting"))

    def test_fifty_stand_on_a_page(self, page, world):
        crowd(world, 60)
        assert len(names_on(page())) == 50
        assert "64 learners, by name" in text_of(page())
        assert len(names_on(page("?page=2"))) == 14


class TestThePast:
    def test_a_past_date_tells_what_was_known_then(self, page, show, clock):
        show("MA.FR.1", 3, 3, decided=3)
        clock.advance(days=3)
        then = page("?as_of=2026-10-06")
        assert "There is no evidence yet." in line_of(then, "Ana Reyes")
        assert "As it was known on Oct. 6, 2026" in text_of(then)
        assert "Reached in the last four weeks" in line_of(page("?as_of=2026-10-08"), "Ana Reyes")

    def test_a_past_page_leads_to_past_pages_and_asks_nothing_about_today(self, page, world):
        html = page("?as_of=2026-10-06&show=quiet").content.decode()
        assert f"/counsel/learner/{world.ana.uuid}/?as_of=2026-10-06" in html
        assert 'name="show"' not in html

    def test_a_date_that_is_none_is_answered_with_a_sentence(self, page):
        response = page("?as_of=yesterday")
        assert response.status_code == 422
        assert "The date could not be read." in text_of(response)


def crowd(world, count: int) -> list[Learner]:
    named = Person.objects.bulk_create(
        Person(given_name=f"L{n:02d}", family_name="Crowd") for n in range(count)
    )
    return Learner.objects.bulk_create(Learner(person=one, school=world.alder) for one in named)


def test_the_cost_does_not_grow_with_learners_or_evidence(page, world, show, django_assert_max_num_queries):
    page()  # the continuum is read once per process
    with django_assert_max_num_queries(14) as few:
        page()
    crowd(world, 40)
    for code in ("MA.FR.1", "MA.DA.1", "LI.RE.1"):
        show(code, 2, 3)
        show(code, 2, 3, learner="ben")
    with django_assert_max_num_queries(len(few)):
        page()


def test_those_without_the_duty_find_no_such_page(world, sign_in):
    for who in ("ortiz", "carl", "rosa", "ana", "reggie"):
        expected = 200 if who == "carl" else 404
        assert sign_in(getattr(world, who)).get("/counsel/").status_code == expected
    assert "Ana" not in text_of(sign_in(world.carl).get("/counsel/"))


def test_it_can_be_read_in_spanish(page, world, show, sign_in):
    show("MA.FR.1", 3, 3, decided=3)
    show("MA.DA.1", 2, learner="ben", days_ago=dt.timedelta(weeks=5).days)
    cora = sign_in(world.cora)
    cora.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    for query in ("", "?show=waiting"):
        response = cora.get(f"/counsel/{query}")
        assert english_left_in(response, except_for=("Alder", "Cedar")) == []
    assert english_left_in(cora.post("/counsel/", {"q": "nobody"}), except_for=("Alder", "Cedar")) == []
    assert "Partes de un todo" in text_of(cora.get("/counsel/"))


def test_whoever_looks_at_the_list_leaves_one_row_in_the_trail_and_no_name(page, find):
    page()
    find("Ana")
    (look,) = audit.trail(act="people.list_viewed")
    assert look.facts == {"page": "counselor:home", "learners": 4}


def test_the_first_page_says_which_plans_wait(world, sign_in, django_assert_max_num_queries):
    matter = Found(world.ana.pk, "stalled", "MA", dt.date(2026, 9, 1), {"days": 25.0, "open": 3.0}, "MA")
    write_signals([matter], by=Actor.system("signals"))
    Signal.objects.update(addressee=world.people["cora"])
    client = sign_in(world.cora)
    assert 'hx-get="/counsel/plans/line/"' in client.get("/counsel/").content.decode()
    with django_assert_max_num_queries(20):
        part = client.get("/counsel/plans/line/", headers={"HX-Request": "true"}).content.decode()
    assert "A plan of 1 learner waits for your answer." in part
    assert 'href="/counsel/board/"' in part
    assert "waits for your answer" not in sign_in(world.carl).get("/counsel/plans/line/").content.decode()
