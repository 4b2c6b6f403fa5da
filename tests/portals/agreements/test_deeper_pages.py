"""Going deeper on pages: adults read why and may depart from it, the learner reads an invitation; and what is noted of a plan."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.agreements import api as agreements
from headway.district.foundation.api import clock
from tests.district.agreements.conftest import MATHS
from tests.portals.showing import english_left_in, text_of

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true"}


@pytest.fixture
def suggested(shown, expected):
    expected(MA=4)
    for code in MATHS:
        shown(code, depth=1)


@pytest.fixture
def adult(world):
    return f"/teach/learner/{world.ana.uuid}/plan/"


class TestGoingDeeper:
    def test_an_adult_reads_it_with_its_reason_and_what_would_help(self, webb, adult, suggested):
        text = text_of(webb.get(f"{adult}?part=deeper"))
        assert "Of 3 competencies gained, 3 rest on tasks of recall and routine alone." in text
        assert "Choose a task that asks for reasoning" in text
        assert "the district expects 4" in text
        assert "Parts of a whole recall · 1 piece of one kind" in text

    def test_it_is_told_of_the_work_and_never_of_the_learner(self, webb, world, sign_in, adult, suggested):
        for page in (
            webb.get(f"{adult}?part=deeper"),
            sign_in(world.ana.person).get("/me/plan/?part=deeper"),
            webb.get("/teach/board/waiting/?of=deeper"),
        ):
            text = text_of(page)
            for word in ("too fast", "fast", "quick", "shallow", "behind", "ahead", "average", "Ben"):
                assert word not in text

    def test_the_learner_reads_an_invitation_and_why(self, world, sign_in, suggested):
        ana = sign_in(world.ana.person)
        assert "?part=deeper" in ana.get("/me/plan/").content.decode()
        page = ana.get("/me/plan/?part=deeper", headers=PART)
        assert "<html" not in page.content.decode()
        text = text_of(page, within="")
        assert "Show it one more way" in text
        assert "What you have shown stands." in text
        assert f'href="/me/competency/{world.competency("MA.FR.1").uuid}/"' in page.content.decode()
        assert "We go on as planned" not in text

    def test_her_family_is_not_asked_to_push(self, world, sign_in, suggested):
        rosa = sign_in(world.rosa)
        address = f"/family/{world.ana.uuid}/plan/"
        assert "part=deeper" not in rosa.get(address).content.decode()
        assert rosa.get(f"{address}?part=deeper").status_code == 404

    def test_the_board_has_a_line_for_it(self, webb, world, suggested):
        assert "of=deeper" in webb.get("/teach/board/").content.decode()
        page = webb.get("/teach/board/waiting/?of=deeper", headers=PART)
        assert "Ana Reyes Mathematics Of 3 competencies gained" in text_of(page, within="")
        assert f"/teach/learner/{world.ana.uuid}/plan/?part=deeper" in page.content.decode()
        cora = webb  # the same words for a counsellor
        assert "Room to go deeper" in text_of(cora.get("/teach/board/waiting/?of=deeper"))

    def test_where_nothing_is_suggested_the_part_is_empty(self, webb, adult):
        assert text_of(webb.get(f"{adult}?part=deeper", headers=PART), within="") == ""
        assert "not suggested anywhere right now" in text_of(webb.get(f"{adult}?part=deeper"))

    def test_the_part_keeps_to_its_questions(self, webb, adult, suggested, django_assert_max_num_queries):
        webb.get(f"{adult}?part=deeper", headers=PART)
        with django_assert_max_num_queries(25):
            webb.get(f"{adult}?part=deeper", headers=PART)

    def test_in_spanish(self, world, sign_in, suggested, webb, adult):
        for one in (world.ana.person, world.webb):
            one.language = "es"
            one.save(update_fields=["language"])
        ana = sign_in(world.ana.person)
        for client, address in ((ana, "/me/plan/?part=deeper"), (webb, f"{adult}?part=deeper")):
            assert english_left_in(client.get(address)) == []


class TestDeparting:
    def test_a_note_stands_with_who_when_and_why_and_is_taken_back(
        self, webb, world, sign_in, adult, suggested
    ):
        sent = {"act": "note_depth", "domain": "MA", "note": "The fair uses all three.", "request_key": "k"}
        assert webb.post(adult, sent).status_code == 302
        text = text_of(webb.get(f"{adult}?part=deeper"))
        assert (
            "The plan goes on as it is. “The fair uses all three.” Noted by Aiden Webb on Oct. 7, 2026."
            in text
        )
        assert "It holds until the next evidence in this domain." in text
        assert "What the record suggests" in text
        assert "Show it one more way" not in text_of(sign_in(world.ana.person).get("/me/plan/?part=deeper"))
        assert "Ana Reyes" not in text_of(webb.get("/teach/board/waiting/?of=deeper"))
        note = agreements.depths_of(world.viewer("webb"), world.ana)[0].noted
        assert "Take the note back" not in text_of(sign_in(world.ortiz).get(f"{adult}?part=deeper"))
        assert webb.post(adult, {"act": "withdraw_note", "note": str(note.uuid)}).status_code == 302
        assert "Show it one more way" in text_of(sign_in(world.ana.person).get("/me/plan/?part=deeper"))

    def test_without_words_the_form_comes_back_open(self, webb, adult, suggested):
        page = webb.post(adult, {"act": "note_depth", "domain": "MA", "note": " "})
        assert page.status_code == 422
        assert "Say in a sentence what you see that the record does not." in text_of(page)

    def test_nobody_else_posts_here(self, world, sign_in, adult, suggested):
        sent = {"act": "note_depth", "domain": "MA", "note": "No."}
        assert sign_in(world.tessa).post(adult, sent).status_code == 404
        assert sign_in(world.finch).post(adult, sent).status_code == 404


class TestWhereThePlanStands:
    def test_a_departure_stands_beside_the_reading_for_everybody(self, webb, world, plan, sign_in, adult):
        target = plan.agreed(weeks=4)
        with clock.at(clock.now() + dt.timedelta(days=21)):
            webb, ana, rosa = (sign_in(one) for one in (world.webb, world.ana.person, world.rosa))
            page = webb.get(f"{adult}{target}/")
            assert "I see the plan differently" in text_of(page)
            sent = {
                "act": "note_standing",
                "standing": "on_target",
                "note": "The model is built; it is shown on Friday.",
            }
            assert webb.post(f"{adult}{target}/", sent | {"note": ""}).status_code == 422
            assert webb.post(f"{adult}{target}/", sent).status_code == 302
            for text in (
                text_of(webb.get(f"{adult}{target}/")),
                text_of(ana.get(f"/me/plan/{target}/")),
                text_of(ana.get("/me/plan/")),
            ):
                assert "On target “The model is built; it is shown on Friday.” Noted by Aiden Webb" in text
                assert "The record reads: The plan needs adjusting." in text
            assert "The model is built" in text_of(rosa.get(f"/family/{world.ana.uuid}/plan/{target}/"))
            assert "I see the plan differently" not in text_of(ana.get(f"/me/plan/{target}/"))
            assert "On target" in text_of(ana.get("/me/pace/"))
            note = agreements.notes_of([world.ana.pk])[world.ana.pk][0]
            webb.post(f"{adult}{target}/", {"act": "withdraw_note", "note_uuid": str(note.uuid)})
            assert "The plan needs adjusting" in text_of(ana.get(f"/me/plan/{target}/"))
