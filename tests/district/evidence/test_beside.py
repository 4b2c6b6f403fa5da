"""Ratings beside the record: they say where to talk, and change nothing that is decided, shown or handed on."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.district.continuum.api import current_map
from headway.district.evidence.api import (
    RatingLine,
    beside_ratings,
    rate_beside,
    ratings_of,
    record_work,
    take_back_beside,
    withdraw,
)
from headway.district.evidence.models import BesideRating, Rating, Task, TaskCriterion
from headway.district.foundation.api import Actor, Conflict, NotAllowed, NotFound, Refused
from headway.district.proficiency.api import explain, promote_first_glance, record_ratings, standings_of

NOON = dt.datetime(2026, 10, 6, 12, tzinfo=dt.UTC)
ROLES = ("own", "peer", "first_glance", "app")


def beside(world, who="ana", role="own", code="MA.FR.1", level=2, **more):
    return rate_beside(
        viewer=world.viewer(who),
        role=role,
        learner_uuid=world.ana.uuid,
        competency_uuid=world.competency(code).uuid,
        level=level,
        **more,
    )


def stands(world) -> list[tuple[str, int, str]]:
    return [
        (one.role, one.level, one.given_by)
        for one in beside_ratings(world.viewer("ortiz"), world.ana, current_map().by_code["MA.FR.1"])
    ]


def test_each_says_what_is_hers_to_say(world):
    beside(world, "ana", "own", level=2)
    beside(world, "ben", "peer", level=4)
    beside(world, "ortiz", "first_glance", level=3)
    assert stands(world) == [
        ("own", 2, "Ana Reyes"),
        ("peer", 4, "Ben Okafor"),
        ("first_glance", 3, "Elena Ortiz"),
    ]
    assert Rating.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "role", "refusal"),
    [
        ("ana", "first_glance", NotAllowed),
        ("ana", "peer", NotAllowed),
        ("ana", "app", NotAllowed),
        ("ben", "own", NotAllowed),
        ("ben", "first_glance", NotAllowed),
        ("rosa", "own", NotAllowed),
        ("tessa", "first_glance", NotAllowed),
        ("emil", "peer", NotFound),
        ("finch", "first_glance", NotFound),
        ("raul", "own", NotFound),
    ],
)
def test_nobody_speaks_for_another(world, who, role, refusal):
    with pytest.raises(refusal):
        beside(world, who, role)
    assert BesideRating.objects.count() == 0


def test_who_may_rate_her_writes_down_what_was_said_in_a_conference(world):
    for role in ROLES:
        beside(world, "ortiz", role)
    assert [role for role, _level, _name in stands(world)] == list(ROLES)


def test_an_apps_result_comes_in_by_a_job_and_decides_nothing(world):
    app = Actor.system("practice app")
    made = rate_beside(
        viewer=None,
        by=app,
        role="app",
        learner_uuid=world.ana.uuid,
        competency_uuid=world.competency("MA.FR.1").uuid,
        level=4,
    )
    assert not made.repeated
    assert standings_of(world.viewer("ortiz"), world.ana) == {}
    with pytest.raises(TypeError):
        rate_beside(
            viewer=None,
            role="app",
            learner_uuid=world.ana.uuid,
            competency_uuid=world.competency("MA.FR.1").uuid,
            level=4,
        )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"level": 5}, "level"),
        ({"level": "85%"}, "level"),
        ({"role": "parent"}, "role"),
        ({"criteria": {uuid.uuid4(): 9}}, "criteria"),
        ({"criteria": {"first": 2}}, "criteria"),
        ({"evidence_uuid": uuid.uuid4()}, "evidence"),
        ({"observed_at": dt.datetime(2027, 1, 1, tzinfo=dt.UTC)}, "observed_at"),
    ],
)
def test_what_cannot_stand_beside_is_named(world, change, field):
    with pytest.raises(Refused) as refused:
        beside(world, "ortiz", **change)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert refused.value.problems[0].remedy
    assert BesideRating.objects.count() == 0


def test_a_piece_of_another_learner_is_refused(world):
    work = record_work(
        viewer=world.viewer("ben"),
        learner_uuid=world.ben.uuid,
        competency_uuids=[world.competency("MA.FR.1").uuid],
        form="product",
    )
    with pytest.raises(Refused):
        beside(world, evidence_uuid=work.evidence_uuid)


def test_sent_twice_is_one_and_another_level_is_a_conflict(world):
    first = beside(world, request_key="k")
    again = beside(world, request_key="k")
    assert (again.uuid, again.repeated) == (first.uuid, True)
    with pytest.raises(Conflict):
        beside(world, level=3, request_key="k")
    assert BesideRating.objects.count() == 1


def test_it_is_taken_back_by_whoever_gave_it(world):
    made = beside(world, "ben", "peer")
    for who, refusal in (("ana", NotAllowed), ("ortiz", NotAllowed), ("finch", NotFound)):
        with pytest.raises(refusal):
            take_back_beside(made.uuid, viewer=world.viewer(who))
    for _twice in range(2):
        take_back_beside(made.uuid, viewer=world.viewer("ben"))
    assert stands(world) == []
    everything = beside_ratings(world.viewer("ortiz"), world.ana, taken_back=True)
    assert [one.taken_back_at is not None for one in everything] == [True]


def test_who_of_her_classmates_said_it_is_shown_to_who_may_rate_her(world):
    beside(world, "ben", "peer")
    names = {
        who: beside_ratings(world.viewer(who), world.ana)[0].given_by for who in ("ortiz", "rosa", "ana")
    }
    assert names == {"ortiz": "Ben Okafor", "rosa": "", "ana": ""}
    with pytest.raises(NotFound):
        beside_ratings(world.viewer("ben"), world.ana)


# -- beside, never inside (R035) ----------------------------------------------------------------------------------


def everything_decided(world):
    """What the record says: the columns that rules read, standings, and the explanation of one of them."""
    ortiz, competency = world.viewer("ortiz"), current_map().by_code["MA.FR.1"]
    columns = ratings_of(circumstances=True)
    return (
        [column.tolist() for column in columns.to_columns().values()],
        [column.tolist() for column in columns.circumstances.to_columns().values()],
        standings_of(ortiz, world.ana),
        explain(ortiz, world.ana, competency),
    )


mutation = st.tuples(
    st.sampled_from(ROLES),
    st.integers(1, 4),
    st.sampled_from(("MA.FR.1", "MA.DA.1")),
    st.booleans(),
    st.booleans(),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(mutation, min_size=1, max_size=5))
def test_whatever_stands_beside_changes_nothing_that_the_record_says(world, mutations):
    if not Rating.objects.exists():
        lines = [
            RatingLine(world.ana.pk, world.competency("MA.FR.1").pk, level, NOON, piece=str(level))
            for level in (2, 3, 3)
        ]
        record_ratings(lines, viewer=world.viewer("ortiz"))
    piece = Rating.objects.order_by("pk")[0].evidence.uuid
    before = everything_decided(world)
    for role, level, code, on_the_piece, taken_back in mutations:
        made = beside(world, "ortiz", role, code, level, evidence_uuid=piece if on_the_piece else None)
        if taken_back:
            take_back_beside(made.uuid, viewer=world.viewer("ortiz"))
    assert everything_decided(world) == before


# -- a first glance is made to count ------------------------------------------------------------------------------


def glance(world, **more):
    work = record_work(
        viewer=world.viewer("ortiz"),
        learner_uuid=world.ana.uuid,
        competency_uuids=[world.competency("MA.FR.1").uuid],
        form="observation",
        observed_at=NOON,
    )
    return beside(world, "ortiz", "first_glance", level=3, evidence_uuid=work.evidence_uuid, **more)


def test_a_first_glance_counts_once_a_person_says_so(world):
    made = glance(world)
    assert standings_of(world.viewer("ortiz"), world.ana) == {}
    outcome = promote_first_glance(viewer=world.viewer("webb"), beside_uuid=made.uuid)
    (rating,) = Rating.objects.all()
    row = BesideRating.objects.get()
    assert (rating.level, rating.rater_id, rating.observed_at) == (3, world.webb.pk, NOON)
    assert (row.promoted_to_id, row.evidence_id) == (rating.pk, rating.evidence_id)
    again = promote_first_glance(viewer=world.viewer("ortiz"), beside_uuid=made.uuid)
    assert (again.rating_uuids, again.repeated) == (outcome.rating_uuids, True)
    assert Rating.objects.count() == 1
    with pytest.raises(Refused):
        take_back_beside(made.uuid, viewer=world.viewer("ortiz"))


def test_a_first_glance_is_made_to_count_anew_once_its_rating_was_withdrawn(world):
    made = glance(world)
    first = promote_first_glance(viewer=world.viewer("ortiz"), beside_uuid=made.uuid)
    withdraw(first.rating_uuids[0], reason="undo", by=world.viewer("ortiz").actor)
    second = promote_first_glance(viewer=world.viewer("ortiz"), beside_uuid=made.uuid)
    assert not second.repeated
    assert BesideRating.objects.get().promoted_to.uuid == second.rating_uuids[0]


def test_only_a_first_glance_of_ones_own_learners_can_be_made_to_count(world):
    made, own = glance(world), beside(world, "ana", "own")
    for who, which, refusal in (
        ("finch", made, NotFound),
        ("rosa", made, NotAllowed),
        ("ana", made, NotAllowed),
        ("ortiz", own, NotFound),
    ):
        with pytest.raises(refusal):
            promote_first_glance(viewer=world.viewer(who), beside_uuid=which.uuid)
    take_back_beside(made.uuid, viewer=world.viewer("ortiz"))
    with pytest.raises(Refused):
        promote_first_glance(viewer=world.viewer("ortiz"), beside_uuid=made.uuid)
    assert Rating.objects.count() == 0


def test_what_a_first_glance_says_by_criteria_goes_with_it(world):
    task = Task.objects.create(organisation=world.district, title="Garden")
    task.competencies.add(world.competency("MA.FR.1"))
    criterion = TaskCriterion.objects.create(task=task, title="Names the parts")
    work = record_work(
        viewer=world.viewer("ortiz"),
        learner_uuid=world.ana.uuid,
        competency_uuids=[world.competency("MA.FR.1").uuid],
        form="performance",
        task_id=task.pk,
    )
    made = beside(
        world,
        "ortiz",
        "first_glance",
        level=3,
        evidence_uuid=work.evidence_uuid,
        criteria={criterion.uuid: 2, uuid.uuid4(): 4},
    )
    promote_first_glance(viewer=world.viewer("ortiz"), beside_uuid=made.uuid)
    (row,) = Rating.objects.get().criteria.all()
    assert (row.criterion, row.title, row.level) == (criterion.uuid, "Names the parts", 2)
