"""The projection: standings follow from ratings and decisions, and can be rebuilt from them at any time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from headway.district.foundation.api import tables
from headway.district.proficiency.columns import NONE, Standings
from headway.district.proficiency.ground import Ground
from headway.district.proficiency.models import Standing
from headway.district.proficiency.proposing import read_record
from headway.district.proficiency.types import StandingInfo
from headway.mastery.facts import Ratings
from headway.mastery.proficiency import CONFIDENCES, STATUSES

__all__ = ["Projected", "project_pairs", "rewrite"]

_FROM_INFO = (
    "determined_level",
    "determined_at",
    "answered_level",
    "proficient_since",
    "proposed_status",
    "proposed_level",
    "confidence",
    "pieces",
    "last_observed_at",
    "rule_version",
    "to_confirm",
    "shows_less",
)
_UPDATED = (*_FROM_INFO, "determined_under", "holds_until")


@dataclass(frozen=True, slots=True)
class Projected:
    """Standings as they are now written, and the ratings they were read from."""

    infos: dict[tuple[int, int], StandingInfo]
    ratings: Ratings


def project_pairs(learner_ids: Collection[int], competency_ids: Collection[int], on: Ground) -> Projected:
    """Bring the standings of these learners on these competencies in step. In the transaction of what changed them.

    The caller holds `lock_learners`, so that two teachers' ratings of one learner are both counted.
    """
    living = {on.continuum.current_ids.get(one, one) for one in competency_ids}
    families = [member for one in living for member in on.continuum.family(one)]
    read = read_record(learner_ids, families, on)
    standings = read.standings
    infos = {(info.learner_id, info.competency_id): info for info in standings.infos(on)}
    under = {
        (learner, competency): None if one == NONE else one
        for learner, competency, one in zip(
            standings.learner.tolist(),
            standings.competency.tolist(),
            standings.determined_under.tolist(),
            strict=True,
        )
    }
    holds = on.moment if on.book.asks_for_today else None
    existing = Standing.objects.filter(learner_id__in=learner_ids, competency_id__in=families)
    gone = [
        row[0] for row in existing.values_list("pk", "learner_id", "competency_id") if row[1:] not in infos
    ]
    if gone:
        Standing.objects.filter(pk__in=gone).delete()
    Standing.objects.bulk_create(
        [
            Standing(
                learner_id=info.learner_id,
                competency_id=info.competency_id,
                determined_under_id=under[info.learner_id, info.competency_id],
                holds_until=None if holds is None else tables.instant(holds),
                **{name: getattr(info, name) for name in _FROM_INFO},
            )
            for info in infos.values()
        ],
        update_conflicts=True,
        unique_fields=["learner", "competency"],
        update_fields=_UPDATED,
        batch_size=500,
    )
    return Projected(infos, read.ratings)


def rewrite(learners: list[int], on: Ground) -> int:
    """Write the standings of these learners anew, in the caller's transaction and under her lock; how many."""
    standings = read_record(learners, None, on).standings
    Standing.objects.filter(learner_id__in=learners)._raw_delete(using="default")
    _append(standings, on)
    return len(standings)


def _append(standings: Standings, on: Ground) -> None:
    if not len(standings):
        return
    # A list's last place answers for -1, none.
    confidences = [*(str(confidence) for confidence in CONFIDENCES), ""]
    holds = np.full(len(standings), on.moment if on.book.asks_for_today else NONE, dtype=np.int64)
    tables.append(
        "proficiency_standing",
        {
            "learner_id": tables.Whole(standings.learner),
            "competency_id": tables.Whole(standings.competency),
            "determined_level": tables.Whole(standings.determined_level, missing=NONE, octets_each=2),
            "determined_at": tables.Instants(standings.determined_at, missing=NONE),
            "determined_under_id": tables.Whole(standings.determined_under, missing=NONE),
            "to_confirm": tables.Flags(standings.to_confirm == 1),
            "shows_less": tables.Flags(standings.shows_less == 1),
            "answered_level": tables.Whole(standings.answered_level, missing=NONE, octets_each=2),
            "proficient_since": tables.Instants(standings.proficient_since, missing=NONE),
            "proposed_status": tables.Words(standings.status, [str(status) for status in STATUSES]),
            "proposed_level": tables.Whole(standings.proposed_level, missing=NONE, octets_each=2),
            "confidence": tables.Words(standings.confidence, confidences),
            "pieces": tables.Whole(standings.pieces, octets_each=4),
            "last_observed_at": tables.Instants(standings.last_observed_at, missing=NONE),
            "rule_version": tables.Words.same(on.version, len(standings)),
            "holds_until": tables.Instants(holds, missing=NONE),
        },
    )
