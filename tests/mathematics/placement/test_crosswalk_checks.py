"""What a crosswalk may be: each slip is told with its place and a remedy, and what is sound is saved as it was."""

import pytest

from headway.mastery.formats.problems import FormatProblem
from headway.mastery.placement.crosswalk import HIGHEST_LEVEL, LOWEST_LEVEL, Band, Crosswalk, Row, suggest

ROW = Row(
    "map-growth", "Mathematics", "MATH", bands=(Band(3, None, 200), Band(4, 200, 210), Band(5, 210, None))
)


def plain(**members):
    row = {"profile": "map-growth", "area": "Mathematics", "domain": "MATH"}
    row["bands"] = [{"level": 3, "below": 200}, {"level": 4, "lowest": 200}]
    return {"key": "ours", "name": "Ours", "rows": [row | members]}


SLIPS = {
    "a gap": (
        {"bands": [{"level": 3, "below": 200}, {"level": 4, "lowest": 203}]},
        "rows[0].bands[1]",
        "between 200 and 203",
    ),
    "an overlap": (
        {"bands": [{"level": 3, "below": 205}, {"level": 4, "lowest": 200}]},
        "rows[0].bands[1]",
        "from 200 to below 205",
    ),
    "levels out of order": (
        {"bands": [{"level": 4, "below": 200}, {"level": 3, "lowest": 200}]},
        "rows[0].bands[1]",
        "not above",
    ),
    "bands out of order": (
        {"bands": [{"level": 3, "lowest": 200, "below": 210}, {"level": 4, "lowest": 190, "below": 200}]},
        "rows[0].bands[1]",
        "in order",
    ),
    "an empty band": (
        {"bands": [{"level": 3, "lowest": 200, "below": 200}]},
        "rows[0].bands[0]",
        "no value is in it",
    ),
    "a level above": ({"bands": [{"level": HIGHEST_LEVEL + 1}]}, "rows[0].bands[0]", "0 to 12"),
    "a level below": ({"bands": [{"level": LOWEST_LEVEL - 1}]}, "rows[0].bands[0]", "0 to 12"),
    "a label's level": ({"labels": {"At": 13}}, "rows[0].labels.At", "0 to 12"),
    "no level": ({"bands": [{"lowest": 200}]}, "rows[0].bands[0].level", "Add"),
    "neither bands nor labels": ({"bands": []}, "rows[0]", "neither bands nor labels"),
    "an unknown domain": ({"domain": "MTH"}, "rows[0].domain", "ELA, MATH"),
    "an unknown strand": ({"strand": "GEO"}, "rows[0].strand", "NUM"),
    "an error that is none": ({"declared_error": 0}, "rows[0].declared_error", "above 0"),
    "a slip in a member": ({"band": []}, "rows[0].band", "Remove"),
    "a level as a text": ({"bands": [{"level": "3"}]}, "rows[0].bands[0].level", "whole number"),
    "no area": ({"area": ""}, "rows[0].area", "Add"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_crosswalk_is_told_with_its_place_and_a_remedy(slip):
    members, field, expected = SLIPS[slip]
    with pytest.raises(FormatProblem) as told:
        Crosswalk.from_dict(plain(**members), domains={"MATH": ["NUM"], "ELA": []})

    about = [one for one in told.value.problems if one.field == field]
    assert any(expected in str(one) for one in about)
    assert all(one.remedy.text for one in about)


def test_a_gap_or_an_overlap_that_is_meant_is_allowed():
    gap = plain(bands=[{"level": 3, "below": 200}, {"level": 4, "lowest": 203}], gaps_meant=True)
    overlap = plain(bands=[{"level": 3, "below": 205}, {"level": 4, "lowest": 200}], overlaps_meant=True)

    assert suggest(Crosswalk.from_dict(gap).rows[0], 201).levels == ()
    assert set(suggest(Crosswalk.from_dict(overlap).rows[0], 202).levels) == {3, 4}


def test_an_area_twice_is_told():
    twice = plain()
    twice["rows"] = twice["rows"] * 2
    with pytest.raises(FormatProblem, match="has a row already"):
        Crosswalk.from_dict(twice)


def test_another_reach_than_one_standard_error_needs_a_reason():
    with pytest.raises(FormatProblem, match="z_reason"):
        Crosswalk.from_dict(plain() | {"z": 1.5})
    assert Crosswalk.from_dict(plain() | {"z": 1.5, "z_reason": "Our board asked for it."}).z == 1.5
    with pytest.raises(FormatProblem, match="above 0"):
        Crosswalk.from_dict(plain() | {"z": 0})


@pytest.mark.parametrize("other", [None, [], {"format": "other"}, {"version": 9}, {}])
def test_what_is_no_crosswalk_is_refused(other):
    with pytest.raises(FormatProblem):
        Crosswalk.from_dict(other)


def test_a_crosswalk_is_saved_as_it_was():
    crosswalk = Crosswalk(
        "ours",
        "Ours",
        (
            ROW,
            Row(
                "p",
                "a",
                "ELA",
                part="x",
                strand="s",
                scale="RIT",
                terms=("Fall",),
                labels={"At": (3, 4)},
                declared_error=2.5,
            ),
        ),
        revision=4,
        z=1.28,
        z_reason="Eighty of a hundred.",
    )
    assert Crosswalk.from_dict(crosswalk.to_dict()) == crosswalk
