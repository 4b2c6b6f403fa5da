"""Stage, not age: the home group and the level of each domain know nothing of one another (R056); and beyond (R059)."""

from __future__ import annotations

import pytest

from headway.district.advancement.api import (
    beyond_on_duty,
    beyond_taught,
    find_way,
    flag_beyond,
    stage_histories,
    stages_of,
    ways_for,
)
from headway.district.foundation.api import Conflict, NotAllowed, NotFound, Refused
from headway.district.people.api import home_group_names
from headway.district.people.types import Role
from tests.district.advancement.conftest import placed_at, section_for

pytestmark = pytest.mark.django_db


def domains(world):
    return sorted({one.domain.code for code, one in world.competencies.items() if not code.startswith("HS.")})


def test_a_twelve_year_old_at_level_eight_in_one_domain_and_five_in_another_is_valid(world):
    world.dev.birth_on = world.year.starts_on.replace(year=world.year.starts_on.year - 12)
    world.dev.save(update_fields=["birth_on"])
    first, second = domains(world)[:2]
    placed_at(world, "dev", first, 8)
    placed_at(world, "dev", second, 5)
    found = stages_of((world.dev.pk,))[world.dev.pk]
    assert (found[first].level, found[second].level) == (8, 5)
    assert home_group_names([world.dev])[world.dev.pk] == ("Cedar",)
    assert all(line.on for line in stage_histories(world.dev.pk))


def test_learners_of_one_home_group_stand_at_different_levels_and_stay_in_it(world):
    for who, level in (("ana", 3), ("ben", 5), ("dev", 8)):
        placed_at(world, who, "MA", level)
    ids = [world.ana.pk, world.ben.pk, world.dev.pk]
    assert {of["MA"].level for of in stages_of(ids).values()} == {3, 5, 8}
    assert set(home_group_names([world.ana, world.ben, world.dev]).values()) == {("Cedar",)}


def test_whoever_goes_beyond_what_is_taught_has_at_least_one_way_on(world):
    placed_at(world, "dev", "MA", 5)
    assert {one.way for one in ways_for(world.dev, "MA")} >= {"dual", "mentor"}
    section_for(world, 6, title="Mathematics 6, Birch", school=world.birch)
    assert ways_for(world.dev, "MA")[0].what == "Mathematics 6, Birch"


def test_the_flag_stands_on_the_counsellors_list_until_a_way_is_found(world):
    row = flag_beyond(
        viewer=world.viewer("ortiz"), learner_uuid=world.dev.uuid, domain_code="MA", text="He proves things."
    )
    flag_beyond(viewer=world.viewer("ortiz"), learner_uuid=world.dev.uuid, domain_code="MA")
    (one,) = beyond_on_duty(world.viewer("cora"), Role.COUNSELLOR)
    assert (one.learner_name, one.text) == ("Dev Patel", "He proves things.")
    assert beyond_on_duty(world.viewer("carl"), Role.COUNSELLOR) == ()
    find_way(viewer=world.viewer("cora"), beyond_uuid=row.uuid, way="mentor", text="Dr. Yu, Mondays.")
    assert beyond_on_duty(world.viewer("cora"), Role.COUNSELLOR) == ()
    (told,) = beyond_taught(world.viewer("ortiz"))
    assert (told.way, told.text) == ("mentor", "He proves things.\nDr. Yu, Mondays.")
    with pytest.raises(Conflict):
        find_way(viewer=world.viewer("cora"), beyond_uuid=row.uuid, way="dual")


@pytest.mark.parametrize(("who", "error"), [("finch", NotFound), ("cora", NotAllowed), ("rosa", NotAllowed)])
def test_only_who_teaches_her_says_that_she_goes_beyond(world, who, error):
    with pytest.raises(error):
        flag_beyond(viewer=world.viewer(who), learner_uuid=world.ana.uuid, domain_code="MA")


def test_a_family_does_not_close_it_and_a_way_has_a_name(world):
    row = flag_beyond(viewer=world.viewer("ortiz"), learner_uuid=world.ana.uuid, domain_code="MA")
    with pytest.raises(NotAllowed):
        find_way(viewer=world.viewer("rosa"), beyond_uuid=row.uuid, way="mentor")
    with pytest.raises(Refused):
        find_way(viewer=world.viewer("ortiz"), beyond_uuid=row.uuid, way="wait")
