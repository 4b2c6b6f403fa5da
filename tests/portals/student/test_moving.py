"""My levels, what I choose and what opened: what the page costs."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.district.advancement.api import choose, sign_off
from tests.district.advancement.conftest import LEVEL_FOUR, placed_at, show


def test_the_page_asks_at_most_twelve_questions_however_much_stands_on_it(world, sign_in):
    placed_at(world, "ana", "MA", 4)
    placed_at(world, "ana", "LI", 4)
    show(world, "ana", LEVEL_FOUR)
    sign_off(viewer=world.viewer("ortiz"), learner_uuid=world.ana.uuid, grain="level", code="MA")
    choose(
        viewer=world.viewer("ana"),
        learner_uuid=world.ana.uuid,
        competency_uuid=world.competency("MA.FR.2").uuid,
        choice="deeper",
    )
    client = sign_in(world.ana)
    client.get("/me/moving/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/me/moving/").content.decode()
    assert "Level 5" in page
    assert len(asked) <= 12, "\n".join(one["sql"][:300] for one in asked)
