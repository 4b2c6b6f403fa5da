"""Moving on, as a counsellor meets it: the verifier's list, her look, and her name under it."""

from __future__ import annotations

import pytest

from headway.district.advancement.api import sign_off, stages_of
from headway.district.advancement.models import Advancement, AwaitedVerification
from tests.district.advancement.conftest import LEVEL_FOUR, adopt_rule, placed_at, show
from tests.portals.showing import english_left_in, text_of


@pytest.fixture
def ready(world):
    placed_at(world, "ana", "MA", 4)
    show(world, "ana", LEVEL_FOUR)
    return world


def signed_first(world, *who):
    adopt_rule({"level": {"verifier": True}})
    for one in who:
        sign_off(
            viewer=world.viewer("ortiz"), learner_uuid=getattr(world, one).uuid, grain="level", code="MA"
        )
    return AwaitedVerification.objects.first()


def address(learner, code="MA"):
    return f"/counsel/moving/{learner.uuid}/level/{code}/"


def level_of(learner):
    return stages_of((learner.pk,))[learner.pk]["MA"].level


def test_a_first_signature_stands_on_her_list_with_the_days_and_her_look_moves_the_learner_on(
    ready, sign_in, clock
):
    awaited = signed_first(ready, "ana")
    clock.advance(days=2)
    client = sign_in(ready.cora)
    text = text_of(client.get("/counsel/moving/"))
    assert "Ana Reyes" in text
    assert "Mathematics: from level 4 on to level 5" in text
    assert "waiting for 2 days" in text
    assert "Signed by Elena Ortiz" in text
    assert "Confirm moving on" in text_of(client.get(address(ready.ana)))
    done = text_of(client.post(f"/counsel/moving/awaited/{awaited.uuid}/confirm/", follow=True))
    assert "The learner has moved on" in done
    assert "Ana Reyes" not in done
    assert level_of(ready.ana) == 5
    assert Advancement.objects.get().verified_by == ready.cora


def test_her_first_page_leads_to_it(world, sign_in):
    assert b"/counsel/moving/" in sign_in(world.cora).get("/counsel/").content


def test_the_counsellor_of_the_neighbour_finds_no_list_no_page_and_confirms_nothing(ready, sign_in):
    awaited = signed_first(ready, "ana")
    client = sign_in(ready.carl)
    assert "Ana" not in text_of(client.get("/counsel/moving/"))
    assert client.get(address(ready.ana)).status_code == 404
    assert client.post(f"/counsel/moving/awaited/{awaited.uuid}/confirm/").status_code == 404
    assert level_of(ready.ana) == 4


def test_where_the_rule_asks_only_for_somebody_who_did_not_teach_her_she_signs_alone(ready, sign_in):
    adopt_rule({"level": {"signer": "verifier"}})
    client = sign_in(ready.cora)
    text = text_of(client.get("/counsel/moving/"))
    assert "Ready, and waiting for a signature" in text
    assert "ready since today" in text
    client.post(address(ready.ana), {})
    assert level_of(ready.ana) == 5


def test_by_the_default_rule_her_signature_is_not_asked_for_and_it_says_whose(ready, sign_in):
    client = sign_in(ready.cora)
    assert "by the rule somebody else signs here" in text_of(client.get(address(ready.ana)))
    refused = client.post(address(ready.ana), {})
    assert refused.status_code == 422
    assert "a teacher or adviser of the learner signs" in text_of(refused)


def test_in_spanish_no_english_is_left(ready, sign_in):
    signed_first(ready, "ana")
    ready.cora.language = "es"
    ready.cora.save()
    client = sign_in(ready.cora)
    for page in ("/counsel/moving/", address(ready.ana)):
        assert english_left_in(client.get(page)) == [], page


def test_the_list_asks_the_same_number_of_questions_however_many_wait(
    ready, sign_in, django_assert_max_num_queries
):
    for who in ("ben", "chloe"):
        placed_at(ready, who, "MA", 4)
        show(ready, who, LEVEL_FOUR)
    signed_first(ready, "ana", "ben", "chloe")
    client = sign_in(ready.cora)
    assert "Chloe" in text_of(client.get("/counsel/moving/"))
    with django_assert_max_num_queries(15):
        client.get("/counsel/moving/")
