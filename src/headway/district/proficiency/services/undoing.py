"""Taking a whole act of recording back, and putting a corrected rating in the place of an earlier one."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from headway.district.evidence import api as evidence
from headway.district.evidence.api import ActLine, RatingLine, WithdrawalReason
from headway.district.people.api import Viewer
from headway.district.proficiency.ground import ground
from headway.district.proficiency.services.rating import _in_step, record_ratings
from headway.district.proficiency.types import RatedPair, RatingOutcome

__all__ = ["ActWithdrawn", "correct_ratings", "take_back_correction", "withdraw_act", "withdraw_ratings"]


@dataclass(frozen=True, slots=True)
class ActWithdrawn:
    """lines: the ratings that were taken back now; those taken back earlier are left out. pairs: where it leads."""

    lines: tuple[ActLine, ...]
    pairs: tuple[RatedPair, ...]


@transaction.atomic
def withdraw_act(*, viewer: Viewer, act_uuid: uuid.UUID, reason: str = WithdrawalReason.UNDO) -> ActWithdrawn:
    """Take back every rating that came with one act of recording, as one audited act; all or none.

    Raises NotFound where the act is not the viewer's, NotAllowed, Refused for an unknown reason. Twice is the same.
    """
    lines = evidence.lines_of_act(viewer, act_uuid)
    return _withdraw([line.rating_uuid for line in lines], viewer, reason, act_uuid)


@transaction.atomic
def withdraw_ratings(
    *, viewer: Viewer, rating_uuids: Collection[uuid.UUID], reason: str = WithdrawalReason.UNDO
) -> ActWithdrawn:
    """Take these ratings of one's own back, as one audited act; all or none. Otherwise as `withdraw_act`."""
    return _withdraw(rating_uuids, viewer, reason, None)


@transaction.atomic
def correct_ratings(
    lines: Sequence[RatingLine], *, viewer: Viewer, instead_of: Collection[uuid.UUID]
) -> RatingOutcome:
    """Record ratings in the place of earlier ones of the viewer's, which are withdrawn: all or nothing.

    The earlier ones stay in the record as taken back. Raises what `record_ratings` and `withdraw_ratings` raise.
    """
    replaced: tuple[ActLine, ...] = ()
    if instead_of:
        replaced = withdraw_ratings(
            viewer=viewer, rating_uuids=instead_of, reason=WithdrawalReason.MISTAKEN_LEVEL
        ).lines
    outcome = record_ratings(lines, viewer=viewer)
    # The same form sent again finds its earlier ratings replaced already: by itself.
    instead = tuple(instead_of) if outcome.repeated else tuple(line.rating_uuid for line in replaced)
    return replace(outcome, instead_of=instead)


@transaction.atomic
def take_back_correction(
    *, viewer: Viewer, rating_uuids: Collection[uuid.UUID], instead_of: Collection[uuid.UUID]
) -> ActWithdrawn:
    """Undo of `correct_ratings`: the new ratings are taken back, and what they replaced is recorded once more.

    A withdrawal stays in the record, so what stood before comes back as ratings of their own. Twice is the same act.
    Raises what `record_ratings` and `withdraw_ratings` raise.
    """
    done = withdraw_ratings(viewer=viewer, rating_uuids=rating_uuids)
    gone = {(line.learner_id, line.competency_id) for line in done.lines}
    again = [
        line
        for line in (evidence.replaced_lines(viewer, instead_of) if done.lines and instead_of else ())
        if (line.learner_id, line.competency_id) in gone
    ]
    return replace(done, pairs=record_ratings(again, viewer=viewer).pairs) if again else done


def _withdraw(
    rating_uuids: Collection[uuid.UUID], viewer: Viewer, reason: str, act_uuid: uuid.UUID | None
) -> ActWithdrawn:
    lines = evidence.withdraw_many(rating_uuids, reason=reason, viewer=viewer, of_act=act_uuid)
    if not lines:
        return ActWithdrawn((), ())
    pairs = list(dict.fromkeys((line.learner_id, line.competency_id) for line in lines))
    return ActWithdrawn(lines, _in_step(pairs, ground()))
