"""Many entrants as one act: confirmed by a person, one audit row, nothing that somebody decided is touched."""

from __future__ import annotations

import pytest

from headway.district.foundation.api import Actor, Refused, clock
from headway.district.foundation.models import AuditEntry
from headway.district.people import services as people
from headway.district.placement.api import (
    BulkLine,
    agreement,
    entry_spread,
    levels_of,
    place_in_bulk,
    unowned_plan_tasks,
)
from headway.district.placement.models import Placement
from headway.district.proficiency.api import standings_of

BUILDER = Actor.system("test")


def in_bulk(world, *lines, by="cora", **more):
    return place_in_bulk(
        viewer=world.viewer(by),
        lines=[BulkLine(getattr(world, who).pk, domain, level) for who, domain, level in lines],
        **more,
    )


def test_all_are_decided_with_what_they_stand_on_and_one_audit_row(world, leveling):
    leveling(entry={"ALD": [5]})
    done = in_bulk(world, ("ana", "MA", 5), ("ben", "MA", 3), ("chloe", "LI", 4))
    assert (done.placed, done.left_out, done.plan_tasks) == (3, 0, 1)
    # Three below the fifth level of mathematics; one below the fourth of literacy.
    assert done.taken == 4
    assert standings_of(world.viewer("cora"), world.ana)[world.competency("MA.FR.2").pk].is_taken_as_met
    assert levels_of((world.ben.pk,))[world.ben.pk]["MA", ""].level == 3
    assert [one.learner.pk for one in unowned_plan_tasks(world.viewer("lee"))] == [world.ben.pk]
    assert Placement.objects.values("act").distinct().count() == 1
    assert AuditEntry.objects.filter(act="placement.placed_in_bulk").count() == 1


def test_a_decision_of_a_person_stays(world, placed):
    placed("ana", 3)
    done = in_bulk(world, ("ana", "MA", 5), ("ben", "MA", 5))
    assert (done.placed, done.left_out) == (1, 1)
    assert levels_of((world.ana.pk,))[world.ana.pk]["MA", ""].level == 3


def test_against_the_sources_and_for_other_schools_nothing_at_all_is_decided(world, judged):
    judged("ana", 4)
    with pytest.raises(Refused) as refused:
        in_bulk(world, ("ana", "MA", 5), ("ben", "MA", 5))
    assert "Ana Reyes" in str(refused.value.problems[0].sentence)
    with pytest.raises(Refused) as refused:
        in_bulk(world, ("ben", "MA", 5), ("emil", "MA", 5))
    assert refused.value.problems[0].row == "2"
    with pytest.raises(Refused):
        in_bulk(world, ("ben", "MA", 5), by="ortiz")
    assert not Placement.objects.exists()


class TestWhatALeaderCounts:
    """R018, R021: numbers of a school, none of them small."""

    @pytest.fixture
    def entrants(self, world):
        """Twelve at level 5 and ten at level 3, as an outside score had suggested for all but the last ten."""
        made = []
        for number in range(22):
            person = people.create_person(given_name=f"N{number}", family_name="New", by=BUILDER)
            made.append(people.admit_learner(person=person, school=world.alder, by=BUILDER))
        Placement.objects.bulk_create(
            Placement(
                learner=one,
                domain_code="MA",
                level=5 if number < 12 else 3,
                confidence="likely",
                basis="assessment",
                suggestion={"sources": [{"kind": "assessment", "levels": [5]}]},
                decided_on=clock.today(),
                recorded_at=clock.now(),
            )
            for number, one in enumerate(made)
        )
        return made

    def test_the_spread_is_told_per_domain_and_agreement_by_school(self, world, entrants):
        (row,) = entry_spread(world.viewer("lee"))
        assert (row.school, row.domain_code, row.learners) == ("Alder", "MA", 22)
        assert row.counts == ((3, 10), (5, 12))
        (said,) = agreement(world.viewer("lee"))
        assert (said.decisions, said.same, said.other) == (22, 12, 10)
        assert entry_spread(world.viewer("leo")) == ()

    def test_one_learner_apart_gives_nothing_away(self, world, entrants, placed):
        placed("ana", 4)
        (row,) = entry_spread(world.viewer("lee"))
        assert dict(row.counts)[4] is None
        assert sum(count is None for _level, count in row.counts) >= 2
