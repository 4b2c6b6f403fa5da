"""The further pages of a competency in a draft: levels, examples, prerequisites, comments, history."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from headway.district.continuum.api import (
    add_prerequisite,
    content_of,
    edit_competency,
    history,
    open_draft,
    remark,
    save_exemplar,
    suggest,
    write_descriptor,
)
from tests.portals.curriculum.drafting import ADDING, at, fields_of, stored, text_of


@pytest.fixture
def priya(world):
    return world.viewer("priya")


@pytest.fixture
def draft(world, priya):
    return open_draft(world.version.framework.uuid, by=priya.actor)


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.priya)


# -- levels and rubric --


def test_descriptors_are_written_side_by_side_beside_the_neighbours(draft, client):
    page = client.get(at("draft_levels", draft, "MA.FR.2"))
    assert "Before: Parts of a whole" in text_of(page)
    assert "Next: Adding fractions" in text_of(page)
    client.post(
        at("draft_levels", draft, "MA.FR.2"),
        fields_of(page) | {"looks:1": "Finds one with a strip.", "looks:4:es": "Lo explica."},
    )
    one = stored(draft, "world-MA.FR.2")
    assert one.descriptors[0].text == "Finds one with a strip."
    assert one.descriptors[3].translations["es"]["text"] == "Lo explica."
    assert len(history(draft.uuid)) == 1


def test_two_editors_of_a_descriptor_see_both(world, draft, client):
    opened = fields_of(client.get(at("draft_levels", draft)))
    write_descriptor(draft.uuid, ADDING, 2, "Theirs.", by=world.viewer("lena").actor)
    answer = client.post(at("draft_levels", draft), opened | {"looks:2": "Mine.", "looks:3": "Third."})
    assert answer.status_code == 409
    assert "Theirs." in text_of(answer)
    assert "Mine." in text_of(answer)
    assert stored(draft).descriptors[2].text == "Third."


def test_criteria_are_added_edited_moved_and_taken_out(draft, client):
    address = at("draft_criterion", draft)
    for text in ("Finds a common part", "Explains why"):
        client.post(address, {"text": text, "level:3": f"{text} alone."})
    (rubric,) = content_of(draft.id).rubrics
    first, second = rubric.criteria
    assert first.levels[2].text == "Finds a common part alone."
    assert first.levels[2].quality == "Proficient"
    client.post(address, {"criterion": second.identifier, "wish": "up", "text": "Explains why"})
    level = f"level:{first.levels[0].identifier}"
    client.post(
        address,
        {
            "criterion": first.identifier,
            "text": "Finds it",
            "seen:text": first.text,
            level: "With help.",
            f"seen:{level}": "",
        },
    )
    (rubric,) = content_of(draft.id).rubrics
    assert [one.text for one in rubric.criteria] == ["Explains why", "Finds it"]
    assert rubric.criteria[1].levels[0].text == "With help."
    stale = client.post(
        address, {"criterion": first.identifier, "text": "Sees it", "seen:text": "Finds a common part"}
    )
    assert stale.status_code == 409
    assert "Finds it" in text_of(stale)
    assert "Sees it" in text_of(stale)
    client.post(address, {"criterion": first.identifier, "wish": "remove"})
    assert len(content_of(draft.id).rubrics[0].criteria) == 1
    empty = client.post(address, {"text": " "})
    assert empty.status_code == 422


# -- examples and notes --


def test_an_example_is_shown_with_its_quotes_marked(draft, client):
    address = at("draft_example", draft)
    client.post(
        address,
        {
            "title": "Pizza",
            "work": "1/2 + 1/3 = 5/6",
            "level": "3",
            "quote": ["1/3", "nowhere", ""],
            "remark": ["a third", "not there", ""],
            "title:es": "Pizza",
            "work:es": "",
        },
    )
    page = text_of(client.get(at("draft_examples", draft)))
    assert '<mark>1/3<span class="note-mark">[1]</span></mark>' in page
    assert "this part does not stand in the work" in page
    (example,) = stored(draft).exemplars
    assert example.annotations == (("1/3", "a third"), ("nowhere", "not there"))


def test_two_editors_of_an_example_see_both(world, draft, client, priya):
    made = save_exemplar(draft.uuid, ADDING, {"title": "Pizza", "work": "1/2"}, by=priya.actor)
    save_exemplar(
        draft.uuid, ADDING, {"title": "Cake"}, exemplar_uuid=made.uuid, by=world.viewer("lena").actor
    )
    sent = {"which": made.uuid, "title": "Pie", "seen:title": "Pizza", "work": "1/2", "seen:work": "1/2"}
    answer = client.post(at("draft_example", draft), sent)
    assert answer.status_code == 409
    assert "Cake" in text_of(answer)
    assert "Pie" in text_of(answer)
    client.post(at("draft_example", draft), sent | {"seen:title": "Cake"})
    assert stored(draft).exemplars[0].title == "Pie"
    client.post(at("draft_example", draft), {"which": made.uuid, "wish": "remove"})
    assert stored(draft).exemplars == ()


def test_an_example_that_shows_nothing_is_sent_back_with_what_was_typed(draft, client):
    answer = client.post(at("draft_example", draft), {"title": "Only a name", "work": ""})
    assert answer.status_code == 422
    assert "Only a name" in text_of(answer)
    assert client.post(at("draft_example", draft), {"which": "x"}).status_code == 404


def test_notes_are_added_changed_and_taken_out(draft, client):
    address = at("draft_progression_note", draft)
    client.post(address, {"kind": "misconception", "text": "Adds tops and bottoms.", "text:es": "Suma todo."})
    page = text_of(client.get(at("draft_examples", draft)))
    assert "Usual misconceptions" in page
    which = re.search(r'name="which" value="([0-9a-f-]{36})"', page)[1]
    client.post(address, {"which": which, "source": "A study", "seen:source": ""})
    (note,) = stored(draft).notes
    assert (note.text, note.source, note.translations["es"]["text"]) == (
        "Adds tops and bottoms.",
        "A study",
        "Suma todo.",
    )
    assert client.post(address, {"kind": "misconception", "text": ""}).status_code == 422
    client.post(address, {"which": which, "wish": "remove"})
    assert stored(draft).notes == ()


# -- prerequisites --


def test_prerequisites_are_found_added_and_a_circle_is_named_at_once(draft, client, priya):
    address = at("draft_arrows", draft, "MA.FR.1")
    part = text_of(client.get(address, {"q": "adding"}, headers={"HX-Request": "true"}))
    assert "Adding fractions" in part
    assert "<html" not in part
    page = text_of(client.post(address, {"other": ADDING, "wish": "essential"}, follow=True))
    assert "MA.FR.1 → MA.FR.2 → MA.FR.3 → MA.FR.1" in page
    client.post(address, {"other": ADDING, "wish": "helpful"})
    arrows = {(one.before, one.after): one.is_gate for one in content_of(draft.id).prerequisites}
    assert arrows[ADDING, "world-MA.FR.1"] is False
    page = text_of(client.post(address, {"other": ADDING, "wish": "remove"}, follow=True))
    assert "run in a circle" not in page
    habits = client.post(address, {"other": "world-HS.PR.1", "wish": "essential"})
    assert habits.status_code == 422
    assert "kept apart" in text_of(habits)


# -- comments and suggestions --


def test_suggestions_are_shown_word_by_word_taken_and_declined(world, draft, client):
    ortiz = world.viewer("ortiz")
    first = suggest(draft.uuid, ADDING, "title", "Adding any fractions", viewer=ortiz, reason="Clearer")
    second = suggest(draft.uuid, ADDING, "statement", "I can sum.", viewer=ortiz)
    page = text_of(client.get(at("draft_talk", draft)))
    assert re.search(r"<ins>.*any", page)
    assert "Clearer" in page
    client.post(
        at("draft_answer_suggestion", draft, "MA.FR.3", first), {"wish": "accept", "seen": "Adding fractions"}
    )
    assert stored(draft).title == "Adding any fractions"
    declined = at("draft_answer_suggestion", draft, "MA.FR.3", second)
    assert client.post(declined, {"wish": "decline", "reason": ""}).status_code == 422
    client.post(declined, {"wish": "decline", "reason": "Learners say add."})
    page = text_of(client.get(at("draft_talk", draft)))
    assert "taken by Priya Raman" in page
    assert "Learners say add." in page
    assert "suggested by Elena Ortiz" in text_of(client.get(at("draft_competency_history", draft)))


def test_a_suggestion_that_lost_its_ground_is_shown_against_what_stands_there(world, draft, client, priya):
    asked = suggest(draft.uuid, ADDING, "title", "Plus", viewer=world.viewer("ortiz"))
    edit_competency(draft.uuid, ADDING, {"title": "Sums"}, by=priya.actor)
    page = text_of(client.get(at("draft_talk", draft)))
    assert "The suggestion was made for: “Adding fractions”" in page
    address = at("draft_answer_suggestion", draft, "MA.FR.3", asked)
    assert client.post(address, {"wish": "accept", "seen": "Adding fractions"}).status_code == 409
    assert stored(draft).title == "Sums"
    client.post(address, {"wish": "accept", "seen": "Sums"})
    assert stored(draft).title == "Plus"


def test_comments_are_answered_and_settled(world, draft, client):
    first = remark(draft.uuid, "Which ones?", viewer=world.viewer("ortiz"), identifier=ADDING)
    client.post(at("draft_talk", draft), {"remark": first, "text": "Up to twelve."})
    client.post(at("draft_talk", draft), {"remark": first, "wish": "settle"})
    page = text_of(client.get(at("draft_talk", draft)))
    assert "Up to twelve." in page
    assert "settled by Priya Raman" in page
    client.post(at("draft_talk", draft), {"remark": first, "wish": "reopen"})
    assert client.post(at("draft_talk", draft), {"text": ""}).status_code == 422
    whole = reverse("curriculum:draft_remarks", args=[draft.uuid])
    client.post(whole, {"text": "All in all."})
    assert "All in all." in text_of(client.get(whole))


# -- the history --


def test_taking_back_what_others_built_on_asks_first(world, draft, client, priya):
    done = edit_competency(draft.uuid, ADDING, {"title": "Sums"}, by=priya.actor)
    edit_competency(draft.uuid, ADDING, {"title": "Plus"}, by=world.viewer("lena").actor)
    address = reverse("curriculum:draft_take_back", args=[draft.uuid, done.act])
    asked = client.post(address, {"back": at("draft_words", draft)})
    assert asked.status_code == 409
    assert "Somebody went on from there" in text_of(asked)
    assert "Lena Moss" in text_of(asked)
    assert stored(draft).title == "Plus"
    answer = client.post(address, {"anyway": "yes", "back": at("draft_words", draft)})
    assert answer["Location"] == at("draft_words", draft)
    assert stored(draft).title == "Adding fractions"
    assert client.post(address, {"back": "https://elsewhere.example/"}).status_code == 422


def test_the_history_tells_every_change_in_words(draft, client, priya):
    assert "Nothing has been changed yet." in text_of(
        client.get(reverse("curriculum:draft_history", args=[draft.uuid]))
    )
    edit_competency(draft.uuid, ADDING, {"importance": "supporting", "title": "Sums"}, by=priya.actor)
    add_prerequisite(draft.uuid, "world-MA.DA.1", ADDING, by=priya.actor)
    page = text_of(client.get(reverse("curriculum:draft_history", args=[draft.uuid])))
    assert "Supporting" in page
    assert "MA.DA.1 before MA.FR.3" in page
    assert "Take it back" in page
