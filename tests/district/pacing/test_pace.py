"""Pace from decisions, the calendar and absences, for those who may see the learner."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from headway.district.foundation.api import NotFound
from headway.district.pacing.api import pace_of, pace_of_many
from headway.district.people import services as people
from headway.district.policy.api import adopt
from headway.district.proficiency.api import decide


def settle(world, code, level, who="ana"):
    return decide(
        viewer=world.viewer("ortiz"),
        learner_uuid=getattr(world, who).uuid,
        competency_uuid=world.competency(code).uuid,
        level=level,
        reason="Seen in class.",
    )


def in_mathematics(paces):
    return next(one for one in paces if one.domain.code == "MA")


def test_pace_is_units_over_instructional_days_with_every_part_told(world, clock):
    settle(world, "MA.FR.1", 3)
    settle(world, "MA.DA.1", 2)
    people.record_absence(learner=world.ana, on=dt.date(2026, 10, 1), by=world.viewer("reggie").actor)
    people.record_absence(
        learner=world.ana, on=dt.date(2026, 10, 3), by=world.viewer("reggie").actor
    )  # Saturday

    paces = pace_of(world.viewer("ana"), world.ana)
    assert [one.domain.code for one in paces] == ["MA", "LI"]
    pace = in_mathematics(paces)
    # 17 August to 7 October 2026: 38 weekdays, less Labor Day.
    assert (pace.units, pace.days, pace.absent_days) == (1.0, 37, 1)
    assert pace.units_per_year == pytest.approx(180 / 37)
    assert [(item.competency.code, item.proficient_on) for item in pace.gained] == [
        ("MA.FR.1", dt.date(2026, 10, 7))
    ]
    assert [one.code for one in pace.in_progress] == ["MA.DA.1"]
    assert any("37 instructional days" in sentence for sentence in pace.sentences)
    assert (pace.expected, pace.expectation_version) == (None, "pace.expectation/0")


def test_as_of_a_past_date_pace_is_what_was_known_then(world, clock):
    clock.set("2026-09-15 10:00")
    settle(world, "MA.FR.1", 3)
    clock.set("2026-10-07 09:00")
    settle(world, "MA.DA.1", 3)
    assert in_mathematics(pace_of(world.viewer("ana"), world.ana)).units == 2
    assert in_mathematics(pace_of(world.viewer("ana"), world.ana, on=dt.date(2026, 9, 30))).units == 1
    assert in_mathematics(pace_of(world.viewer("ana"), world.ana, on=dt.date(2026, 9, 14))).units == 0


def test_a_learner_who_came_during_the_year_is_counted_from_her_first_day(world):
    world.ben.entered_on = dt.date(2026, 10, 5)
    world.ben.save()
    assert in_mathematics(pace_of(world.viewer("ortiz"), world.ben)).days == 3


def test_a_learner_who_left_during_the_year_is_counted_up_to_her_last_day(world):
    settle(world, "MA.FR.1", 3)
    before = in_mathematics(pace_of(world.viewer("ana"), world.ana, on=dt.date(2026, 9, 18)))
    people.record_departure(learner=world.ana, left_on=dt.date(2026, 9, 18), by=world.viewer("reggie").actor)
    pace = in_mathematics(pace_of(world.viewer("ana"), world.ana))
    assert (pace.on, pace.days) == (dt.date(2026, 9, 18), before.days)
    assert pace.absent_days == 0


def test_without_a_school_year_there_is_no_pace(world):
    assert pace_of(world.viewer("ana"), world.ana, on=dt.date(2026, 7, 10)) == ()


def test_the_districts_expectation_stands_beside_the_pace(world):
    adopt(
        kind="pace.expectation",
        text="Six units a year.",
        parameters={"days_per_year": 175, "units_per_year": {"MA": 6}},
        effective_on=dt.date(2026, 10, 7),
        by=world.viewer("priya").actor,
    )
    pace = in_mathematics(pace_of(world.viewer("ana"), world.ana))
    assert (pace.expected, pace.days_per_year, pace.expectation_version) == (6, 175, "pace.expectation/1")


def test_sentences_are_in_the_readers_language(world):
    with translation.override("es"):
        pace = in_mathematics(pace_of(world.viewer("rosa"), world.ana))
    assert pace.sentences[0].startswith("Del 17 de agosto de 2026")


def test_strangers_see_no_pace(world):
    with pytest.raises(NotFound):
        pace_of(world.viewer("emil"), world.ana)
    with pytest.raises(NotFound):
        pace_of_many(world.viewer("ortiz"), (world.ana, world.emil))


def test_a_class_costs_as_many_queries_as_one_learner(world, django_assert_max_num_queries):
    ortiz = world.viewer("ortiz")
    for who in ("ana", "ben", "chloe", "dev"):
        settle(world, "MA.FR.1", 3, who)
    class_ = [getattr(world, who) for who in ("ana", "ben", "chloe", "dev")]
    with django_assert_max_num_queries(10):
        found = pace_of_many(ortiz, class_)
    assert [in_mathematics(found[one.pk]).units for one in class_] == [1, 1, 1, 1]
