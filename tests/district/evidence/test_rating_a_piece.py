"""Rating: a piece that is here already, criterion by criterion, and everything that can't be recorded."""

from __future__ import annotations

import datetime as dt
import uuid
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from headway.district.continuum.models import Rubric, RubricCriterion, RubricCriterionLevel
from headway.district.evidence.api import (
    CriterionLine,
    RatingLine,
    criteria_for,
    criteria_of_many,
    evidence_of,
    record,
    record_work,
)
from headway.district.evidence.models import (
    CriterionRating,
    Evidence,
    EvidenceCircumstances,
    Rating,
    RatingWords,
    Task,
    TaskCriterion,
    TaskCriterionLevel,
)
from headway.district.foundation.api import Actor, Conflict, Refused
from headway.district.foundation.models import AuditEntry

NOON = dt.datetime(2026, 10, 6, 12, tzinfo=dt.UTC)
IMPORT = Actor.system("import")


def line(world, who="ana", code="MA.FR.1", level=3, **more) -> RatingLine:
    more.setdefault("observed_at", NOON)
    return RatingLine(getattr(world, who).pk, world.competency(code).pk, level, **more)


def rate(world, rater, *lines):
    viewer = world.viewer(rater)
    return record(lines, by=viewer.actor, viewer=viewer)


def bring(world, who="ana", **more):
    learner = getattr(world, who)
    return record_work(
        viewer=world.viewer(who),
        learner_uuid=learner.uuid,
        competency_uuids=[world.competency("MA.FR.1").uuid],
        form="writing",
        observed_at=NOON - dt.timedelta(days=3),
        **more,
    ).evidence_uuid


@pytest.fixture
def rubric(world) -> list[RubricCriterion]:
    rubric = Rubric.objects.create(version=world.version, identifier="r", title="Parts")
    criteria = [
        RubricCriterion.objects.create(
            rubric=rubric,
            identifier=identifier,
            competency=world.competency("MA.FR.1"),
            text=text,
            position=position,
        )
        for position, (identifier, text) in enumerate((("7" * 32, "Names the parts"), ("b", "Draws them")))
    ]
    for position, quality in enumerate(("Extending", "Proficient", "Developing", "Emerging")):
        RubricCriterionLevel.objects.create(
            criterion=criteria[0],
            identifier=quality,
            quality=quality,
            text=f"{quality} work",
            position=position,
        )
    for position in range(3):
        RubricCriterionLevel.objects.create(
            criterion=criteria[1],
            identifier=str(position),
            quality=f"Q{position}",
            text="…",
            position=position,
        )
    return criteria


# -- a piece that is here already ---------------------------------------------------------------------------------


def test_two_people_rate_the_same_piece_and_both_ratings_stand(world):
    piece = bring(world)
    rate(world, "ortiz", line(world, level=3, evidence_uuid=piece, names_hidden=True))
    rate(world, "webb", line(world, level=2, evidence_uuid=piece, is_second_look=True))
    assert Evidence.objects.count() == 1
    first, second = evidence_of(world.viewer("ana"), world.ana)
    assert (first.level, first.rater_name, first.names_hidden) == (3, "Elena Ortiz", True)
    assert (second.level, second.rater_name, second.is_second_look) == (2, "Aiden Webb", True)
    assert first.evidence_uuid == second.evidence_uuid == piece


def test_the_piece_tells_when_it_was_shown_and_how(world):
    piece = bring(world)
    rate(world, "ortiz", line(world, evidence_uuid=piece, form="quiz", observed_at=NOON))
    (item,) = evidence_of(world.viewer("ana"), world.ana)
    assert (item.observed_at, item.form) == (NOON - dt.timedelta(days=3), "writing")
    assert Rating.objects.get().observed_at == item.observed_at


def test_words_of_a_piece_are_added_where_it_has_none_and_never_rewritten(world):
    piece = bring(world, title="My plan")
    rate(world, "ortiz", line(world, evidence_uuid=piece, title="Other", misconception="Counts pieces"))
    (item,) = evidence_of(world.viewer("ana"), world.ana)
    assert (item.title, item.misconception) == ("My plan", "Counts pieces")


def test_the_trail_tells_new_pieces_from_those_that_were_here(world):
    piece = bring(world)
    rate(world, "ortiz", line(world, evidence_uuid=piece), line(world, "ben"))
    facts = AuditEntry.objects.filter(act="evidence.ratings_recorded").latest("pk").facts
    assert (facts["ratings"], facts["pieces"], facts["pieces_again"]) == (2, 1, 1)


@pytest.mark.parametrize("whose", ["ben", None])
def test_a_piece_of_another_learner_or_none_is_refused_and_nothing_is_written(world, whose):
    piece = bring(world, whose) if whose else uuid.uuid4()
    with pytest.raises(Refused) as refused:
        rate(world, "ortiz", line(world, "ben"), line(world, evidence_uuid=piece))
    (problem,) = refused.value.problems
    assert (problem.field, problem.row) == ("evidence", "2")
    assert problem.remedy
    assert Rating.objects.count() == 0


def test_the_same_scorer_twice_with_the_same_key_is_one_and_other_content_is_a_conflict(world, rubric):
    piece, one, other = bring(world), *criteria_for(world.competency("MA.FR.1").pk)
    said = {"evidence_uuid": piece, "request_key": "k", "feedback": "Clear."}
    first = rate(world, "ortiz", line(world, criteria=(CriterionLine(one.uuid, "", 3),), **said))
    again = rate(world, "ortiz", line(world, criteria=(CriterionLine(one.uuid, "", 3),), **said))
    assert (again.rating_uuids, again.repeated) == (first.rating_uuids, (True,))
    different = (
        line(world, level=2, criteria=(CriterionLine(one.uuid, "", 3),), **said),
        line(world, criteria=(CriterionLine(one.uuid, "", 2),), **said),
        line(world, criteria=(CriterionLine(other.uuid, "", 3),), **said),
        line(world, criteria=(CriterionLine(one.uuid, "", 3),), **said | {"feedback": "Other words."}),
        line(world, criteria=(CriterionLine(one.uuid, "", 3),), **said | {"evidence_uuid": bring(world)}),
    )
    for changed in different:
        with pytest.raises(Conflict):
            rate(world, "ortiz", changed)
    rate(world, "webb", line(world, **said | {"feedback": "Mine."}))
    assert Rating.objects.count() == 2
    RatingWords.objects.all().delete()  # erased: what was said can't be compared any more
    assert rate(world, "ortiz", line(world, criteria=(CriterionLine(one.uuid, "", 3),), **said)).repeated == (
        True,
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="a writing transaction is alone on SQLite")
def test_two_scorers_at_once_lose_nothing(clock):
    from tests import worlds

    world = worlds.build()
    piece = bring(world)
    ready, problems = Barrier(2), []

    def scores(who, level):
        try:
            with clock._at(clock.instant):
                ready.wait(timeout=10)
                rate(world, who, line(world, level=level, evidence_uuid=piece, context="garden", note="Seen"))
        except Exception as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    threads = [Thread(target=scores, args=one) for one in (("ortiz", 3), ("webb", 2))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert problems == []
    assert sorted(Rating.objects.values_list("level", "rater_id")) == sorted(
        [(3, world.ortiz.pk), (2, world.webb.pk)]
    )
    assert EvidenceCircumstances.objects.count() == 1


# -- criterion by criterion ---------------------------------------------------------------------------------------


def test_criteria_come_from_the_task_else_from_the_rubric_else_there_are_none(world, rubric):
    fractions, data = world.competency("MA.FR.1").pk, world.competency("MA.DA.1").pk
    task = Task.objects.create(organisation=world.district, title="Garden")
    for_all = TaskCriterion.objects.create(task=task, title="Explains", position=2)
    for_one = TaskCriterion.objects.create(
        task=task,
        title="Names",
        competency_id=fractions,
        is_essential=False,
        position=1,
        translations={"es": {"title": "Nombra"}},
    )
    TaskCriterionLevel.objects.create(criterion=for_all, level=2, text="Says what she did.")
    found = criteria_of_many([(fractions, task.pk), (data, task.pk), (fractions, None), (data, None)])
    assert [one.uuid for one in found[fractions, task.pk]] == [for_one.uuid, for_all.uuid]
    assert [one.uuid for one in found[data, task.pk]] == [for_all.uuid]
    assert [one.title for one in found[fractions, None]] == ["Names the parts", "Draws them"]
    assert found[data, None] == ()
    assert found[fractions, task.pk][0].is_essential is False
    assert found[data, task.pk][0].levels == {2: "Says what she did."}


def test_words_of_a_rubric_stand_under_the_level_that_they_name(world, rubric):
    first, second = criteria_for(world.competency("MA.FR.1").pk)
    assert first.levels == {
        4: "Extending work",
        3: "Proficient work",
        2: "Developing work",
        1: "Emerging work",
    }
    assert second.levels == {}, "three levels of another scale say nothing about our four"
    assert first.uuid == uuid.UUID("7" * 32)
    assert criteria_for(world.competency("MA.FR.1").pk)[1].uuid == second.uuid, "the same name every time"


def test_criteria_are_kept_with_the_words_under_which_they_were_judged(world, rubric):
    one, other = criteria_for(world.competency("MA.FR.1").pk)
    made = (CriterionLine(one.uuid, "made up", 4, False), CriterionLine(other.uuid, "", 2))
    rate(world, "ortiz", line(world, level=2, criteria=made))
    rubric[0].text = "Rewritten"
    rubric[0].save()
    (item,) = evidence_of(world.viewer("ana"), world.ana)
    assert [(row.title, row.level, row.is_essential) for row in item.criteria] == [
        ("Names the parts", 4, True),
        ("Draws them", 2, True),
    ]


def test_a_criterion_that_is_not_of_the_rubric_is_refused_from_a_page_and_kept_from_an_import(world, rubric):
    strange = CriterionLine(uuid.uuid4(), "Neatness", 3)
    with pytest.raises(Refused):
        rate(world, "ortiz", line(world, criteria=(strange,)))
    with pytest.raises(Refused):
        record([line(world, criteria=(CriterionLine(uuid.uuid4(), " ", 3),))], by=IMPORT)
    record([line(world, criteria=(strange,))], by=IMPORT)
    assert CriterionRating.objects.get().title == "Neatness"


@pytest.mark.parametrize("level", [0, 5, "3", None, 3.5, True])
def test_a_level_of_a_criterion_is_one_of_the_scale(world, rubric, level):
    one = criteria_for(world.competency("MA.FR.1").pk)[0]
    with pytest.raises(Refused) as refused:
        rate(world, "ortiz", line(world, criteria=(CriterionLine(one.uuid, "", level),)))
    (problem,) = refused.value.problems
    assert problem.field == "criteria"
    assert "Names the parts" in str(problem.sentence)


def test_a_criterion_is_rated_once_in_one_rating(world, rubric):
    one = criteria_for(world.competency("MA.FR.1").pk)[0]
    with pytest.raises(Refused) as refused:
        rate(
            world,
            "ortiz",
            line(world, criteria=(CriterionLine(one.uuid, "", 3), CriterionLine(one.uuid, "", 2))),
        )
    assert "twice" in str(refused.value)


# -- what can't be recorded ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"level": 5}, "level", "isn't a performance level"),
        ({"level": 0}, "level", "isn't a performance level"),
        ({"level": 85}, "level", "isn't a performance level"),
        ({"level": "85%"}, "level", "counts right answers"),
        ({"level": "17/20"}, "level", "counts right answers"),
        ({"level": 0.85}, "level", "counts right answers"),
        ({"level": "Meets expectations"}, "level", "isn't a word of the district's performance levels"),
        ({"level": "NYP"}, "level", "isn't a word of the district's performance levels"),
        ({"level": "proficient"}, "level", "Send 3."),
        ({"observed_at": dt.datetime(2026, 10, 8, 9, tzinfo=dt.UTC)}, "observed_at", "lies in the future"),
        (
            {"observed_at": dt.datetime(2012, 1, 1, tzinfo=dt.UTC)},
            "observed_at",
            "before the learner was born",
        ),
        ({"observed_at": dt.datetime(1926, 1, 1, tzinfo=dt.UTC)}, "observed_at", "could not be read"),
        ({"depth": 5}, "depth", "isn't a depth of knowledge"),
        ({"depth": 0}, "depth", "isn't a depth of knowledge"),
        ({"depth": True}, "depth", "isn't a depth of knowledge"),
        ({"support": "alone"}, "support", "independent"),
        ({"context": "x" * 65}, "context", "longer than 64"),
        ({"link": "javascript:alert(1)"}, "link", "isn't the address of a page"),
    ],
)
def test_a_rating_that_cannot_be_is_named_by_row_and_field_with_a_remedy(world, change, field, words):
    with pytest.raises(Refused) as refused:
        rate(world, "ortiz", line(world, "ben"), line(world, **change))
    (problem,) = refused.value.problems
    assert (problem.row, problem.field) == ("2", field)
    assert problem.remedy
    assert words in str(refused.value)
    assert (Rating.objects.count(), Evidence.objects.count()) == (0, 0)


def test_after_a_learner_left_nothing_new_comes_in(world):
    with pytest.raises(Refused) as refused:
        record([line(world, "gus")], by=IMPORT)
    assert [problem.field for problem in refused.value.problems] == ["learner"]
