"""Agreements in force for many learners at once, and the domains for which nothing is agreed yet."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from headway.district.agreements.reach import academic_domains, members_of
from headway.district.agreements.selectors.what_stands import Agreed, what_stands
from headway.district.agreements.target_types import (
    AgreementColumns,
    Around,
    NotNegotiated,
    TargetInfo,
)
from headway.district.continuum.api import ContinuumMap, DomainKind, current_map
from headway.district.evidence.api import first_observed
from headway.district.foundation.api import clock, in_parts, tables
from headway.district.pacing.api import OwnTime
from headway.district.people.api import school_years
from headway.district.placement.api import PlacedLevel, levels_of
from headway.district.proficiency.api import ProficientColumns, StandingInfo, proficient_columns

__all__ = ["agreements_in_force", "domains_without_agreement", "domains_without_target"]

EPOCH = dt.date(1970, 1, 1)
# By learner, then (domain, strand): where she was placed.
Placed = Mapping[int, Mapping[tuple[str, str], PlacedLevel]]


def agreements_in_force(
    learner_ids: Collection[int] | None = None,
    as_of: dt.datetime | None = None,
    proficient: ProficientColumns | None = None,
) -> AgreementColumns:
    """Every agreement that stands (at a moment), with what of it is still open today; None asks for everybody.

    Set-wise: two queries for each ten thousand learners, or one with what they are proficient in at hand. Access is
    decided by whoever gives the ids.
    """
    continuum = current_map()
    found, around = what_stands(learner_ids, as_of) if continuum is not None else ([], Around({}, {}))
    if continuum is None or not found:
        return _columns([], {}, {}, around)
    if proficient is None:
        proficient = _proficient(sorted({one.learner for one in found}), continuum)
    members = {
        one.target: members_of(continuum, one.aim, one.domain, one.level, one.competency_ids) for one in found
    }
    days: dict[int, dict[int, int]] = defaultdict(dict)
    for learner, competency, day in zip(
        proficient.learner.tolist(), proficient.competency.tolist(), proficient.day.tolist(), strict=True
    ):
        days[learner][competency] = day
    return _columns(found, members, days, around)


def domains_without_agreement(
    learners: Collection[Any],
    on: dt.date | None = None,
    in_force: AgreementColumns | None = None,
    proficient: ProficientColumns | None = None,
    time: OwnTime | None = None,
    placed: Placed | None = None,
) -> dict[int, tuple[NotNegotiated, ...]]:
    """By learner (row id), for learners as `visible_learners` gives them: active domains without an agreement.

    A domain is active for a learner who was placed in it or has evidence in it from this school year, as long as
    something there is not proficient yet. An agreement covers its domain as long as something of it is open; one for
    the diploma covers none, because it says nothing of what comes next. Who has no active domain is absent. Access is
    decided by whoever gives the learners.

    in_force (`agreements_in_force` of these learners), proficient, time, placed (`levels_of` them): at hand already.
    """
    continuum = current_map()
    if continuum is None or not learners:
        return {}
    on = on or clock.today()
    active = _active(learners, continuum, on, time, placed)
    if not active:
        return {}
    if proficient is None:
        proficient = _proficient(list(active), continuum)
    agreements = agreements_in_force(list(active), proficient=proficient) if in_force is None else in_force
    is_open = np.zeros(len(agreements), dtype=bool)
    is_open[agreements.open_row] = True
    covered = {
        (int(agreements.learner[row]), agreements.domain[row]) for row in np.flatnonzero(is_open).tolist()
    }
    can: dict[int, set[int]] = defaultdict(set)
    for learner, competency in zip(proficient.learner.tolist(), proficient.competency.tolist(), strict=True):
        can[learner].add(competency)
    return _without(active, continuum, can, covered, agreements.around)


def domains_without_target(
    learner: Any,
    targets: Collection[TargetInfo],
    standings: Mapping[int, StandingInfo],
    time: OwnTime,
) -> tuple[NotNegotiated, ...]:
    """`domains_without_agreement` of one learner whose targets (all of them), standings and time are at hand."""
    continuum = current_map()
    if continuum is None:
        return ()
    active = _active((learner,), continuum, clock.today(), time)
    covered = {(learner.pk, one.domain_code) for one in targets if one.in_force is not None and one.open_ids}
    can = {learner.pk: {key for key, one in standings.items() if one.is_proficient}}
    around = Around.of(
        (
            (one.id, learner.pk, one.domain_code, one.uuid, one.end.ended_at if one.end else None)
            for one in targets
        ),
        clock.local_date,
    )
    return _without(active, continuum, can, covered, around).get(learner.pk, ())


def _without(
    active: Mapping[int, Mapping[str, dt.date]],
    continuum: ContinuumMap,
    can: Mapping[int, Collection[int]],
    covered: Collection[tuple[int, str]],
    around: Around,
) -> dict[int, tuple[NotNegotiated, ...]]:
    """can: learner → what is proficient. covered: (learner, domain) with an agreement of which something is open."""
    held = {
        domain.code: {one.id for one in continuum.in_domain(domain.id) if one.kind == DomainKind.ACADEMIC}
        for domain in academic_domains(continuum)
    }
    found = {}
    for learner, domains in active.items():
        rows = [
            NotNegotiated(
                learner,
                code,
                max(since, around.last_end.get((learner, code), since)),
                around.talked_over.get((learner, code)),
            )
            for code, since in domains.items()
            if (learner, code) not in covered and not held[code] <= set(can.get(learner, ()))
        ]
        if rows:
            found[learner] = tuple(sorted(rows, key=lambda one: (one.since, one.domain_code)))
    return found


# -- as columns -------------------------------------------------------------------------------------------------------


def _columns(
    found: list[Agreed],
    members: Mapping[int, tuple[int, ...]],
    proficient: Mapping[int, Mapping[int, int]],
    around: Around,
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
        counts_from=whole([(one.counts_from - EPOCH).days for one in found]),
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
        has_note=tuple(one.has_note for one in found),
        around=around,
    )


# -- what is active --------------------------------------------------------------------------------------------------


def _active(
    learners: Collection[Any],
    continuum: ContinuumMap,
    on: dt.date,
    time: OwnTime | None,
    placed_of: Placed | None = None,
) -> dict[int, dict[str, dt.date]]:
    """By learner: the domains in which she was placed or has evidence this school year, and since when."""
    codes = {one.id: one.code for one in academic_domains(continuum)}
    ids = [one.pk for one in learners]
    years = _years(learners, on, time)
    began = {one.pk: _began(one, years) for one in learners}
    found: dict[int, dict[str, dt.date]] = {one: {} for one in ids}
    for part in in_parts(ids):
        for learner, placed in (levels_of(part) if placed_of is None else placed_of).items():
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


def _years(learners: Collection[Any], on: dt.date, time: OwnTime | None) -> Mapping[int | None, Any]:
    """By school the year that holds the day; asked anew where the time at hand knows none."""
    if time is not None:
        years = {one.school_id: time.year(one.pk, on) for one in learners}
        if all(years.values()):
            return years
    return school_years([one.school for one in learners], on)


def _began(learner: Any, years: Mapping[int | None, Any]) -> dt.date | None:
    year = years.get(learner.school_id)
    if year is None:
        return None
    return max(year.starts_on, learner.entered_on or year.starts_on)


def _proficient(learner_ids: Collection[int], continuum: ContinuumMap) -> ProficientColumns:
    parts = [proficient_columns(part, continuum) for part in in_parts(learner_ids)]
    return ProficientColumns(
        np.concatenate([one.learner for one in parts]),
        np.concatenate([one.competency for one in parts]),
        np.concatenate([one.day for one in parts]),
    )
