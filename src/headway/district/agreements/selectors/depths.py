"""A high pace on shallow evidence: where going deeper is suggested (R072). Of the work, never of the learner."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from typing import Any

import numpy as np

from headway.district.agreements.note_types import DepthItem, DepthSuggestion, NotedInfo
from headway.district.agreements.outlooks import said
from headway.district.agreements.readings import read_plans
from headway.district.agreements.selectors.coverage import agreements_in_force
from headway.district.agreements.selectors.notes import notes_of
from headway.district.agreements.target_types import AgreementColumns
from headway.district.agreements.types import NoteAbout
from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.evidence.api import Behind, behind
from headway.district.foundation.api import clock
from headway.district.pacing.api import DomainPace, OwnTime, Window, own_time_of, pace_of_many
from headway.district.people.api import Viewer
from headway.district.policy.api import PolicyKind, rule_in_effect, scale_for
from headway.district.proficiency.api import proficient_columns
from headway.mastery.facts import Reason
from headway.mastery.pacing import date_of, day_number, depth_reading
from headway.mastery.pacing.signals import SignalPolicy

__all__ = ["depths_of", "depths_of_many"]

NOTHING = Behind(0, 0, None)
NEXT = Reason.of("deepen_next")


def depths_of(viewer: Viewer, learner: Any) -> tuple[DepthSuggestion, ...]:
    """`depths_of_many` of one learner: domain by domain her pace, how deep the evidence behind it goes, and whether going
    deeper is suggested. Raises NotFound for strangers."""
    return depths_of_many(viewer, (learner,)).get(learner.pk, ())


def depths_of_many(viewer: Viewer, learners: Collection[Any]) -> dict[int, tuple[DepthSuggestion, ...]]:
    """By learner who gained enough lately, domain by domain: her pace, and how deep the evidence behind it goes.

    The pace is that of the policy's weeks (`depth_weeks`); it is held against the rate that the agreement in force asks
    for in this domain (of several the steepest), else against what the district expects. learners: as `visible_learners`
    gives them. As many queries for a hundred as for one. Raises NotFound where one of them is not the viewer's to see.
    """
    continuum = current_map()
    if continuum is None or not learners:
        return {}
    found = rule_in_effect(PolicyKind.PACE_SIGNALS)
    policy = SignalPolicy.from_dict(found.parameters)
    learners = _with_enough(learners, policy, continuum)
    if not learners:
        return {}
    time = own_time_of(learners)
    paces = pace_of_many(viewer, learners, window=Window.last_weeks(policy.depth_weeks), time=time)
    gaining = [key for key, domains in paces.items() if any(one.gained for one in domains)]
    if not gaining:
        return {}
    rates = _agreed_rates(agreements_in_force(gaining), time, continuum)
    pieces = behind(gaining, continuum, scale_for().proficient)
    notes = {
        (learner, one.domain_code): one
        for learner, of in notes_of(gaining, continuum).items()
        for one in of
        if one.about == NoteAbout.DEPTH
    }
    return {
        learner: tuple(
            _suggestion(
                one,
                policy,
                found.version,
                rates.get((learner, one.domain.code)),
                pieces,
                notes.get((learner, one.domain.code)),
            )
            for one in paces[learner]
            if one.gained
        )
        for learner in gaining
    }


def _with_enough(learners: Collection[Any], policy: SignalPolicy, continuum: ContinuumMap) -> list[Any]:
    """Who gained enough in one domain that its depth could say something; the others need no reading of their pace."""
    domains = {one.id: one.domain_id for one in continuum.competencies}
    since = day_number(clock.today() - dt.timedelta(weeks=policy.depth_weeks))
    counts: dict[tuple[int, int | None], int] = defaultdict(int)
    columns = proficient_columns([one.pk for one in learners], continuum)
    lately = columns.day >= since
    for learner, competency in zip(
        columns.learner[lately].tolist(), columns.competency[lately].tolist(), strict=True
    ):
        counts[learner, domains.get(competency)] += 1
    enough = {learner for (learner, _domain), count in counts.items() if count >= policy.depth_fewest}
    return [one for one in learners if one.pk in enough]


def _suggestion(
    pace: DomainPace,
    policy: SignalPolicy,
    version: str,
    agreed: float | None,
    pieces: dict[tuple[int, int], Behind],
    note: NotedInfo | None,
) -> DepthSuggestion:
    items = []
    for one in pace.gained:
        what = pieces.get((pace.learner_id, one.competency.id), NOTHING)
        items.append(DepthItem(one.competency, one.proficient_on, what.pieces, what.kinds, what.deepest))
    items.sort(key=lambda one: (one.deepest is None, one.deepest or 0, one.pieces, one.competency.position))
    rate = pace.expected if agreed is None else agreed
    read = depth_reading(
        [one.deepest for one in items], pace.units_per_year, rate, policy.shallow_share, policy.depth_fewest
    )
    reasons = [one for one in read.reasons if one.code != NEXT.code]
    if read.deepen and rate is not None and pace.units_per_year is not None:
        told: dict[str, float | str] = {
            "pace": round(pace.units_per_year, 1),
            "rate": round(rate, 1),
            "since": pace.from_on.isoformat(),
        }
        reasons.insert(1, Reason.of("deepen_pace_agreed" if agreed is not None else "deepen_pace", **told))
        reasons.insert(2, Reason.of("deepen_pieces", count=sum(one.pieces for one in items)))
    return DepthSuggestion(
        learner_id=pace.learner_id,
        domain=pace.domain,
        from_on=pace.from_on,
        on=pace.on,
        deepen=read.deepen,
        pace=pace.units_per_year,
        rate=rate,
        is_agreed=agreed is not None,
        shallow=read.shallow,
        known=read.known,
        unknown=read.unknown,
        items=tuple(items),
        sentences=said(reasons),
        next_step=said([NEXT])[0] if read.deepen else "",
        policy_version=version,
        noted=note if read.deepen else None,
    )


def _agreed_rates(
    columns: AgreementColumns, time: OwnTime, continuum: ContinuumMap
) -> dict[tuple[int, str], float]:
    """(learner, domain) → learning units a year that the agreement which runs today asks for; of several the steepest.

    What was proficient before a plan began is no work of it.
    """
    today, read = clock.today(), read_plans(columns, time, continuum)
    found: dict[tuple[int, str], float] = {}
    for row in np.unique(columns.open_row).tolist():
        learner, domain = int(columns.learner[row]), columns.domain[row]
        from_on, by_on = date_of(int(columns.from_on[row])), date_of(int(columns.by_on[row]))
        if not domain or not from_on <= today <= by_on or read.in_all[row] <= 0:
            continue
        rate = float(read.total[row] / read.in_all[row]) * time.days_per_year
        found[learner, domain] = max(found.get((learner, domain), 0.0), rate)
    return found
