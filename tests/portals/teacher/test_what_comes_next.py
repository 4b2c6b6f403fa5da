"""Planning what comes next, and the lists of Today that ask for a conversation or a plan."""

from __future__ import annotations

import pytest

from headway.district.proficiency.models import NextStep


@pytest.fixture
def not_yet(rated, decided):
    rated("ana", "MA.FR.1", 2, 2)
    decided("ana", "MA.FR.1", 2)


def planned(client, url, **more):
    given = {"wish": "plan", "step": "Draw it twice.", "support": "Strips.", "show_on": "2026-11-02"} | more
    return client.post(url("next_step", "ana", "MA.FR.1"), given)


def test_today_names_what_has_no_plan_until_it_has_one(world, sign_in, url, not_yet, text):
    client = sign_in(world.ortiz)
    assert "Next step to plan" in text(client.get(url("home")))
    answer = planned(client, url)
    assert answer.status_code == 302
    assert "Next step to plan" not in text(client.get(url("home")))
    page = text(client.get(url("pair", "ana", "MA.FR.1")))
    assert "Draw it twice." in page
    assert "Planned by Elena Ortiz." in page
    for reader, address in (
        (world.ana, f"/me/competency/{world.competency('MA.FR.1').uuid}/"),
        (world.rosa, f"/family/child/{world.ana.uuid}/competency/{world.competency('MA.FR.1').uuid}/"),
    ):
        found = sign_in(reader).get(address)
        if found.status_code == 404:
            address = address.replace("/child/", "/")
            found = sign_in(reader).get(address)
        assert "Draw it twice." in text(found)


def test_not_yet_without_a_plan_still_says_when_it_can_be_shown_again(world, sign_in, not_yet, text):
    page = text(sign_in(world.ana).get(f"/me/competency/{world.competency('MA.FR.1').uuid}/"))
    assert "You can show it again on any day" in page
    assert "Next:" in page


def test_what_is_missing_stands_at_its_field_and_nothing_typed_is_lost(world, sign_in, url, not_yet, text):
    answer = planned(sign_in(world.ortiz), url, show_on="", step="Keep me.")
    assert answer.status_code == 422
    assert "The next opportunity to show it has no day." in text(answer)
    assert "Keep me." in answer.content.decode()
    assert NextStep.objects.count() == 0


@pytest.mark.parametrize("typed", ["soon", "2026-13-40", "0026-11-02"])
def test_a_day_that_cannot_be_read_says_how_to_write_it(world, sign_in, url, not_yet, text, typed):
    answer = planned(sign_in(world.ortiz), url, show_on=typed)
    assert answer.status_code == 422
    assert "Write it as year-month-day" in text(answer)


def test_a_plan_can_be_taken_back(world, sign_in, url, not_yet, text):
    client = sign_in(world.ortiz)
    planned(client, url)
    client.post(url("next_step", "ana", "MA.FR.1"), {"wish": "take_back"})
    assert "Draw it twice." not in text(client.get(url("pair", "ana", "MA.FR.1")))


def test_the_neighbours_teacher_finds_no_such_page(world, sign_in, url, not_yet):
    assert planned(sign_in(world.finch), url).status_code == 404


def test_evidence_that_shows_less_is_a_conversation_on_every_page_and_never_one_press(
    world, sign_in, url, rated, decided, text
):
    rated("ana", "MA.FR.1", 3, 3)
    decided("ana", "MA.FR.1", 3)
    rated("ana", "MA.FR.1", 1, 1)
    client = sign_in(world.ortiz)
    assert "Talk about it" in text(client.get(url("home")))
    page = text(client.get(url("pair", "ana", "MA.FR.1")))
    assert "Proficient was decided, and the evidence now points to Emerging." in page
    assert "The decision stands until you have talked about it" in page
    assert "Decide Emerging" not in page
    own = text(sign_in(world.ana).get(f"/me/competency/{world.competency('MA.FR.1').uuid}/"))
    assert "Proficient stands." in own
    assert "worth talking about" in own


def test_staff_read_how_sure_in_natural_frequencies_and_learners_gently(
    world, sign_in, url, rated, decided, text
):
    rated("ana", "MA.FR.1", 2, 3)
    staff = text(sign_in(world.ortiz).get(url("pair", "ana", "MA.FR.1")))
    assert "Of 10 bodies of work like this one" in staff
    assert "changes no level" in staff
    own = text(sign_in(world.ana).get(f"/me/competency/{world.competency('MA.FR.1').uuid}/"))
    assert "Of 10" not in own
    assert "Not sure yet:" in own
    assert "%" not in own.split("How sure the evidence is")[1][:200]


def test_a_decision_does_not_rest_on_work_that_came_after_it(world, sign_in, decided, rated, clock, text):
    page = f"/me/competency/{world.competency('MA.FR.1').uuid}/"
    decided("ana", "MA.FR.1", 3)
    clock.advance(days=2)
    rated("ana", "MA.FR.1", 1)
    own = text(sign_in(world.ana).get(page))
    assert "It was decided before the work that is here: 1 piece came later." in own
    assert "Based on" not in own
    assert "fit together" not in own
