"""Comments on a draft and suggested words: from colleagues, answered by authors, with credit and reasons."""

from __future__ import annotations

import uuid

import pytest

from headway.district.continuum.api import (
    accept_suggestion,
    add_prerequisite,
    circle_through,
    content_of,
    decline_suggestion,
    draft,
    draft_competency,
    draft_outline,
    drafts,
    edit_competency,
    history,
    open_draft,
    publish,
    remark,
    remarks_on,
    remove_competency,
    reopen_remark,
    settle_remark,
    suggest,
    suggestion,
    suggestions_on,
    undo,
    write_descriptor,
)
from headway.district.continuum.models import Competency
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, Refused

ADDING = "world-MA.FR.3"


@pytest.fixture
def priya(world):
    return world.viewer("priya")


@pytest.fixture
def ortiz(world):
    return world.viewer("ortiz")


@pytest.fixture
def opened(world, priya):
    return open_draft(world.version.framework.uuid, by=priya.actor)


def words(draft):
    return next(one for one in content_of(draft.id).competencies if one.identifier == ADDING)


# -- comments --


def test_a_comment_is_answered_settled_and_reopened(opened, priya, ortiz):
    first = remark(opened.uuid, " Which denominators? ", viewer=ortiz, identifier=ADDING)
    remark(opened.uuid, "Up to twelve.", viewer=priya, answers=first)
    remark(opened.uuid, "About everything.", viewer=ortiz)
    (thread,) = remarks_on(opened.uuid, ADDING)
    assert (thread.text, thread.by, thread.settled_at) == ("Which denominators?", "Elena Ortiz", None)
    assert [(one.text, one.by) for one in thread.answers] == [("Up to twelve.", "Priya Raman")]
    assert [one.text for one in remarks_on(opened.uuid, "")] == ["About everything."]
    assert drafts(opened.uuid)[0].open_remarks == 2, "answers are not counted"
    settle_remark(opened.uuid, first, viewer=priya)
    assert remarks_on(opened.uuid, ADDING)[0].settled_by == "Priya Raman"
    reopen_remark(opened.uuid, first, viewer=ortiz)
    assert remarks_on(opened.uuid, ADDING)[0].settled_at is None


def test_an_answer_to_an_answer_stays_in_the_thread(opened, priya, ortiz):
    first = remark(opened.uuid, "One.", viewer=ortiz, identifier=ADDING)
    second = remark(opened.uuid, "Two.", viewer=priya, answers=first)
    remark(opened.uuid, "Three.", viewer=ortiz, answers=second)
    (thread,) = remarks_on(opened.uuid, ADDING)
    assert [one.text for one in thread.answers] == ["Two.", "Three."]


def test_a_comment_needs_words_a_place_and_somebody_who_works_here(world, opened, ortiz):
    with pytest.raises(Refused, match="needs words"):
        remark(opened.uuid, "  ", viewer=ortiz)
    with pytest.raises(Refused, match="not in the draft"):
        remark(opened.uuid, "x", viewer=ortiz, identifier="nowhere")
    with pytest.raises(NotFound):
        remark(opened.uuid, "x", viewer=ortiz, answers=uuid.uuid4())
    for who in ("ana", "rosa", "nina"):
        with pytest.raises(NotAllowed):
            remark(opened.uuid, "x", viewer=world.viewer(who))


def test_others_do_not_settle_my_comment(world, opened, ortiz):
    mine = remark(opened.uuid, "One.", viewer=ortiz)
    with pytest.raises(NotAllowed, match="by the authors"):
        settle_remark(opened.uuid, mine, viewer=world.viewer("finch"))


def test_after_publishing_comments_go_to_the_next_draft(opened, priya, ortiz):
    publish(opened.id, by=priya.actor)
    with pytest.raises(Refused, match="published by now"):
        remark(opened.uuid, "x", viewer=ortiz)


# -- suggestions --


def test_a_suggestion_that_is_taken_is_an_edit_with_credit(opened, priya, ortiz):
    asked = suggest(
        opened.uuid, ADDING, "statement", "I can add any two fractions.", viewer=ortiz, reason="Shorter."
    )
    (one,) = suggestions_on(opened.uuid, ADDING)
    assert (one.by, one.reason, one.base, one.has_moved) == ("Elena Ortiz", "Shorter.", one.stored, False)
    assert drafts(opened.uuid)[0].open_suggestions == 1
    accept_suggestion(opened.uuid, asked, viewer=priya)
    assert words(opened).statement == "I can add any two fractions."
    (act,) = history(opened.uuid, ADDING)
    assert (act.by, act.suggested_by) == ("Priya Raman", "Elena Ortiz")
    assert suggestion(opened.uuid, asked).answer == "accepted"
    undo(opened.uuid, act.act, by=priya.actor)
    assert words(opened).statement == "I can add fractions with different denominators."
    with pytest.raises(Refused, match="answered already"):
        accept_suggestion(opened.uuid, asked, viewer=priya)


def test_words_for_a_level_and_in_spanish_can_be_suggested(opened, priya, ortiz):
    one = suggest(opened.uuid, ADDING, "descriptor:3", "Lo hace sola.", viewer=ortiz, language="es")
    two = suggest(opened.uuid, ADDING, "title", "Sumas", viewer=ortiz, language="es")
    accept_suggestion(opened.uuid, one, viewer=priya)
    accept_suggestion(opened.uuid, two, viewer=priya, words="Sumas de fracciones")
    assert words(opened).descriptors[2].translations["es"]["text"] == "Lo hace sola."
    assert words(opened).translations["es"]["title"] == "Sumas de fracciones"


def test_a_suggestion_whose_ground_moved_is_taken_only_after_a_look(opened, priya, ortiz):
    asked = suggest(opened.uuid, ADDING, "title", "Plus", viewer=ortiz)
    edit_competency(opened.uuid, ADDING, {"title": "Sums"}, by=priya.actor)
    moved = suggestion(opened.uuid, asked)
    assert (moved.has_moved, moved.base, moved.stored) == (True, "Adding fractions", "Sums")
    with pytest.raises(Conflict):
        accept_suggestion(opened.uuid, asked, viewer=priya)
    assert words(opened).title == "Sums"
    accept_suggestion(opened.uuid, asked, viewer=priya, seen="Sums")
    assert words(opened).title == "Plus"


def test_declining_needs_a_reason_and_authors_answer(world, opened, priya, ortiz):
    asked = suggest(opened.uuid, ADDING, "title", "Plus", viewer=ortiz)
    with pytest.raises(Refused, match="why they are not taken"):
        decline_suggestion(opened.uuid, asked, " ", viewer=priya)
    for act in (
        lambda: accept_suggestion(opened.uuid, asked, viewer=ortiz),
        lambda: decline_suggestion(opened.uuid, asked, "no", viewer=ortiz),
    ):
        with pytest.raises(NotAllowed):
            act()
    decline_suggestion(opened.uuid, asked, "We say it so everywhere.", viewer=priya)
    told = suggestion(opened.uuid, asked)
    assert (told.answer, told.answer_reason, told.answered_by) == (
        "refused",
        "We say it so everywhere.",
        "Priya Raman",
    )
    assert words(opened).title == "Adding fractions"


def test_a_suggestion_says_something_new_about_words(opened, ortiz):
    for field, text, sentence in (
        ("title", "Adding fractions", "stand there"),
        ("title", " ", "stand there"),
        ("level", "4", "short name"),
        ("descriptor:9", "x", "short name"),
    ):
        with pytest.raises(Refused, match=sentence):
            suggest(opened.uuid, ADDING, field, text, viewer=ortiz)


def test_a_suggestion_for_what_was_removed_says_so(opened, priya, ortiz):
    asked = suggest(opened.uuid, ADDING, "title", "Plus", viewer=ortiz)
    remove_competency(opened.uuid, ADDING, by=priya.actor)
    assert suggestion(opened.uuid, asked).stored is None
    with pytest.raises(Refused, match="not in the draft any more"):
        accept_suggestion(opened.uuid, asked, viewer=priya)


# -- reading --


def test_the_list_of_drafts_counts_what_is_open(world, opened, priya):
    assert draft(opened.uuid) == opened
    edit_competency(opened.uuid, ADDING, {"title": "Sums"}, by=priya.actor)
    (one,) = drafts()
    assert (one.number, one.based_on_number, one.changed_competencies, one.is_continuum) == (2, 1, 1, True)
    publish(opened.id, by=priya.actor)
    assert drafts() == ()
    with pytest.raises(NotFound):
        draft(opened.uuid)


def test_the_outline_marks_what_differs_from_the_version_before(opened, priya):
    assert {one.change for one in draft_outline(opened.id).items} == {""}
    done = edit_competency(opened.uuid, ADDING, {"title": "Sums"}, by=priya.actor)
    write_descriptor(opened.uuid, "world-MA.DA.1", 2, "Reads one axis.", by=priya.actor)
    add_prerequisite(opened.uuid, "world-LI.RE.1", "world-LI.WR.1", by=priya.actor)
    remove_competency(opened.uuid, "world-LI.WR.2", by=priya.actor)
    outline = draft_outline(opened.id)
    assert {one.code for one in outline.items if one.change == "changed"} == {"MA.FR.3", "MA.DA.1", "LI.WR.1"}
    assert [one.code for one in outline.removed] == ["LI.WR.2"]
    undo(opened.uuid, done.act, by=priya.actor)
    assert "MA.FR.3" not in {one.code for one in draft_outline(opened.id).items if one.change}


def test_a_competency_is_read_with_everything_around_it_even_in_a_circle(opened, priya):
    add_prerequisite(opened.uuid, ADDING, "world-MA.FR.1", False, by=priya.actor)
    row = Competency.objects.get(version=opened.id, identifier=ADDING)
    one = draft_competency(opened.id, row.uuid)
    assert ([(item.code, gate) for item, gate in one.before]) == [("MA.FR.2", True)]
    assert ([(item.code, gate) for item, gate in one.after]) == [("MA.FR.1", False)]
    assert (one.domain.code, one.strand.code, one.content.level) == ("MA", "MA.FR", 5)
    assert circle_through(opened.id, ADDING) == ("MA.FR.3", "MA.FR.1", "MA.FR.2", "MA.FR.3")
    assert circle_through(opened.id, "world-LI.RE.1") == ()
    with pytest.raises(NotFound):
        draft_competency(opened.id, uuid.uuid4())


@pytest.mark.parametrize("language", ["klingonisch-und-noch-laenger", "e", "../es", "ES"])
def test_words_are_suggested_in_a_language(opened, ortiz, language):
    with pytest.raises(Refused, match="no language"):
        suggest(opened.uuid, ADDING, "title", "Sumas", viewer=ortiz, language=language)
