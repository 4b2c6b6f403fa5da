"""Tables with totals: whoever adds up and takes away learns no small number."""

from __future__ import annotations

import itertools
from operator import add

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


def lines_of(shown, row):
    """Every line of whole numbers from 0 that agrees with what is shown of this one."""
    whole = shown[-1][-1]
    cells = (range(whole + 1) if cell is None else (cell,) for cell in shown[row][:-1])
    return [
        line
        for line in itertools.product(*cells)
        if sum(line) <= whole and shown[row][-1] in (None, sum(line))
    ]


def left_open(shown):
    """For each place of the rows: its values in all the tables that agree with everything shown.

    Tables are many and their sums by column few, so the sums that a beginning and an end can have are gone through.
    """
    whole, rows = shown[-1][-1], len(shown) - 1
    lines = [lines_of(shown, row) for row in range(rows)]

    def added(sums, line):
        return tuple(map(add, sums, line))

    before = [{(0,) * (len(shown[0]) - 1)}]
    for row in range(rows):
        reached = {added(sums, line) for sums in before[row] for line in lines[row]}
        before.append({sums for sums in reached if sum(sums) <= whole})
    after = [set(lines_of(shown, rows)) & {sums for sums in before[rows] if sum(sums) == whole}]
    for row in reversed(range(rows)):
        after.insert(
            0, {one for one in before[row] if any(added(one, line) in after[0] for line in lines[row])}
        )
    return {
        (row, place): {
            line[place]
            for line in lines[row]
            if any(added(one, line) in after[row + 1] for one in before[row])
        }
        for row in range(rows)
        for place in range(len(shown[0]) - 1)
    }


@settings(max_examples=60)
@given(counts)
def test_no_hidden_count_has_one_answer_only(rows):
    shown = grid(table_of(rows))
    if shown[-1][-1] is None:
        assert all(cell is None for line in shown for cell in line)
        return
    if sum(map(sum, rows)) > 14:
        return  # too many tables to go through; the equations are tried below
    for (row, place), values in left_open(shown).items():
        assert rows[row][place] in values
        assert shown[row][place] is not None or len(values) > 1


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
