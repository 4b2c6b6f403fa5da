"""A signal's answers and looks fit what it says, and what is not agreed yet leads to where it is planned together."""

from __future__ import annotations

import datetime as dt
import html

import pytest

from headway.district.foundation.api import Actor, Refused, clock
from headway.district.signals.api import follow_up, respond, signal_info, write_signals
from headway.district.signals.models import Signal
from headway.district.signals.types import Found
from tests.district.agreements.conftest import plan, shown
from tests.district.signals.test_finding import placed

__all__ = ["plan", "shown"]

pytestmark = pytest.mark.django_db


def signal_of(world, kind, domain="MA", **evidence):
    found = Found(world.ana.pk, kind, domain, dt.date(2026, 9, 1), evidence or {"days": 25.0}, domain)
    write_signals([found], by=Actor.system("signals"))
    return Signal.objects.get(kind=kind, domain_code=domain)


def page_of(client, signal, portal="teach"):
    return html.unescape(client.get(f"/{portal}/board/{signal.uuid}/").content.decode())


def answered(world, signal, kind="engage"):
    return respond(
        viewer=world.viewer("webb"),
        signal_uuid=signal.uuid,
        kind=kind,
        words="We talk on Friday.",
        begins_on=clock.today(),
        follow_up_on=clock.today() + dt.timedelta(days=7),
    )


def test_what_is_not_agreed_leads_to_planning_it_together_or_to_the_offer(world, plan, sign_in):
    placed(world, "ana")
    signal = signal_of(world, "not_negotiated")
    new = f'href="/teach/learner/{world.ana.uuid}/plan/new/?domain=MA"'
    client = sign_in(world.webb)
    assert new in page_of(client, signal)
    assert f"/counsel/learner/{world.ana.uuid}/plan/new/?domain=MA" in page_of(
        sign_in(world.cora), signal, "counsel"
    )
    assert client.get(f"/teach/learner/{world.ana.uuid}/plan/new/?domain=MA").status_code == 200
    target = plan.propose("webb")
    client = sign_in(world.webb)
    assert f'href="/teach/learner/{world.ana.uuid}/plan/{target}/"' in page_of(client, signal)
    assert new not in page_of(client, signal)
    plan.sign(target, "ana")
    assert "Plan this together" not in page_of(client, signal)


def test_without_a_plan_no_answer_speaks_of_one(world, sign_in):
    for kind, domain in (("not_negotiated", "MA"), ("not_seen", "")):
        signal = signal_of(world, kind, domain)
        page = page_of(sign_in(world.webb), signal)
        assert "Talk with learner and family" in page
        assert "More time" not in page
        with pytest.raises(Refused, match="Choose what is done"):
            answered(world, signal, "time")
        answered(world, signal)
        page = page_of(sign_in(world.webb), signal)
        for words in ("The target is met", "The plan is going again", "Then the plan again"):
            assert words not in page


def test_only_a_plan_that_was_agreed_ends_with_its_target(world):
    signal = signal_of(world, "stalled")
    made = answered(world, signal, "time")
    with pytest.raises(Refused):
        follow_up(viewer=world.viewer("webb"), response_uuid=made.uuid, outcome="met")
    follow_up(viewer=world.viewer("webb"), response_uuid=made.uuid, outcome="going")
    assert signal_info(world.viewer("webb"), signal.uuid).ending == "response"


def test_a_target_is_agreed_only_once_the_record_says_so(world, plan):
    signal, webb = signal_of(world, "not_negotiated"), world.viewer("webb")
    made = answered(world, signal)
    target = plan.propose("webb")
    with pytest.raises(Refused, match="no target is agreed"):
        follow_up(viewer=webb, response_uuid=made.uuid, outcome="agreed")
    plan.sign(target, "ana")
    follow_up(viewer=webb, response_uuid=made.uuid, outcome="agreed")
    assert signal_info(webb, signal.uuid).ending == "response"


def test_a_target_that_was_met_before_is_none_that_is_agreed(world, plan, shown, clock):
    """Nobody closed it yet, and what comes next is still to be agreed."""
    placed(world, "ana")
    target, webb = plan.agreed("MA.FR.1"), world.viewer("webb")
    shown("MA.FR.1", days_ago=0)
    clock.set("2026-10-08 09:00")
    signal = signal_of(world, "not_negotiated")
    made = answered(world, signal)
    with pytest.raises(Refused, match="no target is agreed"):
        follow_up(viewer=webb, response_uuid=made.uuid, outcome="agreed")
    assert plan.agreed("MA.DA.1") != target
    shown("MA.DA.1", days_ago=0)  # agreed since, and met so soon
    follow_up(viewer=webb, response_uuid=made.uuid, outcome="agreed")
    assert signal_info(webb, signal.uuid).ending == "response"


def test_who_is_seen_again_ends_the_signal_and_what_is_not_agreed_yet_waits_again(world, sign_in):
    client = sign_in(world.webb)
    away, bare = signal_of(world, "not_seen", ""), signal_of(world, "not_negotiated")
    for signal, outcome in ((away, "seen"), (bare, "more")):
        form = {
            "act": "follow_up",
            "response": answered(world, signal).uuid,
            "outcome": outcome,
            "seen": "So.",
        }
        assert client.post(f"/teach/board/{signal.uuid}/", form).status_code == 302
    assert "Seen again" in page_of(client, away)
    page = page_of(client, bare)
    assert "The last look found that it is not agreed yet." in page
    assert "More support is needed" not in page
