"""What learners chose next, and what waits for a teacher's word."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from headway.district.advancement.models import NextChoice
from headway.district.advancement.types import ChoiceInfo
from headway.district.continuum.api import current_map
from headway.district.people.api import (
    Rosters,
    Viewer,
    learners_on_duty,
    rosters_of,
    visible_learners,
)
from headway.district.people.types import Role

__all__ = ["choice_counts", "choices_of", "choices_to_agree"]


def choices_of(viewer: Viewer, learner: Any, as_of: dt.datetime | None = None) -> dict[int, ChoiceInfo]:
    """The standing choice per competency id, for everybody who may see her record. Two queries."""
    # Herself she sees; for everybody else it is asked.
    is_own = viewer.learner_id == learner.pk
    mine = (learner,) if is_own else visible_learners(viewer).filter(pk=learner.pk)
    return {one.competency.id: one for one in _standing({each.pk: each for each in mine}, as_of)}


def choices_to_agree(viewer: Viewer, rosters: Rosters | None = None) -> tuple[ChoiceInfo, ...]:
    """Choices of my learners that nobody has talked over with them yet, the oldest first."""
    waiting = [one for one in _standing((rosters or rosters_of(viewer)).learners) if not one.agreed_by]
    return tuple(sorted(waiting, key=lambda one: one.chosen_at))


def choice_counts(viewer: Viewer) -> dict[str, Counter[str]]:
    """School → choice → how many standing choices, for a leader; to be suppressed by whoever shows them (R058)."""
    learners = {one.pk: one for one in learners_on_duty(viewer, Role.LEADER)}
    ids = {one.uuid: one for one in learners.values()}
    counts: dict[str, Counter[str]] = {}
    for one in _standing(learners):
        school = ids[one.learner_uuid].school
        counts.setdefault(school.name if school else "", Counter())[one.choice] += 1
    return counts


def _standing(learners: Mapping[int, Any], as_of: dt.datetime | None = None) -> list[ChoiceInfo]:
    continuum = current_map()
    if continuum is None or not learners:
        return []
    rows = NextChoice.objects.filter(learner_id__in=_ids(learners)).select_related(
        "words", "chosen_by", "agreed_by"
    )
    if as_of is not None:
        rows = rows.filter(chosen_at__lte=as_of)
    latest: dict[tuple[int, int], NextChoice] = {}
    for row in rows.order_by("chosen_at", "pk"):
        living = continuum.current_ids.get(row.competency_id)
        if living is not None:
            latest[row.learner_id, living] = row
    return [
        ChoiceInfo(
            uuid=row.uuid,
            learner_uuid=learners[learner].uuid,
            learner_name=learners[learner].person.name,
            competency=continuum.by_id[competency],
            choice=row.choice,
            text=row.words.text if hasattr(row, "words") else "",
            chosen_by=row.chosen_by.name if row.chosen_by else "",
            agreed_by=row.agreed_by.name if row.agreed_by else "",
            chosen_at=row.chosen_at,
        )
        for (learner, competency), row in latest.items()
    ]


def _ids(learners: Mapping[int, Any]) -> Collection[int]:
    return list(learners)
