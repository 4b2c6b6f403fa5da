"""The system proposes, a person decides: decisions, what they open, and how they are explained."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from headway.district.continuum.api import competency
from headway.district.evidence.api import RatingLine
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, Refused
from headway.district.foundation.models import AuditEntry
from headway.district.people.api import visible_learners
from headway.district.policy.api import adopt
from headway.district.proficiency.api import (
    StandingStatus,
    decide,
    explain,
    frontier_of,
    recompute,
    record_ratings,
    standings_of,
    with_decisions_waiting,
)


def rate(world, *levels, code="MA.FR.1", who="ana", on=dt.date(2026, 10, 5), by="ortiz"):
    for level in levels:
        outcome = record_ratings(
            [
                RatingLine(
                    learner_id=getattr(world, who).pk,
                    competency_id=world.competency(code).pk,
                    level=level,
                    observed_at=dt.datetime.combine(on, dt.time(12), tzinfo=dt.UTC),
                )
            ],
            viewer=world.viewer(by),
        )
    return outcome


def settle(world, code="MA.FR.1", level=3, who="ana", by="ortiz", **more):
    return decide(
        viewer=world.viewer(by),
        learner_uuid=getattr(world, who).uuid,
        competency_uuid=world.competency(code).uuid,
        level=level,
        **more,
    )


def codes(items):
    return {getattr(item, "competency", item).code for item in items}


def test_a_decision_that_follows_the_proposal_needs_no_reason_and_opens_what_is_next(world):
    rate(world, 3, 3)
    outcome = settle(world)
    assert (outcome.departs, codes(outcome.opened)) == (False, {"MA.FR.2"})
    assert outcome.standing.is_proficient
    frontier = frontier_of(world.viewer("ana"), world.ana)
    assert "MA.FR.2" in codes(frontier.ready)
    assert codes(frontier.proficient) == {"MA.FR.1"}
    # MA.DA.2 waits for MA.DA.1 only, which is within reach.
    assert {item.competency.code: codes(item.needs) for item in frontier.needs_first}["MA.DA.2"] == {
        "MA.DA.1"
    }


def test_what_opened_most_recently_is_shown_first(world):
    rate(world, 3, 3)
    settle(world)
    assert frontier_of(world.viewer("ana"), world.ana).ready[0].competency.code == "MA.FR.2"


def test_a_proposal_alone_opens_nothing(world):
    rate(world, 4, 4)
    frontier = frontier_of(world.viewer("ana"), world.ana)
    assert codes(frontier.working_on) == {"MA.FR.1"}
    assert "MA.FR.2" in codes(frontier.needs_first)


@pytest.mark.parametrize(("ratings", "level"), [((3, 3), 4), ((3, 3), 2), ((3,), 3), ((), 3)])
def test_a_decision_that_departs_from_the_proposal_says_why(world, ratings, level):
    rate(world, *ratings) if ratings else None
    with pytest.raises(Refused) as refused:
        settle(world, level=level)
    assert refused.value.problems[0].field == "reason"
    outcome = settle(world, level=level, reason="She explained it to two classmates.")
    assert outcome.departs
    told = explain(world.viewer("ana"), world.ana, competency(world.competency("MA.FR.1").uuid))
    assert (told.level, told.reason) == (level, "She explained it to two classmates.")
    assert told.decided_by == "Elena Ortiz"


def test_a_level_can_go_back_and_the_earlier_decision_stays_in_the_history(world, clock):
    rate(world, 3, 3)
    settle(world)
    then = clock.instant
    clock.advance(days=1)
    outcome = settle(world, level=2, reason="In today's task the parts were not equal.")
    assert codes(outcome.closed) == {"MA.FR.2"}
    assert not outcome.standing.is_proficient
    told = explain(world.viewer("ortiz"), world.ana, competency(world.competency("MA.FR.1").uuid))
    assert [one.level for one in told.history] == [3, 2]
    code = world.competency("MA.FR.1").pk
    assert standings_of(world.viewer("ortiz"), world.ana, as_of=then)[code].level == 3
    assert standings_of(world.viewer("ortiz"), world.ana)[code].proficient_since is None


def test_taking_a_decision_back_leaves_the_proposal_and_nothing_decided(world):
    rate(world, 3, 3)
    settle(world)
    with pytest.raises(Refused, match="taking a decision back"):
        settle(world, level=None)
    outcome = settle(world, level=None, reason="Meant for Ben.")
    assert outcome.standing.status == StandingStatus.PROPOSED
    assert outcome.standing.proficient_since is None
    with pytest.raises(Refused, match="Nothing has been decided here yet"):
        settle(world, level=None, reason="Again.")


class TestWhatWaitsForADecision:
    """The rule asks once. Who saw the proposal and decided otherwise is asked again when the proposal changes."""

    @pytest.fixture
    def waits(self, world):
        def waiting(as_of=None) -> bool:
            viewer = world.viewer("ortiz")
            standing = standings_of(viewer, world.ana, as_of=as_of)[world.competency("MA.FR.1").pk]
            if as_of is None:
                listed = with_decisions_waiting(visible_learners(viewer)).filter(pk=world.ana.pk).exists()
                assert listed == standing.needs_decision
            return standing.needs_decision

        return waiting

    def test_a_proposal_waits_until_a_person_decided_whatever_she_decided(self, world, waits):
        rate(world, 3, 3)
        assert waits()
        settle(world, level=4, reason="She explained it to two classmates.")
        assert not waits()

    def test_evidence_that_changes_nothing_of_the_proposal_asks_nothing_again(self, world, waits):
        rate(world, 3, 3)
        settle(world, level=4, reason="She explained it to two classmates.")
        rate(world, 3)
        assert not waits()

    def test_a_proposal_of_another_level_waits_again_also_from_older_work(self, world, waits, clock):
        rate(world, 3, 3)
        settle(world, level=4, reason="She explained it to two classmates.")
        then = clock.instant
        clock.advance(days=3)
        rate(world, 2, 2, on=then.date())
        assert waits()
        assert not waits(as_of=then)

    def test_a_decision_that_follows_the_rule_does_not_answer_an_earlier_proposal_for_ever(
        self, world, waits
    ):
        rate(world, 3, 3)
        settle(world, level=4, reason="She explained it to two classmates.")
        rate(world, 4, 4)
        settle(world, level=4)
        rate(world, 3, 3)
        assert waits()

    def test_a_rebuilt_projection_knows_what_was_answered(self, world, waits):
        rate(world, 3, 3)
        settle(world, level=4, reason="She explained it to two classmates.")
        recompute([world.ana.pk])
        assert not waits()


@pytest.mark.parametrize("level", [0, 5, "F", True, 87])
def test_only_levels_of_the_scale_can_be_decided(world, level):
    with pytest.raises(Refused, match="isn't a performance level"):
        settle(world, level=level, reason="x")


def test_a_decision_sent_twice_is_one_decision(world):
    rate(world, 3, 3)
    first = settle(world, request_key="k")
    again = settle(world, request_key="k")
    assert (again.repeated, again.determination_uuid) == (True, first.determination_uuid)
    with pytest.raises(Conflict):
        settle(world, level=2, reason="x", request_key="k")
    entries = AuditEntry.objects.filter(act="proficiency.determined")
    assert entries.count() == 1
    assert entries.get().learner_uuid == world.ana.uuid


@pytest.mark.parametrize(
    ("who", "error"), [("finch", NotFound), ("rosa", NotAllowed), ("ana", NotAllowed), ("lee", NotAllowed)]
)
def test_teachers_and_advisers_decide_and_nobody_else(world, who, error):
    with pytest.raises(error):
        settle(world, by=who, reason="x")
    assert settle(world, by="webb", reason="Seen in advisory.").standing.level == 3


def test_an_explanation_names_the_evidence_that_counts_and_why_the_rest_does_not(world):
    for day, level in enumerate((1, 2, 3, 4), start=1):
        rate(world, level, on=dt.date(2026, 9, day))
    told = explain(world.viewer("rosa"), world.ana, competency(world.competency("MA.FR.1").uuid))
    assert [item.level for item in told.counted] == [2, 3, 4]
    assert [(item.level, why) for item, why in told.set_aside] == [(1, "More recent evidence counts now.")]
    assert told.standing.proposed_level == 3
    assert told.status == StandingStatus.PROPOSED
    assert "in 2 of them the work shows Proficient or beyond" in told.sentences[0]
    assert told.rule_version == "proficiency.rule/0"
    assert told.counted[0].rater_name == "Elena Ortiz"


def test_an_explanation_speaks_the_readers_language(world):
    rate(world, 2)
    with translation.override("es"):
        told = explain(world.viewer("rosa"), world.ana, competency(world.competency("MA.FR.1").uuid))
    assert told.missing == ("Se necesita una evidencia más para poder proponer un nivel.",)


def test_explaining_no_evidence_says_what_is_needed(world):
    told = explain(world.viewer("ana"), world.ana, competency(world.competency("LI.RE.1").uuid))
    assert (told.level, told.status) == (None, StandingStatus.NO_EVIDENCE)
    assert told.missing
    with pytest.raises(NotFound):
        explain(world.viewer("emil"), world.ana, competency(world.competency("LI.RE.1").uuid))


def test_a_rule_adopted_for_tomorrow_holds_from_tomorrow_and_decisions_keep_theirs(world, clock):
    from headway.district.proficiency.api import recompute

    rate(world, 3, 3)
    settle(world)
    today = clock.instant
    adopt(
        kind="proficiency.rule",
        text="Three pieces before a level is proposed.",
        parameters={"minimum_pieces": 3},
        effective_on=today.date() + dt.timedelta(days=1),
        by=world.viewer("priya").actor,
    )
    one = world.competency("MA.FR.1")
    assert explain(world.viewer("ana"), world.ana, competency(one.uuid)).rule_version == "proficiency.rule/0"
    clock.advance(days=1)
    recompute()
    standing = standings_of(world.viewer("ana"), world.ana)[one.pk]
    assert (standing.proposed_status, standing.level) == ("not_enough_evidence", 3)
    told = explain(world.viewer("ana"), world.ana, competency(one.uuid))
    assert (told.rule_version, told.history[0].rule_version) == ("proficiency.rule/1", "proficiency.rule/0")
    past = standings_of(world.viewer("ana"), world.ana, as_of=today)[one.pk]
    assert past.proposed_level == 3
