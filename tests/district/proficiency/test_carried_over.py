"""What learners showed goes with them into a new version, marked, and never says more than a person decided."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.continuum.api import current_map, descriptors, map_competency, publish
from headway.district.evidence.api import RatingLine
from headway.district.foundation.api import clock as time
from headway.district.people.api import visible_learners
from headway.district.proficiency.api import (
    StandingStatus,
    decide,
    decided_levels,
    determinations_of,
    explain,
    grid,
    recompute,
    record_ratings,
    standings_of,
    with_decisions_waiting,
)
from headway.district.proficiency.models import Standing
from tests.district.continuum.versions import LEAD, competency_like, next_draft, next_version
from tests.district.proficiency.conftest import decisions, ratings


def show(world, learner, code: str, level: int, pieces: int = 3) -> None:
    """Pieces of work that show this level of the competency in force, on different days."""
    continuum = current_map()
    viewer = world.viewer("ortiz")
    record_ratings(
        [
            RatingLine(
                learner_id=learner.pk,
                competency_id=continuum.by_code[code].id,
                level=level,
                observed_at=time.now() - dt.timedelta(days=2 * number + 1),
                title=f"{code} {number}",
            )
            for number in range(pieces)
        ],
        viewer=viewer,
    )


def settle(world, learner, code: str, level: int) -> None:
    """Work is shown and the teacher decides what it shows."""
    show(world, learner, code, level)
    decide_on(world, learner, code, level)


def decide_on(world, learner, code: str, level: int | None, reason: str = "I saw it.") -> None:
    decide(
        viewer=world.viewer("ortiz"),
        learner_uuid=learner.uuid,
        competency_uuid=current_map().by_code[code].uuid,
        level=level,
        reason=reason,
    )


def standing(world, learner, code: str):
    return standings_of(world.viewer("ortiz"), learner).get(current_map().by_code[code].id)


def why(world, learner, code: str, as_of=None):
    return explain(world.viewer("ortiz"), learner, current_map().by_code[code], as_of)


def same_after_recomputing(world, learner, code: str):
    """What a page reads before the night and after it is the same."""
    before = standing(world, learner, code)
    recompute()
    assert standing(world, learner, code) == before
    return before


# -- rewording --


def test_the_same_words_in_a_new_version_are_not_marked(world):
    settle(world, world.ana, "MA.FR.1", 3)
    next_version(world.version.pk, changed={"MA.FR.1": {"title": "A part of a whole", "level": 4}})
    found = same_after_recomputing(world, world.ana, "MA.FR.1")
    assert (found.determined_level, found.carried_from) == (3, None)
    assert why(world, world.ana, "MA.FR.1").carried is None


def test_a_level_under_revised_words_is_carried_over_and_says_what_they_were(world):
    settle(world, world.ana, "MA.FR.1", 3)
    next_version(
        world.version.pk, changed={"MA.FR.1": {"statement": "I can name and draw a part of a whole."}}
    )
    found = same_after_recomputing(world, world.ana, "MA.FR.1")
    assert (found.determined_level, found.is_proficient) == (3, True)
    assert found.carried_from == world.competency("MA.FR.1").pk
    explanation = why(world, world.ana, "MA.FR.1")
    (part,) = explanation.carried.parts
    assert (part.text.version_number, part.level) == (1, 3)
    assert part.text.statement == "I can name a part of a whole as a fraction."
    assert part.text.translations["es"]["statement"].startswith("Puedo nombrar")
    assert not explanation.carried.to_confirm
    assert {item.competency_id for item in explanation.counted} == {part.text.id}
    assert explanation.texts[part.text.id] == part.text, "old ratings show the text they were made under"
    assert explanation.history[0].competency_id == part.text.id


def test_other_descriptors_are_other_words(world):
    settle(world, world.ana, "MA.FR.1", 3)
    looks = tuple(
        one if one.level != 3 else type(one)(3, "Does it alone, and explains it to somebody.")
        for one in _descriptors(world)
    )
    next_version(world.version.pk, changed={"MA.FR.1": {"descriptors": looks}})
    assert same_after_recomputing(world, world.ana, "MA.FR.1").carried_from is not None


def _descriptors(world):
    from headway.district.continuum.api import DescriptorContent

    found = descriptors(world.competency("MA.FR.1").pk)
    return [DescriptorContent(one.level, one.text, one.translations) for one in found]


def test_a_decision_under_the_new_words_is_not_carried_over_any_more(world, clock):
    settle(world, world.ana, "MA.FR.1", 3)
    next_version(
        world.version.pk, changed={"MA.FR.1": {"statement": "I can name and draw a part of a whole."}}
    )
    clock.advance(days=3)
    decide_on(world, world.ana, "MA.FR.1", 4)
    found = same_after_recomputing(world, world.ana, "MA.FR.1")
    assert (found.determined_level, found.carried_from) == (4, None)
    assert found.proficient_since < found.determined_at, "and proficient since the earlier decision"
    explanation = why(world, world.ana, "MA.FR.1")
    assert explanation.carried is None
    assert set(explanation.texts) == {world.competency("MA.FR.1").pk}, "the ratings keep theirs"


def test_a_decision_taken_back_under_the_new_words_leaves_nothing(world):
    settle(world, world.ana, "MA.FR.1", 3)
    next_version(
        world.version.pk, changed={"MA.FR.1": {"statement": "I can name and draw a part of a whole."}}
    )
    decide_on(world, world.ana, "MA.FR.1", None)
    found = same_after_recomputing(world, world.ana, "MA.FR.1")
    assert (found.determined_level, found.carried_from, found.to_confirm) == (None, None, False)


# -- renaming, over several versions --


def test_a_level_follows_its_competency_over_three_versions(world):
    settle(world, world.ana, "MA.FR.2", 3)
    second = next_version(
        world.version.pk,
        without=("MA.FR.2",),
        added=(competency_like("b", "MA.FR.B", "I can show that two fractions are equal."),),
        mapping={"world-MA.FR.2": "b"},
    )
    show(world, world.ana, "MA.FR.B", 4, pieces=1)
    next_version(
        second.version,
        without=("MA.FR.B",),
        added=(competency_like("c", "MA.FR.C", "I can prove that two fractions are equal."),),
        mapping={"b": "c"},
    )
    found = same_after_recomputing(world, world.ana, "MA.FR.C")
    assert (found.determined_level, found.pieces) == (3, 4)
    explanation = why(world, world.ana, "MA.FR.C")
    assert [part.text.version_number for part in explanation.carried.parts] == [1]
    assert {text.version_number for text in explanation.texts.values()} == {1, 2}


def test_what_ends_takes_nothing_with_it_and_stays_in_the_record(world):
    settle(world, world.ana, "MA.FR.2", 3)
    next_version(world.version.pk, without=("MA.FR.2",), mapping={"world-MA.FR.2": ""})
    recompute()
    found = standings_of(world.viewer("ortiz"), world.ana)
    assert set(found).isdisjoint({world.competency("MA.FR.2").pk})
    from headway.district.evidence.api import evidence_of

    items = evidence_of(world.viewer("ortiz"), world.ana)
    assert {item.competency_id for item in items} == {world.competency("MA.FR.2").pk}


def test_of_a_split_one_part_goes_on_and_the_other_begins(world):
    settle(world, world.ana, "MA.FR.2", 3)
    draft = next_draft(
        world.version.pk,
        without=("MA.FR.2",),
        added=(
            competency_like("b", "MA.FR.B", "I can explain why two fractions are equal."),
            competency_like("c", "MA.FR.C", "I can find equal fractions."),
        ),
    )
    assert map_competency(draft.uuid, "world-MA.FR.2", to_identifier="b", kind="split", by=LEAD) == "split"
    publish(draft.id, by=LEAD)
    assert same_after_recomputing(world, world.ana, "MA.FR.B").determined_level == 3
    assert standing(world, world.ana, "MA.FR.C") is None


# -- merging --


def merge(world):
    """MA.FR.1 and MA.FR.2 become one."""
    return next_version(
        world.version.pk,
        without=("MA.FR.1", "MA.FR.2"),
        added=(competency_like("m", "MA.FR.M", "I can name fractions and tell which are equal."),),
        mapping={"world-MA.FR.1": "m", "world-MA.FR.2": "m"},
    )


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


# -- in time --


def test_before_its_day_a_planned_version_changes_nothing(world, clock):
    settle(world, world.ana, "MA.FR.1", 4)
    settle(world, world.ana, "MA.FR.2", 2)
    draft = next_draft(
        world.version.pk,
        without=("MA.FR.1", "MA.FR.2"),
        added=(competency_like("m", "MA.FR.M", "I can name fractions and tell which are equal."),),
    )
    for gone in ("world-MA.FR.1", "world-MA.FR.2"):
        map_competency(draft.uuid, gone, to_identifier="m", by=LEAD)
    tomorrow = clock.instant.date() + dt.timedelta(days=1)
    publish(draft.id, by=LEAD, effective_on=tomorrow)
    recompute()
    assert standing(world, world.ana, "MA.FR.1").determined_level == 4
    settle(world, world.ana, "MA.DA.1", 3)
    clock.advance(days=2)
    found = same_after_recomputing(world, world.ana, "MA.FR.M")
    assert (found.determined_level, found.to_confirm) == (None, True)
    assert standing(world, world.ana, "MA.DA.1").determined_level == 3


def test_evidence_from_before_that_arrives_late_counts_where_it_lives_on(world, clock):
    settle(world, world.ana, "MA.FR.1", 3)
    merged = merge(world)
    clock.advance(days=2)
    from headway.district.proficiency.api import decide_in_bulk, record_ratings_in_bulk

    old = world.competency("MA.FR.2").pk
    at = time.now() - dt.timedelta(days=30)
    record_ratings_in_bulk(ratings([(world.ana.pk, old, 3, at, time.now())]), by=LEAD)
    found = same_after_recomputing(world, world.ana, "MA.FR.M")
    assert (found.pieces, found.to_confirm) == (4, True)
    decide_in_bulk(decisions([(world.ana.pk, old, 3, at)]), by=LEAD)
    found = same_after_recomputing(world, world.ana, "MA.FR.M")
    assert (found.determined_level, found.to_confirm) == (3, False)
    assert {row.competency_id for row in Standing.objects.filter(learner=world.ana)} == {
        merged.by_code["MA.FR.M"].id
    }


def test_a_past_moment_is_read_with_the_decisions_known_then(world, clock):
    settle(world, world.ana, "MA.FR.1", 3)
    then = time.now()
    clock.advance(days=5)
    settle(world, world.ana, "MA.FR.2", 3)
    clock.advance(days=1)
    merge(world)
    assert why(world, world.ana, "MA.FR.M", as_of=then).carried.to_confirm
    assert why(world, world.ana, "MA.FR.M").level == 3


def test_rating_the_new_one_keeps_the_row_in_step(world):
    settle(world, world.ana, "MA.FR.1", 3)
    settle(world, world.ana, "MA.FR.2", 3)
    merge(world)
    show(world, world.ana, "MA.FR.M", 4, pieces=1)
    found = same_after_recomputing(world, world.ana, "MA.FR.M")
    assert (found.determined_level, found.pieces) == (3, 7)


def test_pages_ask_nothing_more_where_nothing_was_merged(world, django_assert_num_queries):
    settle(world, world.ana, "MA.FR.1", 3)
    viewer = world.viewer("ortiz")
    standings_of(viewer, world.ana)
    next_version(world.version.pk, changed={"MA.FR.1": {"statement": "I can name and draw a part."}})
    current_map()
    with django_assert_num_queries(3):
        standings_of(viewer, world.ana)


@pytest.mark.parametrize("level", [1, 3])
def test_a_merged_decision_answers_no_proposal(world, level):
    """What a teacher answered about a part is no answer about the whole."""
    for code in ("MA.FR.1", "MA.FR.2"):
        show(world, world.ana, code, 3)
        decide_on(world, world.ana, code, level)
    merge(world)
    found = same_after_recomputing(world, world.ana, "MA.FR.M")
    assert (found.determined_level, found.answered_level) == (level, None)
    assert found.needs_decision is (level != found.proposed_level)


# -- publishing brings it into effect; how many it reaches --


def test_taking_effect_rewrites_only_learners_whose_work_was_merged(world):
    from headway.district.proficiency.api import take_effect

    settle(world, world.ana, "MA.FR.1", 4)
    settle(world, world.ana, "MA.FR.2", 2)
    settle(world, world.ben, "MA.DA.1", 3)
    merged = merge(world)
    before = set(Standing.objects.filter(learner=world.ben).values_list("pk", flat=True))
    assert take_effect() == 1
    assert take_effect() == 0
    assert set(Standing.objects.filter(learner=world.ben).values_list("pk", flat=True)) == before
    (row,) = Standing.objects.filter(learner=world.ana)
    assert (row.competency_id, row.to_confirm) == (merged.by_code["MA.FR.M"].id, True)


def test_how_many_learners_are_reached_counts_each_once_and_hides_few(crowd):
    from headway.district.proficiency.api import decide_in_bulk, learners_reached

    first, second, third, fourth = crowd.competency_ids[:4]
    at = time.now() - dt.timedelta(days=3)
    rows = [(one.pk, first, 3, at) for one in crowd.learners[:12]]
    rows += [(one.pk, second, 3, at) for one in crowd.learners[10:22]]
    rows += [(one.pk, third, 3, at) for one in crowd.learners[:9]]
    decide_in_bulk(decisions(rows), by=LEAD)
    assert learners_reached([first, second, third, fourth]) == {first: 12, second: 12, third: None}
    merged = next_version(
        crowd.version,
        without=("C00", "C01", "C03"),
        added=(competency_like("m", "CM", "I can do both.", strand_code=""),),
        mapping={"c00": "m", "c01": "m"},
    )
    here = merged.by_code["CM"].id
    assert learners_reached([first, here, fourth]) == {first: 22, here: 22}
    recompute()
    assert learners_reached([first, here]) == {first: 22, here: 22}
