"""R073: a second lens for staff. What the district says a test asks, counted by what people decided; nothing is translated."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.assessments.models import AssessmentResult
from headway.district.foundation.api import SYSTEM, NotFound, Refused, clock
from headway.district.pacing.api import state_lens_by_school, state_lens_of
from headway.district.people.api import enrolled_years
from headway.district.people.models import RosterSource, SourceRecord
from headway.district.policy.api import PolicyKind, adopt
from headway.district.policy.models import PolicyVersion
from headway.district.proficiency.models import Standing
from tests.district.pacing.conftest import crowd, settle
from tests.portals.showing import show

__all__ = ["show"]

pytestmark = pytest.mark.django_db


def says(years=None, profile="cmas"):
    adopt(
        kind=PolicyKind.STATE_LENS, text="Our state tests mathematics from year 3 on.",
        parameters={"years": years or {"MA": [3, 8]}, "profile": profile}, effective_on=clock.today(), by=SYSTEM,
    )  # fmt: skip


def enrolled(learner, *grades, source="sis"):
    home, _new = RosterSource.objects.get_or_create(code=source)
    SourceRecord.objects.create(
        source=home, kind="user", sourced_id=str(learner.pk), target_uuid=learner.person.uuid,
        extra={"kept": {"grades": list(grades)}},
    )  # fmt: skip


def result(learner, label, on, profile="cmas/1", area="Mathematics"):
    AssessmentResult.objects.create(
        learner=learner, profile=profile, test="State test", area=area, taken_on=on, label=label, score=731.0,
        digest=f"{learner.pk}{profile}{area}{on}{label}", recorded_at=clock.now(), act=learner.uuid,
    )  # fmt: skip


def lens(world, who="ortiz", learner="ana"):
    return state_lens_of(world.viewer(who), getattr(world, learner).uuid)


def at_level(world, level):
    return [one for one in world.competencies.values() if one.domain.code == "MA" and one.level == level]


def test_nothing_is_told_until_the_district_says_what_its_test_asks(world):
    enrolled(world.ana, "04")
    found = lens(world)
    assert (found.is_on, found.asked) == (False, ())
    assert state_lens_by_school(world.viewer("lee")) is None
    says()
    assert lens(world).is_on


def test_no_door_lets_files_in_that_nobody_reads(world):
    with pytest.raises(Refused, match="nosuch"):
        says(profile="nosuch")
    assert not PolicyVersion.objects.filter(kind=PolicyKind.STATE_LENS).exists()
    says(profile="")


def test_what_is_asked_is_counted_by_decisions_and_evidence(world, show):
    says()
    year = 4
    enrolled(world.ana, f"0{year}")
    asked = at_level(world, year)
    assert len(asked) >= 2
    assert [(one.asked, one.proficient, one.not_yet, one.no_evidence) for one in lens(world).asked] == [
        (len(asked), 0, 0, len(asked))
    ]
    settle(world, asked[0].code, 3)
    show(asked[1].code, 2)
    # Beyond the year's level, and below it: growth, and nothing of this lens.
    settle(world, at_level(world, 3)[0].code, 3)
    (found,) = lens(world).asked
    assert (found.domain.code, found.asked) == ("MA", len(asked))
    assert (found.proficient, found.not_yet, found.no_evidence) == (1, 1, len(asked) - 2)
    settle(world, asked[1].code, 2)
    assert (lens(world).asked[0].proficient, lens(world).asked[0].not_yet) == (1, 1)


def test_a_year_without_a_test_asks_nothing(world):
    says({"MA": [3, 3]})
    enrolled(world.ana, "04")
    found = lens(world)
    assert (found.year, found.asked) == (4, ())


@pytest.mark.parametrize(
    ("grades", "year"),
    [(["03"], 3), (["KG"], 0), (["12"], 12), (["13"], 13), ([], None), (["UG"], None), (["PK"], None),
     (["03", "04"], None), (["03", "UG"], 3), (["14"], None), (["3a"], None)],
)  # fmt: skip
def test_the_school_year_is_the_one_that_the_roster_names(world, grades, year):
    enrolled(world.ana, *grades)
    assert enrolled_years([world.ana.pk, world.ben.pk]) == ({} if year is None else {world.ana.pk: year})


def test_two_sources_that_say_different_years_say_none(world):
    enrolled(world.ana, "03")
    enrolled(world.ana, "03", source="other")
    assert enrolled_years([world.ana.pk]) == {world.ana.pk: 3}
    SourceRecord.objects.filter(source__code="other").update(extra={"kept": {"grades": ["04"]}})
    assert enrolled_years([world.ana.pk]) == {}
    SourceRecord.objects.filter(source__code="other").update(is_active=False)
    assert enrolled_years([world.ana.pk]) == {world.ana.pk: 3}


def test_the_latest_result_stands_in_its_makers_words_and_of_the_states_test_alone(world):
    says()
    result(world.ana, "Approached Expectations", dt.date(2025, 4, 20))
    result(world.ana, "Met Expectations", dt.date(2026, 4, 20))
    result(world.ana, "Strategic", dt.date(2026, 9, 1), profile="dibels_8/1")
    assert [(one.area, one.label, one.taken_on) for one in lens(world).results] == [
        ("Mathematics", "Met Expectations", dt.date(2026, 4, 20))
    ]
    assert not hasattr(lens(world).results[0], "score")
    assert not Standing.objects.filter(learner=world.ana).exists(), "a result makes no level"


def test_her_staff_sees_it_and_nobody_else_does(world):
    says()
    for who in ("ortiz", "webb", "cora", "lee", "lena"):
        assert lens(world, who).learner == world.ana
    for who in ("ana", "ben", "rosa", "raul", "tessa", "finch", "reggie", "nina", "adam"):
        with pytest.raises(NotFound):
            lens(world, who)
    for who in ("ana", "rosa", "ortiz", "webb", "cora", "reggie"):
        with pytest.raises(NotFound):
            state_lens_by_school(world.viewer(who))


def test_schools_are_told_in_numbers_that_hide_few(world):
    says()
    learners = crowd(world, 36)
    level = at_level(world, 4)
    for number, learner in enumerate(learners):
        enrolled(learner, "04")
        for one in level if number < 12 else level[:1] if number < 24 else ():
            Standing.objects.create(
                learner=learner, competency=one, determined_level=3, determined_at=clock.now(),
                proficient_since=clock.now(),
            )  # fmt: skip
    (table,) = state_lens_by_school(world.viewer("lena"))
    assert [(one.school, one.learners, one.parts) for one in table.schools] == [("Alder", 36, (12, 12, 12))]
    # Emil of Birch alone can be told of in no way, also not by taking Alder from everybody.
    enrolled(world.emil, "04")
    (table,) = state_lens_by_school(world.viewer("lena"))
    rows = {one.school: one for one in table.schools}
    assert rows["Birch"].parts == (None, None, None)
    assert table.together.learners is None or rows["Alder"].learners is None
    (own,) = state_lens_by_school(world.viewer("lee"))
    assert [one.school for one in own.schools] == ["Alder"]


def test_what_cannot_be_is_refused_with_its_subject(world):
    with pytest.raises(Refused, match="Mathematics: give the first and the last"):
        says({"MA": [8, 3]})


def test_the_group_costs_as_many_queries_for_many_as_for_few(world, django_assert_max_num_queries):
    says()
    for learner in crowd(world, 30):
        enrolled(learner, "04")
    viewer = world.viewer("lee")
    state_lens_by_school(viewer)
    with django_assert_max_num_queries(8):
        state_lens_by_school(viewer)
