"""What a person takes as met when a learner arrives: decisions with a basis, which work here is to confirm."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.district.foundation.api import Actor, clock, tables
from headway.district.proficiency.ground import ground
from headway.district.proficiency.models import Determination, Standing
from headway.district.proficiency.selectors.taken import taken_as_met
from headway.district.proficiency.services.bulk import decide_in_bulk
from headway.district.proficiency.services.projection import project_pairs
from headway.district.proficiency.types import DecisionColumns

__all__ = ["take_as_met", "take_as_met_in_bulk", "take_back_taken"]

Ints = NDArray[np.int64]


def take_as_met(learner: Any, competency_ids: Collection[int], basis: str, by: Actor) -> tuple[int, ...]:
    """Decide "proficient" on these competencies with this basis, except where anything is shown or decided already.

    In the transaction of the placement or signature that says so: its caller holds `lock_learners` and writes the
    audit row. Returns the competencies that were taken, by id.
    """
    on = ground()
    families = {one: on.continuum.family(one) for one in competency_ids}
    members = [member for family in families.values() for member in family]
    kept = {
        on.continuum.current_ids.get(one, one)
        for one in Standing.objects.filter(learner_id=learner.pk, competency_id__in=members).values_list(
            "competency_id", flat=True
        )
    }
    wanted = tuple(sorted(set(families) - kept))
    _append(learner, wanted, on.scale.proficient, basis, by)
    return wanted


def take_back_taken(learner: Any, competency_ids: Collection[int], by: Actor) -> tuple[int, ...]:
    """Take back what is only taken as met, among these competencies; what work has confirmed stays.

    As `take_as_met`. Where there is work without a decision of its own, the question of a level is open again.
    """
    on = ground()
    standing = taken_as_met((learner.pk,), on.continuum).get(learner.pk, {})
    wanted = tuple(sorted(one for one in set(competency_ids) if standing.get(one) == "placement"))
    _append(learner, wanted, None, "placement", by)
    return wanted


def _append(learner: Any, competency_ids: Collection[int], level: int | None, basis: str, by: Actor) -> None:
    if not competency_ids:
        return
    now, on = clock.now(), ground()
    Determination.objects.bulk_create(
        Determination(
            learner_id=learner.pk,
            competency_id=one,
            level=level,
            decided_at=now,
            recorded_at=now,
            decided_by_id=by.person_id,
            basis=basis,
        )
        for one in competency_ids
    )
    project_pairs((learner.pk,), competency_ids, on)


def take_as_met_in_bulk(learner: Ints, competency: Ints, basis: str, by: Actor) -> int:
    """`take_as_met` for many pairs at once, as columns with one audit row of decisions; how many were taken."""
    on = ground()
    condition, parameters = tables.where(("learner_id", np.unique(learner).tolist()))
    found = tables.fetch(
        f"SELECT learner_id, competency_id FROM proficiency_standing WHERE {condition}", parameters
    )
    who, recorded = tables.whole(found[0]), tables.whole(found[1])
    living, lives = on.continuum.living(recorded)
    span = int(max(competency.max(initial=0), living.max(initial=0))) + 1
    there = np.unique(who[lives] * span + living[lives])
    pairs = np.unique(learner * span + competency)
    pairs = pairs[~np.isin(pairs, there)]
    if not len(pairs):
        return 0
    now = np.full(len(pairs), tables.microseconds(clock.now()), dtype="datetime64[us]")
    decide_in_bulk(
        DecisionColumns(
            learner=pairs // span,
            competency=pairs % span,
            level=np.full(len(pairs), on.scale.proficient, dtype=np.int64),
            decided_at=now,
            recorded_at=now,
            decided_by=np.full(len(pairs), by.person_id or -1, dtype=np.int64),
        ),
        by=by,
        basis=basis,
    )
    return len(pairs)
