"""What a level stands on, taken as met or left as a hole; and the map of it."""

from __future__ import annotations

from headway.district.continuum.api import current_map
from headway.district.placement.api import below, hole_map, levels_of
from headway.district.proficiency.api import decide, frontier_of, standings_of


def proficient(world, who="ana"):
    return {
        current_map().by_id[one].code
        for one, standing in standings_of(world.viewer("cora"), getattr(world, who)).items()
        if standing.is_proficient
    }


def test_everything_below_the_level_and_nothing_else(world, placed):
    placed("ana", 5, takes_as_met=True)
    assert proficient(world) == {"MA.FR.1", "MA.FR.2", "MA.DA.1"}
    ready = {one.competency.code for one in frontier_of(world.viewer("cora"), world.ana).ready}
    assert {"MA.FR.3", "MA.DA.2"} <= ready


def test_without_the_persons_word_nothing_is_taken(world, placed):
    placed("ana", 5)
    assert proficient(world) == set()


def test_of_what_is_ticked_only_that_is_taken(world, placed):
    placed("ana", 5, takes_as_met=[world.competency("MA.FR.1").pk, world.competency("LI.RE.1").pk])
    assert proficient(world) == {"MA.FR.1"}


def test_what_a_strand_stands_on_in_its_domain_is_taken_along_with_it(world, placed):
    placed("ana", 6, strand="MA.DA", takes_as_met=True)
    # Planning a survey stands on parts of a whole, which lies in the other strand.
    assert proficient(world) == {"MA.DA.1", "MA.DA.2", "MA.FR.1"}


def test_a_strand_with_a_decision_of_its_own_is_left_alone(world, placed):
    placed("ana", 3, strand="MA.FR")
    placed("ana", 6, takes_as_met=True)
    assert proficient(world) == {"MA.DA.1", "MA.DA.2"}


def test_a_lower_decision_gives_back_what_only_the_higher_one_took(world, placed, clock):
    placed("ana", 5, takes_as_met=True)
    clock.advance(minutes=1)
    decide(
        viewer=world.viewer("ortiz"),
        learner_uuid=world.ana.uuid,
        competency_uuid=world.competency("MA.DA.1").uuid,
        level=3,
        reason="Shown.",
    )
    clock.advance(minutes=1)
    outcome = placed("ana", 4, takes_as_met=True)
    assert outcome.given_back == (world.competency("MA.FR.2").pk,)
    assert proficient(world) == {"MA.FR.1", "MA.DA.1"}


def test_the_map_shows_holes_with_their_reason(world, placed):
    placed("ana", 5, takes_as_met=[world.competency("MA.FR.1").pk])
    rows = hole_map(
        world.ana.pk,
        current_map(),
        "MA",
        levels_of((world.ana.pk,))[world.ana.pk],
        not_yet={world.competency("MA.DA.1").pk},
    )
    cells = {(row.strand_code, cell.level): cell for row in rows for cell in row.cells}
    assert cells["MA.FR", 3].taken == (world.competency("MA.FR.1").pk,)
    assert cells["MA.FR", 4].holes == ((world.competency("MA.FR.2").pk, "left_out"),)
    assert cells["MA.DA", 4].holes == ((world.competency("MA.DA.1").pk, "check"),)
    assert cells["MA.FR", 5].holes == ()
    assert not cells["MA.FR", 5].is_below


def test_below_ends_where_another_decision_begins(world):
    continuum = current_map()
    codes = {continuum.by_id[one].code for one in below(continuum, "MA", "MA.DA", 6, {"MA.FR"})}
    assert codes == {"MA.DA.1", "MA.DA.2"}
