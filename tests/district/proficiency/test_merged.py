"""What a merged competency carries over: never more than people decided of everything that went into it."""

from __future__ import annotations

import datetime as dt

from headway.district.foundation.api import clock as time
from headway.district.people.api import visible_learners
from headway.district.proficiency.api import (
    StandingStatus,
    decided_levels,
    determinations_of,
    grid,
    recompute,
    with_decisions_waiting,
)
from tests.district.continuum.versions import LEAD, competency_like, next_version
from tests.district.proficiency.carrying import (
    decide_on,
    merge,
    same_after_recomputing,
    settle,
    show,
    why,
)
from tests.district.proficiency.conftest import decisions


def test_a_merge_carries_a_level_over_that_all_parts_agree_on(world, clock):
    settle(world, world.ana, "MA.FR.1", 3)
    clock.advance(days=5)
    settle(world, world.ana, "MA.FR.2", 3)
    second_at = time.now()
    clock.advance(days=1)
    decide_on(world, world.ana, "MA.FR.1", 3)
    clock.advance(days=1)
    merge(world)
    found = same_after_recomputing(world, world.ana, "MA.FR.M")
    assert (found.determined_level, found.pieces, found.to_confirm) == (3, 6, False)
    assert found.proficient_since == second_at, "the whole was reached when its last part was"
    carried = why(world, world.ana, "MA.FR.M").carried
    assert [(part.text.code, part.level) for part in carried.parts] == [("MA.FR.1", 3), ("MA.FR.2", 3)]
    assert not carried.to_confirm


def test_a_merge_of_different_levels_carries_none_over_and_asks_a_person(world):
    settle(world, world.ana, "MA.FR.1", 4)
    settle(world, world.ana, "MA.FR.2", 2)
    merge(world)
    found = same_after_recomputing(world, world.ana, "MA.FR.M")
    assert (found.determined_level, found.is_proficient, found.to_confirm) == (None, False, True)
    assert found.waits_for_person
    assert found.pieces == 6, "the rule reads the evidence of both"
    explanation = why(world, world.ana, "MA.FR.M")
    assert explanation.carried.to_confirm
    assert [(part.text.code, part.level) for part in explanation.carried.parts] == [
        ("MA.FR.1", 4),
        ("MA.FR.2", 2),
    ]
    assert len(explanation.history) == 2


def test_of_different_levels_that_all_reach_the_mark_the_lowest_goes_on_and_is_confirmed(world, clock):
    settle(world, world.ana, "MA.FR.1", 4)
    clock.advance(days=5)
    settle(world, world.ana, "MA.FR.2", 3)
    second_at = time.now()
    clock.advance(days=1)
    merge(world)
    found = same_after_recomputing(world, world.ana, "MA.FR.M")
    assert (found.determined_level, found.is_proficient, found.to_confirm) == (3, True, True)
    assert found.proficient_since == second_at
    carried = why(world, world.ana, "MA.FR.M").carried
    assert carried.to_confirm
    assert [part.level for part in carried.parts] == [4, 3]
    decide_on(world, world.ana, "MA.FR.M", 4)
    found = same_after_recomputing(world, world.ana, "MA.FR.M")
    assert (found.determined_level, found.to_confirm) == (4, False)
    assert found.proficient_since == second_at


def test_nobody_is_said_to_have_decided_the_lowest_level_who_decided_another_on_a_part(world, clock):
    settle(world, world.ana, "MA.FR.1", 3)
    clock.advance(days=5)
    settle(world, world.ana, "MA.FR.2", 4)
    clock.advance(days=1)
    merge(world)
    found = why(world, world.ana, "MA.FR.M")
    assert (found.level, found.decided_by, found.decided_at, found.reason) == (3, "", None, "")
    assert [one.level for one in found.history] == [3, 4]
    decide_on(world, world.ana, "MA.FR.M", 4)
    found = why(world, world.ana, "MA.FR.M")
    assert (found.level, bool(found.decided_by), found.reason) == (4, True, "I saw it.")


def test_a_level_carried_over_to_be_confirmed_still_waits_after_the_next_merge(world):
    settle(world, world.ana, "MA.FR.1", 4)
    settle(world, world.ana, "MA.FR.2", 3)
    settle(world, world.ana, "MA.FR.3", 3)
    settle(world, world.ben, "MA.FR.1", 4)
    settle(world, world.ben, "MA.FR.2", 3)
    settle(world, world.ben, "MA.FR.3", 3)
    second = merge(world)
    decide_on(world, world.ben, "MA.FR.M", 3)
    next_version(
        second.version,
        without=("MA.FR.M", "MA.FR.3"),
        added=(competency_like("all", "MA.ALL", "I can work with fractions."),),
        mapping={"m": "all", "world-MA.FR.3": "all"},
    )
    ana, ben = (same_after_recomputing(world, one, "MA.ALL") for one in (world.ana, world.ben))
    assert (ana.determined_level, ana.to_confirm) == (3, True)
    assert (ben.determined_level, ben.to_confirm) == (3, False), "a person had confirmed it in between"


def test_what_is_to_be_confirmed_is_under_way_and_not_ready_to_begin(world):
    from headway.district.proficiency.api import decide_in_bulk, frontier_of

    at = time.now() - dt.timedelta(days=30)
    pairs = [
        (world.ana.pk, world.competency(code).pk, level, at)
        for code, level in (("MA.FR.1", 4), ("MA.FR.2", 2))
    ]
    decide_in_bulk(decisions(pairs), by=LEAD)
    merge(world)
    frontier = frontier_of(world.viewer("ortiz"), world.ana)
    assert "MA.FR.M" in {item.competency.code for item in frontier.working_on}
    assert "MA.FR.M" not in {item.competency.code for item in frontier.ready}


def test_a_decision_on_one_part_is_no_decision_on_the_whole(world):
    settle(world, world.ana, "MA.FR.1", 3)
    merge(world)
    found = same_after_recomputing(world, world.ana, "MA.FR.M")
    assert (found.determined_level, found.to_confirm) == (None, True)
    carried = why(world, world.ana, "MA.FR.M").carried
    assert [(part.text.code, part.level) for part in carried.parts] == [("MA.FR.1", 3), ("MA.FR.2", None)]


def test_a_part_whose_decision_was_taken_back_is_not_decided(world):
    settle(world, world.ana, "MA.FR.1", 3)
    settle(world, world.ana, "MA.FR.2", 3)
    decide_on(world, world.ana, "MA.FR.2", None)
    merge(world)
    found = same_after_recomputing(world, world.ana, "MA.FR.M")
    assert (found.determined_level, found.to_confirm) == (None, True)


def test_evidence_without_a_decision_asks_nobody_to_confirm(world):
    show(world, world.ana, "MA.FR.1", 3)
    merge(world)
    found = same_after_recomputing(world, world.ana, "MA.FR.M")
    assert (found.determined_level, found.to_confirm) == (None, False)
    assert found.status in (StandingStatus.PROPOSED, StandingStatus.NOT_ENOUGH_EVIDENCE)


def test_who_waits_to_be_confirmed_is_found_and_after_the_decision_no_more(world):
    settle(world, world.ana, "MA.FR.1", 4)
    settle(world, world.ana, "MA.FR.2", 2)
    merge(world)
    recompute()
    viewer = world.viewer("ortiz")
    assert [one.pk for one in with_decisions_waiting(visible_learners(viewer))] == [world.ana.pk]
    shown = grid(viewer, world.mathematics, filter="needs_decision")
    assert [row.learner_id for row in shown.rows] == [world.ana.pk]
    decide_on(world, world.ana, "MA.FR.M", 3, reason="She names them, and mixes up some.")
    found = same_after_recomputing(world, world.ana, "MA.FR.M")
    assert (found.determined_level, found.to_confirm, found.carried_from) == (3, False, None)
    assert why(world, world.ana, "MA.FR.M").carried is None


def test_a_merged_level_that_is_taken_back_leaves_nothing_to_confirm(world):
    settle(world, world.ana, "MA.FR.1", 3)
    settle(world, world.ana, "MA.FR.2", 3)
    merge(world)
    decide_on(world, world.ana, "MA.FR.M", None)
    found = same_after_recomputing(world, world.ana, "MA.FR.M")
    assert (found.determined_level, found.to_confirm) == (None, False)


def test_a_merge_into_one_that_stays_is_a_merge_of_both(world):
    settle(world, world.ana, "MA.FR.1", 3)
    settle(world, world.ana, "MA.FR.2", 3)
    settle(world, world.ben, "MA.FR.1", 3)
    next_version(world.version.pk, without=("MA.FR.2",), mapping={"world-MA.FR.2": "world-MA.FR.1"})
    assert same_after_recomputing(world, world.ana, "MA.FR.1").determined_level == 3
    ben = same_after_recomputing(world, world.ben, "MA.FR.1")
    assert (ben.determined_level, ben.to_confirm) == (None, True)


def test_a_merge_of_merges_counts_every_part(world):
    for code in ("MA.FR.1", "MA.FR.2", "MA.FR.3"):
        settle(world, world.ana, code, 3)
    for code in ("MA.FR.1", "MA.FR.2"):
        settle(world, world.ben, code, 3)
    second = merge(world)
    third = next_version(
        second.version,
        without=("MA.FR.M", "MA.FR.3"),
        added=(competency_like("all", "MA.ALL", "I can work with fractions."),),
        mapping={"m": "all", "world-MA.FR.3": "all"},
    )
    assert third.lineage.merged == {third.by_code["MA.ALL"].id}
    assert same_after_recomputing(world, world.ana, "MA.ALL").determined_level == 3
    ben = same_after_recomputing(world, world.ben, "MA.ALL")
    assert (ben.determined_level, ben.to_confirm) == (None, True)


def test_an_unconfirmed_merge_that_is_merged_again_still_waits(world):
    settle(world, world.ana, "MA.FR.1", 4)
    settle(world, world.ana, "MA.FR.2", 2)
    second = merge(world)
    next_version(
        second.version,
        without=("MA.FR.M", "MA.FR.3"),
        added=(competency_like("all", "MA.ALL", "I can work with fractions."),),
        mapping={"m": "all", "world-MA.FR.3": "all"},
    )
    found = same_after_recomputing(world, world.ana, "MA.ALL")
    assert (found.determined_level, found.to_confirm) == (None, True)


def test_pace_and_exports_read_what_pages_read(world):
    settle(world, world.ana, "MA.FR.1", 3)
    settle(world, world.ana, "MA.FR.2", 3)
    settle(world, world.ben, "MA.FR.1", 3)
    merged = merge(world).by_code["MA.FR.M"].id

    def told():
        return [(one.learner_id, one.competency.id, one.level) for one in decided_levels()]

    assert told() == [(world.ana.pk, merged, 3)]
    recompute()
    assert told() == [(world.ana.pk, merged, 3)]
    counted = determinations_of(world.viewer("ortiz"), (world.ana, world.ben))
    assert set(zip(counted.learner.tolist(), counted.competency.tolist(), strict=True)) == {
        (world.ana.pk, merged)
    }
