"""Individual plans: the day of review is marked in words and stands first; a plan closes with what came of it."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.foundation.api import Actor, audit
from headway.district.placement.api import my_plan_tasks, open_plan_task, plan_task, write_plan
from headway.district.signals.api import follow_up, respond, write_signals
from headway.district.signals.models import Response, Signal
from headway.district.signals.types import Found
from tests.portals.showing import english_left_in, text_of

pytestmark = pytest.mark.django_db
NIGHT = Actor.system("signals")
DUE = "The review was due on October 21"


@pytest.fixture
def answered(world):
    """`answered(world.ana, "plan")`: Mr Webb answered a signal of the night, to be looked at again on 21 October."""

    def by_webb(learner, kind):
        write_signals(
            [Found(learner.pk, "stalled", "MA", dt.date(2026, 9, 1), {"days": 25.0, "open": 3.0}, "MA")],
            by=NIGHT,
        )
        row = Signal.objects.get(learner=learner)
        return respond(
            viewer=world.viewer("webb"),
            signal_uuid=row.uuid,
            kind=kind,
            words=f"For {learner.person.given_name}.",
            begins_on=dt.date(2026, 10, 7),
            follow_up_on=dt.date(2026, 10, 21),
        )

    return by_webb


def test_a_plan_whose_review_is_past_is_marked_and_first_on_the_board(world, sign_in, answered, clock):
    answered(world.ben, "engage")
    answered(world.ana, "plan")
    client = sign_in(world.webb)
    clock.set("2026-10-21 09:00")
    assert "The review was due" not in text_of(client.get("/teach/board/"))
    clock.set("2026-10-22 09:00")
    page = text_of(client.get("/teach/board/"))
    # Once, though both the plan and the response to the signal tell of the day.
    assert page.count("The review was due on Oct. 21, 2026.") == 1
    assert page.index("For Ana.") < page.index("Due on Oct. 21, 2026.") < page.index("Waiting for an answer")
    assert page.index("For Ana.") < page.index("For Ben.")


def test_a_plan_that_outlives_its_signal_stays_on_the_board(world, sign_in, answered, clock):
    plan = answered(world.ana, "plan").plan_task
    clock.set("2026-10-22 09:00")
    follow_up(viewer=world.viewer("webb"), response_uuid=Response.objects.get().uuid, outcome="going")
    page = sign_in(world.webb).get("/teach/board/")
    assert "The review was due on Oct. 21, 2026." in text_of(page)
    assert f'href="/teach/plans/{plan}/"' in page.content.decode()
    assert "The review was due" not in text_of(sign_in(world.ortiz).get("/teach/board/"))


def test_a_leader_who_sees_to_a_plan_finds_it_on_her_board(world, sign_in, clock):
    lee = world.viewer("lee")
    row = open_plan_task(
        learner=world.ana,
        reason="pace",
        by=lee.actor,
        owner_id=lee.person_id,
        review_on=dt.date(2026, 10, 21),
    )
    clock.set("2026-10-22 09:00")
    page = sign_in(world.lee).get("/lead/board/")
    assert "The review was due on Oct. 21, 2026." in text_of(page)
    assert f'href="/lead/arrivals/plans/{row.uuid}/"' in page.content.decode()


def test_the_plans_own_page_and_the_list_say_so_until_a_day_ahead_is_named(world, sign_in, answered, clock):
    plan = answered(world.ana, "plan").plan_task
    client, address = sign_in(world.webb), f"/teach/plans/{plan}/"
    assert "look again by Oct. 21, 2026" in text_of(client.get(address))
    clock.set("2026-10-22 09:00")
    assert DUE in text_of(client.get(address))
    assert DUE in text_of(client.get("/teach/plans/"))
    answer = client.post(address, {"act": "review", "review_on": "2026-10-22"})
    assert answer.status_code == 422
    assert "The day to look again lies after today, within a year." in text_of(answer)
    assert client.post(address, {"act": "review", "review_on": "2026-11-05"}).status_code == 302
    assert DUE not in text_of(client.get(address))
    assert audit.trail(act="placement.plan_review_set").count() == 1


def test_learner_and_family_read_no_such_mark(world, sign_in, answered, clock):
    plan = answered(world.ana, "plan").plan_task
    clock.set("2026-10-22 09:00")
    assert "due on" not in text_of(sign_in(world.rosa).get(f"/family/{world.ana.uuid}/plans/{plan}/"))


def test_an_empty_plan_is_not_closed_and_what_was_typed_stays(world, sign_in, answered):
    plan = answered(world.ana, "plan").plan_task
    client, address = sign_in(world.webb), f"/teach/plans/{plan}/"
    answer = client.post(address, {"act": "close", "came_of_it": "She reads with Ben now."})
    assert answer.status_code == 422
    page = text_of(answer)
    assert "The plan doesn't say yet what it was for, so it can't be closed." in page
    assert "She reads with Ben now." in page
    assert plan_task(world.viewer("webb"), plan).closed_at is None
    typed = {"act": "close", "was_for": "Reading with somebody.", "came_of_it": "She reads with Ben now."}
    assert client.post(address, typed).status_code == 302
    page = text_of(client.get(address))
    assert "What came of it She reads with Ben now." in page
    assert "look again by" not in page
    assert my_plan_tasks(world.viewer("webb")) == ()


def test_words_that_stand_stay_in_their_fields_when_the_end_needs_another_look(world, sign_in, answered):
    plan = answered(world.ana, "plan").plan_task
    words = {"goal": "Ana reads with Ben.", "steps": "On Mondays.", "support": "Mr Webb."}
    write_plan(viewer=world.viewer("webb"), task_uuid=plan, **words)
    answer = sign_in(world.webb).post(f"/teach/plans/{plan}/", {"act": "close", "came_of_it": ""})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Say what came of the plan before it is closed." in page
    assert page.count("Ana reads with Ben.") == 2
    assert 'name="was_for"' not in page


def test_the_page_is_spanish_for_who_reads_spanish(world, sign_in, answered, clock):
    plan = answered(world.ana, "plan").plan_task
    world.people["webb"].language = "es"
    world.people["webb"].save()
    clock.set("2026-10-22 09:00")
    client = sign_in(world.webb)
    answer = client.get(f"/teach/plans/{plan}/")
    assert "La revisión era el 21 de octubre" in text_of(answer)
    assert english_left_in(answer) == []
    refused = client.post(f"/teach/plans/{plan}/", {"act": "close"})
    assert english_left_in(refused) == []
