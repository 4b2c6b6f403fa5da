"""One engine and one answer: whatever screen, list or export is asked about a learner and a competency."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile

import pytest
from django.urls import reverse

from headway.district.foundation.api import Actor
from headway.district.interop.api import export_oneroster
from headway.district.people.api import visible_learners
from headway.district.proficiency.api import (
    frontier_of,
    grid,
    recompute,
    standings_of,
    standings_of_many,
    with_decisions_waiting,
)
from headway.district.proficiency.models import Standing
from tests.district.proficiency.carrying import decide_on, standing, why
from tests.district.proficiency.ruling import rule_from, show

CODE = "MA.FR.1"
SEPTEMBER = dt.date(2026, 9, 1)


def asks_for(pieces: int) -> dict:
    return {
        "minimum_pieces": pieces,
        "summary": {"kind": "most_recent_consistent", "window": pieces, "agreement": pieces},
    }


def book(**where) -> dict:
    """Two pieces in the district; three in one place."""
    return {"rule": asks_for(2), "exceptions": [{"where": where, "rule": asks_for(3)}]}


def answers(world, learner) -> dict[str, tuple]:
    """What each way of asking says: the decided level, the proposed one, and whether it waits for a person."""
    competency = world.competency(CODE)
    viewer = world.viewer("ortiz")
    row = next(
        one for one in grid(viewer, world.mathematics, [competency.pk]).rows if one.learner_id == learner.pk
    )
    frontier = frontier_of(viewer, learner)
    item = next(
        one
        for one in (*frontier.working_on, *frontier.proficient)
        if one.competency.id == competency.pk
    )  # fmt: skip
    found = {
        "explanation": why(world, learner, CODE).standing,
        "standings": standings_of(viewer, learner)[competency.pk],
        "standings of many": standings_of_many(viewer, [learner])[learner.pk][competency.pk],
        "grid": row.cells[0].standing,
        "frontier": item.standing,
        "learner": standings_of(world.viewer(learner), learner)[competency.pk],
        "as of today": standings_of(viewer, learner, as_of=dt.datetime(2026, 10, 7, 23, tzinfo=dt.UTC))[competency.pk],
    }  # fmt: skip
    return {
        name: (
            one.level,
            one.proposed_level,
            one.proposed_status,
            one.pieces,
            one.rule_version,
            one.waits_for_person,
        )
        for name, one in found.items()
    }


def said_by_all(world, learner) -> tuple:
    said = answers(world, learner)
    assert len(set(said.values())) == 1, said
    return next(iter(said.values()))


BOOKS = {
    "district": (asks_for(2), 3),
    "domain": (book(domain=["MA"]), None),
    "another domain": (book(domain=["LI"]), 3),
    "competency": (book(competency=["world-MA.FR.1"]), None),
    "stage": (book(stage=["3"]), None),
    "another stage": (book(stage=["9"]), 3),
    "importance": (book(importance=["essential"]), None),
}


@pytest.mark.parametrize("name", BOOKS)
def test_every_way_of_asking_says_the_same_under_every_book(world, name):
    parameters, proposed = BOOKS[name]
    version = rule_from(world, SEPTEMBER, parameters)
    show(world, world.ana, CODE, 3, 3)
    for _night in range(2):
        level, found, _status, pieces, rule_version, waits = said_by_all(world, world.ana)
        assert (level, found, pieces, rule_version) == (None, proposed, 2, version)
        assert waits == (proposed is not None)
        recompute()


def test_a_school_with_an_exception_has_it_for_its_learners_only(world):
    rule_from(world, SEPTEMBER, book(school=[str(world.alder.uuid)]))
    show(world, world.ana, CODE, 3, 3)
    show(world, world.emil, CODE, 3, 3, who="finch")
    for _night in range(2):
        assert said_by_all(world, world.ana)[1] is None
        assert standings_of(world.viewer("finch"), world.emil)[world.competency(CODE).pk].proposed_level == 3
        recompute()


def test_recording_answers_with_the_rule_of_the_place(world):
    rule_from(world, SEPTEMBER, book(competency=["world-MA.FR.1"]))
    outcome = show(world, world.ana, CODE, 3, 3)
    assert outcome.pairs[0].standing.proposed_level is None
    assert "One more piece of evidence is needed" in " ".join(outcome.pairs[0].sentences)
    other = show(world, world.ana, "MA.DA.1", 3, 3)
    assert other.pairs[0].standing.proposed_level == 3


def test_a_rule_adopted_today_is_everywhere_at_once(world):
    show(world, world.ana, CODE, 3, 3)
    recompute()
    assert said_by_all(world, world.ana)[1] == 3
    version = rule_from(world, dt.date(2026, 10, 7), asks_for(3))
    assert said_by_all(world, world.ana)[1:5] == (None, "not_enough_evidence", 2, version)


def test_a_decision_is_the_same_on_pages_and_in_the_bundle_that_leaves_the_house(world, sign_in):
    show(world, world.ana, CODE, 3, 3)
    decide_on(world, world.ana, CODE, 4, reason="I saw it in her garden plan.")
    level = said_by_all(world, world.ana)[0]
    assert level == 4
    exported = export_oneroster(version="1.2", by=Actor.system("test"))
    with zipfile.ZipFile(io.BytesIO(exported)) as bundle:
        (row,) = csv.DictReader(io.StringIO(bundle.read("results.csv").decode()))
    assert row["textScore"] == "Extending"
    client = sign_in(world.ana)
    page = client.get(reverse("student:competency", args=[world.competency(CODE).uuid])).content.decode()
    assert "decided on" in page
    assert "the work shows Extending" in page
    teacher = sign_in(world.ortiz)
    for name in ("teacher:pair", "teacher:panel"):
        page = teacher.get(reverse(name, args=[world.ana.uuid, world.competency(CODE).uuid])).content.decode()
        assert "Extending" in page.split("where-now")[1].split("</dl>")[0]


def test_who_waits_is_the_same_in_lists_and_on_pages_after_the_night(world):
    rule_from(world, SEPTEMBER, book(domain=["MA"]))
    show(world, world.ana, CODE, 3, 3)
    show(world, world.ben, CODE, 3, 3, 3)
    recompute()
    waiting = with_decisions_waiting(visible_learners(world.viewer("ortiz")))
    assert [one.pk for one in waiting] == [world.ben.pk]
    assert not standing(world, world.ana, CODE).waits_for_person


def test_rows_that_a_night_wrote_are_the_rows_that_acts_write(world):
    rule_from(world, SEPTEMBER, book(stage=["3"]))
    for who in ("ana", "ben"):
        show(world, getattr(world, who), CODE, 2, 3, 3)
    decide_on(world, world.ben, CODE, 3)
    names = [field.attname for field in Standing._meta.fields if field.attname != "id"]
    before = sorted(Standing.objects.values_list(*names))
    recompute()
    assert sorted(Standing.objects.values_list(*names)) == before


TRANSFER = {
    "minimum_pieces": 2,
    "requires": [{"from_level": 3, "that": {"transfer": {"at_least": 1}}}],
}


def test_what_a_rule_asks_about_the_pieces_is_read_and_said_the_same_everywhere(world):
    rule_from(world, SEPTEMBER, TRANSFER)
    show(world, world.ana, CODE, 3, 3)
    assert said_by_all(world, world.ana)[1] == 2
    assert why(world, world.ana, CODE).unmet, "it says what Proficient still asks for"
    outcome = show(world, world.ana, CODE, 3, days_ago=0.5, is_transfer=True)
    assert outcome.pairs[0].standing.proposed_level == 3
    for _night in range(2):
        assert said_by_all(world, world.ana)[1] == 3
        assert why(world, world.ana, CODE).unmet == ()
        recompute()


def test_deciding_keeps_what_the_rule_of_the_place_proposed(world):
    from headway.district.proficiency.models import Determination

    rule_from(world, SEPTEMBER, TRANSFER)
    show(world, world.ana, CODE, 3, 3)
    decide_on(world, world.ana, CODE, 3, reason="She used it in the garden.")
    row = Determination.objects.get()
    assert (row.departs, row.proposal["level"]) == (True, 2)
    assert not standing(world, world.ana, CODE).shows_less
