"""A family reads what her child is ready to show, the work, and how it grew; and may ask for a second look."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.evidence.api import ask_ready, hand_in
from headway.district.evidence.models import SecondLook
from headway.district.foundation.api import clock as time
from headway.district.policy.models import PolicyVersion
from tests.portals.showing import english_left_in, text_of


@pytest.fixture
def rosa(world, sign_in):
    world.rosa.language = "en"
    world.rosa.save()
    return sign_in(world.rosa)


@pytest.fixture
def ask(world):
    def asked(work=""):
        viewer = world.viewer("ana")
        made = ask_ready(viewer=viewer, competency_uuids=[world.competency("MA.FR.1").uuid], form="writing")
        if work:
            return hand_in(viewer=viewer, request_uuid=made.uuid, note=work).evidence_uuid
        return made.uuid

    return asked


def family(world, rest=""):
    return f"/family/{world.ana.uuid}/{rest}"


class TestReading:
    def test_what_she_is_ready_to_show_and_where_it_stands(self, world, rosa, ask):
        ask()
        text = text_of(rosa.get(family(world, "ready/")))
        assert "Parts of a whole" in text
        assert "Ana asked less than an hour ago." in text

    def test_before_anything_was_asked_it_says_how_to_help(self, world, rosa):
        assert "what would you like to show next, and how?" in text_of(rosa.get(family(world, "ready/")))

    def test_the_work_and_what_was_said_words_first(self, world, rosa, show):
        outcome = show("MA.FR.1", 2, note="Name each part.", title="Poster")
        text = text_of(rosa.get(family(world, f"work/{outcome.evidence_uuids[0]}/")))
        assert text.index("Name each part.") < text.index("The work shows: Developing")

    def test_how_the_work_grew_in_the_familys_voice(self, world, rosa, show):
        show("MA.FR.1", 3, days_ago=9)
        show("MA.FR.1", 2, days_ago=2)
        text = text_of(rosa.get(family(world, f"competency/{world.competency('MA.FR.1').uuid}/growth/")))
        assert "The earlier piece stays in the history, and nothing is lost." in text

    def test_only_her_own_children(self, world, rosa, sign_in, show):
        outcome = show("MA.FR.1", 2)
        work, rating = outcome.evidence_uuids[0], outcome.rating_uuids[0]
        rest = ("ready/", f"work/{work}/", f"second-look/{rating}/")
        for who in (world.raul, world.greta):
            client = sign_in(who)
            assert [client.get(family(world, one)).status_code for one in rest] == [404] * 3
        assert rosa.get(f"/family/{world.emil.uuid}/ready/").status_code == 404


class TestASecondLook:
    def test_a_family_asks_where_the_district_lets_it(self, world, rosa, show):
        outcome = show("MA.FR.1", 2, title="Poster")
        work, rating = outcome.evidence_uuids[0], outcome.rating_uuids[0]
        assert "ask for a second look" in text_of(rosa.get(family(world, f"work/{work}/")))
        rosa.post(family(world, f"second-look/{rating}/"), {"reason": "She did it alone at home."})
        assert SecondLook.objects.get().asked_by == world.rosa
        assert "A second look is asked for." in text_of(rosa.get(family(world, f"work/{work}/")))

    def test_where_learners_ask_themselves_no_link_and_no_way(self, world, rosa, show):
        PolicyVersion.objects.create(
            organisation=world.district,
            kind="evidence.second_look",
            number=1,
            text="Learners ask themselves.",
            parameters={"families": False},
            effective_on=time.today() - dt.timedelta(days=1),
            recorded_at=time.now(),
            approved_by="test",
        )
        outcome = show("MA.FR.1", 2)
        work, rating = outcome.evidence_uuids[0], outcome.rating_uuids[0]
        assert "ask for a second look" not in text_of(rosa.get(family(world, f"work/{work}/")))
        asked = rosa.post(family(world, f"second-look/{rating}/"), {"reason": "Please."})
        assert asked.status_code == 403
        assert not SecondLook.objects.exists()

    def test_without_a_reason_nothing_is_asked(self, world, rosa, show):
        rating = show("MA.FR.1", 2).rating_uuids[0]
        page = rosa.post(family(world, f"second-look/{rating}/"), {})
        assert page.status_code == 422
        assert "The reason is empty." in text_of(page)


def test_a_family_that_reads_spanish_finds_no_english(world, sign_in, ask, show):
    rosa = sign_in(world.rosa)
    work = ask(work="Un cuarto.")
    rating = show("MA.FR.1", 2, title="Cartel", note="Muy claro.").rating_uuids[0]
    for rest in (
        "ready/",
        f"work/{work}/",
        f"competency/{world.competency('MA.FR.1').uuid}/growth/",
        f"second-look/{rating}/",
    ):
        assert english_left_in(rosa.get(family(world, rest))) == [], rest
