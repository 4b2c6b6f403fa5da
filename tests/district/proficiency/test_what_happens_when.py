"""What happens to a level when evidence comes late, is rated anew, is withdrawn, is equal, or a person decides."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.evidence.api import RatingLine
from headway.district.people.api import visible_learners
from headway.district.proficiency.api import (
    StandingStatus,
    recompute,
    record_ratings,
    standings_of,
    with_decisions_waiting,
    withdraw_rating,
)
from headway.district.proficiency.models import Determination, Standing
from tests.district.proficiency.carrying import decide_on, standing, why
from tests.district.proficiency.ruling import THREE_PIECES, rule_from, show

CODE = "MA.FR.1"


def as_of(world, learner, instant):
    return standings_of(world.viewer("ortiz"), learner, as_of=instant).get(world.competency(CODE).pk)


# -- late evidence --


def test_late_evidence_changes_today_and_not_what_was_known_then(world, clock):
    show(world, world.ana, CODE, 2, 2)
    then = clock.instant
    clock.advance(days=5)
    # Shown before both pieces above, told today: it is a third piece, and the oldest.
    show(world, world.ana, CODE, 4, days_ago=20)
    assert standing(world, world.ana, CODE).pieces == 3
    assert as_of(world, world.ana, then).pieces == 2
    assert why(world, world.ana, CODE, then).standing == as_of(world, world.ana, then)


def test_late_evidence_stands_where_it_was_shown_and_never_counts_as_the_newest(world, clock):
    show(world, world.ana, CODE, 3, 3, 3)
    clock.advance(days=1)
    show(world, world.ana, CODE, 1, days_ago=60)
    found = standing(world, world.ana, CODE)
    assert (found.proposed_level, found.pieces) == (3, 4)
    (late,) = [item for item, _why in why(world, world.ana, CODE).set_aside]
    assert late.level == 1


# -- rating the same piece anew --


def anew(world, learner, outcome, level: int):
    line = RatingLine(
        learner_id=learner.pk,
        competency_id=world.competency(CODE).pk,
        level=level,
        observed_at=dt.datetime(2026, 10, 6, tzinfo=dt.UTC),
        evidence_uuid=outcome.evidence_uuids[-1],
    )
    return record_ratings([line], viewer=world.viewer("ortiz"))


def test_a_piece_rated_anew_counts_once_and_with_its_latest_rating(world, clock):
    outcome = show(world, world.ana, CODE, 2, 2)
    clock.advance(hours=1)
    anew(world, world.ana, outcome, 3)
    found = why(world, world.ana, CODE)
    assert found.standing.pieces == 2
    assert sorted(item.level for item in found.counted) == [2, 3]
    assert [item.level for item, _why in found.set_aside] == [2]


def test_a_piece_rated_lower_anew_is_raised_and_the_decision_stands(world, clock):
    outcome = show(world, world.ana, CODE, 3, 3)
    decide_on(world, world.ana, CODE, 3)
    clock.advance(hours=1)
    anew(world, world.ana, outcome, 1)
    found = standing(world, world.ana, CODE)
    assert (found.level, found.proposed_level) == (3, 1)
    assert found.shows_less
    assert found.waits_for_person


# -- withdrawal --


def withdrawn(world, outcome, *places: int):
    for place in places:
        withdraw_rating(
            viewer=world.viewer("ortiz"), rating_uuid=outcome.rating_uuids[place], reason="mistaken_level"
        )


def test_withdrawal_lowers_what_is_proposed_where_nobody_has_decided(world):
    outcome = show(world, world.ana, CODE, 2, 3, 3)
    withdrawn(world, outcome, 2)
    found = standing(world, world.ana, CODE)
    assert (found.level, found.proposed_level, found.shows_less) == (None, 2, False)


def test_after_withdrawal_a_decided_level_stands_and_is_raised_for_a_conversation(world):
    outcome = show(world, world.ana, CODE, 3, 3)
    decide_on(world, world.ana, CODE, 3)
    withdrawn(world, outcome, 0, 1)
    found = standing(world, world.ana, CODE)
    assert (found.level, found.is_proficient) == (3, True), "never silently lowered"
    assert (found.shows_less, found.waits_for_person) == (True, True), "never silently kept"
    assert [one.pk for one in with_decisions_waiting(visible_learners(world.viewer("ortiz")))] == [
        world.ana.pk
    ]
    recompute()
    assert standing(world, world.ana, CODE) == found
    assert why(world, world.ana, CODE).standing == found


@pytest.mark.parametrize("level", [3, 2, None])
def test_a_person_who_decides_after_the_conversation_ends_it(world, level):
    outcome = show(world, world.ana, CODE, 3, 3)
    decide_on(world, world.ana, CODE, 3)
    withdrawn(world, outcome, 0)
    assert standing(world, world.ana, CODE).shows_less
    decide_on(world, world.ana, CODE, level, reason="We talked: the drawing shows it.")
    found = standing(world, world.ana, CODE)
    assert (found.level, found.shows_less) == (level, False)


def test_withdrawal_of_what_the_decision_does_not_rest_on_raises_nothing(world):
    outcome = show(world, world.ana, CODE, 1, 3, 3, 3)
    decide_on(world, world.ana, CODE, 3)
    withdrawn(world, outcome, 0)
    assert not standing(world, world.ana, CODE).waits_for_person


def test_a_decision_beside_the_evidence_is_not_raised_again_for_the_same_proposal(world):
    show(world, world.ana, CODE, 2, 2)
    decide_on(world, world.ana, CODE, 3, reason="She explained it to Ben.")
    assert not standing(world, world.ana, CODE).waits_for_person
    show(world, world.ana, CODE, 1, 1)
    assert standing(world, world.ana, CODE).shows_less


def test_a_missed_opportunity_is_no_evidence_and_never_the_lowest_level(world):
    found = standing(world, world.ana, CODE)
    assert found is None
    show(world, world.ana, CODE, 3)
    assert standing(world, world.ana, CODE).status == StandingStatus.NOT_ENOUGH_EVIDENCE
    assert standing(world, world.ana, CODE).proposed_level is None


# -- ties --


def test_of_two_pieces_shown_at_the_same_moment_the_one_rated_last_is_the_newest(world):
    at = dt.datetime(2026, 10, 6, 12, tzinfo=dt.UTC)
    viewer = world.viewer("ortiz")
    rule_from(world, dt.date(2026, 10, 1), {"minimum_pieces": 1, "window": 1, "agreement": 1})
    for level in (2, 4):
        line = RatingLine(world.ana.pk, world.competency(CODE).pk, level, at)
        record_ratings([line], viewer=viewer)
    assert standing(world, world.ana, CODE).proposed_level == 4
    recompute()
    assert standing(world, world.ana, CODE).proposed_level == 4


def test_of_two_decisions_on_one_day_the_later_one_stands(world):
    show(world, world.ana, CODE, 3, 3)
    decide_on(world, world.ana, CODE, 3)
    decide_on(world, world.ana, CODE, 2, reason="I looked again.")
    assert standing(world, world.ana, CODE).level == 2
    recompute()
    assert standing(world, world.ana, CODE).level == 2


# -- people before rules --


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_a_decision_stands_whatever_the_rule_proposes_before_and_after_it(world, clock, level):
    show(world, world.ana, CODE, 2, 2)
    decide_on(world, world.ana, CODE, level, reason="I saw it in her project.")
    for shown in (1, 4, 3):
        clock.advance(days=1)
        show(world, world.ana, CODE, shown, shown, shown)
        recompute()
        assert standing(world, world.ana, CODE).level == level
        assert why(world, world.ana, CODE).level == level


def test_a_decision_keeps_the_rule_and_the_evidence_that_it_saw(world):
    name = rule_from(world, dt.date(2026, 10, 1), {"minimum_pieces": 2})
    show(world, world.ana, CODE, 3, 3)
    decide_on(world, world.ana, CODE, 3)
    row = Determination.objects.get()
    assert row.rule_version == name
    assert (row.proposal["level"], len(row.proposal["counted"])) == (3, 2)


# -- another rule --


def test_a_new_rule_holds_from_its_day_on_every_page_before_and_after_the_night(world, clock):
    show(world, world.ana, CODE, 3, 3)
    before = rule_from(world, dt.date(2026, 9, 1), {"minimum_pieces": 2})
    recompute()
    after = rule_from(world, dt.date(2026, 10, 12), THREE_PIECES)
    clock.set("2026-10-11 12:00")
    assert standing(world, world.ana, CODE).rule_version == before
    assert standing(world, world.ana, CODE).proposed_level == 3
    eve = clock.instant
    clock.set("2026-10-12 12:00")
    found = standing(world, world.ana, CODE)
    assert (found.rule_version, found.proposed_level) == (after, None)
    assert why(world, world.ana, CODE).standing == found
    assert Standing.objects.get().rule_version == before, "no night has passed yet"
    recompute()
    assert Standing.objects.get().rule_version == after
    assert standing(world, world.ana, CODE) == found
    past = as_of(world, world.ana, eve)
    assert (past.rule_version, past.proposed_level) == (before, 3)
    assert why(world, world.ana, CODE, eve).rule_version == before


def test_what_was_decided_under_an_earlier_rule_stands_and_is_not_raised_by_the_new_one(world, clock):
    before = rule_from(world, dt.date(2026, 9, 1), {"minimum_pieces": 2})
    show(world, world.ana, CODE, 3, 3)
    decide_on(world, world.ana, CODE, 3)
    rule_from(world, dt.date(2026, 10, 12), THREE_PIECES)
    clock.set("2026-10-12 12:00")
    recompute()
    found = standing(world, world.ana, CODE)
    assert (found.level, found.shows_less, found.waits_for_person) == (3, False, False)
    assert [one.rule_version for one in why(world, world.ana, CODE).history] == [before]
