"""Forecasts for one learner and for the night: learning history only, ranges as dates of her own calendar."""

from __future__ import annotations

import datetime as dt

import pytest

from headway.district.foundation.api import SYSTEM, NotFound
from headway.district.pacing.api import (
    WHOLE,
    OutlookPlan,
    histories_for_forecast,
    learn_forecast,
    outlooks_of,
    record_time_share,
    remaining_of,
    store_outlooks,
    withdraw_time_share,
)
from headway.district.pacing.models import ForecastFit, Outlook
from headway.district.people import services as people
from tests.district.pacing.conftest import settle

DAY = dt.date


def outlook_of(viewer, learner, remaining, by_on=None):
    return outlooks_of(viewer, learner, [(remaining, by_on)])[0]


@pytest.fixture
def autumn(world, clock):
    """Ana reached three competencies, one every ten days or so; the district has hardly any history of its own."""
    for on, code in (("2026-09-01", "MA.FR.1"), ("2026-09-15", "MA.FR.2"), ("2026-09-29", "LI.RE.1")):
        clock.set(f"{on} 15:00")
        settle(world, code)
    clock.set("2026-10-07 09:00")
    return world


def rows(world, who="ana", **more):
    found = histories_for_forecast([getattr(world, who)], **more)
    events = found.histories
    return {
        int(domain): (int(first), int(last), sorted(events.event_day[events.event_learner == row].tolist()))
        for row, (domain, first, last) in enumerate(
            zip(found.domain_id, events.first_day, events.last_day, strict=True)
        )
    }


def test_a_history_counts_instructional_days_from_the_first_day_of_the_year(autumn):
    found = rows(autumn)
    domain = autumn.competency("MA.FR.1").domain_id
    # 1 September is the 12th school day; 15 September the 21st, without Labor Day; 29 September the 31st.
    assert found[domain] == (1, 37, [12, 21])
    assert found[WHOLE] == (1, 37, [12, 21, 31])


def test_as_of_a_past_day_later_events_are_unknown(autumn):
    assert rows(autumn, as_of=DAY(2026, 9, 20))[WHOLE] == (1, 24, [12, 21])


def test_half_of_the_time_makes_half_of_the_days(autumn):
    record_time_share(
        autumn.viewer("reggie"), autumn.ana.uuid, kind="part_time", share="0.5", from_on=DAY(2026, 8, 17)
    )
    first, last, days = rows(autumn)[WHOLE]
    assert (first, last, days) == (1, 18, [6, 10, 15])


def test_a_share_in_one_domain_makes_that_domains_days_and_no_other(autumn):
    record_time_share(
        autumn.viewer("reggie"),
        autumn.ana.uuid,
        kind="dual",
        share="0.5",
        domain_code="MA",
        from_on=DAY(2026, 8, 17),
    )
    found = rows(autumn)
    assert found[autumn.competency("MA.FR.1").domain_id] == (1, 18, [6, 10])
    assert found[autumn.competency("LI.RE.1").domain_id] == (1, 37, [31])
    assert found[WHOLE] == (1, 37, [12, 21, 31])


def test_half_of_the_time_in_a_domain_is_forecast_as_half_of_all_time_is(autumn):
    viewer = autumn.viewer("ortiz")
    left = remaining_of(viewer, autumn.ana, domain_code="MA", level=5)

    def with_half(kind, **more):
        made = record_time_share(
            autumn.viewer("reggie"), autumn.ana.uuid, kind=kind, share="0.5", from_on=DAY(2026, 8, 17), **more
        )
        found = outlook_of(viewer, autumn.ana, left, DAY(2027, 6, 4))
        withdraw_time_share(autumn.viewer("reggie"), made)
        return found

    assert with_half("dual", domain_code="MA") == with_half("part_time")


def test_who_has_no_history_yet_has_no_row(world):
    assert rows(world, "ben") == {}


def test_a_domain_with_work_and_nothing_gained_yet_has_a_row_without_an_event(autumn):
    settle(autumn, "MA.FR.1", 2, "ben")
    mathematics, literacy = (autumn.competency(code).domain_id for code in ("MA.FR.1", "LI.RE.1"))
    assert rows(autumn, "ben") == {WHOLE: (1, 37, []), mathematics: (1, 37, [])}
    agreed = [(autumn.ben.pk, literacy), (autumn.chloe.pk, mathematics)]
    assert rows(autumn, "ben", agreed=agreed)[literacy] == (1, 37, [])
    assert rows(autumn, "chloe", agreed=agreed)[mathematics] == (1, 37, [])


def test_who_completed_nothing_by_now_is_told_a_chance_for_an_agreed_day(autumn):
    viewer = autumn.viewer("ortiz")
    left = remaining_of(viewer, autumn.ben, domain_code="MA", level=4)
    found = outlook_of(viewer, autumn.ben, left, DAY(2026, 10, 20))
    assert found.chance < 0.2
    store_outlooks([OutlookPlan(autumn.ben.pk, "target:x", "MA", left.units, DAY(2026, 10, 20))], SYSTEM)
    assert Outlook.objects.get().chance == pytest.approx(found.chance)


def test_an_outlook_is_a_range_of_school_days_with_a_chance_and_names_its_assumption(autumn):
    viewer = autumn.viewer("ortiz")
    left = remaining_of(viewer, autumn.ana, domain_code="MA", level=4)
    found = outlook_of(viewer, autumn.ana, left, DAY(2027, 6, 4))
    assert found.refused == ""
    assert DAY(2026, 10, 7) < found.low_on < found.high_on
    assert found.low_on.weekday() < 5
    assert found.high_on.weekday() < 5
    assert 0 < found.chance < 1
    assert found.by_default
    assert any("starting assumption" in one for one in found.sentences)


def test_a_near_date_hides_no_range_that_is_known_to_within_a_school_year(autumn):
    viewer = autumn.viewer("ortiz")
    left = remaining_of(viewer, autumn.ana, domain_code="MA", level=4)
    found = outlook_of(viewer, autumn.ana, left, DAY(2026, 10, 12))
    assert found.refused == ""
    assert found.low_on <= DAY(2026, 10, 12) < found.high_on
    assert found.chance < 0.5


def test_a_range_wider_than_the_time_that_is_left_and_than_a_school_year_is_refused(autumn):
    viewer = autumn.viewer("ortiz")
    left = remaining_of(viewer, autumn.ben, domain_code="MA", level=5)
    found = outlook_of(viewer, autumn.ben, left, DAY(2026, 10, 20))
    assert (found.refused, found.low_on, found.high_on) == ("forecast_too_wide", None, None)
    assert found.chance < 0.2


def test_without_a_history_and_with_nothing_left_the_answer_is_a_reason(autumn):
    viewer = autumn.viewer("ortiz")
    ben = outlook_of(viewer, autumn.ben, remaining_of(viewer, autumn.ben, domain_code="MA", level=4))
    assert (ben.refused, ben.chance) == ("forecast_short_history", None)
    met = outlook_of(
        viewer,
        autumn.ana,
        remaining_of(viewer, autumn.ana, competency_ids=[autumn.competency("MA.FR.1").pk]),
    )
    assert met.refused == "forecast_already_met"
    with pytest.raises(NotFound):
        outlook_of(autumn.viewer("emil"), autumn.ana, remaining_of(viewer, autumn.ana))


def test_a_leave_moves_the_range_behind_it(autumn):
    viewer = autumn.viewer("ortiz")
    left = remaining_of(viewer, autumn.ana, domain_code="MA", level=4)
    before = outlook_of(viewer, autumn.ana, left, DAY(2027, 6, 4))
    record_time_share(
        autumn.viewer("cora"),
        autumn.ana.uuid,
        kind="leave",
        share=0,
        from_on=DAY(2026, 10, 8),
        to_on=DAY(2027, 1, 8),
    )
    after = outlook_of(viewer, autumn.ana, left, DAY(2028, 6, 2))
    assert before.low_on < DAY(2027, 1, 8) < after.low_on


def test_what_is_learned_is_stored_once_and_the_night_replaces_its_outlooks(autumn):
    version = learn_forecast(SYSTEM)
    assert learn_forecast(SYSTEM) == version
    assert ForecastFit.objects.count() == 1
    plans = [
        OutlookPlan(autumn.ana.pk, "level:MA:4", "MA", 1.0, DAY(2027, 6, 4)),
        OutlookPlan(autumn.ana.pk, "diploma", "", 7.0, DAY(2028, 6, 4)),
        OutlookPlan(autumn.ben.pk, "diploma", "", 10.0, None),
    ]
    assert store_outlooks(plans, SYSTEM) == 3
    assert store_outlooks(plans, SYSTEM) == 0, "the same again is nothing new"
    assert store_outlooks(plans[:1], SYSTEM) == 0
    assert Outlook.objects.count() == 1, "what is not wanted any more is gone, whosever it was"
    row = Outlook.objects.get(learner=autumn.ana)
    assert (row.subject, row.version, row.refused) == ("level:MA:4", version, "")
    viewer = autumn.viewer("ortiz")
    live = outlook_of(
        viewer, autumn.ana, remaining_of(viewer, autumn.ana, domain_code="MA", level=4), DAY(2027, 6, 4)
    )
    assert (row.low_on, row.high_on, row.chance) == (live.low_on, live.high_on, pytest.approx(live.chance))


def test_the_night_costs_as_many_queries_for_four_learners_as_for_one(autumn, django_assert_max_num_queries):
    people.record_absence(learner=autumn.ben, on=DAY(2026, 9, 1), by=SYSTEM)
    plans = [
        OutlookPlan(one.pk, "diploma", "", 5.0, DAY(2027, 6, 4))
        for one in (autumn.ana, autumn.ben, autumn.chloe, autumn.dev)
    ]
    with django_assert_max_num_queries(22):
        store_outlooks(plans, SYSTEM)
