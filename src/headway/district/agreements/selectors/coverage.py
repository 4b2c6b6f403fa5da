"""Agreements in force for many learners at once, and the domains for which nothing is agreed yet."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from headway.district.agreements.models import Offer, Signature, Target, TargetEnd
from headway.district.agreements.reach import academic_domains, members_of
from headway.district.agreements.target_types import AgreementColumns, NotNegotiated
from headway.district.continuum.api import ContinuumMap, DomainKind, current_map
from headway.district.evidence.api import first_observed
from headway.district.foundation.api import clock, in_parts, tables
from headway.district.people.api import Viewer, learners_of_staff, school_years
from headway.district.placement.api import levels_of
from headway.district.proficiency.api import proficient_columns

__all__ = ["agreements_in_force", "domains_without_agreement", "not_negotiated"]

EPOCH = dt.date(1970, 1, 1)


def agreements_in_force(
    learner_ids: Collection[int] | None = None, as_of: dt.datetime | None = None
) -> AgreementColumns:
    """Every agreement that stands (at a moment), with what of it is still open today; None asks for everybody.

    Set-wise: some queries for each ten thousand learners. Access is decided by whoever gives the ids.
    """
    continuum = current_map()
    found = list(_standing(learner_ids, as_of)) if continuum is not None else []
    if continuum is None or not found:
        return _columns([], {}, {}, continuum)
    learners = sorted({one.learner for one in found})
    members = {
        one.target: members_of(continuum, one.aim, one.domain, one.level, one.competency_ids) for one in found
    }
    proficient: dict[int, dict[int, int]] = defaultdict(dict)
    for part in in_parts(learners):
        columns = proficient_columns(part, continuum)
        rows = zip(columns.learner.tolist(), columns.competency.tolist(), columns.day.tolist(), strict=True)
        for learner, competency, day in rows:
            proficient[learner][competency] = day
    return _columns(found, members, proficient, continuum)


def not_negotiated(
    viewer: Viewer, learners: Collection[Any] | None = None
) -> dict[int, tuple[NotNegotiated, ...]]:
    """By learner (row id): the active domains without an agreement in force, the longest waiting first.

    For the viewer's learners as staff (or those among `learners`). Exact: see `domains_without_agreement`.
    """
    seen = learners_of_staff(viewer)
    if learners is not None:
        seen = seen.filter(pk__in=[one.pk for one in learners])
    here = [one for one in seen if one.left_on is None or one.left_on >= clock.today()]
    return domains_without_agreement(here)


def domains_without_agreement(
    learners: Collection[Any],
    on: dt.date | None = None,
    in_force: AgreementColumns | None = None,
) -> dict[int, tuple[NotNegotiated, ...]]:
    """By learner (row id), for learners as `visible_learners` gives them: active domains without an agreement.

    A domain is active for a learner who was placed in it or has evidence in it from this school year, as long as
    something there is not proficient yet. An agreement covers its domain as long as something of it is open; one for
    the diploma covers none, because it says nothing of what comes next. in_force: `agreements_in_force` of these
    learners, where it is at hand already. Who has no active domain is absent. Access is
    decided by whoever gives the learners.
    """
    continuum = current_map()
    if continuum is None or not learners:
        return {}
    on = on or clock.today()
    active = _active(learners, continuum, on)
    ids = list(active)
    covered: dict[int, set[str]] = defaultdict(set)
    agreements = agreements_in_force(ids) if in_force is None else in_force
    is_open = np.zeros(len(agreements), dtype=bool)
    is_open[agreements.open_row] = True
    for row in np.flatnonzero(is_open).tolist():
        if agreements.domain[row]:
            covered[int(agreements.learner[row])].add(agreements.domain[row])
    open_now = _something_open(ids, continuum)
    talked_over, last_end = _around(ids)
    found = {}
    for learner, domains in active.items():
        rows = [
            NotNegotiated(
                learner,
                code,
                max(since, last_end.get((learner, code), since)),
                talked_over.get((learner, code)),
            )
            for code, since in domains.items()
            if code in open_now.get(learner, set()) and code not in covered[learner]
        ]
        if rows:
            found[learner] = tuple(sorted(rows, key=lambda one: (one.since, one.domain_code)))
    return found


# -- what stands -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Agreed:
    target: int
    target_uuid: uuid.UUID
    learner: int
    aim: str
    domain: str
    level: int | None
    competency_ids: tuple[int, ...]
    from_on: dt.date
    by_on: dt.date
    agreed_at: dt.datetime
    buffer_days: int
    shape: Mapping[str, Any]
    plan: str


def _standing(learner_ids: Collection[int] | None, as_of: dt.datetime | None) -> Iterator[_Agreed]:
    """The highest offer of each open target that carries every signature it asks for, per ten thousand targets."""
    targets = Target.objects.filter(end__isnull=True)
    if as_of is not None:
        ended = TargetEnd.objects.filter(ended_at__lte=as_of)
        targets = Target.objects.filter(recorded_at__lte=as_of).exclude(pk__in=ended.values("target_id"))
    every: list[tuple[Any, ...]] = []
    asked = ("pk", "uuid", "learner_id", "aim", "domain_code", "level", "competency_ids")
    if learner_ids is None:
        every = list(targets.order_by("pk").values_list(*asked))
    else:
        for part in in_parts(learner_ids):
            every += targets.filter(learner_id__in=part).order_by("pk").values_list(*asked)
    rows_of = {row[0]: row for row in every}
    for ids in in_parts(rows_of):
        chunk = [rows_of[one] for one in ids]
        offers, signatures = (
            Offer.objects.filter(target_id__in=ids),
            Signature.objects.filter(offer__target_id__in=ids),
        )
        if as_of is not None:
            offers, signatures = offers.filter(offered_at__lte=as_of), signatures.filter(signed_at__lte=as_of)
        signed: dict[int, dict[str, dt.datetime]] = defaultdict(dict)
        for offer, side, at in signatures.order_by("signed_at").values_list("offer_id", "side", "signed_at"):
            signed[offer].setdefault(side, at)
        whole: dict[int, tuple[Any, ...]] = {}
        rows = offers.order_by("target_id", "number").values_list(
            "target_id", "pk", "wants", "from_on", "by_on", "buffer_days", "shape", "plan"
        )
        for target, offer, wants, *terms in rows:
            if set(wants) <= set(signed[offer]):
                agreed_at = max(signed[offer][side] for side in wants) if wants else None
                whole[target] = (agreed_at, *terms)
        for target, outside, learner, aim, domain, level, competencies in chunk:
            if target not in whole:
                continue
            agreed_at, from_on, by_on, buffer_days, shape, plan = whole[target]
            if agreed_at is None:
                continue
            yield _Agreed(
                target,
                outside,
                learner,
                aim,
                domain,
                level,
                tuple(competencies),
                from_on,
                by_on,
                agreed_at,
                buffer_days,
                shape,
                plan,
            )


def _columns(
    found: list[_Agreed],
    members: Mapping[int, tuple[int, ...]],
    proficient: Mapping[int, Mapping[int, int]],
    continuum: ContinuumMap | None,
) -> AgreementColumns:
    open_row, open_competency, met_row, met_competency, met_day = [], [], [], [], []
    for row, one in enumerate(found):
        can = proficient.get(one.learner, {})
        for competency in members[one.target]:
            if competency in can:
                met_row.append(row)
                met_competency.append(competency)
                met_day.append(can[competency])
            else:
                open_row.append(row)
                open_competency.append(competency)

    def whole(values: list[int]) -> Any:
        return np.array(values, dtype=np.int64)

    return AgreementColumns(
        learner=whole([one.learner for one in found]),
        target=whole([one.target for one in found]),
        target_uuid=tuple(one.target_uuid for one in found),
        aim=tuple(one.aim for one in found),
        domain=tuple(one.domain for one in found),
        from_on=whole([(one.from_on - EPOCH).days for one in found]),
        by_on=whole([(one.by_on - EPOCH).days for one in found]),
        agreed_on=whole([(clock.local_date(one.agreed_at) - EPOCH).days for one in found]),
        buffer_days=whole([one.buffer_days for one in found]),
        shape=tuple(one.shape for one in found),
        plan=tuple(one.plan for one in found),
        open_row=whole(open_row),
        open_competency=whole(open_competency),
        met_row=whole(met_row),
        met_competency=whole(met_competency),
        met_day=whole(met_day),
    )


# -- what is active --------------------------------------------------------------------------------------------------


def _active(learners: Collection[Any], continuum: ContinuumMap, on: dt.date) -> dict[int, dict[str, dt.date]]:
    """By learner: the domains in which she was placed or has evidence this school year, and since when."""
    codes = {one.id: one.code for one in academic_domains(continuum)}
    ids = [one.pk for one in learners]
    years = school_years([one.school for one in learners], on)
    began = {one.pk: _began(one, years) for one in learners}
    found: dict[int, dict[str, dt.date]] = {one: {} for one in ids}
    for part in in_parts(ids):
        for learner, placed in levels_of(part).items():
            for (code, _strand), level in placed.items():
                if code in codes.values():
                    since = max(level.decided_on, began[learner] or level.decided_on)
                    before = found[learner].get(code)
                    found[learner][code] = min(before, since) if before else since
    starts = [year.starts_on for year in years.values()]
    if starts:
        until = clock.end_of_day(on)
        for part in in_parts(ids):
            columns = first_observed(part, clock.start_of_day(min(starts)), until)
            for learner, competency, at in zip(*(one.tolist() for one in columns), strict=True):
                living = continuum.by_id.get(continuum.current_ids.get(competency, -1))
                first = began.get(learner)
                day = clock.local_date(tables.instant(at))
                if living is None or living.kind != DomainKind.ACADEMIC or first is None or day < first:
                    continue
                active = codes.get(living.domain_id or -1)
                if active is not None:
                    before = found[learner].get(active)
                    found[learner][active] = min(before, day) if before else day
    return {learner: domains for learner, domains in found.items() if domains}


def _began(learner: Any, years: Mapping[int | None, Any]) -> dt.date | None:
    year = years.get(learner.school_id)
    if year is None:
        return None
    return max(year.starts_on, learner.entered_on or year.starts_on)


def _something_open(learner_ids: Collection[int], continuum: ContinuumMap) -> dict[int, set[str]]:
    """By learner the domains in which something is not proficient yet."""
    held: dict[str, set[int]] = {
        domain.code: {one.id for one in continuum.in_domain(domain.id) if one.kind == DomainKind.ACADEMIC}
        for domain in academic_domains(continuum)
    }
    can: dict[int, set[int]] = defaultdict(set)
    for part in in_parts(learner_ids):
        columns = proficient_columns(part, continuum)
        for learner, competency in zip(columns.learner.tolist(), columns.competency.tolist(), strict=True):
            can[learner].add(competency)
    return {
        learner: {code for code, competencies in held.items() if not competencies <= can[learner]}
        for learner in learner_ids
    }


def _around(
    learner_ids: Collection[int],
) -> tuple[dict[tuple[int, str], uuid.UUID], dict[tuple[int, str], dt.date]]:
    """(learner, domain) → the newest open target there, and → the day on which the last one ended."""
    open_ones: dict[tuple[int, str], uuid.UUID] = {}
    ended: dict[tuple[int, str], dt.date] = {}
    for part in in_parts(learner_ids):
        rows = Target.objects.filter(learner_id__in=part).exclude(domain_code="").order_by("pk")
        for learner, code, outside, at in rows.values_list(
            "learner_id", "domain_code", "uuid", "end__ended_at"
        ):
            if at is None:
                open_ones[learner, code] = outside
            else:
                day = clock.local_date(at)
                ended[learner, code] = max(day, ended.get((learner, code), day))
    return open_ones, ended
