"""Modules, and courses that end when their competencies are met, whatever the date."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.advancement.api import (
    course_states,
    courses_complete,
    courses_to_choose,
    module_of,
    module_state,
    modules_for,
    retire_module,
    save_module,
)
from headway.district.foundation.api import SYSTEM, Conflict, NotAllowed, NotFound, Refused, clock
from headway.district.people import services as people

pytestmark = pytest.mark.django_db
FOUR = ("MA.FR.2", "MA.DA.1")


def saved(world, who="ortiz", place="alder", codes=FOUR, **more):
    given = {
        "place_uuid": getattr(world, place).uuid,
        "title": "Fractions as numbers",
        "domain_code": "MA",
        "level": 4,
        "competency_uuids": [world.competency(code).uuid for code in codes],
    }
    return save_module(viewer=world.viewer(who), **{**given, **more})


def state(world, who="ana"):
    (module,) = modules_for(world.viewer("ortiz"))
    return module_state(getattr(world, who).pk, module)


def test_a_module_is_met_when_its_essential_competencies_are(world, shows):
    saved(world, extending_uuids=[world.competency("MA.DA.1").uuid])
    assert not state(world).is_met
    shows("ana", "MA.FR.2")
    found = state(world)
    assert found.since == clock.today()
    assert [one.code for one in found.open] == ["MA.DA.1"]


def test_what_another_learner_met_is_not_hers(world, shows):
    saved(world)
    shows("ben", *FOUR)
    assert state(world, "ben").is_met
    assert not state(world, "ana").is_met


def test_a_course_ends_when_the_competencies_of_its_modules_are_met_and_on_no_date(world, shows, clock):
    course = world.mathematics.course
    saved(world, course=course)
    clock.set(f"{world.year.ends_on.year + 1}-06-30 09:00")
    of = {course.pk: (world.ana.pk,)}
    assert course_states(of, (course,))[world.ana.pk, course.pk].complete_since is None
    clock.set("2026-10-19 09:00")
    shows("ana", *FOUR)
    ended = course_states(of, (course,))[world.ana.pk, course.pk]
    assert ended.complete_since == dt.date(2026, 10, 19)
    assert (ended.met, ended.asked) == (2, 2)


def test_a_course_without_modules_ends_with_its_domain_and_level(world, shows):
    course = world.mathematics.course
    of = {course.pk: (world.ana.pk, world.ben.pk)}
    shows("ana", *FOUR)
    found = course_states(of, (course,))
    assert found[world.ana.pk, course.pk].complete_since == clock.today()
    assert found[world.ben.pk, course.pk].complete_since is None


def test_a_course_that_is_about_nothing_in_particular_never_ends_by_itself(world, shows):
    course = world.mathematics.course
    course.domain_code = ""
    shows("ana", *FOUR)
    found = course_states({course.pk: (world.ana.pk,)}, (course,))
    assert found[world.ana.pk, course.pk].complete_since is None


def test_teachers_keep_modules_of_their_school_and_curriculum_leads_those_of_the_district(world):
    saved(world)
    saved(world, who="priya", place="district", title="For all")
    assert [one.title for one in modules_for(world.viewer("ortiz"))] == ["Fractions as numbers", "For all"]
    assert [one.title for one in modules_for(world.viewer("finch"))] == ["For all"]


def test_a_teacher_writes_no_module_of_the_district_nor_of_another_school(world):
    for place in ("district", "birch"):
        with pytest.raises(NotFound):
            saved(world, place=place)
    row = saved(world, who="priya", place="district")
    with pytest.raises(NotAllowed):
        retire_module(viewer=world.viewer("ortiz"), module_uuid=row.uuid)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": " "}, "needs a title"),
        ({"codes": ()}, "at least one competency"),
        ({"domain_code": "HS"}, "belongs to a domain"),
    ],
)
def test_what_cannot_be_a_module_is_refused(world, change, sentence):
    with pytest.raises(Refused, match=sentence):
        saved(world, **change)
    assert modules_for(world.viewer("ortiz")) == ()


def test_a_module_that_could_never_be_met_is_refused(world):
    with pytest.raises(Refused, match="never be met"):
        saved(world, extending_uuids=[world.competency(code).uuid for code in FOUR])


def test_modules_do_not_lead_in_a_circle(world):
    first = saved(world)
    second = saved(world, title="Next", next_uuid=first.uuid)
    with pytest.raises(Refused, match="circle"):
        saved(world, module_uuid=first.uuid, next_uuid=second.uuid)


def test_two_who_change_it_at_once_do_not_overwrite_each_other(world):
    row = saved(world)
    saved(world, module_uuid=row.uuid, title="Mine", expected_revision=1)
    with pytest.raises(Conflict):
        saved(world, module_uuid=row.uuid, title="Yours", expected_revision=1)
    assert module_of(world.viewer("ortiz"), row.uuid).title == "Mine"


def test_a_retired_module_is_offered_no_longer(world):
    retire_module(viewer=world.viewer("ortiz"), module_uuid=saved(world).uuid)
    assert modules_for(world.viewer("ortiz")) == ()


def course_elsewhere(world):
    return people.create_course(organisation=world.birch, title="Mathematics", domain_code="MA", by=SYSTEM)


def test_a_module_belongs_to_a_course_that_is_taught_there(world):
    course = world.mathematics.course
    saved(world, course_uuid=course.uuid, sets_course=True)
    (module,) = modules_for(world.viewer("ortiz"))
    assert (module.course_uuid, module.course) == (course.uuid, course.title)
    assert course in courses_to_choose(world.viewer("ortiz"))
    with pytest.raises(Refused, match="not taught there"):
        saved(world, course_uuid=course_elsewhere(world).uuid, sets_course=True)
    saved(world, module_uuid=module.uuid)
    assert modules_for(world.viewer("ortiz"))[0].course_uuid == course.uuid
    saved(world, module_uuid=module.uuid, sets_course=True)
    assert modules_for(world.viewer("ortiz"))[0].course_uuid is None


def test_a_course_with_modules_is_complete_with_them_and_not_with_its_level(world, shows):
    saved(world, codes=("MA.FR.2",), course_uuid=world.mathematics.course.uuid, sets_course=True)
    assert courses_complete(world.ana) == ()
    shows("ana", "MA.FR.2")
    ((course, since),) = courses_complete(world.ana)
    assert (course.pk, since) == (world.mathematics.course_id, clock.today())
    retire_module(viewer=world.viewer("ortiz"), module_uuid=modules_for(world.viewer("ortiz"))[0].uuid)
    assert courses_complete(world.ana) == (), "then its level counts, and that is not met yet"
