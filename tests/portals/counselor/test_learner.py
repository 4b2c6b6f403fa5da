"""One learner as a counsellor sees her: strengths first, everything explained, nothing to change."""

from __future__ import annotations

import re
import uuid

import pytest
from django.conf import settings

from headway.district.foundation.models import AuditEntry
from headway.district.people import services as people
from tests.portals.showing import english_left_in, text_of
from tests.worlds import BUILDER


@pytest.fixture
def page(world, sign_in):
    cora = sign_in(world.cora)
    return lambda query="", who="ana": cora.get(f"/counsel/learner/{getattr(world, who).uuid}/{query}")


@pytest.fixture
def target(world, sign_in):
    cora = sign_in(world.cora)
    return lambda code, query="": cora.get(
        f"/counsel/learner/{world.ana.uuid}/competency/{world.competency(code).uuid}/{query}"
    )


class TestThePicture:
    def test_strengths_come_before_what_is_growing_and_what_is_open(self, page, show):
        show("MA.FR.1", 3, 3, decided=3)
        show("MA.DA.1", 2, 2, decided=2)
        text = text_of(page())
        order = ["Strengths", "Domain by domain", "What is growing", "Open now", "Pace", "Habits of success"]
        places = [text.index(word) for word in order]
        assert places == sorted(places)
        assert "Ana has shown 1 competency so far." in text
        assert "Reading a chart" in text[places[2] : places[3]]
        assert "Equal fractions" in text[places[3] : places[4]]

    def test_waiting_decisions_are_named_with_what_the_evidence_points_to(self, page, show):
        show("MA.FR.1", 3, 3)
        text = text_of(page())
        assert "Parts of a whole The evidence points to Proficient." in text

    def test_who_is_there_for_her_is_named(self, page):
        text = text_of(page())
        for name in ("Elena Ortiz", "Aiden Webb", "Tessa Lind"):
            assert name in text

    def test_pace_shows_its_formula(self, page, show):
        show("MA.FR.1", 3, 3, decided=3)
        text = text_of(page())
        assert "How is this counted?" in text
        assert "1 competency newly proficient" in text

    def test_habits_stand_apart_from_subjects(self, page, world):
        html = page().content.decode()
        assert f"/counsel/learner/{world.ana.uuid}/habits/" in html
        assert "Asking for help" not in html

    def test_no_rank_no_mean_and_no_percent_is_shown(self, page, show):
        show("MA.FR.1", 3, 3, decided=3)
        html = page().content.decode()
        assert not re.search(r"average|rank|%|GPA", re.sub(r"<style.*?</style>", "", html, flags=re.S))

    def test_there_is_nothing_to_send(self, page, target):
        for response in (page(), target("MA.FR.1")):
            main = re.search(r"<main.*</main>", response.content.decode(), re.S).group(0)
            assert 'method="post"' not in main

    def test_a_past_page_tells_what_was_known_then_and_stays_in_the_past(self, page, show, clock, world):
        show("MA.FR.1", 3, 3, decided=3)
        clock.advance(days=2)
        then = page("?as_of=2026-10-06")
        assert "The line of Ana begins here." in text_of(then)
        assert f"competency/{world.competency('MA.FR.1').uuid}/?as_of=2026-10-06" in then.content.decode()
        assert "Ana has shown 1 competency so far." in text_of(page("?as_of=2026-10-07"))


class TestTheCompetency:
    def test_it_tells_where_the_work_stands_how_we_know_and_what_is_next(self, target, show):
        show("MA.FR.1", 2, 3, 3, decided=3)
        text = text_of(target("MA.FR.1"))
        for part in ("Where the work of Ana Reyes stands", "How we know", "Why Proficient?", "The rule"):
            assert part in text
        assert "Elena Ortiz decided on Oct. 7, 2026: the work shows Proficient." in text

    def test_without_evidence_it_says_so_and_what_opens_it(self, target):
        text = text_of(target("MA.FR.2"))
        assert "Nothing yet." in text
        assert "First comes: “Parts of a whole”. Then this opens." in text

    def test_a_competency_that_is_not_there_is_no_page(self, page, world, sign_in):
        address = f"/counsel/learner/{world.ana.uuid}/competency/{uuid.uuid4()}/"
        assert sign_in(world.cora).get(address).status_code == 404


class TestAccess:
    def test_another_schools_learner_is_no_page(self, page):
        assert page(who="emil").status_code == 404

    def test_her_own_child_is_opened_as_family_and_not_here(self, page, world):
        people.set_guardian(guardian=world.cora, learner=world.emil, by=BUILDER)
        assert page(who="emil").status_code == 404

    def test_a_look_is_noted_once_an_hour_with_its_reason(self, page, world):
        page()
        page()
        looks = AuditEntry.objects.filter(act="people.record_viewed", learner_uuid=world.ana.uuid)
        assert [one.facts for one in looks] == [{"page": "counselor:learner", "reasons": ["duty"]}]


def test_the_cost_does_not_grow_with_evidence(page, show, django_assert_max_num_queries):
    page()
    with django_assert_max_num_queries(22) as few:
        page()
    for code in ("MA.FR.1", "MA.DA.1", "LI.RE.1", "LI.WR.1"):
        show(code, 3, 3, decided=3, note="Well told.")
    with django_assert_max_num_queries(len(few) + 3):  # descriptors, tasks and notes, once there is something
        page()


def test_both_pages_can_be_read_in_spanish(world, show, sign_in):
    show("MA.FR.1", 3, 3, decided=3, title="Tarta")
    show("MA.DA.1", 2, title="Gráfica")
    cora = sign_in(world.cora)
    cora.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    mine = ("Alder", "Mathematics, Alder", "Cedar")
    assert english_left_in(cora.get(f"/counsel/learner/{world.ana.uuid}/"), except_for=mine) == []
    for code in ("MA.FR.1", "MA.FR.2"):
        address = f"/counsel/learner/{world.ana.uuid}/competency/{world.competency(code).uuid}/"
        assert english_left_in(cora.get(address), except_for=mine) == []
