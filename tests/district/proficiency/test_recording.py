"""Recording ratings through the door that portals use."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from headway.district.continuum.api import current_map
from headway.district.evidence.api import RatingLine, evidence_of
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, Refused
from headway.district.foundation.models import AuditEntry
from headway.district.proficiency.api import (
    StandingStatus,
    record_ratings,
    standings_of,
    withdraw_rating,
)

NOON = dt.datetime(2026, 10, 6, 12, tzinfo=dt.UTC)


def line(world, who="ana", code="MA.FR.1", level=3, **more) -> RatingLine:
    more.setdefault("observed_at", NOON)
    return RatingLine(
        learner_id=getattr(world, who).pk, competency_id=world.competency(code).pk, level=level, **more
    )


def test_two_pieces_of_evidence_make_a_proposal_and_nobody_has_decided(world):
    ortiz = world.viewer("ortiz")
    first = record_ratings([line(world)], viewer=ortiz)
    second = record_ratings([line(world)], viewer=ortiz)

    assert first.pairs[0].standing.status == StandingStatus.NOT_ENOUGH_EVIDENCE
    standing = second.pairs[0].standing
    assert standing.status == StandingStatus.PROPOSED
    assert (standing.proposed_level, standing.level, standing.pieces) == (3, None, 2)
    assert not standing.is_proficient
    assert {one.code for one in second.pairs[0].opens_when_decided} == {"MA.FR.2"}
    assert standings_of(ortiz, world.ana) == {world.competency("MA.FR.1").pk: standing}


def test_one_piece_of_work_can_show_several_competencies_with_one_act_in_the_trail(world):
    before = AuditEntry.objects.count()
    outcome = record_ratings(
        [line(world, code="MA.FR.1", piece="poster"), line(world, code="MA.DA.1", level=2, piece="poster")],
        viewer=world.viewer("ortiz"),
    )
    assert len(set(outcome.evidence_uuids)) == 1
    assert AuditEntry.objects.count() == before + 1
    entry = AuditEntry.objects.latest("pk")
    assert (entry.uuid, entry.learner_uuid) == (outcome.act_uuid, world.ana.uuid)
    assert (entry.facts["ratings"], entry.facts["pieces"]) == (2, 1)


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"level": 87}, "level", "“87” isn't a performance level. Choose one of: 1 Emerging, 2 Developing"),
        ({"level": "F"}, "level", "“F” isn't a performance level."),
        ({"level": True}, "level", "“True” isn't a performance level."),
        ({"level": 0}, "level", "“0” isn't a performance level."),
        ({"observed_at": dt.datetime(2026, 10, 8, 9, tzinfo=dt.UTC)}, "observed_at", "lies in the future"),
        ({"observed_at": dt.datetime(2026, 10, 6, 9)}, "observed_at", "has no time zone"),  # noqa: DTZ001
        ({"form": "exam"}, "form", "form of evidence isn't known"),
        ({"section_id": 999_999}, "section", "no such section"),
    ],
)
def test_a_line_that_cannot_be_recorded_is_named_with_its_remedy_and_nothing_is_written(
    world, change, field, words
):
    good, wrong = line(world, "ben"), dataclasses.replace(line(world), **change)
    with pytest.raises(Refused) as refused:
        record_ratings([good, wrong], viewer=world.viewer("ortiz"))
    (problem,) = refused.value.problems
    assert (problem.row, problem.field) == ("2", field)
    assert words in str(refused.value)
    assert problem.remedy
    assert evidence_of(world.viewer("ortiz"), world.ben) == ()


def test_all_problems_of_an_act_are_told_at_once(world):
    with pytest.raises(Refused) as refused:
        record_ratings([line(world, level=9), line(world, level=0)], viewer=world.viewer("ortiz"))
    assert [(one.row, one.field) for one in refused.value.problems] == [("1", "level"), ("2", "level")]


def test_a_competency_of_a_draft_cannot_be_rated(world):
    from headway.district.continuum.models import Competency, FrameworkVersion

    draft = FrameworkVersion.objects.create(framework=world.version.framework, number=2)
    other = Competency.objects.create(version=draft, identifier="new", title="New", statement="I can …")
    # The same competency in a draft is a draft as well.
    again = Competency.objects.create(
        version=draft, identifier="world-MA.FR.1", title="x", statement="I can …"
    )
    for competency in (other, again):
        with pytest.raises(Refused, match="isn't part of the district's published continuum"):
            record_ratings(
                [dataclasses.replace(line(world), competency_id=competency.pk)], viewer=world.viewer("ortiz")
            )


def test_a_learner_who_left_gets_no_new_ratings(world):
    # Gus is in nobody's section any more, so his former teachers cannot even see him; the counsellor can.
    with pytest.raises(NotFound):
        record_ratings([line(world, "gus")], viewer=world.viewer("ortiz"))
    with pytest.raises(NotAllowed, match="left the district"):
        record_ratings([line(world, "gus")], viewer=world.viewer("cora"))


@pytest.mark.parametrize("who", ["finch", "nina", "emil", "raul", "adam"])
def test_strangers_cannot_rate_and_learn_nothing(world, who):
    with pytest.raises(NotFound):
        record_ratings([line(world)], viewer=world.viewer(who))


@pytest.mark.parametrize("who", ["ana", "rosa", "tessa", "cora", "reggie", "lee", "lena"])
def test_those_who_may_look_but_not_rate_are_told_so(world, who):
    with pytest.raises(NotAllowed):
        record_ratings([line(world)], viewer=world.viewer(who))


def test_nobody_records_in_another_teachers_name(world):
    with pytest.raises(Refused, match="carries the name of the person who records it"):
        record_ratings([line(world, rater_id=world.webb.pk)], viewer=world.viewer("ortiz"))


def test_a_double_click_is_one_act_and_no_error(world):
    ortiz = world.viewer("ortiz")
    lines = [line(world, request_key="tap-1"), line(world, code="MA.DA.1", request_key="tap-1")]
    first = record_ratings(lines, viewer=ortiz)
    again = record_ratings(lines, viewer=ortiz)
    assert (first.repeated, again.repeated) == (False, True)
    assert again.rating_uuids == first.rating_uuids
    assert again.act_uuid is None
    assert again.pairs[0].standing.pieces == 1


def test_a_key_that_comes_again_with_another_level_is_a_conflict_and_not_silence(world):
    ortiz = world.viewer("ortiz")
    record_ratings([line(world, level=2, request_key="tap-1")], viewer=ortiz)
    with pytest.raises(Conflict):
        record_ratings([line(world, level=3, request_key="tap-1")], viewer=ortiz)


def test_two_teachers_with_the_same_key_are_two_acts(world):
    first = record_ratings([line(world, request_key="1")], viewer=world.viewer("ortiz"))
    second = record_ratings([line(world, level=4, request_key="1")], viewer=world.viewer("webb"))
    assert first.rating_uuids != second.rating_uuids
    assert second.pairs[0].standing.pieces == 2


def test_undo_takes_a_rating_out_and_keeps_what_was_known_before(world, clock):
    ortiz = world.viewer("ortiz")
    record_ratings([line(world)], viewer=ortiz)
    mistaken = record_ratings([line(world, level=1)], viewer=ortiz)
    then = clock.instant
    clock.advance(minutes=1)
    pair = withdraw_rating(viewer=ortiz, rating_uuid=mistaken.rating_uuids[0], reason="undo")
    twice = withdraw_rating(viewer=ortiz, rating_uuid=mistaken.rating_uuids[0], reason="undo")

    assert pair.standing.pieces == twice.standing.pieces == 1
    competency = world.competency("MA.FR.1").pk
    assert standings_of(ortiz, world.ana)[competency].pieces == 1
    assert standings_of(ortiz, world.ana, as_of=then)[competency].pieces == 2
    withdrawn = [item.withdrawn_at for item in evidence_of(ortiz, world.ana)]
    assert withdrawn == [None, clock.instant]
    assert [item.withdrawn_at for item in evidence_of(ortiz, world.ana, as_of=then)] == [None, None]


def test_when_the_only_rating_is_withdrawn_there_is_no_evidence_which_is_none(world):
    ortiz = world.viewer("ortiz")
    outcome = record_ratings([line(world)], viewer=ortiz)
    pair = withdraw_rating(viewer=ortiz, rating_uuid=outcome.rating_uuids[0], reason="mistaken_learner")
    assert pair.standing.status == StandingStatus.NO_EVIDENCE
    assert standings_of(ortiz, world.ana) == {}


def test_a_rating_is_taken_back_by_whoever_recorded_it(world):
    outcome = record_ratings([line(world)], viewer=world.viewer("ortiz"))
    with pytest.raises(NotAllowed):
        withdraw_rating(viewer=world.viewer("webb"), rating_uuid=outcome.rating_uuids[0], reason="undo")
    with pytest.raises(NotFound):
        withdraw_rating(viewer=world.viewer("finch"), rating_uuid=outcome.rating_uuids[0], reason="undo")
    with pytest.raises(Refused, match="isn't a reason"):
        withdraw_rating(viewer=world.viewer("ortiz"), rating_uuid=outcome.rating_uuids[0], reason="because")


def test_strangers_get_no_standings_and_no_evidence(world):
    record_ratings([line(world)], viewer=world.viewer("ortiz"))
    for read in (standings_of, evidence_of):
        with pytest.raises(NotFound):
            read(world.viewer("finch"), world.ana)


def test_evidence_under_an_earlier_version_counts_in_the_next_one(world):
    from headway.district.continuum.api import publish
    from headway.district.continuum.models import Competency, FrameworkVersion
    from headway.district.proficiency.api import recompute

    ortiz = world.viewer("ortiz")
    record_ratings([line(world)], viewer=ortiz)
    draft = FrameworkVersion.objects.create(framework=world.version.framework, number=2)
    old = world.competency("MA.FR.1")
    new = Competency.objects.create(
        version=draft, identifier=old.identifier, code=old.code, title=old.title, statement=old.statement
    )
    publish(draft.pk, by=ortiz.actor)
    assert set(current_map().by_id) == {new.pk}

    outcome = record_ratings([dataclasses.replace(line(world), competency_id=new.pk)], viewer=ortiz)
    assert outcome.pairs[0].standing.pieces == 2
    recompute()
    assert list(standings_of(ortiz, world.ana)) == [new.pk]
    assert standings_of(ortiz, world.ana)[new.pk].pieces == 2
