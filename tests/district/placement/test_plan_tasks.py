"""R021: far below the usual entry a plan task opens, with an owner by name, words, and signatures of these words."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.foundation.api import Conflict, NotAllowed, NotFound, Refused
from headway.district.placement.api import (
    close_plan,
    my_plan_tasks,
    open_plan_task,
    own,
    plan_task,
    plan_tasks_of,
    plan_tasks_on_duty,
    plans_to_review,
    set_review,
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


def closed(world, task, by="cora", came_of_it="Ana adds fractions in every recipe.", **more):
    return close_plan(viewer=world.viewer(by), task_uuid=task, came_of_it=came_of_it, **more)


def test_a_closed_plan_stays_readable_and_takes_no_more_words(world, task):
    written(world, task)
    closed(world, task)
    (info,) = plan_tasks_of(world.viewer("ana"), world.ana.uuid)
    assert (info.closed_at is not None, info.goal) == (True, WORDS["goal"])
    assert info.came_of_it == "Ana adds fractions in every recipe."
    with pytest.raises(Conflict):
        written(world, task)
    with pytest.raises(Conflict):
        closed(world, task)


def test_a_plan_is_not_closed_before_it_says_what_it_was_for_and_what_came_of_it(world, task):
    for more, field in (({}, "was_for"), ({"was_for": " "}, "was_for"), ({"came_of_it": ""}, "was_for")):
        with pytest.raises(Refused) as refused:
            closed(world, task, **more)
        assert refused.value.problems[0].field == field
    with pytest.raises(Refused, match="Say what came of the plan") as refused:
        closed(world, task, was_for="Fractions.", came_of_it="  ")
    assert refused.value.problems[0].field == "came_of_it"
    info = plan_task(world.viewer("cora"), task)
    assert (info.closed_at, info.revision, info.goal) == (None, 0, "")
    closed(world, task, was_for="Fractions in recipes.")
    info = plan_task(world.viewer("cora"), task)
    assert (info.goal, info.revision) == ("Fractions in recipes.", 1)


def test_words_that_stand_are_not_written_over_at_the_end(world, task):
    written(world, task)
    closed(world, task, was_for="Something else.")
    assert plan_task(world.viewer("cora"), task).goal == WORDS["goal"]


# -- the day to look again --


@pytest.fixture
def three(world, leveling, placed):
    """The plans of Ana, Ben and Chloe, opened in this order and seen to by Ms Ortiz."""
    leveling(entry={"ALD": [5]})
    tasks = [placed(who, 3).plan_task_uuid for who in ("ana", "ben", "chloe")]
    for one in tasks:
        own(viewer=world.viewer("cora"), task_uuid=one, owner_uuid=world.ortiz.uuid)
    return tasks


def test_a_plan_whose_day_of_review_is_past_stands_first(world, three, clock):
    ana, ben, chloe = three
    for one, on in ((ben, dt.date(2026, 10, 21)), (chloe, dt.date(2026, 10, 20))):
        set_review(viewer=world.viewer("ortiz"), task_uuid=one, review_on=on)
    cora, ortiz = world.viewer("cora"), world.viewer("ortiz")
    clock.set("2026-10-21 09:00")
    assert [one.uuid for one in my_plan_tasks(ortiz)] == [chloe, ana, ben]
    assert [(one.uuid, one.review_on) for one in plans_to_review(ortiz)] == [(chloe, dt.date(2026, 10, 20))]
    clock.set("2026-10-22 09:00")
    assert [one.uuid for one in my_plan_tasks(ortiz)] == [chloe, ben, ana]
    assert [one.uuid for one in plan_tasks_on_duty(cora)] == [chloe, ben, ana]
    assert [one.learner_name for one in plans_to_review(ortiz)] == ["Chloe Nguyen", "Ben Okafor"]
    assert plans_to_review(cora) == ()
    closed(world, chloe, was_for="Fractions.")
    set_review(viewer=cora, task_uuid=ben, review_on=dt.date(2026, 11, 5))
    assert [one.uuid for one in my_plan_tasks(ortiz)] == [ana, ben]
    assert plans_to_review(ortiz) == ()
    assert not plan_task(cora, chloe).review_is_past


def test_the_day_to_look_again_lies_ahead_and_is_named_by_who_writes_the_plan(world, task, clock):
    for day in (None, clock.instant.date(), clock.instant.date() + dt.timedelta(days=366)):
        with pytest.raises(Refused) as refused:
            set_review(viewer=world.viewer("cora"), task_uuid=task, review_on=day)
        assert refused.value.problems[0].field == "review_on"
    tomorrow = clock.instant.date() + dt.timedelta(days=1)
    with pytest.raises(NotAllowed):
        set_review(viewer=world.viewer("webb"), task_uuid=task, review_on=tomorrow)
    with pytest.raises(NotFound):
        set_review(viewer=world.viewer("rosa"), task_uuid=task, review_on=tomorrow)
    set_review(viewer=world.viewer("cora"), task_uuid=task, review_on=tomorrow)
    assert plan_task(world.viewer("cora"), task).review_on == tomorrow


def test_a_further_response_with_a_plan_names_a_later_day_of_review(world, task):
    def opened(on):
        return open_plan_task(
            learner=world.ana,
            reason="pace",
            by=world.viewer("webb").actor,
            domain_code="MA",
            review_on=on,
        ).review_on

    days = [dt.date(2026, 10, 21), dt.date(2026, 11, 4), dt.date(2026, 10, 28), None]
    assert [opened(on) for on in days] == [days[0], days[1], days[1], days[1]]
