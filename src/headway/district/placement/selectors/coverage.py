"""Who is not placed yet, what is to be looked at again, and how a school's entrants begin: for counsellors and leaders."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from typing import Any

from headway.district.continuum.api import ContinuumMap, current_map
from headway.district.foundation.api import clock
from headway.district.people.api import Viewer, learners_on_duty
from headway.district.people.types import Role
from headway.district.placement.models import LevelingSession, Placement
from headway.district.placement.policies import core_domains, leveled_domains, leveling_policy
from headway.district.placement.selectors.levels import levels_of
from headway.district.placement.selectors.tables import complete_domains
from headway.district.placement.types import (
    AgreementRow,
    CoverageRow,
    ReviewDue,
    SchoolCoverage,
    SourceKind,
    SpreadRow,
)
from headway.district.proficiency.api import SMALLEST_SHOWN, suppress

__all__ = [
    "agreement",
    "coverage",
    "coverage_by_school",
    "entry_spread",
    "learners_of_my_schools",
    "reviews_due",
]

_ROLES = (Role.COUNSELLOR, Role.LEADER)


def coverage(viewer: Viewer) -> tuple[CoverageRow, ...]:
    """The learners of my schools without a dated decision in each core domain (R016), those who came last first.

    Four queries, however many learners.
    """
    continuum = current_map()
    if continuum is None:
        return ()
    learners = learners_of_my_schools(viewer)
    missing = _missing([one.pk for one in learners], continuum)
    open_sessions = set(
        LevelingSession.objects.filter(closed_at__isnull=True).values_list("learner_id", flat=True)
    )
    rows = [
        CoverageRow(one, missing[one.pk], one.pk in open_sessions, one.entered_on)
        for one in learners
        if missing[one.pk]
    ]
    return tuple(
        sorted(
            rows,
            key=lambda row: (-(row.entered_on.toordinal() if row.entered_on else 0), row.learner.person.name),
        )
    )


def coverage_by_school(viewer: Viewer) -> tuple[SchoolCoverage, ...]:
    """How many learners of each school are placed; small numbers, and those they would give away, are not shown."""
    continuum = current_map()
    if continuum is None:
        return ()
    learners = learners_of_my_schools(viewer)
    missing = _missing([one.pk for one in learners], continuum)
    schools: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in learners:
        schools[one.school.name if one.school else ""][bool(missing[one.pk])] += 1
    rows = []
    for school, (placed, open_) in sorted(schools.items()):
        total = placed + open_
        shown = suppress((placed, open_))
        rows.append(SchoolCoverage(school, total if total >= SMALLEST_SHOWN else None, shown[0]))
    return tuple(rows)


def entry_spread(viewer: Viewer) -> tuple[SpreadRow, ...]:
    """In each school and leveled domain: how many learners begin at which level. Never one level for everything."""
    continuum = current_map()
    if continuum is None:
        return ()
    learners = learners_of_my_schools(viewer)
    school_of = {one.pk: one.school.name if one.school else "" for one in learners}
    counts: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for learner, placed in levels_of(None).items():
        if learner in school_of:
            for (domain, strand), one in placed.items():
                if not strand:
                    counts[school_of[learner], domain][one.level] += 1
    order = {code: place for place, code in enumerate(leveled_domains(leveling_policy()[0], continuum))}
    rows = []
    for (school, domain), found in sorted(
        counts.items(), key=lambda item: (item[0][0], order.get(item[0][1], 99))
    ):
        levels = sorted(found)
        total = sum(found.values())
        shown = suppress([found[level] for level in levels])
        rows.append(
            SpreadRow(
                school,
                domain,
                total if total >= SMALLEST_SHOWN else None,
                tuple(zip(levels, shown, strict=True)) if total >= SMALLEST_SHOWN else (),
            )
        )
    return tuple(rows)


def agreement(viewer: Viewer) -> tuple[AgreementRow, ...]:
    """Where an outside score had suggested a level: how often people decided it, by school (R018).

    It says where to ask about the crosswalk; a person's judgement outranks a score.
    """
    school_of = {one.pk: one.school.name if one.school else "" for one in learners_of_my_schools(viewer)}
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    rows = Placement.objects.filter(withdrawal__isnull=True).values_list("learner_id", "level", "suggestion")
    for learner, level, suggestion in rows.iterator():
        levels = {
            one
            for source in suggestion.get("sources", ())
            if source.get("kind") == SourceKind.ASSESSMENT
            for one in source.get("levels", ())
        }
        if levels and learner in school_of:
            counts[school_of[learner]][level not in levels] += 1
    found = []
    for school, (same, other) in sorted(counts.items()):
        total = same + other
        shown = suppress((same, other))
        found.append(AgreementRow(school, total if total >= SMALLEST_SHOWN else None, *shown))
    return tuple(found)


def reviews_due(viewer: Viewer, within_days: int = 30) -> tuple[ReviewDue, ...]:
    """The standing decisions of my learners whose day of review has come or comes soon, the oldest first."""
    learners = {one.pk: one for one in learners_of_my_schools(viewer)}
    latest: dict[tuple[int, str, str], tuple[Any, ...]] = {}
    rows = Placement.objects.filter(withdrawal__isnull=True).order_by("recorded_at", "pk")
    for row in rows.values_list("learner_id", "domain_code", "strand_code", "level", "review_on", "uuid"):
        latest[row[:3]] = row
    until = clock.today().toordinal() + within_days
    return tuple(
        ReviewDue(learners[learner], domain, strand, level, review_on, row_uuid)
        for learner, domain, strand, level, review_on, row_uuid in sorted(
            (
                one
                for one in latest.values()
                if one[4] is not None and one[0] in learners and one[4].toordinal() <= until
            ),
            key=lambda one: (one[4], one[0], one[1], one[2]),
        )
    )


def learners_of_my_schools(viewer: Viewer) -> list[Any]:
    """Learners of the schools that a counsellor's or leader's duty reaches, who are here today. Each once."""
    found: dict[int, Any] = {}
    for role in _ROLES:
        if viewer.has(role):
            found |= {one.pk: one for one in learners_on_duty(viewer, role)}
    found.pop(viewer.learner_id or 0, None)
    return list(found.values())


def _missing(learner_ids: Collection[int], continuum: ContinuumMap) -> dict[int, tuple[str, ...]]:
    """The core domains without a decision, by learner."""
    core = core_domains(leveling_policy()[0], continuum)
    wanted = set(learner_ids)
    placed = levels_of(None if len(wanted) > 500 else wanted)
    found = {}
    for one in learner_ids:
        complete = complete_domains(placed.get(one, {}), continuum) if one in placed else set()
        found[one] = tuple(code for code in core if code not in complete)
    return found
