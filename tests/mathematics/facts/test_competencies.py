import numpy as np
import pytest

from headway.mastery.facts import Competencies, Kind, Refused


def competencies(**changes):
    columns = {
        "competency": [30, 10, 20],
        "kind": [Kind.ACADEMIC, Kind.HABITS, Kind.ACADEMIC],
        "domain": [1, 2, 1],
        "weight": [1.0, 1.0, 0.5],
    }
    return Competencies(**(columns | changes))


def test_each_competency_is_found_in_its_row_whatever_the_order():
    assert competencies().rows_of(np.array([20, 30, 10, 20])).tolist() == [2, 0, 1, 2]


@pytest.mark.parametrize("unknown", [5, 25, 99])
def test_an_unlisted_competency_is_refused_by_name(unknown):
    with pytest.raises(Refused, match=f"Competency {unknown} is not in the list"):
        competencies().rows_of(np.array([10, unknown]))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"weight": [1.0, -1.0, 1.0]}, "Row 2 .* field weight: -1.0 .* zero or more"),
        ({"weight": [1.0, 1.0, float("nan")]}, "Row 3 .* field weight: nan"),
        ({"weight": [1.0, float("inf"), 1.0]}, "Row 2 .* field weight: inf"),
        ({"kind": [0, 1, 2]}, "Row 3 .* field kind: 2 .* 0 for academic or 1 for habits"),
        ({"competency": [30, 30, 20]}, "Row 2 .* field competency: 30 .* list each one once"),
        ({"domain": [1, 2]}, "differ in length"),
    ],
)
def test_a_list_of_competencies_that_cannot_be_read_is_refused(changes, sentence):
    with pytest.raises(Refused, match=sentence):
        competencies(**changes)
