"""The same rating twice: within a file, and from an earlier import. Each rating has one lasting name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.district.evidence.api import recorded_keys
from headway.district.interop.ratings.resolving import Resolved
from headway.district.interop.ratings.rows import Remarks

__all__ = ["Repeats", "keys_of", "mark_repeats"]

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
KEY_BYTES = 16


@dataclass(frozen=True, eq=False)
class Repeats:
    """keys: the lasting name of each row's rating. before: rows that an earlier import recorded, at the same level.
    repeated: rows that stand in the file a second time, at the same level."""

    keys: Sequence[str]
    before: Mask
    repeated: Mask


def keys_of(resolved: Resolved, source: str) -> list[str]:
    """The lasting name of each row's rating, 32 hexadecimal digits, the same at every import.

    Made from the source's own identifier of the row, where it has one; else from who, what, when, by whom and which
    piece. Never from the level: the same rating with another level is a correction, not a second rating.
    """
    own = resolved.identifier.where(bool)
    columns = [
        _digests(resolved.identifier.values)[resolved.identifier.of_row],
        *(
            np.where(own, 0, column)
            for column in (
                _digests(_learners(resolved))[resolved.learner_names.of_row],
                _digests((*resolved.competencies, ""))[resolved.competency],
                resolved.observed_at,
                _digests(resolved.rater_names.values)[resolved.rater_names.of_row],
                _digests(resolved.piece.values)[resolved.piece.of_row],
            )
        ),
    ]
    rows = np.ascontiguousarray(np.stack(columns, axis=1)).astype("<i8")
    width, raw, salt = rows.shape[1] * 8, rows.tobytes(), _digest(f"ratings {source}")
    blake = hashlib.blake2b
    return [
        blake(raw[begin : begin + width], digest_size=KEY_BYTES, key=salt).hexdigest()
        for begin in range(0, len(raw), width)
    ]


def mark_repeats(resolved: Resolved, source: str, remarks: Remarks) -> Repeats:
    """Find repeated rows, say so, and leave out the rows that contradict one another or what is recorded."""
    keys = keys_of(resolved, source)
    considered = ~(remarks.wrong | remarks.no_ratings)
    first, again, contradicts = _within(keys, resolved.level, considered)
    label = "level"
    numbers = remarks.sheet.rows
    remarks.note("repeated_row", "", again & ~contradicts, lambda row: {"first": int(numbers[first[row]])})
    remarks.note("contradicting_row", label, contradicts, lambda row: {"first": int(numbers[first[row]])})
    taken = np.flatnonzero(considered & ~again & ~contradicts)
    recorded = recorded_keys([keys[row] for row in taken.tolist()])
    before, changed = np.zeros(len(keys), dtype=bool), np.zeros(len(keys), dtype=bool)
    if recorded:
        levels = resolved.level.tolist()
        for row in taken.tolist():
            level = recorded.get(keys[row])
            if level is not None:
                (before if level == levels[row] else changed)[row] = True
    remarks.note("changed_since", label, changed)
    return Repeats(keys, before, again & ~contradicts)


def _within(keys: Sequence[str], level: Ints, considered: Mask) -> tuple[dict[int, int], Mask, Mask]:
    """For rows whose name stands in the file before: which row that is; and all rows whose levels contradict."""
    first_of: dict[str, int] = {}
    first: dict[int, int] = {}
    again, contradicts = np.zeros(len(keys), dtype=bool), np.zeros(len(keys), dtype=bool)
    for row in np.flatnonzero(considered).tolist():
        earlier = first_of.setdefault(keys[row], row)
        if earlier != row:
            first[row] = earlier
            again[row] = True
            if level[earlier] != level[row]:
                contradicts[row] = contradicts[earlier] = True
                first[earlier] = row
    # Further rows of a rating that contradicts itself are part of the contradiction, whichever level they hold.
    for row, earlier in first.items():
        if contradicts[earlier]:
            contradicts[row] = True
    return first, again, contradicts


def _learners(resolved: Resolved) -> list[str]:
    """Each distinct name as the learner's own UUID, so that the name in the file may change."""
    uuids: list[str] = [""] * len(resolved.learner_names.values)
    rows = np.unique(resolved.learner_names.of_row, return_index=True)
    for name, row in zip(*(part.tolist() for part in rows), strict=True):
        gate = resolved.gates.get(int(resolved.learner[row]))
        uuids[name] = gate.uuid.hex if gate else ""
    return uuids


def _digests(values: Sequence[str]) -> Ints:
    """A whole number for each text; equal texts have equal numbers, and others practically never."""
    return np.array(
        [int.from_bytes(_digest(value), "little", signed=True) for value in values], dtype=np.int64
    )


def _digest(value: str) -> bytes:
    return hashlib.blake2b(value.encode(), digest_size=8).digest() if value else bytes(8)
