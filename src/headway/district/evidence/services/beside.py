"""Ratings that stand beside the record and never inside it: the learner's own, classmates', first glances, apps'."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from headway.district.continuum.api import current_map
from headway.district.evidence.criteria import criteria_for
from headway.district.evidence.line_checks import (
    Problem,
    field_problems,
    is_level,
    level_sentence,
    problems_of_competency,
    problems_of_time,
)
from headway.district.evidence.models import BesideRating, Evidence, Rating
from headway.district.evidence.policies import check_may_rate
from headway.district.evidence.services.recording import key_of
from headway.district.evidence.types import Beside, BesideRole, CriterionLine
from headway.district.foundation.api import (
    Actor,
    Conflict,
    NotAllowed,
    NotFound,
    Refused,
    audit,
    clock,
    refused,
)
from headway.district.people.api import (
    Viewer,
    can_rate,
    is_classmate,
    learner_by_uuid,
    learner_gates,
    visible_learners,
)
from headway.district.policy.api import scale_for

__all__ = ["criteria_of_glance", "first_glance", "note_promotion", "rate_beside", "take_back_beside"]


def rate_beside(
    *,
    viewer: Viewer | None,
    role: str,
    learner_uuid: uuid.UUID,
    competency_uuid: uuid.UUID,
    level: int,
    evidence_uuid: uuid.UUID | None = None,
    criteria: Mapping[Any, int] | None = None,
    observed_at: dt.datetime | None = None,
    request_key: str = "",
    by: Actor | None = None,
) -> Beside:
    """Append a level beside the record. No rule, proposal or export of levels reads it.

    own: the learner; peer: a learner of one of her sections; both may be written down by who may rate her, as told in
    a conference. first_glance: who may rate her. app: a job (viewer None, `by` names it), or who may rate her.
    criteria: criterion → level. Without a piece it is of now, or of `observed_at`.

    Raises NotFound for strangers, NotAllowed, Refused with a problem per field, and Conflict when a request key comes
    again with another level.
    """
    actor = viewer.actor if viewer else by
    if actor is None:
        raise TypeError("rate_beside needs a viewer, or the part of the system that acts")
    learner = learner_by_uuid(learner_uuid)
    if learner is None:
        raise _not_found()
    _check_role(viewer, role, learner)
    competency_id, piece, levels = _check(
        competency_uuid, learner, level, evidence_uuid, criteria or {}, observed_at
    )
    now = clock.now()
    row = BesideRating(
        role=role,
        learner_id=learner.pk,
        competency_id=competency_id,
        evidence=piece,
        level=level,
        criteria=levels,
        given_by_id=actor.person_id,
        observed_at=piece.observed_at if piece else observed_at or now,
        recorded_at=now,
        request_key=key_of(actor, "beside", request_key) if request_key else None,
    )
    if before := _sent_before(row):
        return before
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            audit.record(
                by=actor,
                act="evidence.beside_rated",
                subject_kind="beside_rating",
                subject_uuid=row.uuid,
                learner_uuid=learner.uuid,
                role=role,
            )
    except IntegrityError:
        # The same request arrived twice at the same moment, and the other one was first.
        if before := _sent_before(row):
            return before
        raise
    return Beside(row.uuid, repeated=False)


@transaction.atomic
def take_back_beside(beside_uuid: uuid.UUID, *, viewer: Viewer) -> None:
    """Take back a level that stands beside the record; by whoever gave it. Doing it twice is the same act.

    Raises NotFound for strangers, NotAllowed for other people's, Refused where it has become a rating.
    """
    row = BesideRating.objects.select_for_update(of=("self",)).filter(uuid=beside_uuid).first()
    if row is None or not _knows(viewer, row):
        raise _not_found()
    if row.given_by_id != viewer.person_id:
        raise NotAllowed(
            _("This is taken back by the person who gave it."),
            remedy=_("Talk with the learner about what you saw."),
        )
    if row.promoted_to_id is not None:
        raise Refused(
            _("This first glance has become a rating."), remedy=_("Withdraw the rating, if it was a mistake.")
        )
    if row.taken_back_at is not None:
        return
    row.taken_back_at = clock.now()
    row.save(update_fields=["taken_back_at"])
    audit.record(
        by=viewer.actor,
        act="evidence.beside_taken_back",
        subject_kind="beside_rating",
        subject_uuid=row.uuid,
        learner_uuid=learner_gates([row.learner_id])[row.learner_id].uuid,
        role=row.role,
    )


def first_glance(viewer: Viewer, beside_uuid: uuid.UUID) -> BesideRating:
    """The first glance that is to become a rating, locked until the transaction ends.

    Raises NotFound for strangers, NotAllowed for who may not rate the learner, Refused where it was taken back.
    """
    row = (
        BesideRating.objects.select_for_update(of=("self",))
        .select_related("evidence", "promoted_to__evidence", "promoted_to__withdrawal")
        .filter(uuid=beside_uuid, role=BesideRole.FIRST_GLANCE)
        .first()
    )
    if row is None or not _knows(viewer, row):
        raise _not_found()
    check_may_rate(viewer, {row.learner_id})
    if row.taken_back_at is not None:
        raise Refused(
            _("This first glance was taken back."), remedy=_("Rate the work itself, if it shows a level.")
        )
    return row


def criteria_of_glance(row: BesideRating) -> tuple[CriterionLine, ...]:
    """What a first glance says criterion by criterion, as a rating takes it; without criteria that are no longer asked."""
    if not row.criteria:
        return ()
    task_id = row.evidence.task_id if row.evidence else None
    rubric = {one.uuid: one for one in criteria_for(row.competency_id, task_id)}
    given = {uuid.UUID(one): level for one, level in row.criteria.items()}
    return tuple(
        CriterionLine(one, rubric[one].title, level, rubric[one].is_essential)
        for one, level in given.items()
        if one in rubric
    )


def note_promotion(row: BesideRating, rating_uuid: uuid.UUID, *, by: Actor) -> None:
    """Name the rating that a first glance has become. In the transaction that recorded it."""
    row.promoted_to = Rating.objects.get(uuid=rating_uuid)
    row.save(update_fields=["promoted_to"])
    audit.record(
        by=by,
        act="evidence.first_glance_counted",
        subject_kind="beside_rating",
        subject_uuid=row.uuid,
        learner_uuid=learner_gates([row.learner_id])[row.learner_id].uuid,
        rating=str(row.promoted_to.uuid),
    )


def _knows(viewer: Viewer, row: BesideRating) -> bool:
    """Whoever gave it, and whoever sees the learner's record."""
    if row.given_by_id == viewer.person_id:
        return True
    return visible_learners(viewer).filter(pk=row.learner_id).exists()


def _check_role(viewer: Viewer | None, role: str, learner) -> None:
    if role not in BesideRole.values:
        raise refused("role", _("It isn't known whose level this is."), _options())
    if viewer is None or can_rate(viewer, learner):
        return
    if role == BesideRole.OWN and viewer.learner_id == learner.pk:
        return
    if role == BesideRole.PEER and is_classmate(viewer, learner):
        return
    if not visible_learners(viewer).filter(pk=learner.pk).exists() and not is_classmate(viewer, learner):
        raise _not_found()
    sentences = {
        BesideRole.OWN: _("One's own level is said by the learner alone."),
        BesideRole.PEER: _("A classmate's level is said by somebody who shares a section with the learner."),
    }
    raise NotAllowed(
        sentences.get(BesideRole(role), _("This is said by the learner's teachers and advisers.")),
        remedy=_("Ask one of the learner's teachers."),
    )


def _check(
    competency_uuid: uuid.UUID,
    learner,
    level: int,
    evidence_uuid: uuid.UUID | None,
    criteria: Mapping[Any, int],
    observed_at: dt.datetime | None,
) -> tuple[int, Evidence | None, dict[str, int]]:
    continuum, scale = current_map(), scale_for()
    competency = continuum.by_uuid.get(competency_uuid) if continuum else None
    piece = Evidence.objects.filter(uuid=evidence_uuid).first() if evidence_uuid else None
    problems: list[Problem] = []
    for field, given in (("level", level), *(("criteria", one) for one in criteria.values())):
        if not is_level(given, scale):
            problems.append((field, *level_sentence(given, scale)))
    if competency is None:
        problems.append(
            (
                "competency",
                _("This competency isn't part of the district's published continuum."),
                _("Choose a competency from the continuum."),
            )
        )
    else:
        problems += problems_of_competency(competency.id, continuum)
    if evidence_uuid and (piece is None or piece.learner_id != learner.pk):
        problems.append(
            (
                "evidence",
                _("This piece of work isn't one of the learner's."),
                _("Open the page again, and choose a piece that is listed there."),
            )
        )
    if observed_at:
        problems += problems_of_time(observed_at, learner_gates([learner.pk])[learner.pk], clock.today())
    try:
        levels = {str(uuid.UUID(str(one))): given for one, given in criteria.items()}
    except ValueError:
        problems.append(
            (
                "criteria",
                _("This isn't a criterion of the rubric."),
                _("Open the page again, then rate once more."),
            )
        )
    if problems:
        found = field_problems(("", problem) for problem in problems)
        raise Refused(found[0].sentence, remedy=found[0].remedy, problems=found)
    assert competency is not None
    return competency.id, piece, levels


def _sent_before(row: BesideRating) -> Beside | None:
    if row.request_key is None:
        return None
    before = BesideRating.objects.filter(request_key=row.request_key).first()
    if before is None:
        return None
    same = ("role", "learner_id", "competency_id", "evidence_id", "level", "criteria")
    if any(getattr(before, name) != getattr(row, name) for name in same):
        raise Conflict(
            _("This was already sent with another level, so nothing was added."),
            remedy=_("Take the first one back, then say it anew."),
        )
    return Beside(before.uuid, repeated=True)


def _not_found() -> NotFound:
    return NotFound(_("There is no such page, or it is not open to you."))


def _options() -> Any:
    return _("Use one of: %(codes)s.") % {"codes": ", ".join(BesideRole.values)}
