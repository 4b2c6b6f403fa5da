"""A person decides where a learner begins in one domain or strand; and takes a decision back."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from headway.district.checks.api import known_and_holes
from headway.district.continuum.api import ContinuumMap
from headway.district.foundation.api import Conflict, NotFound, audit, clock, forget, refused
from headway.district.people.api import Viewer, lock_learners
from headway.district.placement.models import (
    LevelingSession,
    Placement,
    PlacementWithdrawal,
    PlacementWords,
    PlanTask,
)
from headway.district.placement.policies import (
    NO_SUCH_PAGE,
    check_decide,
    check_place,
    core_domains,
    entry_level_of,
    leveling_policy,
    map_or_refuse,
    staff_learner,
)
from headway.district.placement.selectors.levels import levels_of
from headway.district.placement.selectors.sources import sources_of, suggested
from headway.district.placement.selectors.taking import below, of_place
from headway.district.placement.services.appealing import answer_with_withdrawal
from headway.district.placement.services.checking import (
    after_months,
    check_basis,
    check_choices,
    check_level,
    check_words,
)
from headway.district.placement.services.judging import LONGEST_WORDS, key_of
from headway.district.placement.services.plan_tasks import open_plan_task
from headway.district.placement.services.plans import owner_among
from headway.district.placement.types import (
    Confidence,
    LevelingReason,
    PlaceOutcome,
    PlanTaskReason,
    SourceKind,
    SourceSuggestion,
    SuggestedLevel,
)
from headway.district.proficiency.api import take_as_met, take_back_taken
from headway.mastery.placement.leveling import LevelingPolicy

__all__ = ["frozen", "is_complete", "open_leveling", "place", "withdraw"]


@transaction.atomic
def open_leveling(
    *,
    viewer: Viewer,
    learner_uuid: uuid.UUID,
    reason: str = LevelingReason.ENTRY,
    expected_level: int | None = None,
) -> LevelingSession:
    """Sit down to see where a learner is. The open session, where there is one.

    expected_level: where learners who enter with her usually begin; the policy's for her school where left out.
    """
    learner = staff_learner(viewer, learner_uuid)
    policy, _version = leveling_policy()
    check_decide(viewer, learner, policy)
    if reason not in set(LevelingReason):
        raise refused("reason", _("Say why you sit down."), _("Choose one of the reasons."))
    lock_learners({learner.pk})
    found = LevelingSession.objects.filter(learner=learner, closed_at__isnull=True).first()
    if found is not None:
        if expected_level is not None and found.expected_level != expected_level:
            found.expected_level = expected_level
            found.save(update_fields=["expected_level"])
            _note_opened(viewer, found, learner)
        return found
    if expected_level is None:
        expected_level = entry_level_of(policy, learner.school)
    row = LevelingSession.objects.create(
        learner=learner,
        reason=reason,
        expected_level=expected_level,
        opened_by_id=viewer.person_id,
        opened_at=clock.now(),
    )
    _note_opened(viewer, row, learner)
    return row


def _note_opened(viewer: Viewer, row: LevelingSession, learner: Any) -> None:
    audit.record(
        by=viewer.actor,
        act="placement.leveling_opened",
        subject_kind="leveling_session",
        subject_uuid=row.uuid,
        learner_uuid=learner.uuid,
        reason_code=str(row.reason),
        expected_level=row.expected_level,
    )


@transaction.atomic
def place(
    *,
    viewer: Viewer,
    learner_uuid: uuid.UUID,
    domain_code: str,
    level: int | None,
    strand_code: str = "",
    confidence: str = Confidence.LIKELY,
    basis: str = "",
    reason: str = "",
    start_here: str = "",
    takes_as_met: bool | Collection[int] = False,
    review_on: dt.date | None = None,
    owner_uuid: uuid.UUID | None = None,
    request_key: str = "",
) -> PlaceOutcome:
    """Decide where she begins. What the sources suggested at this moment is kept with the decision for ever.

    basis: the kind of source that weighed most, one that is there for the domain, or judgement; the leading one where
    left out. A decision against the suggestion needs
    a reason. takes_as_met: True takes everything below the level as met except what a check says is not yet there; ids
    take exactly these of it. Nothing that is shown or decided is overwritten. Far below the usual entry a plan task
    opens in the same transaction. Raises NotFound, NotAllowed, Refused naming the field, Conflict.
    """
    learner = staff_learner(viewer, learner_uuid)
    policy, version = leveling_policy()
    check_decide(viewer, learner, policy)
    continuum = map_or_refuse()
    check_place(continuum, policy, domain_code, strand_code)
    level = check_level(continuum, domain_code, level)
    check_choices(confidence, basis, review_on)
    reason = check_words("reason", reason, LONGEST_WORDS)
    start_here = check_words("start_here", start_here, LONGEST_WORDS)
    key = key_of(viewer, request_key)
    lock_learners({learner.pk})
    if earlier := _sent_before(key, learner.pk, domain_code, strand_code, level):
        return earlier
    sources = sources_of(viewer, (learner.pk,), continuum).get(learner.pk, {})
    suggestion = suggested(sources.get((domain_code, strand_code), ()))
    departs = suggestion.departs(level)
    if departs and not reason:
        raise refused(
            "reason",
            _("Your decision differs from what the sources suggest, so it needs a reason."),
            _("Write in a sentence what you know that they don't."),
        )
    check_basis(basis, domain_code, sources)
    session = _session(viewer, learner, policy)
    wanted = _wanted(learner.pk, continuum, domain_code, strand_code, level, takes_as_met)
    given_back = _give_back(viewer, learner, continuum, domain_code, strand_code, wanted)
    taken = take_as_met(learner, wanted, "placement", viewer.actor)
    row = _append(
        viewer,
        learner=learner,
        session=session,
        domain_code=domain_code,
        strand_code=strand_code,
        level=level,
        confidence=confidence,
        basis=basis or (suggestion.leading.kind if suggestion.leading else SourceKind.JUDGEMENT.value),
        suggestion=frozen(suggestion, sources.get((domain_code, strand_code), ())) | {"policy": version},
        departs=departs,
        opens=list(taken),
        review_on=review_on or after_months(clock.today(), policy.review_months),
        request_key=key,
    )
    if reason or start_here:
        PlacementWords.objects.create(placement=row, reason=reason, start_here=start_here)
    task = _plan(viewer, learner, policy, row, session, owner_uuid)
    closed = _close_when_complete(session, learner, policy, continuum)
    audit.record(
        by=viewer.actor,
        act="placement.placed",
        subject_kind="placement",
        subject_uuid=row.uuid,
        learner_uuid=learner.uuid,
        domain=domain_code,
        strand=strand_code,
        level=level,
        basis=row.basis,
        departs=departs,
        taken=len(taken),
        given_back=len(given_back),
    )
    forget()
    return PlaceOutcome(
        placement_uuid=row.uuid,
        level=level,
        departs=departs,
        taken=taken,
        given_back=given_back,
        plan_task_uuid=task.uuid if task else None,
        closed_session=closed,
    )


@transaction.atomic
def withdraw(*, viewer: Viewer, placement_uuid: uuid.UUID) -> tuple[int, ...]:
    """Take a decision back; what stood before it stands again. What only this one took as met is taken back too.

    Whoever had asked to look again at it is answered by that. Returns the competencies that are open again. Twice is the same.
    """
    row = Placement.objects.select_related("learner__school").filter(uuid=placement_uuid).first()
    if row is None:
        raise NotFound(NO_SUCH_PAGE)
    learner = staff_learner(viewer, row.learner.uuid)
    check_decide(viewer, learner, leveling_policy()[0])
    lock_learners({learner.pk})
    if PlacementWithdrawal.objects.filter(placement=row).exists():
        return ()
    PlacementWithdrawal.objects.create(
        placement=row, recorded_at=clock.now(), withdrawn_by_id=viewer.person_id
    )
    still = {
        one
        for opens in Placement.objects.filter(learner=learner, withdrawal__isnull=True).values_list(
            "opens", flat=True
        )
        for one in opens
    }
    back = take_back_taken(learner, [one for one in row.opens if one not in still], viewer.actor)
    answer_with_withdrawal(viewer, row, learner)
    audit.record(
        by=viewer.actor,
        act="placement.withdrawn",
        subject_kind="placement",
        subject_uuid=row.uuid,
        learner_uuid=learner.uuid,
        domain=row.domain_code,
        strand=row.strand_code,
        given_back=len(back),
    )
    forget()
    return back


def _sent_before(
    key: str | None, learner_id: int, domain_code: str, strand_code: str, level: int
) -> PlaceOutcome | None:
    row = Placement.objects.filter(request_key=key).first() if key else None
    if row is None:
        return None
    if (row.learner_id, row.domain_code, row.strand_code, row.level) != (
        learner_id,
        domain_code,
        strand_code,
        level,
    ):
        raise Conflict(
            _("This form was already sent for something else, so nothing was added."),
            remedy=_("Open the page again."),
        )
    return PlaceOutcome(row.uuid, row.level, row.departs, tuple(row.opens), repeated=True)


def _session(viewer: Viewer, learner: Any, policy: LevelingPolicy) -> LevelingSession:
    found = LevelingSession.objects.filter(learner=learner, closed_at__isnull=True).first()
    if found is not None:
        return found
    before = Placement.objects.filter(learner=learner).exists()
    reason = LevelingReason.REVIEW if before else LevelingReason.ENTRY
    return open_leveling(viewer=viewer, learner_uuid=learner.uuid, reason=reason)


def _wanted(
    learner_id: int,
    continuum: ContinuumMap,
    domain_code: str,
    strand_code: str,
    level: int,
    takes_as_met: bool | Collection[int],
) -> tuple[int, ...]:
    if takes_as_met is False:
        return ()
    decided = _decided_strands(learner_id, domain_code)
    found = below(continuum, domain_code, strand_code, level, decided)
    if takes_as_met is True:
        _known, holes = known_and_holes(learner_id, domain_code)
        return tuple(one for one in found if one not in holes)
    chosen = set(takes_as_met)
    return tuple(one for one in found if one in chosen)


def _decided_strands(learner_id: int, domain_code: str) -> set[str]:
    placed = levels_of((learner_id,)).get(learner_id, {})
    return {strand for domain, strand in placed if domain == domain_code and strand}


def _give_back(
    viewer: Viewer,
    learner: Any,
    continuum: ContinuumMap,
    domain_code: str,
    strand_code: str,
    wanted: Collection[int],
) -> tuple[int, ...]:
    """What an earlier decision took as met in this place, and this one no longer does."""
    codes = {one.id: one.code for one in continuum.strands}
    own = _decided_strands(learner.pk, domain_code) - {strand_code}
    here = {
        one.id
        for one in of_place(continuum, domain_code, strand_code)
        if strand_code or codes.get(one.strand_id or 0, "") not in own
    }
    return take_back_taken(learner, here - set(wanted), viewer.actor)


def frozen(suggestion: SuggestedLevel, sources: Collection[SourceSuggestion]) -> dict[str, Any]:
    """The suggestion as the decision keeps it: kinds, levels and days, no words of people."""
    return {
        "levels": list(suggestion.levels),
        "leading": suggestion.leading.kind if suggestion.leading else None,
        "differing": [one.kind for one in suggestion.differing],
        "sources": [
            {
                "kind": one.kind,
                "levels": list(one.levels),
                "confidence": one.confidence,
                "on": one.on.isoformat(),
                "reference": str(one.reference) if one.reference else None,
            }
            for one in sources
        ],
    }


def _append(viewer: Viewer, **values: Any) -> Placement:
    try:
        with transaction.atomic():
            return Placement.objects.create(
                **values,
                decided_on=clock.today(),
                recorded_at=clock.now(),
                decided_by_id=viewer.person_id,
            )
    except IntegrityError as problem:
        raise Conflict(
            _("The same decision arrived twice at the same moment."), remedy=_("Open the page again.")
        ) from problem


def _plan(
    viewer: Viewer,
    learner: Any,
    policy: LevelingPolicy,
    row: Placement,
    session: LevelingSession,
    owner_uuid: uuid.UUID | None,
) -> PlanTask | None:
    if not policy.is_far(row.level, session.expected_level):
        return None
    return open_plan_task(
        learner=learner,
        reason=PlanTaskReason.LEVELING,
        by=viewer.actor,
        domain_code=row.domain_code,
        facts={
            "level": row.level,
            "strand": row.strand_code,
            "entry_level": session.expected_level,
            "placement": str(row.uuid),
        },
        owner_id=owner_among(learner, owner_uuid) if owner_uuid else None,
        review_on=row.review_on,
    )


def _close_when_complete(
    session: LevelingSession, learner: Any, policy: LevelingPolicy, continuum: ContinuumMap
) -> bool:
    placed = levels_of((learner.pk,)).get(learner.pk, {})
    if not all(is_complete(placed, code, continuum) for code in core_domains(policy, continuum)):
        return False
    session.closed_at = clock.now()
    session.save(update_fields=["closed_at"])
    return True


def is_complete(placed: Collection[tuple[str, str]], domain_code: str, continuum: ContinuumMap) -> bool:
    """A domain is decided with a decision on the whole of it, or on each of its strands."""
    if (domain_code, "") in placed:
        return True
    domain = next((one for one in continuum.domains if one.code == domain_code), None)
    strands = continuum.strands_of(domain.id) if domain else ()
    return bool(strands) and all((domain_code, one.code) in placed for one in strands)
