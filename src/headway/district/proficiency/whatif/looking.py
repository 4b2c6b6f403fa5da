"""The district's evidence under the rule in effect and under another one, side by side.

Read in parts of some thousand learners, so that memory doesn't grow with the district. Nothing is written but the look.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass, fields, replace

import numpy as np
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray

from headway.district.continuum.api import DomainKind
from headway.district.evidence.api import ratings_of
from headway.district.foundation.api import NotFound, audit, clock
from headway.district.people.api import (
    Viewer,
    characteristics_of,
    organisation_names,
    organisation_scope,
    visible_learners,
)
from headway.district.people.types import Role
from headway.district.proficiency.columns import NONE, Decisions, decisions_of
from headway.district.proficiency.ground import Ground, ground
from headway.district.proficiency.proposing import proposals_of
from headway.district.proficiency.suppressed_tables import CountRow, suppress_row, suppress_table
from headway.district.proficiency.suppression import SMALLEST_SHOWN, suppress
from headway.district.proficiency.whatif.answer import (
    PARTS,
    GroupTable,
    MoveCount,
    OtherwiseCount,
    WhatIf,
)
from headway.district.proficiency.whatif.examples import examples_of
from headway.mastery.proficiency import RuleBook
from headway.mastery.proficiency.whatif import Move, Moves, moves_between

__all__ = ["what_if"]

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
Progress = Callable[[int, int], None]

LEARNERS_AT_ONCE = 4000
ONE_LOOK = dt.timedelta(hours=1)
FORWARD, BACK = (Move.UP, Move.GAINED), (Move.DOWN, Move.LOST)


@dataclass(frozen=True, eq=False)
class Found:
    """Moves of everybody, and of each what a person decided and the proposal that the decision answered; -1 for none."""

    moves: Moves
    decided: Ints
    answered: Ints


def what_if(
    viewer: Viewer,
    book: RuleBook,
    *,
    draft_uuid: uuid.UUID | None = None,
    progress: Progress | None = None,
) -> WhatIf:
    """Whose proposals would change today if this book were in effect, for the learners below a leader's duty?

    Academic domains only; habits of success are told apart. No level and no decision changes, nothing is kept; the
    look stands in the trail. Groups of fewer than ten learners are not shown and can't be worked out
    (`suppressed_tables`). Raises NotFound for those who lead nothing.
    """
    if not viewer.has(Role.LEADER):
        raise NotFound(_("There is no such page, or it is not open to you."))
    now = ground()
    then = replace(now, book=book, version="draft")
    school_of = _learners(viewer)
    found = _found(sorted(school_of), now, then, progress)
    _note(viewer, draft_uuid, len(np.unique(found.moves.learner)))
    tables = _tables(found.moves, now, school_of)
    together = tables[0].counts.together
    decided = {
        (int(one), int(code)): int(level)
        for one, code, level in zip(found.moves.learner, found.moves.competency, found.decided, strict=True)
        if level != NONE
    }
    return WhatIf(
        learners=together.learners,
        touched=_touched(found.moves),
        together=together,
        moves=_move_counts(found.moves, together),
        schools=tables[0],
        domains=tables[1],
        groups=tables[2:],
        otherwise=_otherwise(found),
        examples=examples_of(viewer, found.moves, decided, now, then),
        smallest_shown=SMALLEST_SHOWN,
        rule_version=now.version,
        changes_nothing=bool((found.moves.move == Move.STAYS).all()),
    )


def _learners(viewer: Viewer) -> dict[int, int]:
    """Learners of today and their schools, below the viewer's duty as a leader."""
    here = Q(left_on__isnull=True) | Q(left_on__gte=clock.today())
    schools = organisation_scope(viewer, Role.LEADER).values("pk")
    rows = visible_learners(viewer).filter(here, school__in=schools)
    return dict(rows.values_list("pk", "school_id"))


def _found(learners: list[int], now: Ground, then: Ground, progress: Progress | None) -> Found:
    parts = [_found_of([], now, then)]
    for begin in range(0, len(learners), LEARNERS_AT_ONCE):
        part = learners[begin : begin + LEARNERS_AT_ONCE]
        parts.append(_found_of(part, now, then))
        if progress:
            progress(begin + len(part), len(learners))
    moves = Moves(
        **{
            field.name: np.concatenate([getattr(part.moves, field.name) for part in parts])
            for field in fields(Moves)
        }
    )
    return Found(
        moves,
        np.concatenate([part.decided for part in parts]),
        np.concatenate([part.answered for part in parts]),
    )


def _found_of(learners: Collection[int], now: Ground, then: Ground) -> Found:
    asks = now.book.asks_for_circumstances or then.book.asks_for_circumstances
    ratings = ratings_of(learners, None, None, now.continuum, **({"circumstances": True} if asks else {}))
    before, after = proposals_of(ratings, now), proposals_of(ratings, then)
    moves = moves_between(before, after)
    academic = [one.id for one in now.continuum.domains if one.kind == DomainKind.ACADEMIC]
    wanted = (before.pieces > 0) & np.isin(_domain_of(moves.competency, now), academic)
    moves = Moves(**{field.name: getattr(moves, field.name)[wanted] for field in fields(Moves)})
    return Found(moves, *_decided(moves, decisions_of(learners, None, None, now.continuum, now.version)))


def _domain_of(competency: Ints, on: Ground) -> Ints:
    known = {one: info.domain_id or NONE for one, info in on.continuum.by_id.items()}
    codes, at = np.unique(competency, return_inverse=True)
    return np.array([known.get(one, NONE) for one in codes.tolist()], dtype=np.int64)[at]


def _decided(moves: Moves, decisions: Decisions) -> tuple[Ints, Ints]:
    """For every row the standing decision and the proposal it answered."""
    span = int(max(moves.competency.max(initial=0), decisions.competency.max(initial=0))) + 1
    keys = decisions.learner * span + decisions.competency
    last = np.append(keys[1:] != keys[:-1], True)[: len(keys)]
    keys, level, answered = keys[last], decisions.level[last], decisions.answered[last]
    wanted = moves.learner * span + moves.competency
    if len(keys) == 0:
        return np.full(len(wanted), NONE), np.full(len(wanted), NONE)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    there = keys[at] == wanted
    return np.where(there, level[at], NONE), np.where(there, answered[at], NONE)


def _part_of(moves: Moves) -> Ints:
    """Of every proposal the place in PARTS that is true of it."""
    parts = np.select([np.isin(moves.move, FORWARD), np.isin(moves.move, BACK)], [0, 1], default=2)
    return parts.astype(np.int64)


def _touched(moves: Moves) -> int | None:
    changed = len(np.unique(moves.learner[moves.move != Move.STAYS]))
    return suppress((changed, len(np.unique(moves.learner)) - changed))[0]


def _tables(moves: Moves, on: Ground, school_of: dict[int, int]) -> tuple[GroupTable, ...]:
    """By school, by domain, and by each kind of characteristic; all with the same row of everything together."""
    learners, at = np.unique(moves.learner, return_inverse=True)
    people = learners.tolist()
    names = {pk: name for pk, (_outside, name) in organisation_names(set(school_of.values())).items()}
    codes = {one.id: one.code for one in on.continuum.domains}
    domain = np.array([codes.get(one, "") for one in _domain_of(moves.competency, on).tolist()], dtype=object)

    def by(kind: str, group_of: dict[int, str]) -> GroupTable:
        of = np.array([group_of.get(one, "") for one in people], dtype=object)
        return _table(kind, of[at] if len(of) else of, moves)

    school = {one: names.get(place, "") for one, place in school_of.items()}
    return (
        by("school", school),
        _table("domain", domain, moves, whole_learners=len(people)),
        *(by(kind, group_of) for kind, group_of in characteristics_of(people).items()),
    )


def _table(
    kind: str, group: NDArray[np.object_], moves: Moves, whole_learners: int | None = None
) -> GroupTable:
    """Groups in the order of their names, those of whom nothing was told last.

    whole_learners: of everybody, where a learner may be in several groups.
    """
    part = _part_of(moves)
    names = sorted(set(group.tolist()), key=lambda name: (name == "", name))
    counts, behind, learners = [], [], []
    for name in names:
        inside = group == name
        counts.append([int((inside & (part == one)).sum()) for one in range(len(PARTS))])
        behind.append([_people(moves, inside & (part == one)) for one in range(len(PARTS))])
        learners.append(_people(moves, inside))
    together = [_people(moves, part == one) for one in range(len(PARTS))]
    table = suppress_table(counts, behind, learners, together)
    if whole_learners is not None:
        shown = whole_learners if whole_learners >= SMALLEST_SHOWN else None
        table = replace(table, together=replace(table.together, learners=shown))
    return GroupTable(kind, tuple(names), table)


def _people(moves: Moves, which: Mask) -> int:
    return len(np.unique(moves.learner[which]))


def _move_counts(moves: Moves, together: CountRow) -> tuple[MoveCount, ...]:
    """Each direction split into its two moves, where it is shown and both are large enough."""
    shown: dict[Move, int | None] = {}
    for place, kinds in enumerate((FORWARD, BACK)):
        if together.parts[place] is None:
            shown |= dict.fromkeys(kinds)
            continue
        counts = [int((moves.move == kind).sum()) for kind in kinds]
        behind = [_people(moves, moves.move == kind) for kind in kinds]
        shown |= dict(zip(kinds, suppress_row(counts, behind), strict=True))
    return tuple(MoveCount(kind, count) for kind, count in shown.items())


def _otherwise(found: Found) -> OtherwiseCount:
    """Decisions that agree with the proposal of today (or answered it), and would not with the other one."""
    moves, decided = found.moves, found.decided

    def differs(level: NDArray[np.int8]) -> Mask:
        return (decided != NONE) & (level != NONE) & (level != decided) & (level != found.answered)

    newly = differs(moves.level_then) & ~differs(moves.level_now)

    def count(which: Mask) -> int | None:
        is_small = len(np.unique(moves.learner[which])) < SMALLEST_SHOWN
        return None if is_small and which.any() else int(which.sum())

    return OtherwiseCount(
        more=count(newly & (moves.level_then > decided)), less=count(newly & (moves.level_then < decided))
    )


def _note(viewer: Viewer, draft_uuid: uuid.UUID | None, learners: int) -> None:
    """One row for a viewer and a draft within an hour; it says how many, never who."""
    act = "proficiency.what_if_looked"
    if audit.was_recorded(by=viewer.actor, act=act, since=clock.now() - ONE_LOOK, subject_uuid=draft_uuid):
        return
    with transaction.atomic():
        audit.record(
            by=viewer.actor,
            act=act,
            subject_kind="policy_draft",
            subject_uuid=draft_uuid,
            learners=learners,
        )
