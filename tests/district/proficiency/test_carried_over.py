"""What learners showed goes with them into a new version, marked, and never says more than a person decided."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.continuum.api import current_map, descriptors, map_competency, publish
from headway.district.foundation.api import clock as time
from headway.district.proficiency.api import (
    recompute,
    standings_of,
)
from headway.district.proficiency.models import Standing
from tests.district.continuum.versions import LEAD, competency_like, next_draft, next_version
from tests.district.proficiency.carrying import (
    decide_on,
    merge,
    same_after_recomputing,
    settle,
    show,
    standing,
    why,
)
from tests.district.proficiency.conftest import decisions, ratings

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
