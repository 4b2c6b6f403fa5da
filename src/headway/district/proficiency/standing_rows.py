"""Reading rows of the projection. Access is decided by whoever calls, or by the condition that is given."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from headway.district.continuum.api import ContinuumMap
from headway.district.foundation.api import clock
from headway.district.policy.api import DistrictScale, PolicyKind, number_in_effect
from headway.district.proficiency.ground import Ground, ground
from headway.district.proficiency.models import Standing
from headway.district.proficiency.proposing import read_record
from headway.district.proficiency.types import ProposalStatus, StandingInfo

__all__ = ["infos_of", "no_standing", "proficient_mask", "proficient_masks", "worked_out"]

_FIELDS = (
    "learner_id",
    "competency_id",
    "determined_level",
    "determined_at",
    "proficient_since",
    "proposed_status",
    "proposed_level",
    "confidence",
    "pieces",
    "last_observed_at",
    "rule_version",
    "answered_level",
    "to_confirm",
    "shows_less",
    "determined_under_id",
    "holds_until",
)


def infos_of(
    rows: QuerySet[Standing],
    continuum: ContinuumMap,
    scale: DistrictScale,
    *,
    by_rule: bool = True,
) -> dict[tuple[int, int], StandingInfo]:
    """Standings by learner and living competency.

    Until the night after a new version takes effect, rows may still hang on earlier ones. The row of the living
    competency wins, then that of the latest version, in whatever order the database gives them. Where several
    competencies were merged, no row of one of them says where a learner is on the whole: that is worked out. So is
    what another rule than the one in effect proposed, or the same rule on an earlier day where it asks for recent
    evidence: every page says what the rule in effect says, also before the night that brings the rows in step.
    by_rule=False where only decisions matter, which hang on no rule.
    """
    found: dict[tuple[int, int], StandingInfo] = {}
    # Only of learners and competencies with several rows does it matter which one was taken.
    taken: dict[tuple[int, int], int] = {}
    to_work_out: set[tuple[int, int]] = set()
    lineage, now = continuum.lineage, clock.now()
    # Within the query that reads the rows anyway: a page asks nothing more for it.
    names: tuple[str, ...] = _FIELDS
    if by_rule:
        rows = rows.annotate(in_effect=number_in_effect(PolicyKind.PROFICIENCY_RULE))
        names += ("in_effect",)
    for row in rows.values_list(*names):
        learner, recorded_under, level, pieces, rule_version = row[0], row[1], row[2], row[8], row[10]
        competency = continuum.current_ids.get(recorded_under)
        if competency is None:
            continue
        if lineage.lines.get(recorded_under, competency) != competency:
            to_work_out.add((learner, competency))
            continue
        before = taken.get((learner, competency))
        if before is not None and (before == competency or before > recorded_under != competency):
            continue
        taken[learner, competency] = recorded_under
        answered, to_confirm, shows_less, under, holds_until = row[11:16]
        if by_rule and pieces:
            in_effect = f"{PolicyKind.PROFICIENCY_RULE}/{row[-1]}"
            if rule_version != in_effect or (holds_until is not None and holds_until < now):
                to_work_out.add((learner, competency))
                continue
        under = under or recorded_under
        # `_FIELDS` names the rest of the row in the order of `StandingInfo`.
        found[learner, competency] = StandingInfo(  # type: ignore[call-arg]
            learner,
            competency,
            *row[2:11],
            scale.is_proficient(level),
            answered,
            under if level is not None and under in lineage.changed else None,
            bool(to_confirm),
            bool(shows_less),
        )
    return found | worked_out(to_work_out - found.keys(), continuum)


def worked_out(
    pairs: Collection[tuple[int, int]], continuum: ContinuumMap
) -> dict[tuple[int, int], StandingInfo]:
    """Standings of these learners and living competencies from ratings and decisions; no query for none."""
    if not pairs:
        return {}
    on = ground()
    learners = {learner for learner, _competency in pairs}
    families = {member for _learner, one in pairs for member in continuum.family(one)}
    read = read_record(learners, families, on)
    return {
        (info.learner_id, info.competency_id): info
        for info in read.standings.infos(on)
        if (info.learner_id, info.competency_id) in pairs
    }


def no_standing(learner_id: int, competency_id: int, on: Ground) -> StandingInfo:
    """Where a learner is without evidence: nowhere yet, which is None and never zero."""
    return StandingInfo(
        learner_id=learner_id,
        competency_id=competency_id,
        determined_level=None,
        determined_at=None,
        proficient_since=None,
        proposed_status=ProposalStatus.NO_EVIDENCE,
        proposed_level=None,
        confidence="",
        pieces=0,
        last_observed_at=None,
        rule_version=on.version,
        is_proficient=False,
    )


def proficient_mask(standings: Mapping[int, StandingInfo], continuum: ContinuumMap) -> NDArray[np.bool_]:
    """One learner's proficient competencies as a mask over the graph. Only decisions count."""
    mask = np.zeros(continuum.graph.n, dtype=bool)
    for competency_id, standing in standings.items():
        if standing.is_proficient and competency_id in continuum.by_id:
            mask[continuum.by_id[competency_id].position] = True
    return mask


def proficient_masks(learner_ids: Collection[int], on: Ground) -> dict[int, NDArray[np.bool_]]:
    """`proficient_mask` of several learners, in one query."""
    rows = Standing.objects.filter(learner_id__in=learner_ids, determined_level__gte=on.scale.proficient)
    masks = {learner: np.zeros(on.continuum.graph.n, dtype=bool) for learner in learner_ids}
    for (learner, competency), standing in infos_of(rows, on.continuum, on.scale, by_rule=False).items():
        if standing.is_proficient:
            masks[learner][on.continuum.by_id[competency].position] = True
    return masks
