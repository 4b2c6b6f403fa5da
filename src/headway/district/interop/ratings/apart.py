"""Rows of a file about habits of success go to a place of their own, never among the ratings."""

from __future__ import annotations

import numpy as np

from headway.district.continuum.api import current_map
from headway.district.evidence.api import RatingColumns
from headway.district.habits.api import HabitColumns, habit_ids

__all__ = ["habits_apart"]


def habits_apart(columns: RatingColumns) -> tuple[RatingColumns, HabitColumns]:
    """The rows about subjects, and those about habits. The steps of a habit are taken as the file numbers them."""
    habits = np.fromiter(habit_ids(current_map()), dtype=np.int64)
    is_habit = np.isin(columns.competency, habits)
    return _ratings(columns, np.flatnonzero(~is_habit)), _habits(columns, np.flatnonzero(is_habit))


def _ratings(columns: RatingColumns, rows: np.ndarray) -> RatingColumns:
    place = {int(row): number for number, row in enumerate(rows)}
    return RatingColumns(
        learner=columns.learner[rows],
        competency=columns.competency[rows],
        level=columns.level[rows],
        observed_at=columns.observed_at[rows],
        recorded_at=columns.recorded_at[rows],
        rater=columns.rater[rows],
        piece=columns.piece[rows],
        form=_of_rows(columns.form, rows),
        setting=_of_rows(columns.setting, rows),
        section=None if columns.section is None else columns.section[rows],
        task=None if columns.task is None else columns.task[rows],
        words={place[row]: words for row, words in columns.words.items() if row in place},
        request_key=None if columns.request_key is None else columns.request_key[rows],
    )


def _habits(columns: RatingColumns, rows: np.ndarray) -> HabitColumns:
    place = {int(row): number for number, row in enumerate(rows)}
    said = {
        place[row]: ": ".join(filter(None, words)) for row, words in columns.words.items() if row in place
    }
    return HabitColumns(
        learner=columns.learner[rows],
        habit=columns.competency[rows],
        level=columns.level[rows],
        seen_at=columns.observed_at[rows],
        recorded_at=columns.recorded_at[rows],
        seen_by=columns.rater[rows],
        words=said,
        request_key=None if columns.request_key is None else columns.request_key[rows],
    )


def _of_rows(code, rows: np.ndarray):
    """One code for all rows, or one for each."""
    return code if isinstance(code, str) else [code[row] for row in rows.tolist()]
