"""Many entrants at once: what one import suggests, ticked and confirmed by a person in a list by school."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from headway.district.checks.api import known_and_holes_of
from headway.district.continuum.api import ContinuumMap
from headway.district.foundation.api import FieldProblem, Refused, audit, clock, forget
from headway.district.people.api import Viewer, guarded_by, learners_on_duty, lock_learners
from headway.district.people.types import Role
from headway.district.placement.models import LevelingSession, Placement, PlanTask
from headway.district.placement.policies import (
    check_place,
    core_domains,
    entry_level_of,
    leveling_policy,
    map_or_refuse,
)
from headway.district.placement.selectors.levels import levels_of
from headway.district.placement.selectors.sources import sources_of, suggested
from headway.district.placement.selectors.tables import complete_domains
from headway.district.placement.selectors.taking import below
from headway.district.placement.services.checking import after_months, check_level
from headway.district.placement.services.placing import frozen
from headway.district.placement.types import (
    BulkLine,
    BulkPlaced,
    BulkSuggestion,
    Confidence,
    PlacedLevel,
    PlanTaskReason,
    SourceKind,
)
from headway.district.proficiency.api import take_as_met_in_bulk
from headway.mastery.placement.leveling import LevelingPolicy

__all__ = ["place_in_bulk", "suggestions_in_bulk"]

_SHOWN_PROBLEMS = 20


def suggestions_in_bulk(viewer: Viewer, school_id: int) -> tuple[BulkSuggestion, ...]:
    """The learners of a school without a decision in a domain for which an outside test suggests something.

    By name; one line for a learner and domain. Several levels: a person has to choose. differs: other sources say
    something else, so it is better decided one by one.
    """
    continuum = map_or_refuse()
    learners = {one.pk: one for one in _on_duty(viewer).values() if one.school_id == school_id}
    placed = levels_of(learners.keys())
    found = []
    for learner_id, places in sources_of(viewer, learners.keys(), continuum).items():
        for (domain, strand), sources in places.items():
            if strand or (domain, "") in placed.get(learner_id, {}):
                continue
            if not any(one.kind == SourceKind.ASSESSMENT for one in sources):
                continue
            said = suggested(sources)
            one = learners[learner_id]
            assert said.leading is not None  # there are sources
            found.append(
                BulkSuggestion(
                    learner_id,
                    one.uuid,
                    one.person.name,
                    domain,
                    said.levels,
                    said.leading.said,
                    said.leading.on,
                    bool(said.differing),
                )
            )
    return tuple(sorted(found, key=lambda line: (line.name, line.learner_id, line.domain_code)))


@transaction.atomic
def place_in_bulk(
    *,
    viewer: Viewer,
    lines: Sequence[BulkLine],
    takes_as_met: bool = True,
    confidence: str = Confidence.LIKELY,
) -> BulkPlaced:
    """Confirm many suggestions as one act with one audit row of placements.

    Learners who have a decision in the place already keep it (`left_out`). A level that the sources don't suggest needs
    a reason, so it is refused here and decided on the learner's own page. Plan tasks open where the level lies far below
    the usual entry of the school, without an owner: they stand on the leader's page. Raises Refused naming the rows.
    """
    continuum = map_or_refuse()
    policy, version = leveling_policy()
    learners = _on_duty(viewer)
    _check(lines, learners, policy, continuum)
    ids = {line.learner_id for line in lines}
    lock_learners(ids)
    before = levels_of(ids)
    wanted = [
        line
        for line in {(one.learner_id, one.domain_code, one.strand_code): one for one in lines}.values()
        if (line.domain_code, line.strand_code) not in before.get(line.learner_id, {})
    ]
    sources = sources_of(viewer, ids, continuum)
    now, act = clock.now(), uuid.uuid4()
    review_on = after_months(clock.today(), policy.review_months)
    rows, problems = [], []
    for line in wanted:
        here = sources.get(line.learner_id, {}).get((line.domain_code, line.strand_code), ())
        said = suggested(here)
        if said.departs(line.level):
            number = lines.index(line) + 1
            problems.append(_needs_reason(number, learners[line.learner_id].person.name, line))
            continue
        rows.append(
            Placement(
                learner_id=line.learner_id,
                domain_code=line.domain_code,
                strand_code=line.strand_code,
                level=line.level,
                confidence=confidence,
                basis=said.leading.kind if said.leading else SourceKind.JUDGEMENT.value,
                suggestion=frozen(said, here) | {"policy": version},
                decided_on=clock.today(),
                recorded_at=now,
                decided_by_id=viewer.person_id,
                review_on=review_on,
                act=act,
            )
        )
    if problems:
        raise Refused(
            _("Some of these levels differ from what the sources suggest, so nothing was decided."),
            remedy=_("Untick these learners and decide on their own pages, with a reason."),
            problems=tuple(problems[:_SHOWN_PROBLEMS]),
        )
    took = _take(viewer, rows, before, continuum) if takes_as_met else 0
    Placement.objects.bulk_create(rows, batch_size=2000)
    tasks = _plans(viewer, rows, learners, policy)
    _close(ids, policy, continuum)
    written = json.dumps([[row.learner_id, row.domain_code, row.strand_code, row.level] for row in rows])
    audit.record(
        by=viewer.actor,
        act="placement.placed_in_bulk",
        subject_kind="placement_act",
        subject_uuid=act,
        placements=len(rows),
        learners=len({row.learner_id for row in rows}),
        taken=took,
        plan_tasks=tasks,
        left_out=len(lines) - len(wanted),
        octets=len(written),
    )
    forget()
    return BulkPlaced(act, len(rows), took, tasks, len(lines) - len(wanted))


def _on_duty(viewer: Viewer) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for role in (Role.COUNSELLOR, Role.LEADER):
        if viewer.has(role):
            found |= {one.pk: one for one in learners_on_duty(viewer, role)}
    for one in (viewer.learner_id or 0, *guarded_by(viewer.person_id)):
        found.pop(one, None)  # somebody else decides about her own family
    return found


def _check(
    lines: Sequence[BulkLine], learners: Mapping[int, Any], policy: LevelingPolicy, continuum: ContinuumMap
) -> None:
    if not set(policy.deciders) & {"counsellor", "leader"}:
        raise Refused(
            _("The district's way of leveling lets teachers decide, one learner at a time."),
            remedy=_("Ask a leader of the district if that should change."),
        )
    for place in {(line.domain_code, line.strand_code, line.level) for line in lines}:
        check_place(continuum, policy, place[0], place[1])
        check_level(continuum, place[0], place[2])
    strangers = [
        FieldProblem(
            _("This learner is not at your schools."),
            row=str(number),
            remedy=_("Take the row out of the list."),
        )
        for number, line in enumerate(lines, start=1)
        if line.learner_id not in learners
    ]
    if strangers:
        raise Refused(
            _("Some rows are about learners of other schools, so nothing was decided."),
            problems=tuple(strangers[:_SHOWN_PROBLEMS]),
        )


def _needs_reason(number: int, name: str, line: BulkLine) -> FieldProblem:
    return FieldProblem(
        _("%(name)s, %(domain)s: the sources don't suggest level %(level)s.")
        % {"name": name, "domain": line.domain_code, "level": line.level},
        row=str(number),
        remedy=_("Decide it on the learner's own page, with a reason."),
    )


def _take(
    viewer: Viewer,
    rows: Sequence[Placement],
    before: Mapping[int, Mapping[tuple[str, str], PlacedLevel]],
    continuum: ContinuumMap,
) -> int:
    """Everything below each level except what a check says is not yet there, as in `place`.

    Worked out once for each place and set of strands that are decided already.
    """
    holes = {
        domain: known_and_holes_of([row.learner_id for row in rows if row.domain_code == domain], domain)
        for domain in {row.domain_code for row in rows}
    }
    known: dict[tuple[Any, ...], np.ndarray] = {}
    who: dict[tuple[Any, ...], list[Placement]] = defaultdict(list)
    for row in rows:
        decided = frozenset(
            strand
            for domain, strand in before.get(row.learner_id, {})
            if domain == row.domain_code and strand
        )
        who[row.domain_code, row.strand_code, row.level, decided].append(row)
    learner, competency = [], []
    for place, placed in who.items():
        ids = known.setdefault(place, np.array(below(continuum, *place), dtype=np.int64))
        for row in placed:
            _known, not_yet = holes[row.domain_code].get(row.learner_id, (frozenset(), frozenset()))
            own = ids[~np.isin(ids, list(not_yet))] if not_yet else ids
            row.opens = own.tolist()
            learner.append(np.full(len(own), row.learner_id, dtype=np.int64))
            competency.append(own)
    if not learner:
        return 0
    return take_as_met_in_bulk(np.concatenate(learner), np.concatenate(competency), "placement", viewer.actor)


def _plans(
    viewer: Viewer, rows: Sequence[Placement], learners: Mapping[int, Any], policy: LevelingPolicy
) -> int:
    entry = {one.school_id: entry_level_of(policy, one.school) for one in learners.values()}
    sessions = dict(
        LevelingSession.objects.filter(closed_at__isnull=True, expected_level__isnull=False).values_list(
            "learner_id", "expected_level"
        )
    )
    there = set(
        PlanTask.objects.filter(closed_at__isnull=True, reason=PlanTaskReason.LEVELING).values_list(
            "learner_id", "domain_code"
        )
    )
    wanted: dict[tuple[int, str], PlanTask] = {}
    for row in rows:
        expected = sessions.get(row.learner_id, entry[learners[row.learner_id].school_id])
        place = (row.learner_id, row.domain_code)
        if place in there or not policy.is_far(row.level, expected):
            continue
        wanted[place] = PlanTask(
            learner_id=row.learner_id,
            domain_code=row.domain_code,
            reason=PlanTaskReason.LEVELING,
            facts={"level": row.level, "strand": row.strand_code, "entry_level": expected},
            opened_by_id=viewer.person_id,
            opened_at=row.recorded_at,
            review_on=row.review_on,
        )
    PlanTask.objects.bulk_create(wanted.values(), batch_size=2000)
    return len(wanted)


def _close(ids: set[int], policy: LevelingPolicy, continuum: ContinuumMap) -> None:
    core = set(core_domains(policy, continuum))
    sessions = LevelingSession.objects.filter(closed_at__isnull=True)
    open_ = set(sessions.values_list("learner_id", flat=True)) & ids
    placed = levels_of(open_)
    done = [one for one in open_ if core <= complete_domains(placed.get(one, {}), continuum)]
    sessions.filter(learner_id__in=done).update(closed_at=clock.now())
