"""Who left a school by another way than the change of the year is no longer on its lists."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest

from headway.district.advancement.api import (
    band_of,
    call_off_transition,
    join_band,
    leave_band,
    plan_transitions,
    save_band,
    save_module,
    transition_page,
    transitions_in,
    ways_for,
)
from headway.district.advancement.models import BandMembership, Module, Transition
from headway.district.foundation.api import Conflict, NotFound, clock
from headway.district.foundation.models import AuditEntry
from headway.district.people.models import Course, Learner, Organisation
from tests.district.advancement.conftest import placed_at, section_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def third(world):
    return Organisation.objects.create(
        kind="school", name="Cedar", code="CED", parent=world.district, path=f"{world.district.path}999/"
    )


@pytest.fixture
def coming(world):
    plan_transitions(
        viewer=world.viewer("cora"),
        learner_uuids=[world.ana.uuid],
        from_school=world.alder,
        to_school=world.birch,
        starts_on=clock.today() + dt.timedelta(days=200),
        through_level=5,
    )
    return Transition.objects.get()


def goes_to(world, who, school):
    Learner.objects.filter(pk=getattr(world, who).pk).update(school=school)


class TestTheReceivingSchool:
    def test_it_sees_nobody_who_went_to_a_third_school(self, world, coming, third):
        assert [one.learner_uuid for one in transitions_in(world.viewer("carl"))] == [world.ana.uuid]
        goes_to(world, "ana", third)
        assert transitions_in(world.viewer("carl")) == ()
        with pytest.raises(NotFound):
            transition_page(world.viewer("carl"), coming.uuid)

    def test_who_came_by_the_roster_is_there(self, world, coming):
        goes_to(world, "ana", world.birch)
        assert [one.learner_uuid for one in transitions_in(world.viewer("carl"))] == [world.ana.uuid]

    def test_who_never_came_is_not_shown_for_ever(self, world, coming):
        Transition.objects.update(starts_on=clock.today() - dt.timedelta(days=130))
        assert transitions_in(world.viewer("carl")) == ()


class TestBands:
    @pytest.fixture
    def band(self, world):
        band = save_band(
            viewer=world.viewer("lee"),
            school_uuid=world.alder.uuid,
            name="River",
            lowest_level=3,
            highest_level=5,
            exit_domains={"MA": 5},
        )
        join_band(viewer=world.viewer("lee"), band_uuid=band.uuid, learner_uuids=[world.ana.uuid])
        return band

    def test_it_shows_nobody_who_is_at_another_school(self, world, band):
        assert len(band_of(world.viewer("lee"), band.uuid).lines) == 1
        goes_to(world, "ana", world.birch)
        assert band_of(world.viewer("lee"), band.uuid).lines == ()
        with pytest.raises(NotFound):
            leave_band(
                viewer=world.viewer("lee"), band_uuid=band.uuid, learner_uuid=world.ana.uuid, ended="moved"
            )

    def test_joining_twice_is_once(self, world, band):
        assert join_band(viewer=world.viewer("lee"), band_uuid=band.uuid, learner_uuids=[world.ana.uuid]) == 0
        assert BandMembership.objects.count() == 1


def test_a_form_that_does_not_ask_for_the_course_leaves_it(world):
    given = {
        "viewer": world.viewer("priya"),
        "place_uuid": world.district.uuid,
        "domain_code": "MA",
        "competency_uuids": [world.competency("MA.FR.2").uuid],
    }
    course = Course.objects.get(pk=world.mathematics.course_id)
    module = save_module(title="Fractions", course=course, **given)
    save_module(title="Fractions and parts", module_uuid=module.uuid, expected_revision=1, **given)
    assert Module.objects.get().course_id == course.pk


def test_the_ways_on_ask_as_many_questions_for_ten_schools_as_for_one(world, django_assert_max_num_queries):
    placed_at(world, "dev", "MA", 5)
    for number in range(10):
        school = Organisation.objects.create(
            kind="school",
            name=f"School {number}",
            code=f"S{number}",
            parent=world.district,
            path=f"{world.district.path}{900 + number}/",
        )
        section_for(world, 6, title=f"Mathematics 6, {number}", school=school)
    ways_for(world.dev, "MA")  # the continuum is remembered
    with django_assert_max_num_queries(5):
        found = ways_for(world.dev, "MA")
    assert [one.where for one in found if one.what] == [f"School {number}" for number in range(10)]


def test_a_change_of_school_is_called_off_once(world, coming):
    for _again in range(2):
        with contextlib.suppress(NotFound, Conflict):
            call_off_transition(viewer=world.viewer("cora"), transition_uuid=coming.uuid)
    assert AuditEntry.objects.filter(act="advancement.transition_called_off").count() == 1
