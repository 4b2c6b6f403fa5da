"""Moving on, as teachers, learners and families meet it."""

from __future__ import annotations

import re

import pytest

from headway.district.advancement.api import choices_of, save_module, sign_off, stages_of
from headway.district.advancement.models import Advancement
from headway.district.people.models import SectionEnrolment
from tests.district.advancement.conftest import (
    LEVEL_FOUR,
    TWO_NAMES,
    adopt_rule,
    placed_at,
    section_for,
    show,
)
from tests.portals.showing import english_left_in, text_of


@pytest.fixture
def ready(world):
    placed_at(world, "ana", "MA", 4)
    show(world, "ana", ("MA.FR.1", *LEVEL_FOUR))
    return world


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', page.content.decode()))


def passage_address(learner, grain="level", code="MA"):
    return f"/teach/moving/{learner.uuid}/{grain}/{code}/"


class TestTheTeachersPages:
    def test_the_list_says_who_is_ready_for_what_and_how_long_she_waits(self, ready, sign_in, clock):
        clock.advance(days=3)
        text = text_of(sign_in(ready.ortiz).get("/teach/moving/"))
        assert "Ana Reyes" in text
        assert "Mathematics: from level 4 on to level 5" in text
        assert "ready for 3 days" in text
        assert "Ben" not in text

    def test_who_signs_second_reads_once_what_happened_and_what_to_do(self, ready, sign_in):
        client, address = sign_in(ready.ortiz), passage_address(ready.ana)
        first, second = (hidden(client.get(address)) for _browser in range(2))
        client.post(address, first)
        text = text_of(client.post(address, second))
        assert text.count("Somebody signed this in the meantime") == 1
        assert text.count("Open the page again") == 1
        assert Advancement.objects.filter(learner=ready.ana).count() == 1

    def test_an_empty_list_says_how_it_fills(self, world, sign_in):
        assert "the moment the last decision makes it so" in text_of(
            sign_in(world.ortiz).get("/teach/moving/")
        )

    def test_the_page_shows_what_holds_by_which_rule_and_signing_leads_to_what_opened(self, ready, sign_in):
        section_for(ready, 5)
        client = sign_in(ready.ortiz)
        page = client.get(passage_address(ready.ana))
        text = text_of(page)
        assert "Everything that the rule asks is there" in text
        assert "advancement.rule/0" in text
        assert "Joins Mathematics 5, Alder at once." in text
        done = client.post(passage_address(ready.ana), hidden(page), follow=True)
        text = text_of(done)
        assert "The section is now Mathematics 5, Alder" in text
        assert "Adding fractions" in text
        assert SectionEnrolment.objects.filter(learner=ready.ana, is_active=True).count() == 1

    def test_what_is_open_stands_with_its_next_step_and_there_is_nothing_to_sign(self, world, sign_in):
        placed_at(world, "ana", "MA", 4)
        show(world, "ana", ("MA.FR.2",))
        page = sign_in(world.ortiz).get(passage_address(world.ana))
        assert "still open: Reading a chart" in text_of(page)
        assert b"Sign for moving on" not in page.content
        refused = sign_in(world.ortiz).post(passage_address(world.ana), {})
        assert refused.status_code == 422
        assert "still open: Reading a chart" in text_of(refused)

    def test_taking_it_back_is_one_click_on_the_page_of_the_sign_off(self, ready, sign_in):
        client = sign_in(ready.ortiz)
        client.post(passage_address(ready.ana), {})
        row = Advancement.objects.get()
        text = text_of(client.post(f"/teach/moving/done/{row.uuid}/take-back/", follow=True))
        assert "level and section are as they were" in text
        assert stages_of((ready.ana.pk,))[ready.ana.pk]["MA"].level == 4

    def test_with_a_verifier_the_first_signature_waits_and_can_be_taken_back(self, ready, sign_in):
        adopt_rule({"level": {"verifier": True}})
        client = sign_in(ready.ortiz)
        text = text_of(client.post(passage_address(ready.ana), {}, follow=True))
        assert "A verifier looks next" in text
        assert "Signed once, waiting for a verifier" in text
        assert stages_of((ready.ana.pk,))[ready.ana.pk]["MA"].level == 4

    @pytest.mark.parametrize("who", ["finch", "willow"])
    def test_teachers_of_the_neighbour_find_nothing(self, ready, sign_in, who):
        client = sign_in(getattr(ready, who))
        assert client.get(passage_address(ready.ana)).status_code == 404
        assert "Ana" not in text_of(client.get("/teach/moving/"))

    def test_a_page_in_spanish_leaves_no_english(self, ready, sign_in):
        ready.ortiz.language = "es"
        ready.ortiz.save()
        for address in ("/teach/moving/", passage_address(ready.ana)):
            page = sign_in(ready.ortiz).get(address)
            assert english_left_in(page) == []

    def test_the_list_asks_the_same_number_of_questions_however_many_are_ready(
        self, ready, sign_in, django_assert_max_num_queries
    ):
        for who in ("ben", "chloe", "dev"):
            placed_at(ready, who, "MA", 4)
            show(ready, who, LEVEL_FOUR)
        adopt_rule({"level": {"verifier": True}})
        for who in ("ben", "chloe"):
            sign_off(
                viewer=ready.viewer("ortiz"), learner_uuid=getattr(ready, who).uuid, grain="level", code="MA"
            )
        client = sign_in(ready.ortiz)
        client.get("/teach/moving/")
        with django_assert_max_num_queries(15):
            text = text_of(client.get("/teach/moving/"))
        assert "waiting since today" in text
        client.get("/teach/moving/more/")
        with django_assert_max_num_queries(15):
            client.get("/teach/moving/more/")

    def test_choices_and_what_was_signed_come_as_a_part_and_stand_on_a_page_of_their_own(
        self, ready, sign_in
    ):
        sign_off(viewer=ready.viewer("ortiz"), learner_uuid=ready.ana.uuid, grain="level", code="MA")
        client = sign_in(ready.ortiz)
        assert b'href="/teach/moving/more/"' in client.get("/teach/moving/").content
        part = client.get("/teach/moving/more/", headers={"hx-request": "true"}).content.decode()
        assert "<html" not in part
        assert "Ana Reyes" in part
        assert "What you signed in the last month" in text_of(client.get("/teach/moving/more/"))

    def test_a_module_is_signed_where_the_rule_says_so_and_the_list_shows_the_days(
        self, ready, sign_in, clock
    ):
        adopt_rule({"module": {"used": True}})
        module = save_module(
            viewer=ready.viewer("lee"),
            place_uuid=ready.alder.uuid,
            title="Charts and fractions",
            domain_code="MA",
            level=4,
            competency_uuids=[ready.competency(code).uuid for code in LEVEL_FOUR],
        ).uuid
        clock.advance(days=2)
        client = sign_in(ready.ortiz)
        text = text_of(client.get("/teach/moving/"))
        assert "Module: Charts and fractions" in text
        address = passage_address(ready.ana, "module", str(module))
        assert "Everything that the rule asks is there" in text_of(client.get(address))
        done = text_of(client.post(address, {}, follow=True))
        assert "Module: Charts and fractions" in done
        assert "Module: Charts and fractions" not in text_of(client.get("/teach/moving/"))
        assert stages_of((ready.ana.pk,))[ready.ana.pk]["MA"].level == 4


class TestLearnerAndFamily:
    def test_a_learner_chooses_the_teacher_agrees_and_the_family_reads_it_in_spanish(self, ready, sign_in):
        ana = sign_in(ready.ana)
        competency = ready.competency("MA.FR.1")
        address = f"/me/competency/{competency.uuid}/next/"
        assert "Use it somewhere new" in text_of(ana.get(address))
        page = ana.post(address, {"choice": "apply", "text": "Half a pizza for everybody."}, follow=True)
        assert "Half a pizza for everybody." in text_of(page)
        client = sign_in(ready.ortiz)
        assert "Half a pizza for everybody." in text_of(client.get("/teach/moving/more/"))
        (choice,) = choices_of(ready.viewer("ortiz"), ready.ana).values()
        client.post(f"/teach/moving/choices/{choice.uuid}/agree/")
        sign_off(viewer=ready.viewer("ortiz"), learner_uuid=ready.ana.uuid, grain="level", code="MA")
        family = sign_in(ready.rosa).get(f"/family/{ready.ana.uuid}/moving/")
        text = text_of(family)
        assert "Half a pizza for everybody." in text
        assert "Elena Ortiz" in text
        assert "Nivel 5" in text
        assert english_left_in(family) == []

    def test_before_it_is_proficient_the_page_points_to_what_comes_next(self, world, sign_in):
        address = f"/me/competency/{world.competency('MA.FR.1').uuid}/next/"
        page = sign_in(world.ana).get(address)
        assert "As soon as this is proficient" in text_of(page)
        assert sign_in(world.ana).post(address, {"choice": "apply"}).status_code == 422

    def test_nothing_chosen_is_said_at_the_field(self, ready, sign_in):
        address = f"/me/competency/{ready.competency('MA.FR.1').uuid}/next/"
        page = sign_in(ready.ana).post(address, {})
        assert page.status_code == 422
        assert "Choose one of the three ways" in text_of(page)

    def test_her_page_shows_each_domain_with_its_day_and_no_overall_level(self, ready, sign_in):
        placed_at(ready, "ana", "LI", 3)
        text = text_of(sign_in(ready.ana).get("/me/moving/"))
        assert "Mathematics Level 4" in text
        assert "Literacy Level 3" in text
        assert "Started here" not in text  # one step is the level itself

    def test_the_part_on_the_first_page_offers_what_was_shown_last(self, ready, sign_in):
        part = sign_in(ready.ana).get("/me/moving/", headers={"hx-request": "true"})
        assert "<html" not in part.content.decode()
        assert "You showed this." in text_of(part, within="")

    @pytest.mark.parametrize("who", ["greta", "raul"])
    def test_other_families_and_a_father_who_may_not_see_find_nothing(self, ready, sign_in, who):
        assert sign_in(getattr(ready, who)).get(f"/family/{ready.ana.uuid}/moving/").status_code == 404


def test_the_rule_of_two_names_is_read_on_the_page_as_sentences(ready, sign_in):
    adopt_rule(TWO_NAMES)
    text = text_of(sign_in(ready.ortiz).get(passage_address(ready.ana)))
    assert "The cumulative assessment comes next" in text
    assert "A second person, who neither taught nor rated the learner there, confirms it." in text
