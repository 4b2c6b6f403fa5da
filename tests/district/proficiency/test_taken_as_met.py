"""R024: what is taken as met on arrival opens what is next, is no growth, and is confirmed by work here."""

from __future__ import annotations

from django.utils import translation

from headway.district.continuum.api import current_map
from headway.district.pacing.api import pace_of
from headway.district.proficiency.api import (
    decide,
    explain,
    frontier_of,
    overview_by_school,
    standings_of,
    take_as_met,
    take_back_taken,
    taken_as_met,
)


def taken(world, *codes, basis="placement"):
    return take_as_met(
        world.ana, [world.competency(code).pk for code in codes], basis, world.viewer("cora").actor
    )


def units(world):
    return next(one.units for one in pace_of(world.viewer("ortiz"), world.ana) if one.domain.code == "MA")


def decided(world, code, level):
    decide(
        viewer=world.viewer("ortiz"),
        learner_uuid=world.ana.uuid,
        competency_uuid=world.competency(code).uuid,
        level=level,
        reason="She explained it.",
    )


def test_it_opens_what_is_next_and_is_no_growth(world):
    taken(world, "MA.FR.1")
    ready = {one.competency.code for one in frontier_of(world.viewer("ortiz"), world.ana).ready}
    assert "MA.FR.2" in ready
    assert units(world) == 0
    standing = standings_of(world.viewer("ortiz"), world.ana)[world.competency("MA.FR.1").pk]
    assert standing.is_proficient
    assert standing.is_taken_as_met
    assert standing.proficient_since is None


def test_work_here_confirms_it_and_confirming_is_no_growth_either(world, clock):
    taken(world, "MA.FR.1")
    clock.advance(days=5)
    decided(world, "MA.FR.1", 3)
    standing = standings_of(world.viewer("ortiz"), world.ana)[world.competency("MA.FR.1").pk]
    assert not standing.is_taken_as_met
    assert standing.proficient_since is not None
    assert units(world) == 0
    assert taken_as_met((world.ana.pk,), current_map())[world.ana.pk] == {}
    decided(world, "MA.FR.2", 3)
    assert units(world) == 1


def test_what_is_shown_or_decided_already_stays_as_it_is(world):
    decided(world, "MA.FR.1", 2)
    assert taken(world, "MA.FR.1", "MA.DA.1") == (world.competency("MA.DA.1").pk,)
    assert standings_of(world.viewer("ortiz"), world.ana)[world.competency("MA.FR.1").pk].level == 2


def test_only_what_is_not_confirmed_can_be_taken_back(world, clock):
    taken(world, "MA.FR.1", "MA.DA.1")
    clock.advance(days=1)
    decided(world, "MA.FR.1", 3)
    ids = [world.competency(code).pk for code in ("MA.FR.1", "MA.DA.1")]
    assert take_back_taken(world.ana, ids, world.viewer("cora").actor) == (ids[1],)
    standings = standings_of(world.viewer("ortiz"), world.ana)
    assert standings[ids[0]].is_proficient
    assert ids[1] not in standings or standings[ids[1]].level is None


def test_the_explanation_says_where_it_comes_from_in_two_languages(world):
    taken(world, "MA.FR.1")
    taken(world, "MA.DA.1", basis="transfer")
    continuum = current_map()

    def first(code):
        why = explain(world.viewer("ana"), world.ana, continuum.by_code[code])
        return why.taken_from, why.sentences[0]

    assert first("MA.FR.1") == ("placement", "Taken as met on arrival, to be confirmed by work.")
    assert first("MA.DA.1")[0] == "transfer"
    with translation.override("es"):
        assert "lo confirmará el trabajo" in first("MA.FR.1")[1].lower()


def test_the_overview_counts_it_as_nothing_new(world):
    before = overview_by_school(world.viewer("lena"))
    taken(world, "MA.FR.1")
    after = overview_by_school(world.viewer("lena"))
    assert [one.domains for one in before.schools] == [one.domains for one in after.schools]
