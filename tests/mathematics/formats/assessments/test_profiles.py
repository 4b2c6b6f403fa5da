"""Profiles as data: what is sound is taken and saved as it was, and each slip is told with its member and a remedy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.formats.assessments import HIDDEN_KINDS, Profile, likely_window, read
from headway.mastery.formats.assessments.dates import day_reader, is_date_format
from headway.mastery.formats.problems import FormatProblem
from tests.mathematics.formats.assessments.small_exports import plain, small

AREA = {"area": "Reading", "value": "mark"}

SLIPS = {
    "no learner": ({"learner": []}, "learner", "whose result"),
    "unknown kind of identifier": (
        {"learner": [{"kind": "email", "column": "x"}]},
        "learner[0].kind",
        "state_id",
    ),
    "no column of the learner": ({"learner": [{"kind": "local_id"}]}, "learner[0].column", "Add"),
    "no areas": ({"areas": []}, "areas", "no column with a result"),
    "area without a name": ({"areas": [{"value": "mark"}]}, "areas[0].area", "Add"),
    "area without a result": ({"areas": [{"area": "Reading"}]}, "areas[0]", "neither a value nor a label"),
    "range upside down": (
        {"areas": [AREA | {"lowest": 9, "highest": 1}]},
        "areas[0]",
        "smallest possible value 9",
    ),
    "error not above nothing": (
        {"areas": [AREA | {"published_error": 0}]},
        "areas[0].published_error",
        "above 0",
    ),
    "half an interval": ({"areas": [AREA | {"error_low": "x"}]}, "areas[0].error_high", "both ends"),
    "a percentile as the result": (
        {"areas": [AREA | {"value": "TestPercentile"}]},
        "areas[0].value",
        "compares learners",
    ),
    "unknown kind of hidden": (
        {"areas": [AREA | {"hidden": {"x": "secret"}}]},
        "areas[0].hidden.x",
        "percentile",
    ),
    "placeholder without a meaning": (
        {"areas": [AREA | {"value": "mark{n}"}]},
        "areas[0]",
        "{n}",
    ),
    "a date that is no date": (
        {"when": {"column": "day", "formats": ["M/D"]}},
        "when.formats[0]",
        "M/D/YYYY",
    ),
    "a date without a format": ({"when": {"column": "day"}}, "when.formats", "how the dates are written"),
    "a slip in a member": ({"vendr": "We"}, "vendr", "vendor"),
    "a slip within an area": ({"areas": [AREA | {"higest": 5}]}, "areas[0].higest", "highest"),
    "no key": ({"key": " "}, "key", "short name"),
    "a text instead of a list": ({"missing": "NA"}, "missing", "a list"),
    "a number as a text": ({"areas": [AREA | {"lowest": "0"}]}, "areas[0].lowest", "a number"),
    "one thing twice": ({"missing": ["NA", "NA"]}, "missing", "said twice"),
    "a width that is none": ({"file": {"fixed_width": [["x", 0, 0]]}}, "file.fixed_width[0]", "its length"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_profile_is_told_with_its_member_and_a_remedy(slip):
    members, field, words = SLIPS[slip]
    with pytest.raises(FormatProblem) as told:
        Profile.from_dict(plain(**members))

    about = [one for one in told.value.problems if one.field == field]
    assert about
    assert any(words in str(one) for one in about)
    assert all(one.remedy.text for one in about)


def test_every_slip_is_told_at_once():
    with pytest.raises(FormatProblem) as told:
        Profile.from_dict({"areas": [{}], "vendr": "x"})
    assert {"key", "vendor", "name", "vendr", "learner", "areas[0].area"} <= {
        one.field for one in told.value.problems
    }


@pytest.mark.parametrize("other", [None, [], "text", {"format": "other"}, {"version": 99}])
def test_what_is_no_profile_is_refused(other):
    with pytest.raises(FormatProblem):
        Profile.from_dict(other)


texts = st.text(st.characters(codec="utf-8", exclude_characters="{}"), min_size=1, max_size=12).filter(
    str.strip
)
areas = st.fixed_dictionaries(
    {"area": texts, "value": st.sampled_from(["a", "b", "c"])},
    optional={
        "part": texts,
        "scale": texts,
        "lowest": st.integers(-9, 0),
        "highest": st.floats(1, 9),
        "error": texts,
        "labels": st.lists(texts, unique=True, max_size=3),
        "hidden": st.dictionaries(texts, st.sampled_from(HIDDEN_KINDS), max_size=3),
        "optional": st.booleans(),
        "leave_out": st.lists(
            st.fixed_dictionaries({"column": texts}, optional={"unless": st.booleans(), "reason": texts}),
            max_size=2,
        ),
    },
)


@given(
    st.lists(areas, min_size=1, max_size=4), st.dictionaries(texts, st.lists(texts, unique=True), max_size=3)
)
def test_a_profile_is_saved_as_it_was(some, aliases):
    profile = small(areas=some, aliases=aliases)
    assert Profile.from_dict(profile.to_dict()) == profile


def test_repeat_stands_for_one_area_each():
    profile = small(
        areas=[
            {"repeat": {"t": ["Fall", "Spring"], "n": ["1", "2"]}, "area": "A{n}", "value": "{t} mark {n}"}
        ]
    )
    assert [(one.area.text, one.value) for one in profile.expanded_areas()] == [
        ("A1", "Fall mark 1"),
        ("A2", "Fall mark 2"),
        ("A1", "Spring mark 1"),
        ("A2", "Spring mark 2"),
    ]


def test_codes_are_spelled_out_and_unknown_codes_stay():
    ours = small(areas=[{"area": {"column": "code", "names": {"90": "Statistics"}}, "value": "mark"}])
    reading = read(b"id,day,code,mark\n1,2024-05-01,90,4\n1,2024-05-01,77,3", ours)
    assert [one.area for one in reading.results] == ["Statistics", "77"]


@pytest.mark.parametrize(
    ("pattern", "text", "day"),
    [
        ("M/D/YYYY", "9/6/2021", "2021-09-06"),
        ("M/D/YYYY", "09/06/2021 8:30", "2021-09-06"),
        ("MMDDYY", "92024", "2024-09-20"),
        ("MMDDYY", "092024", "2024-09-20"),
        ("YYYYMMDD", "20231101", "2023-11-01"),
        ("ISO", "2023-09-01T10:28:02Z", "2023-09-01"),
        ("D.M.YYYY", "6.9.2021", "2021-09-06"),
    ],
)
def test_dates_are_read_as_the_profile_writes_them(pattern, text, day):
    assert is_date_format(pattern)
    assert day_reader((pattern,))(text).first.isoformat() == day


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("M/D/YYYY", "13/1/2021"),
        ("ISO", "1/2/2021"),
        ("MMDDYY", "9202"),
        ("YYYYMMDD", "2023110"),
        ("MMYY", "1323"),
    ],
)
def test_what_does_not_fit_the_pattern_is_no_date(pattern, text):
    assert day_reader((pattern,))(text) is None


def test_a_month_or_a_year_alone_is_a_window():
    month, year = day_reader(("MMYY",))("523"), day_reader(("YY",))("24")

    assert (month.first.isoformat(), month.last.isoformat()) == ("2023-05-01", "2023-05-31")
    assert (year.first.isoformat(), year.last.isoformat()) == ("2024-01-01", "2024-12-31")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Fall 2023-2024", "2023-08"),
        ("Winter 2023-24", "2024-01"),
        ("BOY – 2023-2024", "2023-08"),
        ("Spring 2024", "2024-03"),
        ("SP24", "2024-03"),
        ("MAY – 2024", "2024-05"),
        ("2022-2023", "2022-08"),
    ],
)
def test_a_term_that_names_a_year_has_a_window_to_begin_with(text, first):
    assert likely_window(text).first.isoformat().startswith(first)


@pytest.mark.parametrize("text", ["Fall", "1st", "", "30-May"])
def test_a_term_without_a_year_has_none(text):
    assert likely_window(text) is None
