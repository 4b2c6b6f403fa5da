"""The year changes, and nobody's level, step, plan or history does (R025, R055)."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.advancement.models import NextChoice, Rollover, Transition
from headway.district.advancement.rollover.fingerprints import different, fingerprint
from headway.district.advancement.rollover.planning import plan_rollover, rollovers_of
from headway.district.advancement.rollover.turning import rollover, take_back_rollover
from headway.district.advancement.selectors.stages import stages_of
from headway.district.foundation.api import Actor, Conflict, NotFound, Refused, audit, clock
from headway.district.people import services as people
from headway.district.people.models import (
    HomeGroupMembership,
    Learner,
    Section,
    SectionEnrolment,
)
from headway.district.placement.api import open_plan_task
from headway.district.proficiency.api import frontier_of

BUILDER = Actor.system("test")
pytestmark = pytest.mark.django_db


@pytest.fixture
def to_year(world):
    return world.year.ends_on.year + 1


@pytest.fixture
def next_year(world, to_year):
    return people.create_term(
        organisation=world.district,
        name="next year",
        starts_on=dt.date(to_year - 1, 8, 16),
        ends_on=dt.date(to_year, 6, 3),
        by=BUILDER,
    )


@pytest.fixture
def full(world, placed, shows, next_year):
    """Something of everything that has to go along."""
    placed("ana", 4)
    placed("ben", 5)
    shows("ana", "MA.FR.2")
    shows("ben", "MA.FR.1")
    open_plan_task(learner=world.ana, reason="leveling", domain_code="MA", by=BUILDER, goal="Fractions.")
    NextChoice.objects.create(
        learner=world.ana,
        competency=world.competency("MA.FR.2"),
        choice="deeper",
        chosen_at=clock.now(),
    )
    return world


@pytest.fixture
def in_summer(world, to_year):
    with clock.at(dt.datetime(to_year - 1, 7, 1, 12, tzinfo=dt.UTC)):
        yield


def turn(world, to_year, **more):
    return rollover(organisation=world.district, to_year=to_year, by=BUILDER, **more)


def steps_of(world, who):
    return frontier_of(world.viewer("lee"), getattr(world, who))


def test_levels_steps_plans_and_choices_are_the_same_after_the_year_has_changed(full, to_year, in_summer):
    before, stages, steps = fingerprint(), stages_of(None), steps_of(full, "ana")
    done = turn(full, to_year)
    assert different(before, fingerprint()) == (0, ())
    assert stages_of(None) == stages
    assert steps_of(full, "ana") == steps
    assert stages[full.ana.pk]["MA"].level == 4
    row = Rollover.objects.get()
    assert done.different == 0
    assert row.before == row.after == before.digest


def test_a_level_that_changed_would_be_noticed(full, shows):
    before = fingerprint()
    shows("chloe", "MA.FR.1")
    learners, tables = different(before, fingerprint())
    assert learners == 1
    assert "proficiency_determination" in tables


def test_a_touched_record_stops_the_change_and_nothing_is_written(full, to_year, in_summer, monkeypatch):
    from headway.district.advancement.rollover import turning

    honest = turning.turn_year

    def careless(year, moving):
        open_plan_task(learner=full.ben, reason="transition", by=BUILDER)
        return honest(year, moving)

    monkeypatch.setattr(turning, "turn_year", careless)
    with pytest.raises(RuntimeError, match="placement_plantask"):
        turn(full, to_year)
    assert Section.objects.filter(is_active=True).count() == 2
    assert not Rollover.objects.exists()


def test_sections_of_the_year_are_over_and_the_home_group_stays_together(full, to_year, in_summer):
    members = set(
        HomeGroupMembership.objects.filter(home_group=full.cedar).values_list("learner_id", flat=True)
    )
    turn(full, to_year)
    full.mathematics.refresh_from_db()
    assert not full.mathematics.is_active
    ends = set(SectionEnrolment.objects.filter(section=full.mathematics).values_list("to_on", flat=True))
    assert ends == {full.year.ends_on}
    with clock.at(dt.datetime(to_year - 1, 9, 20, 12, tzinfo=dt.UTC)):
        assert {one.pk for one in learners_advised(full)} == members
        assert full.viewer("webb").advises
        assert not full.viewer("ortiz").teaches


def learners_advised(world):
    from headway.district.people.api import learners_of_home_group

    return learners_of_home_group(world.viewer("webb"), world.cedar)


def test_a_home_group_that_ended_with_the_year_goes_on_as_a_whole(full, to_year, in_summer):
    HomeGroupMembership.objects.filter(home_group=full.cedar).update(to_on=full.year.ends_on)
    full.cedar.advisers.update(to_on=full.year.ends_on)
    turn(full, to_year)
    with clock.at(dt.datetime(to_year - 1, 9, 20, 12, tzinfo=dt.UTC)):
        assert len(learners_advised(full)) == 4


def test_sections_of_the_next_year_are_left_as_they_are(full, to_year, next_year, in_summer):
    section = people.create_section(
        school=full.alder, title="Mathematics next year", terms=[next_year], by=BUILDER
    )
    assert plan_rollover(full.district, to_year).year.next_sections == 1
    turn(full, to_year)
    section.refresh_from_db()
    assert section.is_active


def test_without_terms_for_the_next_year_it_is_refused(world, to_year, in_summer):
    with pytest.raises(Refused) as told:
        turn(world, to_year)
    assert "no terms yet" in str(told.value.sentence)
    assert "Alder" in str(told.value.sentence)
    assert Section.objects.filter(is_active=True).count() == 2


def test_while_the_year_goes_on_it_can_be_looked_at_but_not_done(full, to_year):
    plan = plan_rollover(full.district, to_year)
    assert len(plan.year.sections) == 2
    assert not plan.can_be_done
    with pytest.raises(Refused, match="goes on until"):
        turn(full, to_year)


def test_it_is_done_once_and_stands_in_the_trail_once(full, to_year, in_summer):
    turn(full, to_year)
    with pytest.raises(Conflict):
        turn(full, to_year)
    with pytest.raises(Conflict):
        rollover(organisation=full.alder, to_year=to_year, by=BUILDER)
    assert audit.trail(act="advancement.year_changed").count() == 1


def test_a_plan_that_has_changed_since_it_was_looked_at_is_shown_again(full, to_year, in_summer):
    seen = plan_rollover(full.district, to_year).key
    people.create_section(school=full.alder, title="Late", terms=[full.year], by=BUILDER)
    with pytest.raises(Conflict, match="changed since"):
        turn(full, to_year, expected=seen)


def test_within_a_day_it_can_be_taken_back_and_done_again(full, to_year, in_summer):
    HomeGroupMembership.objects.filter(home_group=full.cedar).update(to_on=full.year.ends_on)
    transition = going(full, "dev")
    rosters = roster_of(full)
    done = turn(full, to_year)
    assert roster_of(full) != rosters
    assert Learner.objects.get(pk=full.dev.pk).school == full.birch
    take_back_rollover(full.viewer("adam"), done.uuid)
    assert roster_of(full) == rosters
    transition.refresh_from_db()
    assert transition.ended_at is None
    assert turn(full, to_year).different == 0
    assert [one.is_withdrawn for one in rollovers_of(full.viewer("adam"))] == [False, True]


def test_after_a_day_it_stands(full, to_year, in_summer):
    done = turn(full, to_year)
    with clock.at(clock.now() + dt.timedelta(hours=25)), pytest.raises(Refused, match="within a day"):
        take_back_rollover(full.viewer("adam"), done.uuid)


def test_the_registrar_of_one_school_does_not_take_back_the_districts_change(full, to_year, in_summer):
    done = turn(full, to_year)
    with pytest.raises(NotFound):
        take_back_rollover(full.viewer("reggie"), done.uuid)


def test_a_learner_whose_change_of_school_is_planned_arrives_with_the_year(full, to_year, in_summer):
    going(full, "dev")
    turn(full, to_year)
    assert Learner.objects.get(pk=full.dev.pk).school == full.birch
    assert Learner.objects.get(pk=full.ana.pk).school == full.alder
    assert not Transition.objects.filter(ended_at__isnull=True).exists()
    last = HomeGroupMembership.objects.get(learner=full.dev)
    assert last.to_on == full.year.ends_on


def test_it_is_not_taken_back_over_a_change_of_school_that_was_planned_since(full, to_year, in_summer):
    first = going(full, "dev")
    done = turn(full, to_year)
    again = Transition.objects.create(
        learner=full.dev,
        from_school=full.birch,
        to_school=full.alder,
        starts_on=full.year.ends_on + dt.timedelta(days=400),
        planned_at=clock.now(),
    )
    with pytest.raises(Refused):
        take_back_rollover(full.viewer("adam"), done.uuid)
    assert Learner.objects.get(pk=full.dev.pk).school == full.birch
    again.ended_at = clock.now()
    again.save(update_fields=["ended_at"])
    take_back_rollover(full.viewer("adam"), done.uuid)
    assert Transition.objects.get(pk=first.pk).ended_at is None


def going(world, who):
    return Transition.objects.create(
        learner=getattr(world, who),
        from_school=world.alder,
        to_school=world.birch,
        starts_on=world.year.ends_on + dt.timedelta(days=70),
        planned_at=clock.now(),
    )


def roster_of(world):
    return (
        sorted(Section.objects.values_list("pk", "is_active")),
        sorted(SectionEnrolment.objects.values_list("pk", "to_on", "is_active"), key=str),
        sorted(HomeGroupMembership.objects.values_list("home_group", "learner", "from_on", "to_on"), key=str),
        sorted(Learner.objects.values_list("pk", "school_id")),
    )
