"""A level that stands without a piece of work here says what it rests on, to the learner and to the family."""

from __future__ import annotations

import pytest

from headway.district.continuum.api import current_map
from tests.district.proficiency.carrying import decide_on, merge, settle
from tests.portals.showing import english_left_in, text_of

NOTHING = ("There is no evidence yet.", "Nothing yet.")


@pytest.fixture
def pages(world, sign_in):
    """The page of a competency for Ana, and the one for her family, in English until somebody says otherwise."""
    world.rosa.language = "en"
    world.rosa.save()

    def both(code: str):
        competency = current_map().by_code[code].uuid
        mine = sign_in(world.ana).get(f"/me/competency/{competency}/")
        theirs = sign_in(world.rosa).get(f"/family/{world.ana.uuid}/competency/{competency}/")
        assert (mine.status_code, theirs.status_code) == (200, 200)
        return mine, theirs

    return both


def test_a_decision_without_evidence_is_said_to_be_a_persons(world, pages):
    decide_on(world, world.ana, "MA.FR.1", 3)
    mine, theirs = (text_of(page) for page in pages("MA.FR.1"))
    for text in (mine, theirs):
        assert "The level was decided by a person; no piece of work is recorded here." in text
        assert not any(words in text for words in NOTHING)
    assert "Your first piece would help to confirm the level." in mine
    assert "A first piece would help to confirm the level." in theirs


def test_a_merged_level_without_evidence_is_said_to_be_carried_over(world, pages):
    for code in ("MA.FR.1", "MA.FR.2"):
        decide_on(world, world.ana, code, 3)
    merge(world)
    for text in map(text_of, pages("MA.FR.M")):
        assert (
            "The level was carried over from an earlier version; no piece of work is recorded here." in text
        )
        assert not any(words in text for words in NOTHING)


def test_parts_that_differ_are_said_to_wait_for_a_person(world, pages):
    decide_on(world, world.ana, "MA.FR.1", 4)
    decide_on(world, world.ana, "MA.FR.2", 2)
    merge(world)
    for text in map(text_of, pages("MA.FR.M")):
        assert "It rests on decisions from an earlier version; no piece of work is recorded here." in text
        assert "would help a teacher to decide." in text
        assert not any(words in text for words in NOTHING)


def test_with_evidence_the_evidence_is_counted(world, pages):
    settle(world, world.ana, "MA.FR.1", 3)
    for text in map(text_of, pages("MA.FR.1")):
        assert "Based on 3 pieces of evidence." in text
        assert "no piece of work is recorded here" not in text


def test_it_is_said_in_spanish(world, pages):
    decide_on(world, world.ana, "MA.FR.1", 3, reason="Lo vi.")
    for reader in (world.ana.person, world.rosa):
        reader.language = "es"
        reader.save()
    for page in pages("MA.FR.1"):
        assert english_left_in(page) == []
