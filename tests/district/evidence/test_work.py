"""Bringing work in: by the learner or a teacher, for many competencies, once however often it is sent."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headway.district.evidence.api import (
    RatingLine,
    add_reflection,
    evidence_of,
    rate_beside,
    recent_evidence,
    record,
    record_work,
    withdraw,
    work_of,
    write_feedback,
)
from headway.district.evidence.models import CaptureKey, Evidence, EvidenceCircumstances
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, Refused
from headway.district.foundation.models import AuditEntry

NOON = dt.datetime(2026, 10, 6, 12, tzinfo=dt.UTC)


def bring(world, who="ana", *codes, **more):
    more.setdefault("form", "project")
    more.setdefault("observed_at", NOON)
    more.setdefault("learner_uuid", world.ana.uuid)
    return record_work(
        viewer=world.viewer(who),
        competency_uuids=[world.competency(code).uuid for code in codes or ("MA.FR.1",)],
        **more,
    )


def rate(world, who="ortiz", code="MA.FR.1", level=3, learner="ana", **more):
    viewer = world.viewer(who)
    line = RatingLine(getattr(world, learner).pk, world.competency(code).pk, level, NOON, **more)
    return record([line], by=viewer.actor, viewer=viewer)


def only_sentence(refused) -> tuple[str, str]:
    (problem,) = refused.value.problems
    assert problem.remedy
    return problem.field, str(problem.sentence)


# -- one piece, many competencies ---------------------------------------------------------------------------------


def test_one_project_shows_five_competencies_in_two_domains_whatever_its_form(world):
    codes = ("MA.FR.1", "MA.FR.2", "MA.DA.1", "LI.RE.1", "LI.WR.1")
    wanted = {world.competency(code).pk for code in codes}
    for form in ("project", "recording"):
        work = bring(world, "ana", *codes, form=form, title="Garden plan", link="https://example.org/plan")
        (item,) = work_of(world.viewer("ana"), world.ana.uuid, evidence_uuids=[work.evidence_uuid])
        assert set(item.competency_ids) == wanted
        assert (item.form, item.title, item.is_unrated) == (form, "Garden plan", True)
    found = work_of(world.viewer("ortiz"), world.ana.uuid, world.competency("LI.WR.1").uuid)
    assert len(found) == 2


def test_every_attempt_is_kept_and_none_replaces_another(world, clock):
    for attempt in range(10):
        bring(world, title=f"Attempt {attempt + 1}", observed_at=NOON - dt.timedelta(days=10 - attempt))
    found = work_of(world.viewer("ana"), world.ana.uuid, world.competency("MA.FR.1").uuid)
    assert [one.title for one in found] == [f"Attempt {n}" for n in range(10, 0, -1)]


def test_a_learner_brings_her_own_work_and_a_teacher_that_of_hers(world):
    assert not bring(world, "ana").repeated
    assert not bring(world, "ortiz").repeated
    for stranger in ("finch", "emil", "ben", "raul"):
        with pytest.raises(NotFound):
            bring(world, stranger)
    for reader in ("rosa", "tessa", "cora"):
        with pytest.raises(NotAllowed):
            bring(world, reader)
    assert Evidence.objects.count() == 2


def test_nobody_brings_work_for_a_learner_who_left(world):
    with pytest.raises(NotAllowed):
        bring(world, "gus", learner_uuid=world.gus.uuid)


def test_how_a_piece_came_about_is_told_by_who_may_rate_it(world):
    with pytest.raises(Refused) as refused:
        bring(world, "ana", is_cumulative=True)
    assert only_sentence(refused)[0] == "circumstances"
    work = bring(world, "ortiz", context="garden", depth=3, support="independent", is_transfer=True)
    (item,) = work_of(world.viewer("ortiz"), world.ana.uuid)
    assert (item.context, item.depth, item.support, item.is_transfer) == ("garden", 3, "independent", True)
    assert item.evidence_uuid == work.evidence_uuid


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"form": "exam"}, "form"),
        ({"setting": "moon"}, "setting"),
        ({"observed_at": dt.datetime(2026, 10, 9, tzinfo=dt.UTC)}, "observed_at"),
        ({"observed_at": dt.datetime(2001, 1, 1, tzinfo=dt.UTC)}, "observed_at"),
        ({"task_id": 999_999}, "task"),
        ({"section_id": 999_999}, "section"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"title": "x" * 300}, "title"),
        ({"depth": 5}, "depth"),
        ({"depth": 0}, "depth"),
        ({"support": "alone"}, "support"),
        ({"reflection": "I see it now."}, "reflection"),
    ],
)
def test_what_cannot_be_taken_is_named_with_its_remedy_and_nothing_is_written(world, change, field):
    before = AuditEntry.objects.count()
    with pytest.raises(Refused) as refused:
        bring(world, "ortiz", **change)
    assert only_sentence(refused)[0] == field
    assert (Evidence.objects.count(), AuditEntry.objects.count()) == (0, before)


def test_work_names_a_competency_of_the_continuum(world):
    for wrong in ([], [uuid.uuid4()]):
        with pytest.raises(Refused) as refused:
            record_work(
                viewer=world.viewer("ana"),
                learner_uuid=world.ana.uuid,
                competency_uuids=wrong,
                form="project",
            )
        assert only_sentence(refused)[0] == "competencies"


# -- sent twice, and clocks that are wrong ------------------------------------------------------------------------


def test_what_is_sent_twice_is_one_piece(world):
    first = bring(world, request_key="capture-1")
    again = bring(world, request_key="capture-1")
    assert (again.evidence_uuid, again.repeated) == (first.evidence_uuid, True)
    assert Evidence.objects.count() == 1
    assert bring(world, "ortiz", request_key="capture-1").evidence_uuid != first.evidence_uuid


def test_the_same_key_with_other_content_is_a_conflict(world):
    bring(world, request_key="capture-1")
    for other in ({"form": "writing"}, {}):
        with pytest.raises(Conflict):
            bring(world, "ana", "MA.DA.1" if not other else "MA.FR.1", request_key="capture-1", **other)
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("wrong_by", [dt.timedelta(0), dt.timedelta(days=1), dt.timedelta(days=-400)])
def test_a_clock_that_is_wrong_by_a_day_does_not_move_the_record(world, clock, wrong_by):
    told = clock.instant + wrong_by - dt.timedelta(hours=5)
    work = bring(world, observed_at=None, told_at=told, sent_at=told + dt.timedelta(hours=5))
    assert work.observed_at == clock.instant - dt.timedelta(hours=5)
    assert (Evidence.objects.get().observed_at, work.time_note) == (work.observed_at, "")
    assert CaptureKey.objects.get().told_at == told


@pytest.mark.parametrize("waited", [dt.timedelta(hours=-1), dt.timedelta(days=31)])
def test_a_clock_that_was_set_anew_in_between_leaves_the_time_of_arrival_with_a_note(world, clock, waited):
    told = clock.instant - dt.timedelta(days=3)
    work = bring(world, told_at=told, sent_at=told + waited)
    assert work.observed_at == clock.instant
    assert "arrived" in work.time_note


def test_without_any_time_it_was_now(world, clock):
    assert bring(world, observed_at=None).observed_at == clock.instant


# -- reading ------------------------------------------------------------------------------------------------------


def test_a_piece_shows_everything_around_it_and_a_rating_ends_the_waiting(world):
    work = bring(world, "ana", "MA.FR.1", "LI.WR.1", title="Plan", reflection="I planned twice.", files=())
    rate_beside(
        viewer=world.viewer("ana"),
        role="own",
        learner_uuid=world.ana.uuid,
        competency_uuid=world.competency("MA.FR.1").uuid,
        level=2,
        evidence_uuid=work.evidence_uuid,
    )
    recorded = rate(
        world,
        evidence_uuid=work.evidence_uuid,
        feedback="You named every part.",
        names_hidden=True,
        context="garden",
    )
    (item,) = work_of(world.viewer("ana"), world.ana.uuid)
    (rating,) = item.ratings
    assert (item.evidence_uuid, recorded.evidence_uuids) == (work.evidence_uuid, (work.evidence_uuid,))
    assert (rating.feedback, rating.names_hidden, rating.rater_name) == (
        "You named every part.",
        True,
        "Elena Ortiz",
    )
    assert [one.text for one in item.reflections] == ["I planned twice."]
    assert [(one.role, one.level) for one in item.beside] == [("own", 2)]
    assert (item.context, item.is_unrated) == ("garden", False)
    withdraw(recorded.rating_uuids[0], reason="undo", by=world.viewer("ortiz").actor)
    (item,) = work_of(world.viewer("ana"), world.ana.uuid)
    assert (item.is_unrated, item.ratings[0].withdrawn_at is not None) == (True, True)


def test_a_piece_that_came_with_a_rating_taken_back_is_no_work(world):
    recorded = rate(world)
    assert len(work_of(world.viewer("ortiz"), world.ana.uuid)) == 1
    withdraw(recorded.rating_uuids[0], reason="mistaken_learner", by=world.viewer("ortiz").actor)
    assert work_of(world.viewer("ortiz"), world.ana.uuid) == ()


def test_as_of_a_moment_work_is_what_was_known_then(world, clock):
    then = clock.instant
    work = bring(world)
    clock.advance(hours=1)
    rate(world, evidence_uuid=work.evidence_uuid)
    (item,) = work_of(world.viewer("ana"), world.ana.uuid, as_of=then)
    assert item.ratings == ()
    assert work_of(world.viewer("ana"), world.ana.uuid, as_of=then - dt.timedelta(seconds=1)) == ()


def test_strangers_see_no_work(world):
    bring(world)
    with pytest.raises(NotFound):
        work_of(world.viewer("finch"), world.ana.uuid)
    with pytest.raises(NotFound):
        work_of(world.viewer("ana"), world.ana.uuid, uuid.uuid4())


def queries(act) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def test_queries_do_not_grow_with_the_amount_of_work(world):
    ana, ortiz = world.viewer("ana"), world.viewer("ortiz")

    def a_full_piece(number):
        work = bring(
            world, "ana", "MA.FR.1", "MA.DA.1", title=f"Piece {number}", reflection=f"Words {number}"
        )
        for code in ("MA.FR.1", "MA.DA.1"):
            rate(world, code=code, evidence_uuid=work.evidence_uuid, feedback="Seen.", support="prompted")
            rate_beside(
                viewer=ana,
                role="own",
                learner_uuid=world.ana.uuid,
                competency_uuid=world.competency(code).uuid,
                level=2,
                evidence_uuid=work.evidence_uuid,
            )

    readings = (
        lambda: work_of(ortiz, world.ana.uuid),
        lambda: evidence_of(ortiz, world.ana),
        lambda: recent_evidence(ortiz, world.ana, limit=50),
    )
    a_full_piece(0)
    few = [queries(read) for read in readings]
    for number in range(1, 6):
        a_full_piece(number)
    assert [queries(read) for read in readings] == few
    assert len(readings[0]()) == 6


def test_a_page_of_work_continues_where_the_last_one_ended(world):
    for day in range(5):
        bring(world, title=f"Day {day}", observed_at=NOON - dt.timedelta(days=5 - day))
    ana = world.viewer("ana")
    pages = [work_of(ana, world.ana.uuid, limit=2, offset=at) for at in (0, 2, 4)]
    assert [one.title for page in pages for one in page] == [f"Day {day}" for day in (4, 3, 2, 1, 0)]


def test_feedback_and_reflections_are_shown_with_the_ratings(world):
    work = bring(world)
    add_reflection(viewer=world.viewer("ana"), evidence_uuid=work.evidence_uuid, text="Next I draw it.")
    rate(world, evidence_uuid=work.evidence_uuid, feedback="Clear parts.", misconception="Adds denominators")
    rate(world, learner="ana")
    with_words = recent_evidence(world.viewer("rosa"), world.ana, limit=10, with_words=True)
    assert [one.feedback for one in with_words] == ["Clear parts."]
    item = next(one for one in recent_evidence(world.viewer("rosa"), world.ana, limit=10) if one.feedback)
    assert (item.feedback, item.misconception) == ("Clear parts.", "Adds denominators")
    assert [one.text for one in item.reflections] == ["Next I draw it."]
    assert len(evidence_of(world.viewer("rosa"), world.ana)) == 2


# -- words --------------------------------------------------------------------------------------------------------


def test_a_reflection_is_the_learners_own(world):
    work = bring(world)
    for who, refusal in (("ortiz", NotAllowed), ("rosa", NotAllowed), ("finch", NotFound)):
        with pytest.raises(refusal):
            add_reflection(viewer=world.viewer(who), evidence_uuid=work.evidence_uuid, text="Mine?")
    with pytest.raises(Refused):
        add_reflection(viewer=world.viewer("ana"), evidence_uuid=work.evidence_uuid, text="  ")
    for _twice in range(2):
        add_reflection(viewer=world.viewer("ana"), evidence_uuid=work.evidence_uuid, text="I see it now.")
    assert len(work_of(world.viewer("ana"), world.ana.uuid)[0].reflections) == 1


def test_feedback_is_corrected_by_whoever_gave_it_and_taken_away_by_empty_words(world):
    (rating,) = rate(world, feedback="Good.").rating_uuids
    write_feedback(viewer=world.viewer("ortiz"), rating_uuid=rating, feedback="Each part is named.")
    with pytest.raises(NotAllowed):
        write_feedback(viewer=world.viewer("webb"), rating_uuid=rating, feedback="Mine")
    assert evidence_of(world.viewer("ana"), world.ana)[0].feedback == "Each part is named."
    write_feedback(viewer=world.viewer("ortiz"), rating_uuid=rating, feedback=" ")
    assert evidence_of(world.viewer("ana"), world.ana)[0].feedback == ""


def test_circumstances_are_told_once(world):
    work = bring(world, "ortiz", context="garden")
    rate(world, evidence_uuid=work.evidence_uuid, context="garden")
    rate(world, evidence_uuid=work.evidence_uuid)
    with pytest.raises(Refused) as refused:
        rate(world, evidence_uuid=work.evidence_uuid, context="budget")
    assert only_sentence(refused)[0] == "circumstances"
    assert EvidenceCircumstances.objects.count() == 1
