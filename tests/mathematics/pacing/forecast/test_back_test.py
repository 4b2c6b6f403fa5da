"""The back-test: only what was known then, by school and group, counted rightly."""

import numpy as np
import pytest

from headway.mastery.facts import Refused
from headway.mastery.pacing.forecast import Histories, back_test, fit
from tests.mathematics.pacing.forecast.streams import streams


@pytest.fixture(scope="module")
def whole():
    return streams(seed=9, learners=500)


@pytest.fixture(scope="module")
def report(whole):
    return back_test(whole, terms=[200, 320], groups={"language": whole.learner % 2})


def test_ranges_hold_near_eight_of_ten_and_the_shares_add_up(report):
    for term in (200, 320):
        row = report.row(term)
        assert 0.73 <= row.covered <= 0.87
        assert row.covered + row.early + row.late == pytest.approx(1)
        assert row.ranges + row.open + round(row.refused * row.targets) == row.targets


def test_schools_and_groups_are_parts_of_the_whole(report):
    for of in ("school", "language"):
        parts = [row for row in report.rows if row.term == 200 and row.of == of]
        assert sum(row.targets for row in parts) == report.row(200).targets
        assert sum(row.ranges for row in parts) == report.row(200).ranges
        inside = sum(row.covered * row.ranges for row in parts)
        assert inside == pytest.approx(report.row(200).covered * report.row(200).ranges)


def test_chances_come_true_about_as_often_as_told(report):
    bins = [one for one in report.row(320).bins if one.count >= 60]
    assert bins
    for one in bins:
        assert one.low <= one.told <= one.high
        assert abs(one.told - one.came) < 0.2


def test_groups_are_for_the_report_and_change_no_forecast(whole, report):
    plain = back_test(whole, terms=[200, 320])
    assert plain.versions == report.versions
    assert plain.row(320) == report.row(320)


def test_nothing_that_came_later_reaches_a_forecast(whole, report):
    # The future is another one: everything after the first term happens on one day.
    later = whole.event_day > 200
    other = Histories(
        whole.learner, whole.school, whole.first_day, whole.last_day, whole.event_learner,
        np.where(later, 650, whole.event_day), whole.event_units,
    )  # fmt: skip
    changed = back_test(other, terms=[200])
    assert changed.versions[200] == report.versions[200]
    assert changed.row(200).covered < 0.2


def test_a_forecast_kept_from_then_is_the_one_that_is_judged(whole):
    kept = fit(whole.until(100))
    report = back_test(whole, terms=[200], fitted={200: kept})
    assert report.versions == {200: kept.version}


def test_a_term_before_anybody_came_has_no_row(whole):
    report = back_test(whole, terms=[0])
    assert report.rows == ()
    with pytest.raises(Refused, match="no row"):
        report.row(0)


def test_a_record_that_ends_soon_judges_only_what_was_watched_to_its_end(whole):
    """Of targets still under way only the reached ones are known; counting those would make every chance come true."""
    soon = back_test(whole.until(235), terms=[200], horizon=90).row(200)
    assert soon.bins == ()
    assert soon.open > soon.ranges
    later = back_test(whole, terms=[200], horizon=90).row(200)
    assert later.targets == soon.targets
    assert {one.came < 1 for one in later.bins if one.told < 0.5} == {True}
