"""What each autonomy stage lets a learner do alone, and which adult agrees with her and decides on her stage.

A stage says who begins, how far ahead and how often adult and learner look. It reads and changes nothing of support.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from headway.district.agreements.models import StageDecision
from headway.district.agreements.types import AutonomyStage, Side
from headway.district.foundation.api import NotAllowed, NotFound, clock, in_parts, refused
from headway.district.people.api import (
    Purpose,
    Viewer,
    by_work,
    can_rate,
    can_see,
    guarded_by,
    guards_learner,
    learner_scope,
    learners_of_staff,
    visible_learners,
)
from headway.district.people.types import Role
from headway.district.policy.api import PolicyKind, rule_in_effect
from headway.mastery.pacing.agreement import AgreementPolicy, StageRules

__all__ = [
    "NO_SUCH_PAGE",
    "MetLearner",
    "agreement_policy",
    "can_begin",
    "can_begin_as",
    "check_adult_of",
    "check_stage_step",
    "is_adult_of",
    "learners_worked_with",
    "met_by_work",
    "met_learner",
    "rules_of",
    "side_of",
    "stage_of",
    "stages_of",
]

NO_SUCH_PAGE = _("There is no such page, or it is not open to you.")


def agreement_policy(on: dt.date | None = None) -> tuple[AgreementPolicy, str]:
    """The district's way of agreeing on a day (today by default), and the version that offers keep."""
    found = rule_in_effect(PolicyKind.PACE_AGREEMENT, on)
    return AgreementPolicy.from_dict(found.parameters), found.version


# -- the stage -------------------------------------------------------------------------------------------------------


def stages_of(learner_ids: Collection[int], as_of: dt.datetime | None = None) -> dict[int, int]:
    """The autonomy stage of each of these learners: the latest decision, else the policy's first. Every id is there.

    One query for each ten thousand learners, beside the policy's. Access is the caller's to decide.
    """
    first = agreement_policy(clock.local_date(as_of) if as_of else None)[0].first_stage
    found = dict.fromkeys(learner_ids, first)
    for part in in_parts(learner_ids):
        rows = StageDecision.objects.filter(learner_id__in=part)
        if as_of:
            rows = rows.filter(recorded_at__lte=as_of)
        found.update(rows.order_by("recorded_at", "id").values_list("learner_id", "stage"))
    return found


def stage_of(learner: Any, as_of: dt.datetime | None = None) -> int:
    """Where this learner stands, now or as it was known at a moment: 1 (guided) to 4 (self-directed). Access is the caller's
    to decide."""
    return stages_of((learner.pk,), as_of)[learner.pk]


def rules_of(learner: Any) -> StageRules:
    """What her stage lets this learner do alone, and how often adult and learner look (the fields of `StageRules`). Access
    is the caller's to decide."""
    return agreement_policy()[0].stages[stage_of(learner)]


def can_begin(viewer: Viewer, learner: Any) -> bool:
    """May this person make the first offer of a target? The learner from the stage on that says so; an adult of hers
    always may, and so support never waits for a stage. Her family asks one of the two to begin.
    """
    side = side_of(viewer, learner)
    return side == Side.ADULT or (side == Side.LEARNER and can_begin_as(side, rules_of(learner)))


def can_begin_as(side: str | None, rules: StageRules) -> bool:
    """May somebody of this side make the first offer of a target, with these rules of the learner's stage?

    An adult always; the learner from the stage on that says so; a family at none: it asks one of the two to begin.
    """
    return side == Side.ADULT or (side == Side.LEARNER and rules.begins in ("both", "learner"))


# -- who is who ------------------------------------------------------------------------------------------------------


def side_of(viewer: Viewer, learner: Any) -> str | None:
    """In whose name this person speaks about this learner's plan: learner, adult, family, or None (nobody's).

    A teacher speaks for her own child as family, whatever her duty is.
    """
    if viewer.learner_id == learner.pk:
        return Side.LEARNER
    if viewer.is_guardian and learner.pk in guarded_by(viewer.person_id):
        return Side.FAMILY if can_see(viewer, learner) else None
    return Side.ADULT if _works_with(viewer, learner) else None


@dataclass(frozen=True, slots=True)
class MetLearner:
    """A learner as an adult at school meets her: is_adult as `is_adult_of`, is_own: herself or of the viewer's family.

    stage: where she stands, 1 to 4; rules: what that stage lets her do alone.
    """

    learner: Any
    is_adult: bool
    is_own: bool
    stage: int
    rules: StageRules


def met_learner(viewer: Viewer, learner_uuid: uuid.UUID) -> MetLearner:
    """The learner with what a page about her plan asks of the viewer, in one query. Raises NotFound for strangers."""
    latest = StageDecision.objects.filter(learner_id=OuterRef("pk")).order_by("-recorded_at", "-id")
    learner = (
        visible_learners(viewer)
        .filter(uuid=learner_uuid)
        .annotate(
            works_with_viewer=Case(
                When(_work_scope(viewer), then=Value(True)), default=Value(False), output_field=BooleanField()
            ),
            is_of_viewer=guards_learner(viewer.person_id),
            stage_decided=Subquery(latest.values("stage")[:1]),
        )
        .first()
    )
    if learner is None:
        raise NotFound(NO_SUCH_PAGE)
    is_own = viewer.learner_id == learner.pk or learner.is_of_viewer
    policy = agreement_policy()[0]
    stage = learner.stage_decided or policy.first_stage
    is_adult = bool(learner.works_with_viewer) and not is_own
    return MetLearner(learner, is_adult, is_own, stage, policy.stages[stage])


def met_by_work(viewer: Viewer, learner_uuid: uuid.UUID) -> MetLearner:
    """The learner with what a page about her plan asks of the viewer, for pages at school, in one query beside the policy's.

    Raises NotFound for strangers, and of her own child, of whom a teacher reads in the family's portal.
    """
    met = met_learner(viewer, learner_uuid)
    if met.is_own:
        raise NotFound(NO_SUCH_PAGE)
    return met


def is_adult_of(viewer: Viewer, learner: Any) -> bool:
    """Does this person agree with the learner as an adult at school? Her teachers, advisers and the counsellors of her
    school do; never she herself nor her family."""
    if viewer.learner_id == learner.pk:
        return False
    return _works_with(viewer, learner) and learner.pk not in guarded_by(viewer.person_id)


def check_adult_of(viewer: Viewer, learner: Any) -> None:
    """Raises NotAllowed with whom to ask. That she may see the learner at all is checked before."""
    if learner.left_on and learner.left_on < clock.today():
        raise NotAllowed(
            _("This learner left the district, so nothing new can be recorded."),
            remedy=_("If the learner has come back, ask the registrar to reopen the enrolment."),
        )
    if viewer.learner_id == learner.pk or learner.pk in guarded_by(viewer.person_id):
        raise NotAllowed(
            _("This is for an adult of the school who is not of the learner's own family."),
            remedy=_("Ask the learner's adviser, or a counsellor of the school."),
        )
    if not is_adult_of(viewer, learner):
        raise NotAllowed(
            _("This is for the learner's teachers and advisers, and for counsellors of the school."),
            remedy=_("Tell one of them what you saw."),
        )


def learners_worked_with(viewer: Viewer) -> QuerySet:
    """All learners whose adult (`is_adult_of`) this person is, who are still here: teaches, advises or counsels them."""
    here = Q(left_on__isnull=True) | Q(left_on__gte=clock.today())
    return (
        learners_of_staff(viewer)
        .filter(_work_scope(viewer), here)
        .exclude(pk__in=guarded_by(viewer.person_id))
    )


def check_stage_step(earlier: int, stage: int) -> None:
    """A stage of the four, another than the one that stands, and not more than one step wider."""
    if isinstance(stage, bool) or stage not in AutonomyStage.values:
        raise refused("stage", _("There is no such autonomy stage."), _("Choose one of the four stages."))
    if stage == earlier:
        raise refused(
            "stage",
            _("This is already the learner's stage."),
            _("Choose another one, or leave it as it is; nothing needs to be saved."),
        )
    if stage > earlier + 1:
        raise refused(
            "stage",
            _("Stages open one at a time."),
            _("Choose “%(stage)s” now; the next one can follow.")
            % {"stage": AutonomyStage(earlier + 1).label},
        )


def _work_scope(viewer: Viewer) -> Q:
    """`_works_with` as a condition on learners."""
    scope = learner_scope(by_work(viewer), Purpose.RATE)
    for place in viewer.paths(Role.COUNSELLOR):
        scope |= Q(school__path__startswith=place)
    return scope


def _works_with(viewer: Viewer, learner: Any) -> bool:
    path = learner.school.path if learner.school else ""
    counsels = bool(path) and any(path.startswith(place) for place in viewer.paths(Role.COUNSELLOR))
    return counsels or ((viewer.teaches or viewer.advises) and can_rate(by_work(viewer), learner))
