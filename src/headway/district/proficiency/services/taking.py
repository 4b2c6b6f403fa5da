"""What a person takes as met when a learner arrives: decisions with a basis, which work here is to confirm."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from headway.district.foundation.api import Actor, clock
from headway.district.proficiency.ground import ground
from headway.district.proficiency.models import Determination, Standing
from headway.district.proficiency.selectors.taken import taken_as_met
from headway.district.proficiency.services.projection import project_pairs

__all__ = ["take_as_met", "take_back_taken"]


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
