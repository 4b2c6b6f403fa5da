"""Moving on, as leaders meet it: the second look, exceptions, months, and the rule as a form."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.district.advancement.api import ReadyCount, make_exception, sign_off, stages_of
from headway.district.advancement.models import Advancement, AwaitedVerification
from headway.district.foundation.api import clock
from headway.district.policy.api import rule_in_effect, versions_of
from headway.district.portals.leader import moving_rule as moving_rule_page
from tests.district.advancement.conftest import LEVEL_FOUR, adopt_rule, placed_at, show
from tests.portals.showing import english_left_in, text_of


@pytest.fixture
def ready(world):
    placed_at(world, "ana", "MA", 4)
    show(world, "ana", LEVEL_FOUR)
    return world


def first_signature(world):
    adopt_rule({"level": {"verifier": True}})
    sign_off(viewer=world.viewer("ortiz"), learner_uuid=world.ana.uuid, grain="level", code="MA")
    return AwaitedVerification.objects.get()


def address(learner):
    return f"/lead/moving/{learner.uuid}/level/MA/"


FORM = {
    "level.used": "yes",
    "level.asks": "essential",
    "level.may_stay_open": "0",
    "level.signer": "teacher",
    "level.exceptions_by": "leader",
    "module.asks": "essential",
    "module.may_stay_open": "0",
    "module.signer": "teacher",
    "module.exceptions_by": "leader",
    "gateway.asks": "essential",
    "gateway.may_stay_open": "0",
    "gateway.signer": "leader",
    "gateway.exceptions_by": "leader",
}


def told_by_trial(client):
    return text_of(client.post("/lead/rules/moving/", {**FORM, "act": "try"})).split("Who would be ready", 1)[
        1
    ]


class TestTheSecondLook:
    def test_a_first_signature_stands_on_her_list_and_confirming_moves_the_learner_on(self, ready, sign_in):
        awaited = first_signature(ready)
        client = sign_in(ready.lee)
        assert "Signed by Elena Ortiz" in text_of(client.get("/lead/moving/"))
        assert "Confirm moving on" in text_of(client.get(address(ready.ana)))
        client.post(f"/lead/moving/awaited/{awaited.uuid}/confirm/")
        assert stages_of((ready.ana.pk,))[ready.ana.pk]["MA"].level == 5

    def test_the_neighbours_leader_sees_no_list_and_no_page(self, ready, sign_in):
        first_signature(ready)
        client = sign_in(ready.leo)
        assert "Ana" not in text_of(client.get("/lead/moving/"))
        assert client.get(address(ready.ana)).status_code == 404


class TestExceptions:
    def test_a_reason_and_a_plan_are_asked_for_and_the_report_names_them(self, world, sign_in):
        placed_at(world, "ana", "MA", 4)
        show(world, "ana", ("MA.FR.2",))
        client = sign_in(world.lee)
        refused = client.post(address(world.ana), {"act": "exception", "reason": "Her group needs her."})
        assert refused.status_code == 422
        assert "The plan says who helps; it is empty." in text_of(refused)
        words = {
            "reason": "Her group needs her.",
            "goal": "Charts.",
            "steps": "Two a week.",
            "support": "Tessa.",
        }
        client.post(address(world.ana), {"act": "exception", **words})
        text = text_of(client.get("/lead/moving/exceptions/"))
        assert "1 exception." in text
        assert "Her group needs her." in text
        assert "Reading a chart" in text
        row = Advancement.objects.get()
        client.post(f"/lead/moving/done/{row.uuid}/take-back/")
        assert "taken back" in text_of(client.get("/lead/moving/exceptions/"))


class TestTheRuleAsAForm:
    def test_a_leader_of_one_school_reads_it_and_does_not_change_it(self, world, sign_in):
        client = sign_in(world.lee)
        page = client.get("/lead/rules/moving/")
        assert "Every essential competency of the level in the domain is proficient." in text_of(page)
        assert b"Adopt this rule" not in page.content
        assert client.post("/lead/rules/moving/", FORM).status_code == 404

    def test_trying_it_keeps_nothing_and_tells_no_small_number(self, ready, sign_in):
        page = sign_in(ready.lena).post("/lead/rules/moving/", {**FORM, "act": "try"})
        text = text_of(page)
        assert "Who would be ready" in text
        assert "of all others nothing is told" in text
        assert rule_in_effect("advancement.rule").version == "advancement.rule/0"

    def test_a_trial_tells_the_same_whether_nobody_or_a_few_would_be_ready(self, world, sign_in):
        client = sign_in(world.lena)
        nobody = told_by_trial(client)
        placed_at(world, "ana", "MA", 4)
        show(world, "ana", LEVEL_FOUR)
        assert told_by_trial(client) == nobody

    @pytest.mark.parametrize(
        ("count", "of", "told"),
        [
            (9, 40, []),
            (0, 40, []),
            (31, 40, []),
            (10, 40, ["10 to 19"]),
            (23, 33, ["20 to 29"]),
            (24, 33, []),
        ],
    )
    def test_numbers_stand_in_bands_where_neither_they_nor_the_others_are_few(
        self, world, sign_in, monkeypatch, count, of, told
    ):
        monkeypatch.setattr(
            moving_rule_page, "ready_counts", lambda viewer, rule: (ReadyCount("Alder", "MA", count, of),)
        )
        text = told_by_trial(sign_in(world.lena))
        assert re.findall(r"\d+ to \d+", text.split("Numbers stand", 1)[0]) == told

    def test_two_trials_that_differ_in_one_learner_tell_the_same_within_a_band(
        self, world, sign_in, monkeypatch
    ):
        client, texts = sign_in(world.lena), []
        for count in (22, 23):
            monkeypatch.setattr(
                moving_rule_page,
                "ready_counts",
                lambda viewer, rule, n=count: (ReadyCount("A", "MA", n, 90),),
            )
            texts.append(told_by_trial(client))
        assert texts[0] == texts[1]

    def test_adopting_it_changes_what_is_asked_from_that_day(self, ready, sign_in, clock):
        adopted = sign_in(ready.lena).post(
            "/lead/rules/moving/",
            {
                **FORM,
                "act": "adopt",
                "level.cumulative": "yes",
                "level.cumulative_days": "90",
                "level.verifier": "yes",
                "text": "A level ends with the cumulative assessment and a second name.",
                "text_es": "Un nivel termina con la evaluación acumulativa y un segundo nombre.",
                "effective_on": clock.instant.date().isoformat(),
            },
            follow=True,
        )
        assert "from the last 90 days" in text_of(adopted)
        assert rule_in_effect("advancement.rule").parameters["level"]["verifier"] is True

    def test_the_same_form_sent_twice_is_one_version(self, ready, sign_in):
        lena, address = sign_in(ready.lena), "/lead/rules/moving/"
        today = clock.today().isoformat()
        sent = {**FORM, "text": "As said.", "text_es": "Como se dijo.", "act": "adopt", "effective_on": today}
        more = {
            "variation.school": str(ready.alder.uuid),
            "variation.set": "cumulative",
            "variation.value": "yes",
        }
        none = "advancement.rule/0"
        for _time in range(2):
            page = lena.post(
                address, {**sent, **more, "version": none, "variation.from_on": "2027-01-11"}, follow=True
            )
            assert "Version 1 of the rule of moving on is in the book." in text_of(page)
        # What is removed is meant beside the version that stood in the form, too.
        read = re.search(r'name="version" value="([^"]+)"', lena.get(address).content.decode())[1]
        assert read == "advancement.rule/1"
        for _time in range(2):
            page = lena.post(address, {**sent, "drop.0": "yes", "version": read}, follow=True)
            assert "Version 2 of the rule of moving on is in the book." in text_of(page)
        assert [len(one.parameters["variations"]) for one in versions_of("advancement.rule")] == [0, 1]

    def test_a_planned_one_stands_in_the_book_and_is_taken_back_on_its_page(self, ready, sign_in):
        lena, words = sign_in(ready.lena), {"text": "Later.", "text_es": "Luego."}
        sent = {**FORM, **words, "act": "adopt", "effective_on": "2027-03-01"}
        assert lena.post("/lead/rules/moving/", sent).status_code == 302
        assert "Version 1 is planned for March 1, 2027." in text_of(lena.get("/lead/rules/"))
        assert "is planned for this day already" in text_of(lena.post("/lead/rules/moving/", sent))
        taken = {"act": "withdraw", "number": "1"}
        page = text_of(lena.post("/lead/rules/moving/", taken, follow=True))
        assert "The planned version is taken back." in page
        assert "from March 1, 2027 on · Later. · taken back" in page
        assert "is planned for" not in text_of(lena.get("/lead/rules/"))

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"level.may_stay_open": "many"}, "a whole number from 0 to 5"),
            ({"level.asks": "named"}, "Name at least one competency"),
            ({"level.cumulative": "yes", "level.cumulative_days": "0"}, "from 1 to 1100"),
            ({"act": "adopt"}, "write it in Spanish"),
        ],
    )
    def test_what_cannot_be_adopted_says_where_and_nothing_is_written(self, world, sign_in, wrong, said):
        page = sign_in(world.lena).post("/lead/rules/moving/", {**FORM, **wrong})
        assert page.status_code == 422
        assert said in text_of(page)
        assert rule_in_effect("advancement.rule").version == "advancement.rule/0"


class TestNumbers:
    def test_a_month_with_few_sign_offs_shows_no_number(self, ready, sign_in):
        sign_off(viewer=ready.viewer("ortiz"), learner_uuid=ready.ana.uuid, grain="level", code="MA")
        text = text_of(sign_in(ready.lee).get("/lead/moving/numbers/"))
        assert "October 2026 fewer than 10" in text

    def test_in_spanish_no_english_is_left(self, ready, sign_in):
        ready.lena.language = "es"
        ready.lena.save()
        placed_at(ready, "ben", "MA", 4)
        make_exception(
            viewer=ready.viewer("lee"), learner_uuid=ready.ben.uuid, grain="level", code="MA",
            reason="x", goal="x", steps="x", support="x",
        )  # fmt: skip
        client = sign_in(ready.lena)
        pages = ("/lead/moving/", "/lead/moving/numbers/", "/lead/moving/exceptions/", address(ready.ana))
        for page in (*pages, "/lead/rules/moving/"):
            assert english_left_in(client.get(page)) == [], page

    def test_the_list_asks_the_same_number_of_questions_however_many_wait(
        self, ready, sign_in, django_assert_max_num_queries
    ):
        for who in ("ben", "chloe"):
            placed_at(ready, who, "MA", 4)
            show(ready, who, LEVEL_FOUR)
        client = sign_in(ready.lee)
        client.get("/lead/moving/")
        with django_assert_max_num_queries(14):
            assert "Chloe" in text_of(client.get("/lead/moving/"))
        adopt_rule({"level": {"verifier": True}})
        counts = []
        for who in ("ana", "ben", "chloe"):
            sign_off(
                viewer=ready.viewer("ortiz"), learner_uuid=getattr(ready, who).uuid, grain="level", code="MA"
            )
            client.get("/lead/moving/")
            with CaptureQueriesContext(connection) as asked:
                client.get("/lead/moving/")
            counts.append(len(asked))
        # Whom she taught and rated, and who is her family, is asked once for all of them: four questions more, where a
        # signature waits.
        assert counts == [16, 16, 16]
        for page in ("/lead/moving/numbers/", "/lead/moving/exceptions/", "/lead/rules/moving/"):
            client.get(page)
            with django_assert_max_num_queries(15):
                client.get(page)
