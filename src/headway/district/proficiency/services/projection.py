"""The projection: standings follow from ratings and decisions, and can be rebuilt from them at any time."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db import transaction

from headway.district.evidence.api import rated_learners, ratings_of
from headway.district.foundation.api import SYSTEM, Actor, audit, tables
from headway.district.people.api import lock_learners
from headway.district.proficiency.columns import (
    NONE,
    Standings,
    decided_learners,
    decisions_of,
    standings_from,
)
from headway.district.proficiency.ground import Ground, ground
from headway.district.proficiency.models import Standing
from headway.district.proficiency.types import StandingInfo
from headway.mastery.facts import Ratings
from headway.mastery.proficiency import CONFIDENCES, STATUSES

__all__ = ["Projected", "project_pairs", "recompute", "take_effect"]

# Learners whose bodies of evidence are in memory at once: some hundred thousand ratings.
LEARNERS_AT_ONCE = 500
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
)
_UPDATED = (*_FROM_INFO, "determined_under")


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
    ratings = ratings_of(learner_ids, families, continuum=on.continuum)
    decisions = decisions_of(learner_ids, families, continuum=on.continuum)
    standings = standings_from(ratings, decisions, on.rule, on.scale.scale)
    infos = {
        (info.learner_id, info.competency_id): info
        for info in standings.infos(on.rule.version, on.scale.scale)
    }
    under = {
        (learner, competency): None if one == NONE else one
        for learner, competency, one in zip(
            standings.learner.tolist(),
            standings.competency.tolist(),
            standings.determined_under.tolist(),
            strict=True,
        )
    }
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
                **{name: getattr(info, name) for name in _FROM_INFO},
            )
            for info in infos.values()
        ],
        update_conflicts=True,
        unique_fields=["learner", "competency"],
        update_fields=_UPDATED,
        batch_size=500,
    )
    return Projected(infos, ratings)


def recompute(
    learner_ids: Collection[int] | None = None,
    progress: Callable[[int, int], None] | None = None,
    *,
    by: Actor = SYSTEM,
) -> int:
    """Rebuild the standings of these learners (of everybody by default) from what was recorded; how many rows.

    Decisions are kept: what people decided is read, never computed. Ratings that arrive meanwhile are not lost,
    because each part is read and written under lock. `progress(done, total)` counts learners.
    """
    everybody = sorted(set(rated_learners()) | set(decided_learners())) if learner_ids is None else None
    learners = everybody if everybody is not None else sorted(set(learner_ids or ()))
    on = ground()
    written = 0
    for begin in range(0, len(learners), LEARNERS_AT_ONCE):
        part = learners[begin : begin + LEARNERS_AT_ONCE]
        with transaction.atomic():
            lock_learners(part)
            written += _rewrite(part, on)
        if progress:
            progress(begin + len(part), len(learners))
    with transaction.atomic():
        audit.record(
            by=by,
            act="proficiency.recomputed",
            learners=len(learners),
            standings=written,
            rule_version=on.rule.version,
        )
    return written


def take_effect(*, by: Actor = SYSTEM) -> int:
    """Bring the standings in step of learners with something on what a new version merged; how many learners.

    Pages read right before it, too: a row of an earlier version counts where it lives on, and what was merged is
    worked out while it is read. After it they need not, and lists find what is to be confirmed. With nothing to do,
    one query besides those of the ground.
    """
    on = ground()
    lines = on.continuum.lineage.lines
    parts = [row for row, current in on.continuum.current_ids.items() if lines[row] != current]
    rows = Standing.objects.filter(competency_id__in=parts).order_by()
    learners = sorted(rows.values_list("learner_id", flat=True).distinct())
    if learners:
        recompute(learners, by=by)
    return len(learners)


def _rewrite(learners: list[int], on: Ground) -> int:
    ratings = ratings_of(learners, continuum=on.continuum)
    decisions = decisions_of(learners, continuum=on.continuum)
    standings = standings_from(ratings, decisions, on.rule, on.scale.scale)
    Standing.objects.filter(learner_id__in=learners)._raw_delete(using="default")
    _append(standings, on.rule.version)
    return len(standings)


def _append(standings: Standings, rule_version: str) -> None:
    if not len(standings):
        return
    # A list's last place answers for -1, none.
    confidences = [*(str(confidence) for confidence in CONFIDENCES), ""]
    tables.append(
        "proficiency_standing",
        {
            "learner_id": tables.Whole(standings.learner),
            "competency_id": tables.Whole(standings.competency),
            "determined_level": tables.Whole(standings.determined_level, missing=NONE, octets_each=2),
            "determined_at": tables.Instants(standings.determined_at, missing=NONE),
            "determined_under_id": tables.Whole(standings.determined_under, missing=NONE),
            "to_confirm": tables.Flags(standings.to_confirm == 1),
            "answered_level": tables.Whole(standings.answered_level, missing=NONE, octets_each=2),
            "proficient_since": tables.Instants(standings.proficient_since, missing=NONE),
            "proposed_status": tables.Words(standings.status, [str(status) for status in STATUSES]),
            "proposed_level": tables.Whole(standings.proposed_level, missing=NONE, octets_each=2),
            "confidence": tables.Words(standings.confidence, confidences),
            "pieces": tables.Whole(standings.pieces, octets_each=4),
            "last_observed_at": tables.Instants(standings.last_observed_at, missing=NONE),
            "rule_version": tables.Words.same(rule_version, len(standings)),
        },
    )
