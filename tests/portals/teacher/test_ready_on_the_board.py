"""Ready, and waiting: the board leads to what waits, takes the answer that fits, and believes no signature that isn't there."""

from __future__ import annotations

import datetime as dt
import html

import pytest

from headway.district.advancement.api import sign_off
from headway.district.foundation.api import Refused, clock
from headway.district.signals.api import follow_up, nightly, respond, signal_info, what_waits
from headway.district.signals.models import Signal
from tests.district.pacing.conftest import settle
from tests.district.signals.test_finding import BY, placed
from tests.portals.showing import show

__all__ = ["show"]

pytestmark = pytest.mark.django_db
LATER = "2026-10-22 09:00"


def text(client, address, **options):
    return html.unescape(client.get(address, **options).content.decode())


@pytest.fixture
def to_decide(world, show, clock):
    """Decisions about two competencies of mathematics have waited for two weeks."""
    show("MA.FR.1", 3, 3, 3, days_ago=0)
    show("MA.DA.1", 3, 3, 3, days_ago=0)
    show("LI.RE.1", 3, 3, 3, days_ago=0)
    clock.set(LATER)
    list(nightly(by=BY))
    return Signal.objects.get(learner=world.ana, kind="waiting", subject="decide:MA")


@pytest.fixture
def to_move(world, clock):
    """All that level 4 asks is decided; nobody signed."""
    placed(world, "ana")
    for code in ("MA.FR.1", "MA.FR.2", "MA.DA.1"):
        settle(world, code)
    clock.set(LATER)
    list(nightly(by=BY))
    return Signal.objects.get(learner=world.ana, kind="waiting")


def answered(world, signal, kind="open"):
    return respond(
        viewer=world.viewer("webb"),
        signal_uuid=signal.uuid,
        kind=kind,
        words="The project is missing; she shows it on Friday.",
        begins_on=clock.today(),
        follow_up_on=clock.today() + dt.timedelta(days=4),
    )


def address_of(world, code, portal="teach"):
    return f'href="/{portal}/learner/{world.ana.uuid}/competency/{world.competency(code).uuid}/"'


def test_what_waits_for_a_decision_is_named_with_its_page(world, to_decide, sign_in):
    client = sign_in(world.webb)
    for page in (
        text(client, f"/teach/board/{to_decide.uuid}/"),
        text(client, f"/teach/board/{to_decide.uuid}/", headers={"HX-Request": "true"}),
    ):
        assert address_of(world, "MA.FR.1") in page
        assert address_of(world, "MA.DA.1") in page
        assert address_of(world, "LI.RE.1") not in page
    assert text(client, f"/teach/learner/{world.ana.uuid}/competency/{world.competency('MA.FR.1').uuid}/")
    page = text(sign_in(world.cora), f"/counsel/board/{to_decide.uuid}/")
    assert address_of(world, "MA.FR.1", "counsel") in page


def test_what_is_decided_meanwhile_is_not_named(world, to_decide, sign_in):
    settle(world, "MA.FR.1")
    page = text(sign_in(world.webb), f"/teach/board/{to_decide.uuid}/")
    assert address_of(world, "MA.FR.1") not in page
    assert address_of(world, "MA.DA.1") in page


def test_who_waits_to_move_on_is_led_to_the_page_of_the_signature(world, to_move, sign_in):
    assert to_move.subject == "move:level/MA/4"
    for who, portal, board in (
        ("webb", "teach", "teach"),
        ("cora", "counsel", "counsel"),
        ("lee", "lead", "lead"),
    ):
        client = sign_in(getattr(world, who))
        page = text(client, f"/{board}/board/{to_move.uuid}/")
        address = f"/{portal}/moving/{world.ana.uuid}/level/MA/"
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200


def test_the_answers_offered_are_those_that_fit(world, to_decide, sign_in):
    page = text(sign_in(world.webb), f"/teach/board/{to_decide.uuid}/")
    assert "Something is still open" in page
    assert "More time" not in page
    answered(world, to_decide)
    page = text(sign_in(world.webb), f"/teach/board/{to_decide.uuid}/")
    assert "It is decided or signed" in page
    assert "The target is met" not in page
    assert "The plan is going again" not in page


def test_an_answer_that_does_not_fit_is_refused(world, to_decide):
    with pytest.raises(Refused):
        answered(world, to_decide, kind="time")
    made = answered(world, to_decide)
    with pytest.raises(Refused):
        follow_up(viewer=world.viewer("webb"), response_uuid=made.uuid, outcome="met")


def test_what_still_waits_in_the_record_is_not_taken_as_decided(world, to_decide):
    made, webb = answered(world, to_decide), world.viewer("webb")
    settle(world, "MA.FR.1")
    with pytest.raises(Refused) as refused:
        follow_up(viewer=webb, response_uuid=made.uuid, outcome="signed")
    assert refused.value.problems[0].field == "outcome"
    settle(world, "MA.DA.1")
    follow_up(viewer=webb, response_uuid=made.uuid, outcome="signed")
    assert signal_info(webb, to_decide.uuid).ending == "response"


def test_a_signature_ends_the_wait_to_move_on(world, to_move):
    made, webb = answered(world, to_move), world.viewer("webb")
    with pytest.raises(Refused):
        follow_up(viewer=webb, response_uuid=made.uuid, outcome="signed")
    sign_off(viewer=world.viewer("ortiz"), learner_uuid=world.ana.uuid, grain="level", code="MA")
    assert not what_waits(webb, to_move.uuid)
    follow_up(viewer=webb, response_uuid=made.uuid, outcome="signed")
    assert signal_info(webb, to_move.uuid).ending == "response"


def test_something_that_is_still_open_lets_it_wait_again(world, to_decide, sign_in):
    made = answered(world, to_decide)
    follow_up(viewer=world.viewer("webb"), response_uuid=made.uuid, outcome="more", words="The graph.")
    page = text(sign_in(world.webb), f"/teach/board/{to_decide.uuid}/")
    assert "The last look found that something is still open." in page
    assert "More support is needed" not in page
