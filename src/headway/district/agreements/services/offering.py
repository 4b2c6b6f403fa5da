"""Proposing a target, answering an offer with another one, and agreeing anew on any day."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from headway.district.agreements.models import Offer, OfferWords, Signature, Target, TargetWords
from headway.district.agreements.outlooks import graduation_on, needs_of, school_days_of
from headway.district.agreements.policies.stages import NO_SUCH_PAGE, agreement_policy, can_begin, stage_of
from headway.district.agreements.policies.targets import (
    Terms,
    begins_anew_on,
    check_part,
    check_terms,
    checked_words,
    moves_alone,
    part_in,
    side_or_refuse,
    wanted_by,
)
from headway.district.agreements.policies.ways import carried_way, same_way, way_of
from headway.district.agreements.selectors.targets import read_targets
from headway.district.agreements.services.aiming import (
    aim_of,
    all_met,
    check_changes,
    check_not_planned,
    check_open,
    held_of,
)
from headway.district.agreements.services.refusals import (
    answered_meanwhile,
    map_or_refuse,
    who_begins,
)
from headway.district.agreements.services.terms import filled, repeated_offer, repeated_target
from headway.district.agreements.target_types import OfferInfo, TargetInfo
from headway.district.agreements.telling import tell_signed, tell_waiting
from headway.district.agreements.types import Side
from headway.district.foundation.api import (
    Conflict,
    NotFound,
    audit,
    clock,
    kept_key,
    refused,
)
from headway.district.people.api import Viewer, families_of, lock_learners
from headway.mastery.pacing.agreement import StageRules
from headway.mastery.pacing.trajectories import Shape

__all__ = ["counter", "open_target", "propose", "renegotiate"]


@transaction.atomic
def propose(
    *,
    viewer: Viewer,
    learner_uuid: uuid.UUID,
    aim: str,
    by_on: dt.date | None,
    domain_code: str = "",
    level: int | None = None,
    competency_uuids: Collection[uuid.UUID] = (),
    why: str = "",
    from_on: dt.date | None = None,
    shape: Mapping[str, Any] | None = None,
    support_minutes: int | None = 0,
    plan: str = "usual",
    reason: str = "",
    support: str = "",
    request_key: str = "",
) -> uuid.UUID:
    """Begin a target with its first offer, which the maker signs by making it. The target.

    The same request again changes nothing. Raises Conflict where it says something else than what was saved of it, NotFound for strangers, NotAllowed where the learner's stage lets
    somebody else begin, Refused naming the field, AlreadyPlanned where there is an open target for it.
    """
    learner, side = side_or_refuse(viewer, learner_uuid)
    support_minutes = 0 if support_minutes is None else support_minutes
    key = kept_key(viewer.actor, "target", request_key)
    terms = Terms(by_on, from_on, shape, support_minutes, plan, reason, support)
    lock_learners(
        {learner.pk}
    )  # so that the same form, sent twice at one moment, finds what its first one wrote
    earlier = Target.objects.filter(request_key=key).first() if key else None
    if earlier is not None:
        return repeated_target(earlier, learner, (aim, domain_code, level, competency_uuids), why, terms)
    if not can_begin(viewer, learner):
        raise who_begins(side)
    check_part(side, terms, None)
    why = checked_words("why", why)
    open_targets = list(read_targets({learner.pk: learner.uuid}, only_open=True).get(learner.pk, ()))
    continuum = map_or_refuse()
    domain_code, level, ids = aim_of(aim, domain_code, level, competency_uuids, continuum)
    target = Target(learner=learner, aim=aim, domain_code=domain_code, level=level, competency_ids=list(ids))
    members, still_open = held_of(target, learner, continuum)
    check_not_planned(target, members, open_targets, continuum)
    check_open(target, members, still_open, continuum)
    target.recorded_at, target.recorded_by_id, target.request_key = clock.now(), viewer.person_id, key
    try:
        with transaction.atomic():
            target.save(force_insert=True)
    except IntegrityError as twice:
        raise Conflict(
            _("The same proposal arrived twice at the same moment."), remedy=_("Open the page again.")
        ) from twice
    if why:
        TargetWords.objects.create(target=target, why=why)
    audit.record(
        by=viewer.actor,
        act="agreements.target_proposed",
        **_subject(target, learner),
        aim=aim,
        domain=domain_code,
        level=level,
        competencies=len(ids),
        side=side,
    )
    _offer(viewer, learner, side, target, terms, 1, None, still_open, key)
    return target.uuid


@transaction.atomic
def counter(
    *,
    viewer: Viewer,
    target_uuid: uuid.UUID,
    expects: int,
    by_on: dt.date | None,
    from_on: dt.date | None = None,
    shape: Mapping[str, Any] | None = None,
    support_minutes: int | None = None,
    plan: str = "usual",
    reason: str = "",
    support: str = "",
    request_key: str = "",
) -> uuid.UUID:
    """Answer the offer that is on the table (its number: `expects`) with another one. The new offer.

    Without from_on it begins today, or with the answered offer where that begins later. support_minutes: an adult's to
    name; None leaves them as they are. The same request again changes nothing. Raises NotFound, NotAllowed, Refused naming the field; Conflict where somebody answered in the meantime, or where
    nothing is on the table.
    """
    terms = Terms(by_on, from_on, shape, support_minutes, plan, reason, support)
    return _answer(viewer, target_uuid, expects, terms, request_key, anew=False)


@transaction.atomic
def renegotiate(
    *,
    viewer: Viewer,
    target_uuid: uuid.UUID,
    by_on: dt.date | None,
    reason: str,
    expects: int | None = None,
    from_on: dt.date | None = None,
    shape: Mapping[str, Any] | None = None,
    support_minutes: int | None = None,
    plan: str = "",
    support: str = "",
    request_key: str = "",
) -> uuid.UUID:
    """A further offer for what is agreed already, on any day, with a reason; the agreement stays until it is signed.

    Its line begins anew: on from_on, else today (with the agreement where that has not begun), and what is proficient by
    then is where it starts. What else isn't given stays as it was agreed. At a stage that lets the learner move the date by some days, an offer of
    hers that does no more than that stands at once, along the line that was agreed, and her adults are told. Raises as `counter`.
    """
    terms = Terms(by_on, from_on, shape, support_minutes, plan, reason, support)
    return _answer(viewer, target_uuid, expects, terms, request_key, anew=True)


def _answer(
    viewer: Viewer,
    target_uuid: uuid.UUID,
    expects: int | None,
    terms: Terms,
    request_key: str,
    *,
    anew: bool,
) -> uuid.UUID:
    row, learner, side = open_target(viewer, target_uuid)
    key = kept_key(viewer.actor, "offer", request_key)
    earlier = Offer.objects.filter(request_key=key).select_related("words").first() if key else None
    info = read_targets({learner.pk: learner.uuid}, target_ids=(row.pk,))[learner.pk][0]
    if earlier is not None:
        return repeated_offer(earlier, info, terms, anew=anew)
    latest, in_force = info.latest, info.in_force
    assert latest is not None  # a target begins with an offer
    if expects is not None and expects != latest.number:
        raise answered_meanwhile(latest, viewer.person_id)
    if anew:
        if in_force is None or info.on_table is not None:
            raise Conflict(
                _("Offer %(number)s is still on the table.") % {"number": latest.number},
                remedy=_("Sign it, or answer it with another offer."),
            )
        terms = filled(terms, in_force, clock.today(), len(info.open_ids), anew=True)
        if not terms.reason.strip():
            raise refused(
                "reason",
                _("Say why the plan should change."),
                _("One sentence is enough; everybody who signs reads it."),
            )
    elif info.on_table is None:
        raise Conflict(
            _("This plan is agreed; no offer is on the table."),
            remedy=_("You can propose a change on any day, with a reason."),
        )
    else:
        terms = filled(terms, latest, clock.today(), len(info.open_ids), anew=False)
    check_part(side, terms, latest)
    if not info.open_ids:
        raise all_met()
    return _offer(viewer, learner, side, row, terms, latest.number + 1, info, info.open_ids, key).uuid


def _offer(
    viewer: Viewer,
    learner: Any,
    side: str,
    target: Target,
    terms: Terms,
    number: int,
    info: TargetInfo | None,
    open_ids: Collection[int],
    key: str | None,
) -> Offer:
    """Write the next offer with the signature of whoever makes it, and tell those who have to answer."""
    policy, version = agreement_policy()
    stage, today = stage_of(learner), clock.today()
    rules = policy.stages[stage]
    reason, support = checked_words("reason", terms.reason), checked_words("support", terms.support)
    earliest = min((one.from_on for one in info.offers), default=today) if info else today
    days = school_days_of(learner)
    from_on, by_on = check_terms(
        terms,
        aim=target.aim,
        rules=rules,
        earliest=earliest,
        graduates_on=graduation_on(learner),
        first_school_day=days.first_after(max(terms.from_on or today, today)),
    )
    goes_on = _goes_on_alone(info, rules, side, terms)
    if goes_on is not None:
        from_on = goes_on.from_on
        shape = Shape.from_dict(goes_on.shape).placed(days.share_of(from_on, by_on, target.domain_code))
    else:
        shape = way_of(
            terms.shape,
            from_on=from_on,
            by_on=by_on,
            time=days.share_of(from_on, by_on, target.domain_code),
            weights=_weights(open_ids),
        )
    wants = wanted_by(policy, terms.plan, has_family=bool(families_of((learner.pk,))))
    if goes_on is not None:
        wants.remove(Side.ADULT.value)
    check_changes(info, terms, from_on, by_on, shape, support, wants)
    (need,) = needs_of(viewer, learner, [(open_ids, max(from_on, today), by_on)])
    row = Offer(
        target=target,
        number=number,
        side=side,
        from_on=from_on,
        by_on=by_on,
        shape=shape.to_dict(),
        buffer_days=policy.buffer_days,
        support_minutes_per_week=terms.support_minutes or 0,
        plan=terms.plan,
        wants=wants,
        outlook=need.to_dict(),
        stage=stage,
        policy_version=version,
        offered_by_id=viewer.person_id,
        offered_at=clock.now(),
        request_key=key,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise Conflict(
            _("Somebody answered at the same moment."),
            remedy=_("Read the newer offer; what you typed is still here."),
        ) from twice
    if reason or support:
        OfferWords.objects.create(offer=row, reason=reason, support=support)
    Signature.objects.create(
        offer=row,
        side=side,
        signed_by_id=viewer.person_id,
        signed_at=row.offered_at,
        language=(get_language() or "en")[:8],
    )
    audit.record(
        by=viewer.actor,
        act="agreements.offered",
        **_subject(target, learner),
        number=number,
        side=side,
        by_on=by_on.isoformat(),
        plan=terms.plan,
        wants=wants,
        stage=stage,
        rule_version=version,
    )
    missing = [one for one in wants if one != side]
    if missing:
        tell_waiting(learner=learner, target=target, sides=missing, but=viewer.person_id, by=viewer.actor)
    else:
        tell_signed(learner=learner, target=target, but=viewer.person_id, by=viewer.actor)
    return row


def _goes_on_alone(info: TargetInfo | None, rules: StageRules, side: str, terms: Terms) -> OfferInfo | None:
    """The agreement whose beginning and way go on, where the learner moves its day by her few days alone; else None."""
    in_force = info.in_force if info else None
    if info is None or in_force is None or info.on_table is not None:
        return None
    if not moves_alone(rules, side, terms, in_force, _last_with_adult(info)):
        return None
    carried = carried_way(in_force, begins_anew_on(in_force, clock.today()), len(info.open_ids))
    given = in_force.shape if terms.shape is None else terms.shape
    assert terms.by_on is not None  # checked with the terms
    if any(dt.date.fromisoformat(one["on"]) > terms.by_on for one in in_force.shape.get("steps", ())):
        return None
    return in_force if any(same_way(given, one) for one in (in_force.shape, carried)) else None


def _weights(open_ids: Collection[int]) -> list[float]:
    """Learning units of what is open, in the order of the continuum."""
    return [float(one.weight) for one in map_or_refuse().competencies if one.id in set(open_ids)]


def _last_with_adult(info: TargetInfo) -> OfferInfo | None:
    """The last agreement that an adult signed: from its date the learner's own few days are counted."""
    return next(
        (one for one in reversed(info.offers) if one.is_agreed and one.signed(Side.ADULT) is not None), None
    )


# -- what else ---------------------------------------------------------------------------------------------------------


def open_target(viewer: Viewer, target_uuid: uuid.UUID) -> tuple[Target, Any, str]:
    """The open target under its learner's lock, the learner, and the viewer's side.

    Raises NotFound, NotAllowed, Conflict where it has ended.
    """
    row = Target.objects.select_related("learner").filter(uuid=target_uuid).first()
    if row is None:
        raise NotFound(NO_SUCH_PAGE)
    learner, side = part_in(viewer, row)
    lock_learners({learner.pk})
    if Target.objects.filter(pk=row.pk, end__isnull=False).exists():
        raise Conflict(
            _("This target is no longer open."), remedy=_("Look at what became of it, or begin a new one.")
        )
    return row, learner, side


def _subject(target: Target, learner: Any) -> dict[str, Any]:
    return {"subject_kind": "pace_target", "subject_uuid": target.uuid, "learner_uuid": learner.uuid}
