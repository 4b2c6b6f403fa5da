"""By which way a district levels, and who may judge, decide, look again and sign."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import ContinuumMap, DomainKind, current_map
from headway.district.foundation.api import NotAllowed, NotFound, Refused, clock, refused
from headway.district.people.api import (
    Purpose,
    Viewer,
    by_work,
    can_rate,
    can_see,
    children_of,
    counselling_at,
    guarded_by,
    guardians_of,
    organisation_scope,
    raters_of,
    visible_learners,
)
from headway.district.people.types import Role
from headway.district.policy.api import PolicyKind, rule_in_effect
from headway.mastery.placement.leveling import LevelingPolicy

__all__ = [
    "NO_SUCH_PAGE",
    "ON_THE_WAY",
    "as_staff",
    "can_decide",
    "check_decide",
    "check_here",
    "check_judge",
    "check_place",
    "check_sign_transfer",
    "core_domains",
    "entry_level_of",
    "is_family",
    "is_on_duty",
    "leveled_domains",
    "leveling_policy",
    "map_or_refuse",
    "others_who_decide",
    "others_who_decide_many",
    "own_family",
    "sees_as_staff",
    "sees_before_arrival",
    "staff_learner",
    "who_can",
]

# More names than these help nobody to choose.
MOST_NAMES = 4
# A plan's fact: from which school to which its learner is going, as row ids.
ON_THE_WAY = "on_the_way"
NO_SUCH_PAGE = _("There is no such page, or it is not open to you.")


def leveling_policy(on: dt.date | None = None) -> tuple[LevelingPolicy, str]:
    """The district's way of leveling on a day, and the version that decisions keep."""
    found = rule_in_effect(PolicyKind.LEVELING, on)
    return LevelingPolicy.from_dict(found.parameters), found.version


def leveled_domains(policy: LevelingPolicy, continuum: ContinuumMap) -> tuple[str, ...]:
    """The academic domains that are leveled, in the order of the continuum. Habits have no level."""
    academic = [one.code for one in continuum.domains if one.kind == DomainKind.ACADEMIC]
    return tuple(code for code in academic if not policy.leveled or code in policy.leveled)


def core_domains(policy: LevelingPolicy, continuum: ContinuumMap) -> tuple[str, ...]:
    """Those without which nobody counts as placed."""
    return tuple(
        code for code in leveled_domains(policy, continuum) if not policy.core or code in policy.core
    )


def entry_level_of(policy: LevelingPolicy, school: Any) -> int | None:
    """Where learners who enter this school usually begin; None where the policy says nothing, or several levels."""
    if school is None:
        return None
    levels = policy.entry_levels(str(school.uuid), school.code or "")
    return levels[0] if len(levels) == 1 else None


def as_staff(viewer: Viewer) -> Viewer:
    """The same person by her work alone: not as a learner, a guardian or a tutor."""
    return by_work(viewer)


def sees_as_staff(viewer: Viewer, learner: Any) -> bool:
    """Of a learner whose record she may see: is it by her work, and neither as herself nor as her family?

    A teacher reads about her own child what families read. No query for those who are staff alone, or not staff.
    """
    if viewer.learner_id == learner.pk or not (viewer.duties or viewer.teaches or viewer.advises):
        return False
    if not viewer.is_guardian and not viewer.tutors:
        return True
    is_child = viewer.is_guardian and children_of(viewer).filter(pk=learner.pk).exists()
    return not is_child and can_see(by_work(viewer), learner)


def staff_learner(viewer: Viewer, learner_uuid: uuid.UUID, purpose: Purpose = Purpose.RECORD) -> Any:
    """A learner whom the viewer sees by her work. Raises NotFound for everybody else, her family among them."""
    learner = visible_learners(as_staff(viewer), purpose).filter(uuid=learner_uuid).first()
    if learner is None or learner.pk == viewer.learner_id:
        raise NotFound(NO_SUCH_PAGE)
    return learner


def sees_before_arrival(viewer: Viewer, row: Any) -> bool:
    """Does she see to the open plan of a learner who is on the way to a school of her duty?

    From the day on which the change of school is planned until it is over or called off; the plan, and nothing else.
    """
    way = row.facts.get(ON_THE_WAY)
    return (
        bool(way)
        and row.owner_id == viewer.person_id
        and row.closed_at is None
        and row.learner.school_id == way["from"]
        and organisation_scope(viewer, Role.COUNSELLOR, Role.LEADER).filter(pk=way["to"]).exists()
    )


def is_on_duty(viewer: Viewer, learner: Any, *roles: str) -> bool:
    """Does one of these duties of the viewer reach the learner's school?"""
    path = learner.school.path if learner.school else ""
    return any(duty.role in roles and bool(path) and path.startswith(duty.path) for duty in viewer.duties)


def is_family(viewer: Viewer, learner: Any) -> bool:
    """Is it herself or her own child? Whatever her duty is, somebody else decides and signs there."""
    return viewer.learner_id == learner.pk or learner.pk in guarded_by(viewer.person_id)


def others_who_decide(learner: Any, policy: LevelingPolicy, without: Collection[int] = ()) -> dict[int, str]:
    """Who may decide for this learner, by row id of the person: her name. Never the learner's family.

    without: people who are left out. Teachers and advisers are named where no counsellor or leader may. Access is
    decided by whoever asks.
    """
    return others_who_decide_many((learner,), policy, without).get(learner.pk, {})


def others_who_decide_many(
    learners: Collection[Any], policy: LevelingPolicy, without: Collection[int] = ()
) -> dict[int, dict[int, str]]:
    """`others_who_decide` of several learners, by row id. A query for all, and one for each of their schools."""
    roles = [
        role
        for name, role in (("counsellor", Role.COUNSELLOR), ("leader", Role.LEADER))
        if name in policy.deciders
    ]
    schools = {one.school_id: one.school for one in learners if one.school is not None} if roles else {}
    on_duty = {
        pk: {one.pk: one.name for one in counselling_at((school,), *roles)} for pk, school in schools.items()
    }
    family = guardians_of([one.pk for one in learners]) if learners else {}
    found = {}
    for one in learners:
        left_out = {*without, one.person_id, *family.get(one.pk, ())}
        people = {pk: name for pk, name in on_duty.get(one.school_id, {}).items() if pk not in left_out}
        if not people and "teacher" in policy.deciders:
            raters = {each.person_id: each.name for each in raters_of(one.pk)}
            people = {pk: name for pk, name in raters.items() if pk not in left_out}
        found[one.pk] = people
    return found


def who_can(names: Collection[str]) -> str:
    """Whom to turn to, in a sentence."""
    if not names:
        return str(_("Ask a leader of the district to name somebody."))
    return _("Who can: %(names)s.") % {"names": ", ".join(list(names)[:MOST_NAMES])}


def own_family(learner: Any, policy: LevelingPolicy, without: Collection[int]) -> NotAllowed:
    """What is said to somebody whose own child this is: who decides instead."""
    return NotAllowed(
        _("This is a learner of your own family, so somebody else decides."),
        remedy=who_can(others_who_decide(learner, policy, without).values()),
    )


def can_decide(viewer: Viewer, learner: Any, policy: LevelingPolicy) -> bool:
    if is_family(viewer, learner):
        return False
    named = policy.deciders
    return (
        ("counsellor" in named and is_on_duty(viewer, learner, Role.COUNSELLOR))
        or ("leader" in named and is_on_duty(viewer, learner, Role.LEADER))
        or ("teacher" in named and can_rate(as_staff(viewer), learner))
    )


def check_decide(viewer: Viewer, learner: Any, policy: LevelingPolicy) -> None:
    """Raises NotAllowed with whom to ask."""
    check_here(learner)
    if is_family(viewer, learner):
        raise own_family(learner, policy, (viewer.person_id,))
    if not can_decide(viewer, learner, policy):
        raise NotAllowed(
            _("Where a learner begins is decided by those whom the district's way of leveling names."),
            remedy=_("Tell a counsellor of the school what you think; your judgement is a source."),
        )


def check_judge(viewer: Viewer, learner: Any) -> None:
    """A judgement is given by whoever teaches or advises the learner."""
    check_here(learner)
    if is_family(viewer, learner) or not can_rate(as_staff(viewer), learner):
        raise NotAllowed(
            _("A judgement is given by the learner's teachers and advisers, and not by family."),
            remedy=_("Ask one of them to write down what can be seen."),
        )


def check_sign_transfer(viewer: Viewer, learner: Any) -> None:
    check_here(learner)
    if is_family(viewer, learner):
        others = counselling_at((learner.school,), Role.LEADER) if learner.school else []
        raise NotAllowed(
            _("This is a learner of your own family, so another leader signs."),
            remedy=who_can([one.name for one in others if one.pk not in _family_of(learner, viewer)]),
        )
    if not is_on_duty(viewer, learner, Role.LEADER):
        raise NotAllowed(
            _("What another school taught is taken over with the signature of a leader of the school."),
            remedy=_("Tell a leader that the courses are entered and wait for a signature."),
        )


def _family_of(learner: Any, viewer: Viewer) -> set[int]:
    return {viewer.person_id, *guardians_of((learner.pk,)).get(learner.pk, ())}


def check_here(learner: Any) -> None:
    if learner.left_on and learner.left_on < clock.today():
        raise NotAllowed(
            _("This learner left the district, so nothing new can be recorded."),
            remedy=_("If the learner has come back, ask the registrar to reopen the enrolment."),
        )


def check_place(continuum: ContinuumMap, policy: LevelingPolicy, domain_code: str, strand_code: str) -> None:
    """Raises Refused where there is no such domain or strand among those that are leveled."""
    if domain_code not in leveled_domains(policy, continuum):
        raise refused(
            "domain_code", _("This domain is not among those that are leveled."), _("Choose another one.")
        )
    domain = next(one for one in continuum.domains if one.code == domain_code)
    if strand_code and strand_code not in {one.code for one in continuum.strands_of(domain.id)}:
        raise refused(
            "strand_code", _("There is no such strand in this domain."), _("Choose a strand of the domain.")
        )


def map_or_refuse() -> ContinuumMap:
    continuum = current_map()
    if continuum is None:
        raise Refused(
            _("The district has no published continuum yet."),
            remedy=_("As soon as it stands, learners can be leveled."),
        )
    return continuum
