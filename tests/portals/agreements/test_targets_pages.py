"""The plan on pages: hers, her family's, her adults'; what each may read and do, and in which words."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from headway.district.agreements.models import Offer
from headway.district.foundation.api import clock
from tests.portals.agreements.conftest import adult_page, family_page
from tests.portals.showing import english_left_in, text_of

pytestmark = pytest.mark.django_db


class TestTheList:
    def test_before_anything_is_agreed_it_says_so(self, ana):
        text = text_of(ana.get("/me/plan/?part=without"))
        assert (
            "Not yet negotiated Every domain in which something is learned needs a day that was agreed."
            in text
        )
        assert "None right now." in text

    def test_a_domain_with_work_in_it_waits_to_be_negotiated(self, ana, show, at_stage):
        show("MA.FR.1", 2)
        text = text_of(ana.get("/me/plan/?part=without"))
        assert "Mathematics since Sept. 27, 2026" in text
        assert "An adult makes the first offer with you: ask Aiden Webb" in text
        assert "Plan this together" not in text
        at_stage(2)
        page = ana.get("/me/plan/?part=without", headers={"HX-Request": "true"})
        assert "<html" not in page.content.decode()
        page = ana.get("/me/plan/?part=without")
        assert "Plan this together" in text_of(page)
        assert b'href="/me/plan/new/?domain=MA"' in page.content

    def test_what_is_agreed_stands_with_its_plan_and_its_next_step(self, ana, plan, show):
        show("MA.FR.1", 2)
        plan.agreed("MA.FR.1")
        text = text_of(ana.get("/me/plan/?part=without"))
        assert "Parts of a whole Mathematics Agreed: by Nov. 4, 2026. On target" in text
        assert "None right now." in text

    def test_an_offer_that_waits_for_her_comes_first(self, ana, plan):
        plan.propose("webb", "MA.FR.1")
        text = text_of(ana.get("/me/plan/"))
        assert text.index("Waits for your answer") < text.index("Not yet negotiated")

    def test_her_vision_is_kept_and_leads_to_targets(self, ana, world, plan, sign_in):
        target = plan.agreed("MA.FR.1")
        sent = {
            "text": "I want to build.",
            "goal-0": "Measure",
            "goal-0-target": str(target),
            "revision": "0",
        }
        assert ana.post("/me/plan/", sent).status_code == 302
        assert "I want to build. Measure Parts of a whole 0 of 1 proficient · On target" in text_of(
            ana.get("/me/plan/")
        )
        rosa = sign_in(world.rosa)
        assert "Quiero" not in text_of(rosa.get(family_page(world)))
        assert "I want to build." in text_of(rosa.get(family_page(world)))

    def test_as_many_questions_for_many_targets_as_for_one(
        self, ana, plan, show, django_assert_max_num_queries
    ):
        show("MA.FR.1", 2)
        target = plan.agreed("MA.FR.1")
        ana.get("/me/plan/")
        with django_assert_max_num_queries(15) as first:
            ana.get("/me/plan/")
        with django_assert_max_num_queries(15):
            ana.get(f"/me/plan/{target}/")
        plan.agreed("MA.DA.1")
        plan.agreed("LI.RE.1")
        with django_assert_max_num_queries(len(first.captured_queries)):
            ana.get("/me/plan/")

    def test_an_adult_s_pages_keep_to_their_questions(
        self, ana, webb, world, plan, show, django_assert_max_num_queries
    ):
        show("MA.FR.1", 2)
        target = plan.agreed("MA.FR.1")
        plan.agreed("LI.RE.1")
        new = adult_page(world) + "new/"
        for address in (adult_page(world), adult_page(world, target), new, f"{new}?domain=MA"):
            webb.get(address)
            with django_assert_max_num_queries(15):
                assert webb.get(address).status_code == 200

    def test_a_family_s_pages_keep_to_their_questions(
        self, world, sign_in, plan, show, django_assert_max_num_queries
    ):
        show("MA.FR.1", 2)
        target = plan.agreed("MA.FR.1")
        rosa = sign_in(world.rosa)
        for address in (family_page(world), family_page(world, target)):
            rosa.get(address)
            with django_assert_max_num_queries(15):
                assert rosa.get(address).status_code == 200


class TestANewTarget:
    def sent(self, world, **more):
        return {
            "act": "propose",
            "domain": "MA",
            "aim": "competencies",
            "competency": [str(world.competency("MA.FR.1").uuid)],
            "by_on": (clock.today() + dt.timedelta(weeks=4)).isoformat(),
            "shape": "linear",
            "request_key": "k",
        } | more

    def test_first_a_domain_then_what_is_next(self, ana, at_stage):
        at_stage(2)
        assert "In which domain?" in text_of(ana.get("/me/plan/new/"))
        text = text_of(ana.get("/me/plan/new/?domain=MA"))
        assert "Parts of a whole" in text
        assert "Habits" not in text.replace("My habits", "")

    def test_without_scripts_a_button_shows_what_a_date_asks(self, ana, world, at_stage):
        at_stage(2)
        page = ana.post("/me/plan/new/", self.sent(world, act="look", reason="Winter"))
        text = text_of(page)
        assert page.status_code == 200
        assert "What this asks That asks for this one in 20 days of school." in text
        assert "Winter" in text  # what was typed is still there
        assert f'value="{world.competency("MA.FR.1").uuid}" checked' in re.sub(
            r'id="[^"]+"', "", page.content.decode()
        ).replace("  ", " ")
        assert not Offer.objects.exists()

    def test_with_scripts_only_that_part_comes(self, ana, world, at_stage):
        at_stage(2)
        page = ana.post("/me/plan/new/", self.sent(world, act="look"), headers={"HX-Request": "true"})
        assert page.content.decode().strip().startswith('<div id="need"')
        assert "20 days of school" in page.content.decode()

    def test_proposed_once_it_leads_to_the_conversation(self, ana, world, at_stage):
        at_stage(2)
        first = ana.post("/me/plan/new/", self.sent(world))
        again = ana.post("/me/plan/new/", self.sent(world))
        assert first.status_code == again.status_code == 302
        assert first.url == again.url
        assert Offer.objects.count() == 1
        text = text_of(ana.get(first.url))
        assert "Still to sign: adult at school." in text
        assert "Offer 1 You (learner)" in text

    def test_a_day_that_cannot_be_comes_back_with_everything_typed(self, ana, world, at_stage):
        at_stage(2)
        page = ana.post("/me/plan/new/", self.sent(world, by_on="2026-09-01", reason="Because of winter"))
        assert page.status_code == 422
        assert "This day has passed. Choose a day after Oct. 7, 2026." in text_of(page)
        assert "Because of winter" in page.content.decode()

    def test_a_second_target_for_the_same_leads_to_the_first(self, ana, world, at_stage, plan):
        at_stage(2)
        target = plan.propose("webb", "MA.FR.1")
        page = ana.post("/me/plan/new/", self.sent(world))
        assert page.status_code == 422
        assert f'href="/me/plan/{target}/"' in page.content.decode()

    def test_at_the_first_stage_she_is_told_whom_to_ask(self, ana, world):
        assert "Ask Aiden Webb" in text_of(ana.get("/me/plan/new/?domain=MA"))
        assert ana.post("/me/plan/new/", self.sent(world)).status_code == 422
        assert not Offer.objects.exists()


class TestTheConversation:
    def test_she_signs_and_the_plan_stands(self, ana, plan):
        target = plan.propose("webb", "MA.FR.1", reason="You have begun.", support_minutes=60)
        page = ana.get(f"/me/plan/{target}/")
        text = text_of(page)
        assert "Offer 1 waits for you" in text
        assert "Support 1 hour a week" in text
        assert "You have begun." in text
        offer = plan.target(target).latest.uuid
        done = ana.post(f"/me/plan/{target}/", {"act": "sign", "offer": str(offer)})
        assert done.status_code == 302
        text = text_of(ana.get(f"/me/plan/{target}/"))
        assert "Agreed: by Nov. 4, 2026." in text
        assert "Agreed, and in force" in text

    def test_the_second_of_two_answers_sees_the_newer_offer_and_keeps_her_words(self, ana, webb, world, plan):
        target = plan.propose("webb", "MA.FR.1")
        plan.counter(target, "ana", weeks=5)
        sent = {"act": "counter", "expects": "1", "by_on": plan.day(6).isoformat(), "reason": "My own words"}
        page = webb.post(adult_page(world, target), sent)
        assert page.status_code == 422
        text = text_of(page)
        assert "Ana Reyes made offer 2 in the meantime: by Nov. 11, 2026." in text
        assert "My own words" in page.content.decode()
        assert 'name="expects" value="2"' in page.content.decode()
        assert "Offer 2 Ana Reyes (learner)" in text

    def test_the_adult_answers_with_support_hours(self, webb, world, plan, at_stage):
        at_stage(2)
        target = plan.propose("ana", "MA.FR.1")
        sent = {
            "act": "counter", "expects": "1", "by_on": plan.day(5).isoformat(), "shape": "j_curve",
            "support_minutes": "90", "support": "Tuesdays", "plan": "usual",
        }  # fmt: skip
        assert webb.post(adult_page(world, target), sent).status_code == 302
        latest = plan.target(target).latest
        assert (latest.support_minutes, latest.shape["kind"], latest.side) == (90, "j_curve", "adult")

    def test_a_change_with_a_reason_waits_beside_what_is_agreed(self, ana, plan):
        target = plan.agreed("MA.FR.1")
        sent = {"act": "renegotiate", "expects": "1", "by_on": plan.day(5).isoformat(), "reason": ""}
        assert "Say why the plan should change." in text_of(ana.post(f"/me/plan/{target}/", sent))
        assert ana.post(f"/me/plan/{target}/", sent | {"reason": "A trip."}).status_code == 302
        assert "A change is on the table." in text_of(ana.get(f"/me/plan/{target}/"))

    def test_what_an_offer_asks_stands_beside_the_signature(
        self, ana, webb, world, plan, sign_in, show, django_assert_max_num_queries
    ):
        show("MA.FR.1", 2)
        target = plan.propose("webb", "MA.FR.1", plan="extended", support_minutes=60)
        ana.get(f"/me/plan/{target}/")
        with django_assert_max_num_queries(16):
            page = ana.get(f"/me/plan/{target}/")
        text = text_of(page)
        part = text[text.index("What this offer asks") : text.index("I agree and sign")]
        assert "That asks for this one in 20 days of school." in part
        assert "1 competency is still open, and until Nov. 4, 2026 there are 20 days of school." in part
        assert "Worked out on Oct. 7, 2026." in part
        plan.sign(target, "ana")
        rosa = sign_in(world.rosa)
        page = rosa.get(family_page(world, target))
        assert "20 días de clase" in text_of(page)
        assert english_left_in(page) == []
        plan.counter(target, "rosa", weeks=5, plan="extended")
        assert "What this offer asks" in text_of(webb.get(adult_page(world, target)))

    def test_an_offer_whose_day_has_passed_invites_to_another_one(self, ana, plan, clock):
        target = plan.propose("webb", "MA.FR.1", weeks=2)
        clock.advance(weeks=2)
        text = text_of(ana.get(f"/me/plan/{target}/"))
        assert "I agree and sign" not in text
        assert "The day of the offer has passed before everybody signed." in text
        assert "Make another offer, with a later day." in text
        assert "Waits for your answer" not in text_of(ana.get("/me/plan/"))

    def test_setting_aside_is_offered_to_those_who_can(self, ana, webb, world, plan, at_stage):
        target = plan.agreed("MA.FR.1")
        text = text_of(ana.get(f"/me/plan/{target}/"))
        assert "Set this target aside" not in text
        assert "What is agreed is set aside together with an adult: speak with Aiden Webb" in text
        assert "Set this target aside" in text_of(webb.get(adult_page(world, target)))
        at_stage(3)
        assert "Set this target aside" in text_of(ana.get(f"/me/plan/{target}/"))

    def test_a_change_on_the_table_is_said_in_her_language(self, ana, world, plan):
        target = plan.agreed("MA.FR.1")
        plan.renegotiate(target, "webb", weeks=5)
        world.ana.person.language = "es"
        world.ana.person.save()
        page = ana.get("/me/plan/")
        assert "Hay un cambio sobre la mesa." in text_of(page)
        assert english_left_in(page) == []

    def test_a_few_days_alone_are_promised_as_they_hold(self, ana, plan, at_stage):
        at_stage(3)
        usual, extended = plan.agreed("MA.FR.1"), plan.propose("webb", "MA.DA.1", plan="extended")
        plan.sign(extended, "ana")
        plan.sign(extended, "rosa")
        assert "up to 7 days alone; your adults are told." in text_of(ana.get(f"/me/plan/{usual}/"))
        text = text_of(ana.get(f"/me/plan/{extended}/"))
        assert "up to 7 days without an adult: then your family signs it" in text
        plan.renegotiate(extended, "ana", by_on=plan.day(5), plan="extended")
        assert plan.target(extended).on_table.missing == ("family",)

    def test_a_change_begins_anew_on_a_day_that_learner_and_adult_can_see_and_move(
        self, ana, webb, world, plan, sign_in, clock
    ):
        target = plan.agreed("MA.FR.1", weeks=6)
        clock.advance(weeks=5)
        for page in (ana.get(f"/me/plan/{target}/"), webb.get(adult_page(world, target))):
            assert re.search(
                r'type="date" id="from_on" name="from_on"[^>]*value="2026-11-11" min="2026-10-07"',
                page.content.decode(),
            )
        assert 'name="from_on"' not in sign_in(world.rosa).get(family_page(world, target)).content.decode()
        sent = {"act": "renegotiate", "expects": "1", "by_on": plan.day(4).isoformat(), "reason": "A trip."}
        assert "The plan needs adjusting" in text_of(ana.get("/me/plan/"))
        assert ana.post(f"/me/plan/{target}/", sent | {"from_on": "2026-11-11"}).status_code == 302
        plan.sign(target, "webb")
        text = text_of(ana.get("/me/plan/"))
        assert "On target" in text
        assert "needs adjusting" not in text
        year = text_of(ana.get("/me/pace/"))
        assert (
            "The line begins anew on Nov. 11, 2026, from 0 of 1 proficient; the earlier line ran from Oct. 7, 2026 to "
            "Nov. 18, 2026." in year
        )

    @pytest.mark.parametrize(
        ("by_on", "says"),
        [
            ("2026-09-01", "This day has passed. Choose a day after Oct. 7, 2026."),
            ("2027-06-01", "At this stage a target lies up to 6 weeks ahead, so until Nov. 18, 2026."),
            ("soon", "This day can't be read. Write it as year-month-day, for example 2026-03-01."),
        ],
    )
    def test_what_this_asks_names_what_is_wrong_with_a_day(self, ana, webb, world, plan, by_on, says):
        target = plan.agreed("MA.FR.1")
        sent = {"act": "look", "by_on": by_on, "domain": "LI", "aim": "competencies"}
        for client, address in (
            (ana, f"/me/plan/{target}/"),
            (webb, adult_page(world, target)),
            (webb, adult_page(world) + "new/"),
        ):
            assert says in text_of(client.post(address, sent))
            part = client.post(address, sent, headers={"HX-Request": "true"})
            assert says in text_of(part, within="")

    def test_what_is_reached_is_closed_with_one_tap(self, ana, plan, show):
        target = plan.agreed("MA.FR.1")
        show("MA.FR.1", 3, 3, decided=3)
        assert "Yes, it is reached: close this target" in text_of(ana.get(f"/me/plan/{target}/"))
        assert ana.post(f"/me/plan/{target}/", {"act": "end", "ending": "met"}).status_code == 302
        assert "Met on Oct. 7, 2026." in text_of(ana.get(f"/me/plan/{target}/"))

    def test_it_prints_as_an_agreement_with_the_signatures(self, ana, plan):
        page = ana.get(f"/me/plan/{plan.agreed('MA.FR.1')}/").content.decode()
        paper = page[page.index("agreement-signatures") :]
        assert "Ana Reyes" in paper
        assert "Aiden Webb" in paper
