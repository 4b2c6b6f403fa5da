"""Today, the learner, and the learner on one competency."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


def test_today_says_what_waits_in_each_group(world, sign_in, url, rated, text):
    rated("ana", "MA.FR.1", 3, 3)
    rated("ben", "MA.FR.1", 2, 2)
    rated("ben", "LI.RE.1", 2, 2)
    page = text(sign_in(world.ortiz).get(url("home")))
    assert "Mathematics, Alder 2 decisions are waiting." in page, "literacy is not what this section is about"
    assert "Proficient is proposed" in page
    adviser = text(sign_in(world.webb).get(url("home")))
    assert "Cedar 3 decisions are waiting." in adviser


def test_today_names_work_without_recent_evidence_and_new_steps(
    world, sign_in, url, rated, decided, clock, text
):
    clock.advance(days=-30)
    rated("dev", "MA.DA.1", 2)
    clock.advance(days=25)
    rated("ana", "MA.FR.1", 3, 3)
    decided("ana", "MA.FR.1", 3)
    clock.advance(days=5)
    page = text(sign_in(world.ortiz).get(url("home")))
    quiet = page[page.index("No recent evidence") : page.index("Ready for something new")]
    assert "Dev Patel" in quiet
    assert "Ana Reyes" not in quiet
    assert "Ana Reyes" in page[page.index("Ready for something new") :]


def test_an_empty_day_is_calm_and_says_what_will_come(world, sign_in, url, text):
    page = text(sign_in(world.ortiz).get(url("home")))
    assert "Nothing is waiting." in page
    assert "No decision is waiting. New evidence will bring the next ones here." in page


def test_a_tutor_without_groups_is_led_to_her_learners(world, sign_in, url, text):
    client = sign_in(world.tessa)
    for name in ("home", "learners"):
        assert "Ana Reyes" in text(client.get(url(name)))


def test_a_home_group_is_a_list_of_its_learners(world, sign_in, url, text):
    page = sign_in(world.webb).get(url("learners"), {"group": world.cedar.uuid})
    assert "Chloe Nguyen" in text(page)
    assert sign_in(world.ortiz).get(url("learners"), {"group": world.cedar.uuid}).status_code == 404


def test_strengths_come_first_and_habits_stand_apart(world, sign_in, url, rated, decided, text):
    rated("ana", "MA.FR.1", 3, 3)
    decided("ana", "MA.FR.1", 3)
    rated("ana", "LI.RE.1", 2)
    page = text(sign_in(world.ortiz).get(url("learner", "ana")))
    page = page[page.index("Strengths") :]
    strengths = page[: page.index("Rate any competency")]
    assert "Parts of a whole" in strengths
    learning = page[page.index("Learning") : page.index("Habits of success")]
    assert "Main idea" in learning
    assert "Equal fractions" in learning
    assert "See and note habits" in page[page.index("Habits of success") :]
    assert "Asking for help" not in page


def test_a_learner_without_anything_yet_has_a_page_with_a_next_step(world, sign_in, url, text):
    page = text(sign_in(world.ortiz).get(url("learner", "ana")))
    assert "The first decided strengths will stand here." in page
    assert "Ready to begin" in page
    assert "Parts of a whole" in page


def test_pace_is_told_with_its_formula(world, sign_in, url, rated, decided, text):
    rated("ana", "MA.FR.1", 3, 3)
    decided("ana", "MA.FR.1", 3)
    page = text(sign_in(world.ortiz).get(url("learner", "ana")))
    assert "Pace:" in page
    assert "school days" in page


def test_the_pair_page_shows_descriptors_evidence_rule_and_what_helps(world, sign_in, url, rated, text):
    rated("ana", "MA.FR.1", 2, 3, by="webb")
    page = text(sign_in(world.ortiz).get(url("pair", "ana", "MA.FR.1")))
    assert "Does it alone, in a familiar setting." in page
    assert "Rated by Aiden Webb" in page
    assert "proficiency.rule/" in page, "the rule and its version"
    assert "What is still missing" in page
    assert "What would change it" in page


def test_a_past_day_of_a_pair_has_no_forms(world, sign_in, url, rated, clock, text):
    clock.advance(days=-10)
    rated("ana", "MA.FR.1", 2, 2)
    clock.advance(days=10)
    rated("ana", "MA.FR.1", 4, 4)
    page = sign_in(world.ortiz).get(url("pair", "ana", "MA.FR.1"), {"as_of": "2026-10-01"})
    assert "level-button" not in page.content.decode()
    assert "This page shows the past" in text(page)
    assert "2 pieces" in text(page)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_reads_in_both_languages(world, sign_in, url, rated, decided, language):
    rated("ana", "MA.FR.1", 2, 3)
    decided("ana", "MA.FR.1", 3)
    rated("ana", "MA.FR.1", 2, 2, 2)
    client = sign_in(world.ortiz)
    client.cookies["django_language"] = language
    for address in (
        url("home"),
        url("learners"),
        url("learner", "ana"),
        url("pair", "ana", "MA.FR.1"),
        url("panel", "ana", "MA.FR.1"),
        url("section", section="mathematics"),
        url("column", code="MA.FR.1", section="mathematics"),
    ):
        page = client.get(address)
        assert page.status_code == 200, address
        assert page.headers["Content-Language"] == language


def test_pages_about_one_learner_cost_the_same_however_much_was_recorded(world, sign_in, url, rated):
    client = sign_in(world.ortiz)
    rated("ana", "MA.FR.1", 2)
    addresses = (url("home"), url("learner", "ana"), url("pair", "ana", "MA.FR.1"))

    def costs() -> list[int]:
        found = []
        for address in addresses:
            client.get(address)  # the look at the record is noted once
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get(address)
            found.append(len(queries))
        return found

    before = costs()
    for code in ("MA.FR.1", "MA.DA.1", "LI.RE.1", "LI.WR.1"):
        for learner in ("ana", "ben", "chloe", "dev"):
            rated(learner, code, 2, 3, 3)
    assert all(later <= earlier + 1 for earlier, later in zip(before, costs(), strict=True))
    assert before[0] <= 17, before  # with what waits beside the menu, and the plans of the groups
    assert before[1] <= 21, before
