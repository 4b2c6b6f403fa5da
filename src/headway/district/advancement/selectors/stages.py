"""Each learner's stage per domain: the latest of where she was placed and what she moved on to. Never stored on her."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from headway.district.advancement.models import Advancement
from headway.district.advancement.types import Grain, Stage
from headway.district.foundation.api import clock
from headway.district.placement.api import PlacedLevel, levels_of

__all__ = ["StageLine", "stage_histories", "stages_of", "stages_with_history"]


@dataclass(frozen=True, slots=True)
class StageLine:
    """One dated step of a learner in a domain."""

    domain_code: str
    level: int
    on: dt.date
    source: str
    uuid: uuid.UUID


def stages_of(
    learner_ids: Collection[int] | None,
    as_of: dt.datetime | None = None,
    placed: Mapping[int, Mapping[tuple[str, str], PlacedLevel]] | None = None,
) -> dict[int, dict[str, Stage]]:
    """By learner, then domain code. Domains without a dated decision are not among them. Two queries; one with what
    they were placed at (`levels_of` of that moment) at hand.

    Apart from home group and from age: two learners of one group may stand three levels apart, and one learner may
    stand on different levels in different domains. Access is decided by whoever gives the ids.
    """
    placed = levels_of(learner_ids, as_of) if placed is None else placed
    return _stages(placed, _moved(learner_ids, as_of))


def _stages(placed_of: Any, moved: Iterable[Any]) -> dict[int, dict[str, Stage]]:
    found: dict[int, dict[str, tuple[dt.datetime, Stage]]] = {}
    for learner, placed in placed_of.items():
        for (domain, strand), one in placed.items():
            if not strand:
                stage = Stage(one.level, one.decided_on, "placement", one.uuid)
                found.setdefault(learner, {})[domain] = (one.recorded_at, stage)
    for learner, domain, level, at, row_uuid, signed_at in moved:
        before = found.setdefault(learner, {}).get(domain)
        if before is None or before[0] <= at:
            stage = Stage(level, clock.local_date(signed_at), "advancement", row_uuid)
            found[learner][domain] = (at, stage)
    return {learner: {domain: one for domain, (_at, one) in of.items()} for learner, of in found.items()}


def _moved(learner_ids: Collection[int] | None, as_of: dt.datetime | None):  # type: ignore[no-untyped-def]
    rows = Advancement.objects.filter(grain=Grain.LEVEL)
    if as_of is None:
        rows = rows.filter(withdrawal__isnull=True)
    else:
        rows = rows.filter(recorded_at__lte=as_of).exclude(withdrawal__recorded_at__lte=as_of)
    if learner_ids is not None:
        rows = rows.filter(learner_id__in=learner_ids)
    return rows.order_by("recorded_at", "pk").values_list(
        "learner_id", "domain_code", "to_level", "recorded_at", "uuid", "signed_at"
    )


def stage_histories(learner_id: int, as_of: dt.datetime | None = None) -> tuple[StageLine, ...]:
    """Every step of one learner that stands, earliest first: where she began and what she moved on to."""
    placed = levels_of((learner_id,), as_of).get(learner_id, {})
    return _lines(placed, _moved((learner_id,), as_of))


def _lines(placed: Any, moved: Iterable[Any]) -> tuple[StageLine, ...]:
    lines: list[tuple[dt.datetime, StageLine]] = [
        (one.recorded_at, StageLine(domain, one.level, one.decided_on, "placement", one.uuid))
        for (domain, strand), one in placed.items()
        if not strand
    ]
    for _learner, domain, level, at, row_uuid, signed_at in moved:
        lines.append((at, StageLine(domain, level, clock.local_date(signed_at), "advancement", row_uuid)))
    return tuple(line for _at, line in sorted(lines, key=lambda pair: pair[0]))


def stages_with_history(
    learner_id: int, rows: Iterable[Advancement], as_of: dt.datetime | None = None
) -> tuple[dict[str, Stage], tuple[StageLine, ...]]:
    """`stages_of` and `stage_histories` of one learner, from sign-offs that were read already. One query.

    rows: her sign-offs that stood then, the earliest first.
    """
    placed = levels_of((learner_id,), as_of)
    moved = [
        (learner_id, one.domain_code, one.to_level, one.recorded_at, one.uuid, one.signed_at)
        for one in rows
        if one.grain == Grain.LEVEL
    ]
    return _stages(placed, moved).get(learner_id, {}), _lines(placed.get(learner_id, {}), moved)
