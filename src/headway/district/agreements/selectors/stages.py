"""On which stage learners stand, what was decided, and for whom the record holds evidence for a wider one."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Any

from headway.district.agreements.check_in_types import CheckInState
from headway.district.agreements.models import Signature, StageDecision, Target
from headway.district.agreements.reach import members_of
from headway.district.agreements.selectors.check_ins import states_of
from headway.district.agreements.stage_types import (
    KeptTargets,
    StageEvidence,
    StageItem,
    StageReview,
    WiderSuggestion,
)
from headway.district.agreements.types import AutonomyStage, TargetEnding
from headway.district.continuum.api import current_map
from headway.district.foundation.api import clock, in_parts
from headway.district.habits.api import (
    HabitScales,
    ObserverRole,
    habit_scales,
    lately,
    observations_seen,
)
from headway.district.people.api import Viewer, check_see
from headway.district.proficiency.api import proficient_columns
from headway.mastery.pacing import date_of

__all__ = [
    "kept_targets",
    "stage_evidence",
    "stage_evidence_seen",
    "stage_history",
    "stage_history_seen",
    "stage_reviews_due",
    "suggestion_of",
]

# A suggestion wants most of the recent weeks, and that there were some.
WEEKS_ASKED, WEEKS_LEFT_OUT = 4, 1
SHOWN = 12


def stage_history(viewer: Viewer, learner: Any) -> tuple[StageItem, ...]:
    """What was decided on this learner's stage, newest first, with its reason. Raises NotFound for strangers."""
    check_see(viewer, learner)
    return stage_history_seen(learner)


def stage_history_seen(learner: Any) -> tuple[StageItem, ...]:
    """`stage_history` of a learner whom the reader is known to see: a page asks that once."""
    rows = StageDecision.objects.filter(learner_id=learner.pk).select_related("decided_by", "words")
    return tuple(_item(row) for row in rows.order_by("-recorded_at", "-id"))


def stage_reviews_due(learners: Collection[Any], on: dt.date | None = None) -> tuple[StageReview, ...]:
    """Those of these learners whose stage was to be looked at again by a day (today), the longest waiting first.

    Access is the caller's to decide. One query for each ten thousand learners.
    """
    on = on or clock.today()
    latest: dict[int, tuple[int, dt.date | None]] = {}
    for part in in_parts(one.pk for one in learners):
        rows = StageDecision.objects.filter(learner_id__in=part).order_by("recorded_at", "id")
        for learner_id, stage, review_on in rows.values_list("learner_id", "stage", "review_on"):
            latest[learner_id] = stage, review_on
    due = [
        StageReview(learner_id, stage, review_on)
        for learner_id, (stage, review_on) in latest.items()
        if review_on is not None and review_on <= on
    ]
    return tuple(sorted(due, key=lambda one: (one.review_on, one.learner_id)))


def stage_evidence(
    viewer: Viewer, learner: Any, state: CheckInState | None = None, scales: HabitScales | None = None
) -> StageEvidence:
    """What the record says about how this learner plans and works. Raises NotFound for strangers."""
    check_see(viewer, learner)
    return stage_evidence_seen(learner, state, scales)


def stage_evidence_seen(
    learner: Any, state: CheckInState | None = None, scales: HabitScales | None = None
) -> StageEvidence:
    """`stage_evidence` of a learner whom the reader is known to see: a page asks that once.

    What was noted on a scale of other steps stands among the observations and says nothing about how a habit shows now.
    """
    seen = [
        one
        for one in observations_seen(learner)
        if one.role == ObserverRole.ADULT and one.withdrawn_at is None
    ]
    scales = scales or habit_scales()
    levels: dict[int, list[int]] = defaultdict(list)
    for one in reversed(seen):
        if scales.is_as_today(one.recorded_at):
            levels[one.habit_id].append(one.level)
    state = state or states_of((learner,))[learner.pk]
    upper = scales.at(clock.now()).size // 2
    return StageEvidence(
        firm_ids=tuple(habit for habit, of in levels.items() if (lately(of) or 0) > upper),
        observations=tuple(seen[:SHOWN]),
        weeks_kept=state.weeks_kept,
        weeks_asked=state.weeks_asked,
        targets=kept_targets((learner.pk,)).get(learner.pk, KeptTargets()),
    )


def suggestion_of(learner_id: int, stage: int, evidence: StageEvidence) -> WiderSuggestion | None:
    """Does the record hold evidence for a wider stage than the one she is at? None where it suggests nothing.

    Suggested where she checked in in all but one of the recent weeks (four at least), and besides that reached a target
    by its agreed date, or adults lately see a habit in the upper half of the district's steps. It is told to an adult who
    decides on her stage (`is_adult_of`); nothing changes by it.
    """
    if stage >= max(AutonomyStage.values) or not _is_steady(evidence.weeks_kept, evidence.weeks_asked):
        return None
    if not (evidence.firm_ids or evidence.targets.kept):
        return None
    return WiderSuggestion(
        learner_id,
        stage,
        evidence.weeks_kept,
        evidence.weeks_asked,
        evidence.targets.kept,
        evidence.firm_ids,
    )


def kept_targets(learner_ids: Collection[int]) -> dict[int, KeptTargets]:
    """Targets that were reached, and how many by the date that was agreed last. Two queries for everybody.

    Reached is a target on the day of its last competency, whenever somebody tapped that it is met.
    """
    met: dict[int, Target] = {}
    offers: dict[int, tuple[int, dt.date, set[str]]] = {}
    sides: dict[int, set[str]] = defaultdict(set)
    signed = Signature.objects.filter(
        offer__target__learner_id__in=list(learner_ids), offer__target__end__ending=TargetEnding.MET
    ).select_related("offer__target__end")
    for one in signed.order_by("offer__target_id", "offer__number"):
        offer = one.offer
        met[offer.target_id] = offer.target
        offers[offer.pk] = offer.target_id, offer.by_on, set(offer.wants)
        sides[offer.pk].add(one.side)
    if not met:
        return {}
    agreed = {target: by_on for offer, (target, by_on, wants) in offers.items() if wants <= sides[offer]}
    days = _days_reached(met.values())
    reached, kept = Counter(target.learner_id for target in met.values()), Counter[int]()
    for pk, target in met.items():
        kept[target.learner_id] += pk in agreed and days[pk] <= agreed[pk]
    return {learner: KeptTargets(number, kept[learner]) for learner, number in reached.items()}


def _days_reached(targets: Collection[Target]) -> dict[int, dt.date]:
    """By target (row id) that ended as met: when the last of it became proficient, at the latest the day of its end."""
    found, continuum = {one.pk: clock.local_date(one.end.ended_at) for one in targets}, current_map()
    if continuum is None:
        return found
    columns = proficient_columns(sorted({one.learner_id for one in targets}), continuum)
    since = {
        (learner, competency): date_of(day)
        for learner, competency, day in zip(
            columns.learner.tolist(), columns.competency.tolist(), columns.day.tolist(), strict=True
        )
    }
    for one in targets:
        members = members_of(continuum, one.aim, one.domain_code, one.level, one.competency_ids)
        # Of what is no longer proficient the day is not known: the day of the end stands for it.
        days = [since.get((one.learner_id, member), found[one.pk]) for member in members]
        found[one.pk] = min(max(days, default=found[one.pk]), found[one.pk])
    return found


def _is_steady(kept: int, asked: int) -> bool:
    return asked >= WEEKS_ASKED and kept >= asked - WEEKS_LEFT_OUT


def _item(row: StageDecision) -> StageItem:
    words = getattr(row, "words", None)
    return StageItem(
        uuid=row.uuid,
        stage=row.stage,
        earlier=row.earlier,
        decided_on=row.decided_on,
        decided_by=row.decided_by.name if row.decided_by else "",
        reason=words.reason if words else "",
        habits=len(row.evidence.get("habits", ())),
        check_ins=row.evidence.get("check_ins", 0),
        kept=row.evidence.get("kept", 0),
        review_on=row.review_on,
    )
