"""Claimed prerequisites beside the district's own evidence, as counts: which arrows do learners' ways contradict?"""

from __future__ import annotations

import numpy as np
from django.utils.translation import gettext as _

from headway.district.continuum.api import ContinuumMap, PrerequisiteInfo
from headway.district.foundation.api import NotFound, tables
from headway.district.people.api import Viewer, organisation_scope
from headway.district.people.types import Role
from headway.district.policy.api import scale_for
from headway.district.proficiency.claimed_types import ArrowEvidence, ArrowsOfDomain
from headway.district.proficiency.columns import decisions_of, local_days
from headway.district.proficiency.ground import continuum_in_force
from headway.district.proficiency.models import Standing
from headway.district.proficiency.suppression import SMALLEST_SHOWN, suppress
from headway.mastery.placement.contradictions import Claim, Facts, Finding, Tolerance, Verdict, judge_claims
from headway.mastery.scales import Scale

__all__ = ["contradicted_prerequisites"]

# Whose duty is the line, or the schools that walk it.
_ROLES = (Role.CURRICULUM_LEAD, Role.LEADER)
_ORDER = (Verdict.CONTRADICTED, Verdict.OPEN, Verdict.FITS, Verdict.TOO_FEW)


def contradicted_prerequisites(viewer: Viewer, domain_id: int) -> ArrowsOfDomain:
    """Each arrow to a competency of a domain, with what the evidence of the viewer's schools says about it.

    Counted are learners in the schools that her duty as curriculum lead or leader reaches, and nobody is named: fewer
    than ten learners on either side are never shown, and can't be worked out from what is (`suppression`). Decisions
    of people count, and, where nobody has decided yet, evidence that the rule in effect finds not yet proficient; what
    the rule finds proficient waits for a person and says nothing. Contradicted arrows come first, the surest at the
    top. Nothing is changed. Raises NotFound for those without such a duty, and for a domain that is not there.
    """
    continuum = continuum_in_force()
    if not any(viewer.has(role) for role in _ROLES) or domain_id not in continuum.domain_by_id:
        raise NotFound(_("There is no such page, or it is not open to you."))
    arrows = [
        arrow for arrow in continuum.prerequisites if continuum.by_id[arrow.after_id].domain_id == domain_id
    ]
    school_of = _schools(viewer)
    by = Tolerance(fewest=SMALLEST_SHOWN)
    facts = _facts(continuum, arrows, school_of, scale_for().scale)
    claims = [Claim(one.before_id, one.after_id) for one in arrows]
    found = list(zip(arrows, judge_claims(facts, claims, school_of, by), strict=True))
    found.sort(key=lambda pair: _place(continuum, *pair))
    return ArrowsOfDomain(
        domain_id=domain_id,
        arrows=tuple(_shown(arrow, finding) for arrow, finding in found),
        schools=len(set(school_of.values())),
        smallest_shown=SMALLEST_SHOWN,
        tolerance=by,
    )


def _place(continuum: ContinuumMap, arrow: PrerequisiteInfo, finding: Finding) -> tuple[int, float, int, int]:
    """Contradicted arrows by how sure that is; the others by their place on the line, which tells of no small number."""
    return (
        _ORDER.index(finding.verdict),
        finding.by_slips_alone if finding.verdict is Verdict.CONTRADICTED else 0.0,
        continuum.by_id[arrow.after_id].position,
        continuum.by_id[arrow.before_id].position,
    )


def _schools(viewer: Viewer) -> dict[int, int]:
    """Learners with a standing, and their schools, where the viewer's duties reach."""
    schools = organisation_scope(viewer, *_ROLES).values("pk")
    rows = Standing.objects.filter(learner__school__in=schools).order_by()
    return dict(rows.values_list("learner_id", "learner__school_id").distinct())


def _facts(
    continuum: ContinuumMap, arrows: list[PrerequisiteInfo], school_of: dict[int, int], scale: Scale
) -> Facts:
    """What was decided on the ends of these arrows, and what evidence shows not yet where nothing is decided."""
    ends = {one for arrow in arrows for one in (arrow.before_id, arrow.after_id)}
    family = sorted({member for one in ends for member in continuum.family(one)})
    decided = decisions_of(competency_ids=family, continuum=continuum)
    condition, parameters = tables.where(("competency_id", family))
    learner, competency, observed = tables.fetch(
        f"""SELECT learner_id, competency_id, {tables.instant_sql("last_observed_at")} FROM proficiency_standing
            WHERE {condition} AND determined_level IS NULL AND proposed_level < %s AND last_observed_at IS NOT NULL""",
        [*parameters, scale.proficient],
    )
    undecided, lives = continuum.living(tables.whole(competency))
    waiting = tables.whole(learner)[lives]
    facts = Facts(
        learner=np.concatenate([decided.learner, waiting]),
        competency=np.concatenate([decided.competency, undecided[lives]]),
        is_proficient=np.concatenate([decided.level >= scale.proficient, np.zeros(len(waiting), dtype=bool)]),
        on=np.concatenate([decided.decided_on, local_days(tables.instants_from(observed))[lives]]),
    )
    within = np.isin(facts.learner, np.fromiter(school_of, dtype=np.int64, count=len(school_of)))
    return Facts(
        facts.learner[within], facts.competency[within], facts.is_proficient[within], facts.on[within]
    )


def _shown(arrow: PrerequisiteInfo, finding: Finding) -> ArrowEvidence:
    """Without a number from which fewer than ten learners could be told."""
    against, with_order = suppress((finding.counter_examples, finding.with_both - finding.counter_examples))
    has_counts = against is not None and with_order is not None
    return ArrowEvidence(
        before_id=arrow.before_id,
        after_id=arrow.after_id,
        is_gate=arrow.is_gate,
        verdict=finding.verdict,
        with_both=finding.with_both if finding.with_both >= SMALLEST_SHOWN else None,
        counter_examples=against,
        schools=finding.places if has_counts else None,
        expected_by_slips=round(finding.expected_by_slips) if has_counts else None,
        expected_if_unrelated=round(finding.expected_if_unrelated) if has_counts else None,
        by_slips_alone=finding.by_slips_alone if has_counts else None,
    )
