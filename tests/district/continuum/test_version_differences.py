"""What is different between two versions is told whole: words, places, weights, prerequisites, and where it lives on."""

from __future__ import annotations

import pytest

from headway.district.continuum.api import ChangeKind, compare, open_draft
from headway.district.foundation.api import Refused
from headway.mastery.continuum.differences import Kept
from tests.district.continuum.versions import LEAD, competency_like, next_draft, next_version


def test_a_version_and_itself_differ_in_nothing(world):
    again = next_draft(world.version.pk)
    difference = compare(world.version.pk, again.id)
    assert difference.is_empty
    assert difference.unchanged == 12


def test_every_kind_of_difference_is_told(world):
    draft = next_draft(
        world.version.pk,
        without=("LI.WR.2",),
        added=(competency_like("new-1", "MA.FR.4", "I can multiply fractions.", level=6),),
        changed={
            "MA.FR.1": {"statement": "I can show a part of a whole as a fraction."},
            "MA.FR.2": {"level": 5},
            "MA.DA.1": {"depth": 3, "importance": "supporting"},
            "LI.RE.1": {"translations": {"es": {"title": "Idea principal", "statement": "Puedo contar de qué trata."}}},
        },
    )  # fmt: skip
    difference = compare(world.version.pk, draft.id)
    kinds = {one.content.code: set(one.kinds) for one in difference.competencies}
    assert kinds == {
        "MA.FR.1": {ChangeKind.REWORDED},
        "MA.FR.2": {ChangeKind.MOVED},
        "MA.DA.1": {ChangeKind.WEIGHED},
        "LI.RE.1": {ChangeKind.REWORDED},
        "LI.WR.2": {ChangeKind.REMOVED},
        "MA.FR.4": {ChangeKind.ADDED},
    }
    assert dict(difference.counts) == {
        ChangeKind.REWORDED: 2,
        ChangeKind.MOVED: 1,
        ChangeKind.WEIGHED: 1,
        ChangeKind.REMOVED: 1,
        ChangeKind.ADDED: 1,
    }
    assert difference.unchanged == 12 - 5
    by_code = {one.content.code: one for one in difference.competencies}
    (statement,) = by_code["MA.FR.1"].texts
    assert [run.text for run in statement.runs if run.kept is Kept.OUT] == ["name"]
    assert (statement.field, statement.language) == ("statement", "")
    (spanish,) = by_code["LI.RE.1"].texts
    assert spanish.language == "es"
    assert [(one.field, one.before, one.after) for one in by_code["MA.FR.2"].facts] == [("level", 4, 5)]
    assert by_code["MA.FR.1"].before_id == world.competency("MA.FR.1").pk


def test_prerequisites_that_came_went_and_weigh_otherwise_are_told(world):
    from headway.district.continuum.api import add_prerequisite, remove_prerequisite

    draft = open_draft(world.version.framework.uuid, by=LEAD)
    remove_prerequisite(draft.uuid, "world-MA.FR.1", "world-MA.DA.2", by=LEAD)
    add_prerequisite(draft.uuid, "world-MA.FR.2", "world-MA.DA.2", by=LEAD)
    remove_prerequisite(draft.uuid, "world-LI.RE.1", "world-LI.RE.2", by=LEAD)
    add_prerequisite(draft.uuid, "world-LI.RE.1", "world-LI.RE.2", is_gate=False, by=LEAD)
    by_code = {one.content.code: one for one in compare(world.version.pk, draft.id).competencies}
    assert set(by_code) == {"MA.DA.2", "LI.RE.2"}
    assert by_code["MA.DA.2"].kinds == {ChangeKind.PREREQUISITES}
    assert [one.code for one in by_code["MA.DA.2"].needs_now] == ["MA.FR.2"]
    assert [one.code for one in by_code["MA.DA.2"].needs_no_more] == ["MA.FR.1"]
    assert [one.code for one in by_code["LI.RE.2"].holds_back_no_more] == ["LI.RE.1"]
    assert by_code["LI.RE.2"].needs_now == ()


def test_what_is_gone_says_where_it_lives_on_over_all_versions_in_between(world):
    second = next_version(
        world.version.pk,
        without=("MA.FR.2", "LI.WR.2"),
        added=(competency_like("b", "MA.FR.B", "I can show that two fractions are equal."),),
        mapping={"world-MA.FR.2": "b", "world-LI.WR.2": ""},
    )
    third = next_version(
        second.version,
        without=("MA.FR.B",),
        added=(competency_like("c", "MA.FR.C", "I can prove it."),),
        mapping={"b": "c"},
    )
    by_code = {one.content.code: one for one in compare(world.version.pk, third.version.id).competencies}
    assert by_code["MA.FR.2"].lives_on_as.code == "MA.FR.C"
    assert [one.code for one in by_code["MA.FR.C"].grown_from] == ["MA.FR.2"]
    assert by_code["LI.WR.2"].ends
    assert by_code["LI.WR.2"].word == "Nobody taught it any more."


def test_versions_of_two_frameworks_are_not_compared(world):
    from headway.district.continuum.api import begin_framework

    with pytest.raises(Refused, match="two frameworks"):
        compare(world.version.pk, begin_framework("Another", by=LEAD).id)


def test_the_number_of_queries_of_a_comparison_does_not_grow(world, django_assert_max_num_queries):
    draft = next_draft(world.version.pk, changed={"MA.FR.1": {"level": 9}})
    with django_assert_max_num_queries(34):
        compare(world.version.pk, draft.id)
