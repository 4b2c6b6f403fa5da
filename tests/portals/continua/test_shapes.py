"""Where everything stands on a map: nothing of any framework is lost, whatever it does without."""

from __future__ import annotations

import pytest

from headway.district.continuum.api import map_of
from headway.district.portals.presenting.continua.drawing import short_code
from headway.district.portals.presenting.continua.shape import ELSEWHERE, seams_among, shape_of
from headway.mastery.continuum.items import SEAMS, Line
from tests.portals.continua.lines import a_line, loaded

pytestmark = pytest.mark.django_db


def charts_of(content):
    continuum = map_of(loaded(content).id)
    return continuum, shape_of(continuum).charts


def codes(continuum, cells) -> list[list[str]]:
    return [[continuum.competencies[position].code for position in cell] for cell in cells]


def test_a_line_goes_on_beyond_the_twelfth_level(clock):
    continuum, (chart,) = charts_of(a_line(("A", "S1", 12), ("B", "S1", 13), ("C", "S2", 14)))
    assert chart.columns == (12, 13, 14)
    assert codes(continuum, chart.strips[0].cells) == [["A"], ["B"], []]


def test_a_domain_without_any_level_has_one_column_and_no_seam(clock):
    continuum, (chart,) = charts_of(a_line(("A", "S1", None), ("B", "S2", None)))
    assert chart.columns == (None,)
    assert chart.seams == ()
    assert [codes(continuum, strip.cells) for strip in chart.strips] == [[["A"]], [["B"]]]


def test_what_has_no_level_stands_in_a_last_column_and_what_has_no_strand_in_a_last_row(clock):
    continuum, (chart,) = charts_of(a_line(("A", "S1", 2), ("B", "S1", None), ("C", "", 2), strands=("S1",)))
    assert chart.columns == (2, None)
    assert [strip.key for strip in chart.strips] == ["S1", ELSEWHERE]
    assert codes(continuum, chart.strips[1].cells) == [["C"], []]
    assert codes(continuum, chart.strips[0].cells) == [["A"], ["B"]]


def test_what_has_no_domain_is_a_map_of_its_own(clock):
    continuum, charts = charts_of(
        a_line(("A", "S1", 2), ("B", "", 3, {"domain_code": "", "strand_code": ""}))
    )
    assert [chart.key for chart in charts] == ["D", ELSEWHERE]
    assert codes(continuum, charts[1].strips[0].cells) == [["B"]]


def test_headings_that_hold_nothing_make_no_map(clock):
    _continuum, charts = charts_of(a_line(("A", "S1", 2), domains=("D", "EMPTY")))
    assert [chart.key for chart in charts] == ["D"]


def test_every_competency_stands_on_exactly_one_place(clock):
    items = [(f"I{n}", ("S1", "S2", "")[n % 3], (None, 0, 3, 6, 13)[n % 5]) for n in range(60)]
    continuum, charts = charts_of(a_line(*items))
    placed = [position for chart in charts for strip in chart.strips for position in strip.positions]
    assert sorted(placed) == list(range(len(continuum.competencies)))


def test_a_band_leaves_out_the_other_levels_and_what_has_none(clock):
    _continuum, (chart,) = charts_of(
        a_line(("A", "S1", 4), ("B", "S1", 5), ("C", "S2", 6), ("E", "S2", None))
    )
    band = chart.part("", 5, 6)
    assert band.columns == (5, 6)
    assert band.count == 2
    one = chart.part("S2", None, None)
    assert [strip.key for strip in one.strips] == ["S2"]
    assert one.columns == chart.columns


def test_the_seams_are_those_of_the_gap_finder():
    assert Line(items=()).seams == SEAMS
    assert seams_among((0, 1, 5, 6, 8, 9)) == SEAMS
    assert seams_among((6, 7)) == ()
    assert seams_among((9, 10)) == ()
    assert seams_among(()) == ()


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("MA.FR.04", "04"),
        ("CCSS.Math.Content.7.NS.A.2c", "2c"),
        ("AC9M3N05", "N05"),
        ("S0143", "143"),
        ("MS-PS1-1", "1"),
        ("", "•"),
        ("ONEWORDONLY", "•"),
        ("A", "A"),
    ],
)
def test_a_mark_shows_what_fits_of_a_code(code, short):
    assert short_code(code) == short
