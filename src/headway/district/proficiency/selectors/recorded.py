"""Since when the record itself has held something: what is entered late is known from then, not from its own day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.district.continuum.api import ContinuumMap
from headway.district.evidence.api import recorded_pairs
from headway.district.foundation.api import tables
from headway.district.policy.api import scale_for
from headway.district.proficiency.columns import local_days
from headway.district.proficiency.selectors.proficient import ProficientColumns

__all__ = ["RecordedColumns", "last_recorded_columns", "recorded_since"]

Ints = NDArray[np.int64]
NONE = np.int64(-(2**62))
LONG_AFTER = np.int64(2**62)


@dataclass(frozen=True, eq=False)
class RecordedColumns:
    """One row per learner and living competency. day: on which something about it was recorded or taken back last."""

    learner: Ints
    competency: Ints
    day: Ints

    def days_of(self, learner: Ints, competency: Ints) -> Ints:
        """The day for each of these pairs, which are each once among them; long ago for what was never recorded."""
        last = np.full(len(learner), NONE, dtype=np.int64)
        if len(learner):
            place, there = _places(learner, competency, self.learner, self.competency)
            np.maximum.at(last, place[there], self.day[there])
        return last


def recorded_since(rows: ProficientColumns, continuum: ContinuumMap) -> Ints:
    """Per row the day on which a decision was recorded that made it proficient, of those from that day on the first;
    long ago where none is of this competency. One query; access is decided by whoever gives the rows.

    A later decision that says the same again changes nothing: the record held it before.
    """
    if not len(rows.learner):
        return np.empty(0, dtype=np.int64)
    condition, parameters = tables.where(("learner_id", np.unique(rows.learner).tolist()))
    learner, competency, decided, recorded = tables.fetch(
        f"""SELECT learner_id, competency_id, {tables.instant_sql("decided_at")}, {tables.instant_sql("recorded_at")}
            FROM proficiency_determination WHERE level >= %s AND {condition}""",
        [scale_for().proficient, *parameters],
    )
    living, lives = continuum.living(tables.whole(competency))
    who, what = tables.whole(learner)[lives], living[lives]
    on = local_days(tables.instants_from(decided))[lives]
    known = local_days(tables.instants_from(recorded))[lives]
    place, there = _places(rows.learner, rows.competency, who, what)
    counts = there & (on >= rows.day[place])
    first = np.full(len(rows.learner), LONG_AFTER, dtype=np.int64)
    np.minimum.at(first, place[counts], known[counts])
    return np.where(first == LONG_AFTER, NONE, first)


def last_recorded_columns(learner_ids: Collection[int], continuum: ContinuumMap) -> RecordedColumns:
    """Of these learners, what was recorded last about each competency: evidence, its withdrawal, or a decision. Two
    queries; access is decided by whoever gives the ids."""
    condition, parameters = tables.where(("learner_id", learner_ids))
    learner, competency, recorded = tables.fetch(
        f"""SELECT learner_id, competency_id, {tables.instant_sql("MAX(recorded_at)")}
            FROM proficiency_determination WHERE {condition} GROUP BY learner_id, competency_id""",
        parameters,
    )
    of_evidence = recorded_pairs(learner_ids)
    who = np.concatenate((of_evidence[0], tables.whole(learner)))
    what = np.concatenate((of_evidence[1], tables.whole(competency)))
    at = np.concatenate((of_evidence[2], tables.instants_from(recorded)))
    living, lives = continuum.living(what)
    return RecordedColumns(who[lives], living[lives], local_days(at[lives]))


def _places(learner: Ints, competency: Ints, who: Ints, what: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Where each pair stands among the rows, and whether it does."""
    width = int(max(competency.max(initial=0), what.max(initial=0))) + 1
    keys = learner * width + competency
    order = np.argsort(keys)
    wanted = who * width + what
    place = np.minimum(np.searchsorted(keys[order], wanted), len(keys) - 1)
    return order[place], keys[order][place] == wanted
