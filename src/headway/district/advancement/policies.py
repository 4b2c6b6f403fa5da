"""Who may sign, verify and make exceptions; and by which rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.advancement.models import Advancement
from headway.district.continuum.api import ContinuumMap
from headway.district.evidence.api import has_rated, rated_pairs
from headway.district.foundation.api import NotAllowed
from headway.district.people.api import (
    Viewer,
    can_rate,
    counselling_at,
    domains_taught,
    guarded_by,
    guardians_of,
    has_taught,
    raters_of,
)
from headway.district.people.types import OrganisationKind, Role
from headway.district.policy.api import PolicyKind, rule_in_effect
from headway.district.proficiency.api import decided_pairs, has_decided
from headway.mastery.advancement import AdvancementRule, Authority, GrainRule
from headway.mastery.advancement import Signer as SignerOf

__all__ = [
    "can_except",
    "can_sign",
    "can_verify",
    "can_verify_many",
    "check_except",
    "check_sign",
    "check_verify",
    "did_not_teach",
    "may_take_back",
    "rule_of_moving",
]


def rule_of_moving(on: dt.date | None = None) -> tuple[AdvancementRule, str]:
    """The district's rule that holds on a day, and the version that decisions keep."""
    found = rule_in_effect(PolicyKind.ADVANCEMENT, on)
    return AdvancementRule.from_dict(found.parameters), found.version


def _on_duty(viewer: Viewer, learner: Any, *roles: str, district_only: bool = False) -> bool:
    """Does one of these duties of the viewer reach the learner's school?"""
    path = learner.school.path if learner.school else ""
    return any(
        duty.role in roles
        and path.startswith(duty.path)
        and (not district_only or duty.kind != OrganisationKind.SCHOOL)
        for duty in viewer.duties
    )


def _is_hers(viewer: Viewer, learner: Any) -> bool:
    """Nobody signs for herself, nor for her own child, whatever her duty is."""
    return viewer.learner_id == learner.pk or learner.pk in guarded_by(viewer.person_id)


def _check_not_hers(viewer: Viewer, learner: Any, *roles: str) -> None:
    """Raises NotAllowed with who can. roles: whose duty it is; none: the learner's teachers and advisers."""
    if not _is_hers(viewer, learner):
        return
    family = {viewer.person_id, learner.person_id, *guardians_of((learner.pk,)).get(learner.pk, ())}
    people = (
        {one.pk: one.name for one in counselling_at((learner.school,) if learner.school else (), *roles)}
        if roles
        else {one.person_id: one.name for one in raters_of(learner.pk)}
    )
    names = [name for person_id, name in people.items() if person_id not in family]
    raise NotAllowed(
        _("This is a learner of your own family, so somebody else signs."),
        remedy=(
            _("Who can: %(names)s.") % {"names": ", ".join(names[:4])}
            if names
            else _("Ask a leader of the district to name somebody.")
        ),
    )


def did_not_teach(viewer: Viewer, learner: Any, domain_code: str, continuum: ContinuumMap) -> bool:
    """She never taught the learner in the domain, and never rated or decided anything of hers there."""
    ids = _competencies_of(domain_code, continuum)
    codes = {one.code for one in continuum.domains if not domain_code or one.code == domain_code}
    return not (
        any(has_taught(viewer.person_id, learner.pk, code) for code in codes)
        or has_rated(viewer.person_id, learner.pk, ids)
        or has_decided(viewer.person_id, learner.pk, ids)
    )


def can_verify(viewer: Viewer, learner: Any, domain_code: str, continuum: ContinuumMap) -> bool:
    """Leaders and counsellors whose duty reaches the learner, as long as they have not taught or rated her there."""
    return (
        not _is_hers(viewer, learner)
        and _on_duty(viewer, learner, Role.LEADER, Role.COUNSELLOR)
        and did_not_teach(viewer, learner, domain_code, continuum)
    )


def can_verify_many(
    viewer: Viewer, cases: Iterable[tuple[Any, str]], continuum: ContinuumMap
) -> set[tuple[int, str]]:
    """`can_verify` for many (learner, domain code): which (learner id, domain code) she may verify. Four queries."""
    near = [
        (learner, domain)
        for learner, domain in cases
        if not _is_hers(viewer, learner) and _on_duty(viewer, learner, Role.LEADER, Role.COUNSELLOR)
    ]
    ids = {learner.pk for learner, _domain in near}
    if not ids:
        return set()
    taught = domains_taught(viewer.person_id, ids)
    hers = rated_pairs(viewer.person_id, ids) | decided_pairs(viewer.person_id, ids)
    looked_at: dict[int, set[int]] = {}
    for learner_id, competency_id in hers:
        looked_at.setdefault(learner_id, set()).add(competency_id)
    of_domain: dict[str, set[int]] = {}
    found = set()
    for learner, domain in near:
        if domain not in of_domain:
            of_domain[domain] = _competencies_of(domain, continuum)
        of_her = taught.get(learner.pk, set())
        # A module or gateway without a domain is of every domain.
        has_taught_it = bool(of_her) if not domain else bool(of_her & {domain, ""})
        if not has_taught_it and not (looked_at.get(learner.pk, set()) & of_domain[domain]):
            found.add((learner.pk, domain))
    return found


def _competencies_of(domain_code: str, continuum: ContinuumMap) -> set[int]:
    """The competencies of a domain with all that lives on in them; of every domain where none is named."""
    domains = {one.id for one in continuum.domains if not domain_code or one.code == domain_code}
    of_domain = {one.id for one in continuum.competencies if one.domain_id in domains}
    return {member for one in of_domain for member in continuum.family(one)}


def check_verify(viewer: Viewer, learner: Any, domain_code: str, continuum: ContinuumMap) -> None:
    _check_not_hers(viewer, learner, Role.LEADER, Role.COUNSELLOR)
    if not _on_duty(viewer, learner, Role.LEADER, Role.COUNSELLOR):
        raise NotAllowed(
            _("A verifier is a leader or counsellor of the learner's school or of the district."),
            remedy=_("Ask one of them to look at the work."),
        )
    if not did_not_teach(viewer, learner, domain_code, continuum):
        raise NotAllowed(
            _("You taught or rated this learner in this domain, so somebody else has to verify."),
            remedy=_("Ask a leader or counsellor who did neither."),
        )


def can_sign(
    viewer: Viewer, learner: Any, rule: GrainRule, domain_code: str, continuum: ContinuumMap
) -> bool:
    if _is_hers(viewer, learner):
        return False
    if rule.signer == SignerOf.TEACHER:
        return can_rate(viewer, learner)
    if rule.signer == SignerOf.LEADER:
        return _on_duty(viewer, learner, Role.LEADER)
    return can_verify(viewer, learner, domain_code, continuum)


def check_sign(
    viewer: Viewer, learner: Any, rule: GrainRule, domain_code: str, continuum: ContinuumMap
) -> None:
    """Raises NotAllowed with whom to ask."""
    if rule.signer == SignerOf.VERIFIER:
        check_verify(viewer, learner, domain_code, continuum)
    if can_sign(viewer, learner, rule, domain_code, continuum):
        return
    _check_not_hers(viewer, learner, *((Role.LEADER,) if rule.signer == SignerOf.LEADER else ()))
    if rule.signer == SignerOf.LEADER:
        raise NotAllowed(
            _("Here a leader of the learner's school signs."),
            remedy=_("Tell a leader that the learner is ready."),
        )
    raise NotAllowed(
        _("Here a teacher or adviser of the learner signs."),
        remedy=_("Tell them that the learner is ready; it stands under “Moving on”."),
    )


def can_except(viewer: Viewer, learner: Any, rule: GrainRule) -> bool:
    """The named authority, and nobody else."""
    if _is_hers(viewer, learner) or rule.exceptions_by == Authority.NOBODY:
        return False
    only_district = rule.exceptions_by == Authority.DISTRICT_LEADER
    return _on_duty(viewer, learner, Role.LEADER, district_only=only_district)


def check_except(viewer: Viewer, learner: Any, rule: GrainRule) -> None:
    if can_except(viewer, learner, rule):
        return
    if rule.exceptions_by != Authority.NOBODY:
        _check_not_hers(viewer, learner, Role.LEADER)
    if rule.exceptions_by == Authority.NOBODY:
        raise NotAllowed(
            _("The district's rule has no exceptions here."),
            remedy=_("Plan support for what is open; the learner goes on the day it is shown."),
        )
    if rule.exceptions_by == Authority.DISTRICT_LEADER:
        raise NotAllowed(
            _("An exception is made by a leader of the district."),
            remedy=_("Write to one of them with your reasons."),
        )
    raise NotAllowed(
        _("An exception is made by a leader of the learner's school."),
        remedy=_("Tell a leader your reasons, and what the plan for the open part would be."),
    )


def may_take_back(viewer: Viewer, row: Advancement) -> bool:
    """Whoever signed or verified, also where she teaches the learner no longer; and a leader of the learner's school.

    Nobody about her own child: taking back is a decision, too.
    """
    if _is_hers(viewer, row.learner):
        return False
    if viewer.person_id in (row.signed_by_id, row.verified_by_id):
        return True
    return _on_duty(viewer, row.learner, Role.LEADER)
