"""Taking back what was done to a draft, and taking that back again."""

from __future__ import annotations

import uuid

import pytest

from headway.district.continuum.api import (
    CompetencyContent,
    add_competency,
    content_of,
    edit_competency,
    history,
    open_draft,
    remove_competency,
    undo,
    undoing,
    write_descriptor,
)
from headway.district.foundation.api import Conflict, NotFound, Refused

ADDING = "world-MA.FR.3"


@pytest.fixture
def priya(world):
    return world.viewer("priya").actor


@pytest.fixture
def lena(world):
    return world.viewer("lena").actor


@pytest.fixture
def draft(world, priya):
    return open_draft(world.version.framework.uuid, by=priya)


def stored(draft, identifier=ADDING):
    return next(one for one in content_of(draft.id).competencies if one.identifier == identifier)


def test_any_act_can_be_taken_back_and_that_again(draft, priya, lena):
    done = edit_competency(draft.uuid, ADDING, {"title": "Sums", "level": 6}, by=priya)
    back = undo(draft.uuid, done.act, by=lena)
    assert (stored(draft).title, stored(draft).level) == ("Adding fractions", 5)
    assert [(one.act, one.undoes, one.taken_back_by) for one in history(draft.uuid)] == [
        (back.act, done.act, None),
        (done.act, None, back.act),
    ]
    with pytest.raises(Refused, match="taken back already"):
        undo(draft.uuid, done.act, by=lena)
    undo(draft.uuid, back.act, by=priya)
    assert (stored(draft).title, stored(draft).level) == ("Sums", 6)
    assert history(draft.uuid)[-1].taken_back_by is None
    with pytest.raises(NotFound):
        undo(draft.uuid, uuid.uuid4(), by=priya)


def test_later_words_are_shown_before_they_are_replaced(draft, priya, lena):
    done = edit_competency(draft.uuid, ADDING, {"title": "Sums", "level": 6}, by=priya)
    edit_competency(draft.uuid, ADDING, {"title": "Plus"}, by=lena)
    (one,) = undoing(draft.uuid, done.act, by=priya).overwritten
    assert (one.field, one.stored, one.restored, one.by) == ("title", "Plus", "Adding fractions", "Lena Moss")
    with pytest.raises(Conflict):
        undo(draft.uuid, done.act, by=priya)
    assert stored(draft).level == 6, "nothing is taken back by halves"
    back = undo(draft.uuid, done.act, by=priya, anyway=True)
    assert stored(draft).title == "Adding fractions"
    undo(draft.uuid, back.act, by=lena)
    assert stored(draft).title == "Plus", "the words that were replaced are in the history"


def test_taking_back_an_addition_says_what_was_written_into_it_since(draft, priya, lena):
    added = add_competency(
        draft.uuid, CompetencyContent("new", "New", "I can.", strand_code="MA.FR"), by=priya
    )
    edit_competency(draft.uuid, "new", {"statement": "I can much more."}, by=lena)
    (one,) = undoing(draft.uuid, added.act, by=priya).overwritten
    assert (one.field, one.stored) == ("statement", "I can much more.")
    back = undo(draft.uuid, added.act, by=priya, anyway=True)
    assert "new" not in {one.identifier for one in content_of(draft.id).competencies}
    undo(draft.uuid, back.act, by=lena)
    assert stored(draft, "new").statement == "I can much more."


def test_a_change_to_what_is_gone_cannot_be_taken_back_before_the_removal(draft, priya):
    done = edit_competency(draft.uuid, ADDING, {"title": "Sums"}, by=priya)
    removed = remove_competency(draft.uuid, ADDING, by=priya)
    with pytest.raises(Refused, match="take the removal back"):
        undo(draft.uuid, done.act, by=priya)
    undo(draft.uuid, removed.act, by=priya)
    undo(draft.uuid, done.act, by=priya)
    assert stored(draft).title == "Adding fractions"


def test_several_edits_can_be_one_act(draft, priya):
    act = uuid.uuid4()
    write_descriptor(draft.uuid, ADDING, 1, "One.", by=priya, act=act)
    edit_competency(draft.uuid, ADDING, {"title": "Sums"}, by=priya, act=act)
    assert len(history(draft.uuid)) == 1
    undo(draft.uuid, act, by=priya)
    assert (stored(draft).title, stored(draft).descriptors[0].text) == (
        "Adding fractions",
        "Starts with help.",
    )
