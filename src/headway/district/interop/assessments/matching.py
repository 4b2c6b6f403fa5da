"""Whose results: learners by the identifiers that a file gives, and never by a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headway.district.people.api import LearnerGate, NameKind, learner_gates, learners_meant, roster_sources
from headway.mastery.formats.assessments import Learner

__all__ = ["LOCAL", "Matched", "match"]

# What an option says for identifiers of a kind that are the district's own.
LOCAL = "local"
STATE = "state"
NAME_ONLY = "name_only"


@dataclass(frozen=True)
class Matched:
    """ids: learner of each of the file's learners, -1 for none; wrong: by the file's number, which sentence says why."""

    ids: tuple[int, ...]
    wrong: Mapping[int, str]
    gates: Mapping[int, LearnerGate]


def match(learners: Sequence[Learner], vendor: str, sources: Mapping[str, str]) -> Matched:
    """Find each of the file's learners.

    sources: kind of identifier → "local" or the code of the roster source whose identifiers they are. Without it a
    local identifier is the district's, else what any roster source calls the learner; a state's identifier is of the
    source "state", a publisher's of the source named like the publisher. All identifiers of a line that name somebody
    have to name the same learner.
    """
    named = {kind: _meant(kind, values, vendor, sources) for kind, values in _values(learners).items()}
    ids, wrong = [], {}
    for number, learner in enumerate(learners):
        found, why = _one(learner, named)
        ids.append(found)
        if why:
            wrong[number] = why
    gates = learner_gates({one for one in ids if one >= 0})
    return Matched(tuple(ids), wrong, gates)


def _values(learners: Sequence[Learner]) -> dict[str, list[str]]:
    values: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for learner in learners:
        for kind, value in learner.identifiers:
            if kind != "name_and_birth_date":
                values[kind][value] = None
    return {kind: list(found) for kind, found in values.items()}


def _meant(
    kind: str, values: list[str], vendor: str, sources: Mapping[str, str]
) -> dict[str, frozenset[int]]:
    """Value → the learners who have it."""
    said = sources.get(kind, "")
    found: dict[str, tuple[LearnerGate, ...]] = {}
    if said == LOCAL or (kind == "local_id" and not said):
        found |= learners_meant(values, NameKind.LOCAL_IDENTIFIER)
    if said == LOCAL:
        places: tuple[str, ...] = ()
    elif said:
        places = (said,)
    elif kind == "local_id":
        places = roster_sources()
    else:
        places = (STATE,) if kind == "state_id" else (vendor.casefold(),)
    of_sources: defaultdict[str, set[int]] = defaultdict(set)
    left = [value for value in values if value not in found]
    for source in places if left else ():
        for value, gates in learners_meant(left, NameKind.SOURCED_ID, source).items():
            of_sources[value].update(gate.id for gate in gates)
    ids = {value: frozenset(gate.id for gate in gates) for value, gates in found.items()}
    return ids | {value: frozenset(found) for value, found in of_sources.items()}


def _one(learner: Learner, named: Mapping[str, Mapping[str, frozenset[int]]]) -> tuple[int, str]:
    if learner.proposes_only:
        return -1, NAME_ONLY
    candidates = [
        found for kind, value in learner.identifiers if (found := named.get(kind, {}).get(value, frozenset()))
    ]
    if not candidates:
        return -1, "unknown_learner"
    alone = [one for one in candidates if len(one) == 1]
    if not alone:
        return -1, "several_learners"
    learner_id = next(iter(alone[0]))
    if any(learner_id not in one for one in candidates):
        return -1, "two_learners"
    return learner_id, ""
