import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.mastery.facts import Refused
from headway.mastery.scales import Scale, ScaleMapping, reference

DEFAULT = Scale.default()
CODES = ("a", "b", "c", "d", "e", "f")


@st.composite
def scales(draw):
    size = draw(st.integers(3, 6))
    return Scale(CODES[:size], draw(st.integers(2, size)))


def columns_of(scale):
    return st.lists(st.one_of(st.none(), st.integers(1, scale.size)), max_size=20)


def as_column(levels):
    return np.array([-1 if level is None else level for level in levels], dtype=np.int64)


def test_only_the_mark_and_beyond_are_proficient_and_no_evidence_is_not():
    assert [DEFAULT.is_proficient(level) for level in (None, 1, 2, 3, 4)] == [False, False, False, True, True]


@pytest.mark.parametrize("level", [0, 5, -1, 2.0, True])
def test_what_is_not_a_level_is_refused(level):
    with pytest.raises(Refused, match=r"not a level of this scale; use a whole number from 1 to 4"):
        DEFAULT.is_proficient(level)


@pytest.mark.parametrize(
    ("levels", "proficient", "sentence"),
    [
        (("a", "b"), 2, "A scale has 3 to 6 levels; this one has 2."),
        ((*CODES, "g"), 3, "A scale has 3 to 6 levels; this one has 7."),
        (("a", " ", "c"), 2, "Level 2 has no code; give it a short word."),
        (("a", "b", "a"), 2, "Level 3 repeats the code “a”; give each level its own."),
        (("a", "b", "c"), 4, "choose a level from 2 to 3"),
        (("a", "b", "c"), 1, "choose a level from 2 to 3"),
        (("a", "b", "c"), True, "choose a level from 2 to 3"),
    ],
)
def test_a_scale_that_could_mislead_is_refused_with_a_sentence(levels, proficient, sentence):
    with pytest.raises(Refused) as refused:
        Scale(levels, proficient)
    assert sentence in str(refused.value)


@given(scales())
def test_a_scale_survives_being_stored(scale):
    assert Scale.from_dict(scale.to_dict()) == scale


def test_a_stored_scale_without_a_mark_is_refused():
    with pytest.raises(Refused, match="needs proficient"):
        Scale.from_dict({"levels": ["a", "b", "c"]})
    with pytest.raises(Refused, match="list of codes"):
        Scale.from_dict({"levels": "abc", "proficient": 2})


def test_codes_and_ordinals_name_the_same_level():
    assert [DEFAULT.level_of(DEFAULT.code(level)) for level in (1, 2, 3, 4)] == [1, 2, 3, 4]
    with pytest.raises(Refused, match="use one of emerging, developing, proficient, extending"):
        DEFAULT.level_of("excellent")


@given(st.data())
def test_a_column_is_proficient_where_each_level_is(data):
    scale = data.draw(scales())
    levels = data.draw(columns_of(scale))
    assert scale.are_proficient(as_column(levels)).tolist() == reference.are_proficient(scale, levels)


@pytest.mark.parametrize("wrong", [0, 5, -2])
def test_a_column_with_a_level_the_scale_does_not_have_is_refused(wrong):
    with pytest.raises(Refused, match="not a level"):
        DEFAULT.are_proficient(np.array([1, wrong, 3]))


@st.composite
def mappings(draw):
    source, target = draw(scales()), draw(scales())
    below = sorted(
        draw(st.lists(st.integers(1, target.proficient - 1), min_size=source.size, max_size=source.size))
    )
    above = sorted(
        draw(
            st.lists(st.integers(target.proficient, target.size), min_size=source.size, max_size=source.size)
        )
    )
    mark = source.proficient - 1
    return ScaleMapping(source, target, tuple(below[:mark] + above[mark:]))


@given(st.data())
def test_mapping_keeps_order_mark_and_no_evidence_level_by_level_and_by_column(data):
    mapping = data.draw(mappings())
    levels = data.draw(columns_of(mapping.source))
    mapped = reference.map_levels(mapping, levels)
    assert mapping.column(as_column(levels)).tolist() == as_column(mapped).tolist()
    for level, to in zip(levels, mapped, strict=True):
        assert (level is None) == (to is None)
        assert mapping.source.is_proficient(level) == mapping.target.is_proficient(to)


@pytest.mark.parametrize(
    ("levels", "sentence"),
    [
        ((1, 1, 3), "has 3 entries for a scale of 4 levels"),
        ((2, 1, 3, 3), "Level 2 maps to 1, lower than level 1, which maps to 2"),
        ((1, 3, 3, 3), "developing maps to c, on the other side of the proficiency mark"),
        ((1, 2, 2, 3), "proficient maps to b, on the other side of the proficiency mark"),
        ((1, 2, 3, 4), "4 is not a level of this scale"),
    ],
)
def test_a_mapping_that_would_change_what_was_decided_is_refused(levels, sentence):
    with pytest.raises(Refused) as refused:
        ScaleMapping(DEFAULT, Scale(("a", "b", "c"), 3), levels)
    assert sentence in str(refused.value)
