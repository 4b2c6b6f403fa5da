"""The same rating twice: within a file, and from an earlier import. Each rating has one lasting name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headway.district.evidence.api import NOT_RECORDED, recorded_levels
from headway.district.habits.api import noted_levels
from headway.district.interop.ratings.resolving import Resolved
from headway.district.interop.ratings.rows import Remarks

__all__ = ["Repeats", "keys_of", "mark_repeats"]

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Keys = NDArray[np.uint8]
KEY_BYTES = 16
DAY = 86_400_000_000


@dataclass(frozen=True, eq=False)
class Repeats:
    """keys: the lasting name of each row's rating. before: rows that an earlier import recorded, at the same level.
    repeated: rows that stand in the file a second time, at the same level."""

    keys: Keys
    before: Mask
    repeated: Mask


def keys_of(resolved: Resolved, source: str) -> Keys:
    """The lasting name of each row's rating, sixteen bytes, the same at every import.

    Made from the source's own identifier of the row, where it has one; else from who, what, when, by whom and which
    piece. Never from the level: the same rating with another level is a correction, not a second rating. The day
    stands in front, so that what an import adds lies side by side in the database's index.
    """
    own = resolved.identifier.where(bool)
    columns = [
        np.where(own, 0, column)
        for column in (
            _digests(_learners(resolved))[resolved.learner_names.of_row],
            _digests((*resolved.competencies, ""))[resolved.competency],
            resolved.observed_at,
            _digests(resolved.rater_names.values)[resolved.rater_names.of_row],
        )
    ]
    rows = np.ascontiguousarray(np.stack(columns, axis=1)).astype("<i8")
    width, raw, salt = rows.shape[1] * 8, rows.tobytes(), _digest(f"ratings {source}")
    blake = hashlib.blake2b
    digests = b"".join(
        [
            blake(
                raw[place * width : place * width + width] + text, digest_size=KEY_BYTES, salt=salt
            ).digest()
            for place, text in enumerate(_own_words(resolved, own))
        ]
    )
    keys = np.frombuffer(digests, dtype=np.uint8).reshape(len(rows), KEY_BYTES).copy()
    day = np.where(own, 0, resolved.observed_at // DAY).astype(">u2")
    keys[:, :2] = day.view(np.uint8).reshape(-1, 2)
    return keys


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
    level = np.maximum(recorded_levels(keys[taken]), noted_levels(keys[taken]))
    before, changed = np.zeros(len(keys), dtype=bool), np.zeros(len(keys), dtype=bool)
    before[taken] = level == resolved.level[taken]
    changed[taken] = (level != NOT_RECORDED) & ~before[taken]
    remarks.note("changed_since", label, changed)
    return Repeats(keys, before, again & ~contradicts)


def _within(keys: Keys, level: Ints, considered: Mask) -> tuple[Ints, Mask, Mask]:
    """For each row another one of the same name: the first in the file, for the first one itself the first that differs.

    And the rows whose name stands in the file before, and all rows of names that stand there with several levels.
    """
    first = np.arange(len(keys))
    again, contradicts = np.zeros(len(keys), dtype=bool), np.zeros(len(keys), dtype=bool)
    rows = np.flatnonzero(considered)
    halves = keys[rows].view(">u8").astype(np.uint64)
    order = np.lexsort((halves[:, 1], halves[:, 0]))  # stable: rows of one name stay in the order of the file
    rows, halves = rows[order], halves[order]
    begins = np.ones(len(rows), dtype=bool)
    begins[1:] = (halves[1:] != halves[:-1]).any(axis=1)
    if begins.all():
        return first, again, contradicts
    group = np.cumsum(begins) - 1
    leaders = rows[begins]
    first[rows] = leaders[group]
    again[rows] = ~begins
    differs = level[rows] != level[leaders[group]]
    contradicts[rows] = np.bincount(group, weights=differs)[group] > 0
    # From the last to the first, so that the first that differs is the one that stays.
    first[leaders[group[differs]][::-1]] = rows[differs][::-1]
    return first, again, contradicts


def _own_words(resolved: Resolved, own: Mask) -> Iterator[bytes]:
    """Row by row what no other row need share: the source's own identifier, else the name of the piece."""
    identifiers = [one.encode() for one in resolved.identifier.values]
    pieces = [one.encode() for one in resolved.piece.values]
    for is_own, identifier, piece in zip(
        own.tolist(), resolved.identifier.of_row.tolist(), resolved.piece.of_row.tolist(), strict=True
    ):
        yield b"id " + identifiers[identifier] if is_own else pieces[piece]


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
