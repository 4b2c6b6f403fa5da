"""How the evidence behind ratings came about, as columns beside the ratings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from headway.district.foundation.api import tables
from headway.mastery.facts import UNTOLD, Circumstances, Form, Mark

__all__ = ["AROUND", "AROUND_JOINS", "circumstance_columns", "local_days"]

Ints = NDArray[np.int64]
DAY = 86_400_000_000  # in microseconds

_FORM = " ".join(f"WHEN '{form.name.lower()}' THEN {int(form)}" for form in Form)
# What the piece tells goes before what its task says of all work on it.
_MARKS = " + ".join(
    f"CASE WHEN {condition} THEN {int(mark)} ELSE 0 END"
    for condition, mark in (
        ("c.is_transfer OR t.is_transfer", Mark.TRANSFER),
        ("c.is_cumulative OR t.is_cumulative", Mark.CUMULATIVE),
        ("c.support = 'independent'", Mark.INDEPENDENT),
        ("c.support IN ('prompted', 'together')", Mark.SUPPORTED),
        ("e.task_id IS NOT NULL", Mark.TASK),
        ("c.source <> ''", Mark.OUTSIDE),
    )
)
# Further columns for `columns.ratings_of`, and the tables that they come from.
AROUND = f""", CASE e.form {_FORM} ELSE {int(Form.OTHER)} END, COALESCE(c.depth, t.depth),
    COALESCE(NULLIF(c.context, ''), t.context), {_MARKS}"""
AROUND_JOINS = """ JOIN evidence_evidence e ON e.id = r.evidence_id
    LEFT JOIN evidence_evidencecircumstances c ON c.evidence_id = e.id
    LEFT JOIN evidence_task t ON t.id = e.task_id"""


def circumstance_columns(
    ratings: Mapping[str, Ints], around: list[list[Any]], condition: str, parameters: list[Any]
) -> Circumstances:
    """The columns of AROUND beside their ratings. `condition` is that of the ratings, for those rated by criteria."""
    form, depth, context, marks = around
    return Circumstances(
        form=tables.whole(form),
        depth=tables.whole(depth, missing=UNTOLD),
        context=_context_ids(context),
        occasion=local_days(ratings["observed_at"]),
        marks=tables.whole(marks),
        essential=_essential(ratings["rating_id"], condition, parameters),
    )


def _context_ids(words: list[str | None]) -> Ints:
    """An id for each word, whatever its capitals and spaces; UNTOLD where no context was told."""
    folded = {word: " ".join(word.casefold().split()) if word else "" for word in set(words)}
    ids = {one: place for place, one in enumerate(sorted({one for one in folded.values() if one}))}
    return np.array([ids.get(folded[word], UNTOLD) for word in words], dtype=np.int64)


def _essential(rating: Ints, condition: str, parameters: list[Any]) -> Ints:
    """For each rating the lowest level of an essential criterion; UNTOLD where it was not rated by criteria."""
    found = np.full(len(rating), UNTOLD, dtype=np.int64)
    ids, lowest = tables.fetch(
        f"""SELECT k.rating_id, min(k.level)
            FROM evidence_criterionrating k JOIN evidence_rating r ON r.id = k.rating_id
            WHERE k.is_essential AND {condition}
            GROUP BY k.rating_id ORDER BY k.rating_id""",
        parameters,
    )
    if ids:
        known, levels = tables.whole(ids), tables.whole(lowest)
        place = np.minimum(np.searchsorted(known, rating), len(known) - 1)
        has = known[place] == rating
        found[has] = levels[place[has]]
    return found


def local_days(instants: Ints) -> Ints:
    """The dates in the district's time zone on which instants fall, in days since 1970-01-01."""
    zone = ZoneInfo(settings.TIME_ZONE)
    days, of = np.unique(instants // DAY, return_inverse=True)
    begins = np.array([_offset(int(day) * DAY, zone) for day in days], dtype=np.int64)
    ends = np.array([_offset((int(day) + 1) * DAY - 1, zone) for day in days], dtype=np.int64)
    local = instants + begins[of] if len(days) else instants
    # On the few days on which the clock is turned, instant by instant.
    for row in np.flatnonzero((begins != ends)[of]) if len(days) else ():
        local[row] = instants[row] + _offset(int(instants[row]), zone)
    return local // DAY


def _offset(instant: int, zone: ZoneInfo) -> int:
    """What the zone adds to UTC at an instant, in microseconds."""
    offset = tables.instant(instant).astimezone(zone).utcoffset()
    assert offset is not None
    return round(offset.total_seconds() * 1_000_000)
