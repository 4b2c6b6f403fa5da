"""Targets with every offer made for them: of one learner, as pages read them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Exists, OuterRef

from headway.district.agreements.models import Offer, Signature, Target
from headway.district.agreements.policies.stages import NO_SUCH_PAGE
from headway.district.agreements.reach import members_of
from headway.district.agreements.selectors.notes import standing_notes
from headway.district.agreements.target_types import EndInfo, OfferInfo, Signed, TargetInfo
from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.foundation.api import NotFound, clock
from headway.district.people.api import Viewer, visible_learners
from headway.district.proficiency.api import StandingInfo, proficient_columns, standings_of
from headway.mastery.pacing import date_of

__all__ = ["held_and_open", "read_targets", "target_of", "targets_seen"]

OF_A_TARGET = ("words", "recorded_by", "end__words", "end__ended_by", "end__replaced_by")


def targets_seen(
    viewer: Viewer,
    seen: Any,
    as_of: dt.datetime | None = None,
    standings: Mapping[int, StandingInfo] | None = None,
) -> tuple[TargetInfo, ...]:
    """Every target of a learner whom the viewer is known to see (a page asks that once), open ones first, the newest at the
    top. Two queries, for one target as for thirty.

    as_of: what was known at a past moment. standings: `standings_of` her at that moment, where they are at hand already;
    one query then.
    """
    if standings is None and as_of is not None:
        standings = standings_of(viewer, seen, as_of)
    met = None if standings is None else _met_in(standings)
    found = read_targets({seen.pk: seen.uuid}, as_of=as_of, met=met).get(seen.pk, ())
    return tuple(sorted(found, key=lambda one: (one.end is not None, -one.id)))


def target_of(viewer: Viewer, target_uuid: uuid.UUID, seen: Any = None) -> TargetInfo:
    """One target. Raises NotFound for strangers. seen: its learner, where the viewer is known to see her."""
    if seen is not None:
        mine = read_targets({seen.pk: seen.uuid}, target_uuid=target_uuid).get(seen.pk)
        if not mine:
            raise NotFound(NO_SUCH_PAGE)
        return mine[0]
    row = Target.objects.filter(uuid=target_uuid).values_list("pk", "learner_id").first()
    if row is None:
        raise NotFound(NO_SUCH_PAGE)
    learner = visible_learners(viewer).filter(pk=row[1]).first()
    if learner is None:
        raise NotFound(NO_SUCH_PAGE)
    return read_targets({learner.pk: learner.uuid}, target_ids=(row[0],))[learner.pk][0]


def read_targets(
    learners: Mapping[int, uuid.UUID],
    *,
    target_ids: Collection[int] | None = None,
    target_uuid: uuid.UUID | None = None,
    as_of: dt.datetime | None = None,
    met: Mapping[int, dt.date] | None = None,
    only_open: bool = False,
) -> dict[int, tuple[TargetInfo, ...]]:
    """Targets per learner, oldest first. Access is decided by whoever gives the learners (row id → uuid).

    Targets, offers and signatures come in one query: a target begins with an offer, and every offer carries at least the
    signature of its maker.

    met: the proficient competencies of the one learner with their day, where they are at hand or those of a past day.
    """
    rows = Signature.objects.filter(offer__target__learner_id__in=list(learners)).select_related(
        "signed_by",
        "offer__words",
        "offer__offered_by",
        *(f"offer__target__{one}" for one in OF_A_TARGET),
    )
    if target_ids is not None:
        rows = rows.filter(offer__target_id__in=target_ids)
    if target_uuid is not None:
        rows = rows.filter(offer__target__uuid=target_uuid)
    if only_open:
        rows = rows.filter(offer__target__end__isnull=True)
    if as_of is not None:
        rows = rows.filter(offer__target__recorded_at__lte=as_of, signed_at__lte=as_of)
    rows = rows.annotate(has_note=Exists(standing_notes().filter(target=OuterRef("offer__target_id"))))
    signed = list(rows.order_by("offer__target_id", "offer__number", "signed_at", "pk"))
    if not signed:
        return {}
    targets = {one.offer.target_id: one.offer.target for one in signed}
    noted = {one.offer.target_id for one in signed if one.has_note}
    continuum = current_map()
    ids = {row.learner_id for row in targets.values()}
    proficient = _proficient(ids, continuum) if met is None else dict.fromkeys(ids, met)
    offers = _offers(signed)
    found: dict[int, list[TargetInfo]] = defaultdict(list)
    for row in targets.values():
        members = (
            members_of(continuum, row.aim, row.domain_code, row.level, row.competency_ids)
            if continuum
            else ()
        )
        can = proficient.get(row.learner_id, {})
        found[row.learner_id].append(
            TargetInfo(
                id=row.pk,
                uuid=row.uuid,
                learner_id=row.learner_id,
                learner_uuid=learners[row.learner_id],
                aim=row.aim,
                domain_code=row.domain_code,
                level=row.level,
                competency_ids=members,
                open_ids=tuple(one for one in members if one not in can),
                met_ids=tuple(one for one in members if one in can),
                recorded_at=row.recorded_at,
                recorded_by=row.recorded_by.name if row.recorded_by else "",
                offers=tuple(offers.get(row.pk, ())),
                why=row.words.why if hasattr(row, "words") else "",
                end=_end(row, as_of),
                met_on=tuple((one, can[one]) for one in members if one in can),
                has_note=row.pk in noted,
            )
        )
    return {learner: tuple(of) for learner, of in found.items()}


def held_and_open(
    learner_id: int,
    aim: str,
    domain_code: str,
    level: int | None,
    competency_ids: Collection[int],
    continuum: ContinuumMap,
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """What a target that isn't written yet would hold for this learner, and what of it is not proficient yet."""
    members = members_of(continuum, aim, domain_code, level, competency_ids)
    can = _proficient((learner_id,), continuum).get(learner_id, {})
    return members, tuple(one for one in members if one not in can)


def _proficient(
    learner_ids: Collection[int], continuum: ContinuumMap | None
) -> dict[int, Mapping[int, dt.date]]:
    """By learner: competency → the day since which it is proficient."""
    found: dict[int, dict[int, dt.date]] = defaultdict(dict)
    if continuum is None:
        return {}
    columns = proficient_columns(sorted(learner_ids), continuum)
    rows = zip(columns.learner.tolist(), columns.competency.tolist(), columns.day.tolist(), strict=True)
    for learner, competency, day in rows:
        found[learner][competency] = date_of(day)
    return dict(found)


def _met_in(standings: Mapping[int, StandingInfo]) -> Mapping[int, dt.date]:
    """What is proficient, and since when."""
    found = {}
    for key, one in standings.items():
        since = one.proficient_since or one.determined_at
        if one.is_proficient and since is not None:
            found[key] = clock.local_date(since)
    return found


def _offers(signed: Collection[Signature]) -> dict[int, list[OfferInfo]]:
    """By target its offers, in the order of the signatures."""
    offers: dict[int, Offer] = {}
    signatures: dict[int, list[Signed]] = defaultdict(list)
    for one in signed:
        offers[one.offer_id] = one.offer
        name = one.signed_by.name if one.signed_by else ""
        signatures[one.offer_id].append(Signed(one.side, one.signed_by_id, name, one.signed_at, one.language))
    found: dict[int, list[OfferInfo]] = defaultdict(list)
    for row in offers.values():
        words = getattr(row, "words", None)
        found[row.target_id].append(
            OfferInfo(
                id=row.pk,
                uuid=row.uuid,
                number=row.number,
                side=row.side,
                person_id=row.offered_by_id,
                name=row.offered_by.name if row.offered_by else "",
                offered_at=row.offered_at,
                from_on=row.from_on,
                by_on=row.by_on,
                shape=row.shape,
                buffer_days=row.buffer_days,
                support_minutes=row.support_minutes_per_week,
                plan=row.plan,
                wants=tuple(row.wants),
                signatures=tuple(signatures[row.pk]),
                stage=row.stage,
                policy_version=row.policy_version,
                reason=words.reason if words else "",
                support=words.support if words else "",
                outlook=row.outlook,
            )
        )
    return found


def _end(target: Target, as_of: dt.datetime | None) -> EndInfo | None:
    row = getattr(target, "end", None)
    if row is None or (as_of is not None and row.ended_at > as_of):
        return None
    return EndInfo(
        ending=row.ending,
        ended_at=row.ended_at,
        name=row.ended_by.name if row.ended_by else "",
        reason=row.words.reason if hasattr(row, "words") else "",
        replaced_by=row.replaced_by.uuid if row.replaced_by else None,
    )
