"""Who reads what of a plan: the learner, her family, adults and strangers; and the family's own part."""

from __future__ import annotations

import re

import pytest

from tests.portals.agreements.conftest import adult_page, family_page
from tests.portals.showing import english_left_in, text_of

pytestmark = pytest.mark.django_db


class TestWhoReadsWhat:
    def test_no_learner_and_no_family_reads_a_chance_or_of_anybody_else(
        self, ana, webb, world, plan, sign_in, show
    ):
        show("MA.FR.1", 2)
        target = plan.agreed("MA.FR.1", "MA.DA.1")
        rosa = sign_in(world.rosa)
        for page in (
            ana.get("/me/plan/"),
            ana.get(f"/me/plan/{target}/"),
            rosa.get(family_page(world)),
            rosa.get(family_page(world, target)),
        ):
            text = text_of(page)
            for word in (
                "of ten plans",
                "uno de diez",
                "chance",
                "Ben",
                "Chloe",
                "average",
                "percent",
                "behind",
            ):
                assert word not in text

    def test_a_neighbour_finds_nothing(self, world, plan, sign_in):
        target = plan.propose("webb")
        emil, finch, greta, raul = (
            sign_in(one) for one in (world.emil.person, world.finch, world.greta, world.raul)
        )
        assert emil.get(f"/me/plan/{target}/").status_code == 404
        assert finch.get(adult_page(world, target)).status_code == 404
        assert greta.get(family_page(world, target)).status_code == 404
        assert raul.get(family_page(world)).status_code == 404

    def test_another_of_her_own_targets_is_not_opened_through_another_learner(self, world, plan, webb):
        target = plan.propose("webb")
        assert webb.get(f"/teach/learner/{world.ben.uuid}/plan/{target}/").status_code == 404

    def test_a_tutor_reads_and_signs_nothing(self, world, plan, sign_in):
        target = plan.propose("webb")
        tessa = sign_in(world.tessa)
        page = tessa.get(adult_page(world, target))
        assert page.status_code == 200
        assert "<form" not in re.search(r"<main.*?</main>", page.content.decode(), re.S).group(0)
        offer = str(plan.target(target).latest.uuid)
        sent = tessa.post(adult_page(world, target), {"act": "sign", "offer": offer})
        assert sent.status_code == 422
        assert "A plan is agreed between the learner" in text_of(sent)
        assert plan.target(target).in_force is None

    def test_a_teacher_reads_of_her_own_child_as_family(self, world, plan, sign_in):
        from headway.district.people import api as people

        people.set_guardian(
            guardian=world.ortiz, learner=world.ana, relation="parent", by=world.viewer("reggie").actor
        )
        ortiz = sign_in(world.ortiz)
        assert ortiz.get(adult_page(world)).status_code == 404
        assert ortiz.get(family_page(world)).status_code == 200

    def test_a_counsellor_answers_and_signs(self, world, plan, sign_in, at_stage):
        at_stage(2)
        target = plan.propose("ana", "MA.FR.1")
        cora = sign_in(world.cora)
        page = cora.get(adult_page(world, target, "counsel"))
        assert "Offer 1 waits for you" in text_of(page)
        offer = plan.target(target).latest.uuid
        cora.post(adult_page(world, target, "counsel"), {"act": "sign", "offer": str(offer)})
        assert plan.target(target).in_force is not None


class TestTheFamily:
    def test_she_signs_an_extended_plan_in_spanish(self, world, plan, sign_in):
        target = plan.propose("webb", "MA.FR.1", plan="extended", reason="Con más tiempo.")
        plan.sign(target, "ana")
        rosa = sign_in(world.rosa)
        page = rosa.get(family_page(world, target))
        assert english_left_in(page) == []
        assert english_left_in(rosa.get(family_page(world))) == []
        offer = plan.target(target).latest.uuid
        assert rosa.post(family_page(world, target), {"act": "sign", "offer": str(offer)}).status_code == 302
        signature = plan.target(target).in_force.signed("family")
        assert (signature.name, signature.language) == ("Rosa Reyes", "es")

    def test_she_answers_in_her_own_words(self, world, plan, sign_in):
        target = plan.propose("webb", "MA.FR.1", plan="extended", support_minutes=60)
        rosa = sign_in(world.rosa)
        sent = {
            "act": "counter", "expects": "1", "by_on": plan.day(6).isoformat(), "reason": "En diciembre viajamos.",
            "support_minutes": "60", "shape": "linear", "plan": "extended",
        }  # fmt: skip
        assert rosa.post(family_page(world, target), sent).status_code == 302
        latest = plan.target(target).latest
        assert (latest.side, latest.reason, latest.plan, latest.support_minutes) == (
            "family", "En diciembre viajamos.", "extended", 60,
        )  # fmt: skip


def test_her_pages_speak_spanish(world, sign_in, plan, show, at_stage):
    at_stage(3)
    show("MA.FR.1", 2)
    target = plan.agreed("MA.FR.1", "MA.DA.1", plan="usual")
    world.ana.person.language = "es"
    world.ana.person.save()
    ana = sign_in(world.ana.person)
    for address in ("/me/plan/", f"/me/plan/{target}/", "/me/plan/new/", "/me/plan/new/?domain=LI"):
        assert english_left_in(ana.get(address)) == [], address
