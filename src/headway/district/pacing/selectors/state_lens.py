"""Two lenses (R073): beside growth on the continuum, what the state's test of this school year asks. Staff alone.

The school year in which a learner is enrolled is read here and nowhere else in the record. What a test asks is what the
district says it asks; a result is told in its maker's own words and never becomes a level.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from headway.district.assessments.api import results_of
from headway.district.continuum.api import CompetencyInfo, ContinuumMap, DomainInfo, current_map
from headway.district.foundation.api import NotFound
from headway.district.pacing.columns import academic_domains
from headway.district.pacing.policies import LEADING, NO_SUCH_PAGE, check_reports
from headway.district.pacing.types import StateAsked, StateLensInfo, StateResult, StateTable, StateTableRow
from headway.district.people.api import Viewer, enrolled_years, guarded_by, learners_of_staff
from headway.district.people.types import Role
from headway.district.policy.api import PolicyKind, rule_in_effect
from headway.district.proficiency.api import (
    proficient_columns,
    standings_of,
    suppress_table,
)
from headway.mastery.pacing.state_lens import StateLens

__all__ = ["state_lens_by_school", "state_lens_of"]

_DUTIES = (Role.COUNSELLOR, Role.LEADER)


def state_lens_of(viewer: Viewer, learner_uuid: uuid.UUID) -> StateLensInfo:
    """What the state's test of this learner's school year asks, subject by subject, and where her decisions stand.

    For her staff. Raises NotFound for everybody else, for herself, her family and her tutors. is_on is False until the
    district says what the test asks; year is None where the roster says none, or several.
    """
    learner = _of_staff(viewer, *_DUTIES).filter(uuid=learner_uuid).first()
    if learner is None:
        raise NotFound(NO_SUCH_PAGE)
    lens, version, text = _lens()
    continuum = current_map()
    if not lens.is_on or continuum is None:
        return StateLensInfo(learner, False, None, (), (), version, text)
    year = enrolled_years([learner.pk]).get(learner.pk)
    standings = standings_of(viewer, learner)
    asked = []
    found = _asked(lens, continuum, year)
    for domain in academic_domains(continuum):
        competencies = found.get(domain.code, ())
        if not competencies:
            continue
        stands = Counter(
            "none"
            if one.id not in standings or not _has_shown(standings[one.id])
            else "proficient"
            if standings[one.id].is_proficient
            else "not_yet"
            for one in competencies
        )
        asked.append(
            StateAsked(domain, len(competencies), stands["proficient"], stands["not_yet"], stands["none"])
        )
    return StateLensInfo(
        learner, True, year, tuple(asked), _results(viewer, lens, learner_uuid), version, text
    )


def _of_staff(viewer: Viewer, *roles: str) -> Any:
    """Those whom she teaches or advises, or whose school one of these duties reaches. Never her own record nor her child's,
    whatever she may see of that."""
    working = replace(viewer, duties=tuple(one for one in viewer.duties if one.role in roles))
    return learners_of_staff(working).exclude(pk__in=guarded_by(viewer.person_id))


def _has_shown(standing: object) -> bool:
    """A decision or a piece of evidence, of whatever level."""
    return bool(getattr(standing, "pieces", 0)) or getattr(standing, "determined_level", None) is not None


def state_lens_by_school(viewer: Viewer) -> tuple[StateTable, ...] | None:
    """For leaders: per subject that is tested, learners of each school by how much of what their test asks is proficient.

    All of it, some of it, none of it yet. None where the district has said nothing. Small numbers are not shown, nor what
    they could be worked out from. Raises NotFound for everybody who leads nothing. Some queries, however many learners.
    """
    check_reports(viewer)
    lens, _version, _text = _lens()
    continuum = current_map()
    if not lens.is_on or continuum is None:
        return None
    leading = replace(viewer, teaches=False, advises=False)
    rows = _of_staff(leading, *LEADING).filter(left_on__isnull=True).order_by()
    schools = dict(rows.values_list("pk", "school__name"))
    years = enrolled_years(schools)
    columns = proficient_columns(sorted(years), continuum)
    proficient: dict[int, set[int]] = defaultdict(set)
    for learner, competency in zip(columns.learner.tolist(), columns.competency.tolist(), strict=True):
        proficient[learner].add(competency)
    by_year = {year: _asked(lens, continuum, year) for year in set(years.values())}
    return tuple(
        _table(
            domain,
            {pk: by_year[year].get(domain.code, ()) for pk, year in years.items()},
            schools,
            proficient,
        )
        for domain in academic_domains(continuum)
        if domain.code in lens.years
    )


def _table(
    domain: DomainInfo,
    asked: Mapping[int, tuple[CompetencyInfo, ...]],
    schools: Mapping[int, str | None],
    proficient: Mapping[int, set[int]],
) -> StateTable:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for learner, competencies in asked.items():
        if competencies:
            met = sum(one.id in proficient.get(learner, ()) for one in competencies)
            part = 0 if met == len(competencies) else 1 if met else 2
            counts[schools[learner] or ""][part] += 1
    names = sorted(counts)
    parts = [counts[name] for name in names]
    whole = [sum(part) for part in zip(*parts, strict=True)] if parts else [0, 0, 0]
    table = suppress_table(parts, parts, [sum(one) for one in parts], whole)
    return StateTable(
        domain,
        StateTableRow("", table.together.learners, table.together.parts),
        tuple(
            StateTableRow(name, row.learners, row.parts) for name, row in zip(names, table.rows, strict=True)
        ),
    )


def _lens() -> tuple[StateLens, str, str]:
    found = rule_in_effect(PolicyKind.STATE_LENS)
    return StateLens.from_dict(found.parameters), found.version, found.text


def _asked(
    lens: StateLens, continuum: ContinuumMap, year: int | None
) -> dict[str, tuple[CompetencyInfo, ...]]:
    """Per tested domain (by code) the competencies at the level of this school year; nothing where there are none."""
    if year is None:
        return {}
    tested = lens.domains_in(year)
    found = {
        domain.code: tuple(one for one in continuum.in_domain(domain.id) if one.level == year)
        for domain in academic_domains(continuum)
        if domain.code in tested
    }
    return {code: of for code, of in found.items() if of}


def _results(viewer: Viewer, lens: StateLens, learner_uuid: uuid.UUID) -> tuple[StateResult, ...]:
    """Of each area of the state's test the latest result that says something in its maker's words."""
    if not lens.profile:
        return ()
    latest: dict[str, StateResult] = {}
    for one in results_of(viewer, learner_uuid):
        if one.profile.partition("/")[0] == lens.profile and one.label:
            latest.setdefault(one.area, StateResult(one.test, one.area, one.label, one.taken_on))
    return tuple(latest[area] for area in sorted(latest))
