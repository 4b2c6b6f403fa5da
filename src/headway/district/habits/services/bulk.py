"""Many observations as one act: imports, and a simulated district."""

from __future__ import annotations

import uuid
from typing import Any

import numpy as np
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import current_map
from headway.district.foundation.api import Actor, FieldProblem, Refused, audit, clock, new_uuids, tables
from headway.district.habits.models import HabitWords
from headway.district.habits.policies import habit_ids
from headway.district.habits.scale import habit_scale
from headway.district.habits.types import NOBODY, HabitColumns, ObserverRole
from headway.district.people.api import learner_gates

__all__ = ["note_columns"]

# More problems than anybody reads.
PROBLEMS_SHOWN = 100
NOWHERE = -1


@transaction.atomic
def note_columns(columns: HabitColumns, *, by: Actor, source_sha256: str = "") -> uuid.UUID:
    """Append all observations by adults, or none, with one audit row; the act's identifier.

    Raises Refused with the first hundred problems, each naming row (from 1), field and remedy. Access is the caller's.
    """
    seen_at = _microseconds(columns.seen_at)
    recorded_at = _microseconds(columns.recorded_at)
    _check(columns, seen_at, recorded_at)
    source: dict[str, Any] = {"source_sha256": source_sha256} if source_sha256 else {}
    act = audit.record(
        by=by,
        act="habits.noted",
        observations=len(columns),
        learners=len(np.unique(columns.learner)),
        **source,
    )
    if len(columns):
        _write(columns, seen_at, recorded_at, act.uuid)
    return act.uuid


def _microseconds(instants: np.ndarray) -> np.ndarray:
    return np.asarray(instants).astype("datetime64[us]").astype(np.int64)


def _check(columns: HabitColumns, seen_at: np.ndarray, recorded_at: np.ndarray) -> None:
    continuum, scale = current_map(), habit_scale()
    habits = np.array(
        [
            row
            for row, now in (continuum.current_ids.items() if continuum else ())
            if now in habit_ids(continuum)
        ],
        dtype=np.int64,
    )
    gates = learner_gates(np.unique(columns.learner).tolist())
    tomorrow = tables.microseconds(clock.end_of_day(clock.today())) + 1
    found = (
        (
            "learner",
            ~np.isin(columns.learner, np.array([*gates], dtype=np.int64)),
            _("There is no such learner."),
            _("Import the roster first."),
        ),
        (
            "habit",
            ~np.isin(columns.habit, habits),
            _("This isn't one of the district's habits of success."),
            _("Choose a habit from the continuum."),
        ),
        (
            "level",
            (columns.level < 1) | (columns.level > scale.size),
            _("This isn't a step on the scale of habits."),
            _("Choose one of: %(names)s.") % {"names": ", ".join(scale.names)},
        ),
        (
            "seen_at",
            seen_at >= tomorrow,
            _("This lies in the future."),
            _("Give a day that has come, today or earlier."),
        ),
        (
            "recorded_at",
            recorded_at >= tomorrow,
            _("This lies in the future."),
            _("Give a day that has come, today or earlier."),
        ),
    )
    problems = tuple(
        FieldProblem(said, field=field, row=str(row + 1), remedy=remedy)
        for field, wrong, said, remedy in found
        for row in np.flatnonzero(wrong)[:PROBLEMS_SHOWN].tolist()
    )
    if problems:
        raise Refused(problems[0].sentence, remedy=problems[0].remedy, problems=problems[:PROBLEMS_SHOWN])


def _write(columns: HabitColumns, seen_at: np.ndarray, recorded_at: np.ndarray, act: uuid.UUID) -> None:
    count = len(columns)
    order = np.lexsort((seen_at, columns.habit, columns.learner))
    ids = np.empty(count, dtype=np.int64)
    ids[order] = tables.next_ids("habits_habitobservation", count)
    keys = columns.request_key
    tables.append(
        "habits_habitobservation",
        {
            "id": tables.Whole(ids[order]),
            "uuid": tables.Uuids(new_uuids(count)),
            "learner_id": tables.Whole(columns.learner[order]),
            "habit_id": tables.Whole(columns.habit[order]),
            "level": tables.Whole(columns.level[order], octets_each=2),
            "role": tables.Words.same(str(ObserverRole.ADULT), count),
            "seen_by_id": tables.Whole(columns.seen_by[order], missing=NOBODY),
            "section_id": tables.Whole(np.full(count, NOWHERE), missing=NOWHERE),
            "seen_at": tables.Instants(seen_at[order]),
            "recorded_at": tables.Instants(recorded_at[order]),
            "act": tables.Uuids(np.tile(np.frombuffer(act.bytes, dtype=np.uint8), (count, 1))),
            "request_key": (
                tables.Hexadecimal(keys[order]) if keys is not None else tables.Words.same(None, count)
            ),
        },
    )
    HabitWords.objects.bulk_create(
        (HabitWords(observation_id=int(ids[row]), note=note) for row, note in columns.words.items()),
        batch_size=2000,
    )
