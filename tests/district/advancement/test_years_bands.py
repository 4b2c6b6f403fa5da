"""Bands over some years: leaving after two or after four is right, when what the band is for is met (R057)."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from headway.district.advancement.api import (
    band_of,
    bands_on_duty,
    join_band,
    leave_band,
    levels_offered,
    save_band,
)
from headway.district.advancement.models import BandMembership
from headway.district.continuum.api import current_map
from headway.district.foundation.api import NotFound, Refused
from tests.district.advancement.conftest import placed_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def band(world):
    return save_band(
        viewer=world.viewer("lee"),
        school_uuid=world.alder.uuid,
        name="River",
        lowest_level=3,
        highest_level=5,
        exit_domains={"MA": 5},
    )


def joined(world, band, *who):
    return join_band(
        viewer=world.viewer("lee"),
        band_uuid=band.uuid,
        learner_uuids=[getattr(world, one).uuid for one in who],
    )


@pytest.mark.parametrize("years", [2, 4])
def test_leaving_after_two_years_and_after_four_are_both_right(world, band, clock, years):
    joined(world, band, "ana")
    clock.advance(days=365 * years)
    placed_at(world, "ana", "MA", 5)
    (ready,) = band_of(world.viewer("lee"), band.uuid).ready
    assert ready.learner_name == "Ana Reyes"
    leave_band(viewer=world.viewer("lee"), band_uuid=band.uuid, learner_uuid=world.ana.uuid)
    row = BandMembership.objects.get()
    assert row.ended == "met"
    assert round((row.to_on - row.from_on).days / 365) == years


def test_years_alone_never_make_anybody_ready(world, band, clock):
    joined(world, band, "ana")
    placed_at(world, "ana", "MA", 4)
    clock.advance(days=365 * 6)
    found = band_of(world.viewer("lee"), band.uuid)
    assert found.ready == ()
    assert found.lines[0].open == {"MA": 5}
    with pytest.raises(Refused, match="not met yet: MA 5"):
        leave_band(viewer=world.viewer("lee"), band_uuid=band.uuid, learner_uuid=world.ana.uuid)


def test_changing_groups_needs_no_exit(world, band):
    joined(world, band, "ana")
    leave_band(viewer=world.viewer("lee"), band_uuid=band.uuid, learner_uuid=world.ana.uuid, ended="moved")
    assert BandMembership.objects.get().ended == "moved"


def test_a_learner_is_in_one_band_at_a_time(world, band):
    other = save_band(
        viewer=world.viewer("lee"),
        school_uuid=world.alder.uuid,
        name="Lake",
        lowest_level=4,
        highest_level=6,
        exit_domains={"MA": 6},
    )
    assert joined(world, band, "ana", "ben") == 2
    assert joined(world, band, "ana") == 0
    assert joined(world, other, "ana") == 1
    lines = {
        one.name: [each.learner_name for each in one.lines] for one in bands_on_duty(world.viewer("lee"))
    }
    assert lines == {"River": ["Ben Okafor"], "Lake": ["Ana Reyes"]}


@pytest.mark.parametrize("who", ["leo", "ortiz", "carl", "adam"])
def test_bands_are_kept_by_the_duties_of_the_school(world, band, who):
    assert bands_on_duty(world.viewer(who)) == ()
    with pytest.raises(NotFound):
        band_of(world.viewer(who), band.uuid)


def test_a_band_that_nobody_could_ever_leave_is_refused(world):
    with pytest.raises(Refused, match="at least one domain"):
        save_band(
            viewer=world.viewer("lee"),
            school_uuid=world.alder.uuid,
            name="Forever",
            lowest_level=3,
            highest_level=5,
            exit_domains={},
        )


def test_learners_of_another_school_do_not_join(world, band):
    with pytest.raises(Refused, match="at this school"):
        joined(world, band, "emil")


def test_levels_go_as_far_as_the_continuum_and_leaving_may_be_beyond_it(world, band):
    longer = SimpleNamespace(levels=(0, 6, 13))
    assert [levels_offered(one)[-1] for one in (None, current_map(), longer)] == [12, 12, 13]
    assert [levels_offered(one, beyond=True)[-1] for one in (None, current_map(), longer)] == [13, 13, 14]
    given = {"viewer": world.viewer("lee"), "school_uuid": world.alder.uuid, "name": "River"}
    whole = {"lowest_level": 9, "highest_level": 12, "exit_domains": {"MA": 13}}
    assert save_band(**given, **whole, band_uuid=band.uuid).exit_domains == {"MA": 13}
    with pytest.raises(Refused, match="one level"):
        save_band(**given, **{**whole, "highest_level": 13})
