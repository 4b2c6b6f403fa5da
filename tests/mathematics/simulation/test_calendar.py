import itertools

import numpy as np
import pytest

from headway.mastery.simulation import Calendar

EVERY_DAY = range(
    int(np.datetime64("2026-01-01", "D").astype(int)), int(np.datetime64("2028-01-01", "D").astype(int))
)


def day(text: str) -> int:
    return int(np.datetime64(text, "D").astype(int))


def test_on_any_day_a_school_year_is_in_progress_with_instruction_this_week_or_nearly():
    for today in EVERY_DAY:
        calendar = Calendar.around(today)
        current = calendar.years[-1]
        assert current.first_day <= today <= current.last_day + 2
        assert today - calendar.instructional_days()[-1] <= 7


def test_years_follow_one_another_and_have_names_of_their_own():
    for today in EVERY_DAY[::17]:
        years = Calendar.around(today).years
        assert all(later.first_day > earlier.last_day for earlier, later in itertools.pairwise(years))
        assert len({year.ends_in for year in years}) == len(years) == 3


def test_a_day_in_spring_keeps_the_usual_year():
    calendar = Calendar.around(day("2026-03-12"))
    assert calendar.years[-1].first_day == day("2025-08-18")
    assert calendar.years[-1].ends_in == 2026


def test_a_day_in_summer_moves_the_year_so_that_it_is_under_way():
    calendar = Calendar.around(day("2026-07-20"))
    assert (day("2026-07-20") - calendar.years[-1].first_day) // 7 == 22


def test_no_instruction_on_weekends_and_days_off_nor_after_today():
    calendar = Calendar.around(day("2026-03-12"))
    days = calendar.instructional_days()
    assert ((days + 3) % 7 < 5).all()
    assert not set(days.tolist()) & {off for off, _ in calendar.days_off}
    assert days.max() <= calendar.today


def test_a_full_school_year_has_about_180_days_of_instruction():
    calendar = Calendar.around(day("2026-03-12"))
    first = calendar.years[0]
    in_first = [d for d in calendar.instructional_days() if first.first_day <= d <= first.last_day]
    assert len(in_first) == pytest.approx(180, abs=5)


def test_weeks_know_their_year_and_semester():
    calendar = Calendar.around(day("2026-03-12"))
    assert calendar.year_of_weeks()[[0, -1]].tolist() == [0, 2]
    assert calendar.semester_of_weeks()[[0, -1]].tolist() == [0, 5]
    first, last = calendar.semesters()[5]
    assert first <= calendar.today <= last
