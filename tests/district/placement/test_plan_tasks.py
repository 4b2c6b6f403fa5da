"""R021: far below the usual entry a plan task opens, with an owner by name, words, and signatures of these words."""

from __future__ import annotations

import pytest

from headway.district.foundation.api import Conflict, NotAllowed, NotFound, Refused
from headway.district.placement.api import (
    close_plan,
    my_plan_tasks,
    own,
    plan_task,
    plan_tasks_of,
    plan_tasks_on_duty,
    sign,
    unowned_plan_tasks,
    write_plan,
)

WORDS = {
    "goal": "Ana adds fractions in her own recipes.",
    "steps": "Twice a week with fraction strips, until the fall break.",
    "support": "Ms Ortiz on Tuesdays and Thursdays.",
}


@pytest.fixture
def task(world, placed, leveling):
    leveling(entry={"ALD": [5]})
    return placed("ana", 3).plan_task_uuid


def written(world, task, by="cora", **more):
    return write_plan(viewer=world.viewer(by), task_uuid=task, **{**WORDS, **more})


def test_two_levels_below_opens_one_and_one_level_below_opens_none(world, placed, leveling):
    leveling(entry={"ALD": [5]})
    assert placed("ben", 4).plan_task_uuid is None
    assert placed("chloe", 3).plan_task_uuid is not None
    assert placed("chloe", 3, domain="LI").plan_task_uuid is not None
    assert len(plan_tasks_on_duty(world.viewer("cora"))) == 2


def test_the_district_says_how_far_and_without_a_usual_entry_nobody_is_measured(world, placed, leveling):
    assert placed("ana", 3).plan_task_uuid is None
    leveling(entry={"*": [5]}, plan_below=1)
    assert placed("ben", 4).plan_task_uuid is not None


def test_a_second_decision_takes_up_the_open_plan(world, placed, task):
    assert placed("ana", 3, strand="MA.FR").plan_task_uuid == task


def test_nobodys_plan_stands_on_the_leaders_page_until_it_has_an_owner(world, task):
    assert [one.uuid for one in unowned_plan_tasks(world.viewer("lee"))] == [task]
    assert unowned_plan_tasks(world.viewer("leo")) == ()
    own(viewer=world.viewer("cora"), task_uuid=task, owner_uuid=world.ortiz.uuid)
    assert unowned_plan_tasks(world.viewer("lee")) == ()
    assert [one.uuid for one in my_plan_tasks(world.viewer("ortiz"))] == [task]


def test_the_owner_works_with_the_learner_and_a_teacher_may_take_it_on(world, task):
    for stranger in ("finch", "rosa", "nina"):
        with pytest.raises(Refused):
            own(viewer=world.viewer("cora"), task_uuid=task, owner_uuid=getattr(world, stranger).uuid)
    with pytest.raises(NotAllowed):
        own(viewer=world.viewer("ortiz"), task_uuid=task, owner_uuid=world.webb.uuid)
    own(viewer=world.viewer("ortiz"), task_uuid=task, owner_uuid=world.ortiz.uuid)
    with pytest.raises(NotFound):
        own(viewer=world.viewer("carl"), task_uuid=task, owner_uuid=world.carl.uuid)


def test_learner_family_and_owner_sign_and_new_words_ask_anew(world, task):
    own(viewer=world.viewer("cora"), task_uuid=task, owner_uuid=world.ortiz.uuid)
    revision = written(world, task)
    assert {
        sign(viewer=world.viewer(who), task_uuid=task, revision=revision) for who in ("ana", "rosa", "ortiz")
    } == {
        "learner",
        "family",
        "owner",
    }
    sign(viewer=world.viewer("rosa"), task_uuid=task, revision=revision)
    assert len(plan_task(world.viewer("cora"), task).signatures) == 3
    assert written(world, task) == revision  # the same words ask nobody again
    again = written(world, task, by="ortiz", home="Cook together on Sundays.")
    info = plan_task(world.viewer("rosa"), task)
    assert again == revision + 1
    assert info.signatures == ()
    assert len(info.earlier) == 3
    with pytest.raises(Conflict):
        sign(viewer=world.viewer("rosa"), task_uuid=task, revision=revision)


def test_an_empty_plan_is_not_signed_and_an_incomplete_one_is_not_written(world, task):
    with pytest.raises(Refused):
        sign(viewer=world.viewer("rosa"), task_uuid=task, revision=0)
    for missing in ("goal", "steps", "support"):
        with pytest.raises(Refused) as refused:
            written(world, task, **{missing: "  "})
        assert refused.value.problems[0].field == missing


def test_who_may_not(world, task):
    revision = written(world, task)
    for who in ("cora", "lee", "webb", "ortiz"):
        with pytest.raises(NotAllowed):
            sign(viewer=world.viewer(who), task_uuid=task, revision=revision)
    for who in ("greta", "emil", "carl", "raul", "nina"):
        with pytest.raises(NotFound):
            sign(viewer=world.viewer(who), task_uuid=task, revision=revision)
        with pytest.raises(NotFound):
            plan_task(world.viewer(who), task)
    with pytest.raises(NotAllowed):
        written(world, task, by="webb")
    with pytest.raises(NotFound):
        written(world, task, by="rosa")


def test_two_who_write_at_once_do_not_write_over_each_other(world, task):
    written(world, task, expected_revision=0)
    with pytest.raises(Conflict):
        written(world, task, goal="Something else.", expected_revision=0)


def test_the_family_reads_it_in_its_language_and_without_the_entry_level(world, task):
    from django.utils import translation

    written(world, task, translations={"es": {"goal": "Ana suma fracciones en sus recetas."}})
    with translation.override("es"):
        info = plan_task(world.viewer("rosa"), task)
    assert info.goal == "Ana suma fracciones en sus recetas."
    assert info.steps == WORDS["steps"]
    assert (info.level, info.entry_level) == (None, None)
    assert plan_task(world.viewer("cora"), task).entry_level == 5


def test_a_closed_plan_stays_readable_and_takes_no_more_words(world, task):
    close_plan(viewer=world.viewer("cora"), task_uuid=task)
    assert plan_tasks_of(world.viewer("ana"), world.ana.uuid)[0].closed_at is not None
    with pytest.raises(Conflict):
        written(world, task)
