"""Results of outside tests in columns: into the table, and what stands in it of many learners at once."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.district.assessments.models import AssessmentResult, AssessmentWithdrawal, RestrictedScores
from headway.district.assessments.types import ResultState
from headway.district.foundation.api import new_uuids, tables
from headway.mastery.formats.assessments import Reading

__all__ = [
    "Known",
    "ResultColumns",
    "append_results",
    "append_withdrawals",
    "known_results",
    "standing_results",
]

Ints = NDArray[np.int64]

TABLE = AssessmentResult._meta.db_table
WITHDRAWALS = AssessmentWithdrawal._meta.db_table
RESTRICTED = RestrictedScores._meta.db_table
# Beyond these a text of a file is cut, as the columns of the table are no longer.
LONGEST = {"test": 255, "area": 255, "part": 255, "scale": 64, "term": 64, "label": 128}


@dataclass(frozen=True, eq=False)
class ResultColumns:
    """n results of one file, read with one profile, each of a learner who is known here.

    learner         int64[n], ids of learners
    first, last     datetime64[D][n], the day, or the window it lies in
    taken_on        datetime64[D][n], the day that the record keeps: the last of the window, never after today
    value, error    float64[n], NaN where the file says none
    line            int64[n], the line in the file
    texts           test, area, part, scale, term, label: (int64[n] into words, the words)
    restricted      place of a result → kind → what the file says; only what the district keeps
    """

    profile: str
    learner: Ints
    first: NDArray[np.datetime64]
    last: NDArray[np.datetime64]
    taken_on: NDArray[np.datetime64]
    value: NDArray[np.float64]
    error: NDArray[np.float64]
    line: Ints
    texts: Mapping[str, tuple[Ints, Sequence[str]]]
    restricted: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.learner)

    @classmethod
    def of(
        cls,
        reading: Reading,
        profile: str,
        learner_ids: Sequence[int],
        taken_on: NDArray[np.datetime64],
        chosen: Ints,
    ) -> ResultColumns:
        """Some results of a reading. learner_ids: by the reading's own numbers of learners. chosen: places of results."""
        results = reading.results
        ids = np.asarray(learner_ids, dtype=np.int64)
        areas = [area for area, _part in results.areas]
        parts = [part for _area, part in results.areas]
        texts = {
            "test": (results.test[chosen], results.tests),
            "area": (results.area[chosen], areas),
            "part": (results.area[chosen], parts),
            "scale": (results.scale[chosen], results.scales),
            "term": (results.term[chosen], results.terms),
            "label": (results.label[chosen], results.labels),
        }
        place_of = {int(place): number for number, place in enumerate(chosen.tolist())}
        restricted: dict[int, dict[str, str]] = {}
        for one in reading.hidden:
            if (number := place_of.get(one.result)) is not None:
                restricted.setdefault(number, {}).setdefault(one.kind, one.text)
        return cls(
            profile,
            ids[results.learner[chosen]] if len(chosen) else np.empty(0, dtype=np.int64),
            results.first[chosen],
            results.last[chosen],
            taken_on[chosen],
            results.value[chosen],
            results.error[chosen],
            results.line[chosen],
            {name: (which, _cut(words, LONGEST[name])) for name, (which, words) in texts.items()},
            restricted,
        )

    def occasions(self) -> list[str]:
        """Of each result a hash of whose it is, of what and when; without what was said."""
        key = self.profile.partition("/")[0]
        words = [
            [texts[one] for one in which.tolist()]
            for which, texts in (self.texts[name] for name in ("test", "area", "part", "scale"))
        ]
        days = (
            np.datetime_as_string(self.first, unit="D").tolist(),
            np.datetime_as_string(self.last, unit="D").tolist(),
        )
        return [
            _hash("\x1f".join((key, str(learner), *about)))
            for learner, *about in zip(self.learner.tolist(), *words, *days, strict=True)
        ]

    def said(self) -> list[str]:
        """Of each result what the test said."""
        which, labels = self.texts["label"]
        return [
            f"{value!r}|{error!r}|{labels[label]}"
            for value, error, label in zip(
                self.value.tolist(), self.error.tolist(), which.tolist(), strict=True
            )
        ]


@dataclass(frozen=True, eq=False)
class Known:
    """What of n results is new. digests: hash per result, under which it is appended.

    is_new          bool[n]
    in_question     bool[n], another row that stands says something else of the same occasion
    """

    digests: list[str]
    occasions: list[str]
    is_new: NDArray[np.bool_]
    in_question: NDArray[np.bool_]


def known_results(columns: ResultColumns) -> Known:
    """Which of these are here already, and which contradict another, of this file or of an earlier one. One query."""
    before, standing = _before(columns)
    occasions, digests, is_new = columns.occasions(), [], np.zeros(len(columns), dtype=bool)
    here: dict[str, set[str]] = {}
    for place, (occasion, said) in enumerate(zip(occasions, columns.said(), strict=True)):
        times = 0
        digest = _hash(f"{occasion}|{said}|{times}")
        while before.get(digest) is True:  # taken back; so it may come again, under another name
            times += 1
            digest = _hash(f"{occasion}|{said}|{times}")
        digests.append(digest)
        is_new[place] = digest not in before
        here.setdefault(occasion, set()).add(digest)
    in_question = np.array(
        [len(here[occasion] | standing.get(occasion, set())) > 1 for occasion in occasions], dtype=bool
    )
    return Known(digests, occasions, is_new, in_question)


def _before(columns: ResultColumns) -> tuple[dict[str, bool], dict[str, set[str]]]:
    """What these learners have under this profile: digest → whether it was taken back; occasion → what stands."""
    before: dict[str, bool] = {}
    standing: dict[str, set[str]] = {}
    if not len(columns):
        return before, standing
    condition, parameters = tables.where(("r.learner_id", np.unique(columns.learner).tolist()))
    key = columns.profile.partition("/")[0]
    digest, occasion, withdrawn = tables.fetch(
        f"SELECT r.digest, r.occasion, w.id FROM {TABLE} r LEFT JOIN {WITHDRAWALS} w ON w.result_id = r.id "
        f"WHERE {condition} AND r.profile LIKE %s",
        [*parameters, f"{key}/%"],
    )
    for one, about, taken_back in zip(digest, occasion, withdrawn, strict=True):
        before[one] = taken_back is not None
        if taken_back is None:
            standing.setdefault(about, set()).add(one)
    return before, standing


def append_results(columns: ResultColumns, known: Known, act: uuid.UUID, at: int) -> int:
    """Append what is new; how many rows. at: microseconds."""
    rows = np.flatnonzero(known.is_new)
    if not len(rows):
        return 0
    n = len(rows)
    ids = tables.next_ids(TABLE, n)
    states = [ResultState.COUNTED.value, ResultState.IN_QUESTION.value]
    texts = {name: tables.Words(which[rows], list(words)) for name, (which, words) in columns.texts.items()}
    tables.append(
        TABLE,
        {
            "id": tables.Whole(ids),
            "uuid": tables.Uuids(new_uuids(n)),
            "learner_id": tables.Whole(columns.learner[rows]),
            "profile": tables.Words.same(columns.profile, n),
            **texts,
            "occasion": tables.Words.each([known.occasions[row] for row in rows.tolist()]),
            "digest": tables.Words.each([known.digests[row] for row in rows.tolist()]),
            "taken_on": tables.Days(columns.taken_on[rows]),
            "score": tables.Measured(columns.value[rows]),
            "standard_error": tables.Measured(columns.error[rows]),
            "state": tables.Words(known.in_question[rows].astype(np.int64), states),
            "row": tables.Whole(columns.line[rows], octets_each=4),
            "recorded_at": tables.Instants(np.full(n, at, dtype=np.int64)),
            "act": _same_uuid(act, n),
        },
    )
    _append_restricted(columns.restricted, rows, ids)
    return n


def _append_restricted(restricted: Mapping[int, Mapping[str, str]], rows: Ints, ids: Ints) -> None:
    kept = [
        (int(id_), restricted[row])
        for row, id_ in zip(rows.tolist(), ids.tolist(), strict=True)
        if row in restricted
    ]
    if not kept:
        return
    tables.append(
        RESTRICTED,
        {
            "id": tables.Whole(tables.next_ids(RESTRICTED, len(kept))),
            "result_id": tables.Whole(np.array([one for one, _values in kept], dtype=np.int64)),
            # Quoted, because it is a word of SQL as well.
            '"values"': tables.Words(
                np.arange(len(kept), dtype=np.int64),
                [json.dumps(dict(values)) for _one, values in kept],
                is_json=True,
            ),
        },
    )


def append_withdrawals(result_ids: Collection[int], person_id: int | None, act: uuid.UUID, at: int) -> int:
    """Take these results back; how many rows."""
    ids = np.array(sorted(set(result_ids)), dtype=np.int64)
    n = len(ids)
    if not n:
        return 0
    tables.append(
        WITHDRAWALS,
        {
            "id": tables.Whole(tables.next_ids(WITHDRAWALS, n)),
            "result_id": tables.Whole(ids),
            "recorded_at": tables.Instants(np.full(n, at, dtype=np.int64)),
            "withdrawn_by_id": tables.Whole(
                np.full(n, -1 if person_id is None else person_id, dtype=np.int64), missing=-1
            ),
            "act": _same_uuid(act, n),
        },
    )
    return n


STANDING = (
    "id", "uuid", "learner_id", "profile", "test", "area", "part", "scale", "term", "label",
    "occasion", "taken_on", "score", "standard_error", "state",
)  # fmt: skip


def standing_results(learner_ids: Collection[int] | None) -> Iterator[dict[str, Any]]:
    """The results of these learners that nobody took back, the newest first; None asks for everybody. One query.

    `state` is as of now: where two rows of one occasion stand and differ, both are in question.
    """
    rows = AssessmentResult.objects.filter(withdrawal__isnull=True)
    if learner_ids is not None:
        ids = sorted({int(one) for one in learner_ids})
        rows = rows.filter(learner_id__in=ids) if len(ids) <= 10_000 else rows
        wanted = set(ids)
    found = [
        row
        for row in rows.order_by("-taken_on", "-pk").values(*STANDING).iterator(chunk_size=20_000)
        if learner_ids is None or row["learner_id"] in wanted
    ]
    said: dict[str, int] = {}
    for row in found:
        said[row["occasion"]] = said.get(row["occasion"], 0) + bool(row["occasion"])
    for row in found:
        if row["state"] != ResultState.NOT_VALID:
            clashes = said[row["occasion"]] > 1
            row["state"] = ResultState.IN_QUESTION.value if clashes else ResultState.COUNTED.value
        yield row


def _same_uuid(one: uuid.UUID, rows: int) -> tables.Uuids:
    return tables.Uuids(np.broadcast_to(np.frombuffer(one.bytes, dtype=np.uint8), (rows, 16)).copy())


def _cut(words: Sequence[str], longest: int) -> list[str]:
    return [word[:longest].replace("\x00", "") for word in words]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
