"""Tables with totals: whoever adds up and takes away learns no small number."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.district.proficiency.suppressed_tables import suppress_row, suppress_table

SMALLEST = 3
counts = st.lists(st.lists(st.integers(0, 5), min_size=3, max_size=3), min_size=1, max_size=3)


def table_of(rows, smallest=SMALLEST):
    """Each learner has one thing to count, so as many learners stand behind as there are things."""
    together = [sum(row[place] for row in rows) for place in range(len(rows[0]))]
    return suppress_table(rows, rows, [sum(row) for row in rows], together, smallest)


def grid(table):
    lines = (*table.rows, table.together)
    return [[*line.parts, line.whole] for line in lines]


def solutions(shown):
    """Every table of whole numbers from 0 that agrees with all that is shown."""
    whole = shown[-1][-1]
    assert whole is not None
    rows, parts = len(shown) - 1, len(shown[0]) - 1
    found = []

    def lines(row):
        for parts_of in itertools.product(
            *(range(whole + 1) if cell is None else (cell,) for cell in shown[row][:-1])
        ):
            if sum(parts_of) <= whole and shown[row][-1] in (None, sum(parts_of)):
                yield parts_of

    def extend(row, sums, chosen):
        if row == rows:
            agrees = sum(sums) == whole and all(
                cell in (None, total) for cell, total in zip(shown[-1][:-1], sums, strict=True)
            )
            if agrees:
                found.append([*(list(one) for one in chosen)])
            return
        for one in lines(row):
            new = [have + more for have, more in zip(sums, one, strict=True)]
            limits = [whole if cell is None else cell for cell in shown[-1][:-1]]
            if all(total <= limit for total, limit in zip(new, limits, strict=True)):
                extend(row + 1, new, [*chosen, one])

    extend(0, [0] * parts, [])
    return found


@settings(max_examples=60)
@given(counts)
def test_no_hidden_count_has_one_answer_only(rows):
    shown = grid(table_of(rows))
    if shown[-1][-1] is None:
        assert all(cell is None for line in shown for cell in line)
        return
    hidden = [(row, place) for row in range(len(rows)) for place in range(3) if shown[row][place] is None]
    if sum(map(sum, rows)) > 14:
        return  # too many tables to go through; the equations are tried below
    answers = solutions(shown)
    assert rows in answers
    for row, place in hidden:
        assert len({answer[row][place] for answer in answers}) > 1


@settings(max_examples=100)
@given(st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=1, max_size=6))
def test_no_sum_and_difference_of_what_is_shown_gives_a_hidden_count(rows):
    shown = grid(table_of(rows, smallest=10))
    places = [(r, c) for r, line in enumerate(shown) for c, cell in enumerate(line) if cell is None]
    if not places or shown[-1][-1] is None:
        return
    number = {place: n for n, place in enumerate(places)}
    equations = []
    for r in range(len(shown)):
        equations.append({(r, c): 1 if c < 3 else -1 for c in range(4)})
    for c in range(4):
        equations.append({(r, c): 1 if r < len(rows) else -1 for r in range(len(shown))})
    matrix = np.zeros((len(equations), len(places)))
    for line, equation in enumerate(equations):
        for place, sign in equation.items():
            if place in number:
                matrix[line, number[place]] = sign
    rank = np.linalg.matrix_rank(matrix)
    for place in places:
        alone = np.zeros((1, len(places)))
        alone[0, number[place]] = 1
        assert np.linalg.matrix_rank(np.vstack([matrix, alone])) > rank


@given(st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=1, max_size=6))
def test_what_is_shown_is_true_and_large_enough(rows):
    table = table_of(rows, smallest=10)
    for line, row in zip(table.rows, rows, strict=True):
        for cell, count in zip(line.parts, row, strict=True):
            assert cell is None or (cell == count and count >= 10)


def test_many_proposals_of_few_learners_are_not_shown():
    assert suppress_row((40, 500, 900), (3, 60, 80), 10) == (None, 500, None)


def test_large_groups_are_shown_whole():
    table = table_of([[20, 30, 40], [50, 60, 70]], smallest=10)
    assert grid(table) == [[20, 30, 40, 90], [50, 60, 70, 180], [70, 90, 110, 270]]


def test_a_small_group_takes_another_one_with_it():
    table = table_of([[20, 20, 20], [30, 30, 30], [2, 2, 2]], smallest=10)
    assert [line.whole for line in table.rows] == [None, 90, None]
    assert table.rows[0].parts == (None, None, None)
