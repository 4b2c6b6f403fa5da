"""How much a date asks for, in words: never more in a week than what is left."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.utils.translation import override

from headway.district.agreements.api import Need
from headway.district.portals.presenting.agreements.needs import need_shown, open_words, rate_words
from headway.district.portals.presenting.voices import Voice


@pytest.mark.parametrize(
    ("competencies", "days", "said"),
    [
        (2, 1, "That asks for both in 1 day of school."),
        (2, 1.4, "That asks for both in 1 day of school."),
        (2, 0.25, "That asks for both in 1 day of school."),
        (32, 2, "That asks for all 32 in 2 days of school."),
        (5, 4.9, "That asks for all 5 in 5 days of school."),
        (2, 4, "That asks for about one every 2 days of school."),
        (5, 5, "That asks for about 5 in each school week."),
        (6, 10, "That asks for about one every 2 days of school."),
        (8, 10, "That asks for about 4 in each school week."),
        (1, 1, "That asks for this one in 1 day of school."),
        (1, 0.4, "That asks for this one in 1 day of school."),
    ],
)
def test_a_date_asks_for_no_more_than_is_left(competencies, days, said):
    need = Need(units=float(competencies), competencies=competencies, days=days, per_week=None)
    assert rate_words(need) == said


def test_a_part_of_a_day_is_a_day_of_school():
    need = Need(units=1.0, competencies=1, days=0.4, per_week=None)
    assert open_words(need, "Oct. 8").endswith("until Oct. 8 there is 1 day of school.")
    assert open_words(replace(need, days=0.0), "Oct. 8").endswith("there are 0 days of school.")


def test_in_spanish():
    with override("es"):
        assert (
            rate_words(Need(units=2, competencies=2, days=2, per_week=None))
            == "Eso pide las dos en 2 días de clase."
        )


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0.0, "hardly any of ten plans like this one is reached by its day."),
        (0.04, "hardly any of ten plans"),
        (0.05, "about one of ten plans like this one is reached by its day."),
        (0.62, "about 6 of ten plans like this one are reached by their day."),
        (0.95, "about 9 of ten plans"),
        (0.99, "nearly all of ten plans like this one are reached by their day."),
    ],
)
def test_what_hardly_can_be_is_told_as_that(chance, said):
    need = Need(units=9.0, competencies=9, days=1.0, per_week=None, chance=chance)
    assert said in need_shown(need, dt.date(2026, 11, 24), Voice("Ana"), for_adults=True).chance
    assert need_shown(need, dt.date(2026, 11, 24), Voice()).chance == ""
