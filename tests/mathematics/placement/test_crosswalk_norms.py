"""A district's own norm table answers what is asked of it, is hidden by default, and is taken whole or not at all."""

import pytest

from headway.mastery.formats.problems import FormatProblem
from headway.mastery.placement.crosswalk import NormTable

LISTED = "area,stage,term,value,percentile\nMath,3,Fall,180,10\nMath,3,Fall,190,40\nMath,3,Fall,200,80\nMath,3,,180,20\n"
SPREAD = "area,stage,term,mean,sd\nMath,3,Fall,190,10\n"


def table(text=LISTED, **options):
    return NormTable.from_csv(text.encode(), **({"name": "Ours", "licence": "Agreement 7"} | options))


@pytest.mark.parametrize(
    ("value", "percentile"), [(180, 10), (189, 10), (190, 40), (200, 80), (179, None), (201, None)]
)
def test_a_listed_value_has_its_percentile_and_one_outside_has_none(value, percentile):
    assert table().percentile("Math", "3", "Fall", value) == percentile


def test_a_line_without_a_term_is_for_any_other_term():
    assert table().percentile("Math", "3", "Spring", 180) == 20
    assert table().percentile("Math", "4", "Spring", 180) is None


def test_a_mean_with_its_spread_gives_the_percentile_of_a_normal_distribution():
    assert table(SPREAD).percentile("Math", "3", "Fall", 190) == pytest.approx(50)
    assert table(SPREAD).percentile("Math", "3", "Fall", 200) == pytest.approx(84.134, abs=1e-3)


def test_it_is_hidden_by_default():
    assert table().is_hidden_by_default


def test_a_table_without_a_licence_is_refused():
    with pytest.raises(FormatProblem, match="by what right"):
        table(licence=" ")


@pytest.mark.parametrize(
    ("text", "row", "words"),
    [
        (LISTED + "Math,3,Fall,x,90\n", "line 6", "no number"),
        (LISTED + "Math,3,Fall,210,101\n", "line 6", "cannot be 101"),
        (LISTED + ",3,Fall,210,90\n", "line 6", "names no area"),
        (LISTED + "Math,3,Fall,200,90\n", "", "two things"),
        (LISTED + "Math,3,Fall,210,5\n", "", "the column percentile falls"),
        (SPREAD + "Math,4,Fall,190,0\n", "line 3", "cannot be 0"),
        (SPREAD + "Math,3,Fall,191,9\n", "", "two things"),
        ("area,stage,value,percentile\n", "", "lacks the columns term"),
        ("area,stage,term,value,percentile\n", "", "no lines below"),
    ],
)
def test_a_slip_is_told_with_its_line_and_nothing_of_the_table_is_taken(text, row, words):
    with pytest.raises(FormatProblem) as told:
        table(text)
    assert any(one.row == row and words in str(one) for one in told.value.problems)
